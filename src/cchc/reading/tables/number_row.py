"""The row of column numbers under a head: told from a row of figures, and held against the headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from cchc.edition.table import FormTable, StubKind
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.record import define, field
from cchc.report import Row
from cchc.text.spelling import seen

_ENOUGH = 0.6
"""What share of its numbers must be the form's own where a row prints sums, some of which may be another edition's."""
_FEWEST = 2
_RUN = 3
"""Numbers one after the other that are a row of numbers, where the form itself prints none."""
_LONGEST = 200
"""Characters of a number with its formulas."""


@define(eq=False)
class NumberRow:
    """What the form prints in its row of numbers: the column of each number, and the numbers of its stub."""

    table: FormTable
    columns: Mapping[str, str] = field(init=False)
    ended: Mapping[str, str] = field(init=False)
    """The columns that earlier editions had, by numbers that no column has now."""
    stub: Mapping[StubKind, frozenset[str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.columns = {column.mark: column.id for column in self.table.printed if column.mark is not None}
        own = self.table.ended.values()
        self.ended = {each.mark: each.id for each in own if each.mark is not None and each.mark not in self.columns}
        numbers: dict[StubKind, set[str]] = {}
        for stub in self.table.stub:
            if stub.number and (number := _number(stub.number)) is not None:
                numbers.setdefault(stub.kind, set()).add(number)
        self.stub = {kind: frozenset(known) for kind, known in numbers.items()}

    def read(self, row: Row, stub: Mapping[int, StubKind]) -> Mapping[int, str] | None:
        """The number at each place; None for a row that is one of the table.

        A row of figures may say 1, 2, 3 as well: so a row of numbers has nothing but numbers, each once, those of
        the form or all in order, and where rows have their label it has none.
        """
        filled = {place: text for place, cell in enumerate(row.cells) if (text := seen(cell.text))}
        if len(filled) < _FEWEST or any(len(text) > _LONGEST for text in filled.values()):
            return None
        found: dict[int, str] = {}
        for place, text in filled.items():
            number = _number(text)
            if number is not None:
                found[place] = number
            elif "=" not in text:
                return None
        if 2 * (len(filled) - len(found)) > len(found):
            return None
        if len(set(found.values())) < len(found) or not all(self._may_stand(found, at, stub[at]) for at in stub):
            return None
        figures = {place: number for place, number in found.items() if place not in stub}
        known = sum(number in self.columns or number in self.ended for number in figures.values())
        # A name or a figure that begins with "=" makes no row of numbers of a row of figures.
        has_sums = any("=" in filled[place] for place in figures)
        is_known = bool(figures) and known >= (len(figures) * _ENOUGH if has_sums else len(figures))
        return found if is_known or _is_run(found) else None

    def _may_stand(self, found: Mapping[int, str], place: int, kind: StubKind) -> bool:
        """Whether a number may stand where rows have their label or code: the form's own there, or one of a run."""
        number = found.get(place)
        if number is None or number in self.stub.get(kind, ()):
            return True
        return kind not in self.stub and (len(number) == 1 or number.isdecimal())

    def is_told_from_figures(self, row: Row, stub: Mapping[int, StubKind]) -> bool:
        """Whether a row of numbers can be nothing else: it prints sums or brackets, or numbers of the stub."""
        texts = [(place, seen(cell.text)) for place, cell in enumerate(row.cells) if seen(cell.text)]
        return any(place in stub or "=" in text or not text.isdecimal() for place, text in texts)


@lru_cache(maxsize=4096)
def _number(text: str) -> str | None:
    """The number of a column, if a text is one, with or without formulas that are read."""
    found = read_number_cell(text)
    return found.number if isinstance(found, NumberCell) or "=" in text else None


def _is_run(numbers: Mapping[int, str]) -> bool:
    """Whether numbers count on from left to right, whatever letters stand before them."""
    digits = [int(number) for _, number in sorted(numbers.items()) if number.isdecimal()]
    letters = [number for number in numbers.values() if not number.isdecimal()]
    is_counted = digits == list(range(digits[0], digits[0] + len(digits))) if digits else False
    return is_counted and len(digits) >= _RUN and all(len(letter) == 1 for letter in letters)


def renumbered(order: Sequence[str], places: Mapping[int, str], numbers: Mapping[int, str]) -> bool:
    """Whether a file counts its own columns: the form's in the form's order, under numbers that go on by one."""
    ids = [places[place] for place in sorted(places)]
    printed = [id for id in order if id in ids]
    return ids == printed and _is_run({place: number for place, number in numbers.items() if place in places})


def pairs(numbers: Mapping[int, str], columns: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The column that each place has by its number."""
    return ((place, columns[number]) for place, number in numbers.items() if number in columns)
