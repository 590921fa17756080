"""Forms that are tables, in a real browser: found, drawn in a box that scrolls, checked with the wrong cell marked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cchc

ROOT = Path(__file__).resolve().parents[2]
LONG = 120_000
FORM = "forms/bieu-06-2020"
COLUMN = "columns/bieu-06-2020.b06.tiep_nhan"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Biểu 06 with one total wrong."""
    right = (ROOT / "catalogue/bieu-06-2020/right.tsv").read_text(encoding="utf-8").split("\n\n")[0]
    path = tmp_path / "bieu.tsv"
    path.write_text(right.replace("Hộ tịch\t260", "Hộ tịch\t251"), encoding="utf-8")
    return path


def check(page: Any, address: str, file: Path, language: str = "vi") -> None:
    page.goto(f"{address}{language}/check.html")
    page.set_input_files("#checker-file", file)
    page.wait_for_selector(".checked, .failed", timeout=LONG)


@pytest.mark.parametrize("query", ["hồ sơ tiếp nhận", "tiep_nhan", "received", "(3)=(4)+(5)+(6)"])
def test_a_column_is_found(page: Any, address: str, query: str) -> None:
    """By its heading, its name, its label in the other language; by what the form prints under it."""
    page.goto(f"{address}vi/search.html")
    page.fill("#search-query", query)
    page.wait_for_function("document.getElementById('search-count').textContent !== ''")
    found = [link.get_attribute("href") for link in page.locator("#search-results a").all()]
    assert any("columns/bieu-06-2020" in each for each in found[:10])


def test_a_heading_leads_to_its_column_and_back(page: Any, address: str) -> None:
    page.goto(f"{address}vi/{FORM}.html")
    assert page.locator(".form-table thead tr").count() == 4
    page.locator(".form-table thead a", has_text="(3)=(4)+(5)+(6)").click()
    page.wait_for_url(f"{address}vi/{COLUMN}.html")
    page.locator(".crumbs a").click()
    page.wait_for_url(f"{address}vi/{FORM}.html")


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", [FORM, "forms/qd-766-xa", COLUMN, "columns/qd-766-xa.qd766.diem", "codes/CCHC-B6"])
def test_a_wide_table_scrolls_in_its_box(context: Any, address: str, path: str, width: int) -> None:
    """The page is never wider than the screen."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}vi/{path}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_headings_stay_when_the_table_is_scrolled(context: Any, address: str) -> None:
    """The head of a long table stays at the top of its box."""
    page = context.new_page()
    page.set_viewport_size({"width": 768, "height": 600})
    page.goto(f"{address}vi/forms/qd-766-xa.html")
    told = page.evaluate(
        """() => {
          const box = document.querySelector('.form-table.columns');
          box.scrollTop = 300;
          return [box.scrollTop, box.querySelector('thead').getBoundingClientRect().top - box.getBoundingClientRect().top];
        }"""
    )
    assert told[0] > 100
    assert 0 <= told[1] <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [FORM, "forms/qd-766-xa", COLUMN, "codes/CCHC-B6"])
def test_no_serious_barrier_in_a_table(context: Any, address: str, axe: str, path: str, scheme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}en/{path}.html")
    page.evaluate(axe)
    found = page.evaluate("axe.run().then((result) => result.violations)")
    assert not [
        (one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_wrong_cell_is_marked_where_it_stands(page: Any, address: str, wrong: Path, language: str) -> None:
    """The form is known by the file; its cause has the number that stands in the cell."""
    check(page, address, wrong, language)
    catalogue = cchc.load_catalogue("bieu-06-2020")
    expected = catalogue.evaluate(cchc.read_report(wrong, catalogue)).findings
    assert page.locator(".causes .code").all_text_contents() == [finding.code for finding in expected]
    assert expected[0].message[language] in page.locator(".causes").text_content()
    cell = page.locator(".checked td.error")
    assert cell.all_text_contents() == ["2511"]
    assert page.locator(".checked tbody tr").count() == 7
    page.locator("#cause-1 > .where a").click()
    assert page.evaluate("document.querySelector('td:target') === document.querySelector('.checked td.error')")


def test_only_what_was_found_can_be_shown(page: Any, address: str, wrong: Path) -> None:
    check(page, address, wrong)
    page.locator(".form-tools button").click()
    assert page.locator(".checked tbody tr").count() == 1


def test_a_table_can_be_downloaded(page: Any, address: str, wrong: Path, tmp_path: Path) -> None:
    """The text is the table as it was written, the spreadsheet has the finding on its cell, JSON is the library's."""
    from openpyxl import load_workbook

    check(page, address, wrong)
    for kind in ("text", "xlsx", "html", "json"):
        with page.expect_download() as download:
            page.click(f'[data-download="{kind}"]')
        download.value.save_as(tmp_path / f"out.{kind}")
    catalogue = cchc.load_catalogue("bieu-06-2020")
    again = catalogue.evaluate(cchc.read_report((tmp_path / "out.text").read_bytes(), catalogue, name="out.txt"))
    assert [each.code for each in again.findings] == ["CCHC-T001"]
    book = load_workbook(tmp_path / "out.xlsx")
    assert any(cell.comment for row in book.worksheets[0] for cell in row)
    assert "CCHC-T001" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["findings"][0]["code"] == "CCHC-T001"


def test_each_form_has_a_sample(page: Any, address: str) -> None:
    """The right form of each catalogue is shown, and nothing is found."""
    page.goto(f"{address}vi/check.html")
    assert page.locator("[data-sample]").count() == 3
    page.locator('[data-sample*="qd-766"]').click()
    page.wait_for_selector(".checked", timeout=LONG)
    assert page.locator(".checked .finding").count() == 0


def test_a_checked_table_has_no_serious_barrier_and_fits_a_phone(
    page: Any, address: str, wrong: Path, axe: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    check(page, address, wrong)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(axe)
    found = page.evaluate("axe.run().then((result) => result.violations)")
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
