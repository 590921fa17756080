"""The workbook that a report was read from: what is in it beside the report, and whether it can be given back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import PurePath
from typing import ClassVar
from xml.etree.ElementTree import Element

from cchc.exact import decimal_of, whole_of
from cchc.readers.grid import place
from cchc.readers.package import Package, local
from cchc.readers.xlsx import Listed, Workbook
from cchc.record import define, field, frozen
from cchc.report import Report
from cchc.returned.comments import AUTHOR, is_ours
from cchc.returned.left_behind import LeftBehind
from cchc.returned.parts import Carried, NotKeptError, carried, unusual
from cchc.words import data
from cchc.writers.upon import SheetTaken, is_signed

_ARCHIVE = b"PK"
_ENDINGS = frozenset({".xlsx", ".xlsm"})
_OWN_SHEETS = {"findings_sheet": "findings_title", "recomputed_sheet": "recomputed_title"}
_OWN_COLUMNS = ("result_column", "check_column")
_TEXT = re.compile(r"<(?:v|t)(?: [^<>]*)?>([^<]*)</")
_COMMENT = re.compile(r"<(?:\w+:)?comment[\s/>]")
_MOST_LETTERS = 100_000
_LAST_COLUMN = 16_000
_UNCALCULATED = "CCHC-F014"
_LARGER = ("array", "dataTable")


@define(eq=False)
class SourceBook:
    """A user's workbook, in which a report stands on one sheet.

    `why_not` says by a word why it cannot be given back.
    """

    book: Workbook
    sheet: str
    """The sheet that the report was read from."""
    ours: frozenset[str] = frozenset()
    """The sheets that an earlier marking has added, and that of the form if it is a marked one itself."""
    carried: Carried = field(factory=Carried)
    why_not: str | None = None

    kind: ClassVar[str] = "xlsx"
    """The kind of file that it is given back as."""

    @staticmethod
    def may_be(name: str) -> bool:
        """Whether a file of that name may be a workbook."""
        return PurePath(name).suffix.lower() in _ENDINGS

    @classmethod
    def of(cls, content: bytes, name: str, report: Report) -> SourceBook | None:
        """Of the file that a report was read from; None where it is no workbook."""
        sheet = next((cell.sheet for row in report.rows for cell in row.cells if cell.ref and cell.sheet), None)
        if sheet is None or not content.startswith(_ARCHIVE):
            return None
        found = cls(Workbook.open(content, name), sheet)
        try:
            with unusual():
                found.ours = frozenset(found._ours())
                found.carried = carried(found.package, frozenset(each.part for each in found._exchanged))
        except NotKeptError as error:
            found.why_not = error.why
        return found

    @property
    def package(self) -> Package:
        return self.book.package

    @cached_property
    def part(self) -> str:
        """The part of the form's sheet."""
        return next(each.part for each in self.book.sheets if each.name == self.sheet)

    def require_kept(self, report: Report) -> None:
        """Raises NotKeptError where the workbook cannot be given back."""
        if self.why_not is not None:
            raise NotKeptError(self.why_not)
        if any(finding.code == _UNCALCULATED for finding in report.findings):
            raise NotKeptError("uncalculated")

    @property
    def is_marked(self) -> bool:
        """Whether the sheet of the form is a marked form that cchc wrote."""
        return self.sheet in self.ours

    @property
    def _exchanged(self) -> Sequence[Listed]:
        return [each for each in self.book.sheets if each.name in self.ours]

    @cached_property
    def taken(self) -> frozenset[str]:
        """The names of sheets that stay."""
        return frozenset(each.name for each in self.book.sheets if each.name not in self.ours)

    def left_behind(self, *, is_kept: bool) -> LeftBehind:
        """What is not in a file that was written of it: of one given back only what was written on sheets of ours."""
        lost = self._exchanged if is_kept else self.book.sheets
        comments = sum(_comments(self.package, part) for part in self._comment_parts(lost))
        lists = frozenset(data("writing")["lists_sheet"].values())
        known = self.ours | lists | {self.sheet}
        sheets = 0 if is_kept else sum(each.name not in known for each in self.book.sheets)
        has_macros = any(part.endswith("vbaproject.bin") for part in self.package)
        return LeftBehind(sheets, comments, has_macros)

    def _comment_parts(self, sheets: Sequence[Listed]) -> Iterator[str]:
        for sheet in sheets:
            for kind, part in self.package.relations(sheet.part).values():
                if kind == "comments" and part in self.package:
                    yield part

    # --- where marks go

    @unusual()
    def placement(self) -> SheetTaken:
        """The sheet of the form, as far as marks have to know it; raises NotKeptError where it has no room for them."""
        cells, merged = list[_Stored](), [-1]
        for each in self.package.passing(self.part, ("c", "mergeCell"), over="row"):
            if local(each.tag) == "c":
                cells += [_Stored.of(each, self.book)] if len(each) else []
            elif (found := place(each.get("ref", "").rpartition(":")[2])) is not None:
                merged.append(found[1])
        headings = [each.column for each in cells if each.text in _headings()]
        used = [each.column for each in cells if not each.is_blank]
        free = min(headings, default=max([*used, *merged, *self._drawn()]) + 1)
        if free > _LAST_COLUMN:
            raise NotKeptError("unusual")
        stored = {each.ref: each.number for each in cells if each.number is not None}
        fixed = frozenset(each.ref for each in cells if each.is_fixed)
        return SheetTaken(self.sheet, free, stored, fixed, self.taken)

    def _drawn(self) -> Iterator[int]:
        """The last columns under what is drawn on the sheet."""
        for kind, part in self.package.relations(self.part).values():
            if kind == "drawing" and part in self.package:
                for each in self.package.xml(part).iterfind("{*}twoCellAnchor/{*}to/{*}col"):
                    yield whole_of((each.text or "").strip(), _LAST_COLUMN) or 0

    # --- what cchc wrote itself

    def _ours(self) -> Iterator[str]:
        """Sheets with a name and a title of ours; the form's own where it was written with its marks."""
        texts = data("writing")
        for sheet in self.book.sheets:
            for own, title in _OWN_SHEETS.items():
                if sheet.name.startswith(tuple(texts[own].values())) and self._title(sheet) in texts[title].values():
                    yield sheet.name
        is_marked = not _headings().isdisjoint(self.book.strings)
        if is_marked and not any(map(is_signed, self.package.pieces(self.part))):
            yield self.sheet

    def _title(self, sheet: Listed) -> str:
        """The text of the first cell."""
        piece = next(self.package.pieces(sheet.part), "")[:_MOST_LETTERS]
        cell, closing, _ = piece.partition('<c r="A1"')[2].partition("</c>")
        tag, _, inside = cell.partition(">")
        texts = _TEXT.findall(inside) if closing else []
        if texts and 't="s"' in tag:
            return self.book.string(texts[0])
        return "".join(texts)


@frozen
class _Stored:
    """A cell of the form's sheet as it is stored."""

    ref: str
    column: int
    text: str = ""
    number: Decimal | None = None
    is_blank: bool = True
    is_fixed: bool = False
    """Whether its formula is that of other cells, too."""

    @classmethod
    def of(cls, cell: Element, book: Workbook) -> _Stored:
        ref, kind = cell.get("r", ""), cell.get("t", "n")
        found, value, formula = place(ref), cell.findtext("{*}v") or "", cell.find("{*}f")
        if found is None:
            raise NotKeptError("unusual")
        text = book.string(value) if kind == "s" else "".join(each.text or "" for each in cell.iterfind("{*}is//{*}t"))
        is_fixed = formula is not None and (formula.get("t") in _LARGER or formula.get("ref") is not None)
        number = decimal_of(value) if kind == "n" else None
        return cls(ref, found[1], text, number, not (value or text or formula is not None), is_fixed)


@cache
def _headings() -> frozenset[str]:
    """The headings of our columns, in every language."""
    return frozenset(text for column in _OWN_COLUMNS for text in data("writing")[column].values())


def _comments(package: Package, part: str) -> int:
    """How many comments of a part are not ours; where none can be, of very many no tree is made."""
    text = package.text(part)
    if AUTHOR not in text.lower():
        return sum(1 for _ in _COMMENT.finditer(text))
    root = package.parsed(text, part)
    authors = [each.text or "" for each in root.iterfind("{*}authors/{*}author")]
    by = {str(number): author for number, author in enumerate(authors)}
    return sum(
        not is_ours(by.get(each.get("authorId", ""), ""), "".join(text.text or "" for text in each.iter("{*}t")))
        for each in root.iterfind("{*}commentList/{*}comment")
    )
