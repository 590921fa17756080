"""A form given back marked: every cell as it was written, beside it what was read and computed, findings in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from attrs import evolve

from cchc.edition import Indicator, IndicatorKind, label_of
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.formula.tree import names_of
from cchc.formula.words import words
from cchc.judge.conflicts import Conflicts
from cchc.judge.display import SIGNS, display, format_count, least_decimals
from cchc.record import frozen
from cchc.report import Entry
from cchc.text.claims import parse_fraction
from cchc.text.spelling import seen
from cchc.value import Cell, Missing, Origin, Reason, Reported
from cchc.writers.form import NOTHING, RESULT, Box, Form, FormLine, Mark, State, as_read, headings, shown
from cchc.writers.looked_up import LookedUp
from cchc.writers.rows import QUANTITY

_ANSWERS = (IndicatorKind.YES_NO, IndicatorKind.STATUS)


def checked(evaluation: Evaluation, language: str = "vi") -> Form:
    """The form of an evaluated report as it was written, with what was read and computed in a column of its own.

    Nothing that somebody wrote is replaced, save cells with a spreadsheet error: those become live formulas.
    """
    form = as_read(evaluation.report, evaluation.edition, language)
    results = _Results(evaluation, form)
    columns = form.columns if form.has_head else headings(evaluation.report, evaluation.edition, completed=True)
    form = evolve(
        form,
        columns={**columns, RESULT: form.phrase("result_column")},
        has_head=True,
        lines=tuple(map(results.beside, form.lines)),
    )
    return evolve(form, marks=tuple(_marks(evaluation, form)))


@frozen
class _Results:
    """What each line comes to: the figure as it was read, or computed, whatever the line itself prints."""

    evaluation: Evaluation
    form: Form

    @property
    def _home(self) -> str:
        """The language of the form itself, whatever that of the notes."""
        return self.evaluation.edition.languages[0]

    def beside(self, line: FormLine) -> FormLine:
        """A line with its result beside it."""
        if line.id is None:
            return line
        indicator, entry = self.evaluation.edition.indicators[line.id], self.evaluation.report.entries.get(line.id)
        if indicator.formula is not None:
            return self._computed(line, indicator, entry)
        if entry is None:
            return line
        if indicator.kind.is_number:
            return self._figure(line, indicator, entry)
        if indicator.kind in _ANSWERS:
            return self._answer(line, indicator, entry)
        return line

    @cached_property
    def _conflicts(self) -> Conflicts:
        return Conflicts(self.evaluation.computation)

    # --- lines that are computed

    def _computed(self, line: FormLine, indicator: Indicator, entry: Entry | None) -> FormLine:
        value = self.evaluation.values[indicator.id]
        number = value.value if isinstance(value, Reported) and isinstance(value.value, int | Decimal) else None
        result = Box(
            text="" if number is None else display(self.evaluation.edition, indicator.id, value, self._home),
            number=number,
            decimals=indicator.decimals,
            sign=SIGNS.get(indicator.kind, ""),
            formula=indicator.formula,
            state=State.COMPUTED,
            notes=tuple(self._about_computed(indicator)),
        )
        boxes = {**line.boxes, RESULT: result}
        own = line.boxes.get(QUANTITY, NOTHING)
        is_error = entry is not None and entry.value == Missing(Reason.SPREADSHEET_ERROR) and own.text
        if is_error and not self._conflicts.undecided_by(indicator.id):
            # An error beside a rate that stands elsewhere stays, for a figure in its place would hide that rate;
            # so does one whose parts are in doubt, for nobody has decided what the rate is.
            boxes[QUANTITY] = evolve(result, notes=(self._phrase("was", text=own.text),))
        elif entry is not None and not is_error:
            boxes[QUANTITY] = self._as_number(own, indicator, entry)
        return evolve(line, boxes=boxes)

    def _about_computed(self, indicator: Indicator) -> Iterator[str]:
        edition, formula = self.evaluation.edition, indicator.formula
        assert formula is not None
        told = words(formula, edition.judging, self.form.language, self._quoted)
        yield self._phrase("computed", formula=told)
        if not isinstance(self.evaluation.values[indicator.id], Reported):
            shown = display(edition, indicator.id, self.evaluation.values[indicator.id], self.form.language)
            lacking = [id for id in names_of(formula) if self.evaluation.computation.figure(id) is None]
            told = f"{shown}: {', '.join(map(self._quoted, lacking))}" if lacking else shown
            yield self._phrase("no_value", cause=told)

    def _quoted(self, id: str) -> str:
        return f"“{label_of(self.evaluation.edition, id)[self.form.language]}”"

    # --- lines that are read

    def _figure(self, line: FormLine, indicator: Indicator, entry: Entry) -> FormLine:
        """A figure as it was read; words that may stand for zero are reckoned as such."""
        figure = self.evaluation.computation.figure(indicator.id)
        if not isinstance(figure, int | Fraction) or isinstance(figure, bool) or self._is_pair(indicator, entry):
            return line
        own = line.boxes.get(QUANTITY, NOTHING)
        box = self._told(self._number(indicator, entry, figure), line, entry)
        return evolve(line, boxes={**line.boxes, QUANTITY: self._as_number(own, indicator, entry), RESULT: box})

    def _told(self, box: Box, line: FormLine, entry: Entry) -> Box:
        """A result that does not say what its cell says, with what that says."""
        cell = entry.cell
        if cell is None:
            return box
        text, column = seen(cell.text), cell.column
        if entry.origin is Origin.RELOCATED and column in line.boxes:
            label = self.evaluation.edition.columns[column].label[self.form.language]
            note = self._phrase("moved", column=label, text=text)
            is_figure = line.boxes[column].number == box.number
            return evolve(box, state=State.MOVED, notes=(note,), taken_from=column if is_figure else "")
        if isinstance(entry.value, Missing):
            return evolve(box, notes=(self._phrase("counts_as", text=text, value=box.text),))
        return box if text in ("", box.text) else evolve(box, notes=(self._phrase("read", text=text),))

    def _as_number(self, own: Box, indicator: Indicator, entry: Entry) -> Box:
        """A cell that says nothing but its figure, as a number that sheets can reckon with."""
        printed = entry.printed
        if own.number is not None or printed is None or indicator.kind is IndicatorKind.COUNT:
            return own
        text = f"{printed.value:.{printed.decimals}f}".replace(".", self.evaluation.edition.point)
        if own.text.replace(" ", "").removesuffix("%") != text:
            return own
        return evolve(own, number=printed.value, decimals=printed.decimals, sign="%" if printed.percent else "")

    def _number(self, indicator: Indicator, entry: Entry, figure: int | Fraction) -> Box:
        if indicator.kind is IndicatorKind.COUNT:
            return Box(format_count(int(figure), self._home), int(figure))
        printed = entry.printed
        given = entry.value.value if isinstance(entry.value, Reported) else Decimal(0)
        number = given if isinstance(given, Decimal | int) else Decimal(0)
        text = display(self.evaluation.edition, indicator.id, Reported(Decimal(number)), self._home)
        decimals = printed.decimals if printed is not None else indicator.decimals
        if indicator.kind.is_quantity:
            decimals = least_decimals(Decimal(number).normalize(), indicator.decimals)
        return Box(text, number, decimals, sign=SIGNS.get(indicator.kind, ""))

    def _is_pair(self, indicator: Indicator, entry: Entry) -> bool:
        """Whether the line holds two figures "a/b", which no number can stand for."""
        return indicator.pair is not None and any(parse_fraction(cell.text) for cell in entry.cells.values())

    def _answer(self, line: FormLine, indicator: Indicator, entry: Entry) -> FormLine:
        """An answer in words that stands elsewhere than the form asks for it."""
        if not isinstance(entry.value, Reported) or entry.origin is not Origin.RELOCATED:
            return line
        text = display(self.evaluation.edition, indicator.id, entry.value, self._home)
        return evolve(line, boxes={**line.boxes, RESULT: self._told(Box(text), line, entry)})

    def _phrase(self, *name: str, **figures: object) -> str:
        return self.form.phrase(*name, **figures)


# --- where each finding is shown ------------------------------------------------------------------


def _marks(evaluation: Evaluation, form: Form) -> Iterator[Mark]:
    places = _Places(form, {line.id: row for row, line in enumerate(form.lines) if line.id is not None})
    for finding in evaluation.findings:
        remedy = finding.suggestion[form.language] if finding.suggestion else ""
        yield Mark(finding, finding.message[form.language], remedy, *places.of(finding))


@frozen
class _Places:
    form: Form
    rows: Mapping[str, int]

    def of(self, finding: Finding) -> tuple[str, int, str]:
        """Part, row and column of a finding: its cell, or where that cell's content went; "" if it has no place."""
        row = next((self.rows[id] for id in finding.indicators if id in self.rows), None)
        cell = finding.cell
        if row is not None and cell is not None and self.form.lines[row].boxes.get(cell.column, NOTHING).is_covered:
            return "table", row, cell.column
        if cell is not None:
            own = row if row is not None and cell in self.form.lines[row].cells.values() else self._row_of(cell)
            if own is not None:
                return "table", own, self._column(finding, own, cell)
        if row is not None:
            line = self.form.lines[row]
            return "table", row, "label" if line.depth else QUANTITY
        return self._around(seen(cell.text) if cell is not None else "")

    def _row_of(self, cell: Cell) -> int | None:
        return self._rows_of_cells.get(cell)

    @cached_property
    def _rows_of_cells(self) -> Mapping[Cell, int]:
        found: dict[Cell, int] = {}
        for row, line in enumerate(self.form.lines):
            for cell in line.cells.values():
                found.setdefault(cell, row)
        return found

    def _column(self, finding: Finding, row: int, cell: Cell) -> str:
        line, column = self.form.lines[row], cell.column
        if column in ("code", "label") and finding.observed is None and not line.depth:
            return QUANTITY
        return column if line.boxes.get(column, NOTHING).text == shown(cell.text) else QUANTITY

    def _around(self, text: str) -> tuple[str, int, str]:
        place = self._texts.place(text) if text else None
        if place is None:
            return "", 0, ""
        part, row = self._parts[place]
        return part, row, next(iter(self.form.columns)) if part == "table" else ""

    @cached_property
    def _parts(self) -> Sequence[tuple[str, int]]:
        """Where each text stands that is in no cell of a line."""
        return [(part, row) for part, rows in self._rows_around for row, texts in enumerate(rows) for _ in texts]

    @cached_property
    def _texts(self) -> LookedUp:
        return LookedUp([text for _, rows in self._rows_around for texts in rows for text in texts])

    @property
    def _rows_around(self) -> Sequence[tuple[str, Sequence[Sequence[str]]]]:
        across = [(line.across,) for line in self.form.lines]
        return ("above", self.form.above), ("below", self.form.below), ("table", across)
