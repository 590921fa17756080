"""What a workbook holds beside the report that is read of it, of which no copy of the report has anything."""

from __future__ import annotations

from pathlib import Path

from cchc.readers.formats import LARGEST_FILE
from cchc.readers.package import Package
from cchc.readers.text import load
from cchc.readers.xlsx import Workbook
from cchc.reading.budget import budget_of
from cchc.record import frozen
from cchc.report import Report
from cchc.words import data

_AUTHOR = "cchc"
_ARCHIVE = b"PK"
_OWN_SHEETS = ("findings_sheet", "recomputed_sheet", "lists_sheet")
_ENDINGS = frozenset({".xlsx", ".xlsm"})


@frozen
class LeftBehind:
    """How many sheets there are beside those that were read, hidden ones too, and how many comments."""

    sheets: int = 0
    comments: int = 0


def left_behind(path: str, report: Report) -> LeftBehind:
    """Of the file that a report was read from; what cchc itself wrote beside it is made anew, and does not count."""
    if Path(path).suffix.lower() not in _ENDINGS:
        return LeftBehind()
    with budget_of(path):
        content, name = load(path, limit=LARGEST_FILE)
        if not content.startswith(_ARCHIVE):
            return LeftBehind()  # whatever was read under a workbook's name
        book = Workbook.open(content, name)
        parts = [
            part
            for sheet in book.sheets
            for kind, part in book.package.relations(sheet.part).values()
            if kind == "comments" and part in book.package
        ]
        known = _sheets_of(report) | {text for name in _OWN_SHEETS for text in data("writing")[name].values()}
        sheets = sum(sheet.name not in known for sheet in book.sheets)
        return LeftBehind(sheets, sum(_comments(book.package, part) for part in parts))


def _sheets_of(report: Report) -> set[str | None]:
    """The sheets that a report was read from."""
    cells = [cell for row in report.rows for cell in row.cells]
    return {cell.sheet for cell in cells}


def _comments(package: Package, part: str) -> int:
    root = package.xml(part)
    authors = [each.text or "" for each in root.iterfind("{*}authors/{*}author")]
    own = {str(place) for place, each in enumerate(authors) if each == _AUTHOR}
    return sum(each.get("authorId") not in own for each in root.iterfind("{*}commentList/{*}comment"))
