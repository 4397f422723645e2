"""Plans as ``pdftotext``, e-mail and boards of cards leave them, each with its tree."""

from __future__ import annotations

PRINTED_PLANS: dict[str, tuple[str, list[str]]] = {
    "bands_and_shifts.txt": (
        """Plan d’action 2030-2033

Action                          Responsable          Échéance        Résultat attendu
Orientation A : Connaître les lisières


A1 Dresser un portrait commun de toutes les lisières du territoire
A1.1 Recenser les haies de     Coordination          Juin 2030       Un atlas est publié
chaque village
A1.2 Visiter les anciens Agente de terrain           Été 2031        Vingt rencontres
Orientation B : Planter


B1 Choisir les espèces
B1.1 Consulter les              Comité               Mai 2032        Une liste d’espèces est
pépinières                                                           adoptée par tous
\f Action                       Responsable        Échéance          Résultat attendu
 B1.2 Creuser                   Bénévoles          Mai 2033          Mille trous

                                                                                        2
""",
        [
            "ori A Connaître les lisières",
            "  obj A1 Dresser un portrait commun de toutes les lisières du territoire",
            "    act A1.1 Recenser les haies de chaque village | who=Coordination"
            " | when=Juin 2030 | results=Un atlas est publié",
            "    act A1.2 Visiter les anciens | who=Agente de terrain | when=Été 2031"
            " | results=Vingt rencontres",
            "ori B Planter",
            "  obj B1 Choisir les espèces",
            "    act B1.1 Consulter les pépinières | who=Comité | when=Mai 2032"
            " | results=Une liste d’espèces est adoptée par tous",
            "    act B1.2 Creuser | who=Bénévoles | when=Mai 2033 | results=Mille trous",
        ],
    ),
    "rows_set_in_their_middle.txt": (
        """Plan d’action 2030-2033

Action                          Responsable          Échéance        État
Objectif 1 : Planter
1.1 Choisir les espèces qui
                                Comité               Mai 2030        En cours
résistent au vent

                                Agente
1.2 Creuser                                          Mai 2031        À venir
                                Bénévoles
""",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir les espèces qui résistent au vent | who=Comité | when=Mai 2030"
            " | state=in_progress",
            "  act 1.2 Creuser | who=Agente, Bénévoles | when=Mai 2031 | state=planned",
        ],
    ),
    "numbered_rows_set_in_their_middle.txt": (
        """Plan d’action 2030-2033

Action                      Responsable       Échéance      Résultat attendu
Objectif 1 : Planter
1.1 Choisir les                                             Une liste d’espèces
                            Comité            Mai 2030
espèces                                                     rustiques
                            Agente
1.2 Creuser                                   Mai 2031      Mille trous
                            Bénévoles
1.3 Arroser avec            Bénévoles         Juin 2031     Deux étés
Action                      Responsable       Échéance      Résultat attendu
les voisins                                                 de soins
Objectif 2 : Récolter
2.1 Cueillir dans
chaque verger du            Comité            Août 2031     Cent paniers
village
""",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir les espèces | who=Comité | when=Mai 2030"
            " | results=Une liste d’espèces rustiques",
            "  act 1.2 Creuser | who=Agente, Bénévoles | when=Mai 2031 | results=Mille trous",
            "  act 1.3 Arroser avec les voisins | who=Bénévoles | when=Juin 2031"
            " | results=Deux étés de soins",
            "obj 2 Récolter",
            "  act 2.1 Cueillir dans chaque verger du village | who=Comité | when=Août 2031"
            " | results=Cent paniers",
        ],
    ),
    "rows_set_at_their_foot.txt": (
        """Plan d’action 2030-2033

                                              Résultat
Action                      Responsable                     Échéance
                                              attendu
Objectif 1 : Planter
1.1 Choisir les                               Une liste
espèces                     Comité            rustique      Mai 2030
1.2 Creuser avec
les voisins de la           Agente            Mille
rue                         de terrain        trous         Juin 2031
""",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir les espèces | who=Comité | when=Mai 2030"
            " | results=Une liste rustique",
            "  act 1.2 Creuser avec les voisins de la rue | who=Agente de terrain"
            " | when=Juin 2031 | results=Mille trous",
        ],
    ),
    "rows_without_numbers_set_in_their_middle.txt": (
        """Plan d’action 2030-2033

Action                      Responsable       Échéance      Résultat attendu
Objectif 1 : Planter
Choisir les
                            Comité            Mai 2030      Une liste rustique
espèces
Creuser dans toute la rue
                            Agente            Mai 2031      Mille trous
Haute
""",
        [
            "obj 1 Planter",
            "  act Choisir les espèces | who=Comité | when=Mai 2030 | results=Une liste rustique",
            "  act Creuser dans toute la rue Haute | who=Agente | when=Mai 2031 | results=Mille trous",
        ],
    ),
    "merged_cells_beside_rows_set_in_their_middle.txt": (
        """Plan d’action 2030-2033

Objectif              Action                      Responsable       Échéance      État
                      1.1 Choisir les
                                                  Comité            Mai 2030      Fait
1. Planter avec       espèces rustiques
les voisins           1.2 Creuser dans
                                                  Agente            Mai 2031      À venir
                      toute la rue
                      2.1 Cueillir dans
2. Récolter                                       Comité            Août 2031     À venir
                      chaque verger
""",
        [
            "obj 1 Planter avec les voisins",
            "  act 1.1 Choisir les espèces rustiques | who=Comité | when=Mai 2030 | state=done",
            "  act 1.2 Creuser dans toute la rue | who=Agente | when=Mai 2031 | state=planned",
            "obj 2 Récolter",
            "  act 2.1 Cueillir dans chaque verger | who=Comité | when=Août 2031 | state=planned",
        ],
    ),
    "names_one_space_apart.txt": (
        """Plan d’action 2030-2033

Action                               Responsable           Échéance Résultat attendu
Objectif 1 : Planter
1.1 Choisir les espèces rustiques                                    Une liste
                                  Agente de terrain        2030-10
du territoire                                                        adoptée
1.2 Creuser avec les voisins
                                  Direction générale 2031-02          Mille trous
de toute la rue
1.3 Arroser                          Bénévoles             2031-06   Deux étés
1.4 Tailler                          Comité                2031-09   Trois haies
""",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir les espèces rustiques du territoire | who=Agente de terrain"
            " | when=2030-10 | results=Une liste adoptée",
            "  act 1.2 Creuser avec les voisins de toute la rue | who=Direction générale"
            " | when=2031-02 | results=Mille trous",
            "  act 1.3 Arroser | who=Bénévoles | when=2031-06 | results=Deux étés",
            "  act 1.4 Tailler | who=Comité | when=2031-09 | results=Trois haies",
        ],
    ),
    "row_cut_by_the_page.txt": (
        """Plan d’action 2030-2033
Objectif 1 : Planter
Action Responsable Échéance Résultat attendu État
1.1 Choisir les espèces Comité Mai 2030 Une liste En cours
1.2 Arroser avec les Bénévoles Juin 2031 Deux étés À venir
Action Responsable Échéance Résultat attendu État
voisins et
les enfants
de soins
1.3 Creuser Bénévoles Mai 2031 Mille trous À venir
""",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir les espèces | who=Comité | when=Mai 2030 | results=Une liste"
            " | state=in_progress",
            "  act 1.2 Arroser avec les voisins et les enfants | who=Bénévoles | when=Juin 2031"
            " | results=Deux étés | state=planned | extra=À vérifier:de soins",
            "  act 1.3 Creuser | who=Bénévoles | when=Mai 2031 | results=Mille trous"
            " | state=planned",
        ],
    ),
    "cell_after_cell.txt": (
        """Plan d’action 2030-2033
Objectif 1 : Connaître les lisières
Action Responsable Échéance Résultat attendu Coût
1.1 Recenser les haies de
chaque village
Coordination Juin 2030 Un atlas est publié 4 000 $
1.2 Visiter les anciens Agente de terrain Été 2031 Vingt rencontres 500 $
Objectif 2 : Planter
2.1 Creuser Coordination
Bénévoles
En continu Mille trous
Deux fêtes
12 000 $
""",
        [
            "obj 1 Connaître les lisières",
            "  act 1.1 Recenser les haies de chaque village | who=Coordination | when=Juin 2030"
            " | results=Un atlas est publié | cost=4 000 $",
            "  act 1.2 Visiter les anciens | who=Agente de terrain | when=Été 2031"
            " | results=Vingt rencontres | cost=500 $",
            "obj 2 Planter",
            "  act 2.1 Creuser | who=Coordination, Bénévoles | when=En continu"
            " | results=Mille trous / Deux fêtes | cost=12 000 $",
        ],
    ),
    "cards.txt": (
        """Plan d’action 2030-2033
Orientation 1 : Planter
Action 1.1 Choisir les espèces
Responsable Comité
Échéancier Mai 2030
État Fait
Action 1.2 Creuser
Responsable Bénévoles
Échéancier Mai 2031
État En cours
""",
        [
            "ori 1 Planter",
            "  act 1.1 Choisir les espèces | who=Comité | when=Mai 2030 | state=done",
            "  act 1.2 Creuser | who=Bénévoles | when=Mai 2031 | state=in_progress",
        ],
    ),
    "quoted.txt": (
        """Bonjour, voici le plan.

> Plan d’action 2030-2033
>
> Objectif 1 : Planter
>
> * 1.1 Choisir les espèces qui résistent
>   au vent
>   Responsable : Comité
>   Indicateurs : Nombre d’espèces; Une liste
> * 1.2 Creuser
>   Responsable : Bénévoles
""",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir les espèces qui résistent au vent | who=Comité"
            " | indicators=Nombre d’espèces / Une liste",
            "  act 1.2 Creuser | who=Bénévoles",
        ],
    ),
    "board.md": (
        """# Plan d’action 2030

## Fait

- [x] Choisir les espèces
    Responsable:: Comité

## En cours

- [ ] Creuser
    Responsable:: Bénévoles
""",
        [
            "act Choisir les espèces | who=Comité | state=done",
            "act Creuser | who=Bénévoles | state=in_progress",
        ],
    ),
    "tabs.txt": (
        "Plan d’action 2030\nObjectif 1 : Planter\nAction\tResponsable\tÉchéance\n"
        "1.1 Choisir Martin\tComité\tMai 2030\n1.2 Creuser\tAgente Luce\tJuin 2030\n",
        [
            "obj 1 Planter",
            "  act 1.1 Choisir Martin | who=Comité | when=Mai 2030",
            "  act 1.2 Creuser | who=Agente Luce | when=Juin 2030",
        ],
    ),
}
