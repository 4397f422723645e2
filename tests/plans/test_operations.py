"""What people change in a plan: the result, the line, the refusal."""

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.audit.queries import history_of
from arrimage.plans import phrases
from arrimage.plans.drafts import words_of_element
from arrimage.plans.models import Element, Evidence, Plan, StatusUpdate
from arrimage.plans.operations import (
    WrittenMeanwhile,
    add_evidence,
    change_status,
    delete_plan,
    what_would_be_lost,
)
from arrimage.plans.operations.elements import WRITERS
from tests.factories import edit, element_numbered, make_draft, make_plan, make_user

pytestmark = pytest.mark.django_db


def _only_line(element):
    (line,) = history_of(element)
    return line.sentence


def test_rewording_changes_the_title_and_never_the_source():
    element = element_numbered(make_plan(), "1.1.2")

    changed = edit(element, title=" Réunir le canton ")

    assert (changed.title, changed.source_title) == (
        "Réunir le canton",
        "Préparer la rencontre 1.2",
    )
    assert _only_line(element) == (
        "Maude Lavoie a reformulé 1.1.2\u00a0: «\u00a0Préparer la rencontre 1.2\u00a0» → "
        "«\u00a0Réunir le canton\u00a0»."
    )


def test_the_same_words_changed_by_two_people_are_refused_with_what_they_are_now():
    element = element_numbered(make_plan(), "1.1.2")
    shown = words_of_element(element)
    edit(element, title="Réunir le canton")

    with pytest.raises(WrittenMeanwhile) as refusal:
        edit(element, shown=shown, title="Réunir le village", cost="400 $")

    element.refresh_from_db()
    assert (refusal.value.fields, refusal.value.now.title) == (("title",), "Réunir le canton")
    assert (element.title, element.cost) == ("Réunir le canton", "")
    assert Entry.objects.filter(target="plans.Element").count() == 1


def test_other_words_changed_meanwhile_stay():
    element = element_numbered(make_plan(), "1.1.2")
    shown = words_of_element(element)
    edit(element, title="Réunir le canton")

    edit(element, shown=shown, cost="400 $")

    element.refresh_from_db()
    assert (element.title, element.cost) == ("Réunir le canton", "400 $")


def test_an_element_keeps_at_least_a_word_or_a_number():
    element = element_numbered(make_plan(), "1.1.2")

    with pytest.raises(ValidationError) as refusal:
        edit(element, title="  ", number="")

    assert refusal.value.message_dict == {"title": [phrases.TITLE_MISSING]}


def test_time_in_words_is_read_again_when_it_changes():
    element = element_numbered(make_plan(), "1.1.2")

    edit(element, timeframe="Automne 2026\n4 rencontres par année")

    frame = element.timeframes.get(kind="season")
    cadence = element.cadences.get()
    assert (frame.starts_on, frame.ends_on.year, cadence.count, cadence.per) == (
        dt.date(2026, 9, 1),
        2026,
        4,
        "year",
    )


def test_lists_keep_the_rows_whose_words_stay_or_hardly_change():
    element = element_numbered(make_plan(), "1.1.2")
    edit(element, results="An 1 : Six fermes visitées\n- dont deux au nord\nUn guide publié")
    six, guide = element.results.all()

    edit(element, results="Un guide publié\nAn 1 : Sept fermes visitées\nTrois cuisines ouvertes")

    first, second, third = element.results.all()
    assert (first.pk, second.pk) == (guide.pk, six.pk)
    assert (second.text, second.year, second.sub_items) == ("Sept fermes visitées", 1, [])
    assert (second.source_text, third.text) == ("", "Trois cuisines ouvertes")
    assert (six.sub_items, second.target["value"]) == (["dont deux au nord"], "7")


def test_a_name_that_stays_keeps_its_row():
    element = element_numbered(make_plan(), "1.1.2")
    edit(element, responsibles="Coordination\nComité nourricier")
    kept = element.assignments.get(name="Comité nourricier").pk

    edit(element, responsibles="Comité nourricier\nDirection")

    names = list(element.assignments.values_list("name", "position"))
    assert names == [("Comité nourricier", 0), ("Direction", 1)]
    assert element.assignments.get(name="Comité nourricier").pk == kept


def test_a_number_written_as_reference_finds_its_element():
    plan = make_plan(draft=make_draft(objectives=2))
    element = element_numbered(plan, "1.1.2")

    edit(element, references="1.2.1, 9.9")

    found = {r.number: r.target and r.target.number for r in element.references.all()}
    assert found == {"1.2.1": "1.2.1", "9.9": None}


def test_years_are_those_of_the_plan():
    element = element_numbered(make_plan(), "1.1.2")

    with pytest.raises(ValidationError) as refusal:
        edit(element, years="1, 12")

    assert refusal.value.message_dict == {"years": [phrases.UNKNOWN_YEAR]}


@pytest.mark.parametrize("number", ["1.1.1", "1.1.2", "1.1"])
def test_words_written_as_they_are_shown_are_shown_the_same(number):
    element = element_numbered(make_plan(), number)
    shown = words_of_element(element)

    for name, words in dataclasses.asdict(shown).items():
        WRITERS[name](element, words)
    element.save()

    assert words_of_element(element_numbered(element.plan, number)) == shown


def test_state_is_noted_with_its_author_and_shown_on_the_element():
    user = make_user()
    element = element_numbered(make_plan(), "1.1.1")

    update = change_status(actor=user, element=element, status="done", text="Tenu")

    element.refresh_from_db()
    assert (element.status, element.status_text, element.status_basis) == ("done", "Tenu", "person")
    assert (update.author, update.on, update.basis) == (user, timezone.localdate(), "person")
    assert _only_line(element) == (
        "Maude Lavoie a changé l’état de 1.1.1\u00a0: En cours → Réalisé."
    )


def test_older_day_does_not_hide_a_later_state():
    user = make_user()
    element = element_numbered(make_plan(), "1.1.2")
    today = timezone.localdate()
    change_status(actor=user, element=element, status="done", on=today)

    change_status(actor=user, element=element, status="planned", on=today - dt.timedelta(30))

    element.refresh_from_db()
    assert element.status == "done"
    assert list(element.status_updates.values_list("status", flat=True)) == ["done", "planned"]


@pytest.mark.parametrize(
    ("status", "days"), [("en retard", 0), ("done", 1)], ids=["unknown state", "tomorrow"]
)
def test_impossible_state_is_refused(status, days):
    element = element_numbered(make_plan(), "1.1.2")
    on = timezone.localdate() + dt.timedelta(days)

    with pytest.raises(ValidationError):
        change_status(actor=make_user(), element=element, status=status, on=on)

    assert StatusUpdate.objects.filter(element=element).count() == 0
    assert Entry.objects.filter(verb="element.status").count() == 0


def test_evidence_is_added_with_a_line():
    element = element_numbered(make_plan(), "1.1.2")

    evidence = add_evidence(
        actor=make_user(), element=element, title="Photo", url="https://lisiere.example/photo"
    )

    assert list(element.evidence.all()) == [evidence]
    assert _only_line(element) == "Maude Lavoie a ajouté une preuve à 1.1.2\u00a0: Photo."


@pytest.mark.parametrize(
    "values",
    [{"title": "Rien"}, {"title": "", "text": "Vu"}, {"title": "X", "url": "javascript:1"}],
)
def test_evidence_that_shows_nothing_is_refused(values):
    element = element_numbered(make_plan(), "1.1.2")

    with pytest.raises(ValidationError):
        add_evidence(actor=make_user(), element=element, **values)

    assert Evidence.objects.count() == 0


def test_losses_are_what_people_recorded_not_what_the_document_said():
    user = make_user()
    plan = make_plan()
    assert what_would_be_lost(plan) == ()
    element = element_numbered(plan, "1.1.2")

    change_status(actor=user, element=element, status="done")
    edit(element, actor=user, title="Autrement")
    add_evidence(actor=user, element=element, title="Note", text="Vu")

    assert what_would_be_lost(plan) == tuple(
        str(phrase) % {"count": 1}
        for phrase in (phrases.STATUSES_LOST, phrases.EVIDENCE_LOST, phrases.EDITS_LOST)
    )


def test_deleting_a_plan_takes_its_files_and_leaves_its_trace(django_capture_on_commit_callbacks):
    plan = make_plan()
    element = element_numbered(plan, "1.1.2")
    evidence = add_evidence(
        actor=make_user(), element=element, title="Liste", file=ContentFile(b"a", "liste.txt")
    )
    storage, name = evidence.file.storage, evidence.file.name

    with django_capture_on_commit_callbacks(execute=True):
        delete_plan(actor=make_user(), plan=Plan.objects.get(pk=plan.pk))

    assert Plan.objects.count() == 0
    assert not storage.exists(name)
    assert Entry.objects.latest("pk").verb == "plan.delete"


def test_typed_text_has_a_limit_and_what_a_document_says_has_none():
    long = "a" * 20_001
    plan = make_plan(draft=make_draft())
    element = element_numbered(plan, "1.1.2")
    Element.objects.filter(pk=element.pk).update(cost=long)
    element.refresh_from_db()

    with pytest.raises(ValidationError, match="sept pages"):
        edit(element, title=long)
    with pytest.raises(ValidationError, match="sept pages"):
        change_status(actor=make_user(), element=element, status="done", text=long)
    edit(element, title="Tenir la fête")

    element.refresh_from_db()
    assert (element.title, len(element.cost)) == ("Tenir la fête", 20_001)
