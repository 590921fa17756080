"""What is wrong with a report, each thing once: the findings that have one cause, and how to mend it.

Findings of one cell have one cause; a finding of no cell is a cause by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from attrs import field

from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.computation import Computation
from cchc.judge.display import display
from cchc.record import frozen
from cchc.value import AtLeast, Reported

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
    """The causes of findings, in the order of the findings; corrections, where it is known what was computed."""
    places: dict[object, list[int]] = {}
    for place, finding in enumerate(findings):
        places.setdefault(_key(finding, place), []).append(place)
    return tuple(
        _cause(f"k{number}", findings, members, computation) for number, members in enumerate(places.values(), start=1)
    )


def with_causes(findings: Sequence[Finding], causes: Sequence[RootCause]) -> tuple[Finding, ...]:
    """The findings, each with the cause that it has."""
    from attrs import evolve

    cause_of = {place: cause.id for cause in causes for place in cause.findings}
    return tuple(evolve(finding, cause=cause_of[place]) for place, finding in enumerate(findings))


def _key(finding: Finding, place: int) -> object:
    """What the findings of one cause share: the place of a cell, or a cell without one of the same figure."""
    cell = finding.cell
    if cell is None:
        return place
    if cell.ref is not None:
        return cell.sheet, cell.ref
    return (cell.line, cell.column, cell.text) if cell.line is not None else (finding.figure, cell)


def _cause(id: str, findings: Sequence[Finding], places: Sequence[int], computation: Computation | None) -> RootCause:
    members = [findings[place] for place in places]
    gravest = min(members, key=lambda finding: _GRAVEST_FIRST.index(finding.severity))
    lines = [finding.figure for finding in (gravest, *members) if finding.figure is not None]
    lines += [id for finding in members for id in (*finding.indicators, *_addresses(finding))]
    corrections = () if computation is None else tuple(_corrections(members, computation))
    return RootCause(
        id,
        gravest.severity,
        gravest.message,
        gravest.suggestion,
        tuple(dict.fromkeys(lines)),
        tuple(places),
        tuple(dict.fromkeys(corrections)),
    )


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
