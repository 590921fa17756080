"""Which findings have one cause: the same cell, the same matter, or the same slip all over a form.

- What is told under another finding has its cause.
- A slip that lines share (answers beside their column, lines not answered) is one cause of the whole form.
- Findings of rules hang together by the lines that they may be mended by.
- What would be right in the year that the dates give, or signed in that of the title, follows from the finding that
  sets the two against each other.
- The same slip in several rows of a table's column is one cause, too: that of the column.
- All else goes by its cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property

from cchc.edition import IndicatorKind, Severity
from cchc.finding import Finding
from cchc.formula.tree import names_of
from cchc.judge.diagnosis import mended_part
from cchc.judge.echoes import MOVED, Echoes, column_slips, shared_causes, unanswered_codes
from cchc.judge.part_slips import mending_slip
from cchc.judge.report_computation import ReportComputation
from cchc.record import define, field, frozen
from cchc.text import spelling
from cchc.value import Reason

MISPLACED, UNANSWERED, ERRORS = "misplaced", "unanswered", "errors"
_BLANK_RATE, _BESIDE = "CCHC-C012", "CCHC-C015"
_BOTH = 2
_SEVERAL = 3
"""Rows of a column that have the same slip, if it is one of the column."""


@frozen
class OneSlip:
    """What findings have in common that follow from one of them, by its place."""

    lead: int


@frozen
class ColumnSlip:
    """What findings have in common of which each says the same of another row of a table's column."""

    table: str
    column: str
    code: str


def by_cell(finding: Finding, place: int) -> Hashable:
    """The place of a finding's cell; of a cell without one its figure; of no cell the finding itself."""
    cell = finding.cell
    if cell is None:
        return place
    if cell.ref is not None:
        return cell.sheet, cell.ref
    return (cell.line, cell.column, cell.text) if cell.line is not None else (finding.figure, cell)


@define(eq=False)
class Grouping:
    """What each finding of a report has in common with others."""

    findings: Sequence[Finding]
    computation: ReportComputation
    _above: dict[str, str] = field(factory=dict)
    """Lines that hang together, each with another of its matter; one that is its own stands for all."""

    @cached_property
    def echoes(self) -> Echoes:
        """The findings that are told under others."""
        return Echoes(self.findings, self.computation)

    def keys(self) -> list[Hashable]:
        """For each finding what it shares with those of one cause."""
        slips = self.echoes.of_one_year
        for place, finding in enumerate(self.findings):
            if place not in slips and self._links(finding, place):
                self._join(self.lines(finding))
        keys = [self._key(finding, place) for place, finding in enumerate(self.findings)]
        told = [keys[self._of_cause(place)] for place in range(len(keys))]
        # What is wrong by itself is mended where it stands; moving it mends nothing.
        wrong = {
            finding.cell: key
            for finding, key in zip(self.findings, told, strict=True)
            if finding.cell is not None and key != MISPLACED and not isinstance(key, OneSlip)
        }
        return [
            wrong.get(finding.cell, key) if finding.cell is not None and key == MISPLACED else key
            for finding, key in zip(self.findings, told, strict=True)
        ]

    def _of_cause(self, place: int) -> int:
        """The finding whose cause one has: what it is told under, unless its line hangs together with others."""
        target = self.echoes.targets.get(place, place)
        if target == place or place in self.echoes.of_one_year:
            return target
        return place if self._is_of_another(self.findings[place], self.findings[target]) else target

    def _is_of_another(self, finding: Finding, target: Finding) -> bool:
        lines = [each.indicators[0] for each in (finding, target) if each.indicators]
        roots = [self._root(line) for line in lines if line in self._above]
        return len(roots) == len(lines) == _BOTH and roots[0] != roots[1]

    def lines(self, finding: Finding) -> tuple[str, ...]:
        """The lines that a finding may be mended by, that at fault first."""
        if finding.indicators and self.echoes.asks(finding, "agrees", "printed"):
            line = finding.indicators[0]
            part = mended_part(self.computation, line) or mending_slip(self.computation, line)
            if part is not None:
                return (part.name, line)
        conflict = self.echoes.conflicts.by_name.get(finding.instance or "")
        return tuple(dict.fromkeys((*finding.indicators, *(conflict.lines if conflict is not None else ()))))

    def _links(self, finding: Finding, place: int) -> bool:
        """Whether a finding says that lines do not fit, rather than how one of them was filled in."""
        return (
            bool(finding.indicators)
            and finding.code not in shared_causes()
            and finding.severity is not Severity.INFO
            and place not in self._without_a_part
            and not self._is_of_an_error(finding)
            and not self._is_in_progress(finding)
        )

    @cached_property
    def _without_a_part(self) -> frozenset[int]:
        """Findings that only a missing part draws."""
        return frozenset(
            place for place, finding in enumerate(self.findings) if self.echoes.part_that_lacks(finding) is not None
        )

    def _key(self, finding: Finding, place: int) -> Hashable:
        if place in self.echoes.of_one_year.values():
            return OneSlip(place)
        if not finding.indicators:
            return self._of_columns.get(place) or by_cell(finding, place)
        line = finding.indicators[0]
        shared = shared_causes().get(finding.code)
        if self._is_in_progress(finding):
            shared = UNANSWERED
        if shared == ERRORS or self._is_of_an_error(finding):
            shared = self._of_error(finding)
        if shared == MISPLACED or (finding.code == _BLANK_RATE and self._is_of_moved(line)):
            return MISPLACED
        if line in self._above:
            return ("lines", self._root(line))
        if shared is not None:
            return shared
        part = self.echoes.part_that_lacks(finding)
        return by_cell(finding, place) if not part else UNANSWERED if self._is_unanswered(part) else ("lines", part)

    @cached_property
    def _of_columns(self) -> Mapping[int, ColumnSlip]:
        """The findings of columns in which several rows have the same slip."""
        if not self.computation.tables:
            return {}
        from cchc.judge.tables.address import figure_at

        found: dict[ColumnSlip, list[int]] = {}
        for place, finding in enumerate(self.findings):
            at = figure_at(self.computation.report, finding.figure or "") if finding.code in column_slips() else None
            if at is not None and place not in self.echoes.targets:
                found.setdefault(ColumnSlip(at.table.id, at.column, finding.code), []).append(place)
        return {place: slip for slip, places in found.items() if len(places) >= _SEVERAL for place in places}

    # --- lines that hang together

    def _join(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._above.setdefault(line, line)
            self._above[self._root(line)] = self._root(lines[0])

    def _root(self, line: str) -> str:
        while self._above[line] != line:
            line = self._above[line]
        return line

    # --- what a finding is about

    @cached_property
    def _moved(self) -> frozenset[str]:
        """The lines whose answers stand beside their column."""
        return frozenset(each.figure for each in self.findings if each.code in MOVED and each.figure is not None)

    def _is_of_moved(self, line: str) -> bool:
        """Whether a line, or one that it is made of, is answered beside its column."""
        formula = self.computation.engine.formula_of(line)
        return line in self._moved or (formula is not None and any(map(self._is_of_moved, names_of(formula))))

    def _is_in_progress(self, finding: Finding) -> bool:
        """Whether a count that something is still in progress stands beside is no count to rely on yet."""
        edition = self.computation.engine.edition
        words = {spelling.key(word) for word in edition.missing[Reason.IN_PROGRESS].words}
        if finding.code != _BESIDE:
            return False
        is_count = edition.everything[finding.indicators[0]].kind is IndicatorKind.COUNT
        return is_count and spelling.key(finding.observed or "") in words

    def _is_unanswered(self, part: str) -> bool:
        codes = unanswered_codes()
        return self.echoes.first_of(part, lambda finding: finding.code in codes) is not None

    def _is_of_an_error(self, finding: Finding) -> bool:
        words = self.computation.engine.edition.missing[Reason.SPREADSHEET_ERROR].words
        return finding.observed is not None and finding.observed in words

    def _of_error(self, finding: Finding) -> str:
        """A cell with an error is mended with its parts, if they stand elsewhere or are to be answered yet."""
        part = self.echoes.part_that_lacks(finding)
        if part and self._is_unanswered(part):
            return UNANSWERED
        return MISPLACED if self._is_of_moved(finding.indicators[0]) else ERRORS
