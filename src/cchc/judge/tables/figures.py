"""Figures of rows as numbers: read off entries, and made into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any

from cchc.edition.table import FigureColumn, RowRole
from cchc.exact import half_up, rate
from cchc.report import Entry, FilledRow
from cchc.value import Datum, Reported

_INTEGER = frozenset({int})


def plain_rows(rows: Sequence[FilledRow], columns: Sequence[FigureColumn]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The leaves that the office wrote with a printed integer in each column: their keys and figures."""
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
        if _INTEGER.issuperset(map(type, figures)):
            yield row.key, figures


def number(value: Datum) -> Fraction | None:
    """A datum as an exact number; None for what is none."""
    try:
        return Fraction(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


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
