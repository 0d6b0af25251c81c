"""How fast it is, beside something known in the same run: `make bench`. Nothing here fails a build."""
