"""What the follow-up shows of plans: the overview, the line of time, the calendar, the load."""

from tests.screens.doors import READ, READ_ONLY, Door

ALL_HERE = (302, 200, 200, 200, 200, 200, 200)  # each has an overview of their own


def nothing(world):
    return ()


def plan(world):
    return (world.plan.pk,)


DOORS = {
    "followup:overview": Door(ALL_HERE, READ_ONLY, nothing, is_for_all=True),
    "followup:calendar_month": Door(ALL_HERE, READ_ONLY, nothing, is_for_all=True),
    "followup:load_list": Door(ALL_HERE, READ_ONLY, nothing, is_for_all=True),
    "followup:load_lines": Door(ALL_HERE, READ_ONLY, nothing, is_for_all=True),
    "followup:timeline": Door(READ, READ_ONLY, plan),
    "followup:timeline_paper": Door(READ, READ_ONLY, plan),
}
