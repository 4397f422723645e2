"""What somebody wrote in a reply, without what they quote and without their signature. Pure."""

from __future__ import annotations

import re

# In HTML: what mail programs put around what is quoted.
QUOTES = (
    "blockquote, .gmail_quote, .moz-cite-prefix, #divRplyFwdMsg, .yahoo_quoted, style, script, head"
)
FROM_HERE = "#divRplyFwdMsg, #appendonsend"  # whatever stands after one of these is quoted

_MONTHS = r"(?:\d{4}|\d{1,2}:\d{2}|\d{1,2}\s?h\s?\d{0,2})"
# «Le 12 nov. 2026 à 10:02, Ana Roy <…> a écrit :», on up to three lines.
ATTRIBUTION = re.compile(
    rf"^[ \t]{{0,20}}(?:Le|On|El)\b[^\n]{{0,300}}{_MONTHS}[^\n]{{0,300}}"
    r"(?:\n[^\n>]{1,300}){0,2}?"
    r"(?:a écrit|wrote|escribió)[ \t]{0,20}:[ \t]{0,20}$",
    re.MULTILINE | re.IGNORECASE,
)
# Outlook: a line of marks, or the first of the headers of what is quoted.
ORIGINAL = re.compile(
    r"^[ \t]*(?:-{2,}\s*(?:Message d.origine|Original Message|Message transféré|Forwarded message)"
    r"\s*-{2,}|_{10,}|Début du message (?:réexpédié|transféré)\s*:)\s*$",
    re.MULTILINE | re.IGNORECASE,
)
HEADERS = re.compile(
    r"^[ \t*]*(?:De|From)\s*:\*?[^\n]+\n(?:[ \t*]*(?:Envoyé|Sent|Date|À|A|To|Cc|Objet|Subject)\s*:"
    r"\*?[^\n]*\n?){2,}",
    re.MULTILINE | re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"^(?:-- ?|[ \t]*(?:Envoyé (?:de|depuis|à partir de)|Sent from|(?:Obtenez|Get) Outlook)\b.*)$",
    re.MULTILINE | re.IGNORECASE,
)
QUOTED = re.compile(r"^[ \t]*>")


def without_quotes(text: str) -> str:
    """The words of the person alone.

    Lines that begin with «>» go wherever they are, so that somebody who answers between the lines
    is read; an Outlook quotation goes to the end, since nothing marks its lines.
    """
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    said = said.replace("\u200b", "").replace("\ufeff", "")
    said = ATTRIBUTION.sub("", said)
    for cut in (ORIGINAL, HEADERS):
        found = cut.search(said)
        said = said[: found.start()] if found else said
    said = "\n".join(line.rstrip() for line in said.split("\n") if not QUOTED.match(line))
    found = SIGNATURE.search(said)
    said = said[: found.start()] if found else said
    return re.sub(r"\n{3,}", "\n\n", said).strip()
