"""What the columns of figures are, as far as headings, the row of numbers and the cells tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cchc.drafting.adding import settle_parts, settle_sums, settle_time
from cchc.drafting.column import NAME, WITH_DECIMALS, ColumnDraft, TableUnit
from cchc.drafting.heads import figure
from cchc.drafting.measures import OwnUnits, is_unit_printed, measure
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.sheet import SeenTable
from cchc.errors import FormulaError
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.formula.syntax import parse
from cchc.text.dates import find_dates
from cchc.text.periods import days_in
from cchc.value import PrintedNumber
from cchc.words import data, point_of

_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)")
_SHORTEST_WORD = 3
_LONGEST_DAY, _MOST_WORDS = 20, 3
_MEASURED = re.compile(r"\(?([-–+]?\s?\d[\d.,\s]*)(?:\D{0,6})\)?")
"""A figure with a sign or a short unit behind it, or in brackets: "3,2‰", "45 hs", "(1.234)"."""
_MARKED = re.compile(r"\(([a-zđ]|\d{1,2})\)\s*(?:=\s*\S.*)?$")
"""How a heading ends that numbers its own column: "Số đã giải quyết (b)", "% (d) = (c/a)x100"."""
_MADE_OF = re.compile(r"\(([a-zđ](?: ?[-–+/x×*] ?[a-zđ])+)\)$")
"""How a heading ends that says what its column is made of: "% (b/a)", "Saldo (a-c)"."""
_LETTER = re.compile(r"[a-wyzđ]")
_FEWEST_MARKED = 2
_TERM = re.compile(r"\((\w{1,4})\)|(?<![\w.,])(\d{1,3}[a-zđ]?|[A-ZĐ])(?![\w.,])")
_SIGN = re.compile(r"(?<=[\w)]) *([-+*/]) *(?=[\w(])")
_RATIO = re.compile(r"^\(?(\w+)\)?/\(?(\w+)\)?(?:\*\(?100\)?%?|%)?$|^100%?\*\(?(\w+)\)?/\(?(\w+)\)?$")


def column_drafts(table: SeenTable, unit: TableUnit | None, own: OwnUnits, language: str) -> list[ColumnDraft]:
    """All columns of figures, in order; `unit` is that which is printed once for the whole table."""
    names, paths = GivenIds("column"), [table.paths[place] for place in table.figures]
    innermost = Counter(_named(path[-1], language) for path in paths if path)
    # Where some columns print the unit in their headings, that of the others is not known.
    is_own = unit is not None and any(is_unit_printed(path, unit) for path in paths)
    units = [unit if unit is None or not is_own or is_unit_printed(path, unit) else None for path in paths]
    drafts = [
        _draft(table, place, names, innermost, (of, own), language)
        for place, of in zip(table.figures, units, strict=True)
    ]
    if not any(table.numbers):
        _number_by_headings(drafts)
    ids = {draft.mark: draft.id for draft in drafts if draft.mark is not None}
    for draft in drafts:
        # A column is made of others: its own number in its formula is a number ("6=5/1/6": per month of six).
        _settle_number(draft, {mark: id for mark, id in ids.items() if mark != draft.mark})
    settle_sums(drafts)
    for draft in drafts:
        settle_time(draft)
    settle_parts(drafts, [table.cells_of(place) for place in table.figures])
    return drafts


def _number_by_headings(drafts: Sequence[ColumnDraft]) -> None:
    """The numbers of columns that their headings print, where no row of numbers does, and what others are made of."""
    marked = [(draft, match) for draft in drafts if (match := _MARKED.search(draft.heading[-1])) is not None]
    if len({match[1] for _, match in marked}) < max(_FEWEST_MARKED, len(marked)):
        return
    for draft, match in marked:
        draft.is_in_heading, draft.mark, draft.number = True, match[1], match[0]
    for draft in drafts:
        made = _MADE_OF.search(draft.heading[-1])
        if made is not None and draft.mark is None:
            draft.is_in_heading, draft.number = True, "=" + _LETTER.sub(r"(\g<0>)", made[1])


def _draft(
    table: SeenTable,
    place: int,
    names: GivenIds,
    innermost: Counter[str],
    units: tuple[TableUnit | None, OwnUnits],
    language: str,
) -> ColumnDraft:
    path, number = table.paths[place], table.number(place)
    cell = read_number_cell(number) if number else None
    mark = cell.number if cell is not None else None
    draft = ColumnDraft(_id(path, (mark or str(place + 1)).lower(), names, innermost, language), path, number, mark)
    measure(draft, *units)
    look_at_cells(draft, table.cells(place), language)
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
        draft.settle(*draft.guesses)
        draft.guess("kind")
        return
    if draft.kind in ("date", "text") and known:
        draft.kind = "count"  # "Year to date" heads figures
    decimals = max((number.decimals for number in known), default=0)
    if draft.kind == "count" and decimals:
        draft.kind = "number"
        draft.guess("kind")
    if draft.kind in WITH_DECIMALS and known:
        draft.decimals = decimals
        draft.guess("decimals")
    whole = draft.per or 100
    in_brackets = any(_IN_BRACKETS.fullmatch(cell) and _figure(cell, point) for cell in cells)
    if in_brackets or any(number.value < 0 or (draft.kind == "rate" and number.value > whole) for number in known):
        draft.is_signed = True
        draft.guess("sign")


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
    cell = read_number_cell(draft.number) if draft.number and not draft.is_in_heading else None
    if isinstance(cell, NumberCell) and isinstance(sums := cell.formulas(ids), tuple):
        draft.sums = sums
        return
    if cell is None and not (draft.is_in_heading and "=" in draft.number):
        return
    draft.is_read = False
    draft.formula = next(_written(draft.number, ids, is_rate=draft.kind == "rate"), None)
    if draft.formula is not None and "/" in draft.formula and (draft.kind == "number" or draft.per is not None):
        # Money for each person, and visits per thousand of them, are of neither unit.
        draft.formula = NAME.sub(lambda name: f"number({name[0]})", draft.formula)
    draft.guess("formula")


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
    text = _SIGN.sub(r" \1 ", _TERM.sub(lambda term: ids.get(term[1] or term[2], term[0]), right).strip())
    try:
        parse(text)
    except FormulaError:
        return
    yield text
