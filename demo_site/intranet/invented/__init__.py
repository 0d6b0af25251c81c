"""The invented people of the demo: staff, pages, residents and two years of contacts, the same for the same seed."""
