"""Paragraphs, rows and remarks in the markup of word processors: texts, which take a tenth of a library's elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from cchc.printable import printable
from cchc.writers.paper import FONT, SIZE, Paper, PaperCell, PaperTable

AUTHOR = "cchc"
NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_ALIGN = {"justify": "both"}
_LOOK = (
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1"'
    ' w:val="04A0"/>'
)
_REMARK = '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
_MARK = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>{}</w:r>'


class Markup:
    """A document's body, and the remarks on it, on their way."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.remarks: list[str] = []

    def paragraph(self, cell: PaperCell, size: int) -> str:
        """A paragraph that looks as a cell does, with its remarks."""
        runs = "".join(_runs(cell, size))
        first = len(self.remarks)
        numbers = range(first, first + len(cell.comments))
        self.remarks += [remark(number, text) for number, text in zip(numbers, cell.comments, strict=True)]
        begins, ends = anchors(numbers)
        if numbers and not runs:
            runs = "<w:r/>"
        alignment = f'<w:pPr><w:jc w:val="{_ALIGN.get(cell.align, cell.align)}"/></w:pPr>'
        return f"<w:p>{alignment}{begins}{runs}{ends}</w:p>"

    def table(self, table: PaperTable) -> str:
        """A table; with lines it is of the style of that name."""
        style = '<w:tblStyle w:val="TableGrid"/>' if table.has_lines else ""
        columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in table.widths)
        rows = "".join(
            self._row(cells, table.widths, table.size, is_head=place < table.heads)
            for place, cells in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/>{_LOOK}'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, cells: Sequence[PaperCell], widths: Sequence[int], size: int, *, is_head: bool) -> str:
        """Cells that take several: to the right one spans them, downwards each row goes on."""
        made, place = [], 0
        while place < len(cells):
            made.append(self._cell(cells[place], widths[place], size))
            place += cells[place].across
        head = "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(made)}</w:tr>"

    def _cell(self, cell: PaperCell, width: int, size: int) -> str:
        look = f'<w:tcW w:type="dxa" w:w="{_twips(width)}"/>'
        if cell.across > 1:
            look += f'<w:gridSpan w:val="{cell.across}"/>'
        if cell.down > 1:
            look += '<w:vMerge w:val="restart"/>'
        elif cell.is_covered:
            look += "<w:vMerge/>"
        if cell.fill:
            look += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>'
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{self.paragraph(cell, size)}</w:tc>"


class MarkupPaper(Paper):
    """Paragraphs and tables as markup; what file they become is its own affair."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        super().__init__(title, language, is_wide=is_wide, font=font)
        self._markup = Markup()

    def add_paragraph(self, cell: PaperCell) -> None:
        self._markup.body.append(self._markup.paragraph(cell, SIZE))

    def add_table(self, table: PaperTable) -> None:
        self._markup.body.append(self._markup.table(table))

    def new_page(self) -> None:
        self._markup.body.append(NEW_PAGE)


def anchors(numbers: Iterable[int]) -> tuple[str, str]:
    """What stands before and behind a text that remarks are on."""
    begins = (f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    ends = (
        f'<w:commentRangeEnd w:id="{number}"/>' + _MARK.format(f'<w:commentReference w:id="{number}"/>')
        for number in numbers
    )
    return "".join(begins), "".join(ends)


def _runs(cell: PaperCell, size: int) -> Iterator[str]:
    """Each line of a text in a run of its own."""
    look = "".join(
        (
            "<w:b/>" if cell.is_bold else "",
            "<w:i/>" if cell.is_italic else "",
            f'<w:color w:val="{cell.ink}"/>' if cell.ink else "",
            f'<w:sz w:val="{2 * (cell.size or size)}"/>',
            '<w:u w:val="single"/>' if cell.is_underlined else "",
        )
    )
    for place, line in enumerate(_escaped(cell.text).split("\n") if cell.text else ()):
        new_line = "<w:br/>" if place else ""
        yield f"<w:r><w:rPr>{look}</w:rPr>{new_line}{_text(line)}</w:r>"


def _text(line: str) -> str:
    """A line; white space at its ends is kept."""
    kept = ' xml:space="preserve"' if line.strip() != line else ""
    return "<w:tab/>".join(f"<w:t{kept}>{part}</w:t>" for part in line.split("\t"))


def remark(number: int, text: str) -> str:
    """A remark by its number, of one paragraph a line."""
    own = f'w:id="{number}" w:author="{AUTHOR}" w:initials="{AUTHOR[:2]}"'
    first, *others = _escaped(text).split("\n")
    mark = _MARK.format("<w:annotationRef/>")
    after = "".join(f"<w:p>{_REMARK}<w:r>{_text(line)}</w:r></w:p>" for line in others)
    return f"<w:comment {own}><w:p>{_REMARK}{mark}<w:r>{_text(first)}</w:r></w:p>{after}</w:comment>"


def _escaped(text: str) -> str:
    return escape(printable(text))


def _twips(millimetres: int) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)
