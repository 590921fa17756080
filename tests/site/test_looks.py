"""What a page looks like on a phone, a tablet and a desk, in light and dark, in both languages: nothing over another
thing, nothing cut off, nothing too small, nothing left open in a sentence, nothing too pale to see."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "examples" / "phuong-2024-05.txt"
LONG = 120_000
PAGES = [
    "index",
    "indicators/ho_so_ty_le_dung_han",
    "indicators/bien_che_co_mat",
    "codes/CCHC-R019",
    "codes/CCHC-R066",
    "codes/CCHC-C001",
    "forms/phuong-2024",
    "forms/bieu-06-2020",
    "columns/bieu-06-2020.b06.tiep_nhan",
    "glossary",
    "check",
]
FAULTS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_looks_as_it_should(context: Any, address: str, path: str, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for language in ("vi", "en"):
        page.goto(f"{address}{language}/{path}.html")
        assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_what_was_checked_looks_as_it_should(page: Any, address: str, width: int) -> None:
    """Causes unfolded, the form under them."""
    page.set_viewport_size({"width": width, "height": 900})
    for language in ("vi", "en"):
        page.goto(f"{address}{language}/check.html")
        page.set_input_files("#checker-file", REPORT)
        page.wait_for_selector(".checked", timeout=LONG)
        page.evaluate("for (const one of document.querySelectorAll('.checked details')) one.open = true")
        assert page.evaluate(FAULTS) == []
        filled = page.locator(".marked-form td:not(:empty)")
        assert filled.count() == filled.locator("visible=true").count() > 100


@pytest.mark.parametrize("path", PAGES)
def test_dark_is_dark_and_light_is_light(page: Any, address: str, path: str) -> None:
    """The page itself, and every table, box and field of it, has the colours of the scheme."""
    from PIL import Image

    for scheme, is_right in (("light", lambda tone: tone > 200), ("dark", lambda tone: tone < 70)):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}vi/{path}.html")
        with Image.open(BytesIO(page.screenshot())) as shown:
            counted = shown.convert("L").resize((160, 112)).histogram()
        assert sum(count for tone, count in enumerate(counted) if is_right(tone)) > 0.8 * sum(counted)


def test_paper_is_light_whatever_the_screen_is(page: Any, address: str) -> None:
    """What is printed from a dark screen has the colours that read well on white."""
    names = [f"--{name}" for name in ("severity-error", "severity-warning", "severity-info", "mark-error", "line")]
    colours = "names => names.map(name => getComputedStyle(document.body).getPropertyValue(name))"
    seen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, media="print")
        page.goto(f"{address}vi/check.html")
        seen[scheme] = page.evaluate(colours, names)
    assert seen["dark"] == seen["light"]
    assert all(seen["light"])
    page.emulate_media(color_scheme="dark", media="screen")
    assert page.evaluate(colours, names) != seen["light"]


def test_faults_are_seen(page: Any) -> None:
    """What lies over another, is cut off, too small or left open."""
    page.set_content(
        """<article>
        <p style="position:absolute;top:9px">first</p><p style="position:absolute;top:9px">second</p>
        <p style="margin-top:99px;width:40px;overflow:hidden;white-space:nowrap">no room for all of this</p>
        <p style="font-size:8px">fine print</p><p>There are {count} lines.</p></article>"""
    )
    told = [fault.split(":")[0] for fault in page.evaluate(FAULTS)]
    assert sorted(told) == ["cut off", "left open", "over each other", "small"]
