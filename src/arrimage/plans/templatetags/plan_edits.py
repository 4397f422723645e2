"""How a gesture on a plan is named in a list."""

from __future__ import annotations

from django import template

from ..looks import VERBS

register = template.Library()


@register.simple_tag
def edit_verb(verb: str) -> str:
    """«Modifié», «Déplacé»: what was done."""
    return str(VERBS[verb])
