"""Two records made one, and two again: nothing lost, nothing invented."""

import datetime as dt
import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from arrimage.audit.models import Entry
from arrimage.audit.phrases import sentence
from arrimage.core.backup import kept_models
from arrimage.directory import phrases
from arrimage.directory.annuaire import organization_in, people_in, person_in
from arrimage.directory.merging import Moving, merge_records, undo_merge, what_would_move
from arrimage.directory.models import Distinction, Membership, Merge, Organization, Person
from arrimage.directory.operations import create_organization
from arrimage.plans.models import Plan
from tests.directory.making import as_role, make_network, make_person
from tests.factories import make_admin, make_member, make_plan, make_run, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    top, (table, twin) = make_network("Table des Aulnes", "Table d’Aulnes")
    return make_admin("Maude Lavoie"), top, table, twin


def everything():
    """Every row of the base as text, but for the memory of the gestures and what derives from it."""
    rows = {}
    for model in kept_models():
        if model in (Merge, Entry) or model._meta.app_label == "search":
            continue
        for row in json.loads(serializers.serialize("json", model._base_manager.order_by("pk"))):
            rows[f"{row['model']}:{row['pk']}"] = row["fields"]
    return rows


def test_organisation_takes_all_that_led_to_the_other(network):
    actor, top, table, twin = network
    plan = make_plan(twin)
    committee = create_organization(actor=None, name="Comité", kind="committee", parent=twin)
    person = make_person(twin)
    direction = make_member(twin)
    Organization.objects.filter(pk=twin.pk).update(acronym="TA")

    merge_records(actor=actor, network=top, kept=table, absorbed=twin)

    table.refresh_from_db()
    assert Plan.objects.get(pk=plan.pk).organization == table
    assert Organization.objects.get(pk=committee.pk).parent == table
    assert person.positions.get().organization == table
    assert Membership.objects.get(user=direction).organization == table
    assert table.acronym == "TA"
    assert sentence(Entry.objects.latest("pk")) == (
        "Maude Lavoie a fusionné Table d’Aulnes dans Table des Aulnes."
    )


@pytest.mark.parametrize("bring", [make_plan, make_member, make_run])
def test_direction_of_the_network_joins_no_plans_and_no_accesses_that_are_not_its_own(
    network, bring
):
    _admin, top, table, twin = network
    bring(twin)
    direction = make_member(top)
    before = everything()

    for kept in (table, top):
        with pytest.raises(ValidationError, match="diriger les deux"):
            merge_records(actor=direction, network=top, kept=kept, absorbed=twin)

    assert everything() == before
    assert merge_records(actor=direction, network=top, kept=twin, absorbed=table)


def test_direction_of_both_organisations_joins_them(network):
    _admin, top, table, twin = network
    direction = make_member(twin)
    Membership.objects.create(user=direction, organization=table, role="direction")
    plan = make_plan(twin)

    merge_records(actor=direction, network=top, kept=table, absorbed=twin)

    plan.refresh_from_db()
    assert plan.organization == table


def test_undo_puts_back_every_row_as_it_was(network):
    actor, top, table, twin = network
    make_plan(twin)
    make_plan(table)
    shared = make_member(twin)
    Membership.objects.create(user=shared, organization=table, role="member")
    make_member(twin, "staff")
    create_organization(actor=None, name="Comité", kind="committee", parent=twin)
    make_person(twin)
    before = everything()

    merge = merge_records(actor=actor, network=top, kept=table, absorbed=twin)
    assert everything() != before
    undone = undo_merge(actor=actor, merge=merge)

    assert everything() == before
    assert undone.left == 0
    assert sentence(Entry.objects.latest("pk")) == (
        "Maude Lavoie a annulé la fusion de Table d’Aulnes dans Table des Aulnes."
    )


def test_role_held_in_both_is_kept_as_it_is_and_gives_no_more(network):
    actor, top, table, twin = network
    both = make_user()
    Membership.objects.create(user=both, organization=table, role="member")
    Membership.objects.create(user=both, organization=twin, role="direction")

    merge_records(actor=actor, network=top, kept=table, absorbed=twin)

    visible = Organization.objects.visible_to(both)
    assert [(o, o.memberships.get(user=both).role) for o in visible] == [(table, "member")]


def test_undo_leaves_what_somebody_changed_since(network):
    actor, top, table, twin = network
    plan = make_plan(twin)
    make_person(twin)
    merge = merge_records(actor=actor, network=top, kept=table, absorbed=twin)
    Plan.objects.filter(pk=plan.pk).update(organization=top)

    undone = undo_merge(actor=actor, merge=merge)

    plan.refresh_from_db()
    assert (plan.organization, undone.left) == (top, 1)
    assert twin.positions.count() == 1


def test_absorbed_record_leads_to_the_one_that_stands_for_it(network):
    actor, top, table, twin = network
    first, second = make_person(table), make_person(twin, "A. Tremblay")
    annuaire = as_role(top)

    merge_records(actor=actor, network=top, kept=first, absorbed=second)
    merge_records(actor=actor, network=top, kept=table, absorbed=twin)

    annuaire = as_role(top)
    assert person_in(annuaire, second.pk) == first
    assert organization_in(annuaire, twin.pk) == table
    assert list(people_in(annuaire).filter(name__contains="Tremblay")) == [first]


def test_people_become_one_with_what_each_knew(network):
    actor, top, table, twin = network
    user = make_user()
    kept = make_person(table, phone="418 555-0101", title="Coordination")
    absorbed = make_person(
        twin, "Anne T.", email="anne@aulnes.example", user=user, since=dt.date(2025, 1, 1)
    )
    for person in (kept, absorbed):
        person.positions.update(is_principal=True)
    before = everything()

    merge = merge_records(actor=actor, network=top, kept=kept, absorbed=absorbed)

    kept.refresh_from_db()
    assert (kept.email, kept.phone, kept.user) == ("anne@aulnes.example", "418 555-0101", user)
    principals = [position.is_principal for position in kept.positions.order_by("pk")]
    assert principals == [True, False]
    undo_merge(actor=actor, merge=merge)
    assert everything() == before


def test_two_accounts_stay_two(network):
    actor, top, table, _twin = network
    kept, absorbed = (make_person(table, user=make_user()) for _rank in range(2))

    merge_records(actor=actor, network=top, kept=kept, absorbed=absorbed)

    users = Person.objects.order_by("pk").values_list("user", flat=True)
    assert list(users) == [kept.user_id, absorbed.user_id]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("table", "table"), phrases.MERGE_SAME),
        (("table", "person"), phrases.MERGE_SAME),
        (("table", "top"), phrases.KEEP_THE_OTHER),
        (("table", "gone"), phrases.ALREADY_MERGED),
    ],
)
def test_merge_that_makes_no_sense_is_refused(network, pair, words):
    actor, top, table, twin = network
    gone = create_organization(actor=None, name="Partie", kind="member", parent=top)
    merge_records(actor=actor, network=top, kept=twin, absorbed=gone)
    rows = {"table": table, "top": top, "gone": gone, "person": make_person(table)}
    before = everything()

    with pytest.raises(ValidationError) as refused:
        merge_records(actor=actor, network=top, kept=rows[pair[0]], absorbed=rows[pair[1]])

    assert refused.value.messages == [str(words)]
    assert everything() == before


def test_merge_is_undone_once_and_the_later_one_first(network):
    actor, top, table, twin = network
    third = create_organization(actor=None, name="Autre", kind="member", parent=top)
    before = everything()
    first = merge_records(actor=actor, network=top, kept=table, absorbed=twin)
    second = merge_records(actor=actor, network=top, kept=third, absorbed=table)

    with pytest.raises(ValidationError) as refused:
        undo_merge(actor=actor, merge=first)
    assert refused.value.messages == [str(phrases.UNDO_THE_LATER)]
    undo_merge(actor=actor, merge=second)
    undo_merge(actor=actor, merge=first)
    assert everything() == before
    with pytest.raises(ValidationError) as refused:
        undo_merge(actor=actor, merge=first)
    assert refused.value.messages == [str(phrases.ALREADY_UNDONE)]


def test_preview_counts_what_would_move_in_words(network):
    _actor, _top, _table, twin = network
    make_member(twin)
    make_member(twin, "staff")
    make_person(twin)

    assert what_would_move(twin) == (
        Moving("Rôles d’accès", 2),
        Moving("Fonctions", 1),
    )


def test_merge_costs_the_same_with_one_and_three_rows(network, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    actor, top, table, twin = network
    make_person(twin)
    with CaptureQueriesContext(connection) as one:
        merge_records(actor=actor, network=top, kept=table, absorbed=twin)
    third = create_organization(actor=None, name="Autre", kind="member", parent=top)
    for name in ("Une", "Deux", "Trois"):
        make_person(third, name)

    with django_assert_num_queries(len(one)):
        merge_records(actor=actor, network=top, kept=table, absorbed=third)


def test_distinction_is_ordered_in_the_base(network):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Distinction.objects.create(kind="person", first_id=2, second_id=1)
