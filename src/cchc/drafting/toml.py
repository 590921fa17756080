"""A draft as TOML: written as a person would, one line a column or row, what is guessed marked behind it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from attrs import evolve

from cchc.drafting.around import FormHead
from cchc.drafting.column import ADDED_UP, WITH_DECIMALS, ColumnDraft, TableUnit
from cchc.drafting.lexicon import Tongue, is_money, unit_called, unit_label
from cchc.drafting.measures import OwnUnits, is_unit_printed
from cchc.drafting.rows import RowDraft, RowsDraft
from cchc.drafting.sheet import SeenTable
from cchc.load.source import GUESS
from cchc.record import frozen

SCHEMA = "edition.schema.json"
_MOST_QUOTED = 3
_SHORT_RUN = 2
DECIMALS = 2


@frozen
class Choices:
    """What of a draft is tried: the formulas that it writes out, totals of closed rows, parents as sums of children,
    the formulas that the form prints."""

    written: bool = True
    totals: bool = True
    children: bool = False
    printed: bool = True
    without: frozenset[tuple[str, int]] = frozenset()
    """Columns, by table and place, whose formulas clash with what else is guessed."""


@frozen
class TableDraft:
    """A table with what its columns and rows were taken for."""

    id: str
    found: SeenTable
    columns: tuple[ColumnDraft, ...]
    rows: RowsDraft
    over_time: str = "flow"
    """How figures add up over time of which nothing says it."""


def text(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(text, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def inline(fields: dict[str, object]) -> str:
    """An inline table of what is there."""
    said = ", ".join(f"{key} = {text(value)}" for key, value in fields.items() if value is not None)
    return f"{{ {said} }}"


def head(around: FormHead, source: str) -> Iterator[str]:
    """edition.toml above its tables."""
    tongue, language = around.tongue, around.language
    name = PurePath(" ".join(source.split())).name
    yield f"#:schema {SCHEMA}"
    yield f"# {tongue.said('header', source=name, mark=GUESS)}"
    yield f"title.{language} = {text(around.title)}" + ("" if around.is_titled else tongue.marked("title"))
    if around.number is not None:
        yield f"form_number = {text(around.number)}"
    yield f"languages = {text([language])}" + ("" if around.is_sure_of_language else tongue.marked("language"))
    yield f"in_force = {{ from = {around.since} }}{tongue.marked('in_force')}"
    if around.closing_day is not None or around.periods:
        fields: dict[str, object] = {"closing_day": around.closing_day or 0, "periods": around.periods or None}
        yield f"calendar = {inline(fields)}{tongue.marked('calendar')}"
    if around.letterhead:
        yield f"letterhead = {text(around.letterhead)}{tongue.marked('letterhead')}"
    if around.levels:
        yield f"level = {inline({**around.levels})}{tongue.marked('level')}"
    if around.signatories:
        yield f"signatories = {inline({**around.signatories})}{tongue.marked('signatories')}"
    yield 'status = "draft"' + (tongue.marked("left", rows=_quoted(around.left)) if around.left else "")
    yield f"status_note.{language} = {text(tongue.stated('note'))}"
    yield ""


def _quoted(rows: Sequence[str]) -> str:
    """The first rows of many, and how many more there are."""
    more = len(rows) - _MOST_QUOTED
    return ", ".join(f"“{row}”" for row in rows[:_MOST_QUOTED]) + (f", +{more}" if more > 0 else "")


def unit_of(around: FormHead, own: OwnUnits) -> TableUnit | None:
    """The unit that holds for the whole form."""
    if around.unit is None:
        return None
    id = unit_called(around.unit) or own.id_of(around.unit)
    if id is None:
        return None
    return TableUnit(id, around.unit, is_money(around.unit), is_of_money_alone=around.is_unit_of_money_alone)


def units(own: OwnUnits, language: str) -> Iterator[str]:
    """[units.X] of what the library has not."""
    for id, printed in own.printed.items():
        yield from (f"[units.{id}]", f"label.{language} = {text(printed)}", "")


def table(draft: TableDraft, whole: TableUnit | None, tongue: Tongue, choices: Choices) -> Iterator[str]:
    """[table.X]: what holds for all columns, the stub, the rows, the columns."""
    unit = _unit_of_all(draft, whole)
    kinds = Counter(each.kind for each in draft.columns if each.unit == unit)
    kind = "number" if kinds["number"] > kinds["count"] else "count"
    yield f"[table.{draft.id}]"
    if draft.found.title:
        yield f"label.{tongue.form} = {text(draft.found.title)}"
    yield f"kind = {text(kind)}"
    if unit is not None:
        yield f"unit = {text(unit)}"
    if any(each.kind in ADDED_UP and each.over_time is None and not each.is_mean for each in draft.columns):
        yield f"over_time = {text(draft.over_time)}{tongue.marked('over_time')}"
    if any(each.kind in WITH_DECIMALS and each.decimals is None for each in draft.columns):
        yield f"decimals = {DECIMALS}{tongue.marked('decimals')}"
    yield from _stub(draft.found)
    yield from _rows(draft, tongue, choices)
    yield "columns = ["
    above: tuple[str, ...] = ()
    for place, column in enumerate(draft.columns):
        is_bare = (draft.id, place) in choices.without
        of_column = evolve(choices, written=False, printed=False) if is_bare else choices
        yield _column(column, above, (kind, unit), tongue, of_column)
        above = column.heading
    yield "]"
    yield ""


def _unit_of_all(draft: TableDraft, whole: TableUnit | None) -> str | None:
    """The unit that is said once: where some columns print it themselves, that of the others is not known."""
    if whole is None or whole.is_of_money_alone or any(is_unit_printed(each.heading, whole) for each in draft.columns):
        return None
    return whole.id


def _stub(found: SeenTable) -> Iterator[str]:
    """The columns that hold no figures; the first says the label where no other does."""
    own = ((found.code, "code"), (found.label, "label"))
    kinds = {**found.others, **{place: kind for place, kind in own if place is not None}}
    yield "stub = ["
    for place, kind in sorted(kinds.items()):
        number = found.number(place) or None
        yield f"    {inline({'is': kind, 'heading': found.paths[place] or ('',), 'number': number})},"
    yield "]"


def _column(
    column: ColumnDraft, above: tuple[str, ...], of_table: tuple[str, str | None], tongue: Tongue, choices: Choices
) -> str:
    kind, unit = of_table
    is_written = column.formula is not None and choices.written
    is_whole = column.is_read and choices.printed
    fields: dict[str, object] = {
        "id": column.id,
        "number": _number(column, is_whole=is_whole or is_written),
        "heading": _merged(column.heading, above),
        "kind": column.kind if column.kind != kind else None,
        "unit": column.unit if column.unit != unit else None,
        "per": column.per,
        "decimals": column.decimals if column.kind in WITH_DECIMALS else None,
        "sign": "any" if column.is_signed else None,
        "part_of": column.part_of,
        "over_time": "reported" if column.is_mean else column.over_time,
        "over_offices": "reported" if column.is_mean else None,
        "formula": column.formula if is_written else None,
        "over_rows": _over_rows(column, choices, is_written=is_written),
    }
    names = [name for name in column.guesses if name != "formula" or is_written]
    names += ["over_rows"] if fields["over_rows"] == "sum" else []
    if column.number and not (is_whole or is_written) and column.number != column.mark and not column.is_in_heading:
        names.append("printed")
    unit_named = unit_label(column.unit, tongue.comments) if column.unit else ""
    return f"    {inline(fields)}," + (tongue.marked(*names, unit=unit_named) if names else "")


def _number(column: ColumnDraft, *, is_whole: bool) -> str | None:
    """What the row of numbers prints for a column, with its formula if that is used."""
    if column.is_in_heading:
        return None
    return (column.number if is_whole else column.mark) or None


def _over_rows(column: ColumnDraft, choices: Choices, *, is_written: bool) -> str | None:
    """What totals do: points that nothing computes are added; what a formula that is no sum does is left open."""
    if column.is_mean:
        return "recompute" if is_written else "reported"
    if column.kind == "score" and not is_written and choices.totals:
        return "sum"
    is_no_sum = is_written and re.search(r"[*/(]", column.formula or "") is not None
    return "reported" if is_no_sum and column.kind not in ("rate", "score") else None


def _merged(heading: tuple[str, ...], above: tuple[str, ...]) -> list[str]:
    """The path with "" for what is merged with the column before."""
    found = list(heading)
    for place, part in enumerate(heading[:-1]):
        if place >= len(above) or above[place] != part:
            break
        found[place] = ""
    return found


def _rows(draft: TableDraft, tongue: Tongue, choices: Choices) -> Iterator[str]:
    """Rows that the office writes, the printed ones kept as a comment; or those that the form prints."""
    rows, found, ids = draft.rows, draft.found, [column.id for column in draft.columns]
    if found.label is None and found.code is None:
        yield 'rows = "one"'
        return
    if rows.are_open:
        key = "label" if found.label is not None else "code"
        parents = "optional" if len(rows.levels) > 1 else None
        fields: dict[str, object] = {"key": key, "levels": rows.levels, "parents": parents, "total": rows.total}
        fields |= {"total_first": True} if rows.is_total_first else {}
        yield f"open = {inline(fields)}" + tongue.marked("rows")
        if not all(row.is_total for row in rows.rows):
            yield from (f"# {line}" for line in _closed(rows.rows, ids, tongue, choices, is_kept=True))
        return
    yield from _closed(rows.rows, ids, tongue, choices)


def _closed(
    rows: Sequence[RowDraft], ids: Sequence[str], tongue: Tongue, choices: Choices, *, is_kept: bool = False
) -> Iterator[str]:
    yield "rows = [" + ("" if is_kept else tongue.marked("closed"))
    parents = {row.under for row in rows if row.part_of is None}
    for row in rows:
        formula = _formula(row, rows, parents, choices)
        label = f"label.{tongue.form} = {text(row.label)}"
        parts = [f"id = {text(row.id)}", *([f"under = {text(row.under)}"] if row.under is not None else [])]
        parts += [*([f"code = {text(row.code)}"] if row.code else []), label]
        parts += [f"part_of = {text(row.part_of)}"] if row.part_of is not None else []
        is_heading = row.is_caption or (row.is_bare and row.id in parents) or 0 < len(ids) == len(row.crossed)
        parts += [f"except = {text(_ranges(row.crossed, ids))}"] if row.crossed and not is_heading else []
        parts += ["columns = []"] if is_heading else [f"formula = {text(formula)}"] if formula is not None else []
        parts += [f"{key} = {text(value)}" for key, value in row.own.items()]
        guess = "heading" if is_heading else "children" if formula == "children" else "total" if formula else None
        guess = guess or ("part" if row.part_of is not None else None)
        yield f"    {{ {', '.join(parts)} }}," + (tongue.marked(guess) if guess and not is_kept else "")
    yield "]"


def _ranges(places: Sequence[int], ids: Sequence[str]) -> list[str]:
    """Columns by their ids, three or more that follow each other by the first and the last."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    named = [[f"{ids[run[0]]}..{ids[run[-1]]}"] if len(run) > _SHORT_RUN else [ids[at] for at in run] for run in runs]
    return [id for run in named for id in run]


def _formula(row: RowDraft, rows: Sequence[RowDraft], parents: set[str | None], choices: Choices) -> str | None:
    if row.is_total and choices.totals:
        top = [each.id for each in rows if each.under is None and not each.is_total]
        return " + ".join(top) or None
    return "children" if choices.children and row.id in parents else None
