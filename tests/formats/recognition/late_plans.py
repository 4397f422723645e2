"""Fictional plans of other networks: action sheets, trackers, milestones, colours in legends."""

from __future__ import annotations

from docx.shared import RGBColor
from making import paper, saved, shade
from odd_plans import made

ACTION_SHEETS = """\
# Plan d'action territorial 2026-2030
## Axe 1 : Transition
### Fiche action n° 1
| Titre de l'action | Isoler les logements
| Objectif visé | Réduire la facture d'énergie
| Description | Visiter, conseiller, puis suivre les travaux.
| Pilote | Agence du climat
| Partenaires | Ville, Coop
| Calendrier | 2026-2028
| Coût estimé | 40 000 $
| Indicateurs de suivi | Nombre de logements isolés
### Fiche action n° 2
| Titre de l'action | Partager les outils
| Objectif visé | Réduire les achats
| Description | Ouvrir un atelier commun.
| Pilote | Maison de quartier
| Partenaires | Quincaillerie
| Calendrier | Automne 2026
| Coût estimé | 5 000 $
| Indicateurs de suivi | Nombre de prêts
"""
ACTION_SHEETS_TREE = """\
ori 1 Transition
  obj Réduire la facture d'énergie
    act 1 Isoler les logements | who=Agence du climat | with=Ville, Coop | when=2026-2028 \
| indicators=Nombre de logements isolés | cost=40 000 $ \
| extra=Description:Visiter, conseiller, puis suivre les travaux.
  obj Réduire les achats
    act 2 Partager les outils | who=Maison de quartier | with=Quincaillerie | when=Automne 2026 \
| indicators=Nombre de prêts | cost=5 000 $ | extra=Description:Ouvrir un atelier commun.
"""
ACTION_HEADINGS = """\
# Plan d'action jeunesse 2026
## Axe 1 – S'exprimer
### Action 1.1 – Créer une radio
Pilote : Maison des jeunes
Partenaires : École, Ville
Échéance : Mars 2026
Indicateur : 12 émissions
### Action 1.2 – Peindre une murale
Pilote : Ville
Échéance : Août 2026
Indicateur : Une murale
## Axe 2 – Travailler
### Action 2.1 – Offrir des stages
Pilote : Carrefour
Échéance : En continu
Indicateur : 30 stages
"""
ACTION_HEADINGS_TREE = """\
ori 1 S'exprimer
  act 1.1 Créer une radio | who=Maison des jeunes | with=École, Ville | when=Mars 2026 \
| indicators=12 émissions
  act 1.2 Peindre une murale | who=Ville | when=Août 2026 | indicators=Une murale
ori 2 Travailler
  act 2.1 Offrir des stages | who=Carrefour | when=En continu | indicators=30 stages
"""
FLAT_TRACKER = """\
[Plan climat]
Organisme : Communauté du Vallon
Période : 2026-2028
Responsable du suivi : Zoé Lang

Axe stratégique | Objectif opérationnel | N° action | Intitulé de l'action | Pilote \
| Partenaires | Échéance | Budget | Priorité | Statut | % avancement
Mobilité | Moins d'autos | 1 | Tracer une piste cyclable | Ville | MRC | 2027 | 90 000 $ | 1 \
| En cours | 40 %
Mobilité | Moins d'autos | 2 | Subventionner les passes | Ville | | 2026 | 10 000 $ | 2 | Réalisé \
| 100 %
Sous-total | | | | | | | 100 000 $
Bâtiments | Moins de mazout | 3 | Convertir les écoles | Centre scolaire | Ville | 2028 \
| 200 000 $ | 1 | À venir | 0 %
Total | | | | | | | 300 000 $
"""
FLAT_TRACKER_TREE = """\
ori Mobilité
  obj Moins d'autos
    act 1 Tracer une piste cyclable | who=Ville | with=MRC | when=2027 | state=in_progress \
| cost=90 000 $ | priority=1 | extra=% avancement:40 %
    act 2 Subventionner les passes | who=Ville | when=2026 | state=done | cost=10 000 $ \
| priority=2 | extra=% avancement:100 %
ori Bâtiments
  obj Moins de mazout
    act 3 Convertir les écoles | who=Centre scolaire | with=Ville | when=2028 | state=planned \
| cost=200 000 $ | priority=1 | extra=% avancement:0 %
"""
COMMITMENTS = """\
# Community Safety Action Plan 2026-2028
| Priority | Commitment | Milestones | Lead | Deadline
| 1. Prevention | 1.1 Train coaches | Write the course | Rec centre | March 2026
|^ | | Train 40 coaches | Rec centre | June 2026
|^ | 1.2 Light the park | Install ten lamps | City | Fall 2026
| 2. Support | 2.1 Open a drop-in | Rent a room | Shelter | January 2027
"""
COMMITMENTS_TREE = """\
ori 1 Prevention
  act 1.1 Train coaches
    ste Write the course | who=Rec centre | when=March 2026
    ste Train 40 coaches | who=Rec centre | when=June 2026
  act 1.2 Light the park | who=City | when=Fall 2026
    ste Install ten lamps
ori 2 Support
  act 2.1 Open a drop-in | who=Shelter | when=January 2027
    ste Rent a room
"""
IDENTITY = """\
# Plan d'action
| Organisme | Coopérative du Lac
| Période | Avril 2026 à mars 2028
| Mission | Nourrir le village avec ce qui pousse autour.

| Résultats visés | Moyens | Responsable | Échéancier | Indicateurs
| Une offre variée | Ajouter cent produits | Achats | 2026 | 100 produits
| | Goûter avec les membres | Comité | Trimestriel | 4 dégustations par année
| Des prix justes | Négocier à plusieurs | Achats | 2027 | 5 ententes
"""
IDENTITY_TREE = """\
act Ajouter cent produits | who=Achats | when=2026 | results=Une offre variée \
| indicators=100 produits
act Goûter avec les membres | who=Comité | when=Trimestriel | indicators=4 dégustations par année
act Négocier à plusieurs | who=Achats | when=2027 | results=Des prix justes | indicators=5 ententes
"""
ROWSPANS = """<html><body><h2>Plan d'action 2026-2027</h2><table>
<tr><th>Orientation</th><th>Objectif</th><th>Actions</th><th>Responsable</th><th>Échéance</th></tr>
<tr><td rowspan="3">1. Accueillir</td><td rowspan="2">1.1 Ouvrir</td><td>Tenir un café</td>
<td>Ana</td><td>Mai 2026</td></tr><tr><td>Créer un guide</td><td rowspan="2">Luc</td><td>2027</td></tr>
<tr><td>1.2 Suivre</td><td><ul><li>Appeler</li><li>Visiter</li></ul></td><td>En continu</td></tr>
</table></body></html>"""
ROWSPANS_TREE = """\
ori 1 Accueillir
  obj 1.1 Ouvrir
    act Tenir un café | who=Ana | when=Mai 2026
    act Créer un guide | who=Luc | when=2027
  obj 1.2 Suivre
    act Appeler | who=Luc | when=En continu
    act Visiter | who=Luc | when=En continu
"""
SPRINGS = """\
[Plan annuel]
PLAN ANNUEL 2026-2027 – CENTRE DE FEMMES
Volets | Activités | Qui | Automne 2026 | Hiver 2027 | Printemps 2027 | Objectifs visés
Milieu de vie | Dîners du jeudi | Équipe | X | X | X | Briser l'isolement
| Café-rencontre | Bénévoles | X | | | Créer des liens
Éducation | Ateliers d'estime | Intervenante | | X | X | Prendre confiance
"""
SPRINGS_TREE = """\
ori Milieu de vie
  obj Briser l'isolement
    act Dîners du jeudi | who=Équipe | quarters=Automne 2026,Hiver 2027,Printemps 2027
  obj Créer des liens
    act Café-rencontre | who=Bénévoles | quarters=Automne 2026
ori Éducation
  obj Prendre confiance
    act Ateliers d'estime | who=Intervenante | quarters=Hiver 2027,Printemps 2027
"""


def legend_of_squares() -> bytes:
    """A legend of coloured squares in a paragraph; the number of each action wears its colour."""
    d = paper("""\
# Plan d'action 2026 – État au 1er juin
| No | Action | Responsable | Échéance
| 1 | Repeindre la salle | Rob | Mai 2026
| 2 | Changer le toit | Sue | Juillet 2026
| 3 | Planter un jardin | Rob | 2027
""")
    legend = d.add_paragraph("Légende : ")
    colors = ("00B050", "FFC000", "C00000")
    for color, state in zip(colors, ("Terminé", "En cours", "À venir"), strict=True):
        legend.add_run("■ ").font.color.rgb = RGBColor.from_string(color)
        legend.add_run(f"{state}   ")
    for row, color in enumerate(colors, 1):
        shade(d.tables[0].cell(row, 0), color)
    return saved(d)


SQUARES_TREE = """\
act 1 Repeindre la salle | who=Rob | when=Mai 2026 | state=done
act 2 Changer le toit | who=Sue | when=Juillet 2026 | state=in_progress
act 3 Planter un jardin | who=Rob | when=2027 | state=planned
"""
DRAWN = {
    "fiches action.docx": (ACTION_SHEETS, ACTION_SHEETS_TREE),
    "actions en titres.docx": (ACTION_HEADINGS, ACTION_HEADINGS_TREE),
    "plan climat.xlsx": (FLAT_TRACKER, FLAT_TRACKER_TREE),
    "commitments.docx": (COMMITMENTS, COMMITMENTS_TREE),
    "identité.docx": (IDENTITY, IDENTITY_TREE),
    "rangées jointes.html": (ROWSPANS, ROWSPANS_TREE),
    "saisons.xlsx": (SPRINGS, SPRINGS_TREE),
}
LATE_PLANS = {
    "carrés.docx": (legend_of_squares, SQUARES_TREE),
    **{name: (lambda n=name, t=text: made(n, t), tree) for name, (text, tree) in DRAWN.items()},
}
