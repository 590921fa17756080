"""The same rules asked of dpm-xl, the rule language of European banking supervision: an oracle that shares no code.

dpm-xl stops at a division by zero, where here there is no value, so nothing is divided but for rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from dpmxl import MemoryProvider, Number, TableLayout, evaluate_rule
from hypothesis import given
from hypothesis import strategies as st

from cchc.formula.python import compile_program
from cchc.formula.reference import Null, evaluate
from cchc.formula.syntax import parse
from cchc.judge.precision import Match, compare
from cchc.value import PrintedNumber

CELLS = ("a", "b", "c", "d")
VERDICTS = {"passed": True, "failed": False, "not_applicable": None}
Rule = tuple[str, str]
"""The same in the formula language, and in that of dpm-xl."""


def verdict(rule: str, cells: Sequence[Number | None]) -> bool | None:
    """What dpm-xl says of a rule on the cells of a column; None where it cannot say."""
    rows = tuple(f"{place:04d}" for place in range(len(cells)))
    values = {("T", row, "0010", None, ()): cell for row, cell in zip(rows, cells, strict=True) if cell is not None}
    answer = evaluate_rule(rule, MemoryProvider([TableLayout("T", rows=rows, columns=("0010",))], values))
    return VERDICTS[answer.status]


def _cell(name: str) -> Rule:
    return name, f"{{tT, r{CELLS.index(name):04d}, c0010}}"


def _joined(op: str, theirs: str | None = None) -> st.SearchStrategy[tuple[str, str]]:
    return st.just((op, theirs or op))


def _binary(inner: st.SearchStrategy[Rule], *ops: tuple[str, str]) -> st.SearchStrategy[Rule]:
    return st.builds(
        lambda left, op, right: (f"({left[0]} {op[0]} {right[0]})", f"({left[1]} {op[1]} {right[1]})"),
        inner,
        st.sampled_from(ops),
        inner,
    )


def numbers() -> st.SearchStrategy[Rule]:
    """Sums, differences and products of cells and numbers."""
    literals = st.integers(0, 99).map(lambda number: (str(number), str(number)))
    return st.recursive(
        st.sampled_from(CELLS).map(_cell) | literals,
        lambda inner: (
            _binary(inner, ("+", "+"), ("-", "-"), ("*", "*"))
            | inner.map(lambda each: (f"abs({each[0]})", f"abs({each[1]})"))
            | inner.map(lambda each: (f"(-{each[0]})", f"(-{each[1]})"))
        ),
        max_leaves=5,
    )


def rules() -> st.SearchStrategy[Rule]:
    """Comparisons, joined by and, or and not."""
    compared = _binary(numbers(), ("==", "="), ("!=", "!="), ("<", "<"), ("<=", "<="), (">", ">"), (">=", ">="))
    return st.recursive(
        compared,
        lambda inner: (
            _binary(inner, ("and", "and"), ("or", "or"))
            | inner.map(lambda each: (f"(not {each[0]})", f"(not ({each[1]}))"))
        ),
        max_leaves=4,
    )


@given(rules(), st.lists(st.none() | st.integers(-50, 50), min_size=4, max_size=4))
def test_a_rule_has_the_verdict_that_dpm_xl_gives(rule: Rule, cells: list[int | None]) -> None:
    """Sums, comparisons and logic where figures lack: true, false, or nothing to say."""
    said = verdict(rule[1], [None if cell is None else Number.of(cell) for cell in cells])
    figures = dict(zip(CELLS, cells, strict=True))
    tree = parse(rule[0])
    answer = evaluate(tree, figures.get, no_facts)
    assert (None if isinstance(answer, Null) else answer) == said
    assert compile_program([], [tree]).run(figures.get, no_facts)[1][0] == said


@given(
    st.integers(0, 400), st.integers(1, 400), st.integers(0, 3), st.integers(-3, 3), st.sampled_from((2, 10, 40, 1000))
)
def test_a_printed_rate_agrees_where_dpm_xl_says_so(part: int, whole: int, decimals: int, off: int, of: int) -> None:
    """A printed rate stands for an interval with both of its ends; printed as it is rounded, or some halves beside."""
    rate = round(Decimal(100 * part) / whole, decimals) + Decimal(off).scaleb(-decimals) / of
    rate = rate.quantize(Decimal(1).scaleb(-decimals))
    rule = "with {interval: true}: {tT, r0000, c0010} = 100 * {tT, r0001, c0010} / {tT, r0002, c0010}"
    said = verdict(rule, [Number.of(rate, decimals), Number.of(part), Number.of(whole)])
    printed = PrintedNumber(rate, decimals, text=str(rate))
    assert (compare(printed, Fraction(100 * part, whole)) is Match.AGREES) == said


@pytest.mark.parametrize(("printed", "exact", "agrees"), [("12.5", "12.55", True), ("12.5", "12.551", False)])
def test_the_end_of_an_interval(printed: str, exact: str, agrees: bool) -> None:
    """What dpm-xl is asked about above, so that the test could fail."""
    rule = "with {interval: true}: {tT, r0000, c0010} = {tT, r0001, c0010}"
    assert verdict(rule, [Number.of(printed, 1), Number.of(exact)]) is agrees
    assert (compare(PrintedNumber(Decimal(printed), 1, text=printed), Fraction(exact)) is Match.AGREES) is agrees


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    raise AssertionError(f"{function} was asked")
