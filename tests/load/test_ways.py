"""A way of adding up that does not fit its line is refused with its place, and each way that fits has a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of

from cchc.edition import IndicatorKind
from cchc.edition.aggregation import Axis, Way
from cchc.errors import Problem
from cchc.load.ways import WAYS, ways_of

Mistakes = Callable[..., tuple[Problem, ...]]
LINES, AUXILIARY, FORM, RULES = (
    "nho-2024/lines.toml",
    "nho-2024/auxiliary.toml",
    "nho-2024/edition.toml",
    "nho-2024/rules.toml",
)
COUNT = 'over_time = "last"\nover_offices = "sum"\nlegal_basis'
RATE = 'over_time = "recompute"\nover_offices = "recompute"'
STATUS = 'over_time = "last"\nover_offices = "count_by_status"'
COMPUTED = 'over_time = "last"\nover_offices = "sum"'
HEADING = 'kind = "heading"\n'


def ways(over_time: str, over_offices: str) -> str:
    return f'over_time = "{over_time}"\nover_offices = "{over_offices}"'


@pytest.mark.parametrize(
    ("old", "over_time", "over_offices", "key", "what", "hint"),
    [
        (COUNT, "last", "recompute", "giao.over_offices", "no formula", "sum, union"),
        (COUNT, "last", "count_yes", "giao.over_offices", "'count_yes' over offices does not fit", "sum, union"),
        (COUNT, "last", "count_issued", "giao.over_offices", "kind count", "sum, union"),
        (COUNT, "last", "count_by_status", "giao.over_offices", "kind count", "sum, union"),
        (COUNT, "last", "flow", "giao.over_offices", "does not fit", "over offices write 'sum'"),
        (COUNT, "last", "last", "giao.over_offices", "does not fit", "sum, union"),
        (COUNT, "last", "cumulative", "giao.over_offices", "does not fit", "sum, union"),
        (COUNT, "recompute", "sum", "giao.over_time", "no formula", "flow, first, last"),
        (COUNT, "sum", "sum", "giao.over_time", "'sum' over time does not fit", "over time write 'flow'"),
        (COUNT, "union", "sum", "giao.over_time", "does not fit", "flow, first, last"),
        (COUNT, "count_yes", "sum", "giao.over_time", "does not fit", "flow, first, last"),
        (RATE, "recompute", "sum", "ty_le.over_offices", "percentages are not added", "recompute, reported, none"),
        (RATE, "recompute", "union", "ty_le.over_offices", "percentages are not added", "recompute, reported, none"),
        (RATE, "flow", "recompute", "ty_le.over_time", "percentages are not added", "recompute, reported, none"),
        (RATE, "last", "recompute", "ty_le.over_time", "with a formula", "recompute, reported, none"),
        (RATE, "recompute", "count_issued", "ty_le.over_offices", "does not fit", "recompute, reported, none"),
        (STATUS, "last", "sum", "phan_cap.over_offices", "kind status", "count_by_status, reported, none"),
        (STATUS, "last", "count_yes", "phan_cap.over_offices", "kind status", "count_by_status"),
        (STATUS, "flow", "count_by_status", "phan_cap.over_time", "kind status", "first, last"),
        (STATUS, "cumulative", "count_by_status", "phan_cap.over_time", "kind status", "first, last"),
        (HEADING, "last", "none", "ke_hoach.over_time", "kind heading", "none"),
        (HEADING, "none", "sum", "ke_hoach.over_offices", "kind heading", "none"),
    ],
)
def test_a_way_that_does_not_fit_is_refused(
    mistakes: Mistakes, old: str, over_time: str, over_offices: str, key: str, what: str, hint: str
) -> None:
    """Told at the key that is wrong, with the words that may stand there."""
    added = ways(over_time, over_offices)
    new = f"{old}{added}\n" if old == HEADING else added + ("\nlegal_basis" if old == COUNT else "")
    (found,) = mistakes((LINES, old, new))
    assert (found.code, found.file, found.key) == ("CCHC-L003", LINES, key)
    assert found.line is not None
    assert what in found.what
    assert found.hint is not None
    assert hint in found.hint


@pytest.mark.parametrize(
    ("over_time", "over_offices", "key"),
    [("flow", "recompute", "con_lai.over_time"), ("recompute", "sum", "con_lai.over_offices")],
)
def test_what_is_recomputed_over_one_axis_is_not_added_over_the_other(
    mistakes: Mistakes, over_time: str, over_offices: str, key: str
) -> None:
    """The parts would be added up over both, or over neither."""
    (found,) = mistakes((AUXILIARY, COMPUTED, ways(over_time, over_offices)))
    assert (found.code, found.key, found.line) == ("CCHC-L006", key, 8 if key.endswith("time") else 9)


@pytest.mark.parametrize(
    ("over_time", "over_offices"),
    [("recompute", "recompute"), ("flow", "sum"), ("first", "union"), ("recompute", "none"), ("reported", "recompute")],
)
def test_a_computed_count_may_be_added_or_recomputed(mistakes: Mistakes, over_time: str, over_offices: str) -> None:
    """Either is right, and where there is no whole there is nothing to agree on."""
    assert mistakes((AUXILIARY, COMPUTED, ways(over_time, over_offices))) == ()


@pytest.mark.parametrize("axis", ["time", "offices"])
@pytest.mark.parametrize("word", ["mean", "mean(giao)", "mean (giao)"])
def test_a_mean_is_refused_until_figures_can_be_weighted(mistakes: Mistakes, axis: str, word: str) -> None:
    """It is a word of the language, so the answer is not that there is no such word."""
    key = f'over_{axis} = "recompute"'
    (found,) = mistakes((LINES, key, f'over_{axis} = "{word}"'))
    assert (found.code, found.key) == ("CCHC-L003", f"ty_le.over_{axis}")
    assert "weights" in found.what


@pytest.mark.parametrize(
    ("key", "word", "hint"), [("over_time", "lst", "last"), ("over_offices", "summ", "sum"), ("over_offices", "", None)]
)
def test_an_unknown_way_is_told_once(mistakes: Mistakes, key: str, word: str, hint: str | None) -> None:
    """Nothing follows from a word that is no way, so that its fit is not blamed as well."""
    was = {"over_time": "last", "over_offices": "sum"}[key]
    (found,) = mistakes((LINES, f'{key} = "{was}"', f'{key} = "{word}"'))
    assert (found.code, found.key) == ("CCHC-L004", f"giao.{key}")
    assert hint is None or (found.hint is not None and hint in found.hint)


@pytest.mark.parametrize(
    ("new", "key"),
    [
        ('[kinds."count.lasst"]', "kinds.count.lasst"),
        ('[kinds."count.count_yes"]', "kinds.count.count_yes"),
        ("[kinds.count.recomputed]", "kinds.count.recomputed"),
    ],
)
def test_a_default_is_for_a_way_that_exists(mistakes: Mistakes, new: str, key: str) -> None:
    """A default for a way misspelt would stand for no line, and every line would silently take another."""
    (found,) = mistakes((FORM, '[kinds."count.last"]', new))
    assert (found.code, found.key) == ("CCHC-L003", key)


@pytest.mark.parametrize(
    ("selection", "key"),
    [
        ('over_time = ["last", "lasst"]', "R1.each.over_time"),
        ('over_offices = ["sum", "flow"]', "R1.each.over_offices"),
        ('unit = ["nhiem_vu", "nhiem_vuu"]', "R1.each.unit"),
    ],
)
def test_a_rule_selects_by_words_that_exist(mistakes: Mistakes, selection: str, key: str) -> None:
    """One word of several that means nothing would leave lines out and never be seen."""
    (found,) = mistakes((RULES, 'each = { kind = "count" }', f'each = {{ kind = "count", {selection} }}'))
    assert (found.code, found.key) == ("CCHC-L004", key)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('zero_denominator = "undefined"', 'zero_denominator = "nought"', "zero_denominator"),
        ('rounding = "half_away_from_zero"', 'rounding = "half_even"', "rounding"),
        ('prepared_by = ["Người lập"]', 'prepared_bye = ["Người lập"]', "signatories.prepared_bye"),
    ],
)
def test_closed_lists_of_an_edition_are_closed(mistakes: Mistakes, old: str, new: str, key: str) -> None:
    """What an edition may say of itself is told by one list each."""
    (found,) = mistakes((FORM, old, new))
    assert found.code in ("CCHC-L002", "CCHC-L003")
    assert found.key == key


def test_every_kind_has_a_way_over_each_axis():
    """A kind of line that nothing fits could not be written down."""
    for kind, axis, computed in product(IndicatorKind, Axis, (False, True)):
        assert Way.NONE in ways_of(kind, axis, computed=computed)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_guide_names_every_way(root: Path, language: str) -> None:
    """Whoever writes a catalogue finds each word, and no other, in the table of the guide."""
    page = (root / "docs" / language / "own-catalogue.md").read_text(encoding="utf-8")
    (block,) = [block for block in page.split("\n\n") if "| `flow`" in block]
    table = [row for row in block.split("\n") if row.startswith("| `")]
    told = {word for row in table for word in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert told == {way for ways in WAYS.values() for way in ways}


def test_how_a_table_adds_up_holds_for_columns_that_may_add_up_so(tmp_path: Path) -> None:
    """What a table says of all its columns is not asked of a rate, a mean or a day, which go their own ways."""
    text = f"""
[table.t]
over_time = "flow"
over_offices = "sum"
{STUB}open = {{ key = "label", total = "Tổng cộng" }}
columns = [
    {{ id = "a", heading = ["Số vụ"] }},
    {{ id = "b", heading = ["Đã xong"], over_time = "last" }},
    {{ id = "r", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(b, a)" }},
    {{ id = "d", heading = ["Ngày"], kind = "date" }},
]
"""
    columns = catalogue_of(tmp_path, text).edition.tables["t"].columns
    assert [columns[id].asks.over_time.value for id in "abr"] == ["flow", "last", "recompute"]
