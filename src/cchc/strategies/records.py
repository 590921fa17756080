"""Hypothesis strategies for the records of the library.

Records are well formed one by one; an edition made here need not make sense.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from cchc import edition as ed
from cchc.edition.aggregation import Way
from cchc.edition.ground import Certainty, Day, Ground
from cchc.edition.office import Calendar, Level, Signatory
from cchc.errors import MissingExtraError
from cchc.finding import Finding
from cchc.formula.functions import FUNCTIONS, OPERATORS, PURE
from cchc.formula.questions import FACTS
from cchc.formula.signature import MOST_PLACES, Function, Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.period import Period, PeriodKind
from cchc.report import Claim, Entry, KeptRow, Part, Report
from cchc.value import (
    Candidate,
    Cause,
    Cell,
    Document,
    Missing,
    Origin,
    PrintedNumber,
    Reason,
    Reported,
    Undefined,
    Value,
    Window,
)
from cchc.words import Message, Translated, data

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "dev") from error

T = TypeVar("T")

_WORDED = ("judging.cause.zero_denominator", "writing.added", "findings.CCHC-C001.says", "missing.none.label")
"""Some texts that a catalogue may word otherwise."""

_WORDS = (
    "không có",
    "Chưa phát sinh",
    "Kế hoạch",
    "Số 62/KH-UBND ngày 28/02/2024",
    "hòa",
    "hoà",
    "thủ tục",
    "46/166",
    "#DIV/0!",
)
_ODD = (
    "",
    "\u00a0",
    "\u0000",
    "\u2028",
    '"',
    "\\",
    "</script>",
    "to\u0309",
    "😀",
    "1\u202f234",
    "yes",
    "null",
    "30.00",
)


def texts() -> SearchStrategy[str]:
    """Any text: what clerks write, decomposed Unicode, quotes, control characters."""
    return st.sampled_from(_WORDS) | st.sampled_from(_ODD) | st.text(max_size=12)


def ids() -> SearchStrategy[str]:
    """Ids as the catalogue has them."""
    pattern = r"[a-z][a-z0-9]{0,6}(_[a-z0-9]{1,5})?"
    return st.from_regex(pattern, fullmatch=True).filter(lambda id: id not in FUNCTIONS)


def counts() -> SearchStrategy[int]:
    """Counts: mostly the small ones that rules turn on, now and then beyond 64 bits."""
    return st.sampled_from((0, 1, 2)) | st.integers(0, 10**15) | st.integers(-(10**40), 10**40)


def rates() -> SearchStrategy[Decimal]:
    """Exact decimals with up to four places."""
    return st.builds(
        lambda scaled, places: Decimal(scaled).scaleb(-places), st.integers(-(10**9), 10**9), st.integers(0, 4)
    )


def dates() -> SearchStrategy[dt.date]:
    """Days of the years in which the form has been in use, and any other day."""
    return st.dates(dt.date(2021, 1, 1), dt.date(2027, 12, 31)) | st.dates()


def windows() -> SearchStrategy[Window]:
    """Windows that run forward."""
    return st.tuples(dates(), dates()).map(lambda ends: Window(min(ends), max(ends)))


def periods() -> SearchStrategy[Period]:
    """Periods of every kind that exist, by calendars with any closing day."""
    kinds = st.sampled_from([(kind, number + 1) for kind, most in _PERIODS.items() for number in range(most)])
    return st.builds(
        lambda kind, year, day: Period.of(kind[0], year, kind[1], day),
        kinds,
        st.integers(2000, 2100),
        st.integers(0, 27),
    )


_PERIODS: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
}


def documents() -> SearchStrategy[Document]:
    """Documents with and without number, symbol, date."""
    return st.builds(
        Document,
        number=_maybe(st.integers(1, 9999)),
        symbol=_maybe(st.sampled_from(("KH-UBND", "QĐ-UBND", "NĐ-CP", "KH/QU"))),
        date=_maybe(dates()),
        type=_maybe(st.sampled_from(("KH", "QĐ", "NĐ"))),
        body=_maybe(st.sampled_from(("UBND", "CP"))),
        year=_maybe(st.integers(1945, 2100)),
        title=_maybe(texts()),
        text=texts(),
    )


def cells() -> SearchStrategy[Cell]:
    """Cells of text files and of spreadsheets, inside and outside the table."""
    columns = st.sampled_from(("", "code", "label", "quantity", "unit", "explanation"))
    in_text = st.builds(Cell, texts(), columns, line=_maybe(st.integers(1, 10**6)), unseen=_maybe(texts()))
    refs = st.from_regex(r"[A-Z]{1,2}[1-9][0-9]{0,4}", fullmatch=True)
    return in_text | st.builds(Cell, texts(), columns, sheet=_maybe(texts()), ref=refs, formula=_maybe(texts()))


def reported() -> SearchStrategy[Reported]:
    """Values of every kind of line."""
    return st.builds(Reported, counts() | rates() | st.booleans() | ids() | texts() | documents())


def values() -> SearchStrategy[Value]:
    """Reported, missing for each reason, undefined for each cause."""
    undefined = st.builds(Undefined, _member(Cause), _maybe(ids()))
    return reported() | st.builds(Missing, _member(Reason)) | undefined


def printed_numbers() -> SearchStrategy[PrintedNumber]:
    """Numbers as printed."""
    return st.builds(PrintedNumber, rates(), st.integers(0, 4), st.booleans(), st.booleans(), texts())


def claims() -> SearchStrategy[Claim]:
    """Printed fractions, with and without the rate that they are said to be."""
    return st.builds(Claim, counts(), counts(), cells(), _maybe(printed_numbers()), texts())


def candidates() -> SearchStrategy[Candidate]:
    """Numbers that may be meant."""
    return st.builds(Candidate, printed_numbers(), cells())


def entries() -> SearchStrategy[Entry]:
    """Lines of a form, filled in any way."""
    return st.builds(
        Entry,
        value=values(),
        origin=_member(Origin),
        cell=_maybe(cells()),
        cells=_mapping(ids(), cells()),
        printed=_maybe(printed_numbers()),
        claims=_tuple(claims()),
        candidates=_tuple(candidates()),
        errors=_tuple(cells()),
        window=_maybe(windows()),
    )


def kept_rows() -> SearchStrategy[KeptRow]:
    """Rows of a file, taken for anything."""
    return st.builds(KeptRow, _member(Part), _tuple(cells()), _maybe(ids()), st.booleans())


def findings() -> SearchStrategy[Finding]:
    """Diagnostics, their messages ready or still to be filled in."""
    templates = st.just({"vi": "Dòng {it} ghi {n}.", "en": "Line {it} says {n}."})
    figures = st.fixed_dictionaries({"it": text_by_language(), "n": texts()})
    return st.builds(
        Finding,
        code=st.from_regex(r"CCHC-[FCPR][0-9]{3}", fullmatch=True),
        severity=_member(ed.Severity),
        message=text_by_language() | st.builds(Message, templates, figures),
        rule=_maybe(ids()),
        indicators=_tuple(ids()),
        cell=_maybe(cells()),
        observed=_maybe(texts()),
        expected=_maybe(texts()),
        suggestion=_maybe(text_by_language()),
        figures=_mapping(ids(), texts()),
        cells=_maybe(_tuple(cells())),
        candidates=_maybe(_tuple(candidates())),
    )


def reports() -> SearchStrategy[Report]:
    """Reports on lines of no form in particular."""
    return st.builds(
        Report,
        entries=_mapping(ids(), entries()),
        period=_maybe(periods()),
        date=_maybe(dates()),
        findings=_tuple(findings()),
        unplaced=_tuple(cells()),
        rows=_tuple(kept_rows()),
        given=samples(),
        **{
            name: _maybe(texts())
            for name in ("edition", "title", "office", "superior", "prepared_by", "signed_by", "source")
        },
    )


def samples() -> SearchStrategy[dict[str, object]]:
    """What a sample report of the catalogue may hold."""
    leaf = st.none() | st.booleans() | counts() | texts() | rates() | dates() | values()
    return _mapping(ids(), leaf | _mapping(ids(), leaf))


def trees() -> SearchStrategy[Tree]:
    """Formula trees of every node; their types need not agree."""
    literals = st.builds(
        lambda scaled, places: Number(Fraction(scaled, 10**places)), st.integers(0, 10**6), st.integers(0, 3)
    )
    facts = st.sampled_from(FACTS).flatmap(
        lambda fact: st.builds(Fact, st.just(fact.name), st.tuples(*(ids() for _ in fact.takes)))
    )
    return st.recursive(literals | st.builds(Name, ids()) | st.builds(Word, ids()) | facts, _applications, max_leaves=8)


def _applications(parts: SearchStrategy[Tree]) -> SearchStrategy[Tree]:
    places = st.builds(Number, st.integers(0, MOST_PLACES).map(Fraction))

    def applied(row: Function) -> SearchStrategy[Tree]:
        args = st.tuples(*(places if kind is Kind.PLACES else parts for kind in row.takes))
        if row.variadic:
            args = st.builds(lambda first, more: (*first, *more), args, st.lists(parts, max_size=2))
        return st.builds(Apply, st.just(row.name), args)

    return st.sampled_from((*OPERATORS.values(), *PURE)).flatmap(applied)


def text_by_language() -> SearchStrategy[Translated]:
    """A text in Vietnamese and English."""
    return st.fixed_dictionaries({"vi": texts(), "en": texts()}).map(Translated)


def indicators() -> SearchStrategy[ed.Indicator]:
    """Lines of every kind, with all that a line may carry."""
    return st.builds(
        ed.Indicator,
        id=ids(),
        path=texts(),
        code=texts(),
        label=text_by_language(),
        kind=_member(ed.IndicatorKind),
        over_time=_member(Way),
        over_offices=_member(Way),
        unit=_maybe(ids()),
        printed_unit=_maybe(texts()),
        decimals=st.integers(0, 4),
        formula=_maybe(trees()),
        formula_text=_maybe(texts()),
        examples=_tuple(st.builds(ed.Example, samples(), texts())),
        none=_maybe(st.just(0)),
        not_arisen=_maybe(st.just(0)),
        statuses=_tuple(ids()),
        symbol=_maybe(st.builds(ed.SymbolPattern, _tuple(texts()), _tuple(texts()))),
        prompts=_tuple(texts()),
        definition=_maybe(text_by_language()),
        legal_basis=_tuple(grounds()),
        parent=_maybe(ids()),
        auxiliary=st.booleans(),
        replaced_by=_maybe(ids()),
        deprecated=st.booleans(),
        file=texts(),
        line=st.integers(0, 9999),
    )


def grounds() -> SearchStrategy[Ground]:
    """What a definition rests on."""
    return st.builds(Ground, ids(), _maybe(_member(Certainty)), _maybe(texts()))


def days() -> SearchStrategy[Day]:
    """Days of instruments."""
    return st.builds(Day, dates(), _maybe(_member(Certainty)), _maybe(texts()))


def rules() -> SearchStrategy[ed.Rule]:
    """Rules with some instances, escalations included."""
    escalations = st.builds(ed.Escalation, _member(ed.Severity), trees(), texts())
    instances = st.builds(ed.Instance, ids(), _mapping(ids(), ids()), trees(), _tuple(escalations))
    return st.builds(
        ed.Rule,
        id=ids(),
        code=texts(),
        check=texts(),
        severity=_member(ed.Severity),
        nature=_member(ed.Nature),
        says=text_by_language(),
        advice=text_by_language(),
        instances=_tuple(instances),
        good=_maybe(samples()),
        bad=_maybe(samples()),
        also_good=_tuple(samples()),
        also_bad=_tuple(samples()),
        family=_maybe(ids()),
        stands_for=_maybe(ids()),
        legal_basis=_tuple(grounds()),
        notes=_maybe(text_by_language()),
        file=texts(),
    )


def editions() -> SearchStrategy[ed.Edition]:
    """Editions in which every kind of definition occurs; formulas are left out of their lines."""
    lines = indicators().map(lambda line: _evolve(line, formula=None))
    return st.builds(
        ed.Edition,
        id=ids(),
        title=text_by_language(),
        languages=st.just(("vi", "en")),
        in_force_from=dates(),
        in_force_to=_maybe(dates()),
        calendar=st.builds(Calendar, st.integers(0, 27), _tuple(_member(PeriodKind))),
        level=st.builds(Level, _tuple(texts()), _tuple(texts()), _tuple(texts())),
        zero_denominator=_member(ed.ZeroDenominator),
        columns=_keyed(st.builds(ed.Column, ids(), text_by_language(), _tuple(texts()))),
        title_words=_tuple(texts()),
        signatories=_mapping(_member(Signatory), _tuple(texts())),
        units=_keyed(st.builds(ed.Unit, ids(), text_by_language(), text_by_language())),
        terms=_keyed(
            st.builds(
                ed.Term,
                ids(),
                _tuple(texts()),
                dates(),
                text_by_language(),
                _tuple(texts()),
                _tuple(grounds()),
                _maybe(_member(Certainty)),
            )
        ),
        instruments=_keyed(
            st.builds(
                ed.Instrument,
                ids(),
                texts(),
                dates(),
                text_by_language(),
                _maybe(_member(Certainty)),
                _maybe(days()),
                _maybe(days()),
            )
        ),
        in_force_certainty=_maybe(_member(Certainty)),
        in_force_because=_tuple(grounds()),
        statuses=_keyed(st.builds(ed.Status, ids(), text_by_language(), _tuple(texts()))),
        indicators=_keyed(lines),
        auxiliaries=_keyed(lines),
        rules=_keyed(rules()),
        texts=_mapping(st.sampled_from(_WORDED), text_by_language()),
        severities=_mapping(st.sampled_from(sorted(data("findings"))), _member(ed.Severity)),
        spellings=_mapping(st.sampled_from(sorted(data("missing"))), _tuple(texts())),
    )


def _evolve(record: Any, **changes: Any) -> Any:
    from attrs import evolve

    return evolve(record, **changes)


def _maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.none() | strategy


def _tuple(strategy: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def _mapping(keys: SearchStrategy[str], strategy: SearchStrategy[T]) -> SearchStrategy[dict[str, T]]:
    return st.dictionaries(keys, strategy, max_size=3)


def _keyed(strategy: SearchStrategy[T], *keys: str) -> SearchStrategy[dict[str, T]]:
    def own(record: T) -> str:
        return ".".join(getattr(record, key) for key in keys or ("id",))

    return st.lists(strategy, max_size=2, unique_by=own).map(
        lambda records: {own(record): record for record in records}
    )


def _member(type_: type[StrEnum]) -> SearchStrategy[Any]:
    return st.sampled_from(list(type_))
