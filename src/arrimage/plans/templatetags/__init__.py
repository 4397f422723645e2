"""Tags of the screens of plans."""
