"""Mail leaves once, through a real server; whatever the server says, and whoever leaves."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from arrimage.communications import courier, outbox
from arrimage.communications.courier import Carried, send_waiting
from arrimage.communications.departures import come_back, leave
from arrimage.communications.models import Message
from arrimage.communications.outbox import Letter, queue
from tests.factories import make_organization

pytestmark = pytest.mark.django_db
LEAVING = "https://lisiere.example/courriels/depart/abc/"


def letter(organization, number, **values):
    given = {
        "key": f"request:{number}",
        "kind": "request",
        "category": "updates",
        "organization": organization,
        "sender_name": "Réseau Lisière",
        "email": f"personne{number}@granges.example",
        "name": "Éloïse Côté",
        "subject": "Où en êtes-vous ?",
        "text": "Bonjour.\n.Une ligne qui commence par un point.\n",
        "html": "<p>Bonjour, l’été&nbsp;!</p>",
        "unsubscribe": LEAVING,
        "reply_to": "reponses+abc@lisiere.example",
    }
    return Letter(**given | values)


@pytest.fixture
def organization():
    return make_organization("Réseau Lisière")


def states():
    return dict(Message.objects.order_by("email").values_list("email", "state"))


def test_message_arrives_whole_with_what_the_law_and_mail_readers_want(box, organization):
    queue([letter(organization, 1)])

    carried = send_waiting()

    message = Message.objects.get()
    (address, mail), parts = box.received[0], list(box.received[0][1].iter_parts())
    assert carried == Carried(sent=1)
    assert (message.state, message.text, message.html) == ("sent", "", "")
    assert address == "personne1@granges.example"
    assert mail["From"] == "Réseau Lisière <courrier@lisiere.example>"
    assert mail["To"] == "Éloïse Côté <personne1@granges.example>"
    assert mail["Subject"] == "Où en êtes-vous ?"
    assert mail["Message-ID"] == message.message_id
    assert mail["Reply-To"] == "reponses+abc@lisiere.example"
    assert mail["List-Unsubscribe"] == f"<{LEAVING}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert parts[0].get_content().splitlines() == [
        "Bonjour.",
        ".Une ligne qui commence par un point.",
    ]
    assert parts[1].get_content().strip() == "<p>Bonjour, l’été&nbsp;!</p>"


def test_same_letter_is_queued_once_and_wakes_the_worker(organization):
    first = queue([letter(organization, 1), letter(organization, 2)])
    again = queue([letter(organization, 1), letter(organization, 3)])

    assert (first, again, Message.objects.count()) == (2, 1, 3)
    assert DBTaskResult.objects.filter(task_path__endswith="tasks.send_mail").count() == 2


def test_every_answer_of_the_server_is_heard(box, organization):
    box.refused = {
        "personne1@granges.example": "550 5.1.1 Inconnue ici",
        "personne2@granges.example": "451 4.3.0 Plus tard",
        "personne3@granges.example": "DATA 554 5.7.1 Refusé",
        "personne4@granges.example": "DATA 452 4.3.1 Plein",
    }
    queue(letter(organization, n) for n in range(1, 6))

    carried = send_waiting()

    later = Message.objects.get(email="personne2@granges.example")
    assert carried == Carried(sent=1, refused=2)
    assert box.addresses == ["personne5@granges.example"]
    assert states() == {
        "personne1@granges.example": "failed",
        "personne2@granges.example": "queued",
        "personne3@granges.example": "failed",
        "personne4@granges.example": "queued",
        "personne5@granges.example": "sent",
    }
    assert later.error == "451 4.3.0 Plus tard"
    assert later.attempts == 1
    assert later.not_before > timezone.now() + dt.timedelta(minutes=4)
    assert Message.objects.get(email="personne1@granges.example").error == "550 5.1.1 Inconnue ici"


def test_message_that_waits_too_often_is_given_up(box, organization):
    box.refused = {"personne1@granges.example": "451 4.3.0 Plus tard"}
    queue([letter(organization, 1)])

    for _attempt in range(len(outbox.PAUSES) + 1):
        Message.objects.update(not_before=timezone.now())
        send_waiting()

    assert states() == {"personne1@granges.example": "failed"}


def test_server_that_is_cut_off_after_the_message_leaves_a_doubt_and_no_second_copy(
    box, organization
):
    box.mute = {"personne2@granges.example"}
    queue(letter(organization, n) for n in range(1, 4))

    first, second = send_waiting(), send_waiting()

    assert (first, second) == (Carried(sent=2, doubtful=1), Carried())
    assert sorted(box.addresses) == [f"personne{n}@granges.example" for n in (1, 2, 3)]
    assert states()["personne2@granges.example"] == "doubtful"


def test_absent_server_loses_nothing(settings, organization):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    queue(letter(organization, n) for n in (1, 2))

    carried = send_waiting()

    assert carried == Carried()
    assert outbox.waiting() == 2
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}


def test_person_who_leaves_keeps_what_is_queued_from_leaving(box, organization):
    queue(letter(organization, n) for n in (1, 2))

    leave(email="Personne1@Granges.example", category="updates")
    queue([letter(organization, 11, email="PERSONNE1@granges.example")])
    send_waiting()

    assert box.addresses == ["personne2@granges.example"]
    assert states()["personne1@granges.example"] == "withdrawn"
    assert Message.objects.filter(key="request:11").count() == 0


def test_person_who_leaves_while_the_server_is_agreeing_is_not_written_to(box, organization):
    queue([letter(organization, 1), letter(organization, 2)])
    claimed = outbox.claim("somebody")
    from arrimage.communications.models import Departure

    Departure.objects.create(email="personne1@granges.example", category="all")
    agreed = [outbox.begin(message) for message in claimed]

    assert agreed == [False, True]
    assert states()["personne1@granges.example"] == "withdrawn"


def test_departure_from_one_category_leaves_the_others_until_all_are_left(box, organization):
    address = {"email": "personne1@granges.example"}
    leave(**address, category="digests")
    queue([letter(organization, 1), letter(organization, 2, **address, category="digests")])
    assert list(Message.objects.values_list("category", flat=True)) == ["updates"]

    leave(**address, category="all")
    assert states() == {"personne1@granges.example": "withdrawn"}

    come_back(**address, category="updates")
    queue([letter(organization, 3, **address)])
    assert Message.objects.filter(state="queued").count() == 1


def test_two_workers_never_hold_the_same_message(organization):
    queue(letter(organization, n) for n in range(30))

    first, second = outbox.claim("a", 20), outbox.claim("b", 20)
    third = outbox.claim("c", 20)

    assert (len(first), len(second), len(third)) == (20, 10, 0)
    assert {m.pk for m in first}.isdisjoint({m.pk for m in second})


def test_lease_that_ended_belongs_to_the_next_one_alone(organization):
    queue([letter(organization, 1)])
    (slow,) = outbox.claim("slow")
    Message.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    (quick,) = outbox.claim("quick")

    assert (outbox.begin(slow), outbox.begin(quick), outbox.begin(quick)) == (False, True, False)

    outbox.settle_refused(slow, "550")
    assert Message.objects.get().state == "sending"


def test_dead_worker_gives_back_what_had_not_begun_and_leaves_a_doubt_on_the_rest(
    organization, monkeypatch
):
    queue(letter(organization, n) for n in range(3))
    flying, *_waiting = outbox.claim("dead")
    outbox.begin(flying)
    monkeypatch.setattr(outbox, "is_dead", lambda worker: worker == "dead")

    doubtful = outbox.reap()

    assert doubtful == 1
    assert sorted(Message.objects.values_list("state", flat=True)) == [
        "doubtful",
        "queued",
        "queued",
    ]
    assert outbox.waiting() == 2


def test_letter_for_later_waits(box, organization):
    queue([letter(organization, 1, not_before=timezone.now() + dt.timedelta(hours=1))])

    assert (send_waiting(), outbox.waiting()) == (Carried(), 0)


def test_message_that_nobody_foresaw_stops_no_other_and_is_tried_again(
    box, organization, monkeypatch
):
    queue([letter(organization, number) for number in (1, 2, 3)])
    real = courier.revise
    with monkeypatch.context() as broken:
        broken.setattr(courier, "revise", lambda m: 1 / 0 if "ne1@" in m.email else real(m))
        first = send_waiting()
    waiting = Message.objects.get(state="queued")
    Message.objects.update(not_before=timezone.now())

    second = send_waiting()

    assert (first, second) == (Carried(sent=2), Carried(sent=1))
    assert (waiting.attempts, waiting.error) == (1, "division by zero")
    assert set(states().values()) == {"sent"}


def test_fault_once_the_server_may_have_the_message_is_a_doubt_and_no_second_copy(
    box, organization, monkeypatch
):
    queue([letter(organization, number) for number in (1, 2)])
    real = courier.SmtpWire._hand_over

    def cut(self, server, data):
        taken = real(self, server, data)
        return 1 / 0 if b"personne1@" in data else taken

    monkeypatch.setattr(courier.SmtpWire, "_hand_over", cut)
    send_waiting()
    send_waiting()

    assert states() == {
        "personne1@granges.example": "doubtful",
        "personne2@granges.example": "sent",
    }
    assert sorted(box.addresses) == ["personne1@granges.example", "personne2@granges.example"]
