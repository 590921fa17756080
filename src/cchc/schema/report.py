"""The schema of `cchc.report/1`, by which another program may hand in a filled form."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.report import Entry
from cchc.schema.indicators import by_indicator
from cchc.serialize import REPORT
from cchc.serialize.drawing import Definitions, Draw, Schema, refer
from cchc.serialize.shape import drawn
from cchc.serialize.values import DATA, STANDING
from cchc.value import Missing, Undefined


def report_schema(edition: Edition | None) -> Schema:
    """A report as read: every cell verbatim, and what was understood of it."""
    definitions = Definitions(complete=False)
    known: dict[str, Draw] = {
        "entries": lambda definitions: _entries(definitions, edition),
        "edition": lambda _: {"type": ["string", "null"]} if edition is None else {"enum": [edition.id, None]},
    }
    return {"title": "cchc report", **REPORT.drawn(definitions, **known), "$defs": definitions.drawn}


def _entries(definitions: Definitions, edition: Edition | None) -> Schema:
    entry = drawn(Entry, definitions)
    lines = edition.everything.values() if edition is not None else ()
    return by_indicator(edition, lines, lambda line: _line(definitions, line), entry)


_WRITTEN_AS: Mapping[IndicatorKind, IndicatorKind] = {
    IndicatorKind.PER_MILLE: IndicatorKind.PERCENTAGE,
    IndicatorKind.SCORE: IndicatorKind.NUMBER,
}
"""Kinds whose values say of themselves only that they are of another."""


def _line(definitions: Definitions, line: Indicator) -> Schema:
    """An entry whose value, if there is one, is of the line's kind; a heading's may be any."""
    if line.kind is IndicatorKind.HEADING:
        return refer("Entry")
    kind = _WRITTEN_AS.get(line.kind, line.kind)
    name = kind.value.replace("-", "_")
    if name not in definitions.drawn:
        value = STANDING.drawn(kind, DATA[kind], definitions)
        either = {"anyOf": [value, drawn(Missing, definitions), drawn(Undefined, definitions)]}
        definitions.drawn[name] = {**refer("Entry"), "properties": {"value": either}}
    return refer(name)
