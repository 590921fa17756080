"""Pages of a sheet that is wider than its paper, laid side by side again: a line of the form begins on one of them and
ends on another.

Office programs print such a sheet in strips, all pages of the left one first or all of the top one.
Those of one strip have their rows at the same heights, and their columns at other places.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from cchc.readers.missing_rules import is_alike
from cchc.readers.pdf_page import PdfPage
from cchc.readers.pdf_paths import Edge
from cchc.readers.ruling import RuledTable, strokes, tables
from cchc.readers.typeset import Letter

_MOST_STRIPS = 4
_FEWEST_ROWS = 3
_SAME = 1.5
"""Points by which a line across the one page may lie higher or lower on the other."""


def joined(pages: Sequence[PdfPage]) -> list[tuple[PdfPage, list[RuledTable]]]:
    """The pages as they are, or those side by side made one; each with its ruled tables from the top."""
    ruled = [_ruled(page) for page in pages]
    whole = _whole(pages, ruled) if len({(page.width, page.height) for page in pages}) == 1 else None
    return list(zip(pages, ruled, strict=True)) if whole is None else [(page, _ruled(page)) for page in whole]


def _ruled(page: PdfPage) -> list[RuledTable]:
    return tables(*strokes(page.edges))


def _whole(pages: Sequence[PdfPage], ruled: Sequence[Sequence[RuledTable]]) -> list[PdfPage] | None:
    """The pages that those of several strips make; None where they are no strips of one sheet."""
    for strips in range(2, min(_MOST_STRIPS, len(pages)) + 1):
        if len(pages) % strips:
            continue
        deep = len(pages) // strips
        orders = [[range(row, len(pages), deep) for row in range(deep)]]
        if deep > 1:
            orders.append([range(row * strips, (row + 1) * strips) for row in range(deep)])
        for order in orders:
            if all(_are_abreast([ruled[page] for page in row]) for row in order):
                return [_side_by_side([pages[page] for page in row], [ruled[page][0] for page in row]) for row in order]
    return None


def _are_abreast(ruled: Sequence[Sequence[RuledTable]]) -> bool:
    """Whether pages have one table each, of the same rows and of other columns."""
    if any(len(found) != 1 for found in ruled):
        return False
    (first,), *others = ruled
    heights = _heights(first)
    return len(heights) > _FEWEST_ROWS and all(
        not is_alike(other.walls, first.walls)
        and len(heights) == len(found := _heights(other))
        and all(abs(one - two) <= _SAME for one, two in zip(heights, found, strict=True))
        for (other,) in others
    )


def _heights(table: RuledTable) -> list[float]:
    """The lines across a table, from the top."""
    return [row[0].top for row in table.rows if row] + [table.bottom]


def _side_by_side(pages: Sequence[PdfPage], ruled: Sequence[RuledTable]) -> PdfPage:
    """One page of several: what each shows, set to begin where the table of the one before it ends."""
    whole = evolve(pages[0])
    wall = ruled[0].walls[-1]
    for page, table in zip(pages[1:], ruled[1:], strict=True):
        _lay(page, whole, wall - table.walls[0])
        wall += table.walls[-1] - table.walls[0]
    return whole


def _lay(page: PdfPage, whole: PdfPage, by: float) -> None:
    """Add what a page shows to a page, so far to the right."""
    order = 1 + max((letter.order for letter in whole.letters), default=0)
    piece = 1 + max((letter.piece for letter in whole.letters), default=0)
    letters = [
        evolve(_set(letter, by), order=letter.order + order, piece=letter.piece + piece) for letter in page.letters
    ]
    whole.letters = [*whole.letters, *letters]
    whole.edges = [*whole.edges, *(_moved(edge, by) for edge in page.edges)]
    whole.turned = [[*ours, *theirs] for ours, theirs in zip(whole.turned, page.turned, strict=True)]
    whole.cut = [*whole.cut, *((_set(letter, by), _moved(shown, by)) for letter, shown in page.cut)]
    whole.width += by
    whole.unmapped += page.unmapped
    whole.over = [*whole.over, *page.over]
    whole.has_pictures = whole.has_pictures or page.has_pictures


def _set(letter: Letter, by: float) -> Letter:
    return evolve(letter, left=letter.left + by, right=letter.right + by)


def _moved(edge: Edge, by: float) -> Edge:
    left, bottom, right, top = edge
    return left + by, bottom, right + by, top
