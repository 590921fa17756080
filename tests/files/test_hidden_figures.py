"""A hidden column of figures is one thing to do: to be shown, not to be filled in again."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook

from cchc.catalogue import load_catalogue
from cchc.readers import read_report


def test_lines_whose_figures_are_hidden_are_not_asked_for_them(root: Path) -> None:
    """Of the right filling with its quantities hidden: what is blank for that follows from it."""
    catalogue = load_catalogue("phuong-2024")
    rows = [line.split("\t") for line in (root / "examples/right/phuong-2024-05.txt").read_text("utf-8").splitlines()]
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            sheet.cell(number, place, text)
    sheet.column_dimensions["C"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    evaluation = catalogue.evaluate(read_report(stream.getvalue(), catalogue, name="a.xlsx"))
    (hidden,) = (cause for cause in evaluation.causes if evaluation.findings[cause.findings[0]].code == "CCHC-F016")
    codes = [evaluation.findings[place].code for place in hidden.findings]
    assert codes.count("CCHC-C008") > 30
    told = {place for cause in evaluation.causes if cause.id != hidden.id for place in cause.findings}
    assert not [place for place in told if evaluation.findings[place].code == "CCHC-C008"]
