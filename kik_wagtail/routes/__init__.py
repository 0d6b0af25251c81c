"""Walks a resident along a published route: one step at a time, and nothing decides by itself."""
