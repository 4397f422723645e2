"""Fictional plans with the odd habits people have, each with its tree, written before any reading."""

from __future__ import annotations

from making import book, paper, saved

TICKED_STATES = """\
# Plan d'action 2026, suivi
| Objectif | Action | Responsable | À faire | En cours | Terminé
| 1. Accueillir | 1.1 Former des hôtes | Ana | | X |
| | 1.2 Traduire le guide | Luc | | | X
| 2. Relier | 2.1 Tenir un souper | Ana | ✓ | |
"""
TICKED_STATES_TREE = """\
obj 1 Accueillir
  act 1.1 Former des hôtes | who=Ana | state=in_progress
  act 1.2 Traduire le guide | who=Luc | state=done
obj 2 Relier
  act 2.1 Tenir un souper | who=Ana | state=planned
"""
CONTINUED = """\
# Plan d'action 2026-2028
## Orientation 1 : Transmettre
| Objectifs | Actions | Responsables* | Échéance¹
| 1.1 Former | 1.1.1 Bâtir un atelier | Ana | Mai 2026
| | 1.1.2 Donner l'atelier | Luc | Octobre 2026
## Orientation 1 : Transmettre (suite)
| Objectifs | Actions | Responsables* | Échéance¹
| 1.1 Former (suite) | 1.1.3 Évaluer l'atelier | Luc | Décembre 2026
| 1.2 Conserver | 1.2.1 Numériser | Ana | 2027
"""
CONTINUED_TREE = """\
ori 1 Transmettre
  obj 1.1 Former
    act 1.1.1 Bâtir un atelier | who=Ana | when=Mai 2026
    act 1.1.2 Donner l'atelier | who=Luc | when=Octobre 2026
    act 1.1.3 Évaluer l'atelier | who=Luc | when=Décembre 2026
  obj 1.2 Conserver
    act 1.2.1 Numériser | who=Ana | when=2027
"""
DETAILED_HEADINGS = """\
# Action Plan 2026-2027
## Priority 1: Safe streets
### Action 1.1: Paint crosswalks
| Lead | Public works
| Timeline | May 2026
| Budget | $4,000
### Action 1.2: Add lighting
| Lead | Hydro
| Timeline | Fall 2026
| Budget | $9,000
## Priority 2: Green streets
### Action 2.1: Plant trees
| Lead | Parks
| Timeline | 2027
| Budget | $2,500
"""
DETAILED_HEADINGS_TREE = """\
ori 1 Safe streets
  act 1.1 Paint crosswalks | who=Public works | when=May 2026 | cost=$4,000
  act 1.2 Add lighting | who=Hydro | when=Fall 2026 | cost=$9,000
ori 2 Green streets
  act 2.1 Plant trees | who=Parks | when=2027 | cost=$2,500
"""
PROSE = """\
# Plan d'action en développement social 2026-2031
## 1. Introduction
Ce plan découle de vingt rencontres. Les actions qui suivent engagent tous les partenaires.
## 2. Notre démarche
Trois étapes ont jalonné la démarche :
- une consultation des citoyens
- un forum des partenaires
- une adoption par le conseil
## 3. Principes directeurs
- Équité
- Participation
## 4. Plan d'action
### Axe 1 : Logement
Le logement manque partout. Nous voulons agir vite.
! Objectif 1.1 : Bâtir
| Actions | Responsables | Échéancier
| Acheter deux terrains | Office | 2027
| Convertir l'ancien couvent | Coop | 2028
### Axe 2 : Solitude
Une personne sur trois se dit seule.
! Objectif 2.1 : Visiter
| Actions | Responsables | Échéancier
| Former des visiteurs | Centre | 2026
## 5. Suivi
Un comité suivra le plan. Il publiera un bilan chaque année.
"""
PROSE_TREE = """\
ori 1 Logement
  obj 1.1 Bâtir
    act Acheter deux terrains | who=Office | when=2027
    act Convertir l'ancien couvent | who=Coop | when=2028
ori 2 Solitude
  obj 2.1 Visiter
    act Former des visiteurs | who=Centre | when=2026
"""
ROLES = """\
# Plan d'action 2026
| Actions | Porteur et partenaires | Livrables | Quand
| Créer un bottin | Porteur : Table // Partenaires : CLSC, Ville | Bottin imprimé | Mars 2026
| Tenir un salon | Porteur : Cégep // Partenaires : Emploi local | Salon tenu // 40 exposants \
| Octobre 2026
"""
ROLES_TREE = """\
act Créer un bottin | who=Table | with=CLSC, Ville | when=Mars 2026 | results=Bottin imprimé
act Tenir un salon | who=Cégep | with=Emploi local | when=Octobre 2026 \
| results=Salon tenu / 40 exposants
"""
SECTIONS_AS_ROWS = """\
# Plan d'action 2026
| Objectif 1 : Manger mieux | | |
| Action | Responsable | Échéance | Budget
| Ouvrir un frigo | Paroisse | Mai 2026 | 800 $
| Objectif 2 : Dormir mieux | | |
| Action | Responsable | Échéance | Budget
| Créer une halte | Ville | Décembre 2026 | 9 000 $
"""
SECTIONS_AS_ROWS_TREE = """\
obj 1 Manger mieux
  act Ouvrir un frigo | who=Paroisse | when=Mai 2026 | cost=800 $
obj 2 Dormir mieux
  act Créer une halte | who=Ville | when=Décembre 2026 | cost=9 000 $
"""
SHEET_TITLES = """\
[Sommaire]
Plan d'action 2026-2028
Axe | Titre | Actions
1 | Habiter | 2
2 | Circuler | 1

[Axe 1]
Table du Vallon
Habiter

Objectif | Action | Responsable | Échéance | Statut
Rénover | Prêter des outils | Léo | Mai 2026 | En cours
| Former des équipes | Zoé | Juin 2026 | À faire
Mis à jour le 3 mars 2026
[Axe 2]
Table du Vallon
Circuler

Objectif | Action | Responsable | Échéance | Statut
Partager | Lancer un autopartage | Zoé | 2027 | À faire
"""
SHEET_TITLES_TREE = """\
ori 1 Habiter
  obj Rénover
    act Prêter des outils | who=Léo | when=Mai 2026 | state=in_progress
    act Former des équipes | who=Zoé | when=Juin 2026 | state=planned
ori 2 Circuler
  obj Partager
    act Lancer un autopartage | who=Zoé | when=2027 | state=planned
"""
WORDS_IN_YEARS = """\
[Plan]
Plan triennal 2026-2028

Axe | Mesure | Porteur | 2026 | 2027 | 2028
A. Eau | Protéger la source | Ville | Étude | Travaux | Suivi
| Mesurer les fuites | Ville | X | X |
B. Air | Verdir les cours | Écoles | | X | X

Note : les années vont de janvier à décembre.
Adopté le 12 février 2026
"""
WORDS_IN_YEARS_TREE = """\
ori A Eau
  act Protéger la source | who=Ville | when=Étude ; Travaux ; Suivi | years=1,2,3
  act Mesurer les fuites | who=Ville | years=1,2
ori B Air
  act Verdir les cours | who=Écoles | years=2,3
"""
LEVEL_COLUMN = """\
Niveau;Code;Libellé;Responsable;Échéance;Statut
Axe;1;Participation;;;
Objectif;1.1;Entendre tout le monde;;;
Action;1.1.1;Tenir des assises;Table;Mai 2026;À venir
Action;1.1.2;Sonder en ligne;Agence;Juin 2026;En cours
Axe;2;Savoir;;;
Objectif;2.1;Mesurer;;;
Action;2.1.1;Publier un portrait;Agence;2027;À venir
"""
LEVEL_COLUMN_TREE = """\
ori 1 Participation
  obj 1.1 Entendre tout le monde
    act 1.1.1 Tenir des assises | who=Table | when=Mai 2026 | state=planned
    act 1.1.2 Sonder en ligne | who=Agence | when=Juin 2026 | state=in_progress
ori 2 Savoir
  obj 2.1 Mesurer
    act 2.1.1 Publier un portrait | who=Agence | when=2027 | state=planned
"""
STATES_APART = """\
[Plan d'action]
Plan d'action 2026
Axe | Action | Responsable | Échéance
Jardin | Bêcher le terrain | Rob | Avril 2026
| Bâtir les bacs | Sue | Mai 2026
Cuisine | Offrir dix ateliers | Sue | Automne 2026
[Suivi]
Suivi trimestriel
Action | Avancement | Mise à jour | Commentaires
Bêcher le terrain | 100 % | 2026-05-01 |
Bâtir les bacs | 50 % | 2026-05-01 | Il manque du bois
Offrir dix ateliers | 0 % | |
[Budget]
Budget 2026
Poste | Prévu | Réel
Bois | 400 $ | 150 $
Terre | 200 $ | 210 $
"""
STATES_APART_TREE = """\
ori Jardin
  act Bêcher le terrain | who=Rob | when=Avril 2026 | state=done | extra=Mise à jour:2026-05-01
  act Bâtir les bacs | who=Sue | when=Mai 2026 | state=in_progress | notes=Il manque du bois \
| extra=Mise à jour:2026-05-01
ori Cuisine
  act Offrir dix ateliers | who=Sue | when=Automne 2026 | state=planned
"""
DRAWN = {
    "états cochés.docx": (TICKED_STATES, TICKED_STATES_TREE),
    "suite.docx": (CONTINUED, CONTINUED_TREE),
    "detailed headings.docx": (DETAILED_HEADINGS, DETAILED_HEADINGS_TREE),
    "prose.docx": (PROSE, PROSE_TREE),
    "rôles.docx": (ROLES, ROLES_TREE),
    "sections en rangées.docx": (SECTIONS_AS_ROWS, SECTIONS_AS_ROWS_TREE),
    "titres de feuilles.xlsx": (SHEET_TITLES, SHEET_TITLES_TREE),
    "mots par année.xlsx": (WORDS_IN_YEARS, WORDS_IN_YEARS_TREE),
    "états à part.xlsx": (STATES_APART, STATES_APART_TREE),
    "niveaux.csv": (LEVEL_COLUMN, LEVEL_COLUMN_TREE),
}


def made(name: str, text: str) -> bytes:
    """The file that a drawing stands for, by its extension."""
    if name.endswith("docx"):
        return saved(paper(text))
    return book(text) if name.endswith("xlsx") else text.encode()


ODD_PLANS = {
    name: (lambda n=name, t=text: made(n, t), tree) for name, (text, tree) in DRAWN.items()
}
