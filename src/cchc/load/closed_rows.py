"""The rows of a [table.X]: those that the form prints, or what those are that the office writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition.table import ClosedRow, FigureColumn, GivenFigure, OpenRows, Parents, StubKind
from cchc.errors import did_you_mean
from cchc.formula.syntax import is_taken
from cchc.formula.tree import names_of
from cchc.load.codes import CYCLE, DUPLICATE, MISSING_FIELD, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.columns import given_value, named_columns
from cchc.load.formulas import Formulas
from cchc.load.row_kinds import WORDS, own_words
from cchc.load.table import Table
from cchc.load.vocabulary import ID
from cchc.words import Translated

CHILDREN = "children"
_TOTAL = "total"
"""What most call the row of totals: a function, too, so that it is named by its address alone, `t[total].c`."""
EXCEPT = "except"
_OWN = ("id", "code", "label", "under", "columns", EXCEPT, "formula", "part_of", *WORDS)


def read_rows(
    table: Table, columns: Mapping[str, FigureColumn], formulas: Formulas, entries: dict[str, Table]
) -> dict[str, ClosedRow]:
    """The rows that the form prints, in its order; `entries` takes the tables that they were read from."""
    if table.raw("rows", str, among=("one",)) == "one":
        return {"one": ClosedRow("one", "", Translated(dict.fromkeys(table.languages, "")))}
    rows: dict[str, ClosedRow] = {}
    written = table.list_of_tables("rows")
    most = MOST_FIGURES // max(1, len(columns))
    if len(written) > most:
        table.mistake(WRONG_VALUE, "rows", f"a table may have {MOST_FIGURES} figures: {most} rows of these columns")
    for entry in written[:most]:
        row = _row(entry, columns, formulas)
        if rows.setdefault(row.id, row) is not row:
            entry.mistake(DUPLICATE, None, f"the row {row.id[:40]!r} stands in the table already")
        entries.setdefault(row.id, entry)
    over = {_open_under(table), *(row.under for row in rows.values())}
    for id, row in rows.items():
        _check(row, rows, entries[id], is_over=row.id in over)
    for id in _at_end_of_chain(rows):
        entries[id].mistake(
            WRONG_VALUE, "formula", f"the row rests on more than {MOST_CHAINED} others, each made of the next"
        )
    return rows


MOST_FIGURES = 100_000
"""Figures that a table prints, row by column: such a form is filled in by no hand."""
MOST_LEVELS = 20
"""Rows that may stand over one another."""
MOST_CHAINED = 100
"""Rows that may be made of one another, one after the other."""


def _at_end_of_chain(rows: Mapping[str, ClosedRow]) -> list[str]:
    """The rows that no more than so many others lie below, which one of them does: layer upon layer is taken away."""
    waits = {id: {*_made_of(row)} & rows.keys() - {id} for id, row in rows.items()}
    users: dict[str, list[str]] = {}
    for id, names in waits.items():
        for name in names:
            users.setdefault(name, []).append(id)
    layer = [id for id, names in waits.items() if not names]
    for _ in range(MOST_CHAINED):
        above = dict.fromkeys(user for id in layer for user in users.get(id, ()))
        for id in layer:
            for user in users.get(id, ()):
                waits[user].discard(id)
        layer = [id for id in above if not waits[id]]
    return layer


def _made_of(row: ClosedRow) -> Iterator[str]:
    for identity in row.identities:
        yield from names_of(identity.tree)


def _open_under(table: Table) -> str | None:
    """The row under which the office writes its own."""
    written = table.values.get("open")
    under = written.get("under") if type(written) is dict else None
    return under if type(under) is str else None


def _check(row: ClosedRow, rows: Mapping[str, ClosedRow], entry: Table, *, is_over: bool) -> None:
    """That the rows that a row names are there, and that none stands under itself."""
    for key, name in (("under", row.under), ("part_of", row.part_of)):
        if name is not None and name not in rows:
            entry.mistake(UNKNOWN_NAME, key, f"there is no row {name[:40]!r}", did_you_mean(name, rows))
    if row.adds_children and not is_over:
        entry.mistake(WRONG_VALUE, "formula", "no row stands under this one", "write the sum of the rows: 'a + b'")
    above, levels = row.under, 1
    while above is not None and above in rows and levels <= MOST_LEVELS:
        above, levels = rows[above].under, levels + 1
    if levels > MOST_LEVELS:
        entry.mistake(CYCLE, "under", f"the row stands under itself, or under more than {MOST_LEVELS} others")


def _row(entry: Table, columns: Mapping[str, FigureColumn], formulas: Formulas) -> ClosedRow:
    code = entry.optional_text("code") or ""
    id = entry.optional_text("id") or id_of_code(code)
    if not id and not entry.partial:
        entry.mistake(MISSING_FIELD, None, "'id' is missing", "or the 'code' that the form prints")
    elif not ID.fullmatch(id):
        entry.mistake(WRONG_VALUE, "id", f"{id[:40]!r} is no id", "small letters a-z, digits and _")
    elif id != _TOTAL and (is_taken(id) or id == CHILDREN):
        what = f"{id!r} has a meaning of its own in formulas and rules"
        entry.mistake(DUPLICATE, "id", what, f"such as {f'{id}_row'!r}")
    formula = entry.optional_text("formula")
    written = () if formula is None or formula == CHILDREN else (formula,)
    row = ClosedRow(
        id=id,
        code=code,
        label=_label(entry),
        under=entry.optional_text("under"),
        columns=_columns(entry, columns),
        given=dict(_given(entry, columns)),
        identities=tuple(formulas.identities(entry, "formula", written)),
        adds_children=formula == CHILDREN,
        part_of=entry.optional_text("part_of"),
        own=own_words(entry),
    )
    entry.close()
    return row


def id_of_code(code: str) -> str:
    """The id that follows from a printed code: "3.5a" is r3_5a."""
    mark = "_".join("".join(letter if letter.isalnum() else " " for letter in code.lower()).split())
    return f"r{mark}" if mark else ""


def _label(entry: Table) -> Translated:
    """A label in the form's language, and in others where they are given."""
    written = entry.values.get("label")
    if type(written) is dict and written:
        first = next((value for value in written.values() if type(value) is str), "")
        entry.values["label"] = {**dict.fromkeys(entry.languages, first), **written}
    return Translated(entry.translated("label"))


def _columns(entry: Table, columns: Mapping[str, FigureColumn]) -> tuple[str, ...] | None:
    has_columns, but = entry.has("columns"), named_columns(entry, EXCEPT, columns)
    named = named_columns(entry, "columns", columns) if has_columns else tuple(columns)
    if not has_columns and not but:
        return None
    return tuple(id for id in named if id not in but)


def _given(entry: Table, columns: Mapping[str, FigureColumn]) -> Iterator[tuple[str, GivenFigure]]:
    for id, column in columns.items():
        if column.given and id in entry.values and id not in _OWN:
            value = given_value(entry, id)
            if value is not None:
                yield id, value


def read_open(table: Table, rows: Mapping[str, ClosedRow]) -> OpenRows | None:
    """What the rows are that the office writes, alone or beside those of the form; None where it writes none."""
    if not table.has("open"):
        return None
    entry = table.table("open")
    found = OpenRows(
        key=entry.choice("key", StubKind, StubKind.LABEL, required=False),
        levels=tuple(_levels(entry)),
        parents=entry.choice("parents", Parents, Parents.SUM, required=False),
        total=entry.optional_text("total"),
        under=entry.optional_text("under"),
        is_total_first=entry.flag("total_first") or None,
    )
    if found.is_total_first and found.total is None:
        entry.mistake(MISSING_FIELD, None, "'total' is missing: which row stands first", 'such as total = "TỔNG SỐ"')
    if found.under is not None and found.under not in rows:
        entry.mistake(UNKNOWN_NAME, "under", f"there is no row {found.under[:40]!r}", did_you_mean(found.under, rows))
    if rows and found.levels:
        hint = "they are told from those of the form by their labels"
        entry.mistake(WRONG_VALUE, "levels", "beside printed rows the office's have no levels", hint)
    entry.close()
    return found


def _levels(entry: Table) -> tuple[str, ...]:
    """The shapes of codes, the outermost level first: "", "1", "1.1", "I", "a"."""
    return entry.texts("levels")
