"""A user's own document of a word processor (.docx) given back: all that was in it, and marks upon the form's tables.

Source: ECMA-376 part 1, 17.4 (tables) and 17.13.4 (comments).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from cchc.printable import printable
from cchc.readers.docx import document_of
from cchc.readers.package import Package, Relationship, listing_of, local
from cchc.reading.marked import begins_list
from cchc.record import define, field
from cchc.report import Row
from cchc.returned.archive import archived
from cchc.returned.document_marks import DocumentMarks, Spot
from cchc.returned.listing import DOCUMENT, Types, listed
from cchc.returned.markup import Part, elements, parsed, written
from cchc.returned.parts import Carried, NotKeptError
from cchc.returned.word_table import WORD, cleared, rows_of, with_column
from cchc.value import Cell
from cchc.writers.document import FILLS
from cchc.writers.paper import SIZE, PaperCell
from cchc.writers.word_markup import AUTHOR, NEW_PAGE, Markup, anchors, remark

_NAMES = {"w": WORD}
_W = f"{{{WORD}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TEMPLATE = re.compile(r"<w:attachedTemplate\b[^<>]*/>")
_ON_TEXT = ("commentRangeStart", "commentRangeEnd", "commentReference")
_BEFORE_SHADE = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders")


def marked(package: Package, carried: Carried, marks: DocumentMarks) -> bytes:
    """The document with marks; raises NotKeptError where it is written in a way that cannot be added to."""
    main = package.main_part("word/document.xml")
    root = parsed(package, main)
    if root.tag != f"{_W}document":
        raise NotKeptError("unusual")
    return _Marking(package, carried, marks, main, root).written()


@define(eq=False)
class _Marking:
    package: Package
    carried: Carried
    marks: DocumentMarks
    main: str
    root: Part
    cells: dict[Spot, Part] = field(factory=dict)
    remarks: list[str] = field(factory=list)
    first: int = 0
    """The number of our first remark."""
    is_marked: bool = False
    """Whether there are remarks of an earlier fill."""

    def written(self) -> bytes:
        comments = self._comments()
        self._clean()
        placed = document_of(self.package, self.main, self.root, has_boxes=True).placed
        if any(name not in placed for name in self.marks.tables):
            raise NotKeptError("unusual")
        tables = {name: placed[name] for name in self.marks.tables}
        for name, table in tables.items():
            self._table(name, table)
        with_column(tables, self.marks)
        self._lay_over()
        for ref, told in self.marks.around.items():
            if ref in placed:
                self._remark(placed[ref], told)
        self._list()
        return self._archive(comments)

    def _lay_over(self) -> None:
        """What is marked in the cells of the form."""
        for spot, text in self.marks.mended.items():
            if spot in self.cells:
                _say(self.cells[spot], text)
        for spot, severity in self.marks.fills.items():
            if spot in self.cells:
                _shade(self.cells[spot], FILLS[severity])
        for spot, told in self.marks.remarks.items():
            if spot in self.cells:
                self._remark(self.cells[spot], told)

    def _table(self, name: str, table: Part) -> None:
        """Know the cells of a table; one that goes on from above is that above."""
        for number, (_, cells) in enumerate(rows_of(table), 1):
            for column, cell, continues in cells:
                above = self.cells.get((name, number - 1, column)) if continues else None
                self.cells[name, number, column] = cell if above is None else above

    # --- earlier marks

    def _comments(self) -> Part | None:
        """The comments without those of ours; None where there are none."""
        part = self._part_of("comments")
        if part is None:
            return None
        root = parsed(self.package, part)
        own = [each for each in root if each.get(f"{_W}author") == AUTHOR]
        ids, self.is_marked = {each.get(f"{_W}id") for each in own}, bool(own)
        for each in own:
            root.remove(each)
        for name in _ON_TEXT:
            for each in [each for each in self.root.iter(f"{_W}{name}") if each.get(f"{_W}id") in ids]:
                run = each.getparent()
                gone = run if name == "commentReference" and local(run.tag) == "r" else each
                gone.getparent().remove(gone)
        numbers = [int(number) for each in root if (number := each.get(f"{_W}id", "")).isdecimal()]
        self.first = 1 + max(numbers, default=-1)
        return root

    def _clean(self) -> None:
        """Take the marks away that an earlier fill has laid over the document."""
        body = self.root.find(f"{_W}body")
        if body is None:
            raise NotKeptError("unusual")
        for table in body.iter(f"{_W}tbl"):
            cleared(table, set(FILLS.values()) if self.is_marked else ())
        title = next((each for each in body.iterchildren(f"{_W}p") if begins_list(Row((Cell(_text_of(each)),)))), None)
        if title is None:
            return
        before = title.getprevious()
        if before is not None and not _text_of(before).strip() and before.find(f".//{_W}br") is not None:
            body.remove(before)
        for each in [title, *title.itersiblings()]:
            if local(each.tag) != "sectPr":
                body.remove(each)

    # --- marks

    def _remark(self, at: Part, told: Sequence[str]) -> None:
        """Remarks on a paragraph, or on the first of a cell."""
        paragraph = at if local(at.tag) == "p" else next(at.iter(f"{_W}p"), None)
        if paragraph is None:
            return
        numbers = range(self.first + len(self.remarks), self.first + len(self.remarks) + len(told))
        self.remarks += [remark(number, text) for number, text in zip(numbers, told, strict=True)]
        begins, ends = anchors(numbers)
        place = 1 if len(paragraph) and local(paragraph[0].tag) == "pPr" else 0
        if len(paragraph) == place:
            paragraph.extend(elements("<w:r/>", _NAMES))
        for each in reversed([*elements(begins, _NAMES)]):
            paragraph.insert(place, each)
        paragraph.extend(elements(ends, _NAMES))

    def _list(self) -> None:
        """The findings on pages of their own behind all."""
        if not self.marks.notes:
            return
        body = self.root.find(f"{_W}body")
        lines = [PaperCell(self.marks.title, is_bold=True, align="center")]
        for note in self.marks.notes:
            lines += PaperCell(note.head, is_bold=True), PaperCell(note.text)
        texts = [NEW_PAGE, *(Markup().paragraph(line, SIZE) for line in lines)]
        last = body[-1] if len(body) and local(body[-1].tag) == "sectPr" else None
        for each in elements("".join(texts), _NAMES):
            if last is None:
                body.append(each)
            else:
                last.addprevious(each)

    # --- the archive

    def _archive(self, comments: Part | None) -> bytes:
        package, types, new = self.package, dict[str, str](), dict[str, bytes]()
        main, part, relations = package.spelt(self.main), self._part_of("comments"), self._going(self.main)
        if comments is None and self.remarks:
            part = next(name for number in range(10**6) if (name := f"word/cchc{number}.xml") not in package)
            comments = next(elements("<w:comments/>", _NAMES))
            types[part] = _COMMENTS
            relations.append(Relationship("cchcComments", f"{_OFFICE}/comments", part))
        if comments is not None and part is not None:
            comments.extend(elements("".join(self.remarks), _NAMES))
            new[part if part in types else package.spelt(part)] = written(comments)
        new |= {main: written(self.root), listing_of(main): listed(relations)}
        for each in self.carried.dropped.keys() - {self.main}:
            new[listing_of(package.spelt(each) if each else "")] = listed(self._going(each))
            if each:
                # What is not there any more is not named either.
                new[package.spelt(each)] = _TEMPLATE.sub("", package.text(each)).encode()
        kinds = Types.of(package, {*self.carried.parts, *new}, main, DOCUMENT).written(types)
        return archived(package, self.carried, {"[Content_Types].xml": kinds, **new})

    def _part_of(self, kind: str) -> str | None:
        found = (each.target for each in self.package.relationships(self.main) if each.kind == kind)
        return next((part for part in found if part in self.package), None)

    def _going(self, part: str) -> list[Relationship]:
        dropped = self.carried.dropped.get(part, ())
        return [each for each in self.package.relationships(part) if each.id not in dropped]


def _text_of(paragraph: Part) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


def _shade(cell: Part, fill: str) -> None:
    """Colour a cell, in the order that the standard has its properties."""
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        properties = next(elements("<w:tcPr/>", _NAMES))
        cell.insert(0, properties)
    for each in properties.findall(f"{_W}shd"):
        properties.remove(each)
    place = sum(local(each.tag) in _BEFORE_SHADE for each in properties)
    properties.insert(place, next(elements(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>', _NAMES)))


def _say(cell: Part, text: str) -> None:
    """Put a text in the place of what a cell says, in the letters that it has."""
    runs = [run for run in cell.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    if not runs:
        return
    first, *others = runs
    for each in [each for each in first if local(each.tag) != "rPr"]:
        first.remove(each)
    first.extend(elements(f"<w:t>{escape(printable(text))}</w:t>", _NAMES))
    for run in others:
        run.getparent().remove(run)
