"""How each language writes what Django leaves to its own habits."""
