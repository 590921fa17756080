"""A real spreadsheet program gives for each function what its truth table says, at its edges too."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction

import openpyxl
import pytest
from tests.formula.test_functions import CASES, thousandths

from cchc.formula.spreadsheet import SheetCells, spreadsheet
from cchc.formula.syntax import parse

pytestmark = pytest.mark.office

Office = Callable[[bytes, str, str], bytes]


def test_every_function(office: Office) -> None:
    """Each row of each truth table in a row of a sheet: its digits, or an empty cell, never an error."""
    book = openpyxl.Workbook()
    sheet = book.active
    for place, (formula, a, b, _) in enumerate(CASES, 1):
        places = {"a": f"A{place}", "b": f"B{place}"}
        sheet.append([a, b, spreadsheet(parse(formula), SheetCells(places.__getitem__), 3)])
    stream = io.BytesIO()
    book.save(stream)
    reckoned = openpyxl.load_workbook(io.BytesIO(office(stream.getvalue(), "xlsx", "xlsx")), data_only=True).active
    for place, (formula, a, b, given) in enumerate(CASES, 1):
        shown, expected = reckoned.cell(place, 3).value, thousandths(given)
        found = None if shown in (None, "") else round(1000 * Fraction(str(shown)))
        assert found == expected, (formula, a, b)
