"""What there is to say of how a table was read: columns, rows and figures that are not as the form has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from cchc.edition import Edition, Severity
from cchc.edition.table import FormTable, RowRole, StubKind
from cchc.finding import Finding, built_in
from cchc.reading.tables.arrangement import Copy, Lacking, NestedBy, Oddity, Orphans, Stray, Uncounted
from cchc.reading.tables.body import PlacedRow
from cchc.reading.tables.foreign import ForeignTable
from cchc.reading.tables.found import FoundTable
from cchc.reading.tables.head import FoundBy
from cchc.reading.tables.rows import BodyRow
from cchc.reading.tables.settling import Settled
from cchc.reading.tables.shifting import Shift, Side
from cchc.reading.tables.subtotals import Subtotal, Subtotalled
from cchc.reading.tables.unnamed_total import OtherwiseCalled
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.text.number import parse_number
from cchc.text.spelling import seen
from cchc.value import Cell
from cchc.words import Message, Text

_MOST_QUOTED = 6


@frozen
class Outside:
    """A cell that belongs to no figure of the form: its row, its place, and what stands over it."""

    placed: PlacedRow
    at: int
    cell: Cell
    column: str
    expected: str | None = None
    """The column that the form has there, under the same headings."""


@frozen
class EndedFigure:
    """A cell under the heading of a column that ended."""

    column: str
    outside: Outside

    @property
    def row(self) -> str:
        """The row as it is called."""
        return self.outside.placed.body.label or self.outside.placed.key

    @property
    def shown(self) -> str:
        """What stands there."""
        return seen(self.outside.cell.text)


def missing_tables(edition: Edition, found: Sequence[FoundTable]) -> Iterator[Finding]:
    """T011: a table of the form that the file does not show."""
    shown = {each.table.id for each in found}
    for table in edition.tables.values():
        if table.id not in shown:
            yield _told(edition, "CCHC-T011", None, table=_title(table))


def foreign(edition: Edition, tables: Iterable[ForeignTable]) -> Iterator[Finding]:
    """T016: rows of figures that are in no table of the form, told once a table."""
    for each in tables:
        last = next(cell for row in reversed(each.rows) for cell in reversed(row.cells) if seen(cell.text))
        told = {"rows": str(len(each.rows)), "count": str(each.figures), "last": last.place}
        yield _told(edition, "CCHC-T016", each.first, **told)


def nothing_filled_in(edition: Edition, table: FormTable, rows: Iterable[FilledRow]) -> Iterator[Finding]:
    """T015: a table in which no cell says anything but what the form gives."""
    asked = {column.id for column in table.printed if not column.given}
    entries = (entry for row in rows for id, entry in row.entries.items() if id in asked)
    if not any(entry.cell is not None and seen(entry.cell.text) for entry in entries):
        yield _told(edition, "CCHC-T015", None, table=_title(table))


def several_reports(edition: Edition, count: int) -> Finding:
    """T014: a file of several reports of which one was asked for."""
    return _told(edition, "CCHC-T014", None, count=str(count))


def of_head(edition: Edition, found: FoundTable) -> Iterator[Finding]:
    """T006, T009, T010: columns that lack, those found otherwise than by the form's headings, doubtful numbers."""
    table, head = found.table, found.head
    named = set(head.columns.values())
    lacking = [column.path for column in table.printed if column.id not in named]
    if lacking:
        yield _told(edition, "CCHC-T006", None, columns="; ".join(lacking), table=_title(table))
    for by in FoundBy:
        places = [place for place, how in head.by.items() if how is by]
        if places:
            pairs = (f"“{head.headings.get(at, '')}” → “{table.columns[head.columns[at]].path}”" for at in places)
            how = edition.face("tables").text("found_by", by)
            yield _told(edition, "CCHC-T009", None, columns="; ".join(pairs), how=how, table=_title(table))
    if head.is_unsure:
        yield _told(edition, "CCHC-T010", None, table=_title(table))


def disagreeing(edition: Edition, found: FoundTable, how: Settled) -> Iterator[Finding]:
    """T005: headings and printed numbers that name different columns, and which was believed."""
    columns, words = found.table.columns, edition.face("tables").text("settled", how)
    for _, path, number in found.head.disagreeing:
        first, second = columns[path], columns[number]
        yield _told(edition, "CCHC-T005", None, column=first.path, mark=second.mark or "", other=second.path, how=words)


def outside(edition: Edition, cells: Sequence[Outside]) -> Iterator[Finding]:
    """T003, T013: numbers that stand in no column of the form; those of one column are one finding."""
    told = [each for each in cells if each.expected is not None or any(map(str.isdigit, each.cell.text))]
    columns: dict[tuple[int, str], list[Outside]] = {}
    for each in told:
        columns.setdefault((each.at, each.column), []).append(each)
    for (_, column), listed in columns.items():
        first = listed[0]
        if len(listed) == 1 and first.expected is None:
            row = first.placed.body.label or first.placed.key
            yield _told(edition, "CCHC-T003", first.cell, row=row, column=column)
            continue
        texts = [seen(each.cell.text) for each in listed]
        quoted = ", ".join(texts[:_MOST_QUOTED]) + (", …" if len(texts) > _MOST_QUOTED else "")
        where = _in_place_of(edition, first)
        told_of = {"column": column, "where": where, "count": str(len(listed)), "figures": quoted}
        yield _told(edition, "CCHC-T013", first.cell, **told_of)


def _in_place_of(edition: Edition, each: Outside) -> Message | str:
    """What the form has where a column stands that is none of its own."""
    if each.expected is None:
        return ""
    said = edition.face("tables").text("in_place_of")
    return Message(said, {"column": each.expected}, edition.languages)


def of_oddities(edition: Edition, table: FormTable, oddities: Iterable[Oddity]) -> Iterator[Finding]:
    """T004, T012, T019, T020, T022, T028: rows that are not where they belong, or a total that is not called so."""
    words = edition.face("tables")
    for each in oddities:
        match each:
            case Lacking(rows, by):
                first, count, how = rows[0], str(len(rows)), words.text("nested_by", by)
                cell = _stub_cell(first.body)
                finding = _told(edition, "CCHC-T019", cell, count=count, row=_name(first), how=how)
                yield finding if by is NestedBy.NOTHING else evolve(finding, severity=Severity.WARNING)
            case Stray(rows, under, to):
                over, other = (words.text("total") if row is None else f"“{_name(row)}”" for row in (under, to))
                yield _told(edition, "CCHC-T020", _stub_cell(rows[0].body), rows=_names(rows), under=over, to=other)
            case Copy(row, of, why):
                how = words.text("repeated", why)
                finding = _told(edition, "CCHC-T004", _stub_cell(row.body), row=_name(row), other=_place(of), how=how)
                yield finding if why is Uncounted.BLANK else evolve(finding, severity=Severity.ERROR)
            case OtherwiseCalled(row, label):
                finding = _told(
                    edition, "CCHC-T012", _stub_cell(row.body), row=_name(row), wanted=label or words.text("total")
                )
                yield evolve(finding, severity=Severity.WARNING)
            case Orphans(rows):
                yield _told(edition, "CCHC-T022", _stub_cell(rows[0].body), rows=_names(rows))
            case Subtotal():
                yield _of_subtotal(edition, table, each)


_OF_SUBTOTALS = {
    Subtotalled.AGREES: Severity.INFO,
    Subtotalled.DIFFERS: Severity.ERROR,
    Subtotalled.REPLACES: Severity.INFO,
    Subtotalled.ALONE: Severity.WARNING,
    Subtotalled.COUNTED: Severity.ERROR,
    Subtotalled.UNKNOWN: Severity.ERROR,
}


def _of_subtotal(edition: Edition, table: FormTable, found: Subtotal) -> Finding:
    """T028: a row that is called a total of rows, and what was made of it."""
    rows = found.of
    span = f"“{_name(rows[0])}” – “{_name(rows[-1])}”" if len(rows) > 1 else _names(rows)
    columns = ", ".join(f"“{table.columns[id].path}”" for id in found.columns[:_MOST_QUOTED])
    more = ", …" if len(found.columns) > _MOST_QUOTED else ""
    said = Message(
        edition.face("tables").text("subtotal", found.how), {"rows": span, "columns": columns + more}, edition.languages
    )
    finding = _told(edition, "CCHC-T028", _stub_cell(found.row.body), row=_name(found.row), how=said)
    return evolve(finding, severity=_OF_SUBTOTALS[found.how])


def _name(row: PlacedRow) -> str:
    return row.body.label or row.body.code or row.key


def _names(rows: Sequence[PlacedRow]) -> str:
    shown = [f"“{_name(row)}”" for row in rows[:_MOST_QUOTED]]
    return ", ".join(shown) + (", …" if len(rows) > _MOST_QUOTED else "")


def _place(row: PlacedRow) -> str:
    """A row by its name and where a person looks for it."""
    cell = _stub_cell(row.body)
    return f"“{_name(row)}”" + ("" if cell is None or not cell.place else f" ({cell.place})")


def beside_columns(edition: Edition, found: FoundTable, shifts: Mapping[int, Shift]) -> Iterator[Finding]:
    """T021: rows whose figures, all or from one column on, stand one column beside their own, told once a shift."""
    words = edition.face("tables")
    filled = sum(any(True for _ in placed.body.figures) for placed in found.rows)
    for shift in dict.fromkeys(shifts.values()):
        rows = [found.rows[at] for at, of in shifts.items() if of == shift]
        head = rows[0].body.head
        begins = sorted(head.columns)[shift.first]
        first = found.table.columns[head.columns[begins]].short
        cells = enumerate(rows[0].body.row.cells)
        cell = next((cell for at, cell in cells if at >= begins and at in head.columns and seen(cell.text)), None)
        named: Text | str = words.text("all_rows") if len(rows) == filled > 1 else _names(rows)
        here, back = (words.text("side", Side(side).name.lower()) for side in (shift.side, -shift.side))
        said = words.text("shifted", "all" if not shift.first else "in_part")
        which = Message(said, {"first": first}, edition.languages)
        yield _told(edition, "CCHC-T021", cell, rows=named, which=which, side=here, back=back)


def ended(edition: Edition, found: FoundTable, figures: Iterable[EndedFigure]) -> Iterator[Finding]:
    """T023: figures under the heading of a column that the form has no more, told once a column."""
    columns: dict[str, list[EndedFigure]] = {}
    for each in figures:
        columns.setdefault(each.column, []).append(each)
    for id, listed in columns.items():
        column = found.table.ended[id]
        amendment = column.asks.amendment
        day = amendment.ended if amendment is not None else None
        quoted = "; ".join(f"{each.row}: {each.shown}" for each in listed[:_MOST_QUOTED])
        told = {"column": column.path, "day": f"{day:%d/%m/%Y}" if day is not None else "", "count": str(len(listed))}
        more = "; …" if len(listed) > _MOST_QUOTED else ""
        yield _told(edition, "CCHC-T023", listed[0].outside.cell, figures=quoted + more, **told)


def of_rows(edition: Edition, found: FoundTable) -> Iterator[Finding]:
    """T004, T007, T008, T012, T014: rows that come again, lack, are strangers, or are worded otherwise."""
    for placed in found.rows:
        if placed.again:
            yield _twice(edition, found, placed)
        how = placed.placement
        if how is not None and (how.alike or how.by_place):
            expected = next(iter(found.table.rows[placed.id or ""].label.values()), "")
            yield _told(edition, "CCHC-T012", _stub_cell(placed.body), row=placed.body.label, wanted=expected)
    for body in found.strangers:
        is_filled = any(True for _ in body.figures)
        said = edition.face("tables").text("stranger", "filled" if is_filled else "blank")
        finding = _told(edition, "CCHC-T008", _stub_cell(body), row=_quoted(body), how=said)
        yield finding if is_filled else evolve(finding, severity=Severity.INFO)
    written = found.table.open
    if written is not None and written.total is not None and _lacks_total(found):
        yield _told(edition, "CCHC-T007", None, row=written.total, number="")
    there = {placed.id for placed in found.rows}
    for id, row in found.table.rows.items():
        # The only row of a table has no name: nothing is filled in, which is told.
        if id not in there and any(row.label.values()):
            label = next(iter(row.label.values()), "") or id
            yield _told(edition, "CCHC-T007", None, row=f"{row.code} {label}".strip(), number=row.code)


def _lacks_total(found: FoundTable) -> bool:
    """Whether rows are filled in, and none of them is the total."""
    is_there = any(placed.role is RowRole.TOTAL for placed in found.rows)
    return not is_there and any(True for placed in found.rows for _ in placed.body.figures)


def _twice(edition: Edition, found: FoundTable, again: PlacedRow) -> Finding:
    """T004 of a row that has the name of another: with that."""
    first = next(row for row in found.rows if row.key == again.key.rpartition("#")[0])
    is_filled = any(True for _ in again.body.figures)
    what = "total" if again.role is RowRole.TOTAL else "counted" if is_filled else "heading"
    how = edition.face("tables").text("repeated", what)
    return _told(edition, "CCHC-T004", _stub_cell(again.body), row=_name(again), other=_place(first), how=how)


def _quoted(body: BodyRow) -> str:
    """A row by what it says of itself; one that has no name by its figures."""
    figures = (seen(cell.text) for cell in body.figures if parse_number(cell.text) is not None)
    return body.label or body.code or " | ".join(list(figures)[:_MOST_QUOTED])


def _stub_cell(body: BodyRow) -> Cell | None:
    return body.stub.get(StubKind.LABEL) or next(iter((*body.stub.values(), *body.figures)), None)


def _told(edition: Edition, finding: str, cell: Cell | None, **figures: Text | str) -> Finding:
    observed = "" if cell is None else seen(cell.text)
    return built_in(edition, finding, (), cell=cell, observed=observed, **figures)


def _title(table: FormTable) -> str:
    return next(iter(table.label.values()), "") or table.id
