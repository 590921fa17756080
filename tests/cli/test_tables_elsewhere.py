"""Verbs on forms of tables whose formulas speak of other tables, and whose texts are in one language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.tables.small import STUB, form

ROOT = Path(__file__).resolve().parents[2]
THU_CHI = f"""
[table.thu]
label.vi = "1. Thu"
{STUB}
open = {{ key = "label", total = "Tổng số" }}
columns = [
    {{ id = "b", heading = ["Thực hiện"], over_time = "flow", over_offices = "sum" }},
    {{ id = "phan", heading = ["Tỷ trọng"], kind = "rate", formula = "percent(b, thu[total].b)", over_rows = "none" }},
]
[table.chi]
label.vi = "2. Chi"
{STUB}
open = {{ key = "label", total = "Tổng số" }}
columns = [
    {{ id = "y", heading = ["Đã chi"], over_time = "flow", over_offices = "sum" }},
    {{ id = "r", heading = ["So với thu"], kind = "rate", decimals = 1, formula = "percent(y, thu[total].b)" }},
]
"""
HEAD = """
title.vi = "Báo cáo thử"
languages = ["vi"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0 }
"""
ROWS = (
    "1. Thu",
    "STT|Nội dung|Thực hiện|Tỷ trọng",
    "1|Thuế|8|66,67",
    "2|Phí|4|33,33",
    "|Tổng số|12|",
    "2. Chi",
    "STT|Nội dung|Đã chi|So với thu",
    "1|Lương|6|50,0",
    "|Tổng số|6|50,0",
)


@pytest.fixture
def filed(tmp_path: Path) -> tuple[Path, Path]:
    """A catalogue, and a folder of two months of one office."""
    home, folder = tmp_path / "thu-chi", tmp_path / "files"
    home.mkdir()
    folder.mkdir()
    (home / "edition.toml").write_text(HEAD + THU_CHI, encoding="utf-8")
    for month in (4, 5):
        text = form("Đơn vị báo cáo: Xã A", *ROWS, period=f"THÁNG {month} NĂM 2024")
        (folder / f"{month}.tsv").write_text(text, encoding="utf-8")
    return home, folder


def test_what_rests_on_another_table_is_made_anew(cchc: Callable[..., Any], filed: tuple[Path, Path]) -> None:
    """A share of a total in another table is made anew of what the reports give."""
    home, folder = filed
    told = cchc("rollup", folder, "--catalogue", home, "--period", "quarter")
    assert told.code == 0, told.err
    rows = [line.split() for line in told.out.splitlines()]
    assert ["Thuế", "16", "(2/3)", "66,67", "%", "(2/3)"] in rows
    assert ["Lương", "12", "(2/3)", "50,0", "%", "(2/3)"] in rows


def test_a_form_is_marked_whose_formulas_speak_of_another_table(
    cchc: Callable[..., Any], filed: tuple[Path, Path], tmp_path: Path
) -> None:
    home, folder = filed
    output = tmp_path / "o.xlsx"
    told = cchc("fill", folder / "4.tsv", "-o", output, "--catalogue", home)
    assert told.code in (0, 1), told.err
    book = load_workbook(output)
    assert "Lương" in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_a_folder_is_told_of_in_a_language_that_its_catalogue_has_not(
    cchc: Callable[..., Any], filed: tuple[Path, Path]
) -> None:
    home, folder = filed
    wrong = folder / "5.tsv"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("Lương\t6\t50,0", "Lương\t7\t50,0"), encoding="utf-8")
    told = cchc("check", folder, "--catalogue", home, "--lang", "en")
    assert told.code == 1
    assert "fault of cchc" not in told.err + told.out


def test_an_empty_form_of_tables_is_a_pdf_too(
    cchc: Callable[..., Any], filed: tuple[Path, Path], tmp_path: Path
) -> None:
    output = tmp_path / "t.pdf"
    assert cchc("template", "-o", output, "--catalogue", filed[0]).code == 0
    assert output.read_bytes().startswith(b"%PDF-")


def test_a_form_of_tables_written_as_pdf_says_the_same(cchc: Callable[..., Any], tmp_path: Path) -> None:
    """Also the formulas that its number row prints, which are wider than a column of figures."""
    wrong, output = tmp_path / "w.tsv", tmp_path / "w.pdf"
    example = (ROOT / "examples/table/bieu-06-2026-q1.tsv").read_text(encoding="utf-8")
    wrong.write_text(example.replace("\t355\t", "\t345\t"), encoding="utf-8")
    assert cchc("fill", wrong, "-o", output).code == 0
    found = [json.loads(cchc("check", path, "--format", "json").out)["findings"] for path in (wrong, output)]
    codes = [[(each["code"], each["message"]) for each in findings] for findings in found]
    assert codes[0] == codes[1] != []
