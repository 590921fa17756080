"""Numbers in what is told of tables are written as the form writes them: points, commas, thousands, no fractions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, form, judged

HEAD = """
title.{language} = "Báo cáo thử"
languages = ["{language}"]
{more}
in_force = {{ from = 2020-01-01 }}
calendar = {{ closing_day = 0 }}
"""
TABLE = f"""
[units.dong]
label.vi = "đồng"
label.en = "dong"
[table.t]
kind = "number"
unit = "dong"
decimals = 1
{STUB}open = {{ key = "label", total = "Tổng cộng" }}
columns = [
    {{ id = "tong", heading = ["Tổng số"], formula = "thu + khac" }},
    {{ id = "thu", heading = ["Thu"] }},
    {{ id = "khac", heading = ["Khác"] }},
    {{ id = "nguoi", heading = ["Số người"], kind = "count", unit = "nguoi" }},
    {{ id = "moi", heading = ["Mỗi người"], kind = "number", unit = "x", decimals = 2, over_rows = "recompute",
      formula = "number(tong) / number(nguoi)" }},
]
[units.x]
label.vi = "đồng một người"
label.en = "dong each"
[parameters.nguong]
label.vi = "Ngưỡng"
label.en = "Limit"
unit = "nguoi"
value = 1234
source = "x"
[rules.R1]
each = {{ table = "t", rows = "leaf" }}
check = "nguoi <= nguong"
[rules.R2]
each = {{ table = "t", rows = "leaf" }}
check = "thu <= 12000.5"
[rules.R3]
each = {{ table = "t", rows = "leaf" }}
check = "thu <= previous(thu)"
severity = "warning"
[rules.R4]
check = "t[total].tong <= 2000000.5"
[rules.R5]
each = {{ table = "t", rows = "leaf" }}
check = "thu + khac <= 1000.5"
"""
HEADINGS = "STT|Nội dung|Tổng số|Thu|Khác|Số người|Mỗi người"
ROWS = ("1|A|2.000.001,5|1.500.000,5|500.000,0|2.500|800,00", "|Tổng cộng|2.000.001,5|1.500.000,5|500.000,0|2.500|1,00")
BEFORE = ("1|A|1.200.000,5|1.200.000,5|0,0|1.000|1.200,00", "|Tổng cộng|1.200.000,5|1.200.000,5|0,0|1.000|1.200,00")
EXCHANGED = str.maketrans(".,", ",.")
NUMBER = re.compile(r"\d[\d.,/]*\d")


def numbers(folder: Path, language: str, more: str = "") -> dict[str, list[str]]:
    """The numbers of what is told, by code."""
    point = "." if language == "en" or "en" in more else ","

    def own(row: str) -> str:
        return row.translate(EXCHANGED) if point == "." else row

    catalogue = catalogue_of(folder, TABLE, HEAD.format(language=language, more=more))
    before = form(HEADINGS, *map(own, BEFORE), period="NĂM 2023")
    evaluation = judged(catalogue, HEADINGS, *map(own, ROWS), before=before)
    found: dict[str, list[str]] = {}
    for each in evaluation.findings:
        # A check that is quoted is as its catalogue's language has numbers.
        texts = [each.expected or "", *(() if more else (each.message[language], (each.suggestion or {})[language]))]
        found.setdefault(each.code, []).extend(number for text in texts for number in NUMBER.findall(text))
    return found


@pytest.mark.parametrize(("language", "more"), [("vi", ""), ("en", ""), ("vi", 'numbers = "en"')])
def test_each_number_is_as_the_form_has_numbers(language: str, more: str, tmp_path: Path) -> None:
    found = numbers(tmp_path, language, more)
    assert {"CCHC-R001", "CCHC-R002", "CCHC-R003", "CCHC-R004", "CCHC-R005"} <= found.keys()
    comma, point = (",", ".") if language == "en" or more else (".", ",")
    shape = re.compile(rf"\d{{1,3}}(?:{re.escape(comma)}\d{{3}})*(?:{re.escape(point)}\d+)?")
    assert [text for texts in found.values() for text in texts if not shape.fullmatch(text)] == []


def test_what_a_figure_is_held_against_is_no_fraction(tmp_path: Path) -> None:
    found = numbers(tmp_path, "vi")
    assert "1.234" in found["CCHC-R001"]
    assert "12.000,5" in found["CCHC-R002"]
    assert "1.200.000,5" in found["CCHC-R003"]
    assert "2.000.000,5" in found["CCHC-R004"]
    assert {"2.000.000,5", "1.500.000,5", "500.000,0", "1.000,5"} <= set(found["CCHC-R005"])
