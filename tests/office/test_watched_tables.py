"""What the empty form of tables watches, reckoned by a spreadsheet program."""

from __future__ import annotations

from typing import Any

import pytest
from tests.tables.small import catalogue_of
from tests.writers.test_watched_tables import HEAD, ROWS, SOURCES, TABLES, beside, filled, row_of, sheet_of

from cchc import Catalogue, read_report


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("form"), TABLES, HEAD)


def changed(lines: list[tuple[Any, ...]], row: int, place: int, value: object) -> list[tuple[Any, ...]]:
    return [(*line[:place], value, *line[place + 1 :]) if at == row else line for at, line in enumerate(lines)]


def test_a_right_form_has_its_totals_and_nothing_beside_it(form: Catalogue, office: Any) -> None:
    """Groups are not counted beside what they add up; what another table says is there; read again all is right."""
    data = office(filled(form, ROWS, SOURCES), "xlsx", "xlsx")
    sheet = sheet_of(data, is_computed=True)
    assert beside(sheet) == {}
    total = row_of(sheet, "Tổng số")
    assert [sheet.cell(total, place).value for place in (3, 4, 5)] == [38, 16, 3]
    report = read_report(data, form, name="form.xlsx")
    assert [finding.code for finding in form.evaluate(report).findings if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("row", "place", "value", "at", "told"),
    [
        (0, 2, 31, "Nhóm một", "(1) ≠ Σ"),
        (3, 4, 1, "Nhóm hai", "(3) ≠ Σ"),
        (1, 3, 11, "Cầu", "(2) > (1)"),
        (1, 4, 9, "Cầu", "Không vượt vốn"),
        (4, 3, 5, "Tổng số", "Chi khớp nguồn trung ương"),
    ],
)
def test_a_wrong_cell_is_told_beside_its_row(
    form: Catalogue, office: Any, row: int, place: int, value: int, at: str, told: str
) -> None:
    sheet = sheet_of(office(filled(form, changed(ROWS, row, place, value), SOURCES), "xlsx", "xlsx"), is_computed=True)
    assert told in beside(sheet)[row_of(sheet, at)]


def test_a_part_of_a_row_and_a_rule_on_rows_are_told(form: Catalogue, office: Any) -> None:
    wrong = changed(changed(SOURCES, 1, 0, 6), 2, 0, 7)
    sheet = sheet_of(office(filled(form, ROWS, wrong), "xlsx", "xlsx"), is_computed=True)
    assert "(1) > (1) “Trung ương”" in beside(sheet)[row_of(sheet, "Trong đó: ODA")]
    assert "Trung ương ≥ Địa phương" in beside(sheet)[row_of(sheet, "Trung ương")]
