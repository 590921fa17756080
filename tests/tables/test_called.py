"""What findings, hints and headings call things by: names that people know, in the language of the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import HEAD, STUB, catalogue_of, mistakes

from cchc.catalogue import lint_catalogue
from cchc.edition.table import OverRows
from cchc.errors import Problem
from cchc.text.periods import month_name

TABLE = f"""
[table.t]
{STUB}ROWS
columns = [
    {{ id = "a", number = "1", heading = ["A"] }},
    {{ id = "b", number = "2", heading = ["B"] }},
    {{ id = "x", number = "3", heading = ["X"], kind = "number", formula = "a / b" }},
]
[parameters.nhieu_nhat]
label.vi = "Số nhiều nhất"
value    = 31
source   = "thử"
[table.so]
{STUB}rows = [{{ id = "ngay", code = "1", label.vi = "Số ngày" }}]
columns = [{{ id = "n", heading = ["Số lượng"] }}]
[rules.R1]
each  = {{ table = "t", rows = "all" }}
check = "CHECK"
"""
CLOSED = 'rows = [{ id = "mot", code = "1", label.vi = "Một" }]'


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("a <= nhieu_nhat", "(1) <= “Số nhiều nhất”"),
        ("a == b * so[ngay].n + 0 * nhieu_nhat", "(1) = (2) × “Số ngày › Số lượng”"),
        ("a == previous(b) + 0 * nhieu_nhat", "(1) = (2) của kỳ trước"),
    ],
)
def test_a_rule_over_rows_calls_all_by_name(check: str, said: str, tmp_path: Path) -> None:
    """No id, no function: parameters, figures elsewhere, and those of the report before."""
    catalogue = catalogue_of(tmp_path, TABLE.replace("ROWS", CLOSED).replace("CHECK", check))
    assert said in catalogue.edition.tables["t"].rules["R1"].rule.says["vi"]


@pytest.mark.parametrize(
    ("rows", "is_needed"),
    [
        (CLOSED, False),
        ('open = { key = "label", levels = [""] }', False),
        ('open = { key = "label", levels = ["I", "1"], parents = "heading" }', False),
        ('open = { key = "label", levels = ["I", "1"] }', True),
        ('open = { key = "label", total = "Cộng" }', True),
        ('rows = [{ id = "mot", label.vi = "Một" }, { id = "cong", label.vi = "Cộng", formula = "mot" }]', True),
    ],
)
def test_what_a_total_is_need_be_said_only_where_there_is_one(rows: str, is_needed: bool, tmp_path: Path) -> None:
    text = TABLE.replace("ROWS", rows).replace("CHECK", "a <= nhieu_nhat")
    assert any("'over_rows' is missing" in each for each in mistakes(tmp_path, text)) is is_needed
    if not is_needed:
        assert catalogue_of(tmp_path, text).edition.tables["t"].columns["x"].over_rows is OverRows.NONE


def test_hints_are_in_the_language_of_the_catalogue(tmp_path: Path) -> None:
    text = TABLE.replace("ROWS", CLOSED).replace("CHECK", "a <= nhieu_nhat").replace("label.vi", "label.es")
    head = HEAD.replace("title.vi", "title.es").replace('["vi"]', '["es"]')
    catalogue_of(tmp_path, text, head)
    notes: list[Problem] = []
    lint_catalogue(tmp_path / "thu", notes.append)
    hints = [note.hint or "" for note in notes]
    assert any("{ es = " in hint for hint in hints)
    assert not any("vi = " in hint for hint in hints)


def test_a_month_is_called_by_its_name() -> None:
    """In its own language where the library knows that, or else in English."""
    named = {language: month_name(5, language) for language in ("en", "pt", "es", "sw", "vi")}
    assert named == {"en": "May", "pt": "Maio", "es": "Mayo", "sw": "May", "vi": "5"}
