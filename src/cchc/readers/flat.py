"""Office files that are one XML text and no archive: flat OpenDocument (.fods, .fodt), XML Spreadsheet 2003.

Source: OpenDocument 1.3 part 3, 3.1.2; XML Spreadsheet reference (Office 2003).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from cchc.readers import opendocument, spreadsheetml
from cchc.readers.grid import FILLED, Likeness
from cchc.readers.package import local, refuse_doctype
from cchc.readers.text import decoded
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal
from cchc.report import RawForm

_ROOT = re.compile(r"<(?:[\w.-]+:)?(document|Workbook|wordDocument|package)\b[^<>]*")
_SPACES = {
    "document": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "Workbook": "urn:schemas-microsoft-com:office:spreadsheet",
    "wordDocument": "http://schemas.microsoft.com/office/word/2003/wordml",
    "package": "http://schemas.microsoft.com/office/2006/xmlPackage",
}
_MOST_BEFORE = 4_000
"""Characters in which the root must begin, after declarations and comments."""


def shows(text: str) -> bool:
    """Whether a text is such a file, by its root."""
    found = _ROOT.search(text[:_MOST_BEFORE])
    return found is not None and _SPACES[found[1]] in text[found.start() : found.start() + 2 * _MOST_BEFORE]


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = FILLED) -> RawForm:
    """The rows of the sheet most like the form (or of the named one), or of a whole text document."""
    text = decoded(data, source)
    refuse_doctype(text, source)
    root = _parsed(text, source)
    form = None
    match local(root.tag):
        case "Workbook":
            form = spreadsheetml.of_root(root, source, sheet, likeness)
        case "document":
            form = opendocument.of_roots((root,), source, sheet, likeness)
    if form is None:
        wanted = ".xlsx" if local(root.tag) in ("Workbook", "document") else ".docx"
        raise refusal("old_office", source, kind="XML", wanted=wanted)
    return form


def _parsed(text: str, source: str) -> Element:
    charge("elements", text.count("<") + text.count("="))
    try:
        # No entity can be declared: the text is known to have no document type. It is decoded already.
        return fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1))  # noqa: S314
    except ParseError as error:
        raise refusal("damaged", source, reason=str(error)) from None
