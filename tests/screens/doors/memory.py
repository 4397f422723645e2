"""What a plan was: its adoption, its amendments, its past days, its roll-over, its comments."""

from arrimage.memory.models import Baseline, Mention
from tests.screens.doors import READ, READ_ONLY, TEAM, TEAM_DONE, Door

READ_ALL = (302, 302, 302, 302, 302, 404, 302)  # whoever reads the plan comments on it


def plan(world):
    return (world.plan.pk,)


def line(world):
    return (world.plan.pk, world.plan.elements.get(number="1.1.3").pk)


def adoption(world):
    return (world.plan.pk, Baseline.objects.get(plan=world.plan).pk)


def gesture(world):
    return (world.plan.pk, world.plan.edits.earliest("pk").pk)


def mention(world):
    return (Mention.objects.get().pk,)


DAY = {"adopted_on": "2026-01-05", "instance": "Assemblée"}
PAPER = {"format": "docx"}
DOORS = {
    "memory:plan_moments": Door(READ, READ_ONLY, plan),
    "memory:past_paper": Door(READ_ONLY, READ_ALL, plan, PAPER, is_silent=True),
    "memory:plan_adopt": Door(TEAM, TEAM_DONE, plan, DAY),
    "memory:baseline_withdraw": Door(TEAM, TEAM_DONE, adoption),
    "memory:baseline_download": Door(TEAM, READ_ONLY, adoption),
    "memory:amendment_list": Door(READ, READ_ONLY, adoption),
    "memory:amendment_paper": Door(READ_ONLY, READ, adoption, PAPER, is_silent=True),
    "memory:edit_reason": Door(TEAM, TEAM_DONE, gesture, {"reason": "Demandé par le conseil"}),
    "memory:plan_compare": Door(READ, READ_ONLY, plan),
    "memory:comparison_paper": Door(READ_ONLY, READ_ALL, plan, PAPER, is_silent=True),
    "memory:plan_roll": Door(TEAM, (302, 200, 200, 403, 403, 404, 200), plan),
    "memory:year_roll": Door(TEAM, (302, 200, 200, 403, 403, 404, 200), plan),
    "memory:roll_undo": Door(READ_ONLY, (302, 404, 404, 403, 403, 404, 404), plan, is_silent=True),
    "memory:comment_add": Door(
        READ_ONLY, READ_ALL, line, {"text": "À vérifier", "reach": "readers"}, is_silent=True
    ),
    "memory:mention_seen": Door(
        READ_ONLY, (302, 302, 404, 404, 404, 404, 404), mention, is_silent=True
    ),
}
