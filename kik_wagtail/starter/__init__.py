"""Starter content in Dutch, as data. `services.load` puts it on a site; a site then makes it its own."""
