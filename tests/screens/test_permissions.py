"""Every address for every persona, and nothing of one organisation in what another one gets."""

import re
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.urls import reverse

from arrimage.exchange.operations import undo_import
from arrimage.plans.models import Evidence
from tests.factories import element_numbered
from tests.screens.addresses import (
    OURS,
    PERSONAS,
    TOLD,
    body_of,
    patterns,
    values_of,
)
from tests.screens.doors import doors

pytestmark = pytest.mark.django_db
DOORS = doors()

# One row per address; columns as in PERSONAS:
# anonymous, direction, staff, member, board of A, direction of B, network administration.
GET = {
    "portal:home": (302, 302, 302, 302, 302, 302, 200),
    "portal:search": (302, 200, 200, 200, 200, 200, 200),
    "portal:organization_home": (302, 200, 200, 200, 200, 404, 200),
    "exchange:import_list": (302, 200, 200, 200, 200, 200, 200),
    "exchange:import_start": (302, 200, 200, 403, 403, 404, 200),
    "exchange:import_detail": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_cancel": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_retry": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_undo": (302, 200, 200, 403, 403, 404, 200),
    "exchange:import_source": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_page": (302, 200, 200, 200, 200, 404, 200),
    "exchange:import_review": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_accept": (302, 405, 405, 405, 405, 405, 405),
    "exchange:issue_decide": (302, 200, 200, 404, 404, 404, 200),
    "exchange:issue_keep": (302, 200, 200, 404, 404, 404, 200),
    "exchange:correction_undo": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_repair": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_period": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_relay": (302, 200, 200, 404, 404, 404, 200),
    "exchange:cell_share": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_about": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_words": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_reshape": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_columns": (302, 200, 200, 404, 404, 404, 200),
    "exchange:import_names": (302, 200, 200, 404, 404, 404, 200),
    "exchange:column_list": (302, 200, 200, 403, 403, 404, 200),
    "exchange:column_forget": (302, 405, 405, 405, 405, 405, 405),
    "exchange:blank_download": (302, 200, 200, 200, 200, 200, 200),
    "exchange:draft_level": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_move": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_drop": (302, 200, 200, 404, 404, 404, 200),
    "exchange:draft_restore": (302, 200, 200, 404, 404, 404, 200),
    "exchange:revision_start": (302, 200, 200, 403, 403, 404, 200),
    "exchange:revision_review": (302, 200, 200, 404, 404, 404, 200),
    "exchange:plan_export": (302, 200, 200, 200, 200, 404, 200),
    "plans:plan_list": (302, 200, 200, 200, 200, 200, 200),
    "plans:plan_new": (302, 200, 200, 403, 403, 404, 200),
    "plans:plan_detail": (302, 200, 200, 200, 200, 404, 200),
    "plans:plan_health": (302, 200, 200, 200, 200, 404, 200),
    "plans:source_download": (302, 200, 200, 404, 404, 404, 200),
    "plans:element_detail": (302, 200, 200, 200, 200, 404, 200),
    "plans:element_status": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_edit": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_add": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_move": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_shift": (302, 405, 405, 405, 405, 405, 405),
    "plans:element_level": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_remove": (302, 200, 200, 403, 403, 404, 200),
    "plans:plan_frame": (302, 200, 200, 403, 403, 404, 200),
    "plans:plan_years": (302, 405, 405, 405, 405, 405, 405),
    "plans:level_add": (302, 405, 405, 405, 405, 405, 405),
    "plans:level_change": (302, 405, 405, 405, 405, 405, 405),
    "plans:plan_remove": (302, 200, 200, 403, 403, 404, 200),
    "plans:plan_bin": (302, 200, 200, 403, 403, 404, 200),
    "plans:plan_restore": (302, 405, 405, 405, 405, 405, 405),
    "plans:elements_edit": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_put": (302, 405, 405, 405, 405, 405, 405),
    "plans:plan_news": (302, 200, 200, 200, 200, 404, 200),
    "plans:view_save": (302, 200, 200, 200, 200, 404, 200),
    "plans:view_edit": (302, 200, 200, 404, 404, 404, 200),
    "plans:view_delete": (302, 405, 405, 405, 405, 405, 405),
    "plans:edit_list": (302, 200, 200, 403, 403, 404, 200),
    "plans:edit_undo": (302, 405, 405, 405, 405, 405, 405),
    "plans:timeframe_read": (302, 200, 200, 403, 403, 404, 200),
    "plans:evidence_add": (302, 200, 200, 403, 403, 404, 200),
    "plans:evidence_download": (302, 200, 200, 200, 200, 404, 200),
    "plans:responsible_list": (302, 200, 200, 200, 200, 404, 200),
    "plans:responsible_match": (302, 405, 405, 405, 405, 405, 405),
    "plans:responsible_choose": (302, 200, 200, 403, 403, 404, 200),
    "plans:plan_share": (302, 200, 200, 403, 403, 404, 200),
    "plans:link_create": (302, 200, 200, 403, 403, 404, 200),
    "plans:link_revoke": (302, 200, 200, 403, 403, 404, 200),
    "plans:element_confide": (302, 405, 405, 405, 405, 405, 405),
    "plans:remark_resolve": (302, 405, 405, 405, 405, 405, 405),
    # By link: without its cookie, whoever asks is told that nothing opens.
    "plans:guest_closed": (410, 410, 410, 410, 410, 410, 410),
    "plans:guest_plan": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_element": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_status": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_words": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_evidence": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_remark": (302, 302, 302, 302, 302, 302, 302),
    # Last of them: it leaves its cookie.
    "plans:guest_enter": (302, 302, 302, 302, 302, 302, 302),
    "plans:plan_public": (404, 404, 404, 404, 404, 404, 404),
    "plans:plan_public_en": (404, 404, 404, 404, 404, 404, 404),
    "plans:relay_give": (302, 200, 200, 403, 403, 404, 200),
    "plans:relay_undo": (302, 200, 200, 403, 403, 404, 200),
    "directory:invitation_accept": (200, 200, 200, 200, 200, 200, 200),
    "directory:organization_open": (200, 200, 200, 200, 200, 200, 200),
    "directory:member_leave": (302, 200, 200, 200, 200, 404, 404),
    "directory:member_list": (302, 200, 403, 403, 403, 404, 200),
    "directory:person_invite": (302, 200, 403, 403, 403, 404, 200),
    "directory:member_role": (302, 200, 403, 403, 403, 404, 200),
    "directory:member_remove": (302, 200, 403, 403, 403, 404, 200),
    "directory:invitation_revoke": (302, 200, 403, 403, 403, 404, 200),
    "directory:organization_list": (302, 200, 200, 200, 200, 404, 200),
    "directory:organization_add": (302, 200, 200, 403, 403, 404, 200),
    "directory:organization_detail": (302, 200, 200, 200, 200, 404, 200),
    "directory:organization_edit": (302, 200, 200, 403, 403, 404, 200),
    "directory:territory_list": (302, 200, 200, 200, 200, 404, 200),
    "directory:person_list": (302, 200, 200, 200, 200, 404, 200),
    "directory:person_add": (302, 200, 200, 403, 403, 404, 200),
    "directory:person_detail": (302, 200, 200, 200, 200, 404, 200),
    "directory:person_edit": (302, 200, 200, 403, 403, 404, 200),
    "directory:own_record": (302, 302, 302, 302, 302, 302, 302),
    "directory:person_remove": (302, 200, 200, 403, 403, 404, 200),
    "directory:position_add": (302, 200, 200, 403, 403, 404, 200),
    "directory:position_edit": (302, 200, 200, 403, 403, 404, 200),
    "directory:theme_list": (302, 200, 200, 200, 200, 404, 200),
    "directory:theme_add": (302, 200, 403, 403, 403, 404, 200),
    "directory:theme_edit": (302, 200, 403, 403, 403, 404, 200),
    "directory:duplicate_list": (302, 200, 403, 403, 403, 404, 200),
    "directory:duplicate_dismiss": (302, 405, 405, 405, 405, 405, 405),
    "directory:merge_choose": (302, 200, 403, 403, 403, 404, 200),
    "directory:record_merge": (302, 200, 403, 403, 403, 404, 200),
    "directory:merge_undo": (302, 200, 403, 403, 403, 404, 200),
} | {name: door.get for name, door in DOORS.items()}
# Whoever holds the link is answered; an invitation names the organisation that sent it.
CLOSED = ("/plans/partage/ferme/", "/nouvelles/ferme/")  # where links lead who does not hold them
BY_LINK = ("directory:invitation_accept", "directory:organization_open")
WITHOUT_ACCOUNT = tuple(
    f"plans:{name}"
    for name in (
        "guest_enter",
        "guest_closed",
        "guest_plan",
        "guest_element",
        "guest_status",
        "guest_words",
        "guest_evidence",
        "guest_remark",
        "plan_public",
        "plan_public_en",
    )
)
READ_ONLY = (302, 405, 405, 405, 405, 405, 405)
POST = {
    "portal:home": READ_ONLY,
    "portal:search": READ_ONLY,
    "portal:organization_home": READ_ONLY,
    "exchange:import_list": READ_ONLY,
    "exchange:import_start": (302, 302, 302, 403, 403, 404, 302),
    "exchange:import_detail": READ_ONLY,
    "exchange:import_cancel": (302, 302, 302, 404, 404, 404, 302),
    "exchange:import_retry": (302, 302, 302, 404, 404, 404, 302),
    "exchange:import_undo": (302, 302, 302, 403, 403, 404, 302),
    "exchange:import_source": READ_ONLY,
    "exchange:import_page": READ_ONLY,
    "exchange:import_review": READ_ONLY,
    "exchange:import_accept": (302, 302, 302, 404, 404, 404, 302),
    "exchange:issue_decide": (302, 302, 302, 404, 404, 404, 302),
    "exchange:issue_keep": (302, 302, 302, 404, 404, 404, 302),
    "exchange:correction_undo": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_repair": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_period": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_relay": (302, 302, 302, 404, 404, 404, 302),
    "exchange:cell_share": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_about": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_words": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_reshape": (302, 302, 302, 404, 404, 404, 302),
    "exchange:import_columns": (302, 302, 302, 404, 404, 404, 302),
    "exchange:import_names": (302, 302, 302, 404, 404, 404, 302),
    "exchange:column_list": READ_ONLY,
    "exchange:column_forget": (302, 302, 302, 403, 403, 404, 302),
    "exchange:blank_download": READ_ONLY,
    "exchange:draft_level": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_move": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_drop": (302, 302, 302, 404, 404, 404, 302),
    "exchange:draft_restore": (302, 302, 302, 404, 404, 404, 302),
    "exchange:revision_start": (302, 302, 302, 403, 403, 404, 302),
    "exchange:revision_review": (302, 302, 302, 404, 404, 404, 302),
    "exchange:plan_export": (302, 200, 200, 200, 200, 404, 200),
    "plans:plan_list": READ_ONLY,
    "plans:plan_new": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_detail": READ_ONLY,
    "plans:plan_health": READ_ONLY,
    "plans:source_download": READ_ONLY,
    "plans:element_detail": READ_ONLY,
    "plans:element_status": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_edit": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_add": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_move": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_shift": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_level": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_remove": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_frame": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_years": (302, 302, 302, 403, 403, 404, 302),
    "plans:level_add": (302, 302, 302, 403, 403, 404, 302),
    "plans:level_change": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_remove": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_bin": READ_ONLY,
    "plans:plan_restore": (302, 302, 302, 403, 403, 404, 302),
    "plans:elements_edit": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_put": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_news": READ_ONLY,
    "plans:view_save": (302, 302, 302, 302, 302, 404, 302),
    "plans:view_edit": (302, 302, 302, 404, 404, 404, 302),
    "plans:view_delete": (302, 302, 302, 404, 404, 404, 302),
    "plans:edit_list": READ_ONLY,
    "plans:edit_undo": (302, 302, 302, 403, 403, 404, 302),
    "plans:timeframe_read": READ_ONLY,
    "plans:evidence_add": (302, 302, 302, 403, 403, 404, 302),
    "plans:evidence_download": READ_ONLY,
    "plans:responsible_list": READ_ONLY,
    "plans:responsible_match": (302, 302, 302, 403, 403, 404, 302),
    "plans:responsible_choose": (302, 302, 302, 403, 403, 404, 302),
    "plans:plan_share": (302, 302, 302, 403, 403, 404, 302),
    "plans:link_create": (302, 200, 200, 403, 403, 404, 200),
    "plans:link_revoke": (302, 302, 302, 403, 403, 404, 302),
    "plans:element_confide": (302, 302, 302, 403, 403, 404, 302),
    "plans:remark_resolve": (302, 302, 302, 403, 403, 404, 302),
    "plans:guest_enter": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_closed": (405, 405, 405, 405, 405, 405, 405),
    "plans:guest_plan": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_element": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_status": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_words": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_evidence": (302, 302, 302, 302, 302, 302, 302),
    "plans:guest_remark": (302, 302, 302, 302, 302, 302, 302),
    "plans:plan_public": (405, 405, 405, 405, 405, 405, 405),
    "plans:plan_public_en": (405, 405, 405, 405, 405, 405, 405),
    "plans:relay_give": (302, 302, 302, 403, 403, 404, 302),
    "plans:relay_undo": (302, 302, 302, 403, 403, 404, 302),
    # Whoever holds the link takes the role; those who have one already are told so.
    "directory:invitation_accept": (302, 422, 422, 422, 422, 302, 302),
    "directory:organization_open": (302, 302, 302, 302, 302, 302, 302),
    "directory:member_leave": (302, 422, 302, 302, 302, 404, 404),
    "directory:member_list": READ_ONLY,
    "directory:person_invite": (302, 200, 403, 403, 403, 404, 200),
    "directory:member_role": (302, 302, 403, 403, 403, 404, 302),
    "directory:member_remove": (302, 302, 403, 403, 403, 404, 302),
    "directory:invitation_revoke": (302, 302, 403, 403, 403, 404, 302),
    "directory:organization_list": READ_ONLY,
    "directory:organization_add": (302, 302, 302, 403, 403, 404, 302),
    "directory:organization_detail": READ_ONLY,
    "directory:organization_edit": (302, 302, 302, 403, 403, 404, 302),
    "directory:territory_list": READ_ONLY,
    "directory:person_list": READ_ONLY,
    "directory:person_add": (302, 302, 302, 403, 403, 404, 302),
    "directory:person_detail": READ_ONLY,
    "directory:person_edit": (302, 302, 302, 403, 403, 404, 302),
    "directory:own_record": READ_ONLY,
    "directory:person_remove": (302, 302, 302, 403, 403, 404, 302),
    "directory:position_add": (302, 302, 302, 403, 403, 404, 302),
    "directory:position_edit": (302, 302, 302, 403, 403, 404, 302),
    "directory:theme_list": READ_ONLY,
    "directory:theme_add": (302, 302, 403, 403, 403, 404, 302),
    "directory:theme_edit": (302, 302, 403, 403, 403, 404, 302),
    "directory:duplicate_list": READ_ONLY,
    "directory:duplicate_dismiss": (302, 302, 403, 403, 403, 404, 302),
    "directory:merge_choose": READ_ONLY,
    "directory:record_merge": (302, 302, 403, 403, 403, 404, 302),
    "directory:merge_undo": (302, 302, 403, 403, 403, 404, 302),
} | {name: door.post for name, door in DOORS.items()}
# The accounts' own addresses, for somebody who is not signed in: forms of the way in, else the
# sign-in page. None of them shows anything of an organisation.
ACCOUNTS = {
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_signup": 200,
    "account_reauthenticate": 302,
    "account_resume": 302,
    "account_email": 302,
    "account_email_verification_sent": 200,
    "account_change_password": 302,
    "account_set_password": 302,
    "account_reset_password": 200,
    "account_confirm_login_code": 302,
    "account_confirm_email": 200,
    "account_reset_password_from_key_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_done": 200,
    "mfa_index": 302,
    "mfa_authenticate": 302,
    "mfa_reauthenticate": 302,
    "mfa_activate_totp": 302,
    "mfa_deactivate_totp": 302,
    "mfa_view_recovery_codes": 302,
    "mfa_generate_recovery_codes": 302,
    "mfa_download_recovery_codes": 302,
    "mfa_login_webauthn": 302,
    "mfa_reauthenticate_webauthn": 302,
    "mfa_list_webauthn": 302,
    "mfa_add_webauthn": 302,
    "mfa_edit_webauthn": 302,
    "mfa_remove_webauthn": 302,
    "usersessions_list": 302,
    "account_home": 302,
    "account_tokens": 302,
    "account_token_revoke": 302,
    "account_data": 302,
    "account_close": 302,
    "set_language": 302,
}
ACCOUNT_ARGS = {
    "account_confirm_email": ("x:y",),
    "account_reset_password_from_key": ("1", "abc-def"),
    "mfa_edit_webauthn": (1,),
    "account_token_revoke": (1,),
    "mfa_remove_webauthn": (1,),
}


def _sign_in(client, world, persona):
    if world.people[persona]:
        client.force_login(world.people[persona])


def _post(client, world, name):
    """The answer to a gesture that is taken back at once, so that each one meets the same world."""
    with transaction.atomic():
        response = client.post(world.address(name), values_of(name))
        transaction.set_rollback(True)
    return response


def test_every_address_has_its_rows():
    named = {f"{space}:{name}" if space else name for space, name in patterns()}

    ours = {name for name in named if name.split(":")[0] in OURS}
    assert set(GET) == set(POST) == ours
    by_key = {name for name in named if name.startswith("api:")}  # see tests/api
    assert set(ACCOUNTS) == named - ours - by_key


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_address_answers_each_persona_as_the_table_says(client, world, persona):
    _sign_in(client, world, persona)
    column = PERSONAS.index(persona)

    answers = {name: client.get(world.address(name)) for name in GET}

    assert {name: a.status_code for name, a in answers.items()} == {
        name: row[column] for name, row in GET.items()
    }


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_gesture_answers_each_persona_as_the_table_says(client, world, persona):
    _sign_in(client, world, persona)
    column = PERSONAS.index(persona)

    answers = {}
    for name in POST:
        answers[name] = _post(client, world, name).status_code
        _sign_in(client, world, persona)  # an accepted invitation changes the session

    assert answers == {name: row[column] for name, row in POST.items()}


def test_anonymous_visitor_is_sent_to_the_sign_in_page(client, world):
    shown = {*BY_LINK, *WITHOUT_ACCOUNT}
    shown |= {name for name, door in DOORS.items() if door.is_for_all}
    for name in GET.keys() - shown:
        address = world.address(name)
        for answer in (client.get(address), _post(client, world, name)):
            assert answer["Location"] == f"{reverse('account_login')}?next={address}", name
            assert TOLD not in body_of(answer)


def test_account_addresses_show_only_the_way_in_to_an_anonymous_visitor(client, world):
    answers = {n: client.get(reverse(n, args=ACCOUNT_ARGS.get(n, ()))) for n in ACCOUNTS}

    assert {name: answer.status_code for name, answer in answers.items()} == ACCOUNTS
    assert [name for name, answer in answers.items() if TOLD in body_of(answer)] == []


def _asked_by_a_stranger(world):
    """Addresses of A, those of B that could slip, and mixtures of both."""
    a, b = world.plan, world.b_plan
    a_line, b_line = element_numbered(a, "1.1.3").pk, element_numbered(b, "1.1.3").pk
    evidence = Evidence.objects.get().pk
    own = [reverse("plans:plan_list"), reverse("exchange:import_list"), world.b.get_absolute_url()]
    own += [b.get_absolute_url(), f"{b.get_absolute_url()}?q=Secret", "/plans/?q=Secret"]
    own += [f"{b.get_absolute_url()}?responsable=Secret+d%E2%80%99A", "/"]
    own += [reverse("exchange:import_review", args=[world.b_review.pk]) + "?partie=a1.1.3"]
    own += [reverse("directory:member_list", args=[world.b.slug])]
    own += ["/recherche/?q=Secret", f"/recherche/?q=Secret&organisme={world.a.slug}"]
    own += [f"/recherche/?q=Secret&plan={a.pk}", "/recherche/?q=organisme", "/recherche/?q=1.1.3"]
    mixed = [f"/plans/?organisme={world.a.slug}", f"/imports/?organisme={world.a.slug}"]
    mixed += [reverse("plans:element_detail", args=[b.pk, a_line])]
    mixed += [reverse("plans:element_detail", args=[a.pk, b_line])]
    mixed += [reverse("plans:evidence_download", args=[b.pk, b_line, evidence])]
    mixed += [reverse("plans:evidence_download", args=[b.pk, a_line, evidence])]
    return own, mixed + [world.address(name) for name in GET.keys() - {*BY_LINK, *_LISTS}]


_LISTS = (
    *WITHOUT_ACCOUNT,
    "plans:element_confide",
    "plans:remark_resolve",
    "portal:home",
    "portal:search",
    "exchange:import_list",
    "exchange:import_accept",
    "exchange:column_forget",
    "exchange:blank_download",
    "plans:plan_list",
    "plans:element_shift",
    "plans:element_put",
    "plans:view_delete",
    "plans:plan_years",
    "plans:level_add",
    "plans:level_change",
    "plans:plan_restore",
    "plans:edit_undo",
    "directory:duplicate_dismiss",
    "directory:own_record",
    "plans:responsible_match",
    *(name for name, door in DOORS.items() if door.is_for_all or 200 not in door.get),
)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_nothing_of_an_organisation_reaches_another_one_by_reading(client, world, headers):
    _sign_in(client, world, "stranger")
    own, foreign = _asked_by_a_stranger(world)

    answers = {path: client.get(path, headers=headers, follow=True) for path in own + foreign}

    assert {answers[path].status_code for path in own} == {200}
    assert [path for path in foreign if answers[path].status_code != 404] == []
    assert [path for path, answer in answers.items() if TOLD in unquote(body_of(answer))] == []


def test_nothing_of_an_organisation_reaches_another_one_by_gestures(client, world):
    _sign_in(client, world, "stranger")

    answers = {name: _post(client, world, name) for name in POST}

    told = [name for name, answer in answers.items() if TOLD in unquote(body_of(answer))]
    assert told == []


@pytest.mark.parametrize("format", ["csv", "json"])
def test_export_of_another_organisation_holds_only_its_own_words(client, world, format):
    _sign_in(client, world, "stranger")

    made = client.post(reverse("exchange:plan_export", args=[world.b_plan.pk]), {"format": format})

    assert made.status_code == 200
    assert "Bouleau" in body_of(made)
    assert "Secret" not in unquote(body_of(made))


def test_secret_would_be_seen_if_it_leaked(client, world):
    """The other side of the proof: these answers hold A's words for A's own people."""
    _sign_in(client, world, "direction")

    silent = [n for n in GET if TOLD not in unquote(body_of(client.get(world.address(n))))]

    nothing_to_read = {"exchange:import_page", "exchange:import_accept", "plans:element_shift"}
    nothing_to_read |= {"exchange:column_forget", "exchange:blank_download"}
    nothing_to_read |= {"plans:edit_undo", "plans:timeframe_read", "directory:duplicate_dismiss"}
    nothing_to_read |= {"plans:responsible_match", "plans:element_confide", *WITHOUT_ACCOUNT}
    nothing_to_read |= {"plans:plan_years", "plans:level_add", "plans:level_change"}
    nothing_to_read |= {"plans:plan_restore", "directory:organization_open"}
    nothing_to_read |= {"plans:element_put", "plans:view_delete"}
    nothing_to_read |= {"plans:remark_resolve", "directory:own_record"}
    nothing_to_read |= {name for name, door in DOORS.items() if door.is_silent}
    assert set(silent) == {"portal:home", *nothing_to_read}


@pytest.mark.parametrize("role", ["member", "board"])
def test_reading_that_nobody_accepted_is_for_the_team(client, world, role):
    _sign_in(client, world, role)
    address = reverse("exchange:import_source", args=[world.accepted.pk])
    document = reverse("plans:source_download", args=[world.accepted.source_id])

    listed = client.get(reverse("exchange:import_list")).context["runs"]
    waiting = client.get(world.a.get_absolute_url()).context["waiting"]

    assert [run for run, _look in listed] == [world.accepted]
    assert waiting == []
    assert [client.get(path).status_code for path in (address, document)] == [200, 200]


def test_undone_import_is_for_the_team_again(client, world):
    undo_import(actor=world.people["staff"], run=world.accepted, force=True)
    _sign_in(client, world, "member")

    detail = reverse("exchange:import_detail", args=[world.accepted.pk])
    document = reverse("plans:source_download", args=[world.accepted.source_id])

    assert [client.get(path).status_code for path in (detail, document)] == [404, 404]


def test_stranger_cannot_tell_what_exists_from_what_does_not(client, world):
    _sign_in(client, world, "stranger")
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

    def said(args):
        address = reverse(name, args=args)
        return token.sub("", client.get(address).content.decode()).replace(address, "")

    for name in GET.keys() - {*BY_LINK, *_LISTS}:
        gone = [f"rien-{value}" if isinstance(value, str) else 987654 for value in world.args[name]]
        assert said(world.args[name]) == said(gone), name


def test_role_taken_away_closes_every_address_at_once(client, world):
    _sign_in(client, world, "staff")
    assert client.get(world.address("plans:plan_detail")).status_code == 200

    world.people["staff"].memberships.all().delete()

    closed = {name: client.get(world.address(name)).status_code for name in GET}
    column = PERSONAS.index("stranger")
    expected = {name: row[column] for name, row in GET.items()}
    assert closed == expected | {"portal:home": 200}  # no organisation left to be sent to
