"""Screens of the method pages: for editors, in Wagtail's admin."""
