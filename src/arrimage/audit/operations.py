"""Leaving a line. Every operation of every app calls :func:`record` once, in its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from .models import Entry


def record(
    actor: Any,
    verb: str,
    target: models.Model,
    *,
    label: str = "",
    scope: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """One line: who did ``verb`` to ``target``, within ``scope`` (a plan or an organisation).

    ``actor`` is a user, or ``None`` when the system did it. ``before`` and ``after`` hold only
    what changed, as printable values. The line outlives its target and its actor.
    """
    return Entry.objects.create(
        actor=actor,
        actor_name=str(actor) if actor is not None else "",
        verb=verb,
        target=target._meta.label,
        target_id=target.pk,
        target_label=(label or str(target))[:300],
        scope=scope_of(scope) if scope is not None else "",
        before=dict(before or {}),
        after=dict(after or {}),
    )


def scope_of(holder: models.Model) -> str:
    """The name under which the lines of one plan or organisation are grouped."""
    return f"{holder._meta.label_lower}:{holder.pk}"
