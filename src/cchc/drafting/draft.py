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
from cchc.drafting.rows import rows_draft
from cchc.drafting.sheet import SeenTable, find_tables, texts_of
from cchc.drafting.toml import SCHEMA, Choices, TableDraft
from cchc.edition import Severity
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


def drafted(raw: RawForm, id: str) -> CatalogueDraft:
    """The draft of a catalogue of a form, blank or filled in; it loads, and what it guesses is marked.

    Raises ReadError for a file that shows no table.
    """
    everything = [texts_of(row) for row in raw.rows]
    found = list(find_tables(raw.rows))
    if not found:
        raise refusal("no_headings", raw.source)
    about = around(everything[: found[0].start], everything, raw.source)
    text = _best(raw, id, found, about)
    schema = json.dumps(json_schema(EDITION_FILE), ensure_ascii=False, separators=(",", ":"))
    is_list = line_list.is_list(found[0])
    rows = sum(len(each.body) for each in found)
    return CatalogueDraft(
        files={EDITION_FILE: text, SCHEMA: schema + "\n"},
        columns=1 if is_list else sum(len(each.figures) for each in found),
        rows=rows,
        guesses=text.count(f"  {GUESS} "),
    )


def _best(raw: RawForm, id: str, found: Sequence[SeenTable], about: FormHead) -> str:
    """Of the drafts that load the first that finds nothing wrong in what is filled in; else the least wrong.

    Of an empty form parents are taken for the sums of what is numbered under them, and marked.
    """
    is_filled = any(each.is_filled for each in found)
    fewest, best = None, None
    for choices in _TRIED:
        text = "\n".join(_written(raw, found, about, choices))
        wrong = _wrong(raw, id, text, is_filled=is_filled)
        if wrong is not None and (fewest is None or wrong < fewest):
            fewest, best = wrong, text
        if wrong == 0:
            break
    if best is None:
        raise refusal("no_headings", raw.source)
    return best


def _wrong(raw: RawForm, id: str, text: str, *, is_filled: bool) -> int | None:
    """How many errors a draft finds in the form that it was made of; None for one that does not load."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / id
        folder.mkdir()
        disk.write(folder / EDITION_FILE, text.encode())
        try:
            edition = load_edition(folder)
        except CatalogueError:
            return None
    if not is_filled:
        return 0
    try:
        found = Catalogue(edition).evaluate(read_rows(raw, edition)).findings
    except CchcError:
        return 1
    return sum(finding.severity is Severity.ERROR for finding in found)


def _written(raw: RawForm, found: Sequence[SeenTable], about: FormHead, choices: Choices) -> Iterator[str]:
    yield from toml.head(about, raw.source)
    if line_list.is_list(found[0]):
        yield from line_list.columns(found[0])
        yield from line_list.lines(found[0], about.language)
        return
    unit, defined = toml.unit_of(about)
    yield from defined
    for place, each in enumerate(found):
        draft = TableDraft(
            id=_id(about, place, len(found)),
            found=each if len(found) > 1 else evolve(each, title=""),
            columns=tuple(column_drafts(each, unit, about.language)),
            rows=rows_draft(each),
        )
        yield from toml.table(draft, unit, about.language, choices)


def _id(about: FormHead, place: int, count: int) -> str:
    """A table's id: by the number of the form, or its place among several."""
    digits = re.match(r"[A-Za-z.]*(\d{1,4})", about.number or "")
    if count > 1 or digits is None:
        return f"t{place + 1}"
    return f"b{digits[1]}"
