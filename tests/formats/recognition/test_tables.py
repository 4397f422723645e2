"""Plans laid out as tables and cards: the whole tree, exactly."""

from __future__ import annotations

import fictional_plans as plans
import pytest
from sketches import reading_of, sketch

from arrimage.formats.draft import LevelDraft, Reading

FIVE_LEVELS = """\
axi A Milieux vivants
  ori 1 Restaurer les lisières
    obj 1.1 Connaître les lisières
      act 1.1.1 Dresser un inventaire
        ste Former les bénévoles | who=Maude Roy | with=Municipalités | when=Printemps 2024
        ste Compiler les relevés | who=Karim Diallo | when=Automne 2024
      act 1.1.2 Publier un atlas | who=Maude Roy, Karim Diallo | with=Imprimerie | when=2025
  ori 2 Planter
    obj 2.1 Produire des plants
      act 2.1.1 Ouvrir une pépinière | who=Coopérative | when=Avril 2025
        ste Choisir un terrain
axi B Gens d'ici
  ori 3 Raconter
    obj 3.1 Recueillir des récits
      act 3.1.1 Enregistrer des aînés | who=Maude Roy | when=En continu | refs=1.1.2
"""
QUARTERS = """\
ori Accueil
  act Tenir un kiosque | who=Nadia | quarters=An 1 T1,An 1 T3 | cost=1 200 $ | priority=Haute
  act Refaire le guide | who=Luc | quarters=An 1 T2,An 1 T3 | cost=800 $ | priority=Moyenne
ori Réseau
  act Ouvrir un forum | who=Nadia | quarters=An 1 T4,An 2 T1 | cost=0 $ | priority=Basse
"""
CARDS = """\
obj 1 Accueillir
  act 1.1 Ouvrir la maison | who=Ines Morel | when=Mars 2025 \
| results=La maison ouvre trois jours par semaine / 40 personnes la visitent \
| indicators=Nombre de visites
  act 1.2 Former des hôtes | who=Paul Wery | with=Cégep | when=Automne 2025 | state=in_progress
obj 2 Nourrir
  act 2.1 Cuisiner ensemble | who=Ines Morel | when=En continu
"""
COLOURED_STATES = """\
ori 1 Habiter
  obj Loger mieux
    act 1.1 Recenser les logements | who=Léo | when=2025 | state=done
    act 1.2 Parrainer des familles | who=Zoé | when=Été 2025 | state=in_progress
ori 2 Bouger
  obj Marcher
    act 2.1 Tracer un sentier | who=Léo | when=Mai 2026 | state=planned
    act 2.2 Afficher les parcours | who=Zoé | when=2026 | state=postponed
"""
WORK_PLAN = """\
ori 1 Concertation
  obj 1.1 Réunir les partenaires
    act 1.1.1 Tenir quatre rencontres | who=Coordination | when=Au moins 4 rencontres par année \
| indicators=Nombre de rencontres
    act 1.1.2 Rédiger un bulletin | who=Ana | when=Trimestriel | indicators=4 bulletins par année
ori 2 Soutien
  obj 2.1 Accompagner les comités
    act 2.1.1 Offrir du mentorat | who=Ana et Hugo | when=Au besoin \
| indicators=Taux de satisfaction de 80 %
"""
WORKBOOK = """\
ori 1 Forêt
  act Marquer les vieux arbres | who=Équipe terrain | when=Juin 2025 | state=done \
| notes=Bien
  act Planter une haie | who=Jade | when=Octobre 2025 | state=in_progress
ori 2 Rivière
  act Nettoyer les berges | who=Jade | when=Mai 2026 | state=planned
"""
ENGLISH = """\
ori 1 Welcome newcomers
  obj 1.1 Open doors
    act 1.1.1 Host a fair | who=Amy | with=Library | years=1 | results=200 visitors@1 / 300 visitors@2
    act 1.1.2 Print a map | who=Bo | years=1,2 | results=Map printed@1
ori 2 Grow food
  obj 2.1 Share land
    act 2.1.1 Map lots | who=Amy | years=2 | results=Lots mapped@1
"""
BANDS = """\
ori Aller vers les gens
  obj Rencontrer les villages
    act Visiter chaque village | who=Direction | years=1,2 | results=Douze villages visités
    act Écouter les écoles | who=Direction | years=1,2
  obj Soutenir la relève
    act Créer une bourse | who=Comité jeunesse | years=3 | results=Cinq bourses remises / Un jury formé
ori Faire savoir
  obj Montrer les résultats
    act Tenir un colloque | who=Direction | years=2 | results=80 participants
"""
FLAT = """\
ori A Rassembler
  obj A.1 Se voir
    act A.1.1 Fêter la mi-été | who=Rose | with=École, Ferme | when=Juin 2025 | results=Une fête
    act A.1.2 Marcher au clair de lune | who=Rose | when=Décembre 2025 | results=Une marche
  obj A.2 Se parler
    act A.2.1 Ouvrir un café | who=Noé | with=Épicerie | when=2026 | results=Un café ouvert
"""
NO_OBJECTIVES = """\
ori 1 Apprendre
  act Monter un atelier | who=Lou | when=Mars 2025 | state=done | cost=500 $ | extra=Salle:B-12
  act Prêter des outils | who=Lou | when=Mai 2025 | state=in_progress
  act Lire aux enfants | who=Max | when=Hebdomadaire | state=continuous \
| notes=À confirmer avec l'école
ori 2 Partager
  act Échanger des semences | who=Lou, Max | when=Avril 2025 | state=planned | cost=75 $
"""
PLANS = {
    "cinq niveaux.docx": (plans.five_levels_docx, FIVE_LEVELS),
    "trimestres.xlsx": (plans.quarters_xlsx, QUARTERS),
    "fiches.docx": (plans.cards_docx, CARDS),
    "couleurs.xlsx": (plans.coloured_states_xlsx, COLOURED_STATES),
    "travail.md": (lambda: plans.WORK_PLAN_MD, WORK_PLAN),
    "classeur.xlsx": (plans.whole_workbook_xlsx, WORKBOOK),
    "english.docx": (plans.english_docx, ENGLISH),
    "bandes.docx": (plans.bands_docx, BANDS),
    "plat.csv": (lambda: plans.FLAT_CSV, FLAT),
    "sans objectif.docx": (plans.no_objectives_docx, NO_OBJECTIVES),
}


@pytest.mark.parametrize("name", PLANS)
def test_whole_tree_is_read_exactly(name: str) -> None:
    make, expected = PLANS[name]

    reading = reading_of(make(), name)

    assert sketch(reading.draft) == expected.splitlines()
    assert reading.refusal == ""


@pytest.mark.parametrize("name", PLANS)
def test_every_element_says_where_it_comes_from_and_keys_are_unique(name: str) -> None:
    draft = reading_of(PLANS[name][0](), name).draft

    elements = list(draft.walk())
    assert all(e.anchor.block or e.anchor.line or e.anchor.table for e in elements)
    assert len({e.key for e in elements}) == len(elements)


def _level_names(reading: Reading) -> list[LevelDraft]:
    return list(reading.draft.levels)


def test_levels_keep_the_words_of_the_plan() -> None:
    work_plan = reading_of(plans.WORK_PLAN_MD, "travail.md")
    english = reading_of(plans.english_docx(), "english.docx")
    workbook = reading_of(plans.whole_workbook_xlsx(), "classeur.xlsx")

    assert _level_names(work_plan) == [
        LevelDraft("Volet", "orientation"),
        LevelDraft("Objectif", "objective"),
        LevelDraft("Activité", "action"),
    ]
    assert [level.name for level in _level_names(english)] == ["Goal", "Objective", "Strategy"]
    assert _level_names(workbook) == [
        LevelDraft("Axe", "orientation"),
        LevelDraft("Action", "action"),
    ]


def test_layout_remembers_columns_groups_and_what_stands_above_the_table() -> None:
    five = reading_of(plans.five_levels_docx(), "a.docx").draft.layout
    quarters = reading_of(plans.quarters_xlsx(), "b.xlsx").draft.layout

    assert five.nesting == ("axis", "orientation")
    assert [c.header for c in five.columns] == [
        "Objectifs",
        "Actions",
        "Étapes",
        "Responsables",
        "Collaborateurs",
        "Échéancier",
    ]
    assert [(c.group, c.header, c.key) for c in quarters.columns[-2:]] == [
        ("An 2", "T3", "An 2 T3"),
        ("An 2", "T4", "An 2 T4"),
    ]


def test_what_surrounds_the_tables_describes_the_plan() -> None:
    draft = reading_of(plans.five_levels_docx(), "a.docx").draft

    assert draft.title == "Plan d'action 2024-2026 du Réseau Lisière"
    assert draft.organization == "Réseau Lisière"
    assert (draft.period.start.year, draft.period.end.year) == (2024, 2026)
    assert draft.mission == "Relier les milieux ruraux qui prennent soin de leurs lisières."
