"""Every reading of a formula understands every operator and function, or says that it does not."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import narwhals as nw
import polars as pl
import pytest

from cchc.batch.causes import Causes
from cchc.batch.columns import FrameColumns, Quantity, TextColumn, Truth, UnaskableError, column_of
from cchc.batch.dialect import narwhals_dialect, polars_dialect
from cchc.batch.span import Span
from cchc.batch.whole import Arithmetic, Whole
from cchc.errors import FormulaError
from cchc.formula.functions import FACTS, PURE, ROWS
from cchc.formula.mathml import mathml
from cchc.formula.python import compile_program, compile_typed
from cchc.formula.reference import Null, evaluate
from cchc.formula.signature import Function, Kind, Written
from cchc.formula.spreadsheet import SheetCells, spreadsheet
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Fact, Name, Number, Tree
from cchc.formula.treejson import from_json, to_json
from cchc.formula.typecheck import figure_type, type_of
from cchc.formula.words import text, words
from cchc.judge.answers import ANSWERS
from cchc.value import Cause, Document
from cchc.words import face

OPERANDS = {Kind.NUMBER: "abc", Kind.BOOLEAN: "yz", Kind.DOCUMENT: "e", Kind.BANDS: "k"}
FIGURES = {"a": 3, "b": 4, "c": 5, "p": Fraction(51, 4), "y": True, "z": False, "e": Document(year=2024, text="x")}
NO_DOCUMENTS = {name for name, row in ROWS.items() if Kind.DOCUMENT in row.takes}


def applied(row: Function) -> Tree:
    """A function on figures of the kinds that it takes."""
    if row.fact:
        return Fact(row.name, ("a", "b")[: len(row.takes)])
    units = dict(enumerate(row.units.split()[: len(row.takes)]))
    kinds = row.kinds(len(row.takes) + 2 * row.variadic)
    return Apply(row.name, tuple(argument(kind, units.get(place, ""), place) for place, kind in enumerate(kinds)))


def argument(kind: Kind, unit: str, place: int) -> Tree:
    if kind is Kind.PLACES:
        return Number(Fraction(1))
    return Name("p" if unit == "%" else OPERANDS[kind][place % len(OPERANDS[kind])])


def columns(frame: pl.DataFrame, *, polars: bool) -> FrameColumns:
    dialect = polars_dialect() if polars else narwhals_dialect(nw.from_native(frame).implementation)
    numbers = {id: Quantity(Whole(dialect.col(id), Span(0, 100), 64)) for id in "abc"}
    numbers["p"] = Quantity(Whole(dialect.col("p"), Span(0, 10_000), 64), 100)
    truths = {id: Truth(dialect.col(id)) for id in "yz"}
    return FrameColumns(dialect, Arithmetic(dialect), numbers | truths | {"s": TextColumn(dialect.col("s"))})


def in_frame(tree: Tree, *, polars: bool) -> object:
    """The value in a frame of one report, and that its cause can be asked for."""
    frame = pl.DataFrame({**{id: [FIGURES[id]] for id in "abcyz"}, "p": [1275], "s": ["day_du"]})
    reading = columns(frame, polars=polars)
    column, cause = column_of(tree, reading), Causes(reading, frozenset()).of(tree)
    expr = reading.rounded(column, 2).expr if isinstance(column, Quantity) else column.expr
    if polars:
        return frame.select(found=expr, why=cause)["found"][0]
    return nw.from_native(frame).select(found=expr, why=cause).to_native()["found"][0]


def hundredths(value: object) -> object:
    return value if isinstance(value, bool) else round(100 * value)


class Itself(dict[int | None, int | None]):
    """What stands for a typed value here: its integer."""

    def __missing__(self, units):
        return units


def typed(tree: Tree) -> object:
    """What the function for typed values gives, in hundredths."""
    return compile_typed([("x", tree, 2)], [], [Itself()], tuple(FIGURES))(*FIGURES.values())[1]["x"]


def sheet(world: object) -> SheetCells:
    return SheetCells(lambda id: f"{id.upper()}1", lambda id: figure_type(world.lines[id]).kind)


@pytest.mark.parametrize("name", ROWS)
def test_people_and_programs_can_read_it(world, name):
    """Its text parses back, its JSON reads back, and it has words and MathML in every language."""
    tree = applied(ROWS[name])
    assert parse(text(tree)) == tree
    assert from_json(to_json(tree)) == tree
    for language in ("vi", "en", "pt"):
        assert words(tree, face("judging"), language, str)
        assert mathml(tree, face("judging"), language, str).startswith("<math")


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if not row.fact])
def test_it_has_a_type(world, name):
    """Figures of the kinds that it takes, of one unit, give what its row says."""
    assert type_of(applied(ROWS[name]), world.lines).kind is ROWS[name].gives


PUT_IN = {name for name, row in ROWS.items() if Kind.BANDS in row.takes}
"""What an edition puts something else in the place of, before anything is computed."""


@pytest.mark.parametrize("name", PUT_IN)
def test_what_is_put_in_has_no_value_by_itself(world, name):
    """Where a period has no bands there is no value, and nothing breaks: a frame has no column, a sheet no formula."""
    tree = applied(ROWS[name])
    assert evaluate(tree, FIGURES.get, lambda function, ids: None) == Null(Cause.MISSING_INPUT, "k")
    assert compile_program([("x", tree, 2)], []).run(FIGURES.get, lambda function, ids: None)[0] == (None,)
    with pytest.raises(UnaskableError):
        in_frame(tree, polars=True)
    with pytest.raises(FormulaError):
        spreadsheet(tree, SheetCells(lambda id: f"{id.upper()}1"))


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if not row.fact and name not in PUT_IN])
def test_whatever_computes_gives_the_reference_s_value(world, name):
    """The generated functions, frames of two kinds and a spreadsheet: the same digits, or a word about documents."""
    tree = applied(ROWS[name])
    exact = evaluate(tree, FIGURES.get, lambda function, ids: None)
    expected = hundredths(exact) if isinstance(exact, Fraction) else exact
    if isinstance(exact, Fraction):
        assert compile_program([("x", tree, 2)], []).run(FIGURES.get, lambda function, ids: None)[0] == (expected,)
        assert typed(tree) == expected
    elif isinstance(exact, bool):
        assert compile_program([], [tree]).run(FIGURES.get, lambda function, ids: None)[1] == (expected,)
    if name in NO_DOCUMENTS:
        for polars in (True, False):
            with pytest.raises(UnaskableError):
                in_frame(tree, polars=polars)
        with pytest.raises(FormulaError, match=f"a spreadsheet cannot say {name}"):
            spreadsheet(tree, sheet(world))
    else:
        assert [in_frame(tree, polars=polars) for polars in (True, False)] == [expected, expected]
        assert spreadsheet(tree, sheet(world)).startswith("=")


def test_every_fact_is_answered():
    """What a formula may ask of the form, the engine can answer."""
    assert set(ANSWERS) == {fact.name for fact in FACTS}


def test_every_function_is_in_a_truth_table_or_takes_no_figures():
    """The page of the formula language shows what each function gives."""
    assert not [
        row.name for row in ROWS.values() if not row.fact and not row.table and row.name not in NO_DOCUMENTS | PUT_IN
    ]
    assert all(parse(row.table) for row in ROWS.values() if row.table)


def test_every_pure_function_says_what_it_is_in_both_languages():
    """A catalogue's author reads it on the page of the formula language."""
    assert all(row.vi and row.en for row in (*PURE, *FACTS))


MEDIAN = Function(
    "median", (Kind.NUMBER,), Kind.NUMBER, "số giữa", "the middle one", variadic=True, units="u -> u",
    exact=lambda *numbers: sorted(numbers)[len(numbers) // 2],
)  # fmt: skip


@pytest.fixture
def median(monkeypatch) -> Tree:
    """A function of which there is nothing but its row."""
    monkeypatch.setitem(ROWS, "median", MEDIAN)
    return Apply("median", (Name("a"), Name("b"), Name("c")))


def test_a_row_alone_is_enough_to_compute_and_to_read(world, median):
    """The reference, both generated functions, types, words and MathML are drawn from the row."""
    assert evaluate(median, FIGURES.get, lambda function, ids: None) == 4
    assert compile_program([("x", median, 1)], []).run(FIGURES.get, lambda function, ids: None)[0] == (40,)
    assert typed(median) == 400
    for missing in "abc":
        figures = {**FIGURES, missing: None}
        assert compile_program([("x", median, 1)], []).run(figures.get, lambda function, ids: None)[0] == (None,)
    assert type_of(median, world.lines).kind is Kind.NUMBER
    assert words(median, face("judging"), "en", str) == "the middle one (a; b; c)"


def test_a_row_is_handed_exact_values(monkeypatch, median):
    """What is computed with decimals as the fraction that it is; what is no number as it stands."""
    pages = Function(
        "pages", (Kind.DOCUMENT, Kind.PLACES), Kind.NUMBER, "", "", units=". . -> 1", exact=lambda e, n: e.year + n
    )
    monkeypatch.setitem(ROWS, "pages", pages)
    computed = [
        ("x", parse("percent(a, b)"), 2),
        ("m", Apply("median", (Name("x"), Name("b"), Number(Fraction(1, 2)))), 2),
        ("h", Apply("median", (Name("a"), Name("b"), Number(Fraction(3, 2)))), 1),
        ("n", Apply("pages", (Name("e"), Number(Fraction(3)))), None),
    ]
    program = compile_program(computed, [])
    assert program.run({"a": 1, "b": 80, "e": FIGURES["e"]}.get, lambda function, ids: None)[0] == (125, 125, 15, 2027)
    assert program.run({"a": 1, "b": None, "e": None}.get, lambda function, ids: None)[0] == (None, None, None, None)


def test_generated_python_names_what_it_has_no_way_for(monkeypatch):
    """A function that may have a value though an argument has none needs a way of its own."""
    monkeypatch.setitem(
        ROWS, "either", Function("either", (Kind.NUMBER,), Kind.NUMBER, "", "", units="u -> u", lazy=True)
    )
    tree = Apply("either", (Name("a"),))
    with pytest.raises(FormulaError, match="generated Python cannot say either"):
        compile_program([("x", tree, None)], [])
    with pytest.raises(FormulaError, match="the reference cannot say either"):
        evaluate(tree, FIGURES.get, lambda function, ids: None)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (lambda world, tree: in_frame(tree, polars=True), "a frame cannot say median"),
        (lambda world, tree: spreadsheet(tree, sheet(world)), "a spreadsheet cannot say median"),
    ],
)
def test_a_reading_without_a_way_says_so(world, median, reading: Callable[..., object], said: str):
    """It names the function and what lacks; never a KeyError."""
    with pytest.raises(FormulaError, match=said) as error:
        reading(world, median)
    assert error.value.hint


def test_a_row_that_defines_nothing_is_refused():
    """Whoever adds a function learns what its row lacks as soon as anything is loaded."""
    with pytest.raises(FormulaError, match="the row of median says no `exact` and no `means`"):
        Function("median", (Kind.NUMBER,), Kind.NUMBER, "", "", units="u -> u")
    with pytest.raises(FormulaError, match="the row of median is defined twice"):
        Function("median", (Kind.NUMBER,), Kind.NUMBER, "", "", units="u -> u", exact=abs, means="a", names=("a",))
    with pytest.raises(FormulaError, match="median says no `units` for each of its arguments"):
        Function("median", (Kind.NUMBER, Kind.NUMBER), Kind.NUMBER, "", "", units="u -> u", exact=max)
    with pytest.raises(FormulaError, match="median says what it means, but not by which `names`"):
        Function("median", (Kind.NUMBER,), Kind.NUMBER, "", "", units="u -> u", means="a")
    for means in ("a + a", "1"):
        with pytest.raises(FormulaError, match="median does not mean something of each argument once") as refused:
            Function("median", (Kind.NUMBER,), Kind.NUMBER, "", "", units="u -> u", means=means, names=("a",))
    assert (refused.value.formula, refused.value.start, refused.value.end) == ("median", 0, 6)
    with pytest.raises(FormulaError, match="the row of median is defined twice"):
        Function("median", (Kind.NUMBER,), Kind.NUMBER, "", "", units="u -> u", exact=abs, lazy=True)
    with pytest.raises(FormulaError, match="the row of median is defined twice"):
        Function("median", (Kind.NUMBER,), Kind.NUMBER, "", "", units="1", exact=abs, fact=True)


def test_some_functions_have_a_value_wherever_their_arguments_have():
    """What is no quotient, asks for no document and is not lazy: generated Python then asks for them at once."""
    plain = {"+", "-", "*", "neg", "round", "total", "min", "max", "abs", "number", "bands"}
    assert {name for name, row in ROWS.items() if row.is_plain} == plain


def test_opposites_are_opposite():
    """A comparison that fails is told by the one that holds."""
    for name, row in ROWS.items():
        if row.compares:
            opposite = ROWS[row.opposite]
            assert opposite.opposite == name
            assert all(row.exact(a, b) is not opposite.exact(a, b) for a, b in product((1, 2, 3), repeat=2))


def test_what_is_written_as_a_phrase_has_one():
    """A row names a phrase, speaks for itself, or has a sign."""
    for row in ROWS.values():
        assert bool(row.phrase) == (row.written is Written.PHRASE), row.name
        assert row.sign or row.written is not Written.SIGN, row.name
        assert (row.means is not None) or row.written is not Written.MEANING, row.name
        assert row.ratio or row.written is not Written.RATIO, row.name
