"""What each sub-command of ``arrimage`` does; ``arrimage.cli`` reads the words typed."""
