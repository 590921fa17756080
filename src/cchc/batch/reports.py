"""A frame out of reports that have been read and evaluated one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, assert_never

from cchc.batch.codes import code_column, code_of
from cchc.batch.frame import require
from cchc.batch.rollup.periods import LENGTHS, MONTH, MONTHS, OFFICE, WINDOW, YEAR
from cchc.batch.schema import SUPERIOR, given_at_any_time
from cchc.batch.span import INT32, INT64, Span
from cchc.catalogue import Catalogue
from cchc.due import Filing
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.errors import DataError
from cchc.evaluation import Evaluation
from cchc.exact import half_up
from cchc.judge.outcome import Result
from cchc.printable import in_unicode
from cchc.record import frozen
from cchc.serialize import EvaluationRecord
from cchc.value import Datum, Missing, Reason, Reported, Undefined, Value

if TYPE_CHECKING:
    import polars as pl

SOURCE = "source"
_UNISSUED = (Reason.NONE, Reason.NOT_ARISEN, Reason.IN_PROGRESS)
_OUTCOMES: Mapping[Result, bool | None] = {
    Result.PASS: True,
    Result.FAIL: False,
    Result.NOT_EVALUATED: None,
    Result.ERROR: None,
}


@frozen
class Judged:
    """An evaluation, the file that it came from, the name to go by where it names no office, and which of the file's
    reports it is; `office` is what its office is called among others, where reports spell it in several ways, `filing`
    whether it was in time, where it is known by when it was due."""

    evaluation: Evaluation | EvaluationRecord
    source: str | None = None
    name: str | None = None
    number: int = 0
    office: str | None = None
    filing: Filing | None = None

    @property
    def called(self) -> str | None:
        """What its office goes by."""
        return self.office or self.evaluation.report.office or self.name


def frame_of(evaluations: Iterable[Judged | Evaluation | EvaluationRecord], catalogue: Catalogue) -> pl.DataFrame:
    """A Polars frame with a row a report, as `evaluate` and `rollup` take it.

    It has every line of any edition of the form; a figure that the report's own edition does not ask is null, with the
    code of what does not apply. Words that stand for zero are 0, as formulas see them; the code column keeps the word's
    reason. Beside the figures there are: `source` and `superior`; `<line>__window`, the dates that the lines under a
    heading cover; and, for each rule that asks the form itself, its outcome in a column of its id.
    Raises DataError for a figure of more than 64 bits.
    """
    require()
    import polars as pl

    edition = catalogue.whole
    lines = given_at_any_time(catalogue)
    asked = {each.id: each.everything.keys() for each in catalogue.history}
    rules = _asking_the_form(edition)
    judged = (one if isinstance(one, Judged) else Judged(one) for one in evaluations)
    rows = [_row(one, lines, asked, rules) for one in judged]
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame(
        {name: pl.Series(name, [row.get(name) for row in rows], dtype=_type_of(name, rows, edition)) for name in names}
    )


def require_room(judged: Judged, lines: Iterable[Indicator]) -> None:
    """Raises DataError for a report that no frame can hold: its figure of one of the lines has more than 64 bits."""
    values = judged.evaluation.values
    for line in lines:
        figure = _figure(line, values[line.id]) if line.id in values else None
        if isinstance(figure, int):
            _width((figure,), line.id)


def _row(
    judged: Judged, lines: tuple[Indicator, ...], asked: Mapping[str, Collection[str]], rules: Collection[str]
) -> dict[str, Any]:
    evaluation = judged.evaluation
    own = asked.get(evaluation.edition if isinstance(evaluation.edition, str) else evaluation.edition.id)
    report, period = evaluation.report, evaluation.report.period
    row: dict[str, Any] = {OFFICE: in_unicode(judged.called), YEAR: None, MONTH: None, MONTHS: None}
    if period is not None:
        last = period.calendar_end
        row |= {YEAR: last.year, MONTH: last.month, MONTHS: LENGTHS[period.kind]}
    row |= {SUPERIOR: in_unicode(getattr(report, SUPERIOR, None)), SOURCE: in_unicode(judged.source or report.source)}
    for line in lines:
        why = Reason.BLANK if own is None or line.id in own else Reason.NOT_APPLICABLE
        value = evaluation.values.get(line.id, Missing(why))
        given = evaluation.provenance(line.id) if line.id in evaluation.values else None
        row[line.id] = _figure(line, value)
        row[code_column(line.id)] = code_of(value, given.origin if given is not None else None)
        if given is not None and given.window is not None:
            row[f"{line.parent or line.id}{WINDOW}"] = f"{given.window.start}/{given.window.end}"
    return row | {rule: _OUTCOMES[outcome.result] for rule, outcome in evaluation.outcomes.items() if rule in rules}


def _asking_the_form(edition: Edition) -> frozenset[str]:
    from cchc.formula.tree import facts_of

    rules = edition.rules.values()
    return frozenset(rule.id for rule in rules if any(facts_of(instance.check) for instance in rule.instances))


def _figure(line: Indicator, value: Value) -> object:
    """The figure as formulas see it; of a document, whether it was issued."""
    match value:
        case Missing(reason) if line.kind is IndicatorKind.DOCUMENT:
            return False if reason in _UNISSUED else None
        case Missing(Reason.NONE):
            return line.none
        case Missing(Reason.NOT_ARISEN):
            return line.not_arisen
        case Missing() | Undefined():
            return None
        case Reported(datum):
            return _reported(line, datum)
        case other:
            assert_never(other)


def _reported(line: Indicator, datum: Datum) -> object:
    """What a report gives, as a column of the line's kind holds it; None for what is of another kind."""
    match line.kind:
        case IndicatorKind.DOCUMENT:
            return True
        case IndicatorKind.YES_NO:
            return datum if isinstance(datum, bool) else None
        case IndicatorKind.STATUS:
            return datum if isinstance(datum, str) else None
        case IndicatorKind.DATE:
            return datum if isinstance(datum, dt.date) else None
        case IndicatorKind.TEXT:
            return in_unicode(datum) if isinstance(datum, str) else None
        case (
            IndicatorKind.COUNT
            | IndicatorKind.PERCENTAGE
            | IndicatorKind.PER_MILLE
            | IndicatorKind.NUMBER
            | IndicatorKind.SCORE
        ):
            if isinstance(datum, bool) or not isinstance(datum, int | Decimal):
                return None
            return half_up(*datum.as_integer_ratio(), line.decimals)
        case IndicatorKind.HEADING:
            return None
        case other:
            assert_never(other)


def _type_of(name: str, rows: list[dict[str, Any]], edition: Edition) -> Any:
    import polars as pl

    line = edition.figures.get(name)
    if name in (YEAR, MONTH, MONTHS):
        return pl.Int32
    if name in edition.rules:
        return pl.Boolean
    if line is None:
        return pl.Int8 if name.endswith(code_column("")) else pl.String
    match line.kind:
        case IndicatorKind.YES_NO | IndicatorKind.DOCUMENT:
            return pl.Boolean
        case IndicatorKind.STATUS | IndicatorKind.TEXT | IndicatorKind.HEADING:
            return pl.String
        case IndicatorKind.DATE:
            return pl.Date
        case (
            IndicatorKind.COUNT
            | IndicatorKind.PERCENTAGE
            | IndicatorKind.PER_MILLE
            | IndicatorKind.NUMBER
            | IndicatorKind.SCORE
        ):
            return _integers([row[name] for row in rows if row.get(name) is not None], name)
        case other:
            assert_never(other)


def _integers(figures: list[int], name: str) -> Any:
    """The narrowest type that holds them."""
    import polars as pl

    return pl.Int32 if _width(figures, name) == INT32 else pl.Int64


def _width(figures: Collection[int], name: str) -> int:
    width = Span(min(figures, default=0), max(figures, default=0)).width
    if width > INT64:
        raise DataError("a figure is too large for a column", f"$.{name}", "look for one that cannot be true")
    return width


def tree_of(frame: pl.DataFrame, below: str, above: str) -> pl.DataFrame:
    """A tree of offices out of what reports say: each office, of level `below`, and its superior, of level `above`."""
    import polars as pl

    pairs = (
        frame.select(pl.col(OFFICE, SUPERIOR).cast(pl.String))
        .drop_nulls(OFFICE)
        .unique(OFFICE, keep="last", maintain_order=True)
    )
    offices = pairs.select(OFFICE, pl.lit(below).alias("level"), pl.col(SUPERIOR).alias("parent"))
    superiors = pairs.select(pl.col(SUPERIOR).alias(OFFICE)).drop_nulls().unique(maintain_order=True)
    return pl.concat(
        [offices, superiors.with_columns(pl.lit(above).alias("level"), pl.lit(None, pl.String).alias("parent"))]
    )
