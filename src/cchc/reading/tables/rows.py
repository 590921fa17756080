"""The rows under a head that are its table's: told from notes, signatures, page numbers and heads that come again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum, StrEnum
from itertools import islice

from cchc.edition import Edition
from cchc.edition.table import FormTable, StubKind
from cchc.reading.budget import charge
from cchc.reading.labels import is_code
from cchc.reading.stationery import Stationery
from cchc.reading.tables.head import Head, HeadFinder
from cchc.record import define, field, frozen
from cchc.report import Row
from cchc.text.dates import find_dates, is_date_left_open
from cchc.text.markup import pattern
from cchc.text.number import parse_number
from cchc.text.spelling import key, seen
from cchc.value import Cell

_LONGEST_DATE = 80
_FEW = 2
"""Texts of a row that is the name of a table: its number, and what it is called."""
_PAGE = pattern(r"(?:trang|page|p\.)? ?[0-9]{1,4}(?: ?[/-] ?[0-9]{1,4})?", re.IGNORECASE)
_SHORT_CODE = pattern(r"[A-Za-zĐđ]|(?=[\w.,-]{0,8}[0-9])[\w.,-]{1,9}")
_NUMERAL = r"(?:[IVXLC]{1,6}|[0-9]{1,3}(?:\.[0-9]{1,3}){0,4})"
_LEADING_CODE = pattern(
    rf"((?:{_NUMERAL}|[A-ZĐa-zđ])[.)](?![0-9])(?: ?[-–—] ?(?=[^\W\d_]))?|[-+•]) ?(?=\S)"
    # A dash parts a code from its label ("1.1- IPTU"), or is a word's or a span's ("5-year", "10 - 14").
    rf"|((?:{_NUMERAL}|[A-ZĐ])(?= ?[-–—] ?[^\W\d_])"
    rf"(?:(?<=\.[0-9])|(?<=\.[0-9][0-9])|(?=[-–—] )|(?= ?[-–—] ?[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ])))\.? ?[-–—] ?"
)

_GLUED_CODE = pattern(rf"({_NUMERAL}|[A-ZĐ]) ?(?=[^\W\d_])")


@frozen
class BodyRow:
    """A row of the table by its cells: those of the stub by what they say, the others by place."""

    place: int
    row: Row
    stub: Mapping[StubKind, Cell]
    head: Head
    """The head that it stands under: one that comes again may name other columns."""
    code: str = ""
    label: str = ""
    is_total: bool = False
    """Whether it is known to be the total, whatever it is called."""

    @classmethod
    def of(cls, row: Row, place: int, head: Head, labels: frozenset[str] = frozenset()) -> BodyRow:
        """A row by its stub; a label may stand where codes do, and a code before its label, if that is not one of the
        form's `labels` as a whole ("1 - dưới 5 tuổi")."""
        cells = row.cells
        stub = {kind: cells[at] for at, kind in head.stub.items() if at < len(cells) and seen(cells[at].text)}
        code, label = (seen(stub[kind].text) if kind in stub else "" for kind in (StubKind.CODE, StubKind.LABEL))
        if code and not label and not is_code(code) and not _SHORT_CODE().fullmatch(code):
            code, label = "", code
        has_codes = StubKind.CODE in head.stub.values()
        if label and not has_codes and key(label) not in labels and (begun := _LEADING_CODE().match(label)):
            code, label = (begun[1] or begun[2]).rstrip(" -–—") or begun[1], label[begun.end() :]
        elif label and not has_codes and key(label) not in labels and (begun := _GLUED_CODE().match(label)):
            # Nothing but a space parts a number from a label: only where that is one of the form's.
            rest = label[begun.end() :]
            code, label = (begun[1], rest) if key(rest) in labels else (code, label)
        return cls(place, row, stub, head, code, label)

    @property
    def figures(self) -> Iterator[Cell]:
        """The cells in columns of figures that say something."""
        return (cell for at, cell in enumerate(self.row.cells) if at in self.head.columns and seen(cell.text))


class _Kind(StrEnum):
    """What a row under a head is, as far as it tells by itself."""

    SURE = "sure"
    """One of the table."""
    LABELLED = "labelled"
    """One of the table if there is more of it below, or nothing is filled in."""
    ASTRAY = "astray"
    PAGE = "page"
    END = "end"
    """Signatures, or what stands around tables only, begin."""


class Caption(IntEnum):
    """How surely a text says what a table is called; what is greater is surer."""

    NONE = 0
    NAMED = 1
    """By its name, under another number or none."""
    NUMBERED = 2
    """By its name and number, as the form prints them."""


@frozen
class Gathered:
    """The rows of a table and the places of heads that come again among them; `pages` only turn a page."""

    bodies: tuple[BodyRow, ...]
    end: int
    heads: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()


def _never(rows: Sequence[Row], place: int) -> bool:
    return False


@define(eq=False)
class Gathering:
    """Gathers the rows of a table, from its head up to where it ends."""

    finder: HeadFinder
    stationery: Stationery
    means: Callable[[str], object]
    """Whether a text says why there is no figure."""
    others: Sequence[HeadFinder] = ()
    """The tables that may begin below."""
    is_own: Callable[[Sequence[Row], int], bool] = _never
    """Whether a head that another table may have as well is that of this one again."""
    _totals: frozenset[str] = field(init=False)
    _labels: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._totals, self._labels = totals_of(self.finder.table), labels_of(self.finder.table)

    def gathered(self, rows: Sequence[Row], head: Head) -> Gathered:
        """The table's rows."""
        kinds: list[tuple[_Kind, BodyRow]] = []
        heads: list[int] = []
        numbers: list[int] = []
        place, current = head.end, head
        while place < len(rows):
            row = rows[place]
            charge("steps")
            if any(finder.at(rows, place) for finder in self.others) and not self.is_own(rows, place):
                break
            again = self._again(rows, place, current)
            if again is not None:
                current, end = again
                heads += range(place, end)
                place = end
                continue
            if head.numbers is not None and self.finder.numbers.read(row, current.stub) is not None:
                numbers.append(place)
            elif any(seen(cell.text) for cell in row.cells):
                body = BodyRow.of(row, place, current, self._labels)
                kind = self._kind(body)
                if kind is _Kind.END:
                    break
                kinds.append((kind, body))
            place += 1
        bodies = list(self._bodies(kinds))
        end = max([head.end, *(body.place + 1 for body in bodies)])
        end = max([end, *(place + 1 for place in (*heads, *numbers) if any(body.place > place for body in bodies))])
        pages = tuple(body.place for kind, body in kinds if kind is _Kind.PAGE and body.place < end)
        inside, counted = (tuple(place for place in found if place < end) for found in (heads, numbers))
        return Gathered(tuple(bodies), end, inside, counted, pages)

    def _again(self, rows: Sequence[Row], place: int, current: Head) -> tuple[Head, int] | None:
        """The head that comes again at a row, and where it ends."""
        if current.stands_at(rows, place):
            return current, place + current.end - current.start
        again = self.finder.at(rows, place)
        if again is not None:
            return again, again.end
        above = self.finder.above  # over each page the headings of the table may stand that this is a section of
        return (current, place + above.end - above.start) if above and above.stands_at(rows, place) else None

    def _bodies(self, kinds: Sequence[tuple[_Kind, BodyRow]]) -> Iterator[BodyRow]:
        """The rows of the table among all: up to the last that is sure, and the prepared ones below it."""
        last = self._last(kinds)
        for kind, body in kinds[: last + 1]:
            if kind in (_Kind.SURE, _Kind.LABELLED):
                yield body
        is_over = last >= 0 and self.is_total(kinds[last][1]) and last > 0
        for kind, body in () if is_over else kinds[last + 1 :]:
            if kind is not _Kind.LABELLED or (last >= 0 and not is_code(body.code)):
                return
            yield body
            if self.is_total(body):
                return

    def _last(self, kinds: Sequence[tuple[_Kind, BodyRow]]) -> int:
        """The last row that is surely the table's: below a total, texts part it from whatever comes."""
        last, is_parted, is_closed = -1, False, False
        for at, (kind, body) in enumerate(kinds):
            is_parted = is_parted or (is_closed and kind in (_Kind.ASTRAY, _Kind.LABELLED))
            if kind is _Kind.SURE:
                if is_parted:
                    break
                last = at
                is_closed = is_closed or (self.is_total(body) and at > 0)
        return last

    def _kind(self, body: BodyRow) -> _Kind:
        texts = [text for cell in body.row.cells if (text := seen(cell.text))]
        if self._is_known(body):
            return _Kind.SURE
        if self._is_filled(body):
            return _Kind.SURE
        if is_title_of(body.row, [finder.table for finder in self.others]):
            return _Kind.ASTRAY
        if any(self.stationery.role(text) is not None or self.stationery.is_letterhead(text) for text in texts):
            return _Kind.END
        if len(texts) == 1 and _PAGE().fullmatch(texts[0]):
            return _Kind.PAGE
        if any(map(_is_date, texts)) or any(map(self.stationery.is_around, texts)):
            return _Kind.ASTRAY
        if not body.label or (len(body.row.cells) == 1 and body.code == ""):
            return _Kind.ASTRAY
        return _Kind.SURE if any(self.means(cell.text) for cell in body.figures) else _Kind.LABELLED

    def _is_filled(self, body: BodyRow) -> bool:
        """Whether figures stand in a row, and not only a text with digits in it."""
        if not body.label and not body.code:
            return any(parse_number(cell.text) is not None for cell in body.figures)
        is_filled = any(any(map(str.isdigit, cell.text)) and not _is_date(seen(cell.text)) for cell in body.figures)
        return is_filled and not (body.label and self.stationery.is_around(body.label))

    def _is_known(self, body: BodyRow) -> bool:
        texts = (body.label, *(cell.text for cell in body.stub.values()))
        return any(key(text) in self._labels for text in texts if text) or self.is_total(body)

    def is_total(self, body: BodyRow) -> bool:
        """Whether a row is the total of rows that the office writes."""
        return is_total(body, self._totals)


@frozen
class RowLabels:
    """The labels that the rows of an edition's tables are printed with."""

    known: frozenset[str]

    @classmethod
    def of(cls, edition: Edition) -> RowLabels:
        tables = edition.tables.values()
        return cls(frozenset[str]().union(*(totals_of(table) | labels_of(table) for table in tables)))

    def knows(self, label: str) -> bool:
        """Whether a text is the label of a row that the form prints."""
        return key(label) in self.known

    def only(self, label: str) -> str | None:
        """No line of the form: rows are none."""
        return None


def is_total(body: BodyRow, totals: frozenset[str]) -> bool:
    """Whether a row is the total: its label may stand in the column of numbers, merged with that of labels."""
    return body.is_total or any(key(cell.text).rstrip(":") in totals for cell in body.stub.values())


def is_title_of(row: Row, tables: Iterable[FormTable]) -> bool:
    """Whether a row says what one of these tables is called, whatever it is numbered, and nothing else."""
    said = _all_of(row)
    return any(caption_in(said, table) is not Caption.NONE for table in tables)


def caption_of(row: Row, table: FormTable) -> Caption:
    """How surely a row says what a table is called."""
    return caption_in(_all_of(row), table)


def _all_of(row: Row) -> str:
    """What a row says in a few cells; nothing where it has many."""
    filled = list(islice((cell for cell in row.cells if cell.text), _FEW + 1))
    return "" if len(filled) > _FEW else " ".join(dict.fromkeys(text for cell in filled if (text := seen(cell.text))))


def caption_in(said: str, table: FormTable) -> Caption:
    """How surely a text does, the name of a sheet as well."""
    bare = _unnumbered(said) if said else ""
    if not bare or all(bare != _unnumbered(label) for label in table.label.values()):
        return Caption.NONE
    is_numbered_so = any(_whole(said) == _whole(label) for label in table.label.values())
    return Caption.NUMBERED if is_numbered_so else Caption.NAMED


def _whole(text: str) -> str:
    return key(text).rstrip(":")


def _unnumbered(text: str) -> str:
    begun = _LEADING_CODE().match(text)
    return key(text[begun.end() :] if begun is not None else text).rstrip(":")


def totals_of(table: FormTable) -> frozenset[str]:
    """What the total row may be called."""
    label = table.open.total if table.open is not None else None
    return frozenset() if label is None else frozenset(map(key, table.spellings(label)))


def labels_of(table: FormTable) -> frozenset[str]:
    """The labels of the rows that the form prints, by their keys."""
    labels = (label for row in table.rows.values() for label in row.label.values() if label)
    return frozenset(key(each) for label in labels for each in table.spellings(label))


def _is_date(text: str) -> bool:
    """A place and a date, such as stands above a signature."""
    if text.isdecimal():
        return False
    if len(text) > _LONGEST_DATE or parse_number(text) is not None:
        return False
    return len(find_dates(text)) == 1 or is_date_left_open(text)
