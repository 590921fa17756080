"""Findings of the catalogue's rules: each broken instance of a rule is one finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from cchc.edition import Edition, Instance, Rule, Severity, label_among
from cchc.edition.parameter import Parameter
from cchc.exact import written
from cchc.finding import Finding, Requirement, first, later
from cchc.formula.tree import facts_of, mentions_of, names_of
from cchc.judge.computation import Computation
from cchc.judge.conflicts import Conflicts
from cchc.judge.diagnosis import blamed, mended_part
from cchc.judge.display import EachLanguage, bound_text, display, figure_text, printed_text
from cchc.judge.evidence import Evidence, at_fault, evidence_of
from cchc.judge.outcome import instance_name
from cchc.judge.slips import joined
from cchc.value import Cell
from cchc.words import PREVIOUS_FIGURE, Message, Text, Translated


def rule_findings(conflicts: Conflicts) -> list[Finding]:
    """A finding for each instance of a rule that fails, in the order of the rules; pairs that hang together are one."""
    computation = conflicts.computation
    instances, named, broken = computation.engine.instances, computation.engine.named, computation.broken
    if computation.engine.of_pairs.isdisjoint(broken):
        return [later(*named[place], Broken, conflicts, instances[place]) for place in broken]
    slips = joined([(place, instances[place]) for place in broken])
    return [later(*named[place], Broken, conflicts, instances[place], also) for place, also in slips]


def findings_of_figures(computation: Computation) -> tuple[Finding, ...]:
    """All that is found of plain figures, which have no cells."""
    return tuple(rule_findings(Conflicts(computation)))


def told_by_rules(computation: Computation, function: str) -> frozenset[str]:
    """Lines of which a broken rule says already what a fact tells: "shows_error", "lacks_part"."""
    return frozenset(
        id
        for place in computation.broken
        for fact in facts_of(computation.engine.instances[place].check)
        if fact.function == function
        for id in fact.ids
    )


def severity_of(computation: Computation, instance: Instance) -> Severity:
    """How grave it is that an instance of a rule is broken."""
    for escalation in instance.escalations:
        if computation.truth(escalation.condition):
            return escalation.severity
    return computation.engine.edition.rules[instance.rule].severity


_DAYS = frozenset({"period_start", "period_end"})
"""What texts may name of the report as a whole."""
_OF_COMPUTED = frozenset({"agrees", "printed"})
"""The facts by which what a computed line prints is held against what it is computed to be."""
_OF_PARTS = frozenset({"agrees", "operands_fit"})
"""The facts that hold what a line prints against its parts."""


class Broken:
    """What a broken instance of a rule says, each part made when it is asked for."""

    def __init__(self, conflicts: Conflicts, instance: Instance, also: tuple[str, ...] = ()) -> None:
        self.conflicts, self.computation = conflicts, conflicts.computation
        self.case = instance
        self.also = also
        """Lines that the same slip concerns, beside those of the instance."""

    @property
    def rule(self) -> Rule:
        return self.computation.engine.edition.rules[self.case.rule]

    @property
    def _languages(self) -> tuple[str, ...]:
        return self.computation.engine.edition.languages

    @cached_property
    def evidence(self) -> Evidence:
        return evidence_of(self.computation, self.case.check)

    @cached_property
    def severity(self) -> Severity:
        return severity_of(self.computation, self.case)

    @cached_property
    def message(self) -> Message:
        return Message(self._says, Placeholders(self), self._languages)

    @cached_property
    def undecided_by(self) -> tuple[str, ...]:
        """The parts that have to be put right first, where a rate is held against what its parts give."""
        asked = [fact.ids[0] for fact in facts_of(self.case.check) if fact.function in _OF_PARTS]
        return self.conflicts.undecided_by(asked[0]) if asked else ()

    @cached_property
    def _says(self) -> Text:
        judging = self.computation.engine.edition.judging
        if self.undecided_by:
            return judging.text("undecided", "says")
        if not self.also:
            return self.rule.says
        more = judging.text("also")
        return Translated({language: f"{says} {more[language]}" for language, says in self.rule.says.items()})

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        asked = mentions_of(at_fault(self.computation, self.case.check))
        return tuple(dict.fromkeys((*asked, *mentions_of(self.case.check), *self.also, *self._blamed)))

    @property
    def _blamed(self) -> Iterator[str]:
        """The lines of which one may be what is wrong, where a computed one does not agree; while its parts are in
        doubt anyway, only one of which it is known what it should say."""
        for fact in facts_of(self.case.check):
            if fact.function in _OF_COMPUTED:
                mended = mended_part(self.computation, fact.ids[0])
                known = () if mended is None else (mended.name,)
                yield from known if self.undecided_by else blamed(self.computation, fact.ids[0])

    @cached_property
    def cell(self) -> Cell | None:
        return self.evidence.cell

    @cached_property
    def observed(self) -> str | None:
        return _first(self.computation.engine.edition, self.evidence.observed)

    @cached_property
    def wanted(self) -> Text | str | None:
        """What is expected, in words: "48 (46 + 2)", "không quá 388"."""
        wanted, bound = self.evidence.expected, self.evidence.bound
        if wanted is None or bound is None:
            return wanted
        words = self.computation.engine.edition.judging.text("bound", bound.name)
        return Message(words, {"value": wanted}, self._languages)

    @cached_property
    def expected(self) -> str | None:
        return None if self.undecided_by else _first(self.computation.engine.edition, self.wanted)

    @cached_property
    def required(self) -> Requirement | None:
        bound, figure, wanted = self.evidence.bound, self.evidence.figure, self.wanted
        if self.undecided_by or bound is None or isinstance(wanted, str | None):
            return None
        match figure:
            case Fraction():
                return Requirement(bound.name, written(figure), wanted)
            case dt.date():
                return Requirement(bound.name, figure.isoformat(), wanted)
            case _:
                return None

    @cached_property
    def suggestion(self) -> Message:
        judging = self.computation.engine.edition.judging
        advice = judging.text("undecided", "advice") if self.undecided_by else self.rule.advice
        return Message(advice, Placeholders(self), self._languages)

    @property
    def cells(self) -> tuple[Cell, ...] | None:
        return self.evidence.cells or None

    @property
    def candidates(self) -> None:
        """A rule offers no readings."""

    @cached_property
    def figures(self) -> Mapping[str, str]:
        return _figures(self.computation, self.indicators)

    @property
    def figure(self) -> str | None:
        return first(self.indicators)

    @cached_property
    def instance(self) -> str:
        """The rule, and the lines that it is asked of, where it is asked of several."""
        return instance_name(self.rule.id, self.case.bindings)


def _first(edition: Edition, text: Text | str | None) -> str | None:
    """A finding's own fields are in the first language of the edition; its message is in all."""
    return text if text is None or isinstance(text, str) else text[edition.languages[0]]


def _figures(computation: Computation, indicators: tuple[str, ...]) -> Mapping[str, str]:
    """The figures that the rule saw, and those they are computed from, exact and in plain digits."""
    lines = computation.engine.edition.everything
    seen = {id: str(figure) for id in indicators if (figure := computation.figure(id)) is not None}
    formulas = [lines[id].formula for id in indicators]
    # A parameter is no figure of the report.
    parts = tuple(part for formula in formulas if formula is not None for part in names_of(formula) if part in lines)
    return {**seen, **_figures(computation, parts)} if parts else seen


class Placeholders(Mapping[str, Text | str]):
    """What a rule's texts may name: {id}, {it}, {part.label}, {it.code}, {observed}, {diagnosis}."""

    __slots__ = ("_broken",)

    def __init__(self, broken: Broken) -> None:
        self._broken = broken

    def __getitem__(self, name: str) -> Text | str:
        if name in ("observed", "diagnosis"):
            text: Text | str | None = getattr(self._broken.evidence, name)
            return text if text is not None else "—"
        if name == "expected":
            wanted = self._broken.wanted
            return wanted if wanted is not None else "—"
        if name in ("also", "parts"):
            edition = self._broken.computation.engine.edition
            lines = self._broken.also if name == "also" else self._broken.undecided_by
            return ", ".join(edition.everything[id].path or id for id in lines)
        earlier = PREVIOUS_FIGURE.fullmatch(name)
        if earlier is not None:
            return self._before(self._broken.case.bindings.get(earlier[1], earlier[1]))
        computation = self._broken.computation
        edition = computation.engine.edition
        if name in _DAYS:
            day = computation.facts(name, ())
            return EachLanguage(edition.languages, lambda language: figure_text(edition, None, day, language))
        if name in edition.parameters and name not in edition.everything:
            return self._in_force(edition.parameters[name])
        # A cell's address has a point in it as well.
        is_whole = name in edition.everything or "." not in name
        head, _, attribute = (name, "", "") if is_whole else name.rpartition(".")
        id = self._broken.case.bindings.get(head, head)
        if id not in edition.everything:
            raise KeyError(name)
        return _of_indicator(self._broken, edition, id, attribute)

    def _in_force(self, parameter: Parameter) -> Text:
        """The value of a parameter in the period of the report; without one the newest."""
        period, edition = self._broken.computation.report.period, self._broken.computation.engine.edition
        value = parameter.on(period.calendar_end) if period is not None else next(reversed(parameter.values), None)
        number = None if value is None or value.number is None else Fraction(value.number)
        if number is None:
            return EachLanguage(edition.languages, lambda language: figure_text(edition, None, None, language))
        return EachLanguage(edition.languages, lambda language: bound_text(edition, None, number, language))

    def _before(self, id: str) -> Text:
        """What the report before this one says of a line."""
        computation = self._broken.computation
        edition, figure = computation.engine.edition, computation.facts("previous", (id,))
        return EachLanguage(edition.languages, lambda language: figure_text(edition, id, figure, language))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _of_indicator(broken: Broken, edition: Edition, id: str, attribute: str) -> Text | str:
    match attribute:
        case "label":
            return label_among(edition, id)
        case "code":
            return edition.everything[id].path
        case _:
            return EachLanguage(edition.languages, lambda language: _shown(broken, id, language))


def _shown(broken: Broken, id: str, language: str) -> str:
    """The figure that the rule judged: as printed if the line is computed or a rate, else its value."""
    computation = broken.computation
    entry, edition = computation.entry(id), computation.engine.edition
    as_printed = id in computation.engine.index or edition.everything[id].kind.is_rate
    if as_printed and entry is not None and entry.printed is not None and not _is_recomputed(broken, id):
        return printed_text(edition, entry.printed, language)
    if id in computation.values:
        return display(computation.engine.edition, id, computation.values[id], language)
    return entry.cell.text if entry is not None and entry.cell is not None else "—"


def _is_recomputed(broken: Broken, id: str) -> bool:
    """Whether a rule judged what a figure is computed to be, which is not what the form prints, nor asked of it."""
    check = broken.case.check
    is_asked = any(fact.function == "printed" and id in fact.ids for fact in facts_of(check))
    return id in names_of(check) and not is_asked and broken.computation.ask("agrees", (id,)) is False
