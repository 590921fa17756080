"""Whoever writes a formula wrongly reads what is wrong, where, and what to write instead."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.formula.test_syntax import fault

from cchc.errors import FormulaError
from cchc.formula.address import LONGEST
from cchc.formula.signature import Kind
from cchc.formula.syntax import DEPTH, DIGITS, LENGTH, NODES, is_number, parse
from cchc.formula.tree import Apply, Fact, Name, Number, walk
from cchc.formula.typecheck import PERCENT, Type, check, figure_type, problems, type_of

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


HO_SO = (("ho_so", 1),)
CLASHING = (
    *((text, None) for text in (
        "a + so_hoso", "a > b06[x].c3", "total_ + 1", "printed(none_such) > 0", "a + n", "a <= n",
        "max(a, 1, n)", "if_(y, a, n)", "h + 1", "t + 1", "a and y", "not e", "y + 1", "not k", "k + 1", "bands(a, b)",
        "bands(n, k)", "bands(a, n)", "abs(e)", "-e", "-(a + n)", "a == y", "y < z", "e == g", "s == s",
        "date_of(a) > report_date()", "s < 'day_du'", "bands(a, k)", "bands(5, k)", "bands(a, 5)", "printed(h)",
        "printed(y) + printed(n)", "round(a, 9)", "is_reported(none_such) and y", "a + (y + 1)", "(a and y) + 1",
        "percent(a) > 1 and y", "printed(m) + a", "not percent(a)", "report_year(a) + 1", "2 * 3", "1 / a", "a / a / 2",
        "round(a + n, y)", "round(a, y)", "b06.c3 > h", "not -a", "y == (p > 1)", "known(a) + 1",
        "printed(none_such) + n + a", "round(y, 1) + a > 0", "round(a, 10) > y", "date_of(a) > 5", "'dy_du' == s",
        "is_reported(none_such) and n", "none_such > 1 and n",
        "s == 'dy_du'", "s == 'xxxxxx'", "a == 'day_du'", "'day_du' == s", "'day_du' == 'day_du'", "s + 1 == 'day_du'",
        "known('day_du')",
        "percent(a)", "total()", "printed(a, b)", "period_end(a) > date_of(e)", "printed(m) > 0", "is_reported(m)",
        "round(a, b)", "round(a, 1.5)", "round(a, 10)", "round(y, 1)", "not (a + 1) or not e", "a * n > n", "a / n > n",
        "if_(a, b, b) > 0", "implies(a, y)", "if_(y, s, s)", "percent_of(n, a)", "known(a, b)", "year_of(s)",
        "a * a * n < a",
        "none_such > other_such",
    )),
    *((text, of) for of in ("a", "p", "q8", "bare") for text in (
        "a", "n", "percent(a, b)", "per_mille(a, b)", "a / b * 100", "a * p / 100", "number(n) * number(a) / 2 + 1",
        "a > 0", "12", "a / n",
    )),
    *((text, of) for of in ("y", "d") for text in ("a", "a > 0", "date_of(e)", "12")),
)  # fmt: skip
"""Formulas, each with the line that it is to be the formula of, if any."""


def line(kind: str, unit: str | None = None, **more: object) -> SimpleNamespace:
    return SimpleNamespace(**{"kind": kind, "unit": unit, "statuses": (), **more})


LINES = {
    **dict.fromkeys(("a", "b"), line("count", "ho_so")), "n": line("count", "nguoi"), "bare": line("number"),
    "p": line("percentage", "phan_tram"), "q8": line("per_mille", "phan_nghin"),
    **dict.fromkeys(("y", "z"), line("yes-no")), "h": line("heading"), "t": line("text"),
    **dict.fromkeys(("e", "g"), line("document")), "d": line("date"),
    "s": line("status", statuses=("day_du", "chua_day_du")), "m": line("number", "ho_so", is_parameter=True),
    "k": line("score", "diem", has_bands=True, asked=HO_SO), "l": line("number", has_bands=True),
    "r": line("percentage", "phan_tram", has_bands=True), "u": line("percentage", has_bands=True),
}  # fmt: skip


def blamed(text: str, of: str | None) -> str:
    """What is wrong with the types of a formula, or the type that it has."""
    tree, expected = parse(text, has_tables=True), None if of is None else figure_type(LINES[of])
    found = list(problems(tree, LINES, text=text, expected=expected))
    said = [f"  {error.code} {error}" for error in found]
    if not found:
        said = [f"  {check(tree, LINES, text=text, expected=expected)}"]
    else:
        with pytest.raises(FormulaError) as refused:
            check(tree, LINES, text=text, expected=expected)
        assert said[0] == f"  {refused.value.code} {refused.value}"
    return "\n".join([text if of is None else f"{of} = {text}", *said])


def test_what_is_said_of_units_and_kinds() -> None:
    """The same of what is written rightly and does not belong together, or is not of its line."""
    said = "\n\n".join(blamed(text, of) for text, of in CLASHING) + "\n"
    path = KEPT.with_name("formula-clashes.txt")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def test_a_tree_that_no_text_gives_is_told_what_is_wrong_too() -> None:
    """One that comes by JSON: a function's name where a figure should be, a sum of one."""
    (error,) = problems(Name("percent"), LINES)
    assert (error.what, error.hint) == ("there is no indicator percent", "the function is written percent(…)")
    (error,) = problems(Apply("+", (Name("a"),)), LINES)
    assert (error.what, error.hint) == ("+ takes 2 or more arguments, not 1", None)
    with pytest.raises(FormulaError) as refused:
        type_of(Name("none_such"), LINES)
    assert refused.value.formula == ""


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("k", Type(Kind.BANDS, (("diem", 1),))), ("l", Type(Kind.BANDS)),
        ("r", Type(Kind.BANDS, PERCENT)), ("u", Type(Kind.BANDS)), ("q8", Type(Kind.NUMBER, (("‰", 1),))),
        ("bare", Type(Kind.NUMBER)), ("d", Type(Kind.DATE)), ("t", None), ("h", None),
    ],
)  # fmt: skip
def test_a_line_has_a_type(name: str, type: Type | None) -> None:
    """By its kind and its unit; bands by the unit of what they give."""
    assert figure_type(LINES[name]) == type


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
        ("a < " + " + ".join(["b"] * 124) + " < c", "a < " + " + ".join(["b"] * 125) + " < c"),
        (" + ".join(["b"] * 249) + " < c < d", " + ".join(["b"] * 250) + " < c < d"),
        ("a < c < " + " + ".join(["b"] * 249), "a < c < " + " + ".join(["b"] * 250)),
        (deep(DEPTH - 1) + " < b", deep(DEPTH) + " < b"),
        (f"previous({deep(DEPTH - 1)})", f"previous({deep(DEPTH)})"),
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
        ("- " * 99 + "a", (4 * DEPTH, 4 * DEPTH + 1)),
        ("a - " + "-" * 99 + "a", (2 * DEPTH + 3, 2 * DEPTH + 4)),
        ("(a) + " + "(" * 60 + "a" + ")" * 60, (DEPTH + 6, DEPTH + 7)),
        ("a - - a + " + deep(DEPTH + 1), (10 + 4 * (DEPTH - 1), 10 + 4 * (DEPTH - 1) + len("abs(a)"))),
    ],
)
def test_the_first_of_too_many_is_pointed_at(text: str, place: tuple[int, int]) -> None:
    """Where what is nested gets too deep."""
    error = fault(text)
    assert f"nested more than {DEPTH} deep" in error.what
    assert (error.start, error.end) == place
    assert (error.hint or "").startswith("split the formula")


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a +", (3, 4), None),
        ("  a) + b", (3, 4), None),
        ("  (a + b", (2, 3), None),
        ("  ", (0, 0), None),
        ("total(" + ", ".join(["a"] * NODES) + ")", (6 + 3 * (NODES - 1), 7 + 3 * (NODES - 1)), "split it"),
        ("a" * (LENGTH + 1), (0, 61), "split it"),
    ],
)
def test_what_python_or_a_bound_refuses_is_pointed_at(text: str, place: tuple[int, int], hint: str | None) -> None:
    """At the very character, whatever stands before; at the end where something is still to come."""
    error = fault(text)
    assert ((error.start, error.end), error.hint) == (place, hint)


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
    assert [node.span for node in walk(parse("previous(a)"))] == [(0, 11)]
    assert [node.span for node in walk(parse("previous(a + 2 * b)"))] == [
        (9, 18),
        (9, 10),
        (13, 18),
        (13, 14),
        (17, 18),
    ]
    parse(f"count_rows({deep(DEPTH - 2)} > 0)", has_tables=True)
    with pytest.raises(FormulaError, match="deep"):
        parse(f"count_rows({deep(DEPTH - 1)} > 0)", has_tables=True)


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
