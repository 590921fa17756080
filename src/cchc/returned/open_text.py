"""A user's own OpenDocument text (.odt) given back: all that was in it, and marks upon the form's tables.

Source: OpenDocument 1.3 part 3, 9 (tables), 14.3 (annotations), 16 (styles).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from cchc.printable import printable
from cchc.readers.opendocument import document_of
from cchc.readers.package import Package, local
from cchc.reading.marked import begins_list
from cchc.record import define, field
from cchc.report import Row
from cchc.returned.archive import zipped
from cchc.returned.document_marks import DocumentMarks, Spot
from cchc.returned.markup import Part, elements, parsed, written
from cchc.returned.open_looks import ODF, OpenLooks, named
from cchc.returned.open_table import cleared, expanded, rows_of, with_column
from cchc.returned.parts import NotKeptError
from cchc.value import Cell
from cchc.writers.document import FILLS
from cchc.writers.word_markup import AUTHOR

_CONTENT, _MIME, _MANIFEST = "content.xml", "mimetype", "META-INF/manifest.xml"
_RUN = ("basic/", "scripts/", "dialogs/", "thumbnails/", "meta-inf/documentsignatures", "meta-inf/macrosignatures")
"""Parts that run, that programs make anew, or that no longer hold."""
_EVENTS = ("scripts", "event-listeners")
_DATA = ("dde-connection-decl", "database-display", "database-next", "dde-source", "connection-resource")


def marked(package: Package, marks: DocumentMarks) -> bytes:
    """The document with marks; raises NotKeptError where it is written in a way that cannot be added to."""
    root = parsed(package, _CONTENT)
    _require_shown(root)
    styles = [package.xml("styles.xml")] if "styles.xml" in package else []
    return _Marking(package, marks, root, styles).written()


def comments(package: Package) -> int:
    """How many comments there are that are not ours."""
    found = package.xml(_CONTENT).iter(named("office", "annotation"))
    return sum(each.findtext("{*}creator") != AUTHOR for each in found)


def has_macros(package: Package) -> bool:
    return any(part.startswith(_RUN[:3]) and "script-lc" not in part for part in package)


def _require_shown(root: Part) -> None:
    """Raises NotKeptError where a document reaches out of its file."""
    for each in root.iter():
        name, href = local(each.tag), each.get(named("xlink", "href"), "")
        if name in _DATA:
            raise NotKeptError("data")
        if name == "object-ole":
            raise NotKeptError("objects")
        if name != "a" and (":" in href.partition("/")[0] or href.startswith(("/", "../"))):
            raise NotKeptError("links")


@define(eq=False)
class _Marking:
    package: Package
    marks: DocumentMarks
    root: Part
    styles: Sequence[Part]
    cells: dict[Spot, Part] = field(factory=dict)
    looks: OpenLooks = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.looks = OpenLooks.of(self.root)

    def written(self) -> bytes:
        self._clean()
        document = document_of((*self.styles, self.root), self.package.source)
        placed = {} if document is None else document.placed
        if any(name not in placed for name in self.marks.tables):
            raise NotKeptError("unusual")
        for name in self.marks.tables:
            expanded(placed[name])
            self._table(name, placed[name])
        with_column({name: placed[name] for name in self.marks.tables}, self.marks, self.looks)
        for spot, text in self.marks.mended.items():
            if spot in self.cells:
                _say(self.cells[spot], text)
        for spot, severity in self.marks.fills.items():
            if spot in self.cells:
                self.looks.shade(self.cells[spot], FILLS[severity])
        for at, told in self._told(placed):
            for text in reversed(told):
                at.insert(0, next(elements(_annotation(text), ODF)))
                # What stood before the first element stands behind the remark.
                at[0].tail, at.text = at.text, None
        self._list()
        return self._archive()

    def _table(self, name: str, table: Part) -> None:
        """Know the cells of a table; one that another lies over is that other."""
        for number, (_, cells) in enumerate(rows_of(table), 1):
            for column, cell, (down, across) in cells:
                spots = ((name, number + below, column + right) for below in range(down) for right in range(across))
                for spot in spots:
                    self.cells.setdefault(spot, cell)

    def _told(self, placed: dict[str, Part]) -> Iterator[tuple[Part, tuple[str, ...]]]:
        """Paragraphs with the remarks on them."""
        for spot, told in self.marks.remarks.items():
            cell = self.cells.get(spot)
            if cell is not None:
                yield _paragraph(cell), told
        for ref, told in self.marks.around.items():
            if ref in placed:
                yield placed[ref], told

    def _clean(self) -> None:
        """Take the marks away that an earlier fill has laid over the document, and what would run."""
        text = self.root.find(f"{named('office', 'body')}/{named('office', 'text')}")
        if text is None:
            raise NotKeptError("unusual")
        for name in _EVENTS:
            for each in list(self.root.iter(named("office", name))):
                _remove(each)
        ours = [each for each in self.root.iter(named("office", "annotation")) if each.findtext("{*}creator") == AUTHOR]
        for each in ours:
            _remove(each)
        title = next((each for each in text if begins_list(Row((Cell("".join(each.itertext())),)))), None)
        for each in [] if title is None else [title, *title.itersiblings()]:
            text.remove(each)
        for table in text.iter(named("table", "table")):
            cleared(table, self.looks, FILLS.values() if ours or title is not None else ())
        self.looks.prune(self.root)

    def _list(self) -> None:
        """The findings on pages of their own behind all."""
        if not self.marks.notes:
            return
        text = self.root.find(f"{named('office', 'body')}/{named('office', 'text')}")
        title = self.looks.paragraph(is_bold=True, is_centred=True, begins_page=True)
        head, plain = self.looks.paragraph(is_bold=True), self.looks.paragraph()
        lines = [(title, self.marks.title)]
        for note in self.marks.notes:
            lines += (head, note.head), (plain, note.text)
        made = "".join(f'<text:p text:style-name="{look}">{_lines(said)}</text:p>' for look, said in lines)
        text.extend(elements(made, ODF))

    def _archive(self) -> bytes:
        package = self.package
        new = {_MIME: package.part(_MIME)} if _MIME in package else {}
        new[package.spelt(_CONTENT)] = written(self.root)
        going = [package.spelt(part) for part in package if not part.startswith(_RUN) and not part.endswith("/")]
        if _MANIFEST in package:
            manifest = parsed(package, _MANIFEST)
            for each in list(manifest):
                path = next((value for name, value in each.items() if local(name) == "full-path"), "")
                if path.lower().startswith(_RUN):
                    manifest.remove(each)
            new[package.spelt(_MANIFEST)] = written(manifest)
        return zipped(package, [name for name in going if name not in new], new, unpacked=_MIME)


def _paragraph(cell: Part) -> Part:
    """The first paragraph of a cell."""
    found = next(cell.iter(named("text", "p"), named("text", "h")), None)
    if found is None:
        found = next(elements("<text:p/>", ODF))
        cell.append(found)
    return found


def _say(cell: Part, text: str) -> None:
    """Put a text in the place of what a cell says."""
    first = _paragraph(cell)
    for each in [each for each in cell if each is not first]:
        cell.remove(each)
    for each in list(first):
        first.remove(each)
    first.text = printable(text)
    for name in [name for name in cell.attrib if local(name) in ("formula", "value", "value-type", "string-value")]:
        del cell.attrib[name]


def _remove(element: Part) -> None:
    """Take an element out of a text, which goes on behind it."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _annotation(text: str) -> str:
    lines = "".join(f"<text:p>{escape(printable(line))}</text:p>" for line in text.split("\n"))
    return f"<office:annotation><dc:creator>{AUTHOR}</dc:creator>{lines}</office:annotation>"


def _lines(text: str) -> str:
    return "<text:line-break/>".join(escape(printable(line)) for line in text.split("\n"))
