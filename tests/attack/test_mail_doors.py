"""What somebody ill-meaning puts in names, addresses and replies stops nobody else's mail."""

import datetime as dt
import imaplib

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from arrimage.communications.courier import send_waiting
from arrimage.communications.inbound import imap, lmtp
from arrimage.communications.inbound.parsing import NotMail, parse
from arrimage.communications.inbound.quoting import without_quotes
from arrimage.communications.models import Message, Reply, RequestLine, Sender
from arrimage.communications.operations import Outcome, asking, change_address, take_in
from arrimage.communications.operations import answers as answering
from arrimage.communications.operations import replies as replying
from arrimage.plans.models import Element
from arrimage.plans.operations import remove_plan, set_confidential
from tests.communications.conftest import box as box
from tests.communications.scene import Scene, link_of, reply_to

pytestmark = pytest.mark.django_db
INBOUND = "reponses@lisiere.example"


@pytest.fixture
def scene(settings):
    settings.INBOUND_ADDRESS = INBOUND
    return Scene()


def words(box):
    """Both forms of every mail."""
    return "".join(
        part.get_content()
        for _to, mail in box.received
        for part in mail.walk()
        if not part.is_multipart()
    )


def raw(to, body=b"1.1.1 : fait", heads=b"", kind=b"text/plain; charset=utf-8"):
    lines = (
        b"From: Ana Roy <ana@granges.example>",
        b"To: " + to.encode(),
        b"Message-ID: <un@granges.example>",
        *([heads] if heads else []),
        b"Content-Type: " + kind,
        b"",
        body,
    )
    return b"\r\n".join(lines)


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Ana\r\nBcc: tiers@granges.example", "ana@granges.example"),
        ("Ana Roy", "ana@grangé.example"),
    ],
)
def test_a_name_or_an_address_adds_no_header_and_holds_no_mail_back(scene, box, name, email):
    scene.ana.name, scene.ana.email = name, email
    scene.ana.save()
    Sender.objects.update(name="Réseau\nBcc: tiers@granges.example")
    scene.ask()

    carried = send_waiting()

    assert (carried.sent, Message.objects.filter(state="sent").count()) == (2, 2)
    assert [mail["Bcc"] for _to, mail in box.received] == [None, None]


def test_an_address_that_mail_cannot_bear_fails_alone(scene, box):
    scene.ana.email = "é@granges.example"
    scene.ana.save()
    scene.ask()

    carried = send_waiting()

    assert (carried.sent, carried.refused) == (1, 1)


def test_a_line_that_becomes_confidential_while_mail_waits_is_not_in_it(scene, box):
    scene.ask()
    set_confidential(actor=scene.staff, element=scene.second, is_confidential=True)

    send_waiting()

    told = words(box)
    assert (scene.first.title in told, scene.second.title in told) == (True, False)
    assert Message.objects.get(email="noe@fermes.example").state == "withdrawn"


@pytest.mark.parametrize(
    ("charset", "body"),
    [("unicode_escape", b"1.1.1 : fait \\ud800"), ("utf-7", b"1.1.1 : fait +2AA-"),
     ("utf-8", b"1.1.1 : fait \x00\x1b")],
)  # fmt: skip
def test_a_reply_with_what_no_database_keeps_is_kept_without_it(scene, charset, body):
    request = scene.ask()["Ana Roy"]

    kind = f"text/plain; charset={charset}".encode()
    outcome = take_in(parse(raw(reply_to(request), body, kind=kind)))

    assert (outcome, Reply.objects.get().text) == (Outcome.APPLIED, "1.1.1 : fait")


def test_headers_that_nobody_writes_are_refused_at_once():
    many = b"; ".join(b"a%d=b" % n for n in range(5000))
    nested = b"".join(
        b"--a\r\nContent-Type: text/plain; x%d=y\r\n\r\nx\r\n" % n for n in range(4000)
    )

    for data in (
        raw("a@b.example", kind=b"text/plain; " + many),
        raw("a@b.example", nested, kind=b"multipart/mixed; boundary=a"),
        raw(", ".join(f"a{n}@b.example" for n in range(5000))),
    ):
        with pytest.raises(NotMail):
            parse(data)


def test_a_reply_that_answers_thousands_asks_the_database_about_a_few(scene):
    answered = b"References: " + b" ".join(b"<%d@x>" % n for n in range(3000))

    received = parse(raw(INBOUND, heads=answered))

    assert len(received.answers) == 50
    assert take_in(received) == Outcome.UNKNOWN


def test_words_made_to_be_looked_at_for_hours_are_read():
    for words in ("Le " + "2000 " * 30_000, ("Le 2000 " + "x" * 290 + "\n") * 600):
        assert without_quotes(words)[:2] == "Le"
    page = b"<div>x" * 20_000 + b"<p>y" * 20_000
    assert parse(raw("a@b.example", page, kind=b"text/html")).text[:1] == "x"


class _Mailbox:
    """Two messages: the first weighs too much, or cannot be kept; the second is a reply."""

    def __init__(self, messages, weights):
        self.messages, self.weights, self.read = messages, weights, []

    def uid(self, command, key=None, what=""):
        if command == "SEARCH":
            return "OK", [b" ".join(str(n).encode() for n in range(len(self.messages)))]
        if what == "(RFC822.SIZE)":
            return "OK", [b"1 (UID 1 RFC822.SIZE %d)" % self.weights[int(key)]]
        if command == "FETCH":
            return "OK", [(b"1", self.messages[int(key)])]
        raise imaplib.IMAP4.error(command)


def test_a_message_that_cannot_be_taken_keeps_no_other_from_being_read(scene, monkeypatch):
    request = scene.ask()["Ana Roy"]
    mailbox = _Mailbox([b"", b"", raw(reply_to(request))], [10**12, 10, 10])
    read = []
    monkeypatch.setattr(mailbox, "store", read.append, raising=False)
    uid = mailbox.uid

    def marking(command, key=None, *rest):
        return read.append(key) if command == "STORE" else uid(command, key, *rest)

    monkeypatch.setattr(mailbox, "uid", marking)

    found = imap._take(mailbox)

    assert (found.read, found.noted, read) == (3, 1, ["0", "1", "2"])


def test_a_reply_that_cannot_be_kept_is_refused_in_words(monkeypatch):
    def fails(*_given):
        raise UnicodeEncodeError("utf-8", "x", 0, 1, "surrogates not allowed")

    monkeypatch.setattr(lmtp, "take_in", fails)
    monkeypatch.setattr(lmtp, "parse", lambda *_given, **_named: None)

    assert lmtp._received(b"", (), True) == lmtp.UNREADABLE


def test_an_address_that_was_passed_around_fills_no_disk(scene, monkeypatch, client):
    monkeypatch.setattr(replying, "MOST_REPLIES", 1)
    monkeypatch.setattr(answering, "MOST_PIECES", 1)
    request = scene.ask()["Ana Roy"]
    outcomes = [
        take_in(parse(raw(reply_to(request)).replace(b"<un@", f"<{n}@".encode()))) for n in (1, 2)
    ]
    line = RequestLine.objects.filter(request=request).first()
    page = f"/nouvelles/demande/{request.pk}/"
    client.get(link_of(request))
    for n in (1, 2):
        answer = client.post(page, {f"l{line.pk}-url": f"https://granges.example/{n}"})

    assert (outcomes, Reply.objects.count()) == ([Outcome.APPLIED, Outcome.KNOWN], 1)
    assert (answer.status_code, line.element.evidence.count()) == (422, 1)


def test_mail_for_later_says_what_the_plan_says_that_day(scene, box):
    later = timezone.localdate() + dt.timedelta(days=2)
    scene.ask(opens_on=later, closes_on=later + dt.timedelta(days=9))
    set_confidential(actor=scene.staff, element=scene.first, is_confidential=True)
    Message.objects.update(not_before=timezone.now())

    send_waiting()

    assert scene.first.title not in words(box)
    assert scene.second.title in words(box)


def test_signs_of_control_in_a_title_keep_nobodys_mail_from_being_laid_out(scene, box):
    Element.objects.filter(pk=scene.first.pk).update(title="Tenir\x01 un\x0b marché")
    scene.ask(words="Bon\x02jour")

    send_waiting()

    assert len(box.received) == 2
    assert "Tenir un marché" in words(box)


def test_a_request_is_not_sent_to_address_after_address(scene, monkeypatch):
    monkeypatch.setattr(asking, "MOST_ADDRESSES", 2)
    request = scene.ask()["Ana Roy"]
    change_address(actor=scene.staff, request=request, email="un@granges.example")

    with pytest.raises(ValidationError):
        change_address(actor=scene.staff, request=request, email="deux@granges.example")

    request.refresh_from_db()
    assert request.email == "un@granges.example"


def test_a_plan_in_the_bin_takes_no_reply(scene):
    request = scene.ask()["Ana Roy"]
    remove_plan(actor=scene.staff, plan=scene.plan)

    assert take_in(parse(raw(reply_to(request)))) == Outcome.UNKNOWN


def test_a_link_opens_its_own_request_and_its_own_lines_alone(scene, client):
    """Whatever another link, another campaign or another cookie would say."""
    asked = scene.ask()
    mine = asked["Ana Roy"]
    other = next(request for request in asked.values() if request.pk != mine.pk)
    client.get(link_of(mine))
    page, theirs = (f"/nouvelles/demande/{request.pk}/" for request in (mine, other))
    line = other.lines.first()

    assert client.get(theirs).url == "/nouvelles/ferme/"
    assert client.post(f"{page}lignes/{line.pk}/").status_code == 404
    client.cookies["demande"] = client.cookies["demande"].value
    assert client.post(theirs, {f"l{line.pk}-said": "done"}).url == "/nouvelles/ferme/"
    assert client.post(page, {f"l{line.pk}-said": "done"}).status_code == 422
    line.refresh_from_db()
    assert line.said == ""


def test_the_pages_of_a_link_take_no_form_from_elsewhere(scene):
    request = scene.ask()["Ana Roy"]
    client = Client(enforce_csrf_checks=True)
    client.get(link_of(request))

    for path in ("", "pas-moi/", f"lignes/{request.lines.first().pk}/"):
        sent = client.post(f"/nouvelles/demande/{request.pk}/{path}", {"x": "y"})
        assert sent.status_code == 403
    request.refresh_from_db()
    assert request.revoked_at is None
