"""The table to fill that is published for plans kept in other tools: Excel or CSV, made by code."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _

from arrimage.formats.draft import (
    AssignmentDraft,
    Column,
    ColumnField,
    ElementDraft,
    IndicatorDraft,
    Layout,
    LevelDraft,
    PlanDraft,
    ResultDraft,
)
from arrimage.formats.writers import write

BlankFormat = Literal["xlsx", "csv"]
COLUMNS: tuple[tuple[str, ColumnField, float], ...] = (
    ("Orientation", "orientation", 2.0),
    ("Objectif", "objective", 2.0),
    ("No", "number", 0.6),
    ("Action", "action", 3.0),
    ("Responsable", "responsible", 1.5),
    ("Collaboration", "collaborator", 1.5),
    ("Échéancier", "timeframe", 1.2),
    ("Résultats attendus", "result", 2.0),
    ("Indicateurs", "indicator", 2.0),
)


def blank_table(format: BlankFormat) -> bytes:
    """The file, with two rows of example to write over."""
    return write(example(), format)


def example() -> PlanDraft:
    """A very small plan that uses every column."""
    actions = (
        _action("1.1.1", _("Tenir un marché dans chaque village"), _("Été 2026"), _("Direction")),
        _action("1.1.2", _("Visiter les fermes de la région"), _("Mai 2027"), _("Comité")),
    )
    objective = ElementDraft("b1", 1, _("Rapprocher les fermes et les familles"), "1.1")
    orientation = ElementDraft("o1", 0, _("Nourrir la région"), "1")
    layout = Layout(
        tuple(Column(header, field, width=width) for header, field, width in COLUMNS),
        source_format="xlsx",
    )
    return PlanDraft(
        title=_("Plan d’action"),
        levels=(
            LevelDraft("Orientation", "orientation"),
            LevelDraft("Objectif", "objective"),
            LevelDraft("Action", "action"),
        ),
        elements=(_over(orientation, _over(objective, *actions)),),
        layout=layout,
    )


def _over(element: ElementDraft, *children: ElementDraft) -> ElementDraft:
    return ElementDraft(
        element.key, element.level, element.title, element.number, children=children
    )


def _action(number: str, title: str, when: str, who: str) -> ElementDraft:
    return ElementDraft(
        f"a{number}",
        2,
        title,
        number,
        assignments=(
            AssignmentDraft(who),
            AssignmentDraft(_("Municipalités"), "collaborator"),
        ),
        timeframe_text=when,
        results=(ResultDraft(_("Chaque village est rejoint")),),
        indicators=(IndicatorDraft(_("Nombre de villages rejoints")),),
    )
