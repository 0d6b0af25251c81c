"""The screens of routes: what a manager sees and does."""
