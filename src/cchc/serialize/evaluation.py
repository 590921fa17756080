"""The JSON of an evaluation (`cchc.evaluation/2`), and the record that it reads back to.

An evaluation holds its edition and its engine; JSON holds what it found. So JSON reads back to
an `EvaluationRecord`, which answers as the evaluation did and equals it, without the catalogue
and without computing anything again: what was said stays what was said. The fields of the records
here are the keys; a key more is a field more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from attrs import Factory, evolve

from cchc.edition import Indicator
from cchc.edition.choice import Choice
from cchc.evaluation import Evaluation, Summary
from cchc.finding import Finding
from cchc.judge.causes import RootCause, causes_of, with_causes
from cchc.judge.computation import Provenance
from cchc.judge.display import display, language_of
from cchc.judge.outcome import Outcome
from cchc.period import Period
from cchc.prompt import some
from cchc.record import Named, field, frozen
from cchc.serialize.figure import Figure, figure_of
from cchc.serialize.objects import RecordShape, Schemed
from cchc.serialize.plain import write_decimal
from cchc.serialize.tables import TableRecord, table_records
from cchc.solver import Disagreement
from cchc.value import Measured, Reported, Value


@frozen
class Header:
    """What an evaluation tells of its report."""

    title: str | None
    office: str | None
    period: Period | None
    prepared_by: str | None
    signed_by: str | None
    source: str | None
    date: dt.date | None = field(default=None, metadata={"absent": True})


@frozen(eq=False)
class EvaluationRecord:
    """A report evaluated: every figure with its origin, every finding, every rule's outcome.

    It is an evaluation as written down, what a program in another place knows of it, and equals
    another record, or an evaluation, that says the same of the same report.
    """

    schema: ClassVar[str] = "cchc.evaluation/2"
    former: ClassVar[str] = "cchc.evaluation/1"
    """The schema before this one, which is read still."""

    edition: str
    report: Header
    figures: Mapping[str, Figure] = field(metadata={"json": "values", "kind": "indicator"})
    """The figures of lines."""
    findings: tuple[Finding, ...]
    summary: Summary
    outcomes: Mapping[str, Outcome] = field(metadata={"kind": "rule"})
    """Of each rule; of its instances those that do not pass, unless each of them lacks just what the rule lacks."""
    tables: Mapping[str, TableRecord] = field(factory=dict, metadata={"kind": "table"})
    causes: tuple[RootCause, ...] = field(default=Factory(lambda own: causes_of(own.findings), takes_self=True))
    judged_by: Choice | None = None
    """By which edition, and why by this one."""
    disagreements: tuple[Disagreement, ...] | None = field(default=None, metadata={"absent": True})
    """What is broken as an error, each with the smallest sets of cells that mend it, where that was asked for."""

    @property
    def values(self) -> Mapping[str, Value]:
        """Every figure's value by indicator."""
        return Named("indicator", {id: figure.value for id, figure in self.figures.items()})

    def provenance(self, id: str) -> Provenance:
        """How a figure came to be and from where."""
        figure = self.figures[id]
        return Provenance(figure.origin, figure.cell, figure.reported, figure.window, figure.candidates)

    def display(self, id: str) -> str:
        """A figure in the language that the record was written in."""
        return self.figures[id].display

    def __getitem__(self, id: str) -> Value:
        return self.figures[id].value

    def __contains__(self, id: object) -> bool:
        return id in self.figures

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def __repr__(self) -> str:
        return (
            f"<EvaluationRecord by {self.edition}: {some(len(self), 'value')}, {some(len(self.findings), 'finding')}>"
        )

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Evaluation):
            other = record_of(other)
        return isinstance(other, EvaluationRecord) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash((self.edition, self.report, self.summary))

    @property
    def _parts(self) -> tuple[object, ...]:
        said = self.findings, self.causes, self.summary, self.outcomes
        return self.edition, self.report, self.figures, self.tables, *said


def record_of(
    evaluation: Evaluation, language: str | None = None, findings: tuple[Finding, ...] | None = None
) -> EvaluationRecord:
    """Write an evaluation down; figures are displayed in `language`, else the edition's first.

    Of the findings all, or those that are given.
    """
    edition, report = evaluation.edition, evaluation.report
    language = language_of(edition, language)
    signed = (report.prepared_by, report.signed_by)
    header = Header(report.title, report.office, report.period, *signed, report.source, report.date)
    findings = evaluation.findings if findings is None else findings
    causes = causes_of(findings, evaluation.computation)
    return EvaluationRecord(
        edition=edition.id,
        report=header,
        figures={id: _figure(evaluation, id, value, language) for id, value in evaluation.values.items()},
        findings=with_causes(findings, causes),
        summary=evaluation.summary,
        outcomes={rule: outcome.in_short for rule, outcome in evaluation.outcomes.items()},
        tables=table_records(evaluation, language),
        causes=causes,
        judged_by=evaluation.choice,
    )


def _figure(evaluation: Evaluation, id: str, value: Value, language: str) -> Figure:
    computation = evaluation.computation
    edition = computation.engine.edition
    line, shown = edition.figures[id], display(edition, id, value, language)
    if line.kind.has_decimals:
        value = _as_decimal(value, line)
    return figure_of(line.kind, value, shown, computation.provenance(id))


def _as_decimal(value: Value, line: Indicator) -> Value:
    """The same number with the line's decimals; more of them stay, for they were printed."""
    match value:
        case Reported(int() | Decimal() as number):
            written = write_decimal(Decimal(number), line.decimals)
            return Reported(Measured(written) if line.kind.is_quantity else Decimal(written))
        case _:
            return value


EVALUATION = Schemed(EvaluationRecord.schema, RecordShape(EvaluationRecord))


def read_former(data: Mapping[str, Any]) -> EvaluationRecord:
    """The record of what was written by the schema before; raises MismatchError for what was not."""
    report = data.get("report")
    if isinstance(report, Mapping):
        data = {**data, "report": {"office" if key == "unit" else key: item for key, item in report.items()}}
    record: EvaluationRecord = EVALUATION.read(data)
    return evolve(
        record,
        findings=with_causes(record.findings, record.causes),
        outcomes={rule: outcome.in_short for rule, outcome in record.outcomes.items()},
    )
