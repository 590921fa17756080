"""What `check` judges `fill` does not refuse: a part beside the form that cannot be read only keeps the file from being
marked itself."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from tests.pace import within
from tests.returned import books, documents

from cchc.cli import run
from cchc.errors import ReadError
from cchc.reading.budget import beyond
from cchc.returned.parts import NotKeptError, unusual

SHEET, LISTING = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
Parts = dict[str, bytes]
Change = Callable[[Parts], Parts]


@pytest.fixture(scope="module")
def rows(root: Path) -> list[list[str]]:
    return books.cells((root / "examples/phuong-2024-05.txt").read_text(encoding="utf-8"))


def filled(path: Path, parts: Parts) -> tuple[bytes, str]:
    """What `fill` makes of a file of those parts, and what it says; `check` judges the file."""
    path.write_bytes(books.packed(parts))
    made = path.with_stem("made")
    with CliRunner().isolation() as (_, err, _):
        assert run(["check", str(path)]) == 1
        code = run(["fill", str(path), "-o", str(made), "--force", "--lang", "en"])
        told = err.getvalue().decode()
    assert code == 0, told
    return made.read_bytes(), told


def prefixed(parts: Parts) -> Parts:
    """Every element of the sheet under a prefix: as well-formed, and as much the same sheet."""
    text = parts[SHEET].decode().replace("xmlns=", "xmlns:x=", 1)
    return {SHEET: re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text).encode()}


def pointing(target: str) -> Change:
    """The sheet's comments and their drawing said to be elsewhere."""
    return lambda parts: {
        LISTING: re.sub(rb'Target="[^"]*(?:comments|vmlDrawing)[^"]*"', f'Target="{target}"'.encode(), parts[LISTING])
    }


BOOKS: Mapping[str, Change] = {
    "under a prefix": prefixed,
    "a part that is not there": pointing("../nope.xml"),
    "a folder": pointing("../"),
    "no part's name": pointing("%2e%2e/%00.xml"),
    "outside of the file": pointing("../../../../etc/passwd"),
    "a drawing whose list of parts is no XML": lambda _: {"xl/drawings/_rels/drawing1.xml.rels": b"<"},
}
"""What is done to the parts of a workbook."""


@pytest.mark.parametrize("odd", BOOKS)
def test_a_workbook(tmp_path: Path, rows: list[list[str]], odd: str) -> None:
    """The form alone is given back."""
    parts = books.parts_of(books.by_openpyxl(rows))
    changed = BOOKS[odd](parts)
    assert any(parts[name] != content for name, content in changed.items())
    made, told = filled(tmp_path / "form.xlsx", parts | changed)
    assert "unusual way" in told
    assert load_workbook(io.BytesIO(made)).sheetnames[0] == books.FORM


def test_a_workbook_whose_parts_have_no_types(tmp_path: Path, rows: list[list[str]]) -> None:
    parts = books.parts_of(books.by_openpyxl(rows))
    del parts["[Content_Types].xml"]
    made, told = filled(tmp_path / "form.xlsx", parts)
    assert "unusual way" in told
    assert load_workbook(io.BytesIO(made)).sheetnames[0] == books.FORM


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("form.odt", "styles.xml"),
        ("form.odt", "META-INF/manifest.xml"),
        ("form.docx", "[Content_Types].xml"),
    ],
)
def test_a_document(tmp_path: Path, rows: list[list[str]], name: str, part: str) -> None:
    """Of a document with a part that is no XML the form alone is given back."""
    parts = books.parts_of(documents.MAKERS[name](rows))
    _, told = filled(tmp_path / name, parts | {part: b"<"})
    assert "unusual way" in told


def test_marking_that_takes_too_long_is_left_off() -> None:
    """It looks at more than reading does, and again; what was read is judged. A bomb is still one."""
    for what in ("seconds", "steps", "elements"):
        with pytest.raises(NotKeptError, match="unusual"), unusual():
            raise beyond(what, "x")
    with pytest.raises(ReadError), unusual():
        raise beyond("bytes", "x")


def test_very_many_comments_are_counted_and_no_more(tmp_path: Path, rows: list[list[str]]) -> None:
    """Sixty thousand comments cost little more than a parser needs for them: ours are put to no such number."""
    parts = books.parts_of(books.by_openpyxl(rows))
    name = next(name for name, content in parts.items() if "omments" in name and "quý trước".encode() in content)
    own, more = parts[name], 60_000
    comments = "".join(f'<comment ref="F{at}" authorId="0"><text><t>{at}</t></text></comment>' for at in range(1, more))
    crowded = own.replace(b"</commentList>", comments.encode() + b"</commentList>")
    filled(tmp_path / "form.xlsx", parts)  # so that what is loaded once is loaded
    with within(1.5):
        _, told = filled(tmp_path / "form.xlsx", parts | {name: crowded})
    assert "unusual way" in told and f"{more + 2} comments" in told
