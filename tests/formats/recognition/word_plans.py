"""Fictional Word plans in layouts of all kinds, each with its tree, written before any reading."""

from __future__ import annotations

from making import paper, saved

TARGETS_AS_HEADINGS = """\
# Plan d'action 2026-2028
Table de concertation du Vallon
## Introduction
La Table réunit trente organismes. Ce plan guide leurs gestes communs.
## But 1 : Des familles bien logées
### Cible 1.1 : Vingt logements de plus d'ici 2028
| Moyens | Porteur | Échéance | Indicateurs
| Acheter un terrain | Office d'habitation | Juin 2026 | Acte signé
| Déposer une demande | Office d'habitation | Décembre 2026 | Demande reçue
### Cible 1.2 : Moins de loyers en retard
| Moyens | Porteur | Échéance | Indicateurs
| Ouvrir une halte budget | ACEF | 2027 | 40 ménages reçus
## But 2 : Des jeunes qui restent
### Cible 2.1 : Cent stages offerts
| Moyens | Porteur | Échéance | Indicateurs
| Jumeler écoles et commerces | Cégep | En continu | 100 stages
## Suivi et évaluation
Le comité se réunit deux fois par année.
"""
TARGETS_TREE = """\
ori 1 Des familles bien logées
  obj 1.1 Vingt logements de plus d'ici 2028
    act Acheter un terrain | who=Office d'habitation | when=Juin 2026 | indicators=Acte signé
    act Déposer une demande | who=Office d'habitation | when=Décembre 2026 | indicators=Demande reçue
  obj 1.2 Moins de loyers en retard
    act Ouvrir une halte budget | who=ACEF | when=2027 | indicators=40 ménages reçus
ori 2 Des jeunes qui restent
  obj 2.1 Cent stages offerts
    act Jumeler écoles et commerces | who=Cégep | when=En continu | indicators=100 stages
"""
DELIVERABLES = """\
# Plan de travail 2026
## Chantier 1 – Mobilité
| Livrables | Étapes | Responsable | Échéancier
| Carte des trajets | Relever les arrêts | Ana | Mars 2026
|^ | Dessiner la carte | Luc | Mai 2026
| Service de covoiturage | Recruter des conducteurs | Ana | Juin 2026
|^ | Lancer l'application | Luc | Septembre 2026
## Chantier 2 – Nuit
| Livrables | Étapes | Responsable | Échéancier
| Guide d'éclairage | Visiter trois rues | Zoé | Octobre 2026
|^ | Rédiger le guide | Zoé | Novembre 2026
"""
DELIVERABLES_TREE = """\
ori 1 Mobilité
  act Carte des trajets
    ste Relever les arrêts | who=Ana | when=Mars 2026
    ste Dessiner la carte | who=Luc | when=Mai 2026
  act Service de covoiturage
    ste Recruter des conducteurs | who=Ana | when=Juin 2026
    ste Lancer l'application | who=Luc | when=Septembre 2026
ori 2 Nuit
  act Guide d'éclairage
    ste Visiter trois rues | who=Zoé | when=Octobre 2026
    ste Rédiger le guide | who=Zoé | when=Novembre 2026
"""
STRATEGIES = """\
# PLAN D'ACTION CONCERTÉ 2026-2027
### Levier A : Parler d'une seule voix
| Stratégies | Actions | Responsables | Automne | Hiver | Printemps | Été
| Se faire voir | Publier un portrait | Comité image | X | | |
| | Tenir un stand | Comité image | | | X | X
| Se faire entendre | Rencontrer les élus | Présidence | X | X | |
### Levier B : Mieux connaître le milieu
| Stratégies | Actions | Responsables | Automne | Hiver | Printemps | Été
| Enquêter | Sonder les membres | Agente | | X | |
"""
STRATEGIES_TREE = """\
ori A Parler d'une seule voix
  obj Se faire voir
    act Publier un portrait | who=Comité image | quarters=Automne
    act Tenir un stand | who=Comité image | quarters=Printemps,Été
  obj Se faire entendre
    act Rencontrer les élus | who=Présidence | quarters=Automne,Hiver
ori B Mieux connaître le milieu
  obj Enquêter
    act Sonder les membres | who=Agente | quarters=Hiver
"""
TITLED_CARDS = """\
# Plan d'action 2026 – Réseau des rives
## Orientation 1 : Protéger
|= Action 1.1 : Stabiliser deux berges | | |
| Responsable | Maya | Partenaires | Comité de bassin
| Échéancier | Été 2026 | Budget | 4 000 $

|= Action 1.2 : Former des guetteurs | | |
| Responsable | Noël | Partenaires | Écoles
| Échéancier | Automne 2026 | Budget | 500 $
## Orientation 2 : Raconter
|= Action 2.1 : Écrire l'histoire de la rivière | | |
| Responsable | Maya | Partenaires | Bibliothèque
| Échéancier | 2027 | Budget | 0 $
"""
TITLED_CARDS_TREE = """\
ori 1 Protéger
  act 1.1 Stabiliser deux berges | who=Maya | with=Comité de bassin | when=Été 2026 | cost=4 000 $
  act 1.2 Former des guetteurs | who=Noël | with=Écoles | when=Automne 2026 | cost=500 $
ori 2 Raconter
  act 2.1 Écrire l'histoire de la rivière | who=Maya | with=Bibliothèque | when=2027 | cost=0 $
"""
FULL_CARDS = """\
# Plan d'action local 2026-2029
| Volet | Aînés
| Objectif | Rompre l'isolement
| Action | Appeler chaque semaine 50 personnes
| Qui ? | Centre d'action bénévole
| Quand ? | En continu
| Lieu : | À fixer

| Volet | Aînés
| Objectif | Rompre l'isolement
| Action | Tenir des dîners de quartier
| Qui ? | Paroisse
| Quand ? | Mensuel
| Lieu : | À fixer

| Volet | Petite enfance
| Objectif | Bouger dehors
| Action | Aménager un jardin de jeu
| Qui ? | CPE du Ruisseau
| Quand ? | Juin 2027
| Lieu : | À fixer
"""
FULL_CARDS_TREE = """\
ori Aînés
  obj Rompre l'isolement
    act Appeler chaque semaine 50 personnes | who=Centre d'action bénévole | when=En continu \
| extra=Lieu:À fixer
    act Tenir des dîners de quartier | who=Paroisse | when=Mensuel | extra=Lieu:À fixer
ori Petite enfance
  obj Bouger dehors
    act Aménager un jardin de jeu | who=CPE du Ruisseau | when=Juin 2027 | extra=Lieu:À fixer
"""
BULLETS = """\
# Plan d'action 2026 du Carrefour jeunesse
## Contexte
Les jeunes du secteur ont parlé. Voici ce que nous ferons.
## Orientation 1 : Écouter
### Objectif 1.1 : Aller vers les jeunes
- Tenir des soirées ouvertes
-- Responsable : Inès
-- Échéance : Chaque mois
- Visiter les écoles
-- Responsable : Rémi
-- Échéance : Hiver 2026
## Orientation 2 : Agir
### Objectif 2.1 : Donner le pouvoir
- Élire un conseil
-- Responsable : Inès
-- Échéance : Avril 2026
"""
BULLETS_TREE = """\
ori 1 Écouter
  obj 1.1 Aller vers les jeunes
    act Tenir des soirées ouvertes | who=Inès | when=Chaque mois
    act Visiter les écoles | who=Rémi | when=Hiver 2026
ori 2 Agir
  obj 2.1 Donner le pouvoir
    act Élire un conseil | who=Inès | when=Avril 2026
"""
NESTED_LISTS = """\
# Plan d'action 2026-2027
## Axe Santé
+ Mieux manger
-- Planter un potager
-- Cuisiner en groupe
+ Bouger plus
-- Ouvrir le gymnase le soir
## Axe Culture
+ Lire partout
-- Installer des croque-livres
-- Lire au parc
"""
NESTED_LISTS_TREE = """\
ori Axe Santé
  obj 1 Mieux manger
    act Planter un potager
    act Cuisiner en groupe
  obj 2 Bouger plus
    act Ouvrir le gymnase le soir
ori Axe Culture
  obj 3 Lire partout
    act Installer des croque-livres
    act Lire au parc
"""
SIDEWAYS = """\
# Plan d'action 2026
## Objectif 1 : Rapprocher les voisins
| Action | Fête de rue | Troc de livres | Corvée du parc
| Responsable | Mina | Paul | Mina
| Échéance | Juin 2026 | Septembre 2026 | Mai 2026
| Résultats attendus | 200 personnes | Une table par rue | Parc propre
| Budget | 900 $ | 0 $ | 150 $
## Objectif 2 : Accueillir
| Action | Panier de bienvenue | Visite guidée
| Responsable | Paul | Mina
| Échéance | En continu | Août 2026
| Résultats attendus | 50 paniers | Deux visites
| Budget | 600 $ | 0 $
"""
SIDEWAYS_TREE = """\
obj 1 Rapprocher les voisins
  act Fête de rue | who=Mina | when=Juin 2026 | results=200 personnes | cost=900 $
  act Troc de livres | who=Paul | when=Septembre 2026 | results=Une table par rue | cost=0 $
  act Corvée du parc | who=Mina | when=Mai 2026 | results=Parc propre | cost=150 $
obj 2 Accueillir
  act Panier de bienvenue | who=Paul | when=En continu | results=50 paniers | cost=600 $
  act Visite guidée | who=Mina | when=Août 2026 | results=Deux visites | cost=0 $
"""
UNNUMBERED = """\
! Plan d'action 2026-2027
! Donner le goût
| Quoi | Comment | Qui | Quand | État
| Faire aimer la lecture | Inviter une autrice | Bibliothèque | Mars 2026 | Fait
| | Offrir un livre à chaque bébé | CLSC | En continu | En cours
! Donner les moyens
| Quoi | Comment | Qui | Quand | État
| Soutenir les parents | Tenir des ateliers | Maison des familles | Automne 2026 | À venir
"""
UNNUMBERED_TREE = """\
ori Donner le goût
  obj Faire aimer la lecture
    act Inviter une autrice | who=Bibliothèque | when=Mars 2026 | state=done
    act Offrir un livre à chaque bébé | who=CLSC | when=En continu | state=in_progress
ori Donner les moyens
  obj Soutenir les parents
    act Tenir des ateliers | who=Maison des familles | when=Automne 2026 | state=planned
"""
BILINGUAL = """\
# Plan d'action / Action Plan 2026-2028
| Objectif / Objective | Action / Activity | Responsable / Lead | Échéance / Timeline \
| Résultat attendu / Expected outcome | Statut / Status
| 1. Servir dans les deux langues | 1.1 Traduire le site | Communications | Mars 2026 \
| Site bilingue | En cours / In progress
| | 1.2 Former l'accueil | Ressources humaines | 2027 | Dix personnes formées | À venir / Upcoming
"""
BILINGUAL_TREE = """\
obj 1 Servir dans les deux langues
  act 1.1 Traduire le site | who=Communications | when=Mars 2026 | results=Site bilingue \
| state=in_progress
  act 1.2 Former l'accueil | who=Ressources humaines | when=2027 | results=Dix personnes formées \
| state=planned
"""
TWO_TABLES = """\
# Plan d'action triennal 2026-2029
| Objectif | Indicateur | Cible
| Réduire le gaspillage | Kilos jetés | 500 kg de moins par année

| Actions | Responsable | Échéancier
| Peser chaque semaine | Cuisine | Janvier 2026
| Offrir les restes // - aux écoles // - au frigo partagé | Bénévoles | Mars 2026

| Objectif | Indicateur | Cible
| Acheter près d'ici | Part des achats | 60 %

| Actions | Responsable | Échéancier
| Dresser une liste | Achats | 2027
"""
TWO_TABLES_TREE = """\
obj Réduire le gaspillage | indicators=Kilos jetés → 500 kg de moins par année
  act Peser chaque semaine | who=Cuisine | when=Janvier 2026
  act Offrir les restes | parts=aux écoles / au frigo partagé | who=Bénévoles | when=Mars 2026
obj Acheter près d'ici | indicators=Part des achats → 60 %
  act Dresser une liste | who=Achats | when=2027
"""
TITLE_INSIDE = """\
# Plan d'action 2026
|= AXE 1 : LOGEMENT | | |
|= Objectif : Bâtir | | |
| Actions | Responsable | Priorité | Budget
| Trouver un lot | Guy | Haute | 1 000 $
| Choisir une firme | Guy | Moyenne | 0 $
| Total | | | 1 000 $

|= AXE 2 : TRANSPORT | | |
|= Objectif : Relier | | |
| Actions | Responsable | Priorité | Budget
| Ajouter un arrêt | Ève | Basse | 300 $
| Total | | | 300 $
"""
TITLE_INSIDE_TREE = """\
ori 1 LOGEMENT
  obj Bâtir
    act Trouver un lot | who=Guy | cost=1 000 $ | priority=Haute
    act Choisir une firme | who=Guy | cost=0 $ | priority=Moyenne
ori 2 TRANSPORT
  obj Relier
    act Ajouter un arrêt | who=Ève | cost=300 $ | priority=Basse
"""
TERMS = """\
# Plan d'action 2026-2031
## Synthèse
| Enjeu | Nombre d'actions
| Eau | 2
| Air | 1
## Plan détaillé
| Enjeu | Action | Porteur | Horizon | Quartier
| Eau | Poser des compteurs | Ville | Court terme | Nord
| | Réparer l'aqueduc | Ville | Long terme | Tous
| Air | Planter cent arbres | Comité vert | 2 ans | Sud
"""
TERMS_TREE = """\
ori Eau
  act Poser des compteurs | who=Ville | when=Court terme | extra=Quartier:Nord
  act Réparer l'aqueduc | who=Ville | when=Long terme | extra=Quartier:Tous
ori Air
  act Planter cent arbres | who=Comité vert | when=2 ans | extra=Quartier:Sud
"""
STEPS_IN_CELLS = """\
# Plan de mise en œuvre 2026
## Volet 1 : Accès
| No | Mesure | Étapes de réalisation | Répondant | Échéance
| 1 | Ouvrir le samedi | - Sonder le personnel // - Refaire les horaires | Accueil | Mai 2026
| 2 | Adapter l'entrée | - Demander un permis // - Poser la rampe // - Inaugurer | Entretien \
| Août 2026
"""
STEPS_IN_CELLS_TREE = """\
ori 1 Accès
  act 1 Ouvrir le samedi | who=Accueil | when=Mai 2026
    ste Sonder le personnel
    ste Refaire les horaires
  act 2 Adapter l'entrée | who=Entretien | when=Août 2026
    ste Demander un permis
    ste Poser la rampe
    ste Inaugurer
"""


DRAWN = {
    "cibles en titres.docx": (TARGETS_AS_HEADINGS, TARGETS_TREE),
    "livrables et étapes.docx": (DELIVERABLES, DELIVERABLES_TREE),
    "leviers et stratégies.docx": (STRATEGIES, STRATEGIES_TREE),
    "fiches titrées.docx": (TITLED_CARDS, TITLED_CARDS_TREE),
    "fiches complètes.docx": (FULL_CARDS, FULL_CARDS_TREE),
    "titres et puces.docx": (BULLETS, BULLETS_TREE),
    "listes imbriquées.docx": (NESTED_LISTS, NESTED_LISTS_TREE),
    "couché.docx": (SIDEWAYS, SIDEWAYS_TREE),
    "sans numéro.docx": (UNNUMBERED, UNNUMBERED_TREE),
    "bilingue.docx": (BILINGUAL, BILINGUAL_TREE),
    "deux tableaux par objectif.docx": (TWO_TABLES, TWO_TABLES_TREE),
    "titres dans le tableau.docx": (TITLE_INSIDE, TITLE_INSIDE_TREE),
    "termes.docx": (TERMS, TERMS_TREE),
    "étapes en liste.docx": (STEPS_IN_CELLS, STEPS_IN_CELLS_TREE),
}
WORD_PLANS = {name: (lambda t=text: saved(paper(t)), tree) for name, (text, tree) in DRAWN.items()}
