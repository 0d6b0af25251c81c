"""Numbers for who may see no residents: counts by name, never under five, nothing written."""
