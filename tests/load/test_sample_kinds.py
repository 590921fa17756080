"""A sample of a rule says figures as TOML has them, whatever kind of line they stand on; what it lacks is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import HEAD

from cchc.catalogue import lint_catalogue
from cchc.errors import CatalogueError
from cchc.words.sentences import in_language

LINES = """
prefix = "THU"
[units.dong]
label.vi = "đồng"
[parameters.muc]
label.vi = "Mức đạt"
unit = "diem"
values = [
    { from = 2020-01-01, to = 2023-12-31, value = 6, source = "QĐ 1" },
    { from = 2024-01-01, value = 7, source = "QĐ 2" },
]
[lines]
dau   = { code = "1", label.vi = "Đầu kỳ", kind = "number", unit = "dong" }
thu   = { code = "2", label.vi = "Thu", kind = "number", unit = "dong" }
cuoi  = { code = "3", label.vi = "Cuối kỳ", kind = "number", unit = "dong", formula = "dau + thu" }
chi   = { code = "4", label.vi = "Chi", kind = "number", unit = "dong" }
diem  = { code = "5", label.vi = "Điểm", kind = "score", decimals = 1 }
tre   = { code = "6", label.vi = "Tỷ lệ trễ", kind = "rate", decimals = 1 }
ngay  = { code = "7", label.vi = "Ngày", kind = "date" }
co    = { code = "8", label.vi = "Có", kind = "yes-no" }
[auxiliary.dat]
label.vi = "Đạt mức"
kind = "score"
decimals = 1
formula = "min(diem, muc)"
[rules.R1]
CHECK
"""


def told(folder: Path, check: str, good: str, bad: str) -> list[str]:
    """What is wrong with a rule and its samples."""
    home = folder / "thu"
    home.mkdir(exist_ok=True)
    rule = f'check = "{check}"\nlabel.vi = "Phải đúng"\ngood = {good}\nbad = {bad}\n'
    (home / "edition.toml").write_text(HEAD + LINES.replace("CHECK", rule), encoding="utf-8")
    try:
        lint_catalogue(home)
    except CatalogueError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ("chi <= dau + thu", "{ chi = 6, dau = 1, thu = 5 }", "{ chi = 6.01, dau = 1, thu = 5 }"),
        ("chi <= dau + thu", "{ chi = 6, dau = '1,0', thu = 5 }", "{ chi = '6,01', dau = 1, thu = 5 }"),
        ("diem >= 5.5", "{ diem = 5.5 }", "[{ diem = 5 }, { diem = 5.4 }]"),
        ("number(tre) <= 10", "{ tre = 10 }", "{ tre = 10.1 }"),
        ("ngay >= period_end()", "{ period = 'tháng 3 năm 2024', ngay = 2024-03-31 }",
         "{ period = 'tháng 3 năm 2024', ngay = 2024-03-30 }"),
        ("co == (diem >= muc)", "{ period = 'năm 2023', co = true, diem = 6 }",
         "[{ period = 'năm 2023', co = true, diem = 5.9 }, { period = 'năm 2023', co = false, diem = 6 }]"),
        ("dau == previous(cuoi)", "{ dau = 5, previous = { dau = 2, thu = 3 } }",
         "[{ dau = 5, previous = { dau = 2, thu = 4 } }, { dau = 5, previous = { dau = 2, thu = 2 } }]"),
    ],
)  # fmt: skip
def test_figures_are_numbers_dates_and_texts(tmp_path: Path, check: str, good: str, bad: str) -> None:
    """Money, scores, rates and dates as well as counts."""
    assert told(tmp_path, check, good, bad) == []


@pytest.mark.parametrize(
    ("check", "good", "said"),
    [
        ("ngay <= period_end()", "{ ngay = 2024-03-31 }",
         'it lacks the period, on which period_end() depends: add period = "tháng 1 năm 2021"'),
        ("dau == previous(cuoi)", "{ dau = 5 }", "it lacks the report before: add previous = { … }"),
        ("chi <= cuoi", "{ chi = 5, cuoi = 5 }", "cuoi is computed, whatever a sample says of it: give dau, thu"),
        ("chi <= cuoi", "{ chi = 5, dau = 2 }", "it lacks thu"),
    ],
)  # fmt: skip
def test_what_a_sample_lacks_is_told(tmp_path: Path, check: str, good: str, said: str) -> None:
    """In either language, beside what becomes of it."""
    (problem,) = (each for each in told(tmp_path, check, good, "{ ngay = 2024-03-31 }") if ".good: " in each)
    assert f"comes out as not_evaluated ({said})" in problem
    what = problem.partition("good: ")[2]
    assert "mẫu" in in_language(what, "vi") and said not in in_language(what, "vi")


@pytest.mark.parametrize(
    ("good", "said"),
    [
        ("{ period = 'hôm qua', ngay = 2024-03-31 }", "'hôm qua' names no period (such as \"tháng 1 năm 2021\")"),
        ("{ period = 2024-03-31, ngay = 2024-03-31 }", 'such as "tháng 1 năm 2021"'),
        ("{ ngay = 2024-03-31, chi = 2024-03-31 }", "a number line cannot be 2024-03-31"),
        ("{ ngay = 5 }", "a date line cannot be 5"),
        ("{ ngay = 2024-03-31T10:00:00 }", "a figure of a sample is a whole number, a decimal, a date"),
    ],
)
def test_what_no_line_can_hold_is_refused(tmp_path: Path, good: str, said: str) -> None:
    assert any(said in each for each in told(tmp_path, "ngay <= period_end()", good, "{ ngay = 2024-03-31 }"))
