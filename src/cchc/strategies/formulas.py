"""Formulas over the figures of a form that the checker takes, drawn from the rows of the language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator
from cchc.edition.table import TOTAL
from cchc.errors import MissingExtraError
from cchc.formula.functions import ROWS
from cchc.formula.questions import FACTS
from cchc.formula.signature import Function, Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.formula.typecheck import PER_MILLE, PERCENT, Unit, figure_type, problems
from cchc.load.addresses import figures_of
from cchc.record import frozen

try:
    from hypothesis import assume, reject
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

_DEPTH = 3
_MOST_MORE = 2
"""Arguments of a function that takes any number of them, beyond those that it must have."""
_LARGEST = 12
_SIGNS: Mapping[str, Unit] = {"%": PERCENT, "‰": PER_MILLE, "1": ()}
_ONE = ("u*v", "u/v")
"""Of what is multiplied one has the unit of the product, and the other none."""
_VALUES = (Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.DOCUMENT, Kind.STATUS)
Part = Callable[[], Tree]


def formulas(catalogue: Catalogue, gives: Kind | str | None = None) -> SearchStrategy[Tree]:
    """Formulas over the lines of a catalogue and the figures of its tables' printed rows.

    `gives`: "number" or "boolean", by default either. Kinds and units agree: each could stand in that catalogue, though
    not each says something there.
    """
    kinds = (Kind.NUMBER, Kind.BOOLEAN) if gives is None else (Kind(gives),)
    return _written(NamedFigures(catalogue.edition), st.sampled_from(kinds))


# A composite: hypothesis shows what it returns.
@st.composite
def _written(draw: st.DrawFn, figures: NamedFigures, kinds: SearchStrategy[Kind]) -> Tree:
    kind = draw(kinds)
    units = figures.units_of(kind)
    # Most units are each of a few lines, and most formulas are rates.
    usual = [unit for unit in units if unit in (PERCENT, ())]
    unit = draw(st.sampled_from(usual) | st.sampled_from(units))
    tree = _Writer(figures, draw).tree(kind, unit, _DEPTH)
    assume(not any(problems(tree, figures.all)))
    return tree


@frozen(eq=False, repr=False)
class NamedFigures:
    """What formulas of an edition may speak of."""

    edition: Edition

    @cached_property
    def all(self) -> Mapping[str, Indicator]:
        """The lines, and the figures of tables by their addresses."""
        edition, tables = self.edition, self.edition.tables.values()
        addresses = (
            f"{table.id}[{row}].{column}"
            for table in tables
            for row in (*table.rows, TOTAL)
            for column in table.columns
        )
        found = figures_of(dict.fromkeys(addresses), edition.tables, edition.parameters, edition.languages)
        return {**edition.everything, **found}

    @cached_property
    def by_type(self) -> Mapping[tuple[Kind, Unit], list[str]]:
        """Those of each kind and unit."""
        found: dict[tuple[Kind, Unit], list[str]] = {}
        for id, line in self.all.items():
            type_ = figure_type(line)
            if type_ is not None:
                found.setdefault((type_.kind, type_.unit or ()), []).append(id)
        return found

    @cached_property
    def words(self) -> list[tuple[str, str]]:
        """Each line that asks for a status, with each of its words."""
        return [(line.id, word) for line in self.all.values() for word in line.statuses]

    def units_of(self, kind: Kind) -> list[Unit]:
        """Those in which figures are measured, and none."""
        units = [unit for own, unit in self.by_type if own is Kind.NUMBER] if kind is Kind.NUMBER else []
        return [*dict.fromkeys((*units, ()))]

    def has(self, kind: Kind) -> bool:
        """Whether anything is of such a kind."""
        return kind not in (Kind.DOCUMENT, Kind.STATUS) or (kind, ()) in self.by_type


@frozen(eq=False, repr=False)
class _Writer:
    """Whoever writes one formula, and chooses as it is drawn."""

    figures: NamedFigures
    draw: st.DrawFn

    def tree(self, kind: Kind, unit: Unit, depth: int) -> Tree:
        """A value of a kind, of numbers also of a unit, with so many functions in each other at most."""
        options = [*self._leaves(kind, unit), *(self._calls(kind, unit, depth - 1) if depth else ())]
        tree: Tree = self._one_of(options)() if options else reject()
        return tree

    def _one_of(self, options: list[Any]) -> Any:
        return options[self.draw(st.integers(0, len(options) - 1))]

    # --- without a function

    def _leaves(self, kind: Kind, unit: Unit) -> Iterator[Part]:
        if names := self.figures.by_type.get((kind, unit)):
            yield lambda: Name(self._one_of(names))
        if kind is Kind.NUMBER:
            yield lambda: Number(Fraction(self.draw(st.integers(0, _LARGEST))))
        if kind is Kind.BOOLEAN and self.figures.words:
            yield self._is_status
        if facts := [row for row in FACTS if row.gives is kind and self._may_be_asked(row, unit)]:
            yield lambda: self._fact(self._one_of(facts))

    def _is_status(self) -> Tree:
        line, word = self._one_of(self.figures.words)
        return Apply(self._one_of(["==", "!="]), (Name(line), Word(word)))

    def _may_be_asked(self, row: Function, unit: Unit) -> bool:
        is_of_unit = row.gives is not Kind.NUMBER or _SIGNS.get(row.units, unit) == unit
        return is_of_unit and (not row.takes or bool(self.figures.edition.indicators))

    def _fact(self, row: Function) -> Tree:
        lines = list(self.figures.edition.indicators)
        return Fact(row.name, tuple(self._one_of(lines) for _ in row.takes))

    # --- with one

    def _calls(self, kind: Kind, unit: Unit, depth: int) -> Iterator[Part]:
        for row in ROWS.values():
            for takes in _takes(row) if row.gives is kind and not row.fact else ():
                units = _bound(row, unit)
                if units is not None and all(map(self.figures.has, takes)):
                    yield partial(self._call, row, takes, units, depth)

    def _call(self, row: Function, takes: tuple[Kind, ...], bound: Mapping[str, Unit], depth: int) -> Tree:
        units = dict(bound)
        letters = row.units.split()[: len(takes)]
        more = self.draw(st.integers(0, _MOST_MORE)) if row.variadic else 0
        kinds, letters = takes + takes[-1:] * more, letters + letters[-1:] * more
        args = (self._argument(kind, letter, units, depth) for kind, letter in zip(kinds, letters, strict=True))
        return Apply(row.name, tuple(args))

    def _argument(self, kind: Kind, letter: str, units: dict[str, Unit], depth: int) -> Tree:
        if kind is Kind.PLACES:
            return Number(Fraction(self.draw(st.integers(0, 3))))
        if kind is not Kind.NUMBER:
            return self.tree(kind, (), depth)
        if letter not in units:
            units[letter] = _SIGNS[letter] if letter in _SIGNS else self._one_of(self.figures.units_of(kind))
        return self.tree(kind, units[letter], depth)


def _takes(row: Function) -> tuple[tuple[Kind, ...], ...]:
    """What a function may be given: dates are compared as numbers are, and anything may be known."""
    if Kind.BANDS in row.takes:
        return ()
    if row.compares:
        return tuple((kind, kind) for kind in (Kind.NUMBER, Kind.DATE))
    if row.name == "known":
        return tuple((kind,) for kind in _VALUES)
    return (row.takes,)


def _bound(row: Function, unit: Unit) -> dict[str, Unit] | None:
    """The units by their letters that make a function give that one; None where none do."""
    result = row.units.split()[-1]
    if row.gives is not Kind.NUMBER:
        return {}
    if result in _SIGNS:
        return {} if _SIGNS[result] == unit else None
    return {"u": unit, "v": ()} if result in _ONE else {result: unit}
