"""An example of a code: rows of the form as they are filled in, and what is said of them."""

from __future__ import annotations

from cchc.cli.render.quote import seen
from cchc.cli.words import Words
from cchc.illustration import Shown

_GAP = " │ "


def example(shown: Shown, words: Words) -> str:
    """Its rows, a line each, then each message behind an arrow."""
    rows = [shown.heads, *shown.rows] if shown.heads else shown.rows
    lines = (_GAP.join(seen(words.of(cell)) for cell in row).rstrip(_GAP) for row in rows)
    told = (words("example_says", message=seen(words.of(message))) for message in shown.said)
    return "\n".join([*filter(None, lines), *told])
