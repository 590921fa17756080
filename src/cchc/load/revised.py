"""The columns of a table as an edition on a base has them: changed, added and ended ones in their places."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from cchc.errors import did_you_mean
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.load.base import COLUMNS, laid_over
from cchc.load.codes import DUPLICATE, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.table import Table

_OF_LINES = ("applies", "comparable")
"""What is asked of some offices only, or goes on over a break, are lines."""
Entry = tuple[str | None, Table]
"""A column as written: its id where that is the name of its table, and the table."""


def revised(columns: Iterable[Entry], revisions: Iterable[Table]) -> list[Entry]:
    """The columns of a base after what `[change.T.columns.X]` and `[add.T.columns.X]` say, edition by edition."""
    found = list(columns)
    for revision in revisions:
        is_addition = revision.path[0] == "add"
        for id, written in revision.table(COLUMNS).tables():
            entry = evolve(written, values=dict(written.values))
            for key in _OF_LINES:
                if key in entry.values:
                    entry.mistake(WRONG_VALUE, key, f"{key!r} is for lines and rules, not for columns")
                    del entry.values[key]
            if is_addition:
                _add(found, id, entry)
            else:
                _change(found, id, entry)
        revision.asked.add(COLUMNS)
        if is_addition:
            revision.close()
    return found


def _change(found: list[Entry], id: str, change: Table) -> None:
    names = [_name_of(each) for each in found]
    if id not in names:
        change.mistake(UNKNOWN_NAME, None, f"the base has no column {id[:60]!r}", did_you_mean(id, names))
        return
    place = names.index(id)
    name, column = found[place]
    found[place] = (name, laid_over(column, change))


def has_ended(column: Table) -> bool:
    """Whether a column is asked no more, though files of earlier editions show it still."""
    return column.amendment is not None and "ended" in column.amendment.values


def _add(found: list[Entry], id: str, table: Table) -> None:
    """A new column behind the one that it names, or else behind all."""
    after, names = table.optional_text("after"), [_name_of(each) for each in found]
    if id in names:
        table.mistake(DUPLICATE, None, f"the base has a column {id[:60]!r}", f"write [change.….{id[:60]}]")
        return
    if after is not None and after not in names:
        table.mistake(UNKNOWN_NAME, "after", f"the base has no column {after[:60]!r}", did_you_mean(after, names))
    place = names.index(after) + 1 if after in names else len(found)
    found.insert(place, (id, evolve(table, amendment=table, asked={"after"})))


def _name_of(entry: Entry) -> str:
    """What a column is called: by its table, its id, or the number that the form prints."""
    name, table = entry
    if name is not None:
        return name
    given, number = table.values.get("id"), table.values.get("number")
    if type(given) is str:
        return given
    cell = read_number_cell(number) if type(number) is str else None
    return f"c{cell.number.lower()}" if isinstance(cell, NumberCell) else ""
