"""An edition compiled: all its formulas and checks as generated functions.

Those that need only figures serve plain mappings at the speed of hand-written code;
another holds the checks that ask the report itself (printed rates, dates, windows).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from cchc.edition import Edition, IndicatorKind, Instance, Parameter
from cchc.edition.amendment import Amendment
from cchc.edition.binding import dated, in_force_on
from cchc.edition.measure import typed
from cchc.formula.address import is_address
from cchc.formula.gradual import Gradual
from cchc.formula.tree import Tree, names_of
from cchc.judge.outcomes import EditionOutcomes
from cchc.judge.slips import is_pair
from cchc.period import Period
from cchc.record import frozen
from cchc.value import Document, Reported

if TYPE_CHECKING:
    from cchc.edition.names import Names
    from cchc.formula.python import Judged
    from cchc.formula.source import Computed
    from cchc.judge.tables.engine import TableEngine


class TypedValues(dict[int | None, Reported | None]):
    """Typed values of a kind by their integer, in units of the last decimal; None for None.

    Those that reports are full of, up to 100 % or ten thousand, are made once and kept.
    """

    __slots__ = ("_decimals", "_kind")

    def __init__(self, kind: IndicatorKind, decimals: int) -> None:
        super().__init__()
        self._kind = kind
        self._decimals = decimals

    def __missing__(self, scaled: int | None) -> Reported | None:
        if scaled is None:
            return None
        value = Reported(typed(self._kind, scaled, self._decimals))
        if 0 <= scaled <= _KEPT:
            self[scaled] = value
        return value


_KEPT = 10_000
_TYPES: Mapping[IndicatorKind, type | tuple[type, ...]] = {
    IndicatorKind.COUNT: int,
    IndicatorKind.PERCENTAGE: (Decimal, int),
    IndicatorKind.PER_MILLE: (Decimal, int),
    IndicatorKind.NUMBER: (Decimal, int),
    IndicatorKind.SCORE: (Decimal, int),
    IndicatorKind.YES_NO: bool,
    IndicatorKind.STATUS: str,
    IndicatorKind.DOCUMENT: Document,
    IndicatorKind.DATE: dt.date,
    IndicatorKind.TEXT: str,
}


@frozen(repr=False)
class Engine:
    """The compiled form of an edition; compiling happens at first use and is kept."""

    edition: Edition

    def __reduce__(self) -> tuple[object, ...]:
        return _unpacked, (self._packed,)

    def __copy__(self) -> Engine:
        return self

    def __deepcopy__(self, _: object) -> Engine:
        return self

    @cached_property
    def _packed(self) -> bytes:
        import pickle
        import zlib

        return zlib.compress(pickle.dumps(self.edition), _FAST)

    def at(self, period: Period | None) -> Engine:
        """The engine by which a report of a period is judged: with the parameters as they are on its last day."""
        if period is None or not self._dated:
            return self
        day = period.calendar_end
        regime = tuple(each.on(day) for each in self._dated)
        if regime not in self._regimes:
            self._regimes[regime] = Engine(in_force_on(self.edition, day))
        return self._regimes[regime]

    @cached_property
    def _dated(self) -> tuple[Parameter, ...]:
        return dated(self.edition)

    @cached_property
    def _regimes(self) -> dict[object, Engine]:
        return {}

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where each computed indicator stands in the list of computed values."""
        return {indicator.id: place for place, indicator in enumerate(self.edition.computed)}

    @cached_property
    def decimals(self) -> tuple[int | None, ...]:
        """Decimals of each computed figure; None for a computed count."""
        return tuple(indicator.decimals if indicator.kind.has_decimals else None for indicator in self.edition.computed)

    @cached_property
    def typed(self) -> tuple[TypedValues, ...]:
        """For each computed indicator, its typed value by its integer."""
        measured = [(line.kind, line.decimals) for line in self.edition.computed]
        tables = {each: TypedValues(*each) for each in measured}
        return tuple(tables[each] for each in measured)

    @cached_property
    def always(self) -> Mapping[str, object]:
        """The figures that every report has a value of, be it a missing one: lines and computed ones."""
        figures = self.edition.figures.items()
        return {id: None for id, indicator in figures if not indicator.auxiliary or indicator.formula is not None}

    @cached_property
    def names(self) -> Names:
        """What the definitions of the edition are called."""
        from cchc.edition.names import Names

        return Names(self.edition)

    @cached_property
    def tables(self) -> Mapping[str, TableEngine]:
        """The engines of the edition's tables."""
        from cchc.judge.tables.engine import TableEngine

        return {id: TableEngine(self.edition, table) for id, table in self.edition.tables.items()}

    @cached_property
    def of_pairs(self) -> frozenset[int]:
        """The places in `instances` of rules that are asked of each two of many lines."""
        return frozenset(place for place, instance in enumerate(self.instances) if is_pair(instance))

    @cached_property
    def of_variants(self) -> Mapping[int, Amendment]:
        """The places in `instances` of rules that apply to some offices only, with what says to which."""
        rules = self.edition.rules
        return {
            place: amendment
            for place, instance in enumerate(self.instances)
            if (amendment := rules[instance.rule].amendment) is not None and amendment.applies
        }

    @cached_property
    def types(self) -> Mapping[str, type | tuple[type, ...]]:
        """What a figure may be, by id."""
        return {id: _TYPES[line.kind] for id, line in self.edition.figures.items()}

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The figures of tables that lines and rules speak of."""
        return tuple(id for id in self.edition.auxiliaries if is_address(id)) if self.edition.tables else ()

    @cached_property
    def counted(self) -> frozenset[str]:
        """The counts that are given, not computed: of these a mapping needs no reading."""
        figures = self.edition.figures.items()
        return frozenset(id for id, line in figures if line.kind is IndicatorKind.COUNT and line.formula is None)

    @cached_property
    def sometimes(self) -> frozenset[str]:
        """The auxiliary figures that a report has only if they are given."""
        return frozenset(self.edition.figures).difference(self.always)

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """Every rule, bound to its indicators: first those on figures alone, then the others."""
        return (*self._parted[0], *self._parted[1])

    @cached_property
    def _parted(self) -> tuple[list[Instance], list[Instance]]:
        parts: tuple[list[Instance], list[Instance]] = ([], [])
        for rule in self.edition.rules.values():
            for instance in rule.instances:
                parts[bool(instance.facts)].append(instance)
        return parts

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The code and the rule of a finding, for each of `instances`."""
        names = {rule.id: (rule.code, rule.id) for rule in self.edition.rules.values()}
        return tuple(names[instance.rule] for instance in self.instances)

    @cached_property
    def split(self) -> int:
        """How many of `instances` need figures alone."""
        return len(self._parted[0])

    @cached_property
    def outcomes(self) -> EditionOutcomes:
        """What may become of the rules."""
        return EditionOutcomes(self.edition, self.instances, self.split)

    @cached_property
    def on_figures(self) -> Gradual:
        """Computed values, and the outcome of each check that needs only figures."""
        return Gradual(self.formulas, self._checks[: self.split], self.formula_of)

    @cached_property
    def on_formulas(self) -> Gradual:
        """Computed values alone."""
        return Gradual(self.formulas, (), self.formula_of)

    def formula_of(self, id: str) -> Tree | None:
        """The formula of a computed figure."""
        line = self.edition.figures.get(id)
        return None if line is None else line.formula

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The figures that formulas and checks on figures use."""
        trees = [*(formula for _, formula, _ in self.formulas), *self._checks[: self.split]]
        return frozenset(id for tree in trees for id in names_of(tree)).difference(self.index)

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """Of `inputs` the counted lines of the form: a report without blanks gives them all."""
        lines = self.edition.figures.items()
        return tuple(
            id for id, line in lines if id in self.inputs and line.kind is IndicatorKind.COUNT and not line.auxiliary
        )

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """What `judge` takes: `counts`, then every other input."""
        return (*self.counts, *sorted(self.inputs.difference(self.counts)))

    @cached_property
    def judge(self) -> Callable[..., Judged]:
        """As `on_figures`, of `asked` in order, with typed values; of the checks only which fail."""
        from cchc.formula.python import compile_typed

        return compile_typed(self.formulas, self._checks[: self.split], self.typed, self.asked)

    @cached_property
    def judge_whole(self) -> Callable[..., Judged]:
        """As `judge`, of `counts` that are all there, and no other input."""
        from cchc.formula.python import compile_typed

        return compile_typed(self.formulas, self._checks[: self.split], self.typed, self.counts, is_whole=True)

    @cached_property
    def fetch(self) -> Callable[[Mapping[str, object]], tuple[object, ...]]:
        """What a mapping gives of `counts`, in order. Raises KeyError if one is not there."""
        if len(self.counts) < 2:  # of one item itemgetter makes no tuple
            return lambda figures: tuple(figures[id] for id in self.counts)
        return itemgetter(*self.counts)

    @cached_property
    def countable(self) -> frozenset[str]:
        """The ids that may stand in a mapping from which `counts` are fetched: these, and those that no rule uses."""
        return self.counted.difference(self.inputs).union(self.counts)

    @cached_property
    def on_form(self) -> Gradual:
        """The outcome of each check that asks the report itself."""
        return Gradual([], self._checks[self.split :], self.formula_of)

    @property
    def _checks(self) -> Sequence[Tree]:
        return [instance.check for instance in self.instances]

    @property
    def formulas(self) -> Sequence[Computed]:
        """What is computed, in order, with the decimals that it is rounded to."""
        return [
            (indicator.id, indicator.formula, decimals)
            for indicator, decimals in zip(self.edition.computed, self.decimals, strict=True)
            if indicator.formula is not None
        ]


_FAST = 1
"""How hard zlib tries: an edition becomes a quarter of its size, at no price."""


@lru_cache(maxsize=16)
def _unpacked(packed: bytes) -> Engine:
    """The engine of an edition that comes out of a pickle: in a process one and the same, so that it compiles once."""
    import pickle
    import zlib

    return Engine(pickle.loads(zlib.decompress(packed)))  # noqa: S301 - whoever unpickles an engine trusts the pickle


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    """The answer to every fact where there is no form to ask."""
