"""Figures parted into a column of counts and one of rates: a line of rates has its own in the second."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import evolve

from cchc.edition import Indicator
from cchc.reading.spans import QUANTITY
from cchc.text.spelling import folded, seen
from cchc.value import Cell
from cchc.words import data


def is_of_shares(heading: str) -> bool:
    """Whether a heading is that of a column of rates ("Tỷ lệ (%)")."""
    return len(heading) <= _LONGEST and _plain(heading) in _headings()


def own_share(indicator: Indicator, cells: Mapping[str, Cell], columns: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """The cells of a line of rates whose figure stands in the column of rates, as though in the form's own."""
    own = cells.get(QUANTITY)
    if not indicator.kind.is_rate or (own is not None and own.text.strip()):
        return cells
    name = next((name for name in columns if name in cells and cells[name].text.strip()), None)
    if name is None:
        return cells
    kept = {column: cell for column, cell in cells.items() if column != name}
    return {**kept, QUANTITY: evolve(cells[name], column=QUANTITY)}


_LONGEST = 40


def _plain(heading: str) -> str:
    return " ".join(folded(seen(heading).lower()).replace("(", " ").replace(")", " ").split())


@cache
def _headings() -> frozenset[str]:
    return frozenset(map(_plain, data("cells")["columns"]["shares"]))
