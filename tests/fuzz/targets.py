"""What is fuzzed: each takes bytes and lets out no error but the library's own."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import CchcError
from cchc.formula.syntax import parse
from cchc.load import find_catalogue, load_edition
from cchc.readers import read_report
from cchc.readers.formats import read_form
from cchc.serialize import from_json, to_json

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL = ROOT / "tests" / "small"
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
    "loader": (of_loader, definitions),
}
"""The targets and what their inputs are made from."""
