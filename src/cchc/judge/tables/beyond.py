"""What a table asks of the others of its report."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cchc.judge.tables.tabulation import At, Tabulation


class Beyond(Protocol):
    """What formulas of a table speak of by an address: figures of other tables, or of rows of its own."""

    def figure(self, name: str) -> Fraction | None:
        """The figure that a name means, as formulas see it."""

    def places(self, name: str) -> tuple[At, ...]:
        """The figures that it rests on."""

    def tabulation(self, table: str) -> Tabulation:
        """A table of the same report."""


class Alone:
    """What a table by itself knows of others: nothing."""

    def figure(self, name: str) -> Fraction | None:
        return None

    def places(self, name: str) -> tuple[At, ...]:
        return ()

    def tabulation(self, table: str) -> Tabulation:
        raise KeyError(table)
