"""The empty form (.xlsx): drop-downs, locked formulas, checks of what is entered, rules that watch."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cchc.edition import Edition, Indicator, IndicatorKind, Severity
from cchc.formula.spreadsheet import SheetCells
from cchc.judge.display import SIGNS
from cchc.period import Period
from cchc.record import frozen
from cchc.text.dates import find_window
from cchc.writers.cell_formulas import formula, sheet_of
from cchc.writers.form import depth_of
from cchc.writers.questions import LONGEST_FORMULA, Questions
from cchc.writers.rows import EXPLANATION, QUANTITY, UNIT
from cchc.writers.xlsx import WIDTHS
from cchc.writers.xlsx_sheet import Nothing, new_book, sheet_name
from cchc.writers.xlsx_style import (
    CENTRED,
    COMPUTED,
    GRID,
    HEAD,
    HEADING,
    INKS,
    INPUT,
    LEFT,
    MUTED,
    PLAIN,
    CellLooks,
    height_of,
    lines_of,
    number_format,
    rate_format,
    set_up_page,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_SUPERIOR, _OFFICE_ROW, _TITLE, _HEADER, _FIRST = 0, 1, 3, 5, 6
_CHECK_WIDTH = 64
_LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32
_TEXT = "@"
_SIGNATURE_ROWS = 5


def write(
    edition: Edition,
    language: str = "vi",
    *,
    period: Period | None = None,
    office: str = "",
    place: str | None = None,
) -> bytes:
    """An empty form to fill in; `period` and `office` are put in where they are known.

    What is not asked at that time, or of an office at that `place` (a province), is left as the form prints it.
    """
    stream = io.BytesIO()
    book = new_book(stream, edition.title[edition.languages[0]])
    on = edition.in_force_from if period is None else period.end
    settings = {id: variant.set_for(place, on) for id, variant in edition.variants.items()}
    _Template.of(edition, language, book, settings).write(period, office)
    book.close()
    return stream.getvalue()


@frozen
class _Template:
    edition: Edition
    ask: Questions
    book: Workbook
    sheet: Worksheet
    looks: CellLooks
    places: Mapping[str, int]
    refs: Mapping[str, str]
    formulas: SheetCells

    @classmethod
    def of(cls, edition: Edition, language: str, book: Workbook, settings: Mapping[str, str]) -> _Template:
        from xlsxwriter.utility import xl_col_to_name

        ask = Questions(edition, language, settings)
        sheet = book.add_worksheet(sheet_name(ask.phrase("form_sheet")))
        places = {column: place for place, column in enumerate(edition.columns)}
        letter = xl_col_to_name(places[QUANTITY])
        refs = {
            id: f"{letter}{_FIRST + row + 1}"
            for row, (id, line) in enumerate(edition.indicators.items())
            if not line.is_heading and line.pair is None
        }
        return cls(edition, ask, book, sheet, CellLooks(book), places, refs, sheet_of(edition, refs))

    @property
    def _check(self) -> int:
        """The column where rules speak up."""
        return len(self.places)

    def write(self, period: Period | None, office: str) -> None:
        self._set_up()
        self._above(period, office)
        self._header()
        watched, meanings = self._watched(), self._meanings
        for row, line in enumerate(self.edition.indicators.values(), _FIRST):
            self._line(row, line, self.ask.label(line, period))
            self._watch(row, watched.get(line.id, []))
            if line.id in meanings:
                look = self.looks.look(PLAIN, font_size=9, font_color=MUTED)
                self.sheet.write_string(row, self._check + 1, meanings[line.id], look)
        self._below(_FIRST + len(self.edition.indicators) + 1)

    def _set_up(self) -> None:
        sheet = self.sheet
        for column, place in self.places.items():
            sheet.set_column(place, place, WIDTHS[column])
        sheet.set_column(self._check, self._check + bool(self._meanings), _CHECK_WIDTH)
        set_up_page(sheet)
        sheet.print_area(0, 0, _FIRST + len(self.edition.indicators) + _SIGNATURE_ROWS + 1, self._check - 1)
        sheet.repeat_rows(_HEADER)
        sheet.freeze_panes(_FIRST, self.places["label"] + 1)
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})

    # --- above and below the table

    def _above(self, period: Period | None, office: str) -> None:
        free = self.looks.look(PLAIN, bold=True, locked=False, num_format=_TEXT, text_wrap=False)
        self._input(_SUPERIOR, 0, "", free, "wants.superior")
        self._input(_OFFICE_ROW, 0, office, free, "wants.office")
        title = self.looks.look(PLAIN, **CENTRED, bold=True, font_size=14, locked=False, bg_color=INPUT)
        words = self.edition.title_words[0].upper()
        text = words if period is None else self.ask.title(period.kind, period.year, period.number)
        self.sheet.merge_range(_TITLE, 0, _TITLE, self._check - 1, "", title)
        self.sheet.write_string(_TITLE, 0, text, title)
        self.sheet.set_row(_TITLE, 24)
        self._titles()

    def _titles(self) -> None:
        """The drop-down of all periods, kept on a hidden sheet."""
        titles = self.ask.titles()
        name = sheet_name(self.ask.phrase("lists_sheet"))
        lists = self.book.add_worksheet(name)
        lists.write_column(0, 0, titles)
        lists.very_hidden()
        options = {"validate": "list", "source": f"='{name}'!$A$1:$A${len(titles)}", "error_type": "warning"}
        note = self.edition.status_note
        if note is not None:
            muted = self.looks.look(PLAIN, font_size=9, font_color=MUTED)
            self.sheet.write_string(_TITLE, self._check, note[self.ask.language], muted)
        told = " ".join([self.ask.phrase("wants.title"), *([] if note is None else [note[self.ask.language]])])
        self._validate(_TITLE, 0, told, options, "")

    def _input(self, row: int, column: int, text: str, look: Any, wants: str) -> None:
        self.sheet.write_string(row, column, text, look) if text else self.sheet.write_blank(row, column, None, look)
        self._validate(row, column, self.ask.phrase(wants), {"validate": "any"}, "")

    @property
    def _meanings(self) -> Mapping[str, str]:
        """What lines mean otherwise than they are printed, to stand beside them where nothing is printed on paper."""
        told = {id: self.ask.meant(line) for id, line in self.edition.indicators.items() if not line.is_heading}
        return {id: text for id, text in told.items() if text}

    def _header(self) -> None:
        look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        for column, place in self.places.items():
            self.sheet.write_string(_HEADER, place, self.edition.columns[column].headings[0], look)
        self.sheet.write_string(_HEADER, self._check, self.ask.phrase("check_column"), look)
        if self._meanings:
            self.sheet.write_string(_HEADER, self._check + 1, self.ask.phrase("meaning_column"), look)
        self.sheet.set_row(_HEADER, height_of(2))

    def _below(self, row: int) -> None:
        """The date, and who signs, side by side."""
        free = self.looks.look(PLAIN, **CENTRED, locked=False, num_format=_TEXT, text_wrap=False)
        self._input(row, self.places[EXPLANATION], "", free, "wants.date")
        titles = [titles[0] for titles in self.edition.signatories.values() if titles]
        columns = (self.places["label"], self.places[EXPLANATION])
        bold = self.looks.look(PLAIN, **CENTRED, bold=True, text_wrap=False)
        for column, title in zip(columns, titles, strict=False):
            self.sheet.write_string(row + 1, column, title, bold)
            self._input(row + _SIGNATURE_ROWS, column, "", free, "wants.name")

    # --- lines

    def _line(self, row: int, line: Indicator, label: str) -> None:
        printed = {"code": line.code, "label": label, UNIT: line.printed_unit or ""}
        dress: dict[str, Any] = {}
        depth = depth_of(line)
        if depth is not None:
            dress = {"bold": depth <= 3, "italic": depth >= 3, "bg_color": HEADING}
        for column, place in self.places.items():
            look = self.looks.look(GRID, **dress, **(CENTRED if column in ("code", QUANTITY, UNIT) else LEFT))
            if printed.get(column):
                self.sheet.write_string(row, place, printed[column], look)
            else:
                self.sheet.write_blank(row, place, None, look)
        lines = max(lines_of(text, WIDTHS[column], bold=bool(depth)) for column, text in printed.items())
        self.sheet.set_row(row, height_of(lines))
        if depth is None:
            self._answer(row, line)
        elif find_window(label) is not None:
            look = self.looks.look(GRID, **{**dress, "bg_color": INPUT}, **LEFT, locked=False)
            self._input(row, self.places["label"], label, look, "wants.window")

    def _answer(self, row: int, line: Indicator) -> None:
        """The cells of a line that are to be filled in, and what is right in them."""
        if not self.ask.is_asked(line):
            self._not_asked(row, line)
            return
        place, words = self.places[QUANTITY], self.places[EXPLANATION]
        text = self.looks.look(GRID, **LEFT, locked=False, num_format=_TEXT, bg_color=INPUT)
        self.sheet.write_blank(row, words, None, text)
        wants = self.ask.wants(line)
        if line.prompts:
            self._validate(row, words, "; ".join(line.prompts), {"validate": "any"}, "")
        if line.formula is not None:
            written = formula(line.formula, self.formulas, line.decimals)
            look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=COMPUTED, num_format=self._format(line))
            if written is not None:
                self.sheet.write_formula(row, place, written, look, Nothing())
            self._validate(row, place, wants, {"validate": "any"}, "")
        elif line.kind is IndicatorKind.DOCUMENT:
            self._validate(row, words, wants, {"validate": "any"}, "")
        else:
            look = self.looks.look(GRID, **CENTRED, locked=False, bg_color=INPUT, num_format=self._format(line))
            self.sheet.write_blank(row, place, None, look)
            self._validate(row, place, wants, self._condition(line), self._mistake(line))

    def _not_asked(self, row: int, line: Indicator) -> None:
        """A line that need not be filled in: open, and as plain as the form prints it, with the reason."""
        open_to_all = self.looks.look(GRID, **LEFT, locked=False, num_format=_TEXT)
        for place in (self.places[QUANTITY], self.places[EXPLANATION]):
            self.sheet.write_blank(row, place, None, open_to_all)
        self._validate(row, self.places[QUANTITY], self.ask.wants(line), {"validate": "any"}, "")

    def _format(self, line: Indicator) -> str:
        if line.kind.is_rate:
            return rate_format(line.decimals or 2, SIGNS[line.kind])
        if line.kind.is_quantity:
            return number_format(line.decimals)
        if line.kind is IndicatorKind.DATE:
            return "dd/mm/yyyy"
        return _TEXT if line.pair is not None or line.kind is not IndicatorKind.COUNT else "0"

    def _condition(self, line: Indicator) -> dict[str, Any]:
        """Which input a cell takes."""
        if answers := self.ask.answers(line):
            return {"validate": "list", "source": answers}
        if line.pair is not None or line.kind is IndicatorKind.TEXT:
            return {"validate": "any"}
        cell = self.refs[line.id]
        if line.kind is IndicatorKind.DATE:
            return {"validate": "date", "criteria": ">=", "value": dt.date(1900, 1, 1), "error_type": "warning"}
        if line.kind is IndicatorKind.PER_MILLE:
            return {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<=1000)"}
        if line.kind is IndicatorKind.PERCENTAGE:
            # A rate typed with its sign is stored as a hundredth of itself.
            value = f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<=100,OR({cell}=0,{cell}>=1))"
            return {"validate": "custom", "value": value, "error_type": "warning"}
        condition = f"ISNUMBER({cell})" + ("" if line.is_signed else f",{cell}>=0")
        condition += "" if line.kind.has_decimals else f",{cell}=INT({cell})"
        for sign, other in self.ask.bounds(line.id):
            bound = self.refs.get(other)
            more = f"{condition},OR(NOT(ISNUMBER({bound})),{cell}{sign}{bound})"
            if bound is not None and len(more) + len("=AND()") <= LONGEST_FORMULA:
                condition = more
        return {"validate": "custom", "value": f"=AND({condition})"}

    def _mistake(self, line: Indicator) -> str:
        """What is wrong with input that a cell does not take."""
        if line.kind is IndicatorKind.PERCENTAGE:
            return self.ask.phrase("bad.percentage")
        if line.kind is IndicatorKind.PER_MILLE:
            return self.ask.phrase("bad.per_mille")
        if line.kind is IndicatorKind.DATE:
            return self.ask.phrase("bad.date")
        if self.ask.answers(line):
            return self.ask.phrase("bad.answer")
        told = [self.ask.phrase("bad.number" if line.kind.has_decimals or line.is_signed else "bad.count")]
        for sign, other in self.ask.bounds(line.id):
            label = self.edition.indicators[other].label[self.ask.language].rstrip(" :.")
            told.append(self.ask.phrase("bad.part" if sign == "<=" else "bad.whole", other=label))
        return " ".join(told)

    def _validate(self, row: int, column: int, wants: str, options: dict[str, Any], mistake: str) -> None:
        about = {
            "input_title": self.ask.phrase("wants.heading")[:_LONGEST_TITLE],
            "input_message": _clipped(wants),
            **({"error_title": self.ask.phrase("bad.heading")[:_LONGEST_TITLE]} if mistake else {}),
            **({"error_message": _clipped(mistake)} if mistake else {}),
        }
        self.sheet.data_validation(row, column, row, column, {**options, **about})

    # --- rules that watch

    def _watched(self) -> dict[str, list[tuple[Severity, str]]]:
        found: dict[str, list[tuple[Severity, str]]] = {}
        for watch in self.ask.watches(self.formulas, self.refs):
            found.setdefault(watch.line, []).append((watch.severity, watch.formula))
        return found

    def _watch(self, row: int, watched: list[tuple[Severity, str]]) -> None:
        """What the rules of a line have to say, as long as they are broken; nothing else is in the cell."""
        if not watched:
            return
        worst = min((severity for severity, _ in watched), key=lambda each: each.rank)
        look = self.looks.look(PLAIN, font_size=9, font_color=INKS[worst])
        told = "&".join(formula for _, formula in watched)
        self.sheet.write_formula(row, self._check, f"={told}", look, Nothing())
        place = self.places[QUANTITY]
        flagged = self.book.add_format({"bg_color": "#F8CBCB" if worst is Severity.ERROR else "#FFE8A3"})
        cell = f"${chr(65 + self._check)}${row + 1}"
        self.sheet.conditional_format(
            row, place, row, place, {"type": "formula", "criteria": f'={cell}<>""', "format": flagged}
        )


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"
