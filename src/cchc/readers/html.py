"""Web pages: tables as rows, the text around them as lines.

Reporting systems export such pages under the name of a spreadsheet (.xls).
Source: HTML living standard, 4.9 (tables).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from attrs import define, field

from cchc.readers.grid import MOST_ROWS, Grid
from cchc.readers.text import decoded
from cchc.reading.refusal import refusal
from cchc.report import RawForm, Row
from cchc.value import Cell

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = frozenset(("style", "script", "head", "title", "template"))
_BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "center", "caption"))
_VOID = frozenset(("meta", "link", "br", "hr", "img", "input", "col"))
_MOST_SPANNED = 200
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{3,20})", re.IGNORECASE)


def shows(text: str) -> bool:
    """Whether a text begins as a web page does."""
    return _START.match(text[:4_000]) is not None


def read(data: bytes, source: str = "") -> RawForm:
    """The rows of a page in order, those of its tables and the lines between them."""
    page = _Page(source)
    page.feed(_decoded(data, source))
    page.close()
    page.end_line()
    if page.open:
        page.end_table()
    if not page.rows:
        raise refusal("no_table", source)
    return RawForm(tuple(page.rows), source)


def _decoded(data: bytes, source: str) -> str:
    """The text of a page: by the encoding that it names, if that is one that pages of offices use."""
    named = _CHARSET.search(data[:2_000])
    if named and named[1].lower() in (b"windows-1258", b"windows-1252", b"iso-8859-1"):
        return data.decode("cp1258" if named[1].lower() == b"windows-1258" else "cp1252", errors="replace")
    return decoded(data, source)


@define
class _Table:
    """A table that is being read: its cells so far, and those that reach down from rows above."""

    grid: Grid
    row: int = 0
    column: int = 0
    taken: set[tuple[int, int]] = field(factory=set)
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(factory=list)
    cell: tuple[int, int] | None = None
    text: list[str] = field(factory=list)


class _Page(HTMLParser):
    """The rows found so far; a table inside a cell of another comes after it."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.rows: list[Row] = []
        self.open: list[_Table] = []
        self.count = 0
        self._outside: list[str] = []
        self._unseen = 0

    @property
    def _text(self) -> list[str]:
        """Where text goes: into the innermost table's cell, or between tables."""
        return self.open[-1].text if self.open else self._outside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._text.append("\n")
        elif tag == "table":
            if not self.open:
                self.end_line()
            self.count += 1
            self.open.append(_Table(Grid(f"#{self.count}", self.source)))
        elif tag == "tr" and self.open:
            self._end_cell()
            self.open[-1].row += 1
            self.open[-1].column = 0
        elif tag in ("td", "th") and self.open:
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in _BLOCKS:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self.open:
            self.end_table()
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Ends of lines in the source are spaces on the page.
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def end_table(self) -> None:
        """The rows of the innermost table are complete."""
        self._end_cell()
        table = self.open.pop()
        for first, last in table.merges:
            table.grid.merge(first, last)
        self.rows += table.grid.form().rows

    def end_line(self) -> None:
        """Text outside of cells ends a line."""
        for line in "".join(self._text).split("\n"):
            if line.strip():
                self.rows.append(Row((Cell(line.strip()),)))
        self._text.clear()
        if len(self.rows) > MOST_ROWS:
            raise refusal("too_long", self.source, rows=str(MOST_ROWS), line=str(self.getpos()[0]))

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        table = self.open[-1]
        self.end_line()
        while (table.row, table.column) in table.taken:
            table.column += 1
        table.cell = (table.row, table.column)
        down, right = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        if down > 1:
            table.merges.append((table.cell, (table.row + down - 1, table.column + right - 1)))
            table.taken |= {(table.row + y, table.column + x) for y in range(1, down) for x in range(right)}
            if len(table.taken) > 100 * MOST_ROWS:
                raise refusal("too_long", self.source, rows=str(MOST_ROWS), line=str(self.getpos()[0]))
        table.column += right

    def _end_cell(self) -> None:
        if not self.open:
            return
        table = self.open[-1]
        if table.cell is None:
            self.end_line()
            return
        lines = (line.strip() for line in "".join(self._text).split("\n"))
        table.grid.put(*table.cell, "\n".join(line for line in lines if line))
        table.cell = None
        self._text.clear()


def _span(value: str | None) -> int:
    return max(1, min(int(value), _MOST_SPANNED)) if value and value.isdecimal() and len(value) < 6 else 1
