"""Background work: each task takes ids and calls one operation."""

from __future__ import annotations

from django_tasks import task

from . import settling


@task()
def settle_lines(plan_id: int, line_ids: list[int]) -> None:
    """Rebuild the clocks of lines in which lines of other plans count."""
    settling.settle_lines(plan_id, line_ids)
