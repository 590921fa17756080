"""The columns of a table: found by their headings, in whatever order, or else by position."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.kept import kept
from cchc.reading.likeness import is_begun
from cchc.reading.shares import is_of_shares
from cchc.reading.spans import QUANTITY, FigureTime, span_of
from cchc.record import field, frozen
from cchc.report import Row
from cchc.text.markup import LONGEST_KEPT
from cchc.text.spelling import folded, key, seen
from cchc.value import Cell, known_cell

_MOST_KEPT = 4096
"""Texts that are known to be no headings."""
CODE, LABEL, UNIT, LAST = "code", "label", "unit", "explanation"


@frozen
class Columns:
    """Where each column stands in a row; `extra` are headings that the form does not know.

    `unfound` are the columns that no heading names and that were taken by position.
    """

    places: Mapping[str, int]
    extra: Mapping[int, str]
    unfound: tuple[str, ...] = ()
    header: Cell | None = None

    @cached_property
    def width(self) -> int:
        return 1 + max((*self.places.values(), *self.extra))

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The column at each place: its id, or the heading that the form does not know."""
        return {place: id for id, place in self.places.items()} | dict(self.extra)

    def named_as(self, first: Columns) -> Columns:
        """The columns of a head that comes again; those unknown to the form are called as in the first.

        So is a column of the form that stands where it stood, under a heading that was lost or mistyped.
        """
        lost = {
            id: place
            for id, place in first.places.items()
            if id not in self.places and place in self.extra and span_of(self.extra[place]) is not FigureTime.OTHER
        }
        taken = set(lost.values())
        extra = {place: first.extra.get(place, name) for place, name in self.extra.items() if place not in taken}
        if extra == self.extra:
            return self
        return evolve(self, places={**self.places, **lost}, extra=extra, unfound=(*self.unfound, *lost))

    def named(self, row: Row) -> tuple[Cell, ...]:
        """The cells of a head, each with the column that it stands over; blank ones over none are left out."""
        names = self.names
        cells = enumerate(row.cells)
        return tuple(placed(cell, names.get(at, "")) for at, cell in cells if at in names or cell.text.strip())


def placed(cell: Cell, column: str) -> Cell:
    """A cell that knows its column."""
    return known_cell(cell.text, column, cell.line, cell.sheet, cell.ref, cell.formula, cell.unseen)


def _of_figures(row: Row, taken: frozenset[int]) -> dict[str, int]:
    """Where a heading says of what time its figures are, if none is the form's own: the month's rather than any."""
    told = {place: span_of(seen(cell.text)) for place, cell in enumerate(row.cells) if place not in taken}
    for span in (FigureTime.MONTH, FigureTime.CUMULATIVE):
        place = next((place for place, each in told.items() if each is span), None)
        if place is not None:
            return {QUANTITY: place}
    return {}


def _but(headings: Mapping[int, str], place: int) -> dict[int, str]:
    return {each: heading for each, heading in headings.items() if each != place}


@frozen
class Headings:
    """The headings of an edition by key, to tell a header row and read its columns; and the units it prints."""

    columns: tuple[str, ...]
    exact: Mapping[str, str]
    units: frozenset[str]
    _others: set[str] = field(factory=set, init=False, eq=False, repr=False)
    """Texts that are no headings, as they were written; forms repeat them."""

    @classmethod
    @kept
    def of(cls, edition: Edition) -> Headings:
        exact: dict[str, str] = {}
        for id, column in edition.columns.items():
            for heading in (*column.headings, *column.label.values()):
                exact.setdefault(key(heading), id)
        units = {line.printed_unit for line in edition.indicators.values() if line.printed_unit is not None}
        return cls(tuple(edition.columns), exact, frozenset(map(key, units)))

    @cached_property
    def bare(self) -> Mapping[str, str]:
        """Headings without their diacritics, too."""
        return {folded(heading): id for heading, id in self.exact.items()} | dict(self.exact)

    def found(self, row: Row) -> dict[str, int] | None:
        """Where a header row names which column; None for any other row."""
        if len(row.cells) < 2 or self._others.issuperset([cell.text for cell in row.cells]):
            return None
        exact = {place: id for place, cell in enumerate(row.cells) if (id := self._named(cell.text)) is not None}
        if len(exact) < 2 and all(cell.text.isascii() for cell in row.cells):
            bare = self.bare
            exact = {place: bare[name] for place, cell in enumerate(row.cells) if (name := key(cell.text)) in bare}
        if len(exact) < 2 or len(set(exact.values())) < 2:
            return None
        named = [(place, key(cell.text)) for place, cell in enumerate(row.cells) if cell.text.strip()]
        found: dict[str, int] = {}
        for place, id in sorted(exact.items(), key=self._on_the_other_side(exact)):
            found.setdefault(id, place)
        for place, heading in named:
            begun = self._begun(heading)
            if begun == QUANTITY and span_of(seen(row.cells[place].text)) is FigureTime.OTHER:
                continue  # "Số lượng tháng trước"
            if place not in found.values() and begun is not None:
                found.setdefault(begun, place)
        return None if len(found) < min(3, len(named)) else found

    def _on_the_other_side(self, exact: Mapping[int, str]) -> Callable[[tuple[int, str]], bool]:
        """Whether a heading stands before the labels where the form has it behind them, or the other way round: of two
        that are called "Đơn vị" the one before them is the office."""
        label = next((place for place, id in exact.items() if id == LABEL), None)
        behind = set(self.columns[self.columns.index(LABEL) :])
        return lambda named: label is not None and (named[0] < label) == (named[1] in behind) and named[0] != label

    def column(self, heading: str) -> str | None:
        """The column of the form that a heading names, or begins to name."""
        return self._named(heading) or self._begun(key(heading))

    def _named(self, text: str) -> str | None:
        """The column whose heading a text is."""
        found = self.exact.get(key(text))
        is_other = found is None and (not text.isascii() or not any(map(str.isalpha, text)))
        if is_other and len(text) <= LONGEST_KEPT and len(self._others) < _MOST_KEPT:
            self._others.add(text)
        return found

    def _begun(self, heading: str) -> str | None:
        """The column whose heading is the beginning of this one, or the other way round."""
        known = self.bare if heading.isascii() else self.exact
        return next((id for name, id in known.items() if is_begun(name, heading)), None)

    def completed(self, row: Row, found: Mapping[str, int], reach: Callable[[], int]) -> Columns:
        """The columns of a header row: those without a heading take the free place between their neighbours.

        There is none behind the last heading unless the rows below reach there, by as many cells as `reach` says:
        how many blank cells a row has tells only of the kind of file.
        """
        places, unfound = dict(found), []
        if QUANTITY not in places:
            places |= _of_figures(row, frozenset(places.values()))
        width = 1 + max(place for place, cell in enumerate(row.cells) if seen(cell.text))
        for order, id in enumerate(self.columns):
            if id in places:
                continue
            place = 1 + (places.get(self.columns[order - 1], -1) if order else -1)
            if id == QUANTITY and place + 1 < width and span_of(seen(row.cells[place].text)) is FigureTime.OTHER:
                place += 1  # "Kế hoạch", then what came of it
            if place not in places.values() and (place < width or place < reach()):
                places[id] = place
                unfound.append(id)
        taken = set(places.values())
        extra = {place: seen(row.cells[place].text) or str(place + 1) for place in range(width) if place not in taken}
        header = next(cell for cell in row.cells if cell.text.strip())
        return Columns(places, extra, tuple(unfound), header)

    def divided(self, columns: Columns, below: Row) -> Columns | None:
        """The columns under a second row of headings, which parts one for figures in two; None for any other row."""
        filled = {place: cell for place, cell in enumerate(below.cells) if seen(cell.text)}
        own = columns.places.get(QUANTITY)
        if len(filled) < 2 or own not in filled:
            return None
        told = {place: seen(cell.text) for place, cell in filled.items()}
        of_others = [place for place, heading in told.items() if not self._parts_figures(heading)]
        if of_others:
            # "Kế hoạch", then what came of it, whatever that is called.
            is_result = len(filled) == 2 and of_others != [own] and of_others[0] in columns.extra
            if not is_result or span_of(told[own]) is not FigureTime.OTHER:
                return None
            places = {**columns.places, QUANTITY: of_others[0]}
            return evolve(columns, places=places, extra={**_but(columns.extra, of_others[0]), own: told[own]})
        return evolve(columns, extra={**columns.extra, **_but(told, own)})

    def _parts_figures(self, heading: str) -> bool:
        return span_of(heading) is not None or is_of_shares(heading) or self._named(heading) == QUANTITY

    def by_position(self, rows: Sequence[Row], labels: Sequence[int | None]) -> Columns:
        """The edition's own order of columns, shifted so that labels stand where most rows have theirs."""
        places = [place for place in labels if place is not None]
        label = max(set(places), key=places.count) if places else self.columns.index(LABEL)
        shift = label - self.columns.index(LABEL)
        found = {id: order + shift for order, id in enumerate(self.columns) if order + shift >= 0}
        header = next((cell for row in rows for cell in row.cells if cell.text.strip()), None)
        return Columns(found, {}, self.columns, header)
