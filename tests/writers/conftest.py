"""Forms as they are filled in, and what a spreadsheet program sees of what was written."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.readers import read_report
from cchc.report import Report
from cchc.writers.formats import Filed

Write = Callable[..., bytes]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The newest edition."""
    return load_catalogue()


@pytest.fixture(scope="session")
def real(catalogue: Catalogue, real_report: Path) -> Filed:
    """The report that a ward really filed, as it is given back."""
    return filed(catalogue, real_report, is_checked=True)


def filed(catalogue: Catalogue, source: Path | bytes, *, is_checked: bool = False) -> Filed:
    """A file that was read, to be written."""
    return Filed(catalogue.evaluate(read_report(source, catalogue)), "vi", is_checked)


def filled(catalogue: Catalogue, values: Mapping[str, object], *, is_checked: bool = True) -> Filed:
    """A form filled in with values or cells, to be written."""
    report = catalogue.settle(Report.from_values({"period": "tháng 5 năm 2024", **values}))
    return Filed(catalogue.evaluate(report), "vi", is_checked)


def figures(report: Report) -> dict[str, dict[str, object]]:
    """What is filled in, by the rows and columns of its tables."""
    return {
        f"{table.id}[{row.key}]": {id: entry.value for id, entry in row.entries.items()}
        for table in report.tables.values()
        for row in table.rows
    }


def opened(data: bytes, *, values: bool = False):  # type: ignore[no-untyped-def]
    """A workbook as openpyxl reads it: with formulas, or with their stored values."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def row_of(sheet, label: str) -> int:  # type: ignore[no-untyped-def]
    """The row of the line with this label."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == label)
