"""What has to be done about a report, each thing once: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cchc.cli.checked import Checked
from cchc.cli.render.excerpt import COLOURS
from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, page_width, visible, wrap
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.causes import RootCause
from cchc.text.runs import PlaceRun, down_the_form, runs

_LONGEST = 300
"""What is said of a cause; the finding itself says all."""
_MOST_PLACES = 12
"""Runs of rows that are named."""
_OF_DOCUMENT = "#"
"""What names of tables begin with that are a document's."""
_MOST_CAUSES = 200
"""More than this nobody reads on a terminal: the others are counted, and told with all findings."""


def causes(report: Checked, words: Words) -> str:
    """Numbered, gravest first; mere notes are none."""
    told = [cause for cause in report.evaluation.causes if cause.severity is not Severity.INFO]
    title = click.style(words("causes_title", count=len(told)), bold=True)
    lines = [_cause(number, cause, report, words) for number, cause in enumerate(told[:_MOST_CAUSES], start=1)]
    more = len(told) - len(lines)
    return "\n".join([title, *lines, *([words("causes_more", count=more)] if more > 0 else [])])


def _cause(number: int, cause: RootCause, report: Checked, words: Words) -> str:
    evaluation, language = report.evaluation, words.language
    severity = evaluation.edition.judging.say(language, "severity", cause.severity)
    head, room = f"{number}. {severity}", page_width() - 3
    title = wrap(f"{head}: {clip(seen(cause.title[language]), _LONGEST)}", page_width(), "   ")
    lines = [click.style(head, fg=COLOURS[cause.severity], bold=True) + click.style(title[len(head) :], bold=True)]
    findings = [evaluation.findings[place] for place in cause.findings]
    lines += [f"   {line}" for line in wrap(_places(cause, findings, report, words), room).split("\n") if line]
    if cause.action:
        lines += [
            f"   {line}" for line in wrap(f"→ {clip(seen(cause.action[language]), _LONGEST)}", room, "  ").split("\n")
        ]
    return "\n".join(lines)


def _places(cause: RootCause, findings: Sequence[Finding], report: Checked, words: Words) -> str:
    """Where the findings of a cause are, rows that follow one another as one, and how many there are."""
    cells = [finding.cell for finding in findings if finding.cell is not None]
    if any((cell.sheet or "").startswith(_OF_DOCUMENT) for cell in cells):
        # Nobody counts the rows of a document's table: lines go by what the form calls them.
        lines = report.evaluation.edition.indicators
        paths = [line.path for id, line in lines.items() if id in cause.lines and line.path]
        found = sorted(runs(paths), key=lambda run: paths.index(run.first))
        return words("causes_lines", places=_listed(found), count=len(findings)) if paths else ""
    places = list(dict.fromkeys(visible(cell.place) for cell in cells))
    return words("causes_places", places=_listed(down_the_form(places)), count=len(findings)) if places else ""


def _listed(found: Sequence[PlaceRun]) -> str:
    return ", ".join(run.text for run in found[:_MOST_PLACES]) + (", …" if len(found) > _MOST_PLACES else "")
