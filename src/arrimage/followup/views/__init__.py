"""Doors of the follow-up."""
