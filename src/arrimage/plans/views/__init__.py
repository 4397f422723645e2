"""Screens of plans and of their elements."""
