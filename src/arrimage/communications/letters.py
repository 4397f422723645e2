"""Mail, rendered: a text, and the same in HTML laid out by MJML. No picture, nothing that tells
who opened it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arrimage.formats.language.text import kept

from .departures import departure_address
from .keys import link_secret, reply_address
from .models import Campaign, Category, MessageKind, Request, Sender
from .outbox import Letter


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line of the plan, as a mail prints it."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Written:
    """A mail in its two forms."""

    text: str
    html: str


def write(name: str, language: str, context: dict[str, Any]) -> Written:
    """The mail of this name in this language; ``context`` is escaped where it must be."""
    with translation.override(language):
        values = context | {"page_language": "en-CA" if language == "en" else "fr-CA"}
        text = render_to_string(f"communications/mail/{name}.txt", values)
        laid = render_to_string(f"communications/mail/{name}.mjml", values)
    return Written(kept(text).strip() + "\n", mrml.to_html(kept(laid)).content)


def request_letter(
    request: Request,
    lines: Sequence[AskedLine],
    *,
    campaign: Campaign,
    sender: Sender,
    kind: MessageKind = MessageKind.REQUEST,
    key: str = "",
    not_before: dt.datetime | None = None,
) -> Letter:
    """What somebody is asked, with their own link; the same link in a reminder."""
    leaving = departure_address(request.email, Category.UPDATES)
    context = _asked(request, lines, campaign, sender, kind) | {"unsubscribe": leaving}
    written = write("request", request.language, context)
    with translation.override(request.language):
        subject = _subject(campaign, len(lines), sender, kind)
    return Letter(
        key=key or f"request:{request.nonce}",
        kind=kind,
        category=Category.UPDATES,
        organization=campaign.plan.organization,
        sender_name=sender.name,
        email=request.email,
        name=request.name,
        subject=subject,
        text=written.text,
        html=written.html,
        language=request.language,
        reply_to=context["reply"],
        unsubscribe=leaving,
        not_before=not_before,
        request=request if request.pk else None,
    )


def _asked(
    request: Request,
    lines: Sequence[AskedLine],
    campaign: Campaign,
    sender: Sender,
    kind: MessageKind,
) -> dict[str, Any]:
    return {
        "request": request,
        "campaign": campaign,
        "plan": campaign.plan,
        "lines": lines,
        "sender": sender,
        "is_reminder": kind == MessageKind.REMINDER,
        "link": link_address(request),
        "reply": reply_address(request.nonce),
    }


def _subject(campaign: Campaign, count: int, sender: Sender, kind: MessageKind) -> str:
    until = formats.date_format(campaign.closes_on, "MONTH_DAY_FORMAT")
    if kind == MessageKind.REMINDER:
        return _("Rappel : %(sender)s attend vos nouvelles d’ici le %(until)s") % {
            "sender": sender.name,
            "until": until,
        }
    return ngettext(
        "Où en est votre action ? %(sender)s, réponse d’ici le %(until)s",
        "Où en sont vos %(count)s actions ? %(sender)s, réponse d’ici le %(until)s",
        count,
    ) % {"count": count, "sender": sender.name, "until": until}


def link_address(request: Request) -> str:
    """The whole address of the link of a request."""
    path = reverse("communications:request_enter", args=[link_secret(request.nonce)])
    return settings.PUBLIC_URL + path
