"""A form put right as far as its own figures allow: values in their column, rates computed, findings in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from cchc.edition import Indicator, IndicatorKind, label_of
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.formula.tree import names_of
from cchc.formula.words import words
from cchc.judge.display import SIGNS, display, format_count, least_decimals
from cchc.reading.cells.content import contents
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.subject import Subject
from cchc.record import frozen
from cchc.report import Entry, KeptRow, Part
from cchc.text.claims import parse_fraction
from cchc.text.spelling import key, seen
from cchc.value import Cell, Missing, Origin, Reported, Wording
from cchc.writers.form import (
    NOTHING,
    Box,
    Form,
    FormLine,
    Mark,
    State,
    arranged,
    depth_of,
    headings,
    line_of,
    printed_boxes,
    shown,
)
from cchc.writers.rows import QUANTITY, UNIT, rows_of

_ANSWERS = (IndicatorKind.YES_NO, IndicatorKind.STATUS)


def checked(evaluation: Evaluation, language: str = "vi") -> Form:
    """The form of an evaluated report, in the original's rows, order and wording, with every finding on its cell.

    Figures that stand elsewhere are moved to their column and formulas take the place of computed
    lines; what a box held before is told in its notes. Lines that the file lacks are put in.
    """
    report, edition = evaluation.report, evaluation.edition
    lines = _Lines(evaluation, Lexicon.of(edition), language).all()
    form = arranged(report, edition, language, headings(report, edition, completed=True), lines)
    return evolve(form, marks=tuple(_marks(evaluation, form)))


@frozen
class _Lines:
    evaluation: Evaluation
    lexicon: Lexicon
    language: str

    @property
    def _home(self) -> str:
        """The language of the form itself, whatever that of the notes."""
        return self.evaluation.edition.languages[0]

    def all(self) -> list[FormLine]:
        """The rows of the file, and the lines that it lacks after those that they follow on the form."""
        edition, entries = self.evaluation.edition, self.evaluation.report.entries
        rows = rows_of(self.evaluation.report, edition)
        lines = [self._line(row) for row in rows if row.part in (Part.TABLE, Part.ASTRAY)]
        shown = {line.id for line in lines}
        before: str | None = None
        for id, indicator in edition.indicators.items():
            if id not in shown and id not in entries:
                place = next((place for place, line in enumerate(lines) if line.id == before), -1)
                lines.insert(place + 1, self._added(indicator))
            elif id not in shown:
                continue
            before = id
        return lines

    def _added(self, indicator: Indicator) -> FormLine:
        note = self._phrase("added")
        boxes = printed_boxes(indicator, self.evaluation.edition)
        boxes["label"] = evolve(boxes["label"], notes=(note,))
        line = FormLine(indicator.id, boxes, {}, depth_of(indicator), is_added=True)
        return self._computed(line, indicator, None) if indicator.formula is not None else line

    def _line(self, row: KeptRow) -> FormLine:
        line = line_of(row, self.evaluation.edition)
        if line.id is None:
            return line
        indicator, entry = self.evaluation.edition.indicators[line.id], self.evaluation.report.entries.get(line.id)
        if entry is None:
            return self._added(indicator)
        if indicator.formula is not None:
            return self._computed(line, indicator, entry)
        if indicator.kind.is_number:
            return self._figure(line, indicator, entry)
        if indicator.kind in _ANSWERS:
            return self._answer(line, indicator, entry)
        return line

    # --- lines that are computed

    def _computed(self, line: FormLine, indicator: Indicator, entry: Entry | None) -> FormLine:
        value = self.evaluation.values[indicator.id]
        number = value.value if isinstance(value, Reported) and isinstance(value.value, int | Decimal) else None
        box = Box(
            text="" if number is None else display(self.evaluation.edition, indicator.id, value, self._home),
            number=number,
            decimals=indicator.decimals,
            sign=SIGNS.get(indicator.kind, ""),
            formula=indicator.formula,
            state=State.COMPUTED,
            notes=tuple(self._about_computed(line, indicator)),
        )
        boxes = {**line.boxes, QUANTITY: box, **self._own_unit(line, indicator, entry)}
        if entry is not None and self._is_settled(indicator, entry, number):
            return self._moved(evolve(line, boxes=boxes), indicator, entry)
        return evolve(line, boxes=boxes)

    def _about_computed(self, line: FormLine, indicator: Indicator) -> Iterator[str]:
        edition, formula = self.evaluation.edition, indicator.formula
        assert formula is not None
        told = words(formula, edition.judging, self.language, self._quoted)
        yield self._phrase("computed", formula=told)
        if line.id is not None and not isinstance(self.evaluation.values[indicator.id], Reported):
            shown = display(edition, indicator.id, self.evaluation.values[indicator.id], self.language)
            lacking = [id for id in names_of(formula) if self.evaluation.computation.figure(id) is None]
            told = f"{shown}: {', '.join(map(self._quoted, lacking))}" if lacking else shown
            yield self._phrase("no_value", cause=told)
        before = line.boxes.get(QUANTITY, NOTHING).text
        if before:
            yield self._phrase("was", text=before)

    def _quoted(self, id: str) -> str:
        return f"“{label_of(self.evaluation.edition, id)[self.language]}”"

    def _is_settled(self, indicator: Indicator, entry: Entry, number: object) -> bool:
        """Whether the rate that stands in another column is the computed one, so that it need not stand twice."""
        if entry.origin is not Origin.RELOCATED or entry.printed is None or number is None:
            return False
        return self.evaluation.computation.facts("agrees", (indicator.id,)) is True

    # --- lines that are read

    def _figure(self, line: FormLine, indicator: Indicator, entry: Entry) -> FormLine:
        """A figure as a number in its column; words that may stand for zero are reckoned as such."""
        figure = self.evaluation.computation.figure(indicator.id)
        if not isinstance(figure, int | Fraction) or isinstance(figure, bool) or self._is_pair(indicator, entry):
            return line
        box = self._number(indicator, entry, figure)
        own = line.boxes.get(QUANTITY, NOTHING)
        if isinstance(entry.value, Missing):
            word = seen(entry.cell.text) if entry.cell is not None else ""
            note = self._phrase("counts_as", text=word, value=box.text)
            at_home = entry.cell is not None and entry.cell.column == QUANTITY
            box = evolve(box, text=own.text if at_home else box.text, notes=(note,), state=State.MOVED)
            return evolve(line, boxes={**line.boxes, QUANTITY: box})
        if own.text and own.text != box.text and entry.origin is Origin.REPORTED:
            box = evolve(box, notes=(self._phrase("was", text=own.text),))
        line = evolve(line, boxes={**line.boxes, QUANTITY: box, **self._own_unit(line, indicator, entry)})
        return self._moved(line, indicator, entry) if entry.origin is Origin.RELOCATED else line

    def _own_unit(self, line: FormLine, indicator: Indicator, entry: Entry | None) -> Mapping[str, Box]:
        """The unit of a quantity that is now in its line's own, whatever it was given in, or is said over the table."""
        unit = self.evaluation.edition.units.get(indicator.unit or "")
        if unit is None or not indicator.kind.is_quantity:
            return {}
        before, own = line.boxes.get(UNIT, NOTHING).text, indicator.printed_unit or unit.label[self._home]
        if before and (entry is None or entry.wording is not Wording.CONVERTED or before == own):
            return {}
        notes = (self._phrase("was", text=before),) if before else ()
        return {UNIT: Box(own, state=State.MOVED if before else State.READ, notes=notes)}

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
        """An answer in words goes to the quantity column, where the form asks for it."""
        if not isinstance(entry.value, Reported) or entry.origin is not Origin.RELOCATED:
            return line
        if line.boxes.get(QUANTITY, NOTHING).text:
            return line
        text = display(self.evaluation.edition, indicator.id, entry.value, self._home)
        return self._moved(evolve(line, boxes={**line.boxes, QUANTITY: Box(text)}), indicator, entry)

    def _moved(self, line: FormLine, indicator: Indicator, entry: Entry) -> FormLine:
        """A line whose value now stands in its column: the note says where it stood, which is left free."""
        cell = entry.cell
        if cell is None or cell.column not in line.boxes:
            return line
        column = self.evaluation.edition.columns[cell.column].label[self.language]
        note = self._phrase("moved", column=column, text=line.boxes[cell.column].text)
        own = line.boxes[QUANTITY]
        state = own.state if own.state is State.COMPUTED else State.MOVED
        boxes = {**line.boxes, QUANTITY: evolve(own, notes=(note, *own.notes), state=state)}
        if self._is_whole(indicator, entry, cell):
            boxes[cell.column] = Box(indicator.printed_unit or "") if cell.column == UNIT else NOTHING
        return evolve(line, boxes=boxes)

    def _is_whole(self, indicator: Indicator, entry: Entry, cell: Cell) -> bool:
        """Whether a cell says nothing but its value, so that it may be left free."""
        if key(cell.text) in self.lexicon.answers or key(cell.text) in self.lexicon.statuses:
            return True
        held = contents(Subject(indicator, self.lexicon), entry.cells)
        return any(content.cell is cell and content.is_figure_alone for content in held)

    def _phrase(self, *name: str, **figures: object) -> str:
        return self.evaluation.edition.writing.say(self.language, *name, **figures)


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
        if cell is not None:
            own = row if row is not None and cell in self.form.lines[row].cells.values() else self._row_of(cell)
            if own is not None:
                return "table", own, self._column(finding, own, cell)
        if row is not None:
            line = self.form.lines[row]
            return "table", row, "label" if line.depth or line.is_added else QUANTITY
        return self._around(seen(cell.text) if cell is not None else "")

    def _row_of(self, cell: Cell) -> int | None:
        return next((row for row, line in enumerate(self.form.lines) if cell in line.cells.values()), None)

    def _column(self, finding: Finding, row: int, cell: Cell) -> str:
        line, column = self.form.lines[row], cell.column
        if column in ("code", "label") and finding.observed is None and not line.depth:
            return QUANTITY
        return column if line.boxes.get(column, NOTHING).text == shown(cell.text) else QUANTITY

    def _around(self, text: str) -> tuple[str, int, str]:
        across = [(line.across,) for line in self.form.lines]
        for part, rows in (("above", self.form.above), ("below", self.form.below), ("table", across)):
            for place, row in enumerate(rows):
                if text and any(text == seen(each) or text in each for each in row):
                    return part, place, next(iter(self.form.columns)) if part == "table" else ""
        return "", 0, ""
