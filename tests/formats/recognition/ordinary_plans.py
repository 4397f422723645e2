"""Fictional plans as most people lay them out, each with its tree."""

from __future__ import annotations

from odd_plans import made

HEALTH = """\
# Plan d'action en santé mentale 2026-2029
Comité santé du Vallon
## Objectif général
Que chacun trouve de l'aide près de chez soi.
## Volet 1 : Promotion
| Objectif | Actions | Clientèle visée | Responsable | Partenaires | Échéancier | Statut
| Parler de santé mentale | Tenir trois causeries | Aînés | CLSC | FADOQ | Hiver 2027 | À venir
| | Distribuer un carnet | Tous | Table | Pharmacies | Octobre 2026 | En cours
## Volet 2 : Soutien
| Objectif | Actions | Clientèle visée | Responsable | Partenaires | Échéancier | Statut
| Aider les proches | Ouvrir un groupe d'entraide | Proches | Organisme L'Élan | CLSC \
| Septembre 2026 | Complété
"""
HEALTH_TREE = """\
ori 1 Promotion
  obj Parler de santé mentale
    act Tenir trois causeries | who=CLSC | with=FADOQ | when=Hiver 2027 | state=planned \
| extra=Clientèle visée:Aînés
    act Distribuer un carnet | who=Table | with=Pharmacies | when=Octobre 2026 \
| state=in_progress | extra=Clientèle visée:Tous
ori 2 Soutien
  obj Aider les proches
    act Ouvrir un groupe d'entraide | who=Organisme L'Élan | with=CLSC | when=Septembre 2026 \
| state=done | extra=Clientèle visée:Proches
"""
COUNTY = """\
[Tableau de bord]
Suivi global
Statut | Nombre
Terminé | 1
En cours | 2
[Plan d'action]
MRC DU VALLON
PLAN D'ACTION 2026-2027

Axe d'intervention | Objectifs | Moyens / Actions | Responsable(s) | Collaborateur(s) \
| Budget prévu | Échéance | Degré d'avancement | Remarques
1- Agriculture | 1.1 Soutenir la relève | 1.1.1 Créer une banque de terres | UPA | MRC \
| 12 000 $ | 31 mars 2027 | En cours | Trois terres inscrites
| | 1.1.2 Offrir du mentorat | CRÉA | UPA | 3 000 $ | En continu | En cours |
| 1.2 Mettre en marché | 1.2.1 Ouvrir un marché public | MRC | Ville | 25 000 $ | Juin 2026 \
| Terminé |
2- Tourisme | 2.1 Relier les attraits | 2.1.1 Baliser un circuit | ATR | | 8 000 $ | Été 2027 \
| À venir |
"""
COUNTY_TREE = """\
ori 1 Agriculture
  obj 1.1 Soutenir la relève
    act 1.1.1 Créer une banque de terres | who=UPA | with=MRC | when=31 mars 2027 \
| state=in_progress | cost=12 000 $ | notes=Trois terres inscrites
    act 1.1.2 Offrir du mentorat | who=CRÉA | with=UPA | when=En continu | state=in_progress \
| cost=3 000 $
  obj 1.2 Mettre en marché
    act 1.2.1 Ouvrir un marché public | who=MRC | with=Ville | when=Juin 2026 | state=done \
| cost=25 000 $
ori 2 Tourisme
  obj 2.1 Relier les attraits
    act 2.1.1 Baliser un circuit | who=ATR | when=Été 2027 | state=planned | cost=8 000 $
"""
LETTERS = """\
# Plan d'action 2026
|= ENJEU 1 – L'ACCÈS AUX SOINS | | | |
|= Objectif 1.1 – Réduire l'attente | | | |
| Actions | Qui | Quand | Résultats attendus | Suivi
| a) Embaucher une infirmière | Direction | Avril 2026 | Poste comblé | Fait
| b) Ouvrir une ligne info | Accueil | Mai 2026 | 200 appels par mois | En cours
|= ENJEU 2 – LA PRÉVENTION | | | |
|= Objectif 2.1 – Bouger | | | |
| a) Former dix marcheurs | Kino | Automne 2026 | Dix marcheurs formés | À faire
"""
LETTERS_TREE = """\
ori 1 L'ACCÈS AUX SOINS
  obj 1.1 Réduire l'attente
    act a Embaucher une infirmière | who=Direction | when=Avril 2026 | results=Poste comblé \
| state=done
    act b Ouvrir une ligne info | who=Accueil | when=Mai 2026 | results=200 appels par mois \
| state=in_progress
ori 2 LA PRÉVENTION
  obj 2.1 Bouger
    act a Former dix marcheurs | who=Kino | when=Automne 2026 | results=Dix marcheurs formés \
| state=planned
"""
DIGITAL = """\
Plan,Plan d'action numérique 2026
Période,2026-2027

Chantier,Action,Sous-action,Responsable,Début,Fin,État
Infonuagique,Migrer les dossiers,Choisir l'hébergeur,TI,2026-01,2026-03,Terminé
Infonuagique,Migrer les dossiers,Copier les fichiers,TI,2026-04,2026-06,En cours
Sécurité,Former le personnel,,RH,2026-09,2026-12,À venir
"""
DIGITAL_TREE = """\
ori Infonuagique
  act Migrer les dossiers
    ste Choisir l'hébergeur | who=TI | when=2026-01 – 2026-03 | state=done
    ste Copier les fichiers | who=TI | when=2026-04 – 2026-06 | state=in_progress
ori Sécurité
  act Former le personnel | who=RH | when=2026-09 – 2026-12 | state=planned
"""
GROUPS = """\
[Plan]
Plan d'action 2026-2029

Orientation | Objectif | Action | Responsable | 2026-2027 | | | | 2027-2028 | | |
| | | | T1 | T2 | T3 | T4 | T1 | T2 | T3 | T4
Vie active | Bouger | Prêter des skis | Club | | | x | x | | | x | x
| | Entretenir le sentier | Ville | x | x | | | x | x | |
Vie sociale | Jaser | Ouvrir un salon | Biblio | | | | x | | | |
"""
GROUPS_TREE = """\
ori Vie active
  obj Bouger
    act Prêter des skis | who=Club | quarters=2026-2027 T3,2026-2027 T4,2027-2028 T3,2027-2028 T4
    act Entretenir le sentier | who=Ville \
| quarters=2026-2027 T1,2026-2027 T2,2027-2028 T1,2027-2028 T2
ori Vie sociale
  obj Jaser
    act Ouvrir un salon | who=Biblio | quarters=2026-2027 T4
"""
OUTCOMES = """\
# Strategic Action Plan 2026-2028
## Pillar A: Learning
### Outcome A1: Every child reads
| Activities | Lead agency | Supporting partners | Timeframe | Indicators of success \
| Resources needed
| Open a book bus | Library | School board | Sept 2026 | 500 borrowers | Driver
| Train reading buddies | Literacy centre | | Ongoing | 40 buddies | Space
## Pillar B: Belonging
### Outcome B1: Newcomers feel at home
| Activities | Lead agency | Supporting partners | Timeframe | Indicators of success \
| Resources needed
| Host welcome dinners | Settlement office | Faith groups | Quarterly | 4 dinners | Food
"""
OUTCOMES_TREE = """\
ori A Learning
  obj Outcome A1: Every child reads
    act Open a book bus | who=Library | with=School board | when=Sept 2026 \
| indicators=500 borrowers | extra=Resources needed:Driver
    act Train reading buddies | who=Literacy centre | when=Ongoing | indicators=40 buddies \
| extra=Resources needed:Space
ori B Belonging
  obj Outcome B1: Newcomers feel at home
    act Host welcome dinners | who=Settlement office | with=Faith groups | when=Quarterly \
| indicators=4 dinners | extra=Resources needed:Food
"""
RAISED = """\
<h1>Plan d'action du quartier 2026</h1><h2>Cible 1 : Un quartier propre</h2><p>\
<b>Stratégie 1.1 :</b> Mobiliser</p><table><tr><th>Actions</th><th>Responsable</th>\
<th>Échéance</th></tr><tr><td>Nettoyer la ruelle</td><td>Comité</td><td>Mai 2026</td></tr>\
</table><h2>Cible 2 : Un quartier fleuri</h2><p><b>Stratégie 2.1 :</b> Embellir</p><table><tr>\
<th>Actions</th><th>Responsable</th><th>Échéance</th></tr><tr><td>Offrir des bulbes</td>\
<td>Ville</td><td>Octobre 2026</td></tr><tr><td>Tenir un concours</td><td>Comité</td>\
<td>Août 2026</td></tr></table>
"""
RAISED_TREE = """\
ori 1 Un quartier propre
  obj 1.1 Mobiliser
    act Nettoyer la ruelle | who=Comité | when=Mai 2026
ori 2 Un quartier fleuri
  obj 2.1 Embellir
    act Offrir des bulbes | who=Ville | when=Octobre 2026
    act Tenir un concours | who=Comité | when=Août 2026
"""
DRAWN = {
    "santé.docx": (HEALTH, HEALTH_TREE),
    "mrc.xlsx": (COUNTY, COUNTY_TREE),
    "lettres.docx": (LETTERS, LETTERS_TREE),
    "numérique.csv": (DIGITAL, DIGITAL_TREE),
    "groupes.xlsx": (GROUPS, GROUPS_TREE),
    "pillars.docx": (OUTCOMES, OUTCOMES_TREE),
    "stratégies.html": (RAISED, RAISED_TREE),
}
ORDINARY_PLANS = {
    name: (lambda n=name, t=text: made(n, t), tree) for name, (text, tree) in DRAWN.items()
}
