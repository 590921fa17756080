"""Values and rule outcomes of a whole report: of its lines, and of its tables, whose rows are computed like lines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from cchc.formula.gradual import Gradual
from cchc.judge.computation import Computation, stated_figures
from cchc.judge.engine import Engine, no_facts
from cchc.judge.facts import Earlier
from cchc.judge.outcome import InstanceOutcome, Outcome, combined
from cchc.judge.values import Values
from cchc.record import Named, define, field
from cchc.report import Entry, Report

# Forms of lines never load what judges tables.
if TYPE_CHECKING:
    from cchc.judge.tables import Tabulation


@define(eq=False, repr=False)
class ReportComputation(Computation):
    """What an edition makes of one report: made by `computation_of_form`, or of a plain mapping by `judge.figures`."""

    tables: Mapping[str, Tabulation] = field(factory=dict)
    """The tables that the report has, computed."""

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome of every rule, in the order of the catalogue, then of what must hold of tables."""
        of_lines = self.engine.outcomes.of(self.instance_results, self.blocked_by, is_form=self.is_form)
        return Named("rule", {**of_lines, **self._of_tables(of_lines)}) if self.tables else of_lines

    def _of_tables(self, of_lines: Mapping[str, Outcome]) -> Mapping[str, Outcome]:
        """The outcomes of what must hold of tables; a rule of lines may be asked of tables, too."""
        from cchc.judge.tables import table_outcomes

        found: dict[str, list[InstanceOutcome]] = {}
        for tabulation in self.tables.values():
            for name, instances in table_outcomes(tabulation).items():
                found.setdefault(name, [*of_lines[name].instances] if name in of_lines else []).extend(instances)
        return {name: combined(tuple(instances)) for name, instances in found.items()}


def computation_of_form(engine: Engine, report: Report, earlier: Earlier | None = None) -> ReportComputation:
    """Evaluate a report as read from a form."""
    return _made(engine, report, earlier, engine.on_figures)


def computed_of_form(engine: Engine, report: Report, earlier: Earlier | None = None) -> ReportComputation:
    """The computed values of a report as read from a form; its rules are judged one by one, as they are asked for."""
    return _made(engine, report, earlier, engine.on_formulas)


def _made(engine: Engine, report: Report, earlier: Earlier | None, program: Gradual) -> ReportComputation:
    tables = _tabulated(engine, report, earlier)
    figures, elsewhere = _at_addresses(engine, tables)
    # Of a figure that was given by its address that holds, whatever its table makes of it.
    figures = {id: figure for id, figure in figures.items() if id not in report.entries}
    stated = {**stated_figures(engine, report), **figures}
    scaled, answers = program.run(stated.get, no_facts)
    values = Values(engine, stated, scaled, {**elsewhere, **report.entries} if elsewhere else report.entries)
    judged = answers if program is engine.on_figures else None
    return ReportComputation(
        engine, report, values, earlier=earlier, answers=judged, elsewhere=elsewhere, tables=tables
    )


def _tabulated(engine: Engine, report: Report, earlier: Earlier | None) -> Mapping[str, Tabulation]:
    if not engine.edition.tables:
        return {}
    from cchc.judge.tables import tabulated

    return Named("table", tabulated(engine, report, earlier))


def _at_addresses(engine: Engine, tables: Mapping[str, Tabulation]) -> tuple[Mapping[str, object], Mapping[str, Entry]]:
    """The figures of tables that lines and rules speak of: as formulas see them, and as entries."""
    if not (engine.addresses and tables):
        return {}, {}
    from cchc.judge.tables.elsewhere import known

    return known(engine, tables)
