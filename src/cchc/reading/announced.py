"""What is announced over a table: who reports, to whom, when, in what unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache

from attrs import evolve

from cchc.edition.register import Unit, is_unit_name, library_units
from cchc.text.spelling import folded, key, seen
from cchc.text.unit_lists import units_listed
from cchc.value import Cell
from cchc.words import data

_LONGEST_BESIDE = 80
"""Characters of what is filled in beside the words that announce it."""
_WIDE = re.compile(r"(?<=[^\W_])\s{3,}(?=[^\W\d_])")
_GAP = re.compile(r"[\s,;]+")
_MOST_WORDS = 4
"""Words that announce something, at most."""


class Around(StrEnum):
    """What a line over a table tells."""

    OFFICE = "office"
    AREA = "area"
    """Where an office is: the office itself, where no other is announced, else what stands over it."""
    SUPERIOR = "superior"
    UNIT = "unit"
    PERIOD = "period"
    ISSUED = "issued"


@cache
def _known() -> Mapping[str, Around]:
    words: Mapping[str, list[str]] = data("form")["around"]
    exact = {key(word): Around(what) for what, listed in words.items() for word in listed}
    # "Nam" without its diacritics may be a year, but is men.
    bare = {folded(word): what for word, what in exact.items() if " " in word or what is not Around.PERIOD}
    return bare | exact


def announced(head: str) -> Around | None:
    """What follows a colon, by what stands before it."""
    return _known().get(key(head)) if head else None


def unit_told(text: str, units: Mapping[str, Unit]) -> str | None:
    """The unit that a line over a table says its figures are in: "Đơn vị tính: triệu đồng", "(ĐVT triệu đồng)".

    What announces an office announces a unit as well, where one stands behind it: "Đơn vị: triệu đồng".
    """
    head, colon, rest = (part.strip(" ()") for part in text.partition(":"))
    if colon:
        what = announced(head)
        return rest or None if what is Around.UNIT or (what is Around.OFFICE and _is_unit(rest, units)) else None
    words = head.split(" ")
    said = [(" ".join(words[:size]), " ".join(words[size:])) for size in range(1, len(words))]
    found = (unit for name, unit in said if announced(name) in (Around.UNIT, Around.OFFICE) and _is_unit(unit, units))
    return next(found, None) or _unit_alone(head, said, units)


def _unit_alone(whole: str, said: Iterable[tuple[str, str]], units: Mapping[str, Unit]) -> str | None:
    """The unit of a line that only one introduces ("In shillings", "Em R$ 1,00"), or that is one of which there are so
    many ("R$ milhares"): a word for a thing that is counted may be anything else."""
    introduced = (unit for name, unit in said if key(name) in _introducing() and is_unit_name(unit, units))
    scaled = {id for id, each in units.items() if each.of is not None}
    measuring = {**units, **library_units()}.items()
    bases = {each.of for _, each in measuring if each.of is not None}
    names = {key(spelling) for id, each in measuring if id in scaled | bases for spelling in each.spellings}
    return next(introduced, None) or (whole if all(key(each) in names for each in _listed(whole, units)) else None)


def _listed(text: str, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """The units that a text lists, or the text itself."""

    def is_unit(name: str) -> bool:
        return is_unit_name(name, units)

    return units_listed(text, is_unit, is_unit, lambda name: key(name) in _scales()) or (text,)


@cache
def _introducing() -> frozenset[str]:
    return frozenset(map(key, data("form")["around_unit"]["words"]))


def _is_unit(text: str, units: Mapping[str, Unit]) -> bool:
    """Whether a text names a unit, or so many of something in small letters, as no office is written ("nghìn con"); or
    a list of such units, in small letters some of them."""
    names = [_is_one_unit(each, units) for each in _listed(text, units)]
    return all(names) or (any(names) and text.islower())


def _is_one_unit(text: str, units: Mapping[str, Unit]) -> bool:
    first, _, of = text.partition(" ")
    is_scaled = bool(of) and text.islower() and key(first) in _scales()
    return is_scaled or is_unit_name(text, units)


@cache
def _scales() -> frozenset[str]:
    return frozenset(map(key, data("form")["scales"]["words"]))


def announced_first(name: str) -> Around | None:
    """What a line without a colon is, by the words that it begins with; only where nothing is read from it."""
    said = name.lstrip("( ")
    begun = (what for word, what in _known().items() if said.startswith(f"{word} "))
    return next((what for what in begun if what is Around.ISSUED), None)


def is_announcement(text: str) -> bool:
    """Whether a text says before a colon what it tells, be it filled in or not: "Đơn vị tính: người"."""
    head, colon, _ = text.partition(":")
    return bool(colon) and announced(head.strip(" ()")) is not None


def is_of_period(text: str) -> bool:
    """Whether a text is one word for a time and which: "Tháng 5", "Year 2026"."""
    first, _, rest = text.partition(" ")
    return bool(rest) and " " not in rest and announced(first) is Around.PERIOD


def answer_of(text: str) -> str:
    """What is said of the period, as a title says it: less the colon, and less the words that only announce it."""
    head, colon, rest = (part.strip() for part in text.partition(":"))
    return text if not colon else f"{head} {rest}" if is_of_period(f"{head} {rest}") else rest


def side_by_side(line: str) -> Iterator[str]:
    """The texts of a line that wide spaces keep apart, each with a capital first, and what is announced one after the
    other in it: "Month: May Year: 2026"."""
    start = 0
    for space in _WIDE.finditer(line):
        if line[space.end()].isupper():
            yield from _one_by_one(line[start : space.start()])
            start = space.end()
    yield from _one_by_one(line[start:])


def _one_by_one(text: str) -> Iterator[str]:
    """What a text announces, part by part; the whole of one that does not begin with an announcement."""
    if text.count(":") < 2 or not is_announcement(seen(text)):
        yield text
        return
    start = 0
    for colon in [match.start() for match in re.finditer(":", text)][1:]:
        begin = _announcement_before(text, start, colon)
        if begin is not None:
            yield text[start:begin].rstrip(" ,;")
            start = begin
    yield text[start:]


def _announcement_before(text: str, start: int, colon: int) -> int | None:
    """Where the words begin that announce what stands behind a colon, if something stands before them."""
    said = text.find(":", start) + 1
    gaps = [gap.end() for gap in _GAP.finditer(text, said, colon) if text[said : gap.start()].strip()]
    return next((at for at in gaps[-_MOST_WORDS:] if announced(text[at:colon].strip(" ()")) is not None), None)


def with_beside(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells of a row, each that only announces something as one with what is filled in in the cell beside it."""
    waiting: Cell | None = None
    for cell in cells:
        text = seen(cell.text)
        if waiting is None:
            waiting = cell
        elif not text:
            continue
        elif _is_answered(seen(waiting.text), text):
            yield evolve(waiting, text=f"{waiting.text.rstrip()} {cell.text.lstrip()}")
            waiting = None
        else:
            yield waiting
            waiting = cell
    if waiting is not None:
        yield waiting


def _is_answered(text: str, beside: str) -> bool:
    if len(beside) > _LONGEST_BESIDE or ":" in beside or announced(beside) is not None:
        return False
    what = announced(text.removesuffix(":").strip(" ()"))
    return what is not None and (text.endswith(":") or (what is Around.PERIOD and is_of_period(f"{text} {beside}")))
