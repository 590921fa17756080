"""A title in capitals is no name inside a sentence; its abbreviations are."""

from __future__ import annotations

import pytest

from cchc.text.capitals import lowered


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024", "báo cáo cải cách hành chính tháng 5 năm 2024"),
        ("TÌNH HÌNH GIẢI QUYẾT TTHC TẠI UBND XÃ, KSTT", "tình hình giải quyết TTHC tại UBND xã, KSTT"),
        ("ỨNG DỤNG CNTT, NGHIÊNG NGẢ, HUYỆN, QUẬN, GIỮ GÌN", "ứng dụng CNTT, nghiêng ngả, huyện, quận, giữ gìn"),
        ("Bộ chỉ số (Quyết định 766/QĐ-TTg)", "Bộ chỉ số (Quyết định 766/QĐ-TTg)"),
        ("", ""),
    ],
)
def test_words_are_small_and_abbreviations_stay(title: str, inside: str) -> None:
    assert lowered(title) == inside
