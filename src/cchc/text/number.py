"""The numbers that people print in a form: wholly a number, or found in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate

from cchc.record import frozen
from cchc.text.lists import ordinals
from cchc.text.markup import Visible, pattern, visible
from cchc.text.spelling import fold, label_key
from cchc.value import PrintedNumber


@frozen
class PlacedNumber:
    """A number found in a text, and its place there."""

    number: PrintedNumber
    span: tuple[int, int]


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
    return number_of(digits, text, rate=rate or percent, percent=percent, negative=bool(sign))


def number_of(digits: str, text: str, *, rate: bool, percent: bool, negative: bool = False) -> PrintedNumber | None:
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
        number = number_of(digits, seen.quote(start, end), rate=rate or percent, percent=percent)
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
