"""Pages of plans that this process built a moment ago, while nothing has changed anywhere.

Every operation of every application leaves an audit line: the key of the last one is the moment
of a page. The same question at the same moment has the same answer. Nothing is kept longer than
:data:`LONGEST`, in case two changes were committed in another order than their lines.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..confidential import Sight
from ..document import PlanDocument
from ..filters import PlanFilters
from ..models import Plan
from ..queries import moment_of, plan_document, withholds
from .tables import Chapter, TableHead, chapters_of, head_of

MOST = 12  # pages, of the plans that are read now
LONGEST = 60.0  # seconds
Key = tuple[int, int, dt.date, str, Sight, PlanFilters]


@dataclass(slots=True)
class KeptPage:
    """A document, what its page prints, and the tables as they were rendered for some readers."""

    document: PlanDocument
    head: TableHead
    chapters: list[Chapter]
    since: float
    tables: dict[tuple[bool, frozenset[int]], SafeString] = field(default_factory=dict)

    def render(self, may_edit: bool, carried: frozenset[int]) -> SafeString:
        """The tables without an open line, for those who may do the same things in them."""
        readers = (may_edit, carried)
        if readers not in self.tables:
            context: dict[str, Any] = {
                "plan": self.document.plan,
                "document": self.document,
                "head": self.head,
                "chapters": self.chapters,
                "may_edit": may_edit,
                "carried": carried,
                "is_kept": True,
            }
            rendered = render_to_string("plans/_chapters.html", context)
            self.tables[readers] = mark_safe(rendered)  # noqa: S308  it was escaped in its template
        return self.tables[readers]


_pages: OrderedDict[Key, KeptPage] = OrderedDict()
_lock = threading.Lock()
_builders = [threading.Lock() for _ in range(16)]  # one page is built once, whoever asks meanwhile


def page_of(plan: Plan, filters: PlanFilters, sight: Sight) -> KeptPage:
    """The page of a plan for a question, built unless it was at the same moment."""
    if sight.withheld and not withholds(plan):
        sight = replace(sight, withheld=False)  # the team is shown what its readers are
    today, language = timezone.localdate(), get_language() or ""
    key = (plan.pk, moment_of(plan), today, language, sight, filters)
    if page := _found(key):
        return page
    with _builders[hash(key) % len(_builders)]:
        return _found(key) or _built(plan, key)


def _found(key: Key) -> KeptPage | None:
    with _lock:
        page = _pages.get(key)
        if page is None or time.monotonic() - page.since >= LONGEST:
            return None
        _pages.move_to_end(key)
        return page


def _built(plan: Plan, key: Key) -> KeptPage:
    _plan, _moment, today, _language, sight, filters = key
    since = time.monotonic()
    document = plan_document(plan, filters, today, sight)
    page = KeptPage(document, head_of(document), chapters_of(document), since)
    with _lock:
        _pages[key] = page
        while len(_pages) > MOST:
            _pages.popitem(last=False)
    return page


def forget_pages() -> None:
    """Forget every page."""
    with _lock:
        _pages.clear()
