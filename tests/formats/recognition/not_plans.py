"""Fictional documents that hold no plan, and look a little like one."""

from __future__ import annotations

import docx
from making import saved, table, workbook


def minutes_docx() -> bytes:
    """Minutes with an attendance table and a table of follow-ups."""
    d = docx.Document()
    d.add_heading("Procès-verbal de la rencontre du 4 février 2025", 0)
    table(
        d,
        [
            ["Nom", "Organisme", "Présence"],
            ["Alma Tessier", "Ferme", "Présente"],
            ["Ugo Brand", "École", "Absent"],
        ],
    )
    d.add_paragraph("1. Adoption de l'ordre du jour")
    d.add_paragraph("Proposé par Alma, appuyé par Ugo.")
    d.add_paragraph("2. Suivis")
    table(
        d,
        [
            ["Action", "Responsable", "Échéance"],
            ["Appeler la mairie", "Alma", "Mars"],
            ["Réserver la salle", "Ugo", "Avril"],
            ["Commander le café", "Alma", "Avril"],
        ],
    )
    d.add_paragraph("Levée de la séance à 21 h.")
    return saved(d)


def budget_xlsx() -> bytes:
    """A budget: items and amounts."""
    return workbook(
        {
            "Budget 2025": [
                ["Prévisions budgétaires 2025"],
                ["Poste", "Budget prévu", "Dépenses réelles", "Écart"],
                ["Salaires", "120000", "118000", "2000"],
                ["Projets et activités", "15000", "14000", "1000"],
                ["Total", "135000", "132000", "3000"],
            ]
        }
    )


def news_docx() -> bytes:
    """A news item that speaks of an action plan."""
    d = docx.Document()
    d.add_heading("Le Réseau Lisière adopte son plan d'action", 0)
    d.add_paragraph(
        "Pour diffusion immédiate. Réuni hier, le conseil a adopté son plan d'action pour "
        "les trois prochaines années. La présidente s'est dite ravie de ce résultat."
    )
    d.add_paragraph("Les membres ont souligné trois idées :")
    for text in ("l'accueil des nouvelles familles", "la protection des rives", "la marche"):
        d.add_paragraph(text, style="List Bullet")
    d.add_paragraph("Le document sera publié au printemps.")
    return saved(d)


def members_xlsx() -> bytes:
    """A list of members with their projects."""
    return workbook(
        {
            "Membres": [
                ["Organisme", "Responsable", "Courriel", "Téléphone", "Projet"],
                ["Ferme du Pré", "Alma Tessier", "alma@exemple.test", "555-0101", "Serre"],
                ["École du Lac", "Ugo Brand", "ugo@exemple.test", "555-0102", "Sentier"],
                ["Café Nord", "Eva Pons", "eva@exemple.test", "555-0103", "Scène"],
            ]
        }
    )
