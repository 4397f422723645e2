import pytest

pytestmark = pytest.mark.django_db


def test_request_with_too_many_fields_gets_a_french_sentence(client) -> None:
    fields = {f"champ{i}": "x" for i in range(2100)}

    response = client.post("/compte/login/", fields)

    assert response.status_code == 400
    assert "Rien n’a été changé" in response.content.decode()


def test_foreign_host_gets_a_french_sentence(client) -> None:
    response = client.get("/compte/login/", headers={"host": "ailleurs.example"})

    assert response.status_code == 400
    assert "Cette demande ne peut pas être lue" in response.content.decode()
