"""The rules over a table: `each = { table = "b06", rows = "leaf" }`, or `columns = ["a", "b"]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cchc.edition import Instance, Parameter, Rule
from cchc.edition.table import TOTAL, FormTable, RowScope, TableRule
from cchc.errors import did_you_mean
from cchc.formula.address import cell_of, is_address
from cchc.formula.tree import Tree, mentions_of
from cchc.load import rule_texts
from cchc.load import table as toml
from cchc.load.codes import UNKNOWN_NAME, WRONG_VALUE
from cchc.load.columns import named_columns
from cchc.load.contents import Contents
from cchc.load.formulas import NOTHING, Formulas
from cchc.load.grounds import legal_basis
from cchc.load.rules import is_over_table
from cchc.record import define, field

_ID = re.compile(r"R[1-9][0-9]{0,3}|(?![CFLPST][0-9]{3}$)[A-Z]{1,4}[0-9]{1,4}")
"""S001, F001 and the like are codes of the library."""
_WANTED = "letters and a number, other than a code of the library such as S001 or T001"
_ALL = "all"


@define(eq=False, repr=False)
class TableRuleReader:
    """Reads the rules over tables, each against the columns or rows that it names."""

    contents: Contents
    formulas: Formulas
    prefix: str
    parameters: Mapping[str, Parameter] = field(factory=dict)
    tables: Mapping[str, FormTable] = field(factory=dict)
    """All tables of the form, of whose figures rules may speak by address."""

    def read(self, tables: Mapping[str, FormTable]) -> dict[str, dict[str, TableRule]]:
        """The rules by table and id."""
        self.tables = tables
        found: dict[str, dict[str, TableRule]] = {id: {} for id in tables}
        for id, entry in self.contents.of("rules"):
            if is_over_table(entry):
                each = entry.table("each")
                table = tables.get(each.text("table"))
                if table is None:
                    hint = did_you_mean(str(each.values["table"]), tables)
                    each.mistake(UNKNOWN_NAME, "table", f"there is no table {str(each.values['table'])[:40]!r}", hint)
                    continue
                found[table.id].setdefault(id, self._rule(id, entry, each, table))
        return found

    def _rule(self, id: str, entry: toml.Table, each: toml.Table, table: FormTable) -> TableRule:
        if not _ID.fullmatch(id):
            entry.mistake(WRONG_VALUE, None, f"{id[:40]!r} is no id of a rule", _WANTED)
        scope, among = _rows(each, table)
        excepted = _named_rows(each, "except", table)
        columns = _columns(each, table)
        each.close()
        check, tree = self.formulas.take(entry, "check", required=True)
        severity, nature = rule_texts.weight(entry)
        rule = Rule(
            id=id,
            code=f"{self.prefix}-{f'R{id[1:]:0>3}' if id[0] == 'R' else id}",
            check=check or "",
            severity=severity,
            nature=nature,
            says=rule_texts.says(entry, "rule_says", check or "", self._called(table, columns, tree)),
            advice=rule_texts.advice(entry),
            instances=(Instance(id, {}, tree or NOTHING),),
            good={},
            bad={},
            legal_basis=legal_basis(entry),
            notes=entry.optional_translated("notes"),
            label=entry.optional_translated("label"),
            why=entry.optional_translated("why"),
            file=entry.source.name,
            line=entry.line,
        )
        entry.close()
        return TableRule(rule, scope, columns, among, excepted)

    def _called(self, table: FormTable, columns: Sequence[str], tree: Tree | None) -> Mapping[str, str]:
        """What all that a check speaks of is called: its own table's columns or rows, parameters, figures elsewhere."""
        beyond = {} if tree is None else {id: self._elsewhere(id) for id in mentions_of(tree) if is_address(id)}
        parameters = {id: f"“{next(iter(each.label.values()), id)}”" for id, each in self.parameters.items()}
        return {**parameters, **beyond, **_names(table, columns)}

    def _elsewhere(self, name: str) -> str:
        """A figure by its row and the last of its column's headings, as findings call it."""
        cell = cell_of(name)
        table = None if cell is None else self.tables.get(cell.table)
        if cell is None or table is None or cell.column not in table.columns:
            return name
        row, column = table.rows.get(cell.row or ""), table.columns[cell.column]
        of_open = table.open.total if table.open is not None and cell.row == TOTAL else None
        label = next(iter(row.label.values()), "") if row is not None else of_open
        return f"“{label} › {column.path}”" if label else f"“{column.path or name}”"


def _rows(each: toml.Table, table: FormTable) -> tuple[RowScope, tuple[str, ...]]:
    """The rows that a rule is asked of: by what they are, or named."""
    if type(each.raw("rows", list)) is list:
        return RowScope.ALL, _named_rows(each, "rows", table)
    return each.choice("rows", RowScope, RowScope.ALL, required=False), ()


def _named_rows(each: toml.Table, key: str, table: FormTable) -> tuple[str, ...]:
    named = each.texts(key)
    for name in named:
        if name not in table.rows:
            each.mistake(UNKNOWN_NAME, key, f"there is no row {name[:40]!r}", did_you_mean(name, table.rows))
    return tuple(name for name in named if name in table.rows)


def _columns(each: toml.Table, table: FormTable) -> tuple[str, ...]:
    """The columns that a rule is asked of: named, or all."""
    if each.raw("columns", str, among=(_ALL,)) == _ALL:
        return tuple(column.id for column in table.printed)
    return named_columns(each, "columns", table.columns)


def _names(table: FormTable, columns: Sequence[str]) -> Mapping[str, str]:
    """What names in a check are called: columns by their numbers; rows by their labels, in a rule over columns."""
    if columns:
        return {id: f"“{next(iter(row.label.values()), id)}”" for id, row in table.rows.items()}
    return {id: column.short for id, column in table.columns.items()}
