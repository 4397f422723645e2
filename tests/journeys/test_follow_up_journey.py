"""A real plan followed for a spring: asked about by mail, closed, amended, read back, carried over."""

import datetime as dt
import re
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from types import SimpleNamespace

import pytest
import time_machine
import vobject
from django.db.models import Count
from django.urls import reverse
from playwright.sync_api import expect

from arrimage.accounts.models import User
from arrimage.communications.courier import send_waiting
from arrimage.communications.inbound.lmtp import open_door
from arrimage.directory.models import Organization
from arrimage.followup.models import Occurrence
from arrimage.memory.models import RollOver
from arrimage.plans.models import Assignment, Plan
from tests.communications.servers import Mailbox, smtp_server
from tests.factories import element_numbered, make_member, make_organization
from tests.faults.installation import free_port
from tests.journeys.looking import speak
from tests.journeys.seeds import data_of
from tests.journeys.standing import standing
from tests.journeys.test_main_journey import deposit
from tests.journeys.test_rounds_journey import link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPRING = dt.datetime(2016, 3, 15, 14, tzinfo=dt.UTC)  # in the third year of the plan
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PEOPLE = (("Ana Roy", "ana"), ("Noé Gagnon", "noe"), ("Zoé Caron", "zoe"))
REASON = "La salle n’était pas libre."
LEFT = "avant le 31 décembre 2016."


@pytest.fixture(autouse=True)
def clock():
    """The plan is of other years: the clock goes back to them, and walks from there."""
    with time_machine.travel(SPRING, tick=True) as coordinates:
        yield coordinates


@dataclass(frozen=True)
class Followed:
    """A real plan that was accepted; the three names that carry most are people with an address."""

    organization: Organization
    user: User
    plan: Plan


@pytest.fixture
def visit(visit):
    """A context where nothing fades: a colour is asked about as it stays."""
    return partial(visit, reduced_motion="reduce")


@pytest.fixture
def followed(visit):
    return standing("followed", lambda: read_and_named(visit))


def read_and_named(visit) -> Followed:
    """Deposited, reviewed, accepted, its names recognised, in the browser and once for all."""
    data = data_of("plans/002.docx")
    organization = make_organization("Réseau Lisière", "national")
    user = make_member(organization, "direction", "Maude Lavoie")
    page = visit(user)
    deposit(page, organization, SimpleNamespace(name="plan.docx", data=data))
    page.get_by_role("button", name="Accepter la lecture").click()
    page.wait_for_url("**/plans/*/")
    plan = Plan.objects.get()
    page.get_by_role("link", name="Dire qui sont les 9 responsables nommés").click()
    for printed, (name, box) in zip(most_named(plan), PEOPLE, strict=True):
        words = page.locator("p.said", has_text=re.compile(f"^{re.escape(printed)}$"))
        row = page.locator(".carrier-list > li", has=words)
        row.get_by_role("link", name=re.compile("^(Dire qui|Quelqu)")).click()
        page.get_by_label("Nom de la personne").fill(name)
        page.get_by_label("Courriel").fill(f"{box}@granges.example")
        page.get_by_role("button", name="C’est cette personne").click()
        expect(page.locator(".known").get_by_role("link", name=name)).to_be_visible()
    expect(page.locator("h1")).to_have_text("Dites qui sont ces 6 responsables du plan")
    return Followed(organization, user, plan)


def most_named(plan):
    rows = Assignment.objects.current().filter(element__plan=plan).values("name")
    return [row["name"] for row in rows.annotate(n=Count("pk")).order_by("-n", "name")[:3]]


@pytest.fixture
def box(settings, live_server):
    """A mail server that keeps what it is given; the addresses in the mails lead here."""
    settings.INBOUND_ADDRESS = "reponses@lisiere.example"
    settings.PUBLIC_URL = live_server.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield mailbox


@pytest.fixture
def met(axe):
    """Look at a screen, light and dark; at the end nothing was wrong with any."""
    found = []

    def look(page, name, width=None):
        if width:
            page.set_viewport_size(width)
        found.extend(f"{name}: {line}" for line in axe(page))
        page.emulate_media(color_scheme="dark")
        found.extend(f"{name}, dark: {line}" for line in axe(page))
        page.emulate_media(color_scheme="light")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name}: wider than the window")

    yield look
    assert not found, "\n".join(found)


def asked(page, number):
    return page.locator("fieldset.ask", has=page.get_by_text(number, exact=True))


def work_of(page, organization, name):
    page.goto(f"{reverse('followup:work_list')}?organisme={organization.slug}")
    page.locator("#qui").select_option(label=name)
    page.get_by_role("button", name="Voir", exact=True).click()
    expect(page.locator(".work-head")).to_contain_text(name)


def rhythm_of(page, plan, number):
    """What the plan says of the year of a line, beside it."""
    line = element_numbered(plan, number)
    page.goto(line.get_absolute_url())
    return page.locator(f"#e{line.pk} .live .cadence")


def reply_by_mail(mail, *lines):
    """What a mail server of this machine hands over, through the real door."""
    reply = EmailMessage()
    reply["From"], reply["To"] = "Zoé Caron <zoe@granges.example>", mail["Reply-To"]
    reply["Subject"], reply["Message-ID"] = f"Re: {mail['Subject']}", "<1@granges.example>"
    reply["In-Reply-To"] = mail["Message-ID"]
    quoted = mail.get_body(("plain",)).get_content().replace("\n", "\n> ")
    said = ("Bonjour,", *lines, "Le 15 mars 2016 à 10:02, Maude a écrit :", f"> {quoted}")
    reply.set_content("\n\n".join(said))
    door = open_door("127.0.0.1", free_port())
    try:
        with smtplib.LMTP("127.0.0.1", door.port) as server:
            server.send_message(reply, "zoe@granges.example", [mail["Reply-To"]])
    finally:
        door.stop()


def ask(desk, plan, met):
    """The request leaves for three people; six names have no address."""
    desk.goto(plan.get_absolute_url())
    desk.get_by_role("link", name="Demander des nouvelles").click()
    expect(desk.locator("h1")).to_have_text("3 personnes recevront chacune un courriel")
    expect(desk.locator(".doubt strong")).to_have_text("6 n’ont pas d’adresse connue.")
    met(desk, "new round")
    desk.get_by_label("Adresse postale").fill("12, rue du Moulin")
    desk.get_by_label("Pour nous joindre").fill("info@lisiere.example")
    desk.get_by_role("button", name="Envoyer les demandes").click()
    expect(desk.locator("h1")).to_have_text("0 sur 9 a tout dit")
    send_waiting()


def answer_without_javascript(visit, mail):
    phone = visit(None, java_script_enabled=False, viewport=PHONE)
    phone.goto(link_in(mail))
    expect(phone.locator("h1")).to_have_text("18 actions, 13 minutes")
    meeting, late = asked(phone, "1.2.1"), asked(phone, "1.5.1")
    endless = asked(phone, "1.6.1").locator(".choice label")
    expect(endless).to_have_text(["Rien de neuf", "Ça continue", "Terminé"])
    meeting.get_by_label("Une de plus").check(force=True)
    meeting.get_by_label("Une phrase").fill("Rencontre tenue le 10 mars, 9 personnes.")
    late.get_by_label("Fait", exact=True).check(force=True)
    phone.get_by_role("button", name="Envoyer à Réseau Lisière").click()
    expect(phone.get_by_role("status")).to_have_text("C’est noté. Merci.")
    expect(phone.locator("h1")).to_have_text("16 actions, 11 minutes")


def answer_everything(visit, mail, met):
    phone = visit(None, viewport=PHONE)
    phone.goto(link_in(mail))
    met(phone, "request")
    for choice in phone.get_by_label("Rien de neuf").all():
        choice.check(force=True)
    asked(phone, "4.1.1").get_by_label("Une de plus").check(force=True)
    phone.get_by_role("button", name="Envoyer à Réseau Lisière").click()
    expect(phone.locator("h1")).to_have_text("Tout est dit. Merci.")


def test_a_late_line_of_a_real_plan_says_why(visit, met, followed):
    page = visit(followed.user)
    page.goto(followed.plan.get_absolute_url())
    page.get_by_role("link", name=re.compile("10.*En retard")).first.click()
    page.wait_for_url("**suivi=retard**")
    late = page.locator("table.plan tbody[data-line]")
    expect(late).to_have_count(10)
    late.first.get_by_text("Pourquoi ?").click()
    expect(late.first.locator("details.why p")).to_have_text(
        "Le plan dit «\u00a0Automne 2014\u00a0»\u00a0: cette saison s’est terminée "
        "le 31 décembre 2014 au plus tard. Aucun état n’est noté."
    )
    met(page, "late lines")
    work_of(page, followed.organization, "Ana Roy")
    met(page, "work")

    expect(page.locator("h1")).to_have_text("7 gestes, environ 15 minutes")
    expect(page.locator(".task .when b")).to_have_text(
        [
            *("31 décembre 2014", "31 mars", "31 mars", "1er janvier 2014", "1er janvier 2014"),
            *("1er septembre 2014", "1er janvier 2015"),
        ]
    )
    expect(page.locator(".task .cadence")).to_have_text(
        [f"0 sur 4 tenues\u00a0; il en manque 4 {LEFT}"] * 2
    )


def test_a_round_on_a_real_plan_is_answered_by_two_links_and_a_reply(
    visit, met, box, followed, clock
):
    organization, plan = followed.organization, followed.plan
    desk = visit(followed.user)
    expect(rhythm_of(desk, plan, "1.2.1")).to_have_text(
        f"0 sur 4 tenues\u00a0; il en manque 4 {LEFT}"
    )
    ask(desk, plan, met)
    ana, noe, zoe = (dict(box.received)[f"{name}@granges.example"] for _who, name in PEOPLE)
    answer_without_javascript(visit, ana)
    answer_everything(visit, noe, met)
    reply_by_mail(zoe, "3.1.1 : rencontre tenue, 14 personnes", "3.2.2 : fait")

    desk.reload()
    expect(desk.locator("h1")).to_have_text("1 sur 9 a tout dit")
    expect(desk.locator(".tally figcaption > span")).to_have_text(
        ["1 a tout dit", "2 en partie", "0 réponse attendue", "6 sans adresse"]
    )
    for who, said in (("Ana Roy", "2 sur 18"), ("Noé", "a tout dit"), ("Zoé", "2 sur 12")):
        expect(desk.locator("table.board tr", has_text=who).locator(".state")).to_have_text(said)
    met(desk, "board")
    clock.shift(dt.timedelta(days=1))
    desk.get_by_role("button", name="Relancer Ana Roy").click()
    expect(desk.locator("#messages")).to_contain_text("Un rappel part vers Ana Roy.")
    send_waiting()
    assert box.addresses[3:] == ["ana@granges.example"]
    letter = box.received[3][1].get_body(("plain",)).get_content()
    assert [number in letter for number in ("1.1.1  ", "1.2.1  ", "1.5.1  ")] == [
        True,
        False,
        False,
    ]

    for number, held, missing in (("1.2.1", "1 sur 4", 3), ("4.1.1", "1 sur 5", 4)):
        words = f"{held} tenues\u00a0; il en manque {missing} {LEFT}"
        expect(rhythm_of(desk, plan, number)).to_have_text(words)
    held = Occurrence.objects.order_by("element__position")
    assert list(held.values_list("element__number", "on")) == [
        ("1.2.1", dt.date(2016, 3, 10)),
        ("3.1.1", dt.date(2016, 3, 15)),
        ("4.1.1", dt.date(2016, 3, 15)),
    ]
    work_of(desk, organization, "Ana Roy")
    expect(desk.locator("h1")).to_have_text("5 gestes, environ 10 minutes")
    meeting = desk.locator(".task", has_text="1.2.2")
    meeting.get_by_role("button", name="Tenue").click()
    expect(desk.locator("h1")).to_have_text("4 gestes, environ 10 minutes")
    clock.shift(dt.timedelta(days=80))
    desk = visit(followed.user)  # signed in again: it is June
    work_of(desk, organization, "Ana Roy")
    for number in ("1.2.1", "1.2.2"):
        expect(desk.locator(".task", has_text=number).locator(".cadence")).to_have_text(
            f"1 sur 4 tenues\u00a0; il en manque 3 {LEFT}"
        )


def test_the_board_reads_a_real_plan_on_a_phone_and_the_round_is_closed(
    visit, met, axe, box, followed
):
    plan = followed.plan
    desk = visit(followed.user)
    ask(desk, plan, met)
    mails = dict(box.received)
    answer_without_javascript(visit, mails["ana@granges.example"])
    phone = visit(make_member(followed.organization, "board", "Inès Côté"), viewport=PHONE)
    phone.goto("/")
    phone.get_by_role("link", name="Vue d’ensemble").first.click()
    overview = f"{reverse('followup:overview')}?plan={plan.pk}"
    phone.goto(overview)
    expect(phone.locator("h1")).to_have_text(
        "Depuis le 14 février 2016, 2 lignes ont bougé, 9 sont en retard et aucune ne se tait."
    )
    expect(phone.locator(".stuck > li")).to_have_count(6)
    expect(phone.locator(".moved > li .shift b")).to_have_text(["Réalisé", "En cours"])
    met(phone, "overview")
    speak(phone, "en")
    phone.goto(overview)
    expect(phone.locator("h1")).to_contain_text("2 lines have moved, 9 are late")
    met(phone, "overview in English")
    for name in ("timeline", "calendar_month"):
        of_plan = name == "timeline"
        address = reverse(f"followup:{name}", args=[plan.pk] if of_plan else [])
        phone.goto(address if of_plan else f"{address}?plan={plan.pk}")
        met(phone, f"{name} in English")

    desk.get_by_role("link", name="Fermer le tour").click()
    met(desk, "close")
    desk.get_by_role("button", name="Fermer et garder l’état").click()
    expect(desk.locator("h1")).to_have_text("État d’avancement au 15 mars 2016")
    expect(desk.locator(".lede")).to_contain_text("2 actions sur 50 ont eu des nouvelles")
    met(desk, "report")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    late = visit(None, viewport=PHONE)
    late.goto(link_in(mails["noe@granges.example"]))
    expect(late.get_by_role("button", name="Envoyer à Réseau Lisière")).to_have_count(0)


def test_a_real_plan_is_adopted_amended_read_at_an_earlier_day_and_carried_over(
    visit, met, followed, clock
):
    plan, page = followed.plan, visit(followed.user)
    root, line = f"{plan.get_absolute_url()}memoire/", element_numbered(plan, "4.2.1")
    clock.shift(dt.timedelta(days=7))
    page.goto(f"{root}adopter/")
    page.get_by_label("Par", exact=True).fill("Assemblée du 22 mars")
    met(page, "adopt")
    page.get_by_role("button", name="Adopter le plan").click()
    page.goto(f"{line.get_absolute_url()}modifier/")
    page.get_by_label("Échéancier").fill("Printemps 2017")
    page.get_by_label("Motif de l’amendement").fill(REASON)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La ligne est modifiée")).to_be_visible()
    page.goto(root)
    met(page, "memory", PHONE)
    page.set_viewport_size(DESKTOP)
    page.get_by_role("link", name="Amendements 22 mars 2016").click()
    expect(page.locator(".amendments > li")).to_contain_text([REASON])
    met(page, "amendments")

    page.goto(f"{plan.get_absolute_url()}?au=2016-03-20")
    expect(page.get_by_role("note")).to_contain_text("Le plan tel qu’il était le 20 mars 2016")
    expect(page.locator(f"#e{line.pk}")).to_contain_text("Automne 2016")
    page.get_by_role("link", name="Comparer avec aujourd’hui").click()
    expect(page.locator(".changes")).to_contain_text("Printemps 2017")
    met(page, "comparison")

    page.goto(f"{root}reconduire/")
    page.get_by_label("Ce que devient 4.2.1", exact=False).select_option("drop")
    met(page, "roll over", PHONE)
    page.set_viewport_size(DESKTOP)
    page.get_by_role("button", name="Voir exactement ce que cela donne").click()
    expect(page.locator(".drawn li")).to_have_count(71)
    page.get_by_role("button", name="Créer ce plan").click()
    expect(page.get_by_text("Le nouveau plan est prêt")).to_be_visible()
    made = RollOver.objects.get().plan
    assert (made.starts_on.year, made.ends_on.year, made.elements.count()) == (2018, 2021, 71)
    assert plan.elements.count() == 72


def test_a_line_of_a_real_plan_costs_and_its_days_reach_a_calendar(
    visit, met, followed, settings, live_server
):
    settings.PUBLIC_URL = live_server.url
    plan, page = followed.plan, visit(followed.user)
    line = element_numbered(plan, "4.2.1")
    page.goto(reverse("funding:plan_budget", args=[plan.pk]))
    page.locator(f"a.line[href*='/{line.pk}/']").click()
    page.get_by_label("Montant 1").fill("12 500")
    page.get_by_label("Source de fonds 1").fill("Fonds de la rive")
    met(page, "amounts", PHONE)
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(reverse("funding:plan_budget", args=[plan.pk]))
    expect(page.locator(".lede")).to_contain_text("12\u00a0500\u00a0$ sont prévus.")
    met(page, "budget")

    page.goto(reverse("feeds:feed_list"))
    page.get_by_label("Ce que vous voulez suivre").select_option(f"plan-{plan.pk}")
    page.get_by_role("button", name="Faire l’adresse").click()
    page.get_by_label("Pour votre agenda").wait_for()
    met(page, "feed")
    answer = visit(None).request.get(page.get_by_label("Pour votre agenda").input_value())
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = vobject.readOne(answer.text()).vevent_list
    days = {e.dtend.value - dt.timedelta(1) for e in events if "4.2.1" in e.summary.value}
    assert days == {dt.date(2016, 12, 31)}
