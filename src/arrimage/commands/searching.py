"""``arrimage search``: the state of the search index, and making it again."""

from __future__ import annotations

import argparse
import sys

from django.db.models import Count

from arrimage.search import indexing
from arrimage.search.models import Entry


def search(arguments: argparse.Namespace) -> int:
    """Rebuild the index when asked; print how much can be found in it."""
    if arguments.rebuild:
        indexing.rebuild(_tell)
    counts = Entry.objects.order_by("kind").values_list("kind").annotate(n=Count("pk"))
    for kind, count in counts:
        print(f"{kind} : {count}")
    if not counts:
        print("Rien ne peut être trouvé ; « arrimage search --rebuild » refait l’index.")
    return 0


def _tell(kind: str, done: int) -> None:
    print(f"{kind} : {done}…", file=sys.stderr)
