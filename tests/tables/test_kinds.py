"""A right form reads alike from every kind of file, as the programs of offices write it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.tables.forms import BIEU_06, QD_766, Form
from tests.tables.kinds import BELOW, KINDS, SIGNED, Filled

from cchc import Report, from_json, to_json
from cchc.readers import read_report
from cchc.value import Missing, Reported

FORMS = {"bieu-06": (BIEU_06, 3), "qd-766": (QD_766, 1)}


def figures(report: Report) -> Mapping[tuple[str, str, str], object]:
    """Every figure by its table, row and column; without a figure why."""
    return {
        (table.id, row.key, column): entry.value.value if isinstance(entry.value, Reported) else entry.value
        for table in report.tables.values()
        for row in table.rows
        for column, entry in row.entries.items()
        if not isinstance(entry.value, Missing)
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMS)
def test_every_kind_of_file_gives_the_same_figures(name: str, kind: str) -> None:
    """With merged headings, other sheets and tables beside, letterhead, notes and signatures around."""
    if kind in ("ods", "odt"):
        pytest.importorskip("odf")
    form, depth = FORMS[name]
    (text, *_) = form.periods
    data = KINDS[kind](Filled.of(text, depth))
    report = read_report(data, form.catalogue, name=kind)
    expected = form.report(text)
    assert figures(report) == figures(expected)
    assert (report.period, report.office) == (expected.period, expected.office)
    told = {finding.observed for finding in report.findings if finding.code != "CCHC-F011"}
    assert told <= {BELOW}
    assert not [each for each in form.catalogue.evaluate(report).findings if each.severity == "error"]


def test_signatures_and_date_are_those_below() -> None:
    """The day of the instrument that a form rests on is no day of the report."""
    report = read_report(KINDS["xlsx by openpyxl"](Filled.of(BIEU_06.periods[0], 3)), BIEU_06.catalogue, name="a.xlsx")
    assert (report.prepared_by, report.signed_by) == SIGNED[1]
    assert str(report.date) == "2026-09-15"


def hide(form: Form, depth: int, row: int | None = None, column: str | None = None) -> bytes:
    """The form in a workbook with a row or a column hidden."""
    import io

    import openpyxl

    filled = Filled.of(form.periods[0], depth)
    book = openpyxl.load_workbook(io.BytesIO(KINDS["xlsx by openpyxl"](filled)))
    sheet = book["Biểu"]
    if row is not None:
        sheet.row_dimensions[4 + len(filled.above) + depth + row].hidden = True
    if column is not None:
        sheet.column_dimensions[column].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("row", "column"), [(3, None), (None, "H")])
def test_what_is_hidden_is_not_read_and_told(row: int | None, column: str | None) -> None:
    """A hidden row or column of figures: none of them is read, and their place is told."""
    report = read_report(hide(BIEU_06, 3, row, column), BIEU_06.catalogue, name="a.xlsx")
    assert len(figures(report)) < len(figures(BIEU_06.report(BIEU_06.periods[0])))
    assert "CCHC-F016" in [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("figure", "code", "is_told"),
    [
        (7, '"Không"', True),
        (7, '"có"', True),
        (7.4, "0", True),
        (7000, '0,"k"', True),
        (7, "0", False),
        (7, "00", False),
    ],
)
def test_a_figure_that_shows_otherwise_than_it_is_stored_is_told(figure: float, code: str, is_told: bool) -> None:
    """A number format may show words, or less than the number: what shows is read, and what is stored is told."""
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(KINDS["xlsx by openpyxl"](Filled.of(BIEU_06.periods[0], 3))))
    cells = [cell for row in book["Biểu"].iter_rows(min_row=12) for cell in row if isinstance(cell.value, int)]
    cell = cells[len(cells) // 2]
    cell.value, cell.number_format = figure, code
    stream = io.BytesIO()
    book.save(stream)
    report = read_report(stream.getvalue(), BIEU_06.catalogue, name="a.xlsx")
    found = [finding for finding in report.findings if finding.code == "CCHC-F018"]
    assert [each.cell is not None and each.cell.ref == cell.coordinate for each in found] == [True] * is_told


def test_a_report_in_json_is_the_same_report() -> None:
    """What was read from a file and written as JSON is read again, figure by figure."""
    report = BIEU_06.report(BIEU_06.periods[0])
    again = read_report(to_json(report).encode(), BIEU_06.catalogue, name="a.json")
    assert figures(again) == figures(report)
    assert from_json(to_json(report), Report) == report
