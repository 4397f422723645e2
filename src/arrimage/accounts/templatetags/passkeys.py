"""What a browser needs to ask for a passkey, in an attribute rather than in a script."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The value in JSON; the template escapes it for the attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)
