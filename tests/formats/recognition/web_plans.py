"""Fictional CSV files and web pages, each with its tree, written before any reading."""

from __future__ import annotations

TABS_CSV = (
    "Plan d'action 2026 – Maison de quartier\n\n"
    "Orientation\tObjectif\tMoyens\tResponsable(s)\tÉchéancier\tIndicateurs de réussite\n"
    'Vivre ensemble\tSe connaître\t"Souper de rue\nà chaque saison"\tAda; Bo\tAutomne 2026\t'
    "4 soupers\n"
    "\t\tCafé du matin\tBo\tHebdomadaire\t30 présences\n"
    "Vivre mieux\tBouger\tMarche du jeudi\tAda\tEn continu\t\n"
)
TABS = """\
ori Vivre ensemble
  obj Se connaître
    act Souper de rue à chaque saison | who=Ada, Bo | when=Automne 2026 | indicators=4 soupers
    act Café du matin | who=Bo | when=Hebdomadaire | indicators=30 présences
ori Vivre mieux
  obj Bouger
    act Marche du jeudi | who=Ada | when=En continu
"""


def windows_csv() -> bytes:
    """Semicolons, Windows-1252, a blank first column, quotes inside quotes."""
    text = (
        ";Axe;Action;Responsable;Échéance;État\r\n"
        ';1. Été actif;"Camp ""Les Castors""";Noémie;Juillet 2026;À venir\r\n'
        ";1. Été actif;Piscine gratuite;Ville;Juin 2026;Terminé\r\n"
        ";2. Hiver doux;Patinoire éclairée;Ville;Janvier 2026;Annulé\r\n"
    )
    return text.encode("cp1252")


WINDOWS = """\
ori 1 Été actif
  act Camp "Les Castors" | who=Noémie | when=Juillet 2026 | state=planned
  act Piscine gratuite | who=Ville | when=Juin 2026 | state=done
ori 2 Hiver doux
  act Patinoire éclairée | who=Ville | when=Janvier 2026 | state=abandoned
"""

GOOGLE_HTML = """<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type">
<style type="text/css">.c1{font-weight:700}.c2{background-color:#d9ead3}</style></head><body>
<p class="c0 title" id="h.x"><span class="c1">Plan d&rsquo;action 2026-2028</span></p>
<h1><span>Axe 1 : Apprendre</span></h1><h2><span>Objectif 1.1 : Lire</span></h2>
<table><tbody>
<tr><td class="c2"><p><span class="c1">Actions</span></p></td><td><p><span>Responsables</span></p></td>
<td><p><span>&Eacute;ch&eacute;ancier</span></p></td></tr>
<tr><td><p><span>Ouvrir une joujouth&egrave;que</span></p></td><td><p><span>Mia</span></p>
<p><span>Hugo</span></p></td><td><p><span>Mai 2026</span></p></td></tr>
<tr><td><p><span>Lire</span><span> aux petits</span></p></td><td><p><span>Mia</span></p></td>
<td><p><span>Hebdomadaire</span></p></td></tr></tbody></table>
<h1><span>Axe 2 : Cr&eacute;er</span></h1><h2><span>Objectif 2.1 : Chanter</span></h2>
<table><tbody><tr><td><p><span>Actions</span></p></td><td><p><span>Responsables</span></p></td>
<td><p><span>&Eacute;ch&eacute;ancier</span></p></td></tr>
<tr><td><ul><li><span>Monter une chorale</span></li><li><span>Enregistrer un disque</span></li></ul></td>
<td><p><span>Hugo</span></p></td><td><p><span>2027</span></p></td></tr></tbody></table>
</body></html>"""
GOOGLE = """\
ori 1 Apprendre
  obj 1.1 Lire
    act Ouvrir une joujouthèque | who=Mia, Hugo | when=Mai 2026
    act Lire aux petits | who=Mia | when=Hebdomadaire
ori 2 Créer
  obj 2.1 Chanter
    act Monter une chorale | who=Hugo | when=2027
    act Enregistrer un disque | who=Hugo | when=2027
"""
WORD_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<!--[if gte mso 9]><xml><o:Dummy>Ne pas lire</o:Dummy></xml><![endif]--></head><body lang=FR-CA>
<p class=MsoTitle>Plan d’action 2026</p>
<h1>Orientation 1 – Rassembler<o:p></o:p></h1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Fêter les récoltes (Responsable : Ana)</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Tenir un bal</p>
<h1>Orientation 2 – Transmettre<o:p></o:p></h1>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Filmer les aînés</p>
</body></html>"""
WORD_PAGE = """\
ori 1 Rassembler
  act Fêter les récoltes | who=Ana
  act Tenir un bal
ori 2 Transmettre
  act Filmer les aînés
"""
SPANS_HTML = """<h1>Plan d'action 2026</h1><table>
<thead><tr><th rowspan=2>Objectif</th><th rowspan=2>Action</th><th colspan=2>Qui</th><th rowspan=2>Quand</th></tr>
<tr><th>Responsable</th><th>Partenaires</th></tr></thead>
<tbody><tr><td rowspan=2>Manger</td><td>Semer</td><td>Zac</td><td>École</td><td>Mai 2026</td></tr>
<tr><td>Récolter</td><td>Zac</td><td></td><td>Août 2026</td></tr>
<tr><td>Partager</td><td>Cuisiner</td><td>Bea</td><td>Ferme<br>Paroisse</td><td>Octobre 2026</td></tr></tbody>
<tfoot><tr><td colspan=5>Adopté par le conseil le 3 mars 2026.</td></tr></tfoot></table>"""
SPANS = """\
obj Manger
  act Semer | who=Zac | with=École | when=Mai 2026
  act Récolter | who=Zac | when=Août 2026
obj Partager
  act Cuisiner | who=Bea | with=Ferme, Paroisse | when=Octobre 2026
"""

PILLARS_CSV = """\
Pillar,Goal,Action,Lead,Support,Timeline,Success measure,Status
"Pillar 1: Land","Protect shorelines","Plant 500 willows","Watershed group","Schools, City",Spring 2026,"500 plants",In progress
,,"Put up signs","City",,June 2026,"20 signs",Not started
"Pillar 2: People","Welcome families","Host a fair","Family centre","Library",Fall 2026,"100 families",Not started
"""
PILLARS_TREE = """\
axi 1 Land
  ori Protect shorelines
    act Plant 500 willows | who=Watershed group | with=Schools, City | when=Spring 2026 \
| indicators=500 plants | state=in_progress
    act Put up signs | who=City | when=June 2026 | indicators=20 signs | state=planned
axi 2 People
  ori Welcome families
    act Host a fair | who=Family centre | with=Library | when=Fall 2026 \
| indicators=100 families | state=planned
"""
NESTED_HTML = """<html><body><h1>Plan d'action 2026 du Réseau Lisière</h1><ul>
<li><strong>Orientation 1 : Relier</strong><ul><li>Objectif 1.1 : Se parler<ul>
<li>Tenir un café mensuel</li><li>Ouvrir un forum</li></ul></li></ul></li>
<li><strong>Orientation 2 : Protéger</strong><ul><li>Objectif 2.1 : Veiller<ul>
<li>Compter les oiseaux</li></ul></li></ul></li></ul></body></html>"""
NESTED_HTML_TREE = """\
ori 1 Relier
  obj 1.1 Se parler
    act Tenir un café mensuel
    act Ouvrir un forum
ori 2 Protéger
  obj 2.1 Veiller
    act Compter les oiseaux
"""
WEB_PLANS = {
    "onglets.csv": (lambda: TABS_CSV, TABS),
    "windows.csv": (windows_csv, WINDOWS),
    "google.html": (lambda: GOOGLE_HTML, GOOGLE),
    "word.html": (lambda: WORD_HTML, WORD_PAGE),
    "fusions.html": (lambda: SPANS_HTML, SPANS),
    "pillars.csv": (lambda: PILLARS_CSV, PILLARS_TREE),
    "listes.html": (lambda: NESTED_HTML, NESTED_HTML_TREE),
}
