"""What stands in a cell is parsed by one grammar: its numbers, how they are joined, and the words around them."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from tests.text.texts import FRAGMENTS, texts

from cchc.edition import Edition
from cchc.load import load_edition
from cchc.reading.cells import Lexicon
from cchc.reading.cells.grammar import Shape, parse
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.verdict import verdict


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The edition that ships: its lines are those that these wordings were written for."""
    return load_edition("phuong-2024")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Đã xây dựng 12 Kế hoạch; Báo cáo Sipas tháng 1, tháng 2, tháng 3, tháng 4", ["12"]),
        ("162/173", ["162", "173"]),
        ("46/162 = 28,39% ( mức độ 3)", ["46", "162", "28.39"]),
        ("theo Quyết định số 58 ngày 15/3/2024 1/ Quy trình A 2/ Quy trình B", []),
        ("Số 62/KH-UBND ngày 28/02/2024 có 1 234 hồ sơ", ["1234"]),
        ("Nghị định 32/2021/NĐ-CP, 42/2022/NĐCP, 05-NQ/TW, 18/2022/NQ- HĐND", []),
        ("tổng số 20 nhiệm vụ", ["20"]),
        ("0 Cuộc", ["0"]),
        ("27,7 %", ["27.7"]),
        ("mức độ 3, 4 có 5 thủ tục", ["5"]),
        ("tháng 1, 2 và 3 năm 2024", []),
        ("1. A; 2. B có 7 việc", ["7"]),
        ("hỏi 1.2.3", []),
        ("covid-19, QĐ58, 12h, 5G", []),
        ("#DIV/0!", []),
        ("31/02/2024, 2024-02-28, 28.2.2024", []),
        ("trong tháng 15, từ đầu năm 30", ["15", "30"]),
        ("mục 1.2.3, khoản 2 Điều 5", []),
        ("2 lượt/ngày, 8h30, 12h", ["2"]),
        ("đã cấp 12 giấy phép; cấp 3", ["12"]),
    ],
)
def test_figures_are_numbers_that_count(text: str, figures: list[str]) -> None:
    """Dates, months, levels, document numbers and ordinals are no figures; fractions' parts are."""
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        numbers = parse(written).numbers
        assert [str(number.value) for number in numbers] == figures
        assert all(number.text in written for number in numbers)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("UBND phường đã xây dựng 2 quy trình giải quyết công việc", [2]),
        ("có 02 Quy trình; 12 kế hoạch", [2]),
        ("02 (hai) Quy trình, ba (03) quy trình", [2, 3]),
        ("theo Quyết định số 58 1/ Quy trình A 2/ Quy trình B", []),
        ("5 quy chế", []),
        ("5 <b>quy trình</b>", [5]),
        ("1.234 QUY TRÌNH", [1234]),
        ("quy trình 5", []),
    ],
)
def test_a_unit_word_says_what_a_number_counts(edition: Edition, text: str, figures: list[int]) -> None:
    """A number directly before the unit's word counts that unit, in any spelling; others do not."""
    subject = Subject(edition.indicators["quy_trinh_ngoai_tthc"], Lexicon.of(edition))
    for form in ("NFC", "NFD"):
        amounts = parse(unicodedata.normalize(form, text)).amounts
        assert [amount.number.value for amount in amounts if subject.names(amount.after)] == figures


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("5", [Shape.SINGLE]),
        ("7/20", [Shape.FRACTION]),
        ("7 / 20 = 35%", [Shape.FRACTION]),
        ("7 nhiệm vụ/20 nhiệm vụ", [Shape.FRACTION]),
        ("7 nhiệm vụ trên tổng số 20", [Shape.FRACTION]),
        ("7 trong 20", [Shape.FRACTION]),
        ("2 hội nghị/61 người", [Shape.SINGLE, Shape.SINGLE]),
        ("8 + 4", [Shape.SUM]),
        ("8 tin + 4 bài", [Shape.SUM]),
        ("8 + 4 = 12", [Shape.TOTALLED]),
        ("12 = 8 + 4", [Shape.TOTALLED]),
        ("8 + 4 = 13", [Shape.TANGLE]),
        ("3 x 25", [Shape.PRODUCT]),
        ("3 lớp x 25 người = 75 người", [Shape.TOTALLED]),
        ("5-6", [Shape.RANGE]),
        ("5 đến 6", [Shape.RANGE]),
        ("(23-20)/23 x 100 = 13,04%", [Shape.RATED]),
        ("5, 6", [Shape.SINGLE, Shape.SINGLE]),
        ("5 (6)", [Shape.SINGLE, Shape.SINGLE]),
    ],
)
def test_numbers_are_joined_by_signs_and_words(text: str, shapes: list[Shape]) -> None:
    """A stroke, a plus, a cross, a dash, and the words for "of" and "to" join; a comma and a bracket do not."""
    assert [amount.shape for amount in parse(text).amounts] == shapes


@given(text=texts)
def test_any_text_may_be_parsed_and_judged(edition: Edition, text: str) -> None:
    """Whatever stands in a cell, on whatever line and column, there is a verdict, and what is offered was written."""
    lexicon = Lexicon.of(edition)
    for id in ("van_ban_chi_dao", "ho_so_ty_le_dung_han"):
        subject = Subject(edition.indicators[id], lexicon)
        for alone in (True, False):
            found = verdict(text, subject, alone=alone)
            assert found is None or found.number is None or found.number in (*found.candidates, found.number)


MANY = (
    *FRAGMENTS,
    "1 + ",
    "1/",
    "(1",
    "1 x ",
    "khoảng 5 ",
    "5 tin, ",
    "lũy kế 5 ",
    "trên ",
    "và ",
    "dự kiến ",
    "1, ",
    "5 (",
    "= 1",
)


@pytest.mark.parametrize("piece", MANY)
def test_no_text_takes_time_out_of_proportion(edition: Edition, piece: str) -> None:
    """A cell of thousands of words is parsed in the time that its length asks for."""
    subject = Subject(edition.indicators["van_ban_chi_dao"], Lexicon.of(edition))

    def seconds(size: int) -> float:
        start = time.process_time()
        verdict(piece * (size // len(piece) + 1), subject, alone=True)
        return time.process_time() - start

    seconds(500)
    short, long = (min(seconds(size) for _ in range(2)) for size in (2_000, 8_000))
    assert long < 8 * short + 0.1
