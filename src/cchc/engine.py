"""An edition compiled: all its formulas and checks as two generated functions.

One function needs only figures, so it serves plain mappings at the speed of hand-written code;
the other holds the checks that ask the report itself (printed rates, dates, windows).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from attrs import frozen

from cchc.edition import Edition, IndicatorKind, Instance
from cchc.formula.python import Computed, Program, WholeOutcomes, compile_program, compile_whole
from cchc.formula.tree import Apply, Name, Number, Tree, facts, names, walk
from cchc.number import rate
from cchc.value import Cause, Reported, Undefined


class TypedValues(dict[int | None, Reported | None]):
    """Typed values by their integer, in units of the last decimal (None: counts); None for None.

    Those that reports are full of, up to 100 % or ten thousand, are made once and kept.
    """

    __slots__ = ("_decimals",)

    def __init__(self, decimals: int | None) -> None:
        super().__init__()
        self._decimals = decimals

    def __missing__(self, units: int | None) -> Reported | None:
        if units is None:
            return None
        value = Reported(units if self._decimals is None else rate(units, self._decimals))
        if 0 <= units <= _KEPT:
            self[units] = value
        return value


_KEPT = 10_000


@frozen
class Needs:
    """What a plain formula cannot do without: its figures in reading order, each with what it is
    to lack it, and a denominator that must not be 0. `are_stated`: none of them is computed itself."""

    parts: tuple[tuple[str, Undefined], ...]
    denominator: str | None
    are_stated: bool


def _needs(formula: Tree, computed: Container[str]) -> Needs | None:
    """None where it takes an evaluation to tell why a formula has no value."""
    match formula:
        case Apply("percent", (part, Name(whole))) if _is_plain(part):
            denominator: str | None = whole
        case _ if _is_plain(formula):
            denominator = None
        case _:
            return None
    parts = tuple((id, Undefined(Cause.MISSING_INPUT, id)) for id in names(formula))
    return Needs(parts, denominator, not any(id in computed for id, _ in parts))


def _is_plain(tree: Tree) -> bool:
    """Whether it has a value wherever its figures have."""
    return all(
        isinstance(node, Name | Number) or (isinstance(node, Apply) and node.op in _PLAIN) for node in walk(tree)
    )


_PLAIN = frozenset({"+", "-", "*", "neg", "abs", "number", "total", "min", "max"})


@frozen(slots=False)
class Engine:
    """The compiled form of an edition; compiling happens at first use and is kept."""

    edition: Edition

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where each computed indicator stands in the list of computed values."""
        return {indicator.id: place for place, indicator in enumerate(self.edition.computed)}

    @cached_property
    def decimals(self) -> tuple[int | None, ...]:
        """Decimals of each computed rate; None for a computed count."""
        return tuple(
            indicator.decimals if indicator.kind is IndicatorKind.PERCENTAGE else None
            for indicator in self.edition.computed
        )

    @cached_property
    def typed(self) -> tuple[TypedValues, ...]:
        """For each computed indicator, its typed value by its integer."""
        tables = {decimals: TypedValues(decimals) for decimals in self.decimals}
        return tuple(tables[decimals] for decimals in self.decimals)

    @cached_property
    def needs(self) -> Mapping[str, Needs]:
        """Of the computed indicators whose formula is plain: what it cannot do without."""
        every = {id: _needs(formula, self.index) for id, formula, _ in self._formulas}
        return {id: needs for id, needs in every.items() if needs is not None}

    @cached_property
    def always(self) -> Mapping[str, object]:
        """The figures that every report has a value of, be it a missing one: lines and computed ones."""
        figures = self.edition.figures.items()
        return {id: None for id, indicator in figures if not indicator.auxiliary or indicator.formula is not None}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that may have a figure."""
        return frozenset(self.edition.figures)

    @cached_property
    def sometimes(self) -> frozenset[str]:
        """The auxiliary figures that a report has only if they are given."""
        return self.known.difference(self.always)

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """Every rule, bound to its indicators: first those on figures alone, then the others."""
        every = [instance for rule in self.edition.rules.values() for instance in rule.instances]
        return tuple(sorted(every, key=lambda instance: bool(facts(instance.check))))

    @cached_property
    def named(self) -> tuple[Mapping[str, str], ...]:
        """What a finding is called, for each of `instances`."""
        codes = {rule.id: {"code": rule.code, "rule": rule.id} for rule in self.edition.rules.values()}
        return tuple(codes[instance.rule] for instance in self.instances)

    @cached_property
    def split(self) -> int:
        """How many of `instances` need figures alone."""
        return sum(not facts(instance.check) for instance in self.instances)

    @cached_property
    def on_figures(self) -> Program:
        """Computed values, and the outcome of each check that needs only figures."""
        return compile_program(self._formulas, self._checks[: self.split])

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """The counted lines that formulas and checks use, which a full report gives."""
        figures = self.edition.figures
        return tuple(
            id for id in self.on_figures.inputs if figures[id].kind is IndicatorKind.COUNT and not figures[id].auxiliary
        )

    @cached_property
    def on_counts(self) -> Callable[[Mapping[str, object]], WholeOutcomes]:
        """As `on_figures`, of a mapping that gives each of `counts` as an integer, and no other input.

        Gives typed values too, and the places of the checks that fail. Raises KeyError if a count is not there.
        """
        evaluate, fetch = (
            compile_whole(self._formulas, self._checks[: self.split], self.counts, self.typed),
            itemgetter(*self.counts),
        )
        return lambda figures: evaluate(*fetch(figures))

    @cached_property
    def countable(self) -> frozenset[str]:
        """The ids that may stand in a mapping for `on_counts`: its own, and those that nothing is computed from."""
        return self.known.difference(self.on_figures.inputs).union(self.counts)

    @cached_property
    def on_form(self) -> Program:
        """The outcome of each check that asks the report itself."""
        return compile_program([], self._checks[self.split :])

    @property
    def _checks(self) -> Sequence[Tree]:
        return [instance.check for instance in self.instances]

    @property
    def _formulas(self) -> Sequence[Computed]:
        return [
            (indicator.id, indicator.formula, decimals)
            for indicator, decimals in zip(self.edition.computed, self.decimals, strict=True)
            if indicator.formula is not None
        ]


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    """The answer to every fact where there is no form to ask."""
