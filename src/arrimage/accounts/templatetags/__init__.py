"""Tags of the screens of accounts."""
