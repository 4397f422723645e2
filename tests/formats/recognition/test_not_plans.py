"""Documents that are not plans yield no plan, and say why."""

from __future__ import annotations

import not_plans
import pytest
from odd_documents import ODD_DOCUMENTS
from odd_plans import made
from sketches import reading_of

NO_COLUMNS = "n’ont pas les colonnes d’un plan"
DOCUMENTS = {
    "rencontre.docx": (not_plans.minutes_docx, "compte rendu"),
    "meeting.docx": (not_plans.english_minutes_docx, "compte rendu"),
    "suivis.docx": (not_plans.follow_up_minutes_docx, "compte rendu"),
    "ordre du jour.docx": (not_plans.agenda_docx, "ordre du jour"),
    "budget.xlsx": (not_plans.budget_xlsx, "budget"),
    "budget par activité.xlsx": (not_plans.project_budget_xlsx, "budget"),
    "facture.xlsx": (not_plans.invoice_xlsx, "facture"),
    "nouvelle.docx": (not_plans.news_docx, "texte suivi"),
    "lettre.docx": (not_plans.letter_docx, "texte suivi"),
    "membres.xlsx": (not_plans.members_xlsx, NO_COLUMNS),
    "contacts.csv": (not_plans.contacts_csv, NO_COLUMNS),
    "événements.xlsx": (not_plans.events_xlsx, "calendrier d’activités"),
    "bénévoles.xlsx": (not_plans.volunteers_xlsx, "calendrier d’activités"),
    "politique.docx": (not_plans.policy_docx, "politique"),
    "inventaire.xlsx": (not_plans.inventory_xlsx, "inventaire"),
    "heures.xlsx": (not_plans.timesheet_xlsx, "feuille de temps"),
    "sondage.xlsx": (not_plans.survey_xlsx, "questionnaire"),
    "évaluation.docx": (not_plans.evaluation_docx, "grille"),
    "emploi.html": (not_plans.job_html, "emploi"),
    "formation.html": (not_plans.training_html, "programme de formation"),
    "rapport.docx": (not_plans.report_docx, "rapport"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_without_a_plan_is_refused_with_its_reason(name: str) -> None:
    make, reason = DOCUMENTS[name]

    reading = reading_of(make(), name)

    assert reading.draft is None
    assert reason in reading.refusal
    assert reading.refusal.endswith(".")


REASONS = {
    "comité.docx": "compte rendu",
    "risques.xlsx": "registre de risques",
    "matériel.xlsx": NO_COLUMNS,
    "livres.csv": NO_COLUMNS,
    "cv.docx": "texte suivi",
    "appel.docx": NO_COLUMNS,
    "cotisations.xlsx": NO_COLUMNS,
    "résultats.xlsx": NO_COLUMNS,
    "contrat.docx": "entente",
    "mémoire.docx": "texte suivi",
    "lettre plan.docx": "texte suivi",
    "année.docx": NO_COLUMNS,
    "bilan.docx": "rapport",
    "cours.docx": NO_COLUMNS,
    "entretien.docx": NO_COLUMNS,
    "glossaire.docx": "glossaire",
    "gabarit.docx": "gabarit",
}


@pytest.mark.parametrize("name", ODD_DOCUMENTS)
def test_document_that_looks_like_a_plan_is_refused_too(name: str) -> None:
    reading = reading_of(made(name, ODD_DOCUMENTS[name]), name)

    assert reading.draft is None
    assert REASONS[name] in reading.refusal
