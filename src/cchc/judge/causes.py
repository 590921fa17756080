"""What is wrong with a report, each thing once: the findings that have one cause, and how to mend it.

What findings have in common is told by `cchc.judge.grouping`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Annotated

from attrs import field

from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.computation import Computation
from cchc.judge.display import display
from cchc.judge.grouping import Grouping, OneSlip, by_cell, shared_causes
from cchc.record import frozen
from cchc.value import AtLeast, Reported
from cchc.words import Message, Translated, data

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_LOCATED = "CCHC-T001"
"""The code of the one figure of a table that explains all that does not agree."""
_AT_MOST = "≤"


@frozen
class Correction:
    """What a figure should say instead; written as the form prints it."""

    figure: str
    old: str | None = field(metadata={"json": "from"})
    new: str = field(metadata={"json": "to"})


@frozen
class RootCause:
    """One thing that is wrong: what its gravest finding says, and the places of all its findings among the others.

    `lines` are the addresses of the figures that they speak of, those at fault first; `corrections` mend it, where it
    is certain what should stand there.
    """

    id: str
    severity: Severity
    title: Mapping[str, str]
    action: Mapping[str, str] | None
    lines: tuple[str, ...]
    findings: tuple[Annotated[int, AtLeast(0)], ...]
    corrections: tuple[Correction, ...] = ()


def causes_of(findings: Sequence[Finding], computation: Computation | None = None) -> tuple[RootCause, ...]:
    """The causes of findings, gravest first, those with the most findings before others.

    Without what was computed they go by cells alone, and no corrections are known.
    """
    keys = (
        [by_cell(finding, place) for place, finding in enumerate(findings)]
        if computation is None
        else Grouping(findings, computation).keys()
    )
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)

    def order(key: Hashable) -> tuple[int, int]:
        return min(_gravity(findings[place]) for place in places[key]), -len(places[key])

    ordered = sorted(places, key=order)
    return tuple(
        _cause(f"k{number}", findings, places[key], key, computation) for number, key in enumerate(ordered, start=1)
    )


def with_causes(findings: Sequence[Finding], causes: Sequence[RootCause]) -> tuple[Finding, ...]:
    """The findings, each with the cause that it has."""
    from attrs import evolve

    cause_of = {place: cause.id for cause in causes for place in cause.findings}
    return tuple(evolve(finding, cause=cause_of[place]) for place, finding in enumerate(findings))


def _gravity(finding: Finding) -> int:
    return _GRAVEST_FIRST.index(finding.severity)


def _cause(
    id: str, findings: Sequence[Finding], places: Sequence[int], key: Hashable, computation: Computation | None
) -> RootCause:
    members = [findings[place] for place in places]
    lead = findings[key.lead] if isinstance(key, OneSlip) else _lead(members)
    lines = [finding.figure for finding in (lead, *members) if finding.figure is not None]
    lines += [id for finding in (lead, *members) for id in (*finding.indicators, *_addresses(finding))]
    title, action = lead.message, lead.suggestion
    named = dict.fromkeys(lines)
    if isinstance(key, str) and computation is not None:
        own = dict.fromkeys(finding.indicators[0] for finding in members)
        title, action = _shared_texts(key, len(own), computation)
    corrections = () if computation is None else tuple(_corrections(members, computation))
    return RootCause(
        id,
        min(members, key=_gravity).severity,
        title,
        action,
        tuple(named),
        tuple(places),
        tuple(dict.fromkeys(corrections)),
    )


def _lead(members: Sequence[Finding]) -> Finding:
    """The finding that says what is wrong: of those that do not fit together the one that speaks of the most lines."""
    of_rules = [each for each in members if each.code not in shared_causes() and each.severity is not Severity.INFO]
    if len({id for each in of_rules for id in each.indicators[:1]}) > 1:
        return min(of_rules, key=lambda finding: (-len(finding.indicators), _gravity(finding)))
    return min(of_rules or members, key=lambda finding: (_gravity(finding), -len(finding.indicators)))


def _shared_texts(name: str, lines: int, computation: Computation) -> tuple[Message, Message]:
    edition = computation.engine.edition
    figures = {**edition.printed, "lines": str(lines)}
    title, action = (Translated(data("causes")[name][key]) for key in ("title", "action"))
    return Message(title, figures, edition.languages), Message(action, figures, edition.languages)


def _addresses(finding: Finding) -> Iterator[str]:
    """The figures of a table that a finding speaks of; those of lines are its indicators."""
    return iter(finding.figures if finding.figure is not None and not finding.indicators else ())


def _corrections(findings: Sequence[Finding], computation: Computation) -> Iterator[Correction]:
    for finding in findings:
        if finding.figure is not None and finding.expected and _is_certain(finding, finding.figure, computation):
            yield Correction(finding.figure, finding.observed, finding.expected)


def _is_certain(finding: Finding, figure: str, computation: Computation) -> bool:
    """Whether what is expected is the figure itself: that of a computed line, or of the only wrong cell of a table."""
    if finding.code == _LOCATED:
        return not str(finding.expected).startswith(_AT_MOST)
    edition, value = computation.engine.edition, computation.values.get(figure)
    if figure not in computation.engine.index or not isinstance(value, Reported):
        return False
    return finding.expected == display(edition, figure, value, edition.languages[0])
