"""What is wrong with a report, each thing once: the findings that have one cause, and how to mend it.

What findings have in common is told by `cchc.judge.grouping`, what is certain to mend them by `cchc.judge.corrections`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Annotated

from attrs import evolve

from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.conflicts import common
from cchc.judge.corrections import Correction, corrections_of
from cchc.judge.display import value_text
from cchc.judge.echoes import shared_causes
from cchc.judge.grouping import ColumnSlip, Grouping, OneSlip, by_cell
from cchc.judge.report_computation import ReportComputation
from cchc.record import frozen
from cchc.value import AtLeast
from cchc.words import Message, Text, Translated, data

__all__ = ["Correction", "RootCause", "causes_of", "with_causes"]

_MOST_OTHERS = 6
"""So many lines are named that one does not fit."""


@frozen
class RootCause:
    """One thing that is wrong: what its gravest finding says, and the places of all its findings among the others.

    `lines` are the addresses of the figures that have to be looked at, those at fault first; `corrections` mend it all,
    where it is certain what should stand there.
    """

    id: str
    severity: Severity
    title: Mapping[str, str]
    action: Mapping[str, str] | None
    lines: tuple[str, ...]
    findings: tuple[Annotated[int, AtLeast(0)], ...]
    corrections: tuple[Correction, ...] = ()


def causes_of(findings: Sequence[Finding], computation: ReportComputation | None = None) -> tuple[RootCause, ...]:
    """The causes of findings, gravest first, those with the most findings before others.

    Without what was computed they go by cells alone, and no corrections are known.
    """
    grouping = None if computation is None else Grouping(findings, computation)
    keys = [by_cell(finding, place) for place, finding in enumerate(findings)] if grouping is None else grouping.keys()
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)

    def order(key: Hashable) -> tuple[int, int]:
        return min(findings[place].severity.rank for place in places[key]), -len(places[key])

    ordered = sorted(places, key=order)
    return tuple(
        _cause(f"k{number}", findings, places[key])
        if grouping is None
        else _told(f"k{number}", grouping, places[key], key)
        for number, key in enumerate(ordered, start=1)
    )


def with_causes(findings: Sequence[Finding], causes: Sequence[RootCause]) -> tuple[Finding, ...]:
    """The findings, each with the cause that it has."""
    cause_of = {place: cause.id for cause in causes for place in cause.findings}
    return tuple(evolve(finding, cause=cause_of[place]) for place, finding in enumerate(findings))


def _cause(id: str, findings: Sequence[Finding], places: Sequence[int]) -> RootCause:
    members = [findings[place] for place in places]
    lead = _lead(members)
    lines = _lines(lead, members)
    severity = min((each.severity for each in members), key=lambda each: each.rank)
    return RootCause(id, severity, lead.message, lead.suggestion, tuple(lines), tuple(places))


def _told(id: str, grouping: Grouping, places: Sequence[int], key: Hashable) -> RootCause:
    """A cause of which it is known what its findings have in common."""
    findings, targets = grouping.findings, grouping.echoes.targets
    members = [findings[place] for place in places]
    own = [findings[place] for place in places if place not in targets] or members
    cause = evolve(_cause(id, findings, places), corrections=corrections_of(places, grouping.echoes))
    lines = {finding.indicators[0] for finding in own if finding.indicators}
    if isinstance(key, str) and len(lines) > 1:
        title, action = _texts(grouping.computation, key, {"lines": str(len(lines))})
        return evolve(cause, title=title, action=action, lines=tuple(_lines(own[0], [*own, *members])))
    if isinstance(key, ColumnSlip):
        title, action = _of_column(grouping.computation, key, len(own))
        advice = own[0].suggestion
        said = dict(advice or {})
        is_alike = all(dict(each.suggestion or {}) == said for each in own)
        return evolve(cause, title=title, action=advice if is_alike else action)
    shared = _shared_lines(grouping, places)
    lead = findings[key.lead] if isinstance(key, OneSlip) else _lead_of_shared(grouping, own, shared)
    told = tuple(dict.fromkeys((*shared, *_lines(lead, [*own, *members]))))
    if len(shared) == 1 and not isinstance(key, OneSlip) and grouping.lines(lead) != shared and len(own) > 1:
        title, action = _of_one_figure(grouping, shared[0], places)
        return evolve(cause, title=title, action=action, lines=told)
    return evolve(cause, title=lead.message, action=lead.suggestion, lines=told)


def _lines(lead: Finding, members: Sequence[Finding]) -> Iterator[str]:
    """The lines and figures that findings speak of, those at fault first."""
    named = [finding.figure for finding in (lead, *members) if finding.figure is not None]
    named += [id for finding in (lead, *members) for id in (*finding.indicators, *_addresses(finding))]
    return iter(dict.fromkeys(named))


def _shared_lines(grouping: Grouping, places: Sequence[int]) -> tuple[str, ...]:
    """The lines that all rules that do not hold may be mended by, where there are several."""
    members = [grouping.findings[place] for place in places]
    all_lines = [grouping.lines(each) for each in members if grouping.echoes.is_of_rule(each)]
    return common(all_lines) if len(set(all_lines)) > 1 else ()


def _lead_of_shared(grouping: Grouping, own: Sequence[Finding], shared: Sequence[str]) -> Finding:
    """The finding that speaks of the fewest lines beside those that all share."""
    if not shared:
        return _lead(own)
    of_rules = [each for each in own if grouping.echoes.is_of_rule(each)] or own
    return min(
        of_rules, key=lambda finding: (len(set(grouping.lines(finding)).difference(shared)), finding.severity.rank)
    )


def _lead(members: Sequence[Finding]) -> Finding:
    """The finding that says what is wrong: of those that do not fit together the one that speaks of the most lines."""
    of_rules = [each for each in members if each.code not in shared_causes() and each.severity is not Severity.INFO]
    if len({id for each in of_rules for id in each.indicators[:1]}) > 1:
        return min(of_rules, key=lambda finding: (-len(finding.indicators), finding.severity.rank))
    return min(of_rules or members, key=lambda finding: (finding.severity.rank, -len(finding.indicators)))


def _of_one_figure(grouping: Grouping, line: str, places: Sequence[int]) -> tuple[Message, Message]:
    """What is said of a figure that does not fit several others."""
    computation = grouping.computation
    edition = computation.engine.edition
    members = [grouping.findings[place] for place in places]
    others = dict.fromkeys(id for each in members for id in each.indicators if id != line)
    lines = (edition.everything[id] for id in others)
    codes = [each.path or each.id for each in lines if not (each.is_heading or each.auxiliary)]
    told: dict[str, Text | str] = {
        "code": edition.everything[line].path or line,
        "label": edition.everything[line].label,
        "value": value_text(edition, line, computation.values[line]),
        "others": ", ".join(codes[:_MOST_OTHERS]) + (", …" if len(codes) > _MOST_OTHERS else ""),
    }
    return _texts(computation, "figure", told)


def _of_column(computation: ReportComputation, slip: ColumnSlip, rows: int) -> tuple[Message, Message]:
    """What is said of a column that has the same slip in several rows."""
    from cchc.judge.tables.said import TableWords

    words = TableWords(computation.tables[slip.table])
    languages = computation.engine.edition.languages
    told: dict[str, Text | str] = {
        "column": Translated({language: words.column(slip.column, language) for language in languages}),
        "rows": str(rows),
        "slip": computation.engine.edition.finding_kinds[slip.code].title,
    }
    return _texts(computation, "column", told)


def _texts(computation: ReportComputation, name: str, told: Mapping[str, Text | str]) -> tuple[Message, Message]:
    edition = computation.engine.edition
    title, action = (Translated(data("causes")[name][key]) for key in ("title", "action"))
    figures = {**edition.printed, **told}
    return Message(title, figures, edition.languages), Message(action, figures, edition.languages)


def _addresses(finding: Finding) -> Iterator[str]:
    """The figures of a table that a finding speaks of; those of lines are its indicators."""
    return iter(finding.figures if finding.figure is not None and not finding.indicators else ())
