"""Every kind of finding and of doubt, on a document of our own: why, one tap, the way back."""

from dataclasses import asdict, replace

import pytest
from django.utils import translation
from playwright.sync_api import expect

from arrimage.exchange.models import ImportRun
from arrimage.exchange.operations import start_import
from arrimage.exchange.reading import read_import
from arrimage.exchange.wording import state_of
from arrimage.formats.doctor import KINDS
from arrimage.formats.draft import Issue
from arrimage.formats.recognition.doubts import DOUBTS
from arrimage.formats.words import words_of
from arrimage.plans.drafts import unpack
from arrimage.plans.models import Element
from tests.factories import make_action, make_draft, make_member, make_organization, make_run
from tests.journeys.doubtful import doubtful_plan, others
from tests.journeys.looking import look, speak
from tests.journeys.test_review import _settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ABOVE = "1.5 Compter les oiseaux"
BRIDGE, FORD, BANK = "Réparer le pont", "Baliser le gué", "Faucher la rive"
NUMBERS = {
    ("1.2 Arroser les plants", "number"): "1.3",
    ("1.5 Compter les oiseaux", "number"): "1.4",
}
# Code, start of the sentence, button, and what changes in the draft: nothing else may.
TAPS = [
    ("follow_up_unmatched", "Cette rangée", "Donner « Fait » à", {("3.6 Ouvrir le vestiaire", "state"): "Fait"}),
    ("status_from_bold", "Le gras dit", "Dire « Complétée »", {("1.1 Choisir les essences avec le RLF", "state"): "Complétée"}),
    ("text_joined", "Ce texte", "Séparer de nouveau", {("2.6 Semer les talus (trèfle et luzerne)", "title"): "Semer les talus (trèfle et", "+": ["Luzerne)"]}),
    ("organization_inferred", "Le document ne nomme", "Écrire « Réseau Lisière »", {"organization": "Réseau Lisière"}),
    ("code_duplicate", "Le numéro 1.2", "Renuméroter la suite à partir de 1.3", NUMBERS | {("1.7 Tailler les haies", "number"): "1.5"}),
    ("reference_unresolved", "Le renvoi", "Lier à 1.7", {(ABOVE, "references"): "1.7"}),
    ("reference_unresolved", "Le renvoi", "Garder le renvoi en note", {(ABOVE, "references"): "", (ABOVE, "notes"): "voir 1.9"}),
    ("dates_conflict", "L’échéance « Juin 2027", "Lire « Mai 2026 à juin 2027 »", {("1.2 Creuser les rangs", "timeframe"): "Mai 2026 à juin 2027"}),
    ("dates_conflict", "L’échéance « Mai 2026", "Cocher plutôt l’an 1", {("1.7 Tailler les haies", "years"): "1"}),
    ("date_outside_period", "L’échéance « Juin 2029", "Prolonger la période jusqu’au 30 juin 2029", {"period": "2026-04-01 2029-06-30"}),
    ("title_is_status", "Le libellé « En cours »", "Donner cet état à la ligne du dessus", {(ABOVE, "state"): "En cours", "-": ["En cours"]}),
    ("code_skipped", "Les numéros 1.3 à 1.4", "Renuméroter la suite à partir de 1.3", {(ABOVE, "number"): "1.3", ("1.7 Tailler les haies", "number"): "1.4"}),
    ("code_skipped", "Le numéro 1.6", "Donner le numéro 1.6", {("1.7 Tailler les haies", "number"): "1.6"}),
    ("two_actions", "Le libellé semble", "Séparer en deux", {("2.1 Tracer un sentier et former les guides du RLF", "title"): "Tracer un sentier", "+": ["Former les guides du RLF"]}),
    ("title_repeated", "Le même libellé", "Réunir à « 2.2 »", {("2.2 Visiter les fermes", "notes"): "2.3", "-": ["2.3 Visiter les fermes"]}),
    ("placeholder", "« À déterminer »", "Effacer « À déterminer »", {("2.5 Ouvrir un gîte", "timeframe"): ""}),
    ("branch_empty", "Aucune action ne répond", "En faire une note", {"-": ["4 Refaire le sentier du marais"]}),
    ("responsible_missing", "Aucun responsable", "Comme la ligne du dessus : Fermes", {("2.3 Visiter les fermes", "responsibles"): "Fermes"}),
    ("timeframe_missing", "Aucun moment", "Comme la ligne du dessus : Mai 2026", {("2.3 Visiter les fermes", "timeframe"): "Mai 2026"}),
    ("indicator_missing", "Aucun indicateur", "Prendre pour indicateur « Une carte imprimée »", {("2.4 Publier une carte du RLF", "indicators"): "Une carte imprimée"}),
    ("baseline_missing", "La cible", "Noter que le point de départ", {("2.2 Visiter les fermes", "results"): "Augmenter de 20 % les visites (point de départ à mesurer)"}),
    ("responsible_overloaded", "Direction porte", "Confier à Comité les 2 actions", {(line, field): name for line in ("3.2 Peindre les étals", "3.3 Inviter les maraîchères") for field, name in (("responsibles", "Comité"), ("collaborators", "Direction"))}),
]  # fmt: skip


@pytest.fixture
def run():
    return _read("plan.docx", doubtful_plan())


def _read(name, data):
    organization = make_organization("Réseau Lisière")
    user = make_member(organization)
    run = start_import(actor=user, organization=organization, name=name, data=data)
    read_import(run.pk)
    return ImportRun.objects.select_related("started_by").get(pk=run.pk)


def _open(visit, run, **options):
    page = visit(run.started_by, **options)
    page.goto(f"/imports/{run.pk}/verifier/")
    return page


def _draft(run):
    run.refresh_from_db()
    return unpack(run.draft)


def _told(draft):
    """What each part says, field by field."""
    return {e.key: asdict(words_of(e)) | {"state": state_of(e)} for e in draft.walk()}


def _line(words):
    return f"{words['number']} {words['title']}".strip()


def _changes(before, after):
    """Every difference between two drafts, in the terms of ``TAPS``."""
    old, new = _told(before), _told(after)
    said = {
        (_line(old[key]), field): new[key][field]
        for key in old
        if key in new
        for field in old[key]
        if old[key][field] != new[key][field]
    }
    gone, come = (_lines(old, new), _lines(new, old))
    plan = {"organization": after.organization, "period": _period(after)}
    was = {"organization": before.organization, "period": _period(before)}
    said |= {name: text for name, text in plan.items() if text != was[name]}
    return said | ({"-": gone} if gone else {}) | ({"+": come} if come else {})


def _lines(these, others):
    return [_line(words) for key, words in these.items() if key not in others]


def _period(draft):
    return f"{draft.period.start} {draft.period.end}" if draft.period else ""


def _item(page, start):
    page.locator(".kind .fold").evaluate_all("folds => folds.forEach((one) => { one.open = true })")
    nbsp = start.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return page.locator(".doubts > .item").filter(has=page.locator("h4", has_text=nbsp)).first


def _nbsp(label):
    return label.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")


def _undo(page, run, before):
    _settled(page)
    page.keyboard.press("u")
    expect(page.locator("button[data-key=u]")).to_have_count(0)
    _settled(page)
    assert _draft(run) == before


def test_each_remedy_changes_the_draft_as_it_says_and_is_taken_back(visit, run):
    page, before = _open(visit, run), _draft(run)
    asked = page.locator(".doubts > .item").count()

    for code, start, label, wanted in TAPS:
        item = _item(page, start)
        item.get_by_role("button", name=_nbsp(label)).click()
        expect(page.locator("button[data-key=u]"), label).to_be_visible()
        _settled(page)
        assert _changes(before, _draft(run)) == wanted, label
        assert (
            start not in " ".join(page.locator("h4").all_inner_texts())
            or code == "indicator_missing"
        )
        _undo(page, run, before)
        expect(page.locator(".doubts > .item")).to_have_count(asked)


def test_each_finding_says_why_in_both_languages_and_is_kept_as_it_is(visit, run):
    codes = {code for code, *_ in TAPS} | {"cells_do_not_match"}
    assert set(KINDS) <= codes
    with translation.override("en"):
        english = {code: translation.gettext((KINDS | DOUBTS)[code].why) for code in codes}
    page, draft = _open(visit, run), _draft(run)
    shown = page.locator(".doubts .why, .kind-head .why")

    french = shown.all_inner_texts()
    speak(page, "en")
    page.reload()
    said = shown.all_inner_texts()
    speak(page, "fr")
    page.reload()

    assert set(french) == {(KINDS | DOUBTS)[code].why for code in codes}
    assert set(said) == set(english.values())
    assert not set(french) & set(said)
    while page.get_by_role("button", name="Garder tel quel").count():
        left = page.locator(".doubts > .item").count()
        page.get_by_role("button", name="Garder tel quel").first.click()
        expect(page.locator(".doubts > .item")).to_have_count(left - 1)
        _settled(page)
    assert _draft(run) == draft
    page.get_by_role("button", name="Accepter la lecture").click()
    page.wait_for_url("**/plans/**")
    assert Element.objects.count() == len(_told(draft))
    assert list(Element.objects.exclude(doubts=[])) == []


def test_the_lines_of_a_cell_go_to_their_actions_with_the_keyboard(visit, run):
    page, before = _open(visit, run), _draft(run)
    item = _item(page, "La cellule « État d’avancement »")

    item.get_by_label("Complété", exact=True).select_option(label=FORD)
    item.get_by_label("En cours", exact=True).select_option(label="toutes ces actions")
    item.get_by_role("link", name="Voir et corriger la ligne").focus()
    page.keyboard.press("r")
    expect(page.locator("button[data-key=u]")).to_be_visible()
    _settled(page)

    assert _changes(before, _draft(run)) == {
        (BRIDGE, "state"): "En cours",
        (FORD, "state"): "Complété\nEn cours",
        (BANK, "state"): "En cours",
    }
    expect(page.locator("h4", has_text="État d’avancement")).to_have_count(0)
    _undo(page, run, before)
    expect(page.locator("h4", has_text="État d’avancement")).to_have_count(1)


def test_one_state_is_said_for_one_action_in_its_own_line(visit, run):
    page, before = _open(visit, run), _draft(run)
    page.locator(".leaf", has_text=BANK).locator("[data-again]").click()

    page.locator(".editor").get_by_label("État").fill("Reporté")
    page.locator(".editor").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".editor")).to_have_count(0)

    assert _changes(before, _draft(run)) == {(BANK, "state"): "Reporté"}
    said = next(e for e in _draft(run).walk() if e.title == BANK).status
    assert (said.value, said.basis) == ("postponed", "explicit")


def test_two_people_share_out_the_same_cell_and_the_second_sees_it(visit, run):
    other = make_member(run.organization, "staff", "Noé")
    first, second = _open(visit, run), visit(other)
    second.goto(f"/imports/{run.pk}/verifier/")

    for page, line in ((first, FORD), (second, BANK)):
        item = _item(page, "La cellule « État d’avancement »")
        item.get_by_label("Complété", exact=True).select_option(label=line)
        item.get_by_role("button", name="Répartir ainsi").click()
        _settled(page)

    expect(second.get_by_text("Quelqu’un d’autre a corrigé cette lecture")).to_be_visible()
    states = {e.title: state_of(e) for e in _draft(run).walk()}
    assert (states[FORD], states[BANK]) == ("Complété\nEn cours", "")


def test_some_of_what_one_name_carries_is_handed_to_another(visit, run):
    page, before = _open(visit, run), _draft(run)
    item = _item(page, "Direction porte")

    item.get_by_label("3.9 Ranger la halle").check()
    item.get_by_label("À qui les confier").fill("Voisinage")
    item.get_by_role("button", name="Confier", exact=True).click()
    expect(page.locator("button[data-key=u]")).to_be_visible()
    _settled(page)

    line = "3.9 Ranger la halle"
    assert _changes(before, _draft(run)) == {
        (line, "responsibles"): "Voisinage",
        (line, "collaborators"): "Direction",
    }


def test_repairs_of_a_scan_are_taken_and_refused_one_by_one_and_by_kind(visit):
    run = _scanned()
    page, before = _open(visit, run), _draft(run)
    kinds = page.locator(".repairs .kind")
    assert kinds.locator("h3").all_inner_texts() == [
        *("Apostrophes et «\u00a0l\u00a0» 2", "Lettres prises pour d’autres 1", "Accents 1")
    ]
    sides = kinds.first.locator("li").first
    assert sides.locator("del").inner_text() == "I’assemblée"
    assert sides.locator("ins").inner_text() == "l’assemblée"

    sides.get_by_role("button", name="Laisser").focus()
    page.keyboard.press("g")
    expect(kinds.first.locator("li")).to_have_count(1)
    _settled(page)
    assert _draft(run) == before
    kinds.last.get_by_role("button", name="Laisser").focus()
    page.keyboard.press("r")
    expect(kinds).to_have_count(2)
    _settled(page)
    assert _changes(before, _draft(run)) == {
        ("1.1.4 Mettre le guide a jour", "title"): "Mettre le guide à jour"
    }
    for count in (1, 0):
        page.keyboard.press("u")
        expect(page.locator("button[data-key=u]")).to_have_count(count)
        _settled(page)
    expect(kinds.first.locator("li")).to_have_count(2)

    kinds.first.get_by_role("button", name="Prendre les 2").click()
    expect(kinds).to_have_count(2)
    _settled(page)
    assert _changes(before, _draft(run)) == {
        ("1.1.1 Tenir I’assemblée", "title"): "Tenir l’assemblée",
        ("1.1.2 Écrire I’histoire", "title"): "Écrire l’histoire",
    }


def _scanned():
    titles = (
        "Tenir I’assemblée",
        "Écrire I’histoire",
        "Mettre en ceuvre",
        "Mettre le guide a jour",
    )
    base = make_draft()
    actions = tuple(make_action(f"1.1.{n}", title) for n, title in enumerate(titles, start=1))
    objective = replace(base.elements[0].children[0], children=actions)
    draft = replace(base, elements=(replace(base.elements[0], children=(objective,)),))
    organization = make_organization("Réseau Lisière")
    run = make_run(
        organization,
        draft=draft,
        issues=[Issue("ocr_repair", "Ligne abîmée.", "info")],
        actor=make_member(organization),
    )
    return ImportRun.objects.select_related("started_by").get(pk=run.pk)


def test_actions_that_nobody_carries_are_given_to_one_name_together(visit):
    run = _read("plan.csv", ORPHANS.encode())
    page, before = _open(visit, run), _draft(run)
    item = _item(page, "Aucune action n’a de responsable")

    item.get_by_label("Ouvrir la serre").check()
    item.get_by_label("Semer les pois").check()
    item.get_by_label("À qui les confier").fill("Comité")
    item.get_by_role("button", name="Confier", exact=True).click()
    expect(page.locator("button[data-key=u]")).to_be_visible()
    _settled(page)
    assert _changes(before, _draft(run)) == {
        ("Ouvrir la serre", "responsibles"): "Comité",
        ("Semer les pois", "responsibles"): "Comité",
    }

    item = _item(page, "Aucune action n’a d’échéance")
    item.get_by_role("link", name="Vendre au marché").click()
    expect(page.locator(".editor [name=timeframe]:focus")).to_be_visible()


ORPHANS = "Objectif;Action;Responsable;Échéancier\n" + "".join(
    f"Nourrir;{title};;\n"
    for title in (
        *("Ouvrir la serre", "Semer les pois", "Arroser le champ"),
        *("Cueillir les pommes", "Vendre au marché"),
    )
)


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, (name, _) in others().items()])
def test_doubts_of_other_documents_say_why_and_are_kept(visit, code, name):
    run = _read(name, others()[code][1])
    page = _open(visit, run)
    title, why = DOUBTS[code].title, DOUBTS[code].why
    group = page.locator(".kind").filter(has=page.get_by_role("heading", name=title))

    expect(group.first.locator(".why").first).to_have_text(why)
    items = page.locator(".doubts > .item")
    count = items.count()
    group.get_by_role("button", name="Garder tel quel").first.click()
    expect(items).to_have_count(count - 1)

    run.refresh_from_db()
    assert [i["decision"] for i in run.issues if i["code"] == code].count("kept") == 1


def test_the_review_of_every_finding_is_clean(visit, axe, run):
    page = _open(visit, run, reduced_motion="reduce")
    found = look(page, axe, "review-findings")
    speak(page, "en")
    page.reload()
    found += look(page, axe, "review-findings-en")

    assert not found, "\n".join(found)
