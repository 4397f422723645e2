"""Small pieces that templates print: shapes, slots, words marked in a sentence."""

from __future__ import annotations

import functools
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from arrimage.core import navigation, slots

register = template.Library()


@register.simple_tag
@functools.cache
def shape(name: str, tone: str = "") -> SafeString:
    """A shape of the sprite, silent for readers: a word always stands beside it."""
    return format_html(
        '<svg class="shape{}" aria-hidden="true"><use href="#s-{}"/></svg>',
        f" is-{tone}" if tone else "",
        name,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape inside a button, without tone."""
    return format_html('<svg aria-hidden="true"><use href="#s-{}"/></svg>', name)


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, **values: Any) -> SafeString:
    """What upper applications put in this place for this person."""
    request = context.get("request")
    user = getattr(request, "user", None)
    pieces = []
    for filling in slots.fillings(name):
        inside = filling.context(user, **values)
        if inside is not None:
            pieces.append(render_to_string(filling.template, {**values, **inside}, request))
    return mark_safe("".join(pieces))  # noqa: S308 - templates escaped their own values


@register.simple_tag(takes_context=True)
def main_entries(context: template.Context, organization: Any) -> list[dict[str, Any]]:
    """Entries of the main navigation for the organisation of this screen, or of the person."""
    request = context.get("request")
    user = getattr(request, "user", None)
    section = context.get("nav_section") or context.get("section", "")
    return navigation.entries(user, organization or navigation.house_of(user), section)


@register.filter
def marked(text: str, quote: str) -> SafeString:
    """The text with the quoted words under the highlighter; the text alone when they differ."""
    start = text.find(quote) if quote else -1
    if start < 0:
        return conditional_escape(text)
    end = start + len(quote)
    return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])


@register.filter
def lines(text: str) -> SafeString:
    """The text with its own line breaks."""
    parts = text.splitlines()
    if len(parts) < 2:
        return conditional_escape(text)
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in parts))


@register.filter
def is_dark(fill: str) -> bool:
    """True when white text on this RRGGBB reaches a contrast of 4.5; else black text does."""
    try:
        red, green, blue = (_linear(int(fill[i : i + 2], 16) / 255) for i in (0, 2, 4))
    except ValueError:
        return False
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def _linear(share: float) -> float:
    """The linear light of an sRGB channel (WCAG 2.2, relative luminance)."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
