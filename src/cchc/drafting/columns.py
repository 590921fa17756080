"""What the columns of figures are, as far as headings, the row of numbers and the cells tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cchc.drafting.heads import figure
from cchc.drafting.lexicon import BRACKETS, begins_with, has_one, is_money, same, unit_in
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.sheet import SeenTable
from cchc.errors import FormulaError
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.formula.syntax import parse
from cchc.record import define, frozen
from cchc.text.dates import find_dates
from cchc.text.periods import days_in
from cchc.value import PrintedNumber
from cchc.words import data, point_of

_RATES = {"phan_tram": 100, "phan_nghin": 1000}
_WHOLE = ("nguoi", "luot", "ho_gia_dinh", "ho_so", "van_ban")
"""Units of what is counted; others measure."""
_WITH_DECIMALS = ("number", "rate", "score")
_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)")
_SHORTEST_WORD = 3
_LONGEST_DAY, _MOST_WORDS = 20, 3
_MEASURED = re.compile(r"\(?([-–+]?\s?\d[\d.,\s]*)(?:\D{0,6})\)?")
"""A figure with a sign or a short unit behind it, or in brackets: "3,2‰", "45 hs", "(1.234)"."""
_MARKED = re.compile(r"\(([a-zđ]|\d{1,2})\)\s*(?:=\s*\S.*)?$")
"""How a heading ends that numbers its own column: "Số đã giải quyết (b)", "% (d) = (c/a)x100"."""
_FEWEST_MARKED = 2
_TERM = re.compile(r"\((\w{1,4})\)|(?<![\w.,])(\d{1,3}[a-zđ]?|[A-ZĐ])(?![\w.,])")
_NAME = re.compile(r"[a-z]\w*")
_RATIO = re.compile(r"^\(?(\w+)\)?/\(?(\w+)\)?(?:\*\(?100\)?%?|%)?$|^100%?\*\(?(\w+)\)?/\(?(\w+)\)?$")
_PER_THOUSAND = re.compile(r"\b(?:trên|per|por)(?: mỗi| cada)? ?(?:1[.,]?000|một nghìn|thousand|mil)\b", re.IGNORECASE)


@frozen
class TableUnit:
    """A unit that is printed once for a whole table."""

    id: str
    printed: str
    is_money: bool


@define(eq=False)
class ColumnDraft:
    """A column as it will be written; `guesses` are the fields that nothing printed settles."""

    id: str
    heading: tuple[str, ...]
    number: str
    mark: str | None
    kind: str = "count"
    unit: str | None = None
    per: int | None = None
    decimals: int | None = None
    formula: str | None = None
    is_signed: bool = False
    part_of: str | None = None
    over_time: str | None = None
    is_mean: bool = False
    is_in_heading: bool = False
    """Whether number and formula are printed in the heading, and not in a row of their own."""
    is_read: bool = True
    """Whether the row of numbers is read whole, so that its formulas are the column's."""
    guesses: tuple[str, ...] = ()

    @property
    def is_sum(self) -> bool:
        return self.formula is None


def column_drafts(table: SeenTable, unit: TableUnit | None, language: str) -> list[ColumnDraft]:
    """All columns of figures, in order; `unit` is that which is printed once for the whole table."""
    names, paths = GivenIds("column"), [table.paths[place] for place in table.figures]
    innermost = Counter(_named(path[-1], language) for path in paths if path)
    # Where some columns print the unit in their headings, that of the others is not known.
    is_own = unit is not None and any(is_unit_printed(path, unit) for path in paths)
    units = [unit if unit is None or not is_own or is_unit_printed(path, unit) else None for path in paths]
    drafts = [
        _draft(table, place, names, innermost, of, language) for place, of in zip(table.figures, units, strict=True)
    ]
    if not any(table.numbers):
        _number_by_headings(drafts)
    ids = {draft.mark: draft.id for draft in drafts if draft.mark is not None}
    for draft in drafts:
        # A column is made of others: its own number in its formula is a number ("6=5/1/6": per month of six).
        _settle_number(draft, {mark: id for mark, id in ids.items() if mark != draft.mark})
        settle_time(draft)
    _settle_parts(drafts)
    return drafts


def _number_by_headings(drafts: Sequence[ColumnDraft]) -> None:
    """The numbers of columns that their headings print, where no row of numbers does."""
    marked = [(draft, match) for draft in drafts if (match := _MARKED.search(draft.heading[-1])) is not None]
    if len({match[1] for _, match in marked}) < max(_FEWEST_MARKED, len(marked)):
        return
    for draft, match in marked:
        draft.is_in_heading, draft.mark, draft.number = True, match[1], match[0]


def settle_time(draft: ColumnDraft) -> None:
    """What is carried over from before, or into what comes, does not add up from month to month."""
    if draft.kind not in ("count", "number"):
        return
    if has_one(draft.heading[-1], "means", "words"):
        draft.is_mean, draft.guesses = True, (*draft.guesses, "mean")
        return
    ways = [way for way in ("first", "last") if has_one(draft.heading[-1], "over_time", way)]
    if ways:
        is_before = "first" in ways and has_one(draft.heading[-1], "over_time", "before")
        draft.over_time, draft.guesses = ways[0] if is_before else ways[-1], (*draft.guesses, "over_time")


def _settle_parts(drafts: Sequence[ColumnDraft]) -> None:
    """A column under "Trong đó", or so headed, is some of the one before it under the same headings."""
    for place, draft in enumerate(drafts):
        at = next((at for at, part in enumerate(draft.heading) if begins_with(part, "parts", "words")), None)
        if at is None:
            continue
        wholes = [
            each for each in drafts[:place] if each.heading[:at] == draft.heading[:at] and len(each.heading) <= at + 1
        ]
        whole = next((each for each in reversed(wholes) if not begins_with(each.heading[-1], "parts", "words")), None)
        if whole is not None and (whole.kind, whole.unit) == (draft.kind, draft.unit):
            draft.part_of, draft.guesses = whole.id, (*draft.guesses, "part")


def _draft(
    table: SeenTable, place: int, names: GivenIds, innermost: Counter[str], unit: TableUnit | None, language: str
) -> ColumnDraft:
    path, number = table.paths[place], table.number(place)
    cell = read_number_cell(number) if number else None
    mark = cell.number if cell is not None else None
    draft = ColumnDraft(_id(path, (mark or str(place + 1)).lower(), names, innermost, language), path, number, mark)
    _guess(draft, table.cells(place), unit, language)
    return draft


def _id(path: Sequence[str], mark: str, names: GivenIds, innermost: Counter[str], language: str) -> str:
    """The innermost heading that no other column has; with those over it, where several have it."""
    last = _named(path[-1], language)
    alone = innermost[last] == 1
    longer = [slug(f"{above} {last or path[-1]}", 40) for above in reversed(path[:-1])]
    candidates = [last] if alone or not longer else longer
    return names.give(*candidates, f"c{mark}")


def _named(heading: str, language: str) -> str:
    """A heading as an id; "%" alone is a rate."""
    is_rate = any(sign in heading for sign in "%‰")
    return slug(heading) or (str(data("drafting")["ids"]["rate"].get(language, "rate")) if is_rate else "")


def _guess(draft: ColumnDraft, cells: Sequence[str], table_unit: TableUnit | None, language: str) -> None:
    """Kind and unit: printed in brackets, else by the words of the headings, else the table's."""
    printed = unit_in(draft.heading)
    if printed is not None:
        _measured(draft, printed)
    elif table_unit is not None and is_unit_printed(draft.heading, table_unit):
        draft.kind, draft.unit = "number" if table_unit.is_money else "count", table_unit.id
    else:
        kind = next((kind for kind in data("drafting")["kinds"] if has_one(draft.heading[-1], "kinds", kind)), None)
        kind = kind or ("rate" if "%" in draft.heading[-1] or "‰" in draft.heading[-1] else None)
        kind = kind or ("number" if any(map(_prints_money, draft.heading)) else None)
        draft.kind = kind or "count"
        draft.guesses = ("kind",) if kind is not None else ()
        if (kind == "rate" and "‰" in " ".join(draft.heading)) or _is_per_thousand(draft.heading[-1]):
            draft.kind, draft.per, draft.guesses = "rate", 1000, ("kind",)
        elif kind in (None, "number") and table_unit is not None:
            _measured(draft, table_unit.id)
            draft.kind = "number" if kind == "number" or table_unit.is_money else draft.kind
    look_at_cells(draft, cells, language)


def is_unit_printed(heading: Sequence[str], unit: TableUnit) -> bool:
    """Whether a heading prints the table's unit in its brackets."""
    return any(same(said, unit.printed) for part in heading for said in BRACKETS.findall(part))


def _prints_money(heading: str) -> bool:
    return any(map(is_money, BRACKETS.findall(heading)))


def _is_per_thousand(heading: str) -> bool:
    """Whether a heading is of so many per thousand: "Số lượt KCB trên 1000 thẻ", "cases per 1,000"."""
    return _PER_THOUSAND.search(heading) is not None


def _measured(draft: ColumnDraft, unit: str) -> None:
    draft.unit = unit
    if unit in _RATES:
        draft.kind, draft.unit = "rate", None
        draft.per = 1000 if _RATES[unit] == 1000 else None
    elif unit == "diem":
        draft.kind, draft.unit = "score", None
    elif unit in _WHOLE or unit not in _measures():
        draft.kind = "count"
    else:
        draft.kind = "number"


def _measures() -> Mapping[str, object]:
    units: Mapping[str, object] = data("form")["units"]
    return units


def look_at_cells(draft: ColumnDraft, cells: Sequence[str], language: str, *, is_short_text: bool = False) -> None:
    """What is filled in tells decimals and signs, and texts and dates from figures.

    `is_short_text` says that a word of few letters is a text, and does not stand for no figure.
    """
    if not cells:
        return
    point = _point_in(cells, language)
    read = [_figure(cell, point) for cell in cells]
    known = [number for number in read if number is not None]
    others = [cell for cell, number in zip(cells, read, strict=True) if number is None]
    words = others if is_short_text else [cell for cell in others if not _is_aside(cell)]
    days = [_is_day(cell, language) for cell in words]
    if len(words) > len(known) or any(days):
        is_dated = all(days)
        draft.kind, draft.unit, draft.per = "date" if is_dated and not known else "text", None, None
        draft.guesses = ("kind",)
        return
    if draft.kind in ("date", "text") and known:
        draft.kind = "count"  # "Year to date" heads figures
    decimals = max((number.decimals for number in known), default=0)
    if draft.kind == "count" and decimals:
        draft.kind, draft.guesses = "number", tuple(dict.fromkeys((*draft.guesses, "kind")))
    if draft.kind in _WITH_DECIMALS and known:
        draft.decimals, draft.guesses = decimals, (*draft.guesses, "decimals")
    whole = draft.per or 100
    in_brackets = any(_IN_BRACKETS.fullmatch(cell) and _figure(cell, point) for cell in cells)
    if in_brackets or any(number.value < 0 or (draft.kind == "rate" and number.value > whole) for number in known):
        draft.is_signed, draft.guesses = True, (*draft.guesses, "sign")


def _point_in(cells: Sequence[str], language: str) -> str:
    """What parts decimals in a column: as in the form's language, unless only the other way reads all its figures."""
    own = point_of(language)
    other = "." if own == "," else ","
    said = [cell for cell in cells if any(map(str.isdigit, cell))]
    is_own = any(_figure(cell, own) for cell in said)
    return own if is_own or not all(_figure(cell, other) for cell in said) else other


def _figure(cell: str, point: str) -> PrintedNumber | None:
    """The number that a cell is, but for a short unit behind it or brackets around."""
    measured = _MEASURED.fullmatch(cell)
    return figure(cell, point) or (figure(measured[1].strip(), point) if measured is not None else None)


def _is_aside(text: str) -> bool:
    """Whether a cell says that there is no figure: a dash, a cross, "n/a"."""
    return len(text) <= _SHORTEST_WORD


def _is_day(text: str, language: str) -> bool:
    """Whether a text is a date and nothing else: "03/04/2026", "03 April 2026"."""
    if (found := find_dates(text)) != []:
        return len(found) == 1 and found[0][1] == (0, len(text))
    is_short = len(text) <= _LONGEST_DAY and len(text.split()) <= _MOST_WORDS and text[-1].isdecimal()
    return is_short and len(days_in(text, language)) == 1


def _settle_number(draft: ColumnDraft, ids: Mapping[str, str]) -> None:
    """A printed formula that is a sum is the column's as it stands; another is written out, or left out and told."""
    cell = read_number_cell(draft.number) if draft.number else None
    if cell is None:
        return
    if isinstance(cell, NumberCell) and isinstance(cell.formulas(ids), tuple) and not draft.is_in_heading:
        return
    if draft.is_in_heading and "=" not in draft.number:
        return
    draft.is_read = False
    draft.formula = next(_written(draft.number, ids, is_rate=draft.kind == "rate"), None)
    if draft.formula is not None and "/" in draft.formula and (draft.kind == "number" or draft.per is not None):
        # Money for each person, and visits per thousand of them, are of neither unit.
        draft.formula = _NAME.sub(lambda name: f"number({name[0]})", draft.formula)
    draft.guesses = (*draft.guesses, "formula")


def _written(number: str, ids: Mapping[str, str], *, is_rate: bool) -> Iterator[str]:
    """A printed formula in the formula language, its numbers by the ids of their columns."""
    _, equals, right = number.translate(str.maketrans("×xX:÷–−[]", "***//--()")).partition("=")
    if not equals or "=" in right:
        return
    ratio = _RATIO.match("".join(right.split()))
    if ratio is not None:
        part, whole = (ids.get(name) for name in (ratio[1] or ratio[3], ratio[2] or ratio[4]))
        if part and whole:
            yield f"percent({part}, {whole})" if is_rate or "100" in right or "%" in right else f"{part} / {whole}"
        return
    text = _TERM.sub(lambda term: ids.get(term[1] or term[2], term[0]), right).strip()
    try:
        parse(text)
    except FormulaError:
        return
    yield text
