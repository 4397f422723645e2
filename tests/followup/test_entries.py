"""«Consigner»: what is confirmed is written on each line, in one edit a plan, once for a key."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from arrimage.audit.queries import history_of
from arrimage.followup import phrases
from arrimage.followup.entries import MOST_LINES, Told, log_entry
from arrimage.followup.models import LogEntry, Occurrence
from arrimage.followup.suggestions import lines_about, lines_for, suggest
from arrimage.formats.draft import CadenceDraft
from arrimage.plans.models import Element, Evidence, StatusUpdate
from arrimage.plans.operations import set_confidential, undo_edit
from tests.factories import (
    element_numbered,
    make_action,
    make_member,
    make_organization,
    make_user,
)
from tests.followup.plans import TODAY, clock_of, plan_of

pytestmark = pytest.mark.django_db
FOUR = CadenceDraft(Decimal(4), "year", "rencontres", "4 rencontres par année")


def two_lines():
    return plan_of(make_action("1.1", cadences=(FOUR,)), make_action("1.2"))


def _lines(plan):
    return list(plan.elements.filter(number__in=["1.1", "1.2"]).select_related("plan"))


def _log(actor, elements, key="k1", **told):
    told.setdefault("on", timezone.localdate())
    told.setdefault("text", "Rencontre tenue à Baie")
    return log_entry(actor=actor, client_key=key, elements=elements, told=Told(**told))


def test_a_sentence_is_news_on_each_line_and_changes_no_state():
    plan, actor = two_lines(), make_user()

    entry, is_new = _log(actor, _lines(plan))

    assert is_new and entry.edits.count() == 1
    assert [(u.element.number, u.status, u.text) for u in StatusUpdate.objects.order_by("pk")] == [
        ("1.1", "", "Rencontre tenue à Baie"),
        ("1.2", "", "Rencontre tenue à Baie"),
    ]
    assert history_of(element_numbered(plan, "1.2"))[0].sentence == (
        "Maude Lavoie a consigné sur 1.2\u00a0: «\u00a0Rencontre tenue à Baie\u00a0»."
    )


def test_what_was_held_counts_with_its_quantity_its_state_and_its_proof():
    plan, actor = two_lines(), make_user()
    line = element_numbered(plan, "1.1")
    file = ContentFile(b"image", name="photo.jpg")

    _log(actor, [line], status="in_progress", is_held=True, quantity=Decimal(12),
         unit="personnes", file=file, on=dt.date(2026, 5, 4))  # fmt: skip

    held = Occurrence.objects.get()
    assert (held.on, held.quantity, held.unit, held.evidence.title) == (
        dt.date(2026, 5, 4),
        Decimal(12),
        "personnes",
        "Rencontre tenue à Baie",
    )
    line.refresh_from_db()
    assert line.status == "in_progress"


def test_undoing_takes_all_of_it_back_and_redoing_brings_all_of_it():
    plan, actor = two_lines(), make_user()
    entry, _new = _log(actor, _lines(plan), is_held=True, status="done", url="https://a.example/")

    undone = undo_edit(actor=actor, edit=entry.edits.get())
    counts = [m.objects.count() for m in (Occurrence, StatusUpdate, Evidence)]
    undo_edit(actor=actor, edit=undone)

    assert counts == [0, 0, 0]
    assert [m.objects.count() for m in (Occurrence, StatusUpdate, Evidence)] == [2, 2, 2]
    assert all(o.evidence_id for o in Occurrence.objects.all())


def test_what_is_put_off_moves_its_date_and_its_clock():
    plan, actor = two_lines(), make_user()

    _log(actor, [element_numbered(plan, "1.2")], status="postponed", timeframe="Janvier 2027")

    assert element_numbered(plan, "1.2").timeframe_text == "Janvier 2027"
    assert clock_of(plan, "1.2").late_from == dt.date(2027, 2, 1)


def test_several_plans_are_written_together_with_one_edit_each():
    one, other, actor = two_lines(), two_lines(), make_user()

    entry, _new = _log(actor, [element_numbered(one, "1.1"), element_numbered(other, "1.2")])

    assert sorted(e.plan_id for e in entry.edits.all()) == [one.pk, other.pk]


def test_the_same_key_is_written_once_and_a_key_belongs_to_its_author():
    plan, actor, other = two_lines(), make_user(), make_user()

    first, is_new = _log(actor, _lines(plan))
    again, is_new_again = _log(actor, _lines(plan))
    _log(other, _lines(plan))

    assert (is_new, is_new_again, again) == (True, False, first)
    assert (LogEntry.objects.count(), StatusUpdate.objects.count()) == (2, 4)


def test_a_key_that_comes_twice_at_the_same_moment_is_written_once(monkeypatch):
    plan, actor = two_lines(), make_user()
    first, _new = _log(actor, _lines(plan))
    monkeypatch.setattr("arrimage.followup.entries._known", lambda *_: None)  # not seen yet

    again, is_new = _log(actor, _lines(plan))

    assert (again, is_new) == (first, False)
    assert (LogEntry.objects.count(), StatusUpdate.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("lines", "told", "problem"),
    [
        (0, {}, {"lines": [phrases.LINES_MISSING]}),
        (MOST_LINES + 1, {}, {"lines": [phrases.LINES_MISSING]}),
        (1, {"text": " "}, {"text": [phrases.NOTHING_TOLD]}),
    ],
)
def test_nothing_is_written_without_lines_or_words(lines, told, problem):
    plan = two_lines()

    with pytest.raises(ValidationError) as refusal:
        _log(make_user(), [element_numbered(plan, "1.1")] * lines, **told)

    assert refusal.value.message_dict == {k: [str(m) for m in v] for k, v in problem.items()}
    assert not LogEntry.objects.exists()


def test_a_refusal_writes_nothing_anywhere():
    one, other = two_lines(), two_lines()
    gone = element_numbered(other, "1.1")
    Element.objects.filter(pk=gone.pk).update(removal="bin")

    with pytest.raises(ValidationError):
        _log(make_user(), [element_numbered(one, "1.1"), gone])

    assert (LogEntry.objects.count(), StatusUpdate.objects.count()) == (0, 0)


def test_a_sentence_suggests_and_says_what_it_would_change():
    plan = two_lines()

    found = suggest("Rencontre tenue le 4 novembre, 12 personnes", _lines(plan), TODAY)

    assert (found.reading.on, found.is_held, found.reading.people) == (
        dt.date(2026, 11, 4),
        True,
        12,
    )
    assert [(e.number, words) for e, words in found.steps] == [
        ("1.1", "Le rythme passera de 0 à 1 sur 4.")
    ]


def test_only_lines_that_may_be_followed_are_found_and_written():
    plan = two_lines()
    hidden = element_numbered(plan, "1.2")
    team = make_member(plan.organization, "staff")
    set_confidential(actor=team, element=hidden, is_confidential=True)
    theirs = plan_of(make_action("1.1"), organization=make_organization("Cap"))
    every = [line.pk for each in (plan, theirs) for line in each.elements.all()]

    assert [line.number for line in lines_for(team, every)] == ["1", "1.1", "1.2"]
    assert lines_for(make_member(plan.organization, "board"), every) == []
    assert [line.number for line in lines_about(team, "1.2")] == ["1.2"]
    assert lines_about(make_member(theirs.organization, "staff"), "1.2") == []
