"""What the columns of figures are, as far as headings, the row of numbers and the cells tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import define

from cchc.drafting.lexicon import begins_with, has_one, unit_in
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.sheet import SeenTable, figure
from cchc.errors import FormulaError
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.formula.syntax import parse
from cchc.text.dates import find_dates
from cchc.words import data, point_of

_RATES = {"phan_tram": 100, "phan_nghin": 1000}
_WHOLE = ("nguoi", "luot", "ho_gia_dinh", "ho_so", "van_ban")
"""Units of what is counted; others measure."""
_WITH_DECIMALS = ("number", "rate", "score")
_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)")
_SHORTEST_WORD, _LONGEST_DAY = 3, 12
_TERM = re.compile(r"\((\w{1,4})\)|(?<![\w.,])(\d{1,3}[a-zđ]?|[A-ZĐ])(?![\w.,])")
_NAME = re.compile(r"[a-z]\w*")
_RATIO = re.compile(r"^\(?(\w+)\)?/\(?(\w+)\)?(?:\*\(?100\)?%?|%)?$|^100%?\*\(?(\w+)\)?/\(?(\w+)\)?$")
_PER_THOUSAND = re.compile(r"\b(?:trên|per|por)(?: mỗi| cada)? ?(?:1[.,]?000|một nghìn|thousand|mil)\b", re.IGNORECASE)


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
    is_read: bool = True
    """Whether the row of numbers is read whole, so that its formulas are the column's."""
    guesses: tuple[str, ...] = ()

    @property
    def is_sum(self) -> bool:
        return self.formula is None


def column_drafts(table: SeenTable, unit: str | None, language: str) -> list[ColumnDraft]:
    """All columns of figures, in order; `unit` is that which is printed once for the whole table."""
    names, paths = GivenIds(), (table.paths[place] for place in table.figures)
    innermost = Counter(slug(path[-1]) for path in paths if path)
    drafts = [_draft(table, place, names, innermost, unit, language) for place in table.figures]
    ids = {draft.mark: draft.id for draft in drafts if draft.mark is not None}
    for draft in drafts:
        # A column is made of others: its own number in its formula is a number ("6=5/1/6": per month of six).
        _settle_number(draft, {mark: id for mark, id in ids.items() if mark != draft.mark})
        _settle_time(draft)
    _settle_parts(drafts)
    return drafts


def _settle_time(draft: ColumnDraft) -> None:
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
    table: SeenTable, place: int, names: GivenIds, innermost: Counter[str], unit: str | None, language: str
) -> ColumnDraft:
    path, number = table.paths[place], table.number(place)
    cell = read_number_cell(number) if number else None
    mark = cell.number if cell is not None else None
    draft = ColumnDraft(_id(path, place, names, innermost, mark), path, number, mark)
    _guess(draft, table.cells(place), unit, language)
    return draft


def _id(path: Sequence[str], place: int, names: GivenIds, innermost: Counter[str], mark: str | None) -> str:
    """The innermost heading that no other column has; with those over it, where several have it."""
    last = slug(path[-1])
    alone = innermost[last] == 1
    longer = [slug(f"{above} {path[-1]}", 40) for above in reversed(path[:-1])]
    candidates = [last] if alone or not longer else longer
    return names.give(*candidates, otherwise=f"c{(mark or str(place + 1)).lower()}")


def _guess(draft: ColumnDraft, cells: Sequence[str], table_unit: str | None, language: str) -> None:
    """Kind and unit: printed in brackets, else by the words of the headings, else the table's."""
    printed = unit_in(draft.heading)
    if printed is not None:
        _measured(draft, printed)
    else:
        kind = next((kind for kind in data("drafting")["kinds"] if has_one(draft.heading[-1], "kinds", kind)), None)
        kind = kind or ("rate" if "%" in draft.heading[-1] or "‰" in draft.heading[-1] else None)
        draft.kind = kind or "count"
        draft.guesses = ("kind",) if kind is not None else ()
        if (kind == "rate" and "‰" in " ".join(draft.heading)) or _is_per_thousand(draft.heading[-1]):
            draft.kind, draft.per, draft.guesses = "rate", 1000, ("kind",)
        elif kind in (None, "number") and table_unit is not None:
            _measured(draft, table_unit)
            draft.kind = "number" if kind == "number" else draft.kind
    _look_at_cells(draft, cells, language)


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


def _look_at_cells(draft: ColumnDraft, cells: Sequence[str], language: str) -> None:
    """What is filled in tells decimals and signs, and texts and dates from figures."""
    if not cells:
        return
    read = [figure(cell, point_of(language)) for cell in cells]
    known = [number for number in read if number is not None]
    words = [cell for cell, number in zip(cells, read, strict=True) if number is None and not _is_aside(cell)]
    if len(words) > len(known) or any(map(_is_day, words)):
        is_dated = all(_is_day(cell) for cell in words)
        draft.kind, draft.unit, draft.per = "date" if is_dated and not known else "text", None, None
        draft.guesses = ("kind",)
        return
    if draft.kind in ("date", "text") and known:
        draft.kind = "count"  # "Year to date" heads figures
    decimals = max((number.decimals for number in known), default=0)
    if draft.kind == "count" and decimals:
        draft.kind, draft.guesses = "number", (*draft.guesses, "kind")
    if draft.kind in _WITH_DECIMALS and known:
        draft.decimals, draft.guesses = decimals, (*draft.guesses, "decimals")
    whole = draft.per or 100
    in_brackets = any(figure(cell[1:-1], point_of(language)) for cell in words if _IN_BRACKETS.fullmatch(cell))
    if in_brackets or any(number.value < 0 or (draft.kind == "rate" and number.value > whole) for number in known):
        draft.is_signed, draft.guesses = True, (*draft.guesses, "sign")


def _is_aside(text: str) -> bool:
    """Whether a cell says that there is no figure: a dash, a cross, "n/a"."""
    return len(text) <= _SHORTEST_WORD


def _is_day(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return len(text) <= _LONGEST_DAY and len(find_dates(text)) == 1


def _settle_number(draft: ColumnDraft, ids: Mapping[str, str]) -> None:
    """A printed formula that is a sum is the column's as it stands; another is written out, or left out and told."""
    cell = read_number_cell(draft.number) if draft.number else None
    if cell is None:
        return
    if isinstance(cell, NumberCell) and isinstance(cell.formulas(ids), tuple):
        return
    draft.is_read = False
    draft.formula = next(_written(draft.number, ids, is_rate=draft.kind == "rate"), None)
    if draft.formula is not None and "/" in draft.formula and draft.kind == "number":
        # Money for each person is of neither unit.
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
