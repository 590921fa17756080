"""What a function means is written out in terms of others, and no longer than it has to be."""

from __future__ import annotations

import pytest

from cchc.errors import FormulaError
from cchc.formula import meaning
from cchc.formula.meaning import meant, uncovered, written_out
from cchc.formula.reference import evaluate
from cchc.formula.syntax import parse
from cchc.formula.tree import Name, walk


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("a + b", "a + b"),
        ("percent_of(a, b)", "a * b / 100"),
        ("capped(6, percent_of(a, b), 2)", "6 * min(1, a * b / 100 / 2)"),
        ("if_undefined(a / b, 0)", "if_(known(b) and b == 0, 0, a / b)"),
        ("if_undefined(a / 2, 0)", "a / 2"),
        ("if_undefined(a, 0)", "a"),
        ("if_undefined(if_(known(a / b), 1, 2), 0)", "if_(known(a / b), 1, 2)"),
        ("if_undefined(if_(a > 0 and b > 0, 1, 2), 0)", "if_(a > 0 and b > 0, 1, 2)"),
        ("if_undefined(a / b + b / a, 0)", "if_((known(b) and b == 0) or (known(a) and a == 0), 0, a / b + b / a)"),
        ("if_undefined(a / b - 1 / b, 0)", "if_(known(b) and b == 0, 0, a / b - 1 / b)"),
    ],
)
def test_a_meaning_is_written_out(formula: str, written: str) -> None:
    """With a condition only where something can be undefined, and each condition once."""
    assert written_out(parse(formula)) == parse(written)


def test_what_a_reading_knows_stays_as_it_is() -> None:
    """It has a way of its own for it; whether it is undefined is looked up in what it means all the same."""
    formula = "if_undefined(capped(6, a, b), 0)"
    assert written_out(parse(formula), {"capped"}) == parse("if_(known(b) and b == 0, 0, capped(6, a, b))")


def test_a_figure_is_looked_through_once_around() -> None:
    """Formulas that go round in a circle are told elsewhere; here the round ends where it began."""
    loop = {"c": parse("d + 1"), "d": parse("c / a")}
    assert written_out(parse("if_undefined(c, 0)"), (), loop.get) == parse("if_(known(a) and a == 0, 0, c)")
    assert evaluate(parse("if_undefined(c, 7)"), {"a": 0}.get, lambda function, ids: None, loop.get) == 7


def test_a_formula_may_have_as_many_parts_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one that is allowed is allowed; one more is refused with the way out."""
    formula = parse("if_undefined(a / b, 0)")
    parts = sum(1 for _ in walk(written_out(formula)))
    monkeypatch.setattr(meaning, "MOST_NODES", parts)
    written_out(formula)
    monkeypatch.setattr(meaning, "MOST_NODES", parts - 1)
    with pytest.raises(FormulaError, match="looks through too many formulas") as refused:
        written_out(formula)
    error = refused.value
    assert (error.formula[error.start : error.end], error.hint) == ("i", "split the formula")


def test_a_reading_points_at_what_it_cannot_say() -> None:
    """In the formula where there is one; else the function itself is all that is shown."""
    error = uncovered("percent", "a frame", "1 + percent(a, b)")
    assert str(error).startswith("a frame cannot say percent")
    assert (error.formula, error.start, error.end) == ("1 + percent(a, b)", 4, 11)
    alone = uncovered("percent", "a frame")
    assert (alone.formula, alone.start, alone.end) == ("percent", 0, 7)
    assert error.hint == alone.hint == "its table of ways lacks that function"
    assert uncovered("percent", "a frame", "percent(percent(a, b), c)").start == 0
    with pytest.raises(FormulaError, match=r"its row cannot say \+"):
        meant("+", (Name("a"), Name("b")), object())
