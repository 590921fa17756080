"""A form that is a list of lines: one column of figures, a unit beside each; drafted as [lines.X]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cchc.drafting.adding import go_with, settle_time
from cchc.drafting.around import FormHead
from cchc.drafting.column import ADDED_UP, WITH_DECIMALS, ColumnDraft
from cchc.drafting.columns import look_at_cells
from cchc.drafting.heads import Texts, has_figure
from cchc.drafting.lexicon import Tongue, has_one, is_money, is_one, plain, unit_called, unit_in, words
from cchc.drafting.measures import OwnUnits
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.rows import RowDraft, SomeOfAbove
from cchc.drafting.sheet import SeenTable, is_open
from cchc.drafting.toml import DECIMALS, inline, text, units
from cchc.load.numbering import Numbering
from cchc.record import define
from cchc.words import data

_COLUMNS = {"code": "code", "label": "label", "unit": "unit", "remarks": "explanation"}
_LONGEST_ID = 48


def is_list(found: SeenTable) -> bool:
    """Whether a table has codes, labels and units, and one column of figures."""
    return found.code is not None and found.label is not None and bool(found.body) and _quantity(found) is not None


def _quantity(found: SeenTable) -> int | None:
    """The column of figures, if units stand beside it: the only one, or that which is called so."""
    if "unit" not in found.others.values():
        return None
    known = {plain(text) for texts in data("form")["columns"]["quantity"]["headings"].values() for text in texts}
    called = [place for place in found.figures if plain(found.paths[place][-1]) in known]
    return next(iter(called), found.figures[0] if len(found.figures) == 1 else None)


def columns(found: SeenTable) -> Iterator[str]:
    """[columns]: the headings as printed."""
    places = {"code": found.code, "label": found.label, "quantity": _quantity(found)}
    places |= {_COLUMNS[kind]: place for place, kind in found.others.items()}
    for name, place in places.items():
        if place is not None:
            yield f"columns.{name} = {inline({'headings': found.paths[place]})}"
    yield ""


@define(eq=False)
class LineDraft:
    """A line as it is printed and filled in: its path, the unit beside it, the line that it is some of."""

    row: RowDraft
    path: str
    follows: bool
    """Whether the path is that which the code says."""
    unit: str
    cell: str

    @property
    def label(self) -> str:
        return self.row.label or self.row.code or self.path


def lines(found: SeenTable, about: FormHead) -> Iterator[str]:
    """Each line, with its path where that does not follow from its code."""
    drafts = _drafts(found)
    asked = [_asked(line, about.language) for line in drafts]
    _measure_alike(drafts, asked)
    own = OwnUnits()
    _name_units(drafts, asked, own)
    by_id = {line.row.id: asks for line, asks in zip(drafts, asked, strict=True)}
    for line, asks in zip(drafts, asked, strict=True):
        if line.row.part_of is not None and asks.kind == by_id[line.row.part_of].kind:
            go_with(asks, by_id[line.row.part_of])
    yield from units(own, about.language)
    yield from _kinds(drafts, asked, about)
    for line, asks in zip(drafts, asked, strict=True):
        yield f"[lines.{line.row.id}]"
        yield f"code = {text(line.row.code)}"
        if not line.follows:
            yield f"path = {text(line.path)}"
        yield f"label.{about.language} = {text(line.label)}"
        yield from _written(line, asks, _decimals(line, asks, drafts, asked), about.tongue)
        yield ""


def _drafts(found: SeenTable) -> list[LineDraft]:
    numbering, parts = Numbering(), SomeOfAbove()
    unit_place = next((place for place, kind in found.others.items() if kind == "unit"), None)
    drafts = []
    for row in found.body:
        code, label = _cell(found, row, found.code), _cell(found, row, found.label)
        follows = numbering.path(code)
        path = follows or numbering.next_under(numbering.dash or numbering.printed)
        numbering.add(code, path)
        draft = LineDraft(
            RowDraft("", code, label),
            path,
            follows is not None,
            _cell(found, row, unit_place),
            _cell(found, row, _quantity(found)),
        )
        drafts.append(draft)
    _name(drafts)
    for draft in drafts:
        parts.take(draft.row, coded=True)
    _leave_unlike(drafts)
    return drafts


def _cell(found: SeenTable, row: Texts, place: int | None) -> str:
    text = row[place] if place is not None and place < len(row) else ""
    return "" if place in found.figures and is_open(text) else text


def _name(drafts: Sequence[LineDraft]) -> None:
    """Each line an id by its label; of several with the same each by the nearest line over it that tells it apart."""
    names, labels = GivenIds("line"), {draft.path: slug(draft.row.label, _LONGEST_ID // 2) for draft in drafts}
    said = [_names_of(draft, labels) for draft in drafts]
    often = Counter(name for names_ in said for name in dict.fromkeys(names_))
    for draft, candidates in zip(drafts, said, strict=True):
        alone = [name for name in candidates if often[name] == 1]
        draft.row.id = names.give(*(alone or candidates[-1:]))


def _names_of(draft: LineDraft, labels: dict[str, str]) -> list[str]:
    """What a line may be called, the shortest first."""
    own = slug(draft.row.label, _LONGEST_ID)
    over = [labels[path] for path in _over(draft.path) if labels.get(path)]
    return [own, *(f"{above}_{own}" for above in over)] if own else []


def _over(path: str) -> Iterator[str]:
    """The paths that a line stands under, the outermost last."""
    while path := path.rpartition(".")[0]:
        yield path


def _leave_unlike(drafts: Sequence[LineDraft]) -> None:
    """A line is some of another only if both are counted in the same unit."""
    units = {draft.row.id: plain(draft.unit) for draft in drafts}
    for draft in drafts:
        if draft.row.part_of is not None and (not draft.unit or units[draft.row.part_of] != plain(draft.unit)):
            draft.row.part_of = None


def _asked(line: LineDraft, language: str) -> ColumnDraft:
    """What a line asks for: by the unit beside it and the words of its label, then by what is filled in."""
    draft = ColumnDraft(line.row.id, (line.row.label,), "", None)
    _by_unit(draft, line.unit) if line.unit else _by_label(draft, line.row.label)
    if line.cell:
        _by_cell(draft, line, language)
    if draft.kind in ADDED_UP:
        settle_time(draft)
    return draft


def _by_unit(draft: ColumnDraft, unit: str) -> None:
    known = unit_called(unit)
    if known == "phan_nghin":
        draft.kind, draft.per = "rate", 1000
    elif known == "phan_tram" or unit.endswith("%"):
        draft.kind = "rate"
    elif known == "diem":
        draft.kind = "score"
    elif is_one(unit, "answers", "yes-no"):
        draft.kind = "yes-no"
    else:
        is_number = has_one(draft.heading[-1], "kinds", "number") or is_money(unit)
        draft.kind, draft.unit, draft.guesses = "number" if is_number else "count", known, ("kind",)


def _by_label(draft: ColumnDraft, label: str) -> None:
    """Of a line without a unit: what its words ask for; else it only heads others."""
    draft.guesses = ("kind",)
    if any(word in plain(label) for word in words("answers", "yes-no")):
        draft.kind = "yes-no"
    elif (unit := unit_in([label])) is not None:
        _by_unit(draft, next(iter(data("form")["units"][unit]["label"].values())))
    else:
        draft.kind = next((kind for kind in ("date", "text") if has_one(label, "kinds", kind)), "heading")


def _by_cell(draft: ColumnDraft, line: LineDraft, language: str) -> None:
    """What is filled in decides: an answer, a date, a text, a figure with decimals."""
    if is_one(line.cell, "answers", "said") and not line.unit:
        draft.kind, draft.guesses = "yes-no", ("kind",)
        return
    if draft.kind == "yes-no" or (line.unit and not has_figure(line.cell)):
        return
    if draft.kind == "heading" and has_figure(line.cell):
        draft.kind = "rate" if line.cell.rstrip().endswith("%") else "count"
    look_at_cells(draft, [line.cell], language, is_short_text=not line.unit)


def _measure_alike(drafts: Sequence[LineDraft], asked: Sequence[ColumnDraft]) -> None:
    """What one line measures with decimals, another of the same unit does, too."""
    measuring = {plain(line.unit) for line, asks in zip(drafts, asked, strict=True) if asks.decimals and line.unit}
    for line, asks in zip(drafts, asked, strict=True):
        if asks.kind == "count" and plain(line.unit) in measuring:
            asks.kind = "number"


def _name_units(drafts: Sequence[LineDraft], asked: Sequence[ColumnDraft], own: OwnUnits) -> None:
    """Units of what is printed beside lines and the library has not."""
    for line, asks in zip(drafts, asked, strict=True):
        if line.unit and asks.unit is None and asks.kind in ADDED_UP:
            asks.unit = own.id_of(line.unit)


def _kinds(drafts: Sequence[LineDraft], asked: Sequence[ColumnDraft], about: FormHead) -> Iterator[str]:
    """[kinds.X]: what lines of a kind are of which nothing else is told, said once and marked."""
    for kind in dict.fromkeys(asks.kind for asks in asked):
        lines = [(line, asks) for line, asks in zip(drafts, asked, strict=True) if asks.kind == kind]
        shared = []
        if kind in ADDED_UP and any(asks.over_time is None and not asks.is_mean for _, asks in lines):
            way = text("last" if about.is_of_a_day else "flow")
            shared.append(f"over_time = {way}{about.tongue.marked('over_time')}")
        if kind in WITH_DECIMALS and any(_decimals(line, asks, drafts, asked) is None for line, asks in lines):
            shared.append(f"decimals = {DECIMALS}{about.tongue.marked('decimals')}")
        if shared:
            yield from (f"[kinds.{kind}]", *shared, "")


def _decimals(
    line: LineDraft, asks: ColumnDraft, drafts: Sequence[LineDraft], asked: Sequence[ColumnDraft]
) -> int | None:
    """Of what is measured by the same unit the most that is filled in."""
    beside = (other for each, other in zip(drafts, asked, strict=True) if each.unit == line.unit)
    known = (each.decimals for each in beside if each.kind == asks.kind and each.decimals is not None)
    return max(known, default=None)


def _written(line: LineDraft, asks: ColumnDraft, decimals: int | None, tongue: Tongue) -> Iterator[str]:
    """The fields of a line, what is guessed marked behind the one that says it."""
    yield f"kind = {text(asks.kind)}" + (tongue.marked("kind") if "kind" in asks.guesses else "")
    if asks.per is not None:
        yield f"per = {asks.per}"
    if asks.unit is not None:
        yield f"unit = {text(asks.unit)}"
    if line.unit:
        yield f"printed_unit = {text(line.unit)}"
    if decimals is not None:
        yield f"decimals = {decimals}{tongue.marked('decimals')}"
    if asks.is_signed:
        yield f'sign = "any"{tongue.marked("sign")}'
    if line.row.part_of is not None:
        yield f"part_of = {text(line.row.part_of)}{tongue.marked('part')}"
    if asks.is_mean:
        yield f'over_time = "reported"{tongue.marked("mean")}'
        yield 'over_offices = "reported"'
    elif asks.over_time is not None:
        yield f"over_time = {text(asks.over_time)}{tongue.marked('over_time')}"
