"""What is fuzzed: each takes bytes and lets out no error but the library's own."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.fuzz.seeds import SEEDS
from tests.own.biblioteca import EDITION, LEITORES, RIGHT, WRONG, filled, report, write

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import CchcError
from cchc.exact import decimal_of, whole_of
from cchc.formula.syntax import parse
from cchc.load import find_catalogue, load_edition
from cchc.readers import read_report
from cchc.readers.formats import read_form
from cchc.reading.cells.grammar import parse as parse_cell
from cchc.report import Report
from cchc.serialize import from_json, to_json
from cchc.text.claims import find_claims
from cchc.text.dates import find_dates, find_window, parse_period
from cchc.text.documents import find_documents
from cchc.text.lists import list_items
from cchc.text.number import parse_number
from cchc.text.periods import period_in
from cchc.text.spelling import key

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL = ROOT / "tests" / "small"
TABLES = ROOT / "tests" / "tables"
LARGEST = 60_000


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def of_reader(data: bytes) -> None:
    try:
        read_form(data, "x")
    except CchcError as error:
        str(error)


def of_report(data: bytes) -> None:
    try:
        to_json(catalogue().evaluate(read_report(data, catalogue())))
    except CchcError as error:
        str(error)


def of_json(data: bytes) -> None:
    try:
        from_json(data)
    except CchcError as error:
        str(error)


def of_formula(data: bytes) -> None:
    try:
        parse(data.decode("utf-8", "replace"))
    except CchcError as error:
        str(error)


def of_words(data: bytes) -> None:
    """What any cell, title or remark is asked: numbers, dates, periods, documents, claims, lists, and all at once."""
    text = data.decode("utf-8", "replace")
    for rate in (True, False):
        parse_number(text, rate=rate)
        parse_cell(text, rate=rate)
    for reads in (whole_of, decimal_of, find_dates, find_window, parse_period, find_documents, find_claims, key):
        reads(text)
    period_in(text, 14)
    list_items(text)


def of_cell(data: bytes) -> None:
    """A cell of a line of each kind, read and judged."""
    text = data.decode("utf-8", "replace")
    try:
        report = Report.from_values({line: {"quantity": text, "explanation": text} for line in ("visitas", "parte")})
        evaluation = smallest().evaluate(report)
        assert evaluation.findings is not None
    except CchcError as error:
        str(error)


def of_loader(data: bytes) -> None:
    """A catalogue of one edition, one of whose files is the data."""
    with tempfile.TemporaryDirectory() as folder:
        for path in SMALL.rglob("*.toml"):
            place = Path(folder, path.relative_to(SMALL))
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(path.read_bytes())
        name = next((each for each in (b"[edition]", b"in_force") if each in data), None)
        Path(folder, "nho-2024", "edition.toml" if name else "i.toml").write_bytes(data)
        try:
            load_edition(Path(folder, "nho-2024"))
        except CchcError as error:
            str(error)


def of_small_report(data: bytes) -> None:
    """Read, judged and written by a catalogue of six lines: a report in a millisecond or two."""
    try:
        to_json(smallest().evaluate(read_report(data, smallest())))
    except CchcError as error:
        str(error)


def of_table_report(data: bytes) -> None:
    """Read, judged and written by a form of four tables: open and closed rows, dimensions, rates, bands."""
    try:
        to_json(of_tables().evaluate(read_report(data, of_tables())))
    except CchcError as error:
        str(error)


def of_small_loader(data: bytes) -> None:
    """A catalogue of one file."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "biblioteca-2024")
        own.mkdir()
        (own / "edition.toml").write_bytes(data)
        try:
            load_edition(own)
        except CchcError as error:
            str(error)


def cells() -> Sequence[bytes]:
    """Texts that offices write into cells."""
    tables = sorted((ROOT / "tests" / "reading" / "wordings").glob("*.tsv"))
    rows = [line.split(b"\t") for table in tables for line in table.read_bytes().split(b"\n") if line[:1] != b"#"]
    return [cell.strip() for row in rows for cell in (row[1].split(b"|") if len(row) > 1 else ()) if cell.strip()]


def drawn() -> Sequence[bytes]:
    """The smallest files of each kind."""
    return [make() for make in SEEDS.values()]


def files() -> Sequence[bytes]:
    """Files that programs saved, the smaller ones."""
    folders = ("tests/corpus", "tests/field/files", "tests/field/hostile", "examples")
    paths = [path for folder in folders for path in sorted((ROOT / folder).iterdir()) if path.is_file()]
    return [
        path.read_bytes() for path in paths if path.suffix not in (".py", ".toml") and path.stat().st_size < LARGEST
    ]


def texts() -> Sequence[bytes]:
    right = (ROOT / "tests/field/right-filling.txt").read_bytes()
    return [right, (ROOT / "examples/phuong-2024-05.txt").read_bytes(), (SMALL / "form.txt").read_bytes()]


@cache
def smallest() -> Catalogue:
    with tempfile.TemporaryDirectory() as folder:
        return load_catalogue(write(Path(folder), ("vi", "en")))


@cache
def of_tables() -> Catalogue:
    return load_catalogue(TABLES / "tram-y-te")


def table_texts() -> Sequence[bytes]:
    """A right form of tables, and one whose cells say more than figures."""
    right = (TABLES / "tram-y-te" / "right.tsv").read_bytes()
    return [right, right.replace(b"\t100\t", "\tkhoảng 100 (lũy kế 300)\t".encode()).replace(b"80,0", b"8O,0%")]


def table_records() -> Sequence[bytes]:
    """Records of all that a report of tables has."""
    read = read_report(table_texts()[0], of_tables())
    evaluation, edition = of_tables().evaluate(read), of_tables().edition
    parts = [read, evaluation, *evaluation.findings[:3], *edition.tables.values(), *edition.parameters.values()]
    return [to_json(each).encode() for each in (*parts, *edition.rules.values(), of_tables())]


def table_definitions() -> Sequence[bytes]:
    """Catalogues of tables, each of one file."""
    return [path.read_bytes() for path in sorted(TABLES.glob("*/edition.toml"))]


def small_texts() -> Sequence[bytes]:
    """Reports of the smallest catalogue: a right one, a wrong one, one with words, claims and dates in its cells."""
    worded = {"visitas": "khoảng 100\t\t37/162 = 22,8%", "criancas": "không có\tlượt\tSố 62/KH-UBND ngày 28/02/2024"}
    with tempfile.TemporaryDirectory() as folder:
        return [report(Path(folder), "vi", figures).read_bytes() for figures in (RIGHT, WRONG, RIGHT | worded)]


def small_records() -> Sequence[bytes]:
    """Records of every kind that a short report has, with values of every state."""
    read = read_report(small_texts()[2], smallest())
    evaluation = smallest().evaluate(read)
    parts = [read, evaluation, *evaluation.findings[:6], *evaluation.values.values(), *read.rows[:9]]
    parts += [*read.entries.values(), *smallest().indicators.values(), *smallest().edition.rules.values(), smallest()]
    return [to_json(each).encode() for each in parts]


def small_definitions() -> Sequence[bytes]:
    """A catalogue of one file, with a line of every kind."""
    whole = EDITION.replace('sections = ["leitores"]\n', "") + LEITORES
    return [filled(whole, languages).encode() for languages in (("vi", "en"), ("en",))]


def records() -> Sequence[bytes]:
    report = read_report(SMALL / "form.txt", small())
    evaluation = small().evaluate(report)
    return [to_json(each).encode() for each in (report, evaluation, small())]


@cache
def small() -> Catalogue:
    return load_catalogue(SMALL / "nho-2024")


def formulas() -> Sequence[bytes]:
    """The formulas and checks of the catalogue, as they are written."""
    written = re.compile(rb'^(?:formula|check|when) *= *"([^"\n]+)"', re.MULTILINE)
    files = find_catalogue().parent.rglob("*.toml")
    return [found for path in sorted(files) for found in written.findall(path.read_bytes())]


def definitions() -> Sequence[bytes]:
    return [path.read_bytes() for path in SMALL.rglob("*.toml")]


TARGETS: Mapping[str, tuple[Callable[[bytes], None], Callable[[], Sequence[bytes]]]] = {
    "readers": (of_reader, files),
    "reports": (of_report, texts),
    "json": (of_json, records),
    "formulas": (of_formula, formulas),
    "words": (of_words, cells),
    "cells": (of_cell, cells),
    "loader": (of_loader, definitions),
    "small readers": (of_reader, drawn),
    "small reports": (of_small_report, small_texts),
    "small json": (of_json, small_records),
    "small loader": (of_small_loader, small_definitions),
    "table reports": (of_table_report, table_texts),
    "table json": (of_json, table_records),
    "table loader": (of_small_loader, table_definitions),
}
"""The targets and what their inputs are made from."""
