"""Background work: each task takes ids and calls one operation."""

from __future__ import annotations

from django_tasks import task

from . import reading


@task()
def read_import(run_id: int) -> None:
    """Read the file of an import run."""
    reading.read_import(run_id)
