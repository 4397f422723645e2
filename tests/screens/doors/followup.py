"""What somebody carries, and what people tell of it."""

from tests.screens.doors import READ, READ_ONLY, TEAM, TEAM_DONE, Door

ALL_HERE = (302, 200, 200, 200, 200, 200, 200)


def line(world):
    return (world.plan.pk, world.plan.elements.get(number="1.1.3").pk)


def tap(world):
    """A gesture of the staff: nobody takes it back but its author."""
    return (world.plan.pk, world.plan.edits.earliest("pk").pk)


NO_STATE = {"e-TOTAL_FORMS": 0, "e-INITIAL_FORMS": 0}  # refused: no state would count as done
DOORS = {
    "plans:plan_progress": Door(READ, TEAM_DONE, lambda world: (world.plan.pk,)),
    "plans:plan_states": Door(
        TEAM, (302, 422, 422, 403, 403, 404, 422), lambda world: (world.plan.pk,), NO_STATE
    ),
    "followup:entry_log": Door(
        ALL_HERE, (302, 422, 422, 422, 422, 422, 422), lambda world: (), is_for_all=True
    ),
    "followup:entry_read": Door(
        ALL_HERE, READ_ONLY, lambda world: (), is_silent=True, is_for_all=True
    ),
    "followup:entry_lines": Door(
        ALL_HERE, READ_ONLY, lambda world: (), is_silent=True, is_for_all=True
    ),
    "followup:entry_sender": Door(
        ALL_HERE, READ_ONLY, lambda world: (), is_silent=True, is_for_all=True
    ),
    "followup:occurrence_hold": Door(READ_ONLY, TEAM_DONE, line, is_silent=True),
    "followup:work_list": Door(ALL_HERE, READ_ONLY, lambda world: (), is_for_all=True),
    "followup:work_note": Door(READ_ONLY, TEAM_DONE, line, {"geste": "done"}, is_silent=True),
    "followup:work_undo": Door(READ_ONLY, (302, 404, 302, 404, 404, 404, 404), tap, is_silent=True),
}
