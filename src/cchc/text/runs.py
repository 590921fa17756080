"""Places that follow one another, as one: rows 11, 12 and 13 of a file are "11–13"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cchc.record import frozen

_LONGEST_NUMBER = 9
"""Digits of the number of a row."""


@frozen
class PlaceRun:
    """From the first place to the last, which may be one."""

    first: str
    last: str

    @property
    def text(self) -> str:
        """As people write it; the sheet is named once."""
        return self.first if self.first == self.last else f"{self.first}–{self.last.rpartition('!')[2]}"


_ON_SHEET = re.compile(r"(?:(.*)!)?([A-Z]*)([0-9]+)", re.DOTALL)


def down_the_form(places: Sequence[str]) -> list[PlaceRun]:
    """Places of a file as runs, row by row as the form is read: "E9" stands before "C11", sheets in their order."""
    found, sheets = list(runs(places)), [place.rpartition("!")[0] for place in places]

    def order(run: PlaceRun) -> tuple[int, int, int, str]:
        match = _ON_SHEET.fullmatch(run.first)
        if match is None or len(match[3]) > _LONGEST_NUMBER:
            return len(sheets), 0, 0, ""
        return sheets.index(match[1] or ""), int(match[3]), len(match[2]), match[2]

    return sorted(found, key=order)


def runs(places: Sequence[str]) -> Iterator[PlaceRun]:
    """Places in the order of the form: "11", "12", "13" as "11–13", "C7" and "C8" as "C7–C8"."""
    stems = {place: place.rstrip("0123456789") for place in places}
    numbered = {place: stem for place, stem in stems.items() if 0 < len(place) - len(stem) <= _LONGEST_NUMBER}
    parsed = sorted((stem, int(place[len(stem) :]), place) for place, stem in numbered.items())
    rest = [place for place in places if place not in numbered]
    while parsed:
        stem, first, begin = parsed[0]
        size = 1
        while size < len(parsed) and parsed[size][:2] == (stem, first + size):
            size += 1
        yield PlaceRun(begin, parsed[size - 1][2])
        parsed = parsed[size:]
    yield from (PlaceRun(place, place) for place in rest)
