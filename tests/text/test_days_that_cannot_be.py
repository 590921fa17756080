"""A day that no calendar has, and a day of the week that its date is not, are told in whatever way they are written."""

from __future__ import annotations

import pytest

from cchc.text.dates import has_impossible_date, has_wrong_weekday


@pytest.mark.parametrize(
    ("text", "is_impossible"),
    [
        ("ngày 31/4", True), ("ngày 30/4", False), ("32/4/2024", True), ("30.4.2024", False), ("31.4.2024", True),
        ("ngày 10 tháng 13", True), ("ngày 10 tháng 12", False), ("ngày 0/4", True),
        ("họp ngày 30/4 và ngày 31/6", True), ("họp ngày 30/4 và ngày 30/6", False), ("ngay 31/4", True),
        # a leap year where it has one, and where nobody says which it is
        ("29/2/2024", False), ("29/2/2023", True), ("ngày 29/2", False), ("ngày 30/2", True),
        ("ngày 29 tháng 2 năm 2023", True), ("ngày 29 tháng 2 năm 2024", False),
        # what is no date
        ("số 32/4/2024", False), ("31/4", False), ("đạt 32/40", False), ("không có", False),
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_impossible(text: str, is_impossible: bool) -> None:
    """With a year or without, in figures or words; the number of a document is no day."""
    assert has_impossible_date(text) is is_impossible


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Thứ Hai, ngày 06/5/2024", False), ("Thứ Ba, ngày 07/5/2024", False), ("thứ tư (08/5/2024)", False),
        ("Thứ năm 9.5.2024", False), ("thứ sáu ngày 10-5-2024", False), ("Thứ Bảy, ngày 11/5/2024", False),
        ("Chủ nhật, ngày 12/5/2024", False), ("thứ 2 ngày 06/5/2024", False), ("thứ 7 ngày 11/5/2024", False),
        ("Thứ Hai, ngày 08/5/2024", True), ("Thứ Bảy, ngày 12/5/2024", True), ("thứ 3 ngày 06/5/2024", True),
        ("Chủ nhật, ngày 13/5/2024", True),
        ("Thứ Hai, ngày 06/5/2024 và thứ Hai, ngày 07/5/2024", True),
        # of a day that is none nothing is known
        ("Thứ Hai, ngày 31/4/2024", False), ("Thứ Hai, ngày 31/4/2024 và thứ Hai, ngày 07/5/2024", True),
        ("ngày 08/5/2024", False),
    ],
)  # fmt: skip
def test_a_day_of_the_week_is_that_of_its_date(text: str, is_wrong: bool) -> None:
    """As Vietnamese count them: Monday is the second, and Sunday has a name."""
    assert has_wrong_weekday(text) is is_wrong
