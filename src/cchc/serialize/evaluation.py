"""The JSON of an evaluation (`cchc.evaluation/1`), and the record that it reads back to.

An evaluation holds its edition and its engine; JSON holds what it found. So JSON reads back to
an `EvaluationRecord`, which answers as the evaluation did and equals it, without the catalogue
and without computing anything again: what was said stays what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field

from cchc.edition import IndicatorKind
from cchc.evaluation import Evaluation, Summary
from cchc.finding import Finding
from cchc.judge.computation import Provenance
from cchc.judge.display import language_of
from cchc.judge.outcome import Outcome
from cchc.named import Named
from cchc.period import Period
from cchc.prompt import some
from cchc.record import frozen
from cchc.serialize.decoding import MismatchError, Structure, container, record_hook
from cchc.serialize.encoding import encode, encode_at, step, write_fields
from cchc.serialize.plain import kind_of, write_decimal
from cchc.value import Cell, Origin, Reported, Value, Window

if TYPE_CHECKING:
    from cattrs import Converter

SCHEMA = "cchc.evaluation/1"


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


@frozen(eq=False)
class EvaluationRecord:
    """An evaluation as written down: what a program in another place knows of it.

    It equals another record, or an evaluation, that says the same of the same report.
    """

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
        return Provenance(figure.origin, figure.cell, figure.reported, figure.window)

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
    return Figure(IndicatorKind(own), value, display, given.origin, given.printed, given.cell, given.window)


def _as_rate(value: Value, decimals: int) -> Value:
    """The same number with the indicator's decimals; more of them stay, for they were printed."""
    match value:
        case Reported(int() | Decimal() as number):
            return Reported(Decimal(write_decimal(Decimal(number), decimals)))
        case _:
            return value


@encode.register
def _(x: Summary) -> dict[str, Any]:
    rules = {"passed": x.passed, "failed": x.failed, "not_evaluated": x.not_evaluated}
    return {"errors": x.errors, "warnings": x.warnings, "infos": x.infos, "rules": rules}


@encode.register
def _(x: Figure) -> dict[str, Any]:
    written = encode(x.value)
    return {
        "state": written.pop("state"),
        "kind": x.kind.value,
        "value": written.pop("value", None),
        "display": x.display,
        "reason": written.pop("reason", None),
        "origin": encode_at("origin", x.origin),
        "reported": x.reported,
        "cell": encode_at("cell", x.cell),
        "window": encode_at("window", x.window),
        **written,
    }


@encode.register
def _(x: EvaluationRecord) -> dict[str, Any]:
    return {"schema": SCHEMA} | write_fields(x)


_KEYS: Mapping[str, frozenset[str]] = {
    "reported": frozenset({"state", "kind", "value", "document"}),
    "missing": frozenset({"state", "reason"}),
    "undefined": frozenset({"state", "cause", "input"}),
}
"""The keys that tell the value in each state; the others are the same in all."""
_NULL = frozenset({"value", "reason"})
"""Keys that are always written, as null where the state has nothing to say there."""


def register(converter: Converter) -> None:
    """Teach a converter the records whose JSON has a shape of its own."""
    converter.register_structure_hook_func(lambda type_: type_ is Figure, _figure_hook(converter))
    converter.register_structure_hook_func(lambda type_: type_ is Summary, _summary_hook(converter))


def _figure_hook(converter: Converter) -> Structure:
    read_value = converter.get_structure_hook(Value)
    read_rest = record_hook(Figure, converter, value=lambda value, _: value)

    def structure(data: Any, type_: Any) -> Any:
        own = _KEYS.get(str(data.get("state")), frozenset({"state"}))
        value = read_value({key: data[key] for key in data if key in own}, Value)
        for key in (_NULL - own) & data.keys():
            if data[key] is not None:
                raise MismatchError(f"expected null in state {data['state']}", path=step(key))
        rest = {key: data[key] for key in data if key == "kind" or key not in own | _NULL}
        return read_rest(rest | {"value": value}, type_)

    return container(Mapping, "an object", structure)


@frozen
class _Rules:
    passed: int
    failed: int
    not_evaluated: int


@frozen
class _Summary:
    errors: int
    warnings: int
    infos: int
    rules: _Rules


def _summary_hook(converter: Converter) -> Structure:
    def structure(data: Any, _: Any) -> Summary:
        read: _Summary = converter.structure(data, _Summary)
        rules = read.rules
        return Summary(read.errors, read.warnings, read.infos, rules.passed, rules.failed, rules.not_evaluated)

    return structure
