"""What lines and columns mean, part by part: at the line itself, or in files that a check leaves closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.edition.definition import DefinitionPart, LineDefinition, Passage
from cchc.edition.table import FigureColumn, FormTable
from cchc.errors import did_you_mean
from cchc.load.codes import DUPLICATE, MISSING_FIELD, UNKNOWN_NAME
from cchc.load.contents import Contents
from cchc.load.draft import DEFINITIONS, Draft
from cchc.load.gaps import Gaps
from cchc.load.grounds import certainty
from cchc.load.table import Table

_SHOWN = 5
"""So many lines that lack something are named."""


def definition(table: Table) -> LineDefinition:
    """`counts`, `excludes`, …: a passage or several; a text by language alone says what counts."""
    said = {part.value: tuple(passages(table, part)) for part in DefinitionPart}
    known = table.texts("known_as")
    if (text := table.spoken()) is not None:
        said[DefinitionPart.COUNTS] = (Passage(text), *said[DefinitionPart.COUNTS])
    table.close()
    return LineDefinition(**said, known_as=known)


def passages(table: Table, key: str) -> Iterator[Passage]:
    """The sentences under a key, each with how it is known."""
    for entry in table.list_of_tables(key):
        found = Passage(
            certainty=certainty(entry),
            instrument=entry.optional_text("instrument"),
            article=entry.optional_text("article"),
            text=entry.spoken(),
        )
        if found.text is None and found.instrument is None:
            entry.mistake(
                MISSING_FIELD, None, "the passage says nothing", f'such as {entry.home} = "…", or instrument = "…"'
            )
        entry.close()
        yield found


def inline(table: Table) -> LineDefinition | None:
    """What a line says of itself."""
    return definition(table.table("definition")) if table.has("definition") else None


def defined(edition: Edition, draft: Draft) -> Edition:
    """The edition with what its files of definitions say of lines, of figures beside them, and of columns."""
    said = _said(draft.contents)
    if not said:
        return edition
    read = {id: definition(table) for id, table in said.items()}
    _check(said, {**edition.everything, **_columns(edition)}, draft.gaps)
    return evolve(
        edition,
        indicators={id: _of_line(line, read.get(id)) for id, line in edition.indicators.items()},
        auxiliaries={id: _of_line(line, read.get(id)) for id, line in edition.auxiliaries.items()},
        tables={id: _of_columns(table, read) for id, table in edition.tables.items()},
    )


def _check(said: Mapping[str, Table], asked: Mapping[str, Indicator], gaps: Gaps) -> None:
    """Whatever is defined is there, and says nothing of itself."""
    for id, table in said.items():
        if id not in asked:
            if id not in gaps.ids and not gaps.lines:
                table.mistake(UNKNOWN_NAME, None, f"no line is called {id[:60]!r}", did_you_mean(id, asked))
        elif asked[id].definition is not None:
            table.mistake(DUPLICATE, None, f"{id[:60]!r} has a definition of its own already")


def _columns(edition: Edition) -> Mapping[str, Indicator]:
    return {
        f"{table.id}.{id}": each.asks for table in edition.tables.values() for id, each in table.every_column.items()
    }


def note_gaps(edition: Edition, draft: Draft) -> None:
    """Lines that say nowhere what they mean, and parts that definitions leave out: notes, no mistakes."""
    lines = [line for line in edition.figures.values() if not line.auxiliary]
    asked = {**{line.id: line for line in lines}, **_columns(edition)}
    bare = [id for id, line in asked.items() if line.definition is None and id not in draft.gaps.ids]
    if bare:
        hint = f'such as definition.counts = {{ {draft.top.home} = "…", certainty = "label" }}'
        draft.top.note("title", f"{len(bare)} figures have no 'definition': {_named(bare)}", hint)
    for part in DefinitionPart:
        short = [id for id, line in asked.items() if line.definition is not None and part in line.definition.missing]
        if short:
            what = f"{len(short)} definitions have no {part.value!r}: {_named(short)}"
            draft.top.note("title", what, 'where nothing is known, say so: certainty = "unknown"')


def note_nameless(edition: Edition, draft: Draft) -> None:
    """Rules that people have no name for, but what they check, word by word: a note, no mistake."""
    own = (*edition.rules.values(), *(each.rule for table in edition.tables.values() for each in table.rules.values()))
    bare = [rule.id for rule in own if rule.label is None and rule.id not in draft.gaps.ids]
    if bare:
        hint = f'such as label.{draft.top.home} = "…": a few words that say what holds'
        draft.top.note("title", f"{len(bare)} rules have no 'label': {_named(bare)}", hint)


def _named(ids: list[str]) -> str:
    return ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")


def _said(contents: Contents) -> Mapping[str, Table]:
    """Tables of definitions by what they define; of an edition on a base each part stands in place of the base's."""
    found: dict[str, Table] = {}
    for id, table in contents.of(DEFINITIONS):
        before = found.get(id)
        if before is not None and before.source.name.partition("/")[0] == table.source.name.partition("/")[0]:
            table.mistake(DUPLICATE, None, f"{id[:60]!r} is defined in {before.place} already")
        found[id] = table if before is None else evolve(table, base=before)
    return found


def _of_line(line: Indicator, said: LineDefinition | None) -> Indicator:
    return line if said is None else evolve(line, definition=said)


def _of_columns(table: FormTable, read: Mapping[str, LineDefinition]) -> FormTable:
    if not any(f"{table.id}.{id}" in read for id in table.every_column):
        return table

    def said(columns: Mapping[str, FigureColumn]) -> Mapping[str, FigureColumn]:
        of = {id: read.get(f"{table.id}.{id}") for id in columns}
        return {id: evolve(column, asks=_of_line(column.asks, of[id])) for id, column in columns.items()}

    return evolve(table, columns=said(table.columns), ended=said(table.ended))
