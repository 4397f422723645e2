"""A plan as a file."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import Literal, get_args

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.plans.confidential import TEAM_SIGHT, sight_of
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Plan

from .. import phrases

ExportFormat = Literal["docx", "xlsx", "pdf", "csv", "json"]


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to hand over."""

    data: bytes
    name: str
    content_type: str


def export_plan(
    *, actor: User | None, plan: Plan, format: ExportFormat, with_status: bool = False
) -> ExportedFile:
    """The plan in the layout of its source; ``with_status`` adds the column of states.

    What is confidential is there for the team, and for whoever keeps the server (no ``actor``).
    """
    from arrimage.formats import writers  # slow import

    if format not in get_args(ExportFormat):
        raise ValidationError(phrases.UNKNOWN_FORMAT, code="unknown_format")
    sight = sight_of(actor, plan) if actor else TEAM_SIGHT
    data = writers.write(plan_to_draft(plan, sight), format, with_status=with_status)
    name = f"{slugify(plan.title)[:80] or 'plan'}.{format}"
    record(actor, "plan.export", plan, scope=plan, after={"format": format})
    return ExportedFile(data, name, mimetypes.guess_type(name)[0] or "application/octet-stream")
