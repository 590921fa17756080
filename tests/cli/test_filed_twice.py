"""An office that has filed for one period twice: which of its files counts is told, and nothing is held up by it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.test_overview import LETTERHEAD

from cchc.filed.repeated import Telling, counting

DAY = 86_400


@pytest.fixture
def folder(real_report: Path, tmp_path: Path) -> Path:
    """Two offices in April and May; in May one has mended its report, the other's cannot be read."""
    real = real_report.read_text(encoding="utf-8")
    better = real.replace("2/166 = 1,23% (Liên thông)", "2/166 = 1,20% (Liên thông)")
    title = "**BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024**"
    for name, text, office, month in (
        ("thang-4/p1.txt", real, "UBND phường 1", 4),
        ("thang-4/p2.txt", real, "UBND phường 2", 4),
        ("thang-5/p1.txt", real, "UBND phường 1", 5),
        ("thang-5/p1-đã sửa.txt", better, "PHƯỜNG 1", 5),
    ):
        path = tmp_path / "nộp" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(title, LETTERHEAD.format(office=office, month=month)), encoding="utf-8")
    (tmp_path / "nộp/thang-5/bao cao phuong 2.docx").write_bytes(b"PK\x03\x04 ?")
    return tmp_path / "nộp"


def files(folder: Path, *names: str, days: int = 1) -> list[tuple[str, int]]:
    """Files that say something else each, saved so many days apart."""
    places = []
    for number, name in enumerate(names):
        path = folder / name
        path.write_text(name, encoding="utf-8")
        os.utime(path, (1_700_000_000 + number * days * DAY,) * 2)
        places.append((str(path), 0))
    return places


@pytest.mark.parametrize(
    ("names", "days", "chosen", "by"),
    [
        (("p1.xlsx", "p1 sua lai.xlsx"), 0, "p1 sua lai.xlsx", Telling.NAMED),
        (("p1-SỬA.xlsx", "p1.xlsx"), 3, "p1-SỬA.xlsx", Telling.NAMED),
        (("p1 lần 2.xlsx", "p1 lần 3.xlsx", "p1.xlsx"), 1, "p1 lần 3.xlsx", Telling.LATER),
        (("z.xlsx", "a.xlsx"), 1, "a.xlsx", Telling.LATER),
        (("a.xlsx", "z.xlsx"), 0, "z.xlsx", Telling.LAST),
        # "sua" in a longer word says nothing.
        (("phuong-suoi-sua-lan.xlsx", "phuong-xsuax.xlsx"), 0, "phuong-suoi-sua-lan.xlsx", Telling.NAMED),
        (("truongsua.xlsx", "truong.xlsx"), 0, "truongsua.xlsx", Telling.LAST),
    ],
)
def test_what_tells_the_file_that_counts(
    tmp_path: Path, names: tuple[str, ...], days: int, chosen: str, by: Telling
) -> None:
    """Its name, then the day on which it was saved; the order in which files are given makes no difference."""
    places = files(tmp_path, *names, days=days)
    for order in (places, places[::-1]):
        found = counting(order)
        assert (Path(found.counts[0]).name, found.by) == (chosen, by)
        assert {found.counts, *found.others} == set(places)


def test_files_that_are_the_same_are_one(tmp_path: Path) -> None:
    for name in ("p1.txt", "p1-sua-lai.txt"):
        (tmp_path / name).write_text("một", encoding="utf-8")
    found = counting([(str(tmp_path / name), 0) for name in ("p1-sua-lai.txt", "p1.txt")])
    assert (Path(found.counts[0]).name, found.by) == ("p1.txt", Telling.ALIKE)


def test_what_is_no_file_is_told_by_its_name() -> None:
    """As in a browser, where there are only names."""
    assert counting([("b.txt", 0), ("a.txt", 0), ("a.txt", 1)]).counts == ("b.txt", 0)


def test_the_table_has_one_row_an_office(cchc: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The file that counts is shown; one that cannot be read is told in the row of the office that it is called by."""
    monkeypatch.chdir(folder)
    done = cchc("check", ".", "--lang", "vi")
    rows = [line for line in done.out.splitlines() if line.startswith(("UBND", "PHƯỜNG"))]
    assert [(row.split("  ")[0], "nộp 2 lần" in row, "không đọc được" in row) for row in rows[:2]] == [
        ("UBND phường 2", False, True),
        ("PHƯỜNG 1", True, False),
    ]
    assert "chưa nộp" not in done.out
    told = " ".join(done.out.split())
    assert "nộp 2 lần; lấy thang-5/p1-đã sửa.txt (21 lỗi), vì tên tệp cho biết đây là bản sửa" in told


def test_it_is_added_up_once(cchc: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A roll-up takes the report that counts and says which; no place in JSON is told to a person."""
    monkeypatch.chdir(folder / "thang-5")
    done = cchc("rollup", ".", "--lang", "vi")
    assert done.code == 2
    assert "nộp 2 lần; lấy p1-đã sửa.txt (21 lỗi)" in done.err
    assert "$" not in done.err
    assert done.out == cchc("rollup", "p1-đã sửa.txt", "--lang", "vi").out


def test_its_letter_is_on_the_file_that_counts(
    cchc: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    """One letter, which names the file, so that the office can object."""
    monkeypatch.chdir(folder)
    done = cchc("letter", ".", "-o", str(tmp_path / "phiếu"), "--to", "text", "--lang", "vi")
    assert [path.name for path in sorted((tmp_path / "phiếu").iterdir())] == ["phuong-1-2024-05.txt"]
    assert "nộp 2 lần" in done.out
    text = " ".join((tmp_path / "phiếu/phuong-1-2024-05.txt").read_text(encoding="utf-8").split())
    assert "phiếu này xét tệp “p1-đã sửa.txt”" in text


def test_the_period_stands_over_the_table(
    cchc: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    """In every kind of file."""
    monkeypatch.chdir(folder)
    for name in ("t.xlsx", "t.html"):
        assert cchc("check", ".", "-o", str(tmp_path / name), "--lang", "vi").code == 2
    title = "Tình hình nộp và chất lượng báo cáo, kỳ T5/2024"
    sheet = load_workbook(io.BytesIO((tmp_path / "t.xlsx").read_bytes())).worksheets[0]
    assert sheet["A1"].value == title
    assert f"<h1>{title}</h1>" in (tmp_path / "t.html").read_text(encoding="utf-8")
