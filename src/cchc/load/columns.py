"""The columns of a [table.X]: headings as a tree, what their figures are, and the formulas that the form prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import cast

from attrs import evolve

from cchc.edition import Indicator, IndicatorKind
from cchc.edition.aggregation import Axis, Way
from cchc.edition.table import JOINED, YEAR, FigureColumn, GivenFigure, Identity, OverRows, StubColumn, StubKind
from cchc.errors import did_you_mean
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell, Unreadable
from cchc.formula.syntax import is_taken
from cchc.load.codes import DUPLICATE, MISSING_FIELD, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.dimensions import Dimensions
from cchc.load.formulas import Formulas
from cchc.load.indicators import ZERO, LineReader
from cchc.load.kinds import RATE, kinds_named
from cchc.load.revised import has_ended, revised
from cchc.load.table import Table, described
from cchc.load.vocabulary import ID
from cchc.load.ways import known, ways_of
from cchc.record import define

INHERITED = ("kind", "unit", "decimals", "over_time", "over_offices", "none", "not_arisen", "sign", "per", ZERO)
"""What a table says of all its columns."""
_ANEW = (IndicatorKind.PERCENTAGE, IndicatorKind.PER_MILLE, IndicatorKind.SCORE)
"""Kinds of figures of which a total is computed anew."""
_ADDED = (IndicatorKind.COUNT, IndicatorKind.NUMBER)
MOST_COLUMNS = 500
"""Columns of a table, those that are repeated for the members of a dimension included."""
MOST_LEVELS = 20
"""Headings over each other: all of them are printed again on each page."""
_TO = ".."


@define(eq=False, repr=False)
class _Draft:
    """A column as written, before names are known."""

    id: str
    entry: Table
    heading: tuple[str, ...]
    number: str | None
    cell: NumberCell | None
    formulas: tuple[str, ...]


def read_columns(
    table: Table, lines: LineReader, dimensions: Dimensions, written: dict[str, Table]
) -> dict[str, FigureColumn]:
    """All columns of figures, in the order of the form, those that ended included; of two with one id the first counts.

    `written` takes the tables that they were read from.
    """
    drafts: dict[str, _Draft] = {}
    above: tuple[str, ...] = ()
    repeated = dimensions.repeated(revised(table.list_or_tables("columns"), table.revisions))
    for id, entry in islice(repeated, MOST_COLUMNS + 1):
        if len(drafts) == MOST_COLUMNS:
            table.mistake(WRONG_VALUE, "columns", f"a table may have {MOST_COLUMNS} columns")
            break
        draft = _draft(id, entry, above)
        above = draft.heading or above
        if drafts.setdefault(draft.id, draft) is not draft:
            entry.mistake(DUPLICATE, None, f"the column {draft.id[:40]!r} stands in the table already")
    asked = [draft for draft in drafts.values() if not has_ended(draft.entry)]
    marks = {draft.cell.number: draft.id for draft in asked if draft.cell is not None}
    headings = [draft.heading for draft in asked]
    written |= {id: draft.entry for id, draft in drafts.items()}
    return {id: _column(draft, table, lines, marks, headings) for id, draft in drafts.items()}


def read_stub(table: Table) -> tuple[StubColumn, ...]:
    """The columns that say which row it is."""
    found: list[StubColumn] = []
    for entry in table.list_of_tables("stub"):
        kind = entry.choice("is", StubKind, StubKind.LABEL)
        if kind is not StubKind.OTHER and any(each.kind is kind for each in found):
            what = f"another column is {kind.value!r} already"
            entry.mistake(DUPLICATE, "is", what, 'is = "other" for what nobody asks about')
        heading = _of_levels(entry, entry.texts("heading", required=True))
        found.append(StubColumn(kind, heading, entry.optional_text("number")))
        entry.close()
    # The only row of a table needs no name, and a section's are named where those of the table before are.
    needs_none = table.values.get("rows") == "one" or "after" in table.values
    if not found and not table.partial and not needs_none:
        table.mistake(MISSING_FIELD, None, "'stub' is missing: the columns that say which row it is")
    return tuple(found)


def _draft(id: str | None, entry: Table, above: tuple[str, ...]) -> _Draft:
    number = entry.optional_text("number")
    cell = _number_cell(entry, number)
    given = entry.optional_text("id") if id is None else id
    if given is None:
        if cell is None and not entry.partial:
            entry.mistake(MISSING_FIELD, None, "'id' is missing", "or the 'number' that the form prints")
        given = f"c{cell.number.lower()}" if cell is not None else ""
    if given and not ID.fullmatch(given):
        entry.mistake(WRONG_VALUE, "id", f"{given[:40]!r} is no id", "small letters a-z, digits and _")
    elif is_taken(given):
        entry.mistake(DUPLICATE, "id", f"{given!r} has a meaning of its own in formulas and rules")
    heading = _merged(_heading(entry), above)
    return _Draft(given, entry, heading, number, cell, _formulas(entry))


def _number_cell(entry: Table, number: str | None) -> NumberCell | None:
    """What the form prints in its row of numbers; one that is not read whole needs a `formula` beside it."""
    found = None if number is None else read_number_cell(number)
    if not isinstance(found, Unreadable):
        return found
    if "formula" in entry.values and found.number is not None:
        return NumberCell(found.number)
    entry.mistake(WRONG_VALUE, "number", str(found))
    return None


def _heading(entry: Table) -> tuple[str, ...]:
    """The printed path; "" stands for a heading merged with that of the column before."""
    values = cast("list[object] | None", entry.take("heading", list)) or []
    for place, value in enumerate(values):
        if type(value) is not str:
            entry.item_mistake("heading", place, f"{described(value)} stands where a text belongs")
    return _of_levels(entry, tuple(value for value in values if type(value) is str))


def _of_levels(entry: Table, heading: tuple[str, ...]) -> tuple[str, ...]:
    """A path of no more headings than may stand over each other."""
    if len(heading) > MOST_LEVELS:
        entry.mistake(WRONG_VALUE, "heading", f"a heading may have {MOST_LEVELS} levels, this has {len(heading)}")
    return heading[:MOST_LEVELS]


def _merged(heading: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """The whole path of a heading whose first parts are those of the column before."""
    whole = list(heading)
    for place, part in enumerate(heading):
        if part:
            break
        whole[place] = above[place] if place < len(above) else ""
    return tuple(whole)


def _formulas(entry: Table) -> tuple[str, ...]:
    """`formula`: an expression, or a list of them."""
    if entry.values.get("formula") == []:
        entry.mistake(WRONG_VALUE, "formula", "the list is empty")
    return entry.text_or_texts("formula")


def _last_alone(heading: tuple[str, ...], headings: Sequence[tuple[str, ...]]) -> int:
    """How many of a column's last headings no other column ends with."""
    parts = [part for part in heading if part]
    for count in range(1, len(parts)):
        ending = parts[-count:]
        if sum([part for part in other if part][-count:] == ending for other in headings) == 1:
            return count
    return max(1, len(parts))


def _column(
    draft: _Draft, table: Table, lines: LineReader, marks: Mapping[str, str], headings: Sequence[tuple[str, ...]]
) -> FigureColumn:
    entry = draft.entry
    # Of what is asked no more nothing is computed: the columns that its formulas name may be others by now.
    written = () if has_ended(entry) else tuple(_identities(draft, marks, lines.formulas))
    printed, given = entry.flag("printed") is not False, entry.flag("given") or False
    asks = _asks(draft, table, lines)
    entry.asked.add(ZERO)
    identities = tuple(evolve(each, tree=lines.over_zero(entry, each.tree)) for each in written)
    if printed and not draft.heading and not entry.partial:
        entry.mistake(MISSING_FIELD, None, "'heading' is missing", "or printed = false")
    over_rows, weight = _over(entry, _over_rows(asks, identities), can_recompute=bool(identities) or has_ended(entry))
    found = FigureColumn(
        asks=_computed(asks, identities),
        heading=draft.heading,
        number=draft.number,
        mark=draft.cell.number if draft.cell is not None else None,
        identities=identities,
        over_rows=over_rows,
        weight=weight,
        printed=printed,
        given=given,
        default=given_value(entry, "default"),
        excepted=entry.texts("except"),
        alone=_last_alone(draft.heading, headings),
    )
    entry.close()
    return found


def with_totals(
    columns: Mapping[str, FigureColumn], written: Mapping[str, Table], *, has_totals: bool
) -> dict[str, FigureColumn]:
    """The columns, once it is known whether rows are made of others: of what is no sum nobody knows what a total is,
    and without totals nobody needs to."""
    found = dict(columns)
    for id, column in columns.items():
        asks, entry = column.asks, written[id]
        is_added = asks.kind.is_number and asks.kind not in _ANEW
        if not is_added or not column.identities or column.identities[0].is_sum or "over_rows" in entry.values:
            continue
        if has_totals:
            hint, what = "one of: " + ", ".join(OverRows), "the formula is no sum, so a total may be no sum"
            entry.mistake(MISSING_FIELD, None, f"'over_rows' is missing: {what}", hint)
        else:
            found[id] = evolve(column, over_rows=OverRows.NONE)
    return found


def _asks(draft: _Draft, table: Table, lines: LineReader) -> Indicator:
    """What the figures of a column are, read as a line is; the table says what its columns do not."""
    entry = draft.entry
    means = _means(entry)
    entry.values.update(dict.fromkeys(means, Way.NONE.value))
    for key in INHERITED:
        if key in table.values and key not in entry.values and _takes(entry.values, key, table.values[key]):
            entry.values[key] = table.values[key]
            entry.unsaid.update({key} & _AXES.keys())
    written = entry.values.get("label")
    path = JOINED.join(part for part in draft.heading if part).replace(YEAR, "").strip()
    if path and (written is None or type(written) is dict):
        entry.values["label"] = {**dict.fromkeys(table.languages, path), **(written or {})}
        if entry.amendment is not None and written is not None and "label" in entry.amendment.values:
            entry.amendment.values["label"] = entry.values["label"]
    entry.unsaid |= figures_by_default(entry.values)
    formula = entry.values.pop("formula", None)  # its names are columns, not lines
    found = lines.figure(draft.id, entry)
    if formula is not None:
        entry.values["formula"] = formula
    return evolve(
        found,
        path=draft.cell.number if draft.cell is not None else "",
        over_time=Way.MEAN if "over_time" in means else found.over_time,
        over_offices=Way.MEAN if "over_offices" in means else found.over_offices,
    )


def figures_by_default(values: dict[str, object]) -> set[str]:
    """What figures of a table are where nothing is said: counts, and added up where they are amounts, until it is known
    what they are made of (`settled`); of which axes nothing is said."""
    kind = values.setdefault("kind", IndicatorKind.COUNT.value)
    unsaid = {key for key in _AXES if key not in values}
    for key, added in (("over_time", "flow"), ("over_offices", "sum")):
        if kind == RATE or kind in _ANEW:
            values.setdefault(key, "recompute")
        elif kind in _ADDED:
            values.setdefault(key, added)
    return unsaid


def _means(entry: Table) -> tuple[str, ...]:
    """The axes over which a column is a mean: those of which it says nothing else, if it is one over rows."""
    over_rows = entry.values.get("over_rows")
    of = _MEAN.fullmatch(over_rows) if type(over_rows) is str else None
    if of is None:
        return ()
    words = {key: entry.values.get(key) for key in ("over_time", "over_offices")}
    said = {key: _MEAN.fullmatch(word) if type(word) is str else None for key, word in words.items()}
    return tuple(key for key, word in words.items() if word is None or ((mean := said[key]) and mean[1] == of[1]))


def _takes(column: Mapping[str, object], key: str, value: object) -> bool:
    """Whether a column takes over a field of its table: a rate has no unit of counts and adds up by none of their ways,
    nor do counts have decimals."""
    kind = column.get("kind")
    if key in _AXES and type(value) is str and type(kind) is str:
        return _goes(kind, _AXES[key], value, computed="formula" in column)
    if kind is None or key not in _OF_KIND:
        return True
    return kind in _OF_KIND[key]


def _goes(kind: str, axis: Axis, word: str, *, computed: bool) -> bool:
    """Whether figures of a kind may go over an axis by a way; of what is no such word somebody else complains."""
    way, kinds = known(word, axis), kinds_named(kind)
    return way is None or not kinds or any(way in ways_of(each, axis, computed=computed) for each in kinds)


_AXES = {"over_time": Axis.TIME, "over_offices": Axis.OFFICES}
_QUANTITIES = tuple(kind for kind in IndicatorKind if kind.is_quantity)
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "unit": (IndicatorKind.COUNT, IndicatorKind.NUMBER),
    "decimals": (RATE, *(kind for kind in IndicatorKind if kind.has_decimals)),
    "sign": (IndicatorKind.COUNT, *_QUANTITIES),
    "per": (RATE,),
}
"""Fields that a column of a kind of its own takes over from its table only where it can have them."""


def _computed(asks: Indicator, identities: Sequence[Identity]) -> Indicator:
    if not identities:
        return asks
    return evolve(asks, formula=identities[0].tree, formula_text=identities[0].text)


_MEAN = re.compile(r"mean\s*\(\s*([a-z][a-z0-9_]*)\s*\)")


def _over(entry: Table, default: OverRows, *, can_recompute: bool) -> tuple[OverRows, str | None]:
    """What totals and parents do; of `mean(w)` the column of the weights."""
    word = entry.raw("over_rows", str, among=("mean(x)",))
    found = _MEAN.fullmatch(word) if type(word) is str else None
    if found is not None:
        return OverRows.MEAN, found[1]
    over = entry.choice("over_rows", OverRows, default, required=False)
    if over is OverRows.MEAN:
        entry.mistake(WRONG_VALUE, "over_rows", "a mean has weights", 'write "mean(x)", x being their column')
    if over is OverRows.RECOMPUTE and not (can_recompute or entry.partial):
        hint = "one of: sum, mean(x), reported, none"
        entry.mistake(WRONG_VALUE, "over_rows", "there is no formula by which a total is computed anew", hint)
    return over, None


def _over_rows(asks: Indicator, identities: Sequence[Identity]) -> OverRows:
    """Counts and quantities add up, what has a formula of its own is computed anew, and so points without one add up
    while a rate without one is as reported; of texts, dates and answers there is no total."""
    if not asks.kind.is_number:
        return OverRows.NONE
    if identities and asks.kind in _ANEW:
        return OverRows.RECOMPUTE
    return OverRows.REPORTED if asks.kind.is_rate else OverRows.SUM


def _identities(draft: _Draft, marks: Mapping[str, str], formulas: Formulas) -> Iterator[Identity]:
    """The formulas that the form prints, then those written out."""
    if draft.cell is not None:
        printed = draft.cell.formulas(marks)
        if isinstance(printed, Unreadable):
            draft.entry.mistake(WRONG_VALUE, "number", str(printed))
        else:
            yield from formulas.identities(draft.entry, "number", printed)
    yield from formulas.identities(draft.entry, "formula", draft.formulas)


def named_columns(entry: Table, key: str, columns: Mapping[str, FigureColumn]) -> tuple[str, ...]:
    """The columns that a list names, "a..c" from one to another as they are printed."""
    found: dict[str, None] = {}
    order = list(columns)
    for name in entry.texts(key):
        first, dots, last = name.partition(_TO)
        wrong = [each for each in ((first, last) if dots else (name,)) if each not in columns]
        for each in wrong:
            entry.mistake(UNKNOWN_NAME, key, f"there is no column {each[:40]!r}", did_you_mean(each, columns))
        if dots and not wrong:
            found |= dict.fromkeys(order[order.index(first) : order.index(last) + 1])
        elif not wrong:
            found[name] = None
    return tuple(found)


def given_value(entry: Table, key: str) -> GivenFigure | None:
    """A figure of the catalogue: a number, or the name of a parameter."""
    value = entry.raw(key, int, Decimal, str)
    if value is None:
        return None
    if type(value) is str:
        return GivenFigure(parameter=value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = entry.number(key)
        return None if number is None else GivenFigure(number)
    entry.mistake(WRONG_VALUE, key, f"{described(value)} stands where a number or the name of a parameter belongs")
    return None
