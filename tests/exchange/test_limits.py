"""What the base itself holds about imports, and lists that do not grow with the years."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from arrimage.exchange.models import ImportRun
from tests.factories import make_member, make_organization, make_run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("values", [{"state": "perdu"}, {"draft": None}], ids=str)
def test_base_refuses_an_import_in_no_known_state_or_a_review_of_nothing(values):
    run = make_run()

    with pytest.raises(IntegrityError):
        ImportRun.objects.filter(pk=run.pk).update(**values)


def test_list_of_imports_shows_fifty_at_a_time_in_constant_queries(
    client, django_assert_num_queries, tmp_path, settings
):
    settings.STATIC_ROOT = tmp_path
    organization = make_organization()
    source = make_run(organization).source
    made = [ImportRun(organization=organization, source=source) for _ in range(52)]
    ImportRun.objects.bulk_create(made)
    client.force_login(make_member(organization))
    address = reverse("exchange:import_list")

    pages = [client.get(address, {"page": page}) for page in ("", "2", "99", "-1", "x")]

    assert [len(page.context["runs"]) for page in pages] == [50, 3, 3, 50, 50]
    assert 'rel="next" href="?page=2"' in pages[0].content.decode()
    assert 'rel="prev" href="?page=1"' in pages[1].content.decode()
    with django_assert_num_queries(6):
        client.get(address)
