"""What a figure is computed from and what uses it, as a picture: SVG whose boxes are links."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise

from cchc.printable import in_html
from cchc.record import frozen

_WIDE, _GAP, _LINE, _PAD, _APART = 210, 56, 17, 9, 12
_CHARACTERS, _LINES = 29, 3


@frozen
class Node:
    """A box: two texts and where it leads ("" for the figure that the page is about)."""

    head: str
    text: str
    href: str = ""

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.text, _CHARACTERS, max_lines=_LINES, placeholder="…")

    @property
    def height(self) -> int:
        return _LINE * (len(self.lines) + 1) + 2 * _PAD


def graph(title: str, sources: Sequence[Node], subject: Node, users: Sequence[Node]) -> str:
    """Sources on the left, users on the right; empty if the figure stands alone."""
    columns = [column for column in (sources, [subject], users) if column]
    if len(columns) == 1:
        return ""
    tall = max(sum(node.height + _APART for node in column) - _APART for column in columns) + 4
    wide = len(columns) * _WIDE + (len(columns) - 1) * _GAP + 4
    placed = [_placed(column, 2 + place * (_WIDE + _GAP), tall) for place, column in enumerate(columns)]
    arrows = [_arrow(a, b) for left, right in pairwise(placed) for a in left for b in right]
    boxes = [_box(node, x, y) for column in placed for node, x, y in column]
    return (
        f'<div class="graph" role="group" aria-label="{in_html(title)}" tabindex="0">'
        f'<svg viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}" xmlns="http://www.w3.org/2000/svg">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>'
        f"{''.join(arrows)}{''.join(boxes)}</svg></div>"
    )


Placed = tuple[Node, int, int]


def _placed(column: Sequence[Node], x: int, tall: int) -> list[Placed]:
    y = (tall - sum(node.height + _APART for node in column) + _APART) // 2
    placed = []
    for node in column:
        placed.append((node, x, y))
        y += node.height + _APART
    return placed


def _arrow(start: Placed, end: Placed) -> str:
    x0, y0 = start[1] + _WIDE, start[2] + start[0].height // 2
    x1, y1 = end[1] - 1, end[2] + end[0].height // 2
    middle = (x0 + x1) // 2
    return f'<path class="arrow" d="M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}" marker-end="url(#tip)"/>'


def _box(node: Node, x: int, y: int) -> str:
    lines = "".join(f'<tspan x="{x + _PAD}" dy="{_LINE}">{in_html(line)}</tspan>' for line in node.lines)
    kind = "box" if node.href else "box here"
    inside = (
        f'<rect class="{kind}" x="{x}" y="{y}" width="{_WIDE}" height="{node.height}" rx="6"/>'
        f'<text x="{x + _PAD}" y="{y + _PAD + 12}"><tspan class="head">{in_html(node.head)}</tspan>{lines}</text>'
    )
    return f'<a href="{in_html(node.href)}">{inside}</a>' if node.href else inside
