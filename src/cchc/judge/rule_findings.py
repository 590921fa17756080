"""Findings of the catalogue's rules: each broken instance of a rule is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition import Edition, Instance, Rule, Severity, Text
from cchc.finding import Finding, Message
from cchc.formula.tree import facts, mentions, names
from cchc.judge.computation import Results
from cchc.judge.display import EachLanguage, display, label_of
from cchc.judge.witness import Witness, witness


def rule_findings(results: Results) -> list[Finding]:
    """A finding for each instance of a rule that fails, in the order of the rules."""
    instances, named = results.engine.instances, results.engine.named
    return [Finding.later(named[place], _details, results, instances[place]) for place in results.broken]


def errors_told_by_rules(results: Results) -> frozenset[str]:
    """Lines whose spreadsheet error a broken rule speaks of already."""
    return frozenset(
        id
        for place in results.broken
        for fact in facts(results.engine.instances[place].check)
        if fact.function == "shows_error"
        for id in fact.ids
    )


def _details(results: Results, instance: Instance) -> Mapping[str, object]:
    """All of a finding but its name."""
    rule = results.engine.edition.rules[instance.rule]
    seen = witness(results, instance.check)
    placeholders = Placeholders(results, instance.bindings, seen)
    indicators = mentions(instance.check)
    return {
        "severity": _severity(results, rule, instance),
        "message": Message(rule.says, placeholders),
        "indicators": indicators,
        "cell": seen.cell,
        "observed": _first(results.engine.edition, seen.observed),
        "expected": _first(results.engine.edition, seen.expected),
        "suggestion": Message(rule.advice, placeholders),
        "figures": _figures(results, indicators),
    }


def _first(edition: Edition, text: Text | str | None) -> str | None:
    """A finding's own fields are in the first language of the edition; its message is in all."""
    return text if text is None or isinstance(text, str) else text[edition.languages[0]]


def _severity(results: Results, rule: Rule, instance: Instance) -> Severity:
    for escalation in instance.escalations:
        if results.truth(escalation.condition):
            return escalation.severity
    return rule.severity


def _figures(results: Results, indicators: tuple[str, ...]) -> Mapping[str, str]:
    """The figures that the rule saw, and those they are computed from, exact and in plain digits."""
    seen = {id: str(figure) for id in indicators if (figure := results.figure(id)) is not None}
    formulas = [results.engine.edition.everything[id].formula for id in indicators]
    parts = tuple(part for formula in formulas if formula is not None for part in names(formula))
    return {**seen, **_figures(results, parts)} if parts else seen


class Placeholders(Mapping[str, Text | str]):
    """What a rule's texts may name: {id}, {it}, {part.label}, {it.code}, {observed}, {diagnosis}."""

    __slots__ = ("_bindings", "_results", "_seen")

    def __init__(self, results: Results, bindings: Mapping[str, str], seen: Witness) -> None:
        self._results = results
        self._bindings = bindings
        self._seen = seen

    def __getitem__(self, name: str) -> Text | str:
        if name in ("observed", "expected", "diagnosis"):
            text: Text | str | None = getattr(self._seen, name)
            return text if text is not None else "—"
        head, _, attribute = name.partition(".")
        id = self._bindings.get(head, head)
        edition = self._results.engine.edition
        if id not in edition.everything:
            raise KeyError(name)
        return _of_indicator(self._results, edition, id, attribute)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _of_indicator(results: Results, edition: Edition, id: str, attribute: str) -> Text | str:
    match attribute:
        case "label":
            return label_of(edition, id)
        case "code":
            return edition.everything[id].path
        case _:
            return EachLanguage(edition.languages, lambda language: _shown(results, id, language))


def _shown(results: Results, id: str, language: str) -> str:
    """The figure that the form shows: as printed if the line is computed, else its value."""
    entry = results.entry(id)
    if id in results.engine.index and entry is not None and entry.printed is not None:
        return entry.printed.text
    if id in results.values:
        return display(results.engine.edition, id, results.values[id], language)
    return entry.cell.text if entry is not None and entry.cell is not None else "—"
