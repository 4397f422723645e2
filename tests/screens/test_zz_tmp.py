import pytest
from django.core.cache import cache
from django.urls import reverse
from tests.factories import *
@pytest.mark.django_db
def test_x(client, settings, tmp_path):
    settings.STATIC_ROOT=tmp_path
    cache.clear()
    u=make_member(make_organization())
    for i in range(6):
        r=client.post(reverse("account_login"),{"login":u.email,"password":"faux"}, headers={"X-Forwarded-For": f"10.0.0.{i}"}); print(r.status_code)
    r=client.post(reverse("account_login"),{"login":u.email,"password":"un-mot-de-passe"}); print(r.status_code, r.content.decode()[-1800:])
    cache.clear()
    for i in range(12):
        r=client.post(reverse("account_login"),{"login":f"z{i}@x.example","password":"faux"}, headers={"X-Forwarded-For": f"10.0.0.{i}"}); print(r.status_code, end=" ")
    r=client.post(reverse("account_login"),{"login":u.email,"password":"un-mot-de-passe"}); print(r.status_code)
    client.force_login(u)
    r=client.post(reverse("set_language"),{f"f{i}":"1" for i in range(2500)}); print(r.status_code, r.content[:200])
    r=client.post(reverse("set_language"),{"language":"x"*6_000_000}); print(r.status_code, r.content[:200])
    r=client.get("/", headers={"Host":"evil.example"}); print(r.status_code, r.content[:200])
    assert 0
