"""The JSON of an evaluation (`cchc.evaluation/1`), and the record that it reads back to.

An evaluation holds its edition and its engine; JSON holds what it found. So JSON reads back to
an `EvaluationRecord`, which answers as the evaluation did and equals it, without the catalogue
and without computing anything again: what was said stays what was said. The fields of the records
here are the keys; a key more is a field more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from attrs import field

from cchc.edition import IndicatorKind
from cchc.evaluation import Evaluation, Summary
from cchc.finding import Finding
from cchc.judge.computation import Provenance
from cchc.judge.display import language_of
from cchc.judge.outcome import Outcome
from cchc.period import Period
from cchc.prompt import some
from cchc.record import Named, frozen
from cchc.serialize.drawing import NULL, Definitions, Schema, closed
from cchc.serialize.mismatch import expected, mismatch, step
from cchc.serialize.objects import RecordShape, Schemed
from cchc.serialize.plain import kind_of, write_decimal
from cchc.serialize.shape import shape_of, write
from cchc.serialize.values import DATA, MISSING, STANDING, STATES, UNDEFINED
from cchc.value import Candidate, Cell, Origin, Reported, Value, Window


@frozen
class Header:
    """What an evaluation tells of its report."""

    title: str | None
    office: str | None = field(metadata={"json": "unit"})
    period: Period | None
    prepared_by: str | None
    signed_by: str | None
    source: str | None


@frozen
class Figure:
    """One figure of an evaluation: its value, and all that is known of where it came from.

    `display` is the value in the language that was asked for; it follows from the value and
    takes no part in comparisons.
    """

    kind: IndicatorKind
    value: Value
    display: str = field(eq=False)
    origin: Origin | None
    reported: str | None
    cell: Cell | None
    window: Window | None
    candidates: tuple[Candidate, ...] | None = field(default=None, metadata={"absent": True})


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
        return self.edition, self.report, self.figures, self.findings, self.summary, self.outcomes


def record_of(evaluation: Evaluation, language: str | None = None) -> EvaluationRecord:
    """Write an evaluation down; figures are displayed in `language`, else the edition's first."""
    edition, report = evaluation.edition, evaluation.report
    language = language_of(edition, language)
    header = Header(report.title, report.office, report.period, report.prepared_by, report.signed_by, report.source)
    figures = {id: _figure(evaluation, id, language) for id in evaluation.values}
    return EvaluationRecord(
        edition.id, header, figures, evaluation.findings, evaluation.summary, dict(evaluation.outcomes)
    )


def _figure(evaluation: Evaluation, id: str, language: str) -> Figure:
    indicator, value = evaluation.edition.figures[id], evaluation.values[id]
    if indicator.kind is IndicatorKind.PERCENTAGE:
        value = _as_rate(value, indicator.decimals)
    return figure_of(indicator.kind, value, evaluation.display(id, language), evaluation.provenance(id))


def figure_of(kind: str, value: Value, display: str, given: Provenance) -> Figure:
    """A figure of a line of this kind, or of the value's own where it is not what the line asks for."""
    own = kind_of(value.value) if isinstance(value, Reported) else kind
    where = (given.origin, given.printed, given.cell, given.window, given.candidates)
    return Figure(IndicatorKind(own), value, display, *where)


def _as_rate(value: Value, decimals: int) -> Value:
    """The same number with the indicator's decimals; more of them stay, for they were printed."""
    match value:
        case Reported(int() | Decimal() as number):
            return Reported(Decimal(write_decimal(Decimal(number), decimals)))
        case _:
            return value


_ALWAYS = ("value", "reason")
"""What a figure says in every state, as null where its value has nothing to say there."""


class FigureShape:
    """A figure of which the value's own keys are keys too."""

    record = RecordShape(Figure)

    def write(self, x: Any) -> Any:
        if not isinstance(x, Figure):
            return write(x)
        about = self.record.write(x)
        own = dict.fromkeys(_ALWAYS) | about.pop("value")
        head = {"state": own.pop("state"), "kind": about.pop("kind"), "value": own.pop("value")}
        return head | {"display": about.pop("display"), "reason": own.pop("reason")} | about | own

    def read(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise expected("an object", data)
        state = str(data.get("state"))
        own = {"state", *(STATES[state][1].keys if state in STATES else ())}
        value = shape_of(Value).read({key: data[key] for key in data if key in own})
        for key in _ALWAYS:
            if key not in own and data.get(key) is not None:
                raise mismatch(f"expected null in state {state}", path=step(key))
        about = {key: data[key] for key in data if key == "kind" or key not in own.union(_ALWAYS)}
        return self.record.read(about, value=value)

    def draw(self, definitions: Definitions) -> Schema:
        return {"anyOf": [self.drawn(definitions, kind, schema) for kind, schema in DATA.items()]}

    def drawn(
        self, definitions: Definitions, kind: str, datum: Schema, states: Iterable[str] = tuple(STATES)
    ) -> Schema:
        """A figure of one kind in each state that it may have; all keys but those of the value are the same in each."""
        own = {state: dict.fromkeys(_ALWAYS, NULL) for state in STATES}
        own["missing"] |= MISSING.properties(definitions)
        own["undefined"] |= UNDEFINED.properties(definitions)
        own["reported"] |= STANDING.properties(kind, datum, definitions)
        about = self.record.properties(definitions, kind=lambda _: {"const": kind}, value=lambda _: NULL)
        common = {key: schema for key, schema in about.items() if key not in _ALWAYS}
        left_out = {field.key for field in self.record.fields if field.absent}
        properties = [{"state": {"const": state}, **common, **_without_kind(own[state])} for state in states]
        return {"oneOf": [closed(each, [key for key in each if key not in left_out]) for each in properties]}


def _without_kind(properties: Mapping[str, Schema]) -> dict[str, Schema]:
    return {key: schema for key, schema in properties.items() if key != "kind"}


FIGURE = FigureShape()
EVALUATION = Schemed(EvaluationRecord.schema, RecordShape(EvaluationRecord))
