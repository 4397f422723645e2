"""Who the names printed in a plan are: proposed, confirmed by a person, remembered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.annuaire import Annuaire
from arrimage.directory.matching import Candidate, NameIndex, Part, candidates_for, parts_of
from arrimage.directory.models import Membership, NameMatch, Organization, Person, Role
from arrimage.directory.names import (
    Target,
    candidate_of,
    decisions_of,
    forget,
    index_of,
    key_of,
    remember,
    target_of,
)
from arrimage.directory.operations import create_organization
from arrimage.directory.permissions import Viewer
from arrimage.directory.records import add_person

from . import phrases
from .confidential import open_to
from .edits import editing
from .models import Assignment, Plan

SHOWN = 4  # proposals beside a name


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as printed, with who it may be; ``count`` lines bear it, ``line`` is the first.

    ``opens`` holds the organisations whose team would read the plan and follow those lines.
    """

    printed: str
    key: str
    count: int
    line: int
    candidates: tuple[Candidate, ...] = ()
    parts: tuple[Part, ...] = ()
    opens: frozenset[int] = frozenset()

    def would_open(self, candidate: Candidate) -> bool:
        """True when confirming it gives somebody a new access."""
        known = candidate.known
        return known.kind == "organization" and known.pk in self.opens

    @property
    def best_opens(self) -> bool:
        """True when confirming the best proposal gives somebody a new access."""
        return self.best is not None and self.would_open(self.best)

    @property
    def proposals(self) -> tuple[tuple[Candidate, bool], ...]:
        """The proposals that are less sure, each with whether it gives a new access."""
        return tuple((other, self.would_open(other)) for other in self.others)

    @property
    def parts_open(self) -> bool:
        """True when parting the name gives somebody a new access."""
        return any(self.would_open(part.candidate) for part in self.parts)

    @property
    def best(self) -> Candidate | None:
        """The proposal that one tap confirms."""
        return self.candidates[0] if self.candidates and self.candidates[0].is_sure else None

    @property
    def others(self) -> tuple[Candidate, ...]:
        """The proposals that are less sure."""
        return self.candidates[1:] if self.best else self.candidates


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that was matched: to a person, to an organisation, or to nobody known."""

    printed: str
    count: int
    person: Person | None = None
    organization: Organization | None = None


@dataclass(frozen=True, slots=True)
class Responsibles:
    """The names of a plan. ``waiting`` has no decision yet; ``kept`` stays as printed."""

    plan: Plan
    waiting: tuple[PrintedName, ...]
    known: tuple[KnownName, ...]
    kept: tuple[KnownName, ...]

    @property
    def sure(self) -> tuple[PrintedName, ...]:
        """Names that can be confirmed all at once: sure, and giving nobody a new access."""
        return tuple(name for name in self.waiting if name.best and not name.best_opens)


def responsibles_of(plan: Plan, annuaire: Annuaire) -> Responsibles:
    """Every name that carries something in the plan; constant queries."""
    decided = decisions_of(plan.organization)
    matched, bare = _grouped(plan, annuaire.user)
    acronyms = dict(pair for pair in plan.acronyms if len(pair) == 2)
    index = index_of(annuaire) if bare else NameIndex.of(())
    opens = opening_beside(plan.organization_id) if bare else frozenset()
    waiting, kept = [], []
    for key, rows in bare.items():
        printed, count = _most_printed(rows), len({row.element_id for row in rows})
        match = decided.get(key)
        if match is not None and match.is_nobody:
            kept.append(KnownName(printed, count))
        else:
            remembered = candidate_of(match, annuaire) if match else None
            found = _proposals(printed, index, acronyms, remembered)
            waiting.append(PrintedName(printed, key, count, rows[0].pk, *found, opens))
    waiting.sort(key=lambda name: (name.best is None, -name.count, name.key))
    return Responsibles(plan, tuple(waiting), tuple(_known(matched)), tuple(kept))


def opening_beside(organization: int) -> frozenset[int]:
    """Organisations, other than a plan's own, whose team would gain access by carrying a line."""
    teams = Membership.objects.filter(role__in=(Role.DIRECTION, Role.STAFF))
    others = teams.exclude(organization=organization)
    return frozenset(others.values_list("organization", flat=True))


def _proposals(
    printed: str,
    index: NameIndex,
    acronyms: Mapping[str, str],
    remembered: Candidate | None,
) -> tuple[tuple[Candidate, ...], tuple[Part, ...]]:
    found = list(candidates_for(printed, index, acronyms, limit=SHOWN))
    if remembered is not None:
        found = [remembered, *(c for c in found if c.known.label != remembered.known.label)]
        found.sort(key=lambda candidate: -candidate.score)
    is_one = found and found[0].score > 95
    parts = () if is_one else parts_of(printed, index, acronyms)
    return tuple(found[:SHOWN]), parts


def _grouped(
    plan: Plan, user: Viewer
) -> tuple[dict[tuple[int, int], list[Assignment]], dict[str, list[Assignment]]]:
    """Current assignments: those matched by whom they lead to, the others by folded name."""
    rows = Assignment.objects.current().filter(
        open_to(user, "element__"), element__plan=plan, element__removal=""
    )
    matched: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    bare: dict[str, list[Assignment]] = defaultdict(list)
    for row in rows.select_related("person", "organization").order_by("pk"):
        if row.person_id or row.organization_id:
            matched[row.person_id or 0, row.organization_id or 0].append(row)
        elif key_of(row.name):
            bare[key_of(row.name)].append(row)
    return matched, bare


def count_named(plan: Plan, printed: str) -> int:
    """How many lines of the plan bear this name now."""
    return len({row.element_id for row in _rows_named(plan, printed)})


def _most_printed(rows: Iterable[Assignment]) -> str:
    return Counter(row.name for row in rows).most_common(1)[0][0]


def _known(matched: Mapping[tuple[int, int], list[Assignment]]) -> Iterable[KnownName]:
    """One line for each printed name of each person or organisation, by who they are."""
    for rows in sorted(matched.values(), key=lambda rows: key_of(str(_who(rows[0])))):
        by_name: dict[str, list[Assignment]] = defaultdict(list)
        for row in rows:
            by_name[key_of(row.name)].append(row)
        for same in by_name.values():
            count = len({row.element_id for row in same})
            first = same[0]
            yield KnownName(_most_printed(same), count, first.person, first.organization)


def _who(row: Assignment) -> Person | Organization | None:
    return row.person or row.organization


def printed_in(plan: Plan, pk: int) -> str:
    """The printed name of a line of the plan; 404 when it carries nothing there."""
    rows = Assignment.objects.current().filter(element__plan=plan, element__removal="")
    return get_object_or_404(rows, pk=pk).name


@transaction.atomic
def match_names(*, actor: User, plan: Plan, targets: Mapping[str, Target]) -> int:
    """Every current line with these printed names leads there; remembered for the next document.

    Returns how many lines. ``Target()`` leaves a name as printed.
    """
    rows = {printed: _rows_named(plan, printed) for printed in targets}
    if not all(rows.values()):
        raise ValidationError(phrases.NAME_GONE, code="name_gone")
    label = ", ".join(targets)[:300]
    with editing(actor=actor, plan=plan, verb="name.match", label=label) as edited:
        edited.watch({row.element_id for same in rows.values() for row in same}, Assignment)
        for printed, target in targets.items():
            Assignment.objects.filter(pk__in=[row.pk for row in rows[printed]]).update(
                person=target.person, organization=target.organization
            )
            remember(actor=actor, organization=plan.organization, printed=printed, target=target)
    who = ", ".join(str(t.person or t.organization or phrases.AS_PRINTED) for t in targets.values())
    record(actor, "name.match", plan, label=label, scope=plan, after={"who": who})
    return sum(map(len, rows.values()))


def _rows_named(plan: Plan, printed: str) -> list[Assignment]:
    wanted = key_of(printed)
    rows = Assignment.objects.current().filter(element__plan=plan, element__removal="")
    return [row for row in rows.order_by("pk") if key_of(row.name) == wanted]


@transaction.atomic
def match_new_person(
    *, actor: User, plan: Plan, printed: str, name: str, title: str = "", email: str = ""
) -> int:
    """A person of the plan's organisation, new in the annuaire, is who a printed name is."""
    person = add_person(
        actor=actor, organization=plan.organization, name=name, title=title, email=email
    )
    return match_names(actor=actor, plan=plan, targets={printed: Target(person=person)})


@transaction.atomic
def match_new_organization(
    *, actor: User, plan: Plan, printed: str, name: str, kind: str, acronym: str = ""
) -> int:
    """An organisation, new in the annuaire and attached to the plan's, is who a name is."""
    made = create_organization(
        actor=actor, name=name, kind=kind, acronym=acronym, parent=plan.organization
    )
    return match_names(actor=actor, plan=plan, targets={printed: Target(organization=made)})


def sure_targets(names: Responsibles, annuaire: Annuaire) -> dict[str, Target]:
    """Whom the sure proposals designate, by printed name."""
    return {
        name.printed: target_of(annuaire, name.best.value)
        for name in names.sure
        if name.best is not None
    }


@transaction.atomic
def unmatch_name(*, actor: User, plan: Plan, printed: str) -> int:
    """The name leads nowhere again, and the decision is forgotten."""
    rows = _rows_named(plan, printed)
    with editing(actor=actor, plan=plan, verb="name.unmatch", label=printed[:200]) as edited:
        edited.watch([row.element_id for row in rows], Assignment)
        Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(
            person=None, organization=None
        )
    forget(organization=plan.organization, printed=printed)
    record(actor, "name.unmatch", plan, label=printed, scope=plan)
    return len(rows)


@transaction.atomic
def split_name(*, actor: User, plan: Plan, printed: str, annuaire: Annuaire) -> int:
    """«X et Y» becomes X and Y, each matched; returns how many lines had the name."""
    acronyms = dict(pair for pair in plan.acronyms if len(pair) == 2)
    parts = parts_of(printed, index_of(annuaire), acronyms)
    rows = _rows_named(plan, printed)
    if not parts or not rows:
        raise ValidationError(phrases.NAME_GONE, code="name_gone")
    targets = [(part.text, target_of(annuaire, part.candidate.value)) for part in parts]
    with editing(actor=actor, plan=plan, verb="name.split", label=printed[:200]) as edited:
        edited.watch([row.element_id for row in rows], Assignment)
        Assignment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Assignment.objects.bulk_create(
            Assignment(
                element_id=row.element_id,
                position=row.position,
                role=row.role,
                since=row.since,
                name=text,
                person=target.person,
                organization=target.organization,
            )
            for row in rows
            for text, target in targets
        )
    who = ", ".join(str(target.person or target.organization) for _text, target in targets)
    record(actor, "name.split", plan, label=printed, scope=plan, after={"who": who})
    return len(rows)


def apply_decisions(plan: Plan) -> int:
    """What the organisation decided before, on a new plan; part of creating it.

    Only who is certain, and gains no access by it: a person still in function, whoever holds a
    position, an organisation without a team of its own here.
    """
    decided = decisions_of(plan.organization)
    if not decided:
        return 0
    rows = Assignment.objects.filter(element__plan=plan).order_by("pk")
    named: dict[str, list[int]] = defaultdict(list)
    for pk, name in rows.values_list("pk", "name"):
        named[key_of(name)].append(pk)
    opens = opening_beside(plan.organization_id)
    return sum(_apply(decided[key], pks, opens) for key, pks in named.items() if key in decided)


def _apply(match: NameMatch, pks: list[int], opens: frozenset[int]) -> int:
    if match.is_nobody:
        return 0
    person, organization = _decided(match)
    if person is None and (organization is None or organization.pk in opens):
        return 0
    return Assignment.objects.filter(pk__in=pks).update(person=person, organization=organization)


def _decided(match: NameMatch) -> tuple[Person | None, Organization | None]:
    """Whom a decision designates today, if nobody needs to look again."""
    if match.target is not None:
        return None, match.target if match.target.merged_into_id is None else None
    if match.position is not None:
        return (match.position.person if match.position.is_current else None), None
    if match.person is not None and match.person.merged_into_id is None:
        places = match.person.positions.all()
        if not places or any(place.is_current for place in places):
            return match.person, None
    return None, None
