"""Formula texts to trees: each text parsed once, a faulty one reported where it stands."""

from __future__ import annotations

from fractions import Fraction

from attrs import Factory, define

from cchc.errors import FormulaError
from cchc.formula.syntax import parse
from cchc.formula.tree import Number, Tree
from cchc.load.table import Table

NOTHING: Tree = Number(Fraction(0))
"""Stands for a formula that could not be parsed; a catalogue that has one is never handed out."""


@define(eq=False, repr=False)
class Formulas:
    """The trees parsed so far; a family's check is one text for all its rules."""

    _parsed: dict[str, Tree] = Factory(dict)

    def take(self, table: Table, key: str, *, required: bool = False) -> tuple[str | None, Tree | None]:
        """A table's formula as text and tree; None for either that is not there or no formula."""
        text = table.take(key, str, required=required)
        if text is None:
            return None, None
        if text not in self._parsed:
            try:
                self._parsed[text] = parse(text)
            except FormulaError as error:
                table.owner(key).mistake(error.code, key, str(error))
                table.faulty.add(key)
                return text, None
        return text, self._parsed[text]
