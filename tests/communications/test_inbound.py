"""A reply by mail is read in, through real servers: the words of the person, once, where they belong."""

import datetime as dt
import smtplib
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from django.utils import timezone

from arrimage.communications.courier import send_waiting
from arrimage.communications.inbound.parsing import NotMail, parse
from arrimage.communications.models import Message, Reply
from arrimage.communications.operations import (
    Outcome,
    change_address,
    close_round,
    confirm_reply,
    dismiss_reply,
    revoke_request,
    take_in,
)
from arrimage.followup.models import Occurrence
from arrimage.plans.models import Evidence, StatusUpdate

from .scene import FIRST, SECOND, Scene, line_of, reply_to

pytestmark = pytest.mark.django_db
INBOUND = "reponses@lisiere.example"
QUOTED = """{said}

Le sam. 21 nov. 2026 à 10:02, Réseau Lisière <courrier@lisiere.example> a écrit :

> Bonjour,
> 1.1.1 : fait
> Répondez d’ici le 5 décembre.
"""


@pytest.fixture(autouse=True)
def _inbound(settings):
    settings.INBOUND_ADDRESS = INBOUND


@pytest.fixture
def scene():
    return Scene()


def mail(to, said, sender="ana@granges.example", subject="Re: Où en êtes-vous ?", **heads):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Ana Roy <{sender}>", to, subject
    made["Message-ID"] = heads.pop("message_id", f"<{abs(hash(said))}@granges.example>")
    made["Date"] = format_datetime(timezone.now())
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(said)
    return made


def received(message, *, has_sender=True):
    return take_in(parse(message.as_bytes(), has_sender=has_sender))


def test_reply_that_names_numbers_is_noted_line_by_line_without_what_it_quotes(scene):
    ana = scene.ask()["Ana Roy"]
    said = QUOTED.format(
        said="Bonjour Maude,\n\n1.1.1 : fait, 42 personnes sont venues\n1.1.2 en cours\n\nAna\n-- \nTél."
    )

    outcome = received(mail(reply_to(ana), said))

    states = {line.element.number: (line.said, line.text, line.way) for line in ana.lines.all()}
    assert outcome == Outcome.APPLIED
    assert states == {
        FIRST: ("running", "fait, 42 personnes sont venues", "mail"),
        SECOND: ("running", "en cours", "mail"),
    }
    scene.first.refresh_from_db()
    words = "fait, 42 personnes sont venues"
    assert (scene.first.status, scene.first.status_text) == ("in_progress", words)
    assert StatusUpdate.objects.get(text=words).by_name == "Ana Roy (par courriel)"
    held = Occurrence.objects.get()  # four a year are awaited: one more was held
    assert (held.element, held.by_name) == (scene.first, "Ana Roy (par courriel)")
    assert Reply.objects.get().state == "applied"


def test_reply_about_the_only_line_needs_no_number(scene):
    noe = scene.ask()["Noé Gagnon"]

    outcome = received(mail(reply_to(noe), "C’est fait !", sender="noe@fermes.example"))

    scene.second.refresh_from_db()
    assert (outcome, scene.second.status) == (Outcome.APPLIED, "done")


def test_sentence_without_a_state_is_kept_as_a_note_and_changes_no_state(scene):
    noe = scene.ask()["Noé Gagnon"]

    received(mail(reply_to(noe), "La salle est trouvée.", sender="noe@fermes.example"))

    scene.second.refresh_from_db()
    assert (scene.second.status, scene.second.status_text) == ("", "La salle est trouvée.")
    assert line_of(noe, SECOND).said == "note"


def test_reply_that_does_not_say_of_which_line_waits_for_a_person(scene):
    ana = scene.ask()["Ana Roy"]

    outcome = received(mail(reply_to(ana), "C’est fait !"))

    reply = Reply.objects.get()
    assert (outcome, reply.state, reply.reason) == (Outcome.PENDING, "pending", "which")
    assert reply.text == "C’est fait !"
    assert StatusUpdate.objects.filter(status="done").count() == 0

    confirm_reply(
        actor=scene.staff, reply=reply, line=line_of(ana, FIRST), said="done", text="C’est fait !"
    )
    scene.first.refresh_from_db()
    assert scene.first.status == "done"
    assert Reply.objects.get().settled_by == scene.staff


def test_reply_is_found_by_the_message_that_it_answers(scene, box):
    noe = scene.ask()["Noé Gagnon"]
    send_waiting()
    sent = Message.objects.get(request=noe).message_id

    outcome = received(
        mail(INBOUND, "En cours.", sender="noe@fermes.example", In_Reply_To=sent, References=sent)
    )

    scene.second.refresh_from_db()
    assert (outcome, scene.second.status) == (Outcome.APPLIED, "in_progress")


def test_same_mail_twice_is_noted_once(scene):
    noe = scene.ask()["Noé Gagnon"]
    message = mail(reply_to(noe), "Fait.", sender="noe@fermes.example")
    before = StatusUpdate.objects.count()

    outcomes = [received(message) for _time in range(2)]

    assert outcomes == [Outcome.APPLIED, Outcome.KNOWN]
    assert StatusUpdate.objects.count() == before + 1


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_machines_are_not_listened_to(scene, heads):
    noe = scene.ask()["Noé Gagnon"]

    outcome = received(mail(reply_to(noe), "Fait.", sender="noe@fermes.example", **heads))

    assert (outcome, Reply.objects.count()) == (Outcome.IGNORED, 0)


def test_mail_without_envelope_sender_is_not_listened_to(scene):
    noe = scene.ask()["Noé Gagnon"]

    assert received(mail(reply_to(noe), "Fait."), has_sender=False) == Outcome.IGNORED


def test_bounce_tells_the_team_why_the_message_did_not_arrive(scene, box):
    noe = scene.ask()["Noé Gagnon"]
    send_waiting()
    sent = Message.objects.get(request=noe)
    bounce = f"""From: Mail Delivery <mailer-daemon@fermes.example>
To: {reply_to(noe)}
Message-ID: <b1@fermes.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

Sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; fermes.example

Final-Recipient: rfc822; noe@fermes.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 Boite inconnue

--x
Content-Type: text/rfc822-headers

Message-ID: {sent.message_id}
To: noe@fermes.example

--x--
"""

    outcome = take_in(parse(bounce.replace("\n", "\r\n").encode(), has_sender=False))

    sent.refresh_from_db()
    assert outcome == Outcome.IGNORED
    assert (sent.state, sent.error) == ("failed", "smtp; 550 Boite inconnue")


def test_other_sender_closed_round_and_revoked_link_wait_for_a_person(scene):
    requests = scene.ask()
    noe, ana = requests["Noé Gagnon"], requests["Ana Roy"]

    received(mail(reply_to(noe), "Fait !", sender="collegue@fermes.example"))
    revoke_request(actor=scene.staff, request=ana)
    received(mail(reply_to(ana), "1.1.1 : fait"))
    close_round(actor=scene.staff, campaign=scene.campaign)
    received(mail(reply_to(noe), "Fait bis", sender="noe@fermes.example"))

    replies = list(Reply.objects.order_by("pk"))
    assert [reply.reason for reply in replies] == ["sender", "revoked", "late"]
    assert StatusUpdate.objects.filter(status="done").count() == 0
    late = replies[2]
    confirm_reply(
        actor=scene.staff, reply=late, line=line_of(noe, SECOND), said="done", text="Fait bis"
    )
    dismiss_reply(actor=scene.staff, reply=replies[0])
    scene.second.refresh_from_db()
    assert scene.second.status == "done"
    assert StatusUpdate.objects.get(status="done").author == scene.staff


def test_attachment_becomes_evidence_of_the_only_line_and_logos_do_not(scene):
    noe = scene.ask()["Noé Gagnon"]
    message = mail(reply_to(noe), "Fait, voici la photo.", sender="noe@fermes.example")
    message.add_attachment(
        b"octets", maintype="image", subtype="png", filename="../../Photo de l’été.png"
    )
    message.add_attachment(
        b"logo",
        maintype="image",
        subtype="png",
        filename="logo.png",
        disposition="inline",
        cid="<l>",
    )

    outcome = received(message)

    piece = Evidence.objects.get()
    assert outcome == Outcome.APPLIED
    assert (piece.title, piece.by_name) == ("Photo de l’été.png", "Noé Gagnon (par courriel)")
    assert piece.file.read() == b"octets"
    assert "/" not in piece.file.name.removeprefix("evidence/").split("/", 2)[2]


def test_attachment_to_a_reply_about_several_lines_waits(scene):
    ana = scene.ask()["Ana Roy"]
    message = mail(reply_to(ana), "1.1.1 : fait\n1.1.2 : fait")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="pv.pdf")

    assert received(message) == Outcome.PENDING
    assert [file.name for file in Reply.objects.get().files.all()] == ["pv.pdf"]


def test_link_that_was_replaced_takes_no_reply(scene):
    noe = scene.ask()["Noé Gagnon"]
    old = reply_to(noe)
    change_address(actor=scene.staff, request=noe, email="zoe@fermes.example")

    assert received(mail(old, "Fait.", sender="noe@fermes.example")) == Outcome.UNKNOWN


def test_reply_of_an_html_reader_loses_its_quotation(scene):
    noe = scene.ask()["Noé Gagnon"]
    message = mail(reply_to(noe), "x", sender="noe@fermes.example")
    message.set_content(
        '<div>Fait, salle comble.</div><div class="gmail_quote"><div>Le 21 nov. a écrit :</div>'
        "<blockquote>1.1.1 rien de neuf</blockquote></div><script>alert(1)</script>",
        subtype="html",
    )

    received(message)

    assert line_of(noe, SECOND).text == "Fait, salle comble."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 40,
        b"Content-Type: text/plain; charset=nowhere\r\n\r\n\xe9\xff",
        b"Subject: =?utf-8?b?!!!?=\r\nTo: <<<>>>\r\n\r\nbonjour",
        b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n%%%%",
    ],
)
def test_any_bytes_are_read_or_refused(data):
    try:
        take_in(parse(data))
    except NotMail:
        assert Reply.objects.count() == 0


# -- real servers ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_mail_server_hands_replies_over_by_lmtp_and_hears_what_became_of_them(scene):
    from arrimage.communications.inbound.lmtp import open_door
    from tests.faults.installation import free_port

    noe = scene.ask()["Noé Gagnon"]
    door = open_door("127.0.0.1", free_port())
    try:
        with smtplib.LMTP("127.0.0.1", door.port) as server:
            good = mail(reply_to(noe), "Fait !", sender="noe@fermes.example")
            server.send_message(good, "noe@fermes.example", [reply_to(noe)])
            answers = []
            for address in ("reponses+mauvais@lisiere.example", "autre@lisiere.example"):
                with pytest.raises(smtplib.SMTPException) as refused:
                    server.send_message(mail(address, "Fait."), "noe@fermes.example", [address])
                answers.append(type(refused.value).__name__)
            server.send_message(
                mail(reply_to(noe), "Absente jusqu’au 3.", Auto_Submitted="auto-replied"),
                "noe@fermes.example",
                [reply_to(noe)],
            )
    finally:
        door.stop()

    scene.second.refresh_from_db()
    assert scene.second.status == "done"
    assert answers == ["SMTPDataError", "SMTPRecipientsRefused"]
    assert Reply.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_mailbox_is_read_by_imap_and_each_message_marked_once_kept(scene):
    from urllib.parse import urlsplit

    from arrimage.communications.inbound.imap import Fetched, fetch

    from .imap_server import imap_server

    noe = scene.ask()["Noé Gagnon"]
    messages = [
        mail(reply_to(noe), "Fait !", sender="noe@fermes.example").as_bytes(),
        mail("ailleurs@lisiere.example", "Publicité").as_bytes(),
    ]
    with imap_server() as (port, deposit):
        for data in messages:
            deposit(data)
        address = urlsplit(f"imap://reponses:secret@127.0.0.1:{port}/INBOX")
        first, second = fetch(address), fetch(address)
        wrong = fetch(urlsplit(f"imap://reponses:faux@127.0.0.1:{port}/INBOX"))

    scene.second.refresh_from_db()
    assert (first, second, wrong) == (Fetched(read=2, noted=1), Fetched(), Fetched())
    assert scene.second.status == "done"


def test_absent_mailbox_is_visited_again_later():
    from urllib.parse import urlsplit

    from arrimage.communications.inbound.imap import Fetched, fetch

    assert fetch(urlsplit("imap://a:b@127.0.0.1:1/INBOX")) == Fetched()


def test_same_words_of_another_day_are_another_occurrence(scene):
    ana = scene.ask(branch=scene.first)["Ana Roy"]
    for number in (1, 2):
        received(mail(reply_to(ana), "Marché tenu.", message_id=f"<{number}@granges.example>"))
    counts = [Occurrence.objects.count()]
    ana.lines.update(answered_at=timezone.now() - dt.timedelta(days=2))

    received(mail(reply_to(ana), "Marché tenu.", message_id="<3@granges.example>"))

    assert [*counts, Occurrence.objects.count()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_reply_that_nobody_foresaw_stops_no_other_and_is_read_again(scene, monkeypatch):
    from urllib.parse import urlsplit

    from arrimage.communications.inbound import imap

    from .imap_server import imap_server

    noe = scene.ask()["Noé Gagnon"]
    with imap_server() as (port, deposit):
        for number, said in enumerate(("Une première.", "Fait !")):
            head = f"<{number}@fermes.example>"
            sent = mail(reply_to(noe), said, sender="noe@fermes.example", message_id=head)
            deposit(sent.as_bytes())
        address = urlsplit(f"imap://reponses:secret@127.0.0.1:{port}/INBOX")
        real = imap.take_in
        with monkeypatch.context() as broken:
            broken.setattr(imap, "take_in", lambda r: 1 / 0 if "<0@" in r.message_id else real(r))
            first = imap.fetch(address)
        second, third = imap.fetch(address), imap.fetch(address)

    assert [(one.read, one.noted) for one in (first, second, third)] == [(2, 1), (1, 1), (0, 0)]
    assert Reply.objects.filter(state="applied").count() == 2
