"""Our comments put to those of a user's sheet, which stay; what an earlier marking has left goes.

A comment is a text in one part and a drawing in another (VML, which need not be well-formed XML), found by its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cchc.readers.grid import place
from cchc.record import frozen
from cchc.returned.cut import cuts, first_cut, recut
from cchc.returned.parts import NotKeptError
from cchc.writers.upon import Spot

AUTHOR = "cchc"
_TOLD = "[CCHC-"
"""What our comments begin with, should a program have dropped who wrote them."""
_MOST = 10_000
"""Comments that others are put to. A form has some hundreds of cells."""
_TEXT = re.compile(r"<t\b[^<>]*>([^<]*)</t>")
_SHAPE = r"\w{1,9}:shape"
_SPOT = re.compile(r"<(\w+):Row>\s*(\d+)\s*</\1:Row>\s*<\1:Column>\s*(\d+)\s*</\1:Column>")
_SHAPE_ID = re.compile(r"_x0000_s(\d+)")


@frozen
class Comments:
    """The comments of a sheet, as texts and as drawings; "" where there are none."""

    texts: str = ""
    drawing: str = ""


def merged_comments(theirs: Comments, ours: Comments, is_our_column: Callable[[int], bool]) -> Comments:
    """Their comments with ours behind them, save in cells that have one of theirs; raises NotKeptError."""
    if theirs.texts.count("<comment ") > _MOST:
        raise NotKeptError("unusual")
    own, kept, gone = _apart(theirs.texts, is_our_column)
    new = [each for each in _comments(ours.texts) if _spot(each) not in kept]
    shown = {_spot(each) for each in new}
    shapes = [each.whole for each in cuts(ours.drawing, _SHAPE) if _drawn(each.whole) in shown]
    return Comments(
        _texts(theirs.texts, own, new) or ours.texts, _drawing(theirs.drawing, gone, shapes) or ours.drawing
    )


def _apart(texts: str, is_our_column: Callable[[int], bool]) -> tuple[list[str], set[Spot], set[Spot]]:
    """Comments that stay, their cells, and the cells of those that go."""
    authors = _authors(texts)
    kept: dict[str, Spot] = {}
    gone: set[Spot] = set()
    for each in _comments(texts):
        spot = _spot(each)
        if is_our_column(spot[1]) or _is_ours(each, authors):
            gone.add(spot)
        else:
            kept[each] = spot
    return list(kept), set(kept.values()), gone


def is_ours(author: str, text: str) -> bool:
    """Whether cchc wrote a comment."""
    return author == AUTHOR or text.startswith(_TOLD)


def _comments(texts: str) -> list[str]:
    return [each.whole for each in cuts(texts, "comment")]


def _is_ours(comment: str, authors: list[str]) -> bool:
    by = re.search(r'\bauthorId="(\d{1,6})"', comment)
    author = authors[int(by[1])] if by and int(by[1]) < len(authors) else ""
    return is_ours(author, "".join(_TEXT.findall(comment)))


def _authors(texts: str) -> list[str]:
    found = first_cut(texts, "authors")
    return [each.inside for each in cuts(found.inside, "author")] if found else []


def _texts(theirs: str, kept: list[str], new: list[str]) -> str:
    if not theirs:
        return ""
    authors, opening = first_cut(theirs, "authors"), theirs.find("<commentList")
    if authors is None or opening < 0:
        raise NotKeptError("unusual")
    number = len(_authors(theirs))
    more = [re.sub(r'authorId="\d+"', f'authorId="{number}"', each) for each in new]
    head = f"{theirs[: authors.start]}<authors>{authors.inside}<author>{AUTHOR}</author></authors>"
    return f"{head}<commentList>{''.join(kept)}{''.join(more)}</commentList></comments>"


def _drawing(theirs: str, gone: set[Spot], shapes: list[str]) -> str:
    """Their drawing less what is gone, with our shapes behind, under numbers that are free."""
    if not theirs:
        return ""
    text = recut(theirs, _SHAPE, lambda each: "" if _drawn(each.whole) in gone else each.whole)
    end = text.rfind("</xml>")
    if end < 0:
        raise NotKeptError("unusual")
    first = 1 + max(map(int, _SHAPE_ID.findall(text)), default=1024)
    new = [_SHAPE_ID.sub(f"_x0000_s{number}", each, count=1) for number, each in enumerate(shapes, first)]
    own = "".join([*([] if "_x0000_t202" in text else [_KIND]), *new])
    # What the prefixes of ours stand for need not be told by the drawing that they come into.
    own = _OPENING.sub(lambda each: each[0] + _PREFIXES, own)
    return f"{text[:end]}{own}{text[end:]}"


_OPENING = re.compile(r"<v:shape(?:type)?\b")
_PREFIXES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _spot(comment: str) -> Spot:
    found = re.search(r'\bref="([A-Z]{1,3}[0-9]{1,7})"', comment)
    known = place(found[1]) if found else None
    if known is None:
        raise NotKeptError("unusual")
    return known[0] - 1, known[1]


def _drawn(shape: str) -> Spot | None:
    found = _SPOT.search(shape)
    return (int(found[2]), int(found[3])) if found else None
