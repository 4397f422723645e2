"""People, organisations, drafts and plans of a fictional network, for every test."""

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

from arrimage.accounts.models import User
from arrimage.directory.models import Membership, Organization
from arrimage.exchange.issues import stored_issue
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import start_import
from arrimage.formats.document import Anchor
from arrimage.formats.draft import (
    AssignmentDraft,
    CadenceDraft,
    Column,
    ElementDraft,
    IndicatorDraft,
    Issue,
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
from arrimage.plans.drafts import pack, words_of_element
from arrimage.plans.operations import create_plan_from_draft, edit_element

_numbers = itertools.count(1)
PASSWORD = "un-mot-de-passe"


def make_user(name="Maude Lavoie", **values):
    values.setdefault("email", f"personne{next(_numbers)}@lisiere.example")
    return User.objects.create_user(values.pop("email"), PASSWORD, name=name, **values)


def make_admin(name="Administration"):
    return make_user(name, is_network_admin=True)


def make_organization(name="Réseau Lisière", kind="regional"):
    return Organization.objects.create(name=name, kind=kind, slug=f"organisme-{next(_numbers)}")


def make_member(organization, role="direction", name="Maude Lavoie"):
    user = make_user(name)
    Membership.objects.create(organization=organization, user=user, role=role)
    return user


def make_action(number="1.1.1", title="Tenir un marché de quartier", **values):
    values.setdefault("key", f"a{number}")
    values.setdefault("level", 2)
    return ElementDraft(number=number, title=title, **values)


def rich_action():
    """An action that carries one of each thing."""
    return make_action(
        title_variants=("Tenir un marché",),
        kind="principal",
        sub_items=("Trouver un lieu", "Inviter les fermes"),
        group="Alimentation :",
        assignments=(
            AssignmentDraft("Agente de liaison"),
            AssignmentDraft("Fermes du canton", "collaborator"),
        ),
        timeframes=(
            TimeframeDraft(
                "season", "été 2026", dt.date(2026, 6, 21), dt.date(2026, 9, 21), "season"
            ),
        ),
        timeframe_text="Été 2026",
        cadences=(
            CadenceDraft(Decimal(4), "year", "marchés", "4 marchés par année"),
            CadenceDraft(
                Decimal(1),
                "month",
                text="les premiers mardis, de mai à octobre",
                every=2,
                weekday=1,
                nth=1,
                months=(5, 6, 7, 8, 9, 10),
            ),
        ),
        years_marked=(1, 2),
        quarters_marked=("T1",),
        results=(
            ResultDraft("Quatre marchés tenus", 1, ("Deux en été",), TargetDraft(Decimal("4"))),
            ResultDraft("Habitudes prises"),
        ),
        indicators=(IndicatorDraft("Nombre de visites", "R", TargetDraft(Decimal("12.5"), "%")),),
        references=(ReferenceDraft("1.1.2", "lien 1.1.2"), ReferenceDraft("9.9", "lien 9.9")),
        status=StatusDraft("En cours", "in_progress", "explicit"),
        cost="1 200 $",
        priority="Haute",
        notes=("À revoir en mars.",),
        extra=(("Lieu", "Place du Moulin"),),
        anchor=Anchor(page=4, table=2, row=3, column=1, box=(1.0, 2.0, 3.0, 4.5)),
        confidence=0.8,
    )


def make_draft(actions=2, objectives=1):
    """A plan of three levels: the first action is rich, the others are bare."""
    rows = [
        tuple(
            rich_action()
            if (o, a) == (1, 1)
            else make_action(f"1.{o}.{a}", f"Préparer la rencontre {o}.{a}")
            for a in range(1, actions + 1)
        )
        for o in range(1, objectives + 1)
    ]
    nested = tuple(
        ElementDraft(f"b{o}", 1, f"Nourrir le canton {o}", f"1.{o}", children=children)
        for o, children in enumerate(rows, start=1)
    )
    return PlanDraft(
        title="Plan d’action 2026-2028",
        organization="Réseau de la Lisière",
        period=Period(dt.date(2026, 4, 1), dt.date(2028, 3, 31), "month", "avril 2026 à mars 2028"),
        fiscal_year_start="04-01",
        updated_on=dt.date(2026, 5, 6),
        mission="Relier les milieux.",
        vision="Un canton nourricier.",
        values=("Entraide", "Patience"),
        general_objective="Manger mieux, ensemble.",
        acronyms=(("RL", "Réseau Lisière"),),
        footnotes=(("1", "Sous réserve."),),
        notes=(Note("Annexe A", "Liste des fermes.", Anchor(page=9)),),
        years=(
            PlanYear(1, dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
            PlanYear(2, dt.date(2027, 4, 1), dt.date(2028, 3, 31)),
        ),
        levels=(
            LevelDraft("Orientation", "orientation"),
            LevelDraft("Objectif", "objective"),
            LevelDraft("Moyen", "action"),
        ),
        elements=(ElementDraft("o1", 0, "Cultiver les liens", "1", children=nested),),
        layout=Layout(
            columns=(
                Column("Moyens", "action", width=3.0),
                Column("Qui", "responsible"),
                Column("An 1", "year", "1", "Échéance"),
                Column("An 2", "year", "2", "Échéance"),
                Column("Lieu", "unknown"),
            ),
            nesting=("orientation", "objective"),
            source_format="docx",
        ),
    )


def make_plan(organization=None, draft=None, **values):
    return create_plan_from_draft(
        actor=None,
        organization=organization or make_organization(),
        draft=draft or make_draft(),
        **values,
    )


def last_edit_of(plan):
    """The key of its last edit in the database, as the screen of a roll-over sends it back."""
    return plan.edits.order_by("-pk").values_list("pk", flat=True).first() or 0


def element_numbered(plan, number):
    return plan.elements.get(number=number)


def edit(element, *, actor=None, shown=None, **words):
    """Change words of an element as they were ``shown``, by default as they are."""
    shown = shown or words_of_element(element)
    return edit_element(
        actor=actor or make_user(), element=element, values=replace(shown, **words), shown=shown
    )


def make_run(organization=None, draft=None, issues=(), actor=None, data=b"Contenu"):
    """A run in review, as if the file had been read."""
    run = start_import(
        actor=actor,
        organization=organization or make_organization(),
        name="plan-lisiere.docx",
        data=data,
    )
    stored = pack(draft or make_draft())
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportState.REVIEW,
        draft=stored,
        original_draft=stored,
        source_view={"blocks": [{"kind": "table", "id": "t2", "rows": [{"id": "t2-r3"}]}]},
        issues=[stored_issue(issue) for issue in issues],
    )
    run.refresh_from_db()
    return run


def make_issue(element="a1.1.1", **values):
    values.setdefault("message", "La cellule contient peut-être deux actions.")
    return Issue("two_actions", element=element, quote="et former", **values)
