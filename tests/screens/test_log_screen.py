"""The form of «Consigner»: whole without a script, read as it is typed, sent once."""

import pytest
from django.urls import reverse

from arrimage.followup.models import LogEntry
from arrimage.plans.models import StatusUpdate
from tests.factories import element_numbered, make_action, make_member
from tests.followup.plans import plan_of

pytestmark = pytest.mark.django_db
DRAFT = {"Accept": "application/json"}


@pytest.fixture
def plan():
    return plan_of(make_action("1.1", "Tenir une assemblée"), make_action("1.2", "Visiter"))


@pytest.fixture
def staff(client, plan):
    client.force_login(make_member(plan.organization, "staff"))
    return client


def _sent(plan, **values):
    line = element_numbered(plan, "1.1")
    return {"key": "k1", "text": "Assemblée tenue", "status": "done", "on": "2026-05-04",
            "ligne": [line.pk]} | values  # fmt: skip


def test_the_form_works_without_a_script(staff, plan):
    page = staff.get(
        reverse("followup:entry_log"), {"text": "Assemblée reportée à janvier 2027", "q": "1.1"}
    ).content.decode()

    assert '<option value="postponed" selected>' in page
    assert "janvier 2027" in page
    assert f'name="ligne" value="{element_numbered(plan, "1.1").pk}"' in page
    answer = staff.post(reverse("followup:entry_log"), _sent(plan, retour=plan.get_absolute_url()))
    assert (answer.status_code, answer.url) == (302, plan.get_absolute_url())
    assert StatusUpdate.objects.get().status == "done"


def test_a_draft_sent_twice_is_written_once(staff, plan):
    codes = [
        staff.post(reverse("followup:entry_log"), _sent(plan), headers=DRAFT).status_code
        for _time in range(2)
    ]

    assert codes == [204, 204]
    assert (LogEntry.objects.count(), StatusUpdate.objects.count()) == (1, 1)


def test_a_draft_that_is_refused_says_why(staff, plan):
    answer = staff.post(
        reverse("followup:entry_log"),
        _sent(plan, ligne=[], on="2126-01-01"),
        headers=DRAFT,
    )

    assert (answer.status_code, answer.json()) == (
        422,
        {"errors": ["Choisissez au moins une ligne, et trente au plus. Rien n’a été consigné."]},
    )


def test_a_draft_names_its_line_by_its_number_when_only_one_bears_it(staff, plan):
    unsure = _sent(plan, key="k2", ligne=[], q="1.2")
    codes = [staff.post(reverse("followup:entry_log"), unsure | {"q": q}, headers=DRAFT).status_code
             for q in ("9.9", "assemblée", "1.2.")]  # fmt: skip
    plan_of(make_action("1.2"), organization=plan.organization)
    codes.append(
        staff.post(reverse("followup:entry_log"), unsure | {"key": "k3"}, headers=DRAFT).status_code
    )

    assert codes == [422, 422, 204, 422]
    assert [update.element for update in StatusUpdate.objects.all()] == [
        element_numbered(plan, "1.2")
    ]


def test_a_draft_is_sent_by_the_person_who_wrote_it_only(client, staff, plan):
    who = client.get(reverse("followup:entry_sender")).json()["who"]
    other = make_member(plan.organization, "staff")

    client.force_login(other)
    answer = client.post(reverse("followup:entry_log"), _sent(plan, qui=who), headers=DRAFT)

    assert (answer.status_code, LogEntry.objects.count()) == (409, 0)
    client.logout()
    assert client.get(reverse("followup:entry_sender")).status_code == 302


def test_a_state_that_is_not_sent_stays(staff, plan):
    staff.post(reverse("followup:entry_log"), _sent(plan))
    sent = _sent(plan, key="k2", text="Le compte rendu est en ligne")
    del sent["status"]
    staff.post(reverse("followup:entry_log"), sent)

    assert element_numbered(plan, "1.1").status == "done"


@pytest.mark.parametrize(
    "back", ["https://ailleurs.example/", "//ailleurs.example", "javascript:x"]
)
def test_nobody_is_sent_elsewhere(staff, plan, back):
    answer = staff.post(reverse("followup:entry_log"), _sent(plan, retour=back))

    assert answer.url == reverse("followup:work_list")


def test_who_follows_nothing_has_neither_button_nor_form(client, plan):
    client.force_login(make_member(plan.organization, "board"))

    page = client.get(reverse("followup:entry_log")).content.decode()
    assert "Votre rôle ne vous fait suivre aucune ligne" in page and "data-log" not in page
    assert "data-log-door" not in client.get(plan.get_absolute_url()).content.decode()
