"""What Excel shows for a number: formats of numbers, dates and durations, in French words."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.",
    "oct.", "nov.", "déc.",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PER_DAY = {"h": 24, "m": 1440, "s": 86400}
_ENGLISH = {"409", "809", "1009", "c09", "1409", "1809"}

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$-?(?P<locale>[^\]]*)\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[[^\]]*\]|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?|AM/PM|A/P)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = re.compile(r"[#0?][#0?,.\u00a0\u202f ]*")


def builtin_format(number: int) -> str:
    """The code of a built-in format; dates in the system's own order are shown as in Québec."""
    if number in (14, 30):
        return "yyyy-mm-dd"
    if number == 22:
        return "yyyy-mm-dd h:mm"
    return str(BUILTIN_FORMATS.get(number, "General"))


def is_date_code(code: str) -> bool:
    """Whether a format shows a date or a time."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', "", code.split(";")[0], flags=re.I)
    return bool(re.search(r"[ymdhs]", bare, re.I)) and "general" not in bare.lower()


def show_number(value: float, code: str, *, from_1904: bool = False) -> str:
    """A stored number as its format shows it; codes nobody understands give the plain number."""
    if code in ("", "General", "@") or not math.isfinite(value):
        return plain_number(value)
    if is_date_code(code):
        return _show_date(value, code, from_1904=from_1904)
    sections = _sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    if not section.strip():
        return ""
    return _show_section(value, section)


def plain_number(value: float) -> str:
    """A number without its binary dust: 1.1, 2024, 0.3."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(f"{value:.11g}"), "f") if 1e-9 < abs(value) < 1e15 else f"{value:.11g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _sections(code: str) -> list[str]:
    parts, current, quoted = [], "", False
    for character in code:
        quoted ^= character == '"'
        if character == ";" and not quoted:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current]


def _show_section(value: float, section: str) -> str:
    section = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r'"\1"', section)
    section = re.sub(r"\[[^\]]*\]", "", section)
    if "general" in section.lower():
        return _literals(re.sub("general", plain_number(value), section, flags=re.IGNORECASE))
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1] or match[2] or "")
        return chr(0xE000 + len(held) - 1)

    bare = _LITERAL.sub(hold, section)
    match = _DIGITS.search(bare)
    if not match:
        return _restore(bare, held).strip()
    if re.search(r"[Ee][+-]|/", bare):
        return plain_number(value)
    digits = match[0].rstrip()
    tail = bare[match.start() + len(digits) :]
    percent = "%" in bare
    money = percent or any(sign in section for sign in "$€£")
    shown = _show_digits(value * (100 if percent else 1), digits, "," if money else ".")
    sign = "-" if value < 0 else ""
    return _restore(f"{bare[: match.start()]}{sign}{shown}{tail}", held).strip()


def _show_digits(value: float, pattern: str, point: str) -> str:
    whole, _, decimals = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    grouped = bool(re.search(r"[#0?][, \u00a0\u202f][#0?]", whole))
    least = decimals.count("0")
    amount = abs(Decimal(repr(value)) / (1000**scale))
    most = sum(decimals.count(c) for c in "#0?")
    rounded = f"{amount.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    integer, _, fraction = rounded.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.zfill(sum(whole.count(c) for c in "0"))
    if integer == "0" and "0" not in whole:
        integer = ""
    if grouped:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "\u00a0", integer)
    return integer + (point + fraction if fraction else "")


def _literals(text: str) -> str:
    return _LITERAL.sub(lambda m: m[1] or m[2] or "", text).strip()


def _restore(text: str, held: list[str]) -> str:
    return "".join(
        held[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(held) else c for c in text
    )


def _show_date(value: float, code: str, *, from_1904: bool) -> str:
    try:
        epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        found = from_excel(value, epoch)
    except (ValueError, OverflowError, TypeError):
        return plain_number(value)
    if isinstance(found, dt.timedelta):
        return _show_elapsed(value)
    if isinstance(found, dt.time):
        found = dt.datetime.combine(dt.date(1900, 1, 1), found)
    if not isinstance(found, dt.datetime):
        return plain_number(value)
    moment = found + dt.timedelta(microseconds=500_000)
    text = _write_date(moment.replace(microsecond=0), code.split(";")[0], value)
    opens = re.match(r"(?:\[[^\]]*\])*\D*\bmmmm", code, re.IGNORECASE)
    return text[:1].upper() + text[1:] if opens else text


def _show_elapsed(value: float) -> str:
    minutes = round(value * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _write_date(moment: dt.datetime, code: str, value: float) -> str:
    tokens = list(_TOKEN.finditer(code))
    parts = [(m["part"] or m["elapsed"] or "").lower() for m in tokens]
    locale = next((m["locale"] for m in tokens if m["locale"]), "").split("-")[-1].lower()
    is_english = locale.lstrip("0") in _ENGLISH
    twelve = any(p in ("am/pm", "a/p") for p in parts)
    out = []
    for index, match in enumerate(tokens):
        part = parts[index]
        if match["part"]:
            out.append(_write_part(moment, part, _is_minutes(parts, index), is_english, twelve))
        elif match["elapsed"]:
            per_day = _PER_DAY[match["elapsed"][0].lower()]
            out.append(str(math.floor(value * per_day + 1e-6)))
        else:
            out.append(match["quoted"] or match["escaped"] or match["other"] or "")
    return "".join(out).strip()


def _is_minutes(parts: list[str], index: int) -> bool:
    """«m» is minutes right after hours or right before seconds."""
    if not parts[index].startswith("m") or len(parts[index]) > 2:
        return False
    before = next((p for p in reversed(parts[:index]) if p), "")
    after = next((p for p in parts[index + 1 :] if p), "")
    return before.startswith("h") or after.startswith("s")


def _write_part(
    moment: dt.datetime, part: str, is_minutes: bool, is_english: bool, twelve: bool
) -> str:
    months, days = (_EN_MONTHS, _EN_DAYS) if is_english else (_MONTHS, _DAYS)
    if is_minutes:
        return f"{moment.minute:0{len(part)}d}"
    size = len(part)
    if part[0] == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if part[0] == "m":
        short = tuple(m[:3] for m in months) if is_english else _SHORT_MONTHS
        names = {3: short, 4: months, 5: tuple(m[0].upper() for m in months)}
        return names[min(size, 5)][moment.month - 1] if size > 2 else f"{moment.month:0{size}d}"
    if part[0] == "d":
        if size > 2:
            return days[moment.weekday()][: 3 if size == 3 else None]
        return f"{moment.day:0{size}d}"
    if part[0] == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:0{min(size, 2)}d}"
    if part[0] == "s":
        return f"{moment.second:0{2 if part.startswith('ss') else 1}d}"
    return "AM" if moment.hour < 12 else "PM"
