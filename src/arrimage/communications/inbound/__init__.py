"""Replies by mail, from their bytes to what they say. Nothing here writes anything."""
