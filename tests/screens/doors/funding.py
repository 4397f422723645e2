"""The budget of plans."""

from tests.screens.doors import READ, READ_ONLY, TEAM, TEAM_DONE, Door


def plan(world):
    return (world.plan.pk,)


def line(world):
    return (world.plan.pk, world.plan.elements.get(number="1.1.3").pk)


ROWS = {"m-TOTAL_FORMS": 1, "m-INITIAL_FORMS": 0, "m-0-amount": "12 500,50"}
DOORS = {
    "funding:plan_budget": Door(READ, READ_ONLY, plan),
    "funding:envelope_list": Door(TEAM, TEAM_DONE, plan, ROWS | {"m-0-source": "Ville"}),
    "funding:costs_take": Door(TEAM, TEAM_DONE, plan),
    "funding:budget_export": Door(READ_ONLY, READ, plan, is_silent=True),
    "funding:budget_import": Door(TEAM, TEAM_DONE, plan, {"apercu": "falsified"}),
    "funding:element_amounts": Door(TEAM, TEAM_DONE, line, ROWS | {"m-0-nature": "planned"}),
}
