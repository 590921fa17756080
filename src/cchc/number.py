"""Numbers: exact rounding, the numbers that people print in a form, and how they are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from itertools import accumulate

from attrs import frozen

from cchc.markup import Visible, pattern, visible
from cchc.record import record
from cchc.text import fold, label_key, ordinals

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@record
@frozen(eq=False, repr=False)
class PrintedNumber:
    """A number as printed: exact value, its decimals, whether a % stood by it.

    `doubtful` marks a number that another locale would read otherwise ("98.8", "1.234").
    """

    value: Decimal
    decimals: int
    percent: bool = False
    doubtful: bool = False
    text: str = ""


@record
@frozen(eq=False, repr=False)
class PlacedNumber:
    """A number found in a text, and its place there."""

    number: PrintedNumber
    span: tuple[int, int]


@record
@frozen(eq=False, repr=False)
class PrintedClaim:
    """A printed "a/b" or "a/b = c%"; `stated` is the c, None for a bare fraction.

    `text` is verbatim, at `span` of the text it was found in.
    """

    numerator: int
    denominator: int
    stated: PrintedNumber | None
    text: str
    span: tuple[int, int]


def half_up(numerator: int, denominator: int, decimals: int = 0) -> int:
    """Round a quotient half away from zero, exactly, in units of the last decimal.

    `half_up(478, 2163, 4)` is 2210, that is 0.2210; negative `decimals` round to tens, hundreds.
    Raises `ZeroDivisionError` for a zero denominator, 0/0 included.
    """
    if decimals >= 0:
        numerator *= 10**decimals
    else:
        denominator *= 10**-decimals
    whole = abs(denominator)
    units = (2 * abs(numerator) + whole) // (2 * whole)
    return units if (numerator < 0) == (denominator < 0) else -units


def rate(units: int, decimals: int) -> Decimal:
    """The decimal that stands for `units` of its last place: `rate(2210, 2)` is 22.10, exactly."""
    return Decimal(units).scaleb(-decimals, _EXACT)


_LONGEST = 18
"""Digits of the longest number that is read as one: nothing in a report comes near 10^18."""

_GROUPED = pattern(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACED = pattern(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_PLAIN = pattern(r"[0-9]+(?:,[0-9]+)?")
_POINTED = pattern(r"[0-9]+\.[0-9]+")
_ENGLISH = pattern(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
_WHOLE = pattern(r"([-−–]?)([0-9][0-9., ]*)( ?%)? ?[.;]?")


def parse_number(text: str, *, rate: bool = False) -> PrintedNumber | None:
    """The number that a text is, wholly; None if it is anything else or more.

    Vietnamese locale: "1.234" counts 1234, "22,09%" is a rate. `rate` (or a %) says that a rate
    is meant: then a point before decimals is read as one, and marked `doubtful`.
    """
    match = _WHOLE().fullmatch(visible(text).text)
    if match is None:
        return None
    sign, digits, percent = match[1], match[2].rstrip(" "), match[3] is not None
    if digits[-1] in ".,":
        digits = digits[:-1] if digits[-1] == "." and not percent else ""
    return _number(digits, text, rate=rate or percent, percent=percent, negative=bool(sign))


def _number(digits: str, text: str, *, rate: bool, percent: bool, negative: bool = False) -> PrintedNumber | None:
    plain = _digits(digits, rate=rate)
    if plain is None or len(plain[0]) > _LONGEST:
        return None
    standard, doubtful = plain
    decimals = len(standard) - standard.find(".") - 1 if "." in standard else 0
    value = Decimal(f"-{standard}" if negative else standard)
    return PrintedNumber(value, decimals, percent=percent, doubtful=doubtful, text=text)


def _digits(digits: str, *, rate: bool) -> tuple[str, bool] | None:
    """The number in Python's notation, and whether another locale would read it otherwise."""
    if _PLAIN().fullmatch(digits):
        # Three decimals behind a comma are thousands to an English reader; no count has decimals.
        thousands = not rate and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", digits) is not None
        return digits.replace(",", "."), thousands
    if rate and _POINTED().fullmatch(digits):
        return digits, True
    if _GROUPED().fullmatch(digits) or _SPACED().fullmatch(digits):
        return digits.replace(".", "").replace(" ", "").replace(",", "."), False
    if _POINTED().fullmatch(digits):
        return digits, True
    if _ENGLISH().fullmatch(digits):
        return digits.replace(",", ""), True
    return None


_RUN = pattern(r"(?<![\w.,])(?<![^\W\d]-)(?<![^\W\d]/)[0-9](?:[0-9.,]*[0-9])?(?: ?%)?(?!\w)")
_SPACED_RUN = pattern(r"(?<![\w.,/-])[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?(?: ?%)?(?![\w/]|[.,][0-9])")
_PLACES = (
    "ngày|tháng|quý|năm|tuần|khóa|khoá|nhiệm kỳ|giai đoạn|kỳ|mức độ|mức|cấp|lần thứ|thứ|điều|khoản|điểm|mục|phụ lục"
    "|biểu|mẫu|nghị định|nghị quyết|quyết định|thông tư|công văn|luật|(?<!tổng )số(?: hiệu)?:?|lúc|tổ|khu phố|thôn"
    "|cụm|ngõ|ngách|hẻm|số nhà|đường|phố|phòng|lô|thửa"
)
_NOT_FIGURES = pattern(
    r"(?<!\w)(?:ngày ?)?[0-9]{1,2} ?/ ?[0-9]{1,2} ?/ ?[0-9]{2,4}(?!\w)"  # 15/3/2024
    r"|(?<!\w)[0-9]{1,2}[.-][0-9]{1,2}[.-][0-9]{4}(?!\w)|(?<!\w)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"
    r"|(?<!\w)(?:mức độ|mức|cấp) ?[0-9](?: ?(?:,|và|–|-) ?[0-9](?![\w.,]))+"  # mức độ 3, 4
    rf"|(?<!\w)(?:{_PLACES}) ?[0-9]{{1,6}}(?: ?[/-] ?[0-9]{{1,6}}){{0,3}}(?![0-9])(?:/[a-zđ0-9][\w-]{{0,30}})?"  # số 58
    r"(?: ?(?:,|và|–|-) ?[0-9]{1,2}(?= ?(?:[,;.)–-]|và |năm |$))){0,12}"  # tháng 1, 2 và 3
    r"|(?<!\w)[0-9]{1,6} ?/ ?(?:[0-9]{4} ?/ ?[a-zđ]{1,9}|[a-zđ]{1,6} ?- ?[a-zđ])[a-zđ0-9-]{0,30}"  # 62/KH-UBND
    r"|(?<!\w)[0-9]{1,6} ?- ?[a-zđ]{1,4} ?/ ?[a-zđ]{1,9}(?!\w)"  # 05-NQ/TW
    r"|(?<!\w)[0-9]{1,2}/ ?(?=[^\W\d])"  # 1/ Quy trình
)


def find_numbers(text: str, *, rate: bool = False) -> list[PlacedNumber]:
    """The figures in a text, in order; dates, document numbers and a list's ordinals are none.

    The parts of a fraction are figures too. A sign is not read: in a sentence it is a dash.
    """
    seen = visible(text)
    return [PlacedNumber(number, seen.span(*place)) for number, place in _figures(seen, rate=rate)]


def _figures(seen: Visible, *, rate: bool = False) -> Iterator[tuple[PrintedNumber, tuple[int, int]]]:
    """The figures of a visible text, with their places in it."""
    others = [match.span() for match in _NOT_FIGURES().finditer(seen.lowered)]
    for start, end in _apart(_runs(seen.text), sorted(others + ordinals(seen.text))):
        digits = seen.text[start:end].rstrip(" %")
        percent = end - start > len(digits)
        number = _number(digits, seen.quote(start, end), rate=rate or percent, percent=percent)
        if number is not None:
            yield number, (start, end)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of digits with their points, commas and thousands' spaces, in order and apart."""
    runs = [match.span() for find in (_SPACED_RUN, _RUN) for match in find().finditer(text)]
    done = 0
    for start, end in sorted(runs, key=lambda run: (run[0], -run[1])):
        if start >= done:
            done = end
            yield start, end


def _apart(runs: Iterable[tuple[int, int]], others: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs that touch none of the others; both come in order."""
    ends = list(accumulate((end for _, end in others), max))
    for start, end in runs:
        place = bisect_right(ends, start)
        if place == len(others) or others[place][0] >= end:
            yield start, end


_WORDS_AFTER = pattern(r" ?\)? ?(?:\([^()\d]{1,40}\) ?)?((?:[^\s.,;:()]{1,40} ){0,7}[^\s.,;:()]{1,40})")


def find_counts_of(text: str, words: Iterable[str]) -> list[PlacedNumber]:
    """The figures directly before one of the words: "2 quy trình", "02 (hai) Quy trình"."""
    seen = visible(text)
    wanted = {key for word in words if (key := label_key(word))}
    initials = {fold(key[0]) for key in wanted}
    sizes = sorted({len(key.split()) for key in wanted})

    def is_counted(place: int) -> bool:
        after = _WORDS_AFTER().match(seen.text, place)
        if after is None or fold(after[1][0]) not in initials:
            return False
        following = after[1].split()
        return any(label_key(" ".join(following[:size])) in wanted for size in sizes)

    return [PlacedNumber(number, seen.span(*place)) for number, place in _figures(seen) if is_counted(place[1])]


_INT = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[0-9]{1,12})"
_TIMES = r" ?[×x*·] ?100 ?%?"
_RATE = r"[0-9](?:[0-9.,]{0,16}[0-9])?"
_SAID = r",? ?(?:đạt|tương đương|tương ứng|chiếm|tức|bằng|là)(?: (?:tỷ lệ|tỉ lệ|khoảng|là))?"
_CLAIM = pattern(
    rf"(?:(?<![\w.,])(?P<first>{_RATE}) ?% ?(?=\())?(?<![\w/])(?<![0-9][.,:])(?P<open>[(\[] ?)?"
    rf"(?P<a>{_INT})(?P<early>{_TIMES})?(?P<gap> ?)\)?(?P<over>[/:])(?P<late_gap> ?)\(?"
    rf"(?P<b>{_INT})(?![0-9]|[.,][0-9]|(?!x ?100)[/-]?[^\W\d]|/)(?: ?%)?(?: ?[)\]])?(?P<late>{_TIMES})?"
    rf"(?P<tail> ?[=≈~] ?(?P<equal>{_RATE})(?![0-9])(?P<sign> ?%)?"
    rf"| ?{_SAID} ?(?P<said>{_RATE}) ?%| ?,? ?\( ?(?P<inner>{_RATE}) ?% ?\))?"
)
_NAMED_PLACE = pattern(
    r"(?:(?<!\w)(?:ngày|tháng|quý|năm|tuần|kỳ|(?<!tổng )số:?|từ|đến|hết|trước|sau|tới|lễ|dịp|tết|ngõ|ngách|hẻm|kiệt"
    r"|nhà|lô|thửa|phòng|đường|phố|tổ|điều|khoản|điểm|mục)|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?(?: ?[,–-]| và)) ?$"
)
_CLOCK = pattern(r"24/(?:7|24 ?(?:h|giờ)(?!\w))")


def find_claims(text: str) -> list[PrintedClaim]:
    """Every "a/b" and "a/b = c%" in a text, also as "(a:b)x100 = c%", "c% (a/b)" or in LaTeX.

    Dates ("15/3", "tháng 1/2024"), document numbers, addresses and "24/7" are no fractions.
    """
    seen = visible(text)
    claims: list[PrintedClaim] = []
    for match in _CLAIM().finditer(seen.lowered):
        numerator = _numerator(match)
        if numerator is not None and _is_fraction(match):
            start = numerator[1]
            quote = seen.quote(start, match.end())
            span = seen.span(start, match.end())
            claims.append(PrintedClaim(numerator[0], _int(match["b"]), _stated(match), quote, span))
    return claims


_BEFORE = pattern(rf"(?P<bracket>[(\[] ?)?(?<![\w.,])(?P<first>{_INT}) ?(?P<sign>[-−–+]) ?$")
_GLUED = pattern(r"[0-9)][-−–+×*]$")
_AFTER = pattern(r" ?[-−–+×*] ?[0-9]")


def _numerator(match: re.Match[str]) -> tuple[int, int] | None:
    """What stands over the stroke and where it begins, "(23-20)/23" being 3 over 23; None if it is a longer sum."""
    before = match.string[max(0, match.start("a") - 40) : match.start("a")]
    over = match.string[match.end("a") : match.start("b")]
    if "(" in over and _AFTER().match(match.string, match.end("b")):
        return None
    if ")" not in over or match["open"]:
        begun = match.start("a") if match["open"] and ")" not in match[0] else match.start()
        return None if _GLUED().search(before) else (_int(match["a"]), begun)
    sum_ = _BEFORE().search(before)
    if sum_ is None:
        return _int(match["a"]), match.start()
    if sum_["bracket"] is None:
        return None
    first, second = _int(sum_["first"]), _int(match["a"])
    begun = match.start("a") - len(before) + sum_.start()
    return (first + second if sum_["sign"] == "+" else first - second), begun


def parse_fraction(text: str) -> tuple[int, int] | None:
    """The two counts of a text that is wholly "a/b", whatever they may be; else None."""
    match = re.fullmatch(rf"({_INT}) ?/ ?({_INT})", visible(text).text)
    return (_int(match[1]), _int(match[2])) if match else None


def _int(digits: str) -> int:
    return int(digits.replace(".", ""))


def _stated(match: re.Match[str]) -> PrintedNumber | None:
    digits = match["equal"] or match["said"] or match["inner"] or match["first"]
    if digits is None:
        return None
    percent = match["equal"] is None or match["sign"] is not None
    return _number(digits, digits + "%" * percent, rate=True, percent=percent)


def _is_fraction(match: re.Match[str]) -> bool:
    if match["tail"] or match["late"] or match["early"] or match["first"]:
        return True
    if match["over"] == ":" or _CLOCK().match(match.string, match.start("a")):
        return False
    if _NAMED_PLACE().search(match.string[max(0, match.start() - 40) : match.start()]):
        return False
    # "1/ 2 quy trình" numbers an item; "46/ 162" alone is typed in haste.
    if match["late_gap"] and not match["gap"] and match[0] != match.string:
        return False
    return not _is_date(_int(match["a"]), _int(match["b"]))


def _is_date(day: int, month: int) -> bool:
    """Whether a/b is rather a day, as no part is greater than its whole, or a month of a year."""
    return (1 <= month <= 12 and month < day <= 31) or (1 <= day <= 12 and 1990 <= month <= 2100)


def format_count(count: int, language: str = "vi") -> str:
    """A count with its thousands apart: "1.234" in Vietnamese, "1,234" in English."""
    grouped = f"{count:,}"
    return grouped if language == "en" else grouped.replace(",", ".")


def format_rate(value: Decimal, language: str = "vi") -> str:
    """A rate with all its decimals: "30,00 %" in Vietnamese, "30.00%" in English.

    Thousands stay together: in a rate "1.234 %" could be read as little more than one.
    """
    return f"{value:f}%" if language == "en" else f"{value:f} %".replace(".", ",")
