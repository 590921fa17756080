"""A column of a draft: what it will be written as, and which of that is a guess."""

from __future__ import annotations

import re

from cchc.record import define, frozen

NAME = re.compile(r"[a-z]\w*")
"""What a column is called in a formula."""
ADDED_UP = ("count", "number")
WITH_DECIMALS = ("number", "rate", "score")
"""Kinds whose figures add up, and those that may have decimals."""


@frozen
class TableUnit:
    """A unit that is printed once for a whole table."""

    id: str
    printed: str
    is_money: bool
    is_of_money_alone: bool = False
    """Whether it is only said what money is in, and not what else is counted."""


@define(eq=False)
class ColumnDraft:
    """A column as it will be written; `guesses` are the fields that nothing printed settles."""

    id: str
    heading: tuple[str, ...]
    number: str
    mark: str | None
    kind: str = "count"
    unit: str | None = None
    per: int | None = None
    decimals: int | None = None
    formula: str | None = None
    is_signed: bool = False
    part_of: str | None = None
    over_time: str | None = None
    is_mean: bool = False
    is_in_heading: bool = False
    """Whether number and formula are printed in the heading, and not in a row of their own."""
    is_read: bool = True
    """Whether the row of numbers is read whole, so that its formulas are the column's."""
    sums: tuple[str, ...] = ()
    """The sums that the row of numbers prints for it, in the formula language."""
    guesses: tuple[str, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """The columns that it is made of."""
        return frozenset(name for text in (*self.sums, self.formula or "") for name in NAME.findall(text))

    def guess(self, *names: str) -> None:
        """Mark fields as guesses, each once."""
        self.guesses = tuple(dict.fromkeys((*self.guesses, *names)))

    def settle(self, *names: str) -> None:
        """Take marks away: what was guessed is printed elsewhere."""
        self.guesses = tuple(name for name in self.guesses if name not in names)
