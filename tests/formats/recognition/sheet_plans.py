"""Fictional workbooks, each with its tree, written before any reading."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from making import book

WHOLE_WORKBOOK = """\
[Couverture]
Réseau Boréal

Plan d'action 2026-2028
Adopté le 12 mars 2026
[Mode d'emploi]
Mode d'emploi
1. Choisissez un statut dans la liste.
2. Ne changez pas les numéros.
3. Envoyez le fichier au comité.
[Axe 1 - Forêt]
Axe 1 : Forêt vivante

No | Objectif | Action | Responsable | Début | Fin | Statut | Commentaires
1.1 | Connaître | Dresser l'inventaire | Jules | Avril 2026 | Juin 2026 | Terminé
1.2 |  | Former des bénévoles | Anouk | Mai 2026 | Août 2026 | En cours | Six inscrits
[Axe 2 - Rivière]
Axe 2 : Rivière claire

No | Objectif | Action | Responsable | Début | Fin | Statut | Commentaires
2.1 | Nettoyer | Ramasser les déchets | Jules | Mai 2026 | Mai 2026 | À venir
2.2 | Veiller | Mesurer l'eau | Anouk | Juin 2026 | Octobre 2026 | À venir
[Tableau de bord]
Tableau de bord
Axe | Actions | Terminées | En cours | %
Axe 1 | 2 | 1 | 1 | 50 %
Axe 2 | 2 | 0 | 0 | 0 %
Total | 4 | 1 | 1 | 25 %
[Budget]
Budget 2026
Poste | Prévu | Dépensé | Solde
Matériel | 1 200 $ | 800 $ | 400 $
Transport | 300 $ | 0 $ | 300 $
Total | 1 500 $ | 800 $ | 700 $
[Listes]
Statut | Responsable
Terminé | Jules
En cours | Anouk
À venir
"""
WHOLE_WORKBOOK_TREE = """\
ori 1 Forêt vivante
  obj Connaître
    act 1.1 Dresser l'inventaire | who=Jules | when=Avril 2026 – Juin 2026 | state=done
    act 1.2 Former des bénévoles | who=Anouk | when=Mai 2026 – Août 2026 | state=in_progress \
| notes=Six inscrits
ori 2 Rivière claire
  obj Nettoyer
    act 2.1 Ramasser les déchets | who=Jules | when=Mai 2026 – Mai 2026 | state=planned
  obj Veiller
    act 2.2 Mesurer l'eau | who=Anouk | when=Juin 2026 – Octobre 2026 | state=planned
"""
FOLLOW_UP_SHEET = """\
[Plan]
Plan d'action 2026
Orientation | No | Action | Responsable | Échéance
Accueillir | 1.1 | Ouvrir une halte | Rita | Mars 2026
 | 1.2 | Former des hôtes | Omar | Mai 2026
Soigner | 2.1 | Créer un répit | Rita | Juin 2026
 | 2.2 | Visiter les aînés | Omar | En continu
[Suivi]
Suivi du plan au 1er juin 2026
No | Action | État d'avancement | Commentaire
1.1 | Ouvrir une halte | Complété
1.2 | Former des hôtes | En cours | Quatre hôtes formés
2.1 | Créer un répit | Reporté | Faute de local
2.2 | Visiter les aînés
"""
FOLLOW_UP_SHEET_TREE = """\
ori 1 Accueillir
  act 1.1 Ouvrir une halte | who=Rita | when=Mars 2026 | state=done
  act 1.2 Former des hôtes | who=Omar | when=Mai 2026 | state=in_progress \
| notes=Quatre hôtes formés
ori 2 Soigner
  act 2.1 Créer un répit | who=Rita | when=Juin 2026 | state=postponed | notes=Faute de local
  act 2.2 Visiter les aînés | who=Omar | when=En continu
"""
OUTLINE_IN_ONE_COLUMN = """\
[Plan]
Plan de travail 2026-2027

No | Activités | Responsable | Échéance | Budget
1 | Vie associative
1.1 | Recruter des membres
1.1.1 | Écrire aux anciens | Léa | Février 2026 | 50 $
1.1.2 | Tenir un kiosque | Sam | Juin 2026 | 200 $
1.2 | Garder les membres
1.2.1 | Envoyer un bulletin | Léa | Mensuel | 0 $
2 | Représentation
2.1 | Se faire connaître
2.1.1 | Rencontrer la mairie | Présidence | Mars 2026 | 0 $
2.1.2 | Écrire un mémoire | Sam | Octobre 2026 | 0 $
"""
OUTLINE_IN_ONE_COLUMN_TREE = """\
ori 1 Vie associative
  obj 1.1 Recruter des membres
    act 1.1.1 Écrire aux anciens | who=Léa | when=Février 2026 | cost=50 $
    act 1.1.2 Tenir un kiosque | who=Sam | when=Juin 2026 | cost=200 $
  obj 1.2 Garder les membres
    act 1.2.1 Envoyer un bulletin | who=Léa | when=Mensuel | cost=0 $
ori 2 Représentation
  obj 2.1 Se faire connaître
    act 2.1.1 Rencontrer la mairie | who=Présidence | when=Mars 2026 | cost=0 $
    act 2.1.2 Écrire un mémoire | who=Sam | when=Octobre 2026 | cost=0 $
"""


def subtitle_and_hidden() -> bytes:
    """A subtitle above the header; a hidden row, column and sheet; an unknown column; totals."""
    sheets = openpyxl.load_workbook(
        io.BytesIO(
            book("""\
[Plan 2026]
Plan d'action 2026-2027
Version de travail du comité
Volet | Actions | Ressource | Échéance | Secret | Salle | Coût
Jeunes | Ouvrir le local | Ben | Mai 2026 | a | B-1 | 100 $
 | Action cachée | Ben | Mai 2026 | b | B-2 | 5 $
 | Tenir un camp | Lou | Juillet 2026 | c | B-3 | 900 $
Aînés | Jouer aux cartes | Lou | Hebdomadaire | d | C-1 | 0 $
TOTAL |  |  |  |  |  | 1 000 $
[Vieux plan]
Volet | Actions | Ressource
Passé | Vieille action | Zed
""")
        )
    )
    sheets["Plan 2026"].row_dimensions[5].hidden = True
    sheets["Plan 2026"].column_dimensions["E"].hidden = True
    sheets["Vieux plan"].sheet_state = "hidden"
    out = io.BytesIO()
    sheets.save(out)
    return out.getvalue()


SUBTITLE_AND_HIDDEN_TREE = """\
ori Jeunes
  act Ouvrir le local | who=Ben | when=Mai 2026 | cost=100 $ | extra=Salle:B-1
  act Tenir un camp | who=Lou | when=Juillet 2026 | cost=900 $ | extra=Salle:B-3
ori Aînés
  act Jouer aux cartes | who=Lou | when=Hebdomadaire | cost=0 $ | extra=Salle:C-1
"""
MONTHS_AS_COLUMNS = """\
[Gantt]
Calendrier du plan d'action

Action | Qui | 2026 |  |  | 2027
 |  | Oct. | Nov. | Déc. | Janv. | Févr. | Mars
AXE 1 – Se former
Suivre un cours | Tous
Inviter une experte | Flo
AXE 2 – Se réunir
Louer une salle | Flo
"""
MONTHS_AS_COLUMNS_TREE = """\
ori 1 Se former
  act Suivre un cours | who=Tous | quarters=2026 Oct.,2026 Nov.
  act Inviter une experte | who=Flo | quarters=2027 Janv.
ori 2 Se réunir
  act Louer une salle | who=Flo | quarters=2026 Déc.,2027 Janv.
"""
QUARTERS_OF_YEARS = """\
[Plan]
Objectif | Activité | Pilote | T3 2026 | T4 2026 | T1 2027 | T2 2027
Savoir | Faire un portrait | Io | x | x
 | Publier | Io |  |  | x
Agir | Lancer trois projets | Ty |  | x | x | x
"""
QUARTERS_OF_YEARS_TREE = """\
obj Savoir
  act Faire un portrait | who=Io | quarters=2026 T3,2026 T4
  act Publier | who=Io | quarters=2027 T1
obj Agir
  act Lancer trois projets | who=Ty | quarters=2026 T4,2027 T1,2027 T2
"""


def real_values() -> bytes:
    """Dates, percentages and amounts stored as values; progress bars of 0 to 100 %."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Actions"
    sheet.append(
        [
            "Axe",
            "Objectif",
            "Action",
            "Responsable",
            "Date de début",
            "Date de fin",
            "Avancement",
            "Budget",
        ]
    )
    sheet.append(
        [
            "Habitat",
            "Rénover",
            "Visiter les immeubles",
            "Ivo",
            dt.date(2026, 3, 2),
            dt.date(2026, 5, 29),
            1,
            2500,
        ]
    )
    sheet.append(
        [
            "Habitat",
            "Rénover",
            "Conseiller les proprios",
            "Ivo",
            dt.date(2026, 6, 1),
            dt.date(2026, 9, 30),
            0.4,
            800,
        ]
    )
    sheet.append(["Emploi", "Jumeler", "Tenir un salon", "Una", dt.date(2026, 10, 15), None, 0, 0])
    for row in (2, 3, 4):
        sheet.cell(row, 5).number_format = sheet.cell(row, 6).number_format = "yyyy-mm-dd"
        sheet.cell(row, 7).number_format = "0%"
        sheet.cell(row, 8).number_format = '# ##0" $"'
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


REAL_VALUES_TREE = """\
ori Habitat
  obj Rénover
    act Visiter les immeubles | who=Ivo | when=2026-03-02 – 2026-05-29 | state=done | cost=2 500 $
    act Conseiller les proprios | who=Ivo | when=2026-06-01 – 2026-09-30 | state=in_progress \
| cost=800 $
ori Emploi
  obj Jumeler
    act Tenir un salon | who=Una | when=2026-10-15 | state=planned | cost=0 $
"""
COLOURED_ROWS = """\
[Suivi]
Priorité | Action | Responsable | Échéance
1. Climat | Isoler le centre | Max | 2026
1. Climat | Poser des panneaux | Max | 2027
2. Jeunesse | Refaire le skatepark | Ivy | Juin 2026

Vert | Action terminée
Jaune | Action en cours
Rouge | En retard
"""
COLOURED_ROWS_TREE = """\
ori 1 Climat
  act Isoler le centre | who=Max | when=2026 | state=done
  act Poser des panneaux | who=Max | when=2027 | state=in_progress
ori 2 Jeunesse
  act Refaire le skatepark | who=Ivy | when=Juin 2026 | state=in_progress
"""
ENGLISH_TRACKER = """\
[Read me]
How to use this tracker
Update the status column every month.
[Tracker]
Lakeside Coalition Action Plan 2026

Priority area | Objective | Initiative | Owner | Start date | Due date | Status | KPI | Comments
Housing | More homes | Map vacant lots | Dana | Jan 2026 | Mar 2026 | Complete | Lots mapped
 |  | Meet landlords | Eli | Apr 2026 | Jun 2026 | On track | 12 meetings | Two done
Food | Local food | Open a market | Dana | May 2026 | Sep 2026 | Not started | 20 stalls
[Dashboard]
Status | Count
Complete | 1
On track | 1
Not started | 1
"""
ENGLISH_TRACKER_TREE = """\
ori Housing
  obj More homes
    act Map vacant lots | who=Dana | when=Jan 2026 – Mar 2026 | indicators=Lots mapped \
| state=done
    act Meet landlords | who=Eli | when=Apr 2026 – Jun 2026 | indicators=12 meetings \
| state=in_progress | notes=Two done
ori Food
  obj Local food
    act Open a market | who=Dana | when=May 2026 – Sep 2026 | indicators=20 stalls | state=planned
"""
SHEETS_BY_YEAR = """\
[2026]
PLAN D'ACTION 2026

Objectif 1 : Rayonner
Actions | Sous-actions | Resp. | Éch. | Partenaires
1.1 Refaire le site | a) Choisir une firme | Lune | Mai 2026 | Ville
 | b) Écrire les textes | Lune | Août 2026
1.2 Publier un livre |  | Théo | 2027 | Éditeur
Objectif 2 : Durer
Actions | Sous-actions | Resp. | Éch. | Partenaires
2.1 Diversifier les revenus | a) Vendre des cartes | Théo | Décembre 2026
 | b) Chercher des mécènes | Lune | En continu
"""
SHEETS_BY_YEAR_TREE = """\
obj 1 Rayonner
  act 1.1 Refaire le site
    ste a Choisir une firme | who=Lune | with=Ville | when=Mai 2026
    ste b Écrire les textes | who=Lune | when=Août 2026
  act 1.2 Publier un livre | who=Théo | with=Éditeur | when=2027
obj 2 Durer
  act 2.1 Diversifier les revenus
    ste a Vendre des cartes | who=Théo | when=Décembre 2026
    ste b Chercher des mécènes | who=Lune | when=En continu
"""
SHEET_PLANS = {
    "classeur entier.xlsx": (lambda: book(WHOLE_WORKBOOK), WHOLE_WORKBOOK_TREE),
    "feuille de suivi.xlsx": (lambda: book(FOLLOW_UP_SHEET), FOLLOW_UP_SHEET_TREE),
    "tout dans une colonne.xlsx": (lambda: book(OUTLINE_IN_ONE_COLUMN), OUTLINE_IN_ONE_COLUMN_TREE),
    "sous-titre et caché.xlsx": (subtitle_and_hidden, SUBTITLE_AND_HIDDEN_TREE),
    "mois.xlsx": (
        lambda: book(
            MONTHS_AS_COLUMNS,
            "C6=4472C4 D6=4472C4 F7=4472C4 E9=4472C4 F9=4472C4",
            "A3:A4 B3:B4 C3:E3 F3:H3 A5:H5 A8:H8",
        ),
        MONTHS_AS_COLUMNS_TREE,
    ),
    "trimestres datés.xlsx": (lambda: book(QUARTERS_OF_YEARS), QUARTERS_OF_YEARS_TREE),
    "valeurs.xlsx": (real_values, REAL_VALUES_TREE),
    "rangées en couleur.xlsx": (
        lambda: book(
            COLOURED_ROWS,
            "A2=92D050 B2=92D050 C2=92D050 D2=92D050 A3=FFFF00 B3=FFFF00 C3=FFFF00 D3=FFFF00 A4=FFFF00 B4=FFFF00 C4=FFFF00 D4=FFFF00 A6=92D050 A7=FFFF00 A8=FF5050",
        ),
        COLOURED_ROWS_TREE,
    ),
    "tracker.xlsx": (lambda: book(ENGLISH_TRACKER), ENGLISH_TRACKER_TREE),
    "bandes et lettres.xlsx": (
        lambda: book(SHEETS_BY_YEAR, "", "A3:E3 A8:E8 A5:A6 A10:A11"),
        SHEETS_BY_YEAR_TREE,
    ),
}
