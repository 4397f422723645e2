"""Reading plans: who sees what, what the document holds, and in how many queries."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from arrimage.exchange.operations import start_import
from arrimage.plans.models import Plan
from arrimage.plans.operations import add_evidence, change_status
from arrimage.plans.queries import (
    PlanFilters,
    element_for,
    element_story,
    plan_document,
    plan_for,
    plans_for,
    source_for,
)
from tests.factories import (
    edit,
    element_numbered,
    make_admin,
    make_draft,
    make_member,
    make_organization,
    make_plan,
    make_run,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def _outcome(gesture, *arguments, **named):
    try:
        gesture(*arguments, **named)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    return 200


MATRIX = {  # role: view, edit, export
    "direction": (200, 200, 200),
    "staff": (200, 200, 200),
    "member": (200, 403, 200),
    "board": (200, 403, 200),
    "elsewhere": (404, 404, 404),
    "admin": (200, 200, 200),
}


def _persona(role, organization):
    if role == "admin":
        return make_admin()
    if role == "elsewhere":
        return make_member(make_organization("Table du Cap"))
    return make_member(organization, role)


@pytest.mark.parametrize("role", MATRIX)
def test_plan_and_element_answer_each_role(role):
    plan = make_plan()
    element = element_numbered(plan, "1.1.1")
    user = _persona(role, plan.organization)

    gestures = ("view", "edit", "export")

    assert tuple(_outcome(plan_for, user, plan.pk, to=to) for to in gestures) == MATRIX[role]
    outcomes = tuple(_outcome(element_for, user, plan.pk, element.pk, to=to) for to in gestures)
    assert outcomes == MATRIX[role]


def test_an_organisation_never_sees_the_plans_of_another():
    mine, theirs = make_plan(), make_plan(make_organization("Table du Cap"))
    user = make_member(mine.organization, "board")

    assert [summary.plan for summary in plans_for(user)] == [mine]
    assert plans_for(user, theirs.organization) == ()
    assert plans_for(make_user("Sans rôle")) == ()


def test_element_is_not_found_under_another_plan():
    mine = make_plan()
    theirs = make_plan(make_organization("Table du Cap"))
    user = make_member(mine.organization)

    stolen = element_numbered(theirs, "1.1.1")

    assert _outcome(element_for, user, mine.pk, stolen.pk) == 404


def test_source_is_seen_by_its_organisation_only():
    organization = make_organization()
    run = start_import(actor=None, organization=organization, name="p.docx", data=b"x")

    assert source_for(make_member(organization, "staff"), run.source_id) == run.source
    assert _outcome(source_for, _persona("elsewhere", None), run.source_id) == 404


def test_source_that_made_no_plan_is_for_the_team():
    run = make_run()
    board = make_member(run.organization, "board")

    with pytest.raises(Http404):
        source_for(board, run.source_id)

    make_plan(run.organization, source=run.source)
    assert source_for(board, run.source_id) == run.source


def test_list_counts_actions_by_state_in_constant_queries():
    user = make_admin()
    plan = make_plan(draft=make_draft(actions=3))

    with CaptureQueriesContext(connection) as one:
        (summary,) = plans_for(user)
    make_plan(plan.organization)
    make_plan(make_organization("Table du Cap"))
    with CaptureQueriesContext(connection) as three:
        assert len(plans_for(user)) == 3

    assert (summary.action_name, summary.actions) == ("Moyen", 3)
    assert [(c.status, c.label, c.count) for c in summary.counts] == [
        ("in_progress", "En cours", 1),
        ("", "État inconnu", 2),
    ]
    assert len(one) == len(three) == 3


def test_document_follows_the_plan():
    plan = make_plan(draft=make_draft(actions=2, objectives=2))

    document = plan_document(Plan.objects.get(pk=plan.pk), today=TODAY)

    assert [
        (s.depth, s.tag_level, s.heading.number, [r.number for r in s.rows])
        for s in document.sections
    ] == [(0, 2, "1", []), (1, 3, "1.1", ["1.1.1", "1.1.2"]), (1, 3, "1.2", ["1.2.1", "1.2.2"])]
    (top,) = document.outline
    assert (top.number, top.actions, [c.number for c in top.children]) == ("1", 4, ["1.1", "1.2"])
    assert [(y.number, y.is_now) for y in document.years] == [(1, True), (2, False)]
    assert [(c.status, c.count) for c in document.counts] == [("in_progress", 1), ("", 3)]
    assert (document.total, document.shown, document.action_name) == (4, 4, "Moyen")
    assert document.choices.responsibles == ("Agente de liaison",)


def test_row_fills_the_columns_of_the_source():
    document = plan_document(make_plan(), today=TODAY)

    row = document.sections[1].rows[0]
    assert [(c.column.header, c.lines, c.is_marked, c.column.is_now) for c in row.cells] == [
        (
            "Moyens",
            ("Tenir un marché de quartier", "Trouver un lieu", "Inviter les fermes"),
            False,
            False,
        ),
        ("Qui", ("Agente de liaison",), False, False),
        ("An 1", (), True, True),
        ("An 2", (), True, False),
        ("Lieu", ("Place du Moulin",), False, False),
    ]


def test_plan_without_a_layout_gets_the_columns_that_it_fills():
    plan = make_plan()
    Plan.objects.update(layout={})

    document = plan_document(Plan.objects.get(pk=plan.pk))

    assert [column.field for column in document.columns] == [
        "action",
        "responsible",
        "collaborator",
        "timeframe",
        "result",
        "indicator",
    ]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"etat": "in_progress"}, ["1.1.1"]),
        ({"etat": "unknown"}, ["1.1.2", "1.2.1", "1.2.2"]),
        ({"responsable": "agente de liaison"}, ["1.1.1"]),
        ({"an": "2"}, ["1.1.1"]),
        ({"q": "PREPARER la rencontre 2.2"}, ["1.2.2"]),
        ({"etat": "done"}, []),
        ({"etat": "sottise", "an": "²"}, ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]),
    ],
)
def test_filters_keep_rows_and_counts_stay_whole(query, kept):
    plan = make_plan(draft=make_draft(actions=2, objectives=2))

    document = plan_document(plan, PlanFilters.from_query(query))

    assert [row.number for section in document.sections for row in section.rows] == kept
    assert (document.total, document.shown) == (4, len(kept))


def test_filters_come_back_from_their_own_address():
    filters = PlanFilters(("done",), "Agente de liaison", 2, "relève")

    assert filters.query == "etat=done&responsable=Agente+de+liaison&an=2&q=rel%C3%A8ve"
    assert filters.is_active
    assert not PlanFilters().is_active


def test_document_takes_as_many_queries_for_ten_times_the_plan():
    user = make_admin()
    small = make_plan(draft=make_draft(actions=2))
    large = make_plan(small.organization, make_draft(actions=10, objectives=10))
    counts = []

    for plan in (small, large):
        with CaptureQueriesContext(connection) as queries:
            plan_document(plan_for(user, plan.pk, to="edit"), PlanFilters())
        counts.append(len(queries))

    assert counts == [5, 5]


def test_story_of_an_element_tells_everything():
    user = make_user()
    plan = make_plan(doubts={"a1.1.1": [{"code": "two", "message": "Deux actions ?", "quote": ""}]})
    element = element_numbered(plan, "1.1.1")
    change_status(actor=user, element=element, status="done", text="Tenu", on=dt.date(2026, 6, 1))
    edit(element, actor=user, title="Tenir deux marchés")
    add_evidence(actor=user, element=element, title="Note", text="Vu")

    story = element_story(element_for(make_admin(), plan.pk, element.pk))

    assert story.source_label == "p.\u00a04, tableau 2, rangée 3"
    assert story.source_fragment == "t2-r3"
    assert (story.row.title, story.source_title, story.row.is_reworded) == (
        "Tenir deux marchés",
        "Tenir un marché de quartier",
        True,
    )
    assert [(u.on.isoformat(), u.label, u.basis, u.author) for u in story.updates] == [
        ("2026-06-01", "Réalisé", "person", "Maude Lavoie"),
        ("2026-05-06", "En cours", "document", ""),
    ]
    assert [line.verb for line in story.history] == [
        "evidence.add",
        "element.reword",
        "element.status",
    ]
    assert [e.title for e in story.evidence] == ["Note"]
    assert story.doubts == ({"code": "two", "message": "Deux actions ?", "quote": ""},)
    assert [r.target_title for r in story.row.references] == ["Préparer la rencontre 1.2", ""]


def test_story_names_those_who_refer_to_the_element():
    plan = make_plan()
    element = element_numbered(plan, "1.1.2")

    story = element_story(element_for(make_admin(), plan.pk, element.pk))

    assert [link.number for link in story.referred_by] == ["1.1.1"]


def test_story_takes_constant_queries():
    user = make_user()
    plan = make_plan()
    element = element_numbered(plan, "1.1.1")
    counts = []

    for times in (1, 9):
        for day in range(times):
            on = dt.date(2026, 6, 1 + day)
            change_status(actor=user, element=element, status="done", on=on)
            add_evidence(actor=user, element=element, title="Note", text="Vu")
        with CaptureQueriesContext(connection) as queries:
            element_story(element_for(make_admin(), plan.pk, element.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 18
