"""Strategies for the definitions of an edition; one that is made here need not make sense."""

from __future__ import annotations

from cchc import edition as ed
from cchc.edition.aggregation import Way
from cchc.edition.definition import DefinitionPart, LineDefinition, Passage
from cchc.edition.ground import Certainty, Day, Ground
from cchc.edition.office import Calendar, Level, Signatory
from cchc.edition.table import (
    Blank,
    ClosedRow,
    FigureColumn,
    FormTable,
    GivenFigure,
    Identity,
    OpenRows,
    OverRows,
    Parents,
    RowScope,
    StubColumn,
    StubKind,
    TableRule,
)  # fmt: skip
from cchc.errors import MissingExtraError
from cchc.period import PeriodKind
from cchc.strategies.building import evolved, keyed, mapping, maybe, member, some
from cchc.strategies.records import dates, ids, rates, samples, text_by_language, texts, trees
from cchc.words import data

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error


_WORDED = ("judging.cause.zero_denominator", "writing.was", "findings.CCHC-C001.says", "missing.none.label")
"""Some texts that a catalogue may word otherwise."""


def indicators() -> SearchStrategy[ed.Indicator]:
    """Lines of every kind, with all that a line may carry."""
    return st.builds(
        ed.Indicator,
        id=ids(),
        path=texts(),
        code=texts(),
        label=text_by_language(),
        kind=member(ed.IndicatorKind),
        over_time=member(Way),
        over_offices=member(Way),
        unit=maybe(ids()),
        printed_unit=maybe(texts()),
        decimals=st.integers(0, 4),
        formula=maybe(trees()),
        formula_text=maybe(texts()),
        examples=some(st.builds(ed.Example, samples(), texts())),
        none=maybe(st.just(0)),
        not_arisen=maybe(st.just(0)),
        statuses=some(ids()),
        symbol=maybe(st.builds(ed.SymbolPattern, some(texts()), some(texts()))),
        prompts=some(texts()),
        definition=maybe(meanings()),
        legal_basis=some(grounds()),
        parent=maybe(ids()),
        auxiliary=st.booleans(),
        replaced_by=maybe(ids()),
        deprecated=st.booleans(),
        file=texts(),
        line=st.integers(0, 9999),
    )


def meanings() -> SearchStrategy[LineDefinition]:
    """What lines mean, part by part."""
    return st.builds(LineDefinition, **{part.value: some(_passages()) for part in DefinitionPart})


def _passages() -> SearchStrategy[Passage]:
    return st.builds(Passage, maybe(text_by_language()), maybe(member(Certainty)), maybe(ids()), maybe(texts()))


def grounds() -> SearchStrategy[Ground]:
    """What a definition rests on."""
    return st.builds(Ground, ids(), maybe(member(Certainty)), maybe(texts()))


def days() -> SearchStrategy[Day]:
    """Days of instruments."""
    return st.builds(Day, dates(), maybe(member(Certainty)), maybe(texts()))


def rules() -> SearchStrategy[ed.Rule]:
    """Rules with some instances, escalations included."""
    escalations = st.builds(ed.Escalation, member(ed.Severity), trees(), texts())
    instances = st.builds(ed.Instance, ids(), mapping(ids(), ids()), trees(), some(escalations))
    return st.builds(
        ed.Rule,
        id=ids(),
        code=texts(),
        check=texts(),
        severity=member(ed.Severity),
        nature=member(ed.Nature),
        says=text_by_language(),
        advice=text_by_language(),
        instances=some(instances),
        good=maybe(samples()),
        bad=maybe(samples()),
        also_good=some(samples()),
        also_bad=some(samples()),
        family=maybe(ids()),
        stands_for=maybe(ids()),
        legal_basis=some(grounds()),
        notes=maybe(text_by_language()),
        why=maybe(text_by_language()),
        label=maybe(text_by_language()),
        file=texts(),
    )


def form_tables() -> SearchStrategy[FormTable]:
    """Tables of a form, their rows closed or open; formulas need not be of their columns."""
    return st.builds(
        FormTable,
        id=ids(),
        label=text_by_language(),
        stub=some(st.builds(StubColumn, member(StubKind), some(texts()), maybe(texts()))),
        columns=keyed(_columns()),
        rows=keyed(_closed_rows()),
        open=maybe(st.builds(OpenRows, member(StubKind), some(texts()), member(Parents), maybe(texts()))),
        synonyms=mapping(texts(), some(texts())),
        blank=member(Blank),
        rules=keyed(st.builds(TableRule, rules(), member(RowScope), some(ids()))),
        file=texts(),
    )


def _identities() -> SearchStrategy[tuple[Identity, ...]]:
    return some(st.builds(Identity, texts(), trees(), st.booleans()))


def _given() -> SearchStrategy[GivenFigure]:
    return st.builds(GivenFigure, maybe(rates()), maybe(ids()))


def _columns() -> SearchStrategy[FigureColumn]:
    return st.builds(
        FigureColumn,
        asks=indicators().map(lambda line: evolved(line, formula=None)),
        heading=some(texts()),
        number=maybe(texts()),
        mark=maybe(texts()),
        identities=_identities(),
        over_rows=member(OverRows),
        weight=maybe(ids()),
        printed=st.booleans(),
        given=st.booleans(),
        default=maybe(_given()),
    )


def _closed_rows() -> SearchStrategy[ClosedRow]:
    return st.builds(
        ClosedRow,
        id=ids(),
        code=texts(),
        label=text_by_language(),
        under=maybe(ids()),
        columns=maybe(some(ids())),
        given=mapping(ids(), _given()),
        identities=_identities(),
        adds_children=st.booleans(),
        part_of=maybe(ids()),
    )


def _terms() -> SearchStrategy[ed.Term]:
    known = maybe(member(Certainty))
    return st.builds(ed.Term, ids(), some(texts()), dates(), text_by_language(), some(texts()), some(grounds()), known)


def _concepts() -> SearchStrategy[ed.Concept]:
    return st.builds(ed.Concept, ids(), text_by_language(), some(_passages()), some(texts()))


def _instruments() -> SearchStrategy[ed.Instrument]:
    known = maybe(member(Certainty))
    return st.builds(ed.Instrument, ids(), texts(), dates(), text_by_language(), known, maybe(days()), maybe(days()))


def editions() -> SearchStrategy[ed.Edition]:
    """Editions in which every kind of definition occurs; formulas are left out of their lines."""
    lines = indicators().map(lambda line: evolved(line, formula=None))
    return st.builds(
        ed.Edition,
        id=ids(),
        title=text_by_language(),
        languages=st.just(("vi", "en")),
        in_force_from=dates(),
        in_force_to=maybe(dates()),
        calendar=st.builds(Calendar, st.integers(0, 27), some(member(PeriodKind))),
        level=st.builds(Level, some(texts()), some(texts()), some(texts())),
        zero_denominator=member(ed.ZeroDenominator),
        columns=keyed(st.builds(ed.Column, ids(), text_by_language(), some(texts()))),
        title_words=some(texts()),
        signatories=mapping(member(Signatory), some(texts())),
        units=keyed(st.builds(ed.Unit, ids(), text_by_language(), text_by_language())),
        terms=keyed(_terms()),
        glossary=keyed(_concepts()),
        instruments=keyed(_instruments()),
        in_force_certainty=maybe(member(Certainty)),
        in_force_because=some(grounds()),
        statuses=keyed(st.builds(ed.Status, ids(), text_by_language(), some(texts()))),
        indicators=keyed(lines),
        auxiliaries=keyed(lines),
        rules=keyed(rules()),
        tables=keyed(form_tables()),
        texts=mapping(st.sampled_from(_WORDED), text_by_language()),
        severities=mapping(st.sampled_from(sorted(data("findings"))), member(ed.Severity)),
        spellings=mapping(st.sampled_from(sorted(data("missing"))), some(texts())),
    )
