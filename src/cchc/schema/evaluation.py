"""The schema of `cchc.evaluation/1`."""

from __future__ import annotations

from typing import Any

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.finding import Finding
from cchc.judge.outcome import Outcome
from cchc.schema.definitions import (
    DATA,
    NULL,
    TEXT,
    Definitions,
    Schema,
    closed,
    nullable,
    refer,
    whole,
)
from cchc.schema.indicators import described, one_of, text_by_language
from cchc.serialize.evaluation import SCHEMA, Header
from cchc.value import Cause, Cell, Document, Origin, Reason, Window

_TALLY: Schema = {"type": "integer", "minimum": 0}
_CODE = whole("CCHC-[A-Z][0-9]{3}")


def evaluation_schema(edition: Edition | None) -> Schema:
    """What `cchc check --format json` prints."""
    definitions = Definitions(complete=True, special={Finding: lambda drawn: _finding(drawn, edition)})
    properties = {
        "schema": {"const": SCHEMA},
        "edition": TEXT if edition is None else {"const": edition.id},
        "report": definitions.of(Header),
        "values": _values(definitions, edition),
        "findings": definitions.of(tuple[Finding, ...]),
        "summary": _summary(),
        "outcomes": _outcomes(definitions, edition),
    }
    about = "A report evaluated: every figure with its origin, every finding, every rule's outcome."
    return {"title": "cchc evaluation", **closed(properties, description=about), "$defs": definitions.drawn}


def _values(definitions: Definitions, edition: Edition | None) -> Schema:
    if edition is None:
        kinds = [kind for kind in IndicatorKind if kind is not IndicatorKind.HEADING]
        drawn = [_figure(definitions, kind, DATA[kind], _STATES) for kind in kinds]
        return {"type": "object", "additionalProperties": {"anyOf": drawn}}
    figures = edition.figures.values()
    properties = {line.id: described(line, edition, _line(definitions, line, edition)) for line in figures}
    # An auxiliary figure that is not computed is there only if the report gave it.
    required = [line.id for line in figures if not line.auxiliary or line.formula is not None]
    return closed(properties, required)


_STATES = ("reported", "missing", "undefined")


def _line(definitions: Definitions, line: Indicator, edition: Edition) -> Schema:
    computed = line.formula is not None
    datum, name = DATA[line.kind], line.kind.value.replace("-", "_")
    if line.kind is IndicatorKind.PERCENTAGE:
        # More decimals than the indicator's can only have been printed.
        more = "" if computed else ","
        datum = whole(rf"-?[0-9]+\.[0-9]{{{line.decimals}{more}}}" if line.decimals else "-?[0-9]+")
        name = f"{name}_{line.decimals}"
    if line.kind is IndicatorKind.STATUS:
        datum = {"enum": list(line.statuses or edition.statuses)}
        name = f"status_{'_'.join(line.statuses)}" if line.statuses else name
    name = f"computed_{name}" if computed else name
    if name not in definitions.drawn:
        states = ("reported", "undefined") if computed else _STATES
        definitions.drawn[name] = _figure(definitions, line.kind, datum, states)
    return refer(name)


def _figure(definitions: Definitions, kind: IndicatorKind, datum: Schema, states: tuple[str, ...]) -> Schema:
    """A figure in each state that it may have; the keys are the same in all but what tells the state."""
    own: dict[str, dict[str, Any]] = {
        "reported": {"value": datum, "reason": NULL},
        "missing": {"value": NULL, "reason": definitions.of(Reason)},
        "undefined": {
            "value": NULL,
            "reason": NULL,
            "cause": definitions.of(Cause),
            "input": nullable(TEXT),
        },
    }
    if kind is IndicatorKind.DOCUMENT:
        own["reported"]["document"] = definitions.of(Document)
    common = {
        "kind": {"const": kind.value},
        "display": TEXT,
        "origin": nullable(definitions.of(Origin)),
        "reported": nullable(TEXT),
        "cell": nullable(definitions.of(Cell)),
        "window": nullable(definitions.of(Window)),
    }
    return {"oneOf": [closed({"state": {"const": state}, **common, **own[state]}) for state in states]}


def _finding(definitions: Definitions, edition: Edition | None) -> Schema:
    rules, lines = (edition.rules, edition.everything) if edition is not None else ((), ())
    text = text_by_language(edition)
    return definitions.record(
        Finding,
        code=_CODE,
        message=text,
        rule=nullable(one_of(rules, edition)),
        indicators={"type": "array", "items": one_of(lines, edition)},
        suggestion=nullable(text),
    )


def _summary() -> Schema:
    rules = closed({"passed": _TALLY, "failed": _TALLY, "not_evaluated": _TALLY})
    return closed({"errors": _TALLY, "warnings": _TALLY, "infos": _TALLY, "rules": rules})


def _outcomes(definitions: Definitions, edition: Edition | None) -> Schema:
    outcome = definitions.of(Outcome)
    if edition is None:
        return {"type": "object", "additionalProperties": outcome}
    return closed(dict.fromkeys(edition.rules, outcome))
