"""Places that follow one another, as one: rows 11, 12 and 13 of a file are "11–13"."""

from __future__ import annotations

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
