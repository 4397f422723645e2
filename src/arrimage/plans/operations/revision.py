"""A newer version of a plan's document, brought into the plan: what was accepted, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats import exact
from arrimage.formats.comparison import Comparison, Difference
from arrimage.formats.draft import PlanDraft, StatusDraft
from arrimage.formats.words import words_of

from ..creation import PlanRows
from ..drafts import draft_key
from ..edits import CARRIED, Edited, editing
from ..models import Edit, Element, Plan, Removal, SourceFile, StatusUpdate
from ..reading_order import Place
from ..states import code_for
from .elements import WRITERS


def choices_of(difference: Difference) -> Iterator[str]:
    """What can be accepted of a difference, one name each: «e3:title», «e3:place», «:n4», «e5:»."""
    if difference.kind == "added":
        yield f":{difference.new}"
    elif difference.kind == "gone":
        yield f"{difference.old}:"
    else:
        yield from (f"{difference.old}:{change.field}" for change in difference.changes)
        if difference.moved:
            yield f"{difference.old}:place"


@transaction.atomic
def revise_plan(
    *,
    actor: User,
    plan: Plan,
    new: PlanDraft,
    comparison: Comparison,
    accepted: Collection[str],
    source: SourceFile | None = None,
) -> Edit | None:
    """Write the accepted differences, as one edit; what is gone goes to the archive.

    States, evidence and words that the document did not change stay. An added line brings in the
    added lines above it. A line that is gone stays while something is left under it.
    """
    label = source.name if source else plan.title
    with editing(actor=actor, plan=plan, verb="plan.revise", label=label) as edited:
        revision = _Revision(edited, new, comparison, frozenset(accepted), source)
        edited.watch(revision.elements, *CARRIED)
        revision.write()
        if source and accepted:
            edited.watch_frame()
            plan.source = source
            plan.updated_on = new.updated_on or plan.updated_on
            plan.save(update_fields=["source", "updated_on"])
    if edited.edit:
        counted = {"elements": edited.edit.touched}
        record(actor, "plan.revise", plan, label=label, scope=plan, after=counted)
    return edited.edit


class _Revision:
    """The accepted differences on their way into the rows of a plan."""

    def __init__(
        self,
        edited: Edited,
        new: PlanDraft,
        comparison: Comparison,
        accepted: frozenset[str],
        source: SourceFile | None,
    ) -> None:
        self.source = source
        self.edited, self.new, self.comparison, self.accepted = edited, new, comparison, accepted
        self.elements = {e.pk: e for e in edited.plan.elements.select_related("level", "plan")}
        self.by_key = {draft_key(element): element for element in self.elements.values()}
        self.drafts = {draft.key: draft for draft in new.walk()}
        self.above = {child.key: d.key for d in new.walk() for child in d.children}
        self.here = {there: self.by_key[old] for old, there in comparison.pairs.items()}

    @cached_property
    def rows(self) -> PlanRows:
        """Makes rows from drafts; levels are those of the plan with the same part in the tree."""
        plan = self.edited.plan
        own = {level.role: level for level in plan.levels.all()}
        deepest = max(own.values(), key=lambda level: level.rank)
        rows = PlanRows(plan, self.new, {}, timezone.localdate())
        rows.source = self.source
        rows.levels = [own.get(level.role, deepest) for level in self.new.levels]
        return rows

    def write(self) -> None:
        """Everything that was accepted: additions, changes, moves, then what is gone."""
        for difference in self.comparison.of("added"):
            if f":{difference.new}" in self.accepted:
                self._add(difference.new)
        self.rows.save_carried()
        for difference in self.comparison.of("changed"):
            self._change(difference)
        for difference in reversed(self.comparison.of("gone")):
            if f"{difference.old}:" in self.accepted:
                self._archive(self.by_key[difference.old])

    def _add(self, key: str) -> Element:
        if key in self.here:
            return self.here[key]
        above = self.above.get(key)
        parent = self._add(above) if above else None
        place = self._place(key)
        self.here[key] = self.edited.add(lambda: self.rows.add(self.drafts[key], parent), place)
        return self.here[key]

    def _place(self, key: str) -> Place:
        """Under the same element as in the new version, after the nearest sibling that is here."""
        above = self.above.get(key)
        siblings = self.drafts[above].children if above else self.new.elements
        parent = self.here[above].pk if above and above in self.here else None
        under = self.edited.order.children(parent)
        before = [s.key for s in siblings[: [s.key for s in siblings].index(key)]]
        known = [self.here[k].pk for k in before if k in self.here and self.here[k].pk in under]
        return Place(parent, known[-1] if known else None)

    def _change(self, difference: Difference) -> None:
        element, draft = self.by_key[difference.old], self.drafts[difference.new]
        names = [c.field for c in difference.changes]
        names = [name for name in names if f"{difference.old}:{name}" in self.accepted]
        words = words_of(draft)
        for name in names:
            if name == "status":
                self._note(element, draft.status)
            else:
                WRITERS[name](element, getattr(words, name))
        if "title" in names:
            element.source_title = draft.source_title or draft.title
        if names:
            element.source, element.anchor = self.source, exact.encode(draft.anchor)
            element.full_clean(exclude=["plan", "level", "parent", "source"])
            element.save()
        is_asked = difference.moved and f"{difference.old}:place" in self.accepted
        if is_asked and self.above.get(difference.new, "") in {"", *self.here}:
            self.edited.order.put(element.pk, self._place(difference.new))

    def _note(self, element: Element, status: StatusDraft | None) -> None:
        """The state that the newer document prints, dated by the document."""
        is_stated = status is not None and status.basis == "explicit"
        code = code_for(self.edited.plan, self.new, status) if status and is_stated else ""
        element.status = code
        element.status_text = status.text if status else ""
        element.status_basis = status.basis if status else ""
        if element.status:
            on = self.new.updated_on or timezone.localdate()
            StatusUpdate.objects.create(
                element=element, status=element.status, text=element.status_text,
                basis="document", on=on,
            )  # fmt: skip

    def _archive(self, element: Element) -> None:
        if not self.edited.order.children(element.pk):
            Element.objects.filter(pk=element.pk).update(removal=Removal.ARCHIVE)
            self.edited.order.remove(element.pk)
