"""Fictional plans out of the tools that keep tasks, and tables inside or beside others."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from making import paper, saved
from odd_plans import made
from openpyxl.styles import Alignment

TASKS_CSV = """\
Task ID,Task Name,Bucket Name,Progress,Assigned To,Created By,Created Date,Due Date,Late
t1,Écrire aux écoles,Approche,Completed,Ana Roy,Luc Cyr,2030-01-02,2030-02-01,false
t2,Visiter les classes,Approche,In progress,Luc Cyr,Luc Cyr,2030-01-02,2030-04-01,false
"""
TASKS_TREE = """\
ori Approche
  act Écrire aux écoles | who=Ana Roy | when=2030-02-01 | state=done \
| extra=Task ID:t1 / Created By:Luc Cyr / Created Date:2030-01-02 / Late:false
  act Visiter les classes | who=Luc Cyr | when=2030-04-01 | state=in_progress \
| extra=Task ID:t2 / Created By:Luc Cyr / Created Date:2030-01-02 / Late:false
"""
BOARD_CSV = """\
Card Name,Card URL,Members,Due Date,List Name,Board Name,Archived
Louer la salle,https://exemple.org/1,Ana Roy,2030-03-01,À faire,Plan d'action 2030,false
Choisir le thème,https://exemple.org/2,Luc Cyr,2030-01-15,Terminé,Plan d'action 2030,false
"""
BOARD_TREE = """\
act Louer la salle | who=Ana Roy | when=2030-03-01 | state=planned \
| extra=Card URL:https://exemple.org/1 / Board Name:Plan d'action 2030 / Archived:false
act Choisir le thème | who=Luc Cyr | when=2030-01-15 | state=done \
| extra=Card URL:https://exemple.org/2 / Board Name:Plan d'action 2030 / Archived:false
"""
PARENTS_CSV = """\
ID;Tâche;Parent;Responsable;Date limite
1;Jardin;;;
2;Trouver un terrain;Jardin;Ana;2030-03-01
3;Cuisine;;;
4;Acheter un four;Cuisine;Luc;2030-05-01
"""
PARENTS_TREE = """\
ori 1 Jardin
  act 2 Trouver un terrain | who=Ana | when=2030-03-01
ori 3 Cuisine
  act 4 Acheter un four | who=Luc | when=2030-05-01
"""
LEVELS = """\
[Feuille1]
Level | Task Name | Assigned To | Start Date | End Date | Status
0 | Prévenir | | | |
1 | Garder les gens chez eux | | | |
2 | Créer un fonds | Ana | 2030-01-01 | 2030-06-30 | In Progress
2 | Former les concierges | Luc | 2030-02-01 | 2030-03-01 | Not Started
"""
LEVELS_TREE = """\
ori Prévenir
  obj Garder les gens chez eux
    act Créer un fonds | who=Ana | when=2030-01-01 – 2030-06-30 | state=in_progress
    act Former les concierges | who=Luc | when=2030-02-01 – 2030-03-01 | state=planned
"""
BESIDE = """\
[Feuille1]
Plan de travail du comité
Volet hiver | | | Volet été | |
Action | Qui | Budget | Action | Qui | Budget
Ouvrir la patinoire | Yan | 200 $ | Semer le jardin | Lia | 800 $
Servir la soupe | Lia | 300 $ | Projeter un film | Yan | 600 $
"""
BESIDE_TREE = """\
ori Volet hiver
  act Ouvrir la patinoire | who=Yan | cost=200 $
  act Servir la soupe | who=Lia | cost=300 $
ori Volet été
  act Semer le jardin | who=Lia | cost=800 $
  act Projeter un film | who=Yan | cost=600 $
"""
STRATEGIES = """\
# Plan d'action local 2030-2032
|^ Objectif | Stratégie | Action | Responsable | Ressources
|^ 1. Nourrir | 1.1 Acheter ensemble | Recenser les besoins | Ana | 500 $
|^ | | Choisir un grossiste | Luc | 0 $
|^ | 1.2 Cultiver | Préparer la terre | Lia | 900 $
"""
STRATEGIES_TREE = """\
ori 1 Nourrir
  obj 1.1 Acheter ensemble
    act Recenser les besoins | who=Ana | cost=500 $
    act Choisir un grossiste | who=Luc | cost=0 $
  obj 1.2 Cultiver
    act Préparer la terre | who=Lia | cost=900 $
"""
CHANGES = """\
# Théorie du changement et plan d'action 2030-2033
|^ Changement à long terme | Changements à court terme | Stratégies et actions | Responsable
|^ Les enfants aiment lire | Les parents lisent avec eux | Prêter des livres | Ana
|^ | | Lire au parc | Luc
|^ | Les garderies s'équipent | Donner des bacs de livres | Lia
"""
CHANGES_TREE = """\
ori Les enfants aiment lire
  obj Les parents lisent avec eux
    act Prêter des livres | who=Ana
    act Lire au parc | who=Luc
  obj Les garderies s'équipent
    act Donner des bacs de livres | who=Lia
"""
NAMELESS = """\
# Ce qu'on fera ensemble
| Nos bons coups à venir | Têtes de proue | Ça se passe | Ce qui va changer
| Ouvrir la halte le soir | Nadine et son équipe | Octobre 2030 | Les parents viennent
| Livrer les paniers à vélo | Les Mollets | Hiver 2031 | Chacun reçoit son panier
| Repeindre la cuisine | Les bénévoles | Mai 2031 | On a le goût d'y rester
"""
NAMELESS_TREE = """\
act Ouvrir la halte le soir | who=Nadine et son équipe | when=Octobre 2030 \
| extra=Ce qui va changer:Les parents viennent
act Livrer les paniers à vélo | who=Les Mollets | when=Hiver 2031 \
| extra=Ce qui va changer:Chacun reçoit son panier
act Repeindre la cuisine | who=Les bénévoles | when=Mai 2031 \
| extra=Ce qui va changer:On a le goût d'y rester
"""
ON_TWO_PAGES = """\
# Plan d'action 2030-2031
| Objectif | Action | Responsable | Échéance

Suite à la page suivante.

| Marcher plus | Baliser deux sentiers | Club | Mai 2031
| | Déneiger le parcours | Ville | Hiver 2031
"""
ON_TWO_PAGES_TREE = """\
obj Marcher plus
  act Baliser deux sentiers | who=Club | when=Mai 2031
  act Déneiger le parcours | who=Ville | when=Hiver 2031
"""


def indented_tasks() -> bytes:
    """What a planning tool exports: sums in bold, tasks set back under them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["N°", "Nom de la tâche", "Durée", "Début", "Fin", "Noms ressources"])
    first, last = dt.date(2030, 1, 7), dt.date(2030, 2, 1)
    for rank, (name, who) in enumerate([("Accueillir", ""), ("Écrire le guide", "Ana")], start=1):
        sheet.append([rank, name, "20 jours", first, last, who])
        sheet.cell(rank + 1, 2).alignment = Alignment(indent=rank - 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


INDENTED_TREE = """\
ori 1 Accueillir | when=2030-01-07 – 2030-02-01 | extra=Durée:20 jours
  act 2 Écrire le guide | who=Ana | when=2030-01-07 – 2030-02-01 | extra=Durée:20 jours
"""


def tables_inside() -> bytes:
    """An objective on the left, and on its right a whole table of actions."""
    document = paper("# Plan d'action 2030")
    outer = document.add_table(rows=3, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "Objectif", "Actions"
    for row, objective, action in ((1, "Rejoindre", "Visiter dix lieux"), (2, "Former", "Animer")):
        outer.cell(row, 0).text = objective
        inner = outer.cell(row, 1).add_table(2, 3)
        for rank, text in enumerate(("Action", "Qui", "Quand", action, "Ana", "Mai 2030")):
            inner.cell(rank // 3, rank % 3).text = text
    return saved(document)


INSIDE_TREE = """\
obj Rejoindre
  act Visiter dix lieux | who=Ana | when=Mai 2030
obj Former
  act Animer | who=Ana | when=Mai 2030
"""
DRAWN = {
    "niveaux.xlsx": (LEVELS, LEVELS_TREE),
    "côte à côte.xlsx": (BESIDE, BESIDE_TREE),
    "stratégies.docx": (STRATEGIES, STRATEGIES_TREE),
    "changements.docx": (CHANGES, CHANGES_TREE),
    "sans mots connus.docx": (NAMELESS, NAMELESS_TREE),
    "sur deux pages.docx": (ON_TWO_PAGES, ON_TWO_PAGES_TREE),
}
TOOL_PLANS = {
    "tâches.csv": (TASKS_CSV.encode, TASKS_TREE),
    "cartes.csv": (BOARD_CSV.encode, BOARD_TREE),
    "parents.csv": (PARENTS_CSV.encode, PARENTS_TREE),
    "retraits.xlsx": (indented_tasks, INDENTED_TREE),
    "dedans.docx": (tables_inside, INSIDE_TREE),
    **{name: (lambda n=name, t=text: made(n, t), tree) for name, (text, tree) in DRAWN.items()},
}
