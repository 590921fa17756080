"""A form of a school: its year begins in a month that its catalogue says, and its period is that year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.tables.planting import told

from cchc import Catalogue, Report, from_json, load_catalogue, to_json
from cchc.catalogue import lint_catalogue
from cchc.cli.words import Words
from cchc.edition.office import Calendar
from cchc.errors import CatalogueError
from cchc.filed.rows import period
from cchc.period import PeriodKind
from cchc.readers import read_report

EDITION = """
title.vi    = "Báo cáo thống kê học sinh"
languages   = ["vi"]
in_force    = { from = 2024-09-01 }
form_number = ["01/HS"]
calendar    = { closing_day = 0, periods = ["school_year"], school_year_from = 9 }

[units.hoc_sinh]
label.vi = "học sinh"

[table.hs]
unit    = "hoc_sinh"
stub    = [{ is = "label", heading = ["Khối lớp"] }]
open    = { key = "label", total = "Tổng số" }
columns = [
    { id = "tong", heading = ["Học sinh năm học {year}"], formula = "nam + nu" },
    { id = "nam", heading = ["Nam"] },
    { id = "nu", heading = ["Nữ"] },
]

[rules.R1]
each     = { table = "hs", rows = "leaf" }
check    = "tong >= previous(tong) * 0.5"
severity = "warning"
"""
FORM = """TRƯỜNG THCS LŨNG CAO
BÁO CÁO THỐNG KÊ HỌC SINH
Năm học {first} – {last}

Khối lớp\tHọc sinh năm học {first}-{last}\tNam\tNữ
Khối 6\t{total}\t40\t{girls}
Tổng số\t{total}\t40\t{girls}
"""


@pytest.fixture
def school(tmp_path: Path) -> Catalogue:
    (tmp_path / "truong").mkdir()
    (tmp_path / "truong" / "edition.toml").write_text(EDITION, encoding="utf-8")
    return load_catalogue(tmp_path / "truong")


def filled(school: Catalogue, year: int, girls: int) -> Report:
    text = FORM.format(first=year, last=year + 1, girls=girls, total=40 + girls)
    return read_report(text.encode(), school, name="hs.tsv")


def test_a_report_of_a_school_year_is_read_and_follows_the_one_before(school: Catalogue) -> None:
    before, now = filled(school, 2024, 60), filled(school, 2025, 5)
    assert now.period is not None
    assert (now.period.start, now.period.end) == (dt.date(2025, 9, 1), dt.date(2026, 8, 31))
    assert now.period.previous() == before.period
    assert not before.findings
    assert school.evaluate(before).findings == ()
    (finding,) = told(school.evaluate(now, before))
    assert finding.rule == "R1"
    assert "Học sinh năm học 2025-2026" in finding.message["vi"]
    assert from_json(to_json(now.period)) == now.period


def test_a_school_year_needs_its_first_month(tmp_path: Path) -> None:
    (tmp_path / "truong").mkdir()
    text = EDITION.replace(", school_year_from = 9", "")
    (tmp_path / "truong" / "edition.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        lint_catalogue(tmp_path / "truong")
    (problem,) = caught.value.problems
    assert "school_year_from" in str(problem)
    assert "write school_year_from = 9" in str(problem)


def test_a_school_year_is_called_by_both_of_its_years() -> None:
    """As forms write it, in what is told of reports filed."""
    of = Calendar(closing_day=0, school_year_from=9).period(PeriodKind.SCHOOL_YEAR, 2027)
    assert period(of, Words("en")) == "School year 2027-2028"
    assert period(of, Words("vi")) == "Năm học 2027-2028"
