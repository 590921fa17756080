"""`cchc sample` of forms of tables: offices like that of the catalogue's example, each of its own size and course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import load_catalogue
from cchc.edition import Severity
from cchc.illustration.office_tables import TABLE_SLIPS, FiledTables, TableSlip, filed_tables

FORMS = ("bieu-06-2020", "qd-766-xa")


def made(edition: str, slips: dict[TableSlip, float], offices: int = 4, periods: int = 3) -> list[FiledTables]:
    catalogue = load_catalogue(edition)
    return list(filed_tables(catalogue, catalogue.home, offices, periods, slips=slips))


@pytest.mark.parametrize("edition", FORMS)
def test_honest_offices_draw_no_finding(edition: str) -> None:
    """In any of three periods, each going on from the one before it; no two offices are alike."""
    filed = made(edition, {})
    assert len(filed) == 12
    assert [each.period.number for each in filed[:3]] == [filed[0].period.number + place for place in range(3)]
    for each in filed:
        assert [found for found in each.evaluation.findings if found.severity is not Severity.INFO] == []
    tables: dict[str, set[str]] = defaultdict(set)
    for each in filed:
        rows = [row.entries for table in each.evaluation.report.tables.values() for row in table.rows]
        tables[each.office].add(str(rows))
    assert len({frozenset(found) for found in tables.values()}) == len(tables) == 4


@pytest.mark.parametrize("slip", [slip for slip in TableSlip if slip is not TableSlip.BLANK])
def test_every_slip_is_found(slip: TableSlip) -> None:
    """In most reports in which it happens: two digits alike change nothing."""
    filed = made("bieu-06-2020", {slip: 1.0})
    bad = [each for each in filed if any(found.severity is not Severity.INFO for found in each.evaluation.findings)]
    assert len(bad) >= 9, slip
    assert slip in TABLE_SLIPS


def test_reports_come_in_as_those_of_lines_do(cchc: Callable, tmp_path: Path) -> None:
    """A folder a period, several kinds of file, one missing, one damaged, one twice; the whole is added up."""
    done = cchc("sample", tmp_path / "a", "--edition", "bieu-06-2020", "--offices", 12, "--months", 2, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    files = list((tmp_path / "a").rglob("*.*"))
    assert {path.parent.name for path in files} == {"2026-Q1", "2026-Q2"}
    assert len({path.suffix for path in files}) >= 3
    told = cchc("check", tmp_path / "a", "--lang", "en").out
    assert "UBND xã 01" in told and "1 filed several times" in told and "1 unreadable" in told
    rolled = cchc("rollup", tmp_path / "a", "-i", "tiep_nhan", "--lang", "en")
    assert rolled.out.count("1 of 1 reports") == 22
    assert "$" not in rolled.err


def test_an_example_of_one_period_that_does_not_go_on_is_told(cchc: Callable, root: Path, tmp_path: Path) -> None:
    """Half-years are named in words; what comes after the example's is not made up."""
    form = root / "examples/ho-tich-11a"
    done = cchc("sample", tmp_path / "a", "--edition", form, "--offices", 2, "--lang", "vi")
    assert done.code == 0
    assert "chỉ làm được 1 kỳ" in done.err
    assert len(list((tmp_path / "a/2012-H1").iterdir())) == 2


WORKS = """
title.vi = "Báo cáo công trình"
languages = ["vi"]
in_force = { from = 2025-01-01 }
calendar = { closing_day = 0, periods = ["quarter"] }
example = "right.tsv"

[table.a]
label.vi = "Bảng 1. Công trình"
kind = "count"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Công trình"] }]
open = { key = "label", total = "Tổng số" }
columns = [{ id = "ho", number = "1", heading = ["Số hộ"] }, { id = "nguoi", number = "2", heading = ["Số người"] }]

[table.b]
label.vi = "Bảng 2. Tổng hợp"
kind = "count"
rows = "one"
columns = [
    { id = "n", heading = ["Số công trình"] }, { id = "m", heading = ["Số xã"] },
]

[rules.R1]
check = "b.n == count_rows(a.ho > 0)"
"""
WORKS_RIGHT = """BÁO CÁO CÔNG TRÌNH QUÝ I NĂM 2026
Đơn vị báo cáo: UBND xã Lũng Cao
Bảng 1. Công trình
STT\tCông trình\tSố hộ\tSố người
\t\t1\t2
1\tCầu\t10\t40
2\tĐường\t20\t70
\tTổng số\t30\t110
Bảng 2. Tổng hợp
Số công trình\tSố xã
2\t7
"""


def test_an_office_whose_size_breaks_a_rule_reports_as_the_example_does(tmp_path: Path) -> None:
    """What a rule counts does not grow with the office: rather than none, its report has the example's figures."""
    folder = tmp_path / "ct"
    folder.mkdir()
    (folder / "edition.toml").write_text(WORKS, encoding="utf-8")
    (folder / "right.tsv").write_text(WORKS_RIGHT, encoding="utf-8")
    catalogue = load_catalogue(folder)
    filed = list(filed_tables(catalogue, folder, 6, 1, slips={}))
    assert len(filed) == 6
    assert not [found for each in filed for found in each.evaluation.findings if found.severity is Severity.ERROR]


COUNTED = """
title.vi = "Báo cáo thử"
languages = ["vi"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0 }
example = "dung.tsv"
[units.nguoi]
label.vi = "người"
[table.t]
kind = "count"
unit = "nguoi"
stub = [{ is = "label", heading = ["Thôn"] }]
open = { key = "label", total = "Tổng" }
columns = [
    { id = "x", number = "1", heading = ["Số hộ"] },
    { id = "y", number = "2", heading = ["Số người"], over_rows = "reported" },
]
[rules.R1]
each = { table = "t", rows = "total" }
check = "number(y) CHECK count_rows(t.x > 0)"
"""


def counted(folder: Path, check: str) -> Path:
    """A form whose total says how many rows there are."""
    home = folder / "thu"
    home.mkdir()
    (home / "edition.toml").write_text(COUNTED.replace("CHECK", check), encoding="utf-8")
    rows = ("BÁO CÁO THỬ NĂM 2024", "UBND xã Tân An", "Thôn|Số hộ|Số người", "|1|2", "Một|5|9", "Hai|6|8", "Tổng|11|2")
    (home / "dung.tsv").write_text("\n".join(rows).replace("|", "\t") + "\n", encoding="utf-8")
    return home


def test_an_office_is_as_large_as_the_example_where_a_rule_lets_it_be_no_larger(cchc: Callable, tmp_path: Path) -> None:
    """A figure that says how many rows there are is no greater in a greater office."""
    done = cchc("sample", tmp_path / "a", "--edition", counted(tmp_path, "=="), "--offices", 5, "--lang", "vi")
    assert done.code == 0, done.err
    assert len(list((tmp_path / "a/2024").iterdir())) >= 4


def test_an_example_that_breaks_a_rule_is_told_as_that(cchc: Callable, tmp_path: Path) -> None:
    """It is not said that there is none."""
    done = cchc("sample", tmp_path / "a", "--edition", counted(tmp_path, "<"), "--lang", "en")
    assert done.code == 2
    assert "keeps all rules" in done.err and "has none" not in done.err
