"""A parameter in words: what it is in which period, who says so, and how another source reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cchc.cli.words import Words
from cchc.edition import Edition, Parameter
from cchc.edition.parameter import ARGUMENT, Band, End, ParameterValue
from cchc.formula.words import words as in_words
from cchc.judge.display import format_number
from cchc.words import point_of


def values(parameter: Parameter, edition: Edition, words: Words) -> Iterator[str]:
    """Each value with its days and its source, a band a line."""
    for value in parameter.values:
        about = [_days(value, words), _source(value, edition)]
        about += [] if value.certainty is None else [edition.judging.say(words.language, "certainty", value.certainty)]
        told = "; ".join(filter(None, about))
        if value.number is not None:
            number = f"{_number(value.number, words)} {unit_label(parameter.unit, edition, words)}".strip()
            yield f"{number} ({told})" if told else number
            continue
        if told:
            yield told
        for band in value.bands:
            yield f"{_span(band, words)}: {_gives(band, parameter, edition, words)}"


def users(parameter: Parameter, edition: Edition) -> Iterator[str]:
    """The lines, columns and rules that name it, as they are written."""
    spoken = re.compile(rf"(?<!\w){parameter.id}(?!\w)").search
    yield from (line.id for line in edition.everything.values() if spoken(line.formula_text or ""))
    yield from (rule.id for rule in edition.rules.values() if spoken(rule.check))
    for table in edition.tables.values():
        yield from (each.id for each in table.rules.values() if spoken(each.rule.check))
        for column in table.columns.values():
            given = [row.given[column.id] for row in table.rows.values() if column.id in row.given]
            given += [] if column.default is None else [column.default]
            named = any(figure.parameter == parameter.id for figure in given)
            if named or any(spoken(identity.text) for identity in column.identities):
                yield f"{table.id}.{column.id}"
        yield from (
            f"{table.id}[{row.id}]" for row in table.rows.values() if any(spoken(each.text) for each in row.identities)
        )
    yield from (each.id for each in edition.parameters.values() if any(spoken(band.gives_text) for band in each.bands))


def _days(value: ParameterValue, words: Words) -> str:
    start = "" if value.start is None else words("parameter", "since", day=f"{value.start:%d/%m/%Y}")
    end = "" if value.end is None else words("parameter", "until", day=f"{value.end:%d/%m/%Y}")
    return " ".join(filter(None, (start, end)))


def _source(value: ParameterValue, edition: Edition) -> str:
    known = edition.instruments.get(value.source or "")
    return known.number if known is not None else value.source or ""


def _number(number: Decimal, words: Words) -> str:
    return format_number(number, point_of(words.language), max(0, -int(number.as_tuple().exponent)))


def unit_label(unit: str | None, edition: Edition, words: Words) -> str:
    """What a unit is called; "" of none."""
    return "" if unit is None or unit not in edition.units else words.of(edition.units[unit].label)


def _span(band: Band, words: Words) -> str:
    """ "50 ≤ x < 80"."""
    low = "" if band.low is None else f"{_number(band.low.at, words)} {_sign(band.low)} "
    high = "" if band.high is None else f" {_sign(band.high)} {_number(band.high.at, words)}"
    return f"{low}{ARGUMENT}{high}"


def _sign(end: End) -> str:
    return "≤" if end.is_in else "<"


def _gives(band: Band, parameter: Parameter, edition: Edition, words: Words) -> str:
    def named(id: str) -> str:
        return words.of(edition.parameters[id].label) if id in edition.parameters else id

    told = in_words(band.gives, edition.judging, words.language, named)
    return f"{told} {unit_label(parameter.unit, edition, words)}".strip()
