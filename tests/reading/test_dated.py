"""The day of a report is the one that it gives as its own, not that of what it speaks of."""

from __future__ import annotations

import datetime as dt

import pytest

from cchc import load_catalogue
from cchc.readers import read_report

DAY = dt.date(2024, 5, 16)


def dated(real: str, line: str, *, below: bool = False) -> dt.date | None:
    """The day of the real report with a line over or under its table."""
    at = "**NGƯỜI LẬP BÁO CÁO**" if below else "**PHỤ LỤC 3**"
    text = real.replace(at, f"{line}\n\n{at}")
    return read_report(text.encode(), load_catalogue(), name="a.txt").date


@pytest.fixture
def real(real_report) -> str:
    return real_report.read_text(encoding="utf-8")


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội, ngày 16 tháng 5 năm 2024",
        "KIM MÃ, NGÀY 16 THÁNG 5 NĂM 2024",
        "Kim Mã ngày 16 tháng 5 năm 2024",
        "Phường 1, ngày 16/5/2024",
        "TP. Hồ Chí Minh, ngày 16 tháng 5 năm 2024",
        "ngày 16 tháng 5 năm 2024./.",
        "Ngày lập báo cáo: 16/5/2024",
        "Biểu lập ngày 16/5/2024",
    ],
)
def test_a_place_and_a_day_are_the_reports(real: str, line: str, below: bool) -> None:
    assert dated(real, line, below=below) == DAY


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "Thực hiện Công văn số 123/SNV ngày 10/5/2024 của Sở Nội vụ",
        "Căn cứ Công văn số 12/SNV-CCHC ngày 10/5/2024",
        "Ban hành theo Quyết định số 1/QĐ-UBND ngày 3/1/2024",
        "Hạn nộp: 15/5/2024",
        "Ngày nhận báo cáo: 17/5/2024",
        "Gửi trước, ngày 16/5/2024",
        "Hà Nội, ngày   tháng 5 năm 2024",
        "Hà Nội, ngày 31 tháng 4 năm 2024",
    ],
)
def test_another_day_is_not(real: str, line: str, below: bool) -> None:
    assert dated(real, line, below=below) is None


@pytest.mark.parametrize(
    ("line", "is_own"),
    [
        ("(Kèm theo Báo cáo số 45/BC-UBND ngày 16/5/2024 của UBND phường 1)", True),
        ("(Kèm theo Báo cáo số 45/BC-UBND ngày 16 tháng 5 năm 2024)", True),
        ("(Kèm theo Báo cáo số 45/BC-UBND ngày 16/5/2024 của UBND quận 1)", False),
        ("(Kèm theo Báo cáo số    /BC-UBND ngày    tháng 5 năm 2024)", False),
        ("(Kèm theo Công văn số 45/SNV-CCHC ngày 16/5/2024 của Sở Nội vụ)", False),
    ],
)
def test_an_appendix_is_of_the_day_of_its_report(real: str, line: str, is_own: bool) -> None:
    assert dated(real, line) == (DAY if is_own else None)
