"""A folder is one table: a row an office, those that need it most first, each report judged after the one before it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.errors import ReadError
from cchc.filed import standing
from cchc.filed.overview import FilingState, Overview, Unread
from cchc.filed.standing import ReportStanding, predecessors
from cchc.period import Period
from cchc.text.spelling import natural

FORM = "f"
LETTERHEAD = "{office}\n\nBÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG {month} NĂM 2024"


def report(real: str, office: str, month: int) -> str:
    """The real report as another office would file it, in another month."""
    return real.replace(
        "**BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024**", LETTERHEAD.format(office=office, month=month)
    )


@pytest.fixture
def folder(real_report: Path, tmp_path: Path) -> Path:
    """Three offices, two months in folders of their own; one office has filed twice, one not at all in May."""
    real = real_report.read_text(encoding="utf-8")
    better = real.replace("2/166 = 1,23% (Liên thông)", "2/166 = 1,20% (Liên thông)")
    for name, text in {
        "thang-4/p2.txt": report(better, "UBND PHƯỜNG 2", 4),
        "thang-4/p10.txt": report(real, "PHƯỜNG 10", 4),
        "thang-4/p3.txt": report(real, "UBND phường 3", 4),
        "thang-5/p2.txt": report(real, "UBND phường 2", 5),
        "thang-5/p10.txt": report(real, "UBND phường 10", 5),
        "thang-5/p10-sửa.txt": report(better, "UBND phường 10", 5),
        "thang-5/hỏng.docx": "PK\x03\x04 không phải tệp",
        "thang-5/~$p2.docx": "x",
        "thang-5/.ẩn.txt": "x",
    }.items():
        path = tmp_path / "nộp" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "nộp"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_folder_reads_as_agreed(
    cchc: Callable, agreed: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path, language: str
) -> None:
    """One table, told in the manner agreed, no line over 100 columns; 2 because a file cannot be read."""
    monkeypatch.chdir(folder.parent)
    done = cchc("check", "nộp", "--lang", language)
    assert (done.code, done.err) == (2, "")
    assert all(len(line) <= 100 for line in done.out.splitlines())
    assert ".ẩn" not in done.out and "~$" not in done.out
    agreed(f"check-folder.{language}.txt", done.out)


@pytest.fixture
def mixed(root: Path, real_report: Path, tmp_path: Path) -> Path:
    """Two communes' half-years as tables, one with a wrong figure in its second quarter, and a ward's form."""
    right = (root / "catalogue" / "bieu-06-2020" / "right.tsv").read_text(encoding="utf-8")
    folder = tmp_path / "nộp"
    folder.mkdir()
    for name, text in {
        "a.tsv": right,
        "b.tsv": right.replace("Lũng Cao", "Cổ Lũng").replace("\t284\t", "\t294\t"),
        "c.txt": real_report.read_text(encoding="utf-8"),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["vi", "en"])
def test_forms_of_tables_stand_beside_others(
    cchc: Callable, agreed: Callable, monkeypatch: pytest.MonkeyPatch, mixed: Path, language: str
) -> None:
    """Each by its own form and newest period; what is wrong with the periods before is counted."""
    monkeypatch.chdir(mixed.parent)
    done = cchc("check", "nộp", "--lang", language)
    assert (done.code, done.err) == (1, "")
    agreed(f"check-mixed-folder.{language}.txt", done.out)


def test_details_on_demand(cchc: Callable, folder: Path) -> None:
    """`--all` tells each report; naming a file does, too."""
    whole = cchc("check", folder, "--all", "--lang", "en").out
    assert whole.count("Judged by phuong-2024") == 6
    one = cchc("check", folder / "thang-5" / "p2.txt", "--lang", "en").out
    assert one.count("Judged by phuong-2024") == 1
    few = cchc("check", *sorted((folder / "thang-4").iterdir()), "--lang", "en").out
    assert few.count("Judged by phuong-2024") == 3


def test_the_report_before_is_found_in_the_folder(cchc: Callable, folder: Path) -> None:
    """Each report is judged after that of its office for the month before, whatever its name is spelt like."""
    alone = json.loads(cchc("check", folder / "thang-5" / "p2.txt", "-f", "json").out)
    after = json.loads(
        cchc("check", folder / "thang-5" / "p2.txt", "-f", "json", "--previous", folder / "thang-4" / "p2.txt").out
    )
    together = [json.loads(line) for line in cchc("check", folder, "-f", "json").out.splitlines()]
    found = next(each for each in together if each["report"]["source"].endswith("thang-5/p2.txt"))
    assert found["findings"] == after["findings"]
    assert found["summary"]["rules"] != alone["summary"]["rules"]


def test_the_table_as_files(cchc: Callable, folder: Path, tmp_path: Path) -> None:
    """The ending of the output says what it is; numbers are numbers, and nothing runs."""
    import openpyxl

    (folder / "thang-5" / "=1+1.txt").write_text("x", encoding="utf-8")
    for name in ("a.xlsx", "a.html"):
        assert cchc("check", folder, "-o", tmp_path / name).code == 2
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes())).active
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    assert {type(row[3]) for row in rows if row[0].startswith("UBND phường 2")} == {int}
    assert any("=1+1.txt" in row[0] and not row[0].startswith("=") for row in rows)
    last = int(sheet.auto_filter.ref.rpartition(":")[2].lstrip("ABCDEFGH"))
    for row in sheet.iter_rows(min_row=5, max_row=last):
        lines = max(len(str(cell.value or "")) // 80 for cell in row)
        assert (sheet.row_dimensions[row[0].row].height or 0) > 13 * lines
    assert not any(sheet.cell(row, 1).alignment.wrap_text for row in (1, 2))  # they run over the columns beside
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "UBND phường 2" in page and "<script" not in page and "hỏng.docx" in page
    assert ".." not in page.replace("../", "")


@pytest.mark.parametrize(
    ("form", "name"), [(None, "a.docx"), (None, "a.pdf"), ("text", "a.xlsx"), ("json", "a.html"), ("html", "a.json")]
)
def test_no_file_is_called_what_it_is_not(
    cchc: Callable, folder: Path, tmp_path: Path, form: str | None, name: str
) -> None:
    """An ending that the command cannot write, or that is another format's, is refused before anything is read."""
    asked = [] if form is None else ["-f", form]
    done = cchc("check", folder, *asked, "-o", tmp_path / name, "--lang", "en")
    assert (done.code, "cannot write" in done.err, (tmp_path / name).exists()) == (2, True, False)


def test_expected_offices_that_never_filed(cchc: Callable, folder: Path, tmp_path: Path) -> None:
    """The table of offices says who is to report; who has nothing in the folder has not filed."""
    shutil.rmtree(folder / "thang-4")
    (folder / "thang-5" / "hỏng.docx").unlink()
    offices = tmp_path / "offices.csv"
    offices.write_text("office,parent\nPhường 2,Quận 1\nPhường 7,Quận 1\nPhường 10,Quận 1\nQuận 1,\n", encoding="utf-8")
    done = cchc("check", folder, "--offices", offices, "--lang", "en")
    assert done.code == 1
    lines = [line for line in done.out.splitlines() if "not filed" in line]
    assert len(lines) == 2 and lines[0].startswith("Phường 7") and "1 not filed" in lines[1]


# --- how reports stand among others


def standing_at(name: str, month: int, errors: int = 0, *, number: int = 0, **more: object) -> ReportStanding:
    place = (f"{name}-{month}-{number}", 0)
    return ReportStanding(place, FORM, name, name, Period.of("month", 2024, month), errors=errors, **more)  # type: ignore[arg-type]


def test_the_newest_period_is_no_slip_of_the_pen() -> None:
    """A month that one report alone names, far from all others, makes nobody late."""
    reports = [standing_at(f"p{ward}", month) for ward in range(4) for month in (3, 4)]
    odd = [each for each in reports if each.source != "p0-4-0"] + [standing_at("p0", 11)]
    made = Overview.of(odd, [])
    assert made.states == {FilingState.FILED: 3, FilingState.OTHER_PERIOD: 1}
    assert Overview.of([*reports, standing_at("p0", 5)], []).states == {FilingState.FILED: 1, FilingState.NOT_FILED: 3}


def test_wards_of_one_name_under_two_superiors_are_two() -> None:
    """Each has its own report before it; one that names no superior belongs to neither."""
    reports = [standing_at("p1", month, number=place, superior=f"q{place}") for month in (3, 4) for place in (1, 2)]
    assert predecessors(reports) == {("p1-4-1", 0): ("p1-3-1", 0), ("p1-4-2", 0): ("p1-3-2", 0)}
    assert len(Overview.of(reports, []).rows) == 2
    unnamed = [standing_at("p1", 3, superior="q1"), standing_at("p1", 4)]
    assert predecessors(unnamed) == {("p1-4-0", 0): ("p1-3-0", 0)}


def test_of_two_reports_before_none_is_taken() -> None:
    """Which of them counts, nothing says; both are told, the last by its name first."""
    reports = [standing_at("p1", 3), standing_at("p1", 3, number=1), standing_at("p1", 4)]
    assert predecessors(reports) == {}
    made = Overview.of(reports, [])
    assert [[each.source for each in files] for files in made.twice] == [["p1-3-1", "p1-3-0"]]
    assert made.rows[0].change is None


def test_the_order_of_rows() -> None:
    """What cannot be judged comes first, then errors, then warnings, then names, numbers in them by size."""
    reports = [
        standing_at("p2", 4, 0),
        standing_at("p10", 4, 0),
        standing_at("p1", 4, 0, warnings=3),
        standing_at("p9", 4, 2),
        standing_at("p8", 3, 9),
    ]
    unread = [Unread("x.docx", ReadError("broken", "x.docx"))]
    for order in (reports, list(reversed(reports))):
        made = Overview.of(order, unread)
        assert [row.office for row in made.rows] == ["x.docx", "p8", "p9", "p1", "p2", "p10"]
    assert made.rows[2].order < made.rows[3].order
    assert natural("²x") and standing.predecessors([]) == {}
