"""Findings that say nothing of their own: each is told under the finding that it goes with.

- That a figure stands in another column, under what says that it is wrong anyway.
- That a line cannot be computed or checked for want of a part, under what is told of the part.
- That a printed sum or rate is false, under what says that the numbers in it are not the form's.
- That a rate does not agree while its parts are in doubt, under what says so of the parts.
- What would be right in another year, under what sets the year of the title against the dates.
- That a line says nothing, under the rule that says what it should say.
- What a wrong or lacking figure of a table draws elsewhere, under what is told of the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from cchc.edition import Severity
from cchc.finding import Finding
from cchc.formula.tree import facts_of
from cchc.judge.computation import Computation
from cchc.judge.conflicts import Conflicts
from cchc.judge.outcome import instance_name
from cchc.judge.year import of_one_year
from cchc.record import define
from cchc.value import Cause, Cell, Undefined
from cchc.words import data

MOVED = frozenset({"CCHC-C001", "CCHC-C002"})
RECOMPUTED = frozenset({"CCHC-C003", "CCHC-C012"})
_HIDDEN = "CCHC-F016"
_NOT_COMPUTED = "CCHC-C004"
_LACKING = frozenset({_NOT_COMPUTED, "CCHC-C016"})
_OF_CLAIMS = frozenset({"CCHC-P001", "CCHC-P002"})
_TWICE = frozenset({"CCHC-C010"})
_UNCERTAIN = frozenset({"CCHC-C010", "CCHC-C011", "CCHC-C015"})
"""Findings by which what was read of a line may not be what is meant."""


@cache
def shared_causes() -> Mapping[str, str]:
    """The slip that a built-in finding is a case of, by its code."""
    return {code: name for name, entry in data("causes").items() for code in entry.get("codes", ())}


@cache
def unanswered_codes() -> frozenset[str]:
    """Codes of the findings that a line says nothing that can be used."""
    return frozenset(data("causes")["unanswered"]["codes"])


@cache
def column_slips() -> frozenset[str]:
    """Codes of the findings that are one slip where they come again and again in a column of a table."""
    return frozenset(data("causes")["column"]["of"])


@define(eq=False)
class Echoes:
    """Of some findings those that are told under another."""

    findings: Sequence[Finding]
    computation: Computation

    @cached_property
    def conflicts(self) -> Conflicts:
        """What does not fit together in the report."""
        return Conflicts(self.computation)

    @cached_property
    def targets(self) -> Mapping[int, int]:
        """The place of the finding that each is told under, by its own place; none is told under one that is."""
        first: dict[int, int] = {**self._of_one_cell, **self.of_one_year}
        for place, finding in enumerate(self.findings):
            # What is told of a table's cell is of no line.
            for speaks in _UNDER if place not in first and finding.indicators else ():
                target = speaks(self, finding)
                if target is not None and target != place and self._end(target, first) != place:
                    first[place] = target
                    break
        return {place: self._end(target, first) for place, target in first.items()}

    @cached_property
    def of_one_year(self) -> Mapping[int, int]:
        """The findings that only the year in the title draws, with that which sets it against the dates."""
        found = of_one_year(self.findings, self.computation) if self.computation.is_form else None
        return {} if found is None else dict.fromkeys(found[1], found[0])

    @cached_property
    def _of_one_cell(self) -> Mapping[int, int]:
        """The findings that are mended with a figure of a table, with that which is of this figure."""
        leads = {each.figure: place for place, each in reversed([*enumerate(self.findings)]) if each.under is None}
        under = ((place, leads.get(each.under)) for place, each in enumerate(self.findings) if each.under is not None)
        return {place: lead for place, lead in under if lead is not None}

    @cached_property
    def hidden(self) -> Mapping[tuple[str | None, str], int]:
        """The rows of sheets in which something is hidden, with the finding that tells it."""
        of_hidden = [(place, each) for place, each in enumerate(self.findings) if each.code == _HIDDEN]
        cells = ((place, cell) for place, each in of_hidden for cell in (each.cell, *(each.cells or ())) if cell)
        return {row: place for place, cell in cells if (row := _row_of(cell)) is not None}

    @staticmethod
    def _end(place: int, first: Mapping[int, int]) -> int:
        while place in first:
            place = first[place]
        return place

    def part_that_lacks(self, finding: Finding) -> str | None:
        """The part for want of which the line at fault has no value."""
        value = self.computation.values.get(finding.indicators[0]) if finding.indicators else None
        lacks = isinstance(value, Undefined) and value.cause is Cause.MISSING_INPUT
        return value.input if lacks and isinstance(value, Undefined) else None

    def asks(self, finding: Finding, *functions: str) -> bool:
        """Whether a finding is of a rule that asks one of some facts."""
        check = self._checks.get(finding.instance or "")
        return check is not None and not check.isdisjoint(functions)

    @cached_property
    def _checks(self) -> Mapping[str, frozenset[str]]:
        instances = self.computation.engine.instances
        broken = (instances[place] for place in self.computation.broken)
        return {
            instance_name(each.rule, each.bindings): frozenset(fact.function for fact in facts_of(each.check))
            for each in broken
        }

    @cached_property
    def _by_line(self) -> Mapping[str, Sequence[int]]:
        """The places of findings by the line at fault, gravest first."""
        found: dict[str, list[int]] = {}
        for place in sorted(range(len(self.findings)), key=lambda place: self.findings[place].severity.rank):
            for line in self.findings[place].indicators[:1]:
                found.setdefault(line, []).append(place)
        return found

    def first_of(self, line: str, fits: Callable[[Finding], bool]) -> int | None:
        """The gravest finding with this line at fault that fits."""
        return next((place for place in self._by_line.get(line, ()) if fits(self.findings[place])), None)

    def is_of_other_numbers(self, finding: Finding) -> bool:
        """Whether the fraction that a finding speaks of is not made of the form's own numbers."""
        line = finding.indicators[0]
        entry = self.computation.entry(line)
        claims = [claim for claim in entry.claims if claim.cell == finding.cell] if entry is not None else []
        return any(not self.computation.are_own_numbers(line, claim) for claim in claims)

    def is_of_rule(self, finding: Finding) -> bool:
        """Whether it says that what stands there is wrong, rather than how it was filled in."""
        return finding.rule is not None and finding.severity is not Severity.INFO

    def speaking_of(self, line: str) -> Iterator[int]:
        """The findings of rules that may be mended by a line, by the order of findings."""
        named = {name for name, conflict in self.conflicts.by_name.items() if line in conflict.lines}
        return (place for place, finding in enumerate(self.findings) if finding.instance in named)


def _row_of(cell: Cell) -> tuple[str | None, str] | None:
    """The sheet and the number of the row that a cell stands in."""
    return None if cell.ref is None else (cell.sheet, cell.row)


def _behind_what_is_hidden(echoes: Echoes, finding: Finding) -> int | None:
    """What stands in a hidden cell of the line's row is to be shown, not to be written anew."""
    if finding.code not in unanswered_codes() or finding.cell is None:
        return None
    row = _row_of(finding.cell)
    return None if row is None else echoes.hidden.get(row)


def _wrong_where_it_stands(echoes: Echoes, finding: Finding) -> int | None:
    if finding.code not in MOVED:
        return None
    line = finding.indicators[0]
    by_rule = echoes.first_of(
        line, lambda other: echoes.is_of_rule(other) and other.cell == finding.cell and _alone(other)
    )
    return by_rule if by_rule is not None else echoes.first_of(line, lambda other: other.code in _UNCERTAIN)


def _alone(finding: Finding) -> bool:
    """Whether it speaks of no other line: what is wrong by itself is mended where it stands, not by moving it."""
    return len(finding.indicators) == 1


def _recomputed(echoes: Echoes, finding: Finding) -> int | None:
    if finding.code not in RECOMPUTED:
        return None
    return echoes.first_of(finding.indicators[0], lambda other: echoes.asks(other, "agrees", "operands_fit"))


def _lacking_a_part(echoes: Echoes, finding: Finding) -> int | None:
    if finding.code not in _LACKING and not echoes.asks(finding, "lacks_part"):
        return None
    part = echoes.part_that_lacks(finding)
    if part is None:
        return None
    codes = {*unanswered_codes(), _NOT_COMPUTED}
    return echoes.first_of(part, lambda other: other.code in codes)


def _of_other_numbers(echoes: Echoes, finding: Finding) -> int | None:
    if finding.code not in _OF_CLAIMS | _TWICE:
        return None
    line = finding.indicators[0]
    if finding.code in _OF_CLAIMS:
        if not echoes.is_of_other_numbers(finding):
            return None
        return echoes.first_of(line, lambda other: echoes.asks(other, "operands_fit"))
    return echoes.first_of(
        line,
        lambda other: other.cell == finding.cell and (other.code in _OF_CLAIMS or echoes.asks(other, "operands_fit")),
    )


def _of_doubted_parts(echoes: Echoes, finding: Finding) -> int | None:
    """The first rule that says of a part that it is wrong, of the gravest."""
    if not echoes.asks(finding, "agrees", "operands_fit"):
        return None
    line = finding.indicators[0]
    for part in echoes.conflicts.undecided_by(line):
        for place in echoes.speaking_of(part):
            other = echoes.findings[place]
            if other.indicators[:1] != (line,) and not echoes.asks(other, "agrees", "operands_fit"):
                return place
    return None


def _says_nothing(echoes: Echoes, finding: Finding) -> int | None:
    if finding.code not in unanswered_codes():
        return None
    return echoes.first_of(finding.indicators[0], echoes.is_of_rule)


_UNDER = (
    _behind_what_is_hidden,
    _wrong_where_it_stands,
    _recomputed,
    _lacking_a_part,
    _of_other_numbers,
    _of_doubted_parts,
    _says_nothing,
)
