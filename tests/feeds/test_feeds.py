"""Calendars and news for other programs, read by other parsers than the one that writes them."""

import datetime as dt

import feedparser
import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.feeds.models import Feed
from arrimage.feeds.operations import MOST, open_feed, revoke_feed
from arrimage.followup.models import Occurrence
from arrimage.formats.draft import CadenceDraft, TimeframeDraft
from arrimage.plans.operations import change_status, set_confidential, share_plan
from tests.factories import element_numbered, make_action, make_member, make_organization
from tests.followup.plans import plan_of

pytestmark = pytest.mark.django_db
TITLE = "Tenir un marché ; ouvrir, l’été, à tous\u00a0: très longue ligne qui se plie"
HIDDEN = "Zibeline"


def day_from_now(days):
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def plan():
    due = TimeframeDraft("date", "bientôt", None, day_from_now(20), "day")
    today = timezone.localdate()
    return (
        plan_of(
            make_action("1.1", TITLE, timeframes=(due,), timeframe_text="bientôt"),
            make_action("1.2", f"{HIDDEN} à taire", timeframes=(due,)),
            make_action("1.3", "Se réunir", cadences=(CadenceDraft(4, "year", "", "4 par année"),)),
            organization=make_organization("Table des Aulnes"),
            years=(),
            period=None,
        )
        if today
        else None
    )


@pytest.fixture
def staff(plan):
    return make_member(plan.organization, "staff")


def calendar_of(made, **headers):
    return Client(headers=headers).get(reverse("feeds:feed_calendar", args=[made.secret]))


def news_of(made):
    return Client().get(reverse("feeds:feed_news", args=[made.secret]))


def events(answer):
    calendar = vobject.readOne(answer.content.decode())
    return {event.uid.value: event for event in calendar.contents.get("vevent", ())}


def test_due_day_is_an_event_of_the_whole_day_with_the_words_of_the_line(plan, staff):
    made = open_feed(actor=staff, kind="plan", plan=plan)
    line = element_numbered(plan, "1.1")

    answer = calendar_of(made)

    event = events(answer)[f"ligne-{line.pk}-echeance@127.0.0.1"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.dtstart.value == day_from_now(20)
    assert event.dtend.value == day_from_now(21)
    assert event.summary.value == f"Dernier jour\u00a0: 1.1 {TITLE}"
    assert event.url.value == f"http://127.0.0.1:8000{line.get_absolute_url()}"
    assert vobject.readOne(answer.content.decode()).x_wr_timezone.value == "America/Toronto"


def test_uids_stay_the_same_and_name_each_event_once(plan, staff):
    made = open_feed(actor=staff, kind="organization", organization=plan.organization)
    line = element_numbered(plan, "1.3")
    Occurrence.objects.create(element=line, on=timezone.localdate(), text="Tenue")

    first, again = calendar_of(made), calendar_of(made)

    uids = [e.uid.value for e in vobject.readOne(first.content.decode()).contents["vevent"]]
    assert len(uids) == len(set(uids)) > 3
    assert first.content == again.content
    assert [uid for uid in uids if uid.startswith("fois-")] != []


def test_program_that_has_the_calendar_is_told_so(plan, staff):
    made = open_feed(actor=staff, kind="plan", plan=plan)
    first = calendar_of(made)

    again = calendar_of(made, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first["Cache-Control"] and "max-age=900" in first["Cache-Control"]
    assert first["X-Robots-Tag"] == "noindex"


def test_secret_is_not_kept_and_its_day_of_use_is(plan, staff):
    made = open_feed(actor=staff, kind="plan", plan=plan)

    calendar_of(made)

    made.feed.refresh_from_db()
    assert made.secret not in str(Feed.objects.values().get())
    assert made.feed.last_used_on == timezone.localdate()
    assert Entry.objects.filter(verb="feed.open", actor=staff).count() == 1


def test_revoked_feed_and_person_who_left_get_nothing(plan, staff):
    kept = open_feed(actor=staff, kind="plan", plan=plan)
    gone = open_feed(actor=staff, kind="person")
    revoke_feed(actor=staff, feed=gone.feed)

    before = (calendar_of(kept).status_code, calendar_of(gone).status_code)
    staff.memberships.all().delete()

    assert before == (200, 404)
    assert calendar_of(kept).status_code == news_of(kept).status_code == 404


def test_closed_account_feeds_nobody(plan, staff):
    made = open_feed(actor=staff, kind="plan", plan=plan)
    staff.is_active = False
    staff.save()

    assert calendar_of(made).status_code == 404


def test_confidential_line_reaches_the_team_alone(plan, staff):
    hidden = element_numbered(plan, "1.2")
    change_status(actor=staff, element=hidden, status="in_progress")
    set_confidential(actor=staff, element=hidden, is_confidential=True)
    member = make_member(plan.organization, "member")
    asked = {
        who: [
            open_feed(actor=who, kind="plan", plan=plan),
            open_feed(actor=who, kind="organization", organization=plan.organization),
        ]
        for who in (staff, member)
    }

    told = {
        who: [HIDDEN in answer(made).content.decode() for made in feeds for answer in (
            calendar_of, news_of)]
        for who, feeds in asked.items()
    }  # fmt: skip

    assert told == {staff: [True] * 4, member: [False] * 4}


def test_news_say_each_change_of_state_once(plan, staff):
    line = element_numbered(plan, "1.1")
    change_status(actor=staff, element=line, status="in_progress", text="Mots du suivi")
    change_status(actor=staff, element=line, status="done")
    made = open_feed(actor=staff, kind="plan", plan=plan)

    read = feedparser.parse(news_of(made).content)

    assert read.bozo is False
    assert [entry.title for entry in read.entries] == [
        f"1.1 {TITLE}\u00a0: En cours → Réalisé",
        f"1.1 {TITLE}\u00a0: Inconnu → En cours",
    ]
    assert len({entry.id for entry in read.entries}) == 2


def test_public_plan_has_news_for_anybody_without_a_word_of_who_noted_them(plan, staff):
    line, hidden = element_numbered(plan, "1.1"), element_numbered(plan, "1.2")
    change_status(actor=staff, element=line, status="done", text="Mots du suivi")
    change_status(actor=staff, element=hidden, status="done")
    set_confidential(actor=staff, element=hidden, is_confidential=True)
    direction = make_member(plan.organization)
    share_plan(actor=direction, plan=plan, audience="public")
    plan.refresh_from_db()
    address = reverse("feeds:plan_news", args=[plan.public_slug])

    answer = Client().get(address)
    share_plan(actor=direction, plan=plan, audience="network")

    read = feedparser.parse(answer.content)
    said = answer.content.decode()
    assert [entry.title for entry in read.entries] == [f"1.1 {TITLE}\u00a0: Inconnu → Réalisé"]
    assert "Mots du suivi" not in said and HIDDEN not in said and str(staff) not in said
    assert "public" in answer["Cache-Control"]
    assert Client().get(address).status_code == 404


def test_address_is_shown_once_and_taken_back_by_its_person_alone(plan, staff, client):
    client.force_login(staff)
    page = client.post(reverse("feeds:feed_list"), {"subject": f"plan-{plan.pk}"})
    feed = Feed.objects.get()
    other = Client()
    other.force_login(make_member(plan.organization))

    listed = client.get(reverse("feeds:feed_list")).content.decode()
    refused = other.post(reverse("feeds:feed_revoke", args=[feed.pk]))
    client.post(reverse("feeds:feed_revoke", args=[feed.pk]))

    assert "calendrier.ics" in page.content.decode()
    assert "calendrier.ics" not in listed and str(plan) in listed
    feed.refresh_from_db()
    assert refused.status_code == 404
    assert feed.revoked_at is not None


def test_nobody_follows_what_they_may_not_read(plan, client):
    client.force_login(make_member(make_organization("Ailleurs")))

    answer = client.post(reverse("feeds:feed_list"), {"subject": f"plan-{plan.pk}"})

    assert (answer.status_code, Feed.objects.count()) == (422, 0)


def test_subscriptions_are_bounded(plan, staff, client):
    for _ in range(MOST):
        open_feed(actor=staff, kind="person")
    client.force_login(staff)

    answer = client.post(reverse("feeds:feed_list"), {"subject": "moi"})

    assert (answer.status_code, Feed.objects.count()) == (422, MOST)


def test_calendar_takes_the_same_queries_for_one_line_or_many(
    plan, staff, django_assert_num_queries
):
    made = open_feed(actor=staff, kind="plan", plan=plan)
    calendar_of(made)
    few = plan_of(
        make_action("1.1", cadences=(CadenceDraft(4, "year", "", "4 par année"),)),
        organization=plan.organization,
    )
    small = open_feed(actor=staff, kind="plan", plan=few)
    calendar_of(small)

    assert _count(made) == _count(small)


def _count(made):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        calendar_of(made)
    return len(queries)
