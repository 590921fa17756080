"""What the columns of figures are, as far as headings, the row of numbers and the cells tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define

from cchc.drafting.lexicon import has_one, unit_in
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.sheet import SeenTable, figure
from cchc.errors import FormulaError
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.formula.syntax import parse
from cchc.words import data, point_of

_RATES = {"phan_tram": 100, "phan_nghin": 1000}
_WHOLE = ("nguoi", "luot", "ho_gia_dinh", "ho_so", "van_ban")
"""Units of what is counted; others measure."""
_TERM = re.compile(r"\((\w{1,4})\)|(?<![\w.,])(\d{1,3}[a-zđ]?|[A-ZĐ])(?![\w.,])")
_RATIO = re.compile(r"^\(?(\w+)\)?/\(?(\w+)\)?(?:\*\(?100\)?%?|%)?$|^100%?\*\(?(\w+)\)?/\(?(\w+)\)?$")


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
    is_read: bool = True
    """Whether the row of numbers is read whole, so that its formulas are the column's."""
    guesses: tuple[str, ...] = ()

    @property
    def is_sum(self) -> bool:
        return self.formula is None


def column_drafts(table: SeenTable, unit: str | None, language: str) -> list[ColumnDraft]:
    """All columns of figures, in order; `unit` is that which is printed once for the whole table."""
    places, names = table.figures, GivenIds()
    drafts = [_draft(table, place, names, unit, language) for place in places]
    ids = {draft.mark: draft.id for draft in drafts if draft.mark is not None}
    for draft in drafts:
        _settle_number(draft, ids)
    return drafts


def _draft(table: SeenTable, place: int, names: GivenIds, unit: str | None, language: str) -> ColumnDraft:
    path, number = table.paths[place], table.number(place)
    cell = read_number_cell(number) if number else None
    mark = cell.number if cell is not None else None
    draft = ColumnDraft(_id(table, place, names, mark), path, number, mark)
    _guess(draft, table.cells(place), unit, language)
    return draft


def _id(table: SeenTable, place: int, names: GivenIds, mark: str | None) -> str:
    """The innermost heading that no other column has; with those over it, where several have it."""
    path = table.paths[place]
    last = slug(path[-1])
    alone = sum(bool(other) and slug(other[-1]) == last for other in (table.paths[at] for at in table.figures)) == 1
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
        if kind == "rate" and "‰" in " ".join(draft.heading):
            draft.per = 1000
        elif kind in (None, "number") and table_unit is not None:
            _measured(draft, table_unit)
            draft.kind = "number" if kind == "number" else draft.kind
    _look_at_cells(draft, cells, language)


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
    """What is filled in tells decimals, and texts from figures."""
    if not cells:
        return
    read = [figure(cell, point_of(language)) for cell in cells]
    known = [number for number in read if number is not None]
    if not known and draft.kind == "count" and not any(map(str.isdigit, "".join(cells))):
        draft.kind, draft.unit, draft.guesses = "text", None, ("kind",)
    decimals = max((number.decimals for number in known), default=0)
    if draft.kind == "count" and decimals:
        draft.kind, draft.guesses = "number", ("kind",)
    if draft.kind in ("number", "rate", "score") and known:
        draft.decimals = decimals


def _settle_number(draft: ColumnDraft, ids: Mapping[str, str]) -> None:
    """A printed formula that is a sum is the column's as it stands; another is written out, or left out and told."""
    cell = read_number_cell(draft.number) if draft.number else None
    if cell is None:
        return
    if isinstance(cell, NumberCell) and isinstance(cell.formulas(ids), tuple):
        return
    draft.is_read = False
    draft.formula = next(_written(draft.number, ids, is_rate=draft.kind == "rate"), None)
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
