"""The generated function means what the reference interpreter means, to the last digit."""

from __future__ import annotations

import itertools
import linecache
import traceback
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc.formula.gradual import FEW, Gradual, interpreted
from cchc.formula.python import Program, compile_program, compile_rows, compile_typed, nearest
from cchc.formula.reference import Null, evaluate, rounded
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Fact, Name, Tree, facts_of
from cchc.value import Cause, Undefined

KLEENE = (True, False, None)


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    raise AssertionError(f"{function} was asked")


def expected(tree: Tree, get, ask):
    value = evaluate(tree, get, ask)
    return None if isinstance(value, Null) else value


def run(text: str, decimals: int | None = None, **figures: object):
    program = compile_program([("x", parse(text), decimals)], [])
    return program.run(figures.get, no_facts)[0][0]


def holds(text: str, **figures: object):
    return compile_program([], [parse(text)]).run(figures.get, no_facts)[1][0]


@given(st.data())
def test_checks_agree_with_the_reference(world, data):
    """Whatever the trees, the figures and the facts, each outcome is the reference's."""
    checks = data.draw(st.lists(world.booleans, min_size=1, max_size=4))
    figures, ask = data.draw(world.figures), data.draw(world.answers)
    _, outcomes = compile_program([], checks).run(figures.get, ask)
    assert outcomes == tuple(expected(check, figures.get, ask) for check in checks)
    assert all(outcome is None or isinstance(outcome, bool) for outcome in outcomes)


@given(st.data())
def test_computed_values_agree_with_the_reference(world, data):
    """Each formula is rounded once at its decimals, and those after it see it rounded."""
    trees = data.draw(st.lists(st.tuples(world.numbers, st.sampled_from([None, 0, 1, 2, 4])), min_size=1, max_size=3))
    last = data.draw(world.booleans)
    figures, ask = data.draw(world.figures), data.draw(world.answers)
    computed = []
    known: dict[str, object] = dict(figures)
    scaled = []
    for place, (drawn, decimals) in enumerate(trees):
        id, tree = f"x{place}", drawn
        if place:
            tree = Apply(data.draw(st.sampled_from(["+", "*", "percent", "max"])), (Name(f"x{place - 1}"), tree))
        computed.append((id, tree, decimals))
        exact = expected(tree, known.get, ask)
        scaled.append(None if exact is None else rounded(exact, decimals or 0))
        known[id] = None if exact is None else Fraction(scaled[-1], 10 ** (decimals or 0))
    check = Apply("and", (Apply("<=", (Name("x0"), Name("a"))), last))
    program = compile_program(computed, [check])
    values, outcomes = program.run(figures.get, ask)
    assert interpreted(computed, [check], figures.get, ask) == (values, outcomes)
    assert values == tuple(scaled)
    assert all(value is None or type(value) is int for value in values)
    assert outcomes == (expected(check, known.get, ask),)


@given(st.data())
def test_typed_values_and_failures_are_those_of_the_program(world, data):
    """Whether it takes any figures or is handed integers, the typed function gives the program's values and failures,
    and of a formula without a value the cause that the reference gives, or None."""
    tree, check = data.draw(world.numbers), data.draw(world.booleans)
    if any(facts_of(each) for each in (tree, check)):
        return
    computed = [("x0", tree, 2), ("x1", Apply("percent", (Name("x0"), Name("a"))), 2)]
    figures = data.draw(world.figures)
    whole = {id: figure for id, figure in figures.items() if type(figure) is int}
    for known, is_whole in ((figures, False), (whole, True)):
        scaled, outcomes = compile_program(computed, [check]).run(known.get, no_facts)
        judge = compile_typed(computed, [check], [Typed(), Typed()], tuple(known), is_whole=is_whole)
        values, by_id, broken = judge(*known.values())
        assert (values, broken) == (scaled, [0] if outcomes == (False,) else [])
        seen = known | {"x0": None if scaled[0] is None else Fraction(scaled[0], 100)}
        for (id, formula, _), value in zip(computed, values, strict=True):
            if value is not None:
                assert by_id[id] == str(value)
            elif by_id[id] is not None:
                null = evaluate(formula, seen.get, no_facts)
                assert by_id[id] == Undefined(null.cause, null.input)


class Typed(dict[int | None, str]):
    """What stands for a typed value here: the text of its integer."""

    def __missing__(self, scaled):
        return str(scaled)


PITFALLS = (
    "a / b + b", "b + a / b", "percent(a, b) + percent(b, a)", "0.5 * a / 4", "a / (0.5 * b)", "0.25 * a / (b + 0.5)",
    "percent(0.5 * a, b * 1.5)", "p / 0.5 + 0.25", "a / 0.5", "min(0.5 * a, b)", "max(a, 2.5)", "min(a)",
    "max(a + 0.5)", "if_(a > 0.5, 0.25 * b, c)", "if_(a / b > c, 1, 0.5)", "total(a, 0.5, 0.25 * b)", "abs(0.5 - a)",
    "-(a - 0.5) * 0.5", "percent(percent(a, b), 100)", "percent(0, a)", "percent(a, 4)", "percent(a - a, b)",
    "a * 0 / b", "5 / a",
    "0.5 / a", "if_(y and a > b, a, b / c)", "if_(a >= 0 and 1 / a > 0, 1, 2)", "if_(1 / b > 0 or b >= 0, 1, 2)",
    "number(a) * p", "percent(p, q)", "p * a / q",
)  # fmt: skip


AFTERWARDS = "0.5 <= x / 3 or x - 0.25 > a"


@cache
def program_of(text: str, decimals: int | None) -> Program:
    return compile_program([("x", parse(text), decimals)], [parse(f"x <= {text}"), parse(AFTERWARDS)])


@pytest.mark.parametrize("text", PITFALLS)
@settings(max_examples=20)
@given(figures=st.data(), decimals=st.sampled_from([None, 1, 2]))
def test_scales_and_zeros(world, text, figures, decimals):
    """Literals, rates and computed values of different decimals meet exactly; each zero denominator is guarded."""
    figures = figures.draw(world.figures)
    figures |= {id: figures[id] or 0 for id in "ab"}
    exact = expected(parse(text), figures.get, no_facts)
    scaled = None if exact is None else rounded(exact, decimals or 0)
    known = figures | {"x": None if scaled is None else Fraction(scaled, 10 ** (decimals or 0))}
    checks = (parse(f"x <= {text}"), parse(AFTERWARDS))
    outcomes = tuple(expected(check, known.get, no_facts) for check in checks)
    assert program_of(text, decimals).run(figures.get, no_facts) == ((scaled,), outcomes)


integers = st.integers(-(10**17), 10**17) | st.integers(-30, 30)


@given(part=integers, whole=integers, decimals=st.integers(0, 4))
@example(part=-1, whole=20000, decimals=2)
@example(part=1, whole=-20000, decimals=2)
@example(part=-1, whole=-20000, decimals=2)
@example(part=-3, whole=20000, decimals=2)
@example(part=0, whole=-7, decimals=2)
def test_rates_round_half_away_from_zero(part, whole, decimals):
    """A rate of integers of any sign is the nearest unit of its last decimal, ties away from zero."""
    scaled = None if whole == 0 else rounded(Fraction(100 * part, whole), decimals)
    assert run("percent(part, whole)", decimals, part=part, whole=whole) == scaled


@pytest.mark.parametrize(("left", "right"), list(itertools.product(KLEENE, KLEENE)))
def test_truth_table(left, right):
    """Kleene: `and` is the lesser, `or` the greater, of false < null < true; `implies` is not-a or b."""
    order = {False: 0, None: 1, True: 2}
    truth = {rank: value for value, rank in order.items()}
    figures = {"l": left, "r": right}
    assert holds("l and r", **figures) is truth[min(order[left], order[right])]
    assert holds("l or r", **figures) is truth[max(order[left], order[right])]
    assert holds("implies(l, r)", **figures) is truth[max(2 - order[left], order[right])]
    assert holds("not l", **figures) is truth[2 - order[left]]
    equal = None if None in (left, right) else left is right
    assert holds("l == r", **figures) is equal
    assert holds("l != r", **figures) is (None if equal is None else not equal)


@pytest.mark.parametrize("operator", ["and", "or"])
@pytest.mark.parametrize("values", list(itertools.product(KLEENE, KLEENE, KLEENE)))
def test_truth_table_of_three(operator, values):
    """Three operands make what two and then one make, whichever two are null together."""
    figures = dict(zip("lmn", values, strict=True))
    tree = parse(f"l {operator} m {operator} n")
    assert holds(f"l {operator} m {operator} n", **figures) is expected(tree, figures.get, no_facts)
    pairs = {"l": values[0], "m": values[1], "n": values[2]}
    text = f"l {operator} m {operator} known(n) {operator} not l"
    assert holds(text, **pairs) is expected(parse(text), pairs.get, no_facts)


@pytest.mark.parametrize("text", ["l < r", "l <= r", "l == r", "l != r", "l > r", "l >= r", "l + r == r + l"])
def test_null_spreads_through_comparisons(text):
    """Equality and inequality treat null as ordering does."""
    assert holds(text, l=None, r=1) is None
    assert holds(text, l=1, r=None) is None
    assert holds(text, l=None, r=None) is None


def test_choice_is_lazy():
    """The branch that is not taken may be null; a null condition makes the choice null."""
    assert run("if_(a == 0, 0, b / a)", a=0, b=1) == 0
    assert run("if_(a == 0, 0, b / a)", a=2, b=7) == 4
    assert run("if_(a == 0, 0, b / a)", a=None, b=7) is None


def test_division_by_zero_is_null():
    """A zero denominator gives null wherever it stands, never an exception."""
    assert run("percent(a, b)", 2, a=1, b=0) is None
    assert run("percent(a, 0)", 2, a=1) is None
    assert run("a / (b - b)", 2, a=1, b=5) is None
    assert holds("a / 0 == 1", a=1) is None
    assert holds("known(a / b)", a=1, b=0) is False


def test_each_input_is_fetched_once():
    """However many formulas use a figure or a fact, it is asked for once."""
    asked: list[object] = []
    checks = [parse(text) for text in ("a <= b", "a >= 0", "b >= 0", "printed(a) == a", "printed(a) >= 0")]
    program = compile_program([("x", parse("percent(a, b)"), 2)], checks)
    program.run(lambda id: asked.append(id) or 1, lambda function, ids: asked.append((function, ids)) or 1)
    assert sorted(asked, key=str) == sorted(["a", "b", ("printed", ("a",))], key=str)
    assert program.inputs == ("a", "b")


def test_a_formula_may_not_stand_before_its_parts():
    """Computed names are used only after they are computed."""
    with pytest.raises(ValueError, match="y is used before"):
        compile_program([("x", parse("y + 1"), None), ("y", parse("a"), None)], [])


def test_ids_never_become_code():
    """A name reaches the source as a quoted text only."""
    evil = "a')\n    import os  # "
    program = compile_program([(evil + "2", Name(evil), None)], [Apply(">=", (Name(evil), Name("b")))])
    assert program.run({evil: 3, "b": 2}.get, no_facts) == ((3,), (True,))
    assert "\n    import os" not in program.source


def test_a_traceback_shows_the_generated_line():
    """A figure of the wrong kind raises TypeError, and the traceback quotes the line at fault."""
    program = compile_program([], [parse("a >= 0")])
    with pytest.raises(TypeError) as raised:
        program.run({"a": "ba"}.get, no_facts)
    assert "v0 >= 0" in "".join(traceback.format_exception(raised.value))


def test_a_traceback_of_equal_programs_shares_one_source():
    """Compiling the same edition again does not fill the line cache."""
    first, second = (compile_program([], [parse("a >= 0")]) for _ in range(2))
    assert first.run.__code__.co_filename == second.run.__code__.co_filename


def test_the_deepest_and_longest_formulas_compile():
    """Whatever the parser lets through compiles: deep, long, with the longest literals."""
    text = "0.00000000000000001 * a"
    for _ in range(36):
        text = f"-({text})"
    assert run(text, 2, a=10**17) == 100
    product = " * ".join(["(" + " * ".join(["0.12345678901234567"] * 11) + ")"] * 11)
    assert run(product, 4) == 0
    assert run("max(" + ", ".join(f"a + {n}" for n in range(60)) + ")", a=1) == 60


def test_a_few_reports_are_interpreted_and_many_compiled():
    """Whichever way a report goes, it comes out the same; only where there are many is compiling worth it."""
    gradual = Gradual([("x", parse("percent(a, b)"), 2)], [parse("x > 50")])
    for place in range(FEW + 2):
        assert ("program" in vars(gradual)) == (place > FEW)
        assert gradual.run({"a": 2, "b": 3}.get, no_facts) == ((6667,), (True,))


def test_what_is_computed_of_a_computed_figure_sees_it_rounded():
    """Interpreted as compiled: 66.67, not two thirds, of what has decimals; whole, of what has none."""
    computed = [
        ("x", parse("percent(a, b)"), 2),
        ("y", parse("x * 3"), 2),
        ("z", parse("a / b"), None),
        ("u", parse("z + w"), None),
    ]
    checks = [parse("x == 66.67"), parse("z == 1"), parse("if_undefined(v, 0) == 0")]
    formulas = {"v": parse("1 / (a - a)")}
    figures = {"a": 2, "b": 3, "w": 4}
    expected = ((6667, 20001, 1, 5), (True, True, True))
    assert interpreted(computed, checks, figures.get, no_facts, formulas.get) == expected
    assert compile_program(computed, checks, formulas.get).run(figures.get, no_facts) == expected


def test_rows_are_judged_one_by_one():
    """What fails is told by row and check; what cannot be told of a row fails."""
    judge = compile_rows([parse("a + b == c"), parse("percent(a, b) > 50")], ("a", "b", "c"))
    assert judge([(2, 3, 5), (2, 3, 6), (1, 0, 1), (1, 2, 4)]) == [(1, 0), (2, 1), (3, 0), (3, 1)]
    assert judge([]) == compile_rows([], ("a",))([(1,), (2,)]) == []


def test_a_quotient_of_fractions_is_rounded_too():
    """Half away from zero, whichever of the two is a fraction."""
    assert [nearest(5, 2), nearest(Fraction(5, 2), 1), nearest(1, Fraction(2, 5)), nearest(-5, Fraction(2))] == [
        3,
        3,
        3,
        -3,
    ]


def test_a_typed_value_over_nothing_says_so():
    """Nothing divided by nothing is undefined, not missing; a missing part is named."""
    judge = compile_typed([("x", parse("percent(a, b)"), 2)], [], [Typed()], ("a", "b"))
    assert judge(0, 0)[1] == {"x": Undefined(Cause.ZERO_DENOMINATOR)}
    assert judge(None, 1)[1] == {"x": Undefined(Cause.MISSING_INPUT, "a")}


def test_a_program_tells_what_it_asks_of_the_form():
    """The facts of its checks, each once."""
    checks = [parse("printed(a) == a"), parse("printed(a) > 0 and is_reported(b)")]
    assert compile_program([], checks).facts == (Fact("printed", ("a",)), Fact("is_reported", ("b",)))


def test_two_programs_of_one_checksum_have_two_names(monkeypatch):
    """Else a traceback of one would quote the lines of the other."""
    monkeypatch.setattr("cchc.formula.python.crc32", lambda data: 0)
    programs = [compile_program([], [parse(check)]) for check in ("a >= 10", "a >= 11", "a >= 12", "a >= 10")]
    names = [program.run.__code__.co_filename for program in programs]
    assert len(set(names)) == 3 and names[0] == names[3]
    for program, name in zip(programs, names, strict=True):
        assert "".join(linecache.getlines(name)) == program.source


def test_what_is_rounded_stays_exact():
    """However many digits it has: no binary fraction comes between."""
    assert run("round(a, 2)", 2, a=10**17 + 1) == 100 * (10**17 + 1)
    assert run("round(a / 8, 2) + 0.5", 3, a=8 * 10**17 + 1) == 1000 * 10**17 + 630


def test_a_typed_value_that_lacks_a_figure_names_the_first():
    """The first in the order of the formula; where only an evaluation could tell, it is None; the others are right."""
    formulas = {"x": ("a + b", None), "y": ("if_(a > 0, b, 1)", None), "z": ("a / b + 1", 1)}
    computed = [(id, parse(formula), decimals) for id, (formula, decimals) in formulas.items()]
    judge = compile_typed(computed, [], [Typed()] * 3, ("a", "b"))
    assert judge(1, None)[1] == {"x": Undefined(Cause.MISSING_INPUT, "b"), "y": None, "z": None}
    assert judge(None, None)[1]["x"] == Undefined(Cause.MISSING_INPUT, "a")
    assert judge(0, 2)[1] == {"x": "2", "y": "1", "z": "10"}


def test_a_rate_of_given_figures_needs_no_test():
    """Nothing can make it null where its figure is given and its whole is written out."""
    judge = compile_typed([("x", parse("percent(a, 4)"), 2)], [parse("a > 2")], [Typed()], ("a",), is_whole=True)
    assert judge(3) == ((7500,), {"x": "7500"}, [])
    assert judge(2) == ((5000,), {"x": "5000"}, [0])
