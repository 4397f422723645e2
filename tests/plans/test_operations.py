"""What people change in a plan: the result, the line, the refusal."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.audit.queries import history_of
from arrimage.plans import phrases
from arrimage.plans.models import Evidence, Plan, StatusUpdate
from arrimage.plans.operations import (
    StaleVersion,
    add_evidence,
    change_status,
    delete_plan,
    reword_element,
    what_would_be_lost,
)
from tests.factories import element_numbered, make_plan, make_user

pytestmark = pytest.mark.django_db


def _only_line(element):
    (line,) = history_of(element)
    return line.sentence


def test_rewording_changes_the_title_and_never_the_source():
    element = element_numbered(make_plan(), "1.1.2")

    changed = reword_element(
        actor=make_user(), element=element, title=" Réunir le canton ", version=1
    )

    assert (changed.title, changed.source_title, changed.version) == (
        "Réunir le canton",
        "Préparer la rencontre 1.2",
        2,
    )
    assert _only_line(element) == (
        "Maude Lavoie a reformulé 1.1.2\u00a0: «\u00a0Préparer la rencontre 1.2\u00a0» → "
        "«\u00a0Réunir le canton\u00a0»."
    )


def test_rewording_an_older_version_carries_both_wordings_and_writes_nothing():
    element = element_numbered(make_plan(), "1.1.2")
    reword_element(actor=make_user(), element=element, title="Réunir le canton", version=1)

    with pytest.raises(StaleVersion) as refusal:
        reword_element(actor=make_user(), element=element, title="Réunir le village", version=1)

    assert (refusal.value.yours, refusal.value.theirs, refusal.value.version) == (
        "Réunir le village",
        "Réunir le canton",
        2,
    )
    element.refresh_from_db()
    assert element.title == "Réunir le canton"
    assert Entry.objects.filter(verb="element.reword").count() == 1


def test_empty_wording_is_refused():
    element = element_numbered(make_plan(), "1.1.2")

    with pytest.raises(ValidationError) as refusal:
        reword_element(actor=make_user(), element=element, title="  ", version=1)

    assert refusal.value.message_dict == {"title": [phrases.TITLE_MISSING]}


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
    reword_element(actor=user, element=element, title="Autrement", version=1)
    add_evidence(actor=user, element=element, title="Note", text="Vu")

    assert what_would_be_lost(plan) == tuple(
        str(phrase) % {"count": 1}
        for phrase in (phrases.STATUSES_LOST, phrases.EVIDENCE_LOST, phrases.WORDINGS_LOST)
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
