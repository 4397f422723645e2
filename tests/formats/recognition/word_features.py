"""Fictional Word plans that need more than a drawing: colours, revisions, merged headers."""

from __future__ import annotations

import copy

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from making import paper, saved, shade


def coloured_states() -> bytes:
    """States are colours alone; the legend is a small table above."""
    d = paper("""\
# Plan d'action 2025-2026, suivi de mars
| | Réalisé | | En cours | | Non débuté

| Objectif | Action | Responsable | Suivi
| Accueillir | Refaire le dépliant | Lia |
| | Former l'équipe | Tom |
| Garder | Fêter les anniversaires | Lia |
""")
    legend, made = d.tables
    for rank, color in enumerate(("00B050", "FFFF00", "FF0000")):
        shade(legend.cell(0, 2 * rank), color)
        shade(made.cell(rank + 1, 3), color)
    return saved(d)


COLOURED_TREE = """\
obj Accueillir
  act Refaire le dépliant | who=Lia | state=done
  act Former l'équipe | who=Tom | state=in_progress
obj Garder
  act Fêter les anniversaires | who=Lia | state=planned
"""


def edited_document() -> bytes:
    """Landscape section, content control, tracked insertion, deletion and deleted row."""
    d = paper("""\
# Plan d'action annuel 2026
| Objectifs | Moyens d'action | Responsable | Échéance
| 1. Recruter | 1.1 Écrire l'offre | Ada | Février 2026
| | 1.2 | Ada | Mars 2026
| 2. Accueillir | 2.1 Jumeler | | Avril 2026
""")
    d.sections[0].orientation = WD_ORIENT.LANDSCAPE
    made, w = d.tables[0], nsdecls("w")
    run = "<w:r><w:t>{}</w:t></w:r>"
    inserted = (
        f'<w:ins {w} w:id="1" w:author="x">{run.format(" Rencontrer trois personnes")}</w:ins>'
    )
    deleted = f'<w:del {w} w:id="2" w:author="x"><w:r><w:delText>Tous</w:delText></w:r></w:del>'
    control = f"<w:sdt {w}><w:sdtContent>{run.format('Équipe')}</w:sdtContent></w:sdt>"
    for cell, xml in (((2, 1), inserted), ((2, 1), deleted), ((3, 2), control)):
        made.cell(*cell).paragraphs[0]._p.append(parse_xml(xml))
    gone = copy.deepcopy(made.rows[1]._tr)
    gone.insert(0, parse_xml(f'<w:trPr {w}><w:del w:id="3" w:author="x"/></w:trPr>'))
    for text in gone.iter(qn("w:t")):
        text.text = "Effacé"
    made._tbl.append(gone)
    return saved(d)


EDITED_TREE = """\
obj 1 Recruter
  act 1.1 Écrire l'offre | who=Ada | when=Février 2026
  act 1.2 Rencontrer trois personnes | who=Ada | when=Mars 2026
obj 2 Accueillir
  act 2.1 Jumeler | who=Équipe | when=Avril 2026
"""


def two_row_header() -> bytes:
    """A header on two rows, merged both ways; fiscal years; levels merged down the side."""
    d = paper("""\
# Plan d'action 2026-2029
| Axe | Objectif | Action | Responsabilité | | Calendrier | |
| | | | Porteur | Partenaires | 2026-2027 | 2027-2028 | 2028-2029
| 1. Terre | 1.1 Cultiver | 1.1.1 Prêter des lots | Jo | Ville | X | X |
| | | 1.1.2 Offrir des semences | Jo | | | X | X
| | 1.2 Nourrir | 1.2.1 Tenir un marché | Kim | MRC | X | X | X
| 2. Eau | 2.1 Boire | 2.1.1 Analyser les puits | Kim | | X | |
""")
    cell = d.tables[0].cell
    for column in range(3):
        cell(0, column).merge(cell(1, column))
    for (r1, c1), (r2, c2) in (
        ((0, 3), (0, 4)),
        ((0, 5), (0, 7)),
        ((2, 0), (4, 0)),
        ((2, 1), (3, 1)),
    ):
        cell(r1, c1).merge(cell(r2, c2))
    return saved(d)


TWO_ROW_TREE = """\
ori 1 Terre
  obj 1.1 Cultiver
    act 1.1.1 Prêter des lots | who=Jo | with=Ville | years=1,2
    act 1.1.2 Offrir des semences | who=Jo | years=2,3
  obj 1.2 Nourrir
    act 1.2.1 Tenir un marché | who=Kim | with=MRC | years=1,2,3
ori 2 Eau
  obj 2.1 Boire
    act 2.1.1 Analyser les puits | who=Kim | years=1
"""
FEATURED_PLANS = {
    "couleurs.docx": (coloured_states, COLOURED_TREE),
    "document corrigé.docx": (edited_document, EDITED_TREE),
    "en-tête double.docx": (two_row_header, TWO_ROW_TREE),
}
