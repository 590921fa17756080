"""Spreadsheets as Excel and others write them (.xlsx, .xlsm): cells as shown, errors and formulas kept.

Source: ECMA-376 part 1, 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles). The sheet is
scanned as text where it is written the usual way, and parsed as XML where it is not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from cchc.errors import ReadError
from cchc.exact import whole_of
from cchc.readers.formula_text import moved
from cchc.readers.grid import FILLED, LONGEST_CELL, Grid, Likeness, chosen, named, place
from cchc.readers.number_format import GENERAL, is_blank, is_day_and_month, shown, stored
from cchc.readers.package import Package, children, local
from cchc.readers.sight import Sighted, joined
from cchc.readers.worksheet import RawCell, Sheet, UnusualError, is_rich, parsed, scanned, string, unescaped
from cchc.readers.xlsx_styles import PLAIN_STYLE, Style, styles_of
from cchc.reading.budget import BEYOND, charge, once
from cchc.reading.marked import OURS
from cchc.reading.refusal import too_long_text
from cchc.record import define, field, frozen
from cchc.report import Note, RawForm
from cchc.value import Cell

_NUMERIC = ("", "n")
_YES = ("1", "true")
_PLAIN_STRING = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@frozen
class Listed:
    """A sheet's name and the part that holds it."""

    name: str
    part: str
    hidden: bool = False


@define
class Workbook:
    """What the sheets of one file share: strings, number formats, the first day of its calendar."""

    package: Package
    sheets: Sequence[Listed]
    active: str | None
    since_1904: bool
    is_to_be_calculated: bool
    """Whether the program that wrote it left all formulas to the one that opens it."""
    strings_part: str | None
    styles_part: str | None
    unseen: dict[str, str] = field(factory=dict)
    """What runs of a shared string hide, by the string's number."""
    faint: dict[str, Sighted] = field(factory=dict)
    """Shared strings with runs that are not seen on paper."""
    rich: set[str] = field(factory=set)
    """Shared strings whose every run has a font of its own, so that the cell's does not count."""
    _strings: list[str] | None = None
    _styles: list[Style] | None = None

    @classmethod
    def open(cls, data: bytes, source: str) -> Workbook:
        """The workbook in a file; opened once for all that is asked of it while the file is at hand."""
        return once((cls, data), lambda: cls._opened(data, source))

    @classmethod
    def _opened(cls, data: bytes, source: str) -> Workbook:
        package = Package(data, source)
        main = package.main_part("xl/workbook.xml")
        root = package.xml(main)
        targets = package.relations(main)
        sheets = []
        for found in root.iterfind("{*}sheets/{*}sheet"):
            id = next((value for name, value in found.items() if name.endswith("}id")), "")
            kind, part = targets.get(id, ("", ""))
            if kind == "worksheet" and part in package:
                sheets.append(Listed(found.get("name", ""), part, found.get("state", "visible") != "visible"))
        if not sheets:
            raise package.damaged(main)
        view = root.find("{*}bookViews/{*}workbookView")
        active = view.get("activeTab", "0") if view is not None else "0"
        order = [found.get("name") for found in root.iterfind("{*}sheets/{*}sheet")]
        calendar = root.find("{*}workbookPr")
        calculation = root.find("{*}calcPr")
        parts = {kind: part for kind, part in targets.values() if part in package}
        return cls(
            package,
            sheets,
            order[opened] if (opened := whole_of(active, len(order) - 1)) is not None else None,
            calendar is not None and calendar.get("date1904") in _YES,
            calculation is not None and calculation.get("fullCalcOnLoad") in _YES,
            parts.get("sharedStrings"),
            parts.get("styles"),
        )

    @property
    def strings(self) -> list[str]:
        """The texts that cells refer to by number."""
        if self._strings is None:
            self._strings = self._read_strings(self.strings_part) if self.strings_part else []
            if max(map(len, self._strings), default=0) > LONGEST_CELL:
                raise too_long_text(self.package.source, LONGEST_CELL)
        return self._strings

    def _read_strings(self, part: str) -> list[str]:
        """Runs of different fonts joined; most files have none, and are read in one go."""
        xml = self.package.text(part)
        if "&" not in xml and "_" not in xml and "<!" not in xml:
            found: list[str] = _PLAIN_STRING.findall(xml)
            if xml.count("</si>") == len(found) > 0:
                return found
        strings: list[str] = []
        for element in children(self.package.parsed(xml, part)):
            if local(element.tag) == "si":
                written = string(element)
                if written.unseen is not None:
                    self.unseen[str(len(strings))] = written.unseen
                if written.is_faint:
                    self.faint[str(len(strings))] = written
                if is_rich(element):
                    self.rich.add(str(len(strings)))
                strings.append(_decoded(written.text))
        return strings

    def string(self, number: str) -> str:
        """A shared string by its number."""
        known = whole_of(number, len(self.strings) - 1)
        if known is None:
            raise self.package.damaged(f"string {number[:20]}")
        return self.strings[known]

    @property
    def has_tables(self) -> bool:
        """Whether ranges of cells are formatted as tables, whose style lays colours under them."""
        return any(part.startswith("xl/tables/") for part in self.package)

    @property
    def styles(self) -> list[Style]:
        """How cells of each style are shown."""
        if self._styles is None:
            self._styles = (
                styles_of(self.package.xml(self.styles_part), has_tables=self.has_tables) if self.styles_part else []
            )
        return self._styles

    @property
    def plain_styles(self) -> frozenset[str]:
        """The styles that show a number as it is."""
        return frozenset(("", *(str(number) for number, style in enumerate(self.styles) if style == PLAIN_STYLE)))

    @property
    def hiding_styles(self) -> frozenset[str]:
        """The styles that show no text."""
        return frozenset(str(number) for number, style in enumerate(self.styles) if style.hides_text)

    def style(self, number: str) -> Style:
        """A style by its number."""
        place = whole_of(number or "0", len(self.styles) - 1)
        return self.styles[place] if place is not None else PLAIN_STYLE


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = FILLED) -> RawForm:
    """The rows of the sheet most like the form (or of the named one); raises ReadError."""
    book = Workbook.open(data, source)
    if sheet is not None:
        wanted = named([one.name for one in book.sheets], sheet, source)
        return _form(book, next(one for one in book.sheets if one.name == wanted))
    charge("sheets", len(book.sheets))
    shown_ones = [one for one in book.sheets if not one.hidden] or list(book.sheets)
    forms = [_form(book, one) for one in shown_ones]
    hidden = {one.name: _hidden(book, one) for one in book.sheets if one not in shown_ones}
    return chosen(forms, [one.name for one in shown_ones], likeness, book.active, hidden)


def _hidden(book: Workbook, sheet: Listed) -> RawForm | None:
    """A sheet that nobody sees; what is wrong with it is nobody's concern."""
    try:
        return _form(book, sheet)
    except ReadError as error:
        if error.why in BEYOND:
            raise
        return None


def _form(book: Workbook, listed: Listed) -> RawForm:
    sheet = Sheet()
    try:
        grid = _grid(book, listed.name, sheet, scanned(book.package.pieces(listed.part), sheet))
    except UnusualError:
        sheet = Sheet()
        grid = _grid(book, listed.name, sheet, parsed(book.package.pieces(listed.part), sheet, book.package))
    grid.hidden_rows.update(sheet.hidden_rows)
    grid.hidden_columns.extend(sheet.hidden_columns)
    for ref in sheet.merged:
        first, last = map(place, ref.split(":", 1)) if ":" in ref else (None, None)
        if first and last:
            grid.merge(first, last)
    grid.notes.extend(_comments(book.package, listed.part, grid))
    if any(part.endswith("vbaproject.bin") for part in book.package):
        grid.notes.append(Note("CCHC-F012"))
    return grid.form()


def _comments(package: Package, part: str, grid: Grid) -> Iterator[Note]:
    """The comments on cells that say something."""
    for kind, target in package.relations(part).values():
        if kind != "comments" or target not in package:
            continue
        root = package.xml(target)
        authors = [each.text or "" for each in root.iterfind("{*}authors/{*}author")]
        ours = {str(number) for number, author in enumerate(authors) if author == OURS}
        for comment in root.iterfind("{*}commentList/{*}comment"):
            at = place(comment.get("ref", ""))
            cell = grid.rows.get(at[0], {}).get(at[1]) if at is not None else None
            # Most of very many comments stand on no cell that is read: what they say is not looked for.
            if cell is None or comment.get("authorId") in ours:
                continue
            if (text := comment.find("{*}text")) is not None:
                charge("characters", len(said := string(text).text))
                yield Note("CCHC-F038", cell, {"observed": said})


def _grid(book: Workbook, name: str, sheet: Sheet, batches: Iterable[list[RawCell]]) -> Grid:
    """The cells of a sheet by row and column; strings and plain counts, nearly all of a form, go the short way."""
    grid = Grid(name, book.package.source)
    other = _Cells(book, grid, sheet)
    strings, rows, plain, hiding = book.strings, grid.rows, book.plain_styles, book.hiding_styles
    for batch in batches:
        charge("cells", len(batch))
        made = 0
        for raw in batch:
            ref, style, kind, formula, text = raw
            if (
                formula
                or (kind != "s" and (kind or style not in plain or not text.isdecimal()))
                or (kind and (style in hiding or text in book.unseen or text in book.faint))
                or (text == "0" and not sheet.shows_zeros)
            ):
                other.put(raw)
                continue
            try:
                if kind:
                    text = strings[int(text)]
                row, column = place(ref)  # type: ignore[misc]
            except (ValueError, IndexError, TypeError):
                raise book.package.damaged(f"{ref}: {text[:20]}") from None
            if text and not text.isspace():
                made += len(text)
                cells = rows[row] if row in rows else grid.row(row)
                cells[column] = Cell(text, "", None, name, ref)
        charge("characters", made)
    if book.is_to_be_calculated and not other.results:
        grid.uncalculated.extend(other.zeros)
    return grid


@frozen
class _Cells:
    """Numbers, dates, errors, formulas and whatever is not wholly seen, on their way into a grid."""

    book: Workbook
    grid: Grid
    sheet: Sheet
    shared: dict[str, tuple[str, int, int]] = field(factory=dict)
    zeros: list[Cell] = field(factory=list)
    """Formulas whose result is 0, which some programs write for what nobody has calculated yet."""
    results: list[Cell] = field(factory=list)
    """Formulas that have any other."""

    def put(self, raw: RawCell) -> None:
        ref, number, kind, element, value = raw
        found = place(ref)
        if found is None:
            raise self.book.package.damaged(ref)
        style = self.book.style(number)
        formula = self._formula(element, *found) if element else None
        has_fonts = value in self.book.rich if kind == "s" else ref in self.sheet.rich
        shown_as = Style(style.format) if has_fonts else style
        faint = self.book.faint.get(value) if kind == "s" else self.sheet.faint.get(ref)
        if faint is not None and style.is_on_paper:
            on_paper = faint.on_paper
            text, unseen = self._seen(shown_as, kind, value, _decoded(on_paper.text))
            unseen = joined((unseen, on_paper.unseen))
        else:
            text, unseen = self._seen(shown_as, kind, value, self._text(kind, style, value))
            unseen = joined((unseen, self.sheet.unseen.get(ref), self.book.unseen.get(value) if kind == "s" else None))
        cell = self.grid.put(*found, text, formula, unseen)
        if cell is not None and formula:
            self._note_formula(cell, kind, value)
        if cell is not None and kind in _NUMERIC and (style.format != GENERAL or "." in value) and value:
            self._note_number(cell, style, value)

    def _seen(self, style: Style, kind: str, value: str, text: str) -> tuple[str, str | None]:
        """The text of a cell if it is seen, and else what is not."""
        is_number = kind in _NUMERIC
        is_zero = is_number and not self.sheet.shows_zeros and value.strip("0.-") == ""
        hides = style.is_unseen or (is_blank(style.format, value) if is_number else style.hides_text)
        return ("", text or value or None) if (hides or is_zero) and (text or value) else (text, None)

    def _note_formula(self, cell: Cell, kind: str, value: str) -> None:
        if not value and kind != "str":
            self.grid.uncalculated.append(cell)
        else:
            (self.zeros if kind in _NUMERIC and value == "0" else self.results).append(cell)

    def _note_number(self, cell: Cell, style: Style, value: str) -> None:
        if is_day_and_month(style.format):
            self.grid.notes.append(Note("CCHC-F013", cell))
        elif cell.text and (more := stored(value, style.format)) is not None:
            self.grid.notes.append(Note("CCHC-F018", cell, {"expected": more}))

    def _text(self, kind: str, style: Style, value: str) -> str:
        """What a person sees of a value."""
        match kind:
            case "" | "n":
                return shown(value, style.format, since_1904=self.book.since_1904) if value else ""
            case "s":
                return self.book.string(value)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
            case "d":
                return _iso_date(value)
            case "e":
                return value
            case _:
                return _decoded(value)

    def _formula(self, element: str, row: int, column: int) -> str | None:
        """The formula of a cell, that of a shared one moved here."""
        opening, _, rest = element.partition(">")
        formula = unescaped(rest.removesuffix("</f>"))
        known = _attributes(opening)
        if known.get("t") == "shared" and (number := known.get("si")) is not None:
            if formula:
                self.shared[number] = (formula, row, column)
            elif number in self.shared:
                master, first_row, first_column = self.shared[number]
                charge("characters", len(master))
                formula = moved(master, row - first_row, column - first_column)
        return f"={formula}" if formula else None


def _iso_date(value: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment:%d/%m/}{moment.year}"


def _decoded(text: str) -> str:
    """Characters that XML cannot hold, written as "_x000D_"."""
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _attributes(element: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(element)}
