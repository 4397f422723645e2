"""What somebody without account sees and does, without script, and what a link never gives."""

import re

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from arrimage.communications.departures import departed, departure_address, leaver_of
from arrimage.communications.models import Message, Request
from arrimage.communications.operations import Answer, answer_request, close_round, revoke_request
from arrimage.followup.models import Occurrence
from arrimage.plans.models import Evidence, StatusUpdate

from .scene import FIRST, SECOND, Scene, line_of, link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def ana(scene):
    return scene.ask(words="Merci d’avance.")["Ana Roy"]


def entered(request):
    client = Client()
    answer = client.get(link_of(request), follow=True)
    return client, answer.content.decode()


def home(request):
    return reverse("communications:request_answer", args=[request.pk])


def said(line, **values):
    return {f"l{line.pk}-{name}": value for name, value in values.items()}


def test_link_leads_to_ones_own_lines_and_out_of_the_address(scene, ana):
    client, page = entered(ana)

    cookie = client.cookies["demande"]
    assert client.get(link_of(ana))["Location"] == home(ana)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (home(ana), True, "Lax")
    assert [n for n in ("1.1.1", "1.1.2", "1.1.3") if f">{n}<" in page] == ["1.1.1", "1.1.2"]
    assert "Merci d’avance." in page
    assert "Ce lien est au nom de Ana Roy." in page
    assert "Ce n’est pas moi" in page
    assert "<script" not in page
    assert Request.objects.get(pk=ana.pk).answered_at is None  # nobody counts who looks


def test_answers_are_sent_without_script_and_stand_on_the_plan(scene, ana):
    client, _page = entered(ana)
    first, second = line_of(ana, FIRST), line_of(ana, SECOND)
    photo = SimpleUploadedFile("photo.png", b"octets")

    sent = said(first, said="nothing") | said(second, said="done", text="C’est fini.", file=photo)
    answer = client.post(home(ana), sent, follow=True)

    scene.second.refresh_from_db()
    assert "C’est noté. Merci." in answer.content.decode()
    assert "Tout est dit. Merci." in answer.content.decode()
    assert (scene.second.status, scene.second.status_text) == ("done", "C’est fini.")
    assert Evidence.objects.get().by_name == "Ana Roy (par lien)"


def test_double_submit_is_one_answer(scene, ana):
    client, _page = entered(ana)
    before = StatusUpdate.objects.count()
    sent = said(line_of(ana, FIRST), said="done", text="Fait.")

    answers = [client.post(home(ana), sent).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert StatusUpdate.objects.count() == before + 1


def hidden(page):
    """The hidden fields of a page, as a browser sends them back."""
    fields = re.findall(r'<input type="hidden" name="(l[^"]+)"(?: value="([^"]*)")?', page)
    return dict(fields)


def looked(client, request):
    return hidden(client.get(home(request)).content.decode())


def test_old_tab_does_not_bring_back_an_answer_that_another_tab_corrected(scene, ana):
    client, _page = entered(ana)
    first, second = line_of(ana, FIRST), line_of(ana, SECOND)
    before = said(second, said="done", text="Dit d’abord.")
    client.post(home(ana), before)
    old = looked(client, ana)
    client.post(home(ana), looked(client, ana) | said(second, said="nothing", text="Corrigé."))

    sent = old | before | said(first, said="nothing", text="De l’autre onglet.")
    answer = client.post(home(ana), sent)

    lines = {line.element.number: (line.said, line.text) for line in ana.lines.all()}
    assert answer.status_code == 302
    assert lines == {FIRST: ("nothing", "De l’autre onglet."), SECOND: ("nothing", "Corrigé.")}


def test_what_comes_back_is_counted_each_time_it_is_said_and_not_each_click(scene, ana):
    client, _page = entered(ana)
    line, counts = line_of(ana, FIRST), []
    for _visit in range(3):
        sent = looked(client, ana) | said(line, said="running", text="")
        for _click in range(2):
            client.post(home(ana), sent)
        counts.append(Occurrence.objects.count())

    assert counts == [1, 2, 3]


def test_nothing_changed_on_the_page_is_nothing_said(scene, ana):
    client, _page = entered(ana)
    line = line_of(ana, SECOND)
    client.post(home(ana), looked(client, ana) | said(line, said="done", text="Un\r\ndeux"))
    noted = StatusUpdate.objects.count()

    answer = client.post(
        home(ana), looked(client, ana) | said(line, said="done", text="Un\r\ndeux")
    )

    assert answer.status_code == 422
    assert StatusUpdate.objects.count() == noted


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Dites où en est au moins une action"),
        ({"said": "perdu"}, "perdu"),
        ({"said": "done", "url": "javascript:alert(1)"}, "Saisissez une URL valide"),
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_is_noted(scene, ana, sent, sentence):
    client, _page = entered(ana)
    before = StatusUpdate.objects.count()

    answer = client.post(home(ana), said(line_of(ana, FIRST), **sent))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert StatusUpdate.objects.count() == before


def test_file_over_the_limit_is_refused_in_words(scene, ana, settings):
    settings.UPLOAD_LIMIT = 4
    client, _page = entered(ana)
    heavy = SimpleUploadedFile("photo.png", b"12345")

    answer = client.post(home(ana), said(line_of(ana, FIRST), said="done", file=heavy))

    assert answer.status_code == 422
    assert Evidence.objects.count() == 0


def test_answer_is_taken_back_on_the_page(scene, ana):
    client, _page = entered(ana)
    line = line_of(ana, SECOND)
    answer_request(request=ana, answers=[Answer(line.pk, "done")])

    taken = client.post(reverse("communications:answer_withdraw", args=[ana.pk, line.pk]))

    scene.second.refresh_from_db()
    assert taken["Location"] == f"{home(ana)}?fait=retire"
    assert scene.second.status == ""


def test_not_me_closes_the_link_for_good(scene, ana):
    client, _page = entered(ana)

    client.post(reverse("communications:request_disown", args=[ana.pk]))

    closed = client.get(home(ana))
    assert closed.status_code == 410
    assert Request.objects.get(pk=ana.pk).disowned_at is not None


def test_closed_round_says_so_to_whoever_holds_the_link(scene, ana):
    client, _page = entered(ana)
    close_round(actor=scene.staff, campaign=scene.campaign)

    for answer in (client.get(home(ana)), client.post(home(ana), {})):
        assert answer.status_code == 410
        assert "Ce tour est terminé" in answer.content.decode()


def test_revoked_replaced_and_mistyped_links_open_nothing(scene, ana):
    client, _page = entered(ana)
    other = Client()
    revoke_request(actor=scene.staff, request=ana)

    assert client.get(home(ana)).status_code == 410
    for address in (link_of(ana)[:-4] + "/", "/nouvelles/x/", "/nouvelles/%00/"):
        assert other.get(address)["Location"] == reverse("communications:request_closed")
    assert other.get(home(ana))["Location"] == reverse("communications:request_closed")


def test_link_of_one_person_opens_no_page_of_another(scene, ana):
    noe = scene.campaign.requests.get(name="Noé Gagnon")
    client, _page = entered(ana)
    client.cookies["demande"]["path"] = "/"

    assert client.get(home(noe))["Location"] == reverse("communications:request_closed")
    line = line_of(noe, SECOND)
    stolen = reverse("communications:answer_withdraw", args=[ana.pk, line.pk])
    assert client.post(stolen).status_code == 404


def test_hundred_gestures_a_minute_are_slowed(scene, ana, monkeypatch):
    monkeypatch.setattr("arrimage.core.pace.this_minute", lambda: 1)
    client, _page = entered(ana)

    codes = {client.post(home(ana), {}).status_code for _time in range(25)}

    assert codes == {422, 429}


def test_page_takes_constant_queries(scene, ana, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, _page = entered(ana)
    with CaptureQueriesContext(connection) as few:
        client.get(home(ana))
    count = len(few)  # before the next request forgets them
    other = Scene(actions=3)
    other.carry(other.third, person=other.ana)
    more = other.ask()["Ana Roy"]
    client, _page = entered(more)
    with django_assert_num_queries(count):
        client.get(home(more))


# -- leaving -----------------------------------------------------------------------------------


def token_of(email, category="updates"):
    return departure_address(email, category).rstrip("/").rpartition("/")[2]


def test_button_of_a_mail_reader_takes_off_at_once_and_looking_does_not(scene, ana):
    address = reverse("communications:unsubscribe", args=[token_of("ana@granges.example")])
    reader = Client(enforce_csrf_checks=True)

    looked = [reader.get(address).status_code, reader.head(address).status_code]
    before = departed(["ana@granges.example"], "updates")
    posted = [
        reader.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _time in range(2)
    ]

    assert (looked, posted) == ([200, 200], [200, 200])
    assert (before, departed(["ana@granges.example"], "updates")) == (
        frozenset(),
        {"ana@granges.example"},
    )
    assert Message.objects.get(request=ana).state == "withdrawn"


def test_person_leaves_everything_and_comes_back_on_the_page(scene):
    client = Client()
    address = reverse("communications:unsubscribe", args=[token_of("ana@granges.example")])

    client.post(address, {"tout": ""})
    everything = departed(["ana@granges.example"], "digests")
    client.post(address, {"revenir": ""})

    assert everything == {"ana@granges.example"}
    assert departed(["ana@granges.example"], "updates") == frozenset()


def test_forged_departure_is_nobodys():
    forged = signing.dumps(["ana@granges.example", "updates"], salt="autre")

    assert leaver_of(forged) is None
    assert Client().post(f"/courriels/depart/{forged}/").status_code == 404
    assert leaver_of(token_of("Ana@granges.example")).email == "ana@granges.example"


def test_every_address_of_the_mail_is_whole_and_ours(scene, ana, settings):
    text, html = Message.objects.filter(request=ana).values_list("text", "html").get()

    found = set(re.findall(r"""https?://[^\s"'<>]+""", text))
    shown = set(re.findall(r'href="(https?://[^"]+)"', html))
    assert found == shown
    assert all(address.startswith(settings.PUBLIC_URL) for address in found)
    assert "<img" not in html
