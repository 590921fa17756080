"""What is to be computed for one frame: expressions of values, of why there is none, of rule outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from attrs import define, field, frozen

from cchc.batch.codes import CAUSES, REASONS, REPORTED, code_column
from cchc.batch.columns import Column, Columns, Facts, Quantity, Text, Truth, UnaskableError
from cchc.batch.dialect import Dialect, Expr, every, some
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Arithmetic, BoundsError, Whole
from cchc.edition import Edition, Indicator, IndicatorKind, Instance
from cchc.errors import DataError
from cchc.formula.tree import Apply, Fact, Name, Tree, names, read, walk
from cchc.value import Cause, Reason

_ZERO, _LACKS, _EXEMPT = (
    CAUSES[cause] for cause in (Cause.ZERO_DENOMINATOR, Cause.MISSING_INPUT, Cause.NOT_APPLICABLE)
)
_DIVISIONS = ("percent", "/")


@frozen
class Given:
    """What a frame brings: the bounds of its integer columns (`narrow` are in types that would
    wrap), the names of its yes/no, status and code columns."""

    spans: Mapping[str, Span]
    bits: Mapping[str, int]
    truths: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@frozen
class Plan:
    """Layers of named expressions, each to be added to a frame that has those before it.

    `unasked` are the rules that ask what no column tells; they are left out.
    """

    layers: tuple[Mapping[str, Expr], ...]
    computed: tuple[str, ...]
    rules: tuple[str, ...]
    instances: Mapping[str, tuple[tuple[Instance, Expr], ...]]
    unasked: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are added, in order."""
        return tuple(name for layer in self.layers for name in layer)


def plan(edition: Edition, given: Given, dialect: Dialect, facts: Facts | None = None, *, codes: bool = True) -> Plan:
    """The expressions for one frame; raises DataError for figures too large for exact integers."""
    planner = _Planner(edition, given, dialect, facts or {})
    planner.state()
    computed = planner.compute()
    reasons = {code_column(id): planner.code(edition.figures[id]) for id in computed} if codes else {}
    instances = planner.instances()
    asked = {rule: combined([expr for _, expr in parts]) for rule, parts in instances.items()}
    unasked = tuple(rule for rule in edition.rules if rule not in asked)
    layers = tuple(layer for layer in (*planner.layers, reasons | asked) if layer)
    return Plan(layers, computed, tuple(asked), instances, unasked)


def combined(outcomes: list[Expr]) -> Expr:
    """A rule's outcome over its instances: false if one fails, else true if one passes, else null."""
    return outcomes[0] if len(outcomes) == 1 else _first(every(outcomes), some(outcomes))


def _first(known: Expr, otherwise: Expr) -> Expr:
    return known.fill_null(otherwise)


@define
class _Planner:
    edition: Edition
    given: Given
    dialect: Dialect
    facts: Facts
    figures: dict[str, Column] = field(factory=dict)
    depths: dict[str, int] = field(factory=dict)
    layers: list[dict[str, Expr]] = field(factory=list)

    @property
    def columns(self) -> Columns:
        return Columns(self.dialect, Arithmetic(self.dialect), self.figures, self.facts)

    def state(self) -> None:
        """The figures that are not computed; documents are no values that formulas on columns can use."""
        for line in self.edition.figures.values():
            if line.formula is None and line.kind is not IndicatorKind.DOCUMENT:
                self.figures[line.id] = self._stated(line)

    def _stated(self, line: Indicator) -> Column:
        """A column as formulas see it; one that the frame lacks is null throughout."""
        id, dialect = line.id, self.dialect
        match line.kind:
            case IndicatorKind.YES_NO:
                return Truth(dialect.col(id) if id in self.given.truths else dialect.nothing(dialect.boolean))
            case IndicatorKind.STATUS:
                return Text(dialect.col(id) if id in self.given.texts else dialect.nothing(dialect.string))
        span = self.given.spans.get(id)
        if span is None:
            nothing = Span(0, 0)
            return Quantity(Whole(dialect.nothing(dialect.integers[nothing.width]), nothing, nothing.width), 1)
        bits = self.given.bits[id]
        expr = dialect.col(id) if bits >= span.width else dialect.col(id).cast(dialect.integers[span.width])
        return Quantity(Whole(expr, span, max(bits, span.width)), 10**line.decimals)

    def compute(self) -> tuple[str, ...]:
        """Lay down every formula that can be computed; those after it see the rounded column."""
        done = []
        for line in self.edition.computed:
            try:
                whole = self._rounded(line)
            except UnaskableError:
                continue
            except BoundsError as error:
                raise _too_large(line.id, error) from None
            depth = 1 + max((self.depths.get(id, 0) for id in names(line.formula)), default=0) if line.formula else 1
            self.layers.extend({} for _ in range(depth - len(self.layers)))
            self.layers[depth - 1][line.id] = self._delivered(whole)
            bits = max(INT64, whole.span.width)
            self.figures[line.id] = Quantity(Whole(self.dialect.col(line.id), whole.span, bits), 10**line.decimals)
            self.depths[line.id] = depth
            done.append(line.id)
        return tuple(done)

    def _rounded(self, line: Indicator) -> Whole:
        assert line.formula is not None
        number = read(line.formula, self.columns)
        assert isinstance(number, Quantity)
        return self.columns.rounded(number, line.decimals)

    def _delivered(self, whole: Whole) -> Expr:
        """Results are 64 bits wide, more only where they must be."""
        bits = max(INT64, whole.span.width)
        if bits > self.dialect.widest:
            raise BoundsError(whole.span.size)
        return whole.expr if whole.bits == bits else whole.expr.cast(self.dialect.integers[bits])

    # --- why there is no value ------------------------------------------------------------------

    def code(self, line: Indicator) -> Expr:
        """0 where there is a value, else the first cause in reading order; a zero denominator outranks."""
        assert line.formula is not None
        lit, small = self.dialect.lit, self.dialect.small
        cause = self._cause(line.formula)
        code = lit(REPORTED) if cause is None else self.dialect.when(self.dialect.col(line.id).is_null()).then(cause).otherwise(lit(REPORTED))
        return code.cast(small)

    def _cause(self, tree: Tree) -> Expr | None:
        """Why a formula is null; meant only where it is. None for what never is."""
        match tree:
            case Name(id):
                return self._cause_of_figure(id)
            case Fact():
                return self.dialect.lit(_LACKS)
            case Apply(op, (part, whole)) if op in _DIVISIONS:
                zero = self._is_zero(whole)
                rest = self._first_cause((part, whole)) 
                return self.dialect.when(zero).then(self.dialect.lit(_ZERO)).otherwise(rest if rest is not None else self.dialect.lit(_LACKS))
            case Apply("if_", (condition, then, otherwise)):
                chosen = self._truth(condition)
                branches = [self._cause(branch) or self.dialect.lit(_LACKS) for branch in (then, otherwise)]
                return self.dialect.when(chosen.is_null()).then(self._cause(condition) or self.dialect.lit(_LACKS)).otherwise(self.dialect.when(chosen).then(branches[0]).otherwise(branches[1]))
            case Apply(_, args):
                return self._first_cause(args)
            case _:
                return None
