"""Figures of equalities by their places: what is seen there, what is stated, with how many decimals."""

from __future__ import annotations

from fractions import Fraction

from cchc.judge.tables.tabulation import At, Tabulation


def seen_at(tabulation: Tabulation, at: At) -> Fraction | None:
    return tabulation.of(at).figure_at(at)


def is_rate(tabulation: Tabulation, at: At) -> bool:
    return tabulation.of(at).column_at(at).is_rate


def stated_at(tabulation: Tabulation, at: At) -> Fraction | None:
    """What stands there, or else what formulas see."""
    printed = tabulation.printed(tabulation.filled.by_key[at.row], at.column)
    return tabulation.figure_at(at) if printed is None else printed


def decimals_at(tabulation: Tabulation, at: At) -> int | None:
    """The decimals that a figure is printed with; None of a count, which is exact, and of one that is computed."""
    of = tabulation.of(at)
    row, column = of.filled.by_key[at.row], of.column_at(at)
    if not column.asks.kind.has_decimals:
        return None
    entry = of.stated(row, at.column)
    if entry is None or entry.printed is None or of.printed(row, at.column) is None:
        return None
    return entry.printed.decimals


def half_place(tabulation: Tabulation, at: At) -> Fraction:
    """Half a unit of the last decimal that is printed there."""
    return Fraction(10) ** -(decimals_at(tabulation, at) or 0) / 2
