"""Money in words."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..models import Nature
from ..said import say_dollars, year_label

register = template.Library()


@register.filter
def dollars(amount: Decimal | None) -> str:
    """«12 500 $» in French, «$12,500» in English; nothing where nothing is known."""
    return say_dollars(amount)


@register.filter
def nature_label(nature: str) -> str:
    """«Prévu», «Engagé»…"""
    return str(Nature(nature).label)


@register.filter
def plan_year(year: int | None) -> str:
    """«An 2», or the whole period."""
    return year_label(year)


@register.filter
def share_bar(share: Decimal | None) -> SafeString:
    """A bar of what is used; over the budget, it is full and marked. The figures stand beside."""
    if share is None:
        return mark_safe("")
    width = min(int(share * 100), 100)
    css = "over" if share > 1 else "real"
    return format_html(
        '<svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="100" height="8"/>'
        '<rect class="{}" width="{}" height="8"/></svg>',
        css,
        width,
    )
