"""Comments and footnotes that hang on a figure: they are no part of the form, and may say that it is another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.edition import Edition
from cchc.finding import Finding, built_in
from cchc.reading.belonging import Belonging, place
from cchc.reading.marked import is_remark
from cchc.report import RawForm
from cchc.text.spelling import seen
from cchc.words import data

ASIDE = "CCHC-F038"
_LONGEST_FIGURE = 30
_LONGEST_QUOTED = 120
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def asides(edition: Edition, raw: RawForm, belonging: Belonging) -> Iterator[Finding]:
    """F038: what hangs on a figure and names another number, or says that something is to be changed."""
    for note in raw.notes:
        if note.code != ASIDE or note.cell is None:
            continue
        text, figure = seen(note.figures.get("observed", "")), seen(note.cell.text)
        if is_remark(text):
            continue
        id = belonging.owners.get(place(note.cell))
        if id is not None and len(figure) <= _LONGEST_FIGURE and _FIGURE.search(figure) and _matters(text, figure):
            quoted = text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED].rstrip()}…"
            yield built_in(edition, ASIDE, belonging.ids([id]), cell=note.cell, observed=quoted)


def _matters(text: str, figure: str) -> bool:
    others = set(_FIGURE.findall(text)) - set(_FIGURE.findall(figure))
    words = text.lower()
    return bool(others) or any(re.search(rf"(?<!\w){word}(?!\w)", words) for word in data("cells")["changes"]["words"])
