"""Leaving a line. Every operation of every app calls :func:`record` once, in its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from .actors import account_of
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

    ``actor`` is a user, the holder of a link, or ``None`` when the system did it. ``before`` and
    ``after`` hold only what changed, as printable values; a label is given lazy, not yet
    translated. The line outlives its target and its actor.
    """
    return Entry.objects.create(
        actor=account_of(actor),
        actor_name=str(actor) if actor is not None else "",
        verb=verb,
        target=target._meta.label,
        target_id=target.pk,
        target_label=(label or str(target))[:300],
        scope=scope_of(scope) if scope is not None else "",
        before=_in_french(before or {}),
        after=_in_french(after or {}),
    )


def _in_french(values: Mapping[str, Any]) -> dict[str, Any]:
    """Labels are recorded in the language of the catalogue's keys, whoever changes them."""
    with translation.override(settings.LANGUAGE_CODE):
        return {name: str(v) if isinstance(v, Promise) else v for name, v in values.items()}


def scope_of(holder: models.Model) -> str:
    """The name under which the lines of one plan or organisation are grouped."""
    return f"{holder._meta.label_lower}:{holder.pk}"
