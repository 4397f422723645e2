"""Many at once in a round, on connections of their own: nothing acknowledged is lost, nothing is
noted twice, what is closed stays closed.
"""

import datetime as dt
import itertools
import sqlite3
import threading
from contextlib import closing
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.communications import ticking
from arrimage.communications.inbound.imap import fetch
from arrimage.communications.inbound.parsing import parse
from arrimage.communications.models import Campaign, Message, Reply, Request
from arrimage.communications.operations import (
    Answer,
    Outcome,
    answer_request,
    change_address,
    close_round,
    confirm_reply,
    dismiss_reply,
    extend_round,
    open_round,
    remind,
    revoke_request,
    take_in,
)
from arrimage.communications.outbox import claim
from arrimage.followup.models import Occurrence
from arrimage.plans.models import Evidence, StatusUpdate
from arrimage.plans.operations import change_status

from .imap_server import imap_server
from .scene import FIRST, SECOND, Scene, line_of, link_of, reply_to

TIMES = 4  # each race is run again: who comes first is left to chance


@pytest.fixture
def scene(transactional_db, tmp_path, settings):
    """A scene whose database is a file on SQLite, as in a house: threads wait for one another."""
    settings.INBOUND_ADDRESS = "reponses@lisiere.example"
    if connection.vendor != "sqlite":
        yield Scene()
        return
    in_memory = connections["default"]
    in_memory.ensure_connection()
    path, name = tmp_path / "house.sqlite3", in_memory.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as file:
        in_memory.connection.backup(file)
    connections.settings["default"]["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    try:
        yield Scene()
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"] = in_memory


def at_once(*gestures):
    """Run them together, each in a thread of its own; what each gave, or its refusal."""
    barrier = threading.Barrier(len(gestures))
    given = [None] * len(gestures)

    def run(rank, gesture):
        try:
            barrier.wait(60)
            given[rank] = gesture()
        except Exception as error:
            given[rank] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(gestures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def refused(given):
    return isinstance(given, ValidationError)


def tab(request):
    client = Client()
    client.get(link_of(request))
    return client


def home(request):
    return reverse("communications:request_answer", args=[request.pk])


def sends(client, request, line, **values):
    sent = {f"l{line.pk}-{name}": value for name, value in values.items()}
    return lambda: client.post(home(request), sent).status_code


def mail(request, said, number):
    made = EmailMessage()
    made["From"], made["To"] = request.email, reply_to(request)
    made["Subject"], made["Message-ID"] = "Re: Où en êtes-vous ?", f"<{number}@granges.example>"
    made.set_content(said)
    return made.as_bytes()


def notes(element):
    """What was noted of a line by who holds a link or writes a mail."""
    found = StatusUpdate.objects.filter(element=element).exclude(by_name="").order_by("pk")
    return list(found.values_list("text", flat=True))


def rounds_of(scene):
    """One round after another, each with its requests by name."""
    for number in range(TIMES):
        yield number, scene.ask(name=f"Tour {number}")


def test_two_clicks_at_once_are_one_answer(scene):
    ana = scene.ask()["Ana Roy"]
    line, click = line_of(ana, FIRST), tab(ana)
    for number in range(TIMES):
        photos = [SimpleUploadedFile("photo.png", b"%d" % number) for _click in range(3)]

        codes = at_once(
            *(
                sends(click, ana, line, said="running", text=f"Marché tenu, {number}.", file=photo)
                for photo in photos
            )
        )

        assert codes == [302, 302, 302]
    assert notes(scene.first) == [f"Marché tenu, {number}." for number in range(TIMES)]
    assert Evidence.objects.count() == Occurrence.objects.count() == TIMES


def test_two_tabs_on_two_lines_are_both_noted(scene):
    ana = scene.ask()["Ana Roy"]
    lines = {number: line_of(ana, number) for number in (FIRST, SECOND)}
    tabs = {number: tab(ana) for number in lines}
    for number in range(TIMES):
        codes = at_once(
            *(sends(tabs[n], ana, lines[n], said="running", text=f"{n}, {number}") for n in lines)
        )

        assert codes == [302, 302]
    for element, n in ((scene.first, FIRST), (scene.second, SECOND)):
        assert notes(element) == [f"{n}, {number}" for number in range(TIMES)]


def test_mail_and_link_at_once_are_both_noted(scene):
    ana = scene.ask(branch=scene.first)["Ana Roy"]
    line, click = line_of(ana, FIRST), tab(ana)
    for number in range(TIMES):
        by_mail = parse(mail(ana, f"Par courriel {number}", number))

        given = at_once(
            sends(click, ana, line, said="running", text=f"Par lien {number}"),
            lambda by_mail=by_mail: take_in(by_mail),
        )

        assert given == [302, Outcome.APPLIED]
    said = [f"Par {way} {number}" for way in ("courriel", "lien") for number in range(TIMES)]
    assert sorted(notes(scene.first)) == said
    line.refresh_from_db()
    assert line.text == notes(scene.first)[-1]


def test_answer_while_the_round_closes_is_kept_in_its_report_or_refused(scene):
    for number, requests in rounds_of(scene):
        ana = requests["Ana Roy"]
        text = f"Au dernier moment {number}"
        send = sends(tab(ana), ana, line_of(ana, FIRST), said="running", text=text)

        code, closed = at_once(
            send, lambda: close_round(actor=scene.staff, campaign=scene.campaign)
        )

        kept = [a["text"] for row in closed.frozen for a in row["answers"] if a["text"]]
        assert code in (302, 410, 422)
        assert kept == ([text] if code == 302 else [])
        assert (text in notes(scene.first)) == (code == 302)
        assert send() == 410
        assert Campaign.objects.get(pk=closed.pk).frozen == closed.frozen


def test_answer_while_its_link_is_taken_back_is_noted_or_refused(scene):
    for number, requests in rounds_of(scene):
        ana = requests["Ana Roy"]
        line, text = line_of(ana, FIRST), f"Juste avant {number}"
        send = sends(tab(ana), ana, line, said="running", text=text)

        code, _revoked, _address = at_once(
            send,
            lambda ana=ana: revoke_request(actor=scene.staff, request=ana),
            lambda ana=ana: remind(actor=scene.staff, request=ana),
        )

        line.refresh_from_db()
        assert code in (302, 410, 422)
        assert (line.text == text, text in notes(scene.first)) == (code == 302, code == 302)
        assert send() == 410
        assert not claim("worker") or not [m for m in claim("worker") if m.request_id == ana.pk]


def test_nothing_leaves_for_an_address_that_changes_at_the_same_moment(scene):
    for number, requests in rounds_of(scene):
        ana, new = requests["Ana Roy"], f"ana{number}@granges.example"

        changed, _reminded = at_once(
            lambda ana=ana, new=new: change_address(actor=scene.staff, request=ana, email=new),
            lambda: ticking.remind_due(_day_of_reminder(scene.campaign)),
        )

        waiting = Message.objects.filter(request=ana, state="queued")
        assert changed.email == new
        assert set(waiting.values_list("email", flat=True)) == {new}


def _day_of_reminder(campaign):
    from arrimage.communications.schedule import reminder_days

    day = reminder_days(campaign.schedule, campaign.opens_on, campaign.closes_on)[0]
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def test_round_that_is_prolonged_as_it_ends_does_not_close(scene):
    for _number, _requests in rounds_of(scene):
        campaign = scene.campaign
        after = campaign.closes_on + dt.timedelta(days=1)
        later = campaign.closes_on + dt.timedelta(days=7)
        night = timezone.make_aware(dt.datetime.combine(after, dt.time(0, 1)))

        given = at_once(
            lambda campaign=campaign, later=later: extend_round(
                actor=scene.staff, campaign=campaign, closes_on=later
            ),
            lambda night=night: ticking.close_due(night),
        )

        campaign.refresh_from_db()
        assert campaign.is_open != refused(given[0])
        assert campaign.closes_on == (later if campaign.is_open else after - dt.timedelta(days=1))


def test_two_workers_read_one_mailbox_and_keep_each_reply_once(scene):
    ana = scene.ask(branch=scene.first)["Ana Roy"]
    with imap_server() as (port, deposit):
        for number in range(6):
            deposit(mail(ana, f"Nouvelle {number}", number))
        address = urlsplit(f"imap://reponses:secret@127.0.0.1:{port}/INBOX")

        visits = at_once(lambda: fetch(address), lambda: fetch(address))
        last = fetch(address)

    assert sum(visit.noted for visit in visits) == 6
    assert last.read == 0
    assert sorted(notes(scene.first)) == [f"Nouvelle {number}" for number in range(6)]
    assert set(Reply.objects.values_list("state", flat=True)) == {"applied"}


def test_reply_cut_between_keeping_and_noting_is_noted_when_it_comes_again(scene, monkeypatch):
    ana = scene.ask(branch=scene.first)["Ana Roy"]
    received = parse(mail(ana, "Tenu en mai", 1))
    module = "arrimage.communications.operations.replies.answer_request"
    with monkeypatch.context() as cut:
        cut.setattr(module, lambda **_values: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take_in(received)

    given = at_once(*[lambda: take_in(received)] * 3)

    assert sorted(given, key=lambda one: one.name) == [
        Outcome.APPLIED,
        Outcome.KNOWN,
        Outcome.KNOWN,
    ]
    assert notes(scene.first) == ["Tenu en mai"]


def test_reply_is_confirmed_or_put_aside_once(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, FIRST)
    client = Client()
    client.force_login(scene.staff)
    for number in range(TIMES):
        assert take_in(parse(mail(ana, f"Tout va bien {number}", number))) == Outcome.PENDING
        reply = Reply.objects.get(state="pending")
        address = reverse("communications:reply_confirm", args=[scene.campaign.pk, reply.pk])
        sent = {"line": line.pk, "said": "running", "text": reply.text}

        codes = at_once(
            lambda address=address, sent=sent: client.post(address, sent).status_code,
            lambda address=address, sent=sent: client.post(address, sent).status_code,
            lambda address=address: client.post(address, {"ecarter": ""}).status_code,
        )

        reply.refresh_from_db()
        assert set(codes) <= {302, 422}
        assert (reply.text in notes(scene.first)) == (reply.state == "applied")


def test_reply_is_confirmed_while_the_round_closes(scene):
    for number, requests in rounds_of(scene):
        ana = requests["Ana Roy"]
        line, text = line_of(ana, FIRST), f"Entre deux {number}"
        take_in(parse(mail(ana, text, number)))
        reply = Reply.objects.get(state="pending")

        confirmed, closed = at_once(
            lambda reply=reply, line=line, text=text: confirm_reply(
                actor=scene.staff, reply=reply, line=line, said="note", text=text
            ),
            lambda: close_round(actor=scene.staff, campaign=scene.campaign),
        )

        assert (confirmed.state, closed.is_open) == ("applied", False)
        assert StatusUpdate.objects.filter(element=scene.first, text=text).count() == 1


def test_team_and_person_write_on_one_line_at_once(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, FIRST)
    for number in range(TIMES):
        given = at_once(
            lambda number=number: answer_request(
                request=ana, answers=[Answer(line.pk, "running", f"Ana {number}")]
            ),
            lambda number=number: change_status(
                actor=scene.staff, element=scene.first, status="postponed", text=f"Nous {number}"
            ),
        )

        assert not [one for one in given if isinstance(one, Exception)]
    texts = set(StatusUpdate.objects.filter(element=scene.first).values_list("text", flat=True))
    assert texts >= {f"{who} {n}" for who, n in itertools.product(("Ana", "Nous"), range(TIMES))}


def test_two_clicks_on_send_open_one_round_and_write_once_to_each(scene):
    given = at_once(
        *[lambda: open_round(actor=scene.staff, plan=scene.plan, decided=scene.decided())] * 3
    )

    assert len({campaign.pk for campaign in given}) == 1
    assert (Campaign.objects.count(), Request.objects.count()) == (1, 3)
    assert sorted(Message.objects.values_list("email", flat=True)) == [
        "ana@granges.example",
        "noe@fermes.example",
    ]


def test_reply_put_aside_twice_says_so_in_words(scene):
    ana = scene.ask()["Ana Roy"]
    take_in(parse(mail(ana, "Tout va bien", 1)))
    reply = Reply.objects.get()
    dismiss_reply(actor=scene.staff, reply=reply)
    client = Client()
    client.force_login(scene.staff)
    address = reverse("communications:reply_confirm", args=[scene.campaign.pk, reply.pk])

    answer = client.post(address, {"ecarter": ""}, follow=True)

    assert answer.redirect_chain == [(scene.campaign.get_absolute_url(), 302)]
    assert "Quelqu’un a déjà traité cette réponse." in answer.content.decode()
