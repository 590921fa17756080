"""An evaluation: what an edition makes of a report, as a user of the library sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from cchc.edition import Edition, Severity
from cchc.edition.choice import Choice, ChosenBy
from cchc.errors import UnknownNameError
from cchc.finding import Finding
from cchc.judge.computation import Computation, Provenance
from cchc.judge.display import display, language_of
from cchc.judge.outcome import Outcome, Result
from cchc.judge.report_computation import ReportComputation
from cchc.prompt import some
from cchc.record import frozen
from cchc.report import Report
from cchc.unforeseen import Door
from cchc.value import AtLeast, Missing, Reason, Value

if TYPE_CHECKING:
    from cchc.judge.causes import RootCause
    from cchc.judge.explain import Calculation
    from cchc.judge.tables import Located
    from cchc.judge.tables.figure_table import FigureTable
    from cchc.solver import Disagreement


Tally = Annotated[int, AtLeast(0)]


@frozen
class RuleCounts:
    """How many rules there are by result; one that went wrong is not evaluated."""

    passed: Tally
    failed: Tally
    not_evaluated: Tally


@frozen
class Summary:
    """How many findings there are by severity, and how many rules by result."""

    errors: Tally
    warnings: Tally
    infos: Tally
    rules: RuleCounts


@cache
def _findings_of_figures() -> Callable[[Computation], tuple[Finding, ...]]:
    """Fetched once: to import it anew would take as long as two findings."""
    from cchc.judge.rule_findings import findings_of_figures

    return findings_of_figures


class Evaluation:
    """Values, rule outcomes and findings of one report; each made when it is first read."""

    __slots__ = ("__weakref__", "_chosen_by", "_drafts", "_findings", "_summary", "computation")

    def __init__(
        self, computation: ReportComputation, chosen_by: ChosenBy = ChosenBy.NAMED, drafts: tuple[str, ...] = ()
    ) -> None:
        """`drafts` are editions that would have judged the report, too, were they finished."""
        self.computation = computation
        self._drafts = drafts
        self._chosen_by = chosen_by
        self._findings: tuple[Finding, ...] | None = None
        self._summary: Summary | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return Evaluation, (self.computation, self._chosen_by, self._drafts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Evaluation):
            return NotImplemented
        return (self.edition, self.report, dict(self.values), self.outcomes, self.findings) == (
            other.edition,
            other.report,
            dict(other.values),
            other.outcomes,
            other.findings,
        )

    __hash__ = None  # type: ignore[assignment]  # compared by what it says, which is made when read

    @property
    def edition(self) -> Edition:
        """The definitions that the report was evaluated by."""
        return self.computation.engine.edition

    @property
    def choice(self) -> Choice:
        """By which edition the report was judged, and why by this one."""
        from cchc.judge.choice import choice

        return choice(self.edition, self.report, self._chosen_by, self._drafts)

    @property
    def report(self) -> Report:
        """The report as read: every cell, nothing computed."""
        return self.computation.report

    @property
    def values(self) -> Mapping[str, Value]:
        """The value of each figure of the edition: of a computed one always the computed value.

        Counts are `Reported(int)`, rates `Reported(Decimal)` at the indicator's decimals, yes/no
        `Reported(bool)`, a status word `Reported(str)` with the status's id, a document
        `Reported(Document)`; else `Missing(reason)`, or `Undefined(cause)` of a formula.
        """
        return self.computation.values

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The result of each rule: pass, fail, not evaluated (and what blocked it), error."""
        with Door(self.report.source):
            return self.computation.outcomes

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything worth telling, in the order of the form; findings of no line come first."""
        if self._findings is None:
            with Door(self.report.source):
                self._findings = self._told()
        return self._findings

    @property
    def causes(self) -> tuple[RootCause, ...]:
        """What is wrong, each thing once: findings of one cell have one cause, and each finding has one."""
        from cchc.judge.causes import causes_of

        with Door(self.report.source):
            return causes_of(self.findings, self.computation)

    def corrections(
        self, limit: int = 20, *, severity: Severity = Severity.ERROR, weights: Mapping[str, int] | None = None
    ) -> tuple[Disagreement, ...]:
        """What is broken, each with the smallest sets of cells that, changed, make every rule of that severity hold.

        At most `limit` sets each. `weights` say how much it costs to change a figure, by its id or address; else it is
        6 for one that stands in its place, less for one that stands elsewhere. Raises MissingExtraError without the
        extra `solve`, DataError for a limit or a weight below 1.
        """
        from cchc.solver.corrections import corrections_of

        with Door(self.report.source):
            return corrections_of(self.computation, limit, severity, weights or {})

    def _told(self) -> tuple[Finding, ...]:
        # What tells of cells knows how they are read; who asks for values alone need not load that.
        if not self.computation.is_form:
            return _findings_of_figures()(self.computation)
        from cchc.judge.cell_findings import cell_findings
        from cchc.judge.conflicts import Conflicts
        from cchc.judge.rule_findings import rule_findings

        located = self._located()
        order = {id: place for place, id in enumerate(self.edition.everything, start=1)}

        def place(finding: Finding) -> tuple[int, str]:
            return order.get(finding.indicators[0], 0) if finding.indicators else 0, finding.code

        conflicts = Conflicts(self.computation)
        of_rules, of_cells = rule_findings(conflicts), cell_findings(conflicts)
        if located is None:
            return tuple(sorted(chain(self.report.findings, of_cells, of_rules), key=place))
        from cchc.judge.tables import of_form, table_findings

        every = chain(self.report.findings, of_cells, of_form(located, of_rules))
        return (*sorted(every, key=place), *table_findings(located))

    def _located(self) -> Located | None:
        """Where the mistakes of the report's tables are; None without tables."""
        if not self.computation.tables:
            return None
        from cchc.judge.tables import Located

        return Located(self.computation.tables, self.edition.rules.values())

    @property
    def summary(self) -> Summary:
        """Counts of findings by severity and of rules by result (an error is not evaluated)."""
        if self._summary is None:
            self._summary = self._counted()
        return self._summary

    def _counted(self) -> Summary:
        severities = [finding.severity for finding in self.findings]
        results = [outcome.result for outcome in self.outcomes.values()]
        rules = RuleCounts(
            passed=results.count(Result.PASS),
            failed=results.count(Result.FAIL),
            not_evaluated=results.count(Result.NOT_EVALUATED) + results.count(Result.ERROR),
        )
        return Summary(
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
            infos=severities.count(Severity.INFO),
            rules=rules,
        )

    def table(self, id: str) -> FigureTable:
        """A table of the report: its rows with the value of each of their figures, computed ones as computed.

        Raises UnknownNameError for a table that the report has not.
        """
        from cchc.judge.tables.figure_table import figure_table

        with Door(self.report.source):
            return figure_table(self.computation.tables[id])

    def __getitem__(self, name: str) -> Value:
        """The value of a figure: of a line by its id, its place or printed code, or its label; of a table by its
        address, `b06[Đất đai].tiep_nhan`, in the total `b06[total].tiep_nhan`.

        Raises UnknownNameError, a KeyError and a DataError, for whatever has no value.
        """
        if name in self.values and not self._is_cell(name):
            return self.values[name]
        if self._is_cell(name) or self._is_address(name):
            from cchc.judge.tables.figure_table import value_of

            return value_of(self.computation, name)
        return self.values[self._id(name)]

    def _is_cell(self, name: str) -> bool:
        """Whether a name is a cell of a table of which formulas speak: its value is the table's, not what they see."""
        return "]." in name and name in self.computation.engine.addresses

    def _is_address(self, name: object) -> bool:
        """Whether a name is to be read as the address of a table's figure; a line's label may hold brackets, too."""
        if not self.edition.tables or not isinstance(name, str):
            return False
        return "[" in name and "]." in name and not self.computation.engine.names.is_figure(name)

    def __contains__(self, name: object) -> bool:
        names = self.computation.engine.names
        if self._is_address(name):
            try:
                return self[str(name)] is not None
            except UnknownNameError:
                return False
        return name in self.values or (names.is_figure(name) and names.figure(name) in self.values)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        found = Counter(finding.severity for finding in self.findings)
        rows = sum(len(table.filled.rows) for table in self.computation.tables.values())
        counts = [
            some(len(self), "value"),
            *([some(rows, "row")] if rows else []),
            *(some(found[each], each) for each in Severity if found[each]),
        ]
        return f"<Evaluation by {self.edition.id}: {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        from cchc.judge.cards import of_evaluation

        return of_evaluation(self.computation, self.findings)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def provenance(self, name: str) -> Provenance:
        """How a value came to be, and from which cell. Raises UnknownNameError for whatever has no value."""
        if self._is_address(name):
            from cchc.judge.tables.figure_table import figure_of_address

            tabulation, row, column = figure_of_address(self.computation, name)
            return tabulation.provenance(row, column)
        return self.computation.provenance(self._id(name))

    def explain(self, name: str) -> Calculation:
        """The calculation tree of a value, down to the cells; of a table's figure by its address.

        Raises UnknownNameError for whatever has no value.
        """
        from cchc.judge.explain import explain

        if self._is_address(name):
            from cchc.judge.tables.explain import explain_figure
            from cchc.judge.tables.figure_table import figure_of_address

            with Door(self.report.source):
                return explain_figure(*figure_of_address(self.computation, name))
        with Door(self.report.source):
            return explain(self.computation, self._id(name))

    def display(self, name: str, language: str | None = None) -> str:
        """A value as a person reads it: "30,00 %", "1.234", "Có", "không có"; by default in the form's own language.

        Raises UnknownNameError for whatever has no value, and for a language that the edition does not speak.
        """
        language = language_of(self.edition, language)
        if self._is_address(name):
            from cchc.judge.tables.figure_table import figure_of_address

            tabulation, row, column = figure_of_address(self.computation, name)
            return display(tabulation.written(row), column.id, self[name], language)
        id = self._id(name)
        return display(self.edition, id, self.values.get(id, Missing(Reason.BLANK)), language)

    def _id(self, name: object) -> str:
        return self.computation.engine.names.figure(name)
