"""Printed claims: fractions "a/b" and "a/b = c%" wherever they stand in a text."""

from __future__ import annotations

import re
from itertools import islice

from cchc.record import frozen
from cchc.text.markup import pattern, visible
from cchc.text.number import number_of
from cchc.value import PrintedNumber


@frozen
class PrintedClaim:
    """A printed "a/b" or "a/b = c%"; `stated` is the c, None for a bare fraction.

    `text` is verbatim, at `span` of the text it was found in.
    """

    numerator: int
    denominator: int
    stated: PrintedNumber | None
    text: str
    span: tuple[int, int]


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


_MOST_CLAIMS = 40
"""Of one cell; each is judged by itself, and no office writes so many."""


def find_claims(text: str) -> list[PrintedClaim]:
    """Every "a/b" and "a/b = c%" in a text, also as "(a:b)x100 = c%", "c% (a/b)" or in LaTeX.

    Dates ("15/3", "tháng 1/2024"), document numbers, addresses and "24/7" are no fractions.
    """
    seen = visible(text)
    claims: list[PrintedClaim] = []
    for match in islice(_CLAIM().finditer(seen.lowered), _MOST_CLAIMS):
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
    return number_of(digits, digits + "%" * percent, rate=True, percent=percent)


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
