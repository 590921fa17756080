"""The numbers that people print in a form, and the digits that only name something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from cchc.record import frozen
from cchc.text.lists import ordinals
from cchc.text.markup import Visible, pattern, visible
from cchc.text.spelling import fold
from cchc.value import PrintedNumber
from cchc.words import data

_LONGEST = 18
"""Digits of the longest number that is read as one: nothing in a report comes near 10^18."""
_MORE = 7
"""Characters that a quantity may have more, for its decimals."""

_THOUSANDS = 3
"""Digits in a group of thousands."""
_EXCHANGED = str.maketrans(",.", ".,")


@frozen
class NumberStyle:
    """How numbers are written in a place: what parts their decimals, and how many decimals a quantity there has.

    `decimals` is None for counts and rates.
    """

    point: str = ","
    decimals: int | None = None

    def may_be_thousands(self, *, rate: bool) -> bool:
        """Whether three digits behind the decimal sign may as well be thousands, as others write them."""
        return not rate and (self.decimals is None or self.decimals < _THOUSANDS)


VIETNAMESE = NumberStyle()

_GROUPED = pattern(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_ONE_GROUP = pattern(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SPACED = pattern(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_PLAIN = pattern(r"[0-9]+(?:,[0-9]+)?")
_POINTED = pattern(r"[0-9]+\.[0-9]+")
_ENGLISH = pattern(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
_WHOLE = pattern(r"([-−–]?)([0-9][0-9., ]*)( ?%)? ?[.;]?")


def parse_number(text: str, *, rate: bool = False, style: NumberStyle = VIETNAMESE) -> PrintedNumber | None:
    """The number that a text is, wholly; None if it is anything else or more.

    Unless the `style` is another, "1.234" counts 1234, "22,09%" is a rate. `rate` (or a %) says that a rate
    is meant: then a point before decimals is read as one, and marked `doubtful`.
    """
    match = _WHOLE().fullmatch(visible(text).text)
    if match is None:
        return None
    sign, digits, percent = match[1], match[2].rstrip(" "), match[3] is not None
    if digits[-1] in ".,":
        digits = digits[:-1] if digits[-1] == "." and not percent else ""
    return number_of(digits, text, rate=rate or percent, percent=percent, negative=bool(sign), style=style)


def number_of(
    digits: str, text: str, *, rate: bool, percent: bool, negative: bool = False, style: NumberStyle = VIETNAMESE
) -> PrintedNumber | None:
    plain = _digits(digits.translate(_EXCHANGED) if style.point == "." else digits, rate=rate, style=style)
    if plain is None or len(plain[0]) > _LONGEST + (0 if style.decimals is None else _MORE):
        return None
    standard, doubtful = plain
    decimals = len(standard) - standard.find(".") - 1 if "." in standard else 0
    value = Decimal(f"-{standard}" if negative else standard)
    return PrintedNumber(value, decimals, percent=percent, doubtful=doubtful, text=text)


def _digits(digits: str, *, rate: bool, style: NumberStyle) -> tuple[str, bool] | None:
    """The number in Python's notation, and whether another locale would read it otherwise."""
    if _PLAIN().fullmatch(digits):
        # Three decimals behind a comma are thousands to an English reader; no count has decimals.
        doubtful = style.may_be_thousands(rate=rate) and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", digits) is not None
        return digits.replace(",", "."), doubtful
    if rate and _POINTED().fullmatch(digits):
        return digits, _GROUPED().fullmatch(digits) is not None
    if _GROUPED().fullmatch(digits) or _SPACED().fullmatch(digits):
        # A quantity of three decimals or more may be written so by whoever parts decimals by a point.
        doubtful = style.decimals is not None and not style.may_be_thousands(rate=rate)
        doubtful = doubtful and _ONE_GROUP().fullmatch(digits) is not None
        return digits.replace(".", "").replace(" ", "").replace(",", "."), doubtful
    # Two digits, or four, are no group of thousands: there the point can only part decimals.
    if _POINTED().fullmatch(digits):
        return digits, False
    if _ENGLISH().fullmatch(digits):
        return digits.replace(",", ""), False
    return None


_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])"


@cache
def _names() -> re.Pattern[str]:
    """What has digits and counts nothing, in a visible text in lower case; by the words of `words/cells.toml`."""
    table = data("cells")["names"]
    words, levels, numbers, quarters, joining, documents, spans, days = (
        _either([spelling for word in table[name] for spelling in (word.lower(), fold(word.lower()))])
        for name in (
            "before", "levels", "numbers", "quarters", "joined", "documents", "spans", "days",
        )
    )  # fmt: skip
    span = _either((table["span"], fold(table["span"])))
    after = "|".join(
        rf"(?<=(?<!\w){re.escape(spelling)} )"
        for word in table["spans_after"]
        for spelling in {word.lower(), fold(word.lower())}
    )
    joined = _either((*table["joined"], ",", "–", "-"))
    day = r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?(?![\w/])"
    led = "".join(rf"(?<!{word} )" for each in table["unless_after"] for word in {each, fold(each)})
    behind = (
        r"(?![., ][0-9]{3}(?![0-9]))(?:\.[0-9]{1,2}){0,4}(?: ?[/-] ?[0-9]{1,6}){0,3}(?![0-9])(?:/[a-zđ0-9][\w-]{0,30})?"
        r"(?::[12][0-9]{3}(?![0-9]))?"
        rf"(?: ?{joined} ?(?:{span} )?[0-9]{{1,2}}(?= ?(?:[,;.)–-]|{joining} |$))){{0,12}}"
    )
    return re.compile(
        r"(?<!\w)[0-9]{1,2} ?/ ?[0-9]{1,2} ?/ ?[0-9]{2,4}(?!\w)"  # 15/3/2024
        r"|(?<!\w)[0-9]{1,2}[.-][0-9]{1,2}[.-][0-9]{4}(?!\w)|(?<!\w)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"
        rf"|(?<!\w){days} {day}(?: ?{joined} ?{day}){{1,12}}"  # ngày 22/4 và 13/5
        rf"|(?<!\w){levels} ?[0-9](?: ?{joined} ?[0-9](?![\w.,]))+"  # mức độ 3, 4
        rf"|(?<!\w){led}(?:(?P<word>{words})|{numbers}:?) ?(?P<number>[0-9]{{1,6}}){behind}"  # số 58; tháng 1, 2 và 3
        rf"|(?<!\w){documents} ?[0-9]{{1,6}}(?![\w.])(?:/[a-zđ][\w-]{{0,30}})?(?:, ?[0-9]{{1,6}}(?=[,;)]|$))*"  # CV 123
        rf"|(?<!\w)[0-9]{{1,2}} {spans}(?!\w)(?: ?(?:{joining} )?[12][0-9]{{3}}(?!\w))?"  # 5 tháng đầu năm 2024
        rf"|(?<!\w)[0-9]{{1,2}} {span}(?= ?:| [0-9])"  # 5 tháng: 21
        rf"|(?:{after})[0-9]{{1,2}} {span}(?!\w)"  # lũy kế 5 tháng
        rf"|(?<!\w){quarters} (?:iv|i{{1,3}})(?!\w)(?: ?(?:/|{joining}) ?[12][0-9]{{3}})?"  # quý II/2024
        rf"|(?<!\w)24/(?:7|24)(?!\w)|(?:(?<!\w){_DAY}|(?<=\()[0-9]{{1,2}}) ?[–-] ?{_DAY}(?![\w/])"  # 15/4-14/5
        r"|(?:(?<=(?<!\w)từ )|(?<=(?<!\w)tu ))[0-9]{1,2}/[0-9]{1,2}(?![\w/]| ?[-+x])"  # từ 01/01
        r"|(?<!\w)[0-9]{1,6} ?/ ?(?:[0-9]{4} ?/ ?[a-zđ]{1,9}|[a-zđ]{1,6} ?- ?[a-zđ])[a-zđ0-9-]{0,30}"  # 62/KH-UBND
        r"|(?<!\w)[0-9]{1,6} ?- ?[a-zđ]{1,4} ?/ ?[a-zđ]{1,9}(?!\w)"  # 05-NQ/TW
        rf"|(?<!\w)[0-9]{{1,2}}/ ?(?=[^\W\d])(?!{_reckoned(table['not_before'])})"  # 1/ Quy trình, but 2/ngày
    )


def _reckoned(words: Iterable[str]) -> str:
    """What a stroke before it reckons by: "2/ngày", and "2/quy" only where no marks follow, unlike "1/ Quy trình"."""
    marked = {word.lower() for word in words}
    bare = set(map(fold, marked)) - marked
    return rf"{_either(marked)}(?!\w)|{_either(bare)}(?!\w|.{{0,40}}[^\W\d_a-z])"


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def names_in(seen: Visible) -> list[tuple[int, int]]:
    """Where a visible text has dates, document numbers, ordinals, "tháng 5", "tổ 4": digits that count nothing."""
    found = [match.span() for match in _names().finditer(seen.lowered) if _may_name(match)]
    apart: list[tuple[int, int]] = []
    for span in sorted(found + ordinals(seen.text)):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _may_name(match: re.Match[str]) -> bool:
    """Whether there is such a thing as is named: "trong tháng 15" counts fifteen."""
    if _is_foreign(match) or (match["word"] in _bare_only() and not match.string.isascii()):
        return False  # "khắc phục ngay 4 lỗi" is written with its marks, and has no "ngày" in it
    if (match[0] == "24/24" and _is_all_of_all(match)) or _ends_another(match) or _is_labelled(match):
        return False
    least, most = _limits().get(match["word"], (0, 10**6))
    return match["number"] is None or least <= int(match["number"]) <= most


def _is_foreign(match: re.Match[str]) -> bool:
    """Whether a word is one of another language that leads to the number: "12 to 15", "up to 20"."""
    words = data("cells")["names"]["foreign"].get(match["word"])
    if words is None:
        return False
    before = match.string[max(0, match.start() - 20) : match.start()].split()
    return bool(before) and (before[-1].isdigit() or before[-1] in words)


def _is_labelled(match: re.Match[str]) -> bool:
    """Whether a number behind a colon is that of what is counted: "Số: 05 văn bản", but not "ISO 9001:2015"."""
    if match["number"] is None or ":" not in match.string[match.start() : match.start("number")]:
        return False
    return _counted().match(match.string[match.end() :].lstrip()) is not None


def _ends_another(match: re.Match[str]) -> bool:
    """Whether a word is but the end of a longer one: "dứt điểm 4 vấn đề"."""
    begins = _begun().get(match["word"])
    return begins is not None and match.string[max(0, match.start() - 12) : match.start()].rstrip().endswith(begins)


@cache
def _begun() -> Mapping[str | None, tuple[str, ...]]:
    """By a word before names, what stands before it where it is the end of another, with and without diacritics."""
    table = data("cells")["names"]["ends"]
    return {spelled(word): tuple(map(spelled, begins)) for word, begins in table.items() for spelled in (str, fold)}


def _is_all_of_all(match: re.Match[str]) -> bool:
    """Whether "24/24" is no clock: it stands alone, or before a thing that forms count ("24/24 nhiệm vụ")."""
    behind = match.string[match.end() :].lstrip()
    return match.string.strip() == match[0] or _counted().match(behind) is not None


@cache
def _counted() -> re.Pattern[str]:
    nouns = {noun.lower() for name, others in data("cells")["nouns"].items() for noun in (name, *others)}
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(nouns | set(map(fold, nouns)))))})(?!\w)")


@cache
def _bare_only() -> frozenset[str | None]:
    """Words before names as they are spelled only where all marks are left out."""
    words = [word.lower() for word in data("cells")["names"]["before"]]
    return frozenset(map(fold, words)) - frozenset(words)


@cache
def _limits() -> dict[str | None, tuple[int, int]]:
    limits = data("cells")["names"]["limits"]
    return {spelling: tuple(ends) for word, ends in limits.items() for spelling in (word.lower(), fold(word.lower()))}
