"""Digits that only name something count nothing: a day, a month, an address, a document, the place of an item."""

from __future__ import annotations

import pytest

from cchc.text.markup import visible
from cchc.text.number import names_in


def names(text: str) -> list[str]:
    """What of a text names something, as it stands there."""
    seen = visible(text)
    return [seen.text[start:end] for start, end in names_in(seen)]


@pytest.mark.parametrize(
    "text",
    [
        "tháng 12", "thang 12", "T 5", "ngày 31", "tuần 53", "quý 4", "năm 1945", "năm 2060", "Tổ 4", "khu phố 7",
        "mục 0", "mục 999999", "hotline 100", "kênh 1022", "ISO 9001:2015", "số 05", "STT 4", "Số: 05", "luật 1",
        "điểm 4", "phòng 4",
        # several of one word
        "số 12,13", "tháng 1,2", "tháng 1, 2 và 3", "tháng 1 và tháng 2", "tháng 1 – 3", "tháng 1-3", "mức độ 3, 4",
        "mức độ 3 – 4",
        "ngày 22/4 và 13/5", "ngày 22/4, 13/5 – 15/5", "ngày 22/4/2024-13/5/2024",
        # days and spans of them
        "15/3/2024", "15.3.2024", "2024-03-15", "15/4-14/5", "5 tháng đầu năm 2024", "quý II/2024", "quy iii", "24/7",
        # documents
        "62/KH-UBND", "62/2024/NĐ-CP", "05-NQ/TW", "CV 123, 124",
    ],
)  # fmt: skip
def test_a_name_is_found_as_a_whole(text: str) -> None:
    """From its word to its last digit, and once."""
    assert names(text) == [text]
    assert names(f"bao cao ({text}), xem") == [text]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("lũy kế 5 tháng", ["5 tháng"]), ("luỹ kế 5 tháng", ["5 tháng"]), ("luy ke 5 thang", ["5 thang"]),
        ("LK 5 tháng", ["5 tháng"]), ("5 tháng: 21", ["5 tháng"]), ("(15-14/5)", ["15-14/5"]),
        ("đã làm 5 tháng", []),
        ("từ 01/01 đến nay", ["01/01"]), ("tu 01/01 den nay", ["01/01"]), ("từ 01/01 x 100", []),
    ],
)  # fmt: skip
def test_a_span_is_named_where_its_words_say_so(text: str, named: list[str]) -> None:
    """Of five months in all, and from a day on; months that something took are counted."""
    assert names(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "trong tháng 13 vụ",
        "ngày 32",
        "tuần 54",
        "quý 5",
        "năm 1944",
        "năm 2061",
        "mức độ 5",
        "lần 0",
        "hotline 99",
        "kênh 1021",
        "kênh 1023",
        "thang 15",
        "mục 1000000",
        "trong tháng 1.893",
        "trong tháng 1,893",
        "trong tháng 1 893",
    ],
)
def test_no_such_thing_is_no_name(text: str) -> None:
    """There is no month 13: whoever writes "trong tháng 13 vụ" counts thirteen."""
    assert names(text) == []


def test_a_word_without_its_marks_names_only_where_all_marks_are_left_out() -> None:
    """ "Khắc phục ngay 4 lỗi" has no "ngày" in it; a word that never had marks is the same in any text."""
    assert names("khắc phục ngay 4 lỗi") == []
    assert names("hop ngay 4") == ["ngay 4"]
    assert names("gọi tới app 1022 của thành phố") == ["app 1022"]


@pytest.mark.parametrize("text", ["2 to 5", "12 to 15", "up to 20", "close to 20", "he went up to 20 of 30"])
def test_a_word_of_another_language_names_nothing(text: str) -> None:
    """ "To" behind a number, or behind one of its own words, is no "tổ"."""
    assert names(text) == []


@pytest.mark.parametrize("text", ["to 4", "to dan pho, to 4", "up, to 4", "dia ban to 4"])
def test_the_same_letters_elsewhere_are_the_word_without_its_marks(text: str) -> None:
    assert names(text) == ["to 4"]


@pytest.mark.parametrize(
    "text",
    [
        "dứt điểm 4 vấn đề", "dut diem 4 van de", "kỷ luật 1 công chức", "văn phòng 4", "thành viên tổ 4",
        "đã xử lý dứt  điểm 4 vấn đề",
    ],
)  # fmt: skip
def test_the_end_of_a_longer_word_is_no_name(text: str) -> None:
    """ "Dứt điểm" is done for good, and no point of an article."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Số: 05 văn bản", []), ("Số: 05 hồ sơ", []), ("STT: 5 ho so", []),
        ("Số: 05", ["Số: 05"]), ("Số: 05 ngày", ["Số: 05"]),
        ("số 05 văn bản", ["số 05"]), ("tháng 5 hồ sơ", ["tháng 5"]),
        ("ISO 9001:2015 quy trình", ["ISO 9001:2015"]), ("ISO 9001:2015 hồ sơ", ["ISO 9001:2015"]),
    ],
)  # fmt: skip
def test_a_number_behind_a_colon_counts_what_follows(text: str, named: list[str]) -> None:
    """ "Số: 05 văn bản" are five documents; the year of a standard stands behind a colon, too, and counts none."""
    assert names(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("24/24", []), (" 24/24 ", []), ("24/24 nhiệm vụ", []), ("24/24 nhiem vu", []), ("đạt 24/24 nhiệm vụ", []),
        ("trực 24/24", ["24/24"]), ("trực 24/24 mọi ngày", ["24/24"]), ("trực 24/7 nhiệm vụ", ["24/7"]),
    ],
)  # fmt: skip
def test_all_of_all_is_no_clock(text: str, named: list[str]) -> None:
    """ "24/24" alone, or before what forms count, is a share; else it is round the clock, as "24/7" always is."""
    assert names(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1/ Rà soát", ["1/ "]), ("1/ Quy trình một cửa", ["1/ "]), ("1/ Quy chế", ["1/ "]),
        ("2/ngày", []), ("2/ngay", []), ("3/quy", []), ("3/quý", []), ("7/tổng số 20", []), ("7/tong so 20", []),
    ],
)  # fmt: skip
def test_a_stroke_numbers_an_item_or_reckons(text: str, named: list[str]) -> None:
    """ "2/ngày" is two a day, and "3/quy" three a quarter where marks are left out; "Quy trình" is another word."""
    assert names(text) == named


def test_names_lie_apart_and_in_order() -> None:
    """The place of an item and what is named behind it are two; what lies within another is no second one."""
    assert names("a. Tổ 4; b. Tổ 5") == ["a. ", "Tổ 4", "b. ", "Tổ 5"]
    assert names("a)tổ 4; b)tổ 5") == ["a)", "tổ 4", "b)", "tổ 5"]
    assert names("Số 1) tổ 4; 2) tổ 5") == ["Số 1", "tổ 4", "2) ", "tổ 5"]
