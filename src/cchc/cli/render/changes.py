"""Differences between two editions, a definition a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.edition import Edition, label_of
from cchc.edition.comparison import COMPARED, Change, ChangeKind
from cchc.edition.table import ClosedRow, FigureColumn
from cchc.judge.display import ground_text

_MARKS = {ChangeKind.ADDED: ("+", "green"), ChangeKind.DROPPED: ("-", "red"), ChangeKind.CHANGED: ("~", "yellow")}


def told(changes: Iterable[Change], editions: tuple[Edition, Edition], words: Words) -> Iterator[str]:
    """`+` new, `-` gone, `~` changed; under a changed one its ground, and each field: what it was and what it is.

    `editions` are that before and that after, which know what definitions are called.
    """
    edition = editions[1]
    for (kind, of, id), group in groupby(changes, lambda change: (change.kind, change.of, change.id)):
        same = list(group)
        mark, colour = _MARKS[kind]
        yield click.style(f"{mark} {words('changed', of)} {visible(_named(id, of, editions, words))}", fg=colour)
        for ground in same[0].because:
            yield f"    {visible(words('change_because', ground=words.of(ground_text(edition, ground))))}"
        for change in same:
            if change.field is not None:
                yield f"    {words.of(edition.face('site').text('field', change.field))}"
                if change.before:
                    yield click.style(f"      - {visible(change.before)}", fg="red")
                if change.after:
                    yield click.style(f"      + {visible(change.after)}", fg="green")


def _named(id: str, of: str, editions: tuple[Edition, Edition], words: Words) -> str:
    """A definition by its id, and as people know it: a line by its place and label, a unit by its name."""
    for edition in reversed(editions):
        if of == "units" and id in edition.units:
            return f"{id}: {words.of(edition.units[id].label)}"
        if id in edition.everything and of in ("indicators", "auxiliaries"):
            line = edition.everything[id]
            return f"{id}: {line.path} {words.of(label_of(edition, id))}"
        match COMPARED[of](edition).get(id) if of in COMPARED else None:
            case FigureColumn() as column:
                return f"{id}: {column.path or words.of(column.asks.label)}"
            case ClosedRow() as row:
                return f"{id}: {row.code} {words.of(row.label)}"
    return id
