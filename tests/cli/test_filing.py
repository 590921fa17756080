"""What `fill`, `template` and `convert` write is what was asked for, and reads back as the same report."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc import load_catalogue, read_report

REPORT = "examples/phuong-2024-05.txt"
BEGINNINGS = {
    ".xlsx": b"PK", ".html": b"<!doctype html>", ".pdf": b"%PDF-", ".json": b"{",
    ".txt": "**PHỤ LỤC 3**  \n**BÁO CÁO CẢI CÁCH HÀNH CHÍNH".encode(),
    ".csv": "\ufeffTT,Nội dung".encode(),
}  # fmt: skip
ROUND = (".xlsx", ".html", ".pdf", ".csv", ".json", ".txt")


def told(path: Path | str) -> object:
    """What is found in a report, without places; texts that list places are left out."""
    evaluation = load_catalogue().evaluate(read_report(path))
    findings = [(each.code, each.indicators, each.severity) for each in evaluation.findings]
    report = evaluation.report
    return dict(evaluation.values), findings, report.title, report.period, report.prepared_by, report.signed_by


@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_convert_writes_every_kind(cchc: Callable, tmp_path: Path, suffix: str) -> None:
    """The ending of the output's name decides what is written."""
    output = tmp_path / f"bao-cao{suffix}"
    assert cchc("convert", REPORT, "-o", output).code == 0
    data = output.read_bytes()
    assert data.startswith(BEGINNINGS[suffix])


@pytest.mark.parametrize("suffix", ROUND)
def test_what_was_converted_is_the_same_report(cchc: Callable, tmp_path: Path, root: Path, suffix: str) -> None:
    """A report as another kind of file has the same values, findings, title and signatories."""
    output = tmp_path / f"bao-cao{suffix}"
    cchc("convert", REPORT, "-o", output)
    assert told(output) == told(root / REPORT)


@pytest.mark.parametrize("suffix", ROUND)
def test_a_line_that_is_missing_stays_missing(cchc: Callable, tmp_path: Path, root: Path, suffix: str) -> None:
    """What is wrong with a form is wrong with every file that it is converted to: nothing is put in, or vanishes."""
    lines = (root / REPORT).read_text(encoding="utf-8").split("\n")
    lost = [line for line in lines if "Số cuộc thi" not in line]
    torn, output = tmp_path / "bao-cao.txt", tmp_path / f"khac{suffix}"
    torn.write_text("\n".join([*lost[:40], "-\tSố ca sĩ của phường\t5\tNgười\t", *lost[40:]]), encoding="utf-8")
    assert cchc("convert", torn, "-o", output).code == 0
    assert told(output) == told(torn)
    codes = [each.code for each in load_catalogue().evaluate(read_report(output)).findings]
    assert {"CCHC-F001", "CCHC-F003"} <= set(codes)


@pytest.mark.parametrize("first", ROUND)
@pytest.mark.parametrize("second", [".xlsx", ".txt"])
def test_conversions_can_be_chained(cchc: Callable, tmp_path: Path, root: Path, first: str, second: str) -> None:
    """A to B to C says what A says."""
    one, two = tmp_path / f"one{first}", tmp_path / f"two{second}"
    cchc("convert", REPORT, "-o", one)
    cchc("convert", one, "-o", two)
    assert told(two) == told(root / REPORT)


def test_a_table_comes_with_its_description(cchc: Callable, tmp_path: Path) -> None:
    """Beside a .csv lies its data package, which names it."""
    cchc("convert", REPORT, "-o", tmp_path / "thang-5.csv")
    package = json.loads((tmp_path / "thang-5.datapackage.json").read_text(encoding="utf-8"))
    assert package["resources"][0]["path"] == "thang-5.csv"
    assert package["period"] == {"start": "2024-04-15", "end": "2024-05-14"}


@pytest.mark.parametrize("suffix", [".xlsx", ".html", ".pdf"])
def test_fill_gives_the_form_back(cchc: Callable, tmp_path: Path, suffix: str) -> None:
    """Spreadsheet and printable page are written with findings; other kinds cannot be marked."""
    output = tmp_path / f"bao-cao.checked{suffix}"
    assert cchc("fill", REPORT, "-o", output).code == 0
    assert len(output.read_bytes()) > 20_000
    refused = cchc("fill", REPORT, "-o", tmp_path / "a.csv")
    assert (refused.code, ".xlsx" in refused.err) == (2, True)


def test_standard_output_needs_a_kind(cchc: Callable) -> None:
    """Writing to "-" takes --to; without it the kinds are named."""
    assert json.loads(cchc("convert", REPORT, "-o", "-", "--to", "json").out)["schema"] == "cchc.report/1"
    assert cchc("convert", REPORT, "-o", "-", "--to", ".html").out.startswith("<!doctype html>")
    refused = cchc("convert", REPORT, "-o", "-", "--lang", "en")
    assert (refused.code, "--to (json, xlsx" in refused.err) == (2, True)
    assert cchc("convert", REPORT, "-o", "-", "--to", "exe").code == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_template_is_the_empty_form(cchc: Callable, tmp_path: Path, language: str) -> None:
    """The template names period and office if they are told, and refuses what is no period."""
    output = tmp_path / "form.xlsx"
    about = ("--period", "quý II năm 2024", "--office", "UBND phường Định Công")
    assert cchc("template", "-o", output, *about, "--lang", language).code == 0
    report = read_report(output)
    assert (report.title, report.office) == ("BÁO CÁO CẢI CÁCH HÀNH CHÍNH QUÝ II NĂM 2024", "UBND phường Định Công")
    refused = cchc("template", "-o", output, "--period", "hôm qua")
    assert (refused.code, "hôm qua" in refused.err) == (2, True)


def test_template_without_a_period_is_the_form_of_today_and_says_so(cchc: Callable, tmp_path: Path) -> None:
    """A ward that fills in a form today is not handed the one that ended; a named one is given as asked."""
    form, day = tmp_path / "form.xlsx", dt.date.today()  # noqa: DTZ011 - the day at this desk
    told = " ".join(cchc("template", "-o", form, "--lang", "vi").out.split())
    today = load_catalogue().in_force(day)
    assert today.id != "phuong-2024"
    assert today.id in told
    assert f"{day:%d/%m/%Y}" in told

    def given(*arguments: str) -> str:
        return " ".join(cchc("template", "-o", form, "--force", "--lang", "en", *arguments).out.split())

    assert "phuong-2024: asked for by its name" in given("--edition", "phuong-2024")
    for month in ("tháng 5 năm 2020", "2020-05", "5/2020"):
        assert "phuong-2024: no edition is in force on 31/05/2020" in given("--period", month)


def test_words_in_the_file_follow_the_language(cchc: Callable, tmp_path: Path) -> None:
    """Notes speak the language asked for; the form itself stays as it is."""
    cchc("fill", REPORT, "-o", tmp_path / "a.html", "--lang", "en")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Plan completion rate" in page
    assert "Tỷ lệ hoàn thành so với Kế hoạch" in page


def test_of_a_document_lines_are_named_as_the_form_does(cchc: Callable, real_report: Path, tmp_path: Path) -> None:
    """Nobody counts the rows of a table in a document."""
    document = tmp_path / "báo cáo.docx"
    assert cchc("convert", real_report, "-o", document).code == 0
    told = cchc("check", document, "--lang", "vi").out
    assert "#1!" not in told
    assert "ở mục I.1.2–I.1.4" in told
    assert "ở mục II.2.1.1 (1 chỗ báo)" in told
