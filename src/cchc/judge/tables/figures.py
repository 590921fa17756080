"""Figures of rows as numbers: read off entries, and made into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any

from cchc.edition.table import FigureColumn, RowRole
from cchc.exact import half_up, rate
from cchc.judge.computation import worth
from cchc.report import Entry, FilledRow
from cchc.value import Datum, Measured, Reported, Value, Wording

_INTEGER = frozenset({int})
_NUMBERS = frozenset({int, Decimal, Measured})
_state = attrgetter("wording", "candidates", "claims", "errors", "against", "printed.doubtful")
_PLAIN = (Wording.PLAIN, (), (), (), None, False)
"""What there is to ask of a cell that holds a number and nothing else: nothing."""
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def plain_rows(
    rows: Sequence[FilledRow], columns: Sequence[FigureColumn], scale: int
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The leaves that the office wrote with a number in each column, of which there is nothing to ask: their keys, and
    their figures in units of `scale`."""
    decimals = len(str(scale)) - 1
    rates = [(place, column.asks.decimals) for place, column in enumerate(columns) if column.is_rate]
    entries_of = itemgetter(*(column.id for column in columns))
    for row in rows:
        if row.role is not RowRole.LEAF or row.id is not None:
            continue
        try:
            found = entries_of(row.entries)
            entries: tuple[Entry, ...] = found if len(columns) > 1 else (found,)
            figures = tuple([entry.value.value for entry in entries])  # type: ignore[union-attr]
        except (KeyError, AttributeError):
            continue  # a column that the row has not, or a figure that it has not
        if decimals or rates:
            scaled = _scaled(entries, figures, rates, decimals)
            if scaled is not None:
                yield row.key, scaled
        elif _INTEGER.issuperset(map(type, figures)):
            yield row.key, figures


def _scaled(
    entries: Sequence[Entry], figures: Sequence[Any], rates: Sequence[tuple[int, int]], decimals: int
) -> tuple[int, ...] | None:
    """Figures in units of so many decimals; None where one has more, or its cell is to be asked about."""
    try:
        if list(map(_state, entries)).count(_PLAIN) < len(entries) or not _NUMBERS.issuperset(map(type, figures)):
            return None
        if any(entries[place].printed.decimals != places for place, places in rates):  # type: ignore[union-attr]
            return None  # it stands for another interval than the column's decimals say
    except AttributeError:
        return None  # a figure that is not printed
    scaled = list(map(_EXACT.scaleb, figures, repeat(decimals)))
    whole = list(map(int, scaled))
    return tuple(whole) if whole == scaled else None


def number(value: Datum) -> Fraction | None:
    """A datum as an exact number; None for what is none."""
    try:
        return Fraction(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def figure_in(value: Value, column: FigureColumn) -> Fraction | None:
    """The number that a cell says, or 0 where it says a word that is worth that, as on a line."""
    if isinstance(value, Reported):
        return None if isinstance(value.value, bool) else number(value.value)
    said = worth(column.asks, value)
    return Fraction(said) if isinstance(said, int) else None


def datum(column: FigureColumn, exact: Fraction) -> Datum:
    """An exact figure as its column states it: an integer, or a decimal rounded once."""
    if column.asks.kind.has_decimals:
        return column.asks.measure.typed(exact)
    if exact.denominator == 1:
        return exact.numerator
    return rate(half_up(exact.numerator, exact.denominator, column.asks.decimals), column.asks.decimals)


def entry_of(id: str, figure: Fraction | None, entry: Entry | None) -> Iterator[tuple[str, Entry]]:
    """An entry for a figure that is not what the form says; none where no decimal is the figure."""
    if figure is None:
        return
    decimal = Decimal(figure.numerator) / Decimal(figure.denominator)
    if Fraction(decimal) == figure:
        value = figure.numerator if figure.denominator == 1 else decimal
        yield id, Entry(Reported(value), cell=None if entry is None else entry.cell)


def mean(figures: Sequence[Fraction | None], weights: Sequence[Fraction | None]) -> Fraction | None:
    """The mean of figures by their weights; none where one is missing, or the weights come to nothing."""
    pairs = [(one, by) for one, by in zip(figures, weights, strict=True) if one is not None and by is not None]
    heavy = sum((by for _, by in pairs), Fraction(0))
    if len(pairs) < len(figures) or not heavy:
        return None
    return sum((one * by for one, by in pairs), Fraction(0)) / heavy
