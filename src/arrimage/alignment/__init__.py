"""Arrimage: what joins lines of different plans, and who else works on the same thing."""
