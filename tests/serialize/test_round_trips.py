"""Whatever is written is read back equal: every public record, as a dict and as JSON text."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc import Calculation, Cell, Reported, from_dict, from_json, strategies, to_dict, to_json
from cchc.edition import Edition, Example, Indicator, Instance, Rule, Severity, Unit
from cchc.edition.table import FormTable, RowRole
from cchc.evaluation import RuleCounts, Summary
from cchc.finding import Finding
from cchc.judge.causes import Correction, RootCause
from cchc.judge.computation import Provenance
from cchc.judge.outcome import InstanceOutcome, Outcome, Result
from cchc.period import Period
from cchc.report import Claim, Entry, FilledTable, KeptRow, RawForm, Report, Row
from cchc.serialize import EvaluationRecord
from cchc.serialize.evaluation import Figure, Header, figure_of
from cchc.serialize.tables import RowRecord, TableRecord
from cchc.value import Candidate, Document, Origin, PrintedNumber, Value, Window

_TALLY = st.integers(0, 99)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def summaries() -> st.SearchStrategy[Summary]:
    return st.builds(Summary, _TALLY, _TALLY, _TALLY, st.builds(RuleCounts, _TALLY, _TALLY, _TALLY))


def outcomes() -> st.SearchStrategy[Outcome]:
    results, blocked = st.sampled_from(list(Result)), st.lists(strategies.texts(), max_size=2).map(tuple)
    bindings = st.dictionaries(strategies.ids(), strategies.ids(), max_size=2)
    instances = st.lists(st.builds(InstanceOutcome, bindings, results, blocked), max_size=2).map(tuple)
    return st.builds(Outcome, results, blocked, instances)


def provenances() -> st.SearchStrategy[Provenance]:
    origins = _maybe(st.sampled_from(list(Origin)))
    return st.builds(
        Provenance,
        origins,
        _maybe(strategies.cells()),
        _maybe(strategies.texts()),
        _maybe(strategies.windows()),
        _maybe(st.lists(strategies.candidates(), max_size=2).map(tuple)),
    )


def calculations() -> st.SearchStrategy[Calculation]:
    leaves = st.builds(
        Calculation,
        strategies.ids(),
        strategies.text_by_language(),
        strategies.values(),
        strategies.text_by_language(),
        cell=_maybe(strategies.cells()),
        substituted=_maybe(strategies.text_by_language()),
    )
    return st.builds(
        Calculation,
        strategies.ids(),
        strategies.text_by_language(),
        strategies.values(),
        strategies.text_by_language(),
        origin=st.just(Origin.DERIVED),
        parts=st.lists(leaves, max_size=2).map(tuple),
    )


def figures() -> st.SearchStrategy[Figure]:
    kinds = st.sampled_from(("count", "percentage", "yes-no", "status", "document"))
    return st.builds(figure_of, kinds, strategies.values(), strategies.texts(), provenances())


def table_records() -> st.SearchStrategy[TableRecord]:
    row = st.builds(
        RowRecord,
        key=strategies.texts(),
        code=strategies.texts(),
        label=strategies.texts(),
        parent=_maybe(strategies.texts()),
        role=st.sampled_from(list(RowRole)),
        place=strategies.texts(),
        id=_maybe(strategies.ids()),
        values=st.dictionaries(strategies.ids(), figures(), max_size=2),
    )
    columns = st.lists(strategies.ids(), max_size=2).map(tuple)
    return st.builds(TableRecord, columns, st.lists(row, max_size=2).map(tuple), _maybe(row))


def causes() -> st.SearchStrategy[RootCause]:
    corrections = st.builds(Correction, strategies.texts(), _maybe(strategies.texts()), strategies.texts())
    return st.builds(
        RootCause,
        id=strategies.ids(),
        severity=st.sampled_from(list(Severity)),
        title=strategies.text_by_language(),
        action=_maybe(strategies.text_by_language()),
        lines=st.lists(strategies.texts(), max_size=2).map(tuple),
        findings=st.lists(_TALLY, max_size=2).map(tuple),
        corrections=st.lists(corrections, max_size=2).map(tuple),
    )


def records() -> st.SearchStrategy[EvaluationRecord]:
    about = {name: _maybe(strategies.texts()) for name in ("title", "office", "prepared_by", "signed_by", "source")}
    return st.builds(
        EvaluationRecord,
        edition=strategies.ids(),
        report=st.builds(Header, period=_maybe(strategies.periods()), **about),
        figures=st.dictionaries(strategies.ids(), figures(), max_size=3),
        findings=st.lists(strategies.findings(), max_size=2).map(tuple),
        summary=summaries(),
        outcomes=st.dictionaries(strategies.ids(), outcomes(), max_size=2),
        tables=st.dictionaries(strategies.ids(), table_records(), max_size=2),
        causes=st.lists(causes(), max_size=2).map(tuple),
    )


def rows() -> st.SearchStrategy[Row]:
    return st.builds(Row, st.lists(strategies.cells(), max_size=3).map(tuple))


EVERY: dict[Any, st.SearchStrategy[Any]] = {
    Calculation: calculations(),
    Candidate: strategies.candidates(),
    Cell: strategies.cells(),
    Claim: strategies.claims(),
    Document: strategies.documents(),
    Edition: strategies.editions(),
    Entry: strategies.entries(),
    EvaluationRecord: records(),
    Correction: causes().filter(lambda cause: cause.corrections).map(lambda cause: cause.corrections[0]),
    FilledTable: strategies.filled_tables(),
    FormTable: strategies.form_tables(),
    RootCause: causes(),
    TableRecord: table_records(),
    Example: st.builds(Example, strategies.samples(), strategies.texts()),
    Finding: strategies.findings(),
    Indicator: strategies.indicators(),
    KeptRow: strategies.kept_rows(),
    Instance: strategies.rules().filter(lambda rule: rule.instances).map(lambda rule: rule.instances[0]),
    Outcome: outcomes(),
    Period: strategies.periods(),
    PrintedNumber: strategies.printed_numbers(),
    Provenance: provenances(),
    RawForm: st.builds(RawForm, st.lists(rows(), max_size=3).map(tuple), strategies.texts()),
    Report: strategies.reports(),
    Reported: strategies.reported(),
    Rule: strategies.rules(),
    Summary: summaries(),
    Unit: st.builds(Unit, strategies.ids(), strategies.text_by_language(), strategies.text_by_language()),
    Value: strategies.values(),
    Window: strategies.windows(),
}


@pytest.mark.parametrize("type_", EVERY, ids=lambda type_: getattr(type_, "__name__", "Value"))
@settings(max_examples=max(15, settings().max_examples // 3))
@given(data=st.data())
def test_every_record_comes_back_equal(type_: Any, data: st.DataObject) -> None:
    """from_dict(to_dict(x)) == x, and what comes back is written as it was, also through JSON text."""
    x = data.draw(EVERY[type_])
    written = to_dict(x)
    back = from_dict(written, type_)
    assert back == x
    assert from_dict(written) == x or type_ is Edition
    assert to_dict(back) == written
    assert from_json(to_json(x), type_) == x


@given(strategies.reports() | records())
def test_what_names_its_schema_needs_no_type(x: Report | EvaluationRecord) -> None:
    """Reports and evaluations are read back for what they are."""
    assert from_dict(to_dict(x)) == x
    assert from_json(to_json(x, indent=2)) == x


@given(strategies.reports())
def test_a_report_may_lack_its_rows(report: Report) -> None:
    """Rows are optional on reading, so that what an older version wrote is still a report."""
    written = to_dict(report)
    del written["rows"]
    assert from_dict(written, Report) == evolve(report, rows=())


@given(strategies.reported())
def test_a_value_keeps_its_type(value: Reported) -> None:
    """1 is not True and "30.00" is not the rate 30.00, though Python or a reader may think so."""
    back = from_dict(to_dict(value), Reported)
    assert type(back.value) is type(value.value)


@pytest.mark.parametrize("text", ["uỷ ban", "uy\u0309 ban", "\x00", "10\u00a0%", 10**5 * "9"])
def test_texts_are_kept_letter_by_letter(text: str) -> None:
    """Not normalised, not cut, not mended: what a person wrote is evidence."""
    assert from_json(to_json(Cell(text)), Cell).text == text
    assert from_json(to_json(Cell(text)).encode(), Cell).text == text


def test_half_a_surrogate_goes_through_json() -> None:
    """What is no character, and came by another way than a file, is written as an escape and read again."""
    assert from_json(to_json(Document(text="\ud800")).encode(), Document) == Document(text="\ud800")


def test_vietnamese_is_readable_in_the_json() -> None:
    """No escapes in ordinary text."""
    assert '"Chưa phát sinh"' in to_json(Cell("Chưa phát sinh", "quantity", line=12))
