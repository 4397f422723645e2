"""Whatever is asked, the doors for programs answer as they say they do, and never fall."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from arrimage.accounts.tokens import create_token
from tests.factories import element_numbered, make_member, make_plan

CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


@pytest.fixture
def plan(db, settings):
    settings.ALLOWED_HOSTS = ["*"]
    return make_plan()


@pytest.fixture
def key(plan):
    scopes = ["plans:read", "updates:write", "evidence:write"]
    made = create_token(actor=make_member(plan.organization), name="Essai", scopes=scopes)
    return {"Authorization": f"Bearer {made.secret}"}


@pytest.mark.one_database
def test_no_request_makes_the_doors_fall_nor_answer_otherwise_than_described(plan, key):
    known = {"plan_id": plan.pk, "element_id": element_numbered(plan, "1.1.1").pk}
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    asked = set()

    for found in described.get_all_operations():
        operation = found.ok()

        @examples(max_examples=20, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def ask(case):
            keys = case.path_parameters or {}
            if sum(n for n in keys.values() if isinstance(n, int)) % 2:
                case.path_parameters.update({n: known[n] for n in keys})  # half reach the plan
            case.call_and_validate(headers=key, checks=CHECKS)

        ask()
        asked.add((operation.method.upper(), operation.path))

    assert len(asked) == 8
