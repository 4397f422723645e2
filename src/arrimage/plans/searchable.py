"""What can be found in plans: the plans themselves, and every element that is in its plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.search.models import Entry
from arrimage.search.registry import Found, Searchable, register

from .models import Element, Plan

CARRIED = (
    *("assignments", "results", "indicators", "evidence"),
    *("theme_links__theme", "territory_links__territory"),
)


def _plan_keys() -> Iterable[int]:
    return Plan.objects.values_list("pk", flat=True)


def _plans(ids: Collection[int]) -> Iterator[Found]:
    for plan in Plan.objects.filter(pk__in=ids):
        notes = [("note", f"{note['title']} {note['text']}") for note in plan.notes]
        yield Found(
            object_id=plan.pk,
            scope=plan.pk,
            title=plan.title,
            parts=(
                ("mission", plan.mission),
                ("vision", plan.vision),
                ("objective", plan.general_objective),
                ("values", ", ".join(plan.values)),
                *notes,
            ),
        )


def _element_keys() -> Iterable[int]:
    return Element.objects.values_list("pk", flat=True)


def _elements(ids: Collection[int]) -> Iterator[Found]:
    open_ones = Element.objects.filter(is_withheld=False)  # nobody finds what is confidential
    elements = open_ones.filter(pk__in=ids)
    for element in elements.select_related("plan").prefetch_related(*CARRIED):
        yield Found(
            object_id=element.pk,
            scope=element.plan_id,
            state=element.status,
            number=element.number,
            title=element.title,
            parts=tuple(_parts(element)),
        )


def _parts(element: Element) -> Iterator[tuple[str, str]]:
    if element.source_title != element.title:
        yield "source", element.source_title
    for item in element.sub_items:
        yield "item", item
    for assignment in element.assignments.all():
        yield assignment.role, assignment.name
    for result in element.results.all():
        yield "result", "\n".join([result.text, *result.sub_items])
    for indicator in element.indicators.all():
        yield "indicator", indicator.text
    yield "timeframe", element.timeframe_text
    yield "status", element.status_text
    yield "theme", ", ".join(link.theme.label for link in element.theme_links.all())
    yield "territory", ", ".join(str(link.territory) for link in element.territory_links.all())
    for note in element.notes:
        yield "note", note
    for header, text in element.extra:
        yield "extra", f"{header}\u00a0: {text}"
    for evidence in element.evidence.all():
        yield "evidence", f"{evidence.title}\n{evidence.text}".strip()


def _on_themes(themes: Collection[int]) -> Iterable[int]:
    return Element.objects.filter(theme_links__theme__in=themes).values_list("pk", flat=True)


def _visible_plans(user: Any) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user)


def _plan_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    return {e.object_id: reverse("plans:plan_detail", args=[e.object_id]) for e in entries}


def _element_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    name = "plans:element_detail"
    return {e.object_id: reverse(name, args=[e.scope, e.object_id]) for e in entries}


register(
    Searchable(
        kind="plan",
        keys=_plan_keys,
        entries=_plans,
        scopes=_visible_plans,
        owner="organization",
        addresses=_plan_addresses,
        order=20,
        fields={
            "mission": _("Mission"),
            "vision": _("Vision"),
            "objective": _("Objectif général"),
            "values": _("Valeurs"),
            "note": _("Note"),
        },
    )
)
register(
    Searchable(
        kind="element",
        keys=_element_keys,
        entries=_elements,
        scopes=_visible_plans,
        owner="organization",
        addresses=_element_addresses,
        order=30,
        fields={
            "source": _("Dans le document"),
            "item": _("Sous-point"),
            "responsible": _("Responsable"),
            "collaborator": _("Collaboration"),
            "result": _("Résultat attendu"),
            "indicator": _("Indicateur"),
            "timeframe": _("Échéance"),
            "status": _("Suivi"),
            "theme": _("Thèmes"),
            "territory": _("Territoires"),
            "note": _("Note"),
            "extra": _("Autre colonne"),
            "evidence": _("Preuve"),
        },
        follows={"theme": _on_themes},
    )
)
