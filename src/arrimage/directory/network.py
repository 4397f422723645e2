"""Who stands in one annuaire: an organisation at the top, and all those attached below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from .models import Organization, Role
from .permissions import TEAM, Viewer, organizations_of


@dataclass(frozen=True, slots=True)
class Network:
    """``parents`` maps the key of each organisation of the annuaire to the one above it."""

    root: int
    parents: Mapping[int, int | None]

    @property
    def members(self) -> frozenset[int]:
        """Every organisation of the annuaire, the top one included."""
        return frozenset(self.parents)

    def line(self, pk: int) -> tuple[int, ...]:
        """An organisation and those above it, up to the top; empty when it stands elsewhere."""
        found: list[int] = []
        above: int | None = pk
        while above is not None and above in self.parents and above not in found:
            found.append(above)
            above = self.parents[above]
        return tuple(found)

    def below(self, tops: frozenset[int]) -> frozenset[int]:
        """Those among ``tops`` that stand here, and all that is attached to them."""
        return frozenset(pk for pk in self.parents if tops.intersection(self.line(pk)))

    def own(self, user: Viewer, *roles: str) -> frozenset[int]:
        """Organisations of the annuaire where the user has one of the roles, or any role."""
        if not user.is_authenticated:
            return frozenset()
        prefetch_related_objects([user], "memberships")
        held = user.memberships.all()
        return self.members & {h.organization_id for h in held if not roles or h.role in roles}

    def editable(self, user: Viewer) -> frozenset[int]:
        """What the user keeps up: the team's own organisations and all that is below them."""
        if getattr(user, "is_network_admin", False):
            return self.members
        return self.below(self.own(user, *TEAM))

    def is_curated_by(self, user: Viewer) -> bool:
        """True for the direction of the top organisation and the administration."""
        if getattr(user, "is_network_admin", False):
            return True
        return self.root in self.own(user, Role.DIRECTION)


def network_of(organization: Organization) -> Network:
    """The annuaire in which the organisation stands; one query whatever its size."""
    return networks_of([organization.pk])[0]


def networks_of(organizations: Iterable[int]) -> list[Network]:
    """The annuaires in which they stand, each once; one query whatever their number."""
    pairs = Organization.objects.present().order_by("pk").values_list("pk", "parent_id")
    above = dict(pairs)
    parts: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in above.items():
        parts[parent].append(pk)
    roots = dict.fromkeys(_top(pk, above) for pk in organizations)
    return [_below(root, parts) for root in roots]


def _below(root: int, parts: Mapping[int | None, list[int]]) -> Network:
    found: dict[int, int | None] = {root: None}
    waiting = [root]
    while waiting:
        pk = waiting.pop()
        for part in parts.get(pk, ()):
            if part not in found:
                found[part] = pk
                waiting.append(part)
    return Network(root, found)


def kin_of(user: object) -> list[int]:
    """Keys of all that stands in the same networks as the organisations of the user.

    Read once for the object that stands for that user: once a request.
    """
    own = organizations_of(user)
    if not own:
        return []
    known: list[int] | None = getattr(user, "_kin", None)
    if known is None:
        pairs = Organization.objects.present().order_by("pk").values_list("pk", "parent_id")
        above = dict(pairs)
        roots = {_top(pk, above) for pk in own if pk in above}
        known = [pk for pk in above if _top(pk, above) in roots]
        user._kin = known  # type: ignore[attr-defined]
    return known


def _top(pk: int, above: Mapping[int, int | None]) -> int:
    seen = {pk}
    while (parent := above.get(pk)) is not None and parent in above and parent not in seen:
        seen.add(parent)
        pk = parent
    return pk
