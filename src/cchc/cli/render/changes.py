"""Differences between two editions, a definition a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.comparison import Change, ChangeKind
from cchc.judge.display import ground_text

_MARKS = {ChangeKind.ADDED: ("+", "green"), ChangeKind.DROPPED: ("-", "red"), ChangeKind.CHANGED: ("~", "yellow")}


def told(changes: Iterable[Change], edition: Edition, words: Words) -> Iterator[str]:
    """`+` new, `-` gone, `~` changed; under a changed one its ground, and each field: what it was and what it is."""
    for (kind, of, id), group in groupby(changes, lambda change: (change.kind, change.of, change.id)):
        same = list(group)
        mark, colour = _MARKS[kind]
        yield click.style(f"{mark} {words('changed', of)} {id}", fg=colour)
        for ground in same[0].because:
            yield f"    {visible(words('change_because', ground=words.of(ground_text(edition, ground))))}"
        for change in same:
            if change.field is not None:
                yield f"    {change.field}"
                if change.before:
                    yield click.style(f"      - {visible(change.before)}", fg="red")
                if change.after:
                    yield click.style(f"      + {visible(change.after)}", fg="green")
