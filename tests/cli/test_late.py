"""Who was late is told by the day on each report, in the folder's table; of a report without one nothing is said."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

DATES = {
    "phường 1": "ngày 16 tháng 5 năm 2024",
    "phường 2": "ngày 23 tháng 5 năm 2024",
    "phường 3": "ngày    tháng 5 năm 2024",
    "phường 10": "ngày 21 tháng 5 năm 2024",
}


def report(real: str, office: str, date: str, month: int = 5) -> str:
    """The real report of an office, dated."""
    text = real.replace("**PHỤ LỤC 3**", f"UBND {office}\n{f'Kim Mã, {date}' if date else ''}\n\n**PHỤ LỤC 3**")
    return text.replace("THÁNG 5 NĂM 2024", f"THÁNG {month} NĂM 2024")


@pytest.fixture
def folder(real_report: Path, tmp_path: Path) -> Path:
    """Four wards in May, two of them late, one without a day; one was late in April, too."""
    real = real_report.read_text(encoding="utf-8")
    inside = tmp_path / "nộp"
    inside.mkdir()
    for office, date in DATES.items():
        (inside / f"{office} T5.txt").write_text(report(real, office, date), encoding="utf-8")
    april = report(real, "phường 2", "ngày 22 tháng 4 năm 2024", 4)
    (inside / "phường 2 T4.txt").write_text(april, encoding="utf-8")
    return inside


@pytest.mark.parametrize("language", ["vi", "en"])
def test_late_offices_read_as_agreed(
    cchc: Callable, agreed: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path, language: str
) -> None:
    """In a column of its own, and by period under the table, with the days past and the day on the report."""
    monkeypatch.chdir(folder.parent)
    done = cchc("check", "nộp", "--due", "20", "--lang", language)
    assert (done.code, done.err) == (1, "")
    assert all(len(line) <= 100 for line in done.out.splitlines())
    agreed(f"check-late.{language}.txt", done.out)


def test_without_a_day_nothing_is_said_of_it(cchc: Callable, folder: Path) -> None:
    """No law says by when wards report: neither does the table."""
    told = cchc("check", folder, "--lang", "vi").out
    assert "Hạn nộp" not in told
    assert "muộn" not in told


def test_a_date_is_of_the_period_that_closed_last(cchc: Callable, folder: Path) -> None:
    """April has none then."""
    told = cchc("check", folder, "--due", "20/5/2024", "--lang", "en").out
    assert "2024-5, due on 20/05/2024: late: UBND phường 2 (3 days past, dated 23/05/2024)" in " ".join(told.split())
    assert "2024-4" not in told


def test_who_files_again_is_not_late(cchc: Callable, folder: Path, real_report: Path) -> None:
    """The first file counts for that, whichever is taken for its figures."""
    again = report(real_report.read_text(encoding="utf-8"), "phường 1", "ngày 28 tháng 5 năm 2024")
    (folder / "phường 1 T5 sửa lại.txt").write_text(again, encoding="utf-8")
    row = next(
        line for line in cchc("check", folder, "--due", "20", "--lang", "en").out.splitlines() if "phường 1 " in line
    )
    assert "2 times" in row and "in time" in row


def test_the_table_as_files(cchc: Callable, folder: Path, tmp_path: Path) -> None:
    import openpyxl

    for name in ("a.xlsx", "a.html"):
        assert cchc("check", folder, "--due", "20", "-o", tmp_path / name, "--lang", "vi").code == 1
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes())).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "Hạn nộp" in row)
    told = {row[0]: row[head.index("Hạn nộp")] for row in rows if row[0] and str(row[0]).startswith("UBND")}
    assert told == {
        "UBND phường 1": "đúng hạn",
        "UBND phường 2": "muộn 3 ngày",
        "UBND phường 3": "không rõ ngày",
        "UBND phường 10": "muộn 1 ngày",
    }
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "muộn 3 ngày" in page
    assert "UBND phường 2 (quá hạn nộp 3 ngày, ghi ngày 23/05/2024)" in page
    assert any("quá hạn nộp 3 ngày" in str(cell) for row in rows for cell in row)


def test_an_edition_may_say_the_day(cchc: Callable, folder: Path, root: Path, tmp_path: Path) -> None:
    """`due_day` of its calendar; whoever asks may say another."""
    own = shutil.copytree(root / "catalogue", tmp_path / "danh-muc") / "phuong-2024"
    edition = own / "edition.toml"
    text = edition.read_text(encoding="utf-8")
    edition.write_text(text.replace("closing_day = 14", "closing_day = 14, due_day = 22"), encoding="utf-8")
    asked = ("check", folder, "--edition", own, "--lang", "en")
    assert "due on 22/05/2024" in cchc(*asked).out
    assert "due on 20/05/2024" in cchc(*asked, "--due", "20").out


@pytest.mark.parametrize("day", ["0", "32", "31/4/2024", "x"])
def test_what_is_no_day_is_refused(cchc: Callable, folder: Path, day: str) -> None:
    done = cchc("check", folder, "--due", day, "--lang", "vi")
    assert (done.code, done.out) == (2, "")
    assert f"“{day}” không phải ngày" in done.err


def test_a_day_is_for_a_table(cchc: Callable, folder: Path) -> None:
    """Rather than leave it out in silence."""
    done = cchc("check", folder, "--due", "20", "-f", "json", "--lang", "vi")
    assert (done.code, done.out) == (2, "")
    assert "--due" in done.err


def test_a_roll_up_counts_who_was_late(cchc: Callable, folder: Path, tmp_path: Path) -> None:
    """By period, in words in each format, and in columns of their own in JSON; null where nobody says by when."""
    offices = tmp_path / "offices.csv"
    names = [f"Phường {each},ward,Quận A" for each in (1, 2, 3, 10, 11)]
    offices.write_text("\n".join(["office,level,parent", *names, "Quận A,district,"]), encoding="utf-8")
    asked = ("rollup", folder, "--by", "district", "--offices", offices, "-i", "II.2.4.4.1", "--lang", "vi")
    rows = json.loads(cchc(*asked, "--due", "20", "-f", "json").out)
    assert [(row["period"], row["reports"], row["reports_past_due"], row["reports_undated"]) for row in rows] == [
        (4, 1, 1, 0),
        (5, 4, 2, 1),
    ]
    (quarter,) = json.loads(cchc(*asked, "--due", "20", "-f", "json", "--period", "quarter").out)
    assert (quarter["reports_past_due"], quarter["reports_undated"]) == (3, 1)
    (only,) = json.loads(cchc(*asked, "--due", "20/5/2024", "-f", "json", "--period", "quarter").out)
    assert (only["reports_past_due"], only["reports_undated"]) == (2, 1)
    assert "reports_past_due" not in json.loads(cchc(*asked, "-f", "json").out)[0]
    late = "Phường 2 (quá hạn nộp 3 ngày, ghi ngày 23/05/2024), Phường 10 (quá hạn nộp 1 ngày, ghi ngày 21/05/2024)"
    for form in ("text", "html"):
        assert late in " ".join(cchc(*asked, "--due", "20", "-f", form).out.split())
    assert cchc(*asked, "--due", "20", "-o", tmp_path / "a.xlsx").code == 0
    import openpyxl

    assert late in openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"].value


def test_made_up_reports_are_late_at_times(cchc: Callable, tmp_path: Path) -> None:
    """So that it can be tried: most are in time, some late, some say no day, whatever kind of file they are."""
    assert cchc("sample", tmp_path / "wards", "--offices", "12", "--months", "2").code == 0
    told = cchc("check", tmp_path / "wards", "--due", "18", "--lang", "vi").out
    assert told.count("đúng hạn") > told.count("muộn 4 ngày") > 0
    assert "không rõ ngày" in told
