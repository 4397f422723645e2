"""Tables of a plan that were rendered a moment ago from the same values."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..views.tables import SectionView

register = template.Library()
MOST = 600  # tables
_tables: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = threading.Lock()


@register.simple_tag(takes_context=True)
def table_of(context: Context, section: SectionView) -> SafeString:
    """The table under a heading. In a kept page it is rendered again only when it changed.

    A kept page prints nothing but the values in this key (see ``KeptPage.render``): after a
    gesture in one line, the other tables of the plan are still what they were.
    """
    printed = context.template.engine.get_template("plans/_table.html")
    if not context.get("is_kept"):
        return printed.render(context)
    by = bool(context["document"].filters.by)
    mine = frozenset(row.row.pk for row in section.rows) & context["carried"]
    key = (section, context["head"], context["may_edit"], mine, by, get_language())
    with _lock:
        if found := _tables.get(key):
            _tables.move_to_end(key)
            return found
    made: SafeString = printed.render(context)
    with _lock:
        _tables[key] = made
        while len(_tables) > MOST:
            _tables.popitem(last=False)
    return made
