"""The functions that forms need mean one thing in every reading, at their edges too."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest
from attrs import evolve
from hypothesis import assume
from hypothesis import given as given_of
from hypothesis import strategies as st
from tests.batch.conftest import ENGINES
from tests.formula.test_spreadsheet import reckon

from cchc.batch import evaluate as evaluate_frame
from cchc.batch.codes import code_of
from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Indicator, IndicatorKind
from cchc.errors import DataError, FormulaError
from cchc.exact import half_up
from cchc.formula.functions import PURE
from cchc.formula.gradual import interpreted
from cchc.formula.meaning import MOST_NODES, meaning, written_out
from cchc.formula.python import compile_program
from cchc.formula.reference import Null, evaluate
from cchc.formula.signature import MOST_PLACES, Kind
from cchc.formula.spreadsheet import SheetCells, spreadsheet
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Number, Tree, walk, zero_over_zero
from cchc.formula.treejson import from_json
from cchc.formula.typecheck import PER_MILLE, PERCENT, Type, problems, type_of
from cchc.formula.words import text, words
from cchc.report import Report
from cchc.value import Cause, Document, Reported, Undefined
from cchc.words import face

ZERO, NOTHING = "zero_denominator", "missing_input"

TRUTH_TABLES = {
    "percent(a, b)": {
        (1, 8): "12.5", (3, 0): ZERO, (0, 0): ZERO, (None, 0): ZERO, (None, 3): NOTHING, (3, None): NOTHING,
    },
    "total(a, b, 1)": {(3, 4): "8", (-3, 0): "-2", (None, 3): NOTHING, (3, None): NOTHING},
    "min(a, b)": {(3, 4): "3", (4, -3): "-3", (None, 3): NOTHING, (3, None): NOTHING},
    "max(a, b)": {(3, 4): "4", (-4, -3): "-3", (None, 3): NOTHING, (3, None): NOTHING},
    "abs(a - b)": {(3, 4): "1", (4, 3): "1", (3, 3): "0", (None, 3): NOTHING, (3, None): NOTHING},
    "number(a) + number(b)": {(3, 4): "7", (None, 3): NOTHING, (3, None): NOTHING},
    "if_(a > 1, b, 9)": {(2, 5): "5", (1, 5): "9", (1, None): "9", (2, None): NOTHING, (None, 5): NOTHING},
    "if_(implies(a > 1, b > 1), 1, 0)": {(2, 2): "1", (2, 1): "0", (1, None): "1", (None, 2): "1", (None, 1): NOTHING},
    "if_(known(a / b), 1, 0)": {(2, 2): "1", (2, 0): "0", (None, 2): "0", (2, None): "0"},
    "round(a / b, 1)": {
        (1, 20): "0.1", (3, 20): "0.2", (-1, 20): "-0.1", (1, 21): "0", (None, 2): NOTHING, (1, 0): ZERO,
        (None, 0): ZERO,
    },
    "round(a, 0)": {(7, 0): "7", (-7, None): "-7", (None, 1): NOTHING},
    "per_mille(a, b)": {
        (1, 8): "125", (3, 0): ZERO, (0, 0): ZERO, (0, 5): "0", (None, 3): NOTHING, (3, None): NOTHING,
    },
    "percent_of(a, b)": {
        (12, 50): "6", (0, 50): "0", (5, 0): "0", (-10, 30): "-3", (None, 3): NOTHING, (3, None): NOTHING,
    },
    "capped(6, a, b)": {
        (40, 80): "3", (80, 80): "6", (99, 80): "6", (0, 80): "0", (1, 3): "2", (5, 0): ZERO, (None, 80): NOTHING,
    },
    "if_undefined(a / b, 9)": {(3, 4): "0.75", (3, 0): "9", (None, 0): "9", (None, 4): NOTHING, (3, None): NOTHING},
    "if_undefined(a, b)": {(3, 4): "3", (None, 4): NOTHING, (3, None): "3"},
    "if_undefined(1 / a, b)": {(0, 4): "4", (0, None): NOTHING, (2, None): "0.5"},
    "if_undefined(1 / a, 1 / b)": {(0, 0): ZERO, (0, 4): "0.25", (None, 0): NOTHING},
    "if_undefined(if_(a > 0, 1 / b, 7), 9)": {(1, 0): "9", (0, 0): "7", (None, 0): NOTHING, (1, None): NOTHING},
    "if_undefined(if_(1 / a > 0, 1, b), 9)": {(0, 5): "9", (1, 5): "1", (None, 5): NOTHING},
    "if_undefined(if_(a > 0, 1 / (a - a), b), 9)": {(1, None): "9", (0, 3): "3", (0, None): NOTHING},
    "if_undefined(if_(a > 0, b, 1 / a), 9)": {(0, None): "9", (1, 3): "3", (1, None): NOTHING},
    "if_undefined(if_(a / b > 1 and a > 0, 1, 2), 9)": {
        (1, 0): "9", (-1, 0): "2", (None, 0): ZERO, (3, 2): "1", (1, None): NOTHING,
    },
    "if_undefined(if_(a / b > 1 or a > 0, 1, 2), 9)": {
        (1, 0): "1", (-1, 0): "9", (None, 0): ZERO, (-3, 2): "2", (-1, None): NOTHING,
    },
    "if_undefined(if_((1 / a > 1 or a == 0) == (b > 0), 1, 2), 9)": {(0, None): NOTHING, (0, 1): "1", (0, 0): "2"},
    "if_undefined(2 * if_undefined(1 / a, 1 / b), 9)": {(0, 0): "9", (0, 4): "0.5", (0, None): NOTHING},
    "if_undefined(capped(6, a, b), 9)": {(5, 0): "9", (None, 0): "9", (40, 80): "3", (None, 80): NOTHING},
    "round(if_undefined(capped(6, percent(a, b), 80), 6), 2)": {
        (1, 3): "2.5", (0, 0): "6", (80, 100): "6", (2, 100): "0.15", (None, 0): "6", (1, None): NOTHING,
    },
}  # fmt: skip
"""What each formula gives for a and b: a number, or the cause for which there is none."""

CASES = [(formula, a, b, given) for formula, rows in TRUTH_TABLES.items() for (a, b), given in rows.items()]


def test_every_function_of_numbers_has_its_table():
    """Whoever adds a function says here what it gives at its edges."""
    told = {node.op for formula in TRUTH_TABLES for node in walk(parse(formula)) if isinstance(node, Apply)}
    of_numbers = (row for row in PURE if not {Kind.DOCUMENT, Kind.BANDS} & set(row.takes))
    assert {row.name for row in of_numbers} <= told


def nobody(function: str, ids: tuple[str, ...]) -> None:
    raise AssertionError(f"{function} was asked")


def thousandths(given: str) -> int | None:
    """What a reading that rounds at three decimals gives."""
    if given in (ZERO, NOTHING):
        return None
    value = Fraction(given)
    return half_up(value.numerator, value.denominator, 3)


@pytest.mark.parametrize(("formula", "a", "b", "given"), CASES)
def test_the_reference_says_what_the_table_says(formula, a, b, given):
    """The value to the last digit, or the cause of there being none."""
    value = evaluate(parse(formula), {"a": a, "b": b}.get, nobody)
    assert (value.cause.value if isinstance(value, Null) else value) == (
        given if given in (ZERO, NOTHING) else Fraction(given)
    )


def test_what_is_missing_is_named():
    """The figure; or the fact, or the function of a figure, that has no answer."""
    asked = lambda formula, given: evaluate(parse(formula), given.get, lambda function, ids: None)  # noqa: E731
    missing = Cause.MISSING_INPUT
    assert asked("a + b", {"a": 1}) == Null(missing, "b")
    assert asked("printed(a) + b", {"b": 1}) == Null(missing, "printed(a)")
    assert asked("if_(same_total(a, b), 1, 2)", {}) == Null(missing, "same_total(a, b)")
    assert asked("year_of(e) + 1", {"e": Document(text="x")}) == Null(missing, "year_of(e)")


@pytest.mark.parametrize(
    ("formula", "figures", "said"),
    [
        ("a + b", {"a": 1.5, "b": 1}, "a: a formula cannot use a float"),
        ("a + b", {"a": True, "b": 1}, r"\+ cannot take bool, Fraction"),
        ("a + b", {"a": 1, "b": "x"}, r"\+ cannot take Fraction, str"),
    ],
)
def test_a_figure_of_another_kind_is_refused(formula, figures, said):
    """A catalogue's line has one kind; what is of none, or of another, is no number in disguise."""
    with pytest.raises(TypeError, match=said):
        evaluate(parse(formula), figures.get, nobody)


@pytest.mark.parametrize(("formula", "a", "b", "given"), CASES)
def test_generated_python_says_so_too(formula, a, b, given):
    """Null where there is no value, else its thousandths."""
    program = compile_program([("x", parse(formula), 3)], [])
    assert program.run({"a": a, "b": b}.get, nobody)[0] == (thousandths(given),)


def line(id: str, formula: str | None = None) -> Indicator:
    """A figure that is no line of a form: a count, or what a formula gives at three decimals."""
    kind, tree = (IndicatorKind.COUNT, None) if formula is None else (IndicatorKind.PERCENTAGE, parse(formula))
    return Indicator(
        id, "", "", {}, kind, over_time="flow", over_offices="sum", decimals=0 if tree is None else 3, formula=tree,
        auxiliary=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """An edition that has nothing but these formulas, and some that look through others."""
    formulas = dict(enumerate(TRUTH_TABLES)) | dict(enumerate(THROUGH_NAMES, len(TRUTH_TABLES)))
    lines = [line("a"), line("b"), line("rate", "percent(a, b)"), line("twice", "rate * 2")]
    lines += [line(f"x{place}", formula) for place, formula in formulas.items()]
    edition = load_catalogue().edition
    return Catalogue(evolve(edition, indicators={}, auxiliaries={each.id: each for each in lines}, rules={}))


THROUGH_NAMES = ("if_undefined(rate, 6)", "if_undefined(twice, 6)", "if_undefined(capped(6, rate, 80), 5)")
REPORTS = sorted({report for rows in TRUTH_TABLES.values() for report in rows}, key=str)


def test_a_single_report_says_so_too(catalogue):
    """Values and causes of the catalogue's own evaluation, by the ways of first, later and typed reports."""
    for _ in range(3):
        for place, rows in enumerate(TRUTH_TABLES.values()):
            for (a, b), given in rows.items():
                figures = {id: figure for id, figure in (("a", a), ("b", b)) if figure is not None}
                for report in (figures, Report.from_values(figures)):
                    match catalogue.evaluate(report).values[f"x{place}"]:
                        case Undefined(cause):
                            assert cause.value == given
                        case Reported(value):
                            assert Fraction(value) == Fraction(thousandths(given), 1000)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_so_too(engine, catalogue):
    """A frame of reports has in each row what a single report has: the digits, and the cause where there are none."""
    schema = {"a": pl.Int64, "b": pl.Int64}
    frame = pl.DataFrame([dict(zip("ab", report, strict=True)) for report in REPORTS], schema=schema)
    back = ENGINES[engine].back(evaluate_frame(ENGINES[engine].of(frame), catalogue)).sort("a", "b")
    for row in back.rows(named=True):
        values = catalogue.evaluate({id: None if row[id] is None else int(row[id]) for id in "ab"}).values
        for id in (id for id in values if catalogue.edition.figures[id].formula is not None):
            value = values[id]
            digits = 1000 * Fraction(value.value) if isinstance(value, Reported) else None
            assert (row[id], row[f"{id}__code"]) == (digits, code_of(value, None)), (id, row["a"], row["b"])


@pytest.mark.parametrize(("formula", "a", "b", "given"), CASES)
def test_a_spreadsheet_says_so_too(formula, a, b, given):
    """Nothing where there is no value, never an error."""
    cells = {id: None if figure is None else Fraction(figure) for id, figure in (("A1", a), ("B1", b))}
    shown = reckon(spreadsheet(parse(formula), SheetCells(lambda id: f"{id.upper()}1"), 3), cells)
    expected = thousandths(given)
    assert shown == ("" if expected is None else Fraction(expected, 1000))


# --- round ----------------------------------------------------------------------------------


@given_of(st.fractions(), st.integers(0, MOST_PLACES))
def test_round_is_half_away_from_zero(number, places):
    """Nearer than half a unit of its last place, and on a tie further from zero; the most places are a few."""
    assert evaluate(parse(f"round(a, {MOST_PLACES})"), {"a": Fraction(1, 3)}.get, nobody) == Fraction("0.333333333")
    rounded = evaluate(Apply("round", (Name("a"), Number(Fraction(places)))), {"a": number}.get, nobody)
    distance = abs(rounded - number) * 10**places
    assert (rounded * 10**places).denominator == 1
    assert distance < Fraction(1, 2) or (distance == Fraction(1, 2) and abs(rounded) > abs(number))


@pytest.mark.parametrize("places", ["a", "-1", "1.5", "10", "1 + 1"])
def test_places_are_written_out(world, places):
    """A number of decimals is known when the formula is read, in TOML and in JSON alike."""
    formula = f"round(b, {places})"
    (error,) = problems(parse(formula), world.lines, text=formula)
    assert formula[error.start : error.end] == places
    assert "number of decimals, written out (0 to 9)" in error.what
    with pytest.raises(DataError, match="not a number of decimals") as refused:
        from_json({"op": "round", "args": [{"name": "b"}, {"name": "a"}]})
    assert refused.value.path == "$.args[1]"
    with pytest.raises(FormulaError, match="cannot be rounded to 3/2 decimals\n    round\n"):
        evaluate(Apply("round", (Name("b"), Number(Fraction(3, 2)))), {"b": 1}.get, nobody)


def test_parts_are_rounded_before_they_are_added():
    """A score that rounds its parts is another than the rounded sum."""
    parts, figures = "round(a / 8, 2) + round(b / 8, 2)", {"a": 1, "b": 1}
    assert compile_program([("x", parse(parts), 2)], []).run(figures.get, nobody)[0] == (26,)
    assert compile_program([("x", parse("a / 8 + b / 8"), 2)], []).run(figures.get, nobody)[0] == (25,)


# --- if_undefined -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "holds"), [("a == 'du'", True), ("a != 'du'", False), ("a == 'thieu'", False), ("b == 'du'", None)]
)
def test_a_status_is_compared_with_a_word(check, holds):
    """Which word stands for it is said in the check; where no status is given, nothing is known."""
    found = evaluate(parse(check), {"a": "du"}.get, nobody)
    assert isinstance(found, Null) if holds is None else found is holds


def scores(formula: str) -> list[tuple[str, Tree, int | None]]:
    return [("rate", parse("percent(a, b)"), 2), ("twice", parse("rate * 2"), 2), ("score", parse(formula), 2)]


@pytest.mark.parametrize(
    "formula", ["if_undefined(rate, 6)", "if_undefined(twice, 6)", "if_undefined(2 - twice / 2, 6)"]
)
def test_a_figure_is_undefined_where_its_formula_is(formula):
    """It is looked through names, however far: a rate that lacks a figure stays missing, one over nothing does not."""
    computed = scores(formula)
    program = compile_program(computed, [parse("if_undefined(twice, 6) == 6")])
    for figures, expected, outcome in (
        ({"a": 3, "b": 0}, 600, True),
        ({"b": 0}, 600, True),
        ({"a": 3}, None, None),
        ({}, None, None),
    ):
        values, outcomes = program.run(figures.get, nobody)
        assert (values[2], outcomes) == (expected, (outcome,))
        assert interpreted(computed, [parse("if_undefined(twice, 6) == 6")], figures.get, nobody) == (values, outcomes)
    assert program.run({"a": 1, "b": 4}.get, nobody)[0][:2] == (2500, 5000)


@pytest.mark.parametrize(
    "check",
    ["implies(b >= 0, if_undefined(rate, 6) == 6)", "capped(6, if_undefined(rate, 80), 80) == 6",
     "if_undefined(percent(capped(6, rate, 80), 80), 5) == 5"],
)  # fmt: skip
def test_a_figure_is_undefined_within_whatever_uses_it(check):
    """A function that means another formula looks through names as any does, in each way of reckoning."""
    computed, checks = scores("rate"), [parse(check)]
    program = compile_program(computed, checks)
    for figures, outcome in (({"a": 3, "b": 0}, True), ({"b": 0}, True), ({"a": 1, "b": 100}, False)):
        assert program.run(figures.get, nobody)[1] == (outcome,)
        assert interpreted(computed, checks, figures.get, nobody)[1] == (outcome,)


def test_where_nothing_over_nothing_is_zero_a_rate_is_never_undefined():
    """The edition's policy comes first: its rate is 0."""
    tree = zero_over_zero(parse("if_undefined(percent(a, b), 6)"))
    assert evaluate(tree, {"a": 0, "b": 0}.get, nobody) == 0
    assert compile_program([("x", tree, 2)], []).run({"a": 0, "b": 0}.get, nobody)[0] == (0,)


@given_of(st.data())
def test_undefined_means_that_no_figures_would_help(world, data):
    """What is told as undefined has no value whatever the missing figures turn out to be."""
    tree = data.draw(world.trees_without_facts)
    assume(not any(isinstance(node, Apply) and node.op == "known" for node in walk(tree)))
    assume(type_of_or_none(tree, world.lines) == "number")
    figures, others = data.draw(world.figures), data.draw(world.figures)
    marked = evaluate(Apply("if_undefined", (tree, Number(Fraction(123456789)))), figures.get, nobody)
    if marked == 123456789 and isinstance(evaluate(tree, figures.get, nobody), Null):
        filled = {id: others[id] if figure is None else figure for id, figure in figures.items()}
        assert isinstance(evaluate(tree, filled.get, nobody), Null)


def type_of_or_none(tree: Tree, lines: object) -> str | None:
    try:
        return type_of(tree, lines).kind
    except FormulaError:
        return None


def test_a_formula_that_grows_without_end_is_refused():
    """What is asked of a stranger's formula is bounded, however it nests."""
    nested = "a"
    for _ in range(18):
        nested = f"if_undefined(1 / {nested}, 1)"
    with pytest.raises(FormulaError, match="looks through too many formulas"):
        written_out(parse(nested))
    chain = {f"c{n}": parse(f"if_(y, c{n - 1}, 2 * c{n - 1})") for n in range(1, 40)} | {"c0": parse("a / b")}
    with pytest.raises(FormulaError, match="looks through too many formulas"):
        written_out(parse("if_undefined(c39, 0)"), (), chain.get)
    assert sum(1 for _ in walk(written_out(parse("if_undefined(c3, 0)"), (), chain.get))) < MOST_NODES


def test_a_round_of_formulas_does_not_hang():
    """The loader tells it; nothing else falls into it."""
    loop = {"c": parse("d + 1"), "d": parse("c / a")}
    assert written_out(parse("if_undefined(c, 0)"), (), loop.get)
    assert isinstance(evaluate(parse("if_undefined(c, 0)"), {"a": 1}.get, nobody, loop.get), Null)


# --- units and words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("round(p, 1)", PERCENT),
        ("round(a / 3, 1)", (("ho_so", 1),)),
        ("per_mille(a, b)", (("‰", 1),)),
        ("percent_of(p, a)", (("ho_so", 1),)),
        ("percent_of(12, a)", (("ho_so", 1),)),
        ("capped(a, p, q)", (("ho_so", 1),)),
        ("capped(6, p, 80)", None),
        ("if_undefined(a, 0)", (("ho_so", 1),)),
    ],
)
def test_units(world, formula, unit):
    """A number keeps its unit through rounding and capping; so much per cent of it is of its unit."""
    assert type_of(parse(formula), world.lines).unit == unit


@pytest.mark.parametrize(
    ("formula", "what"),
    [
        ("percent_of(a, b)", "a number of ho_so, not a number of %"),
        ("capped(6, p, a)", "capped mixes units: % and ho_so"),
        ("if_undefined(p, a)", "if_undefined mixes units"),
        ("per_mille(a, p)", "per_mille mixes units"),
        ("per_mille(a, b) <= p", "mixes units: ‰ and %"),
    ],
)
def test_units_that_clash(world, formula, what):
    """People are not dossiers, a rate per thousand is none per hundred."""
    (error,) = problems(parse(formula), world.lines, text=formula)
    assert what in error.what


@pytest.mark.parametrize(
    ("formula", "hint"),
    [
        ("1000 * a / n", None),
        ("1000 * (a / n)", None),
        ("a / n * 1000", None),
        ("1000 * (a + b) / n", None),
        ("500 * a / (n / 2)", None),
        ("a / (n / 1000)", None),
        ("1000 * a / b", None),
        ("1000 * number(a) / number(n)", None),
        ("100 * a / n", "of two units 1000 * a / b"),
        ("a / n", "of two units 1000 * a / b"),
        ("1000 * a * n", "of two units 1000 * a / b"),
        ("1000 * a", "of two units 1000 * a / b"),
    ],
)
def test_a_rate_per_thousand_may_be_of_two_units(world, formula, hint):
    """Visits to a thousand inhabitants, as the guide to tables writes it; the message says how."""
    lines = {**world.lines, "n": evolve(world.lines["a"], unit="nguoi")}
    found = list(problems(parse(formula), lines, text=formula, expected=Type(Kind.NUMBER, PER_MILLE)))
    assert [hint in str(each.hint) for each in found] == ([] if hint is None else [True])


@pytest.mark.parametrize(
    ("formula", "vi", "en"),
    [
        ("per_mille(a, b)", "a ÷ b × 1000", "a ÷ b × 1000"),
        ("percent_of(p, a)", "p × a ÷ 100", "p × a ÷ 100"),
        ("capped(6, p, 80)", "6 × số nhỏ nhất (1; p ÷ 80)", "6 × the least (1; p ÷ 80)"),
        ("round(a / b, 2)", "a ÷ b làm tròn đến 2 chữ số thập phân", "a ÷ b rounded to 2 decimals"),
        ("round(a, 1) * 2", "(a làm tròn đến 1 chữ số thập phân) × 2", "(a rounded to 1 decimals) × 2"),
        ("if_undefined(p, 6)", "p, hoặc 6 nếu mẫu số bằng 0", "p, or 6 where a denominator is 0"),
    ],
)
def test_words(formula, vi, en):
    """A person reads what is computed; what means others together is told by those."""
    assert words(parse(formula), face("judging"), "vi", str) == vi
    assert words(parse(formula), face("judging"), "en", str) == en


@pytest.mark.parametrize("op", ["percent_of", "capped", "implies"])
def test_a_meaning_names_its_arguments(op):
    """What a function means is a formula of its own, over the names of its row."""
    means = meaning(op)
    assert means is not None
    assert parse(text(means)) == means
