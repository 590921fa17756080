"""Rules tried on their samples: one rule by one sample, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, field

from cchc.edition import Rule
from cchc.judge.computation import Computation, computed_of_form
from cchc.judge.engine import Engine
from cchc.judge.series import earlier_of
from cchc.report import Report


@define(eq=False)
class Trial:
    """Tries the rules of an edition; what a sample says is computed once, whatever is asked of it.

    `settle` reads what is given as plain values as cells of the form.
    """

    engine: Engine
    settle: Callable[[Report], Report]
    _computed: dict[int, Computation] = field(factory=dict)

    def __call__(self, rule: Rule, sample: Mapping[str, object]) -> str:
        """The result of a rule on a sample, with the report before it where the sample gives one."""
        if id(sample) not in self._computed:
            self._computed[id(sample)] = self._of(sample)
        return self._computed[id(sample)].result_of(rule)

    def _of(self, sample: Mapping[str, object]) -> Computation:
        before, earlier = sample.get("previous"), None
        report = self.settle(Report(entries={}, given=sample))
        if isinstance(before, Mapping):
            earlier = earlier_of(self._of(before), self.engine.edition, report.period)
        return computed_of_form(self.engine.at(report.period), report, earlier)
