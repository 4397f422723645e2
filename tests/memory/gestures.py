"""Random gestures on a plan, each by the operation that a person reaches from a screen."""

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from arrimage.formats.comparison import compare
from arrimage.formats.draft import AmountDraft, ElementDraft, EnvelopeDraft
from arrimage.funding.keeping import amounts_of, draft_of, envelope_draft
from arrimage.funding.operations import write_amounts, write_envelopes, write_many_amounts
from arrimage.plans.drafts import plan_to_draft, words_of_element
from arrimage.plans.models import Element
from arrimage.plans.operations import (
    BulkChange,
    YearBounds,
    add_element,
    add_evidence,
    add_level,
    change_frame,
    change_level,
    change_status,
    change_years,
    edit_element,
    edit_elements,
    move_element,
    remove_elements,
    remove_level,
    rename_level,
    revise_plan,
    set_confidential,
    shift_element,
    undo_edit,
)
from arrimage.plans.operations.frame import FRAME
from arrimage.plans.operations.revision import choices_of
from arrimage.plans.reading_order import Place

_words = itertools.count(1)
KINDS = (
    *("reword", "people", "time", "aims", "status", "evidence", "add", "move", "shift", "level"),
    *("bin", "archive", "bulk", "revise", "frame", "years", "level_add", "level_name"),
    *("level_gone", "hide", "undo", "undo", "amounts", "amounts", "budget", "envelopes"),
)
gestures = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000), st.integers(0, 10_000)),
    min_size=1,
    max_size=9,
)


def apply(plan, actor, gesture):
    """Make one gesture; one that is refused changes nothing."""
    kind, first, second = gesture
    plan.refresh_from_db()
    lines = list(Element.objects.filter(plan=plan).select_related("level", "parent"))
    line = lines[first % len(lines)] if lines else None
    try:
        if kind in WITH_LINE:
            if line is not None:
                line.plan = plan
                WITH_LINE[kind](plan, actor, line, lines, second)
        else:
            WITH_PLAN[kind](plan, actor, first, second)
    except ValidationError:
        pass


def _say(actor, line, **words):
    shown = words_of_element(line)
    edit_element(actor=actor, element=line, values=replace(shown, **words), shown=shown)


def _reword(plan, actor, line, lines, n):
    _say(actor, line, title=f"Libellé {next(_words)}", cost=f"{n} $")


def _people(plan, actor, line, lines, n):
    names = ("Agente de liaison", "Comité du marché", "Fermes du canton", "")
    _say(actor, line, responsibles="\n".join(filter(None, {names[n % 4], names[n // 4 % 4]})))


def _time(plan, actor, line, lines, n):
    said = ("Automne 2026", "4 rencontres par année", "", "D’ici juin 2027")
    _say(actor, line, timeframe=said[n % 4], years=("1", "2", "1, 2", "")[n // 4 % 4])


def _aims(plan, actor, line, lines, n):
    aims = f"Résultat {next(_words)}\nAn 2 : Autre"
    _say(
        actor, line, results=aims if n % 2 else "", indicators=f"R = Compte {n}", references="1.1.2"
    )


def _status(plan, actor, line, lines, n):
    state = ("done", "in_progress", "postponed", "")[n % 4]
    change_status(actor=actor, element=line, status=state, text=f"Phrase {n}" if n % 3 else "")


def _evidence(plan, actor, line, lines, n):
    add_evidence(actor=actor, element=line, title=f"Preuve {n}", text="Vue")


def _add(plan, actor, line, lines, n):
    levels = list(plan.levels.all())
    under = n % 2 and line.level.rank + 1 < len(levels)
    level = levels[line.level.rank + 1] if under else line.level
    place = Place(line.pk, None) if under else Place(line.parent_id, line.pk)
    add_element(
        actor=actor, plan=plan, level=level, place=place, title=f"Ligne {next(_words)}", number="9"
    )


def _move(plan, actor, line, lines, n):
    other = lines[n % len(lines)]
    place = Place(other.parent_id, other.pk) if n % 3 else Place(other.pk, None)
    move_element(actor=actor, element=line, place=place)


def _shift(plan, actor, line, lines, n):
    shift_element(actor=actor, element=line, up=bool(n % 2))


def _level(plan, actor, line, lines, n):
    levels = list(plan.levels.all())
    change_level(actor=actor, element=line, level=levels[n % len(levels)])


def _bin(plan, actor, line, lines, n):
    remove_elements(actor=actor, plan=plan, pks=[line.pk])


def _archive(plan, actor, line, lines, n):
    remove_elements(actor=actor, plan=plan, pks=[line.pk], removal="archive")


def _bulk(plan, actor, line, lines, n):
    above = [e for e in lines if e.level.rank == line.level.rank - 1]
    change = BulkChange(
        status="in_progress",
        added_people=("Équipe",),
        under=above[n % len(above)] if above and n % 2 else None,
    )
    pks = [e.pk for e in lines if e.level_id == line.level_id and (e.pk + n) % 2]
    edit_elements(actor=actor, plan=plan, pks=pks, change=change)


def _hide(plan, actor, line, lines, n):
    set_confidential(actor=actor, element=line, is_confidential=bool(n % 2))


def _shuffled(elements, n):
    turned = elements[n % len(elements) :] + elements[: n % len(elements)] if elements else ()
    return tuple(replace(e, children=_shuffled(e.children, n)) for e in turned)


def _money(n):
    """None to three amounts, of natures, years and sources that differ."""
    natures = ("planned", "committed", "spent", "in_kind")
    sources = ("", "Fondation des Aulnes", "Ministère du Lien")
    return [
        AmountDraft(natures[(n + k) % 4], Decimal(n + k + 1), source=sources[(n + k) % 3])
        for k in range(n % 4)
    ]


def _amounts(plan, actor, line, lines, n):
    shown = [draft_of(row) for row in amounts_of([line.pk]).get(line.pk, ())]
    kept = shown[: n // 4 % 3]
    write_amounts(actor=actor, element=line, amounts=[*kept, *_money(n)], shown=shown)


def _budget(plan, actor, first, second):
    """Two lines at once, as a file brings them back."""
    pks = list(Element.objects.filter(plan=plan).values_list("pk", flat=True))
    chosen = {pks[first % len(pks)], pks[second % len(pks)]} if pks else set()
    held = amounts_of(chosen)
    write_many_amounts(
        actor=actor,
        plan=plan,
        wanted={pk: _money(first + pk) for pk in chosen},
        shown={pk: [draft_of(row) for row in held.get(pk, ())] for pk in chosen},
        verb="amounts.import",
    )


def _envelopes(plan, actor, first, second):
    shown = [envelope_draft(row) for row in plan.envelopes.select_related("source")]
    said = [
        EnvelopeDraft(("Ministère du Lien", "Ville")[k % 2], Decimal(second + k + 1), agreement="E")
        for k in range(first % 3)
    ]
    write_envelopes(actor=actor, plan=plan, envelopes=[*shown[:1], *said], shown=shown)


def _revise(plan, actor, first, second):
    """A newer version where lines are turned, one is new and one is gone."""
    now = plan_to_draft(plan)
    if not now.elements:
        return
    elements = _shuffled(now.elements, first)
    new = ElementDraft(f"n{second}", 0, f"Nouveau titre {next(_words)}", "8")
    kept = elements[: len(elements) - second % 2]
    newer = replace(now, elements=(*kept, new))
    comparison = compare(now, newer)
    every = [choice for d in comparison.differences for choice in choices_of(d)]
    accepted = [choice for rank, choice in enumerate(every) if (rank + second) % 4]
    revise_plan(actor=actor, plan=plan, new=newer, comparison=comparison, accepted=accepted)


def _frame(plan, actor, first, second):
    shown = {name: getattr(plan, name) for name in FRAME}
    said = {"title": f"Plan {next(_words)}", "values": ["Une", f"Autre {second}"]}
    change_frame(actor=actor, plan=plan, values=shown | said, shown=shown)


def _years(plan, actor, first, second):
    starts = [dt.date(2026 + n, 4, 1) for n in range(first % 4)]
    years = [YearBounds(day, dt.date(day.year + 1, 3, 31 - second % 3)) for day in starts]
    change_years(actor=actor, plan=plan, years=years)


def _level_add(plan, actor, first, second):
    add_level(actor=actor, plan=plan, name=f"Niveau {next(_words)}", role="step", rank=first % 5)


def _level_name(plan, actor, first, second):
    levels = list(plan.levels.select_related("plan"))
    rename_level(actor=actor, level=levels[first % len(levels)], name=f"Nom {next(_words)}")


def _level_gone(plan, actor, first, second):
    levels = list(plan.levels.select_related("plan"))
    remove_level(actor=actor, level=levels[first % len(levels)])


def _undo(plan, actor, first, second):
    edits = list(plan.edits.filter(undone_at=None)[:4])
    if edits:
        undo_edit(actor=actor, edit=edits[first % len(edits)])


WITH_LINE = {
    "reword": _reword,
    "people": _people,
    "time": _time,
    "aims": _aims,
    "status": _status,
    "evidence": _evidence,
    "add": _add,
    "move": _move,
    "shift": _shift,
    "level": _level,
    "bin": _bin,
    "archive": _archive,
    "bulk": _bulk,
    "hide": _hide,
    "amounts": _amounts,
}
WITH_PLAN = {
    "revise": _revise,
    "budget": _budget,
    "envelopes": _envelopes,
    "frame": _frame,
    "years": _years,
    "level_add": _level_add,
    "level_name": _level_name,
    "level_gone": _level_gone,
    "undo": _undo,
}
