"""From the rows of a file to a catalogue's folder: of several drafts the one that agrees with what is filled in."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from cchc import disk
from cchc.catalogue import Catalogue
from cchc.drafting import lines as line_list
from cchc.drafting import toml
from cchc.drafting.around import FormHead, around
from cchc.drafting.columns import column_drafts
from cchc.drafting.measures import OwnUnits
from cchc.drafting.rows import rows_draft
from cchc.drafting.sheet import SeenTable, find_tables, left_out, texts_of
from cchc.drafting.toml import SCHEMA, Choices, TableDraft
from cchc.edition import Edition, Severity
from cchc.errors import CatalogueError, CchcError
from cchc.load import EDITION_FILE, load_edition
from cchc.load.source import GUESS
from cchc.reading import read_rows
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import RawForm
from cchc.schema import json_schema

_TRIED = (
    Choices(children=True),
    Choices(),
    Choices(totals=False),
    Choices(totals=False, written=False),
    Choices(totals=False, written=False, printed=False),
)


@frozen
class CatalogueDraft:
    """The files of a drafted edition by name, and how many columns or lines, rows and guesses there are."""

    files: dict[str, str]
    columns: int
    rows: int
    guesses: int
    left: tuple[str, ...] = ()
    """Rows that look like those of a table, and are of none that is drafted."""


def drafted(raw: RawForm, id: str, language: str | None = None) -> CatalogueDraft:
    """The draft of a catalogue of a form, blank or filled in; it loads, and what it guesses is marked.

    Of several sheets each may have tables. The marks and other comments are in a `language`, else in the form's. Raises
    ReadError for a file that shows no table.
    """
    found, about = _seen(raw, language)
    text = _best(_whole(raw), id, found, about)
    schema = json.dumps(json_schema(EDITION_FILE), ensure_ascii=False, separators=(",", ":"))
    is_list = _is_list(found)
    rows = sum(len(each.body) for each in found)
    return CatalogueDraft(
        files={EDITION_FILE: text, SCHEMA: schema + "\n"},
        columns=1 if is_list else sum(len(each.figures) for each in found),
        rows=rows,
        guesses=text.count(f"  {GUESS} "),
        left=about.left,
    )


def _seen(raw: RawForm, language: str | None) -> tuple[list[SeenTable], FormHead]:
    """The tables of all sheets, and what is said over the first and below the last."""
    known = set[object]()
    sheets = [(sheet.rows, list(find_tables(sheet.rows, known))) for sheet in raw.beside or (raw,)]
    with_tables = [(rows, tables) for rows, tables in sheets if tables]
    if not with_tables:
        raise refusal("no_headings", raw.source)
    found = [table for _, tables in with_tables for table in tables]
    (first, (opening, *_)), (last, (*_, closing)) = with_tables[0], with_tables[-1]
    everything = [texts_of(row) for rows, _ in sheets for row in rows]
    above = [texts_of(row) for row in first[: opening.start - bool(opening.title)]]
    head = around(above, last[closing.end :], everything, raw.source, language)
    return found, evolve(head, left=tuple(text for rows, tables in sheets for text in left_out(rows, tables)))


def _whole(raw: RawForm) -> RawForm:
    """The rows of all sheets, as of one."""
    return evolve(raw, rows=tuple(row for sheet in raw.beside or (raw,) for row in sheet.rows), beside=())


def _is_list(found: Sequence[SeenTable]) -> bool:
    """Whether the form is one list of lines; of several tables each is a table."""
    return len(found) == 1 and line_list.is_list(found[0])


def _best(raw: RawForm, id: str, found: Sequence[SeenTable], about: FormHead) -> str:
    """Of the drafts that load the first that finds nothing wrong in what is filled in; else the least wrong.

    Of an empty form parents are taken for the sums of what is numbered under them, and marked.
    """
    is_filled = any(each.is_filled for each in found)
    fewest, best = None, None
    for choices in _TRIED:
        text, wrong = _tried(raw, id, found, about, choices, is_filled=is_filled)
        if wrong is not None and (fewest is None or wrong < fewest):
            fewest, best = wrong, text
        if wrong == 0:
            break
    if best is None:
        raise refusal("no_headings", raw.source)
    return best


def _tried(
    raw: RawForm, id: str, found: Sequence[SeenTable], about: FormHead, choices: Choices, *, is_filled: bool
) -> tuple[str, int | None]:
    """A draft, less the formulas of columns that do not load, and how many errors it finds in its own form.

    None for one that does not load whatever is left out.
    """
    while True:
        text = "\n".join(_written(raw, found, about, choices))
        try:
            edition = _loaded(id, text)
        except CatalogueError as error:
            clashing = choices.without.union(_formulas_of(error))
            if clashing == choices.without:
                return text, None
            choices = evolve(choices, without=clashing)
            continue
        return text, _wrong(raw, edition) if is_filled else 0


def _formulas_of(error: CatalogueError) -> Iterator[tuple[str, int]]:
    """The columns of whose formulas a draft complains."""
    for problem in error.problems:
        match problem.path:
            case ("table", str() as table, "columns", int() as place, *_):
                yield table, place


def _loaded(id: str, text: str) -> Edition:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / id
        folder.mkdir()
        disk.write(folder / EDITION_FILE, text.encode())
        return load_edition(folder)


def _wrong(raw: RawForm, edition: Edition) -> int:
    """How many errors a draft finds in the form that it was made of."""
    try:
        found = Catalogue(edition).evaluate(read_rows(raw, edition)).findings
    except CchcError:
        return 1
    return sum(finding.severity is Severity.ERROR for finding in found)


def _written(raw: RawForm, found: Sequence[SeenTable], about: FormHead, choices: Choices) -> Iterator[str]:
    yield from toml.head(about, raw.source)
    if _is_list(found):
        yield from line_list.columns(found[0])
        yield from line_list.lines(found[0], about)
        return
    own = OwnUnits()
    unit = toml.unit_of(about, own)
    drafts = [
        TableDraft(
            id=_id(about, place, len(found)),
            found=each if len(found) > 1 else evolve(each, title=""),
            columns=tuple(column_drafts(each, unit, own, about.language)),
            rows=rows_draft(each),
            over_time="last" if about.is_of_a_day else "flow",
        )
        for place, each in enumerate(found)
    ]
    yield from toml.units(own, about.language)
    for draft in drafts:
        yield from toml.table(draft, unit, about.tongue, choices)


def _id(about: FormHead, place: int, count: int) -> str:
    """A table's id: by the number of the form, or its place among several."""
    digits = re.match(r"[A-Za-z.]*(\d{1,4})", about.number or "")
    if count > 1 or digits is None:
        return f"t{place + 1}"
    return f"b{digits[1]}"
