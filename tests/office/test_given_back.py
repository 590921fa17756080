"""What is given back with marks opens in LibreOffice, with all that was in it; its own files are marked alike."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.returned import documents
from tests.returned.books import MAKERS, cells
from tests.returned.test_documents import RESULT, found, parts
from tests.returned.test_documents import filled as filled_document
from tests.returned.test_returned import filled, findings

from cchc.catalogue import load_catalogue

pytestmark = pytest.mark.office
Office = Callable[[bytes, str, str], bytes]


@pytest.fixture(scope="module")
def rows(root: Path) -> list[list[str]]:
    return cells((root / "examples/phuong-2024-05.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("maker", MAKERS)
def test_it_opens_and_is_reckoned_anew(office: Office, tmp_path: Path, rows: list[list[str]], maker: str) -> None:
    """LibreOffice reads sheets, comments and results of what was given back, and reckons the same."""
    made, _ = filled(tmp_path / "form.xlsx", MAKERS[maker](rows))
    again = office(made, "xlsx", "xlsx")
    ours, theirs = (load_workbook(io.BytesIO(data), data_only=True) for data in (made, again))
    assert theirs.sheetnames == ours.sheetnames
    for mine, other in zip(ours.worksheets, theirs.worksheets, strict=True):
        comments = [
            {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} for sheet in (mine, other)
        ]
        assert comments[0] == comments[1]
    form, reckoned = ours.worksheets[0], theirs.worksheets[0]
    place = next(cell.column for row in form.iter_rows() for cell in row if "(cchc)" in str(cell.value))
    figures = [(row[place - 1].value, reckoned.cell(row[0].row, place).value) for row in form.iter_rows(min_row=8)]
    assert sum(isinstance(one, int | float) for one, _ in figures) > 40
    assert all(one == other or (one or "") == (other or "") for one, other in figures)


@pytest.mark.parametrize("name", documents.MAKERS)
def test_a_document_opens_with_what_was_in_it(office: Office, tmp_path: Path, rows: list[list[str]], name: str) -> None:
    """As LibreOffice saves it again, the letter, the comment, the column and the findings are there."""
    kind = Path(name).suffix[1:]
    made, _ = filled_document(tmp_path / name, documents.MAKERS[name](rows))
    saved = office(made, kind, kind)
    catalogue = load_catalogue()
    assert found(saved, name, catalogue) == found(made, name, catalogue)
    text = " ".join(parts(saved).values())
    assert all(own in text for own in (documents.LETTER, documents.COMMENT, documents.OTHER, RESULT))


def test_a_workbook_of_libreoffice_is_marked_and_marked_again(
    office: Office, tmp_path: Path, rows: list[list[str]]
) -> None:
    """Its own sheets stay; saved by it once more, the marks are known and come anew."""
    catalogue = load_catalogue()
    data = office(MAKERS["openpyxl"](rows), "xlsx", "xlsx")
    made, told = filled(tmp_path / "form.xlsx", data)
    assert told == ""
    was, now = findings(data, catalogue), findings(made, catalogue)
    assert not now - was and all(cell.text == "#DIV/0!" for *_, cell in was - now)
    saved = office(made, "xlsx", "xlsx")
    again, told = filled(tmp_path / "form.xlsx", saved)
    assert told == ""
    assert findings(again, catalogue) == findings(saved, catalogue) == now
    before, after = load_workbook(io.BytesIO(saved)), load_workbook(io.BytesIO(again))
    assert before.sheetnames == after.sheetnames
    assert before.worksheets[0].max_column == after.worksheets[0].max_column
