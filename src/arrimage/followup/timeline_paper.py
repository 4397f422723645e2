"""The line of time on paper: what the screen shows of a plan, for the writer of PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from arrimage.formats.writers.timeline import (
    TimelineBar,
    TimelineColumn,
    TimelineDot,
    TimelineGroup,
    TimelinePaper,
    TimelineRow,
)
from arrimage.plans.models import Plan
from arrimage.plans.said import say_day

from .timeline_phrases import say_lane, words_of
from .timeline_queries import TimedRow, TimedSection
from .timeline_window import Window


def paper_of(
    plan: Plan, window: Window, sections: Iterable[TimedSection], today: dt.date
) -> TimelinePaper:
    """Everything that is printed."""
    words = {"start": say_day(window.span.start), "end": say_day(window.span.end)}
    columns = (TimelineColumn(c.x, c.width, c.label, c.under) for c in window.columns)
    return TimelinePaper(
        title=plan.title,
        organization=str(plan.organization),
        period=_("Ligne du temps, du %(start)s au %(end)s.") % words,
        heads=(_("Ligne, et les mots du document"), _("Dans le temps"), _("État")),
        key=_key(),
        columns=tuple(columns),
        now=window.now,
        now_label=_("Trait noir : le %(day)s.") % {"day": say_day(today)},
        groups=tuple(_group(section) for section in sections),
        date=today,
    )


def _group(section: TimedSection) -> TimelineGroup:
    return TimelineGroup(section.number, section.title, tuple(map(_row, section.rows)))


def _row(timed: TimedRow) -> TimelineRow:
    row, lane = timed.row, timed.lane
    return TimelineRow(
        number=row.number,
        title=row.title,
        words=words_of(row),
        said=say_lane(timed),
        state=row.living.label or row.status_label or _("Inconnu"),
        bars=tuple(TimelineBar(bar.kind, bar.x, bar.width, bar.elapsed) for bar in lane.bars),
        dots=tuple(TimelineDot(dot.kind, dot.x) for dot in lane.dots),
        flag=lane.flag,
    )


def _key() -> tuple[tuple[str, str], ...]:
    return (
        ("crisp", _("dates connues, écoulé et à venir")),
        ("both", _("moment flou : les bords s’effacent")),
        ("flow", _("en continu")),
        ("held", _("tenue")),
        ("set", _("fixée")),
        ("maybe", _("attendue")),
        ("missed", _("manquée")),
        ("done", _("réalisée")),
        ("demand", _("sur demande")),
        ("if", _("si une condition se réalise")),
    )
