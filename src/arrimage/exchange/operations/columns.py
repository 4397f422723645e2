"""Saying what the columns of a document are, once or for every document of an organisation."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.formats.language.text import fold_phrase

from .. import phrases
from ..models import ImportRun, ImportState, LearnedColumn
from .runs import StaleVersion, WrongState, enqueue, hold


@transaction.atomic
def map_columns(
    *, actor: User, run: ImportRun, version: int, columns: Mapping[str, str], teach: bool = False
) -> ImportRun:
    """Read the document again with these columns; corrections are made again on what is read.

    ``columns`` maps headers as printed to fields. ``teach`` keeps them for the next documents.
    """
    run = hold(run)
    if run.state not in (ImportState.REVIEW, ImportState.REFUSED):
        raise WrongState(phrases.NOT_IN_REVIEW, code="not_in_review")
    if run.version != version:
        raise StaleVersion(run.version)
    if run.placed:
        raise ValidationError(phrases.PARTLY_IN_PLAN, code="partly_in_plan")
    said = {header: field for header, field in columns.items() if field in phrases.COLUMN_FIELDS}
    if not said:
        raise ValidationError(phrases.NO_COLUMN_SAID, code="no_column_said")
    run.columns = {**run.columns, **said}
    run.state, run.message, run.attempts = ImportState.QUEUED, "", 0
    run.steps_done = run.steps_total = 0
    run.version += 1
    run.save()
    if teach:
        for header, field in said.items():
            learn_column(actor=actor, organization=run.organization, header=header, field=field)
    enqueue(run)
    told = ", ".join(f"{header}: {phrases.COLUMN_FIELDS[field]}" for header, field in said.items())
    record(actor, "draft.columns", run, scope=run.organization, after={"columns": told})
    return run


@transaction.atomic
def learn_column(
    *, actor: User, organization: Organization, header: str, field: str
) -> LearnedColumn:
    """What a column name means in every document that the organisation imports from now on."""
    values = {"header": header[:200], "field": field, "taught_by": actor}
    folded = fold_phrase(header)[:200]
    learned, _is_new = LearnedColumn.objects.update_or_create(
        organization=organization, folded=folded, defaults=values
    )
    after = {"header": header, "field": str(phrases.COLUMN_FIELDS[field])}
    record(actor, "column.learn", learned, scope=organization, after=after)
    return learned


@transaction.atomic
def forget_column(*, actor: User, column: LearnedColumn) -> None:
    """Leave a column name to the lexicon again; documents already read stay as they are."""
    before = {"header": column.header}
    record(actor, "column.forget", column, scope=column.organization, before=before)
    column.delete()
