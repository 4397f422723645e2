"""What joins the lines of plans. Without an alignment in the world, gestures find none."""

from tests.screens.doors import READ, READ_ONLY, TEAM, Door

NONE = (302, 404, 404, 404, 404, 404, 404)


def slug(world):
    return (world.a.slug,)


def line(world):
    return (world.plan.pk, world.plan.elements.get(number="1.1.3").pk)


def nothing(world):
    return (0,)


DOORS = {
    "alignment:element_align": Door(TEAM, TEAM, line),
    "alignment:alignment_decide": Door(READ_ONLY, NONE, nothing, is_silent=True),
    "alignment:alignment_count": Door(READ_ONLY, NONE, nothing, is_silent=True),
    "alignment:alignment_withdraw": Door(READ_ONLY, NONE, nothing, is_silent=True),
    "alignment:alignment_list": Door(READ, READ_ONLY, slug),
    "alignment:fellow_list": Door(READ, READ_ONLY, slug),
}
