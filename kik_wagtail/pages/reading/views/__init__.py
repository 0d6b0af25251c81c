"""Doors: what a page takes from its readers, and the screens below the admin."""
