"""OpenDocument spreadsheets and texts (.ods, .odt, .fods, .fodt): what each cell shows is in the file, errors included.

Source: OpenDocument 1.3 part 3, 9 (tables), 3.1.2 (flat files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cchc.readers.displayed import number
from cchc.readers.document import FEWEST_COLUMNS, WordDocument
from cchc.readers.formula_text import plain
from cchc.readers.grid import FILLED, Grid, Likeness, chosen, column_name, named
from cchc.readers.number_format import shown
from cchc.readers.odf_styles import OdfStyles, attribute
from cchc.readers.odf_text import BOXES, MOST_REPEATED, OdfWords, deletions, number_of, times
from cchc.readers.package import Package, children, local
from cchc.readers.sight import Sight, Sighted
from cchc.reading.budget import charge
from cchc.reading.marked import OURS
from cchc.reading.refusal import refusal
from cchc.record import define
from cchc.report import Note, RawForm
from cchc.value import Cell

_MATTERS = re.compile(
    r'text-line-through-(?:style|type)="(?!none)|text-position="(?!0%)|:display="(?:none|false)'
    r'|:color="#(?:[fF][0-9a-fA-F]){3}"|font-size="[0-2](?:\.\d+)?pt"'
)
"""Styles that most files have are not worth parsing, unless one of them hides, strikes or raises text."""
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/-]\d{1,2}")
_NUMBERS = frozenset(("float", "percentage", "currency"))
_HIDDEN = ("collapse", "filter")
_ROWS = ("table-rows", "table-header-rows", "table-row-group")
_COLUMNS = ("table-columns", "table-header-columns", "table-column-group")
_SPANNED = frozenset(("number-rows-spanned", "number-columns-spanned"))
_BESIDE = ("annotation", "shapes")
"""What hangs on a cell and is no text of it."""
_BULLETS = (("- ", Sight.PLAIN), ("• ", Sight.PLAIN))


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = FILLED) -> RawForm:
    """The rows of the sheet most like the form (or of the named one), or of a whole text document."""
    package = Package(data, source)
    if "META-INF/manifest.xml" in package and "encryption-data" in package.text("META-INF/manifest.xml"):
        raise refusal("encrypted", source)
    text = package.text("content.xml")
    styles = package.text("styles.xml") if "styles.xml" in package else ""
    roots = [package.parsed(text, "content.xml")]
    if _MATTERS.search(styles) or ("<text:list " in text and styles):
        roots.insert(0, package.parsed(styles, "styles.xml"))
    form = of_roots(tuple(roots), source, sheet, likeness)
    if form is None:
        raise package.damaged("content.xml")
    return form


def of_roots(roots: tuple[Element, ...], source: str, sheet: str | None, likeness: Likeness) -> RawForm | None:
    """The rows of a file out of its XML, styles first; None if it is neither a sheet nor a text."""
    body = roots[-1].find("{*}body")
    words = OdfWords(OdfStyles.of(*roots), deletions(body) if body is not None else {})
    book = body.find("{*}spreadsheet") if body is not None else None
    if book is not None:
        return _sheet(book, words, source, sheet, likeness)
    document = _document(body, words, source)
    return None if document is None else document.form(likeness)


def document_of(roots: tuple[Element, ...], source: str) -> WordDocument | None:
    """All that a text document shows, from its XML, styles first; None if it is none."""
    body = roots[-1].find("{*}body")
    words = OdfWords(OdfStyles.of(*roots), deletions(body) if body is not None else {})
    return _document(body, words, source)


def _document(body: Element | None, words: OdfWords, source: str) -> WordDocument | None:
    text = body.find("{*}text") if body is not None else None
    if text is None:
        return None
    reading = _Text(WordDocument(source), words)
    reading.take(text)
    return reading.document


def placed_cells(table: Element) -> Iterator[tuple[Element, Sequence[tuple[int, Element, tuple[int, int]]]]]:
    """The rows of a table with their cells: the column of each, and how many cells it lies over down and across."""
    for row, _ in _rows(table):
        yield row, [(column, cell, _spans(known)) for column, _, cell, known in _cells(row)]


def _sheet(book: Element, words: OdfWords, source: str, sheet: str | None, likeness: Likeness) -> RawForm:
    tables = {attribute(table, "name"): table for table in book.iterfind("{*}table")}
    charge("sheets", len(tables))
    if sheet is not None:
        name = named(tables, sheet, source)
        return _grid(tables[name], Grid(name, source), words).form()
    if not tables:
        raise refusal("no_table", source)
    hidden = {name for name, table in tables.items() if attribute(table, "style-name") in words.styles.hidden}
    forms = {name: _grid(table, Grid(name, source), words).form() for name, table in tables.items()}
    seen = [name for name in tables if name not in hidden] or list(tables)
    return chosen(
        [forms[name] for name in seen], seen, likeness, None, {name: forms[name] for name in hidden if name not in seen}
    )


def _grid(table: Element, grid: Grid, words: OdfWords, apart: list[Element] | None = None) -> Grid:
    """The cells of a table; tables inside of them that may be the form go to `apart`."""
    number = 0
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for line, is_hidden in _rows(table):
        repeated = times(line, "number-rows-repeated")
        cells = list(_cells(line))
        filled = [found for found in cells if _has_something(*found[2:])]
        rows = range(number + 1, number + 1 + min(repeated, MOST_REPEATED))
        for column, many, cell, known in filled:
            columns = range(column, column + min(many, MOST_REPEATED))
            charge("cells", len(rows) * len(columns))
            with words.coloured("table", table), words.coloured("table-row", line):
                content = _content(cell, known, words, apart)
            for row in rows:
                for place in columns:
                    _put(grid, row, place, content)
        if is_hidden and filled:
            grid.hidden_rows.update(rows)
        merged += [((number + 1, column), _spans(known)) for column, _, _, known in cells if _SPANNED & known.keys()]
        number += repeated
    grid.hidden_columns.extend(_hidden_columns(table))
    for (top, left), (down, right) in merged:
        if down > 1 or right > 1:
            grid.merge((top, left), (top + down - 1, left + right - 1))
    return grid


def _spans(known: Mapping[str, str]) -> tuple[int, int]:
    down, right = known.get("number-rows-spanned", "1"), known.get("number-columns-spanned", "1")
    return number_of(down), number_of(right)


def _rows(table: Element, *, is_hidden: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, through its groups and header rows, and whether each is hidden."""
    for child in children(table):
        name = local(child.tag)
        if name == "table-row":
            yield child, is_hidden or attribute(child, "visibility") in _HIDDEN
        elif name in _ROWS:
            yield from _rows(child, is_hidden=is_hidden or attribute(child, "display") == "false")


def _hidden_columns(table: Element) -> Iterator[range]:
    column = 0
    for each, is_hidden in _columns(table):
        many = times(each, "number-columns-repeated")
        if is_hidden:
            yield range(column, column + many)
        column += many


def _columns(table: Element, *, is_hidden: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in children(table):
        name = local(child.tag)
        if name == "table-column":
            yield child, is_hidden or attribute(child, "visibility") in _HIDDEN
        elif name in _COLUMNS:
            yield from _columns(child, is_hidden=is_hidden or attribute(child, "display") == "false")


def _cells(row: Element) -> Iterator[tuple[int, int, Element, Mapping[str, str]]]:
    """Column, number of repetitions, element and attributes of each cell."""
    column = 0
    for cell in children(row):
        if local(cell.tag) in ("table-cell", "covered-table-cell"):
            known = {local(name): value for name, value in cell.items()}
            many = number_of(known.get("number-columns-repeated", "1"))
            yield column, many, cell, known
            column += many


def _has_something(cell: Element, known: Mapping[str, str]) -> bool:
    return len(cell) > 0 or "value-type" in known or "formula" in known


class _Content(NamedTuple):
    """What a cell shows and keeps, whatever place it is in."""

    text: str
    formula: str | None
    unseen: str | None
    more: str | None
    """What is stored beyond what shows."""
    is_day_and_month: bool
    is_calculated: bool
    over: str | None
    """What shapes say that stand over it."""
    aside: str | None


def _put(grid: Grid, row: int, column: int, cell: _Content) -> None:
    put = grid.put(row, column, cell.text, cell.formula, cell.unseen)
    if cell.is_day_and_month:
        grid.notes.append(Note("CCHC-F013", put))
    if put is not None and not cell.is_calculated:
        grid.uncalculated.append(put)
    if put is not None and cell.more is not None:
        grid.notes.append(Note("CCHC-F018", put, {"expected": cell.more}))
    if cell.aside is not None and put is not None:
        grid.notes.append(Note("CCHC-F038", put, {"observed": cell.aside}))
    if cell.over is not None:
        at = put or Cell("", "", None, grid.name or None, f"{column_name(column)}{row}")
        grid.notes.append(Note("CCHC-F009", at, {"observed": cell.over}))


def _content(cell: Element, known: Mapping[str, str], words: OdfWords, apart: list[Element] | None) -> _Content:
    over = _over(cell, words) if apart is None and len(cell) else None
    written = _written(cell, words, apart)
    text, kind, formula = written.text, known.get("value-type", ""), known.get("formula", "")
    beside = _BESIDE if apart is not None else (*_BESIDE, *BOXES)
    has_text = any(local(child.tag) not in beside for child in cell)
    is_error = kind == "string" and text.startswith(("#", "Err:"))
    unseen, more = written.unseen, None
    if written.pieces and not text.strip() and unseen is not None:
        pass
    elif not has_text:
        text = _unwritten(known, kind)
    elif kind in _NUMBERS and not is_error:
        text, unseen, more = number(text, known.get("value", ""), kind, unseen)
    elif kind == "date":
        text = _date(text, known.get("date-value", ""))
    elif kind == "boolean":
        text = known.get("boolean-value", "").upper() or text
    is_day = kind == "date" and _DAY_AND_MONTH.fullmatch(text) is not None
    is_calculated = not formula or has_text or bool(kind)
    return _Content(text, plain(formula) if formula else None, unseen, more, is_day, is_calculated, over, _aside(cell))


def _aside(cell: Element) -> str | None:
    """What comments on a cell say."""
    found = [child for child in cell.iter() if local(child.tag) == "annotation"] if len(cell) else []
    theirs = (each for each in found if each.findtext("{*}creator") != OURS)
    texts = ["".join(line.itertext()) for each in theirs for line in each.iterfind("{*}p")]
    return " ".join(texts).strip() or None


def _over(cell: Element, words: OdfWords) -> str | None:
    """What shapes say that are anchored to a cell of a sheet: they stand over it, and may reach over others."""
    shapes = [child for child in children(cell) if local(child.tag) in BOXES]
    texts = [line.text.strip() for shape in shapes for line in words.lines([shape])]
    return " | ".join(filter(None, texts)) or None


def _written(cell: Element, words: OdfWords, apart: list[Element] | None) -> Sighted:
    """The lines of a cell as one text, with those of small tables inside of it."""
    is_plain = not words.styles.sights and not words.styles.inks and not words.deleted
    if is_plain and len(cell) == 1 and not len(cell[0]) and local(cell[0].tag) == "p":
        return Sighted([(cell[0].text or "", Sight.PLAIN)])
    sight = words.styles.sight("table-cell", cell)
    lines: list[Sighted] = []
    # Shapes of a sheet stand over its cells; those of a text stand in them.
    texts = [child for child in children(cell) if apart is not None or local(child.tag) not in BOXES]
    with words.coloured("table-cell", cell):
        for line in words.lines(texts, Sight.UNSEEN if sight is Sight.UNSEEN else Sight.PLAIN):
            charge("cells", bool(lines))
            lines.append(line)
    for inner in cell.iterfind("{*}table"):
        rows = [[found for _, _, found, _ in _cells(row)] for row, is_hidden in _rows(inner) if not is_hidden]
        if apart is not None and max(map(len, rows), default=0) >= FEWEST_COLUMNS:
            apart.append(inner)
            continue
        for row in rows:
            line = Sighted()
            for each in row:
                piece = _written(each, words, apart)
                line.add(" " * bool(line.pieces and piece.pieces))
                line.pieces += piece.pieces
            lines.append(line)
    said = [line for line in lines if any(not text.isspace() for text, _ in line.pieces)]
    if len(said) == 1 and len(said[0].pieces) > 1 and said[0].pieces[0] in _BULLETS:
        # The bullet of a line that stands alone in its cell is only how it is set.
        return Sighted(said[0].pieces[1:])
    whole = Sighted()
    for place, line in enumerate(lines):
        whole.add("\n" * bool(place))
        whole.pieces += line.pieces
    return whole


def _unwritten(known: Mapping[str, str], kind: str) -> str:
    """What a cell holds whose program wrote no text for it."""
    match kind:
        case "percentage":
            return shown(known.get("value", ""), "0.00##########%")
        case "float" | "currency":
            return shown(known.get("value", ""))
        case "date":
            return _date("", known.get("date-value", ""))
        case "boolean":
            return known.get("boolean-value", "").upper()
        case _:
            return known.get("time-value" if kind == "time" else "string-value", "")


def _date(text: str, value: str) -> str:
    """A date with its year in full, unless only day and month show."""
    year, _, rest = value[:10].partition("-")
    month, _, day = rest.partition("-")
    if _DAY_AND_MONTH.fullmatch(text) or not (year.isdecimal() and month.isdecimal() and day.isdecimal()):
        return text
    return f"{day}/{month}/{year}"


@define
class _Text:
    """The blocks of a text document found so far."""

    document: WordDocument
    words: OdfWords

    def take(self, parent: Element, sight: Sight = Sight.PLAIN) -> None:
        """All paragraphs and tables below an element, whatever they are wrapped in."""
        for child in children(parent):
            match local(child.tag):
                case "p" | "h":
                    self.document.paragraph(self.words.of(child, sight), child)
                    for table in _framed(child):
                        self._table(table, sight)
                case "list":
                    for line in self.words.lines([child], sight):
                        self.document.paragraph(line)
                case "table":
                    self._table(child, sight)
                case "section" if self.words.is_hidden(child):
                    self.take(child, Sight.UNSEEN)
                case name if name not in ("tracked-changes", "annotation", "note", "forms"):
                    self.take(child, sight)

    def _table(self, table: Element, sight: Sight) -> None:
        apart: list[Element] = []
        grid = _grid(table, self.document.table(table), self.words, apart)
        if sight is Sight.UNSEEN:
            grid.hidden_rows.update(grid.rows)
        columns = max((column + many for row, _ in _rows(table) for column, many, *_ in _cells(row)), default=0)
        self.document.end(grid, columns=columns)
        for inner in apart:
            self._table(inner, sight)


def _framed(paragraph: Element) -> Iterator[Element]:
    """The tables in text boxes that hang on a paragraph."""
    for frame in paragraph.iter():
        if local(frame.tag) == "text-box":
            yield from frame.iterfind("{*}table")
