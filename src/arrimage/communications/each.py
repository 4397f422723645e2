"""Many things done one by one, so that one that fails does not stop those after it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Done:
    """What was made of many things, and how many of them failed: those are to be tried again."""

    made: int = 0
    failed: int = 0


def do_each(rows: Iterable[Row], do: Callable[[Row], int]) -> Done:
    """Do each; what goes wrong is logged with its traceback, and counted."""
    made = failed = 0
    for row in rows:
        try:
            made += do(row)
        except Exception:  # whatever it is, the others must not wait for it
            logger.exception("Échec pour %s %s ; les autres continuent.", row._meta.label, row.pk)
            failed += 1
    return Done(made, failed)
