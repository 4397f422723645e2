"""Screens of the annuaire."""
