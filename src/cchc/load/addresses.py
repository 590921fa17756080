"""Figures of tables that formulas and checks speak of by their addresses: which there are, and what each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from cchc.edition import Edition, Indicator, IndicatorKind, Parameter
from cchc.edition.aggregation import Way
from cchc.edition.table import JOINED, TOTAL, FormTable, RowRole
from cchc.errors import FormulaError
from cchc.formula import typecheck
from cchc.formula.address import CellAddress, cell_of, counted, is_address
from cchc.formula.syntax import parse
from cchc.formula.tree import Tree, mentions_of
from cchc.words import Text, Translated

Tables = Mapping[str, FormTable]
Parameters = Mapping[str, Parameter]


def addresses_in(trees: Iterable[Tree]) -> tuple[str, ...]:
    """The addresses that formulas speak of, each once."""
    return tuple(dict.fromkeys(id for tree in trees for id in mentions_of(tree) if is_address(id)))


def conditions_in(tree: Tree) -> Iterator[Tree]:
    """The conditions by which a formula counts rows."""
    found = (counted(name) for name in mentions_of(tree))
    return (parse(condition, has_tables=True) for condition in found if condition is not None)


def spoken_of(edition: Edition) -> dict[str, Indicator]:
    """The figures of tables that lines and rules speak of: auxiliary figures, that the tables give."""
    lines = (line.formula for line in edition.everything.values() if line.formula is not None)
    rules = [instance for rule in edition.rules.values() for instance in rule.instances]
    checks = (instance.check for instance in rules)
    conditions = (each.condition for instance in rules for each in instance.escalations)
    names = addresses_in((*lines, *checks, *conditions))
    return figures_of(names, edition.tables, edition.parameters, edition.languages)


def figures_of(
    names: Iterable[str], tables: Tables, parameters: Parameters, languages: Iterable[str]
) -> dict[str, Indicator]:
    """What the figures are that addresses name; those that there are not are left out."""
    found = {name: _figure(name, tables, parameters, tuple(languages)) for name in names}
    return {name: figure for name, figure in found.items() if figure is not None}


def cell_in(edition: Edition, name: str) -> Indicator | None:
    """The figure of a cell, be its address spoken of or not; None for no cell of the form."""
    return _figure(name, edition.tables, edition.parameters, edition.languages) if cell_of(name) is not None else None


def _figure(name: str, tables: Tables, parameters: Parameters, languages: tuple[str, ...]) -> Indicator | None:
    cell = cell_of(name)
    if cell is not None:
        table = tables.get(cell.table)
        return None if table is None or not _has(table, cell) else _of_cell(name, table, cell, languages)
    if counted(name) is None or any(True for _ in mistakes(name, tables, parameters)):
        return None
    label = Translated(dict.fromkeys(languages, name))
    return Indicator(name, "", "", label, IndicatorKind.COUNT, Way.NONE, Way.NONE, auxiliary=True)


def _has(table: FormTable, cell: CellAddress) -> bool:
    if cell.column not in table.columns:
        return False
    if cell.row is None:
        return len(table.rows) == 1
    if cell.row == TOTAL and TOTAL not in table.rows:
        is_open = table.open is not None and table.open.total is not None
        return is_open or any(row.role is RowRole.TOTAL for row in table.rows.values())
    return cell.row in table.rows and table.rows[cell.row].has(cell.column)


def _of_cell(name: str, table: FormTable, cell: CellAddress, languages: tuple[str, ...]) -> Indicator:
    asks = table.of_row(cell.row).columns[cell.column].asks
    row = table.rows.get(cell.row or "")
    total = table.open.total if table.open is not None and cell.row == TOTAL else None

    def label(language: str) -> str:
        of_row = total or ("" if row is None else row.label[language] or row.code)
        return JOINED.join(filter(None, (of_row, asks.label[language])))

    label_: Text = Translated({language: label(language) for language in languages})
    return evolve(
        asks, id=name, label=label_, path="", formula=None, formula_text=None, part_of=None, auxiliary=True, examples=()
    )


def mistakes(name: str, tables: Tables, parameters: Parameters) -> Iterator[FormulaError]:
    """What is wrong with a condition by which rows are counted: one over columns of one table, and parameters."""
    condition = counted(name)
    if condition is None:
        return
    tree = parse(condition, has_tables=True)
    cells = {id: cell_of(id) for id in mentions_of(tree) if id not in parameters}
    of = {cell.table for cell in cells.values() if cell is not None}
    if len(of) != 1 or any(cell is None or cell.row is not None for cell in cells.values()):
        what = "rows are counted by the columns of one table, and by parameters"
        yield FormulaError(what, condition, 0, len(condition), "count_rows(table.column > 0)")
        return
    table = tables.get(of.pop())
    known = {} if table is None else table.columns
    lines = {id: known[cell.column].asks for id, cell in cells.items() if cell is not None and cell.column in known}
    yield from typecheck.problems(tree, {**parameters, **lines}, text=condition, expected=typecheck.BOOLEAN)
