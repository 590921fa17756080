"""Figures parted into several columns: rates in one of their own, months side by side under one heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.edition import Edition
from cchc.load import load_edition
from cchc.readers import read_report
from cchc.report import Report

Rows = list[list[str]]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition("phuong-2024")


@pytest.fixture(scope="module")
def filling(root: Path) -> Rows:
    text = (root / "tests/field/right-filling.txt").read_text(encoding="utf-8").replace("*", "")
    return [line.split("\t") for line in text.split("\n") if line.strip()]


def read(rows: Rows) -> Report:
    return read_report("\n".join("\t".join(row) for row in rows).encode())


def figures(report: Report) -> dict[str, object]:
    return {id: entry.value for id, entry in report.entries.items()}


def untaken(report: Report) -> list[str | None]:
    return [finding.observed for finding in report.findings if finding.code == "CCHC-F034"]


def parted(filling: Rows, edition: Edition, heading: str, above: str = "") -> Rows:
    """Each rate moved one column on from the figures."""
    rates = {line.label["vi"] for line in edition.indicators.values() if line.kind.is_rate}
    rows = []
    for row in filling:
        if len(row) < 3:
            rows.append(row)
        elif row[0] == "TT":
            rows.append([*row[:2], above or row[2], "" if above else heading, *row[3:]])
            if above:
                rows.append(["", "", row[2], heading, "", ""])
        else:
            count, rate = ("", row[2]) if row[1].strip() in rates else (row[2], "")
            rows.append([*row[:2], count, rate, *row[3:]])
    return rows


@pytest.mark.parametrize("above", ["", "Kết quả"])
@pytest.mark.parametrize("heading", ["Tỷ lệ (%)", "TỈ LỆ", "%"])
def test_rates_in_a_column_of_their_own(heading: str, above: str, filling: Rows, edition: Edition) -> None:
    rows = parted(filling, edition, heading, above)
    moved = sum(len(row) > 3 and any(map(str.isdigit, row[3])) and not row[2] for row in rows)
    assert moved > 10
    report = read(rows)
    assert figures(report) == figures(read(filling))
    assert untaken(report) == []


@pytest.mark.parametrize(
    ("first", "second"), [("Tháng 4/2024", "Tháng 5/2024"), ("Tháng trước", "Tháng này"), ("Kế hoạch", "Thực hiện")]
)
def test_of_two_columns_under_one_heading_the_one_that_is_left_is_told(first: str, second: str, filling: Rows) -> None:
    rows = []
    for row in filling:
        if len(row) < 3:
            rows.append(row)
            continue
        is_head = row[0] == "TT"
        rows.append([*row[:2], row[2] if is_head else "9" * bool(row[2]), "" if is_head else row[2], *row[3:]])
        if is_head:
            rows.append(["", "", first, second, "", ""])
    report = read(rows)
    assert figures(report) == figures(read(filling))
    assert untaken(report) == [first]
