"""What is printed hundreds of times in a plan: a mark in a list, a cell of a row."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from arrimage.core.templatetags.ui import lines, shape

from ..looks import look_of
from ..views.tables import CellView

register = template.Library()
EMPTY_CELL = SafeString('<td role="cell" class="void"></td>')


@register.simple_tag
def state_mark(status: str, label: str, count: int) -> SafeString:
    """«◐ 12 En cours»: shape, number and word."""
    look = look_of(status)
    return format_html(
        '<span class="state is-{}">{}<span><b>{}</b> {}</span></span>',
        look.tone,
        shape(look.shape),
        count,
        label,
    )


@register.simple_tag
def look_shape(status: str) -> SafeString:
    """The shape of a state alone: the caller says its word to readers."""
    look = look_of(status)
    return shape(look.shape, look.tone)


@register.simple_tag
def plan_cell(cell: CellView) -> SafeString:
    """A cell of the plan's own columns: a mark with its meaning in words, names, or words."""
    if cell.is_mark:
        return format_html(
            '<td role="cell" class="yr {}" data-year="{}"><span class="vh">{}{}{}</span></td>',
            cell.css,
            cell.label,
            cell.label,
            _("\u00a0: "),
            cell.meaning,
        )
    if not cell.lines:
        return EMPTY_CELL
    return format_html('<td role="cell" data-label="{}">{}</td>', cell.label, _words(cell))


def _words(cell: CellView) -> SafeString:
    each = ((lines(line),) for line in cell.lines)
    if cell.is_people:
        return format_html_join("", '<p class="name">{}</p>', each)
    if len(cell.lines) == 1:
        return format_html("<p>{}</p>", lines(cell.lines[0]))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", each))
