"""A printed number is read as Vietnamese print means it, and what is written is read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.exact import half_up, rate
from cchc.judge.display import format_count, format_rate
from cchc.text.claims import find_claims, parse_fraction
from cchc.text.number import NumberStyle, parse_number

from .texts import counts


@pytest.mark.parametrize(
    ("text", "value", "decimals", "percent", "doubtful"),
    [
        ("0", "0", 0, False, False), ("05", "5", 0, False, False), ("893", "893", 0, False, False),
        ("893.", "893", 0, False, False),
        ("-3", "-3", 0, False, False), ("−3", "-3", 0, False, False), ("1.234", "1234", 0, False, False),
        ("1.234.567", "1234567", 0, False, False), ("1.234,5", "1234.5", 1, False, False),
        ("1 234", "1234", 0, False, False),
        ("1\u00a0234", "1234", 0, False, False), ("1\u2009234\u2009567", "1234567", 0, False, False),
        ("22,09%", "22.09", 2, True, False), ("27,7 %", "27.7", 1, True, False), ("100 %", "100", 0, True, False),
        ("100%", "100", 0, True, False), ("22,09\u00a0%", "22.09", 2, True, False), ("0,5", "0.5", 1, False, False),
        ("98.8%", "98.8", 1, True, False), ("98.8", "98.8", 1, False, False), ("0.123", "0.123", 3, False, False),
        ("1,234", "1.234", 3, False, True), ("1,234,567", "1234567", 0, False, False),
        ("1,234.5", "1234.5", 1, False, False), ("66.67", "66.67", 2, False, False),
        ("12.3456", "12.3456", 4, False, False),
        ("１２", "12", 0, False, False), ("９８，５％", "98.5", 1, True, False),
        ("<b>100</b>", "100", 0, False, False), ("22,09\\%", "22.09", 2, True, False),
        ("12.345%", "12.345", 3, True, True),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_vietnamese_manner(
    text: str, value: str, decimals: int, percent: bool, doubtful: bool
) -> None:
    """A comma parts decimals and a point thousands; what can be read two ways, and only that, is doubtful."""
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.decimals, number.percent, number.doubtful) == (
        Decimal(value),
        decimals,
        percent,
        doubtful,
    )
    assert number.text == text


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("1.234", "1.234", True),
        ("98.8", "98.8", False),
        ("66.67", "66.67", False),
        ("0.123", "0.123", False),
        ("1,234", "1.234", False),
        ("100", "100", False),
        ("1.234,5", "1234.5", False),
    ],
)
def test_a_rate_has_decimals_where_a_count_has_thousands(text: str, value: str, doubtful: bool) -> None:
    """Where a rate is meant, one point before digits stands for a decimal comma, and doubt is said."""
    number = parse_number(text, rate=True)
    assert number is not None
    assert (number.value, number.doubtful) == (Decimal(value), doubtful)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "không có", "5,", ",5", "1,2,3", "1.2.3", "1.23.456", "46/166", "12a", "0 Cuộc", "- 3", "+", "-",
        "%", "1%2",
        "2 000 0", "01.234.567", "٣", "१", "²", "½", "2024-01-01", "15/3/2024", "1e5", "0x1F", "NaN",
        "Infinity", "1_000",
        "9" * 19, "#DIV/0!", "…", "1 2", "(3)", "5,-", "1..2",
    ],
)  # fmt: skip
def test_what_is_not_wholly_a_number_is_none(text: str) -> None:
    """Words, fractions, dates, two numbers, foreign digits and numbers beyond all reports are none."""
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("style", "text", "value", "doubtful"),
    [
        (NumberStyle("."), "1,234.5", "1234.5", False),
        (NumberStyle("."), "1,234", "1234", False),
        (NumberStyle("."), "1.234", "1.234", True),
        (NumberStyle("."), "1.234,5", "1234.5", False),
        (NumberStyle(".", decimals=3), "1,234", "1234", True),
        (NumberStyle(decimals=2), "1.234", "1234", False),
        (NumberStyle(decimals=2), "1,234", "1.234", True),
        (NumberStyle(decimals=3), "1.234", "1234", True),
        (NumberStyle(decimals=3), "1,234", "1.234", False),
        (NumberStyle(decimals=3), "1.234,5", "1234.5", False),
        (NumberStyle(decimals=3), "1 234", "1234", False),
        (NumberStyle(decimals=4), "1.234.567", "1234567", False),
    ],
)
def test_a_number_is_read_in_the_manner_of_its_place(style: NumberStyle, text: str, value: str, doubtful: bool) -> None:
    """A point may part decimals; three digits behind a sign are doubtful wherever they may be the other thing."""
    number = parse_number(text, style=style)
    assert number is not None
    assert (number.value, number.doubtful) == (Decimal(value), doubtful)


def test_a_number_has_no_more_digits_than_any_report() -> None:
    """Eighteen; a quantity seven characters more, for its decimals."""
    quantity = NumberStyle(decimals=6)
    for digits, style in (("9" * 18, NumberStyle()), ("9" * 18 + "," + "9" * 6, quantity), ("9" * 25, quantity)):
        number = parse_number(digits, style=style)
        assert number is not None and str(number.value) == digits.replace(",", ".")
        assert parse_number(f"9{digits}", style=style) is None


@given(counts, st.booleans())
def test_a_written_count_is_read_back(count: int, negative: bool) -> None:
    """Reading is the inverse of writing for counts of every size, in either direction of zero."""
    count = -count if negative else count
    number = parse_number(format_count(count))
    assert number is not None
    assert (number.value, number.decimals, number.percent, number.doubtful) == (count, 0, False, False)


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.booleans())
def test_a_written_rate_is_read_back(scaled: int, places: int, said: bool) -> None:
    """Reading is the inverse of writing for rates, with their decimals and without doubt."""
    value = rate(scaled, places)
    number = parse_number(format_rate(value), rate=said)
    assert number is not None
    assert (number.value, number.decimals, number.percent, number.doubtful) == (value, places, True, False)


def test_numbers_are_written_by_the_manner_of_the_language() -> None:
    """Vietnamese has a decimal comma and a space before %, English neither."""
    assert [format_count(1234567), format_count(1234567, "en"), format_count(-12)] == ["1.234.567", "1,234,567", "-12"]
    assert [format_rate(Decimal("30.00")), format_rate(Decimal("30.00"), "en")] == ["30,00 %", "30.00%"]
    assert format_rate(rate(half_up(1 * 100, 3, 2), 2)) == "33,33 %"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("46/162 = 28,39% ( mức độ 3)", [(46, 162, "28.39")]),
        ("2/166", [(2, 166, None)]),
        ("2/166 = 1,23% (Liên thông)", [(2, 166, "1.23")]),
        (r"$(478/2163) \times 100 = 22,09\%$", [(478, 2163, "22.09")]),
        ("(478:2163)x100=22,09%", [(478, 2163, "22.09")]),
        ("478/2163*100 = 22.09 %", [(478, 2163, "22.09")]),
        ("478 x 100/2163 = 22,09%", [(478, 2163, "22.09")]),
        (r"\frac{478}{2163}", [(478, 2163, None)]),
        (r"$\frac{478}{2163}\times 100=22{,}09\%$", [(478, 2163, "22.09")]),
        ("46/162 (28,39%)", [(46, 162, "28.39")]),
        ("28,39% (46/162)", [(46, 162, "28.39")]),
        ("(46/162 = 28,39%)", [(46, 162, "28.39")]),
        ("46/162 đạt tỷ lệ 28,39%", [(46, 162, "28.39")]),
        ("46/162 là 3 nhiệm vụ", [(46, 162, None)]),
        ("46/162=28,39%; 2/162 = 1,23%", [(46, 162, "28.39"), (2, 162, "1.23")]),
        ("1.234/2.163", [(1234, 2163, None)]),
        ("162/173", [(162, 173, None)]),
        ("0/0", [(0, 0, None)]),
        ("đạt 5/6 nhiệm vụ", [(5, 6, None)]),
        ("46/ 162", [(46, 162, None)]),
        ("46 / 162", [(46, 162, None)]),
        ("15/3 = 500%", [(15, 3, "500")]),
        ("<b>46/166</b>", [(46, 166, None)]),
        ("(23-20)/23*100 = 13,04%", [(3, 23, "13.04")]),
        ("(23 – 20):23 x 100 = 13,04%", [(3, 23, "13.04")]),
        ("((46+2)/166)x100 = 28,92%", [(48, 166, "28.92")]),
        ("(46)/(166) = 27,71%", [(46, 166, "27.71")]),
        ("mức 3 - 46/166", [(46, 166, None)]),
    ],
)  # fmt: skip
def test_a_claim_is_a_fraction_and_what_it_is_said_to_be(text: str, claims: list[tuple[int, int, str | None]]) -> None:
    """Fractions are found in every notation that clerks use, with the rate stated beside them."""
    found = find_claims(text)
    assert [(one.numerator, one.denominator, one.stated and str(one.stated.value)) for one in found] == claims
    assert all(text[slice(*one.span)] == one.text for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "15/3/2024", "15/3", "ngày 5/6", "từ 1/4 đến 5/6", "ngày 15/3 và 30/4", "nghỉ lễ 2/9", "tháng 01/2024",
        "tháng 1/2024",
        "quý 1/2024", "5/2024", "62/KH-UBND", "32/2021/NĐ-CP", "42/2022/NĐCP", "Quyết định số 58/2024", "số 12/5",
        "ngõ 12/15",
        "(20+6-3)/23 = 100%", "20/(23-3) = 100%", "23-20/23 = 13,04%",
        "hỗ trợ 24/7", "trực 24/24h", "1/ 2 quy trình", "8:30", "1:2", "#DIV/0!", "1/a", "a/1", "28,39/46", "1/2/3/4",
    ],
)  # fmt: skip
def test_dates_and_references_are_no_fractions(text: str) -> None:
    """A day, a month of a year, a document's number, an address, a time of day and a longer sum claim nothing."""
    assert find_claims(text) == []


@given(st.integers(0, 10**6), st.integers(32, 10**6), st.integers(0, 10000),
       st.sampled_from(["{a}/{b} = {c}", "({a}/{b}) x 100 = {c}", "{a}:{b}={c}", "$({a}/{b})\\times 100={c}$",
       "{a}/{b} ({c})"]))  # fmt: skip
def test_a_written_claim_is_read_back(part: int, whole: int, scaled: int, notation: str) -> None:
    """In each notation the three numbers of a claim come back as they were written."""
    stated = rate(scaled, 2)
    (claim,) = find_claims(notation.format(a=format_count(part), b=format_count(whole), c=format_rate(stated)))
    assert claim.stated is not None
    assert (claim.numerator, claim.denominator, claim.stated.value, claim.stated.percent) == (part, whole, stated, True)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_pair_is_two_counts_whatever_they_are(one: int, other: int) -> None:
    """Where a pair is asked for, "5/3" is a pair and no day."""
    assert parse_fraction(f" {one} / {other}") == (one, other)


@pytest.mark.parametrize("text", ["", "5", "5/", "5/3/2024", "5/3 thư", "a/b", "-1/2"])
def test_other_texts_are_no_pair(text: str) -> None:
    """A pair is two counts and nothing else."""
    assert parse_fraction(text) is None
