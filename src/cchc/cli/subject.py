"""What a person means by a name: an indicator's id or place in the form, a rule, a code of a finding, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from cchc.catalogue import Catalogue
from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.edition import Concept, Edition, FindingKind, Indicator, Rule, Status, Unit
from cchc.edition.findable import Findable, entries_of
from cchc.edition.names import Definition as Subject
from cchc.edition.names import Names
from cchc.edition.search import nearest, search
from cchc.edition.table import TableFigure
from cchc.errors import UnknownNameError
from cchc.load.standard import unasked
from cchc.text.spelling import key

if TYPE_CHECKING:
    from cchc.illustration import Illustration

__all__ = ["Subject", "find", "found", "home_of", "told_of"]

_SHOWN = 8
"""So many of what is found are listed."""
_IS_NAME = re.compile(r"[a-z]+_\w*|(?:CCHC-)?[A-Za-z]\d+|CCHC-\w+|[A-Z][A-Z0-9]{1,9}-[A-Z]\d{1,4}|[IVX]+(?:\.\d+)+")
"""Looks like an id, a code or a place: one that is not there is a mistake, not a question."""
_IS_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}-[A-Z]\d{1,4}", re.IGNORECASE)
"""A code with the prefix of a catalogue: "TV-R001"."""
_OF_A_ROW = "]."
"""Stands in the address of a table's figure alone."""


def find(name: str, edition: Edition, words: Words) -> Subject:
    """Raises click.UsageError, with names that are near, where there is none."""
    names = Names(edition)
    try:
        return names.definition(name)
    except UnknownNameError:
        if (rule := unasked(name, edition)) is not None:
            return rule
        prefix, dash, _ = name.upper().partition("-")
        if _IS_CODE.fullmatch(name) and dash and not any(known.startswith(f"{prefix}-") for known in names.known):
            told = words("code_of_another", name=name, prefix=prefix, edition=edition.id)
            raise click.UsageError(told) from None
        raise click.UsageError(words("no_such_name", name=name) + words.meant(name, names.known)) from None


def found(name: str, catalogue: Catalogue, words: Words) -> str | None:
    """What is meant by words that are no name, the likeliest first; None where a name is meant, or nothing is like it.

    Raises click.UsageError, with what is written most like them, where nothing is found.
    """
    edition = catalogue.whole
    if _names_an_edition(name, catalogue) or _is_a_name(name, edition):
        return None
    entries = entries_of(edition, words.language)
    meant = search(entries, name)[:_SHOWN]
    near = meant or nearest(entries, name)
    listed = [f"  {_mark(each, words)}  {visible(each.title)} ({each.name})" for each in near]
    if not listed:
        return None
    if not meant:
        raise click.UsageError("\n".join([words("nothing_found", query=visible(name)), *listed]))
    told = "\n".join([words("found", query=visible(name)), *listed, words("found_more", name=meant[0].name)])
    return "\n\n".join((told, *_glossed(name, edition, words)))


def _mark(entry: Findable, words: Words) -> str:
    """Where a line stands, the id of a rule; of a word of the glossary that it is one."""
    return words("in_glossary") if entry.kind == "concept" else entry.code or entry.name


def _glossed(name: str, edition: Edition, words: Words) -> Iterator[str]:
    """What the words themselves mean, where they are a concept's name."""
    from cchc.cli.render.definition import definition

    for concept in edition.glossary.values():
        if key(name) in map(key, (*concept.label.values(), *concept.known_as)):
            yield definition(concept, edition, words)


def _names_an_edition(name: str, catalogue: Catalogue) -> bool:
    return name == catalogue.id or name in catalogue.editions


def _is_a_name(name: str, edition: Edition) -> bool:
    """Whether one thing is called so, or it looks so much like a name that nothing else can be meant.

    A unit, status or concept in other letters is none: who writes VBQPPL does not ask for the unit of that id.
    """
    names = Names(edition)
    if name not in names:
        return _OF_A_ROW in name or _IS_NAME.fullmatch(name) is not None
    return name in names.known or not isinstance(names.definition(name), Unit | Status | Concept)


def home_of(subject: Subject, edition: Edition) -> Edition:
    """The edition in which the names of a formula are lines: of a table's columns and rules one of these columns."""
    subject = subject.column if isinstance(subject, TableFigure) else subject
    for table in edition.tables.values():
        own = [*table.every_column.values(), *(each.rule for each in table.rules.values())]
        if any(each is subject for each in own):
            return evolve(edition, indicators={id: column.asks for id, column in table.every_column.items()})
    return edition


def told_of(name: str, catalogue: Catalogue, words: Words) -> str:
    """What a name means, by the definitions alone: an edition as a whole, or a definition, and where it comes from."""
    from cchc.cli.render.definition import definition
    from cchc.cli.render.edition import summary

    if _names_an_edition(name, catalogue):
        one = catalogue if name == catalogue.id else catalogue.of_id(name)
        return summary(one, words)
    held = holder(find(name, catalogue.whole, words), catalogue)
    own = catalogue if held is catalogue.edition else catalogue.of_id(held.id)
    subject = find(name, held, words)
    shown = illustrated(subject, held, own.home)
    return definition(subject, held, words, history=catalogue.history, bases=own.bases, illustration=shown)


def illustrated(subject: Subject, edition: Edition, folder: Path | None) -> Illustration | None:
    """What a rule or a built-in code looks like on a form; `folder` is where the edition was read from."""
    from cchc.illustration import of_code, of_rule, of_table_rule

    catalogue = Catalogue(edition)  # by itself: no other edition judges its samples, whatever period they name
    for table in edition.tables.values():
        for each in table.rules.values():
            if each.rule is subject and not each.rule.is_standard:
                return of_table_rule(catalogue, table, each, folder)
    if isinstance(subject, FindingKind) or (isinstance(subject, Rule) and subject.is_standard):
        return of_code(subject.code)
    return of_rule(catalogue, subject) if isinstance(subject, Rule) else None


def holder(subject: Subject, catalogue: Catalogue) -> Edition:
    """The edition that a definition is told of: the catalogue's own, or the first that has the line or the rule."""

    def holds(edition: Edition) -> bool:
        if isinstance(subject, Indicator):
            return subject.id in edition.everything
        return not isinstance(subject, Rule) or subject.id in edition.rules

    # What belongs to a table is the catalogue's own.
    return next(filter(holds, (catalogue.edition, *catalogue.history)), catalogue.edition)
