"""Keys of programs."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from arrimage.accounts.models import ApiToken
from arrimage.accounts.tokens import create_token, revoke_token, token_of
from arrimage.audit.models import Entry
from tests.factories import make_user

pytestmark = pytest.mark.django_db
READ = ["plans:read"]


def test_a_key_is_shown_once_and_only_its_hash_is_kept():
    user = make_user()

    made = create_token(actor=user, name="Tableau de bord", scopes=READ)

    assert token_of(made.secret) == made.token
    assert made.secret not in str(ApiToken.objects.values().get())
    assert made.secret not in str(list(Entry.objects.values()))
    assert Entry.objects.latest("pk").verb == "token.create"


def test_a_key_that_is_revoked_expired_or_of_a_closed_account_opens_nothing():
    user = make_user()
    revoked, expired, closed = (
        create_token(actor=u, name="Outil", scopes=READ) for u in (user, user, make_user("Zoé"))
    )

    revoke_token(actor=user, token=revoked.token)
    ApiToken.objects.filter(pk=expired.token.pk).update(expires_at=timezone.now())
    closed.token.user.is_active = False
    closed.token.user.save()

    assert [token_of(made.secret) for made in (revoked, expired, closed)] == [None] * 3
    assert token_of("arrimage_inconnue") is None


@pytest.mark.parametrize(
    "values",
    [
        {"scopes": []},
        {"scopes": ["tout"]},
        {"scopes": READ, "until": dt.date(2020, 1, 1)},
        {"scopes": READ, "until": dt.date(2200, 1, 1)},
        {"scopes": READ, "name": " "},
    ],
)
def test_a_key_that_opens_nothing_or_lasts_too_long_is_refused(values):
    with pytest.raises(ValidationError):
        create_token(**{"actor": make_user(), "name": "Outil"} | values)


def test_a_person_makes_and_closes_keys_on_their_own_page(client):
    user, other = make_user(), make_user("Zoé")
    theirs = create_token(actor=other, name="Outil de Zoé", scopes=READ)
    client.force_login(user)

    page = client.post(reverse("account_tokens"), {"name": "Tableur", "scopes": READ})
    again = client.get(reverse("account_tokens")).content.decode()
    (token,) = user.api_tokens.all()
    stolen = client.post(reverse("account_token_revoke", args=[theirs.token.pk]))
    client.post(reverse("account_token_revoke", args=[token.pk]))

    assert "arrimage_" in page.content.decode()
    assert "arrimage_" not in again
    assert "Tableur" in again
    assert "Outil de Zoé" not in again
    assert stolen.status_code == 404
    assert not ApiToken.objects.get(pk=token.pk).is_open
    assert ApiToken.objects.get(pk=theirs.token.pk).is_open
