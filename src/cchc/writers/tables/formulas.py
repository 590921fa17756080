"""How a computed figure of a table is written as a live formula: over its row, over other rows, or as their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import Blank, FigureColumn
from cchc.formula.spreadsheet import SheetCells
from cchc.formula.tree import Apply, Name, Tree, names_of
from cchc.judge.tables import FigureSource, Tabulation
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.writers.cell_formulas import formula as written
from cchc.writers.cell_formulas import sheet_of


@frozen
class RowFormula:
    """A formula over the columns of its own row, by their places."""

    tree: Tree
    places: Mapping[str, int]
    edition: Edition
    """One whose figures are the columns."""
    decimals: int = 0


@frozen
class ColumnFormula:
    """A formula over other rows of its column, by their places; without a tree their sum.

    `strict`: nothing where one of the rows is blank; `labels` is the column that tells whether an open row is used.
    """

    rows: tuple[int, ...]
    tree: Tree | None = None
    by_id: Mapping[str, int] | None = None
    strict: bool = True
    labels: int | None = None
    decimals: int = 0


Formula = RowFormula | ColumnFormula


def formula_of(
    tabulation: Tabulation,
    row: FilledRow,
    column: FigureColumn,
    places: Mapping[str, int],
    rows: Mapping[str, int],
    *,
    labels: int | None = None,
) -> Formula | None:
    """The formula of a computed figure; None for one that is read, or whose parts the form does not show."""
    match tabulation.source(row, column):
        case FigureSource.FORMULA:
            tree = _spelled_out(column.identities[0].tree, tabulation)
            known = set(names_of(tree)) <= places.keys()
            decimals = column.asks.decimals
            return RowFormula(tree, places, tabulation.engine.rows.edition, decimals) if known else None
        case FigureSource.ROWS:
            return _over_rows(tabulation, row, column, rows, labels)
        case FigureSource.REPORTED | FigureSource.GIVEN | FigureSource.ABSENT:
            return None


def _spelled_out(tree: Tree, tabulation: Tabulation) -> Tree:
    """A formula in which columns that stand on no form are written out."""
    match tree:
        case Name(id):
            column = tabulation.table.columns.get(id)
            is_hidden = column is not None and not column.printed and bool(column.identities)
            return _spelled_out(column.identities[0].tree, tabulation) if is_hidden and column is not None else tree
        case Apply(_, args):
            return evolve(tree, args=tuple(_spelled_out(each, tabulation) for each in args))
        case _:
            return tree


def _over_rows(
    tabulation: Tabulation, row: FilledRow, column: FigureColumn, rows: Mapping[str, int], labels: int | None
) -> ColumnFormula | None:
    definition, decimals = tabulation.definition(row), column.asks.decimals
    parts = [each for each in tabulation.made_of(row) if tabulation.source(each, column) is not FigureSource.ABSENT]
    found = tuple(sorted(rows[each.key] for each in parts if each.key in rows))
    if not found or len(found) != len(parts):
        return None
    if definition is not None and definition.identities:
        by_id = {each.id: rows[each.key] for each in parts if each.id is not None}
        tree = definition.identities[0].tree
        return ColumnFormula(found, tree, by_id, decimals=decimals) if set(names_of(tree)) <= by_id.keys() else None
    strict = tabulation.table.blank is Blank.MISSING
    return ColumnFormula(found, strict=strict, labels=labels, decimals=decimals)


def in_sheet(of: Formula, row: int, place: int) -> str | None:
    """The formula, with its "=", for a cell by its row and place from 0; None for what a sheet cannot say."""
    match of:
        case RowFormula(tree, places, edition, decimals):
            refs = {id: cell(row, at) for id, at in places.items()}
            return written(tree, sheet_of(edition, refs), decimals)
        case ColumnFormula(tree=None):
            return _sum(of, place)
        case ColumnFormula(_, tree, by_id):
            refs = {id: cell(at, place) for id, at in (by_id or {}).items()}
            assert tree is not None
            return written(tree, SheetCells(cell=lambda id: refs[id]), of.decimals)


def _sum(of: ColumnFormula, place: int) -> str:
    """A sum that is nothing where nothing, or not all of it, is filled in."""
    ranges = [_range(first, last, place) for first, last in _runs(of.rows)]
    figures = ",".join(ranges)
    if of.labels is not None and len(ranges) == 1:
        ((first, last),) = _runs(of.rows)
        used = f"(LEN({_range(first, last, of.labels)})>0)*(LEN({ranges[0]})=0)"
        return f'=IF(COUNT({figures})=0,"",IF(SUMPRODUCT({used})>0,"",SUM({figures})))'
    least = len(of.rows) if of.strict else 1
    return f'=IF(COUNT({figures})<{least},"",SUM({figures}))'


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow one another, as first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _range(first: int, last: int, place: int) -> str:
    return cell(first, place) if first == last else f"{cell(first, place)}:{cell(last, place)}"


def cell(row: int, place: int) -> str:
    """A cell as spreadsheets call it: "C12"."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"
