"""A round asks everybody once, of their own lines; answers land on the plan and can be undone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.communications import ticking
from arrimage.communications.courier import send_waiting
from arrimage.communications.departures import leave
from arrimage.communications.models import Campaign, Message, Request, Sender
from arrimage.communications.operations import (
    Answer,
    answer_request,
    change_address,
    close_round,
    disown,
    extend_round,
    remind,
    remind_all,
    revoke_request,
    rounds,
    take_back,
)
from arrimage.communications.queries import asked_rows, board_of, kept_rows, request_by_secret
from arrimage.communications.recipients import recipients_of
from arrimage.communications.schedule import reminder_days
from arrimage.directory.models import Person
from arrimage.followup.models import Occurrence
from arrimage.plans.drafts import unpack
from arrimage.plans.models import Evidence, StatusUpdate
from arrimage.plans.operations import change_status, set_confidential, undo_edit

from .scene import FIRST, SECOND, Scene, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


def numbers(recipient):
    return [element.number for element in recipient.elements]


def told(scene):
    return {r.name: (r.email, numbers(r)) for r in recipients_of(scene.plan)}


def test_everybody_who_carries_something_is_found_with_an_address_where_there_is_one(scene):
    assert told(scene) == {
        "Ana Roy": ("ana@granges.example", [FIRST, SECOND]),
        "Noé Gagnon": ("noe@fermes.example", [SECOND]),
        "Comité de la rive": ("", ["1.1.3"]),
    }


def test_two_who_are_reached_at_one_address_are_asked_once_about_everything(scene):
    scene.noe.email = "ANA@granges.example"
    scene.noe.save()
    scene.carry(scene.third, organization=scene.farms)

    found = recipients_of(scene.plan)

    assert [(r.name, numbers(r)) for r in found if r.email] == [
        ("Ana Roy", [FIRST, SECOND, "1.1.3"])
    ]


def test_what_is_done_or_confidential_or_outside_the_branch_is_not_asked(scene):
    change_status(actor=scene.staff, element=scene.second, status="done")
    set_confidential(actor=scene.staff, element=scene.third, is_confidential=True)

    assert told(scene) == {"Ana Roy": ("ana@granges.example", [FIRST])}
    assert len(recipients_of(scene.plan, with_done=True)) == 2
    assert recipients_of(scene.plan, scene.second) == ()


def test_recipients_are_found_in_constant_queries(scene, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        recipients_of(scene.plan)
    for rank in range(6):
        scene.carry(scene.first, name=f"Comité {rank}")
    with django_assert_num_queries(len(few)):
        assert len(recipients_of(scene.plan)) == 9


def test_round_writes_once_to_each_person_and_lists_those_without_address(scene, box):
    requests = scene.ask(words="Merci d’avance !")
    send_waiting()

    mails = dict(box.received)
    text = mails["ana@granges.example"].get_body(("plain",)).get_content()
    html = mails["ana@granges.example"].get_body(("html",)).get_content()
    assert sorted(box.addresses) == ["ana@granges.example", "noe@fermes.example"]
    assert set(requests) == {"Ana Roy", "Noé Gagnon", "Comité de la rive"}
    assert "1.1.1  Tenir un marché de quartier" in text
    assert "Merci d’avance !" in text
    assert "12, rue du Moulin" in text
    assert "info@lisiere.example" in text
    assert 'lang="fr-CA"' in html
    assert "Tenir un marché de quartier" in html
    secret = text.split("/nouvelles/")[1].split("/")[0]
    assert request_by_secret(secret) == requests["Ana Roy"]
    assert secret not in str(Request.objects.values())
    assert secret not in str(Message.objects.values())
    assert Entry.objects.get(verb="round.open").after["requests"] == 3


def test_round_is_refused_without_a_postal_address_or_with_impossible_days(scene):
    today = timezone.localdate()
    for wrong in (
        {"closes_on": today},
        {"opens_on": today - dt.timedelta(days=1)},
        {"closes_on": today + dt.timedelta(days=400)},
        {"addresses": {"name-x": "pas une adresse"}},
    ):
        with pytest.raises(ValidationError):
            scene.ask(**wrong)
    Sender.objects.all().delete()
    with pytest.raises(ValidationError):
        scene.ask()

    assert (Request.objects.count(), Message.objects.count()) == (0, 0)


def test_address_typed_by_the_sender_completes_the_annuaire(scene):
    ref = next(r.ref for r in recipients_of(scene.plan) if not r.email)

    requests = scene.ask(addresses={ref: "Comite@rive.example"}, left_out=["person-0"])

    assert requests["Comité de la rive"].email == "comite@rive.example"
    assert Message.objects.count() == 3


def test_answers_land_on_the_plan_signed_and_can_be_undone_by_the_team(scene):
    ana = scene.ask()["Ana Roy"]
    first, second = line_of(ana, FIRST), line_of(ana, SECOND)

    changed = answer_request(
        request=ana,
        answers=[
            Answer(first.pk, "done", "Le marché a eu lieu.", url="https://lisiere.example/photo"),
            Answer(second.pk, "nothing"),
        ],
    )

    scene.first.refresh_from_db()
    scene.second.refresh_from_db()
    assert len(changed) == 2
    assert (scene.first.status, scene.first.status_text) == ("done", "Le marché a eu lieu.")
    assert (scene.second.status, scene.second.status_text) == ("", "Rien de neuf.")
    assert StatusUpdate.objects.get(element=scene.first, status="done").by_name == (
        "Ana Roy (par lien)"
    )
    assert Evidence.objects.get().url == "https://lisiere.example/photo"
    first.refresh_from_db()
    undo_edit(actor=scene.staff, edit=first.edit)
    scene.first.refresh_from_db()
    assert scene.first.status == "in_progress"


def test_same_answers_sent_twice_are_noted_once(scene):
    ana = scene.ask()["Ana Roy"]
    answer = [
        Answer(line_of(ana, FIRST).pk, "done", "Fait.", file=ContentFile(b"photo", "photo.png"))
    ]
    before = StatusUpdate.objects.count()

    first, second = (answer_request(request=ana, answers=answer) for _time in range(2))

    assert (len(first), len(second)) == (1, 0)
    assert StatusUpdate.objects.count() == before + 1
    assert Evidence.objects.count() == 1


def test_work_that_goes_on_stays_continuous_until_it_is_said_to_be_over(scene):
    change_status(actor=scene.staff, element=scene.first, status="continuous")
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, FIRST)

    states = []
    for said in ("running", "nothing", "done"):
        answer_request(request=ana, answers=[Answer(line.pk, said, said)])
        scene.first.refresh_from_db()
        states.append(scene.first.status)

    assert states == ["continuous", "continuous", "done"]


def test_work_that_comes_back_counts_once_more_and_uncounts_when_it_is_undone(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, FIRST)
    (before, _second) = asked_rows(ana)

    answer_request(request=ana, answers=[Answer(line.pk, "running", "Marché tenu, 42 personnes.")])
    (after, _second) = asked_rows(ana)

    held = Occurrence.objects.get()
    assert before.is_recurring
    assert before.rhythms != after.rhythms
    assert (held.element, held.by_name) == (scene.first, "Ana Roy (par lien)")
    line.refresh_from_db()
    undo_edit(actor=scene.staff, edit=line.edit)
    assert Occurrence.objects.count() == 0
    assert asked_rows(ana)[0].rhythms == before.rhythms


def test_answer_is_taken_back_unless_somebody_changed_the_line_since(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, FIRST)
    answer_request(request=ana, answers=[Answer(line.pk, "done")])

    taken = take_back(request=ana, line=line)
    scene.first.refresh_from_db()
    assert (taken.said, scene.first.status) == ("", "in_progress")

    answer_request(request=ana, answers=[Answer(line.pk, "done")])
    change_status(actor=scene.staff, element=scene.first, status="postponed")
    with pytest.raises(ValidationError):
        take_back(request=ana, line=line)
    line.refresh_from_db()
    assert line.said == "done"


def test_lines_of_another_request_are_not_answered(scene):
    requests = scene.ask()
    other = line_of(requests["Noé Gagnon"], SECOND)

    changed = answer_request(request=requests["Ana Roy"], answers=[Answer(other.pk, "done")])

    assert changed == ()
    scene.second.refresh_from_db()
    assert scene.second.status == ""


def test_closed_revoked_and_disowned_links_take_nothing_any_more(scene):
    requests = scene.ask()
    ana, noe = requests["Ana Roy"], requests["Noé Gagnon"]
    answers = {r: [Answer(line_of(r, SECOND).pk, "done")] for r in (ana, noe)}

    revoke_request(actor=scene.staff, request=ana)
    disown(request=noe)

    for request, sent in answers.items():
        with pytest.raises(ValidationError):
            answer_request(request=request, answers=sent)
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"}
    noe.refresh_from_db()
    assert noe.disowned_at is not None
    close_round(actor=scene.staff, campaign=scene.campaign)
    with pytest.raises(ValidationError):
        change_address(actor=scene.staff, request=noe, email="autre@fermes.example")


def test_new_address_gets_a_new_link_and_the_old_one_opens_nothing(scene):
    from arrimage.communications.keys import link_secret

    requests = scene.ask()
    noe, old = requests["Noé Gagnon"], link_secret(requests["Noé Gagnon"].nonce)

    with pytest.raises(ValidationError):
        change_address(actor=scene.staff, request=noe, email="ana@granges.example")
    changed = change_address(actor=scene.staff, request=noe, email="Zoe@fermes.example")

    assert request_by_secret(old) is None
    assert request_by_secret(link_secret(changed.nonce)) == noe
    states = Message.objects.filter(request=noe).values_list("email", "state")
    assert sorted(states) == [
        ("noe@fermes.example", "withdrawn"),
        ("zoe@fermes.example", "queued"),
    ]


def test_reminder_is_about_what_is_left_once_a_day_and_never_to_who_left(scene, box):
    requests = scene.ask()
    ana = requests["Ana Roy"]
    answer_request(request=ana, answers=[Answer(line_of(ana, FIRST).pk, "done")])
    leave(email="noe@fermes.example", category="updates")
    send_waiting()
    box.received.clear()

    written = [remind_all(actor=scene.staff, campaign=scene.campaign) for _time in range(2)]
    send_waiting()
    with pytest.raises(ValidationError):
        remind(actor=scene.staff, request=ana)

    text = box.received[0][1].get_body(("plain",)).get_content()
    assert written == [1, 0]
    assert box.addresses == ["ana@granges.example"]
    assert "1.1.2" in text
    assert "1.1.1" not in text


def test_who_has_said_everything_is_not_written_to_any_more(scene):
    ana = scene.ask()["Ana Roy"]
    sent = [Answer(line.pk, "done") for line in ana.lines.all()]

    answer_request(request=ana, answers=sent)

    assert set(Message.objects.filter(request=ana).values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(ValidationError):
        remind(actor=scene.staff, request=ana)


@pytest.mark.parametrize(
    ("schedule", "days", "reminders"),
    [
        ("none", 14, ()),
        ("two", 14, (7, 12)),
        ("two", 3, (1,)),
        ("two", 2, (1,)),
        ("weekly", 21, (7, 14, 20)),
        ("weekly", 14, (7, 13)),
    ],
)
def test_reminders_fall_on_their_days(schedule, days, reminders):
    first = dt.date(2026, 11, 2)

    found = reminder_days(schedule, first, first + dt.timedelta(days=days))

    assert [(day - first).days for day in found] == list(reminders)


def at(day, hour):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def test_reminders_leave_by_themselves_at_their_hour_from_one_worker_alone(scene):
    scene.ask()
    Message.objects.update(state="sent", sent_at=timezone.now())
    day = reminder_days("two", scene.campaign.opens_on, scene.campaign.closes_on)[0]

    counts = []
    for hour in (8, 10, 10, 15):
        ticking.tick(at(day, hour))
        counts.append(Message.objects.filter(kind="reminder").count())

    assert counts == [0, 2, 2, 2]


def test_round_that_cannot_be_reminded_stops_no_other_and_is_tried_again(scene, monkeypatch):
    first = scene.ask() and scene.campaign
    second = scene.ask(name="Un autre tour") and scene.campaign
    Message.objects.update(state="sent", sent_at=timezone.now())
    morning = at(reminder_days("two", first.opens_on, first.closes_on)[0], 10)
    with monkeypatch.context() as broken:
        broken.setattr(
            ticking.operations,
            "remind_all",
            lambda campaign, **v: (
                1 / 0 if campaign == first else remind_all(campaign=campaign, **v)
            ),
        )
        ticking.tick(morning)
    reminded = Message.objects.filter(kind="reminder").values_list("request__campaign", flat=True)

    assert set(reminded) == {second.pk}
    ticking.tick(morning + dt.timedelta(hours=2))
    assert set(reminded.all()) == {first.pk, second.pk}
    assert len(reminded.all()) == 4


def test_organisation_opens_so_many_rounds_a_day(scene, monkeypatch):
    monkeypatch.setattr(rounds, "MOST_A_DAY", 2)
    for number in range(2):
        scene.ask(name=f"Tour {number}")

    with pytest.raises(ValidationError, match="déjà ouvert 2 tours aujourd’hui"):
        scene.ask(name="Un de trop")

    Campaign.objects.update(opened_at=timezone.now() - dt.timedelta(days=1))
    scene.ask(name="Le lendemain")
    assert Campaign.objects.count() == 3


def test_reminders_of_a_morning_are_never_the_ninth_request_of_a_month(scene):
    scene.ask()
    Message.objects.bulk_create(
        Message(
            key=f"autre:{n}",
            organization=scene.organization,
            kind="request",
            category="updates",
            email="ana@granges.example",
            sender_name="Autre",
            subject="Autre",
            message_id=f"<{n}@autre.example>",
            state="sent",
            sent_at=timezone.now(),
        )
        for n in range(7)
    )

    found = {r.name: (r.asked, r.is_spent) for r in recipients_of(scene.plan)}
    written = remind_all(actor=None, campaign=scene.campaign, is_automatic=True)

    assert found["Ana Roy"] == (8, True)
    assert written == 1
    assert Message.objects.get(kind="reminder").email == "noe@fermes.example"


def test_round_closes_by_itself_after_its_last_day_and_keeps_what_was_known(scene):
    requests = scene.ask()
    ana = requests["Ana Roy"]
    answer_request(request=ana, answers=[Answer(line_of(ana, FIRST).pk, "done", "Tenu en mai.")])

    assert ticking.close_due(at(scene.campaign.closes_on, 23)).made == 0
    assert ticking.close_due(at(scene.campaign.closes_on + dt.timedelta(days=1), 1)).made == 1

    scene.campaign.refresh_from_db()
    change_status(actor=scene.staff, element=scene.first, status="postponed", text="Après coup.")
    rows = kept_rows(scene.staff, scene.campaign)
    assert not scene.campaign.is_open
    assert [(row.number, row.state, row.text) for row in rows] == [
        ("1.1.1", "Réalisé", "Tenu en mai."),
        ("1.1.2", "Inconnu", ""),
        ("1.1.3", "Inconnu", ""),
    ]
    assert [(a.who, a.said, a.text) for a in rows[0].answers] == [
        ("Ana Roy", "Fait", "Tenu en mai.")
    ]
    assert rows[1].silent == ("Ana Roy", "Noé Gagnon")
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_what_a_round_keeps_says_how_many_times_work_that_comes_back_was_held(scene):
    requests = scene.ask()
    ana = requests["Ana Roy"]
    answer_request(request=ana, answers=[Answer(line_of(ana, FIRST).pk, "running", "")])
    (live, _second) = asked_rows(ana)

    close_round(actor=scene.staff, campaign=scene.campaign)
    Occurrence.objects.all().delete()

    scene.campaign.refresh_from_db()
    kept = next(row for row in kept_rows(scene.staff, scene.campaign) if row.number == "1.1.1")
    assert kept.rhythms == live.rhythms != ()
    assert [answer.said for answer in kept.answers] == ["Une de plus"]
    drawn = {e.number: e.status for e in unpack(scene.campaign.draft).walk()}
    assert drawn["1.1.1"].text.endswith("\n".join(kept.rhythms))


def test_extended_round_takes_answers_for_longer(scene):
    scene.ask()
    later = scene.campaign.closes_on + dt.timedelta(days=7)

    extend_round(actor=scene.staff, campaign=scene.campaign, closes_on=later)

    assert ticking.close_due(at(later, 12)).made == 0
    assert Entry.objects.get(verb="round.extend").after == {"until": later.isoformat()}


def test_board_says_who_has_and_has_not_answered_in_constant_queries(scene):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    requests = scene.ask()
    ana = requests["Ana Roy"]
    answer_request(request=ana, answers=[Answer(line_of(ana, FIRST).pk, "done")])

    with CaptureQueriesContext(connection) as few:
        board = board_of(scene.campaign)
    assert (board.total, board.done, board.part, board.silent, board.unreachable) == (3, 0, 1, 1, 1)
    assert {row.request.name: row.state for row in board.rows} == {
        "Ana Roy": "part",
        "Noé Gagnon": "silent",
        "Comité de la rive": "unreachable",
    }

    for rank in range(5):
        scene.carry(scene.second, name=f"Groupe {rank}")
    scene.ask()
    with CaptureQueriesContext(connection) as many:
        assert board_of(scene.campaign).total == 8
    assert len(many) == len(few)


def test_line_that_becomes_confidential_leaves_the_requests(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, SECOND)
    set_confidential(actor=scene.staff, element=scene.second, is_confidential=True)

    assert [row.number for row in asked_rows(ana)] == [FIRST]
    assert answer_request(request=ana, answers=[Answer(line.pk, "done")]) == ()


def test_board_shows_who_is_awaited_first_then_names_as_people_read_them(scene):
    for name in ("Zoé Caron", "Éric Benoit", "anaïs Lebel"):
        email = f"p{Person.objects.count()}@granges.example"
        person = Person.objects.create(name=name, email=email)
        scene.carry(scene.first, person=person)
    asked = [r.name for r in recipients_of(scene.plan)]
    ana = scene.ask()["Ana Roy"]
    answer_request(request=ana, answers=[Answer(line_of(ana, FIRST).pk, "done")])

    names = [row.request.name for row in board_of(scene.campaign).rows]
    close_round(actor=scene.staff, campaign=scene.campaign)
    scene.campaign.refresh_from_db()

    silent = ["anaïs Lebel", "Éric Benoit", "Noé Gagnon", "Zoé Caron"]
    assert names == ["Comité de la rive", *silent, "Ana Roy"]
    assert asked == ["Comité de la rive", "Ana Roy", *silent]
    assert kept_rows(scene.staff, scene.campaign)[0].silent == (
        "anaïs Lebel",
        "Éric Benoit",
        "Zoé Caron",
    )
