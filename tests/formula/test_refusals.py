"""Whoever writes a formula wrongly reads what is wrong, where, and what to write instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.formula.test_syntax import fault

from cchc.errors import FormulaError
from cchc.formula.address import LONGEST
from cchc.formula.syntax import DEPTH, DIGITS, LENGTH, NODES, is_number, parse
from cchc.formula.tree import Apply, Fact, Name, Number, walk

KEPT = Path(__file__).resolve().parents[1] / "snapshots" / "formula-refusals.txt"

REFUSED = (
    "100 * ho_so.dung_han", "a[0]", "a[0].b", "a ** 2", "a // b", "a = b", "a % b", "{a}", "a ]", "a # b", "a; b",
    "a <> b", "a =< b", "a => b", "a && b", "a || b", "a | b", "~a", "a << 2", "!a", "a × b", "a ≤ b", "a – b",
    "f'{a}'", "'a' 'b'", "'Đầy đủ'", "'a", "1e400", "007", "0.5 + " + "9" * (DIGITS + 1), "__import__('os')", "a__b",
    "Tong", "PERCENT(a, b)", "Percnt(a, b)", "a if b else c", "a is b", "a in b", "a == None", "lambda: a", "+a", "0,5",
    "total(*a)", "printed(*a)", "printed(a + 1)", "printed(total)", "sum(a, b)", "percnt(a, b)", "total", "abs(a)(b)",
    "total(a, b=2)", "số_hồ_sơ", "a \\ b", "", "  ", "a +", "  a\n + ", "previous(2)", "a" * (LENGTH + 1),
    "previous(printed(a))", "a + count_rows(b.c > 0)", "  a\t+\u200bb", "a < total(*b)", "(a, b) < c < d",
)  # fmt: skip
REFUSED_OF_TABLES = (
    "b06[Dat].c3", "b06[dat_].c3 + b06.c__4", "b06[].c3", "b06[dat]", "a + b06.C3", "count_rows()",
    "a + count_rows(b.c > 0, 2)", "previous(a + printed(b06.c3))",
    "count_rows(a=b.c > 0)", "count_rows(count_rows(b.c > 0) > 1)", "count_rows(b.c > 'a' 'b')", "b06.c3()",
    "count_rows(" + " + ".join(["b06.c3"] * (LONGEST // 9 + 2)) + " > 0)", "previous(b06.c3 + 1, 2)", "if.c3",
)  # fmt: skip


def refused(text: str, *, has_tables: bool) -> str:
    """The text, shortened, and what is said of it."""
    try:
        tree = parse(text, has_tables=has_tables)
    except FormulaError as error:
        said = str(error)
    else:
        raise AssertionError(f"{text} is {tree}")
    return "\n".join(line[:200].rstrip() for line in f"{ascii(text)[:60]}\n  {said}".splitlines())


def test_what_is_said_of_a_formula_that_is_refused() -> None:
    """The whole of it is kept beside, to be read before it changes: `UPDATE_SNAPSHOTS=1` writes it anew."""
    found = [refused(text, has_tables=False) for text in REFUSED]
    found += [refused(text, has_tables=True) for text in REFUSED_OF_TABLES]
    said = "\n\n".join(found) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        KEPT.write_text(said, encoding="utf-8")
    assert said == KEPT.read_text(encoding="utf-8")


def deep(depth: int) -> str:
    """So many calls in one another."""
    return "abs(" * (depth - 1) + "a" + ")" * (depth - 1)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("(" * DEPTH + "a" + ")" * DEPTH, "(" * (DEPTH + 1) + "a" + ")" * (DEPTH + 1)),
        (deep(DEPTH), deep(DEPTH + 1)),
        ("a + " * (NODES - 2) + "a", "a + " * (NODES - 1) + "a"),
        ("9" * DIGITS, "9" * (DIGITS + 1)),
        ("a" + " " * (LENGTH - 1), "a" + " " * LENGTH),
        ("total(" + ", ".join(["(a)"] * 100) + ")", "total(" + ", ".join(["(a)"] * NODES) + ")"),
        ("a < b < c", "a < " + " + ".join(["b"] * (NODES // 2)) + " < c"),
    ],
)
def test_what_is_allowed_ends_where_it_is_said_to(text: str, more: str) -> None:
    """The greatest that is allowed is a formula; one more of it is none."""
    assert sum(1 for _ in walk(parse(text))) <= NODES
    fault(more)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("(" * 60 + "a" + ")" * 60, (DEPTH, DEPTH + 1)),
        ("-" * 99 + "a", (2 * DEPTH, 2 * DEPTH + 1)),
        ("a - - a + " + deep(DEPTH + 1), (10 + 4 * (DEPTH - 1), 10 + 4 * (DEPTH - 1) + len("abs(a)"))),
    ],
)
def test_the_first_of_too_many_is_pointed_at(text: str, place: tuple[int, int]) -> None:
    """Where what is nested gets too deep."""
    error = fault(text)
    assert f"nested more than {DEPTH} deep" in error.what
    assert (error.start, error.end) == place
    assert (error.hint or "").startswith("split the formula")


def test_a_literal_is_as_long_as_a_formula_may_have_it() -> None:
    assert [is_number("9" * DIGITS), is_number("9" * (DIGITS + 1)), is_number("0." + "3" * (DIGITS - 1))] == [
        True,
        False,
        True,
    ]
    assert not is_number("1e3")


def test_figures_of_tables_are_names() -> None:
    """As they are written, rows that are counted in one line; of the report before, each figure is asked for."""
    tree = parse(" b06[dat_dai].c3 + chung.c4", has_tables=True)
    assert tree == Apply("+", (Name("b06[dat_dai].c3"), Name("chung.c4")))
    assert [node.span for node in walk(tree)] == [(1, 27), (1, 16), (19, 27)]
    counted = parse("count_rows( b06.c3\n  > 0 ) + 1", has_tables=True)
    assert counted == Apply("+", (Name("count_rows(b06.c3 > 0)"), Number(1)))
    assert [node.span for node in walk(counted)][1] == (0, 26)
    longest = "b06." + "c" * (LONGEST - 8) + " > 0"
    assert parse(f"count_rows({longest})", has_tables=True) == Name(f"count_rows({longest})")
    before = parse("previous(a + 2 * b06.c3)", has_tables=True)
    assert before == parse("previous(a) + 2 * previous(b06.c3)", has_tables=True)
    assert parse("previous(b06.c3)", has_tables=True) == Fact("previous", ("b06.c3",))


def test_a_chain_is_shown_as_it_is_written() -> None:
    """Each of its parts where it stands, its links where the whole stands."""
    assert [node.span for node in walk(parse(" a < b < c "))] == [
        (1, 10),
        (1, 10),
        (1, 2),
        (5, 6),
        (1, 10),
        (5, 6),
        (9, 10),
    ]
