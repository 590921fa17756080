"""How a computed figure of a table is written as a live formula: over its row, over other rows, or as their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import Blank, FigureColumn
from cchc.formula.spreadsheet import SheetCells
from cchc.formula.tree import Apply, Name, Number, Tree, names_of
from cchc.judge.tables import FigureSource, Tabulation
from cchc.record import field, frozen
from cchc.report import FilledRow
from cchc.writers.cell_formulas import formula as written
from cchc.writers.cell_formulas import quoted, sheet_of

_LEVELS = 2
"""Levels of rows of which it can be told before they are written which stand over others."""


@frozen
class RowFormula:
    """A formula over the columns of its own row, by their places."""

    tree: Tree
    places: Mapping[str, int]
    edition: Edition
    """One whose figures are the columns."""
    decimals: int = 0
    elsewhere: Mapping[str, str] = field(factory=dict)
    """The cells of figures of other rows and tables, by their addresses."""


@frozen
class OpenStub:
    """Where rows that an office has yet to write will say what they are: whether one is used, and by its code whether
    it stands over others, which are counted already."""

    labels: int
    codes: int | None = None
    levels: tuple[str, ...] = ()
    """What codes of each level look like."""


@frozen
class ColumnFormula:
    """A formula over other rows of its column, by their places; without a tree their sum, or their mean by `weights`.

    `strict`: nothing where one of the rows is blank; `stub` tells which rows are used, where nobody has written them.
    """

    rows: tuple[int, ...]
    tree: Tree | None = None
    by_id: Mapping[str, int] | None = None
    strict: bool = True
    stub: OpenStub | None = None
    weights: int | None = None
    decimals: int = 0


@frozen
class SameCell:
    """What stands in a cell of the form's own sheet; where that is no number, what was read there."""

    row: int
    place: int
    is_number: bool
    ref: str = ""
    """The cell, where the form stands on the user's own sheet."""


Formula = RowFormula | ColumnFormula | SameCell


def formula_of(
    tabulation: Tabulation,
    row: FilledRow,
    column: FigureColumn,
    places: Mapping[str, int],
    rows: Mapping[str, int],
    *,
    stub: OpenStub | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Formula | None:
    """The formula of a computed figure; None for one that is read, or whose parts the form does not show."""
    match tabulation.source(row, column):
        case FigureSource.FORMULA:
            tree = _spelled_out(column.identities[0].tree, tabulation, row)
            cells = {} if elsewhere is None else elsewhere
            known = all(name in places or name in cells for name in names_of(tree))
            decimals = column.asks.decimals
            return RowFormula(tree, places, tabulation.written(row), decimals, cells) if known else None
        case FigureSource.ROWS:
            found = _over_rows(tabulation, row, column, places, rows)
            if found is None or stub is None:
                return found
            return evolve(found, stub=stub) if _tells_leaves(stub) else None
        case FigureSource.REPORTED | FigureSource.GIVEN | FigureSource.ABSENT:
            return None


def _tells_leaves(stub: OpenStub) -> bool:
    """Whether it can be told of rows yet to be written which of them stand over others: by whether they have a code, or
    by what it looks like."""
    if len(stub.levels) < _LEVELS or stub.codes is None:
        return len(stub.levels) < _LEVELS
    return len(stub.levels) == _LEVELS and (not stub.levels[0] or is_inner(stub, "") is not None)


def is_inner(stub: OpenStub, codes: str) -> str | None:
    """Which codes of a range are of the inner of two levels, as a formula; None where their looks do not tell."""
    digits = f'ISNUMBER(-SUBSTITUTE({codes},".",""))*(LEN({codes})>0)'
    match stub.levels:
        case (("I" | "A" | "a"), "1"):
            return f"({digits})"
        case ("1", ("a" | "-")):
            return f"((LEN({codes})>0)*(1-{digits}))"
        case ("1", "1.1"):
            return f'ISNUMBER(SEARCH(".?",{codes}))'
        case (("I" | "A" | "a"), "-"):
            return f'(LEFT({codes},1)="-")'
        case _:
            return None


def _spelled_out(tree: Tree, tabulation: Tabulation, row: FilledRow) -> Tree:
    """A formula in which columns that stand on no form are written out: their formulas, or the catalogue's figures."""
    match tree:
        case Name(id):
            column = tabulation.columns(row).get(id)
            if column is None or column.printed:
                return tree
            if column.identities:
                return _spelled_out(column.identities[0].tree, tabulation, row)
            given = tabulation.figure(row, id)
            return tree if given is None else Number(given)
        case Apply("if_undefined", (first, Name(id))) if _is_unknown(tabulation, row, id):
            return _spelled_out(first, tabulation, row)
        case Apply(_, args):
            return evolve(tree, args=tuple(_spelled_out(each, tabulation, row) for each in args))
        case _:
            return tree


def _is_unknown(tabulation: Tabulation, row: FilledRow, id: str) -> bool:
    """Whether the catalogue gives no figure in a row for a column that stands on no form."""
    column = tabulation.columns(row).get(id)
    return column is not None and not column.printed and column.given and tabulation.figure(row, id) is None


def _over_rows(
    tabulation: Tabulation, row: FilledRow, column: FigureColumn, places: Mapping[str, int], rows: Mapping[str, int]
) -> ColumnFormula | None:
    parts, decimals = tabulation.parts(row, column), column.asks.decimals
    found = tuple(sorted(rows[each.key] for each in parts.rows if each.key in rows))
    if not found or len(found) != len(parts.rows):
        return None
    if parts.tree is not None:
        by_id = {each.id: rows[each.key] for each in parts.rows if each.id is not None}
        known = set(names_of(parts.tree)) <= by_id.keys()
        return ColumnFormula(found, parts.tree, by_id, decimals=decimals) if known else None
    if parts.weight is not None:
        weights = places.get(parts.weight)
        return None if weights is None else ColumnFormula(found, weights=weights, decimals=decimals)
    return ColumnFormula(found, strict=tabulation.table.blank is Blank.MISSING, decimals=decimals)


def in_sheet(of: Formula, row: int, place: int, form_sheet: str = "", read: int | Decimal | None = None) -> str | None:
    """The formula, with its "=", for a cell by its row and place from 0; None for what a sheet cannot say.

    `form_sheet` is the name of the sheet that the form itself is on, `read` the figure that was read.
    """
    match of:
        case SameCell():
            there = f"{quoted(form_sheet)}!{of.ref or cell(of.row, of.place)}"
            kept = '""' if read is None else str(read)
            return f"={there}" if of.is_number else f"=IF(ISNUMBER({there}),{there},{kept})"
        case RowFormula(tree, places, edition, decimals, elsewhere):
            refs = {**elsewhere, **{id: cell(row, at) for id, at in places.items()}}
            is_plain = not any(name in places for name in names_of(tree))
            return written(tree, sheet_of(edition, refs, are_numbers=is_plain), decimals)
        case ColumnFormula(tree=None, weights=None):
            return _sum(of, place)
        case ColumnFormula(tree=None):
            return _mean(of, place)
        case ColumnFormula(_, tree, by_id):
            refs = {id: cell(at, place) for id, at in (by_id or {}).items()}
            assert tree is not None
            return written(tree, SheetCells(cell=lambda id: refs[id]), of.decimals)


def _sum(of: ColumnFormula, place: int) -> str:
    """A sum that is nothing where nothing, or not all of it, is filled in."""
    ranges = [range_of(first, last, place) for first, last in _runs(of.rows)]
    figures = ",".join(ranges)
    if of.stub is not None and len(ranges) == 1:
        leaves = _leaves(of.stub, *_runs(of.rows)[0])
        return _where_used(leaves, figures, f"SUMPRODUCT({leaves}*1,{figures})")
    least = len(of.rows) if of.strict else 1
    return f'=IF(COUNT({figures})<{least},"",SUM({figures}))'


def _mean(of: ColumnFormula, place: int) -> str:
    """A mean that is nothing where a figure or its weight is not filled in."""
    assert of.weights is not None
    pairs = [(range_of(*run, place), range_of(*run, of.weights)) for run in _runs(of.rows)]
    figures, weights = (",".join(each) for each in zip(*pairs, strict=True))
    if of.stub is not None and len(pairs) == 1:
        leaves = _leaves(of.stub, *_runs(of.rows)[0])
        heavy, products = f"SUMPRODUCT({leaves}*1,{weights})", f"SUMPRODUCT({leaves}*1,{figures},{weights})"
        return _where_used(leaves, figures, f'IF({heavy}=0,"",ROUND({products}/{heavy},{of.decimals}))')
    products, heavy = "+".join(f"SUMPRODUCT({one},{by})" for one, by in pairs), f"SUM({weights})"
    least = len(of.rows)
    return (
        f'=IF(OR(COUNT({figures})<{least},COUNT({weights})<{least}),"",'
        f'IF({heavy}=0,"",ROUND(({products})/{heavy},{of.decimals})))'
    )


def _leaves(stub: OpenStub, first: int, last: int) -> str:
    """Which rows are used and stand over no others: those with a code, where any row has one."""
    labels = f"(LEN({range_of(first, last, stub.labels)})>0)"
    if stub.codes is None:
        return labels
    inner = [is_inner(stub, range_of(first + down, last + down, stub.codes)) for down in (0, 1)]
    if inner[0] is not None:
        return f"{labels}*(1-(1-{inner[0]})*{inner[1]})"
    codes = f"LEN({range_of(first, last, stub.codes)})"
    return f"{labels}*(({codes}>0)+(SUMPRODUCT({codes})=0)>0)"


def _where_used(leaves: str, figures: str, text: str) -> str:
    """What rows come to, where none of those that are used is blank."""
    return f'=IF(COUNT({figures})=0,"",IF(SUMPRODUCT({leaves}*(LEN({figures})=0))>0,"",{text}))'


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow one another, as first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def range_of(first: int, last: int, place: int) -> str:
    """The cells of a column from one row to another."""
    return cell(first, place) if first == last else f"{cell(first, place)}:{cell(last, place)}"


def cell(row: int, place: int) -> str:
    """A cell as spreadsheets call it: "C12"."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"
