"""What the rows of a table are: those that the form prints, what stands under what, and the total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import Factory

from cchc.drafting.heads import Texts
from cchc.drafting.lexicon import begins_with, is_one, is_total
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.sheet import SeenTable, is_open, says_open
from cchc.load.closed_rows import id_of_code
from cchc.record import define

_SHORT_ID, _LONG_ID = 24, 48
_PLAIN_CODE = re.compile(r"[0-9]{1,3}[.)]?")
_SHAPES = (
    ("I", re.compile(r"[IVXLC]+[.)]?")),
    ("A", re.compile(r"[A-ZĐ][.)]?")),
    ("1", re.compile(r"[0-9]+[.)]?")),
    ("a", re.compile(r"[a-zđ][.)]?")),
    ("-", re.compile(r"[-–+*]")),
)
_LED = re.compile(
    r"((?:[IVXLC]+|[0-9]+(?:\.[0-9]+)*|[A-ZĐa-zđ])(?=[.)] )|[-–+](?= )"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})+(?= | ?[-–—] ?[^\W\d_])|[0-9]{1,3}(?= [^\W\d_a-zà-ỹ]| ?[-–—] ?[^\W\d_a-zà-ỹ])"
    r")(?: ?[-–—] ?|[.)]? +)(\S.*)"
)
"""A label with its number before it, in one cell: "1. Thu", "1.1- IPTU", "2 RECEITA"."""
_LEFT_OPEN = re.compile(r"…|\.{3}|_{3}")
"""A label that an office completes: "Secretaria de ……"."""
_CROSSES = frozenset("x×")
_DOTTED = re.compile(r"[0-9A-Z]+(?:[.,][0-9]+[a-zđ]?|[.,][A-Za-z])+[.)]?")


@define(eq=False)
class RowDraft:
    """A row that is printed: its id, its code and label, the row that it is under; `is_total`: it adds up."""

    id: str
    code: str
    label: str
    under: str | None = None
    shape: str = ""
    """What its code looks like, as `levels` spells it."""
    is_total: bool = False
    is_bare: bool = False
    """Whether it has no figure, in a form that is filled in."""
    part_of: str | None = None
    """The row that it is some of: "Trong đó: nữ"."""
    is_caption: bool = False
    """Whether it only says that some of the row above come: "Trong đó:"."""
    own: dict[str, str] = Factory(dict)
    """Kind and unit that are printed beside it."""
    crossed: tuple[int, ...] = ()
    """The columns of figures, by their place among these, that it has not: "x" is printed there."""


@define(eq=False)
class RowsDraft:
    """The rows of a table: printed ones, what open ones look like, and what the total is called."""

    rows: list[RowDraft]
    levels: tuple[str, ...] = ()
    total: str | None = None
    is_total_first: bool = False
    are_open: bool = False


def rows_draft(table: SeenTable) -> RowsDraft:
    """All rows that stand in a table."""
    printed = [row for row in table.body if _is_printed(table, row)]
    total = next((_label(table, row) for row in printed if is_total(_label(table, row))), None)
    rows = list(_drafts(table, printed))
    levels = _levels(table, rows)
    has_only_total = all(row.is_total for row in rows)
    open_ones = len(printed) < len(table.body) or has_only_total or _are_written(table, rows)
    is_first = total is not None and len(table.body) > 1 and _label(table, table.body[0]) == total
    return RowsDraft(rows, levels or ("1",), total, is_first, are_open=open_ones)


def _levels(table: SeenTable, rows: Sequence[RowDraft]) -> tuple[str, ...]:
    """What codes of rows look like, those of rows included that are yet to be written."""
    own = (row.shape for row in rows if not row.is_total and row.part_of is None)
    written = (code for row in table.body if not _is_printed(table, row) and (code := _code(table, row)))
    return tuple(dict.fromkeys((*own, *map(_shape, written))))


def _is_printed(table: SeenTable, row: Texts) -> bool:
    """Whether a form prints a row whole, so that an office writes nothing into its label."""
    label = _label(table, row)
    return bool(label) and not is_open(label) and not _LEFT_OPEN.search(label)


def _label(table: SeenTable, row: Texts) -> str:
    place = table.label if table.label is not None else table.code
    text = row[place] if place is not None and place < len(row) else ""
    led = _LED.fullmatch(text) if table.code is None else None
    return text if led is None else led[2]


def _code(table: SeenTable, row: Texts) -> str:
    """What a row is numbered: in a column of its own, or before its label."""
    if table.code is None and table.label is not None:
        led = _LED.fullmatch(row[table.label]) if table.label < len(row) else None
        return "" if led is None else led[1]
    place = table.code if table.label is not None else None
    return row[place] if place is not None and place < len(row) and not is_open(row[place]) else ""


def _drafts(table: SeenTable, printed: Sequence[Texts]) -> Iterator[RowDraft]:
    """Rows in order, each under the nearest above it whose code is that of an outer level."""
    names, above, parts = GivenIds("row"), _Above(), SomeOfAbove()
    coded = any(_code(table, row) for row in printed)
    often = Counter(slug(_label(table, row), _SHORT_ID) for row in printed)
    is_filled = table.is_filled_throughout
    for row in printed:
        code, label = _code(table, row), _label(table, row)
        total = is_total(label)
        short = slug(label, _SHORT_ID)
        shapes = (id_of_code(code), short if often[short] == 1 else "", slug(label, _LONG_ID))
        draft = RowDraft(names.give(*filter(None, shapes)), code, label)
        draft.is_total = total
        draft.crossed = tuple(_crossed(table, row))
        draft.is_bare = is_filled and not any(row[place] for place in table.figures if place < len(row))
        if not total and not parts.take(draft, coded=coded):
            draft.under = above.place(draft, coded=coded)
        yield draft


def _crossed(table: SeenTable, row: Texts) -> Iterator[int]:
    for at, place in enumerate(table.figures):
        if place < len(row) and row[place].casefold() in _CROSSES:
            yield at


@define(eq=False)
class SomeOfAbove:
    """Rows that are some of another, which are not numbered: they follow the row that they are part of."""

    whole: str | None = None
    is_listing: bool = False
    """Whether the rows that follow are parts, too: those under "Trong đó:"."""

    def take(self, row: RowDraft, *, coded: bool) -> bool:
        """Whether a row is a part of the whole above it."""
        is_said = begins_with(row.label, "parts", "words")
        goes_on = self.is_listing and coded and _shape(row.code) in ("", "-")
        if self.whole is None or not (is_said or goes_on) or (is_said and _shape(row.code) not in ("", "-")):
            self.whole, self.is_listing = row.id, False
            return False
        row.under = self.whole
        if is_one(row.label, "parts", "words"):
            row.is_caption = self.is_listing = True
        else:
            row.part_of = self.whole
        return True


@define(eq=False)
class _Above:
    """The rows that are open above the next: code shapes and ids, the outermost first."""

    open: list[tuple[str, str, str]] = Factory(list)

    def place(self, row: RowDraft, *, coded: bool) -> str | None:
        """The id of the row that this one is under; it is open itself from here on."""
        shape = _shape(row.code)
        row.shape = shape = "A" if shape == "I" and self._is_next_letter(row.code) else shape
        if not coded:
            return None
        if shape == "" and row.code == "":
            self.open = []  # a heading without a number, over those that have one
        elif shape == "1.1":
            while self.open and not _is_over(self.open[-1], row.code):
                self.open.pop()
        else:
            shapes = [each[0] for each in self.open]
            if shape in shapes:
                del self.open[shapes.index(shape) :]
        under = self.open[-1][2] if self.open else None
        self.open.append((shape, row.code, row.id))
        return under

    def _is_next_letter(self, code: str) -> bool:
        """Whether a capital that is a Roman number too goes on from the letter before: C behind B."""
        bare = code.rstrip(".)")
        before = next((above.rstrip(".)") for shape, above, _ in self.open if shape == "A"), "")
        return len(bare) == len(before) == 1 and ord(bare) == ord(before) + 1


def _is_over(each: tuple[str, str, str], code: str) -> bool:
    shape, above, _ = each
    bare = above.rstrip(".)")
    return shape in ("", "I", "A") or code.startswith((f"{bare}.", f"{bare},"))


def _shape(code: str) -> str:
    """What a code looks like, as `levels` spells it."""
    if _DOTTED.fullmatch(code):
        return "1.1"
    return next((shape for shape, known in _SHAPES if known.fullmatch(code)), "")


def _are_written(table: SeenTable, rows: Sequence[RowDraft]) -> bool:
    """Whether rows look like those that an office writes: numbered 1, 2, 3 or not at all, under such a heading."""
    label = table.label if table.label is not None else 0
    codes = [row.code for row in rows if row.code]
    return all(_PLAIN_CODE.fullmatch(code) for code in codes) and says_open(table.paths[label])
