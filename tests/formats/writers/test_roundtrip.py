"""What is written is read back the same, through the real readers and the real recognition."""

import functools
import os
from dataclasses import fields, replace
from pathlib import Path

import pytest

from arrimage.demo.documents import demo_documents
from arrimage.formats.draft import (
    AssignmentDraft,
    ElementDraft,
    IndicatorDraft,
    LevelDraft,
    LevelRole,
    PlanDraft,
    ResultDraft,
    TimeframeDraft,
)
from arrimage.formats.readers import read_document
from arrimage.formats.recognition import recognise
from arrimage.formats.writers import ExportFormat, write
from arrimage.formats.writers.carried import carried

FORMATS: tuple[ExportFormat, ...] = ("docx", "xlsx", "csv", "pdf")
SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[4] / "shared")) / "plans"
DEMO = {d.name.rsplit(".")[-1]: d for d in demo_documents()}


def plan_of(data: bytes, name: str) -> PlanDraft:
    draft = recognise(read_document(data, name)).draft
    assert draft is not None
    return draft


@functools.cache
def demonstration(format: str) -> PlanDraft:
    return plan_of(DEMO[format].data, DEMO[format].name)


def differences(source: PlanDraft, format: ExportFormat, **options: bool) -> list[str]:
    """Every part of the carried draft that does not come back."""
    again = plan_of(write(source, format, **options), f"plan.{format}")
    before, after = carried(source, format), carried(again, format)
    found = [
        f"{f.name}: {getattr(before, f.name)!r} <> {getattr(after, f.name)!r}"
        for f in fields(PlanDraft)
        if f.name != "elements" and getattr(before, f.name) != getattr(after, f.name)
    ]
    pairs = zip(before.walk(), after.walk(), strict=False)
    for one, other in pairs:
        for f in fields(one):
            a, b = getattr(one, f.name), getattr(other, f.name)
            if f.name != "children" and a != b:
                found.append(f"{one.number} {one.title[:40]} {f.name}: {a!r} <> {b!r}")
    counts = [len(list(plan.walk())) for plan in (before, after)]
    return found + ([f"elements: {counts}"] if counts[0] != counts[1] else [])


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("source", sorted(DEMO))
def test_demonstration_plans_come_back_whole(source, format):
    plan = demonstration(source)

    assert differences(plan, format) == []


@pytest.mark.parametrize("format", FORMATS)
def test_states_added_on_request_come_back(format):
    plan = demonstration("xlsx")

    assert differences(plan, format, with_status=True) == []


@pytest.mark.parametrize("format", FORMATS)
def test_source_columns_come_back_in_their_order(format):
    plan = demonstration("docx")

    again = plan_of(write(plan, format), f"plan.{format}")

    names = [(c.field, c.header) for c in again.layout.columns]
    assert [n for n in names if n[0] not in ("orientation", "objective")] == [
        (c.field, c.header) for c in plan.layout.columns
    ]


NAMES: dict[LevelRole, str] = {
    "axis": "Axe",
    "orientation": "Orientation",
    "objective": "Objectif",
    "action": "Action",
    "step": "Étape",
}
DEEDS = ("Ouvrir un marché", "Former des mentors", "Publier un guide", "Semer des fèves")


def fictional_plan(*roles: LevelRole) -> PlanDraft:
    """Two elements under each other, down to the last level, whose elements say everything."""
    count = iter(range(1, 1000))

    def element(path: tuple[int, ...]) -> ElementDraft:
        level, rank = len(path) - 1, next(count)
        children = () if level == len(roles) - 1 else (element((*path, 1)), element((*path, 2)))
        plan = ElementDraft(
            key=str(rank),
            level=level,
            title=f"{DEEDS[rank % 4]} au quartier {rank}",
            number=".".join(map(str, path)),
            children=children,
        )
        return plan if children else replace(plan, **said(rank))

    return PlanDraft(
        title="Plan d’action 2026-2029",
        organization="Table des Rives",
        levels=tuple(LevelDraft(NAMES[role], role) for role in roles),
        elements=(element((1,)), element((2,))),
    )


def said(rank: int) -> dict[str, object]:
    partner = (AssignmentDraft("Comité jardins", "collaborator"),) if rank % 2 else ()
    return {
        "assignments": (AssignmentDraft("Coordination"), *partner),
        "timeframe_text": "En continu",
        "timeframes": (TimeframeDraft("continuous", "En continu"),),
        "results": (ResultDraft("Les voisins se connaissent"),),
        "indicators": (IndicatorDraft("Nombre de voisins présents"),),
        "years_marked": (1, 3),
    }


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "roles",
    [
        ("action",),
        ("objective", "action"),
        ("orientation", "action"),
        ("orientation", "objective", "action"),
        ("axis", "orientation", "objective", "action"),
        ("axis", "orientation", "objective", "action", "step"),
    ],
    ids=len,
)
def test_plans_of_one_to_five_levels_come_back_whole(roles, format):
    found = differences(fictional_plan(*roles), format)

    assert [f for f in found if not f.startswith("period")] == []


WILD = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3 arbres",
    "@SUM(A1)",
    "'=déjà défusé",
    '=HYPERLINK("http://exemple.test")',
    'Ouvrir «\u00a0un marché\u00a0» & un autre ; "x" #panic() $x^2$ *gras*',
    "Planter " + "un arbre, puis un autre, " * 150 + "et se reposer",
)


@pytest.mark.parametrize("format", FORMATS)
def test_formulas_markup_and_very_long_cells_come_back_as_they_are(format):
    plan = fictional_plan("action")
    actions = (replace(plan.elements[0], title=title, number="") for title in WILD)
    plan = replace(plan, elements=tuple(actions))

    again = plan_of(write(plan, format), f"plan.{format}")

    assert [e.title for e in again.walk()] == list(WILD)


@pytest.mark.parametrize("format", FORMATS)
def test_writing_direction_and_control_characters_are_not_carried(format):
    plan = fictional_plan("action")
    wild = replace(plan.elements[0], title="\u202eSemer\u202c des\x00 fèves\x1f")
    plan = replace(plan, elements=(wild, plan.elements[1]))

    again = plan_of(write(plan, format), f"plan.{format}")

    assert again.elements[0].title == "Semer des fèves"


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_plan_of_620_actions_comes_back_whole(format):
    plan = fictional_plan("orientation", "action")
    root = plan.elements[0]
    actions = tuple(
        replace(root.children[0], key=f"1.{n}.", number=f"1.{n}", title=f"Semer le rang {n}")
        for n in range(1, 621)
    )

    found = differences(replace(plan, elements=(replace(root, children=actions),)), format)

    assert [f for f in found if not f.startswith("period")] == []


@functools.cache
def real_plan(name: str) -> PlanDraft:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"real plans not found: {path} was not written and read back")
    return plan_of(path.read_bytes(), name)


REAL = [(f"{n:03}.docx", format) for n in range(5) for format in FORMATS]


@pytest.mark.parametrize(("name", "format"), REAL)
def test_real_plans_come_back_whole_with_a_state_column(name, format):
    assert differences(real_plan(name), format, with_status=True) == []


def own_words(plan: PlanDraft, other: PlanDraft) -> PlanDraft:
    """The plan without the branches that a PDF of the other one would say word for word."""
    known = {_said(element) for element in carried(other, "pdf").walk()}
    pairs = zip(plan.walk(), carried(plan, "pdf").walk(), strict=True)
    own = {element.key for element, said in pairs if _said(said) not in known}

    def kept(elements: tuple[ElementDraft, ...]) -> tuple[ElementDraft, ...]:
        return tuple(
            replace(e, children=kept(e.children) or e.children) for e in elements if e.key in own
        )

    return replace(plan, elements=kept(plan.elements))


def _said(branch: ElementDraft) -> str:
    return repr([replace(element, children=()) for element in branch.walk()])


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_what_only_the_spreadsheet_of_a_real_plan_says_comes_back_from_pdf(number):
    plan = own_words(real_plan(f"{number}.xlsx"), real_plan(f"{number}.docx"))

    assert list(plan.walk()) != []
    assert differences(plan, "pdf", with_status=True) == []
