"""What plain Wagtail makes of the same table: the list to stand beside ours. For measuring only: it has no scope."""
