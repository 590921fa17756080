"""What an empty form says beside a row while it is filled in: which formula, part or rule does not hold there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from cchc.edition import Edition, Rule
from cchc.edition.table import FigureColumn, FormTable, OverRows, Parents, RowRole
from cchc.formula.tree import Apply, Name, Tree, names_of
from cchc.formula.words import words
from cchc.judge.tables import FigureSource, Tabulation
from cchc.record import define
from cchc.report import FilledRow
from cchc.writers.cell_formulas import formula, sheet_of
from cchc.writers.tables.formulas import OpenStub, cell, is_inner, range_of

_LONGEST = 120
"""Characters of what is told of one rule."""
Cells = Mapping[str, str]
"""Where figures stand on the sheet, by their addresses."""


def cells_of(edition: Edition, at: Mapping[str, Mapping[str, int]], places: Mapping[str, Mapping[str, int]]) -> Cells:
    """The cells of all printed rows and totals: "b06[total].x", of a table of one row "t.x", too."""
    found = {
        f"{id}[{key}].{column}": cell(row, place)
        for id, rows in at.items()
        for key, row in rows.items()
        for column, place in places[id].items()
    }
    alone = {id: next(iter(rows)) for id, rows in at.items() if len(edition.tables[id].rows) == 1 and rows}
    return found | {
        f"{id}.{column}": found[f"{id}[{key}].{column}"] for id, key in alone.items() for column in places[id]
    }


@define(eq=False)
class Watched:
    """What is watched of one table, as pieces of text formulas."""

    of: Tabulation
    places: Mapping[str, int]
    at: Mapping[str, int]
    """The rows of the sheet, by their keys."""
    cells: Cells
    edition: Edition
    stub: OpenStub

    @property
    def table(self) -> FormTable:
        return self.of.table

    @cached_property
    def _names(self) -> dict[str, str]:
        return {id: column.short for id, column in self.table.columns.items()}

    def beside(self, row: FilledRow) -> Iterator[str]:
        """The pieces that stand beside a row: each is a text where something does not hold there, else empty."""
        refs = {**self.cells, **{id: cell(self.at[row.key], place) for id, place in self.places.items()}}
        yield from self._formulas(row, refs)
        yield from self._parts(row, refs)
        yield from self._rules(row, refs)
        if row.id is None and row.role is RowRole.LEAF:
            yield from self._group(row)
        yield from self._over_rows.get(row.key, ())

    def _formulas(self, row: FilledRow, refs: Cells) -> Iterator[str]:
        """The other formulas of columns than those that compute them."""
        for column in self.of.engine_of(row).table.printed:
            source = self.of.source(row, column)
            if source not in (FigureSource.FORMULA, FigureSource.ROWS):
                continue
            live = 1 if source is FigureSource.FORMULA else 0
            for identity in column.identities[live:]:
                if source is FigureSource.ROWS and not column.holds_on_totals(identity):
                    continue
                check = Apply("==", (Name(column.id), identity.tree))
                says = f"{column.short} ≠ {self._in_words(identity.tree, self._names)}"
                yield from self._piece(check, row, refs, says)

    def _parts(self, row: FilledRow, refs: Cells) -> Iterator[str]:
        """ "Trong đó": no more than its whole, be that a column or a row."""
        if row.role is RowRole.HEADING:
            return
        columns = {column.id: column for column in self.of.engine_of(row).table.printed if self._has(row, column)}
        for column in columns.values():
            whole = columns.get(column.asks.part_of or "")
            if whole is not None:
                check = Apply("<=", (Name(column.id), Name(whole.id)))
                yield from self._piece(check, row, refs, f"{column.short} > {whole.short}")
        definition = self.table.rows.get(row.id or "")
        whole_row = None if definition is None else self.table.rows.get(definition.part_of or "")
        if whole_row is None or whole_row.id not in self.at:
            return
        name = _cut(next(iter(whole_row.label.values()), whole_row.id))
        for column in columns.values():
            if column.asks.kind.is_number and not column.is_rate and column.over_rows is OverRows.SUM:
                own, above = (cell(self.at[key], self.places[column.id]) for key in (row.key, whole_row.id))
                says = _quoted(f"{column.short} > {column.short} “{name}”")
                yield f'IF(COUNT({own},{above})=2,IF({own}>{above},"{says}  ",""),"")'

    def _rules(self, row: FilledRow, refs: Cells) -> Iterator[str]:
        """The catalogue's own rules on columns."""
        for each in self.of.engine_of(row).table.rules.values():
            if each.rule.is_standard or each.columns or not each.takes(row.role, row.id):
                continue
            for instance in each.rule.instances:
                yield from self._piece(instance.check, row, refs, self._says(each.rule, instance.check, self._names))

    @cached_property
    def _over_rows(self) -> dict[str, list[str]]:
        """What is told of rules on several rows, by the row that each names first."""
        found = dict[str, list[str]]()
        for key, piece in (*self._over_columns(), *self._across()):
            found.setdefault(key, []).append(piece)
        return found

    def _over_columns(self) -> Iterator[tuple[str, str]]:
        """The catalogue's own rules on rows, with the row that each names first."""
        labels = {id: each.code or _cut(next(iter(each.label.values()), id)) for id, each in self.table.rows.items()}
        for each in self.table.rules.values():
            for instance in each.rule.instances if each.columns and not each.rule.is_standard else ():
                named = [name for name in names_of(instance.check) if name in self.at]
                for id in each.columns if named else ():
                    if id in self.places:
                        row, refs = self.of.filled.by_key[named[0]], self._cells_of(id)
                        says = f"{self._names[id]}: {self._says(each.rule, instance.check, labels)}"
                        for piece in self._piece(instance.check, row, refs, says, numbers=True):
                            yield row.key, piece

    def _cells_of(self, column: str) -> Cells:
        """The cells of a column, by the keys of their rows."""
        return {key: cell(number, self.places[column]) for key, number in self.at.items()}

    def _across(self) -> Iterator[tuple[str, str]]:
        """The rules that name figures of several tables, with the key of the row of this one that each names first."""
        for rule in self.edition.rules.values():
            for instance in () if rule.is_standard else rule.instances:
                names = tuple(names_of(instance.check))
                own = [name for name in names if name.startswith((f"{self.table.id}[", f"{self.table.id}."))]
                if not own or own[0] != names[0] or not all(name in self.cells for name in names):
                    continue
                key = own[0].partition("[")[2].rpartition("].")[0] or next(iter(self.at))
                says = self._says(rule, instance.check, {})
                for piece in self._piece(instance.check, self.of.filled.by_key[key], self.cells, says, numbers=True):
                    yield key, piece

    def _group(self, row: FilledRow) -> Iterator[str]:
        """Of rows that an office writes one that stands over others: whether it adds them up."""
        office, number = self.table.open, self.at[row.key]
        own = [self.at[each.key] for each in self.of.filled.rows if each.id is None and each.role is RowRole.LEAF]
        last = max(own)
        if office is None or office.parents is Parents.HEADING or self.stub.codes is None or number == last:
            return
        codes = range_of(number + 1, last, self.stub.codes)
        if (inner := is_inner(self.stub, codes)) is None:
            return
        here, following = (is_inner(self.stub, cell(at, self.stub.codes)) for at in (number, number + 1))
        outer = f"(LEN({codes})>0)*(1-{inner})"
        many = f"IFERROR(SUMPRODUCT(MATCH(1,{outer},0))-1,SUMPRODUCT({inner}))"
        for column in self.table.printed:
            if column.over_rows is not OverRows.SUM or not column.asks.kind.is_number:
                continue
            place = self.places[column.id]
            below = range_of(number + 1, last, place)
            members, mine = f"{cell(number + 1, place)}:INDEX({below},{many})", cell(number, place)
            is_whole = f"AND(1-{here},{following},ISNUMBER({mine}),COUNT({members})={many})"
            differs = f"ROUND({mine}-SUM({members}),{column.asks.decimals})<>0"
            yield f'IF(IFERROR({is_whole},FALSE),IF({differs},"{_quoted(column.short)} ≠ Σ  ",""),"")'

    # --- pieces

    def _has(self, row: FilledRow, column: FigureColumn) -> bool:
        return self.of.source(row, column) is not FigureSource.ABSENT

    def _piece(self, check: Tree, row: FilledRow, refs: Cells, says: str, *, numbers: bool = False) -> Iterator[str]:
        """A text where a check fails; nothing for what a sheet cannot say, or has no cells for."""
        edition = self.edition if numbers else self.of.written(row)
        condition = formula(check, sheet_of(edition, refs, are_numbers=numbers))
        if condition is not None:
            yield f'IF({condition[1:]}=FALSE,"{_quoted(says)}  ","")'

    def _says(self, rule: Rule, check: Tree, names: Mapping[str, str]) -> str:
        """What a rule is called, else how it is written."""
        label = "" if rule.label is None else rule.label.get(self.edition.languages[0], "")
        return _cut(label or self._in_words(check, names))

    def _in_words(self, tree: Tree, names: Mapping[str, str]) -> str:
        return words(tree, self.edition.judging, self.edition.languages[0], lambda id: names.get(id, id))


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _quoted(said: str) -> str:
    return said.replace('"', "'")
