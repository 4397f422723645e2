"""A digest is one mail for all one carries, none when there is nothing to say, and chosen."""

import datetime as dt

import pytest
from django.utils import timezone

from arrimage.communications.departures import departed, leave
from arrimage.communications.digests import digest_letter, send_digests
from arrimage.communications.models import Beat, Message, Preference
from arrimage.communications.operations import choose_mail
from arrimage.communications.queries import preference_of
from arrimage.directory.models import Membership
from arrimage.plans.operations import change_status, set_confidential

from .scene import Scene

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2027, 1, 4)


@pytest.fixture
def scene():
    scene = Scene()
    scene.ana.user = scene.staff
    scene.ana.save()
    late = scene.first.timeframes.get()
    late.kind, late.starts_on, late.ends_on = "date", dt.date(2026, 5, 1), dt.date(2026, 6, 1)
    late.save()
    scene.first.cadences.all().delete()
    change_status(actor=scene.staff, element=scene.first, status="in_progress", text="Lancé.")
    return scene


def test_nothing_leaves_until_it_is_chosen(scene):
    assert preference_of(scene.staff) == {"digest": "never", "updates": True}
    assert send_digests(MONDAY).made == 0


def test_digest_names_what_is_late_once_a_day(scene):
    choose_mail(actor=scene.staff, digest="daily", updates=True)

    written = [send_digests(MONDAY).made, send_digests(MONDAY).made]

    mail = Message.objects.get()
    assert written == [1, 0]
    assert (mail.kind, mail.category, mail.email) == ("digest", "digests", scene.staff.email)
    assert "En retard" in mail.text
    assert "1.1.1  Tenir un marché de quartier" in mail.text
    assert scene.first.get_absolute_url() in mail.text
    assert "12, rue du Moulin" in mail.text
    assert 'lang="fr-CA"' in mail.html


def test_weekly_digest_leaves_on_monday_alone(scene):
    choose_mail(actor=scene.staff, digest="weekly", updates=True)

    assert [send_digests(MONDAY + dt.timedelta(days=n)).made for n in (1, 6, 0)] == [0, 0, 1]


def test_empty_digest_does_not_leave(scene):
    choose_mail(actor=scene.staff, digest="daily", updates=True)
    change_status(actor=scene.staff, element=scene.first, status="done")
    scene.second.assignments.all().delete()
    scene.third.assignments.all().delete()

    assert send_digests(timezone.localdate()).made == 0


def test_digest_says_nothing_that_the_person_may_not_see_any_more(scene):
    choose_mail(actor=scene.staff, digest="daily", updates=True)
    set_confidential(actor=scene.staff, element=scene.first, is_confidential=True)
    Membership.objects.filter(user=scene.staff).update(role="member")

    letter = digest_letter(type(scene.staff).objects.get(pk=scene.staff.pk), MONDAY)

    assert letter is None or "1.1.1" not in letter.text


def test_choice_is_one_with_departures(scene):
    choose_mail(actor=scene.staff, digest="daily", updates=False)
    assert departed([scene.staff.email], "updates") == {scene.staff.email}

    leave(email=scene.staff.email, category="digests")
    assert send_digests(MONDAY).made == 0

    choose_mail(actor=scene.staff, digest="weekly", updates=True)
    assert departed([scene.staff.email], "updates") == frozenset()
    assert send_digests(MONDAY).made == 1
    assert Preference.objects.get().digest == "weekly"


def test_digest_that_cannot_be_written_stops_no_other_and_is_tried_again(scene, monkeypatch):
    from arrimage.communications import digests, ticking
    from tests.factories import make_member

    other = make_member(scene.organization, "staff", "Olivier Roy")
    scene.noe.user = other
    scene.noe.save()
    scene.carry(scene.first, person=scene.noe)
    for reader in (scene.staff, other):
        choose_mail(actor=reader, digest="daily", updates=True)
    morning = timezone.make_aware(dt.datetime.combine(MONDAY, dt.time(8)))
    with monkeypatch.context() as broken:
        written = digest_letter
        broken.setattr(
            digests, "digest_letter", lambda u, day: 1 / 0 if u == scene.staff else written(u, day)
        )
        ticking.tick(morning)
    counts = [Message.objects.filter(kind="digest").count()]

    for minutes in (1, 61, 180):
        ticking.tick(morning + dt.timedelta(minutes=minutes))
        counts.append(Message.objects.filter(kind="digest").count())

    assert counts == [1, 1, 2, 2]
    assert Beat.objects.filter(name="digests again").count() == 0
