"""A row of a table as it is quoted: its cells under the numbers of their columns, those that may be wrong marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, pad, visible, width
from cchc.edition import Edition
from cchc.edition.table import FormTable, StubKind
from cchc.finding import Finding
from cchc.judge.tables.address import FigurePlace, figure_at
from cchc.record import frozen
from cchc.report import FilledRow, KeptRow, Part, Report
from cchc.value import Cell

_STUB = frozenset(StubKind)
_GAP = " │ "
_LEFT_OUT = "…"
_ROOM = 24
"""How many places a cell takes at most."""
_LABEL_ROOM = (12, 40)
"""How many places a row's label takes at least and at most, where all cells are shown; fewer if it has to be."""


@frozen
class QuotedCell:
    """A cell as it is quoted: what stands over it, its text, and whether it is the one meant or named beside it."""

    head: str
    text: str
    is_figure: bool = True
    is_meant: bool = False
    is_named: bool = False

    @property
    def width(self) -> int:
        """How many places it needs."""
        return max(width(self.head), width(self.text))

    @property
    def is_marked(self) -> bool:
        return self.is_meant or self.is_named


@frozen
class FigureQuote:
    """A row of a table: its place, and its cells."""

    place: str
    boxes: tuple[QuotedCell, ...]


@frozen
class Drawing:
    """Rows of one table as they are drawn: the numbers of their columns, and each row with what is marked in it."""

    head: str
    rows: tuple[tuple[str, str, tuple[tuple[int, int, bool], ...]], ...]
    """Place, text, and from where to where cells are marked, and whether as the one that is meant."""


def drawn(quotes: Sequence[FigureQuote], room: int) -> Drawing:
    """Rows one under another in so much room: labels cut first, then cells far from the marked ones left out."""
    width = max(len(quote.boxes) for quote in quotes)
    grid = [[*quote.boxes, *[QuotedCell("", "")] * (width - len(quote.boxes))] for quote in quotes]
    kept, widths = _fitted(grid, room)
    head = [max((row[at].head for row in grid), default="") if at is not None else "" for at in kept]
    rows = tuple((quote.place, *_row(row, kept, widths)) for quote, row in zip(quotes, grid, strict=True))
    is_figure = [at is None or grid[0][at].is_figure for at in kept]
    over = "   ".join(pad(text, room, right=right) for text, room, right in zip(head, widths, is_figure, strict=True))
    return Drawing(over.rstrip(), rows)


def _row(
    row: Sequence[QuotedCell], kept: Sequence[int | None], widths: Sequence[int]
) -> tuple[str, tuple[tuple[int, int, bool], ...]]:
    """A row as text, and its marks."""
    texts, marks, start = [], [], 0
    for at, room in zip(kept, widths, strict=True):
        box = QuotedCell("", _LEFT_OUT) if at is None else row[at]
        text = clip(box.text, room)
        texts.append(pad(text, room, right=box.is_figure))
        if box.is_marked:
            left = start + (room - width(text) if box.is_figure else 0)
            marks.append((left, left + width(text), box.is_meant))
        start += room + len(_GAP)
    return _GAP.join(texts).rstrip(), tuple(marks)


def _fitted(grid: Sequence[Sequence[QuotedCell]], room: int) -> tuple[list[int | None], list[int]]:
    """Which cells are shown (None: some are left out there), and how wide they are."""
    places = range(len(grid[0]))
    widths = [max(row[at].width for row in grid) for at in places]
    labels = [at for at in places if not grid[0][at].is_figure]
    least, most = _LABEL_ROOM
    for at in labels:
        widths[at] = min(widths[at], most)
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    for at in labels if excess > 0 else []:
        widths[at] = min(widths[at], max(least, widths[at] - excess))
    kept = _thinned(grid, widths, room)
    return kept, [width(_LEFT_OUT) if at is None else widths[at] for at in kept]


def _thinned(grid: Sequence[Sequence[QuotedCell]], widths: Sequence[int], room: int) -> list[int | None]:
    """What says which row it is, the marked cells, and as many of those beside them as there is room for."""
    places = range(len(widths))
    marked = [at for at in places if any(row[at].is_marked for row in grid)] or [0]
    meant = {at for at in places if any(row[at].is_meant for row in grid)}

    def rank(at: int) -> tuple[bool, bool, int]:
        return at not in meant, grid[0][at].is_figure, min(abs(at - one) for one in marked)

    kept: list[int] = []
    for at in sorted(places, key=rank):
        if not kept or _taken(_spaced([*kept, at], len(widths)), widths) <= room:
            kept.append(at)
    return list(_spaced(kept, len(widths)))


def _taken(kept: Iterable[int | None], widths: Sequence[int]) -> int:
    rooms = [len(_LEFT_OUT) if at is None else widths[at] for at in kept]
    return sum(rooms) + len(_GAP) * (len(rooms) - 1)


def _spaced(kept: Sequence[int], count: int) -> Iterator[int | None]:
    """Places in their order, None where some are left out."""
    places = sorted(kept)
    if places[0] > 0:
        yield None
    for at, after in pairwise([*places, count]):
        yield at
        if after > at + 1:
            yield None


@frozen
class RowQuotes:
    """The rows of a report's tables that findings speak of."""

    report: Report
    edition: Edition
    blank: str
    """What is written where nothing stands in a cell that is meant."""

    def of(self, finding: Finding) -> Iterator[FigureQuote]:
        """The row of the figure that is wrong, then those of the others that may be."""
        main = None if finding.figure is None else figure_at(self.report, finding.figure)
        if main is None:
            yield from self._of_cell(finding.cell)
            return
        others = [found for address in finding.figures if (found := figure_at(self.report, address)) is not None]
        named: dict[str, tuple[FigurePlace, set[str]]] = {main.row.key: (main, set())}
        for figure in others:
            if figure.table is main.table:
                named.setdefault(figure.row.key, (figure, set()))[1].add(figure.column)
        for figure, columns in named.values():
            yield self._quote(figure, main.column if figure is main else None, columns)

    def name(self, finding: Finding, language: str) -> str:
        """The row and the column of a figure as people call them."""
        figure = None if finding.figure is None else figure_at(self.report, finding.figure)
        if figure is None:
            return ""
        column = self.edition.tables[figure.table.id].columns[figure.column]
        face, path = self.edition.face("tables"), column.path or column.asks.label[language]
        told = face.say(language, "column", path=path)
        if column.mark is not None:
            told = face.say(language, "numbered_column", mark=column.mark, path=path)
        return face.say(language, "figure", row=self._row(figure, language), column=told)

    def short(self, finding: Finding) -> tuple[str, str]:
        """The number of a figure's column, and its row with the last of the column's headings."""
        figure = None if finding.figure is None else figure_at(self.report, finding.figure)
        if figure is None:
            return "", ""
        column = self.edition.tables[figure.table.id].columns[figure.column]
        return _mark(column.mark), f"{self._row(figure, self.edition.languages[0])}: {column.path}"

    def _row(self, figure: FigurePlace, language: str) -> str:
        """A row by its label; the only one of a table, which has none, by that of its table."""
        table, row = self.edition.tables[figure.table.id], figure.row
        definition = table.rows.get(row.id or "")
        if row.label or definition is None or any(definition.label.values()):
            return _label(row)
        return next(iter(table.label.values()), "") or self.edition.face("tables").text("only_row")[language]

    def _of_cell(self, cell: Cell | None) -> Iterator[FigureQuote]:
        """The row that a cell of no figure stands in."""
        row = None if cell is None else self._row_with(cell)
        if cell is None or row is None:
            return
        table = next((table for table in self.edition.tables.values() if _is_of(row, table)), None)
        heads = {} if table is None else {column.id: _mark(column.mark) for column in table.printed}
        alike = sorted((each.column in heads, at) for at, each in enumerate(row.cells) if _same(each, cell))
        others = [at for is_figure, at in alike if not is_figure] or [at for _, at in alike]
        # What was taken for no figure stands behind them; what names a row before them.
        meant = others[-1 if cell in self.report.unplaced else 0]
        boxes = (
            QuotedCell(heads.get(each.column, ""), self._text(each, at == meant), each.column not in _STUB, at == meant)
            for at, each in enumerate(row.cells)
        )
        yield FigureQuote(visible(cell.place), tuple(boxes))

    def _row_with(self, cell: Cell) -> KeptRow | None:
        rows = (row for row in self.report.rows if row.part is Part.TABLE)
        return next((row for row in rows if any(_same(each, cell) for each in row.cells)), None)

    def _quote(self, figure: FigurePlace, meant: str | None, named: set[str]) -> FigureQuote:
        table = self.edition.tables[figure.table.id]
        return FigureQuote(visible(figure.row.place), tuple(self._boxes(table, figure.row, meant, named)))

    def _boxes(self, table: FormTable, row: FilledRow, meant: str | None, named: set[str]) -> Iterator[QuotedCell]:
        for kind in dict.fromkeys(stub.kind for stub in table.stub if stub.kind in (StubKind.CODE, StubKind.LABEL)):
            text = row.label if kind is StubKind.LABEL else row.code
            yield QuotedCell("", seen(text) or " ", is_figure=False)
        cells = _cells(row)
        for column in table.printed:
            is_meant = column.id == meant
            text = self._text(cells.get(column.id), is_meant or column.id in named)
            yield QuotedCell(_mark(column.mark), text, True, is_meant, column.id in named)

    def _text(self, cell: Cell | None, is_meant: bool) -> str:
        text = "" if cell is None else seen(cell.text)
        return clip(text, _ROOM) or (self.blank if is_meant else "")


def _cells(row: FilledRow) -> Mapping[str, Cell]:
    return {id: entry.cell for id, entry in row.entries.items() if entry.cell is not None}


def _label(row: FilledRow) -> str:
    return seen(row.label or row.code or row.key)


def _mark(mark: str | None) -> str:
    return "" if mark is None else f"({mark})"


def _is_of(row: KeptRow, table: FormTable) -> bool:
    return any(cell.column in table.columns for cell in row.cells)


def _same(one: Cell, other: Cell) -> bool:
    """Whether two cells are one, whatever column it was taken for."""
    return (one.text, one.place) == (other.text, other.place)
