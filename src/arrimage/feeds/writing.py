"""Days as iCalendar (RFC 5545): one all-day event each, the same UID each time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from arrimage.followup.calendar import Day
from arrimage.followup.calendar_phrases import KINDS, say_rank

TIME_ZONE = "America/Toronto"
REFRESH = "PT6H"


def write_calendar(name: str, days: Iterable[Day], today: dt.date) -> bytes:
    """The bytes of a calendar; the same for the same days, all day long."""
    calendar = Calendar()
    calendar.add("prodid", "-//Arrimage//Suivi//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", TIME_ZONE)
    calendar.add("refresh-interval;value=duration", REFRESH)
    stamp = dt.datetime.combine(today, dt.time(0), dt.UTC)
    host = urlsplit(settings.PUBLIC_URL).hostname or "arrimage"
    for day in days:
        calendar.add_component(_event(day, host, stamp))
    return bytes(calendar.to_ical())


def _event(day: Day, host: str, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{day.key}@{host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + dt.timedelta(days=1))
    event.add("summary", summary_of(day))
    event.add("description", _description(day))
    event.add("url", f"{settings.PUBLIC_URL}{day.element.get_absolute_url()}")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [str(KINDS[day.kind])])
    return event


def summary_of(day: Day) -> str:
    """«Dernier jour : 1.2 Tenir un marché»."""
    line = f"{day.element.number} {day.element.title}".strip()
    return _("%(kind)s : %(line)s") % {"kind": KINDS[day.kind], "line": one_line(line)}


def one_line(text: str) -> str:
    """The text without its line breaks; its non-breaking spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _description(day: Day) -> str:
    said = [f"« {day.words} »" if day.words else "", say_rank(day), day.plan.title]
    return "\n".join(filter(None, said))
