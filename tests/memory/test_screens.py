"""The screens of memory: what each prints, in a constant number of queries."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from arrimage.memory.models import Baseline, Descent, RollOver
from arrimage.memory.operations import adopt_plan
from arrimage.plans.models import Edit, Plan
from arrimage.plans.operations import change_status, move_element, remove_elements
from arrimage.plans.reading_order import Place
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


class Scene:
    def __init__(self, client, actions=3, objectives=2):
        self.house = make_organization()
        self.staff = make_member(self.house, "staff")
        self.plan = make_plan(self.house, draft=make_draft(actions, objectives))
        self.client = client
        client.force_login(self.staff)

    def line(self, number):
        return element_numbered(self.plan, number)

    def adopt(self, **values):
        values.setdefault("adopted_on", timezone.localdate())
        values.setdefault("instance", "Conseil d’administration, 2026-14")
        return adopt_plan(actor=self.staff, plan=self.plan, **values)

    def age(self, days):
        """Everything that was done so far, and the plan itself, is that many days older."""
        back = dt.timedelta(days)
        for each in Edit.objects.filter(plan=self.plan):
            Edit.objects.filter(pk=each.pk).update(at=each.at - back)
        self.plan.refresh_from_db()
        Plan.objects.filter(pk=self.plan.pk).update(created_at=self.plan.created_at - back)

    def get(self, name, *args, **query):
        return self.client.get(reverse(f"memory:{name}", args=[self.plan.pk, *args]), query)

    def at(self, days, **query):
        day = timezone.localdate() - dt.timedelta(days)
        return self.client.get(self.plan.get_absolute_url(), {"au": day.isoformat(), **query})


@pytest.fixture
def scene(client):
    return Scene(client)


def test_plan_at_a_past_day_says_what_it_said_then(scene):
    scene.age(40)
    edit(scene.line("1.1.2"), actor=scene.staff, title="Réunir le canton")
    scene.age(20)
    edit(scene.line("1.1.2"), actor=scene.staff, title="Réunir le village")

    shown = [scene.at(days).content.decode() for days in (30, 10, 0)]

    said = [
        [words for words in ("la rencontre 1.2", "le canton<", "le village") if words in page]
        for page in shown
    ]
    assert said[0][0] == "la rencontre 1.2"
    assert "Réunir le canton" in shown[1]
    assert "Réunir le village" in shown[2]
    assert "Le plan tel qu’il était le" in shown[1]


def test_day_before_the_plan_was_there_says_so_clearly(scene):
    answer = scene.at(400)
    told = scene.client.get(answer["Location"])

    assert (answer.status_code, told.status_code) == (302, 422)
    assert "Le plan est entré dans Arrimage le" in told.content.decode()


def test_filters_stay_at_the_day(scene):
    scene.age(3)
    change_status(actor=scene.staff, element=scene.line("1.1.2"), status="done")

    before, now = scene.at(2, etat="done"), scene.at(0, etat="done")

    assert before.context["document"].shown == 0
    assert now.context["document"].shown == 1
    assert "?au=" in now.content.decode()


def test_screens_ask_the_same_number_of_queries(client, django_assert_max_num_queries):
    counts = []
    for actions in (1, 3):
        scene = Scene(client, actions=actions, objectives=actions)
        baseline = scene.adopt()
        scene.age(5)
        for rank in range(actions):
            edit(scene.line(f"1.1.{rank + 1}"), actor=scene.staff, title=f"Autre {rank}")
        counts.append(
            [
                _queries(lambda s=scene: s.at(2)),
                _queries(lambda s=scene: s.get("plan_moments")),
                _queries(lambda s=scene, b=baseline: s.get("amendment_list", b.pk)),
                _queries(lambda s=scene, b=baseline: s.get("plan_compare", de=f"adoption-{b.pk}")),
                _queries(lambda s=scene: s.get("plan_roll")),
                _queries(lambda s=scene: s.get("year_roll")),
            ]
        )

    assert counts[0] == counts[1]


def _queries(ask):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    assert answer.status_code == 200, answer
    return len(captured)


def test_adoption_then_amendment_with_its_reason(scene):
    answer = scene.client.post(
        reverse("memory:plan_adopt", args=[scene.plan.pk]),
        {"adopted_on": timezone.localdate().isoformat(), "instance": "CA", "as_then": ""},
    )
    baseline = Baseline.objects.get()
    line = scene.line("1.1.2")
    form = scene.client.get(reverse("plans:element_edit", args=[scene.plan.pk, line.pk]))
    scene.client.post(
        reverse("plans:element_edit", args=[scene.plan.pk, line.pk]),
        {"title": "Autre", "initial-title": line.title, "reason": "Demande du conseil"},
    )

    page = scene.get("amendment_list", baseline.pk)

    assert answer.status_code == 302
    assert "Motif de l’amendement" in form.content.decode()
    (amendment,) = page.context["amendments"]
    assert (amendment.reason, [c.label for c in amendment.lines[0].changes]) == (
        "Demande du conseil",
        ["Libellé"],
    )


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_papers_say_what_the_screens_say(scene, format):
    from tests.leaks.reading import words_in

    baseline = scene.adopt()
    edit(scene.line("1.1.2"), actor=scene.staff, title="Réunir le village")
    remove_elements(actor=scene.staff, plan=scene.plan, pks=[scene.line("1.2.1").pk])
    move_element(
        actor=scene.staff, element=scene.line("1.1.3"), place=Place(scene.line("1.2").pk, None)
    )
    day = timezone.localdate().isoformat()

    papers = {
        "amendment_paper": ([baseline.pk], {}),
        "comparison_paper": ([], {"de": f"adoption-{baseline.pk}"}),
        "past_paper": ([], {"au": day}),
    }
    said = {}
    for name, (args, sent) in papers.items():
        address = reverse(f"memory:{name}", args=[scene.plan.pk, *args])
        answer = scene.client.post(address, {"format": format, **sent})
        said[name] = words_in(answer.content, format)

    assert all("village" in words for words in said.values())
    assert "Sans motif" in said["amendment_paper"]


def test_rolling_into_a_new_plan_keeps_the_way_back(scene):
    change_status(actor=scene.staff, element=scene.line("1.1.2"), status="done")
    change_status(actor=scene.staff, element=scene.line("1.2.1"), status="abandoned")
    address = reverse("memory:plan_roll", args=[scene.plan.pk])
    first = scene.client.get(address)
    sent = {
        "title": "Plan d’action 2028-2030",
        "starts_on": "2028-04-01",
        "ends_on": "2030-03-31",
        "stamp": first.context["stamp"],
    }

    preview = scene.client.post(address, sent | {"etape": "apercu"})
    done = scene.client.post(address, sent | {"etape": "faire"})

    roll = RollOver.objects.get()
    made = [line.title for line in preview.context["draft"].lines]
    assert done["Location"] == roll.plan.get_absolute_url()
    assert list(roll.plan.elements.values_list("title", flat=True)) == made
    assert list(roll.plan.elements.values_list("number", flat=True)) == [
        "1", "1.1", "1.1.1", "1.1.3", "1.2", "1.2.2", "1.2.3",
    ]  # fmt: skip
    kin = Descent.objects.get(element__plan=roll.plan, element__number="1.1.3")
    assert kin.ancestor == scene.line("1.1.3")
    assert "vient de" in scene.client.get(kin.element.get_absolute_url()).content.decode()
    assert "continue dans" in scene.client.get(kin.ancestor.get_absolute_url()).content.decode()

    scene.client.post(reverse("memory:roll_undo", args=[roll.plan.pk]))
    assert (RollOver.objects.count(), Plan.objects.count()) == (0, 1)


def test_going_on_to_the_next_year_is_one_gesture_that_is_undone(scene):
    line = scene.line("1.1.1")  # marked for years 1 and 2
    other = scene.line("1.1.2")
    edit(other, actor=scene.staff, years="1")
    address = reverse("memory:year_roll", args=[scene.plan.pk])
    page = scene.client.get(address, {"an": 1})
    sent = {"an": 1, f"d-{line.pk}": "drop", f"d-{other.pk}": "carry"}
    sent["stamp"] = page.context["stamp"]

    preview = scene.client.post(address, sent | {"etape": "apercu"})
    scene.client.post(address, sent | {"etape": "faire"})

    other.refresh_from_db()
    line.refresh_from_db()
    assert [(c.before, c.after, c.state) for c in preview.context["changes"]] == [
        ("An 1, An 2", "An 1, An 2", "Abandonné"),
        ("An 1", "An 1, An 2", ""),
    ]
    assert (other.years_marked, line.status) == ([1, 2], "abandoned")
    assert scene.plan.edits.latest("pk").verb == "plan.roll"
