"""Rounds of updates, mail, and what somebody without account is asked."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from arrimage.communications.departures import departure_address
from arrimage.communications.keys import link_secret
from arrimage.communications.models import Campaign, Reply, ReplyFile, Sender
from arrimage.communications.operations import (
    Answer,
    Round,
    answer_request,
    close_round,
    open_round,
)
from arrimage.communications.recipients import recipients_of
from tests.screens.doors import READ, READ_ONLY, TEAM, TEAM_DONE, Door

SECRET = "Secret d’A"
LATER = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
ALL_CLOSED = (302,) * 7
GIVEN = (302, 200, 200, 403, 403, 404, 200)  # to the team, on demand


def _round(world, name):
    today = timezone.localdate()
    unknown = [r.ref for r in recipients_of(world.plan, with_done=True) if not r.email]
    decided = Round(
        name,
        f"{SECRET}, mots",
        today,
        today + dt.timedelta(days=14),
        with_done=True,
        addresses={ref: f"{ref}@lisiere.example" for ref in unknown},
    )
    return open_round(actor=world.people["staff"], plan=world.plan, decided=decided)


def _open(world):
    """The open round of A, made at the first call, with a reply that waits."""
    known = Campaign.objects.filter(plan=world.plan, is_open=True).first()
    if known:
        return known
    Sender.objects.create(
        organization=world.a,
        name=f"{SECRET}, expéditeur",
        postal_address=f"{SECRET}, rue",
        contact="info@lisiere.example",
    )
    kept = _round(world, f"{SECRET}, tour gardé")
    close_round(actor=world.people["staff"], campaign=kept)
    campaign = _round(world, f"{SECRET}, tour")
    request = campaign.requests.exclude(email="").earliest("pk")
    line = request.lines.earliest("pk")
    answer_request(request=request, answers=[Answer(line.pk, "running", f"{SECRET}, réponse")])
    reply = Reply.objects.create(
        request=request, message_id="<1@granges.example>", sender="x@granges.example",
        text=f"{SECRET}, courriel", reason="which",
    )  # fmt: skip
    piece = ReplyFile(reply=reply, name=f"{SECRET}, pièce.txt")
    piece.file.save("piece.txt", ContentFile(f"{SECRET}, pièce".encode()))
    return campaign


def plan(world):
    return (world.plan.pk,)


def slug(world):
    return (world.a.slug,)


def opened(world):
    return (_open(world).pk,)


def closed(world):
    _open(world)
    return (Campaign.objects.get(plan=world.plan, is_open=False).pk,)


def person(world):
    campaign = _open(world)
    return (campaign.pk, campaign.requests.exclude(email="").earliest("pk").pk)


def reply(world):
    campaign = _open(world)
    return (campaign.pk, Reply.objects.get(request__campaign=campaign).pk)


def piece(world):
    return (*reply(world), ReplyFile.objects.get().pk)


def asked(world):
    return (person(world)[1],)


def line(world):
    request = _open(world).requests.exclude(email="").earliest("pk")
    return (request.pk, request.lines.earliest("pk").pk)


def secret(world):
    request = _open(world).requests.exclude(email="").earliest("pk")
    return (link_secret(request.nonce),)


def leaving(world):
    address = departure_address("secret.porteuse@lisiere.example", "updates")
    return (address.rstrip("/").rpartition("/")[2],)


NEW = {
    "name": "Mise à jour",
    "opens_on": timezone.localdate().isoformat(),
    "closes_on": LATER,
    "schedule": "two",
}
SENDER = {"name": "Réseau", "postal_address": "1, rue du Quai", "contact": "a@b.example"}
BY_LINK = {"is_silent": True, "is_for_all": True}
DOORS = {
    "communications:campaign_list": Door(TEAM, READ_ONLY, plan),
    "communications:campaign_new": Door(TEAM, TEAM_DONE, plan, NEW),
    "communications:campaign_detail": Door(TEAM, READ_ONLY, opened),
    "communications:campaign_remind": Door(READ_ONLY, TEAM_DONE, opened, is_silent=True),
    "communications:campaign_extend": Door(
        READ_ONLY, TEAM_DONE, opened, {"closes_on": LATER}, is_silent=True
    ),
    "communications:campaign_close": Door(TEAM, TEAM_DONE, opened),
    "communications:campaign_report": Door(READ, READ_ONLY, closed),
    "communications:campaign_export": Door(
        READ_ONLY, GIVEN, lambda world: (*closed(world), "docx"), is_silent=True
    ),
    "communications:request_edit": Door(TEAM, TEAM_DONE, person, {"email": "zoe@b.example"}),
    "communications:request_remind": Door(READ_ONLY, TEAM_DONE, person, is_silent=True),
    "communications:request_revoke": Door(TEAM, TEAM_DONE, person),
    "communications:request_link": Door(TEAM, GIVEN, person),
    "communications:reply_confirm": Door(TEAM, TEAM_DONE, reply, {"ecarter": ""}),
    "communications:reply_download": Door(TEAM, READ_ONLY, piece),
    "communications:sender_edit": Door(TEAM, TEAM_DONE, slug, SENDER),
    "communications:mail_preferences": Door(
        (302, 200, 200, 200, 200, 200, 200),
        ALL_CLOSED,
        lambda world: (),
        {"digest": "daily"},
        **BY_LINK,
    ),
    # By link: without its cookie, whoever asks is told that nothing opens.
    "communications:request_closed": Door((410,) * 7, (405,) * 7, lambda world: (), **BY_LINK),
    "communications:request_answer": Door(ALL_CLOSED, ALL_CLOSED, asked, **BY_LINK),
    "communications:answer_withdraw": Door(ALL_CLOSED, ALL_CLOSED, line, **BY_LINK),
    "communications:request_disown": Door(ALL_CLOSED, ALL_CLOSED, asked, **BY_LINK),
    # The button of a mail reader: no session, no token; looking changes nothing.
    "communications:unsubscribe": Door((200,) * 7, (200,) * 7, leaving, **BY_LINK),
    # Last of them: it leaves its cookie.
    "communications:request_enter": Door(ALL_CLOSED, ALL_CLOSED, secret, **BY_LINK),
}
