"""The schema of `cchc.evaluation/2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc.edition import Edition, Indicator, IndicatorKind, Rule
from cchc.edition.table import FormTable
from cchc.evaluation import RuleCounts, Summary
from cchc.finding import Finding
from cchc.judge.causes import RootCause
from cchc.judge.outcome import Outcome
from cchc.schema.indicators import described, one_of, text_by_language
from cchc.serialize.drawing import Definitions, Draw, Schema, closed, nullable, refer, whole
from cchc.serialize.evaluation import EVALUATION
from cchc.serialize.figure import FIGURE
from cchc.serialize.objects import RecordShape
from cchc.serialize.shape import drawn
from cchc.serialize.tables import RowRecord, TableRecord
from cchc.serialize.values import DATA, STATES

_CODE = whole("[A-Z][A-Z0-9]*-[A-Z]+[0-9]+")


def evaluation_schema(edition: Edition | None) -> Schema:
    """What `cchc check --format json` prints."""
    special: dict[type, Draw] = {
        Finding: lambda drawn: _finding(drawn, edition),
        RootCause: lambda drawn: _cause(drawn, edition),
    }
    definitions = Definitions(complete=True, special=special)
    known: dict[str, Draw] = {"summary": _summary}
    if edition is not None:
        known["edition"] = lambda _: {"const": edition.id}
        known["figures"] = lambda definitions: _figures(definitions, edition)
        known["tables"] = lambda definitions: _tables(definitions, edition)
        known["outcomes"] = lambda definitions: _outcomes(definitions, edition)
    return {"title": "cchc evaluation", **EVALUATION.drawn(definitions, **known), "$defs": definitions.drawn}


def _figures(definitions: Definitions, edition: Edition) -> Schema:
    figures = edition.figures.values()
    properties = {line.id: described(line, edition, _line(definitions, line, edition)) for line in figures}
    # An auxiliary figure that is not computed is there only if the report gave it.
    required = [line.id for line in figures if not line.auxiliary or line.formula is not None]
    return closed(properties, required)


def _outcomes(definitions: Definitions, edition: Edition) -> Schema:
    """One a rule; what a report has of the tables' rules and identities depends on its rows."""
    outcome = drawn(Outcome, definitions)
    of_lines = closed(dict.fromkeys(edition.rules, outcome))
    return {**of_lines, "additionalProperties": outcome} if edition.tables else of_lines


def _tables(definitions: Definitions, edition: Edition) -> Schema:
    """The tables of the form, of which a report may have some."""
    return closed({id: _table(definitions, table, edition) for id, table in edition.tables.items()}, [])


def _table(definitions: Definitions, table: FormTable, edition: Edition) -> Schema:
    """A table with the figures of its own columns; a row has those that the form has there."""
    labels = [table.label[each] for each in edition.languages if each in table.label]
    name = f"row_of_{table.id}"
    definitions.drawn[name] = RecordShape(RowRecord).drawn(
        definitions, values=lambda definitions: _columns(definitions, table, edition)
    )
    whole = RecordShape(TableRecord).drawn(
        definitions,
        columns=lambda _: {"const": list(table.columns)},
        rows=lambda _: {"type": "array", "items": refer(name)},
        total=lambda _: nullable(refer(name)),
    )
    return {"title": " · ".join(labels), **whole} if labels else whole


def _columns(definitions: Definitions, table: FormTable, edition: Edition) -> Schema:
    return closed({id: _column(definitions, each, edition) for id, each in _asked(table).items()}, [])


def _asked(table: FormTable) -> Mapping[str, Sequence[Indicator]]:
    """What is asked in each column: in all rows the same, unless some say otherwise."""
    own = [kind.columns for kind in table.kinds.values()]
    return {
        id: [column.asks, *(columns[id].asks for columns in own if id in columns)]
        for id, column in table.columns.items()
    }


def _column(definitions: Definitions, asked: Sequence[Indicator], edition: Edition) -> Schema:
    drawn = [_line(definitions, each, edition, False) for each in asked]
    several = [each for place, each in enumerate(drawn) if each not in drawn[:place]]
    return described(asked[0], edition, several[0] if len(several) == 1 else {"anyOf": several})


def _line(definitions: Definitions, line: Indicator, edition: Edition, is_computed: bool = True) -> Schema:
    computed = line.formula is not None and is_computed
    datum, name = DATA[line.kind], line.kind.value.replace("-", "_")
    if line.kind.has_decimals:
        # More decimals than the indicator's can only have been printed.
        more = "" if computed else ","
        datum = whole(rf"-?[0-9]+\.[0-9]{{{line.decimals}{more}}}" if line.decimals else "-?[0-9]+")
        name = f"{name}_{line.decimals}"
    if line.kind is IndicatorKind.STATUS:
        datum = {"enum": list(line.statuses or edition.statuses)}
        name = f"status_{'_'.join(line.statuses)}" if line.statuses else name
    name = f"computed_{name}" if computed else name
    if name not in definitions.drawn:
        states = ("reported", "undefined") if computed else STATES
        definitions.drawn[name] = FIGURE.drawn(definitions, line.kind, datum, states)
    return refer(name)


def _finding(definitions: Definitions, edition: Edition | None) -> Schema:
    rules, lines = ({}, ()) if edition is None else (_rules(edition), edition.everything)
    codes = [] if edition is None else [*edition.finding_kinds, *dict.fromkeys(rule.code for rule in rules.values())]
    text = text_by_language(edition)
    return RecordShape(Finding).drawn(
        definitions,
        code=lambda _: _CODE if edition is None else one_of(codes, edition),
        message=lambda _: text,
        rule=lambda _: nullable(one_of(rules, edition)),
        indicators=lambda _: {"type": "array", "items": one_of(lines, edition)},
        suggestion=lambda _: nullable(text),
    )


def _rules(edition: Edition) -> Mapping[str, Rule]:
    """The rules of lines and of tables, by id."""
    of_tables = (each.rule for table in edition.tables.values() for each in table.rules.values())
    return {**edition.rules, **{rule.id: rule for rule in of_tables}}


def _cause(definitions: Definitions, edition: Edition | None) -> Schema:
    text = text_by_language(edition)
    return RecordShape(RootCause).drawn(definitions, title=lambda _: text, action=lambda _: nullable(text))


def _summary(definitions: Definitions) -> Schema:
    """Where it stands, for nothing else refers to it."""

    def rules(definitions: Definitions) -> Schema:
        return closed(RecordShape(RuleCounts).properties(definitions))

    return closed(RecordShape(Summary).properties(definitions, rules=rules))
