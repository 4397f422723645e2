"""What is held about a person: what they held and logged; the log goes with the account."""

import pytest

from arrimage.accounts.holdings import holdings
from arrimage.followup.entries import Told, log_entry
from arrimage.followup.models import LogEntry, Occurrence
from tests.factories import make_member
from tests.followup.plans import TODAY, work_plan

pytestmark = pytest.mark.django_db


def test_a_person_is_told_what_they_logged_and_the_log_can_go():
    plan = work_plan()
    user = make_member(plan.organization, "staff")
    line = plan.elements.get(number="1.5")
    told = Told("Appel tenu", TODAY.replace(month=5), is_held=True)
    log_entry(actor=user, client_key="k", elements=[line], told=told)
    kept = {holding.key: holding for holding in holdings()}

    held, logged = list(kept["held"].told(user)), list(kept["logged"].told(user))
    kept["logged"].release(user)

    assert held == [{"on": "2026-05-20", "element": str(line), "text": "Appel tenu"}]
    assert [row["text"] for row in logged] == ["Appel tenu"]
    assert (LogEntry.objects.count(), Occurrence.objects.count()) == (0, 1)
    assert not kept["held"].goes
