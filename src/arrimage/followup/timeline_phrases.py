"""What a lane shows, in a sentence for who does not see it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arrimage.plans.document import FrameView, Row
from arrimage.plans.said import KINDS, say_day

from .timeline_queries import TimedRow


def say_lane(timed: TimedRow) -> str:
    """«Du 1er mai 2026 au 31 mai 2026. 3 fois tenues. Une fois attendue.»"""
    said = [_say_frame(frame) for frame in timed.row.frames]
    if not any(frame.starts_on or frame.ends_on for frame in timed.row.frames):
        marked = timed.row.years_marked
        if marked:
            years = ", ".join(str(year) for year in marked)
            said.append(ngettext("Dans l’an %(years)s.", "Dans les ans %(years)s.", len(marked))
                        % {"years": years})  # fmt: skip
    said += _say_times(timed)
    if timed.timing.done_on:
        said.append(_("Réalisé le %(day)s.") % {"day": say_day(timed.timing.done_on)})
    elif timed.timing.missed_on:
        said.append(_("C’était pour le %(day)s.") % {"day": say_day(timed.timing.missed_on)})
    return " ".join(dict.fromkeys(filter(None, said))) or _("Aucune date n’est connue.")


def words_of(row: Row) -> str:
    """The words of the document about when."""
    return row.timeframe_text or ", ".join(filter(None, (*row.timeframes, *row.cadences)))


def _say_frame(frame: FrameView) -> str:
    if frame.starts_on and frame.ends_on:
        if frame.starts_on == frame.ends_on:
            return _("Le %(day)s.") % {"day": say_day(frame.ends_on)}
        words = {"start": say_day(frame.starts_on), "end": say_day(frame.ends_on)}
        if frame.precision == "season":
            return _("À peu près du %(start)s au %(end)s.") % words
        return _("Du %(start)s au %(end)s.") % words
    if frame.starts_on:
        return _("À partir du %(day)s.") % {"day": say_day(frame.starts_on)}
    if frame.ends_on:
        return _("D’ici le %(day)s.") % {"day": say_day(frame.ends_on)}
    named = KINDS.get("continuous" if frame.kind == "recurring" else frame.kind)
    return f"{str(named).capitalize()}." if named else ""


def _say_times(timed: TimedRow) -> list[str]:
    held = sum(dot.kind == "held" for dot in timed.lane.dots)
    missed = sum(slot.state == "missed" for slot in timed.timing.slots)
    ahead = sum(slot.state in ("open", "to_come") for slot in timed.timing.slots)
    said = []
    if held:
        said.append(ngettext("Une fois tenue.", "%(n)s fois tenues.", held) % {"n": held})
    if missed:
        said.append(ngettext("Une fois manquée.", "%(n)s fois manquées.", missed) % {"n": missed})
    if ahead:
        said.append(ngettext("Une fois attendue.", "%(n)s fois attendues.", ahead) % {"n": ahead})
    return said
