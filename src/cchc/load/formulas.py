"""Formula texts to trees: each text parsed once, a faulty one reported where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import Factory

from cchc.edition.table import Identity
from cchc.errors import FormulaError
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Number, Tree
from cchc.load.table import Table
from cchc.record import define

NOTHING: Tree = Number(Fraction(0))
"""Stands for a formula that could not be parsed; a catalogue that has one is never handed out."""


@define(eq=False, repr=False)
class Formulas:
    """The trees parsed so far; a family's check is one text for all its rules."""

    has_tables: bool = False
    """Whether formulas may speak of figures of tables."""
    _parsed: dict[str, Tree] = Factory(dict)

    def take(self, table: Table, key: str, *, required: bool = False) -> tuple[str | None, Tree | None]:
        """A table's formula as text and tree; None for either that is not there or no formula."""
        text = table.take(key, str, required=required)
        return (None, None) if text is None else (text, self.parsed(table, key, text))

    def parsed(self, table: Table, key: str, text: str) -> Tree | None:
        """The tree of a formula that stands at a key; None after saying what is wrong with it."""
        if text not in self._parsed:
            try:
                self._parsed[text] = parse(text, has_tables=self.has_tables)
            except FormulaError as error:
                table.owner(key).mistake(error.code, key, str(error))
                table.faulty.add(key)
                return None
        return self._parsed[text]

    def identities(self, table: Table, key: str, texts: Iterable[str]) -> Iterator[Identity]:
        """The formulas that stand at a key as what a figure must agree with."""
        for text in texts:
            tree = self.parsed(table, key, text)
            if tree is not None:
                yield Identity(text, tree, is_sum(tree))


def is_sum(tree: Tree) -> bool:
    """Whether a formula is names added and subtracted, and nothing else."""
    match tree:
        case Name():
            return True
        case Apply("+" | "-" | "total", args):
            return all(map(is_sum, args))
        case _:
            return False
