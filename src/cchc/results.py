"""Values and rule outcomes of one report: computed at once, typed when they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from cchc.edition import Indicator, Instance
from cchc.engine import Engine
from cchc.facts import Earlier, Facts
from cchc.formula import reference
from cchc.formula.tree import Tree, facts, names
from cchc.number import rate
from cchc.report import Entry, Report
from cchc.value import Cause, Cell, Datum, Missing, Origin, Reason, Reported, Undefined, Value, Window


class Result(StrEnum):
    """What became of a rule: it holds, it is broken, it could not be asked, it went wrong."""

    PASS = "pass"
    FAIL = "fail"
    NOT_EVALUATED = "not_evaluated"
    ERROR = "error"


@frozen
class InstanceOutcome:
    """The result of a rule for one binding; `blocked_by` names what was missing."""

    bindings: Mapping[str, str]
    result: Result
    blocked_by: tuple[str, ...] = ()


@frozen
class Outcome:
    """The result of a rule over all its instances.

    It fails if one fails, else went wrong if one did, else passes if one passes; a rule none
    of whose instances could be asked is not evaluated.
    """

    result: Result
    blocked_by: tuple[str, ...]
    instances: tuple[InstanceOutcome, ...]


@frozen
class Provenance:
    """How a value came to be and from where; `printed` is what the form says on a computed line."""

    origin: Origin | None
    cell: Cell | None
    printed: str | None
    window: Window | None


_RESULT: Mapping[bool | None, Result] = {True: Result.PASS, False: Result.FAIL, None: Result.NOT_EVALUATED}
_WORST_FIRST = (Result.FAIL, Result.ERROR, Result.PASS)
_NO_FORM = "form"
"""What blocks a rule that asks the form when only a mapping of figures is at hand."""

_typed_rates: dict[tuple[int, int], Reported] = {}


def typed_rate(units: int, decimals: int) -> Reported:
    """A rate from its integer in units of the last decimal; those from 0 to 100 % are kept."""
    key = (units, decimals)
    known = _typed_rates.get(key)
    if known is None:
        known = Reported(rate(units, decimals))
        if 0 <= units <= 10 ** (decimals + 2) <= 10**6:
            _typed_rates[key] = known
    return known


def stated_figures(engine: Engine, report: Report) -> dict[str, object]:
    """The figures of a form as formulas see them: a word that may stand for zero here is 0."""
    everything = engine.edition.figures
    return {id: _figure(everything[id], entry.value) for id, entry in report.entries.items() if id in everything}


def _figure(indicator: Indicator, value: Value) -> object:
    match value:
        case Reported(Decimal() as number):
            return Fraction(number)
        case Reported(datum):
            return datum
        case Missing(Reason.NONE):
            return indicator.none
        case Missing(Reason.NOT_ARISEN):
            return indicator.not_arisen
        case _:
            return None


class Values(Mapping[str, Value]):
    """Values by indicator id, each made when it is first read."""

    __slots__ = ("_ids", "_made", "_make")

    def __init__(self, ids: Mapping[str, object], make: Callable[[str], Value]) -> None:
        self._ids = ids
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, id: str) -> Value:
        if id not in self._made:
            if id not in self._ids:
                raise KeyError(id)
            self._made[id] = self._make(id)
        return self._made[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __repr__(self) -> str:
        return repr(dict(self))


@frozen(slots=False)
class Results:
    """What an edition makes of one report; `units` are computed values as integers.

    Made by `results_of_form` from a report, or `results_of_figures` from a plain mapping, in
    which case rules that ask the form itself are not evaluated.
    """

    engine: Engine
    report: Report
    stated: Mapping[str, object]
    units: tuple[int | None, ...]
    on_figures: tuple[bool | None, ...]
    is_form: bool = True
    earlier: Earlier | None = None

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every figure of the edition; an auxiliary only if it is computed or given."""
        ids = self.engine.always
        if not self.engine.sometimes.isdisjoint(self.stated):
            ids = {id: None for id in self.engine.edition.figures if id in ids or id in self.stated}
        return Values(ids, self._value)

    def _value(self, id: str) -> Value:
        place = self.engine.index.get(id)
        if place is None:
            return self._given(id)
        units, decimals = self.units[place], self.engine.decimals[place]
        if units is None:
            return self._undefined(id)
        return Reported(units) if decimals is None else typed_rate(units, decimals)

    def _given(self, id: str) -> Value:
        if self.is_form:
            entry = self.report.entries.get(id)
            return entry.value if entry is not None else Missing(Reason.BLANK)
        figure = self.stated.get(id)
        return Missing(Reason.BLANK) if figure is None else Reported(_datum(figure))

    def _undefined(self, id: str) -> Value:
        indicator = self.engine.edition.figures[id]
        assert indicator.formula is not None
        null = reference.evaluate(indicator.formula, self.figure, self.facts)
        assert isinstance(null, reference.Null)
        lacking = self._given(null.input) if null.input in self.engine.edition.figures else None
        if lacking == Missing(Reason.NOT_APPLICABLE):
            return Undefined(Cause.NOT_APPLICABLE, null.input)
        return Undefined(Cause(null.cause), null.input)

    def figure(self, id: str) -> object:
        """The number, yes/no or document that formulas see for an indicator, or None."""
        place = self.engine.index.get(id)
        if place is None:
            return self.stated.get(id)
        units, decimals = self.units[place], self.engine.decimals[place]
        return units if units is None or decimals is None else Fraction(units, 10**decimals)

    @cached_property
    def figures(self) -> Mapping[str, object]:
        """All figures that the report gives or that are computed from it."""
        return {id: figure for id in self.values if (figure := self.figure(id)) is not None}

    def operand(self, tree: Tree) -> Fraction | None:
        """The exact value of a part of a formula, or None where it has none."""
        value = reference.evaluate(tree, self.figure, self.facts)
        return None if isinstance(value, reference.Null) or not isinstance(value, int | Fraction) else Fraction(value)

    def exact(self, id: str) -> Fraction | None:
        """A computed value before rounding."""
        indicator = self.engine.edition.figures.get(id)
        if indicator is None or indicator.formula is None:
            return None
        return self.operand(indicator.formula)

    @cached_property
    def facts(self) -> Facts:
        """Answers to what a formula asks of the report itself."""
        return Facts(
            self.engine.edition, self.report, self.stated, self.values, self.exact, self.operand, self.earlier
        )

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The outcome of every rule instance, in the order of `engine.instances`."""
        if not self.is_form:
            on_form: Sequence[bool | None] = (None,) * (len(self.engine.instances) - self.engine.split)
            return tuple(_RESULT[outcome] for outcome in (*self.on_figures, *on_form))
        try:
            _, on_form = self.engine.on_form.run(self.figure, self.facts)
        except TypeError:
            return tuple(map(self._apart, self.engine.instances))
        return tuple(_RESULT[outcome] for outcome in (*self.on_figures, *on_form))

    def _apart(self, instance: Instance) -> Result:
        """The outcome of one rule by itself: a figure of the wrong type spoils its own rules only."""
        try:
            outcome = reference.evaluate(instance.check, self.figure, self.facts)
        except TypeError:
            return Result.ERROR
        return _RESULT[outcome] if isinstance(outcome, bool) else Result.NOT_EVALUATED

    @cached_property
    def broken(self) -> tuple[int, ...]:
        """The places in `engine.instances` of the rule instances that fail."""
        if not self.is_form:
            return tuple(_places(self.on_figures, False))
        return tuple(_places(self.results, Result.FAIL))

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome of every rule, in the order of the catalogue."""
        by_rule: dict[str, list[InstanceOutcome]] = {rule: [] for rule in self.engine.edition.rules}
        for instance, result in zip(self.engine.instances, self.results, strict=True):
            blocked_by = self.blocked_by(instance) if result is Result.NOT_EVALUATED else ()
            by_rule[instance.rule].append(InstanceOutcome(instance.bindings, result, blocked_by))
        return {rule: _combined(tuple(instances)) for rule, instances in by_rule.items()}

    def blocked_by(self, instance: Instance) -> tuple[str, ...]:
        """The figures and facts that a rule lacked, as they are written in the formula."""
        if not self.is_form and facts(instance.check):
            return (_NO_FORM,)
        lacking = [id for id in names(instance.check) if self.figure(id) is None]
        lacking += [
            f"{fact.function}({', '.join(fact.ids)})"
            for fact in facts(instance.check)
            if self.facts(fact.function, fact.ids) is None
        ]
        return tuple(lacking)

    def truth(self, condition: Tree) -> bool | None:
        """Whether a condition holds on this report; None for null."""
        answer = reference.evaluate(condition, self.figure, self.facts)
        return answer if isinstance(answer, bool) else None

    def entry(self, id: str) -> Entry | None:
        return self.report.entries.get(id)

    def provenance(self, id: str) -> Provenance:
        """How the value of a figure came to be, from where, and for which dates."""
        entry = self.entry(id)
        cell, window = (entry.cell, self._window(id)) if entry is not None else (None, None)
        computed = id in self.engine.index
        printed = cell.text if computed and cell is not None else None
        if isinstance(self.values.get(id), Reported):
            origin = Origin.DERIVED if computed else entry.origin if entry is not None else Origin.REPORTED
        else:
            origin = None
        return Provenance(origin, cell, printed, window)

    def _window(self, id: str) -> Window | None:
        """The dates that the line declares, or else the nearest heading above it."""
        everything = self.engine.edition.everything
        line: str | None = id
        while line is not None:
            entry = self.entry(line)
            if entry is not None and entry.window is not None:
                return entry.window
            line = everything[line].parent
        return None


def _places(items: Sequence[object], wanted: object) -> Iterator[int]:
    place = -1
    for _ in range(items.count(wanted)):
        place = items.index(wanted, place + 1)
        yield place


def _combined(instances: tuple[InstanceOutcome, ...]) -> Outcome:
    results = {instance.result for instance in instances}
    result = next((result for result in _WORST_FIRST if result in results), Result.NOT_EVALUATED)
    blocked_by = dict.fromkeys(id for instance in instances for id in instance.blocked_by)
    return Outcome(result, tuple(blocked_by) if result is Result.NOT_EVALUATED else (), instances)


def _datum(figure: object) -> Datum:
    assert isinstance(figure, Datum)
    return figure


def results_of_figures(engine: Engine, figures: Mapping[str, object]) -> Results:
    """Evaluate a plain mapping of figures, as trusted integers."""
    units, outcomes = engine.on_figures.run(figures.get, _no_facts)
    return Results(engine, _EMPTY, figures, units, outcomes, is_form=False)


def results_of_form(engine: Engine, report: Report, earlier: Earlier | None = None) -> Results:
    """Evaluate a report as read from a form."""
    stated = stated_figures(engine, report)
    units, outcomes = engine.on_figures.run(stated.get, _no_facts)
    return Results(engine, report, stated, units, outcomes, earlier=earlier)


def _no_facts(function: str, ids: tuple[str, ...]) -> None:
    return None


_EMPTY = Report(entries={})
