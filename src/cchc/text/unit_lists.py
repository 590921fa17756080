"""Units of several kinds of figures in one text: "đồng, m2", "đồng và người", "Tiền: đồng; đất: m2", "tiền (đồng)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# A comma between digits is a number's: "1,000 USD, persons".
_BETWEEN = re.compile(r" ?(?:,(?![0-9])|[;&+]) ?| (?:và|and|e|hoặc|or|ou|[-–—]) ", re.IGNORECASE)
_BRACKETS = re.compile(r"[()]")


def units_listed(
    text: str, is_unit: Callable[[str], bool], is_apart: Callable[[str], bool], is_scale: Callable[[str], bool]
) -> tuple[str, ...]:
    """The units of a text that is no unit itself: of several, or of one behind what is measured in it; else nothing.

    What a stroke joins are two units only if each is one by itself on the form (`is_apart`), for else it is one so much
    of another: "triệu đồng/ha". So many of a unit (`is_scale`) are not told apart from it: "USD (thousands)".
    """
    if is_unit(text):
        return ()
    found = tuple(unit for piece in _BETWEEN.split(text) for unit in _of_piece(piece, is_unit, is_apart, is_scale))
    return () if found == (text,) else found


def _of_piece(
    piece: str, is_unit: Callable[[str], bool], is_apart: Callable[[str], bool], is_scale: Callable[[str], bool]
) -> Iterator[str]:
    """The units in what stands between two commas; what names none is what nobody knows."""
    said = piece.rpartition(":")[2].strip()
    said = said.strip(" ()") if is_unit(said.strip(" ()")) else said
    by_stroke = [part.strip() for part in said.split("/")]
    by_bracket = [part.strip(" ,;") for part in _BRACKETS.split(said)]
    if is_unit(said) or not said:
        yield from filter(None, [said])
    elif all(map(is_apart, by_stroke)):
        yield from by_stroke
    elif any(map(is_scale, by_bracket)):
        yield said
    else:
        yield from [part for part in by_bracket if is_unit(part)] or [said]
