"""The library itself runs in the reader's browser, gives what it gives elsewhere, and needs no network after that."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest

import cchc
from cchc.docs_builder.engine import SNAPSHOT
from cchc.writers.letter import OfficeLetter

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "examples" / "phuong-2024-05.txt"
LINE = "indicators/ho_so_ty_le_dung_han.html"
LONG = 120_000


@pytest.fixture(scope="module")
def expected() -> cchc.Evaluation:
    """What the library here makes of the real report."""
    catalogue = cchc.load_catalogue()
    return catalogue.evaluate(cchc.read_report(REPORT, catalogue))


def check(page: Any, address: str, file: Path | dict[str, Any], language: str = "vi") -> None:
    page.goto(f"{address}{language}/check.html")
    page.set_input_files("#checker-file", file)
    page.wait_for_selector(".checked, .failed", timeout=LONG)


def codes(page: Any) -> list[str]:
    return page.locator(".checked .finding .code").all_text_contents()


def test_the_real_report_is_checked_as_by_the_library(page: Any, address: str, expected: cchc.Evaluation) -> None:
    """The same findings, each under what causes it, and the form's lines below."""
    check(page, address, REPORT)
    assert sorted(codes(page)) == sorted(finding.code for finding in expected.findings)
    assert "phuong-2024-05.txt" in page.locator(".checked").text_content()
    assert page.locator(".checked .marked-form tbody tr").count() == 123
    assert f"{expected.summary.errors} lỗi" in page.locator(".summary").text_content()


def test_what_has_to_be_done_comes_first(page: Any, address: str, expected: cchc.Evaluation) -> None:
    """As on the command line: each cause once, numbered, with its action; findings are folded under it."""
    check(page, address, REPORT)
    told = [cause for cause in expected.causes if cause.severity != cchc.Severity.INFO]
    assert str(len(told)) in page.locator(".to-do").text_content()
    assert page.locator(".cause").count() == len(told)
    for number, cause in enumerate(told, 1):
        text = page.locator(f"#cause-{number}").text_content()
        assert f"{number}. " in text
        assert cause.title["vi"] in text
        assert not cause.action or cause.action["vi"] in text
        assert page.locator(f"#cause-{number} .finding").count() == len(cause.findings)
    assert not page.locator(".cause .finding").first.is_visible()


def test_a_cause_leads_to_its_lines_and_back(page: Any, address: str) -> None:
    """A place to the row of the form; the number there to the finding, which is unfolded."""
    check(page, address, REPORT)
    page.locator("#cause-3 .where a").first.click()
    row = page.locator("tr:target")
    assert row.count() == 1
    row.get_by_role("link", name="3", exact=True).click()
    assert page.locator("#cause-3 .finding:target").is_visible()


def test_chips_leave_only_findings_of_their_severity(page: Any, address: str) -> None:
    """A second press shows all again, and so does a link to what is hidden."""
    check(page, address, REPORT)
    page.click('.summary [data-severity="error"]')
    page.locator(".cause summary").first.click()
    rows = page.locator(".marked-form tbody tr").locator("visible=true")
    assert 0 < rows.count() < 30
    shown = page.locator("#cause-1 .finding").locator("visible=true")
    whole = page.locator("#cause-1 .finding").count()
    assert 0 < shown.count() < whole
    # What is counted is what is shown, and the filter says what it did.
    assert re.findall("[0-9]+", page.locator("#cause-1 summary").text_content()) == [str(shown.count()), str(whole)]
    left = page.locator(".cause").locator("visible=true").count()
    assert re.findall("[0-9]+", page.locator(".filtered").text_content()) == [str(left), str(page.locator(".cause").count())]
    page.click('.summary [data-severity="error"]')
    assert rows.count() == 123
    page.click('.summary [data-severity="error"]')
    page.locator("#cause-1 > .where a").first.click()
    assert page.locator("tr:target").is_visible()


def test_the_checker_speaks_english_too(page: Any, address: str, expected: cchc.Evaluation) -> None:
    check(page, address, REPORT, "en")
    finding = next(finding for finding in expected.findings if finding.code == "CCHC-R037")
    assert finding.message["en"] in page.locator(".checked").text_content()


def test_files_of_every_kind_give_the_same(page: Any, address: str, expected: cchc.Evaluation, tmp_path: Path) -> None:
    """A spreadsheet, comma-separated values and JSON of the same form: the same rules fail."""
    from openpyxl import Workbook

    rows = [line.split("\t") for line in REPORT.read_text(encoding="utf-8").splitlines()]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "form.xlsx")
    with (tmp_path / "form.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (tmp_path / "form.json").write_text(cchc.to_json(expected.report), encoding="utf-8")
    rules = sorted({finding.code for finding in expected.findings if finding.rule})
    for name in ("form.xlsx", "form.csv", "form.json"):
        check(page, address, tmp_path / name)
        assert page.locator(".failed").count() == 0, page.locator(".failed").all_text_contents()
        assert sorted({code for code in codes(page) if code.startswith("CCHC-R")}) == rules


def test_what_is_no_report_is_told_apart(page: Any, address: str, context: Any) -> None:
    """A message, not a broken page."""
    check(page, address, {"name": "x.bin", "mimeType": "application/octet-stream", "buffer": b"\x00\x01\x02"})
    assert page.locator(".failed").text_content()
    assert page.locator(".checked").count() == 0


def test_files_can_be_downloaded(page: Any, address: str, tmp_path: Path, expected: cchc.Evaluation) -> None:
    """The text is the form as written, the spreadsheet has its findings marked; JSON is the library's own."""
    from openpyxl import load_workbook

    check(page, address, REPORT)
    with page.expect_download() as download:
        page.click('[data-download="text"]')
    target = tmp_path / "form.txt"
    download.value.save_as(target)
    catalogue = cchc.load_catalogue()
    again = catalogue.evaluate(cchc.read_report(target, catalogue))
    assert [each.code for each in again.findings] == [each.code for each in expected.findings]
    with page.expect_download() as download:
        page.click('[data-download="xlsx"]')
    download.value.save_as(tmp_path / "checked.xlsx")
    assert load_workbook(tmp_path / "checked.xlsx").worksheets[0].max_row > 123
    with page.expect_download() as download:
        page.click('[data-download="json"]')
    download.value.save_as(tmp_path / "result.json")
    assert json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["schema"] == "cchc.evaluation/2"
    with page.expect_download() as download:
        page.click('[data-download="letter"]')
    assert download.value.suggested_filename.endswith(".docx")
    download.value.save_as(tmp_path / "letter.docx")
    told = ["\n".join(cell.text for row in table.rows for cell in row.cells) for table in docx.Document(str(tmp_path / "letter.docx")).tables]
    (tmp_path / "own.docx").write_bytes(OfficeLetter(expected, "vi").write("docx"))
    own = docx.Document(str(tmp_path / "own.docx")).tables
    assert told == ["\n".join(cell.text for row in table.rows for cell in row.cells) for table in own]


def test_pasted_rows_are_checked(page: Any, address: str, expected: cchc.Evaluation) -> None:
    page.goto(f"{address}vi/check.html")
    page.click(".paste summary")
    page.fill("#checker-text", REPORT.read_text(encoding="utf-8"))
    page.click("#checker-paste")
    page.wait_for_selector(".checked", timeout=LONG)
    assert len(codes(page)) == len(expected.findings)


def test_the_calculator_computes_and_judges(page: Any, address: str) -> None:
    """The value, the calculation, and the rule that what was printed breaks."""
    page.goto(f"{address}vi/{LINE}")
    page.fill('.calculator [name="ho_so_dung_han"]', "886")
    page.fill('.calculator [name="ho_so_da_giai_quyet"]', "893")
    page.fill('.calculator [name="ho_so_ty_le_dung_han"]', "99,21 %")
    page.click(".calculator button")
    page.wait_for_selector(".calculator .answer", timeout=LONG)
    assert "99,22 %" in page.locator(".calculator .answer").text_content()
    assert page.locator(".calculator .finding .code").all_text_contents() == ["CCHC-R003"]
    page.fill('.calculator [name="ho_so_da_giai_quyet"]', "0")
    page.click(".calculator button")
    page.wait_for_function(
        "document.querySelector('.calculator .answer strong')?.textContent === 'mẫu số bằng 0'", timeout=LONG
    )


def test_the_calculator_answers_while_one_types(page: Any, address: str) -> None:
    """By itself, without the engine; what may be read two ways waits for the library."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}vi/{LINE}")
    page.fill('.calculator [name="ho_so_dung_han"]', "886")
    told = page.locator(".calculator .instant")
    for whole, answer in (("893", "= 99,22 %"), ("0", "= mẫu số bằng 0"), ("", "= thiếu số liệu thành phần"), ("1.234", "")):
        page.fill('.calculator [name="ho_so_da_giai_quyet"]', whole)
        assert told.text_content() == answer
    assert not [name for name in loaded if "/engine/" in name]


def loads_the_engine(page: Any, address: str) -> bool:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return any("/engine/" in name for name in loaded)


def test_the_engine_comes_while_the_checker_s_reader_reads(page: Any, address: str) -> None:
    """Other pages wait for a question."""
    assert not loads_the_engine(page, f"{address}vi/{LINE}")
    assert loads_the_engine(page, f"{address}vi/check.html")


def test_a_connection_that_is_to_be_spared_waits_for_a_file(page: Any, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    assert not loads_the_engine(page, f"{address}vi/check.html")
    check(page, address, REPORT)


def test_the_engine_goes_on_where_its_snapshot_left_off(site: Path) -> None:
    """A browser that could not take it up would have an error to tell, in every test here."""
    manifest = json.loads((site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["snapshot"] == SNAPSHOT
    assert (site / "engine" / SNAPSHOT).stat().st_size < 13_000_000


def test_without_a_snapshot_the_engine_starts_from_the_beginning(browser: Any, spoilt: str) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.type))
    check(page, spoilt, REPORT)
    assert codes(page)
    assert "error" in told
    page.close()


def test_every_percentage_stands_beside_what_it_comes_to(
    page: Any, address: str, expected: cchc.Evaluation
) -> None:
    """The command line's table, each row leading to its line."""
    check(page, address, REPORT)
    told = subprocess.run(
        [sys.executable, "-m", "cchc", "check", "--lang", "vi", REPORT], capture_output=True, text=True, check=False
    )
    rows = page.locator(".rates tbody tr")
    assert rows.count() == sum(line.kind.is_rate for line in expected.edition.indicators.values())
    for place in range(rows.count()):
        path, _, printed, computed, verdict = rows.nth(place).locator("td").all_text_contents()
        line = next(line for line in told.stdout.splitlines() if line.split("  ")[0] == path)
        assert line.endswith(verdict)
        assert printed in line and computed in line
    rows.first.locator("a").click()
    assert page.locator(".marked-form tr:target .code").text_content()


def test_it_works_without_a_network_after_the_first_time(page: Any, address: str, context: Any) -> None:
    """Reload offline, check again."""
    check(page, address, REPORT)
    page.wait_for_selector('#checker[data-ready="true"]', timeout=LONG)
    context.set_offline(True)
    page.reload()
    page.set_input_files("#checker-file", REPORT)
    page.wait_for_selector(".checked", timeout=LONG)
    assert codes(page)
    # What the answer leads to was kept with it; what nobody read says so, and is no error of the browser.
    for link in {page.locator(".checked .finding a.code").first.get_attribute("href"), page.locator(".checked td.label a").first.get_attribute("href")}:
        assert page.goto(link).status == 200
    page.goto(f"{address}vi/glossary.html")
    assert "chưa được lưu trên máy" in page.locator("h1").first.text_content()


def test_the_checked_form_has_no_serious_barrier(page: Any, address: str, axe: str) -> None:
    check(page, address, REPORT)
    page.evaluate(axe)
    found = page.evaluate("axe.run().then((result) => result.violations)")
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


def test_the_checked_form_fits_a_phone(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    check(page, address, REPORT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_checked_form_is_printed_across_the_sheet(page: Any, address: str) -> None:
    """Causes and form alike, from edge to edge: a browser takes its width from the first sheet."""
    check(page, address, REPORT)
    with pdfium.PdfDocument(page.pdf(prefer_css_page_size=True)) as printed:
        for sheet in (printed[0], printed[1]):
            width, height = sheet.get_size()
            assert width > height
            drawn = [thing.get_bounds() for thing in sheet.get_objects() if thing.type != pdfium.raw.FPDF_PAGEOBJ_FORM]
            assert max(right for left, _, right, _ in drawn if right - left < 0.9 * width) > 0.9 * width


def test_several_files_are_one_table_that_opens_each(page: Any, address: str, expected: cchc.Evaluation) -> None:
    """Who needs it most first, as the command line; the report of a row is told under the table."""
    folder = ROOT / "examples" / "wards" / "2023-02"
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}vi/check.html")
    page.set_input_files("#checker-file", [REPORT, *sorted(folder.iterdir())])
    page.wait_for_selector(".wards, .failed", timeout=LONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    rows = page.locator(".wards tbody tr")
    assert rows.count() == 4
    button = page.get_by_role("button", name=REPORT.name, exact=True)
    assert rows.first.locator("button").text_content() == REPORT.name
    button.click()
    page.wait_for_selector(".checked", timeout=LONG)
    assert len(codes(page)) == len(expected.findings)
    assert rows.count() == 4
