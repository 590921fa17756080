"""What a spreadsheet shows of a number: by the cell's number format, with a decimal comma.

Thousands are not set apart: the cell is a number, and "1.234" would be open to a second reading.
Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from cchc.record import frozen

GENERAL = "General"
FIRST_CUSTOM = 164
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss",
    47: "mm:ss", 49: "@",
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|@|[eE][+-])|(?P<digits>[0#?.,]+)|(?P<date>[dmyhsDMYHS]+)|(?P<other>.)",
    re.DOTALL,
)
_LITERALS = ("quoted", "escaped", "sign", "other")
_MOST_DIGITS = 11
"""Significant digits that a spreadsheet shows of a number without a format."""
_MOST_DECIMALS = 30


@frozen
class _Section:
    """One part of a number format: how numbers of one sign are shown."""

    before: str = ""
    after: str = ""
    wholes: int = 0
    decimals: tuple[int, int] = (0, 0)
    percents: int = 0
    thousands: int = 0
    date: frozenset[str] = frozenset()
    is_general: bool = False


def built_in(number: int) -> str:
    """The format that a number below 164 stands for."""
    return _BUILT_IN.get(number, GENERAL)


def shown(value: str, code: str = GENERAL, *, since_1904: bool = False) -> str:
    """The text of a number (as the file stores it) under a format; what is no number stays as it is."""
    if code == GENERAL and value.isdecimal():
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DECIMALS:
        return value
    sections = _sections(code)
    section = sections[_choice(number, len(sections))]
    if section.date and (date := _date(number, section.date, since_1904)) is not None:
        return date
    sign = "-" if number < 0 and (section is sections[0] or section.is_general) else ""
    digits = _general(abs(number)) if section.is_general or section.date else _fixed(abs(number), section)
    return sign + section.before + digits.replace(".", ",") + section.after


def is_day_and_month(code: str) -> bool:
    """Whether a format shows a day without its year, as for a typed "15/3" that was meant as text."""
    return any({"d", "m"} <= section.date and "y" not in section.date for section in _sections(code))


def _choice(number: Decimal, sections: int) -> int:
    if number < 0 and sections > 1:
        return 1
    return 2 if number == 0 and sections > 2 else 0


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code[:500]):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    conditional = any((token["bracket"] or "")[:1] in ("<", ">", "=") for part in parts for token in part)
    return tuple(map(_section, parts[: 1 if conditional else 3]))


def _section(tokens: Sequence[re.Match[str]]) -> _Section:
    digits, letters, percents = "", "", 0
    literals = ["", ""]
    side = 0
    for token in tokens:
        side = 1 if token["digits"] or token["general"] else side
        digits += token["digits"] or ""
        letters += (token["date"] or "").lower()
        letters += token["bracket"] if token["bracket"] in ("h", "m", "s", "hh", "mm", "ss") else ""
        percents += token["other"] == "%"
        literals[side] += next((token[name] for name in _LITERALS if token[name]), "")
    if letters and not digits.strip(".0") and not digits.startswith("0"):
        return _Section(date=frozenset(letters))
    fraction = any(token["other"] == "/" for token in tokens)
    if not digits or fraction or any(token["general"] for token in tokens):
        # A format of words alone (such as a dash for zero) hides the number; the number is what was entered.
        before, after = literals if side and not fraction else ("", "")
        return _Section(before, after, is_general=True)
    whole, _, part = digits.partition(".")
    return _Section(
        before=literals[0],
        after=literals[1],
        wholes=min(_MOST_DECIMALS, whole.count("0")),
        decimals=(part.count("0"), min(_MOST_DECIMALS, len(part.rstrip(",")))),
        percents=percents,
        thousands=len(digits) - len(digits.rstrip(",")),
    )


def _general(number: Decimal) -> str:
    """Up to eleven digits, without the tail that binary fractions leave behind."""
    whole_digits = max(1, number.adjusted() + 1)
    return _rounded(number, 0, max(0, _MOST_DIGITS - 1 - whole_digits))


def _fixed(number: Decimal, section: _Section) -> str:
    whole, point, part = _rounded(
        number.scaleb(2 * section.percents - 3 * section.thousands), *section.decimals
    ).partition(".")
    return whole.zfill(section.wholes) + point + part


def _rounded(number: Decimal, fewest: int, most: int) -> str:
    """Rounded half away from zero as spreadsheets do, after the fifteen digits that they keep."""
    with localcontext(prec=100):
        kept = number.quantize(Decimal(1).scaleb(number.adjusted() - 14), ROUND_HALF_UP) if number else number
        text = f"{kept.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    whole, _, part = text.partition(".")
    part = part[:fewest] + part[fewest:].rstrip("0")
    return f"{whole}.{part}" if part else whole


def _date(number: Decimal, letters: frozenset[str], since_1904: bool) -> str | None:
    """The date or time of a serial number; None where there is none."""
    if not 0 <= number < 2_958_466:
        return None
    # A spreadsheet counts a 29 February 1900 that never was.
    lost = 1461 if since_1904 else -1 if number >= 60 else 0
    seconds = int((number % 1 * 86400).quantize(Decimal(1), ROUND_HALF_UP))
    try:
        moment = dt.datetime(1899, 12, 31) + dt.timedelta(days=int(number) + lost, seconds=seconds)  # noqa: DTZ001
    except OverflowError:
        return None
    time = f"{moment:%H:%M}" if "h" in letters or "s" in letters else ""
    day = "d" in letters or ("y" in letters and "m" not in letters)
    match day or ("m" in letters and not time), "y" in letters:
        case False, False:
            return time
        case _, False:
            date = f"{moment.day}/{moment.month}"
        case _:
            date = f"{moment:%d/%m/}{moment.year}" if day else f"{moment.month}/{moment.year}"
    return f"{date} {time}".rstrip()
