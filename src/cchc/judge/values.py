"""The typed values of one report: computed ones at once, the others as they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from operator import getitem
from typing import TypeVar, overload

from cchc.errors import UnknownNameError, unknown
from cchc.formula import reference
from cchc.judge.engine import Engine, no_facts
from cchc.report import Entry
from cchc.value import Cause, Datum, Missing, Reason, Reported, Undefined, Value

T = TypeVar("T")

ScaledIntegers = tuple[int | None, ...]
"""Computed values as integers, in units of their last decimal, in the order of `edition.computed`."""

_BLANK = Missing(Reason.BLANK)
_NOT_APPLICABLE = Missing(Reason.NOT_APPLICABLE)


class Values(Mapping[str, Value]):
    """Values by indicator id: every figure of the edition, an auxiliary only if it is computed or given."""

    __slots__ = ("_engine", "_entries", "_made", "scaled", "stated")

    def __init__(
        self,
        engine: Engine,
        stated: Mapping[str, object],
        scaled: ScaledIntegers,
        entries: Mapping[str, Entry] | None,
        made: dict[str, Value | None] | None = None,
    ) -> None:
        """`entries` are those of a form; without one, values are what the figures `stated` are worth."""
        self._engine = engine
        self.stated = stated
        self.scaled = scaled
        self._entries = entries
        if made is None:
            made = dict(zip(engine.index, map(getitem, engine.typed, scaled), strict=True))
        self._made = made

    def __getitem__(self, id: str) -> Value:
        made = self._made
        value = made.get(id)
        if value is None:
            value = made[id] = self._make(id)
        return value

    @overload
    def get(self, id: str, /) -> Value | None: ...
    @overload
    def get(self, id: str, /, default: Value | T) -> Value | T: ...
    def get(self, id: str, /, default: T | None = None) -> Value | T | None:
        """The value of a figure, or else `default`; no likeness is sought for an id that is not there."""
        return self[id] if id in self else default  # noqa: SIM401 - this is that `get`

    def __contains__(self, id: object) -> bool:
        return id in self._engine.always or (id in self._engine.sometimes and id in self.stated)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids())

    def __len__(self) -> int:
        return len(self._ids())

    def __repr__(self) -> str:
        states = Counter(value.state for value in self.values())
        return f"<Values: {', '.join(f'{count} {state}' for state, count in states.items())}>"

    def figure(self, id: str) -> object:
        """The number, yes/no or document that formulas see for an indicator, or None."""
        place = self._engine.index.get(id)
        if place is None:
            return self.stated.get(id)
        scaled, decimals = self.scaled[place], self._engine.decimals[place]
        return scaled if scaled is None or decimals is None else Fraction(scaled, 10**decimals)

    def _ids(self) -> Mapping[str, object]:
        engine, stated = self._engine, self.stated
        if stated.keys().isdisjoint(engine.sometimes):
            return engine.always
        return {id: None for id in engine.edition.figures if id in engine.always or id in stated}

    def _make(self, id: str) -> Value:
        engine = self._engine
        if id in engine.index:
            found = self._undefined(id)
            return found if self._entries is None else self._inapplicable(found)
        if id not in engine.always and id not in self.stated:
            raise self._absent(id)
        if self._entries is not None:
            entry = self._entries.get(id)
            return entry.value if entry is not None else _BLANK
        figure = self.stated.get(id)
        return _BLANK if figure is None else Reported(_datum(figure))

    def _absent(self, id: str) -> UnknownNameError:
        edition = self._engine.edition
        if id in edition.figures:
            return UnknownNameError("was not given", f"$.{id}", "an auxiliary figure is no line of the form")
        if id in edition.indicators:
            hint = self._engine.names.under(edition.indicators[id])
            return UnknownNameError("is a heading, which has no value", f"$.{id}", hint)
        return unknown("indicator", id, edition.figures)

    def _inapplicable(self, found: Undefined) -> Undefined:
        """A part that does not apply is another cause than one that is missing."""
        if found.input is None or self.get(found.input) != _NOT_APPLICABLE:
            return found
        return Undefined(Cause.NOT_APPLICABLE, found.input)

    def _undefined(self, id: str) -> Undefined:
        """Why a formula has no value, as the reference tells."""
        formula = self._engine.edition.figures[id].formula
        assert formula is not None
        null = reference.evaluate(formula, self.figure, no_facts, self._engine.formula_of)
        assert isinstance(null, reference.Null)
        return Undefined(null.cause, null.input)


def _datum(figure: object) -> Datum:
    assert isinstance(figure, Datum)
    return figure
