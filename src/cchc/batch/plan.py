"""What is to be computed for one frame: expressions of values, of why there is none, of rule outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import assert_never

from cchc.batch.causes import Causes
from cchc.batch.codes import REPORTED, code_column
from cchc.batch.columns import Column, Facts, FrameColumns, Quantity, TextColumn, Truth, UnaskableError, column_of
from cchc.batch.dialect import Dialect, Expr, every, polars_dialect, some
from cchc.batch.kept import Kept
from cchc.batch.questions import FormColumns, printed_column
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Arithmetic, BoundsError, Whole
from cchc.edition import Edition, Indicator, IndicatorKind, Instance, Rule
from cchc.errors import DataError
from cchc.formula.tree import Tree, names_of
from cchc.record import define, field, frozen


@frozen
class Given:
    """What a frame brings: the bounds of its integer columns (`narrow` are in types that would
    wrap), the names of its yes/no, status and code columns, and of those beside figures that rules ask (`beside`)."""

    spans: Mapping[str, Span]
    bits: Mapping[str, int]
    truths: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @property
    def signature(self) -> tuple[object, ...]:
        """All of it, as a key."""
        return tuple(self.spans.items()), tuple(self.bits.items()), self.truths, self.texts, self.codes, self.beside


@frozen
class Plan:
    """Layers of named expressions, each to be added to a frame that has those before it.

    `unasked` are the rules that ask what no column tells, with that; they are left out. Of a rule over many lines those
    that can be asked answer it.
    """

    layers: tuple[Mapping[str, Expr], ...]
    computed: Mapping[str, Span]
    rules: tuple[str, ...]
    instances: Mapping[str, tuple[tuple[Instance, Truth], ...]]
    unasked: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are added, in order."""
        return tuple(name for layer in self.layers for name in layer)


def plan(
    edition: Edition,
    given: Given,
    dialect: Dialect,
    facts: Facts | None = None,
    *,
    codes: bool = True,
    rules: Iterable[Rule] | None = None,
) -> Plan:
    """The expressions for one frame; `rules` are those wanted, if not all.

    A plan is kept for the next frame like this one. Raises DataError for figures too large for exact integers.
    """
    asked = edition.rules.values() if rules is None else tuple(rules)
    if facts:
        return _planned(edition, given, dialect, facts, asked, codes=codes)
    key = (id(dialect), given.signature, codes, tuple(rule.id for rule in asked))
    return _kept.of(edition, key, lambda: _planned(edition, given, dialect, {}, asked, codes=codes))


_kept: Kept[Plan] = Kept()


def _planned(
    edition: Edition, given: Given, dialect: Dialect, facts: Facts, rules: Iterable[Rule], *, codes: bool
) -> Plan:
    planner = _Planner(edition, given, dialect, facts)
    planner.state()
    computed = planner.compute()
    reasons = {code_column(id): planner.code(id) for id in computed} if codes else {}
    instances = planner.instances(rules)
    asked = {rule: combined(dialect, [truth for _, truth in parts]) for rule, parts in instances.items()}
    layers = tuple(layer for layer in (*planner.layers, reasons | asked) if layer)
    return Plan(layers, computed, tuple(asked), instances, dict(planner.unasked))


def combined(dialect: Dialect, outcomes: list[Truth]) -> Expr:
    """A rule's outcome over its instances: false if one fails, else true if one passes, else null.

    Conjunction tells all but whether, where none fails, one is known at all. Where each asks that a
    figure is at least the same, the least of the figures tells it all.
    """
    if len(outcomes) == 1:
        return outcomes[0].expr
    figures = [truth.figure for truth in outcomes if truth.figure is not None]
    least = outcomes[0].least
    if dialect.least is not None and least is not None and all(truth.least == least for truth in outcomes):
        return dialect.least(*(figure.expr for figure in figures)) >= least
    known = [~truth.expr.is_null() for truth in outcomes if truth.figure is None]
    # Those of one type together, lest the engine casts them all.
    known.extend(
        ~dialect.coalesce(*(figure.expr for figure in figures if figure.bits == bits)).is_null()
        for bits in sorted({figure.bits for figure in figures})
    )
    passes = dialect.when(some(known)).then(dialect.lit(True))
    doubtful = [truth.expr for truth in outcomes if not truth.sure]
    return dialect.coalesce(every(doubtful), passes) if doubtful else passes


def overflowing(edition: Edition, most: int) -> frozenset[str]:
    """The formulas and rules that 64-bit integers do not hold where figures, in units of their last decimal, may be as
    large as this."""
    numbers = {line.id for line in edition.figures.values() if line.formula is None and line.kind.is_number}
    given = Given(dict.fromkeys(numbers, Span(-most, most)), dict.fromkeys(numbers, INT64))
    planner = _Planner(edition, given, polars_dialect(INT64), {})
    planner.state()
    return frozenset(planner.overflowing())


NO_COLUMN = (IndicatorKind.DOCUMENT, IndicatorKind.DATE, IndicatorKind.TEXT)
"""Kinds of lines of which a formula asks what no column tells."""


@define
class _Planner:
    edition: Edition
    given: Given
    dialect: Dialect
    facts: Facts
    figures: dict[str, Column] = field(factory=dict)
    depths: dict[str, int] = field(factory=dict)
    layers: list[dict[str, Expr]] = field(factory=list)
    unasked: dict[str, str] = field(factory=dict)
    """The rules that ask what no column tells, with that."""

    @property
    def columns(self) -> FrameColumns:
        return FrameColumns(self.dialect, Arithmetic(self.dialect), self.figures, self.facts, self.formula_of)

    def formula_of(self, id: str) -> Tree | None:
        line = self.edition.figures.get(id)
        return None if line is None else line.formula

    def state(self) -> None:
        """The figures that are not computed, and what is printed where they are; of documents, dates and texts formulas
        can use no column."""
        for line in self.edition.figures.values():
            if line.formula is None and line.kind not in NO_COLUMN:
                self.figures[line.id] = self._stated(line)
            elif (name := printed_column(line.id)) in self.given.spans:
                self.figures[name] = self._number(name, line.decimals)

    def _stated(self, line: Indicator) -> Column:
        """A column as formulas see it; one that the frame lacks is null throughout."""
        id, dialect = line.id, self.dialect
        match line.kind:
            case IndicatorKind.YES_NO:
                return Truth(dialect.col(id) if id in self.given.truths else dialect.nothing(dialect.boolean))
            case IndicatorKind.STATUS:
                return TextColumn(dialect.col(id) if id in self.given.texts else dialect.nothing(dialect.string))
            case (
                IndicatorKind.COUNT
                | IndicatorKind.PERCENTAGE
                | IndicatorKind.PER_MILLE
                | IndicatorKind.NUMBER
                | IndicatorKind.SCORE
            ):
                return self._number(id, line.decimals)
            case IndicatorKind.DOCUMENT | IndicatorKind.DATE | IndicatorKind.TEXT | IndicatorKind.HEADING:
                raise AssertionError(line.kind)
            case other:
                assert_never(other)

    def _number(self, name: str, decimals: int) -> Column:
        dialect, span = self.dialect, self.given.spans.get(name)
        if span is None:
            nothing = Span(0, 0)
            return Quantity(Whole(dialect.nothing(dialect.integers[nothing.width]), nothing, nothing.width), 1)
        bits = self.given.bits[name]
        expr = dialect.col(name) if bits >= span.width else dialect.col(name).cast(dialect.integers[span.width])
        return Quantity(Whole(expr, span, max(bits, span.width)), 10**decimals)

    def compute(self) -> Mapping[str, Span]:
        """Lay down every formula that can be computed; those after it see the rounded column."""
        done: dict[str, Span] = {}
        for line in self.edition.computed:
            assert line.formula is not None
            try:
                whole = self._rounded(line.formula, line.decimals)
            except UnaskableError:
                continue
            except BoundsError as error:
                raise _too_large(line.id, error) from None
            depth = 1 + max((self.depths.get(id, 0) for id in names_of(line.formula)), default=0)
            self.layers.extend({} for _ in range(depth - len(self.layers)))
            self.layers[depth - 1][line.id] = self._delivered(whole)
            bits = max(INT64, whole.span.width)
            self.figures[line.id] = Quantity(Whole(self.dialect.col(line.id), whole.span, bits), 10**line.decimals)
            self.depths[line.id] = depth
            done[line.id] = whole.span
        return done

    def overflowing(self) -> Iterator[str]:
        """The computed figures and the rules that integers of the engine do not hold."""
        for line in self.edition.computed:
            assert line.formula is not None
            try:
                whole = self._rounded(line.formula, line.decimals)
                self._delivered(whole)
            except UnaskableError:
                continue
            except BoundsError:
                yield line.id
                continue
            self.figures[line.id] = Quantity(whole, 10**line.decimals)
        for rule in self.edition.rules.values():
            with suppress(UnaskableError):
                try:
                    for instance in rule.instances:
                        column_of(instance.check, self.columns)
                except BoundsError:
                    yield rule.id

    def _rounded(self, formula: Tree, decimals: int) -> Whole:
        number = column_of(formula, self.columns)
        assert isinstance(number, Quantity)
        return self.columns.rounded(number, decimals)

    def _delivered(self, whole: Whole) -> Expr:
        """Computation are 64 bits wide, more only where they must be."""
        bits = max(INT64, whole.span.width)
        if bits > self.dialect.widest:
            raise BoundsError(whole.span.size)
        return whole.expr if whole.bits == bits else whole.expr.cast(self.dialect.integers[bits])

    def code(self, id: str) -> Expr:
        """0 where a computed figure has a value, else the cause why it has none."""
        formula, dialect = self.edition.figures[id].formula, self.dialect
        assert formula is not None
        cause = Causes(self.columns, self.given.codes).of(formula)
        return dialect.when(dialect.col(id).is_null()).then(cause).otherwise(dialect.lit(REPORTED, dtype=dialect.small))

    def instances(self, rules: Iterable[Rule]) -> Mapping[str, tuple[tuple[Instance, Truth], ...]]:
        """The check of each instance that can be asked, of each rule of which some can."""
        self.facts = {**self._form(), **self.facts}
        asked = {rule.id: tuple(self._checked(rule)) for rule in rules}
        for rule, parts in asked.items():
            if parts:
                self.unasked.pop(rule, None)
        return {rule: parts for rule, parts in asked.items() if parts}

    def _form(self) -> Facts:
        """What columns beside the figures tell of the form."""
        given = self.given
        return FormColumns(self.edition, self.columns, given.beside, given.truths, given.codes, given.spans).facts()

    def _checked(self, rule: Rule) -> Iterator[tuple[Instance, Truth]]:
        columns = self.columns
        for instance in rule.instances:
            try:
                answer = column_of(instance.check, columns)
            except UnaskableError as error:
                self.unasked.setdefault(rule.id, str(error))
                continue
            except BoundsError as error:
                raise _too_large(instance.rule, error) from None
            assert isinstance(answer, Truth)
            yield instance, answer


def _too_large(name: str, error: BoundsError) -> DataError:
    return DataError(
        f"figures are so large that this would come to {error.args[0]:.1e}, more than the engine's integers hold",
        f"$.{name}",
        "look for a figure that cannot be true",
    )
