"""Plans and their elements."""
