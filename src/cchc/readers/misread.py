"""Letters that a program lost or took for others on the way: told, and put right where that is certain.

A text in UTF-8 that was opened as Windows-1252 or -1258 and saved again shows "BÃ¡o cÃ¡o": every byte
is still there, so it is read back. A text saved as ANSI has "?" for each letter beyond the code
page, which is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from cchc.report import Note, RawForm
from cchc.value import Cell

_LOST = re.compile(r"[?\ufffd](?=[^\W\d_])|(?<=[^\W\d_])\ufffd")
_FEWEST = 10
_MOST_LETTERS_TO_ONE = 50
"""Of fewer lost letters than one in so many a text is whole, and asks questions."""
_MISREAD = re.compile("\xe1\xba|\xe1\xbb|\xc3[\x80-\xbf\u2018-\u201e\u02c6\u02dc\u0152\u0153\u0160\u0161\u20ac\u2122]")
_CODE_PAGES = ("cp1252", "cp1258")


def has_lost_letters(text: str) -> bool:
    """Whether letters of a text were replaced by question marks."""
    lost = len(_LOST.findall(text))
    return lost >= _FEWEST and lost * _MOST_LETTERS_TO_ONE > sum(map(str.isalpha, text))


def may_be_misread(text: str) -> bool:
    """Whether a text has what UTF-8 looks like in another code page."""
    return _MISREAD.search(text) is not None


def put_right(form: RawForm) -> RawForm:
    """The form with the letters that were meant, if all of it was misread; noted once (F022), with an example."""
    cells = [cell for row in form.rows for cell in row.cells if not cell.text.isascii()]
    for page in _CODE_PAGES:
        meant = {cell.text: text for cell in cells if (text := _meant(cell.text, page)) is not None}
        if len(meant) >= _FEWEST and all(cell.text in meant for cell in cells if may_be_misread(cell.text)):
            return evolve(
                form,
                rows=tuple(evolve(row, cells=tuple(_cells(row.cells, meant))) for row in form.rows),
                notes=(*form.notes, _note(next(cell for cell in cells if cell.text in meant), meant)),
            )
    return form


def _cells(cells: tuple[Cell, ...], meant: dict[str, str]) -> Iterator[Cell]:
    for cell in cells:
        yield evolve(cell, text=meant[cell.text]) if cell.text in meant else cell


def _note(cell: Cell, meant: dict[str, str]) -> Note:
    return Note("CCHC-F022", cell, {"observed": cell.text, "expected": meant[cell.text]})


def _meant(text: str, page: str) -> str | None:
    """The text whose bytes were read by a code page; None if it is none."""
    try:
        return b"".join(_byte(letter, page) for letter in text).decode("utf-8")
    except UnicodeError:
        return None


def _byte(letter: str, page: str) -> bytes:
    # What a code page leaves undefined is handed through.
    return letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode(page)
