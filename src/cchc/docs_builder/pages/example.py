"""The form as a clerk sees it where a code is found, and where it is not; how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.edition import Severity
from cchc.illustration import Illustration, Shown
from cchc.words import Text

_CELLS = " │ "
_BOXES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def examples(book: Book, shown: Illustration | None, advice: Text) -> Iterator[str]:
    """The sections of a code's page; of a code without an example how to mend it alone."""
    w = book.words
    bad, good = (None, None) if shown is None else (shown.bad, shown.good)
    if bad is not None:
        yield f"## {w('breaks_it')}"
        yield _form(book, bad)
        kind = _BOXES.get(bad.severity, "note")
        yield from (md.note(md.plain(book.of(message)), kind) for message in bad.said)
    if good is not None:
        yield f"## {w('holds')}"
        yield _form(book, good)
        yield w("good_passes")
    yield f"## {w('how_to_mend')}"
    yield md.plain(book.of(advice if bad is None or bad.mends is None else bad.mends))


def _form(book: Book, shown: Shown) -> str:
    rows = ([book.of(cell) for cell in row] for row in shown.rows)
    if shown.heads:
        return md.table(
            [md.plain(book.of(head)) for head in shown.heads], ([md.plain(cell) for cell in row] for row in rows)
        )
    return md.block("\n".join(filter(None, (_CELLS.join(row).rstrip(_CELLS) for row in rows))), "text")
