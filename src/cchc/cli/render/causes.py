"""What has to be done about a report, each thing once: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import digits

import click

from cchc.cli.checked import Checked
from cchc.cli.render.excerpt import COLOURS
from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, page_width, visible, wrap
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.causes import RootCause

_LONGEST = 300
"""What is said of a cause; the finding itself says all."""
_LONGEST_NUMBER = 9
"""Digits of the number of a row."""
_MOST_PLACES = 12
"""Runs of rows that are named."""


def causes(report: Checked, words: Words) -> str:
    """Numbered, gravest first; mere notes are none."""
    told = [cause for cause in report.evaluation.causes if cause.severity is not Severity.INFO]
    title = click.style(words("causes_title", count=len(told)), bold=True)
    return "\n".join([title, *(_cause(number, cause, report, words) for number, cause in enumerate(told, start=1))])


def _cause(number: int, cause: RootCause, report: Checked, words: Words) -> str:
    evaluation, language = report.evaluation, words.language
    severity = evaluation.edition.judging.say(language, "severity", cause.severity)
    head, room = f"{number}. {severity}", page_width() - 3
    title = wrap(f"{head}: {clip(seen(cause.title[language]), _LONGEST)}", page_width(), "   ")
    lines = [click.style(head, fg=COLOURS[cause.severity], bold=True) + click.style(title[len(head) :], bold=True)]
    findings = [evaluation.findings[place] for place in cause.findings]
    lines += [f"   {line}" for line in wrap(_places(findings, words), room).split("\n") if line]
    if cause.action:
        lines += [
            f"   {line}" for line in wrap(f"→ {clip(seen(cause.action[language]), _LONGEST)}", room, "  ").split("\n")
        ]
    return "\n".join(lines)


def _places(findings: Sequence[Finding], words: Words) -> str:
    """Where the findings of a cause are, rows that follow one another as one, and how many there are."""
    places = dict.fromkeys(visible(finding.cell.place) for finding in findings if finding.cell is not None)
    runs = list(_runs(list(places)))
    if not runs:
        return ""
    shown = ", ".join(runs[:_MOST_PLACES]) + (", …" if len(runs) > _MOST_PLACES else "")
    return words("causes_places", places=shown, count=len(findings))


def _runs(places: Sequence[str]) -> Iterator[str]:
    """Places in the order of the form: "11", "12", "13" as "11–13", "C7" and "C8" as "C7–C8"."""
    stems = {place: place.rstrip(digits) for place in places}
    numbered = {place: stem for place, stem in stems.items() if 0 < len(place) - len(stem) <= _LONGEST_NUMBER}
    parsed = sorted((stem, int(place[len(stem) :]), place) for place, stem in numbered.items())
    rest = [place for place in places if place not in numbered]
    while parsed:
        stem, first, begin = parsed[0]
        size = 1
        while size < len(parsed) and parsed[size][:2] == (stem, first + size):
            size += 1
        yield begin if size == 1 else f"{begin}–{parsed[size - 1][2].removeprefix(stem.rpartition('!')[0] + '!')}"
        parsed = parsed[size:]
    yield from rest
