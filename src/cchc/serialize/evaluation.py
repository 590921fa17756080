"""The JSON of an evaluation (`cchc.evaluation/1`), and the record that it reads back to.

An evaluation holds its edition and its engine; JSON holds what it found. So JSON reads back to
an `EvaluationRecord`, which answers as the evaluation did and equals it, without the catalogue
and without computing anything again: what was said stays what was said. The fields of the records
here are the keys; a key more is a field more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import field

from cchc.edition import Indicator
from cchc.edition.choice import Choice
from cchc.evaluation import Evaluation, Summary
from cchc.finding import Finding
from cchc.judge.computation import Provenance
from cchc.judge.display import language_of
from cchc.judge.outcome import Outcome
from cchc.period import Period
from cchc.prompt import some
from cchc.record import Named, frozen
from cchc.serialize.figure import Figure, figure_of
from cchc.serialize.objects import RecordShape, Schemed
from cchc.serialize.plain import write_decimal
from cchc.serialize.tables import TableRecord, table_records
from cchc.value import Measured, Reported, Value


@frozen
class Header:
    """What an evaluation tells of its report."""

    title: str | None
    office: str | None = field(metadata={"json": "unit"})
    period: Period | None
    prepared_by: str | None
    signed_by: str | None
    source: str | None


@frozen(eq=False)
class EvaluationRecord:
    """A report evaluated: every figure with its origin, every finding, every rule's outcome.

    It is an evaluation as written down, what a program in another place knows of it, and equals
    another record, or an evaluation, that says the same of the same report.
    """

    schema: ClassVar[str] = "cchc.evaluation/1"

    edition: str
    report: Header
    figures: Mapping[str, Figure] = field(metadata={"json": "values", "kind": "indicator"})
    findings: tuple[Finding, ...]
    summary: Summary
    outcomes: Mapping[str, Outcome] = field(metadata={"kind": "rule"})
    tables: Mapping[str, TableRecord] | None = field(default=None, metadata={"absent": True})
    """The tables of the report; None of a form of lines alone."""
    judged_by: Choice | None = None
    """By which edition, and why by this one."""

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
        return self.edition, self.report, self.figures, self.findings, self.summary, self.outcomes, self.tables


def record_of(evaluation: Evaluation, language: str | None = None) -> EvaluationRecord:
    """Write an evaluation down; figures are displayed in `language`, else the edition's first."""
    edition, report = evaluation.edition, evaluation.report
    language = language_of(edition, language)
    header = Header(report.title, report.office, report.period, report.prepared_by, report.signed_by, report.source)
    figures = {id: _figure(evaluation, id, language) for id in evaluation.values}
    return EvaluationRecord(
        edition.id,
        header,
        figures,
        evaluation.findings,
        evaluation.summary,
        dict(evaluation.outcomes),
        table_records(evaluation, language),
        evaluation.choice,
    )


def _figure(evaluation: Evaluation, id: str, language: str) -> Figure:
    indicator, value = evaluation.edition.figures[id], evaluation.values[id]
    if indicator.kind.has_decimals:
        value = _as_decimal(value, indicator)
    return figure_of(indicator.kind, value, evaluation.display(id, language), evaluation.provenance(id))


def _as_decimal(value: Value, line: Indicator) -> Value:
    """The same number with the line's decimals; more of them stay, for they were printed."""
    match value:
        case Reported(int() | Decimal() as number):
            written = write_decimal(Decimal(number), line.decimals)
            return Reported(Measured(written) if line.kind.is_quantity else Decimal(written))
        case _:
            return value


EVALUATION = Schemed(EvaluationRecord.schema, RecordShape(EvaluationRecord))
