"""Work plans as people type them, each with the outline that a person reads in it."""

from __future__ import annotations

WORK_PLANS: dict[str, tuple[str, list[str]]] = {
    "task_list.md": (
        """---
title: Plan de travail 2031
author: Réseau Lisière
---

# Plan de travail 2031 du Réseau Lisière

## Axe 1 – Vie associative

### Accueillir les nouveaux membres

- [x] Rédiger un guide d'accueil
  - Responsable : Maude Roy
  - Échéance : mars 2031
- [ ] Jumeler chaque nouveau membre
  - Responsables : Karim Diallo, Maude Roy
  - Échéance : en continu
  - Indicateur : Nombre de jumelages

### Animer les rencontres

- [ ] Tenir quatre rencontres par année
  - Responsable : Coordination
- [x] Publier le calendrier

## Axe 2 – Rayonnement

### Faire connaître le réseau

- [ ] Refaire le site Web
  - Responsable : Karim Diallo
  - Échéance : automne 2031
""",
        [
            "ori 1 Vie associative",
            "  obj Accueillir les nouveaux membres",
            "    act Rédiger un guide d'accueil | who=Maude Roy | when=mars 2031 | state=done",
            "    act Jumeler chaque nouveau membre | who=Karim Diallo, Maude Roy | when=en "
            "continu | indicators=Nombre de jumelages | state=planned",
            "  obj Animer les rencontres",
            "    act Tenir quatre rencontres par année | who=Coordination | state=planned",
            "    act Publier le calendrier | state=done",
            "ori 2 Rayonnement",
            "  obj Faire connaître le réseau",
            "    act Refaire le site Web | who=Karim Diallo | when=automne 2031 | state=planned",
        ],
    ),
    "nested_numbers.md": (
        """# Plan d'action 2032

1. **Mobiliser le milieu**
   1. Rejoindre les citoyens
      1. Tenir des cafés-rencontres
      2. Publier une infolettre
   2. Rejoindre les élus
      1. Rencontrer chaque conseil
2. **Soutenir les projets**
   1. Outiller les porteurs
      1. Offrir un accompagnement
      2. Créer un fonds
""",
        [
            "ori 1 Mobiliser le milieu",
            "  obj 1 Rejoindre les citoyens",
            "    act 1 Tenir des cafés-rencontres",
            "    act 2 Publier une infolettre",
            "  obj 2 Rejoindre les élus",
            "    act 1 Rencontrer chaque conseil",
            "ori 2 Soutenir les projets",
            "  obj 1 Outiller les porteurs",
            "    act 1 Offrir un accompagnement",
            "    act 2 Créer un fonds",
        ],
    ),
    "bold_labels.md": (
        """# Plan d’action local 2030-2032

## Orientation 1 : Bien se nourrir

### Action 1.1 : Ouvrir un frigo partagé

**Responsable** : Maison des familles
**Partenaires** : Épicerie, Ville
**Échéancier** : mai 2030
**Résultat attendu** : Un frigo accessible en tout temps

### Action 1.2 : Cuisiner ensemble

**Responsable** : Cuisines collectives
**Échéancier** : en continu
**Indicateurs** :
- Nombre de participants
- Nombre de portions

## Orientation 2 : Bien se loger

### Action 2.1 : Recenser les logements vacants

**Responsable** : Comité logement
**Échéancier** : décembre 2031
""",
        [
            "ori 1 Bien se nourrir",
            "  act 1.1 Ouvrir un frigo partagé | who=Maison des familles | with=Épicerie, "
            "Ville | when=mai 2030 | results=Un frigo accessible en tout temps",
            "  act 1.2 Cuisiner ensemble | who=Cuisines collectives | when=en continu | "
            "indicators=Nombre de participants / Nombre de portions",
            "ori 2 Bien se loger",
            "  act 2.1 Recenser les logements vacants | who=Comité logement | when=décembre 2031",
        ],
    ),
    "labels_after_lists.md": (
        """# Plan d'action 2031-2032 — Maison du Ruisseau

> Adopté par le conseil d'administration le 4 juin 2031.

## Mission

Offrir un lieu d'appartenance.

## Objectif 1 : Accueillir tout le monde

**Moyens :**

1. Ouvrir le samedi
2. Offrir une halte-garderie

**Responsable :** équipe d'accueil

**Échéance :** septembre 2031

## Objectif 2 : Nourrir les liens

**Moyens :**

1. Tenir un souper par mois
2. Créer un groupe de marche

**Responsable :** comité des liens
""",
        [
            "obj 1 Accueillir tout le monde | who=équipe d'accueil | when=septembre 2031",
            "  act 1 Ouvrir le samedi",
            "  act 2 Offrir une halte-garderie",
            "obj 2 Nourrir les liens | who=comité des liens",
            "  act 1 Tenir un souper par mois",
            "  act 2 Créer un groupe de marche",
        ],
    ),
    "definitions.md": (
        """# Plan de travail 2030-2031 du comité jeunesse

## 1. Rejoindre les jeunes

**1.1 Créer un compte commun**
: Responsable : Noa
: Échéance : 15 octobre 2030

**1.2 Tenir un kiosque dans les écoles**
: Responsable : Sam
: Échéance : 2 fois par année

## 2. Donner la parole

**2.1 Organiser un parlement jeunesse**
: Responsable : Noa, Sam
: Échéance : mai 2031
""",
        [
            "ori 1 Rejoindre les jeunes",
            "  act 1.1 Créer un compte commun | who=Noa | when=15 octobre 2030",
            "  act 1.2 Tenir un kiosque dans les écoles | who=Sam | when=2 fois par année",
            "ori 2 Donner la parole",
            "  act 2.1 Organiser un parlement jeunesse | who=Noa, Sam | when=mai 2031",
        ],
    ),
    "unnumbered_actions.txt": (
        """Plan d'action 2033

Orientation 1: Le logement

Objectif 1.1: Loger dignement

Action: Ouvrir une halte-chaleur
Responsable: La Passerelle
Échéance: décembre 2033

Action: Créer un guichet unique
Responsable: Comité logement
Échéance: 2034
Statut: en cours

Orientation 2: Le transport

Objectif 2.1: Se déplacer partout

Action: Étendre le taxibus
Responsable: MRC
Échéance: juin 2033
Statut: terminé
""",
        [
            "ori 1 Le logement",
            "  obj 1.1 Loger dignement",
            "    act Ouvrir une halte-chaleur | who=La Passerelle | when=décembre 2033",
            "    act Créer un guichet unique | who=Comité logement | when=2034 | state=in_progress",
            "ori 2 Le transport",
            "  obj 2.1 Se déplacer partout",
            "    act Étendre le taxibus | who=MRC | when=juin 2033 | state=done",
        ],
    ),
    "typed_cards.txt": (
        """PLAN D'ACTION EN DÉVELOPPEMENT SOCIAL 2031-2034

FICHE ACTION 1
Titre : Un marché public au cœur du village
Orientation : Alimentation
Objectif : Rendre les aliments frais accessibles
Responsable : Coopérative du Versant
Partenaires : Ville, producteurs
Échéancier : été 2031
Résultats attendus : 12 marchés par année
Indicateurs : Nombre de marchés tenus

FICHE ACTION 2
Titre : Des jardins dans chaque école
Orientation : Alimentation
Objectif : Rendre les aliments frais accessibles
Responsable : Centre de services scolaire
Échéancier : 2032
Indicateurs : Nombre d'écoles participantes

FICHE ACTION 3
Titre : Un transport à la demande
Orientation : Mobilité
Objectif : Réduire l'isolement
Responsable : MRC
Échéancier : 2033-2034
Indicateurs : Nombre de déplacements
""",
        [
            "ori Alimentation",
            "  obj Rendre les aliments frais accessibles",
            "    act 1 Un marché public au cœur du village | who=Coopérative du Versant | "
            "with=Ville, producteurs | when=été 2031 | results=12 marchés par année | "
            "indicators=Nombre de marchés tenus",
            "    act 2 Des jardins dans chaque école | who=Centre de services scolaire | "
            "when=2032 | indicators=Nombre d'écoles participantes",
            "ori Mobilité",
            "  obj Réduire l'isolement",
            "    act 3 Un transport à la demande | who=MRC | when=2033-2034 | "
            "indicators=Nombre de déplacements",
        ],
    ),
}
