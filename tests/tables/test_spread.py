"""The tables of one form over sheets and in any order: each is known by its head, its rows and its name."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from tests.tables.small import catalogue_of

from cchc import Catalogue, Report
from cchc.readers import read_report, read_reports

HEAD = """
title.en = "Monthly clinic report"
languages = ["en"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0, periods = ["month"] }
level = { offices = ["Health Centre"], superiors = ["District"] }
"""
COLUMNS = """kind = "count"
unit = "nguoi"
columns = [{ id = "m", heading = ["Male"] }, { id = "f", heading = ["Female"] }]
"""
CLOSED = (
    """
[table.visits]
label.en = "1. Visits"
stub = [{ is = "label", heading = ["Category"] }]
rows = [{ id = "first", label.en = "First visits" }, { id = "again", label.en = "Other visits" }]
"""
    + COLUMNS
    + """
[table.cases]
label.en = "2. Cases"
stub = [{ is = "label", heading = ["Diagnosis"] }]
rows = [
    { id = "flu", label.en = "Influenza" },
    { id = "mumps", label.en = "Mumps" },
    { id = "other", label.en = "Other" },
]
"""
    + COLUMNS
)
OPEN = (
    """
[table.births]
label.en = "1. Births"
stub = [{ is = "label", heading = ["Village"] }]
open = { key = "label" }
"""
    + COLUMNS
    + """
[table.deaths]
label.en = "2. Deaths"
stub = [{ is = "label", heading = ["Village"] }]
open = { key = "label" }
"""
    + COLUMNS
)
VISITS = ["Category|Male|Female", "First visits|1|2", "Other visits|3|4"]
CASES = ["Diagnosis|Male|Female", "Influenza|5|6", "Mumps|7|8", "Other|9|10"]
BOTH = {"visits": [1, 2, 3, 4], "cases": [5, 6, 7, 8, 9, 10]}


def over(month: str = "June", office: str = "Health Centre Kasa") -> list[str]:
    """What stands over a report."""
    return [office, f"MONTHLY CLINIC REPORT {month} 2024"]


def book(sheets: Mapping[str, Sequence[str]]) -> bytes:
    """A workbook of sheets by their names, with "|" between cells."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append([int(text) if text.isdecimal() else text for text in line.split("|")])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def figures(report: Report) -> dict[str, list[object]]:
    """What stands in each table."""
    return {
        id: [entry.value.value for row in table.rows for entry in row.entries.values()]  # type: ignore[union-attr]
        for id, table in report.tables.items()
    }


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.fixture
def closed(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, CLOSED, HEAD)


@pytest.fixture
def opened(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, OPEN, HEAD)


def text(*lines: str) -> bytes:
    return "\n".join(line.replace("|", "\t") for line in lines).encode()


@pytest.mark.parametrize(
    "sheets",
    [
        {"a": [*over(), *VISITS], "b": CASES},
        {"b": CASES, "a": [*over(), *VISITS]},
        {"a": [*over(), *CASES], "b": [*over(), *VISITS]},
        {"a": [*over(), *VISITS], "b": [*over(), "2. Cases", *CASES]},
        {"a": [*over(), *CASES, "", *VISITS]},
        {"a": [*over(), *CASES, "", *over(), *VISITS]},
        {"cover": over(), "a": VISITS, "b": CASES},
    ],
    ids=["in order", "head on the last", "head on both", "names", "one sheet", "one sheet, two heads", "cover"],
)
def test_tables_with_like_heads_are_one_report_wherever_they_stand(
    closed: Catalogue, sheets: Mapping[str, Sequence[str]]
) -> None:
    """Each table on a sheet of its own, with the head of the form on each of them or on one, in any order."""
    (report,) = read_reports(book(sheets), closed, name="a.xlsx")
    assert figures(report) == BOTH
    assert [code for code in codes(report) if code not in ("CCHC-F006", "CCHC-F011")] == []
    assert figures(read_report(book(sheets), closed, name="a.xlsx")) == BOTH


def test_sheets_of_other_months_or_offices_are_other_reports(closed: Catalogue) -> None:
    """Whatever tables they show."""
    for other in (over("July"), over(office="Health Centre Wobu")):
        reports = read_reports(book({"a": [*over(), *VISITS], "b": [*other, *CASES]}), closed, name="a.xlsx")
        assert [list(figures(report)) for report in reports] == [["visits"], ["cases"]]


def test_the_sheets_of_several_months_may_come_mixed(closed: Catalogue) -> None:
    """All months of one table, and then all of the other."""
    sheets = {
        "a6": [*over(), *VISITS],
        "a7": [*over("July"), *VISITS],
        "b6": [*over(), *CASES],
        "b7": [*over("July"), *CASES],
    }
    reports = read_reports(book(sheets), closed, name="a.xlsx")
    assert [figures(report) for report in reports] == [BOTH, BOTH]
    assert [report.period.number for report in reports if report.period] == [6, 7]


def test_a_table_that_stands_twice_is_of_two_reports(closed: Catalogue) -> None:
    reports = read_reports(book({"a": [*over(), *VISITS], "b": [*over(), *VISITS]}), closed, name="a.xlsx")
    assert len(reports) == 2


def test_a_sheet_beside_several_of_the_form_is_named(closed: Catalogue) -> None:
    """The first report tells of it, once; sheets that are read are not told."""
    sheets = {"a": [*over(), *VISITS], "list": ["Name|Age", "Ann|31"], "b": CASES}
    (report,) = read_reports(book(sheets), closed, name="a.xlsx")
    assert figures(report) == BOTH
    assert [(each.code, each.observed) for each in report.findings] == [("CCHC-F011", "list")]


def test_a_head_that_comes_again_is_of_the_table_whose_rows_follow(closed: Catalogue) -> None:
    """On the next page, while a table with the same headings is still to come."""
    pages = [*over(), *VISITS[:2], VISITS[0], *VISITS[2:], "", *CASES]
    report = read_report(text(*(line.replace("Category", "Content") for line in pages)), closed, name="a.tsv")
    assert figures(report) == BOTH


def test_rows_of_the_office_are_of_the_table_that_is_named_over_them(opened: Catalogue) -> None:
    """Where headings and rows are alike, only the name tells: here the second table stands first."""
    deaths = ["2. Deaths", "Unit: persons", "Village|Male|Female", "Kasa|1|0"]
    births = ["1. Births", "Village|Male|Female", "Kasa|3|4"]
    report = read_report(text(*over(), *deaths, "", *births), opened, name="a.tsv")
    assert figures(report) == {"births": [3, 4], "deaths": [1, 0]}
    (report,) = read_reports(book({"a": [*over(), *deaths], "b": births}), opened, name="a.xlsx")
    assert figures(report) == {"births": [3, 4], "deaths": [1, 0]}


def test_a_sheet_may_have_the_name_of_its_table(opened: Catalogue) -> None:
    """Whatever the order of the sheets; the first was taken for the form's first table."""
    rows = ["Village|Male|Female", "Kasa|1|0"], ["Village|Male|Female", "Kasa|3|4"]
    for first, second in ((over(), over()), (over(), [])):
        sheets = {"Deaths": [*first, *rows[0]], "Births": [*second, *rows[1]]}
        (report,) = read_reports(book(sheets), opened, name="a.xlsx")
        assert figures(report) == {"births": [3, 4], "deaths": [1, 0]}


def test_a_table_is_known_by_rows_that_are_written_without_diacritics_or_by_their_codes(tmp_path: Path) -> None:
    own = CLOSED.replace("Other visits", "Visites répétées").replace('id = "flu", ', 'id = "flu", code = "EP01", ')
    catalogue = catalogue_of(tmp_path, own, HEAD)
    visits = ["Category|Male|Female", "Others|1|2", "VISITES REPETEES|3|4"]
    report = read_report(text(*over(), *CASES, "", *visits), catalogue, name="a.tsv")
    assert {"cases", "visits"} == set(report.tables)
    assert figures(report)["cases"] == [5, 6, 7, 8, 9, 10]


def test_many_tables_of_one_head_are_told_apart_in_time(tmp_path: Path) -> None:
    """Twelve, each with thirty rows, the last of the form first."""
    tables = "".join(
        f'[table.t{at}]\nlabel.en = "Table {at}"\nstub = [{{ is = "label", heading = ["Content"] }}]\nrows = ['
        + ", ".join(f'{{ id = "r{row}", label.en = "Row {row} of table {at}" }}' for row in range(30))
        + f"]\n{COLUMNS}"
        for at in range(12)
    )
    lines = over()
    for at in reversed(range(12)):
        lines += ["", "Content|Male|Female", *(f"Row {row} of table {at}|{at}|{row}" for row in range(30))]
    report = read_report(text(*lines), catalogue_of(tmp_path, tables, HEAD), name="a.tsv")
    assert codes(report) == []
    assert {id: set(found[::2]) for id, found in figures(report).items()} == {f"t{at}": {at} for at in range(12)}


def test_without_names_tables_of_one_head_go_by_the_order_of_the_form(opened: Catalogue) -> None:
    rows = ["Village|Male|Female", "Kasa|3|4", "", "Village|Male|Female", "Kasa|1|0"]
    report = read_report(text(*over(), *rows), opened, name="a.tsv")
    assert figures(report) == {"births": [3, 4], "deaths": [1, 0]}


def test_headings_outweigh_a_name_that_is_left_over_from_another_table(tmp_path: Path) -> None:
    """A table that is named wrongly, but has its own headings and rows, is what these say."""
    own = CLOSED.replace('heading = ["Male"] }, { id = "f", heading = ["Female"] }', 'heading = ["Boys"] }', 1)
    report = read_report(
        text(*over(), "2. Cases", "Category|Boys", "First visits|1", "Other visits|3"),
        catalogue_of(tmp_path, own, HEAD),
        name="a.tsv",
    )
    assert figures(report) == {"visits": [1, 3]}
