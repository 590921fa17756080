"""On every file that programs saved, peers read the same texts, or the reason why not is written down.

`tests/corpus/differences.toml` has, for a file and a peer, how many cells differ and why, or that
the peer cannot open the file at all.
"""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
import python_calamine

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Edition
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.readers.formats import read_form
from cchc.report import RawForm
from cchc.text.spelling import squeeze
from cchc.value import Cell, Document, Reported

TESTS = Path(__file__).resolve().parent.parent
REASONS = tomllib.loads((TESTS / "corpus/differences.toml").read_text(encoding="utf-8"))
OF_THE_FOLDER = (".md", ".py", ".toml", ".tsv")
CORPUS, FIELD = (
    sorted(path for path in (TESTS / folder).iterdir() if path.is_file() and path.suffix not in OF_THE_FOLDER)
    for folder in ("corpus", "field/files")
)
FILES = [*CORPUS, *FIELD]
TOLD = ("hidden", "struck", "white", "raised", "revised", "other", "formulas", "odfpy-sheet")
"""Parts of the names of files whose finding must tell what is in them."""
Peer = Callable[[bytes, str], Mapping[str, object]]


def calamine(data: bytes, sheet: str) -> Mapping[str, object]:
    """The cells of a sheet by place."""
    rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return {f"{letters(column)}{row}": value for row, cells in enumerate(rows, 1) for column, value in enumerate(cells)}


def letters(column: int) -> str:
    return chr(65 + column)


def by_openpyxl(data: bytes, sheet: str) -> Mapping[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {cell.coordinate: cell.value for row in book[sheet].iter_rows() for cell in row}


def by_python_docx(data: bytes, table: str) -> Mapping[str, object]:
    found = docx.Document(io.BytesIO(data)).tables[int(table.removeprefix("#")) - 1]
    return {
        f"{letters(column)}{row}": cell.text
        for row, line in enumerate(found.rows, 1)
        for column, cell in enumerate(line.cells)
    }


PEERS: Mapping[str, Mapping[str, Peer]] = {
    ".xlsx": {"calamine": calamine, "openpyxl": by_openpyxl},
    ".xls": {"calamine": calamine},
    ".ods": {"calamine": calamine},
    ".docx": {"python-docx": by_python_docx},
}
CASES = [(path, peer) for path in FILES for peer in PEERS.get(path.suffix, ())]


@pytest.mark.parametrize(("path", "peer"), CASES, ids=[f"{path.name} {peer}" for path, peer in CASES])
def test_a_peer_reads_the_same(path: Path, peer: str, edition: Edition) -> None:
    expected = REASONS.get(path.name, {}).get(peer, {"cells": 0})
    form = read_form(path.read_bytes(), path.name, edition)
    place = next((cell.sheet for row in form.rows for cell in row.cells if cell.ref and cell.sheet), "")
    own = {cell.ref: cell.text for cell in cells_of(form, place)}
    if expected["cells"] == "unopened":
        with pytest.raises((KeyError, python_calamine.CalamineError)):
            PEERS[path.suffix][peer](path.read_bytes(), place)
        return
    theirs = PEERS[path.suffix][peer](path.read_bytes(), place)
    differing = [ref for ref in sorted({*own, *theirs}) if not is_same(own.get(ref, ""), theirs.get(ref))]
    assert len(differing) == expected["cells"], differing[:9]


def cells_of(form: RawForm, place: str) -> list[Cell]:
    return [cell for row in form.rows for cell in row.cells if cell.ref and cell.sheet == place]


def is_same(text: str, value: object) -> bool:
    """Whether a peer's value is what a text shows."""
    match value:
        case None:
            return not text
        case bool():
            return text == str(value).upper()
        case int() | float():
            return is_shown(text.strip(), Decimal(repr(value)))
        case _:
            return squeeze(text) == squeeze(str(value))


def is_shown(text: str, number: Decimal) -> bool:
    """Whether a text is a number at the decimals that it shows."""
    found = re.fullmatch(r"(-?\d+)(?:,(\d+))?(%)?", text)
    if found is None:
        return False
    exact = number * 100 if found[3] else number
    decimals = len(found[2] or "")
    return Decimal(f"{found[1]}.{found[2] or 0}") == exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def test_every_reason_is_of_a_file_and_a_peer() -> None:
    names = {path.name: PEERS.get(path.suffix, {}) for path in FILES}
    for name, peers in REASONS.items():
        assert set(peers) <= set(names[name])
        assert all(set(reason) == {"cells", "because"} and reason["because"] for reason in peers.values())


def test_no_file_of_the_corpus_is_large() -> None:
    """They stay for ever: what takes more room than it teaches is left out."""
    assert all(path.stat().st_size < 250_000 for path in FILES)
    assert sum(path.stat().st_size for path in CORPUS) < 2_000_000


@pytest.fixture(scope="module")
def right(catalogue: Catalogue) -> Evaluation:
    return catalogue.evaluate(read_report(TESTS / "field/right-filling.txt", catalogue))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("path", CORPUS, ids=[path.name for path in CORPUS])
def test_what_a_program_saved_has_the_values_of_the_right_filling(
    path: Path, catalogue: Catalogue, right: Evaluation
) -> None:
    evaluation = catalogue.evaluate(read_report(path, catalogue))
    assert [id for id in right.values if plain(evaluation, id) != plain(right, id)] == []
    assert all(finding.code.startswith(("CCHC-F", "CCHC-C014")) for finding in evaluation.findings)
    assert bool(evaluation.findings) == any(word in path.name for word in TOLD)


def plain(evaluation: Evaluation, id: str) -> object:
    """A value; of a document its number and date."""
    value = evaluation.values[id]
    return str(value.value) if isinstance(value, Reported) and isinstance(value.value, Document) else value
