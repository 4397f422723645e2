"""The mark of a state in a list."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from arrimage.core.templatetags.ui import shape

from ..looks import look_of

register = template.Library()


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
