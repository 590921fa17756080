"""What a table asks of the others of its report."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from cchc.formula.tree import Tree
from cchc.record import frozen

if TYPE_CHECKING:
    from cchc.judge.tables.tabulation import At, Tabulation


@frozen
class CountedRows:
    """What a name that counts rows asks: its condition, and for each row where the figures of its names stand."""

    condition: Tree
    rows: tuple[Mapping[str, At], ...]


class Beyond(Protocol):
    """What formulas of a table speak of by an address: figures of other tables, or of rows of its own."""

    def figure(self, name: str, changed: Mapping[At, Fraction] | None = None) -> Fraction | None:
        """The figure that a name means, as formulas see it; of counted rows also if others stood in some cells."""

    def places(self, name: str) -> tuple[At, ...]:
        """The figures that it rests on."""

    def seen(self, tree: Tree) -> Tree:
        """A formula with rates of which it knows the exact value by what makes them."""

    def counting(self, name: str) -> CountedRows | None:
        """What a name that counts rows asks of them; None for a name of another kind."""

    def tabulation(self, table: str) -> Tabulation:
        """A table of the same report."""


class Alone:
    """What a table by itself knows of others: nothing."""

    def figure(self, name: str, changed: Mapping[At, Fraction] | None = None) -> Fraction | None:
        return None

    def places(self, name: str) -> tuple[At, ...]:
        return ()

    def seen(self, tree: Tree) -> Tree:
        return tree

    def counting(self, name: str) -> CountedRows | None:
        return None

    def tabulation(self, table: str) -> Tabulation:
        raise KeyError(table)
