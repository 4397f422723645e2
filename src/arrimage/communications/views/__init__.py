"""Doors of the web."""
