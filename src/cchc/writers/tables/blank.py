"""The form of an edition's tables as the edition has it: letterhead, heading tree, number row, rows, signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.register import Unit, kindred
from cchc.edition.table import TOTAL, ClosedRow, FigureColumn, FormTable, RowRole, StubColumn, StubKind
from cchc.judge.display import format_count
from cchc.period import Period, format_date
from cchc.reading.cells import Lexicon
from cchc.reading.said_units import unit_in
from cchc.record import field, frozen
from cchc.report import Entry, FilledRow, FilledTable, Part, Report
from cchc.value import Reported
from cchc.writers.form import shown
from cchc.writers.questions import Questions
from cchc.writers.rows import value_text
from cchc.writers.tables.sheet import SheetRow, TableBox

OPEN_ROWS = 25
"""Empty rows of a table whose rows the office writes."""
OPEN_BESIDE = 3
"""Empty rows for what the office adds to those of the form."""


@frozen
class FilledForm:
    """What is filled in: who reports for when, the tables, who signs; a table that is not there comes empty."""

    office: str = ""
    superior: str = ""
    period: Period | None = None
    title: str = ""
    date: dt.date | None = None
    signed: Mapping[str, str] = field(factory=dict)
    tables: Mapping[str, FilledTable] = field(factory=dict)

    @classmethod
    def of(cls, report: Report) -> FilledForm:
        """What a report fills in that came from no file."""
        names = {"prepared_by": report.prepared_by, "signed_by": report.signed_by}
        return cls(
            office=report.office or "",
            superior=report.superior or "",
            period=report.period,
            title=report.title or "",
            date=report.date,
            signed={role: name for role, name in names.items() if name},
            tables=report.tables,
        )


def laid_out(edition: Edition, filling: FilledForm) -> tuple[SheetRow, ...]:
    """The whole form; headings not yet merged."""
    home = edition.languages[0]

    def say(name: str, **figures: object) -> str:
        return edition.writing.say(home, "form_of_tables", name, **figures)

    rows = [_text(text) for text in _above(edition, filling, say) if text]
    for table in edition.tables.values():
        if not filling.tables or table.id in filling.tables:
            rows += _of_table(edition, table, filling)
    if filling.date is not None:
        rows.append(SheetRow(Part.BELOW, (TableBox(format_date(filling.date)),)))
    return (*rows, *_signatures(edition, filling))


def _text(text: str) -> SheetRow:
    return SheetRow(Part.ABOVE, (TableBox(text),))


def _above(edition: Edition, filling: FilledForm, say) -> Iterator[str]:  # type: ignore[no-untyped-def]
    home = edition.languages[0]
    if edition.form_number:
        number = edition.form_number[0]
        yield number if " " in number else say("number", number=number)  # "Biểu số 05/BCC" says what it is
    yield filling.title or edition.title[home].upper()
    if filling.period is not None:
        told = _period(edition, filling.period, say)
        if told.casefold() not in filling.title.casefold():
            yield told
    if filling.superior:
        yield say("superior", office=filling.superior)
    yield say("office", office=filling.office)
    unit = _said_once(edition)
    if unit is not None:
        yield say("unit", unit=unit.label[home])


def _period(edition: Edition, period: Period, say) -> str:  # type: ignore[no-untyped-def]
    """A period by its name, "Quý III năm 2026", where people mean its own months by that; else by its days."""
    home = edition.languages[0]
    named = Questions(edition, home).period(period.kind, period.year, period.number)
    if edition.calendar.closing_day == 0 and edition.calendar.period_in(named, home) == period:
        return named[:1].upper() + named[1:]
    return say("period", start=_day(period.start), end=_day(period.end))  # type: ignore[no-any-return]


def _said_once(edition: Edition) -> Unit | None:
    """The unit that stands over the tables: that of all their figures; else that of all amounts, if these may be given
    in others. What a heading or a row says of itself, and rates, have no part in it.
    """
    measures, columns = Lexicon.of(edition).measures, list[FigureColumn]()
    for table in edition.tables.values():
        if all(stub.kind is not StubKind.UNIT for stub in table.stub):
            columns += [each for each in table.printed if each.asks.kind.is_number and not each.is_rate]
    untold = [each for each in columns if not any(unit_in(part, measures(each.asks)) for part in each.heading if part)]
    units = {each.asks.unit for each in untold}
    if len(units) > 1 or len(untold) < len(columns):
        units = {each.asks.unit for each in untold if len(kindred(each.asks.unit or "", edition.units)) > 1}
    return edition.units.get(units.pop() or "") if len(units) == 1 else None


def _day(date: dt.date) -> str:
    return f"{date.day}/{date.month}/{date.year}"


def _signatures(edition: Edition, filling: FilledForm) -> Iterator[SheetRow]:
    titles = {role: titles[0] for role, titles in edition.signatories.items() if titles}
    if titles:
        yield SheetRow(Part.BELOW, tuple(map(TableBox, titles.values())))
        yield SheetRow(Part.BELOW, tuple(TableBox(filling.signed.get(role, "")) for role in titles))


# --- a table -----------------------------------------------------------------------------------------


def across(table: FormTable) -> tuple[StubColumn | FigureColumn, ...]:
    """All columns that stand on the form, from the left: what names rows, figures, remarks."""
    before = [stub for stub in table.stub if stub.kind is not StubKind.REMARKS]
    return (*before, *table.printed, *(stub for stub in table.stub if stub.kind is StubKind.REMARKS))


def _of_table(edition: Edition, table: FormTable, filling: FilledForm) -> Iterator[SheetRow]:
    columns = across(table)
    if len(edition.tables) > 1 and (label := table.label.get(edition.languages[0])):
        blanks = (TableBox(),) * (len(columns) - 1)
        # A section stands in the grid of the table before it.
        yield (
            SheetRow(Part.ASTRAY, (TableBox(label),))
            if table.after is None
            else SheetRow(Part.HEAD, (TableBox(label), *blanks))
        )
    year = None if filling.period is None else filling.period.years
    for texts in heads(columns, year):
        yield SheetRow(Part.HEAD, tuple(map(TableBox, texts)))
    if any(column.number for column in columns):
        yield SheetRow(Part.NUMBERS, tuple(TableBox(column.number or "") for column in columns))
    filled = filling.tables.get(table.id) or empty(table, edition.languages[0])
    for row in filled.rows:
        yield _row(edition, table, columns, row)


def heads(columns: Sequence[StubColumn | FigureColumn], year: str | None) -> Iterator[list[str]]:
    """The rows of the heading tree: a heading stands over the first of its columns."""
    paths = [tuple(part for part in column.heading if part) for column in columns]
    paths = [path or (_name(column),) for path, column in zip(paths, columns, strict=True)]
    for depth in range(max(map(len, paths), default=0)):
        yield [
            ""
            if depth >= len(path) or (place and path[: depth + 1] == paths[place - 1][: depth + 1])
            else path[depth].replace("{year}", year if year is not None else "{year}")
            for place, path in enumerate(paths)
        ]


def _name(column: StubColumn | FigureColumn) -> str:
    return column.kind if isinstance(column, StubColumn) else next(iter(column.asks.label.values()), column.id)


def _row(edition: Edition, table: FormTable, columns: Sequence[StubColumn | FigureColumn], row: FilledRow) -> SheetRow:
    boxes = tuple(_box(edition, table, column, row) for column in columns)
    return SheetRow(Part.TABLE, boxes, table.id, row.key, row.role, row.key.count(" › "))


def _box(edition: Edition, table: FormTable, column: StubColumn | FigureColumn, row: FilledRow) -> TableBox:
    if isinstance(column, StubColumn):
        cell = row.stub.get(column.kind)
        known = {StubKind.CODE: row.code, StubKind.LABEL: row.label, StubKind.UNIT: _unit(edition, table, row)}
        return TableBox(shown(cell.text) if cell is not None else known.get(column.kind, ""))
    entry = row.entries.get(column.id)
    definition = table.rows.get(row.id or "")
    if entry is None:
        return TableBox(_given(edition, column, definition), column=column.id)
    from cchc.writers.tables.read import box_of

    text = shown(entry.cell.text) if entry.cell is not None else figure_text(edition, column, entry)
    return evolve(box_of(column, entry, text), column=column.id)


def _unit(edition: Edition, table: FormTable, row: FilledRow) -> str:
    """What a row that the form prints is counted or measured in, where its unit is said."""
    asked = [column.asks for column in table.of_row(row.id).printed] if row.id is not None else []
    named = [asks.unit for asks in asked if asks.kind.is_number and row.role is not RowRole.HEADING]
    unit = edition.units.get(named[0] or "") if named else None
    return unit.spellings[0] if unit is not None else ""


def figure_text(edition: Edition, column: FigureColumn, entry: Entry) -> str:
    """A figure that no cell states, as the form's language writes it."""
    value = entry.value.value if isinstance(entry.value, Reported) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return format_count(value, edition.languages[0])
    if isinstance(value, Decimal) and not column.is_rate:
        text = f"{value:f}"
        return text if edition.languages[0] == "en" else text.replace(".", ",")
    return value_text(column.asks, entry.value, edition)


def _given(edition: Edition, column: FigureColumn, definition: ClosedRow | None) -> str:
    """The catalogue's own figure, which the form prints."""
    if not column.given:
        return ""
    given = column.default if definition is None else definition.given.get(column.id, column.default)
    if given is None or given.number is None:
        return ""
    text = f"{given.number:f}"
    return text if edition.languages[0] == "en" else text.replace(".", ",")


def empty(table: FormTable, language: str, open_rows: int = OPEN_ROWS) -> FilledTable:
    """A table that nobody has filled in: the form's rows, or empty ones and the total."""
    if table.rows:
        return FilledTable(table.id, tuple(_printed_rows(table, language)))
    rows = tuple(FilledRow(f"#{number}", "", "", RowRole.LEAF, {}) for number in range(1, open_rows + 1))
    if table.open is not None and table.open.total is not None:
        total = FilledRow(TOTAL, "", table.open.total, RowRole.TOTAL, {})
        rows = (total, *rows) if table.open.is_total_first else (*rows, total)
    return FilledTable(table.id, rows)


def _printed_rows(table: FormTable, language: str) -> Iterator[FilledRow]:
    """The form's rows, and behind the one that they stand under, or the last, some for those of the office."""
    written = table.open
    last = [*table.rows][-1]
    total = None if written is None or written.total is None else FilledRow(TOTAL, "", written.total, RowRole.TOTAL, {})
    if total is not None and written is not None and written.is_total_first:
        yield total
    behind = None if written is None else _last_under(table, written.under) if written.under is not None else last
    for id, row in table.rows.items():
        yield _closed(table, row, language)
        if id == behind and written is not None:
            for number in range(1, OPEN_BESIDE + 1):
                yield FilledRow(f"#{number}", "", "", RowRole.LEAF, {}, written.under)
    if total is not None and written is not None and not written.is_total_first:
        yield total


def _last_under(table: FormTable, id: str) -> str:
    """The last printed row under one, or that itself."""
    below = [each.id for each in table.rows.values() if each.under == id]
    return _last_under(table, below[-1]) if below else id


def _closed(table: FormTable, row: ClosedRow, language: str) -> FilledRow:
    """A printed row, under a key that is its own."""
    return FilledRow(row.id, row.code, row.label[language], row.role, {}, row.under, row.id)
