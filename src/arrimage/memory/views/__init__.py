"""Screens of the memory of plans."""
