"""The address that opens the first organisation: it serves once, and only with its key."""

import pytest
from django.urls import reverse

from arrimage.directory.models import Organization
from arrimage.directory.opening import open_first_organization, opening_key

pytestmark = pytest.mark.django_db
VALUES = {
    "organization": "Table des Deux-Vallées",
    "kind": "regional",
    "name": "Inès Fortin",
    "email": "Ines@deuxvallees.test",
    "password": "une phrase bien à moi",
}


def _address(key=None):
    return reverse("directory:organization_open", args=[key or opening_key()])


def test_opening_signs_in_and_leads_to_the_organization(client):
    shown = client.get(_address())
    answer = client.post(_address(), VALUES)

    assert shown.status_code == 200
    assert answer["Location"] == Organization.objects.get().get_absolute_url()
    assert client.get(answer["Location"]).status_code == 200


def test_weak_password_is_told_and_opens_nothing(client):
    answer = client.post(_address(), VALUES | {"password": "court"})

    assert answer.status_code == 422
    assert "Table des Deux-Vallées" in answer.content.decode()
    assert not Organization.objects.exists()


@pytest.mark.parametrize("key", ["x", "0" * 24])
def test_wrong_key_shows_and_opens_nothing(client, key):
    assert client.get(_address(key))["Location"] == reverse("portal:home")
    assert client.post(_address(key), VALUES)["Location"] == reverse("portal:home")
    assert not Organization.objects.exists()


def test_key_serves_once_and_the_entrance_no_longer_speaks_of_it(client):
    sentence = "L’adresse pour ouvrir votre organisme"
    assert sentence in client.get(reverse("account_login")).content.decode()
    open_first_organization(actor=None, **VALUES)

    answer = client.post(_address(), VALUES | {"email": "autre@deuxvallees.test"})

    assert answer["Location"] == reverse("portal:home")
    assert sentence not in client.get(reverse("account_login")).content.decode()
    assert Organization.objects.count() == 1
