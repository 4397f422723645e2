"""One line for each change."""
