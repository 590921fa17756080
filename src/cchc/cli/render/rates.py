"""Every percentage of the form: what was printed, what it comes to, and whether they agree."""

from __future__ import annotations

import click

from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, columns, page_width, visible, width
from cchc.cli.words import Words
from cchc.edition import Indicator, label_of
from cchc.evaluation import Evaluation
from cchc.judge.precision import Match, compare
from cchc.value import Missing, Reported, Undefined

_COLOURS = {
    Match.AGREES: "green",
    Match.TRUNCATED: "yellow",
    Match.OFF_BY_ONE: "yellow",
    Match.UNEXPLAINED: "red",
}
_HEADINGS = ("line", "label", "printed", "computed", "state")
_ABSENT = "—"


def rates(evaluation: Evaluation, words: Words) -> str:
    """A table of the form's percentages, in the form's order."""
    lines = [line for line in evaluation.edition.indicators.values() if line.kind.is_rate]
    headings = [words("rates", name) for name in _HEADINGS]
    rows = [headings, *(_row(evaluation, line, words) for line in lines)]
    others = [max(width(click.unstyle(row[place])) for row in rows) for place in (0, 2, 3, 4)]
    room = max(20, page_width() - sum(others) - 8)
    fitted = [[row[0], clip(row[1], room), *row[2:]] for row in rows]
    first, *rest = columns(fitted, right=frozenset({2, 3}))
    return "\n".join([click.style(first, bold=True), *rest])


def _row(evaluation: Evaluation, line: Indicator, words: Words) -> list[str]:
    is_computed = line.formula is not None and isinstance(evaluation.values[line.id], Reported)
    computed = evaluation.display(line.id, words.language) if is_computed else _ABSENT
    label = seen(words.of(label_of(evaluation.edition, line.id)))
    return [line.path, label, _printed(evaluation, line.id), computed, _state(evaluation, line, words)]


def _printed(evaluation: Evaluation, id: str) -> str:
    """The number that the form prints, or the spreadsheet error that stands for it."""
    entry = evaluation.report.entries.get(id)
    if entry is not None and entry.printed is not None:
        return visible(entry.printed.text)
    return visible(entry.errors[0].text) if entry is not None and entry.errors else _ABSENT


def _state(evaluation: Evaluation, line: Indicator, words: Words) -> str:
    match evaluation.values[line.id]:
        case Reported() if line.formula is None:
            return words("rate", "reported")
        case Reported():
            return _agreement(evaluation, line, words)
        case Missing(reason):
            return click.style(words.of(evaluation.edition.missing[reason].label), fg="yellow")
        case Undefined(cause, input):
            told = evaluation.edition.judging.say(words.language, "cause", cause)
            lacking = evaluation.edition.everything.get(input or "")
            place = f": {lacking.path}" if lacking is not None and cause == "missing_input" else ""
            return click.style(told + place, fg="yellow")


def _agreement(evaluation: Evaluation, line: Indicator, words: Words) -> str:
    entry = evaluation.report.entries.get(line.id)
    exact = evaluation.computation.exact(line.id)
    if entry is None or entry.printed is None or exact is None:
        return click.style(words("rate", "filled"), fg="cyan")
    match = compare(entry.printed, exact)
    return click.style(words("rate", match), fg=_COLOURS[match])
