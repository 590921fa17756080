"""Web pages: tables as rows, the text around them as lines; forms as they were filled in when the page was saved.

Reporting systems export such pages under the name of a spreadsheet (.xls), spreadsheet programs
save them, and people save the page on which they filled a form in. What the page does not show
is kept apart.
Source: HTML living standard, 4.9 (tables), 4.10 (forms).
"""

from __future__ import annotations

import re

from cchc.exact import whole_of
from cchc.readers.displayed import number
from cchc.readers.document import FEWEST_COLUMNS, WordDocument
from cchc.readers.grid import FILLED, Grid, Likeness, column_name
from cchc.readers.html_elements import Elements, PageLook
from cchc.readers.html_tokens import Attributes, Tag, tokens
from cchc.readers.sight import Sight, Sighted
from cchc.readers.text import decoded
from cchc.reading.budget import charge, once
from cchc.record import define, field
from cchc.report import Note, RawForm
from cchc.value import Cell

_START = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)*+"
    r"<(?:!doctype\s{1,20}html|html|head|body|meta|table)\b",
    re.IGNORECASE,
)
_SILENT = frozenset(("script", "title", "template", "noscript", "button", "datalist", "svg", "object", "iframe"))
"""Elements whose text is no part of what a page says."""
_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "center", "caption", "dt", "dd", "form")
)
_VOID = frozenset(("meta", "link", "br", "hr", "img", "input", "col", "base", "wbr", "area", "embed", "source"))
_CLOSED_BY = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "li": ("li",), "option": ("option",)}
"""What the start of an element ends, if its own end was not written."""
_UNTYPED = ("hidden", "submit", "button", "reset", "image", "file", "password", "color", "range")
TICKED, EMPTY = "☒", "☐"
_MOST_SPANNED = 200
_SPACE = re.compile(r"[ \t\r\n]+")
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{3,20})", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def shows(text: str) -> bool:
    """Whether a text begins as a web page does."""
    return _START.match(text[:4_000]) is not None


def read(data: bytes, source: str = "", *, likeness: Likeness = FILLED) -> RawForm:
    """The rows of a page in order, those of its tables and the lines between them."""
    return page(_decoded(data, source), source, likeness)


def page(text: str, source: str, likeness: Likeness) -> RawForm:
    """The same of a text; raises ReadError for a page that shows nothing."""
    return once(("html", text), lambda: _shown(text, source)).form(likeness)


def _shown(text: str, source: str) -> WordDocument:
    """All that a page shows, before it is known which form that is."""
    reading = _Page(source)
    for token in tokens(text):
        reading.take(token)
    return reading.whole()


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
    columns: int = 0
    taken: set[tuple[int, int]] = field(factory=set)
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(factory=list)
    cell: tuple[int, int] | None = None
    is_dropped: bool = False
    """The cell is not shown at all, so that what follows takes its place."""
    text: Sighted = field(factory=Sighted)
    set_columns: int = 0
    stored: str | None = None
    """The number that the cell stores, where a spreadsheet program says so."""


@define
class _Choice:
    """A drop-down list: the text of its first item, of the one that is chosen, and of the one at hand."""

    first: str | None = None
    chosen: str | None = None
    item: list[str] = field(factory=list)
    is_chosen: bool = False
    is_prompt: bool = False


class _Page:
    """The blocks found so far; a table inside a cell is part of it if it is small, and else comes by itself."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.document = WordDocument(source)
        self.open: list[_Table] = []
        self.elements = Elements()
        self._outside = Sighted()
        self._choice: _Choice | None = None
        self._sheet: list[str] | None = None
        self._silent = 0

    def whole(self) -> WordDocument:
        """All that was found, whatever was left open."""
        while self.open:
            self._end_table()
        self._end_line()
        return self.document

    @property
    def _text(self) -> Sighted:
        """Where text goes: into the innermost table's cell, or between tables."""
        return self.open[-1].text if self.open else self._outside

    @property
    def _sight(self) -> Sight:
        return self.elements.look.of_text

    # --- what the parser finds --------------------------------------------------------------------

    def take(self, token: Tag | str) -> None:
        """The next tag or text."""
        if isinstance(token, str):
            self._data(token)
        elif token.closes:
            self._end(token.name)
        else:
            self._start(token.name, token.attributes)

    def _start(self, tag: str, known: Attributes) -> None:
        if tag == "style":
            self._sheet = []
            return
        if tag in _SILENT:
            self._silent += 1
            return
        self.elements.close(_CLOSED_BY.get(tag, ()))
        look = self.elements.begin(tag, known, is_void=tag in _VOID)
        begin = _BEGIN.get(tag)
        if begin is not None:
            begin(self, known, look)
        elif tag in _BLOCKS:
            self._text.add("\n")

    def _end(self, tag: str) -> None:
        if tag == "style":
            self.elements.styles.add("".join(self._sheet or ()))
            self._sheet = None
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag not in _VOID:
            self.elements.close((tag,))
            if tag == "table" and self.open:
                self._end_table()
            elif tag in ("td", "th", "tr"):
                self._end_cell()
            elif tag in ("select", "option"):
                self._end_choice(is_whole=tag == "select")
            elif tag in _BLOCKS:
                self._text.add("\n")

    def _data(self, data: str) -> None:
        if self._sheet is not None:
            self._sheet.append(data)
        elif not self._silent and self._choice is not None:
            self._choice.item.append(data)
        elif not self._silent:
            is_written = bool(self.elements.open) and self.elements.open[-1].tag in ("textarea", "pre")
            # Ends of lines in the source are spaces on the page.
            self._text.add(data if is_written else _SPACE.sub(" ", data), self._sight)

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, known: Attributes, look: PageLook) -> None:
        if not self.open:
            self._end_line()
        charge("cells")
        self.open.append(_Table(self.document.table()))

    def _column(self, known: Attributes, look: PageLook) -> None:
        if not self.open:
            return
        table, many = self.open[-1], _span(known.get("span"))
        if look.sight is Sight.UNSEEN or known.get("width") == "0":
            table.grid.hidden_columns.append(range(table.set_columns, table.set_columns + many))
        table.set_columns += many

    def _row(self, known: Attributes, look: PageLook) -> None:
        if self.open:
            self._end_cell()
            self.open[-1].row += 1
            self.open[-1].column = 0
            if look.sight is Sight.UNSEEN:
                self.open[-1].grid.hidden_rows.add(self.open[-1].row)

    def _cell(self, known: Attributes, look: PageLook) -> None:
        if not self.open:
            return
        self._end_cell()
        table = self.open[-1]
        self._end_line()
        while (table.row, table.column) in table.taken:
            table.column += 1
        table.cell = (table.row, table.column)
        table.is_dropped = look.is_gone and table.row not in table.grid.hidden_rows
        if table.is_dropped:
            return
        down, right = (_span(known.get(name)) for name in ("rowspan", "colspan"))
        if down > 1 or right > 1:
            charge("cells", down * right)
            table.merges.append((table.cell, (table.row + down - 1, table.column + right - 1)))
            table.taken |= {(table.row + y, table.column + x) for y in range(1, down) for x in range(right)}
        table.stored = known.get("x:num") or known.get("sdval")
        table.column += right
        table.columns = max(table.columns, table.column)

    def _end_cell(self) -> None:
        if not self.open:
            return
        table = self.open[-1]
        if table.cell is None:
            self._end_line()
            return
        if table.is_dropped:
            if hidden := _lines("".join(piece for piece, _ in table.text.pieces)):
                row, column = table.cell
                place = f"{column_name(column)}{row}"
                table.grid.covered.setdefault(row, []).append(Cell(hidden, "", None, table.grid.name, place))
                table.grid.row(row)
        elif table.row in table.grid.hidden_rows:
            table.grid.put(*table.cell, _lines("".join(piece for piece, _ in table.text.pieces)))
        elif table.text.pieces:
            text = _lines(table.text.text)
            text, more = beside_stored(text, table.stored) if text and table.stored else (text, None)
            put = table.grid.put(*table.cell, text, None, table.text.unseen)
            if put is not None and more is not None:
                self.document.notes.append(Note("CCHC-F018", put, {"expected": more}))
        table.cell, table.stored = None, None
        table.text = Sighted()

    def _end_table(self) -> None:
        """The innermost table is complete: a small one inside a cell is part of the cell."""
        self._end_cell()
        table = self.open.pop()
        for first, last in table.merges:
            table.grid.merge(first, last)
        if self.open and self.open[-1].cell is not None and table.columns < FEWEST_COLUMNS:
            for row in table.grid.form().rows:
                texts = [cell.text for cell in row.cells if cell.text.strip()]
                self._text.add("\n" + " ".join(texts), self._sight)
                self._text.add(" ".join(cell.text for cell in row.unseen), Sight.UNSEEN)
            self._text.add("\n")
        else:
            self.document.end(table.grid, columns=table.columns)

    def _end_line(self) -> None:
        """Text outside of cells ends a line."""
        if not self._text.pieces:
            return
        written = Sighted(list(self._text.pieces))
        self._text.pieces.clear()
        line = Sighted([(_lines(written.text), Sight.PLAIN)])
        line.add(written.unseen or "", Sight.UNSEEN)
        if line.text or line.unseen:
            self.document.paragraph(line)

    # --- what was filled in -----------------------------------------------------------------------

    def _break(self, known: Attributes, look: PageLook) -> None:
        self._text.add("\n", look.of_text)

    def _input(self, known: Attributes, look: PageLook) -> None:
        kind = (known.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self._text.add(TICKED if "checked" in known else EMPTY, look.of_text)
            self._text.add(" ", look.of_text)
        elif kind not in _UNTYPED:
            value = known.get("value") or ""
            date = _ISO_DATE.fullmatch(value) if kind == "date" else None
            self._text.add(f"{date[3]}/{date[2]}/{date[1]}" if date else value, look.of_text)

    def _select(self, known: Attributes, look: PageLook) -> None:
        self._end_choice(is_whole=True)
        self._choice = _Choice()

    def _option(self, known: Attributes, look: PageLook) -> None:
        self._end_choice(is_whole=False)
        if self._choice is not None:
            self._choice.item = []
            self._choice.is_chosen = "selected" in known
            self._choice.is_prompt = known.get("value") == ""

    def _end_choice(self, *, is_whole: bool) -> None:
        """An item of a drop-down list is complete, or the list: it shows the item chosen, at first its first."""
        choice = self._choice
        if choice is None:
            return
        text = " ".join("".join(choice.item).split())
        if text or choice.is_prompt:
            item = "" if choice.is_prompt else text
            choice.first = item if choice.first is None else choice.first
            choice.chosen = item if choice.is_chosen else choice.chosen
            choice.item, choice.is_prompt = [], False
        if is_whole:
            self._choice = None
            self._text.add((choice.first if choice.chosen is None else choice.chosen) or "", self._sight)


_BEGIN = {
    "br": _Page._break,
    "table": _Page._table,
    "col": _Page._column,
    "tr": _Page._row,
    "td": _Page._cell,
    "th": _Page._cell,
    "input": _Page._input,
    "select": _Page._select,
    "option": _Page._option,
}


def beside_stored(text: str, stored: str) -> tuple[str, str | None]:
    """The text of a cell that stores a number, and that number where the text is not just it."""
    kind = "percentage" if text.rstrip().endswith("%") else "float"
    text, _, more = number(text, stored, kind, None)
    return text, more


def _lines(text: str) -> str:
    """A text without spaces around its lines, single ones inside of them, and without empty lines."""
    if "\n" not in text:
        return _SPACE.sub(" ", text).strip()
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _span(value: str | None) -> int:
    return max(1, min(whole_of(value or "", 99_999) or 1, _MOST_SPANNED))
