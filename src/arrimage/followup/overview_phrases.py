"""Sentences of the overview."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arrimage.plans.said import say_day

from .phrases import LONG, MONTH, say_silence

LINK = '<a href="{}">{}</a>'


def lead_of(
    since: dt.date, moved: int, late: int, silent: int, address: str
) -> tuple[str, SafeString]:
    """«Depuis le 18 septembre, 14 lignes ont bougé, 3 sont en retard et 5 se taisent.»

    Bare, and with its figures as links: ``address`` takes the section that each one opens.
    """
    said = (
        ngettext("une ligne a bougé", "%(n)s lignes ont bougé", moved) % {"n": _grouped(moved)}
        if moved
        else _("aucune ligne n’a bougé"),
        ngettext("une est en retard", "%(n)s sont en retard", late) % {"n": _grouped(late)}
        if late
        else _("aucune n’est en retard"),
        ngettext("une se tait", "%(n)s se taisent", silent) % {"n": _grouped(silent)}
        if silent
        else _("aucune ne se tait"),
    )
    form = _("Depuis le %(day)s, {moved}, {late} et {silent}.") % {"day": say_day(since)}
    keys = ("moved", "late", "silent")
    totals = (moved, late, silent)
    linked = {
        key: format_html(LINK, address.format(section), words) if total else words
        for key, section, words, total in zip(
            keys, ("bouge", "retard", "silence"), said, totals, strict=True
        )
    }
    return form.format(**dict(zip(keys, said, strict=True))), format_html(form, **linked)


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def say_days(flag: str, days: int) -> str:
    """For how long a line has been late, or silent."""
    if flag == "silent":
        return say_silence(days)
    if days >= LONG:
        return _("%(n)s mois") % {"n": days // MONTH}
    return ngettext("un jour", "%(n)s jours", days) % {"n": days}
