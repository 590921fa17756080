"""The schema of `cchc.evaluation/1`."""

from __future__ import annotations

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.evaluation import RuleCounts, Summary
from cchc.finding import Finding
from cchc.judge.outcome import Outcome
from cchc.schema.indicators import described, one_of, text_by_language
from cchc.serialize.drawing import Definitions, Draw, Schema, closed, nullable, refer, whole
from cchc.serialize.evaluation import EVALUATION
from cchc.serialize.figure import FIGURE
from cchc.serialize.objects import RecordShape
from cchc.serialize.shape import drawn
from cchc.serialize.values import DATA, STATES

_CODE = whole("CCHC-[A-Z][0-9]{3}")


def evaluation_schema(edition: Edition | None) -> Schema:
    """What `cchc check --format json` prints."""
    definitions = Definitions(complete=True, special={Finding: lambda drawn: _finding(drawn, edition)})
    known: dict[str, Draw] = {"summary": _summary}
    if edition is not None:
        known["edition"] = lambda _: {"const": edition.id}
        known["figures"] = lambda definitions: _figures(definitions, edition)
        known["outcomes"] = lambda definitions: closed(dict.fromkeys(edition.rules, drawn(Outcome, definitions)))
    return {"title": "cchc evaluation", **EVALUATION.drawn(definitions, **known), "$defs": definitions.drawn}


def _figures(definitions: Definitions, edition: Edition) -> Schema:
    figures = edition.figures.values()
    properties = {line.id: described(line, edition, _line(definitions, line, edition)) for line in figures}
    # An auxiliary figure that is not computed is there only if the report gave it.
    required = [line.id for line in figures if not line.auxiliary or line.formula is not None]
    return closed(properties, required)


def _line(definitions: Definitions, line: Indicator, edition: Edition) -> Schema:
    computed = line.formula is not None
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
    rules, lines = (edition.rules, edition.everything) if edition is not None else ((), ())
    text = text_by_language(edition)
    return RecordShape(Finding).drawn(
        definitions,
        code=lambda _: _CODE,
        message=lambda _: text,
        rule=lambda _: nullable(one_of(rules, edition)),
        indicators=lambda _: {"type": "array", "items": one_of(lines, edition)},
        suggestion=lambda _: nullable(text),
    )


def _summary(definitions: Definitions) -> Schema:
    """Where it stands, for nothing else refers to it."""

    def rules(definitions: Definitions) -> Schema:
        return closed(RecordShape(RuleCounts).properties(definitions))

    return closed(RecordShape(Summary).properties(definitions, rules=rules))
