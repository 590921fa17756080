"""A reader finds any definition, in either language, on a phone or a desktop, with or without diacritics."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from cchc.text.spelling import fold

FIELD = Path(__file__).parents[1] / "field"
LINE = "indicators/ho_so_ty_le_dung_han.html"
TITLE = "Tỷ lệ hồ sơ TTHC do UBND phường tiếp nhận được giải quyết đúng hạn"


def results(page: Any, address: str, query: str, language: str = "vi") -> list[str]:
    """The addresses that a search gives, best first."""
    page.goto(f"{address}{language}/search.html")
    page.fill("#search-query", query)
    page.wait_for_function("document.getElementById('search-count').textContent !== ''")
    return [link.get_attribute("href") for link in page.locator("#search-results a").all()]


@pytest.mark.parametrize(
    "query",
    [
        "tỷ lệ hồ sơ đúng hạn",
        "ty le ho so dung han",
        "TY LE HO SO DUNG HAN",
        unicodedata.normalize("NFD", "tỷ lệ hồ sơ đúng hạn"),
        "II.2.4.4.1",
        "ho_so_ty_le_dung_han",
        "resolved on time",
    ],
)
def test_a_line_is_found_however_it_is_typed(page: Any, address: str, query: str) -> None:
    """With diacritics, without, decomposed, by place, by name, in the other language: among the first three."""
    assert any(found.endswith(LINE) for found in results(page, address, query)[:3])


@pytest.mark.parametrize("name", ["searches.tsv", "office-searches.tsv"])
def test_the_words_of_an_office_find_what_is_meant(page: Any, address: str, name: str) -> None:
    """Synonyms, typos, words run together, numbers, codes: on the page of results, among the first three."""
    page.goto(f"{address}vi/search.html")
    missed = []
    for query, wanted in csv.reader((FIELD / name).read_text(encoding="utf-8").splitlines()[1:], delimiter="\t"):
        page.evaluate("(query) => showResults(query)", query)
        shown = [link.get_attribute("href") for link in page.locator("#search-results a").all()[:3]]
        found = page.evaluate("async (query) => (await find(query)).found.slice(0, 3)", query)
        assert [link.removeprefix(f"{address}vi/") for link in shown] == [entry["address"] for entry in found]
        if wanted not in [name for entry in found for name in (entry["name"], entry["code"])]:
            missed.append((query, wanted, [entry["name"] for entry in found]))
    assert not missed


def test_the_example_of_the_first_page_is_found(page: Any, address: str) -> None:
    """Each of what the search field itself proposes."""
    page.goto(f"{address}vi/index.html")
    proposed = page.locator(".big-search input").get_attribute("placeholder").partition(": ")[2]
    for query in proposed.split(", "):
        assert results(page, address, query), query


def test_what_is_like_it_is_suggested_where_nothing_is_found(page: Any, address: str) -> None:
    """By its letters, with a sentence that says so; and where nothing is like it, what to try."""
    found = results(page, address, "thhuwxinloix")
    assert any("thu_xin_loi" in link for link in found)
    assert "gần giống nhất" in page.locator("#search-count").text_content()
    assert results(page, address, "zzzz qqqq") == []
    assert "II.2.4.4" in page.locator("#search-count").text_content()


def test_a_code_is_found(page: Any, address: str) -> None:
    """Its own page comes first."""
    assert results(page, address, "CCHC-R014")[0].endswith("codes/CCHC-R014.html")
    assert results(page, address, "r014")[0].endswith("codes/CCHC-R014.html")


def test_an_exact_spelling_ranks_before_a_look_alike(page: Any, address: str) -> None:
    """Pages that hold the word as spelt, be it as another name, stand before those that hold it with other marks."""
    results(page, address, "hạn")
    titles = [title.lower() for title in page.locator("#search-results li").all_text_contents()]
    alike = ["hạn" not in title and re.search(r"\bhan\b", fold(title)) is not None for title in titles]
    assert "hạn" in titles[0]
    assert alike == sorted(alike)


def test_a_search_answers_at_once(page: Any, address: str) -> None:
    """Within 100 ms, once the index is there."""
    results(page, address, "tỷ lệ hồ sơ")
    assert page.evaluate("window.cchcSearchTime") < 100


def test_suggestions_can_be_chosen_from_the_keyboard(page: Any, address: str) -> None:
    """Type, arrow down, enter."""
    page.goto(f"{address}vi/index.html")
    page.keyboard.press("/")
    page.keyboard.type("dung han", delay=5)
    page.wait_for_selector(".suggestions:not([hidden]) a")
    page.keyboard.press("ArrowDown")
    first = page.locator(".suggestions:not([hidden]) a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_the_language_is_switched_in_place_and_remembered(page: Any, address: str) -> None:
    """The same page in the other language; an address without language then leads there."""
    page.goto(f"{address}vi/{LINE}")
    page.locator(".content .languages a", has_text="English").click()
    page.wait_for_url(f"{address}en/{LINE}")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "How it is computed" in page.locator("article").text_content()
    page.goto(f"{address}id/CCHC-R014.html")
    page.wait_for_url(f"{address}en/codes/CCHC-R014.html")


def test_a_permanent_address_leads_to_vietnamese_first(page: Any, address: str) -> None:
    """For a reader with a Vietnamese browser."""
    page.goto(f"{address}id/ho_so_ty_le_dung_han.html")
    page.wait_for_url(f"{address}vi/{LINE}")
    assert TITLE in page.title()


def test_every_page_stands_in_both_languages(site: Path) -> None:
    """A page missing in one language is a mistake of the build."""
    names = [
        {path.relative_to(site / language) for path in (site / language).rglob("*.html")} for language in ("vi", "en")
    ]
    assert names[0] == names[1]
    assert len(names[0]) > 250


def test_no_word_of_the_theme_is_left_in_english(site: Path) -> None:
    """The frame of a Vietnamese page is Vietnamese."""
    text = (site / "vi" / LINE).read_text(encoding="utf-8")
    for word in (
        "Search",
        "Skip to",
        "Toggle",
        "On this page",
        "Next",
        "Previous",
        "Back to top",
        "Copyright",
        "Permalink",
        "Link to",
    ):
        assert word not in text


def test_the_first_page_is_light(page: Any, address: str) -> None:
    """Under 200 KB with all that it loads."""
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(f"{address}vi/index.html")
    page.wait_for_load_state("networkidle")
    assert 20_000 < sum(sizes) < 200_000


def test_a_line_of_the_form_leads_to_its_page(page: Any, address: str) -> None:
    """The form as printed, every line a link."""
    page.goto(f"{address}vi/forms/phuong-2024.html")
    assert page.locator(".form-table tbody tr").count() == 123
    page.locator(".form-table a", has_text=TITLE).click()
    page.wait_for_url(f"{address}vi/{LINE}")
    assert page.locator("math mfrac").count() == 1
    assert page.locator(".graph svg a").count() >= 2


def test_a_word_of_a_definition_leads_to_what_it_means(page: Any, address: str) -> None:
    """From the line to its place on the page of words, which the search finds, too."""
    page.goto(f"{address}vi/{LINE}")
    page.locator("a.term", has_text="đúng hạn").click()
    page.wait_for_url(f"{address}vi/glossary.html#dung_han")
    assert page.locator("#dung_han").is_visible()
    assert any(found.endswith("glossary.html#dung_han") for found in results(page, address, "đúng hạn")[:5])


def test_links_to_data_hold(page: Any, address: str, site: Path) -> None:
    """The catalogue's JSON is what the page says."""
    page.goto(f"{address}vi/data.html")
    for link in page.locator("table.data a").all():
        assert (site / "vi" / link.get_attribute("href")).resolve().is_file()
    whole = json.loads((site / "data/phuong-2024/catalogue.json").read_text(encoding="utf-8"))
    assert whole["schema"] == "cchc.catalogue/1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "index",
        "search",
        "check",
        "forms/phuong-2024",
        "indicators/ho_so_ty_le_dung_han",
        "codes/CCHC-R014",
        "codes/index",
        "words",
        "glossary",
        "guide/truth-tables",
        "guide/tutorial",
    ],
)
def test_no_serious_barrier_for_anybody(context: Any, address: str, axe: str, path: str, scheme: str) -> None:
    """axe finds nothing serious, in light and dark."""
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}vi/{path}.html")
    page.evaluate(axe)
    found = page.evaluate("axe.run().then((result) => result.violations)")
    serious = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert not serious


@pytest.mark.parametrize(
    "path",
    [
        "index",
        "check",
        "forms/phuong-2024",
        "indicators/ho_so_ty_le_dung_han",
        "codes/CCHC-R045",
        "glossary",
        "search",
        "guide/truth-tables",
        "guide/api",
    ],
)
def test_nothing_overflows_a_phone(context: Any, address: str, path: str) -> None:
    """A page is never wider than the screen; what is wide scrolls by itself."""
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}vi/{path}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_printed_page_is_the_article_alone(context: Any, address: str) -> None:
    """Neither menus nor forms are printed."""
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{address}vi/{LINE}")
    for part in (".sidebar-drawer", ".calculator", ".mobile-header", ".toc-drawer"):
        assert not page.locator(part).is_visible()
    assert page.locator("article h1").is_visible()
