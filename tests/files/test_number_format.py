"""A number reads as its spreadsheet shows it, rounded exactly, with a decimal comma."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.readers.number_format import built_in, is_day_and_month, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("20", "General", "20"),
        ("0.30000000000000004", "General", "0,3"),
        ("28.395061728395063", "General", "28,39506173"),
        ("5.1", "General", "5,1"),
        ("5.0999999999999996", "General", "5,1"),
        ("5.1", "0.00", "5,10"),
        ("1e-3", "General", "0,001"),
        ("-5", "General", "-5"),
        ("100", 'General" hồ sơ"', "100 hồ sơ"),
        ("0.3", "0%", "30%"),
        ("0.2838", "0.00%", "28,38%"),
        ("27.7", '0.0" %"', "27,7 %"),
        ("27.7", "0.0\\ %", "2770,0 %"),
        ("2.675", "0.00", "2,68"),
        ("1.005", "0.00", "1,01"),
        ("0.5", "#.##", "0,5"),
        ("5", "00", "05"),
        ("1234567", "#,##0", "1234567"),
        ("1234.5", "#,##0.00", "1234,50"),
        ("1500000", "#,##0,", "1500"),
        ("-3", "0;(0)", "(3)"),
        ("-3", "#,##0_);[Red]\\(#,##0\\)", "(3)"),
        ("0", '0;-0;"-"', "0"),
        ("5", "[$₫-42A] #,##0", "₫ 5"),
        ("22.09", "[$-42A]0.00", "22,09"),
        ("7", "[>=5]0.0;0", "7,0"),
        ("12", "@", "12"),
        ("1.5", "# ?/?", "1,5"),
        ("5", "0.00E+00", "5"),
        ("45366", "dd/mm/yyyy", "15/03/2024"),
        ("45366", "yyyy\\-mm\\-dd", "15/03/2024"),
        ("45366", "d-mmm", "15/3"),
        ("45366", "mmm-yy", "3/2024"),
        ("45366.5", "dd/mm/yyyy h:mm", "15/03/2024 12:00"),
        ("0.5", "h:mm", "12:00"),
        ("1", "d/m/yyyy", "01/01/1900"),
        ("59", "d/m/yyyy", "28/02/1900"),
        ("61", "d/m/yyyy", "01/03/1900"),
        ("-1", "d/m/yyyy", "-1"),
        ("1E+20", "dd/mm/yyyy", "100000000000000000000"),
        ("abc", "0", "abc"),
        ("NaN", "0", "NaN"),
        ("1e999999999", "0", "1e999999999"),
        ("", "0", ""),
    ],
)
def test_as_shown(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_the_other_calendar() -> None:
    assert shown("43904", "dd/mm/yyyy", since_1904=True) == "15/03/2024"


def test_which_dates_have_no_year() -> None:
    assert is_day_and_month("d-mmm")
    assert is_day_and_month(built_in(16))
    assert not any(map(is_day_and_month, ("dd/mm/yyyy", "mmm-yy", "h:mm", "General", "0.0", 'd"ngày"')))


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_every_date_of_the_calendar(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert shown(str(serial), "dd/mm/yyyy") == f"{day:%d/%m/}{day.year}"


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 4))
def test_rounding_is_half_away_from_zero(number: Decimal, decimals: int) -> None:
    code = "0" + "." * bool(decimals) + "0" * decimals
    text = shown(f"{number:f}", code)
    assert Decimal(text.replace(",", ".")) == number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet='0#?.,%;"\\[]@dmyhsE+-/ _*GeneralR$', max_size=30),
)
def test_any_format_of_any_number_is_shown(number: float, code: str) -> None:
    assert isinstance(shown(repr(number), code), str)
    is_day_and_month(code)
