"""A draft's tables made into the `Edition` that they define, each by whoever knows its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from cchc.edition import Edition, Indicator, Parameter
from cchc.edition.amendment import Series
from cchc.edition.table import FormTable
from cchc.load import form, glossary, standard, vocabulary
from cchc.load.addresses import spoken_of
from cchc.load.bindings import Binder
from cchc.load.definitions import defined
from cchc.load.draft import Draft
from cchc.load.formulas import Formulas
from cchc.load.grounds import legal_basis
from cchc.load.indicators import LineReader
from cchc.load.kinds import read_kinds
from cchc.load.parameters import ParameterReader
from cchc.load.rules import RuleReader
from cchc.load.settled import settled_lines
from cchc.load.table import Table
from cchc.load.tables import TableReader, with_standard_rules
from cchc.load.wording import wording
from cchc.words import Text


def assembled(draft: Draft) -> Edition:
    """All definitions of an edition, each read by whoever knows its kind."""
    return defined(_assembled(draft), draft)


def _assembled(draft: Draft) -> Edition:
    top, contents, formulas = draft.top, draft.contents, Formulas(has_tables=bool(draft.contents.of("table")))
    form.check(top, draft.folder.name)
    zero = form.zero_denominator(top)
    lines = LineReader(contents, formulas, draft.broken, read_kinds(top), zero)
    own_lines, beside = lines.read("lines"), lines.read("auxiliary")
    held = form.in_force(top.table("in_force", required=True))
    parameters = ParameterReader(contents, formulas, held).read()
    indicators, auxiliaries = settled_lines(own_lines, beside, lines.unsaid, parameters)
    binder = Binder({**auxiliaries, **indicators}, draft.broken, frozenset(parameters), whole=not draft.gaps.lines)
    tables = TableReader(contents, lines, form.prefix(top), parameters).read()
    own, weights, title = wording(contents), standard.weights(top), top.translated("title")
    edition = Edition(
        id=draft.folder.name,
        title=title,
        languages=top.languages,
        in_force_from=held.start,
        in_force_to=held.end,
        calendar=form.calendar(top.table("calendar")),
        level=form.level(top.table("level")),
        zero_denominator=zero,
        **_printed(top, title),
        units=vocabulary.units(contents, _units_of(indicators, auxiliaries, tables, parameters)),
        instruments=vocabulary.instruments(contents),
        statuses=vocabulary.statuses(contents),
        terms=vocabulary.terms(contents),
        glossary={} if draft.is_closed else glossary.glossary(contents),
        indicators=indicators,
        auxiliaries=auxiliaries,
        tables=tables,
        parameters=parameters,
        rules=RuleReader(contents, binder, formulas, draft.broken, form.prefix(top), parameters, tables).read(),
        texts=own.texts,
        severities=own.severities,
        spellings=own.spellings,
    )
    edition = _on_base(evolve(edition, auxiliaries={**auxiliaries, **spoken_of(edition)}), draft, held)
    top.close()
    rules = {**edition.rules, **standard.standard_rules(edition, weights)}
    return evolve(edition, tables=with_standard_rules(edition, weights), rules=rules)


def _printed(top: Table, title: Text) -> dict[str, Any]:
    """What the form prints over and under its figures."""
    return {
        "columns": form.columns(top.table("columns"), top.languages),
        "title_words": form.title_words(top, title),
        "letterhead": top.texts("letterhead"),
        "signatories": form.signatories(top.table("signatories")),
    }


def _units_of(
    lines: Mapping[str, Indicator],
    auxiliaries: Mapping[str, Indicator],
    tables: Mapping[str, FormTable],
    parameters: Mapping[str, Parameter],
) -> Iterator[str | None]:
    """The units that some line, column or parameter names."""
    columns = (asks for table in tables.values() for asks in table.asked)
    yield from (asks.unit for asks in (*lines.values(), *auxiliaries.values(), *columns))
    yield from (unit for each in parameters.values() for unit in (each.unit, each.of_unit))


def _on_base(edition: Edition, draft: Draft, held: form.InForce) -> Edition:
    """What an edition says of itself as one among others."""
    top = draft.top
    return evolve(
        edition,
        in_force_certainty=held.certainty,
        in_force_because=held.because,
        status=form.status(top),
        numbers=form.numbers(top),
        status_note=top.optional_translated("status_note"),
        form_number=form.form_number(top),
        legal_basis=legal_basis(top),
        example=form.example(top, draft.folder),
        base=top.optional_text("base") if draft.stands else None,
        breaks=tuple(_breaks(top)),
        year_starts=form.year_starts(top.table("year_start")),
        variants=vocabulary.variants(draft.contents),
    )


def _breaks(top: Table) -> Iterator[dt.date]:
    """The days on which an edition, and those that it stands on, broke with what was before."""
    if top.choice("series", Series, Series.KEPT, required=False) is Series.BROKEN and "series" in top.values:
        yield form.in_force(top.table("in_force")).start
    if top.base is not None:
        yield from _breaks(top.base)
