"""Amounts that are a thousand times as great, or as small, as those of the report before: in another unit, it seems."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cchc.edition.register import kindred
from cchc.edition.table import FigureColumn, RowRole
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import frozen

_FEWEST = 3
"""Amounts of a column that stand in both reports, if it is no chance."""
_THOUSAND = 1000
_NEAR = 10
"""An amount may become so many times as great by itself."""
_MOST = Fraction(1, 10)
"""Of the amounts of a column that did not change so much; in more it is another thing."""


@frozen
class OtherScale:
    """Columns whose amounts became so many times as great (`power` of ten, negative: as small)."""

    columns: tuple[str, ...]
    power: int
    cells: tuple[At, ...]


def other_scales(tabulation: Tabulation) -> Iterator[OtherScale]:
    """The columns of a table whose amounts are of another scale than in the report before."""
    found: dict[int, list[tuple[str, list[At]]]] = {}
    for column in tabulation.table.printed if tabulation.earlier else ():
        power, cells = _power(tabulation, column)
        if power:
            found.setdefault(power, []).append((column.id, cells))
    for power, columns in found.items():
        cells = [at for _, of_column in columns for at in of_column]
        yield OtherScale(tuple(id for id, _ in columns), power, tuple(cells))


def _power(tabulation: Tabulation, column: FigureColumn) -> tuple[int, list[At]]:
    """By which power of ten a column's amounts changed, and which these are; 0 for none."""
    units = tabulation.engine.edition.units
    if not column.asks.kind.is_quantity or len(kindred(column.asks.unit or "", units)) < 2:
        return 0, []
    pairs: list[tuple[At, Fraction]] = []
    for row in tabulation.filled.rows:
        before = tabulation.earlier.get(row.key)
        earlier = None if before is None or row.role is RowRole.HEADING else before.figures.get(column.id)
        now = tabulation.printed(row, column.id)
        if isinstance(earlier, int | Fraction) and earlier and now:
            pairs.append((tabulation.at(row, column.id), abs(now / Fraction(earlier))))
    for power in (3, -3, 6, -6):
        times = Fraction(_THOUSAND) ** (power // 3)
        near = [each for each in pairs if times / _NEAR <= each[1] <= times * _NEAR]
        usual = sum(Fraction(1, _NEAR) < ratio < _NEAR for _, ratio in pairs)
        if len(near) >= _FEWEST and 4 * len(near) >= 3 * len(pairs) and usual <= _MOST * len(pairs):
            return power, [at for at, _ in near]
    return 0, []
