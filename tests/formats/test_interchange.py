"""The interchange: exact both ways, nested as other programs expect it."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from arrimage.formats.document import Anchor, UnreadableDocument
from arrimage.formats.draft import (
    AmountDraft,
    AssignmentDraft,
    CadenceDraft,
    Column,
    ElementDraft,
    EnvelopeDraft,
    IndicatorDraft,
    Layout,
    LevelDraft,
    Note,
    Period,
    PlanDraft,
    PlanYear,
    ReferenceDraft,
    ResultDraft,
    StatusDraft,
    TargetDraft,
    TimeframeDraft,
)
from arrimage.formats.interchange import from_json, to_json

TARGET = TargetDraft(Decimal("12.5"), "%", per="year", growth=True, text="12,5 %")
ACTION = ElementDraft(
    key="a",
    level=2,
    title="Ouvrir une cuisine partagée",
    number="1.1.1",
    sub_items=("le matin", "le soir"),
    group="Table du Nord :",
    assignments=(AssignmentDraft("Coordination"), AssignmentDraft("CLSC", "collaborator")),
    timeframes=(
        TimeframeDraft(
            "season", "Automne 2026", dt.date(2026, 9, 1), dt.date(2026, 12, 31), "season"
        ),
    ),
    timeframe_text="Automne 2026",
    cadences=(
        CadenceDraft(Decimal(4), "year", "rencontres", "4 rencontres par année"),
        CadenceDraft(
            Decimal(1),
            "month",
            "",
            "le dernier mercredi du mois, de mai à juin",
            weekday=2,
            nth=-1,
            months=(5, 6),
        ),
    ),
    years_marked=(1, 3),
    quarters_marked=("T2",),
    results=(ResultDraft("Une cuisine ouverte", 2, ("équipée",), TARGET),),
    indicators=(IndicatorDraft("Hausse de 12,5 % par année", "R", TARGET),),
    references=(ReferenceDraft("1.2", "(lien 1.2)"),),
    status=StatusDraft("En cours", "in_progress", "explicit"),
    cost="4 000 $",
    amounts=(
        AmountDraft("planned", Decimal("4000.10"), 1, "Fondation des Aulnes"),
        AmountDraft("spent", Decimal("12.34"), on=dt.date(2026, 9, 3), note="Location"),
    ),
    priority="Haute",
    notes=("À revoir",),
    extra=(("Lieu", "Rive sud"),),
    anchor=Anchor(page=3, box=(1.0, 2.0, 3.0, 4.5)),
    confidence=0.8,
    children=(ElementDraft(key="s", level=3, title="Trouver un local"),),
)
PLAN = PlanDraft(
    title="Plan d’action 2026-2029",
    organization="Table des Rives",
    period=Period(dt.date(2026, 4, 1), dt.date(2029, 3, 31), "day", "du 1er avril 2026…"),
    fiscal_year_start="04-01",
    updated_on=dt.date(2026, 5, 2),
    mission="Nourrir.",
    values=("Entraide",),
    acronyms=(("TR", "Table des Rives"),),
    footnotes=(("1", "Si financement."),),
    notes=(Note("Annexe", "Texte"),),
    years=(PlanYear(1, dt.date(2026, 4, 1), dt.date(2027, 3, 31)),),
    levels=(
        LevelDraft("Orientation", "orientation"),
        LevelDraft("Objectif", "objective"),
        LevelDraft("Moyen", "action"),
        LevelDraft("Étape", "step"),
    ),
    elements=(
        ElementDraft(
            key="o",
            level=0,
            title="Se nourrir ensemble",
            number="1",
            children=(
                ElementDraft(
                    key="b",
                    level=1,
                    title="Cuisiner",
                    number="P1",
                    kind="principal",
                    children=(ACTION,),
                ),
            ),
        ),
    ),
    envelopes=(EnvelopeDraft("Fondation des Aulnes", Decimal("50000.00"), 1, "Entente 2026"),),
    layout=Layout((Column("Moyens", "action", width=2.5),), ("orientation",), True, "docx"),
)


def test_every_detail_of_a_draft_comes_back():
    text = json.dumps(to_json(PLAN), ensure_ascii=False)

    assert from_json(json.loads(text)) == PLAN


def test_money_is_decimal_text_that_anybody_may_write_and_read():
    plan = to_json(PLAN)
    action = plan["orientations"][0]["objectives"][0]["actions"][0]

    assert action["amounts"] == [
        {"nature": "planned", "amount": "4000.10", "year": 1, "source": "Fondation des Aulnes"},
        {"nature": "spent", "amount": "12.34", "on": "2026-09-03", "note": "Location"},
    ]
    assert from_json({k: v for k, v in plan.items() if k != "arrimage"}).envelopes == PLAN.envelopes


def test_nested_part_holds_plain_values_and_json_numbers():
    plan = to_json(PLAN)
    action = plan["orientations"][0]["objectives"][0]["actions"][0]

    assert plan["period"] == {
        "start": "2026-04-01",
        "end": "2029-03-31",
        "precision": "day",
        "text": "du 1er avril 2026…",
    }
    assert plan["years"] == {"An 1": ["2026-04-01", "2027-03-31"]}
    assert plan["levels"] == ["Orientation", "Objectif", "Moyen", "Étape"]
    assert plan["orientations"][0]["objectives"][0]["kind"] == "principal"
    assert action["responsibles"] == ["Coordination"]
    assert action["collaborators"] == ["CLSC"]
    assert action["indicators"] == [
        {
            "text": "Hausse de 12,5 % par année",
            "kind": "R",
            "target": {
                "value": 12.5,
                "unit": "%",
                "direction": ">=",
                "per": "year",
                "growth": True,
            },
        }
    ]
    assert action["timeline"] == [
        {
            "kind": "season",
            "text": "Automne 2026",
            "start": "2026-09-01",
            "end": "2026-12-31",
            "precision": "season",
        }
    ]
    assert action["links"] == ["1.2"]
    assert [a["title"] for a in action["sub_actions"]] == ["Trouver un local"]


def test_nested_part_alone_gives_the_same_plan_without_what_it_does_not_hold():
    plain = to_json(PLAN)
    del plain["arrimage"]

    draft = from_json(plain)

    again = to_json(draft)
    del again["arrimage"]
    assert again == {**plain, "orientations": _without(plain["orientations"], "cadences")}
    assert [e.title for e in draft.walk()] == [e.title for e in PLAN.walk()]
    assert draft.levels == PLAN.levels


def _without(value, key):
    if isinstance(value, list):
        return [_without(item, key) for item in value]
    if isinstance(value, dict):
        return {k: [] if k == key else _without(v, key) for k, v in value.items()}
    return value


def test_actions_without_objective_sit_in_one_untitled_objective():
    levels = (LevelDraft("Orientation", "orientation"), LevelDraft("Action", "action"))
    actions = tuple(ElementDraft(key=f"a{i}", level=1, title=f"Semer {i}") for i in (1, 2))
    root = ElementDraft(key="o", level=0, title="Cultiver", children=actions)
    draft = PlanDraft(levels=levels, elements=(root,))

    plan = to_json(draft)

    assert [
        (o["title"], [(b["title"], [a["title"] for a in b["actions"]]) for b in o["objectives"]])
        for o in plan["orientations"]
    ] == [("Cultiver", [("", ["Semer 1", "Semer 2"])])]
    assert "axes" not in plan


def test_plan_of_actions_alone_gets_one_untitled_orientation():
    draft = PlanDraft(
        levels=(LevelDraft("Action", "action"),),
        elements=(ElementDraft(key="a", level=0, title="Semer"),),
    )

    plan = to_json(draft)
    del plan["arrimage"]

    assert [o["title"] for o in plan["orientations"]] == [""]
    assert [e.title for e in from_json(plan).elements] == ["Semer"]


def test_axes_hold_their_orientations_and_orientations_stay_listed():
    inner = replace(PLAN.elements[0], level=1, children=())
    draft = PlanDraft(
        levels=(LevelDraft("Axe", "axis"), LevelDraft("Chantier", "orientation")),
        elements=(ElementDraft(key="x", level=0, title="Vivre", number="A", children=(inner,)),),
    )

    plan = to_json(draft)

    assert [
        (a["number"], a["title"], [o["title"] for o in a["orientations"]]) for a in plan["axes"]
    ] == [("A", "Vivre", ["Se nourrir ensemble"])]
    assert [o["title"] for o in plan["orientations"]] == ["Se nourrir ensemble"]


def test_top_level_called_axis_plays_the_orientation_when_there_is_none():
    draft = PlanDraft(
        levels=(LevelDraft("Axe", "axis"), LevelDraft("Action", "action")),
        elements=(ElementDraft(key="x", level=0, title="Vivre", number="1"),),
    )

    assert [(o["number"], o["title"]) for o in to_json(draft)["orientations"]] == [("1", "Vivre")]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"orientations": [3]},
        {"orientations": [{"objectives": [{"actions": [{"title": "x", "years_marked": ["a"]}]}]}]},
        {"arrimage": {"format": 99, "draft": {}}},
        {"arrimage": {"format": 1, "draft": {"title": 3}}},
        {"arrimage": {"format": 1, "draft": {"titre": "x"}}},
        {"arrimage": {"format": 1, "draft": {"period": {"start": "hier", "end": None}}}},
    ],
)
def test_anything_else_is_refused_with_a_sentence(data):
    with pytest.raises(
        UnreadableDocument, match="Ce fichier JSON n’est pas un plan d’Arrimage"
    ) as e:
        from_json(data)

    assert e.value.code == "bad_interchange"
