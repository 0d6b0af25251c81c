"""Screens of this room beside Wagtail's own: versions, what differs, and taking an old one up again."""
