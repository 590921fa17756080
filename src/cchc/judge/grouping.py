"""Which findings have one cause: the same cell, the same matter, or the same slip all over a form.

- A slip that lines share (answers beside their column, lines not answered) is one cause of the whole form.
- Findings of rules hang together by the lines that they speak of; one that speaks of a heading speaks of the
  lines under it.
- A finding that only says that a part is missing follows what is told of the part.
- What would be right in the year that the dates give, or signed in that of the title, follows from the finding that
  sets the two against each other.
- All else goes by its cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache

from attrs import define, field

from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.computation import Computation
from cchc.judge.year import of_one_year
from cchc.record import frozen
from cchc.value import Cause, Reason, Undefined
from cchc.words import data

MISPLACED, UNANSWERED, ERRORS = "misplaced", "unanswered", "errors"


@frozen
class OneSlip:
    """What findings have in common that follow from one of them, by its place."""

    lead: int


@cache
def shared_causes() -> Mapping[str, str]:
    """The slip that a built-in finding is a case of, by its code."""
    return {code: name for name, entry in data("causes").items() for code in entry["codes"]}


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
    computation: Computation
    _above: dict[str, str] = field(factory=dict)
    """Lines that hang together, each with another of its matter; one that is its own stands for all."""

    def keys(self) -> list[Hashable]:
        """For each finding what it shares with those of one cause."""
        slips = self._slips()
        for place, finding in enumerate(self.findings):
            if place not in slips and self._links(finding):
                self._join([line for id in finding.indicators for line in self._with_lines_below(id)])
        keys = [slips.get(place) or self._key(finding, place) for place, finding in enumerate(self.findings)]
        # What is wrong by itself is mended where it stands; moving it mends nothing.
        wrong = {
            finding.cell: key
            for finding, key in zip(self.findings, keys, strict=True)
            if finding.cell is not None and key != MISPLACED and not isinstance(key, OneSlip)
        }
        return [
            wrong.get(finding.cell, key) if finding.cell is not None and key == MISPLACED else key
            for finding, key in zip(self.findings, keys, strict=True)
        ]

    def _slips(self) -> Mapping[int, OneSlip]:
        """The findings that follow from another, by their places."""
        found = of_one_year(self.findings, self.computation) if self.computation.is_form else None
        return {} if found is None else dict.fromkeys((found[0], *found[1]), OneSlip(found[0]))

    def _links(self, finding: Finding) -> bool:
        """Whether a finding says that lines do not fit, rather than how one of them was filled in."""
        return (
            bool(finding.indicators)
            and finding.code not in shared_causes()
            and finding.severity is not Severity.INFO
            and not self._lacks_a_part(finding)
            and not self._is_of_an_error(finding)
        )

    def _key(self, finding: Finding, place: int) -> Hashable:
        if not finding.indicators:
            return by_cell(finding, place)
        line = finding.indicators[0]
        shared = shared_causes().get(finding.code)
        if self._is_of_an_error(finding) or shared == ERRORS:
            shared = self._of_error(finding)
        if shared == MISPLACED:
            return MISPLACED
        if line in self._above:
            return ("lines", self._root(line))
        if shared is not None:
            return shared
        part = self._lacks_a_part(finding)
        return by_cell(finding, place) if not part else UNANSWERED if self._is_unanswered(part) else ("lines", part)

    # --- lines that hang together

    def _with_lines_below(self, id: str) -> Iterator[str]:
        yield id
        edition = self.computation.engine.edition
        if id in edition.indicators and edition.indicators[id].is_heading:
            for line in edition.indicators.values():
                if line.parent == id:
                    yield from self._with_lines_below(line.id)

    def _join(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._above.setdefault(line, line)
            self._above[self._root(line)] = self._root(lines[0])

    def _root(self, line: str) -> str:
        while self._above[line] != line:
            line = self._above[line]
        return line

    # --- what a finding is about

    def _lacks_a_part(self, finding: Finding) -> str | None:
        """The part for want of which the line at fault has no value."""
        value = self.computation.values.get(finding.indicators[0]) if finding.indicators else None
        is_lacking = isinstance(value, Undefined) and value.cause is Cause.MISSING_INPUT
        return value.input if is_lacking and isinstance(value, Undefined) else None

    def _is_unanswered(self, part: str) -> bool:
        return any(
            part in finding.indicators[:1] and shared_causes().get(finding.code) == UNANSWERED
            for finding in self.findings
        )

    def _is_of_an_error(self, finding: Finding) -> bool:
        words = self.computation.engine.edition.missing[Reason.SPREADSHEET_ERROR].words
        return finding.observed is not None and finding.observed in words

    def _of_error(self, finding: Finding) -> str:
        """A cell with an error is mended with its parts, if they stand elsewhere or are to be answered yet."""
        part = self._lacks_a_part(finding)
        if part and self._is_unanswered(part):
            return UNANSWERED
        has_moved = any(shared_causes().get(other.code) == MISPLACED for other in self.findings)
        return MISPLACED if has_moved else ERRORS
