"""Doors: parse, permit, call a service, say so, redirect."""
