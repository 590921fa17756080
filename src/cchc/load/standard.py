"""The rules that hold for any form, as far as a catalogue has none of its own in their place: `words/standard.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from cchc.edition import Edition, Escalation, Indicator, IndicatorKind, Instance, Nature, Rule, Severity
from cchc.errors import did_you_mean
from cchc.formula.syntax import parse
from cchc.formula.tree import Tree, substitute
from cchc.load.codes import UNKNOWN_NAME
from cchc.load.table import Table
from cchc.words import data

_PREFIX = "CCHC-"


class Weight(StrEnum):
    """What a catalogue may make of a standard rule: let it weigh this much, or turn it off."""

    ERROR = Severity.ERROR.value
    WARNING = Severity.WARNING.value
    INFO = Severity.INFO.value
    OFF = "off"


def weights(top: Table) -> Mapping[str, Weight]:
    """`standard = { S003 = "warning", S007 = "off" }`."""
    table = top.table("standard")
    found: dict[str, Weight] = {}
    for id in table.named(str):
        if id in data("standard"):
            found[id] = table.choice(id, Weight, Weight.ERROR)
        else:
            table.asked.add(id)
            table.mistake(UNKNOWN_NAME, id, *unknown(id))
    return found


def unknown(id: str) -> tuple[str, str | None]:
    """What to say of an id that no standard rule has, and the one that may be meant."""
    known = tuple(data("standard"))
    return f"there is no standard rule {id[:40]!r}", did_you_mean(id, known) or f"{known[0]} to {known[-1]}"


def standard_rules(edition: Edition, weights: Mapping[str, Weight]) -> dict[str, Rule]:
    """The rules that an edition does not turn off, over the lines of which none of its own says the same."""
    replaced = {rule.stands_for for rule in edition.rules.values()}
    told: frozenset[Tree] | None = None
    rules: dict[str, Rule] = {}
    for id, given in data("standard").items():
        weight = weights.get(id)
        if id in replaced or weight is Weight.OFF:
            continue
        instances = tuple(_instances(id, given, edition, weight))
        if instances and told is None:
            told = frozenset(instance.check for rule in edition.rules.values() for instance in rule.instances)
        instances = tuple(each for each in instances if each.check not in (told or ()))
        if instances:
            rules[id] = _rule(id, given, edition, instances, weight)
    return rules


def unasked(name: str, edition: Edition) -> Rule | None:
    """The standard rule of a name that has nothing to judge in an edition: it has no such line, or turned it off."""
    id = name.upper().removeprefix(_PREFIX)
    return _rule(id, data("standard")[id], edition, (), None) if id in data("standard") else None


def _rule(
    id: str, given: Mapping[str, Any], edition: Edition, instances: tuple[Instance, ...], weight: Weight | None
) -> Rule:
    said = edition.face("standard").filled(edition.printed)
    return Rule(
        id=id,
        code=f"{_PREFIX}{id}",
        check=given["check"],
        severity=Severity(given["severity"] if weight is None else weight.value),
        nature=Nature(given["nature"]),
        says=said.text(id, "says"),
        advice=said.text(id, "advice"),
        instances=instances,
        good={},
        bad={},
        label=said.text(id, "label"),
    )


def _instances(id: str, given: Mapping[str, Any], edition: Edition, weight: Weight | None) -> Iterator[Instance]:
    """The check on each line that it is about; one that a catalogue lets weigh as it likes weighs so in any case."""
    check = parse(given["check"])
    escalations = given.get("severity_if", {}) if weight is None else {}
    conditions = [(Severity(word), parse(text), text) for word, text in escalations.items()]
    for bound in _bindings(given["each"], edition):
        severities = (Escalation(severity, substitute(tree, bound), text) for severity, tree, text in conditions)
        yield Instance(id, bound, substitute(check, bound), tuple(severities))


def _bindings(each: Mapping[str, Any], edition: Edition) -> Iterator[Mapping[str, str]]:
    """Each line with what `each` asks for; or one empty binding, where it asks something of the form as a whole."""
    if "periods" in each:
        yield from [{}] if edition.calendar.periods else []
        return
    for line in edition.indicators.values():
        if _is_about(each, line, edition):
            whole = line.part_of if "part" in each else None
            yield {"it": line.id} | ({"whole": whole} if whole is not None else {})


def _is_about(each: Mapping[str, Any], line: Indicator, edition: Edition) -> bool:
    return (
        line.kind in each.get("kinds", tuple(IndicatorKind))
        and ("computed" not in each or line.formula is not None)
        and ("typed" not in each or line.formula is None)
        and ("unsigned" not in each or not line.is_signed)
        and ("unit_printed" not in each or line.printed_unit is not None)
        and ("part" not in each or line.part_of in edition.figures)
    )
