"""Correcting a reading before it is accepted: each gesture is kept, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import PlanDraft
from arrimage.plans.drafts import pack, unpack

from .. import corrections, journal, phrases
from ..issues import Stored, decided, identity_of, marked, refreshed, with_decisions
from ..models import ImportRun
from .runs import StaleVersion, hold_review

Decision = Literal["kept", "resolved", ""]
"""What a person says of a doubt; empty opens it again."""

Words = Callable[[PlanDraft], dict[str, Any]]


def correct(
    actor: User,
    run: ImportRun,
    version: int,
    gesture: str,
    key: str,
    words: Words,
    doubt: str = "",
    **values: Any,
) -> ImportRun:
    """One gesture: hold, change, keep, leave a line. ``words`` describes a draft for the line.

    Made on an older version, it joins the newer one when both touch other parts. It settles the
    doubt with the mark ``doubt``. The caller opens the transaction.
    """
    run = hold_review(run)
    if doubt and (answered := marked(run.issues, doubt)):
        values["settles"] = [list(identity_of(answered))]
    draft, original = unpack(run.draft or {}), unpack(run.original_draft or {})
    touched = _touched(run, version, draft, gesture, key, values)
    _refuse_placed(run, draft, gesture, key, touched)
    begun = _begun(run)
    entry: journal.Entry = {"gesture": gesture, "key": key, "values": values}
    state = journal.State(draft, decided(run.issues))
    done = journal.apply(state, original, entry)
    changed = done.draft
    before, after = words(draft), words(changed)
    run.version += 1
    titles = {"title": before.get("title") or after.get("title", "")}
    said = {"touched": sorted(touched), "version": run.version, "by": actor.pk}
    run.journal = [*begun, entry | said | titles]
    run.draft = pack(changed)
    run.issues = with_decisions(refreshed(run.issues, draft, changed), done.decisions)
    run.save(update_fields=["draft", "issues", "journal", "version"])
    record(actor, f"draft.{gesture}", run, scope=run.organization, before=before, after=after)
    return run


def _touched(
    run: ImportRun,
    version: int,
    draft: PlanDraft,
    gesture: str,
    key: str,
    values: Mapping[str, Any],
) -> set[str]:
    """What the gesture touches; :class:`StaleVersion` when somebody touched the same since."""
    since = set() if version == run.version else journal.meanwhile(
        run.journal, version, run.version
    )  # fmt: skip
    try:
        touched = journal.touched_by(draft, gesture, key, values)
    except ValidationError:
        if version == run.version:
            raise
        raise StaleVersion(run.version) from None
    if since is None or since & touched:
        raise StaleVersion(run.version)
    return touched


def _refuse_placed(
    run: ImportRun, draft: PlanDraft, gesture: str, key: str, touched: Iterable[str]
) -> None:
    """A part that is in the plan already is corrected there."""
    placed = set(run.placed)
    if not placed or gesture == "decide":
        return
    own = set(touched)
    if gesture in ("move", "shift"):
        own = {below.key for below in corrections.find(draft, key).walk()}
    if placed & own:
        raise ValidationError(phrases.IN_PLAN_ALREADY, code="in_plan_already")


def _begun(run: ImportRun) -> list[journal.Entry]:
    """The gestures so far; a draft that was corrected without them begins as it stands."""
    is_plain = run.draft == run.original_draft and not decided(run.issues)
    if run.journal or is_plain:
        return list(run.journal)
    return [journal.beginning(run.draft or {}, run.issues, run.version)]


def title_of(key: str) -> Words:
    """What the line of history says of one part."""

    def words(draft: PlanDraft) -> dict[str, Any]:
        return next(({"title": e.title} for e in draft.walk() if e.key == key), {})

    return words


@transaction.atomic
def reword_draft(*, actor: User, run: ImportRun, version: int, key: str, title: str) -> ImportRun:
    """Another wording for a part of the draft; the document's own is kept beside it."""
    title = title.strip()
    if not title:
        raise ValidationError({"title": phrases.TITLE_MISSING})
    return correct(actor, run, version, "reword", key, title_of(key), title=title)


@transaction.atomic
def write_draft(
    *,
    actor: User,
    run: ImportRun,
    version: int,
    key: str,
    fields: Mapping[str, str],
    doubt: str = "",
) -> ImportRun:
    """Other words for fields of a part: who, when, results… Names are those of ElementWords."""
    if not fields:
        return hold_review(run)
    return correct(actor, run, version, "words", key, title_of(key), doubt, fields=dict(fields))


@transaction.atomic
def retitle_draft(
    *,
    actor: User,
    run: ImportRun,
    version: int,
    title: str,
    organization: str,
    doubt: str = "",
) -> ImportRun:
    """Another title for the plan, and another name of who adopted it, before it is made."""
    if hold_review(run).placed:
        raise ValidationError(phrases.IN_PLAN_ALREADY, code="in_plan_already")
    values = {"title": title.strip(), "organization": organization.strip()}
    return correct(actor, run, version, "about", "", whole, doubt, **values)


def whole(draft: PlanDraft) -> dict[str, Any]:
    """What the line of history says of the plan."""
    return {"title": draft.title}


@transaction.atomic
def change_draft_level(
    *, actor: User, run: ImportRun, version: int, key: str, level: int
) -> ImportRun:
    """Another level, as in an outline: see :func:`corrections.change_level`."""

    def words(draft: PlanDraft) -> dict[str, Any]:
        element = corrections.find(draft, key)
        return {"title": element.title, "level": draft.levels[element.level].name}

    return correct(actor, run, version, "level", key, words, level=level)


@transaction.atomic
def move_draft(
    *, actor: User, run: ImportRun, version: int, key: str, parent_key: str
) -> ImportRun:
    """Under another part of the draft, or at the top with an empty ``parent_key``."""

    def words(draft: PlanDraft) -> dict[str, Any]:
        above = corrections.parent_of(draft, key)
        title = corrections.find(draft, key).title
        return {"title": title, "parent": above.title if above else str(phrases.TOP)}

    return correct(actor, run, version, "move", key, words, parent_key=parent_key)


@transaction.atomic
def shift_draft(*, actor: User, run: ImportRun, version: int, key: str, by: int) -> ImportRun:
    """One place up or down among the parts beside it."""
    return correct(actor, run, version, "shift", key, title_of(key), by=by)


@transaction.atomic
def split_draft(
    *,
    actor: User,
    run: ImportRun,
    version: int,
    key: str,
    start: int,
    end: int | None = None,
    doubt: str = "",
) -> ImportRun:
    """Two parts from one title, cut from ``start`` to ``end`` (at one place without ``end``)."""
    to = start if end is None else end
    return correct(actor, run, version, "split", key, title_of(key), doubt, start=start, end=to)


@transaction.atomic
def unfold_draft(
    *, actor: User, run: ImportRun, version: int, key: str, doubt: str = ""
) -> ImportRun:
    """A part from each sub-item."""
    return correct(actor, run, version, "unfold", key, title_of(key), doubt)


@transaction.atomic
def merge_draft(
    *, actor: User, run: ImportRun, version: int, key: str, into: str = "", doubt: str = ""
) -> ImportRun:
    """One part from this one and the one above it, or the one with the key ``into``."""
    return correct(actor, run, version, "merge", key, title_of(key), doubt, into=into)


@transaction.atomic
def head_draft(
    *, actor: User, run: ImportRun, version: int, key: str, doubt: str = ""
) -> ImportRun:
    """The part is a title of the level above."""
    return correct(actor, run, version, "heading", key, title_of(key), doubt)


@transaction.atomic
def demote_draft(*, actor: User, run: ImportRun, version: int, key: str) -> ImportRun:
    """One level down, under the part before it."""
    level = corrections.find(unpack(hold_review(run).draft or {}), key).level + 1
    return change_draft_level(actor=actor, run=run, version=version, key=key, level=level)


@transaction.atomic
def note_draft(
    *, actor: User, run: ImportRun, version: int, key: str, doubt: str = ""
) -> ImportRun:
    """The part is a note beside the plan."""
    return correct(actor, run, version, "note", key, title_of(key), doubt)


@transaction.atomic
def drop_draft(
    *, actor: User, run: ImportRun, version: int, key: str, doubt: str = ""
) -> ImportRun:
    """Leave a part out of the plan, with all below it."""
    return correct(actor, run, version, "drop", key, title_of(key), doubt)


@transaction.atomic
def restore_draft(*, actor: User, run: ImportRun, version: int, key: str) -> ImportRun:
    """Bring back a part that was dropped, as it was read and where it was read."""
    return correct(actor, run, version, "restore", key, title_of(key))


@transaction.atomic
def decide_issue(
    *,
    actor: User,
    run: ImportRun,
    version: int,
    index: int,
    decision: Decision,
    doubt: str = "",
) -> ImportRun:
    """Say of a doubt that the reading is right («kept») or was corrected («resolved»).

    It is the one with the mark ``doubt``, which stands at ``index`` unless somebody else answered
    another one meanwhile.
    """
    run = hold_review(run)
    at = run.issues[index : index + 1] if index >= 0 else []
    chosen = marked([*at, *run.issues], doubt) if doubt else next(iter(at), None)
    if chosen is None or decision not in get_args(Decision):
        raise ValidationError(phrases.PART_GONE, code="part_gone")
    return _decide(actor, run, version, [chosen], decision)


@transaction.atomic
def decide_issues(
    *, actor: User, run: ImportRun, version: int, code: str, decision: Decision = "kept"
) -> ImportRun:
    """Say the same of every open doubt of one kind."""
    run = hold_review(run)
    open_ones = [issue for issue in run.issues if issue["code"] == code and not issue["decision"]]
    if not open_ones:
        raise ValidationError(phrases.PART_GONE, code="part_gone")
    return _decide(actor, run, version, open_ones, decision)


def _decide(
    actor: User, run: ImportRun, version: int, chosen: list[Stored], decision: Decision
) -> ImportRun:
    draft = unpack(run.draft or {})
    identities = [list(identity_of(issue)) for issue in chosen]
    values = {"issues": identities, "decision": decision}
    touched = _touched(run, version, draft, "decide", "", values)
    begun, before = _begun(run), chosen[0]["decision"]
    run.version += 1
    entry = {"gesture": "decide", "key": "", "values": values, "title": chosen[0]["message"]}
    run.journal = [
        *begun,
        {**entry, "touched": sorted(touched), "version": run.version, "by": actor.pk},
    ]
    said = {tuple(identity) for identity in identities}
    run.issues = [
        {**issue, "decision": decision} if identity_of(issue) in said else issue
        for issue in run.issues
    ]
    run.save(update_fields=["issues", "journal", "version"])
    after = {"decision": decision, "message": chosen[0]["message"]}
    record(
        actor, "issue.decide", run, scope=run.organization, before={"decision": before}, after=after
    )
    return run


@transaction.atomic
def undo_correction(*, actor: User, run: ImportRun, version: int) -> ImportRun:
    """Take back the last gesture of the review, whoever made it."""
    run = hold_review(run, version)
    if not run.journal or run.journal[-1]["gesture"] == journal.KEEPS:
        raise ValidationError(phrases.NOTHING_TO_UNDO, code="nothing_to_undo")
    draft, original = unpack(run.draft or {}), unpack(run.original_draft or {})
    *kept, last = run.journal
    state = journal.replay(original, kept)
    issues = refreshed(run.issues, draft, state.draft)
    run.draft, run.issues = pack(state.draft), with_decisions(issues, state.decisions)
    run.journal = kept
    run.version += 1
    run.save(update_fields=["draft", "issues", "journal", "version"])
    title = {"title": last.get("title", "")}
    record(actor, "draft.undo", run, scope=run.organization, after=title)
    return run
