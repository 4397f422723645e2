"""Carrying a plan on: into a new plan, or into its own next year."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import PlanDraft
from arrimage.funding.keeping import amounts_of, draft_of
from arrimage.funding.operations import replace_amounts
from arrimage.plans.confidential import TEAM_SIGHT, settle
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.edits import Edited, editing
from arrimage.plans.following import settle_followers
from arrimage.plans.models import (
    Assignment,
    Edit,
    Element,
    ElementTerritory,
    ElementTheme,
    Plan,
    StatusUpdate,
)
from arrimage.plans.operations import create_plan_from_draft, delete_plan, what_would_be_lost
from arrimage.plans.operations.elements import note_status
from arrimage.plans.starting import Frame
from arrimage.plans.states import book_of, state_that_counts_as
from arrimage.search.indexing import refresh

from .. import phrases
from ..lines import is_done
from ..models import Descent, RollOver
from ..rolling import KEPT_STATES, LATER, Decision, rolled
from ..rolling_money import MoneyChoice, put_off


def next_plan(
    plan: Plan,
    frame: Frame,
    decisions: Mapping[int, Decision],
    money: MoneyChoice = "running",
) -> PlanDraft:
    """Exactly the plan that :func:`roll_plan` makes; keys are those of the draft of ``plan``."""
    fresh = Plan.objects.select_related("organization", "source").get(pk=plan.pk)
    source = plan_to_draft(fresh, TEAM_SIGHT)
    keys = {element.pk: f"e{element.position + 1}" for element in fresh.elements.all()}
    said = {keys[pk]: decision for pk, decision in decisions.items() if pk in keys}
    return rolled(source, frame, said, money)


@transaction.atomic
def roll_plan(
    *,
    actor: User,
    plan: Plan,
    frame: Frame,
    decisions: Mapping[int, Decision],
    stamp: int,
    money: MoneyChoice = "running",
) -> RollOver:
    """A new plan that carries this one on; each of its lines knows where it comes from.

    ``stamp`` is the last edit when the preview was shown: a plan that changed since is refused.
    """
    held = Plan.objects.select_for_update().select_related("organization").get(pk=plan.pk)
    if _last_edit(held) != stamp:
        raise ValidationError(phrases.CHANGED_SINCE_PREVIEW, code="changed_since")
    draft = next_plan(held, frame, decisions, money)
    if not draft.elements:
        raise ValidationError(phrases.NOTHING_GOES_ON, code="nothing_goes_on")
    made = create_plan_from_draft(actor=actor, organization=held.organization, draft=draft)
    old = {f"e{e.position + 1}": e for e in held.elements.select_related("plan")}
    new = Element.objects.filter(plan=made).order_by("position")
    pairs = [(element, old[drawn.key]) for element, drawn in zip(new, draft.walk(), strict=True)]
    Descent.objects.bulk_create(Descent(element=e, ancestor=a) for e, a in pairs)
    _keep_marks(made, pairs)
    _keep_people(pairs)
    _keep_tags(pairs)
    _keep_states(actor, pairs, decisions, str(held))
    refresh("element", [element.pk for element, _ancestor in pairs])
    settle_followers(made)
    roll = RollOver.objects.create(plan=made, source=held, made_by=actor)
    after = {"plan": str(made), "elements": len(pairs)}
    record(actor, "plan.roll", held, scope=held, after=after)
    return roll


def _last_edit(plan: Plan) -> int:
    return plan.edits.order_by("-pk").values_list("pk", flat=True).first() or 0


Pairs = list[tuple[Element, Element]]


def _keep_marks(plan: Plan, pairs: Pairs) -> None:
    """What was for the team alone still is."""
    marked = [element.pk for element, ancestor in pairs if ancestor.is_confidential]
    # A line that was withheld from above, and whose heading stayed behind, is marked itself.
    above = {element.pk: element.parent_id for element, _ancestor in pairs}
    held = {element.pk for element, ancestor in pairs if ancestor.is_withheld}
    marked += [pk for pk in held if above[pk] not in held]
    Element.objects.filter(pk__in=marked).update(is_confidential=True)
    settle(plan)


def _keep_people(pairs: Pairs) -> None:
    """Names that somebody matched keep who they are."""
    ancestors = {ancestor.pk: element.pk for element, ancestor in pairs}
    rows = Assignment.objects.current().filter(element__in=ancestors)
    known = {
        (ancestors[row.element_id], row.role, row.name): (row.person_id, row.organization_id)
        for row in rows
    }
    changed = []
    for row in Assignment.objects.filter(element__in=ancestors.values()):
        who = known.get((row.element_id, row.role, row.name), (None, None))
        if any(who):
            row.person_id, row.organization_id = who
            changed.append(row)
    Assignment.objects.bulk_update(changed, ["person", "organization"], batch_size=200)


def _keep_tags(pairs: Pairs) -> None:
    heirs = {ancestor.pk: element.pk for element, ancestor in pairs}
    themes = ElementTheme.objects.filter(element__in=heirs)
    ElementTheme.objects.bulk_create(
        ElementTheme(element_id=heirs[row.element_id], theme_id=row.theme_id) for row in themes
    )
    lands = ElementTerritory.objects.filter(element__in=heirs)
    ElementTerritory.objects.bulk_create(
        ElementTerritory(element_id=heirs[row.element_id], territory_id=row.territory_id)
        for row in lands
    )


def _keep_states(actor: User, pairs: Pairs, decisions: Mapping[int, Decision], source: str) -> None:
    """What goes on keeps its state; what is put off is said to be."""
    today = timezone.localdate()
    counts = book_of(pairs[0][1].plan).counts
    told, updates = [], []
    for element, ancestor in pairs:
        decision = decisions.get(ancestor.pk)
        is_later = decision is not None and decision.what == LATER
        status = "postponed" if is_later else ancestor.status
        if not (is_later or status == "planned" or counts.get(status) in KEPT_STATES):
            continue
        told.append(element)
        element.status, element.status_basis = status, "explicit"
        element.status_text = str(phrases.COMES_FROM % {"plan": source})
        updates.append(
            StatusUpdate(
                element=element,
                status=status,
                text=element.status_text,
                basis="carried",
                author=actor,
                on=today,
            )
        )
    told_fields = ["status", "status_text", "status_basis"]
    Element.objects.bulk_update(told, told_fields, batch_size=200)
    StatusUpdate.objects.bulk_create(updates)


@transaction.atomic
def undo_roll(*, actor: User, roll: RollOver) -> None:
    """Take the new plan away, while nothing was recorded in it; the old one never changed."""
    plan = Plan.objects.select_for_update().get(pk=roll.plan_id)
    lost = what_would_be_lost(plan)
    if lost or plan.baselines.exists():
        said = " ; ".join(lost) or str(plan)
        raise ValidationError(phrases.ROLL_USED % {"lost": said}, code="roll_used")
    source = roll.source
    record(actor, "plan.unroll", source, scope=source, before={"plan": str(plan)})
    delete_plan(actor=actor, plan=plan)


@transaction.atomic
def roll_year(
    *,
    actor: User,
    plan: Plan,
    year: int,
    decisions: Mapping[int, Decision],
    stamp: int,
    with_balance: bool = False,
) -> Edit | None:
    """What was marked for a year and is not done: on to the next one, put off, dropped or left.

    ``with_balance``: what the year planned for a line that goes on, and did not use, goes with it.
    """
    with editing(actor=actor, plan=plan, verb="plan.roll", label=f"An {year}") as edited:
        if _last_edit(plan) != stamp:
            raise ValidationError(phrases.CHANGED_SINCE_PREVIEW, code="changed_since")
        found = Element.objects.filter(plan=plan, pk__in=decisions)
        book = book_of(plan)
        lines = [e for e in found if year in e.years_marked and not is_done(e, book)]
        edited.watch([line.pk for line in lines], StatusUpdate)
        for line in lines:
            line.plan = plan
            _roll_line(actor, line, year, decisions[line.pk])
        if with_balance:
            _put_off_money(edited, [line.pk for line in lines], year, decisions)
    if edited.edit:
        after = {"plan": f"An {year + 1}", "elements": edited.edit.touched}
        record(actor, "plan.roll", plan, scope=plan, after=after)
    return edited.edit


def _roll_line(actor: User, line: Element, year: int, decision: Decision) -> None:
    today = timezone.localdate()
    if decision.goes_on:
        line.years_marked = marked_years(line.years_marked, year, decision)
        line.save(update_fields=["years_marked"])
    if decision.what == LATER:
        text = str(phrases.PUT_OFF % {"from": year, "to": decision.year})
        note_status(actor, line, "postponed", text, today)
    elif decision.what == "drop" and book_of(line.plan).counts.get(line.status) != "stopped":
        stopped = state_that_counts_as(line.plan, "stopped")
        note_status(actor, line, stopped, str(phrases.DROPPED % {"year": year}), today)


def _put_off_money(
    edited: Edited, lines: list[int], year: int, decisions: Mapping[int, Decision]
) -> None:
    going = [pk for pk in lines if decisions[pk].goes_on]
    held = {pk: [draft_of(row) for row in rows] for pk, rows in amounts_of(going).items()}
    wanted = {
        pk: put_off(each, year, target_year(year, decisions[pk])) for pk, each in held.items()
    }
    replace_amounts(edited, wanted, held)


def target_year(year: int, decision: Decision) -> int:
    """The plan year to which a line goes on after one."""
    return decision.year if decision.what == LATER else year + 1


def marked_years(marks: list[int], year: int, decision: Decision) -> list[int]:
    """The years of a line once it goes on after one of them."""
    return sorted({*marks, target_year(year, decision)})
