"""Words of everything that is searchable, and who may find it."""
