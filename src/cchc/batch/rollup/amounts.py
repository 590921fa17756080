"""What a roll-up adds up: integer columns, each by its own aggregation over time and over offices.

Over time, flows are summed and of stocks and cumulative figures the last one of the period stands.
The last is found without sorting: `month * 2**56 + figure` is greatest in the last month.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from cchc.batch.codes import RELOCATED, code_column
from cchc.batch.columns import Columns, Quantity, column_of
from cchc.batch.dialect import Dialect, Expr, some
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Arithmetic, BoundsError, Whole
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.formula.tree import Apply, Name, Tree, names_of
from cchc.record import frozen

SHIFT = 2**56
LARGEST = 2**54
"""Figures below this leave room for the month."""

FLOW = "flow"
UNION = "union"


@frozen
class Amount:
    """An integer that is followed through a roll-up: as a row has it, and whether months are added."""

    name: str
    expr: Expr
    is_flow: bool


def part_name(ratio: str, part: str) -> str:
    """The column of a part of a ratio, over the reports that give the whole ratio."""
    return f"{ratio}|{part}"


def whole_name(line: Indicator) -> str:
    """The column of a ratio's denominator: that of a part, if it is no more than a part."""
    match line.formula:
        case Apply("percent" | "/", (_, Name(id))):
            return part_name(line.id, id)
        case _:
            return f"{line.id}|whole"


@frozen
class Amounts:
    """The amounts that an edition's figures need, of those that a frame has."""

    edition: Edition
    dialect: Dialect
    present: frozenset[str]
    codes: frozenset[str]

    def of(self, dialect: Dialect) -> Amounts:
        """The same in the words of another library."""
        return evolve(self, dialect=dialect)

    @property
    def columns(self) -> Columns:
        """Figures as 64-bit columns; that sums of them fit is seen to before."""
        whole, small = self.dialect.integers[INT64], Span(0, 0)
        figures = {
            id: Quantity(Whole(self.dialect.col(id).cast(whole), small, INT64), 10 ** self.edition.figures[id].decimals)
            for id in self.present
            if self.edition.figures[id].kind in (IndicatorKind.COUNT, IndicatorKind.PERCENTAGE)
        }
        return Columns(self.dialect, Arithmetic(self.dialect), figures)

    def every(self) -> tuple[Amount, ...]:
        """Each amount once, in the order of the form."""
        return tuple(amount for line in self.lines for amount in self._of(line))

    @property
    def lines(self) -> tuple[Indicator, ...]:
        """The figures of which there is something to add up."""
        return tuple(line for id, line in self.edition.figures.items() if id in self.present)

    def _of(self, line: Indicator) -> Iterator[Amount]:
        col, whole = self.dialect.col, self.dialect.integers[64]
        is_flow = line.over_time == FLOW
        match line.kind:
            case IndicatorKind.YES_NO | IndicatorKind.DOCUMENT:
                yield Amount(line.id, col(line.id).cast(whole), is_flow)
            case IndicatorKind.STATUS:
                for status in line.statuses:
                    yield Amount(f"{line.id}__{status}", (col(line.id) == status).cast(whole), is_flow)
            case IndicatorKind.PERCENTAGE if line.formula is not None:
                yield from self._of_ratio(line, line.formula)
            case _:
                yield Amount(line.id, col(line.id).cast(whole), is_flow)

    def _of_ratio(self, line: Indicator, formula: Tree) -> Iterator[Amount]:
        """Its parts over the reports that give them all, and how much of the whole is doubtful or left out."""
        if not self.is_additive(formula):
            return
        known = ~self.dialect.col(line.id).is_null()
        for id in names_of(formula):
            yield Amount(part_name(line.id, id), self._where(known, self._integer(Name(id))), self._is_flow(Name(id)))
        if isinstance(formula, Apply) and formula.op in ("percent", "/"):
            yield from self._of_whole(line, formula, known)

    def _of_whole(self, line: Indicator, formula: Apply, known: Expr) -> Iterator[Amount]:
        whole, is_flow = self._integer(formula.args[1]), self._is_flow(formula.args[1])
        codes = [code_column(id) for id in names_of(formula) if code_column(id) in self.codes]
        if codes:
            relocated = some([self.dialect.col(code) == RELOCATED for code in codes])
            nothing = self.dialect.lit(0, dtype=self.dialect.integers[64])
            doubtful = self.dialect.when(relocated).then(whole).otherwise(nothing)
            yield Amount(f"{line.id}|relocated", self._where(known, doubtful), is_flow)
        if not isinstance(formula.args[1], Name):
            yield Amount(f"{line.id}|whole", self._where(known, whole), is_flow)
        yield Amount(f"{line.id}|left_out", self._where(~known, whole), is_flow)

    def is_additive(self, formula: Tree) -> bool:
        """Whether each of its parts is a count that offices may add up, and a column of the frame."""
        figures = self.edition.figures
        return all(
            id in self.present and not figures[id].decimals and figures[id].over_offices == "sum"
            for id in names_of(formula)
        )

    def _is_flow(self, tree: Tree) -> bool:
        return all(self.edition.figures[id].over_time == FLOW for id in names_of(tree))

    def _integer(self, tree: Tree) -> Expr:
        number = column_of(tree, self.columns)
        assert isinstance(number, Quantity)
        if number.down is not None or number.scale != 1:
            raise BoundsError(0)
        return number.up.expr.cast(self.dialect.integers[64])

    def _where(self, condition: Expr, value: Expr) -> Expr:
        return self.dialect.when(condition).then(value)
