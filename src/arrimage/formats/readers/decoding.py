"""From bytes to text, whatever the encoding people's software saved it in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from .safety import MAX_MARKUP_CHARACTERS, MAX_TEXT_CHARACTERS, looks_like_utf16, too_large

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EXPECTED = frozenset("éèêëàâäçîïôöùûüœæÉÈÊÀÂÇÎÔŒ’‘“”«»–—…•°€\u00a0²³½¼ñáíóú®©™·")
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_MIXED = "Le fichier mêle plusieurs encodages\u00a0: des accents sont peut-être à corriger."
_GUESSED = "L’encodage du fichier a été deviné\u00a0: des accents sont peut-être à corriger."


def decode(data: bytes, *, limit: int = MAX_TEXT_CHARACTERS) -> tuple[str, str]:
    """Text of a file with ``\\n`` line ends, and a notice when a guess had to be made."""
    text, notice = _decode(data)
    if len(text) > limit:
        raise too_large("il contient trop de texte")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notice


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return text, _GUESSED if "\ufffd" in text else ""
    if encoding := looks_like_utf16(data):
        return data.decode(encoding, errors="replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _decode_old(data)


def _decode_old(data: bytes) -> tuple[str, str]:
    """Eight-bit text: UTF-8 with foreign lines, else the old encoding whose accents make sense."""
    lines = data.split(b"\n")
    valid = [_as_utf8(line) for line in lines]
    if any(text is not None and not text.isascii() for text in valid):
        pairs = zip(valid, lines, strict=True)
        return "\n".join(_as_old(line) if text is None else text for text, line in pairs), _MIXED
    encoding, share = max(
        ((name, _plausibility(data, name)) for name in _OLD_ENCODINGS), key=lambda found: found[1]
    )
    if share >= 0.8:
        return data.decode(encoding, errors="replace"), ""
    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace"), _GUESSED


def _as_utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_old(line: bytes) -> str:
    return line.decode("cp1252", errors="replace")


def _plausibility(data: bytes, encoding: str) -> float:
    """Share of the non-ASCII characters that French text uses, once decoded."""
    high = bytes(b for b in data[:200_000] if b >= 0x80).decode(encoding, errors="replace")
    return sum(c in _EXPECTED for c in high) / max(len(high), 1)


_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def decode_html(data: bytes) -> tuple[str, str]:
    """Text of a web page: its own declaration is believed when its bytes agree with it."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            text = data.decode("cp1252" if name == "iso8859-1" else name)
        except (LookupError, UnicodeError, ValueError):
            return decode(data, limit=MAX_MARKUP_CHARACTERS)
        if isinstance(text, str) and len(text) <= MAX_MARKUP_CHARACTERS and "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n"), ""
    return decode(data, limit=MAX_MARKUP_CHARACTERS)
