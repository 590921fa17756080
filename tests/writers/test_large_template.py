"""Empty forms of thousands of lines or cells are written in a moment, and say the same."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from tests.pace import within
from tests.proof import COUNT, catalogue_of
from xlsxwriter.worksheet import Worksheet

from cchc.writers.questions import Questions
from cchc.writers.xlsx_plain import PlainWorksheet

LINES = 1_500
FORMULAS = (
    "=SUM(A1:A3)", "=_xlfn.XLOOKUP(1,A1:A3,B1:B3)", "=XLOOKUP(1,A1:A3,B1:B3)", "{=SUM(A1:A3*B1:B3)}", "=SUM(A1:A9)",
    "=IF(XLOOKUP(1,A1:A3,B1:B3)=1,SUM(A1),2)", "=A1+1", "=XLOOKUP(2,A1:A3,B1:B3)", '="SORT(" & A1',
)  # fmt: skip


def test_a_rule_for_every_line(tmp_path: Path) -> None:
    """No line is held against each rule."""
    says = 'severity = "error"\nnature = "plausibility"\nsays.vi = "Sai."'
    rules = {f"R{at + 1}": f'check = "d{at} <= d{at + 1}"\n{says}' for at in range(0, LINES, 2)}
    catalogue = catalogue_of(tmp_path, {f"d{at}": COUNT for at in range(LINES)}, rules)
    questions = Questions(catalogue.edition, "vi")
    with within(0.5):
        bounds = {id: list(questions.bounds(id)) for id in catalogue.edition.indicators}
    assert bounds["d0"] == [("<=", "d1")]
    assert bounds["d1"] == [(">=", "d0")]
    assert all(bounds.values())


@pytest.mark.parametrize("future", [False, True])
def test_formulas_are_prepared_as_the_library_does(future: bool) -> None:
    """Whatever was seen before."""

    def written(kind: type[Worksheet]) -> bytes:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "use_future_functions": future}) as book:
            sheet = book.add_worksheet(worksheet_class=kind)
            for row, each in enumerate(FORMULAS * 2):
                sheet.write_formula(row, 0, each)
                sheet.data_validation(row, 1, row, 1, {"validate": "custom", "value": each})
        return zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml")

    assert written(PlainWorksheet) == written(Worksheet)
