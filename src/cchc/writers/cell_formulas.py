"""Formulas of an edition as those of a sheet that keeps each line's figure in one cell."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.edition import Edition
from cchc.errors import FormulaError
from cchc.formula.signature import Kind
from cchc.formula.spreadsheet import SheetCells, spreadsheet
from cchc.formula.tree import Tree
from cchc.formula.typecheck import figure_type


def sheet_of(edition: Edition, refs: Mapping[str, str], *, are_numbers: bool = False) -> SheetCells:
    """A sheet with the figures of these lines at these references; KeyError for any other line.

    `are_numbers` says that the names are of numbers that the edition's lines do not tell of: rows, addresses.
    """
    home = edition.languages[0]

    def kind(id: str) -> Kind:
        if are_numbers:
            return Kind.NUMBER
        found = figure_type(edition.everything[id])
        return Kind.NUMBER if found is None else found.kind

    return SheetCells(
        cell=lambda id: refs[id],
        kind=kind,
        status=lambda id: edition.statuses[id].label[home],
        yes=edition.judging.say(home, "answer", "yes"),
        no=edition.judging.say(home, "answer", "no"),
        formula=lambda id: None if are_numbers else edition.everything[id].formula,
    )


def formula(tree: Tree, sheet: SheetCells, decimals: int = 0) -> str | None:
    """The formula with its "="; None for what the sheet has no cell for, or a sheet cannot say."""
    try:
        return spreadsheet(tree, sheet, decimals)
    except (FormulaError, KeyError):
        return None


def quoted(sheet: str) -> str:
    """The name of a sheet as references have it."""
    return "'" + sheet.replace("'", "''") + "'"
