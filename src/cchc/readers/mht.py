"""Pages in one file (.mht, .mhtml), as Word, Excel and browsers save them: the page among its parts that is the form.

Source: RFC 2557 (MIME encapsulation of aggregate documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cchc.errors import ReadError
from cchc.readers import html
from cchc.readers.confined import confined
from cchc.readers.grid import FILLED, Likeness, chosen
from cchc.readers.text import LARGEST_FILE, decoded
from cchc.reading.budget import BEYOND
from cchc.reading.refusal import refusal
from cchc.report import RawForm

_HEADER = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}\r?\n")
_ATTACHED = re.compile(rb"^content-disposition:[ \t]{0,9}attachment", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 200


def shows(data: bytes) -> bool:
    """Whether a file begins with the header of a message that has a page in it."""
    head = data[:4_000].lower()
    return b"mime-version:" in head and b"content-type:" in head and _HEADER.match(data[:16_000]) is not None


def read(data: bytes, source: str = "", *, likeness: Likeness = FILLED) -> RawForm:
    """The rows of the page most like the form; a workbook has a page a sheet."""
    forms = [form for page in confined("mht", data, source) if (form := _form(page, source, likeness))]
    if not forms:
        raise refusal("attachment" if _ATTACHED.search(data) else "no_table", source)
    return chosen(forms, [f"{number}" for number in range(1, len(forms) + 1)], likeness)


def extracted(data: bytes, source: str) -> list[str]:
    """The pages of a message."""
    return list(islice(_pages(data, source), _MOST_PARTS))


def _pages(data: bytes, source: str) -> Iterator[str]:
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and len(page) <= LARGEST_FILE:
                yield _text(page, part.get_content_charset() or "", source)


def _text(page: bytes, charset: str, source: str) -> str:
    try:
        return page.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decoded(page, source)


def _form(page: str, source: str, likeness: Likeness) -> RawForm | None:
    try:
        return html.page(page, source, likeness)
    except ReadError as error:
        if error.why in BEYOND:
            raise
        return None
