"""``arrimage rappels`` and ``arrimage courrier``: what they do, say and refuse."""

import datetime as dt
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from arrimage.communications import ticking
from arrimage.communications.models import Message
from arrimage.communications.schedule import reminder_days
from arrimage.plans.operations import remove_plan, restore_plan
from tests.commands.test_cli import run

from .imap_server import imap_server
from .scene import Scene, reply_to

pytestmark = pytest.mark.django_db(transaction=True)


def test_reminders_of_the_day_are_queued_and_sent_once(box, capsys, monkeypatch):
    scene = Scene()
    scene.ask()
    codes = [run("rappels")]
    day = reminder_days("two", scene.campaign.opens_on, scene.campaign.closes_on)[0]
    monkeypatch.setattr(ticking.timezone, "localdate", lambda *_now: day)

    codes += [run("rappels"), run("rappels")]

    said = capsys.readouterr().out.splitlines()
    assert codes == [0, 0, 0]
    assert [line.partition("Rappels mis en file : ")[2][0] for line in said] == ["0", "2", "0"]
    assert len(box.addresses) == 4
    assert said[0].endswith("Courriels partis : 2 ; refusés : 0 ; peut-être partis : 0.")


def test_mail_needs_to_know_where_replies_come_from(settings, capsys):
    settings.INBOUND = None

    assert run("courrier") == 1
    assert capsys.readouterr().err.startswith("ARRIMAGE_INBOUND ne dit pas")


def test_mailbox_is_visited_once(settings, capsys):
    settings.INBOUND_ADDRESS = "reponses@lisiere.example"
    noe = Scene().ask()["Noé Gagnon"]
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Message-ID"] = "noe@fermes.example", reply_to(noe), "<1@x>"
    reply.set_content("Fait.")

    with imap_server() as (port, deposit):
        deposit(reply.as_bytes())
        settings.INBOUND = urlsplit(f"imap://reponses:secret@127.0.0.1:{port}/INBOX")
        code = run("courrier", "--once")

    assert (code, capsys.readouterr().out) == (0, "Réponses lues : 1 ; notées : 1.\n")


def test_mail_of_a_plan_in_the_bin_waits_there(box):
    scene = Scene()
    scene.ask()
    remove_plan(actor=scene.staff, plan=scene.plan)
    run("rappels")
    before = len(box.addresses)

    restore_plan(actor=scene.staff, plan=scene.plan)
    run("rappels")

    assert (before, len(box.addresses)) == (0, 2)


def test_mail_speaks_the_language_of_its_reader():
    from tests.factories import make_user

    scene = Scene()
    scene.ana.user = make_user("Ana Roy", language="en")
    scene.ana.save()
    scene.ask(opens_on=timezone.localdate() + dt.timedelta(days=1))

    mail = Message.objects.get(email="ana@granges.example")
    assert mail.subject.startswith("Where do your 2 actions stand?")
    assert mail.text.startswith("Hello Ana Roy,")
    assert 'lang="en-CA"' in mail.html
    assert mail.not_before > timezone.now()
