"""In memory, the reports that give a figure are counted where they lie, by group: many times cheaper than noting of
each office which months it gave, as engines must that give no row a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cchc.batch.rollup.amounts import Amount
from cchc.batch.rollup.months import PERIOD
from cchc.batch.rollup.offices import GROUP
from cchc.batch.rollup.periods import YEAR
from cchc.record import frozen

if TYPE_CHECKING:
    import polars as pl

_KEYS = (GROUP, YEAR, PERIOD)
_GROUP_AT = "|at"


@frozen
class Counted:
    """Reports, and of each office and period the places of its rows among them, month by month (`slots`)."""

    rows: pl.DataFrame
    placed: pl.DataFrame
    slots: Sequence[str]

    def beside(self, grouped: pl.DataFrame, marks: Sequence[tuple[pl.Expr | None, Sequence[Amount]]]) -> pl.DataFrame:
        """The groups with how many reports bear each mark; of the month only that is needed, where one is named by its
        place in the period."""
        import polars as pl

        needed = {f"|needed{at}": place for at, (place, _) in enumerate(marks) if place is not None}
        groups = self._groups(needed)
        found = groups.select(_GROUP_AT, *_KEYS)
        for at, (_, counted) in enumerate(marks):
            found = found.join(self._count(groups, f"|needed{at}", counted), on=_GROUP_AT, how="left")
        none_given = found.with_columns(pl.col(mark.name for _, counted in marks for mark in counted).fill_null(0))
        return grouped.join(none_given.drop(_GROUP_AT), on=list(_KEYS), how="left", nulls_equal=True)

    def _groups(self, needed: Mapping[str, pl.Expr]) -> pl.DataFrame:
        import polars as pl

        lists = self.placed.with_columns(place.alias(name) for name, place in needed.items()).group_by(_KEYS)
        return lists.agg(pl.col(*self.slots, *needed)).with_row_index(_GROUP_AT)

    def _count(self, groups: pl.DataFrame, needed: str, marks: Sequence[Amount]) -> pl.DataFrame:
        import polars as pl

        at = pl.repeat(None, len(self.rows), dtype=pl.UInt32, eager=True)
        for place, slot in enumerate(self.slots):
            wanted = [slot, *([needed] if needed in groups.columns else [])]
            pairs = groups.select(_GROUP_AT, *wanted).explode(wanted).filter(pl.col(slot).is_not_null())
            if needed in pairs.columns:
                pairs = pairs.filter(pl.col(needed) == place)
            at = at.scatter(pairs[slot], pairs[_GROUP_AT])
        given = self.rows.select(at.alias(_GROUP_AT), *(mark.expr.alias(mark.name) for mark in marks))
        given = given.filter(pl.col(_GROUP_AT).is_not_null()) if at.null_count() else given
        return given.group_by(_GROUP_AT).agg(pl.col(*(mark.name for mark in marks)).count().cast(pl.Int64))
