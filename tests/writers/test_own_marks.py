"""What our own writers add to a form is left out where the form is read again; what a person adds is not."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from tests.tables.forms import BIEU_06 as FORM

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.readers import read_report
from cchc.writers.formats import FORMATS, Filed

WARD = Path(__file__).resolve().parents[2] / "examples" / "phuong-2024-05.txt"
MARKED = [kind for kind in FORMATS if kind.has_marks and kind.name != "pdf"]


def wrong() -> Evaluation:
    """A form of which there is much to tell: wrong sums, a figure in no column, a text that no number is."""
    text = FORM.periods[0].replace("Hộ tịch\t260", "Hộ tịch\t251").replace("Đất đai\t93", "Đất đai\txx")
    return FORM.judged(text)


def codes(evaluation: Evaluation) -> set[str]:
    return {finding.code for finding in evaluation.findings}


def again(data: bytes, kind: str, catalogue: Catalogue) -> Evaluation:
    return catalogue.evaluate(read_report(data, catalogue, name=f"form.{kind}"))


@pytest.mark.parametrize("kind", MARKED, ids=lambda kind: kind.name)
def test_the_list_of_findings_is_no_text_of_the_form(kind) -> None:  # type: ignore[no-untyped-def]
    """Put right, the form has nothing new to tell: neither its findings nor the numbers beside its rows are read."""
    evaluation = wrong()
    assert evaluation.findings
    told = again(kind.write(Filed(evaluation, is_checked=True)), kind.name, FORM.catalogue)
    assert codes(told) <= codes(evaluation)
    assert not codes(told) & {"CCHC-F009", "CCHC-F011", "CCHC-T003", "CCHC-T013", "CCHC-T008", "CCHC-T016"}


@pytest.mark.parametrize("kind", MARKED, ids=lambda kind: kind.name)
def test_of_a_form_of_lines_neither(kind) -> None:  # type: ignore[no-untyped-def]
    catalogue = load_catalogue("phuong-2024")
    evaluation = catalogue.evaluate(read_report(WARD, catalogue))
    assert evaluation.findings
    told = again(kind.write(Filed(evaluation, is_checked=True)), kind.name, catalogue)
    assert not codes(told) & {"CCHC-F009", "CCHC-F011"}


def test_what_somebody_writes_beside_the_checks_is_told() -> None:
    """The column is ours only as far as we wrote it."""
    xlsx = next(kind for kind in MARKED if kind.name == "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(Filed(wrong(), is_checked=True))))
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["B"] if cell.value == "Chứng thực")
    sheet.cell(row, 14).value = 77
    data = io.BytesIO()
    book.save(data)
    told = again(data.getvalue(), "xlsx", FORM.catalogue)
    assert "CCHC-T003" in codes(told)


def test_a_page_whose_mark_is_left_open_hides_no_more_than_a_cell() -> None:
    """Whatever is made of our mark, the cells behind it are read."""
    page = '<table><tr><td data-cchc>x<td>1<td>2</tr><tr><td>a</td><td data-cchc="">b</td><td>3</td></tr></table>'
    from cchc.readers.formats import read_form

    rows = read_form(f"<html><body>{page}</body></html>".encode(), "a.html").rows
    said = " ".join(cell.text for row in rows for cell in row.cells)
    assert said.split() == ["1", "2", "a", "3"]
