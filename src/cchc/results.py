"""Values and rule outcomes of one report: computed at once, typed when they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import countOf, getitem

from attrs import frozen

from cchc.document import Document
from cchc.edition import Indicator, IndicatorKind, Instance
from cchc.engine import Engine
from cchc.errors import DataError
from cchc.facts import Earlier, Facts
from cchc.formula import reference
from cchc.formula.python import FigureOutcomes
from cchc.formula.tree import Tree, facts, mentions, names
from cchc.lazy import lazy
from cchc.outcome import RESULT, InstanceOutcome, Outcome, Result, combined
from cchc.report import Entry, Report
from cchc.value import Cause, Cell, Datum, Missing, Origin, Reason, Reported, Undefined, Value, Window


@frozen
class Provenance:
    """How a value came to be and from where; `printed` is what the form says on a computed line."""

    origin: Origin | None
    cell: Cell | None
    printed: str | None
    window: Window | None


_NOT_APPLICABLE = Missing(Reason.NOT_APPLICABLE)
_NO_FORM = "form"
"""What blocks a rule that asks the form when only a mapping of figures is at hand."""

_TYPES: Mapping[IndicatorKind, type | tuple[type, ...]] = {
    IndicatorKind.COUNT: int,
    IndicatorKind.PERCENTAGE: (Decimal, int),
    IndicatorKind.YES_NO: bool,
    IndicatorKind.STATUS: str,
    IndicatorKind.DOCUMENT: Document,
}


def stated_figures(engine: Engine, report: Report) -> dict[str, object]:
    """The figures of a form as formulas see them: a word that may stand for zero here is 0."""
    figures = engine.edition.figures
    return {
        id: _figure(figures[id], entry.value)
        for id, entry in report.entries.items()
        if id in figures and not _is_misfit(figures[id], entry.value)
    }


def _is_misfit(indicator: Indicator, value: Value) -> bool:
    """Whether a value is not of its indicator's kind, as no reader makes it but a program may."""
    return isinstance(value, Reported) and not (
        isinstance(value.value, _TYPES[indicator.kind])
        and (indicator.kind is IndicatorKind.YES_NO or not isinstance(value.value, bool))
    )


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

    def __init__(self, ids: Mapping[str, object], made: dict[str, Value | None], make: Callable[[str], Value]) -> None:
        self._ids = ids
        self._made = made
        self._make = make

    def __getitem__(self, id: str) -> Value:
        value = self._made.get(id)
        if value is None:
            if id not in self._ids:
                raise KeyError(id)
            value = self._made[id] = self._make(id)
        return value

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

    @lazy
    def values(self) -> Mapping[str, Value]:
        """Every figure of the edition; an auxiliary only if it is computed or given."""
        engine = self.engine
        ids = engine.always
        if not self.stated.keys().isdisjoint(engine.sometimes):
            ids = {id: None for id in engine.edition.figures if id in ids or id in self.stated}
        return Values(ids, dict(zip(engine.index, map(getitem, engine.typed, self.units), strict=True)), self._value)

    def _value(self, id: str) -> Value:
        if id in self.engine.index:
            return self._undefined(id)
        if self.is_form:
            entry = self.report.entries.get(id)
            return entry.value if entry is not None else Missing(Reason.BLANK)
        figure = self.stated.get(id)
        return Missing(Reason.BLANK) if figure is None else Reported(_datum(figure))

    def _undefined(self, id: str) -> Value:
        indicator = self.engine.edition.figures[id]
        assert indicator.formula is not None
        null = reference.evaluate(indicator.formula, self.figure, self.ask)
        assert isinstance(null, reference.Null)
        if null.input is not None and self.values.get(null.input) == _NOT_APPLICABLE:
            return Undefined(Cause.NOT_APPLICABLE, null.input)
        return Undefined(null.cause, null.input)

    def figure(self, id: str) -> object:
        """The number, yes/no or document that formulas see for an indicator, or None."""
        place = self.engine.index.get(id)
        if place is None:
            return self.stated.get(id)
        units, decimals = self.units[place], self.engine.decimals[place]
        return units if units is None or decimals is None else Fraction(units, 10**decimals)

    @lazy
    def figures(self) -> Mapping[str, object]:
        """All figures that the report gives or that are computed from it."""
        return {id: figure for id in self.values if (figure := self.figure(id)) is not None}

    def operand(self, tree: Tree) -> Fraction | None:
        """The exact value of a part of a formula, or None where it has none."""
        value = reference.evaluate(tree, self.figure, self.ask)
        return None if isinstance(value, reference.Null) or not isinstance(value, int | Fraction) else Fraction(value)

    def exact(self, id: str) -> Fraction | None:
        """A computed value before rounding."""
        indicator = self.engine.edition.figures.get(id)
        if indicator is None or indicator.formula is None:
            return None
        return self.operand(indicator.formula)

    @lazy
    def facts(self) -> Facts:
        """Answers to what a formula asks of the report itself."""
        return Facts(
            self.engine.edition, self.report, self.figures, self.values, self.exact, self.operand, self.earlier
        )

    def ask(self, function: str, ids: tuple[str, ...]) -> object:
        """The answer to a fact; the machinery for it is only set up when one is asked."""
        return self.facts(function, ids)

    @lazy
    def results(self) -> tuple[Result, ...]:
        """The outcome of every rule instance, in the order of `engine.instances`."""
        if not self.is_form:
            on_form: Sequence[bool | None] = (None,) * (len(self.engine.instances) - self.engine.split)
        else:
            _, on_form = self.engine.on_form.run(self.figure, self.facts)
        results = tuple(RESULT[outcome] for outcome in (*self.on_figures, *on_form))
        if not self.misfits:
            return results
        return tuple(
            result if self.misfits.isdisjoint(mentions(instance.check)) else Result.ERROR
            for instance, result in zip(self.engine.instances, results, strict=True)
        )

    @lazy
    def misfits(self) -> frozenset[str]:
        """The lines whose value is not of their kind: no formula uses it, their rules go wrong."""
        figures = self.engine.edition.figures
        return frozenset(
            id for id, entry in self.report.entries.items() if id in figures and _is_misfit(figures[id], entry.value)
        )

    @lazy
    def broken(self) -> tuple[int, ...]:
        """The places in `engine.instances` of the rule instances that fail."""
        if not self.is_form:
            return _places(self.on_figures, False)
        return _places(self.results, Result.FAIL)

    @lazy
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome of every rule, in the order of the catalogue."""
        by_rule: dict[str, list[InstanceOutcome]] = {rule: [] for rule in self.engine.edition.rules}
        for instance, result in zip(self.engine.instances, self.results, strict=True):
            blocked_by = self.blocked_by(instance) if result is Result.NOT_EVALUATED else ()
            by_rule[instance.rule].append(InstanceOutcome(instance.bindings, result, blocked_by))
        return {rule: combined(tuple(instances)) for rule, instances in by_rule.items()}

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
        answer = reference.evaluate(condition, self.figure, self.ask)
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


def _places(items: Sequence[object], wanted: object) -> tuple[int, ...]:
    places: list[int] = []
    place = -1
    for _ in range(items.count(wanted)):
        place = items.index(wanted, place + 1)
        places.append(place)
    return tuple(places)


def _datum(figure: object) -> Datum:
    assert isinstance(figure, Datum)
    return figure


def results_of_figures(engine: Engine, figures: Mapping[str, object]) -> Results:
    """Evaluate a plain mapping {id: int or None}. Raises DataError for an unknown id or anything else."""
    units, outcomes = _of_counts(engine, figures) or _of_figures(engine, figures)
    return Results(engine, _EMPTY, figures, units, outcomes, is_form=False)


def _of_counts(engine: Engine, figures: Mapping[str, object]) -> FigureOutcomes | None:
    """The short way of a report without blanks, which tests all figures at once and none of them again."""
    if type(figures) is not dict or countOf(map(type, figures.values()), int) != len(figures):
        return None
    if len(figures) != len(engine.counts) and not engine.countable.issuperset(figures):
        return None
    try:
        return engine.on_counts(figures)
    except KeyError:
        return None


def _of_figures(engine: Engine, figures: Mapping[str, object]) -> FigureOutcomes:
    if not (engine.known.issuperset(figures) and _FIGURES.issuperset(map(type, figures.values()))):
        raise _refusal(engine, figures)
    return engine.on_figures.run(figures.get, no_facts)


def _refusal(engine: Engine, figures: Mapping[str, object]) -> DataError:
    """What is wrong with the first figure that cannot be used."""
    id = next(id for id, figure in figures.items() if id not in engine.known or type(figure) not in _FIGURES)
    if id in engine.known:
        hint = "texts and rates go through Report.from_values"
        return DataError(f"{figures[id]!r} is not an integer", f"$.{id}", hint)
    from difflib import get_close_matches

    near = get_close_matches(id, engine.known, n=1)
    return DataError("no such indicator", f"$.{id}", f"did you mean {near[0]}?" if near else None)


def results_of_form(engine: Engine, report: Report, earlier: Earlier | None = None) -> Results:
    """Evaluate a report as read from a form."""
    stated = stated_figures(engine, report)
    units, outcomes = engine.on_figures.run(stated.get, no_facts)
    return Results(engine, report, stated, units, outcomes, earlier=earlier)


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    """The answer to every fact where there is no form to ask."""


_EMPTY = Report(entries={})
_FIGURES = frozenset({int, type(None)})
