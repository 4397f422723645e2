"""Comments write to the people that they name: nobody floods a network with them."""

import pytest
from django.urls import reverse

from arrimage.memory.views import talking
from arrimage.plans.models import Remark
from tests.factories import element_numbered, make_member, make_plan

pytestmark = pytest.mark.django_db


def test_comments_of_one_person_are_so_many_a_minute(client, monkeypatch):
    monkeypatch.setattr(talking, "COMMENTS", 2)
    monkeypatch.setattr("arrimage.core.pace.this_minute", lambda: 29)
    plan = make_plan()
    element = element_numbered(plan, "1.1.1")
    address = reverse("memory:comment_add", args=[plan.pk, element.pk])
    codes = []
    for who in ("staff", "direction"):
        client.force_login(make_member(plan.organization, who))
        for number in range(3):
            sent = {"text": f"Mot {number}", "reach": "team"}
            codes.append(client.post(address, sent).status_code)

    assert codes == [302, 302, 429] * 2
    assert Remark.objects.count() == 4
