"""``python -m arrimage`` is the ``arrimage`` command."""

from arrimage.cli import main

main()
