"""A round in a browser: asked from the plan, answered by two links and one reply, the board moves."""

import datetime as dt
import re
from email.message import EmailMessage

import pytest
from django.utils import timezone

from arrimage.communications.courier import send_waiting
from arrimage.communications.inbound.parsing import parse
from arrimage.communications.models import Campaign, Reply, Sender
from arrimage.communications.operations import Round, open_round, take_in
from arrimage.directory.models import Person
from arrimage.followup.models import Occurrence
from arrimage.plans.models import Assignment
from tests.communications.servers import Mailbox, smtp_server
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORTNIGHT = dt.timedelta(days=14)
PEOPLE = (("Ana Roy", "ana"), ("Noé Gagnon", "noe"), ("Zoé Caron", "zoe"))


@pytest.fixture
def scene(settings, live_server):
    """A plan whose three actions are carried by three people, and mail that goes to a server."""
    settings.INBOUND_ADDRESS = "reponses@lisiere.example"
    settings.PUBLIC_URL = live_server.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    organization = make_organization("Réseau Lisière", "national")
    user = make_member(organization, "direction", "Maude Lavoie")
    plan = make_plan(organization, make_draft(actions=3))
    Assignment.objects.filter(element__plan=plan).delete()
    for number, (name, box) in zip(("1.1.1", "1.1.2", "1.1.3"), PEOPLE, strict=True):
        person = Person.objects.create(name=name, email=f"{box}@granges.example")
        line = element_numbered(plan, number)
        Assignment.objects.create(element=line, name=name, person=person)
    return user, plan


@pytest.fixture
def box(settings):
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield mailbox


def link_in(mail):
    return re.search(r"http\S+/nouvelles/\S+/", mail.get_body(("plain",)).get_content()).group(0)


def answered_by_link(visit, address, choice, sentence):
    phone = visit(None, java_script_enabled=False, viewport={"width": 360, "height": 740})
    phone.goto(address)
    assert address not in phone.url
    phone.get_by_label(choice).check(force=True)
    phone.get_by_label("Une phrase, si vous voulez").fill(sentence)
    phone.get_by_role("button", name="Envoyer à Réseau Lisière").click()
    phone.get_by_text("C’est noté. Merci.").wait_for()


def replied(mail, sentence):
    reply = EmailMessage()
    reply["From"], reply["To"] = "Zoé Caron <zoe@granges.example>", mail["Reply-To"]
    reply["Subject"], reply["Message-ID"] = f"Re: {mail['Subject']}", "<1@granges.example>"
    reply["In-Reply-To"] = mail["Message-ID"]
    said = mail.get_body(("plain",)).get_content()
    quoted = "\n".join(f"> {line}" for line in said.splitlines())
    reply.set_content(f"{sentence}\n\nLe 21 nov. 2026 à 10:02, Maude a écrit :\n\n{quoted}\n")
    return take_in(parse(reply.as_bytes()))


def test_round_is_asked_from_the_plan_and_answered_by_two_links_and_a_reply(visit, scene, box):
    user, plan = scene
    desk = visit(user)
    desk.goto(plan.get_absolute_url())
    desk.get_by_role("link", name="Demander des nouvelles").click()
    desk.get_by_role("heading", name="3 personnes recevront chacune un courriel").wait_for()
    desk.get_by_label("Adresse postale").fill("12, rue du Moulin")
    desk.get_by_label("Pour nous joindre").fill("info@lisiere.example")
    desk.get_by_role("button", name="Envoyer les demandes").click()
    desk.get_by_role("heading", name="0 sur 3 a tout dit").wait_for()

    send_waiting()
    mails = dict(box.received)
    ana, noe, zoe = (mails[f"{name}@granges.example"] for _who, name in PEOPLE)
    answered_by_link(visit, link_in(ana), "Une de plus", "Marché tenu, 42 personnes.")
    answered_by_link(visit, link_in(noe), "Fait", "La salle est prête.")
    replied(zoe, "En cours, la salle est réservée.")

    desk.reload()
    desk.get_by_role("heading", name="3 sur 3 ont tout dit").wait_for()
    desk.goto(element_numbered(plan, "1.1.2").get_absolute_url())
    desk.get_by_text("La salle est prête.").first.wait_for()
    desk.goto(element_numbered(plan, "1.1.3").get_absolute_url())
    desk.get_by_text("Zoé Caron (par courriel)").first.wait_for()
    assert Occurrence.objects.get().element == element_numbered(plan, "1.1.1")

    desk.goto(Campaign.objects.get().get_absolute_url())
    desk.get_by_role("link", name="Fermer le tour").click()
    desk.get_by_role("button", name="Fermer et garder l’état").click()
    desk.get_by_role("heading", name="État d’avancement au").wait_for()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")


def test_reply_that_waits_is_noted_from_my_work_by_the_keyboard(visit, scene):
    user, plan = scene
    organization = plan.organization
    Sender.objects.create(
        organization=organization, name="Réseau Lisière", postal_address="1", contact="info"
    )
    days = {"opens_on": timezone.localdate(), "closes_on": timezone.localdate() + FORTNIGHT}
    campaign = open_round(actor=user, plan=plan, decided=Round(name="Novembre", words="", **days))
    asked = campaign.requests.get(name="Ana Roy")
    Reply.objects.create(
        request=asked, message_id="<1@x>", sender=asked.email, text="Salle comble.", reason="which"
    )
    desk = visit(user)
    desk.goto(f"/travail/?organisme={organization.slug}")
    desk.get_by_text("« Salle comble. »").wait_for()

    desk.keyboard.press("j")
    desk.keyboard.press("p")
    desk.get_by_text("elle ne dit pas de quelle ligne elle parle").wait_for()
    desk.keyboard.press("f")
    desk.get_by_role("heading", name="De quoi parle Ana Roy").wait_for()
    desk.get_by_label("En cours").focus()
    desk.keyboard.press("Space")
    desk.get_by_role("button", name="Noter sur le plan").press("Enter")

    desk.get_by_text("C’est noté sur le plan.").wait_for()
    assert "/travail/" in desk.url
    assert element_numbered(plan, "1.1.1").status_text == "Salle comble."
