"""Editions that stand on another: [change.X] and [add.X] laid over what the base defines."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import evolve

from cchc.edition.amendment import Amendment, Series
from cchc.errors import did_you_mean
from cchc.load import grounds
from cchc.load.codes import CYCLE, DUPLICATE, MISSING_FIELD, UNKNOWN_NAME, UNUSED, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.folder import base_in
from cchc.load.former import LINE_KEYS
from cchc.load.table import Table

MOST_BASES = 20
"""Editions that stand on one another; a form does not change more often while it is remembered."""
AMENDING = ("because", "ended", "read_as", "note", "comparable", "applies")
"""Fields that only [change.X] and [add.X] have; all others take the place of what the base says."""
_AMENDED = ("lines", "auxiliary", "rules")
COLUMNS = "columns"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


def find_base(top: Table, folder: Path, above: tuple[Path, ...]) -> Path | None:
    """The folder of the edition that `top` stands on: beside its own, or one that comes with cchc."""
    name = top.optional_text("base")
    if name is None:
        return None
    if not _NAME.fullmatch(name):
        top.mistake(WRONG_VALUE, "base", f"{name[:40]!r} is no id of an edition")
        return None
    found = base_in(folder, name)
    if found is None:
        top.mistake(UNKNOWN_NAME, "base", f"there is no edition {name[:40]!r}")
    elif found.resolve() in above or len(above) >= MOST_BASES:
        top.mistake(CYCLE, "base", f"the edition stands on itself, by way of {name[:40]!r}")
        return None
    return found


def amend(contents: Contents, *, has_base: bool) -> None:
    """Lay changes and additions over the definitions that they speak of."""
    for head in ("change", "add"):
        if not has_base:
            for id, table in contents.of(head):
                table.asked.update(table.values)
                table.mistake(UNUSED, None, f"there is no edition of which {id[:40]!r} could be a {head}", "base = ...")
    if has_base:
        for id, change in contents.of("change"):
            _change(contents, id, change)
        for id, table in contents.of("add"):
            _add(contents, id, table)
    for head in ("change", "add"):
        contents.entries.pop(head, None)  # done: an edition that stands on this one has its own


def _change(contents: Contents, id: str, change: Table) -> None:
    for place, (name, table) in enumerate(contents.of("table")):
        if name == id:
            contents.entries["table"][place] = (id, _table_laid_over(table, change))
            return
    for head in _AMENDED:
        for place, (name, table) in enumerate(contents.of(head)):
            if name == id:
                contents.entries[head][place] = (id, laid_over(table, change))
                return
    if any(contents.lacks(head, id) for head in _AMENDED):
        known = [name for head in (*_AMENDED, "table") for name, _ in contents.of(head)]
        change.mistake(UNKNOWN_NAME, None, f"the base has no line or rule {id[:60]!r}", did_you_mean(id, known))
    change.asked.update(change.values)


def _table_laid_over(table: Table, change: Table) -> Table:
    """A table of a form with what a change says of it, and what it says of its columns to be read with them."""
    own = {key: value for key, value in change.values.items() if key != COLUMNS}
    laid = laid_over(table, evolve(change, values=own)) if own else evolve(table, asked=set(), faulty=set())
    return evolve(laid, revisions=(*table.revisions, change)) if COLUMNS in change.values else laid


_EXAMPLES = frozenset({"example", "examples"})
"""Two ways to write the same, of which the change's own takes the place of either."""


def laid_over(table: Table, change: Table) -> Table:
    """A definition with the fields of a change in place of its own; mistakes in them are told where they stand."""
    change.in_words_of_today(LINE_KEYS)
    if table.amendment is not None:  # the base was itself a change of its own base
        change = evolve(change, values={**_kept(table.amendment), **change.values}, amendment=None)
    partial = table.partial or change.partial
    replaced = _EXAMPLES if _EXAMPLES & change.values.keys() else frozenset[str]()
    own = {key: value for key, value in table.values.items() if key not in replaced}
    return evolve(table, values={**own, **change.values}, amendment=change, partial=partial, asked=set(), faulty=set())


def _kept(amendment: Table) -> dict[str, object]:
    """What a later edition takes over of a change: the ended stays ended, what was replaced is in the definition."""
    return {key: value for key, value in amendment.values.items() if key in AMENDING}


def _add(contents: Contents, id: str, table: Table) -> None:
    """A new line after the one that it names; without such, a figure beside the form. Of a table, new columns."""
    for place, (name, of) in enumerate(contents.of("table")):
        if name == id:
            contents.entries["table"][place] = (id, evolve(of, revisions=(*of.revisions, table), asked=set()))
            return
    after = table.optional_text("after")
    if any(name == id for head in ("lines", "auxiliary") for name, _ in contents.of(head)):
        table.mistake(DUPLICATE, None, f"the base has a line {id[:60]!r}", f"write [change.{id}]")
        return
    added = evolve(table, amendment=table, asked={"after"})
    lines = contents.entries.setdefault("lines" if after is not None else "auxiliary", [])
    names = [name for name, _ in lines]
    if after is None:
        lines.append((id, added))
    elif after in names:
        lines.insert(names.index(after) + 1, (id, added))
    else:
        table.mistake(UNKNOWN_NAME, "after", f"the base has no line {after[:60]!r}", did_you_mean(after, names))


def amendment(table: Table) -> Amendment | None:
    """What an edition on a base says of a definition, read off the table that was laid over it."""
    if table.amendment is None:
        return None
    because = tuple(grounds.because(table))
    if not because and not table.amendment.faulty:
        table.amendment.mistake(MISSING_FIELD, None, "'because' is missing: the instrument on which the change rests")
    return Amendment(
        because=because,
        ended=table.date("ended", required=False),
        read_as=table.optional_translated("read_as"),
        note=table.optional_translated("note"),
        is_comparable=table.choice("comparable", Series, Series.BROKEN, required=False) is Series.KEPT,
        applies=_applies(table) if table.has("applies") else None,
        file=table.amendment.source.name,
        line=table.amendment.line,
    )


def _applies(table: Table) -> dict[str, str]:
    wanted = table.table("applies")
    return {name: wanted.text(name) for name in wanted.named(str)}
