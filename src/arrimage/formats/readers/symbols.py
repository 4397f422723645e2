"""Characters of symbol fonts, as what they look like."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9F: "•", 0xA1: "○", 0xA3: "○", 0xA7: "▪",
    0xA8: "☐", 0xD8: "➢", 0xDC: "➲", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x4C: "☹", 0xAB: "★",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x96: "•",
    0x97: "●", 0x98: "●",
}  # fmt: skip
_SYMBOL = {
    0xB7: "•", 0xA7: "♣", 0xAE: "→", 0xA8: "♦", 0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xBB: "≈",
    0xB1: "±", 0xB4: "×", 0x2D: "−", 0xD7: "·", 0xDE: "⇒", 0xAF: "↓", 0xAD: "↑",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_symbol_font(font: str | None) -> bool:
    """Whether letters written in this font are shown as drawings."""
    return bool(font) and str(font).lower() in _FONTS


def translate(text: str, font: str | None) -> str:
    """Text as it looks in a symbol font; private characters without a known look become «•»."""
    table = _FONTS.get((font or "").lower(), {})
    out = []
    for character in text:
        code = ord(character)
        is_private = 0xF000 <= code <= 0xF0FF
        known = table.get(code & 0xFF) if table else (_SYMBOL | _WINGDINGS).get(code & 0xFF)
        if is_private:
            out.append(known or "•")
        else:
            out.append(known if table and known else character)
    return "".join(out)


def bullet(text: str, font: str | None = None) -> str:
    """A list bullet as printed."""
    if any(0xF000 <= ord(c) <= 0xF0FF for c in text) or is_symbol_font(font):
        return translate(text, font)
    return text
