"""Where a letter's things to mend are: lines as the form prints them, cells of tables by their rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from cchc.edition import label_of
from cchc.edition.table import TOTAL
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.formula.address import cell_of, is_address
from cchc.judge.causes import RootCause
from cchc.judge.diagnosis import blamed
from cchc.judge.tables.said import called
from cchc.record import frozen
from cchc.text.spelling import seen

_UNPRINTED = ("-", "+", "")
"""Codes that many lines of the form share, so that they name none."""
_LONGEST = 60
"""Letters of a label in a list of places."""


@frozen
class LetterPlaces:
    """The places of an evaluation, in one language."""

    evaluation: Evaluation
    language: str

    def of(self, cause: RootCause) -> list[str]:
        """The figures at fault, lines in the form's order, then figures of tables and what has no line of its own."""
        findings = [self.evaluation.findings[place] for place in cause.findings]
        at_fault = dict.fromkeys(figure for finding in findings for figure in self._at_fault(finding))
        figures = list(at_fault) or list(cause.lines)
        lines = sorted((id for id in figures if self.path(id)), key=self._order.__getitem__)
        cells = dict.fromkeys(id for id in figures if id not in self._order)
        derived = dict.fromkeys(id for id in figures if id in self._order and not self.path(id))
        return [id for id in dict.fromkeys((*lines, *cells, *derived)) if self.place(id)]

    def _at_fault(self, finding: Finding) -> Iterator[str]:
        """The figure at fault; of a table, and of a computed line that does not agree, all of which one is wrong."""
        if finding.figure is not None:
            yield finding.figure
            if not self.is_line(finding.figure):
                yield from finding.figures
            elif finding.figure in self.evaluation.computation.engine.index:
                lines = blamed(self.evaluation.computation, finding.figure)
                yield from (line for line in lines if line in finding.indicators)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {id: place for place, id in enumerate(self.evaluation.edition.everything)}

    def is_line(self, figure: str) -> bool:
        return figure in self.evaluation.edition.everything and not is_address(figure)

    def path(self, figure: str) -> str:
        """The line's place in the form, as this library numbers it; nothing for what has no line."""
        line = self.evaluation.edition.everything.get(figure)
        return line.path if line is not None and self.is_line(figure) else ""

    def code(self, figure: str) -> str:
        """What the form prints before a line."""
        line = self.evaluation.edition.everything.get(figure)
        return getattr(line, "code", "") if self.is_line(figure) else ""

    def label(self, figure: str) -> str:
        """What a line is called, or a figure of a table."""
        if not self.is_line(figure):
            return self.place(figure)
        return seen(label_of(self.evaluation.edition, figure)[self.language])

    def printed(self, figure: str) -> str:
        """A place as whoever has only the form before them finds it: by the code that it prints, else by the label."""
        if not self.path(figure) or self.code(figure) not in _UNPRINTED:
            return self.place(figure)
        label = self.label(figure)
        told = f"“{label if len(label) <= _LONGEST else label[:_LONGEST].rsplit(' ', 1)[0] + ' …'}”"
        over = self.path(figure).rpartition(".")[0]
        while over and over not in self._printed_paths:
            over = over.rpartition(".")[0]
        return f"{over}: {told}" if over else told

    @cached_property
    def _printed_paths(self) -> frozenset[str]:
        """Places whose codes the form itself prints."""
        lines = self.evaluation.edition.indicators.values()
        return frozenset(line.path for line in lines if line.code not in _UNPRINTED)

    def place(self, figure: str) -> str:
        """Where a line stands in the form, or what it is called; of a table its row and column, as the form prints
        them. Nothing for what only a rule speaks of."""
        line = self.evaluation.edition.everything.get(figure)
        if line is not None and self.is_line(figure):
            return line.path or f"“{line.label[self.language]}”"
        told = self.evaluation.computation
        name = called(told.report, told.tables, figure, self.language, is_short=True)
        return seen(name or self._on_form(figure))

    def _on_form(self, figure: str) -> str:
        """A figure of a table that the report does not show, by what the form prints."""
        cell, tables = cell_of(figure), self.evaluation.edition.tables
        if cell is None or cell.table not in tables or cell.column not in tables[cell.table].columns:
            return ""
        table = tables[cell.table]
        row = table.rows.get(cell.row or "")
        label = "" if row is None else row.label[self.language]
        words = self.evaluation.edition.face("tables")
        label = label or (
            words.say(self.language, "total") if cell.row == TOTAL else table.label.get(self.language, "")
        )
        return words.say(self.language, "figure", row=label, column=table.columns[cell.column].short)
