"""`cchc rollup` on forms of tables: as text, CSV, JSON, a page and a workbook, with what is not given told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.tables.forms import BIEU_06

REPORT = Path(__file__).resolve().parents[2] / "examples" / "phuong-2024-05.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The two quarters of an office, and the second of another, which lists one field less."""
    inside = tmp_path / "quý"
    inside.mkdir()
    for number, text in enumerate(BIEU_06.periods, start=1):
        (inside / f"quý {number}.tsv").write_text(text, encoding="utf-8")
    lines = BIEU_06.periods[1].replace("UBND xã Lũng Cao", "UBND xã Khác").split("\n")
    (inside / "khác.tsv").write_text("\n".join(line for line in lines if "\tĐất đai\t" not in line), encoding="utf-8")
    return inside


def test_the_half_year_is_shown_as_the_form_has_it(cchc: Callable[..., Any], folder: Path) -> None:
    """Offices one by one, columns by their numbers; what is incomplete says so, what is not there says why."""
    told = cchc("rollup", folder, "--period", "half_year", "-i", "tiep_nhan", "-i", "b06.truc_tuyen", "--lang", "vi")
    assert told.code == 0
    assert "UBND xã Lũng Cao, 6 tháng (1) 2026: có 2/2 báo cáo" in told.out
    assert "3.376" in told.out
    khac = told.out[told.out.index("UBND xã Khác") : told.out.index("UBND xã Lũng Cao")]
    assert "241 (1/2)" in khac
    assert "Đất đai" not in khac
    assert "(3): thiếu số liệu thành phần" in khac
    legend = told.out[told.out.rindex("\n\n") :].replace("\n", " ")
    assert "(3) Số lượng hồ sơ tiếp nhận › Tổng số" in legend
    assert "“12 (2/3)”: 2 trong 3 báo cáo có số này" in legend
    closing = cchc("rollup", folder / "quý 1.tsv", "--period", "half_year", "-i", "dang_giai_quyet", "--lang", "en")
    assert "there is no report of the period whose figure stands" in closing.out


def test_csv_and_json_have_each_figure_with_how_many_give_it(cchc: Callable[..., Any], folder: Path) -> None:
    """The same rows; numbers at their decimals."""
    asked = ("rollup", folder, "--period", "half_year")
    rows = list(csv.DictReader(io.StringIO(cchc(*asked, "-f", "csv").out)))
    data = json.loads(cchc(*asked, "-f", "json").out)
    assert [(row["row"], row["column"], row["value"]) for row in rows] == [
        (each["row"], each["column"], "" if each["value"] is None else str(each["value"])) for each in data
    ]
    found = {(row["office"], row["row"], row["column"]): row for row in rows}
    assert found["UBND xã Lũng Cao", "total", "ty_le_dung_han"]["value"] == "99.08"
    assert found["UBND xã Lũng Cao", "total", "tiep_nhan"]["period"] == "2026-H1"
    other = found["UBND xã Khác", "total", "truc_tuyen"]
    assert (other["given"], other["of"]) == ("1", "2")


def test_a_workbook_and_a_page(cchc: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    """A sheet an office: numbers are numbers, and a note tells what is incomplete."""
    for name, form in (("tổng hợp.xlsx", "xlsx"), ("tổng hợp.html", "html")):
        assert cchc("rollup", folder, "--period", "half_year", "-f", form, "-o", tmp_path / name).code == 0
    book = openpyxl.load_workbook(tmp_path / "tổng hợp.xlsx")
    other, own = book.worksheets
    assert own["A1"].value == "UBND xã Lũng Cao, 6 tháng (1) 2026: có 2/2 báo cáo"
    assert (own["B5"].value, own["C5"].value) == ("Hộ tịch", 521)
    heights = [own.row_dimensions[row].height for row in (3, 4, 5)]
    assert heights[0] > heights[1] > heights[2]  # long headings, a printed formula, one line
    assert (own["C3"].fill.fgColor.rgb, own["C5"].border.left.style) == ("FFD9E2F0", "thin")
    assert other["D5"].comment is not None
    assert "1/2" in other["D5"].comment.text
    page = (tmp_path / "tổng hợp.html").read_text(encoding="utf-8")
    assert "3.376" in page
    assert "99,08 %" in page


def test_by_the_office_above(cchc: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    """With a table of offices, quarter by quarter without a period asked for."""
    offices = tmp_path / "offices.csv"
    offices.write_text(
        "office,level,parent\nUBND xã Lũng Cao,xã,Tỉnh\nUBND xã Khác,xã,Tỉnh\nTỉnh,tỉnh,\n", encoding="utf-8"
    )
    told = cchc("rollup", folder, "--by", "tỉnh", "--offices", offices, "-f", "csv", "-i", "tiep_nhan")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert {(row["office"], row["period"]) for row in rows} == {("Tỉnh", "2026-Q1"), ("Tỉnh", "2026-Q2")}


def test_what_cannot_be_put_together_is_refused(cchc: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    """Lines and tables in one CSV or one picture, a column that the form has not."""
    assert "báo cáo" in cchc("rollup", folder, REPORT, "-f", "csv", "--lang", "vi").err
    both = cchc("rollup", folder, REPORT, "--lang", "vi")
    assert both.code == 0
    assert "TỔNG SỐ" in both.out
    assert "I.1.4" in both.out
    assert cchc("rollup", folder, REPORT, "--picture", tmp_path / "a.svg").code == 2
    for refused in (
        ("rollup", folder, "-i", "tiep_nhn"),
        ("rollup", folder, "--period", "month"),
    ):
        done = cchc(*refused)
        assert (done.code, done.out) == (2, "")
        assert done.err


def test_a_file_given_twice_counts_once(cchc: Callable[..., Any], folder: Path) -> None:
    """By itself and in its folder; a copy of it, too, which is told."""
    once = cchc("rollup", folder, "--lang", "vi")
    assert cchc("rollup", folder, folder / "quý 1.tsv", "--lang", "vi") == once
    (folder / "bản chép.tsv").write_bytes((folder / "quý 1.tsv").read_bytes())
    copied = cchc("rollup", folder, "--lang", "vi")
    assert (copied.code, copied.out) == (once.code, once.out)
    assert "giống hệt nhau" in copied.err


@pytest.mark.parametrize("verb", ["rollup", "figures"])
def test_of_many_files_the_one_at_fault_is_named(cchc: Callable, tmp_path: Path, real_report: Path, verb: str) -> None:
    """Of JSON that does not keep to its schema both the file and the place in it are told."""
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"schema": "cchc.evaluation/2", "edition": "x", "report": {}}', encoding="utf-8")
    done = cchc(verb, real_report, wrong, "--lang", "en")
    assert done.code == 2
    assert f"error: {wrong}: $.report" in done.err


def test_every_report_of_a_file_counts(cchc: Callable[..., Any], tmp_path: Path) -> None:
    """Two quarters one under the other are two reports, as they are to `check`; only the first was added up."""
    file = tmp_path / "hai quý.tsv"
    file.write_text(BIEU_06.right, encoding="utf-8")
    told = cchc("rollup", file, "--period", "half_year", "-i", "tiep_nhan", "--lang", "vi")
    assert "UBND xã Lũng Cao, 6 tháng (1) 2026: có 2/2 báo cáo" in told.out
    assert "3.376" in told.out
    assert cchc("rollup", file, file, "--period", "half_year", "-i", "tiep_nhan", "--lang", "vi").out == told.out
    rows = list(csv.DictReader(io.StringIO(cchc("figures", file).out)))
    assert {row["period"] for row in rows} == {"2026-Q1", "2026-Q2"}


def test_offices_of_tables_are_known_however_they_are_written(cchc: Callable[..., Any], folder: Path) -> None:
    """As those of lines are: in full, in short, in capitals; they counted for no office above them."""
    offices = folder.parent / "offices.csv"
    offices.write_text("office,level,parent\nXã Lũng Cao,xã,Tỉnh\nxã khác,xã,Tỉnh\nTỉnh,tỉnh,\n", encoding="utf-8")
    asked = ("rollup", folder, "--by", "tỉnh", "--offices", offices, "-i", "tiep_nhan", "-f", "csv")
    assert {row["office"] for row in csv.DictReader(io.StringIO(cchc(*asked).out))} == {"Tỉnh"}


def test_the_silent_lack_in_every_format(cchc: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    """A commune that never files is named, and each figure says of how many it is, and in what state."""
    offices = tmp_path / "offices.csv"
    names = ("Xã Lũng Cao", "Xã Khác", "Xã Im")
    offices.write_text(
        "office,level,parent\n" + "".join(f"{each},xã,Tỉnh\n" for each in names) + "Tỉnh,tỉnh,\n", "utf-8"
    )
    asked = ("rollup", folder, "--by", "tỉnh", "--offices", offices, "--period", "half_year", "-i", "truc_tuyen")
    missing = "Chưa nộp đủ báo cáo: Xã Khác (Quý 1/2026); Xã Im (Quý 1/2026, Quý 2/2026)."
    text = cchc(*asked, "--lang", "vi").out
    assert missing in text
    assert "Tỉnh, 6 tháng (1) 2026: có 3/6 báo cáo" in text
    assert "(3/6)" in text
    assert missing in cchc(*asked, "-f", "html", "--lang", "vi").out
    rows = json.loads(cchc(*asked, "-f", "json").out)
    assert {(row["of"], row["offices_expected"], row["state"]) for row in rows} == {(6, 3, "partial")}
    assert {(row["reports"], row["reports_expected"], row["reports_past_due"]) for row in rows} == {(3, 6, None)}
    assert cchc(*asked, "-o", tmp_path / "a.xlsx", "--lang", "vi").code == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A2"].value == missing


def test_nobody_knows_what_strangers_were_to_report(cchc: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    """Of offices that the table does not have the figures are given, and not called whole."""
    offices = tmp_path / "offices.csv"
    offices.write_text("office,level,parent\nXã Lạ,xã,Tỉnh\nTỉnh,tỉnh,\n", encoding="utf-8")
    asked = ("rollup", folder, "--by", "tỉnh", "--offices", offices, "-i", "truc_tuyen")
    assert "(1/?)" in cchc(*asked, "--lang", "vi").out
    assert {row["state"] for row in json.loads(cchc(*asked, "-f", "json").out)} == {"unknown"}


def test_late_reports_of_tables_are_told(cchc: Callable[..., Any], tmp_path: Path) -> None:
    """By form and period, and counted beside the reports of each office."""
    folder = tmp_path / "quý"
    folder.mkdir()
    for name, day in (("UBND xã Lũng Cao", "ngày 20/3/2026"), ("UBND xã Khác", "ngày 25 tháng 3 năm 2026")):
        text = BIEU_06.periods[0].replace("UBND xã Lũng Cao", name) + f"\n\nLũng Cao, {day}\n"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    asked = ("rollup", folder, "-i", "truc_tuyen", "--due", "20")
    told = " ".join(cchc(*asked, "--lang", "vi").out.split())
    assert "hạn nộp ngày 20/03/2026: nộp muộn: UBND xã Khác (quá hạn nộp 5 ngày, ghi ngày 25/03/2026)" in told
    assert "UBND xã Khác, Quý 1/2026: có 1/1 báo cáo; 1 báo cáo nộp muộn" in told
    rows = json.loads(cchc(*asked, "-f", "json").out)
    assert {(row["office"], row["reports_past_due"], row["reports_undated"]) for row in rows} == {
        ("UBND xã Lũng Cao", 0, 0),
        ("UBND xã Khác", 1, 0),
    }


def test_rows_are_asked_for_by_their_names(cchc: Callable[..., Any], folder: Path) -> None:
    """By label, however it is written, or as the total; every other row is left out."""
    for asked, rows in (
        ("b06[Đất đai].tiep_nhan", {"Đất đai"}),
        ("b06[đất đai].tiep_nhan", {"Đất đai"}),
        ("b06[total].tiep_nhan", {"total"}),
    ):
        data = json.loads(cchc("rollup", folder, "-i", asked, "-f", "json").out)
        assert {(row["row"], row["column"]) for row in data} == {(row, "tiep_nhan") for row in rows}
    both = json.loads(
        cchc("rollup", folder, "-i", "b06[total].tiep_nhan", "-i", "b06[Đất đai].tiep_nhan", "-f", "json").out
    )
    assert {row["row"] for row in both} == {"Đất đai", "total"}
    told = cchc("rollup", folder, "-i", "b06[Đất đai].tiep_nhan", "--lang", "vi").out
    assert "Đất đai" in told
    assert "TỔNG SỐ" not in told


def test_a_picture_of_a_table(cchc: Callable[..., Any], folder: Path, tmp_path: Path, drawn: dict[str, Any]) -> None:
    """Of one period a ranking, of several a trend: the total, unless a row is named; what is partial and who is silent
    shows."""
    offices = tmp_path / "offices.csv"
    names = ("Xã Lũng Cao", "Xã Khác", "Xã Im")
    offices.write_text(
        "office,level,parent\n" + "".join(f"{each},xã,Tỉnh\n" for each in names) + "Tỉnh,tỉnh,\n", "utf-8"
    )
    asked = ("rollup", folder, "--offices", offices, "--picture", tmp_path / "a.svg", "--lang", "vi")
    assert cchc(*asked, "--period", "half_year", "-i", "truc_tuyen").code == 0
    assert drawn["title"].endswith("Trực tuyến – TỔNG SỐ")
    assert {bar.name: (bar.value is None, str(bar.state)) for bar in drawn["bars"]} == {
        "Xã Lũng Cao": (False, "complete"),
        "Xã Khác": (False, "partial"),
        "Xã Im": (True, "unknown"),
    }
    assert drawn["subtitle"] == "6 tháng (1) 2026; 3/6 báo cáo có số này; gạch chéo: chưa đủ số liệu"
    assert cchc(*asked, "--period", "half_year", "-i", "dang_giai_quyet", "--force").code == 0
    assert "2/3 báo cáo" in drawn["subtitle"]
    assert cchc(*asked, "-i", "b06[Đất đai].truc_tuyen", "--force").code == 0
    assert drawn["periods"] == ["Quý 1/2026", "Quý 2/2026"]
    assert drawn["title"].endswith("Trực tuyến – Đất đai")
    assert drawn["series"]["Xã Khác"] == [None, None]
    assert None not in drawn["series"]["Xã Lũng Cao"]


def test_a_picture_says_which_row_it_needs(cchc: Callable[..., Any], root: Path, tmp_path: Path) -> None:
    """Where no total has the column, nothing is chosen in silence."""
    file = root / "catalogue" / "qd-766-xa" / "right.tsv"
    asked = ("rollup", file, "--picture", tmp_path / "a.svg", "--lang", "vi", "-i")
    done = cchc(*asked, "ty_le")
    assert done.code == 2
    assert "hãy nêu hàng cần vẽ: qd766[…].ty_le" in done.err
    assert not (tmp_path / "a.svg").exists()
    assert cchc(*asked, "qd766[Tỷ lệ hồ sơ nộp trực tuyến].ty_le").code == 0
    assert (tmp_path / "a.svg").exists()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the last picture was drawn of."""
    from cchc.batch.pictures import pictures

    told: dict[str, Any] = {}

    def remembered(draw: Callable[..., Any], first: tuple[str, ...]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            told.update(zip(first, given, strict=True))
            told.update(named)
            return draw(*given, **named)

        return call

    monkeypatch.setattr(pictures, "ranking", remembered(pictures.ranking, ("bars",)))
    monkeypatch.setattr(pictures, "trend", remembered(pictures.trend, ("series", "periods")))
    return told


def test_reports_that_name_no_superior_are_not_added_up_by_one(cchc: Callable, tmp_path: Path) -> None:
    """They belong to none, and what is lacking is told with the way out; by a table of offices they are."""
    wards = tmp_path / "wards"
    assert cchc("sample", wards, "--edition", "bieu-06-2020", "--offices", 2, "--months", 1).code == 0
    done = cchc("rollup", wards, "--by", "district", "--lang", "en")
    assert "no report names the office above it; add a table of offices" in done.err
    assert "belongs to no office" in done.out
    told = cchc("rollup", wards, "-f", "csv").out.splitlines()[1:]
    names = sorted({line.split(",")[0] for line in told})
    offices = tmp_path / "offices.csv"
    rows = [f"{name},ward,Huyện X" for name in names]
    offices.write_text("office,level,parent\n" + "\n".join([*rows, "Huyện X,district,"]), encoding="utf-8")
    assert "Huyện X" in cchc("rollup", wards, "--by", "district", "--offices", offices, "-f", "csv").out
