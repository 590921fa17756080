"""Differences between two editions, a definition a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.edition.comparison import Change, ChangeKind

_MARKS = {ChangeKind.ADDED: ("+", "green"), ChangeKind.DROPPED: ("-", "red"), ChangeKind.CHANGED: ("~", "yellow")}


def told(changes: Iterable[Change], words: Words) -> Iterator[str]:
    """`+` new, `-` gone, `~` changed; under a changed one each field, what it was and what it is."""
    for (kind, of, id), same in groupby(changes, lambda change: (change.kind, change.of, change.id)):
        mark, colour = _MARKS[kind]
        yield click.style(f"{mark} {words('changed', of)} {id}", fg=colour)
        for change in same:
            if change.field is not None:
                yield f"    {change.field}"
                yield click.style(f"      - {visible(change.before or '')}", fg="red")
                yield click.style(f"      + {visible(change.after or '')}", fg="green")
