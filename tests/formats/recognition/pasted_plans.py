"""Plans pasted as plain text from elsewhere, each with the outline that a person reads in it."""

from __future__ import annotations

PASTED_PLANS: dict[str, tuple[str, list[str]]] = {
    "labels_in_brackets.txt": (
        """Plan d'action 2030-2033 de la Table des Collines

Orientation 1 – Favoriser la participation

Objectif 1.1 – Donner la parole

Actions :
• Organiser un forum citoyen (Responsable : Table des Collines; échéance : octobre 2030)
• Créer un comité de citoyens (Responsable : Centre communautaire)

Objectif 1.2 – Former

Actions :
• Offrir des ateliers d'animation

Orientation 2 – Réduire les inégalités

Objectif 2.1 – Accompagner

Actions :
• Ouvrir un service d'écoute
• Produire une carte des ressources
""",
        [
            "ori 1 Favoriser la participation",
            "  obj 1.1 Donner la parole",
            "    act Organiser un forum citoyen | who=Table des Collines | when=octobre 2030",
            "    act Créer un comité de citoyens | who=Centre communautaire",
            "  obj 1.2 Former",
            "    act Offrir des ateliers d'animation",
            "ori 2 Réduire les inégalités",
            "  obj 2.1 Accompagner",
            "    act Ouvrir un service d'écoute",
            "    act Produire une carte des ressources",
        ],
    ),
    "columns_of_spaces.txt": (
        """                         Plan d'action 2030-2031

Objectif                     Action                          Responsable          Échéance

1.1 Réunir les partenaires   1.1.1 Tenir une table           Coordination         Mars 2030
                             annuelle de concertation

                             1.1.2 Publier un bulletin       Agente de liaison    Juin 2030

1.2 Partager les outils      1.2.1 Ouvrir une                Comité outils        2031
                             bibliothèque d'outils

                             1.2.2 Prêter du matériel        Direction            En continu
""",
        [
            "obj 1.1 Réunir les partenaires",
            "  act 1.1.1 Tenir une table annuelle de concertation | who=Coordination | when=Mars 2030",
            "  act 1.1.2 Publier un bulletin | who=Agente de liaison | when=Juin 2030",
            "obj 1.2 Partager les outils",
            "  act 1.2.1 Ouvrir une bibliothèque d'outils | who=Comité outils | when=2031",
            "  act 1.2.2 Prêter du matériel | who=Direction | when=En continu",
        ],
    ),
    "bars.txt": (
        """Plan de travail 2030

| Action | Responsable | Échéance |
| Recruter des bénévoles | Maude | mars 2030 |
| Former les bénévoles | Karim | avril 2030 |
| Tenir la fête | Comité fête | août 2030 |
""",
        [
            "act Recruter des bénévoles | who=Maude | when=mars 2030",
            "act Former les bénévoles | who=Karim | when=avril 2030",
            "act Tenir la fête | who=Comité fête | when=août 2030",
        ],
    ),
    "roman_numbers.txt": (
        """PLAN D'ACTION TRIENNAL

I. ACCÈS AUX SERVICES

Objectif 1 : Rapprocher les services des gens

1. Ouvrir un point de service au nord
2. Prolonger les heures d'ouverture

Objectif 2 : Simplifier les démarches

1. Réviser les formulaires

II. VIE COMMUNAUTAIRE

Objectif 3 : Rompre l'isolement

1. Organiser des dîners
2. Appeler les personnes seules
""",
        [
            "ori I ACCÈS AUX SERVICES",
            "  obj 1 Rapprocher les services des gens",
            "    act 1 Ouvrir un point de service au nord",
            "    act 2 Prolonger les heures d'ouverture",
            "  obj 2 Simplifier les démarches",
            "    act 1 Réviser les formulaires",
            "ori II VIE COMMUNAUTAIRE",
            "  obj 3 Rompre l'isolement",
            "    act 1 Organiser des dîners",
            "    act 2 Appeler les personnes seules",
        ],
    ),
    "ornaments.md": (
        """# 🌱 Plan d'action 2031-2034

## 🎯 Orientation 1 — Sécurité alimentaire

### Objectif 1.1 — Mieux se nourrir

#### 1.1.1 Ouvrir une épicerie communautaire

- **Responsable** : Carrefour alimentaire
- **Partenaires** : Ville; CIUSSS
- **Échéancier** : An 1
- **Indicateur** : Nombre de clients par semaine

#### 1.1.2 Offrir des ateliers de cuisine

- **Responsable** : Cuisines collectives
- **Échéancier** : en continu

## 🎯 Orientation 2 — Logement

### Objectif 2.1 — Prévenir les évictions

#### 2.1.1 Former des locataires

- **Responsable** : Comité logement
- **Échéancier** : 2032
""",
        [
            "ori 1 Sécurité alimentaire",
            "  obj 1.1 Mieux se nourrir",
            "    act 1.1.1 Ouvrir une épicerie communautaire | who=Carrefour alimentaire | "
            "with=Ville, CIUSSS | when=An 1 | indicators=Nombre de clients par semaine",
            "    act 1.1.2 Offrir des ateliers de cuisine | who=Cuisines collectives | "
            "when=en continu",
            "ori 2 Logement",
            "  obj 2.1 Prévenir les évictions",
            "    act 2.1.1 Former des locataires | who=Comité logement | when=2032",
        ],
    ),
    "tabs_before_numbers.txt": (
        """Plan d'action 2030-2033

1.	Favoriser l'accueil
	1.1	Former les bénévoles
		•	Tenir une soirée d'information
		•	Remettre une trousse
	1.2	Accompagner les nouveaux arrivants
		•	Créer un comité d'accueil
2.	Faire connaître le quartier
	2.1	Produire des outils
		•	Publier une carte
""",
        [
            "ori 1 Favoriser l'accueil",
            "  obj 1.1 Former les bénévoles",
            "    act Tenir une soirée d'information",
            "    act Remettre une trousse",
            "  obj 1.2 Accompagner les nouveaux arrivants",
            "    act Créer un comité d'accueil",
            "ori 2 Faire connaître le quartier",
            "  obj 2.1 Produire des outils",
            "    act Publier une carte",
        ],
    ),
    "titles_below.txt": (
        """PLAN D'ACTION 2030

ORIENTATION 1
Développer la vie culturelle

OBJECTIF 1.1
Rendre la culture accessible

- Offrir des spectacles gratuits
- Ouvrir les ateliers d'artistes

OBJECTIF 1.2
Soutenir la relève

- Créer une bourse

ORIENTATION 2
Protéger le patrimoine

OBJECTIF 2.1
Connaître le patrimoine

- Faire un inventaire
""",
        [
            "ori 1 Développer la vie culturelle",
            "  obj 1.1 Rendre la culture accessible",
            "    act Offrir des spectacles gratuits",
            "    act Ouvrir les ateliers d'artistes",
            "  obj 1.2 Soutenir la relève",
            "    act Créer une bourse",
            "ori 2 Protéger le patrimoine",
            "  obj 2.1 Connaître le patrimoine",
            "    act Faire un inventaire",
        ],
    ),
    "questions.txt": (
        """Plan de travail 2031
Comité environnement

Action 1 : Installer des composteurs
  Qui ? Jeanne Côté
  Quand ? Mai 2031
Action 2 : Tenir une collecte de textiles
  Qui ? Paul Roy
  Quand ? Octobre 2031
""",
        [
            "act 1 Installer des composteurs | who=Jeanne Côté | when=Mai 2031",
            "act 2 Tenir une collecte de textiles | who=Paul Roy | when=Octobre 2031",
        ],
    ),
}
