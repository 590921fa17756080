"""An empty form of ours, filled in by a program that calculates nothing, is read as one that a person filled in."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.tables.small import HEAD, STUB, catalogue_of, value

from cchc import Catalogue, Evaluation
from cchc.finding import Finding
from cchc.readers import read_report
from cchc.value import Reported
from cchc.writers.empty import EmptyForm

TABLE = f"""
[table.t]
{STUB}open = {{ key = "label", total = "Tổng cộng" }}
columns = [
    {{ id = "tong", heading = ["Tổng số"], formula = ["nam + nu", "tre + gia"] }},
    {{ id = "nam", heading = ["Nam"] }},
    {{ id = "nu", heading = ["Nữ"] }},
    {{ id = "tre", heading = ["Trẻ"] }},
    {{ id = "gia", heading = ["Già"] }},
    {{ id = "ty_le", heading = ["Tỷ lệ nữ"], kind = "rate", formula = "percent(nu, tong)" }},
]
"""
LIST = """
[lines.tong]
code = "1"
label.vi = "Tổng số lượt"
kind = "count"
[lines.em]
code = "2"
label.vi = "Trong đó: thiếu nhi"
kind = "count"
part_of = "tong"
[lines.ty_le]
code = "3"
label.vi = "Tỷ lệ thiếu nhi"
kind = "rate"
formula = "percent(em, tong)"
"""


def filled(catalogue: Catalogue, texts: dict[str, object]) -> bytes:
    """The empty form with these cells filled in by a program that knows nothing of formulas."""
    book = openpyxl.load_workbook(io.BytesIO(EmptyForm(catalogue.edition).write("form.xlsx")))
    sheet = book.worksheets[0]
    titles = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("BÁO CÁO THỬ")]
    titles[0].value = "BÁO CÁO THỬ NĂM 2024"
    for place, text in texts.items():
        sheet[place] = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def judged(catalogue: Catalogue, data: bytes) -> Evaluation:
    return catalogue.evaluate(read_report(data, catalogue, name="form.xlsx"))


def told(evaluation: Evaluation) -> list[Finding]:
    return [each for each in evaluation.findings if each.code not in ("CCHC-F016", "CCHC-F020")]


ROWS: dict[str, object] = {
    "A4": 1, "B4": "A", "D4": 4, "E4": 6, "F4": 7, "G4": 3,
    "A5": 2, "B5": "B", "D5": 8, "E5": 12, "F5": 10, "G5": 10,
}  # fmt: skip


def test_formulas_of_an_empty_table_of_ours_are_no_texts_of_anybody(tmp_path: Path) -> None:
    """Neither those of rows that nobody filled in, nor those that watch, nor those of sums and rates."""
    catalogue = catalogue_of(tmp_path, TABLE, HEAD)
    evaluation = judged(catalogue, filled(catalogue, ROWS))
    assert told(evaluation) == []
    assert [value(evaluation, row, "tong") for row in ("A", "B", "Tổng cộng")] == ["10", "20", "30"]
    assert value(evaluation, "Tổng cộng", "ty_le") == "60.00"


def test_a_formula_of_somebody_is_told(tmp_path: Path) -> None:
    """Nobody knows what it makes, and nobody else makes the figure."""
    catalogue = catalogue_of(tmp_path, TABLE, HEAD)
    evaluation = judged(catalogue, filled(catalogue, {**ROWS, "D5": "=4+4"}))
    assert [(each.code, each.observed) for each in told(evaluation)][:1] == [("CCHC-F014", "=4+4")]


@pytest.mark.parametrize("formula", ["=IF(COUNT(B1)=0,4,4)", "=2*2"])
def test_a_formula_in_place_of_a_figure_is_told_however_it_begins(formula: str, tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, TABLE, HEAD)
    assert "CCHC-F014" in {each.code for each in told(judged(catalogue, filled(catalogue, {**ROWS, "D4": formula})))}


def test_formulas_of_an_empty_list_of_ours_are_nothing_to_mend(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, LIST, HEAD)
    book = openpyxl.load_workbook(io.BytesIO(EmptyForm(catalogue.edition).write("form.xlsx")))
    places = {str(row[1].value): row[2].coordinate for row in book.worksheets[0].iter_rows() if row[1].value}
    figures = {places["Tổng số lượt"]: 162, places["Trong đó: thiếu nhi"]: 37}
    evaluation = judged(catalogue, filled(catalogue, figures))
    assert told(evaluation) == []
    assert evaluation["ty_le"] == Reported(Decimal("22.84"))
