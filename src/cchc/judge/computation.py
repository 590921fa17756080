"""Values and rule outcomes of the lines of a report, or of one row of a table: computed at once, typed when read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from cchc.edition import Indicator, Instance, Rule
from cchc.edition.amendment import applies
from cchc.formula import reference
from cchc.formula.tree import Tree, mentions_of
from cchc.judge.engine import Engine, no_facts
from cchc.judge.facts import Earlier, Facts
from cchc.judge.outcome import RESULT, InstanceOutcome, Result, combined
from cchc.judge.outcomes import NO_FORM
from cchc.judge.values import ScaledIntegers, Values
from cchc.record import define, field, frozen
from cchc.report import Claim, Entry, Report
from cchc.value import Candidate, Cell, Missing, Origin, Reason, Reported, Undefined, Value, Window

if TYPE_CHECKING:
    from cchc.judge.part_slips import PartSlip
    from cchc.judge.suspect_lines import LineSuspects


@frozen
class Provenance:
    """How a value came to be and from where; `printed` is what the form says on a computed line.

    `candidates` are the readings that are offered where none was taken, or that contradict the one taken.
    """

    origin: Origin | None
    cell: Cell | None
    printed: str | None
    window: Window | None
    candidates: tuple[Candidate, ...] | None = field(default=None, metadata={"absent": True})


def stated_figures(engine: Engine, report: Report) -> dict[str, object]:
    """The figures of a form as formulas see them: a word that may stand for zero here is 0."""
    stated: dict[str, object] = {}
    for id, entry in report.entries.items():
        if id in engine.types and not is_misfit(engine, id, entry.value):
            stated[id] = worth(engine.edition.figures[id], entry.value)
    return stated


def is_misfit(engine: Engine, id: str, value: Value) -> bool:
    """Whether a value is not of its indicator's kind, as no reader makes it but a program may."""
    if not isinstance(value, Reported):
        return False
    types = engine.types[id]
    return not isinstance(value.value, types) or (types is not bool and isinstance(value.value, bool))


def worth(indicator: Indicator, value: Value) -> object:
    """What formulas see of a value, of a line or of a cell of a table: a word is 0 where the form says so."""
    match value:
        case Reported():
            return Fraction(value.value) if isinstance(value.value, Decimal) else value.value
        case Missing(Reason.NONE):
            return indicator.none
        case Missing(Reason.NOT_ARISEN):
            return indicator.not_arisen
        case Missing() | Undefined():
            return None
        case other:
            assert_never(other)


@define(eq=False, repr=False)
class Computation:
    """What an edition makes of the lines of a report; the rest of it is made when it is first read.

    Of a plain mapping (`judge.figures`) rules that ask the form itself are not evaluated. `answers` of the checks on
    figures alone, and the places where instances are `failing`, are given where computing the values told them.
    """

    engine: Engine
    report: Report
    values: Values
    is_form: bool = True
    earlier: Earlier | None = None
    answers: tuple[bool | None, ...] | None = None
    failing: Sequence[int] | None = None
    elsewhere: Mapping[str, Entry] = field(factory=dict)
    """Figures of tables that lines and rules speak of, by their addresses."""
    slips: dict[str, tuple[PartSlip, ...]] = field(factory=dict, init=False)
    """The slips of the pen that explain printed rates, by line, as far as they were asked for."""
    suspects: LineSuspects | None = field(default=None, init=False)
    """The lines that may be wrong where computed ones do not agree, once they were asked for."""

    @property
    def scaled(self) -> ScaledIntegers:
        """Computed values as integers, in units of their last decimal."""
        return self.values.scaled

    def figure(self, id: str) -> object:
        """The number, yes/no or document that formulas see for an indicator, or None."""
        return self.values.figure(id)

    @cached_property
    def figures(self) -> Mapping[str, object]:
        """All figures that the report gives or that are computed from it."""
        return {id: figure for id in self.values if (figure := self.figure(id)) is not None}

    def value(self, tree: Tree) -> reference.Answer | reference.Null:
        """The exact value of a formula on this report, or why it has none."""
        return reference.evaluate(tree, self.figure, self.ask, self.engine.formula_of)

    def operand(self, tree: Tree) -> Fraction | None:
        """The exact value of a part of a formula, or None where it has none."""
        value = self.value(tree)
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
        from cchc.judge.answers import ANSWERS  # figures alone answer nothing

        return Facts(
            self.engine.edition, self.report, self.figures, self.values, self.exact, self.operand, ANSWERS, self.earlier
        )

    def ask(self, function: str, ids: tuple[str, ...]) -> object:
        """The answer to a fact; the machinery for it is only set up when one is asked."""
        return self.facts(function, ids)

    def are_own_numbers(self, id: str, claim: Claim) -> bool:
        """Whether a fraction printed on a line is not said to be of other numbers than its own."""
        part, whole = self.facts.operands(id)
        return part in (None, claim.numerator) and whole in (None, claim.denominator)

    @property
    def on_figures(self) -> tuple[bool | None, ...]:
        """The outcome of each rule instance that needs figures alone."""
        if self.answers is not None:
            return self.answers
        return self.engine.on_figures.run(self.values.stated.get, no_facts)[1]

    @cached_property
    def instance_results(self) -> tuple[Result, ...]:
        """The outcome of every rule instance, in the order of `engine.instances`."""
        if self.is_form:
            _, on_form = self.engine.on_form.run(self.figure, self.facts)
            results = tuple(map(RESULT.__getitem__, (*self.on_figures, *on_form)))
        else:
            unasked = (Result.NOT_EVALUATED,) * (len(self.engine.instances) - self.engine.split)
            results = (*map(RESULT.__getitem__, self.on_figures), *unasked)
        if self.engine.of_variants and self.excluded:
            results = tuple(
                Result.NOT_EVALUATED if place in self.excluded else each for place, each in enumerate(results)
            )
        if not (self.report.entries and self.misfits):
            return results
        return tuple(
            result if self.misfits.isdisjoint(mentions_of(instance.check)) else Result.ERROR
            for instance, result in zip(self.engine.instances, results, strict=True)
        )

    @cached_property
    def misfits(self) -> frozenset[str]:
        """The lines whose value is not of their kind: no formula uses it, their rules go wrong."""
        entries, known = self.report.entries.items(), self.engine.types
        return frozenset(id for id, entry in entries if id in known and is_misfit(self.engine, id, entry.value))

    @cached_property
    def excluded(self) -> frozenset[int]:
        """The places in `engine.instances` of rules that do not apply to the office that reports."""
        settings = self.report.settings or {}
        return frozenset(place for place, rule in self.engine.of_variants.items() if not applies(rule, settings))

    @property
    def broken(self) -> Sequence[int]:
        """The places in `engine.instances` of the rule instances that fail."""
        return self._found_failing if self.failing is None else self.failing

    @cached_property
    def _found_failing(self) -> Sequence[int]:
        return _places(self.instance_results, Result.FAIL)

    def result_of(self, rule: Rule) -> Result:
        """What becomes of a rule, be it one of the edition or not; nothing else is judged."""
        return combined(tuple(InstanceOutcome(each.bindings, self._result(each)) for each in rule.instances)).result

    def _result(self, instance: Instance) -> Result:
        misfit = not self.misfits.isdisjoint(mentions_of(instance.check))
        return Result.ERROR if misfit else RESULT[self.truth(instance.check)]

    def blocked_by(self, instance: Instance) -> tuple[str, ...]:
        """The figures and facts that a rule lacked, as they are written in the formula."""
        if not self.is_form and instance.facts:
            return NO_FORM
        amendment = self.engine.edition.rules[instance.rule].amendment
        if not applies(amendment, self.report.settings or {}):
            return tuple((amendment.applies or {}) if amendment is not None else ())
        lacking = [id for id in instance.figures if self.figure(id) is None]
        lacking += [
            f"{fact.function}({', '.join(fact.ids)})"
            for fact in instance.facts
            if self.facts(fact.function, fact.ids) is None
        ]
        return tuple(lacking)

    def truth(self, condition: Tree) -> bool | None:
        """Whether a condition holds on this report; None for null."""
        answer = self.value(condition)
        return answer if isinstance(answer, bool) else None

    def entry(self, id: str) -> Entry | None:
        return self.report.entries.get(id) or self.elsewhere.get(id)

    def provenance(self, id: str) -> Provenance:
        """How the value of a figure came to be, from where, and for which dates."""
        entry, computed = self.entry(id), id in self.engine.index
        stands = isinstance(self.values.get(id), Reported)
        if entry is None:
            return Provenance((Origin.DERIVED if computed else Origin.REPORTED) if stands else None, None, None, None)
        cell = entry.cell
        printed = cell.text if computed and cell is not None else None
        origin = (Origin.DERIVED if computed else entry.origin) if stands else None
        return Provenance(origin, cell, printed, self._window(id), entry.candidates or None)

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


def _places(items: tuple[object, ...], wanted: object) -> tuple[int, ...]:
    """Where a tuple has an item; a loop in C finds it sooner than one in Python."""
    places: list[int] = []
    place, end = -1, len(items)
    items += (wanted,)
    while (place := items.index(wanted, place + 1)) < end:
        places.append(place)
    return tuple(places)


def computation_of_row(
    engine: Engine, report: Report, earlier: Earlier | None, known: Mapping[str, object]
) -> Computation:
    """Evaluate a row of a table, whose figures are the entries of the report; `known` are figures from elsewhere."""
    stated = {**stated_figures(engine, report), **known}
    scaled, answers = engine.on_figures.run(stated.get, no_facts)
    return Computation(engine, report, Values(engine, stated, scaled, report.entries), earlier=earlier, answers=answers)
