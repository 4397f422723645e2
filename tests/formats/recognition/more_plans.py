"""More fictional plans, each with its tree, written before any reading."""

from __future__ import annotations

import io

import openpyxl
from making import book, paper, saved
from openpyxl.styles import Font

NUMBERED_HEADINGS = """\
# Plan d'action 2026-2030
## 1. Gouvernance
### 1.1 Renforcer le conseil
| Actions | Responsables | Échéancier | Résultats attendus
| Recruter deux jeunes | Présidence | Automne 2026 | Deux sièges comblés
| Former les membres | Direction | Annuel | Une formation par année
### 1.2 Mieux informer
| Actions | Responsables | Échéancier | Résultats attendus
| Refondre l'infolettre | Communications | Mars 2027 | 400 abonnés
## 2. Services
### 2.1 Ouvrir plus longtemps
| Actions | Responsables | Échéancier | Résultats attendus
| Ouvrir le jeudi soir | Accueil | Janvier 2027 | 20 visites par soir
"""
NUMBERED_HEADINGS_TREE = """\
ori 1 Gouvernance
  obj 1.1 Renforcer le conseil
    act Recruter deux jeunes | who=Présidence | when=Automne 2026 | results=Deux sièges comblés
    act Former les membres | who=Direction | when=Annuel | results=Une formation par année
  obj 1.2 Mieux informer
    act Refondre l'infolettre | who=Communications | when=Mars 2027 | results=400 abonnés
ori 2 Services
  obj 2.1 Ouvrir plus longtemps
    act Ouvrir le jeudi soir | who=Accueil | when=Janvier 2027 | results=20 visites par soir
"""
AMONG_TABLES = """\
# Plan d'action 2026-2027 – Table jeunesse
## Membres du comité
| Nom | Organisme | Rôle
| Alma Tessier | Ferme du Pré | Présidente
| Ugo Brand | École du Lac | Secrétaire
## Liste des acronymes
| Sigle | Signification
| TJ | Table jeunesse
| MDJ | Maison des jeunes
## Plan d'action
| Axes | Objectifs | Actions | Responsables | Échéance
| Prévenir | Informer | Visiter les classes | TJ | Octobre 2026
| | | Tenir un kiosque | MDJ | Mai 2027
| Outiller | Former | Offrir une formation | TJ | Février 2027
## Budget
| Poste | Montant
| Formation | 2 000 $
| Kiosque | 300 $
## Signatures
| Présidence | Date
| | 3 mars 2026
"""
AMONG_TABLES_TREE = """\
ori Prévenir
  obj Informer
    act Visiter les classes | who=TJ | when=Octobre 2026
    act Tenir un kiosque | who=MDJ | when=Mai 2027
ori Outiller
  obj Former
    act Offrir une formation | who=TJ | when=Février 2027
"""
MEASURES = """\
# Plan d'action 2025-2028 en matière de développement durable
|= Orientation 1 : Réduire notre empreinte | | | | |
|= Objectif 1.1 : Diminuer les déplacements | | | | |
| Mesure | Responsable | Collaborateurs | Échéancier | Indicateurs | Cibles
| 1.1.1 Tenir les rencontres à distance | Direction | Tous | En continu \
| Part des rencontres à distance | 70 %
| 1.1.2 Installer des supports à vélo | Immobilier | Ville | Juin 2026 | Nombre de supports | 12
|= Objectif 1.2 : Consommer moins | | | | |
| 1.2.1 Imprimer moins | Bureautique | | 2027 | Feuilles achetées | 50 % de moins
|= Orientation 2 : Mobiliser | | | | |
|= Objectif 2.1 : Faire connaître nos gestes | | | | |
| 2.1.1 Publier un bilan | Communications | | Annuellement | Bilans publiés | 3
"""
MEASURES_TREE = """\
ori 1 Réduire notre empreinte
  obj 1.1 Diminuer les déplacements
    act 1.1.1 Tenir les rencontres à distance | who=Direction | with=Tous | when=En continu \
| indicators=Part des rencontres à distance → 70 %
    act 1.1.2 Installer des supports à vélo | who=Immobilier | with=Ville | when=Juin 2026 \
| indicators=Nombre de supports → 12
  obj 1.2 Consommer moins
    act 1.2.1 Imprimer moins | who=Bureautique | when=2027 \
| indicators=Feuilles achetées → 50 % de moins
ori 2 Mobiliser
  obj 2.1 Faire connaître nos gestes
    act 2.1.1 Publier un bilan | who=Communications | when=Annuellement \
| indicators=Bilans publiés → 3
"""
FOUR_HEADINGS = """\
# Plan stratégique et plan d'action 2026-2029
## Axe 1 : Habiter
### Orientation 1.1 : Rénover
#### Objectif 1.1.1 : Des toits sains
| Moyens | Porteurs | Collaborateurs | Échéance
| Offrir des inspections | Comité toit | Ville | 2026
| Prêter des outils | Comité toit | Quincaillerie | 2027
#### Objectif 1.1.2 : Des loyers justes
| Moyens | Porteurs | Collaborateurs | Échéance
| Tenir un registre | Comité loyer | | En continu
## Axe 2 : Bouger
### Orientation 2.1 : Marcher
#### Objectif 2.1.1 : Des trottoirs sûrs
| Moyens | Porteurs | Collaborateurs | Échéance
| Marcher avec les élus | Table | Ville | Mai 2026
"""
FOUR_HEADINGS_TREE = """\
axi 1 Habiter
  ori 1.1 Rénover
    obj 1.1.1 Des toits sains
      act Offrir des inspections | who=Comité toit | with=Ville | when=2026
      act Prêter des outils | who=Comité toit | with=Quincaillerie | when=2027
    obj 1.1.2 Des loyers justes
      act Tenir un registre | who=Comité loyer | when=En continu
axi 2 Bouger
  ori 2.1 Marcher
    obj 2.1.1 Des trottoirs sûrs
      act Marcher avec les élus | who=Table | with=Ville | when=Mai 2026
"""
FOUR_COLUMNS = """\
# Plan d'action 2026
| Enjeux | Orientations | Objectifs | Actions | Responsable | T1 | T2 | T3 | T4
| Relève | Attirer | Faire connaître le métier | Visiter dix écoles | Ann | X | X | |
|^ | | | Produire une vidéo | Ann | | | X |
|^ | Garder | Reconnaître | Tenir un gala | Bob | | | | X
| Argent | Diversifier | Vendre des services | Fixer des tarifs | Bob | X | | |
"""
FOUR_COLUMNS_TREE = """\
axi Relève
  ori Attirer
    obj Faire connaître le métier
      act Visiter dix écoles | who=Ann | quarters=T1,T2
      act Produire une vidéo | who=Ann | quarters=T3
  ori Garder
    obj Reconnaître
      act Tenir un gala | who=Bob | quarters=T4
axi Argent
  ori Diversifier
    obj Vendre des services
      act Fixer des tarifs | who=Bob | quarters=T1
"""
QUESTIONS = """\
# Notre plan d'action 2026
## Objectif 1 : Une école ouverte
| Quoi faire ? | Par qui ? | Avec qui ? | Pour quand ? | Comment saura-t-on que c'est fait ?
| Inviter les parents | Direction | Comité de parents | Octobre 2026 | 60 parents présents
| Ouvrir la cour le soir | Ville | École | Mai 2026 | Cour ouverte
## Objectif 2 : Une école verte
| Quoi faire ? | Par qui ? | Avec qui ? | Pour quand ? | Comment saura-t-on que c'est fait ?
| Planter dix arbres | Élèves | Ville | Juin 2026 | Dix arbres plantés
"""
QUESTIONS_TREE = """\
obj 1 Une école ouverte
  act Inviter les parents | who=Direction | with=Comité de parents | when=Octobre 2026 \
| indicators=60 parents présents
  act Ouvrir la cour le soir | who=Ville | with=École | when=Mai 2026 | indicators=Cour ouverte
obj 2 Une école verte
  act Planter dix arbres | who=Élèves | with=Ville | when=Juin 2026 | indicators=Dix arbres plantés
"""
FRAMEWORK = """\
# Plan d'action 2026-2028
| Objectifs spécifiques | Activités | Résultats attendus | Indicateurs | Hypothèses | Responsables
| OS1. Cultiver toute l'année | A1.1 Bâtir une serre | Serre en service | 200 m² cultivés \
| Permis obtenu | Coop
| | A1.2 Former dix maraîchers | Dix personnes formées | 8 attestations | Subvention reçue | Cégep
| OS2. Vendre près d'ici | A2.1 Ouvrir un kiosque | Kiosque ouvert | 50 clients par semaine \
| | Coop
"""
FRAMEWORK_TREE = """\
obj OS1 Cultiver toute l'année
  act A1.1 Bâtir une serre | who=Coop | results=Serre en service | indicators=200 m² cultivés \
| extra=Hypothèses:Permis obtenu
  act A1.2 Former dix maraîchers | who=Cégep | results=Dix personnes formées \
| indicators=8 attestations | extra=Hypothèses:Subvention reçue
obj OS2 Vendre près d'ici
  act A2.1 Ouvrir un kiosque | who=Coop | results=Kiosque ouvert \
| indicators=50 clients par semaine
"""
PLAIN_CARDS = """\
# Action Plan 2026
## Goal 1: Warm welcome
| What | Host a monthly breakfast
| Who | Newcomer desk
| When | Monthly
| Success measure | 30 guests

| What | Print a bilingual map
| Who | City
| When | May 2026
| Success measure | 500 maps
"""
PLAIN_CARDS_TREE = """\
ori 1 Warm welcome
  act Host a monthly breakfast | who=Newcomer desk | when=Monthly | indicators=30 guests
  act Print a bilingual map | who=City | when=May 2026 | indicators=500 maps
"""
DETAIL_ROWS = """\
# Plan d'action 2026
| No | Action | Responsable | Début | Fin | Coût
|= Axe 1 – Se loger | | | | |
| 1 | Créer un guichet | Ville | 2026-03 | 2026-09 | 5 000 $
|= Commentaire : le local reste à trouver. | | | | |
| 2 | Prêter sans intérêt | Caisse | 2026-05 | 2027-05 | 20 000 $
|= Axe 2 – Se nourrir | | | | |
| 3 | Ouvrir une épicerie | Coop | 2026-10 | 2027-03 | 9 000 $
"""
DETAIL_ROWS_TREE = """\
ori 1 Se loger
  act 1 Créer un guichet | who=Ville | when=2026-03 – 2026-09 | cost=5 000 $ \
| notes=le local reste à trouver.
  act 2 Prêter sans intérêt | who=Caisse | when=2026-05 – 2027-05 | cost=20 000 $
ori 2 Se nourrir
  act 3 Ouvrir une épicerie | who=Coop | when=2026-10 – 2027-03 | cost=9 000 $
"""
DEEP_NUMBERS = """\
# Plan de travail 2026-2027
| No | Éléments du plan | Responsable | Échéance
| 1 | Culture | |
| 1.1 | Faire vivre les arts | |
| 1.1.1 | Tenir un festival | Arts | Août 2026
| 1.1.1.1 | Réserver le parc | Arts | Mars 2026
| 1.1.1.2 | Engager dix artistes | Arts | Mai 2026
| 1.2 | Garder la mémoire | |
| 1.2.1 | Numériser les photos | Société d'histoire | 2027
"""
DEEP_NUMBERS_TREE = """\
ori 1 Culture
  obj 1.1 Faire vivre les arts
    act 1.1.1 Tenir un festival | who=Arts | when=Août 2026
      ste 1.1.1.1 Réserver le parc | who=Arts | when=Mars 2026
      ste 1.1.1.2 Engager dix artistes | who=Arts | when=Mai 2026
  obj 1.2 Garder la mémoire
    act 1.2.1 Numériser les photos | who=Société d'histoire | when=2027
"""


def bold_rows() -> bytes:
    """Levels are bold rows of the first column, neither merged nor coloured."""
    data = book("""\
[Plan]
Plan d'action 2026

Actions | Responsable | Échéance | Indicateur
Gouvernance | | |
Élire un comité | Assemblée | Juin 2026 | Comité élu
Adopter un code | Comité | Octobre 2026 | Code adopté
Rayonnement | | |
Refaire le logo | Agence | Mars 2026 | Logo livré
""")
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for where in ("A3", "B3", "C3", "D3", "A4", "A7"):
        workbook["Plan"][where].font = Font(bold=True)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


BOLD_ROWS_TREE = """\
ori Gouvernance
  act Élire un comité | who=Assemblée | when=Juin 2026 | indicators=Comité élu
  act Adopter un code | who=Comité | when=Octobre 2026 | indicators=Code adopté
ori Rayonnement
  act Refaire le logo | who=Agence | when=Mars 2026 | indicators=Logo livré
"""
TWO_IN_ONE_SHEET = """\
[Plan de travail]
Comité des loisirs
Plan de travail 2026

Axe 1 – Sports
Objectif | Action | Responsable | Échéance
Bouger dehors | Tracer un sentier | Rob | Mai 2026
| Prêter des raquettes | Rob | Décembre 2026

Axe 2 – Culture
Objectif | Action | Responsable | Échéance
Chanter | Fonder une chorale | Sue | Septembre 2026
"""
TWO_IN_ONE_SHEET_TREE = """\
ori 1 Sports
  obj Bouger dehors
    act Tracer un sentier | who=Rob | when=Mai 2026
    act Prêter des raquettes | who=Rob | when=Décembre 2026
ori 2 Culture
  obj Chanter
    act Fonder une chorale | who=Sue | when=Septembre 2026
"""
SYMBOLS = """\
[Suivi 2026]
Suivi du plan d'action
✓ = réalisé; ◐ = en cours; ○ = à venir

Orientation | Moyen | Responsable // (organisme) | Échéance // (AAAA-MM) | Budget ($) | Suivi
1. Savoir | Sonder les aînés | CLSC | 2026-02 | 400 | ✓
| Tenir un forum | Table | 2026-06 | 1500 | ◐
2. Agir | Créer un transport | MRC | 2026-11 | 9000 | ○
"""
SYMBOLS_TREE = """\
ori 1 Savoir
  act Sonder les aînés | who=CLSC | when=2026-02 | state=done | cost=400
  act Tenir un forum | who=Table | when=2026-06 | state=in_progress | cost=1500
ori 2 Agir
  act Créer un transport | who=MRC | when=2026-11 | state=planned | cost=9000
"""
MONTHS = """\
[Calendrier]
Plan de travail annuel 2026-2027
Volet | Activité | Responsable | Sept. | Oct. | Nov. | Déc. | Janv. | Févr.
Formation | Préparer le contenu | Lea | x | x | | | |
| Donner l'atelier | Lea | | | x | | x |
Réseau | Tenir l'AGA | CA | | x | | | |
"""
MONTHS_TREE = """\
ori Formation
  act Préparer le contenu | who=Lea | quarters=Sept.,Oct.
  act Donner l'atelier | who=Lea | quarters=Nov.,Janv.
ori Réseau
  act Tenir l'AGA | who=CA | quarters=Oct.
"""
DRAWN = {
    "titres numérotés.docx": (NUMBERED_HEADINGS, NUMBERED_HEADINGS_TREE),
    "parmi d'autres tableaux.docx": (AMONG_TABLES, AMONG_TABLES_TREE),
    "mesures et cibles.docx": (MEASURES, MEASURES_TREE),
    "quatre titres.docx": (FOUR_HEADINGS, FOUR_HEADINGS_TREE),
    "quatre colonnes.docx": (FOUR_COLUMNS, FOUR_COLUMNS_TREE),
    "questions.docx": (QUESTIONS, QUESTIONS_TREE),
    "cadre logique.docx": (FRAMEWORK, FRAMEWORK_TREE),
    "plain cards.docx": (PLAIN_CARDS, PLAIN_CARDS_TREE),
    "rangées de détail.docx": (DETAIL_ROWS, DETAIL_ROWS_TREE),
    "numéros profonds.docx": (DEEP_NUMBERS, DEEP_NUMBERS_TREE),
    "deux tableaux.xlsx": (TWO_IN_ONE_SHEET, TWO_IN_ONE_SHEET_TREE),
    "symboles.xlsx": (SYMBOLS, SYMBOLS_TREE),
    "mois en colonnes.xlsx": (MONTHS, MONTHS_TREE),
}
MORE_PLANS = {
    "rangées en gras.xlsx": (bold_rows, BOLD_ROWS_TREE),
    **{
        name: (
            (lambda t=t: saved(paper(t))) if name.endswith("docx") else (lambda t=t: book(t)),
            tree,
        )
        for name, (t, tree) in DRAWN.items()
    },
}
