"""Fictional documents of the Réseau Lisière, in the layouts people use, made with office libraries."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[str]]


def table(document: Document, rows: Rows) -> docx.table.Table:
    """A plain Word table with these texts; a line end makes a paragraph."""
    made = document.add_table(len(rows), max(len(row) for row in rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            write(made.cell(r, c), text)
    return made


def write(cell: _Cell, text: str) -> None:
    """Put paragraphs in a cell."""
    first, *others = text.split("\n")
    cell.paragraphs[0].text = first
    for other in others:
        cell.add_paragraph(other)


def shade(cell: _Cell, color: str) -> None:
    """Give a Word cell a background."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shading)


def merged_row(made: docx.table.Table, row: int, text: str, color: str = "") -> None:
    """One cell over the whole width."""
    cell = made.cell(row, 0).merge(made.cell(row, len(made.columns) - 1))
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    cell.paragraphs[0].text = text
    if color:
        shade(cell, color)


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(sheets: dict[str, Rows], fills: dict[str, dict[str, str]] | None = None) -> bytes:
    """The bytes of a workbook; ``fills`` gives colours by sheet and cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append([text or None for text in row])
        for where, color in (fills or {}).get(name, {}).items():
            sheet[where].fill = PatternFill("solid", fgColor=color)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ------------------------------------------------------------------ plans


def five_levels_docx() -> bytes:
    """Axes and orientations as headings, objectives, actions and steps as columns."""
    d = docx.Document()
    d.add_heading("Plan d'action 2024-2026 du Réseau Lisière", 0)
    d.add_paragraph("Mission : Relier les milieux ruraux qui prennent soin de leurs lisières.")
    head = ["Objectifs", "Actions", "Étapes", "Responsables", "Collaborateurs", "Échéancier"]
    d.add_heading("Axe A – Milieux vivants", 1)
    d.add_heading("Orientation 1 : Restaurer les lisières", 2)
    table(d, [head,
        ["1.1 Connaître les lisières", "1.1.1 Dresser un inventaire", "Former les bénévoles", "Maude Roy", "Municipalités", "Printemps 2024"],
        ["", "", "Compiler les relevés", "Karim Diallo", "", "Automne 2024"],
        ["", "1.1.2 Publier un atlas", "", "Maude Roy\nKarim Diallo", "Imprimerie", "2025"],
    ])  # fmt: skip
    d.add_heading("Orientation 2 : Planter", 2)
    table(d, [head,
        ["2.1 Produire des plants", "2.1.1 Ouvrir une pépinière", "Choisir un terrain", "Coopérative", "", "Avril 2025"],
    ])  # fmt: skip
    d.add_heading("Axe B – Gens d'ici", 1)
    d.add_heading("Orientation 3 : Raconter", 2)
    table(d, [head,
        ["3.1 Recueillir des récits", "3.1.1 Enregistrer des aînés (lien 1.1.2)", "", "Maude Roy", "", "En continu"],
    ])  # fmt: skip
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
    table(d, [
        ["Action :", "1.1 Ouvrir la maison"],
        ["Responsable :", "Ines Morel"],
        ["Échéancier :", "Mars 2025"],
        ["Résultats attendus :", "La maison ouvre trois jours par semaine\n40 personnes la visitent"],
        ["Indicateurs :", "Nombre de visites"],
    ])  # fmt: skip
    d.add_paragraph("")
    table(d, [
        ["Action :", "1.2 Former des hôtes"],
        ["Responsable :", "Paul Wery"],
        ["Partenaires :", "Cégep"],
        ["Échéancier :", "Automne 2025"],
        ["État :", "En cours"],
    ])  # fmt: skip
    d.add_heading("Objectif 2 : Nourrir", 1)
    table(d, [
        ["Action :", "2.1 Cuisiner ensemble"],
        ["Responsable :", "Ines Morel"],
        ["Échéancier :", "En continu"],
    ])  # fmt: skip
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
    fills = {"H2": "70AD47", "H3": "FFC000", "H4": "C00000",
             "A8": "70AD47", "A9": "FFC000", "A10": "C00000"}  # fmt: skip
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
    return workbook({
        "Sommaire": [["Axe", "Nombre d'actions", "Terminées"], ["Axe 1", "2", "1"], ["Axe 2", "1", "0"]],
        "Axe 1 – Forêt": [head,
            ["Marquer les vieux arbres", "Équipe terrain", "Juin 2025", "Terminé"],
            ["Planter une haie", "Jade", "Octobre 2025", "En cours"]],
        "Axe 2 – Rivière": [head, ["Nettoyer les berges", "Jade", "Mai 2026", "À venir"]],
        "Suivi": [["Action", "Responsable", "Commentaire"],
            ["Marquer les vieux arbres", "Équipe terrain", "Bien"],
            ["Planter une haie", "Jade", ""],
            ["Nettoyer les berges", "Jade", ""]],
        "Listes": [["Statuts", "Responsables"], ["Terminé", "Équipe terrain"], ["En cours", "Jade"]],
        "Totaux": [["Responsable", "Actions"], ["Jade", "2"], ["Équipe terrain", "1"]],
        "Légende": [["Statut", "Sens"], ["Terminé", "L'action est complète"]],
    })  # fmt: skip


def english_docx() -> bytes:
    """English headers, outcomes per year, calendar years."""
    d = docx.Document()
    d.add_heading("Action Plan 2025-2027", 0)
    d.add_paragraph("Lisière Network", style="Subtitle")
    table(d, [
        ["Goal", "Objective", "Strategies", "Lead", "Partners", "Year 1 outcomes", "Year 2 outcomes", "2025", "2026"],
        ["1. Welcome newcomers", "1.1 Open doors", "1.1.1 Host a fair", "Amy", "Library", "200 visitors", "300 visitors", "X", ""],
        ["", "", "1.1.2 Print a map", "Bo", "", "Map printed", "", "X", "X"],
        ["2. Grow food", "2.1 Share land", "2.1.1 Map lots", "Amy", "", "Lots mapped", "", "", "X"],
    ])  # fmt: skip
    return saved(d)


def bands_docx() -> bytes:
    """Orientations and objectives as coloured bands inside one table; legend under it."""
    d = docx.Document()
    d.add_paragraph("PLAN D'ACTION TRIENNAL 2023-2026")
    made = table(d, [
        ["Moyens", "Responsable", "2023-2024", "2024-2025", "2025-2026", "Résultats attendus"],
        ["", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["Visiter chaque village\nÉcouter les écoles", "Direction", "", "", "", "Douze villages visités"],
        ["", "", "", "", "", ""],
        ["Créer une bourse", "Comité jeunesse", "", "", "", "Cinq bourses remises\nUn jury formé"],
        ["", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["Tenir un colloque", "Direction", "", "", "", "80 participants"],
        ["Note : les années vont de juillet à juin.", "", "", "", "", ""],
    ])  # fmt: skip
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
    made = table(d, [head,
        ["", "Lou", "Mars 2025\nMai 2025", "Réalisé\nEn cours", "500 $", "", "B-12"],
        ["Lire aux enfants", "Max", "Hebdomadaire", "Continu", "", "À confirmer avec l'école", ""],
    ])  # fmt: skip
    cell = made.cell(1, 0)
    cell.paragraphs[0].text = "Monter un atelier"
    cell.paragraphs[0].style = d.styles["List Bullet"]
    cell.add_paragraph("Prêter des outils", style="List Bullet")
    d.add_heading("Orientation 2 – Partager", 2)
    table(d, [head, ["Échanger des semences", "Lou\nMax", "Avril 2025", "À venir", "75 $", "", ""]])
    return saved(d)


# ------------------------------------------------------------------ documents that are not plans


def minutes_docx() -> bytes:
    """Minutes with an attendance table and a table of follow-ups."""
    d = docx.Document()
    d.add_heading("Procès-verbal de la rencontre du 4 février 2025", 0)
    table(d, [["Nom", "Organisme", "Présence"], ["Alma Tessier", "Ferme", "Présente"],
              ["Ugo Brand", "École", "Absent"]])  # fmt: skip
    d.add_paragraph("1. Adoption de l'ordre du jour")
    d.add_paragraph("Proposé par Alma, appuyé par Ugo.")
    d.add_paragraph("2. Suivis")
    table(d, [["Action", "Responsable", "Échéance"], ["Appeler la mairie", "Alma", "Mars"],
              ["Réserver la salle", "Ugo", "Avril"], ["Commander le café", "Alma", "Avril"]])  # fmt: skip
    d.add_paragraph("Levée de la séance à 21 h.")
    return saved(d)


def budget_xlsx() -> bytes:
    """A budget: items and amounts."""
    return workbook({"Budget 2025": [
        ["Prévisions budgétaires 2025"],
        ["Poste", "Budget prévu", "Dépenses réelles", "Écart"],
        ["Salaires", "120000", "118000", "2000"],
        ["Projets et activités", "15000", "14000", "1000"],
        ["Total", "135000", "132000", "3000"],
    ]})  # fmt: skip


def news_docx() -> bytes:
    """A news item that speaks of an action plan."""
    d = docx.Document()
    d.add_heading("Le Réseau Lisière adopte son plan d'action", 0)
    d.add_paragraph("Pour diffusion immédiate. Réuni hier, le conseil a adopté son plan d'action pour "
                    "les trois prochaines années. La présidente s'est dite ravie de ce résultat.")  # fmt: skip
    d.add_paragraph("Les membres ont souligné trois idées :")
    for text in (
        "l'accueil des nouvelles familles",
        "la protection des rives",
        "le bonheur de marcher",
    ):
        d.add_paragraph(text, style="List Bullet")
    d.add_paragraph("Le document sera publié au printemps.")
    return saved(d)


def members_xlsx() -> bytes:
    """A list of members with their projects."""
    return workbook({"Membres": [
        ["Organisme", "Responsable", "Courriel", "Téléphone", "Projet"],
        ["Ferme du Pré", "Alma Tessier", "alma@exemple.test", "555-0101", "Serre"],
        ["École du Lac", "Ugo Brand", "ugo@exemple.test", "555-0102", "Sentier"],
        ["Café Nord", "Eva Pons", "eva@exemple.test", "555-0103", "Scène"],
    ]})  # fmt: skip
