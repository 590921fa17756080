"""Two reports under each other: the first is read, both are named, and no row of the second is a line of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.readers import read_report
from cchc.report import Report

MAY, APRIL = "THÁNG 5 NĂM 2024", "THÁNG 4 NĂM 2024"


@pytest.fixture(scope="module")
def may(root: Path) -> str:
    return (root / "tests/field/right-filling.txt").read_text(encoding="utf-8").replace("*", "")


def figures(report: Report) -> dict[str, object]:
    return {id: entry.value for id, entry in report.entries.items()}


def test_a_second_form_is_left_out_whole_and_told(may: str) -> None:
    (title,) = (line for line in may.split("\n") if "THÁNG 3 NĂM 2024" in line or MAY in line or APRIL in line)
    first = may.replace(title, f"BÁO CÁO CẢI CÁCH HÀNH CHÍNH {APRIL}")
    second = may.replace(title, f"BÁO CÁO CẢI CÁCH HÀNH CHÍNH {MAY}").replace("\t5\t", "\t7\t")
    report, alone = (read_report(text.encode()) for text in (f"{first}\n{second}", first))
    assert figures(report) == figures(alone)
    (found,) = (finding for finding in report.findings if finding.code == "CCHC-F037")
    assert APRIL in found.message["vi"] and MAY in found.message["vi"]
    assert not {finding.code for finding in report.findings} & {"CCHC-F002", "CCHC-F026", "CCHC-F003"}


def test_a_title_printed_again_on_the_next_page_begins_no_second_form(may: str) -> None:
    lines = may.split("\n")
    title = next(line for line in lines if "BÁO CÁO CẢI CÁCH HÀNH CHÍNH" in line)
    half = len(lines) // 2
    again = "\n".join([*lines[:half], title, *lines[half:]])
    report = read_report(again.encode())
    assert "CCHC-F037" not in {finding.code for finding in report.findings}
    assert figures(report) == figures(read_report(may.encode()))
