"""A stored number that a sheet shows so that its text is another number: it is read as stored, or it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import openpyxl
import pytest
from tests.files.flat import flat_spreadsheet
from tests.files.phenomena import ROWS, saved

from cchc.readers import read_report
from cchc.value import Missing, Reason, Reported, Value

LINE = "van_ban_chi_dao"
AT = next(place for place, row in enumerate(ROWS) if len(row) > 1 and row[1].startswith("Số lượng các văn bản"))
UNREADABLE = Missing(Reason.UNREADABLE)


def workbook(value: str, code: str, _shown: str) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    cell = book.active.cell(AT + 1, 3)
    cell.value, cell.number_format = float(value), code
    return saved(book)


def xml_sheet(value: str, code: str, _shown: str) -> bytes:
    """A workbook of 2003, in one file of XML."""
    lines = [
        "<Row>"
        + "".join(
            f'<Cell ss:StyleID="s1"><Data ss:Type="Number">{value}</Data></Cell>'
            if (place, column) == (AT, 2)
            else f'<Cell><Data ss:Type="String">{escape(text)}</Data></Cell>'
            for column, text in enumerate(row)
        )
        + "</Row>"
        for place, row in enumerate(ROWS)
    ]
    names = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{names}" xmlns:ss="{names}">'
        f'<Styles><Style ss:ID="s1"><NumberFormat ss:Format="{escape(code, quote=True)}"/></Style></Styles>'
        f'<Worksheet ss:Name="PL3"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    ).encode()


def open_sheet(value: str, _code: str, shown: str) -> bytes:
    lines = [
        "".join(
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{escape(shown)}</text:p></table:table-cell>"
            if (place, column) == (AT, 2)
            else f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"
            for column, text in enumerate(row)
        )
        for place, row in enumerate(ROWS)
    ]
    return flat_spreadsheet(lines)


def page(value: str, _code: str, shown: str) -> bytes:
    """A sheet saved as a page, which keeps what it stores beside what it shows."""
    rows = [
        "<tr>"
        + "".join(
            f'<td sdval="{value}">{escape(shown)}</td>' if (place, column) == (AT, 2) else f"<td>{escape(text)}</td>"
            for column, text in enumerate(row)
        )
        + "</tr>"
        for place, row in enumerate(ROWS)
    ]
    return f"<html><meta charset='utf-8'><body><table>{''.join(rows)}</table></body></html>".encode()


KINDS: Mapping[str, Callable[[str, str, str], bytes]] = {
    "xlsx": workbook, "xml": xml_sheet, "fods": open_sheet, "html": page,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("value", "code", "shown", "read", "is_told"),
    [
        # Zeros behind the decimals do not make thousands of it.
        ("2.5", "0.000", "2,500", UNREADABLE, False),
        ("2.5", "#,##0.000", "2.500", UNREADABLE, False),
        ("12", "0.000", "12,000", Reported(12), False),
        ("2", "0.00", "2,00", Reported(2), False),
        # Three decimals with none to spare may as well be thousands, with a format or without.
        ("2.555", "0.000", "2,555", Reported(2555), True),
        ("2.555", "General", "2,555", Reported(2555), True),
        # A sign that is not shown, or that is shown alone.
        ("-6", "0;0", "6", Reported(6), True),
        ("-6", "0;-0", "-6", Reported(-6), False),
        ("5", "-0", "-5", Reported(-5), True),
        # Digits of the format's own.
        ("5", '"1"0', "15", Reported(15), True),
        ("5", '0" văn bản"', "5 văn bản", Reported(5), False),
        ("2500", "#,##0", "2.500", Reported(2500), False),
        ("8.4", "0", "8", Reported(8), True),
    ],
)
def test_what_is_read_is_what_is_stored_or_told(
    kind: str, value: str, code: str, shown: str, read: Value, is_told: bool
) -> None:
    report = read_report(KINDS[kind](value, code, shown))
    found = report.entries[LINE].value
    assert found == read
    told = [finding for finding in report.findings if finding.code == "CCHC-F018"]
    assert [finding.indicators for finding in told] == [(LINE,)] * is_told
    if isinstance(found, Reported) and not is_told:
        assert found.value == pytest.approx(float(value))
