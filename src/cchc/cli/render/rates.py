"""Every percentage of the form on a terminal."""

from __future__ import annotations

import click

from cchc.cli.render.table import clip, columns, page_width, visible, width
from cchc.cli.words import Words
from cchc.evaluation import Evaluation
from cchc.filed.rates import RateTone, rate_heads, rate_rows

_COLOURS = {
    RateTone.RIGHT: "green",
    RateTone.DOUBTFUL: "yellow",
    RateTone.WRONG: "red",
    RateTone.FILLED: "cyan",
}


def rates(evaluation: Evaluation, words: Words) -> str:
    """A table of the form's percentages, in the form's order."""
    rows = [list(rate_heads(words))]
    for row in rate_rows(evaluation, words):
        *texts, verdict = map(visible, row.texts)
        rows.append([*texts, click.style(verdict, fg=_COLOURS[row.tone]) if row.tone in _COLOURS else verdict])
    others = [max(width(click.unstyle(row[place])) for row in rows) for place in (0, 2, 3, 4)]
    room = max(20, page_width() - sum(others) - 8)
    fitted = [[row[0], clip(row[1], room), *row[2:]] for row in rows]
    first, *rest = columns(fitted, right=frozenset({2, 3}))
    return "\n".join([click.style(first, bold=True), *rest])
