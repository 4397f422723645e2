"""``arrimage territories``: the official divisions, and their outlines from a file."""

from __future__ import annotations

import argparse
import sys

from django.core.management import call_command

from arrimage.directory.models import Territory, TerritoryKind
from arrimage.directory.territories import OutlinesRefused, load_outlines
from arrimage.search.indexing import refresh


def territories(arguments: argparse.Namespace) -> int:
    """Bring the shipped divisions up to date; keep the outlines of a file when one is named."""
    call_command("migrate", verbosity=0)  # loads the divisions too
    refresh("territory", Territory.objects.values_list("pk", flat=True))
    regions = Territory.objects.filter(kind=TerritoryKind.REGION).count()
    parts = Territory.objects.filter(kind=TerritoryKind.MRC).count()
    print(f"Territoires à jour : {regions} régions et {parts} MRC.")
    if arguments.outlines is None:
        return 0
    try:
        outlined = load_outlines(arguments.outlines, arguments.credit)
    except OutlinesRefused as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Contours : {outlined.kept} gardés.")
    if outlined.unknown:
        print(f"Sans territoire du même code ni du même nom : {', '.join(outlined.unknown)}")
    return 0
