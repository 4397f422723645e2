"""Screens of imports, of their review and of exports."""
