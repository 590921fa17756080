"""What a spreadsheet shows of a number: by the cell's number format, with the decimal sign of the form.

Thousands are not set apart: the cell is a number, and "1.234" would be open to a second reading.
Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats).
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache, partial

from cchc.exact import decimal_of
from cchc.readers.points import point
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
    r'"(?P<quoted>[^"]*+)"|\\(?P<escaped>.)|[_*].|\[\$(?P<sign>[^\[\]-]*+)[^\[\]]*+\]|\[(?P<bracket>[^\[\]]*+)\]'
    r"|(?P<general>General|@|[eE][+-])|(?P<digits>[0#?.,]+)|(?P<date>[dmyhsDMYHS]+)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)(-?[0-9.]{1,20})")
# The bound comes first, so each comparison is turned round.
_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.gt, "<=": operator.ge, ">": operator.lt, ">=": operator.le, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_ZERO = re.compile(r"\s*[-–—−](?:\s|[₫$€]|đ|VND|VNĐ)*", re.IGNORECASE)
_LONGEST_CODE = 500
_LIKE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""Decimals that a reader of the text alone may take for a group of thousands."""
_MINUS = ("-", "–", "−", "(")
_LITERALS = ("quoted", "escaped", "sign", "other")
_MOST_DIGITS = 11
"""Significant digits that a spreadsheet shows of a number without a format."""
_MOST_DECIMALS = 30
_MOST_SHIFTS = 6
"""Percent signs, or commas that each divide by a thousand, that still mean something."""


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
    words: str | None = None
    """What is shown in place of the number; nothing, where the format hides it."""
    condition: Callable[[Decimal], bool] | None = None


def built_in(number: int) -> str:
    """The format that a number below 164 stands for."""
    return _BUILT_IN.get(number, GENERAL)


def shown(value: str, code: str = GENERAL, *, since_1904: bool = False) -> str:
    """The text of a number (as the file stores it) under a format; what is no number stays as it is."""
    if code == GENERAL and value.isdecimal():
        return value
    number = _number(value)
    if number is None:
        return value
    sections = _sections(code)
    section = _section_for(number, sections)
    if section.words is not None:
        return "0" if not number and is_zero(section.words) else section.words
    if section.date and (date := _date(number, section.date, since_1904)) is not None:
        return date
    sign = "-" if number < 0 and (section is sections[0] or section.is_general) else ""
    digits = _digits(abs(number), section)
    digits = digits if _is_rate(section) else certain(digits)
    return sign + section.before + digits.replace(".", point()) + section.after


def is_blank(code: str, value: str = "", *, text: bool = False) -> bool:
    """Whether a format shows nothing at all of a number (or, asked so, of a text): ";;;" hides both."""
    if ";" not in code:
        return False
    if text:
        return len(parts := _parts(code)) > 3 and not parts[3]
    number = _number(value)
    return number is not None and _section_for(number, _sections(code)).words == ""


def stored(value: str, code: str) -> str | None:
    """The number that a cell stores where its format does not show just that: rounded, in thousands, as a word."""
    number = _number(value)
    if number is None:
        return None
    sections = _sections(code)
    section = _section_for(number, sections)
    if section.words:
        return None if not number and is_zero(section.words) else _written(number)
    if section.date:
        return None
    exact = _kept(number.scaleb(2 * section.percents))
    digits = _digits(abs(number), section)
    is_rounded = not section.is_general and abs(exact) != Decimal(digits)
    is_open = not _is_rate(section) and is_like_thousands(digits)
    if not is_rounded and not is_open and _says_only(number, section, has_sign=section is sections[0]):
        return None
    return _written(exact) + "0" * is_open + "%" * section.percents


def certain(digits: str) -> str:
    """A number with a decimal point, of three decimals the last zero left out: "2.500" may be read as 2500."""
    return digits[:-1] if _LIKE_THOUSANDS.fullmatch(digits) and digits.endswith("0") else digits


def is_like_thousands(digits: str) -> bool:
    """Whether a number with a decimal point, as it is shown, may be read as one of thousands."""
    return _LIKE_THOUSANDS.fullmatch(certain(digits)) is not None


def shows_rate(text: str) -> bool:
    """Whether the sign of a rate stands in a text: a rate has no thousands."""
    return any(sign in text for sign in "%‰")


def ends_in_minus(before: str) -> bool:
    """Whether a minus, or a bracket in its place, stands before digits and apart from them."""
    return before.rstrip().endswith(_MINUS)


def _is_rate(section: _Section) -> bool:
    """Whether a sign says that a rate is shown: that has no thousands."""
    return shows_rate(section.before + section.after)


def _says_only(number: Decimal, section: _Section, *, has_sign: bool) -> bool:
    """Whether what a section shows beside a number leaves its digits and its sign as they are."""
    if any(map(str.isdecimal, section.before + section.after)):
        return False
    has_minus = ends_in_minus(section.before)
    if number < 0:
        return has_minus or has_sign or section.is_general
    return not has_minus


def is_zero(text: str) -> bool:
    """Whether a text is the dash, with its currency or without, that accounting formats show for a zero."""
    return _ZERO.fullmatch(text) is not None


def _written(number: Decimal) -> str:
    return ("-" if number < 0 else "") + _general(abs(number)).replace(".", point())


def is_day_and_month(code: str) -> bool:
    """Whether a format shows a day without its year, as for a typed "15/3" that was meant as text."""
    return any({"d", "m"} <= section.date and "y" not in section.date for section in _sections(code))


def _number(value: str) -> Decimal | None:
    """A stored number; None for what is none that a form could hold."""
    number = decimal_of(value)
    return number if number is not None and abs(number.adjusted()) <= _MOST_DECIMALS else None


def _section_for(number: Decimal, sections: Sequence[_Section]) -> _Section:
    """The section that shows a number: by the conditions that sections state, or else by its sign."""
    first, *others = sections
    if not others or (first.condition or (_is_positive if len(others) > 1 else _is_not_negative))(number):
        return first
    second, *rest = others
    return rest[0] if rest and not (second.condition or _is_negative)(number) else second


def _is_positive(number: Decimal) -> bool:
    return number > 0


def _is_negative(number: Decimal) -> bool:
    return number < 0


def _is_not_negative(number: Decimal) -> bool:
    return number >= 0


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts = _parts(code)
    return tuple(_section(part, is_only=len(parts) == 1) for part in parts[:3])


def _parts(code: str) -> list[list[re.Match[str]]]:
    """The tokens of each section."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code[:_LONGEST_CODE]):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _condition(tokens: Sequence[re.Match[str]]) -> Callable[[Decimal], bool] | None:
    """What a section states of its numbers: "[>=1000]"."""
    for token in tokens:
        stated = _CONDITION.fullmatch(token["bracket"] or "")
        if stated is not None and (bound := _number(stated[2])) is not None:
            return partial(_COMPARED[stated[1]], bound)
    return None


def _section(tokens: Sequence[re.Match[str]], *, is_only: bool = False) -> _Section:
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
    condition = _condition(tokens)
    if letters and not digits.strip(".0") and not digits.startswith("0"):
        return _Section(date=frozenset(letters), condition=condition)
    if not any(token["digits"] or token["general"] for token in tokens) and not (is_only and not "".join(literals)):
        return _Section(words="".join(literals).strip(), is_general=True, condition=condition)
    fraction = any(token["other"] == "/" for token in tokens)
    if not digits or fraction or any(token["general"] for token in tokens):
        before, after = literals if side and not fraction else ("", "")
        return _Section(before, after, is_general=True, condition=condition)
    if not digits.strip("?") and any(map(_is_dash, literals)):
        # An accounting format's dash stands for its zero.
        return _Section(words="-", is_general=True, condition=condition)
    whole, _, part = digits.partition(".")
    return _Section(
        before=literals[0],
        after=literals[1],
        wholes=min(_MOST_DECIMALS, whole.count("0")),
        decimals=(part.count("0"), min(_MOST_DECIMALS, len(part.rstrip(",")))),
        percents=min(_MOST_SHIFTS, percents),
        thousands=min(_MOST_SHIFTS, len(digits) - len(digits.rstrip(","))),
        condition=condition,
    )


def _is_dash(literal: str) -> bool:
    return literal.strip() in ("-", "–", "—")


def _digits(number: Decimal, section: _Section) -> str:
    """A number without its sign, as a section shows it, with a decimal point."""
    return _general(number) if section.is_general or section.date else _fixed(number, section)


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
        text = f"{_kept(number).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    whole, _, part = text.partition(".")
    part = part[:fewest] + part[fewest:].rstrip("0")
    return f"{whole}.{part}" if part else whole


def _kept(number: Decimal) -> Decimal:
    """The fifteen digits that spreadsheets keep of a number."""
    with localcontext(prec=100):
        return number.quantize(Decimal(1).scaleb(number.adjusted() - 14), ROUND_HALF_UP) if number else number


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
