"""What a person means by a name: an indicator's id or place in the form, a rule, a code of a finding, a unit."""

from __future__ import annotations

import click
from attrs import evolve

from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.names import Definition as Subject
from cchc.edition.names import Names
from cchc.errors import UnknownNameError

__all__ = ["Subject", "find", "home_of"]


def find(name: str, edition: Edition, words: Words) -> Subject:
    """Raises click.UsageError, with names that are near, where there is none."""
    names = Names(edition)
    try:
        return names.definition(name)
    except UnknownNameError:
        raise click.UsageError(words("no_such_name", name=name) + words.meant(name, names.known)) from None


def home_of(subject: Subject, edition: Edition) -> Edition:
    """The edition in which the names of a formula are lines: of a table's columns and rules one of these columns."""
    for table in edition.tables.values():
        own = [*table.columns.values(), *(each.rule for each in table.rules.values())]
        if any(each is subject for each in own):
            return evolve(edition, indicators={id: column.asks for id, column in table.columns.items()})
    return edition
