"""Arrimage: the action plan a network already has, turned into a plan that follows itself up."""

__version__ = "0.1.0"
