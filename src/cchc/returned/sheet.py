"""One sheet laid over another: its cells in the place of those that stood there, its colours, links and widths beside.

Source: ECMA-376 part 1, 18.3.1.99 (the order of what a worksheet holds). The sheet below keeps its cells as they are
written; it has to be written the way in which spreadsheet programs write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate

from cchc.readers.grid import column_name, place
from cchc.readers.package import Package, local
from cchc.record import define, field, frozen
from cchc.returned.cut import cuts, recut
from cchc.returned.parts import NotKeptError
from cchc.writers.upon import is_signed

_ORDER = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst
    """.split()  # noqa: SIM905 - so many words read best as a text
_REF = re.compile(r'\br="([A-Z]{1,3}[0-9]{1,7})"')
_NUMBER = re.compile(r'\br="([0-9]{1,7})"')
_COL = re.compile(r"<col\b[^<>]*/>")
_COLOURED = "conditionalFormatting"
_LINK = re.compile(r"<hyperlink\b[^<>]*/>")
_DEPTHS = (3, 4)
"""How deep a row, and a cell, stands in a worksheet."""
_PRIORITY = re.compile(r'\bpriority="(\d+)"')


@define
class SheetText:
    """The XML of a worksheet as text, cut at its cells; raises NotKeptError for what is written in another way."""

    text: str
    root: Element
    """All but its cells, of which there may be very many, parsed."""
    rows: dict[int, tuple[str, dict[str, str]]] = field(factory=dict)
    """The attributes of each row by its number, and its cells by their places."""

    @classmethod
    def of(cls, package: Package, text: str, part: str) -> SheetText:
        """The sheet of a package with a text, which need not be the one that stands there."""
        if "<!" in text or "<?" in text.lstrip("\ufeff")[1:]:
            raise NotKeptError("unusual")  # what looks like a tag need not be one
        before, opening, rest = text.partition("<sheetData")
        if not opening:
            raise NotKeptError("unusual")
        head, _, inside = rest.partition(">")
        bare = text if head.endswith("/") else f"{before}{opening}{head}/>{inside.partition('</sheetData>')[2]}"
        return cls(text, package.parsed(bare, part))

    def __attrs_post_init__(self) -> None:
        _, opening, rest = self.text.partition("<sheetData")
        inside, closing, _ = rest.partition("</sheetData>")
        if not opening or (not closing and not re.match(r"\s*/>", rest)):
            raise NotKeptError("unusual")
        for row in cuts(inside, "row"):
            number = _NUMBER.search(row.attributes)
            cells = [(_REF.search(cell.attributes), cell.whole) for cell in cuts(row.inside, "c")]
            if number is None or not all(known for known, _ in cells):
                raise NotKeptError("unusual")
            self.rows[int(number[1])] = row.attributes, {known[1]: cell for known, cell in cells if known}
        # What was cut out has to be what a parser finds, so that nothing was passed over.
        if _counted(self.text) != (len(self.rows), sum(len(cells) for _, cells in self.rows.values())):
            raise NotKeptError("unusual")

    def clear(self, columns: Iterable[int]) -> None:
        """Nothing in some columns."""
        ours = {column_name(column) for column in columns}
        for _, cells in self.rows.values():
            for ref in [ref for ref in cells if ref.rstrip("0123456789") in ours]:
                del cells[ref]

    def put(self, ref: str, cell: str) -> None:
        """A cell in its place."""
        number = int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        self.rows.setdefault(number, (f' r="{number}"', {}))[1][ref] = cell

    def written(self) -> str:
        """The sheet with its cells as they are now."""
        rows = "".join(_row(*self.rows[number]) for number in sorted(self.rows))
        before, opening, rest = self.text.partition("<sheetData")
        head, _, inside = rest.partition(">")
        after = inside if head.endswith("/") else inside.partition("</sheetData>")[2]
        return f"{before}{opening}{head.rstrip('/')}>{rows}</sheetData>{after}"


def _counted(text: str) -> tuple[int, int]:
    """How many rows and cells a parser finds in a sheet: it goes through them and keeps none."""
    found, path = [0, 0], list[str]()
    parser = ParserCreate()

    def start(name: str, _: object) -> None:
        path.append(name)
        if len(path) in _DEPTHS and path[1].rpartition(":")[2] == "sheetData":
            found[_DEPTHS.index(len(path))] += 1

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    try:
        parser.Parse(text, True)
    except ExpatError as error:
        raise NotKeptError("unusual") from error
    return found[0], found[1]


def _row(attributes: str, cells: Mapping[str, str]) -> str:
    # The columns that a row spans are only a hint, which may be left out.
    own = re.sub(r'\s+spans="[^"]*"', "", attributes)
    return f"<row{own}>{''.join(cells[ref] for ref in sorted(cells, key=_column))}</row>"


def _column(ref: str) -> int:
    found = place(ref)
    return found[1] if found is not None else 0


@frozen
class Over:
    """What is laid over a sheet, as it is written in a sheet of its own."""

    cells: Mapping[str, str]
    columns: Mapping[int, str]
    """The width of each column of ours, from 0, as an element."""
    colours: tuple[str, ...]
    links: tuple[str, ...]

    @classmethod
    def of(cls, sheet: SheetText) -> Over:
        """All of a sheet that goes over another."""
        cells = {ref: cell for _, own in sheet.rows.values() for ref, cell in own.items()}
        columns = {int(_attribute(each, "min")) - 1: each for each in _COL.findall(sheet.text)}
        return cls(
            cells, columns, tuple(each.whole for each in cuts(sheet.text, _COLOURED)), tuple(_LINK.findall(sheet.text))
        )


def laid_over(below: SheetText, over: Over) -> str:
    """The sheet with what is laid over it."""
    for ref, cell in over.cells.items():
        below.put(ref, cell)
    root, text = below.root, below.written()
    text = _with_columns(text, over.columns)
    first = 1 + max(map(int, _PRIORITY.findall(text)), default=0)
    colours = [_PRIORITY.sub(f'priority="{number}"', each) for number, each in enumerate(over.colours, first)]
    text = inserted(text, root, "conditionalFormatting", "".join(colours))
    return _with_links(text, root, over.links)


def inserted(text: str, root: Element, name: str, element: str) -> str:
    """An element in the place that the order of a worksheet asks for, behind others of its name."""
    if not element:
        return text
    later = _ORDER[_ORDER.index(name) + 1 :]
    follows = next((local(each.tag) for each in root if local(each.tag) in later), None)
    data = text.index("</sheetData>")
    if follows is None:
        at = text.rindex("</worksheet>")
    elif follows == "extLst":
        at = text.rindex("<extLst")
    else:
        found = re.compile(rf"<{follows}[\s/>]").search(text, data)
        if found is None:
            raise NotKeptError("unusual")
        at = found.start()
    return f"{text[:at]}{element}{text[at:]}"


def _with_links(text: str, root: Element, links: Iterable[str]) -> str:
    own = "".join(links)
    if own and root.find("{*}hyperlinks") is not None:
        if text.count("</hyperlinks>") != 1:
            raise NotKeptError("unusual")
        return text.replace("</hyperlinks>", f"{own}</hyperlinks>")
    return inserted(text, root, "hyperlinks", own and f"<hyperlinks>{own}</hyperlinks>")


# --- widths ----------------------------------------------------------------------------------------


def _with_columns(text: str, columns: Mapping[int, str]) -> str:
    """The widths of our columns, where the sheet's own leave them out."""
    before, opening, rest = text.partition("<cols>")
    if not opening:
        at = text.index("<sheetData")
        return f"{text[:at]}<cols>{''.join(columns.values())}</cols>{text[at:]}" if columns else text
    inside, closing, after = rest.partition("</cols>")
    pieces = [piece for each in _COL.findall(inside) for piece in _without(each, columns)]
    pieces += [(place, element) for place, element in columns.items()]
    return f"{before}{opening}{''.join(element for _, element in sorted(pieces))}{closing}{after}"


def _without(element: str, columns: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """A width of several columns, for those of them that are not ours."""
    first, last = int(_attribute(element, "min")) - 1, int(_attribute(element, "max")) - 1
    ours = sorted(column for column in columns if first <= column <= last)
    for column in (*ours, last + 1):
        if first < column:
            piece = re.sub(r'\bmin="\d+"', f'min="{first + 1}"', element)
            yield first, re.sub(r'\bmax="\d+"', f'max="{column}"', piece)
        first = column + 1


def _attribute(element: str, name: str) -> str:
    found = re.search(rf'\b{name}="(\d+)"', element)
    if found is None:
        raise NotKeptError("unusual")
    return found[1]


# --- what an earlier marking has left ---------------------------------------------------------------


def cleaned(text: str, columns: Iterable[int]) -> str:
    """A sheet's text without our colours, and without the links in our columns."""
    ours = {column_name(column) for column in columns}

    def unlinked(each: re.Match[str]) -> str:
        return "" if _linked(each[0]).rstrip("0123456789") in ours else each[0]

    text = recut(text, _COLOURED, lambda each: "" if is_signed(each.whole) else each.whole)
    return re.sub(r"<hyperlinks>\s*</hyperlinks>", "", _LINK.sub(unlinked, text))


def _linked(link: str) -> str:
    found = re.search(r'\bref="([A-Z]+[0-9]+)"', link)
    return found[1] if found else ""
