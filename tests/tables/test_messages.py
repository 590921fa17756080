"""Findings of a row call its columns as the form does: with the report's year, and by what they are, rate or number."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from tests.tables.planting import Mistake, Planted
from tests.tables.small import DONG, STUB, catalogue_of, judged

from cchc.formula.functions import ROWS

TABLE = (
    DONG
    + """
[table.t]
kind = "number"
unit = "dong"
decimals = 1
"""
    + STUB
    + """open = { key = "label" }
columns = [
    { id = "ca_nam", heading = ["Cả năm {year}"], formula = "dau + cuoi" },
    { id = "dau", heading = ["Nửa đầu năm {year}"] },
    { id = "cuoi", heading = ["Nửa cuối năm {year}"] },
]
"""
)
HEADINGS = "STT|Nội dung|Cả năm 2024|Nửa đầu năm 2024|Nửa cuối năm 2024"


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("1|Thuế|30,5||20,5", "CCHC-S006", "Thuế: Cả năm 2024: biểu ghi 30,5 nhưng chưa ghi đủ số liệu"),
        ("1|Thuế|30,5|khoảng 10|20,5", "CCHC-C005", "Nửa đầu năm 2024"),
    ],
)
def test_a_heading_says_the_year_of_the_report(row: str, code: str, said: str, tmp_path: Path) -> None:
    findings = judged(catalogue_of(tmp_path, TABLE), HEADINGS, row).findings
    (finding,) = [each for each in findings if each.code == code]
    assert said in finding.message["vi"]
    assert "tỷ lệ" not in finding.message["vi"]


def test_parts_that_are_missing_are_what_is_named(tmp_path: Path) -> None:
    """Not the figures that stand there, nor the sum that lacks one."""
    findings = judged(catalogue_of(tmp_path, TABLE), HEADINGS, "1|Thuế|30,5||20,5").findings
    assert {each.code: list(each.figures) for each in findings} == {
        "CCHC-S006": ["t[Thuế].dau"],
        "CCHC-T017": ["t[Thuế].dau"],
    }
    (blank,) = [each for each in findings if each.code == "CCHC-T017"]
    assert (blank.severity, blank.expected) == ("warning", "10,0")


@pytest.mark.parametrize("form", ["qd-766", "tram-y-te", "ho-ngheo"])
def test_formulas_are_told_in_words(form: str) -> None:
    """No message names a function of the formula language, a line by its id, or a form's second reading."""
    planted = Planted(form)
    mistakes = [mistake for cell in planted.cells[::7] for mistake in islice(planted.mistakes(cell), 1)]
    told = [each for mistake in mistakes for each in planted.with_mistake(mistake).findings]
    written = [message[language] for each in told for message in (each.message,) for language in ("vi", "en")]
    assert any("÷" in text for text in written)
    names = "|".join(name for name in ROWS if name.isidentifier())
    assert not [text for text in written if re.search(rf"\b(?:{names})\(|\w_\w|if_|\(\(", text)]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    planted = Planted("qd-766")
    row = "qd766[Tỷ lệ hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia]"
    (cell,) = [each for each in planted.cells if each.address == f"{row}.tu"]
    (found,) = [
        each for each in planted.with_mistake(Mistake("digit", cell, "7.877")).findings if each.code == "CCHC-T001"
    ]
    assert "biểu ghi 7.877, các số khác cho 1.877" in found.message["vi"]
    assert "the form says 7,877, the other figures give 1,877" in found.message["en"]
    assert found.observed == "7.877"
