"""Who would be asked about what, in a plan or a branch of it: one entry per person.

Those who carry a line are people or organisations of the annuaire, or names as printed. Two of
them that are reached at one address are one person, asked once about everything.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from arrimage.directory.models import Membership, Position, Role
from arrimage.formats.language import normalise
from arrimage.plans.models import Assignment, Element, Plan
from arrimage.plans.reading_order import ReadingOrder
from arrimage.plans.states import counts_of

from .budget import asked_lately, is_spent
from .departures import departed
from .models import Category


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to ask. ``ref`` names them in a form («person-3»); ``email`` is empty when unknown.

    ``asked`` counts what they were asked in the last month; ``has_left``: they want no such mail.
    """

    ref: str
    name: str
    printed: str
    email: str
    language: str
    elements: tuple[Element, ...]
    person_id: int | None = None
    organization_id: int | None = None
    asked: int = 0
    has_left: bool = False
    is_typed: bool = False  # the address comes from the sender, not from the annuaire

    @property
    def is_spent(self) -> bool:
        """True when this would be the ninth request of the month, or a later one."""
        return is_spent(self.asked)

    @property
    def rank(self) -> int:
        """Which request of the month this one would be."""
        return self.asked + 1

    @property
    def address_hint(self) -> str:
        """What the sender typed; else enough of the address to recognise it."""
        local, at, domain = self.email.partition("@")
        return self.email if self.is_typed else f"{local[:1]}…{at}{domain}" if at else ""


@dataclass(slots=True)
class _Carrier:
    """Who carries lines, before addresses are known."""

    ref: str
    name: str
    printed: str
    person: object = None
    organization_id: int | None = None
    elements: dict[int, Element] = field(default_factory=dict)


def recipients_of(
    plan: Plan,
    branch: Element | None = None,
    *,
    with_done: bool = False,
    addresses: Mapping[str, str] | None = None,
) -> tuple[Recipient, ...]:
    """Who carries what today, with their addresses; ``addresses`` completes them, by ``ref``.

    What is confidential is asked of nobody. Constant queries, whatever their number.
    """
    carriers = _carriers(plan, branch, with_done)
    contacts = _contacts([c.organization_id for c in carriers if c.organization_id])
    found = [_recipient(carrier, contacts, addresses or {}) for carrier in carriers]
    merged = _merged(found)
    emails = [recipient.email for recipient in merged]
    asked, left = asked_lately(emails), departed(emails, Category.UPDATES)
    told = (
        replace(r, asked=asked.get(r.email, 0), has_left=r.email in left) if r.email else r
        for r in merged
    )
    return tuple(sorted(told, key=lambda r: (bool(r.email), normalise(r.name), r.ref)))


def _carriers(plan: Plan, branch: Element | None, with_done: bool) -> list[_Carrier]:
    rows = Assignment.objects.current().filter(
        role="responsible", element__plan=plan, element__removal="", element__is_withheld=False
    )
    if branch is not None:
        rows = rows.filter(element__in=list(ReadingOrder(plan).branch(branch.pk)))
    if not with_done:
        counts = counts_of(plan)
        over = [code for code in counts if counts[code] in ("done", "stopped")]
        rows = rows.exclude(element__status__in=over)
    related = rows.select_related("element", "person__user", "organization")
    found: dict[str, _Carrier] = {}
    for row in related.order_by("element__position", "position", "pk"):
        row.element.plan = plan
        carrier = _carrier(row)
        found.setdefault(carrier.ref, carrier).elements[row.element_id] = row.element
    return list(found.values())


def _carrier(row: Assignment) -> _Carrier:
    if row.person_id:
        return _Carrier(f"person-{row.person_id}", str(row.person), row.name, person=row.person)
    if row.organization_id:
        ref = f"organization-{row.organization_id}"
        return _Carrier(ref, str(row.organization), row.name, organization_id=row.organization_id)
    folded = " ".join(row.name.casefold().split())
    ref = f"name-{hashlib.sha256(folded.encode()).hexdigest()[:12]}"
    return _Carrier(ref, " ".join(row.name.split())[:200], row.name)


@dataclass(frozen=True, slots=True)
class _Contact:
    name: str
    email: str
    language: str
    person_id: int | None


def _contacts(organizations: Iterable[int]) -> dict[int, _Contact]:
    """Whom to write to in each organisation: the main contact, else somebody there, else whoever
    directs its account."""
    keys = list(organizations)
    found: dict[int, _Contact] = {}
    held = Position.objects.current().filter(organization__in=keys, person__merged_into=None)
    people = held.exclude(person__email="").select_related("person__user")
    for position in people.order_by("-is_principal", "pk"):
        person = position.person
        contact = _Contact(person.name, person.email, _language(person), person.pk)
        found.setdefault(position.organization_id, contact)
    directed = Membership.objects.filter(organization__in=keys, role=Role.DIRECTION)
    for membership in directed.filter(user__is_active=True).select_related("user").order_by("pk"):
        user = membership.user
        contact = _Contact(str(user), user.email, user.language, None)
        found.setdefault(membership.organization_id, contact)
    return found


def _language(person: object) -> str:
    user = getattr(person, "user", None)
    return user.language if user else "fr"


def _recipient(
    carrier: _Carrier, contacts: Mapping[int, _Contact], addresses: Mapping[str, str]
) -> Recipient:
    person = carrier.person
    base = Recipient(
        ref=carrier.ref,
        name=carrier.name,
        printed=carrier.printed,
        email="",
        language=_language(person),
        elements=tuple(carrier.elements.values()),
        person_id=getattr(person, "pk", None),
        organization_id=carrier.organization_id,
    )
    if typed := addresses.get(carrier.ref, "").strip().lower():
        return replace(base, email=typed, is_typed=True)
    if person is not None:
        user = getattr(person, "user", None)
        return replace(base, email=(person.email or (user.email if user else "")).lower())  # type: ignore[attr-defined]
    contact = contacts.get(carrier.organization_id or 0)
    if contact is None:
        return base
    return replace(
        base,
        email=contact.email.lower(),
        name=contact.name,
        printed=carrier.name,
        language=contact.language,
        person_id=contact.person_id,
    )


def _merged(found: Iterable[Recipient]) -> list[Recipient]:
    """One recipient per address, in the order of the plan; those without one stay apart."""
    alone: list[Recipient] = []
    by_email: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in found:
        (by_email[recipient.email] if recipient.email else alone).append(recipient)
    return [_joined(group) for group in by_email.values()] + alone


def _joined(group: list[Recipient]) -> Recipient:
    first = next((r for r in group if r.ref.startswith("person-")), group[0])
    elements = {e.pk: e for recipient in group for e in recipient.elements}
    ordered = tuple(sorted(elements.values(), key=lambda e: (e.position, e.pk)))
    printed = ", ".join(dict.fromkeys(r.printed for r in group if r.printed != first.name))
    return replace(first, elements=ordered, printed=printed[:300])
