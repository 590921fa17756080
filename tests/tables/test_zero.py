"""What 0 over 0 is: as the column says, or its table, or the edition; a line says it likewise."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import HEAD, STUB, catalogue_of, judged, mistakes

from cchc import load_catalogue
from cchc.value import Cause, Reported, Undefined

TABLE = (
    """
[units.viec]
label.vi = "việc"

[table.t]
kind = "count"
unit = "viec"
"""
    + STUB
    + """columns = [
    { id = "a", number = "1", heading = ["Đúng hạn"] },
    { id = "b", number = "2", heading = ["Tổng số"] },
    { id = "c", number = "3", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(a, b)" },
]
open = { key = "label" }
"""
)
ZERO = 'zero_denominator = "zero"'
LINES = ("STT|Nội dung|Đúng hạn|Tổng số|Tỷ lệ", "||1|2|3", "1|Một|0|0|0,00", "2|Hai|1|4|25,00", "3|Ba|1|0|")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('formula = "percent(a, b)" }', 'formula = "percent(a, b)", ' + ZERO + " }"),
        ("[table.t]\n", "[table.t]\n" + ZERO + "\n"),
        ("[units.viec]", ZERO + "\n[units.viec]"),
    ],
    ids=["column", "table", "edition"],
)
def test_nothing_of_nothing_may_be_none(tmp_path: Path, old: str, new: str) -> None:
    """The printed 0 agrees; something of nothing stays undefined."""
    evaluation = judged(catalogue_of(tmp_path, TABLE.replace(old, new)), *LINES)
    tabulation = evaluation.computation.tables["t"]
    values = [tabulation.value(row, tabulation.table.columns["c"]) for row in tabulation.filled.rows]
    assert [str(value.value) if isinstance(value, Reported) else value for value in values[:2]] == ["0.00", "25.00"]
    assert [(each.code, each.figure, each.expected) for each in evaluation.findings] == [
        ("CCHC-T017", "t[Ba].c", "0,00 %")
    ]


def test_nothing_of_nothing_is_undefined_where_nobody_says(tmp_path: Path) -> None:
    evaluation = judged(catalogue_of(tmp_path, TABLE), *LINES)
    tabulation = evaluation.computation.tables["t"]
    found = tabulation.value(tabulation.filled.rows[0], tabulation.table.columns["c"])
    assert isinstance(found, Undefined)
    assert found.cause is Cause.ZERO_DENOMINATOR


def test_a_line_may_say_it_too(tmp_path: Path) -> None:
    """Otherwise than the edition, and than other lines."""
    home = tmp_path / "dong"
    home.mkdir()
    lines = """
[units.viec]
label.vi = "việc"
[lines.a]
code = "1"
label.vi = "Phần"
kind = "count"
unit = "viec"
[lines.b]
code = "2"
label.vi = "Tổng"
kind = "count"
unit = "viec"
[lines.c]
code = "3"
label.vi = "Tỷ lệ"
kind = "rate"
formula = "percent(a, b)"
zero_denominator = "zero"
[lines.d]
code = "4"
label.vi = "Tỷ lệ khác"
kind = "rate"
formula = "percent(b, a)"
"""
    (home / "edition.toml").write_text(HEAD + lines, encoding="utf-8")
    values = load_catalogue(home).evaluate({"a": 0, "b": 0}).values
    assert str(values["c"].value) == "0.00"  # type: ignore[union-attr]
    assert values["d"] == Undefined(Cause.ZERO_DENOMINATOR)


def test_there_are_two_ways_and_no_third(tmp_path: Path) -> None:
    found = mistakes(tmp_path, TABLE.replace("[table.t]\n", '[table.t]\nzero_denominator = "one"\n'))
    assert any("'one' is not a word that may stand here" in each for each in found)


@pytest.mark.parametrize("word", ["Không", "không có", "chưa phát sinh"])
def test_a_word_for_nothing_where_the_others_give_a_figure(tmp_path: Path, word: str) -> None:
    """Of a part, and of a sum, it is told with the figure that the others give; where they give 0 it is only noted that
    the sum lacks it, for the form does not say that the word is 0."""
    catalogue = catalogue_of(
        tmp_path,
        f"""[table.t]
{STUB}
open = {{ key = "label", total = "Tổng số" }}
columns = [
    {{ id = "c", heading = ["Tổng"], formula = "nam + nu" }},
    {{ id = "nam", heading = ["Nam"] }},
    {{ id = "nu", heading = ["Nữ"] }},
]
""",
    )
    head = "STT|Nội dung|Tổng|Nam|Nữ"

    def told(*rows: str) -> list[tuple[str, str, str | None]]:
        found = judged(catalogue, head, *rows).findings
        return [(each.code, str(each.severity), each.figure) for each in found if each.code.startswith("CCHC-T")]

    part = ("1|Một|12|{}|5", "2|Hai|6|2|4", "|Tổng số|18|9|9")
    assert told(*(row.format(word) for row in part)) == [("CCHC-T018", "error", "t[Một].nam")]
    total = ("1|Một|12|7|5", "2|Hai|6|2|4", "|Tổng số|18|{}|9")
    assert told(*(row.format(word) for row in total)) == [("CCHC-T018", "error", "t[total].nam")]
    nothing = ("1|Một|5|{}|5", "2|Hai|6|2|4", "|Tổng số|11|2|9")
    noted = [] if word == "chưa phát sinh" else [("CCHC-T024", "info", "t[Một].nam")]  # that word is noted itself
    assert told(*(row.format(word) for row in nothing)) == noted
