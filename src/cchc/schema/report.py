"""The schema of `cchc.report/1`, by which another program may hand in a filled form."""

from __future__ import annotations

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.report import Entry, Report
from cchc.schema.definitions import DATA, Definitions, Schema, closed, refer, reported
from cchc.schema.indicators import by_indicator
from cchc.serialize.encoding import REPORT
from cchc.value import Missing, Undefined


def report_schema(edition: Edition | None) -> Schema:
    """A report as read: every cell verbatim, and what was understood of it."""
    definitions = Definitions(complete=False)
    entry = definitions.of(Entry)
    lines = edition.everything.values() if edition is not None else ()
    drawn = definitions.record(
        Report,
        entries=by_indicator(edition, lines, lambda line: _line(definitions, line), entry),
        edition={"type": ["string", "null"]} if edition is None else {"enum": [edition.id, None]},
    )
    properties = {"schema": {"const": REPORT}, **drawn["properties"]}
    return {
        "title": "cchc report",
        **closed(properties, ["schema", *drawn["required"]], description=drawn["description"]),
        "$defs": definitions.drawn,
    }


def _line(definitions: Definitions, line: Indicator) -> Schema:
    """An entry whose value, if there is one, is of the line's kind; a heading's may be any."""
    if line.kind is IndicatorKind.HEADING:
        return refer("Entry")
    name = line.kind.value.replace("-", "_")
    if name not in definitions.drawn:
        value = reported(line.kind, DATA[line.kind], definitions)
        either = {"anyOf": [value, definitions.of(Missing), definitions.of(Undefined)]}
        definitions.drawn[name] = {**refer("Entry"), "properties": {"value": either}}
    return refer(name)
