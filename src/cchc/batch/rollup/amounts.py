"""What a roll-up adds up: integer columns, each by its own way over the months.

A first or last figure is found without sorting: `month * 2**56 + figure` is least in the first
month and greatest in the last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import assert_never

from cchc.batch.codes import DEFINED_ANEW, RELOCATED, code_column
from cchc.batch.columns import FrameColumns, Quantity, column_of
from cchc.batch.dialect import Dialect, Expr, every, some
from cchc.batch.rollup.eras import AskedMonths
from cchc.batch.rollup.periods import moment
from cchc.batch.rollup.ways import (
    MonthMark,
    Scope,
    Step,
    Total,
    Treatment,
    Withheld,
    ends_of,
    step_of_part,
    steps_behind,
    treatment_of,
)
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Arithmetic, BoundsError, Whole
from cchc.edition import Edition, Indicator
from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Name, Tree, names_of, walk
from cchc.record import field, frozen

SHIFT = 2**56
LARGEST = 2**54
"""Figures below this leave room for the month."""


@frozen
class Amount:
    """An integer that is followed through a roll-up: as a row has it, how its months become one, and whether offices'
    are added; or, of what is in a row or not, what is noted of its months."""

    name: str
    expr: Expr
    step: Step | MonthMark
    added: bool = True


def part_name(ratio: str, part: str) -> str:
    """The column of a part of a recomputed figure, over the reports that give the whole figure."""
    return f"{ratio}|{part}"


def step_name(id: str, step: Step) -> str:
    """The column of a figure that goes over the months in more ways than one."""
    return f"{id}|{step.name.lower()}"


def aside_name(id: str, what: str) -> str:
    """The column of what is told of a figure besides: its "whole", what is "relocated" or "left_out" of that, or, where
    there is no total, who has "given" it."""
    return f"{id}||{what}"


def whole_name(line: Indicator) -> str:
    """The column of a ratio's denominator: that of a part, if it is no more than a part."""
    match line.formula:
        case Apply(op, (_, Name(id))) if ROWS[op].ratio:
            return part_name(line.id, id)
        case _:
            return aside_name(line.id, "whole")


@frozen
class Amounts:
    """The amounts that an edition's figures need, of those that a frame has."""

    edition: Edition
    scope: Scope
    dialect: Dialect
    present: frozenset[str]
    codes: frozenset[str]
    anew: frozenset[str] = frozenset()
    """Lines that change their sense within the periods."""
    asked: Mapping[str, AskedMonths] = field(factory=dict)
    """The months in which lines are asked, of those that are not always."""

    @cached_property
    def columns(self) -> FrameColumns:
        """Figures as 64-bit columns; that sums of them fit is seen to before."""
        whole, small = self.dialect.integers[INT64], Span(0, 0)
        figures = {
            id: Quantity(Whole(self.dialect.col(id).cast(whole), small, INT64), 10 ** self.edition.figures[id].decimals)
            for id in self.present
            if self.edition.figures[id].kind.is_number
        }
        return FrameColumns(self.dialect, Arithmetic(self.dialect), figures)

    def scale_of(self, id: str) -> int:
        """How many units of its last decimal make one of a figure."""
        return int(10 ** self.edition.figures[id].decimals)

    @cached_property
    def every(self) -> tuple[Amount, ...]:
        """Each amount once, in the order of the form."""
        return tuple(amount for line in self.lines for amount in (*self._of(line), *self.marks[line.id]))

    @cached_property
    def lines(self) -> tuple[Indicator, ...]:
        """The figures of which there is something to add up."""
        return tuple(line for id, line in self.edition.figures.items() if id in self.present)

    def treatment(self, line: Indicator) -> Treatment | Withheld:
        """How a figure goes in this roll-up."""
        if line.id in self.anew:
            return Withheld(DEFINED_ANEW)
        return treatment_of(line, self.scope)

    def _of(self, line: Indicator) -> Iterator[Amount]:
        treatment = self.treatment(line)
        if isinstance(treatment, Withheld):
            yield self._given(line)
            return
        col, whole = self.dialect.col, self.dialect.integers[64]
        match treatment.total:
            case Total.RECOMPUTED:
                assert line.formula is not None
                yield from self._of_recomputed(line, line.formula)
            case Total.RANGE:
                for name, step in self.ends(line):
                    yield Amount(name, col(line.id).cast(whole), step, added=False)
            case Total.BY_STATUS:
                for status in line.statuses:
                    yield Amount(f"{line.id}__{status}", (col(line.id) == status).cast(whole), treatment.steps[0])
            case Total.ITSELF:
                yield Amount(line.id, col(line.id).cast(whole), treatment.steps[0], added=False)
            case Total.SUM | Total.UNION | Total.YES:
                yield Amount(line.id, col(line.id).cast(whole), treatment.steps[0])
            case other:
                assert_never(other)

    def _given(self, line: Indicator) -> Amount:
        """Of a figure that is not put together, only whether a report gives it."""
        given = self._where(~self.dialect.col(line.id).is_null(), self._one)
        return Amount(aside_name(line.id, "given"), given, Step.GREATEST, added=False)

    def ends(self, line: Indicator) -> tuple[tuple[str, Step], ...]:
        """The amounts of a figure that is given by its lowest and its highest: two where months differ too."""
        treatment = self.treatment(line)
        assert isinstance(treatment, Treatment)
        if len(treatment.steps) == 1:
            return ((line.id, treatment.steps[0]),)
        return tuple((step_name(line.id, step), step) for step in treatment.steps)

    def _of_recomputed(self, line: Indicator, formula: Tree) -> Iterator[Amount]:
        """Its parts over the reports that give them all, and how much of the whole is doubtful or left out."""
        steps = self.steps_of_parts(formula)
        if steps is None:
            yield self._given(line)
            return
        known = ~self.dialect.col(aside_name(line.id, "all")).is_null()
        for id, step in steps.items():
            yield Amount(part_name(line.id, id), self._where(known, self._integer(Name(id))), step)
        match formula:
            case Apply(op, (_, whole)) if ROWS[op].ratio and _is_sum(whole):
                ways = {steps[id] for id in names_of(whole)}
                if len(ways) == 1:
                    yield from self._of_whole(line, whole, known, ways.pop())

    def _of_whole(self, line: Indicator, tree: Tree, known: Expr, step: Step) -> Iterator[Amount]:
        """Of a denominator that can be followed as one amount, for its parts go one way over the months."""
        whole = self._integer(tree)
        assert line.formula is not None
        codes = [code_column(id) for id in names_of(line.formula) if code_column(id) in self.codes]
        if codes:
            relocated = some([self.dialect.col(code) == RELOCATED for code in codes])
            nothing = self.dialect.lit(0, dtype=self.dialect.integers[64])
            doubtful = self.dialect.when(relocated).then(whole).otherwise(nothing)
            yield Amount(aside_name(line.id, "relocated"), self._where(known, doubtful), step)
        if not isinstance(tree, Name):
            yield Amount(aside_name(line.id, "whole"), self._where(known, whole), step)
        yield Amount(aside_name(line.id, "left_out"), self._where(~known, whole), step)

    @cached_property
    def flags(self) -> tuple[Expr, ...]:
        """Columns that say once of each recomputed figure whether a report gives all that it is made of: of nothing at
        all (0 of 0) there is no rate, and yet nothing lacks."""
        return tuple(self._flags())

    def _flags(self) -> Iterator[Expr]:
        col, truth = self.dialect.col, self.dialect.lit(True, dtype=self.dialect.boolean)
        for line in self.lines:
            if self._is_recomputed(line) and self.steps_of(line) is not None:
                assert line.formula is not None
                known = ~col(line.id).is_null()
                nothing = every([col(id) == 0 for id in names_of(line.formula)])
                yield self._where(known | nothing, truth).alias(aside_name(line.id, "all"))

    @cached_property
    def marks(self) -> Mapping[str, tuple[Amount, ...]]:
        """What is noted of the months that give each figure, where several reports are put together to make it."""
        return {line.id: tuple(self._marks(line)) for line in self.lines}

    def _marks(self, line: Indicator) -> Iterator[Amount]:
        steps = self.steps_of(line)
        is_anew = self._is_recomputed(line)
        if steps is None or not (self.scope.months or (self.scope.offices and is_anew)):
            return
        given = self.dialect.col(aside_name(line.id, "all") if is_anew else line.id)
        if (asked := self.asked.get(line.id)) is not None:
            given = self._where(asked.holds(moment(self.dialect)), given)
        yield Amount(aside_name(line.id, "months"), given, MonthMark.MONTHS)
        for end in sorted(self.ends_needed(line), key=lambda step: step.value):
            mark = MonthMark.FIRST if end is Step.FIRST else MonthMark.LAST
            yield Amount(aside_name(line.id, mark.name.lower()), given, mark)

    def ends_needed(self, line: Indicator) -> frozenset[Step]:
        """The ends of a period of which alone a figure's reports are needed; none where every month's is."""
        return ends_of(self.steps_of(line) or ()) if self.scope.months else frozenset()

    def steps_of(self, line: Indicator) -> Collection[Step] | None:
        """How all that a figure is made of goes over the months; None where it is not put together."""
        return self._steps[line.id]

    @cached_property
    def _steps(self) -> Mapping[str, frozenset[Step] | None]:
        lines = {line.id: line for line in self.lines}
        put_together = {id: steps_behind(line, lines, self.scope) for id, line in lines.items() if id not in self.anew}
        return dict.fromkeys(lines) | put_together

    def _is_recomputed(self, line: Indicator) -> bool:
        treatment = self.treatment(line)
        return isinstance(treatment, Treatment) and treatment.total is Total.RECOMPUTED

    @property
    def _one(self) -> Expr:
        return self.dialect.lit(1, dtype=self.dialect.integers[INT64])

    def steps_of_parts(self, formula: Tree) -> dict[str, Step] | None:
        """How each part goes over the months; None unless each is a count that adds up, and a column of the frame."""
        steps: dict[str, Step] = {}
        for id in names_of(formula):
            step = step_of_part(self.edition.figures[id], self.scope) if id in self.present else None
            if step is None:
                return None
            steps[id] = step
        return steps

    def _integer(self, tree: Tree) -> Expr:
        """The integer that a sum of figures is, in units of its last decimal."""
        number = column_of(tree, self.columns)
        assert isinstance(number, Quantity)
        if number.down is not None:
            raise BoundsError(0)
        return number.up.expr.cast(self.dialect.integers[64])

    def _where(self, condition: Expr, value: Expr) -> Expr:
        return self.dialect.when(condition).then(value)


def _is_sum(tree: Tree) -> bool:
    """Whether over many reports its sum is it of the sums."""
    return all(isinstance(node, Name) or (isinstance(node, Apply) and ROWS[node.op].adds) for node in walk(tree))
