"""What a real program makes of a form in its own kinds of file reads back to the same values."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.files import phenomena

from cchc.catalogue import Catalogue, load_catalogue
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.value import Document, Reported

pytestmark = pytest.mark.office

FONTS = ("Liberation Serif", "Liberation Sans", "DejaVu Sans", "Noto Sans", "Noto Serif", "Tinos", "No Such Font")
LOST: Mapping[tuple[str, str], str] = {
    ("struck figure.xlsx", "html"): "writes runs of a cell without their fonts",
    ("white figure.xlsx", "html"): "writes runs of a cell without their fonts",
    ("raised mark.xlsx", "html"): "writes runs of a cell without their fonts",
    ("revised figure.docx", "html"): "writes what was deleted like the rest",
    ("ticks.xlsx", "html"): "writes TRUE as 1",
    ("accounting zeros.xlsx", "pdf"): "prints a dash, and a dash is asked about",
}
"""What the program itself does not write: nobody who reads the file could tell."""
TOLD = ("hidden", "struck", "white", "raised", "revised", "other")
PRINTED = ("pdf", "html")
"""Kinds of file that what is hidden never reaches."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def right(catalogue: Catalogue) -> Evaluation:
    return catalogue.evaluate(read_report(phenomena.FIELD / "right-filling.txt", catalogue))


Converted = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """All sources as a kind of file, converted together at the first asking."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: make office-test installs it")
    folder = tmp_path_factory.mktemp("made")
    for name, make in SOURCES.items():
        (folder / name).write_bytes(make())

    def convert(name: str, wanted: str) -> bytes:
        made = folder / wanted
        if not made.exists():
            sources = [str(folder / source) for source in SOURCES if wanted in WANTED[Path(source).suffix]]
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [program, profile, "--headless", "--convert-to", wanted, "--outdir", str(made), *sources]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
        return (made / name).with_suffix(f".{wanted}").read_bytes()

    return convert


SOURCES: Mapping[str, Callable[[], bytes]] = {
    **{f"{name}.xlsx": make for name, make in phenomena.SHEETS.items()},
    **{f"{name}.docx": make for name, make in phenomena.DOCUMENTS.items()},
    **{f"{font}.font.xlsx": lambda font=font: phenomena.sheet_in(font) for font in FONTS},
    **{f"{font}.font.docx": lambda font=font: phenomena.written(phenomena.document(font)) for font in FONTS},
    "without lines.xlsx": lambda: phenomena.sheet_in("Liberation Serif", is_bordered=False),
    "without lines.docx": lambda: phenomena.written(phenomena.document(is_bordered=False)),
}
WANTED = {".xlsx": ("xlsx", "ods", "fods", "xls", "html", "pdf"), ".docx": ("docx", "odt", "fodt", "html", "pdf")}
CASES = [
    (name, wanted) for name in SOURCES for wanted in WANTED[Path(name).suffix] if wanted == "pdf" or ".font" not in name
]


@pytest.mark.parametrize(("name", "wanted"), CASES)
def test_what_was_converted(
    name: str, wanted: str, converted: Converted, catalogue: Catalogue, right: Evaluation
) -> None:
    data = converted(name, wanted)
    if (name, wanted) in LOST:
        pytest.skip(f"LibreOffice {LOST[name, wanted]}")
    evaluation = catalogue.evaluate(read_report(data, catalogue))
    assert [id for id in right.values if plain(evaluation, id) != plain(right, id)] == []
    severe = [finding.code for finding in evaluation.findings if finding.severity == "error"]
    assert severe == []
    if name.startswith(TOLD) and wanted not in PRINTED:
        assert evaluation.findings


def test_a_text_document_printed_in_each_font(
    converted: Converted, catalogue: Catalogue, right: Evaluation, office: Callable[[bytes, str, str], bytes]
) -> None:
    """The same by way of odt, as whoever works in LibreOffice sends it."""
    data = office(converted("plain.docx", "odt"), "odt", "pdf")
    evaluation = catalogue.evaluate(read_report(data, catalogue))
    assert [id for id in right.values if plain(evaluation, id) != plain(right, id)] == []


def plain(evaluation: Evaluation, id: str) -> object:
    """A value; of a document its number and date."""
    value = evaluation.values[id]
    return str(value.value) if isinstance(value, Reported) and isinstance(value.value, Document) else value
