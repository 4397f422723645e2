"""What is confidential in a plan: an element that was marked, and all that is below it.

Only the team of the organisation sees it. ``Element.is_withheld`` repeats the mark downwards, so
that every query can leave it out; :func:`settle` keeps it true after each edit.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from arrimage.directory.permissions import TEAM, Viewer, organizations_of

from .models import Element, Plan
from .permissions import may


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader is shown of a plan; by default, what anybody who may open it is shown.

    ``only`` holds the keys of the only elements shown. ``is_public`` leaves out what the follow-up
    noted in sentences, its evidence, and the people who took over since. ``is_told`` adds what the
    follow-up computes: what is late or silent is for those whose plan it is.
    """

    withheld: bool = False
    is_public: bool = False
    is_told: bool = False
    only: frozenset[int] | None = None

    def of(self, elements: QuerySet[Element]) -> QuerySet[Element]:
        """Those among some elements that may be shown."""
        if self.only is not None:
            elements = elements.filter(pk__in=self.only)
        return elements if self.withheld else elements.filter(is_withheld=False)


READER = Sight()
TOLD = Sight(is_told=True)
TEAM_SIGHT = Sight(withheld=True, is_told=True)
PUBLIC = Sight(is_public=True)


def sight_of(user: Viewer, plan: Plan) -> Sight:
    """What this user is shown of a plan."""
    if may(user, "edit", plan):
        return TEAM_SIGHT
    return TOLD if may(user, "trace", plan) else READER


def open_to(user: Viewer, prefix: str = "") -> Q:
    """The condition on elements (under a lookup such as ``element__``) that leaves out the rest."""
    if getattr(user, "is_network_admin", False):
        return Q()
    teams = organizations_of(user, *TEAM)
    return Q(**{f"{prefix}is_withheld": False}) | Q(**{f"{prefix}plan__organization__in": teams})


def settle(plan: Plan) -> set[int]:
    """Repeat the marks of a plan downwards; the keys of the elements whose case changed."""
    rows = Element.everything.filter(plan=plan)
    if not rows.filter(Q(is_confidential=True) | Q(is_withheld=True)).exists():
        return set()
    held = {
        pk: values
        for pk, *values in rows.values_list("pk", "parent", "is_confidential", "is_withheld")
    }
    changed: dict[bool, set[int]] = {True: set(), False: set()}
    for pk, (_parent, _mark, was) in held.items():
        now = _is_marked(pk, held)
        if now != was:
            changed[now].add(pk)
    for now, pks in changed.items():
        rows.filter(pk__in=pks).update(is_withheld=now)
    return changed[True] | changed[False]


def _is_marked(pk: int | None, held: dict[int, list[object]]) -> bool:
    while pk is not None:
        parent, mark, _was = held[pk]
        if mark:
            return True
        pk = parent  # type: ignore[assignment]
    return False
