"""Rules tried on their samples: one rule by one sample, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from cchc.edition import Rule
from cchc.edition.binding import newest, rule_in
from cchc.judge.engine import Engine
from cchc.judge.report_computation import ReportComputation, computed_of_form
from cchc.judge.series import earlier_of
from cchc.record import define, field
from cchc.report import Report


@define(eq=False)
class Trial:
    """Tries the rules of an edition; what a sample says is computed once, whatever is asked of it.

    Parameters are those of the period that a sample says, or else the newest. `settle` reads what is given as plain
    values as cells of the form.
    """

    engine: Engine
    settle: Callable[[Report], Report]
    _computed: dict[int, ReportComputation] = field(factory=dict)

    def __call__(self, rule: Rule, sample: Mapping[str, object]) -> str:
        """The result of a rule on a sample, with the report before it where the sample gives one."""
        computation = self._known(sample)
        return computation.result_of(self._in_force(rule, computation.report))

    def lacking(self, rule: Rule, sample: Mapping[str, object]) -> tuple[str, ...]:
        """The figures, parameters and facts for want of which a rule cannot be evaluated on a sample."""
        computation = self._known(sample)
        instances = self._in_force(rule, computation.report).instances
        return tuple(dict.fromkeys(name for each in instances for name in computation.blocked_by(each)))

    def _in_force(self, rule: Rule, report: Report) -> Rule:
        day = None if report.period is None else report.period.calendar_end
        return rule_in(rule, self.engine.edition, day)

    @cached_property
    def _newest(self) -> Engine:
        return Engine(newest(self.engine.edition))

    def _known(self, sample: Mapping[str, object]) -> ReportComputation:
        if id(sample) not in self._computed:
            self._computed[id(sample)] = self._of(sample)
        return self._computed[id(sample)]

    def _of(self, sample: Mapping[str, object]) -> ReportComputation:
        before, earlier = sample.get("previous"), None
        report = self.settle(Report(entries={}, given=sample))
        if isinstance(before, Mapping):
            earlier = earlier_of(self._of(before), self.engine.edition, report.period)
        engine = self._newest if report.period is None else self.engine.at(report.period)
        return computed_of_form(engine, report, earlier)
