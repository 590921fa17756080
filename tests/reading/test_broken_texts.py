"""Texts that a narrow column or the end of a page has broken."""

from __future__ import annotations

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.reading.stationery import Stationery
from cchc.reading.table_rows import put
from cchc.text.spelling import key, seen
from cchc.value import Cell


@pytest.fixture(scope="module")
def stationery() -> Stationery:
    catalogue: Catalogue = load_catalogue()
    return Stationery.of(catalogue.edition)


@pytest.mark.parametrize(
    ("begun", "rest", "whole"),
    [
        ("Nghị định 32/2021/NĐ-", "CP về thí điểm", "Nghị định 32/2021/NĐ-CP về thí điểm"),
        ("Số 62/", "KH-UBND", "Số 62/KH-UBND"),
        ("Kế hoạch -", "Công văn", "Kế hoạch - Công văn"),
        ("gồm: 1/", "Văn bản", "gồm: 1/ Văn bản"),
        ("đã xử lý", "xong", "đã xử lý xong"),
    ],
)
def test_a_cell_that_goes_on_on_the_next_page(begun: str, rest: str, whole: str) -> None:
    """A word is whole again; two words stay two."""
    cells: dict[str, Cell] = {}
    for line, text in enumerate((begun, rest), 1):
        put(cells, "explanation", Cell(text, "explanation", line))
    assert seen(cells["explanation"].text) == whole


@pytest.mark.parametrize("text", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "CONG HOA XA HOI CHU NGHIA", "Độc lập - Tự do"])
def test_a_letterhead_in_a_narrow_column_names_no_office(stationery: Stationery, text: str) -> None:
    """The rest of it stands on the next line: "xã hội" is no commune."""
    assert stationery.is_letterhead(key(text))


@pytest.mark.parametrize("text", ["Cộng hòa xã hội chủ nghiệp", "Độc lập", "UBND xã Hội"])
def test_what_begins_otherwise_is_no_letterhead(stationery: Stationery, text: str) -> None:
    assert not stationery.is_letterhead(key(text))
