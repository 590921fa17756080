"""A roll-up of tables shown: as the form has them, with how many reports give what; on a terminal, as CSV, JSON, a page
or a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cchc.batch.figures import delimited
from cchc.batch.rollup.table import CoverageState
from cchc.batch.rollup.table_groups import RolledReport
from cchc.batch.rollup.table_office import RolledFigure
from cchc.batch.rollup.tables import RolledTable
from cchc.cli.render.rolled_pictures import TablePicture
from cchc.cli.render.table import clip, columns, page_width, visible, width, wrap
from cchc.cli.render.table_choice import TableChoice
from cchc.cli.render.table_texts import FigureTexts
from cchc.cli.words import Words
from cchc.edition.table import FigureColumn
from cchc.mark import MADE_OF_REPORTS
from cchc.record import frozen
from cchc.serialize.plain import write_datum
from cchc.serialize.table import harmless

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from cchc.writers.xlsx_style import CellLooks

LONG = (
    "office", "period", "form", "table", "row", "parent", "role", "column",
    "kind", "unit", "decimals", "value", "low", "high", "reason", "given", "of", "state", "offices", "offices_expected",
    "reports", "reports_expected", "reports_past_due", "reports_undated",
)  # fmt: skip
"""The columns of a roll-up as a long table, in order."""
_LEAST_LABEL, _FIGURE_ROOM, _MOST_NOTES, _MOST_NAMED = 16, 18, 12, 4


@frozen
class RolledTables:
    """Tables added up, and the figures that a person wants to see of them."""

    reports: Sequence[RolledReport]
    words: Words
    chosen: TableChoice = TableChoice()
    notes: Sequence[str] = ()
    """Who did not report, where it is known who was to."""

    def render(self, form: str) -> str | bytes:
        """In one of the formats of `cchc rollup`."""
        ways: Mapping[str, Callable[[], str | bytes]] = {
            "text": self.text, "csv": self.csv, "json": self.json, "html": self.html, "xlsx": self.xlsx,
        }  # fmt: skip
        return ways[form]()

    def text(self) -> str:
        """Each office and period as the form has it; what is incomplete says how many give it."""
        shown = list(self._shown())
        lines = dict.fromkeys(line for each in shown for line in each.legend())
        legend = "\n".join(wrap(line, page_width()) for line in lines)
        lead = "\n".join(wrap(note, page_width()) for note in self.notes)
        blocks = [block for each in self.reports for block in self._blocks(each, shown)]
        return "\n\n".join(filter(None, [lead, *blocks, legend]))

    def _blocks(self, report: RolledReport, shown: Sequence[_Shown]) -> Iterator[str]:
        """The tables of a report; where nobody reported, that nobody did."""
        if not report.tables:
            yield click.style(_title(report, self.words), bold=True)
        for each in shown:
            if each.report is report:
                yield from each.blocks()

    def csv(self) -> str:
        return delimited(list(self._rows()), LONG)

    def json(self) -> str:
        return json.dumps([{**row, **_plain(row)} for row in self._rows()], ensure_ascii=False)

    def html(self) -> str:
        from cchc.batch.pictures.page import PageTable, Section, page

        sections = []
        for shown in self._shown():
            heads, rows = shown.grid(shown.columns)
            numbers = frozenset(range(1, len(heads)))
            notes = "; ".join([*shown.notes(), *shown.legend()])
            sections.append(Section(shown.title, (), [PageTable(heads, rows, numbers)], notes))
        titles = dict.fromkeys(self.words.of(each.edition.title) for each in self.reports)
        foot = self.words("rollup_foot", edition="; ".join(titles))
        return page(self.words("rollup_title"), " ".join(self.notes), sections, language=self.words.language, foot=foot)

    def xlsx(self) -> bytes:
        """A sheet for each office, period and table: numbers as numbers, what is incomplete with a note on its cell."""
        from cchc.writers.xlsx_sheet import new_book
        from cchc.writers.xlsx_style import CellLooks

        data = io.BytesIO()
        book = new_book(data, self.words("rollup_title"), MADE_OF_REPORTS)
        looks = CellLooks(book)
        for number, shown in enumerate(self._shown(), start=1):
            shown.write(book.add_worksheet(str(number)), looks, " ".join(self.notes))
        book.close()
        return data.getvalue()

    def _rows(self) -> Iterator[dict[str, Any]]:
        for each in self.reports:
            shown = {
                (id, row.key, column.id)
                for id, table in each.tables.items()
                for row in self.chosen.rows_of(table)
                for column in self.chosen.columns_of(table)
            }
            yield from (row for row in each.rows() if (row["table"], row["row"], row["column"]) in shown)

    def draw(self, path: str) -> bytes:
        """The first figure asked for: the offices' ranking, or its trend where there are several periods."""
        from cchc.batch.pictures.pictures import drawn, suffix_of

        suffix = suffix_of(path)
        return drawn(TablePicture.of(self.reports, self.chosen, self.words).drawn(), suffix)

    def _shown(self) -> Iterator[_Shown]:
        for each in self.reports:
            for table in each.tables.values():
                yield _Shown(each, table, self.words, self.chosen)


def _plain(row: Mapping[str, Any]) -> dict[str, int | str | None]:
    """Numbers as JSON has them: counts integers, others decimal strings."""
    return {
        name: None if row[name] is None else write_datum(row[name], row["decimals"])
        for name in ("value", "low", "high")
    }


class _Shown:
    """One table of one office for one period."""

    def __init__(self, report: RolledReport, table: RolledTable, words: Words, chosen: TableChoice) -> None:
        self.words = words
        self.report = report
        self.texts = FigureTexts(report, table, words)
        self.columns = chosen.columns_of(table)
        self.rows = [(row, table.figures(row)) for row in chosen.rows_of(table)]
        self.title = _title(report, words)

    def blocks(self) -> Iterator[str]:
        yield click.style(self.title, bold=True)
        start = 0
        while start < len(self.columns):
            end = self._fitting(start)
            heads, rows = self.grid(self.columns[start:end])
            taken = sum(max(width(row[at]) for row in [heads, *rows]) + 2 for at in range(1, len(heads)))
            room = max(_LEAST_LABEL, page_width() - taken)
            lines = [[clip(row[0], room), *row[1:]] for row in [heads, *rows]]
            first, *rest = columns(lines, right=frozenset(range(1, len(heads))))
            yield "\n".join([click.style(first, bold=True), *rest])
            start = end
        if notes := list(self.notes()):
            more = [self.words("rollup_more", count=len(notes) - _MOST_NOTES)] if len(notes) > _MOST_NOTES else []
            yield "\n".join([*notes[:_MOST_NOTES], *more])

    def _fitting(self, start: int) -> int:
        room, end = page_width() - 2 * _LEAST_LABEL, start
        while end < len(self.columns):
            heads, rows = self.grid(self.columns[end : end + 1])
            room -= max(width(row[1]) for row in [heads, *rows]) + 2
            if room < 0 and end > start:
                break
            end += 1
        return end

    def grid(self, shown: Sequence[FigureColumn]) -> tuple[list[str], list[list[str]]]:
        """Headings and rows as texts."""
        heads = [self.words("rollup_column", "label"), *(clip(self._head(each), _FIGURE_ROOM) for each in shown)]
        rows = [
            [visible(row.label or row.key), *(self.texts.cell(row, each, figures.get(each.id)) for each in shown)]
            for row, figures in self.rows
        ]
        return heads, rows

    def _head(self, column: FigureColumn) -> str:
        return f"({column.mark})" if column.mark is not None else _name(column, self.words)

    def notes(self) -> Iterator[str]:
        """Why figures are not there, rows that lack the same for the same reason together."""
        found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for row, figures in self.rows:
            for reason, heads in self._lacking(figures).items():
                found.setdefault((reason, tuple(heads)), []).append(visible(row.label or row.key))
        for (reason, lacking), rows in found.items():
            more = ["…"] if len(rows) > _MOST_NAMED else []
            named = "; ".join([*rows[:_MOST_NAMED], *more])
            yield f"{named} {', '.join(lacking)}: {self.texts.why(reason)}"

    def legend(self) -> Iterator[str]:
        """What is over the columns that are called by their numbers, and how figures are written that are not whole."""
        numbered = [f"{self._head(each)} {_name(each, self.words)}" for each in self.columns if each.mark is not None]
        if numbered:
            yield "; ".join(numbered)
        figures = [
            each for _, found in self.rows for id, each in found.items() if any(id == one.id for one in self.columns)
        ]
        marks = {
            "part": any(each.value is not None and each.state is CoverageState.PARTIAL for each in figures),
            "unknown": any(each.value is not None and each.state is CoverageState.UNKNOWN for each in figures),
            "range": any(each.value is None and each.low is not None for each in figures),
            "absent": any(each.value is None and each.low is None for each in figures),
        }
        told = [self.words("rollup_legend", name) for name, is_there in marks.items() if is_there]
        if told:
            yield "; ".join(told)

    def _lacking(self, figures: Mapping[str, RolledFigure]) -> Mapping[str, list[str]]:
        reasons: dict[str, list[str]] = {}
        for column in self.columns:
            figure = figures.get(column.id)
            if figure is not None and figure.value is None and figure.reason is not None:
                reasons.setdefault(figure.reason, []).append(self._head(column))
        return reasons

    def write(self, sheet: Worksheet, looks: CellLooks, note: str = "") -> None:
        """The table on a sheet of a workbook, with a note over it."""
        from cchc.writers.xlsx_style import CENTRED, GRID, HEAD, LEFT, ONE_LINE, fitted, set_up_page

        widths = [_CODE_WIDTH, _LABEL_WIDTH, *(_FIGURE_WIDTH for _ in self.columns)]
        heads = ["", "", *(_name(column, self.words) for column in self.columns)]
        numbers = ["", "", *(visible(column.number or "") for column in self.columns)]
        sheet.write_string(0, 0, self.title, looks.look(ONE_LINE, bold=True, font_size=14))
        sheet.write_string(1, 0, harmless(note), looks.look(ONE_LINE))
        head = looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        for at, room in enumerate(widths):
            sheet.set_column(at, at, room)
            sheet.write_string(_HEADS, at, heads[at], head)
            sheet.write_string(_HEADS + 1, at, numbers[at], head)
        sheet.set_row(_HEADS, fitted(heads, widths))
        sheet.set_row(_HEADS + 1, fitted(numbers, widths))
        for line, (row, figures) in enumerate(self.rows, start=_HEADS + 2):
            texts = [visible(row.code), visible(row.label or row.key)]
            sheet.set_row(line, fitted(texts, widths))
            for at, text in enumerate(texts):
                sheet.write_string(line, at, text, looks.look(GRID, **LEFT))
            for at, column in enumerate(self.columns, start=2):
                figure = figures.get(column.id)
                if figure is None:
                    sheet.write_blank(line, at, None, looks.look(GRID))
                else:
                    self._write(sheet, (line, at), self.texts.cell(row, column, figure), column, figure, looks)
        sheet.freeze_panes(_HEADS + 2, 2)
        sheet.repeat_rows(_HEADS, _HEADS + 1)
        set_up_page(sheet)

    def _write(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        text: str,
        column: FigureColumn,
        figure: RolledFigure,
        looks: CellLooks,
    ) -> None:
        from cchc.cli.render.rollup_sheet import format_of
        from cchc.writers.xlsx_style import CENTRED, GRID

        if isinstance(figure.value, int | Decimal) and len(str(figure.value)) <= _MOST_DIGITS:
            look = looks.look(GRID, **CENTRED, num_format=format_of(column.asks))
            sheet.write_number(*place, float(figure.value), look)
        else:
            sheet.write_string(*place, text, looks.look(GRID, **CENTRED))
        if figure.value is None and figure.reason is not None:
            sheet.write_comment(*place, self.texts.why(figure.reason))
        elif figure.state is CoverageState.UNKNOWN:
            sheet.write_comment(*place, self.words("rollup_state", "unknown"))
        elif figure.given < figure.of:
            sheet.write_comment(*place, self.words("rollup_given", given=figure.given, of=figure.of))


def _title(report: RolledReport, words: Words) -> str:
    """Whose it is, for when, and of how many reports."""
    period = words("period", report.period.kind, number=report.period.number, year=report.period.years)
    office = words("rollup_nowhere") if report.office is None else visible(report.office)
    counts = {"reports": report.reports, "expected": report.expected}
    told = [words("rollup_table", office=office, period=period, **counts)]
    told += [words("rollup_reports", "late", count=report.past_due)] if report.past_due else []
    told += [words("rollup_reports", "unknown", count=report.undated)] if report.undated else []
    return "; ".join(told)


def _name(column: FigureColumn, words: Words) -> str:
    """What stands over a column, or what it is called; that of a catalogue in one language in its own."""
    label = column.asks.label
    return visible(column.path or label.get(words.language) or next(iter(label.values()), "") or column.id)


_HEADS = 2
_CODE_WIDTH, _LABEL_WIDTH, _FIGURE_WIDTH = 7, 36, 13
_MOST_DIGITS = 15
"""A spreadsheet's numbers hold no more of them."""
