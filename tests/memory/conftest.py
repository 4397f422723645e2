"""A house and somebody of its team."""

import pytest


@pytest.fixture
def house():
    from tests.factories import make_organization  # app ready

    return make_organization()


@pytest.fixture
def staff(house):
    from tests.factories import make_member  # app ready

    return make_member(house, "staff")
