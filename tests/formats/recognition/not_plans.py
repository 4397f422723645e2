"""Fictional documents that hold no plan, and look a little like one."""

from __future__ import annotations

import docx
from making import drawn, saved, table, workbook


def minutes_docx() -> bytes:
    """Minutes with an attendance table and a table of follow-ups."""
    d = docx.Document()
    d.add_heading("Procès-verbal de la rencontre du 4 février 2025", 0)
    table(
        d,
        drawn("""
Nom | Organisme | Présence
Alma Tessier | Ferme | Présente
Ugo Brand | École | Absent
"""),
    )
    d.add_paragraph("1. Adoption de l'ordre du jour")
    d.add_paragraph("Proposé par Alma, appuyé par Ugo.")
    d.add_paragraph("2. Suivis")
    table(
        d,
        drawn("""
Action | Responsable | Échéance
Appeler la mairie | Alma | Mars
Réserver la salle | Ugo | Avril
Commander le café | Alma | Avril
"""),
    )
    d.add_paragraph("Levée de la séance à 21 h.")
    return saved(d)


def budget_xlsx() -> bytes:
    """A budget: items and amounts."""
    return workbook(
        {
            "Budget 2025": drawn("""
Prévisions budgétaires 2025
Poste | Budget prévu | Dépenses réelles | Écart
Salaires | 120000 | 118000 | 2000
Projets et activités | 15000 | 14000 | 1000
Total | 135000 | 132000 | 3000
""")
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
            "Membres": drawn("""
Organisme | Responsable | Courriel | Téléphone | Projet
Ferme du Pré | Alma Tessier | alma@exemple.test | 555-0101 | Serre
École du Lac | Ugo Brand | ugo@exemple.test | 555-0102 | Sentier
Café Nord | Eva Pons | eva@exemple.test | 555-0103 | Scène
""")
        }
    )


def _paper(title: str, *parts: str | list[list[str]]) -> bytes:
    """A Word document: a title, then paragraphs and tables."""
    d = docx.Document()
    d.add_heading(title, 0)
    for part in parts:
        if isinstance(part, str):
            d.add_paragraph(part)
        else:
            table(d, part)
    return saved(d)


def english_minutes_docx() -> bytes:
    """Minutes with action items."""
    return _paper(
        "Meeting of the Board, March 4, 2026",
        "Present: A. Poe, B. Lin. Regrets: C. Day.",
        "1. Call to order at 7 p.m.",
        "2. Approval of the agenda. Moved by A. Poe, seconded by B. Lin.",
        drawn("""
Action item | Who | Due date
Call the bank | Poe | April 1
Book the hall | Lin | April 15
Update the bylaws | Day | June
"""),
        "Adjourned at 9 p.m.",
    )


def follow_up_minutes_docx() -> bytes:
    """Notes of a meeting that never say «procès-verbal», with a follow-up table."""
    return _paper(
        "Rencontre du comité logement – 12 mai 2026",
        "Présences : Léa, Omar, Rita. Absences motivées : Sam.",
        "1. Lecture et adoption de l’ordre du jour",
        "2. Retour sur la rencontre précédente",
        "3. Suivi du plan d’action",
        drawn("""
Point | Discussion | Suivi | Responsable | Échéance
3.1 Halte | Le local est trouvé. | Signer le bail | Rita | 1er juin
3.2 Répit | Faute d’argent, on attend. | Écrire au député | Omar | 15 juin
"""),
        "4. Levée de la rencontre à 16 h",
    )


def agenda_docx() -> bytes:
    """An agenda with times and people in charge."""
    return _paper(
        "Ordre du jour – Assemblée générale annuelle",
        drawn("""
Heure | Sujet | Action | Responsable | Durée
9 h | Mot de bienvenue | Information | Présidence | 10 min
9 h 10 | Rapport d’activités | Adoption | Direction | 30 min
9 h 40 | Élections | Vote | Comité | 20 min
"""),
    )


def letter_docx() -> bytes:
    """A letter with a numbered list."""
    return _paper(
        "Madame la Ministre,",
        "Nous vous écrivons au sujet du plan d’action gouvernemental en habitation.",
        "Nos membres souhaitent trois choses :",
        "1. Un financement stable",
        "2. Des logements sociaux",
        "3. Une écoute régulière",
        "Veuillez agréer, Madame la Ministre, nos salutations distinguées.",
        "Alma Tessier, présidente",
    )


def invoice_xlsx() -> bytes:
    """An invoice for services."""
    return workbook(
        {
            "Facture": drawn("""
Facture no 2026-014
Client : Table du Vallon
Date : 3 mars 2026

No | Activité | Date | Quantité | Prix unitaire | Montant
1 | Animation d’un atelier | 12 février 2026 | 2 | 300 $ | 600 $
2 | Rédaction d’un rapport | 20 février 2026 | 1 | 900 $ | 900 $
 | Sous-total |  |  |  | 1 500 $
 | TPS |  |  |  | 75 $
 | Total |  |  |  | 1 575 $
""")
        }
    )


def events_xlsx() -> bytes:
    """A calendar of events with the people in charge."""
    return workbook(
        {
            "Calendrier": drawn("""
Calendrier des événements 2026

Date | Heure | Activité | Lieu | Responsable
3 mai 2026 | 13 h | Fête des voisins | Parc | Mina
24 juin 2026 | 19 h | Feu de joie | Plage | Paul
5 septembre 2026 | 9 h | Vente de garage | École | Mina
""")
        }
    )


def policy_docx() -> bytes:
    """A policy with objectives and numbered articles."""
    d = docx.Document()
    d.add_heading("Politique de prévention du harcèlement", 0)
    d.add_heading("1. Objectifs", 1)
    d.add_paragraph("La présente politique a pour objectifs de :")
    for text in ("prévenir les conflits", "soutenir les personnes", "traiter les plaintes"):
        d.add_paragraph(text, style="List Bullet")
    d.add_heading("2. Responsabilités", 1)
    for text in ("La direction applique la politique.", "Le personnel la respecte."):
        d.add_paragraph(text, style="List Bullet")
    d.add_heading("3. Mesures disciplinaires", 1)
    d.add_paragraph("Toute personne qui enfreint la politique s’expose à des mesures.")
    return saved(d)


def inventory_xlsx() -> bytes:
    """An inventory of equipment with its state."""
    return workbook(
        {
            "Inventaire": drawn("""
Inventaire du matériel
No | Article | Catégorie | Quantité | État | Responsable | Date d’achat
1 | Projecteur | Bureau | 2 | Bon | Lou | 2021
2 | Tente | Plein air | 6 | À réparer | Max | 2019
3 | Tables pliantes | Salle | 20 | Bon | Lou | 2020
""")
        }
    )


def timesheet_xlsx() -> bytes:
    """A timesheet by project and activity."""
    return workbook(
        {
            "Mars 2026": drawn("""
Feuille de temps – Jules Morin
Date | Projet | Tâche | Heures | Commentaires
2026-03-02 | Halte | Appels aux membres | 3 |
2026-03-03 | Halte | Rédaction | 5 | Télétravail
2026-03-04 | Répit | Rencontre | 2 |
Total |  |  | 10 |
""")
        }
    )


def survey_xlsx() -> bytes:
    """Results of a survey about objectives."""
    return workbook(
        {
            "Résultats": drawn("""
Sondage auprès des membres : résultats
Question | Objectif | Réponses | Résultat
1 | Connaître la satisfaction | 84 | 91 %
2 | Connaître les besoins | 80 | 62 %
3 | Choisir un horaire | 79 | 55 %
""")
        }
    )


def contacts_csv() -> bytes:
    """Contacts with their committee."""
    return (
        "Nom;Organisme;Comité;Responsabilité;Courriel;Téléphone\n"
        "Alma Tessier;Ferme du Pré;Logement;Présidente;alma@exemple.test;555-0101\n"
        "Ugo Brand;École du Lac;Jeunesse;Secrétaire;ugo@exemple.test;555-0102\n"
    ).encode()


def project_budget_xlsx() -> bytes:
    """A budget by activity, with quarters."""
    return workbook(
        {
            "Budget": drawn("""
Budget par activité 2026-2027

Activité | Responsable | T1 | T2 | T3 | T4 | Total
Halte | Rita | 1 000 $ | 1 000 $ | 1 000 $ | 1 000 $ | 4 000 $
Répit | Omar | 500 $ | 0 $ | 500 $ | 0 $ | 1 000 $
Total |  | 1 500 $ | 1 000 $ | 1 500 $ | 1 000 $ | 5 000 $
""")
        }
    )


def evaluation_docx() -> bytes:
    """A grid that assesses a person."""
    return _paper(
        "Grille d’évaluation du personnel",
        drawn("""
Critère | Objectif | Note sur 5 | Commentaires
Ponctualité | Arriver à l’heure | 4 |
Travail d’équipe | Aider ses collègues | 5 | Très bien
Écriture | Rédiger sans faute | 3 |
"""),
    )


def job_html() -> str:
    """A job offer in HTML."""
    return (
        "<h1>Offre d’emploi : agente de projet</h1><h2>Mandat</h2><ul><li>Animer des rencontres"
        "</li><li>Rédiger des rapports</li><li>Suivre le plan d’action</li></ul><h2>Exigences</h2>"
        "<ul><li>Diplôme collégial</li><li>Deux ans d’expérience</li></ul>"
    )


def training_html() -> str:
    """A training programme as a table."""
    return (
        "<h1>Programme de formation</h1><table><tr><th>Heure</th><th>Objectifs</th>"
        "<th>Activités</th><th>Durée</th><th>Matériel</th></tr>"
        "<tr><td>9 h</td><td>Se connaître</td><td>Tour de table</td><td>20 min</td><td>Carton</td>"
        "</tr><tr><td>9 h 20</td><td>Comprendre</td><td>Exposé</td><td>40 min</td><td>Écran</td>"
        "</tr></table>"
    )


def report_docx() -> bytes:
    """A yearly report that tells what was done."""
    d = docx.Document()
    d.add_heading("Rapport annuel d’activités 2025-2026", 0)
    d.add_heading("Mot de la présidence", 1)
    d.add_paragraph("Quelle année ! Nos membres ont été présents à chaque étape.")
    d.add_heading("Nos activités", 1)
    for text in ("Souper de Noël : 80 personnes", "Camp d’été : 45 enfants", "Marche : 12 sorties"):
        d.add_paragraph(text, style="List Bullet")
    d.add_heading("États financiers", 1)
    table(
        d,
        drawn("""
Revenus | Montant
Subventions | 40 000 $
Dons | 3 000 $
"""),
    )
    return saved(d)


def volunteers_xlsx() -> bytes:
    """Shifts of volunteers."""
    return workbook(
        {
            "Horaire": drawn("""
Horaire des bénévoles – Fête des récoltes
Heure | Poste | Tâche | Bénévole | Téléphone
8 h à 10 h | Entrée | Accueillir | Ana | 555-0101
10 h à 12 h | Cuisine | Servir | Luc | 555-0102
""")
        }
    )
