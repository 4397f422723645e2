"""Fictional plans of the Réseau Lisière, in the layouts that people use."""

from __future__ import annotations

import io

import docx
import openpyxl
from making import merged_row, saved, shade, table, workbook
from openpyxl.styles import PatternFill


def five_levels_docx() -> bytes:
    """Axes and orientations as headings, objectives, actions and steps as columns."""
    d = docx.Document()
    d.add_heading("Plan d'action 2024-2026 du Réseau Lisière", 0)
    d.add_paragraph("Mission : Relier les milieux ruraux qui prennent soin de leurs lisières.")
    head = ["Objectifs", "Actions", "Étapes", "Responsables", "Collaborateurs", "Échéancier"]
    d.add_heading("Axe A – Milieux vivants", 1)
    d.add_heading("Orientation 1 : Restaurer les lisières", 2)
    table(
        d,
        [
            head,
            [
                "1.1 Connaître les lisières",
                "1.1.1 Dresser un inventaire",
                "Former les bénévoles",
                "Maude Roy",
                "Municipalités",
                "Printemps 2024",
            ],
            ["", "", "Compiler les relevés", "Karim Diallo", "", "Automne 2024"],
            ["", "1.1.2 Publier un atlas", "", "Maude Roy\nKarim Diallo", "Imprimerie", "2025"],
        ],
    )
    d.add_heading("Orientation 2 : Planter", 2)
    table(
        d,
        [
            head,
            [
                "2.1 Produire des plants",
                "2.1.1 Ouvrir une pépinière",
                "Choisir un terrain",
                "Coopérative",
                "",
                "Avril 2025",
            ],
        ],
    )
    d.add_heading("Axe B – Gens d'ici", 1)
    d.add_heading("Orientation 3 : Raconter", 2)
    table(
        d,
        [
            head,
            [
                "3.1 Recueillir des récits",
                "3.1.1 Enregistrer des aînés (lien 1.1.2)",
                "",
                "Maude Roy",
                "",
                "En continu",
            ],
        ],
    )
    return saved(d)


def quarters_xlsx() -> bytes:
    """Quarters of two years, marked by letters and by colours; costs, priorities, totals."""
    rows = [
        ["Plan de travail 2025-2026"],
        [],
        [
            "Orientation",
            "Action",
            "Porteur",
            "Budget",
            "Priorité",
            "An 1",
            "",
            "",
            "",
            "An 2",
            "",
            "",
            "",
        ],
        ["", "", "", "", "", "T1", "T2", "T3", "T4", "T1", "T2", "T3", "T4"],
        [
            "Accueil",
            "Tenir un kiosque",
            "Nadia",
            "1 200 $",
            "Haute",
            "X",
            "",
            "x",
            "",
            "",
            "",
            "",
            "",
        ],
        ["", "Refaire le guide", "Luc", "800 $", "Moyenne", "", "", "", "", "", "", "", ""],
        ["Sous-total", "", "", "2 000 $"],
        ["Réseau", "Ouvrir un forum", "Nadia", "0 $", "Basse", "", "", "", "✓", "✓", "", "", ""],
        ["Total", "", "", "2 000 $"],
        [],
        ["Légende : X = prévu"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Feuil1": rows})))
    sheet = book["Feuil1"]
    sheet.merge_cells("F3:I3")
    sheet.merge_cells("J3:M3")
    for where in ("G6", "H6"):
        sheet[where].fill = PatternFill("solid", fgColor="8FB996")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cards_docx() -> bytes:
    """One label and value table per action, under headings of objectives."""
    d = docx.Document()
    d.add_heading("Plan d'action 2025", 0)
    d.add_heading("Objectif 1 : Accueillir", 1)
    table(
        d,
        [
            ["Action :", "1.1 Ouvrir la maison"],
            ["Responsable :", "Ines Morel"],
            ["Échéancier :", "Mars 2025"],
            [
                "Résultats attendus :",
                "La maison ouvre trois jours par semaine\n40 personnes la visitent",
            ],
            ["Indicateurs :", "Nombre de visites"],
        ],
    )
    d.add_paragraph("")
    table(
        d,
        [
            ["Action :", "1.2 Former des hôtes"],
            ["Responsable :", "Paul Wery"],
            ["Partenaires :", "Cégep"],
            ["Échéancier :", "Automne 2025"],
            ["État :", "En cours"],
        ],
    )
    d.add_heading("Objectif 2 : Nourrir", 1)
    table(
        d,
        [
            ["Action :", "2.1 Cuisiner ensemble"],
            ["Responsable :", "Ines Morel"],
            ["Échéancier :", "En continu"],
        ],
    )
    return saved(d)


def coloured_states_xlsx() -> bytes:
    """A flat list that repeats everything; numbers apart; states are colours of a legend."""
    rows = [
        ["No", "Axe", "Objectif", "No action", "Action", "Qui", "Quand", "État"],
        ["1", "Habiter", "Loger mieux", "1.1", "Recenser les logements", "Léo", "2025", ""],
        ["1", "Habiter", "Loger mieux", "1.2", "Parrainer des familles", "Zoé", "Été 2025", ""],
        ["2", "Bouger", "Marcher", "2.1", "Tracer un sentier", "Léo", "Mai 2026", ""],
        ["2", "Bouger", "Marcher", "2.2", "Afficher les parcours", "Zoé", "2026", "Reporté"],
        [],
        ["Légende"],
        ["", "Terminé"],
        ["", "En cours"],
        ["", "À venir"],
    ]
    fills = {
        "H2": "70AD47",
        "H3": "FFC000",
        "H4": "C00000",
        "A8": "70AD47",
        "A9": "FFC000",
        "A10": "C00000",
    }
    return workbook({"Plan": rows}, {"Plan": fills})


WORK_PLAN_MD = """# Plan de travail 2025-2026 — Table Lisière

Mise à jour : 2025-03-02

## Volet 1 : Concertation

### Objectif 1.1 : Réunir les partenaires

| Activité | Responsable | Échéance | Indicateur |
|---|---|---|---|
| 1.1.1 Tenir quatre rencontres | Coordination | Au moins 4 rencontres par année | Nombre de rencontres |
| 1.1.2 Rédiger un bulletin | Ana | Trimestriel | 4 bulletins par année |

## Volet 2 : Soutien

### Objectif 2.1 : Accompagner les comités

| Activité | Responsable | Échéance | Indicateur |
|---|---|---|---|
| 2.1.1 Offrir du mentorat | Ana et Hugo | Au besoin | Taux de satisfaction de 80 % |
"""


def whole_workbook_xlsx() -> bytes:
    """Two sheets of the plan among a summary, totals, lists of choices and a legend."""
    head = ["Action", "Responsable", "Échéance", "Statut"]
    return workbook(
        {
            "Sommaire": [
                ["Axe", "Nombre d'actions", "Terminées"],
                ["Axe 1", "2", "1"],
                ["Axe 2", "1", "0"],
            ],
            "Axe 1 – Forêt": [
                head,
                ["Marquer les vieux arbres", "Équipe terrain", "Juin 2025", "Terminé"],
                ["Planter une haie", "Jade", "Octobre 2025", "En cours"],
            ],
            "Axe 2 – Rivière": [head, ["Nettoyer les berges", "Jade", "Mai 2026", "À venir"]],
            "Suivi": [
                ["Action", "Responsable", "Commentaire"],
                ["Marquer les vieux arbres", "Équipe terrain", "Bien"],
                ["Planter une haie", "Jade", ""],
                ["Nettoyer les berges", "Jade", ""],
            ],
            "Listes": [
                ["Statuts", "Responsables"],
                ["Terminé", "Équipe terrain"],
                ["En cours", "Jade"],
            ],
            "Totaux": [["Responsable", "Actions"], ["Jade", "2"], ["Équipe terrain", "1"]],
            "Légende": [["Statut", "Sens"], ["Terminé", "L'action est complète"]],
        }
    )


def english_docx() -> bytes:
    """English headers, outcomes per year, calendar years."""
    d = docx.Document()
    d.add_heading("Action Plan 2025-2027", 0)
    d.add_paragraph("Lisière Network", style="Subtitle")
    table(
        d,
        [
            [
                "Goal",
                "Objective",
                "Strategies",
                "Lead",
                "Partners",
                "Year 1 outcomes",
                "Year 2 outcomes",
                "2025",
                "2026",
            ],
            [
                "1. Welcome newcomers",
                "1.1 Open doors",
                "1.1.1 Host a fair",
                "Amy",
                "Library",
                "200 visitors",
                "300 visitors",
                "X",
                "",
            ],
            ["", "", "1.1.2 Print a map", "Bo", "", "Map printed", "", "X", "X"],
            [
                "2. Grow food",
                "2.1 Share land",
                "2.1.1 Map lots",
                "Amy",
                "",
                "Lots mapped",
                "",
                "",
                "X",
            ],
        ],
    )
    return saved(d)


def bands_docx() -> bytes:
    """Orientations and objectives as coloured bands inside one table; legend under it."""
    d = docx.Document()
    d.add_paragraph("PLAN D'ACTION TRIENNAL 2023-2026")
    made = table(
        d,
        [
            ["Moyens", "Responsable", "2023-2024", "2024-2025", "2025-2026", "Résultats attendus"],
            ["", "", "", "", "", ""],
            ["", "", "", "", "", ""],
            [
                "Visiter chaque village\nÉcouter les écoles",
                "Direction",
                "",
                "",
                "",
                "Douze villages visités",
            ],
            ["", "", "", "", "", ""],
            [
                "Créer une bourse",
                "Comité jeunesse",
                "",
                "",
                "",
                "Cinq bourses remises\nUn jury formé",
            ],
            ["", "", "", "", "", ""],
            ["", "", "", "", "", ""],
            ["Tenir un colloque", "Direction", "", "", "", "80 participants"],
            ["Note : les années vont de juillet à juin.", "", "", "", "", ""],
        ],
    )
    for cell in made.rows[0].cells:
        shade(cell, "1B4F72")
    merged_row(made, 1, "Aller vers les gens", "5B9BD5")
    merged_row(made, 2, "Rencontrer les villages", "BDD7EE")
    merged_row(made, 4, "Soutenir la relève", "BDD7EE")
    merged_row(made, 6, "Faire savoir", "5B9BD5")
    merged_row(made, 7, "Montrer les résultats", "BDD7EE")
    for row, column in ((3, 2), (3, 3), (5, 4), (8, 3)):
        shade(made.cell(row, column), "F4B183")
    return saved(d)


FLAT_CSV = """Orientation;Objectif;Action;Responsable;Collaborateurs;Échéance;Résultat attendu
A. Rassembler;A.1 Se voir;A.1.1 Fêter la mi-été;Rose;École, Ferme;Juin 2025;Une fête
A. Rassembler;A.1 Se voir;A.1.2 Marcher au clair de lune;Rose;;Décembre 2025;Une marche
A. Rassembler;A.2 Se parler;A.2.1 Ouvrir un café;Noé;Épicerie;2026;Un café ouvert
"""


def no_objectives_docx() -> bytes:
    """Actions directly under orientations; several in a cell; states in words; total of columns."""
    d = docx.Document()
    d.add_heading("Plan d'action 2025", 0)
    head = ["Actions", "Responsable", "Échéance", "Avancement", "Coût", "Remarques", "Salle"]
    d.add_heading("Orientation 1 – Apprendre", 2)
    made = table(
        d,
        [
            head,
            ["", "Lou", "Mars 2025\nMai 2025", "Réalisé\nEn cours", "500 $", "", "B-12"],
            [
                "Lire aux enfants",
                "Max",
                "Hebdomadaire",
                "Continu",
                "",
                "À confirmer avec l'école",
                "",
            ],
        ],
    )
    cell = made.cell(1, 0)
    cell.paragraphs[0].text = "Monter un atelier"
    cell.paragraphs[0].style = d.styles["List Bullet"]
    cell.add_paragraph("Prêter des outils", style="List Bullet")
    d.add_heading("Orientation 2 – Partager", 2)
    table(d, [head, ["Échanger des semences", "Lou\nMax", "Avril 2025", "À venir", "75 $", "", ""]])
    return saved(d)
