"""PDF files are read in the browser as they are elsewhere, by PDFium, which comes with the first of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cchc

ROOT = Path(__file__).resolve().parents[2]
LONG = 240_000
PDFS = sorted([*(ROOT / "tests" / "corpus").glob("*.pdf"), *(ROOT / "tests" / "field" / "files").glob("*.pdf")])
XLS = ROOT / "tests" / "corpus" / "libreoffice-rates-as-percent.xls"


def choose(page: Any, *files: Path | dict[str, Any]) -> None:
    """Hand files to the checker, and wait for what it says."""
    page.evaluate("document.getElementById('checker-result').replaceChildren()")
    page.set_input_files("#checker-file", list(files))
    page.wait_for_selector(".checked, .wards, .failed", timeout=LONG)
    assert page.locator(".failed").count() == 0, page.locator(".failed").all_text_contents()


def told(page: Any, target: Path) -> dict[str, Any]:
    """The evaluation as the page gives it."""
    with page.expect_download() as download:
        page.click('[data-download="json"]')
    download.value.save_as(target)
    answer: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return answer


def expected(file: Path) -> dict[str, Any]:
    """The same by the library here."""
    catalogue = cchc.load_catalogue()
    evaluation = catalogue.evaluate(cchc.read_report(file.read_bytes(), catalogue, name=file.name))
    answer: dict[str, Any] = json.loads(cchc.to_json(evaluation, language="vi"))
    return answer


def test_a_pdf_is_read_as_on_the_command_line(page: Any, address: str, tmp_path: Path) -> None:
    """Value by value, finding by finding, for each PDF at hand; so is an old spreadsheet."""
    page.goto(f"{address}vi/check.html")
    assert len(PDFS) > 5
    for file in (*PDFS, XLS):
        choose(page, file)
        assert told(page, tmp_path / "told.json") == expected(file), file.name


def test_pdfium_comes_with_the_first_pdf_alone(page: Any, address: str) -> None:
    """Nobody waits for it who has none."""
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url.rsplit("/", 1)[1]))
    page.goto(f"{address}vi/check.html")
    choose(page, XLS)
    assert "pdfium.wasm" not in loaded
    for _ in range(2):
        choose(page, PDFS[0])
    assert loaded.count("pdfium.wasm") == 1


def test_a_pdf_stands_in_the_table_of_offices(page: Any, address: str) -> None:
    """Beside files of other kinds."""
    page.goto(f"{address}vi/check.html")
    choose(page, ROOT / "examples" / "phuong-2024-05.txt", PDFS[0])
    assert PDFS[0].name in page.locator(".wards").text_content()


def test_without_a_network_it_is_told_what_to_do(page: Any, address: str, context: Any) -> None:
    """Until the first PDF was read nothing of PDFium is kept; files of other kinds are read all the same."""
    page.goto(f"{address}vi/check.html")
    choose(page, XLS)
    page.wait_for_selector('#checker[data-ready="true"]', timeout=LONG)
    context.set_offline(True)
    page.set_input_files("#checker-file", PDFS[0])
    page.wait_for_selector(".failed", timeout=LONG)
    assert "Nối mạng" in page.locator(".failed").text_content()
    context.troubles.clear()
    context.set_offline(False)
    page.evaluate("document.getElementById('checker-status').replaceChildren()")
    choose(page, PDFS[0])


@pytest.mark.parametrize(("language", "word"), [("vi", "hỏng"), ("en", "damaged")])
def test_a_damaged_pdf_is_refused_in_the_reader_s_language(
    page: Any, address: str, language: str, word: str
) -> None:
    """And the next one is read all the same."""
    page.goto(f"{address}{language}/check.html")
    broken = {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": PDFS[0].read_bytes()[:900]}
    page.set_input_files("#checker-file", broken)
    page.wait_for_selector(".failed", timeout=LONG)
    assert word in page.locator(".failed").text_content()
    page.evaluate("document.getElementById('checker-status').replaceChildren()")
    choose(page, PDFS[0])
