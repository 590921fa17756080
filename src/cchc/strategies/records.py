"""Hypothesis strategies for the records of the library.

Records are well formed one by one; an edition made here need not make sense.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from cchc import edition as ed
from cchc.errors import MissingExtraError
from cchc.finding import Finding, Requirement
from cchc.formula.functions import FUNCTIONS, OPERATORS, PURE
from cchc.formula.questions import FACTS
from cchc.formula.signature import MOST_PLACES, Function, Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.period import Period, PeriodKind
from cchc.report import Claim, Entry, FilledTable, KeptRow, Part, Report
from cchc.strategies.building import keyed, mapping, maybe, member, said, some
from cchc.value import (
    Candidate,
    Cause,
    Cell,
    Document,
    Measured,
    Missing,
    Origin,
    PrintedNumber,
    Prose,
    Reason,
    Reported,
    Undefined,
    Value,
    Window,
)
from cchc.words import Message, Translated

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

_LARGEST = 10**9
_ODD = (
    "",
    "\u00a0",
    "\u0000",
    "\u2028",
    '"',
    "\\",
    "</script>",
    "to\u0309",
    "\U0001f600",
    "1\u202f234",
    "yes",
    "null",
    "30.00",
)


def texts() -> SearchStrategy[str]:
    """Any text: what clerks write, decomposed Unicode, quotes, control characters."""
    return st.sampled_from(said()["words"]) | st.sampled_from(_ODD) | st.text(max_size=12)


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
    of_calendar = st.builds(
        lambda kind, year, day: Period.of(kind[0], year, kind[1], day),
        kinds,
        st.integers(2000, 2100),
        st.integers(0, 27),
    )
    of_school = st.builds(
        lambda year, day, first: Period.of(PeriodKind.SCHOOL_YEAR, year, 1, day, first),
        st.integers(2000, 2100),
        st.integers(0, 27),
        st.integers(1, 12),
    )
    return of_calendar | of_school


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
        number=maybe(st.integers(1, 9999)),
        symbol=maybe(st.sampled_from(said()["symbols"])),
        date=maybe(dates()),
        type=maybe(st.sampled_from(said()["types"])),
        body=maybe(st.sampled_from(("UBND", "CP"))),
        year=maybe(st.integers(1945, 2100)),
        title=maybe(texts()),
        text=texts(),
    )


def cells() -> SearchStrategy[Cell]:
    """Cells of text files and of spreadsheets, inside and outside the table."""
    columns = st.sampled_from(("", "code", "label", "quantity", "unit", "explanation"))
    in_text = st.builds(Cell, texts(), columns, line=maybe(st.integers(1, 10**6)), unseen=maybe(texts()))
    refs = st.from_regex(r"[A-Z]{1,2}[1-9][0-9]{0,4}", fullmatch=True)
    return in_text | st.builds(Cell, texts(), columns, sheet=maybe(texts()), ref=refs, formula=maybe(texts()))


def reported() -> SearchStrategy[Reported]:
    """Values of every kind of line."""
    return st.builds(Reported, counts() | rates() | st.booleans() | ids() | texts() | documents())


def values(line: ed.Indicator | None = None) -> SearchStrategy[Value]:
    """Reported, missing for each reason, undefined for each cause: of no line in particular, or such as a line has."""
    missing = st.builds(Missing, member(Reason))
    if line is None:
        return reported() | missing | st.builds(Undefined, member(Cause), maybe(ids()))
    undefined = st.nothing() if line.formula is None else st.builds(Undefined, member(Cause), st.none())
    return _reported_on(line).map(Reported) | missing | undefined


def _reported_on(line: ed.Indicator) -> SearchStrategy[Any]:
    """What may stand on a line: small numbers mostly, as exact as the line asks for; nothing on a heading."""
    if line.kind.is_number:
        return _numbers_on(line)
    answers: Mapping[ed.IndicatorKind, SearchStrategy[Any]] = {
        ed.IndicatorKind.YES_NO: st.booleans(),
        ed.IndicatorKind.STATUS: st.sampled_from(line.statuses) if line.statuses else st.nothing(),
        ed.IndicatorKind.DOCUMENT: documents(),
        ed.IndicatorKind.DATE: dates(),
        ed.IndicatorKind.TEXT: texts().map(Prose),
        ed.IndicatorKind.HEADING: st.nothing(),
    }
    return answers[line.kind]


def _numbers_on(line: ed.Indicator) -> SearchStrategy[Any]:
    numbers = st.sampled_from((0, 1, 2)) | st.integers(-_LARGEST if line.is_signed else 0, _LARGEST)
    if line.kind is ed.IndicatorKind.COUNT:
        return numbers
    if line.kind.is_rate:
        numbers = st.integers(0, line.kind.per * 10**line.decimals) if not line.is_signed else numbers
        return numbers.map(lambda number: Decimal(number).scaleb(-line.decimals))
    return numbers.map(lambda number: Measured(Decimal(number).scaleb(-line.decimals)))


def printed_numbers() -> SearchStrategy[PrintedNumber]:
    """Numbers as printed."""
    return st.builds(PrintedNumber, rates(), st.integers(0, 4), st.booleans(), st.booleans(), texts())


def claims() -> SearchStrategy[Claim]:
    """Printed fractions, with and without the rate that they are said to be."""
    return st.builds(Claim, counts(), counts(), cells(), maybe(printed_numbers()), texts())


def candidates() -> SearchStrategy[Candidate]:
    """Numbers that may be meant."""
    return st.builds(Candidate, printed_numbers(), cells())


def entries() -> SearchStrategy[Entry]:
    """Lines of a form, filled in any way."""
    return st.builds(
        Entry,
        value=values(),
        origin=member(Origin),
        cell=maybe(cells()),
        cells=mapping(ids(), cells()),
        printed=maybe(printed_numbers()),
        claims=some(claims()),
        candidates=some(candidates()),
        errors=some(cells()),
        window=maybe(windows()),
    )


def kept_rows() -> SearchStrategy[KeptRow]:
    """Rows of a file, taken for anything."""
    return st.builds(KeptRow, member(Part), some(cells()), maybe(ids()), st.booleans())


def findings() -> SearchStrategy[Finding]:
    """Diagnostics, their messages ready or still to be filled in."""
    templates = st.just(dict(said()["message"]))
    figures = st.fixed_dictionaries({"it": text_by_language(), "n": texts()})
    return st.builds(
        Finding,
        code=st.from_regex(r"CCHC-[FCPR][0-9]{3}", fullmatch=True),
        severity=member(ed.Severity),
        message=text_by_language() | st.builds(Message, templates, figures),
        rule=maybe(ids()),
        indicators=some(ids()),
        cell=maybe(cells()),
        observed=maybe(texts()),
        expected=maybe(texts()),
        suggestion=maybe(text_by_language()),
        figures=mapping(ids(), texts()),
        cells=maybe(some(cells())),
        candidates=maybe(some(candidates())),
        instance=maybe(texts()),
        required=maybe(st.builds(Requirement, st.sampled_from(("==", "<=", "!=")), texts(), text_by_language())),
    ).flatmap(lambda finding: st.sampled_from((finding, evolve(finding, figure=said()["address"]))))


def reports() -> SearchStrategy[Report]:
    """Reports on lines of no form in particular."""
    return st.builds(
        Report,
        entries=mapping(ids(), entries()),
        period=maybe(periods()),
        date=maybe(dates()),
        findings=some(findings()),
        unplaced=some(cells()),
        rows=some(kept_rows()),
        given=samples(),
        tables=keyed(_tables()),
        **{
            name: maybe(texts())
            for name in ("edition", "title", "office", "superior", "prepared_by", "signed_by", "source")
        },
    )


def _tables() -> SearchStrategy[FilledTable]:
    from cchc.strategies.tables import filled_tables

    return filled_tables()


def samples() -> SearchStrategy[dict[str, object]]:
    """What a sample report of the catalogue may hold."""
    leaf = st.none() | st.booleans() | counts() | texts() | rates() | dates() | values()
    return mapping(ids(), leaf | mapping(ids(), leaf))


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
