"""Organisations, people, roles."""
