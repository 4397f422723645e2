"""What can be found in plans: the plans themselves, and every element that is in its plan."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.search.models import Entry
from arrimage.search.registry import Found, Searchable, register

from .models import Element, Plan

# One statement: each change of a line asks for this, and seven queries would take longer to put
# together than to answer. Names of fields, then the texts of elements in their order.
TEXTS = """
    SELECT element_id, role, position, id, name, '' FROM plans_assignment WHERE element_id IN (?)
    UNION ALL SELECT element_id, 'result', position, id, text, CAST(sub_items AS text)
    FROM plans_expectedresult WHERE element_id IN (?)
    UNION ALL SELECT element_id, 'indicator', position, id, text, ''
    FROM plans_indicator WHERE element_id IN (?)
    UNION ALL SELECT element_id, 'evidence', 0, -id, title, text
    FROM plans_evidence WHERE element_id IN (?)
    UNION ALL SELECT l.element_id, 'theme', 0, l.id, t.label, ''
    FROM plans_elementtheme l JOIN directory_theme t ON t.id = l.theme_id
    WHERE l.element_id IN (?)
    UNION ALL SELECT l.element_id, 'territory', 0, l.id, t.name, ''
    FROM plans_elementterritory l JOIN directory_territory t ON t.id = l.territory_id
    WHERE l.element_id IN (?)
    ORDER BY 3, 4
"""
Carried = dict[str, list[tuple[str, str]]]  # a text and what stands under it, by field


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
    elements = list(open_ones.filter(pk__in=ids))
    carried = _texts_of([element.pk for element in elements])
    for element in elements:
        yield Found(
            object_id=element.pk,
            scope=element.plan_id,
            state=element.status,
            number=element.number,
            title=element.title,
            parts=tuple(_parts(element, carried[element.pk])),
        )


def _texts_of(elements: Collection[int]) -> Mapping[int, Carried]:
    found: dict[int, Carried] = defaultdict(lambda: defaultdict(list))
    if not elements:
        return found
    keys = ", ".join(str(int(pk)) for pk in elements)
    with connection.cursor() as cursor:
        cursor.execute(TEXTS.replace("?", keys))
        for pk, name, _position, _key, text, below in cursor.fetchall():
            found[pk][name].append((text, below))
    return found


def _parts(element: Element, carried: Carried) -> Iterator[tuple[str, str]]:
    if element.source_title != element.title:
        yield "source", element.source_title
    for item in element.sub_items:
        yield "item", item
    for role in ("responsible", "collaborator"):
        yield from ((role, name) for name, _ in carried[role])
    for text, below in carried["result"]:
        yield "result", "\n".join([text, *json.loads(below)])
    yield from (("indicator", text) for text, _ in carried["indicator"])
    yield "timeframe", element.timeframe_text
    yield "status", element.status_text
    yield "theme", ", ".join(sorted(label for label, _ in carried["theme"]))
    yield "territory", ", ".join(name for name, _ in carried["territory"])
    yield from (("note", note) for note in element.notes)
    for header, text in element.extra:
        yield "extra", f"{header}\u00a0: {text}"
    for title, text in carried["evidence"]:
        yield "evidence", f"{title}\n{text}".strip()


def _on_themes(themes: Collection[int]) -> Iterable[int]:
    return Element.objects.filter(theme_links__theme__in=themes).values_list("pk", flat=True)


def _visible_plans(user: Any) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user)


def _plan_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    return {e.object_id: reverse("plans:plan_detail", args=[e.object_id]) for e in entries}


def _element_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    """The line opened in its plan, and brought into view."""
    name = "plans:element_detail"
    keys = ((e.object_id, e.scope) for e in entries)
    return {pk: f"{reverse(name, args=[plan, pk])}#e{pk}" for pk, plan in keys}


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
