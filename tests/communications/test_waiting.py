"""Replies that wait for a person stand in «Mon travail» of whoever may confirm them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.communications.models import Reply
from arrimage.communications.waiting import replies_for
from arrimage.directory.models import Membership
from tests.factories import make_member, make_organization, make_user

from .scene import FIRST, Scene, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = Scene()
    made.ana_asked = made.ask()["Ana Roy"]
    return made


def waits(scene, text="Tout va bien.", reason="which", **values):
    return Reply.objects.create(
        request=scene.ana_asked,
        message_id=f"<{Reply.objects.count()}@granges.example>",
        sender="ana@granges.example",
        text=text,
        reason=reason,
        **values,
    )


def seen_by(user, scene, most=30):
    user = type(user).objects.get(pk=user.pk)
    found = replies_for(user, scene.organization, most)
    return [one.words for one in found.shown], found.total


def test_reply_is_to_confirm_for_the_team_alone_until_it_is_settled(scene):
    waits(scene)
    waits(scene, "Déjà notée.", state="applied", settled_at=timezone.now())
    other = make_member(make_organization("Réseau voisin", "national"), "direction")
    member = make_member(scene.organization, "member")
    admin = make_user()
    admin.is_network_admin = True
    admin.save()

    told = [seen_by(user, scene) for user in (scene.staff, admin, member, other)]

    one, none = (["Tout va bien."], 1), ([], 0)
    assert told == [one, one, none, none]
    Membership.objects.filter(user=scene.staff).update(role="member")
    assert seen_by(scene.staff, scene) == none


def test_replies_of_a_plan_in_the_bin_wait_there(scene):
    waits(scene)
    scene.plan.removed_at = timezone.now()
    scene.plan.save()

    assert seen_by(scene.staff, scene) == ([], 0)


def test_oldest_come_first_and_the_others_are_counted(scene):
    for number in range(4):
        waits(scene, f"Nouvelle {number}")

    assert seen_by(scene.staff, scene, most=2) == (["Nouvelle 0", "Nouvelle 1"], 4)


def test_work_shows_them_counts_them_and_comes_back_once_they_are_noted(scene, client):
    client.force_login(scene.staff)
    reply = waits(scene)
    work = f"{reverse('followup:work_list')}?organisme={scene.organization.slug}"

    page = client.get(work).content.decode()

    address = reverse("communications:reply_confirm", args=[scene.campaign.pk, reply.pk])
    assert '<section class="group is-doubt" id="confirmer"' in page
    assert f'id="reponse-{reply.pk}" tabindex="-1"' in page
    assert "Un geste, environ 5 minutes" in page
    assert "elle ne dit pas de quelle ligne elle parle" in page
    assert f'<form method="get" action="{address}">' in page
    line = line_of(scene.ana_asked, FIRST)
    sent = {"line": line.pk, "said": "running", "text": "Tout va bien."}
    answer = client.post(f"{address}?retour={work}", sent)
    assert answer["Location"] == work
    assert f"reponse-{reply.pk}" not in client.get(work).content.decode()


def test_nobody_is_sent_elsewhere_by_an_address_that_was_made_up(scene, client):
    client.force_login(scene.staff)
    reply = waits(scene)
    address = reverse("communications:reply_confirm", args=[scene.campaign.pk, reply.pk])

    answer = client.post(f"{address}?retour=https://ailleurs.example/", {"ecarter": ""})

    assert answer["Location"] == scene.campaign.get_absolute_url()


def test_what_another_carries_shows_no_reply(scene, client):
    client.force_login(scene.staff)
    reply = waits(scene)

    page = client.get(
        reverse("followup:work_list"),
        {"organisme": scene.organization.slug, "qui": f"personne-{scene.ana.pk}"},
    ).content.decode()

    assert f"reponse-{reply.pk}" not in page


def test_work_asks_the_same_number_of_questions_with_one_reply_and_with_three(scene, client):
    client.force_login(scene.staff)
    work = f"{reverse('followup:work_list')}?organisme={scene.organization.slug}"
    counts = []
    for rank in range(3):
        waits(scene, f"Nouvelle {rank}")
        with CaptureQueriesContext(connection) as asked:
            client.get(work)
        counts.append(len(asked))

    assert counts[0] == counts[2]
