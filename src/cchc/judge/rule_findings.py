"""Findings of the catalogue's rules: each broken instance of a rule is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition import Edition, Instance, Rule, Severity, Text
from cchc.finding import Finding
from cchc.formula.tree import facts_of, mentions_of, names_of
from cchc.judge.computation import Computation
from cchc.judge.display import EachLanguage, display, label_of
from cchc.judge.evidence import Evidence, evidence_of
from cchc.words import Message


def rule_findings(computation: Computation) -> list[Finding]:
    """A finding for each instance of a rule that fails, in the order of the rules."""
    instances, named = computation.engine.instances, computation.engine.named
    return [Finding.later(named[place], _details, computation, instances[place]) for place in computation.broken]


def errors_told_by_rules(computation: Computation) -> frozenset[str]:
    """Lines whose spreadsheet error a broken rule speaks of already."""
    return frozenset(
        id
        for place in computation.broken
        for fact in facts_of(computation.engine.instances[place].check)
        if fact.function == "shows_error"
        for id in fact.ids
    )


def _details(computation: Computation, instance: Instance) -> Mapping[str, object]:
    """All of a finding but its name."""
    rule = computation.engine.edition.rules[instance.rule]
    seen = evidence_of(computation, instance.check)
    placeholders = Placeholders(computation, instance.bindings, seen)
    indicators = mentions_of(instance.check)
    return {
        "severity": _severity(computation, rule, instance),
        "message": Message(rule.says, placeholders),
        "indicators": indicators,
        "cell": seen.cell,
        "observed": _first(computation.engine.edition, seen.observed),
        "expected": _first(computation.engine.edition, seen.expected),
        "suggestion": Message(rule.advice, placeholders),
        "figures": _figures(computation, indicators),
    }


def _first(edition: Edition, text: Text | str | None) -> str | None:
    """A finding's own fields are in the first language of the edition; its message is in all."""
    return text if text is None or isinstance(text, str) else text[edition.languages[0]]


def _severity(computation: Computation, rule: Rule, instance: Instance) -> Severity:
    for escalation in instance.escalations:
        if computation.truth(escalation.condition):
            return escalation.severity
    return rule.severity


def _figures(computation: Computation, indicators: tuple[str, ...]) -> Mapping[str, str]:
    """The figures that the rule saw, and those they are computed from, exact and in plain digits."""
    seen = {id: str(figure) for id in indicators if (figure := computation.figure(id)) is not None}
    formulas = [computation.engine.edition.everything[id].formula for id in indicators]
    parts = tuple(part for formula in formulas if formula is not None for part in names_of(formula))
    return {**seen, **_figures(computation, parts)} if parts else seen


class Placeholders(Mapping[str, Text | str]):
    """What a rule's texts may name: {id}, {it}, {part.label}, {it.code}, {observed}, {diagnosis}."""

    __slots__ = ("_bindings", "_computation", "_seen")

    def __init__(self, computation: Computation, bindings: Mapping[str, str], seen: Evidence) -> None:
        self._computation = computation
        self._bindings = bindings
        self._seen = seen

    def __getitem__(self, name: str) -> Text | str:
        if name in ("observed", "expected", "diagnosis"):
            text: Text | str | None = getattr(self._seen, name)
            return text if text is not None else "—"
        head, _, attribute = name.partition(".")
        id = self._bindings.get(head, head)
        edition = self._computation.engine.edition
        if id not in edition.everything:
            raise KeyError(name)
        return _of_indicator(self._computation, edition, id, attribute)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _of_indicator(computation: Computation, edition: Edition, id: str, attribute: str) -> Text | str:
    match attribute:
        case "label":
            return label_of(edition, id)
        case "code":
            return edition.everything[id].path
        case _:
            return EachLanguage(edition.languages, lambda language: _shown(computation, id, language))


def _shown(computation: Computation, id: str, language: str) -> str:
    """The figure that the form shows: as printed if the line is computed, else its value."""
    entry = computation.entry(id)
    if id in computation.engine.index and entry is not None and entry.printed is not None:
        return entry.printed.text
    if id in computation.values:
        return display(computation.engine.edition, id, computation.values[id], language)
    return entry.cell.text if entry is not None and entry.cell is not None else "—"
