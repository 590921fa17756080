"""What a person means by a name: an indicator's id or place in the form, a rule, a code of a finding, a unit."""

from __future__ import annotations

import click

from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.names import Definition as Subject
from cchc.edition.names import Names
from cchc.errors import UnknownNameError

__all__ = ["Subject", "find"]


def find(name: str, edition: Edition, words: Words) -> Subject:
    """Raises click.UsageError, with names that are near, where there is none."""
    names = Names(edition)
    try:
        return names.definition(name)
    except UnknownNameError:
        raise click.UsageError(words("no_such_name", name=name) + words.meant(name, names.known)) from None
