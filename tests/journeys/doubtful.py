"""A plan of our own, in Word, that holds every kind of finding and of doubt that a table can."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import docx
import typst
from docx.document import Document

from tests.formats.recognition.test_stacked import MIXED

HEAD = (
    *("Objectifs", "Actions", "Responsable", "Collaboration", "Échéancier"),
    *("Résultats attendus", "Indicateurs", "An 1", "An 2", "Renvois", "État d’avancement"),
)
EMPTY = "Refaire le sentier du marais"  # an objective without actions
YEARS = "An 1 = 2026-04-01 au 2027-03-31, An 2 = 2027-04-01 au 2028-03-31"
FOLLOW_UP = (
    ("Action", "État"),
    ("Ouvrir les vestiaires", "Fait"),
    ("Louer la halle", "Fait"),
    ("Peindre les étals", "En cours"),
    ("Imprimer les affiches", "Fait"),
    ("Prêter les balances", "À venir"),
)
BOLD = "Les actions complétées ou en cours sont en caractères gras."


def _row(objective: str, action: str, **cells: str) -> tuple[str, ...]:
    """A sound row, but for the cells that are said."""
    said = {
        "who": "Agente",
        "with": "",
        "when": "Mai 2026",
        "result": "",
        "seen": "Nombre de visites",
        "one": "",
        "two": "",
        "link": "",
        "state": "",
    } | cells
    return (objective, action, *said.values())


HEDGES, PATHS, MARKET = "1. Planter des haies", "2. Relier les fermes", "3. Tenir le marché"
HEAVY = tuple(
    _row(MARKET, f"3.{rank} {title}", who="Direction", **{"with": "Comité" if rank < 4 else ""})
    for rank, title in enumerate(
        (
            *("Louer la halle", "Peindre les étals", "Inviter les maraîchères"),
            *("Imprimer les affiches", "Prêter les balances", "Ouvrir le vestiaire"),
            *("Nourrir les bénévoles", "Compter les visites", "Ranger la halle"),
            *("Remercier les voisins", "Payer les factures", "Vider les bacs"),
        ),
        start=1,
    )
)
ROWS = (
    _row(HEDGES, "1.1 Choisir les essences avec le RLF", result="Douze essences"),
    _row(HEDGES, "1.2 Creuser les rangs", when="Juin 2027 à mai 2026", who="Comité"),
    _row(HEDGES, "1.2 Arroser les plants", when="Juin 2029", who="Comité"),
    _row(HEDGES, "1.5 Compter les oiseaux", link="(voir 1.9)", who="Voisinage"),
    _row(HEDGES, "En cours", who="Voisinage"),
    _row(HEDGES, "1.7 Tailler les haies", when="Mai 2026", two="X", who="Voisinage"),
    _row(PATHS, "2.1 Tracer un sentier et former les guides du RLF", who="Agente"),
    _row(PATHS, "2.2 Visiter les fermes", result="Augmenter de 20 % les visites", who="Fermes"),
    _row(PATHS, "2.3 Visiter les fermes", who="", when=""),
    _row(PATHS, "2.4 Publier une carte du RLF", who="Fermes", seen="", result="Une carte imprimée"),
    _row(PATHS, "2.5 Ouvrir un gîte", who="Fermes", when="À déterminer"),
    _row(
        PATHS,
        "- Réparer le pont\n- Baliser le gué\n- Faucher la rive",
        who="Fermes",
        state="Complété\nEn cours",
    ),
    _row(PATHS, "2.6 Semer les talus (trèfle et", who="Fermes"),
)
MORE_ROWS = (
    _row("", "luzerne)", who="", when="", seen=""),
    *HEAVY,
    _row(f"4. {EMPTY}", "", who="", when="", seen=""),
)


def doubtful_plan() -> bytes:
    """The bytes of the document."""
    document = docx.Document()
    document.add_heading("Plan d’action 2026-2028", 0)
    document.add_paragraph(YEARS)
    document.add_paragraph(BOLD)
    _table(document, (HEAD, *ROWS), bold=1)
    document.add_paragraph("")
    _table(document, (HEAD, *MORE_ROWS))
    document.add_paragraph("Suivi")
    _table(document, FOLLOW_UP)
    return _saved(document)


def _table(document: Document, rows: Iterable[Sequence[str]], bold: int = 0) -> None:
    rows = list(rows)
    table = document.add_table(0, len(rows[0]))
    for rank, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].add_run(first).bold = bool(bold) and rank == bold and text == row[1]
            for other in others:
                cell.add_paragraph(other)


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def others() -> dict[str, tuple[str, bytes]]:
    """A small document for each doubt that a table in Word cannot raise beside the others."""
    heads = ("Objectif", "Action", "Responsable", "État d’avancement")
    wide = ("Nos coups d’éclat", "Vedettes", "Ça se passe")
    shows = (
        ("Semer des pois", "Ana", "Mai 2026"),
        ("Bêcher le champ", "Luc", "Été 2026"),
        ("Vendre au marché", "Les voisins", "Été 2026"),
    )
    return {
        "columns_guessed": ("bons-coups.docx", _paper("", wide, *shows)),
        "no_actions": ("plan.docx", _paper("Orientation 1 : Nourrir", heads, ("",) * 4)),
        "bold_lost": ("plan.docx", _paper(BOLD, heads, ("Semer", "Trier", "Ana", ""))),
        "text_cut": ("plan.pdf", typst.compile(CUT.encode())),
        "words_set_aside": ("plan.txt", MIXED.encode()),
        "row_to_check": ("plan.txt", MIXED.encode()),
    }


CUT = """#set page(width: 420pt)
Plan d’action 2030-2033
#let wide(body) = box(width: 300pt, body)
#table(columns: (100pt, 80pt, 80pt), rows: 16pt, inset: 3pt,
  [Action], [Responsable], [Échéance],
  wide[1.1 Recenser toutes les haies], [Comité], [Mai 2030],
  [1.2 Creuser], [Comité], [Juin 2030],
  [1.3 Planter], [Comité], [Août 2030])"""


def _paper(line: str, *rows: Sequence[str]) -> bytes:
    document = docx.Document()
    if line:
        document.add_heading("Plan d’action 2026", 0)
    if line.startswith("Orientation"):
        document.add_heading(line, 1)
    elif line:
        document.add_paragraph(line)
    _table(document, rows)
    return _saved(document)
