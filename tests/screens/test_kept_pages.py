"""What is kept of a page is what a new one would be, for everybody and after every gesture."""

import pytest

from arrimage.plans.operations import change_status, set_confidential
from arrimage.plans.templatetags import kept
from arrimage.plans.views.kept import forget_pages
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(make_organization(), make_draft(actions=2, objectives=3))


@pytest.fixture
def seen(client, plan):
    """The tables of the plan for somebody: as kept, then as made anew."""

    def look(user, query=""):
        client.force_login(user)
        pages = []
        for is_new in (False, True):
            if is_new:
                forget_pages()
                kept._tables.clear()
            html = client.get(f"{plan.get_absolute_url()}{query}").content.decode()
            pages.append(html[html.index('<div id="corps"') : html.rindex("</section>")])
        return pages

    return look


def test_kept_tables_equal_new_ones_for_each_reader_after_each_gesture(plan, seen):
    people = [make_member(plan.organization), make_member(plan.organization, role="member")]
    for query in ("", "?par=responsable"):
        for number, status in (("1.1.1", "done"), ("1.2.2", "in_progress")):
            for user in people:
                seen(user, query)
            element = element_numbered(plan, number)
            change_status(actor=people[0], element=element, status=status, text="Vu ensemble.")

            for user in people:
                old, new = seen(user, query)
                assert old == new
                assert "Vu ensemble." in new


def test_gesture_in_one_line_renders_one_table_again(client, plan):
    user = make_member(plan.organization)
    client.force_login(user)
    kept._tables.clear()
    client.get(plan.get_absolute_url())
    before = set(kept._tables)

    change_status(
        actor=user, element=element_numbered(plan, "1.1.1"), status="done", text="Vu ensemble."
    )
    client.get(plan.get_absolute_url())

    assert len(before) == 3
    assert len(set(kept._tables) - before) == 1


def test_what_becomes_confidential_leaves_the_page_that_readers_share_with_the_team(plan, seen):
    team, reader = make_member(plan.organization), make_member(plan.organization, role="member")
    element = element_numbered(plan, "1.1.1")
    shared = [seen(user)[0].count(f'id="e{element.pk}"') for user in (team, reader)]

    set_confidential(actor=team, element=element, is_confidential=True)

    assert shared == [1, 1]
    assert [seen(user)[0].count(f'id="e{element.pk}"') for user in (team, reader)] == [1, 0]
