"""A formula as columns means what the reference interpreter means, row by row, on every engine."""

from __future__ import annotations

from fractions import Fraction

import narwhals as nw
import polars as pl
import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st
from tests.batch.conftest import ENGINES

from cchc.batch.columns import FrameColumns, Quantity, TextColumn, Truth, UnaskableError, column_of
from cchc.batch.dialect import Dialect, narwhals_dialect, polars_dialect
from cchc.batch.frame import measured
from cchc.batch.span import Span
from cchc.batch.whole import Arithmetic, BoundsError, Whole
from cchc.formula.functions import COMPARISONS
from cchc.formula.reference import Null, evaluate, rounded
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Number, Tree, Word

COUNTS, RATES, WORDS = ("a", "b", "c"), ("p", "q"), ("day_du", "chua_day_du")
SCHEMA = {**dict.fromkeys((*COUNTS, *RATES), pl.Int64), "y": pl.Boolean, "s": pl.String}


def applied(ops: tuple[str, ...], *args: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.builds(Apply, st.sampled_from(ops), st.tuples(*args))


literals = st.builds(Number, st.sampled_from([0, 1, 2, 5, 100, 365]).map(Fraction) | st.just(Fraction(1, 200)))
leaves = st.sampled_from(COUNTS + RATES).map(Name) | literals


def numbers(depth: int) -> st.SearchStrategy[Tree]:
    if not depth:
        return leaves
    part = numbers(depth - 1)
    return st.one_of(
        part,
        applied(("+", "-", "*", "/", "percent"), part, part),
        applied(("per_mille", "percent_of", "if_undefined"), part, part),
        applied(("capped",), part, part, part),
        applied(("round",), part, st.integers(0, 3).map(lambda places: Number(Fraction(places)))),
        applied(("neg", "abs", "number"), part),
        applied(("+", "total", "min", "max"), part, part, part),
        applied(("if_",), truths(depth - 1), part, part),
    )


def truths(depth: int) -> st.SearchStrategy[Tree]:
    words = st.builds(lambda word: Apply("==", (Name("s"), Word(word))), st.sampled_from(WORDS))
    known = st.sampled_from(("a", "y", "s", "p")).map(lambda id: Apply("known", (Name(id),)))
    if not depth:
        return st.just(Name("y")) | words | known
    part, number = truths(depth - 1), numbers(depth - 1)
    return st.one_of(
        applied(COMPARISONS, number, number),
        applied(("==", "!=", "implies", "and", "or"), part, part),
        applied(("not",), part),
        applied(("known",), number),
    )


figures = st.sampled_from((None, 0, 1, 2, -1, 3, 200)) | st.integers(-500, 2000)
large = figures | st.integers(0, 10**15)


def rows(figure: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[dict[str, object]]]:
    row = {**dict.fromkeys((*COUNTS, *RATES), figure), "y": st.sampled_from([None, True, False])}
    return st.lists(st.fixed_dictionaries({**row, "s": st.none() | st.sampled_from(WORDS)}), min_size=1, max_size=12)


def columns_of(frame: pl.DataFrame, dialect: Dialect) -> FrameColumns:
    spans = measured(nw.from_native(frame), [*COUNTS, *RATES])
    numeric = {id: Quantity(Whole(dialect.col(id), span, 64), 100 if id in RATES else 1) for id, span in spans.items()}
    return FrameColumns(
        dialect, Arithmetic(dialect), {**numeric, "y": Truth(dialect.col("y")), "s": TextColumn(dialect.col("s"))}
    )


def wanted(tree: Tree, row: dict[str, object], decimals: int | None) -> object:
    """What the reference says of one report; rates are hundredths."""

    def get(id: str) -> object:
        value = row[id]
        return Fraction(value, 100) if id in RATES and isinstance(value, int) else value

    answer = evaluate(tree, get, lambda function, ids: None)
    if isinstance(answer, Null):
        return None
    return rounded(answer, decimals) if decimals is not None and isinstance(answer, Fraction) else answer


def computed(tree: Tree, frame: pl.DataFrame, name: str, decimals: int | None) -> list[object]:
    engine = ENGINES[name]
    native = engine.of(frame)
    seen = nw.from_native(native)
    dialect = polars_dialect() if name == "polars" else narwhals_dialect(seen.implementation)
    columns = columns_of(frame, dialect)
    answer = column_of(tree, columns)
    expr = (
        columns.rounded(answer, decimals).expr if isinstance(answer, Quantity) and decimals is not None else answer.expr
    )
    if name == "polars":
        return frame.with_columns(found=expr)["found"].to_list()
    return engine.back(seen.with_columns(found=expr).to_native())["found"].to_list()


@given(numbers(3), rows(figures), st.sampled_from([0, 1, 2, 4]))
def test_numbers_agree_with_the_reference(tree, reports, decimals):
    """Every number, rounded at any decimals, null where the reference has none."""
    frame = pl.DataFrame(reports, schema=SCHEMA)
    try:
        found = computed(tree, frame, "polars", decimals)
    except BoundsError:
        reject()
    assert found == [wanted(tree, row, decimals) for row in reports]


@example(tree=parse("0.005 < if_(y, 0, 0.005)"), reports=[dict.fromkeys(SCHEMA), dict.fromkeys(SCHEMA)]).via(
    "polars gave one row for two"
)
@given(truths(3), rows(figures))
def test_truths_agree_with_the_reference(tree, reports):
    """Every condition: comparisons, Kleene logic with nulls, divisions by zero inside."""
    frame = pl.DataFrame(reports, schema=SCHEMA)
    try:
        found = computed(tree, frame, "polars", None)
    except BoundsError:
        reject()
    assert found == [wanted(tree, row, None) for row in reports]


@given(numbers(2), rows(large))
def test_large_figures_are_exact_or_refused(tree, reports):
    """What 128 bits cannot hold is refused; all else is exact to the last digit."""
    frame = pl.DataFrame(reports, schema=SCHEMA)
    try:
        found = computed(tree, frame, "polars", 2)
    except BoundsError:
        return
    assert found == [wanted(tree, row, 2) for row in reports]


@pytest.mark.parametrize("name", ["pyarrow", "duckdb"])
@settings(max_examples=25)
@given(tree=numbers(2) | truths(2), reports=rows(figures))
def test_other_engines_agree_too(name, tree, reports):
    """Narwhals writes the same meaning for engines with other ideas of null and of division."""
    frame = pl.DataFrame(reports, schema=SCHEMA)
    decimals = None if _is_truth(tree) else 2
    try:
        found = computed(tree, frame, name, decimals)
    except BoundsError:
        reject()
    assert found == [wanted(tree, row, decimals) for row in reports]


def _is_truth(tree: Tree) -> bool:
    logic = {*COMPARISONS, "and", "or", "not", "implies", "known"}
    return tree == Name("y") or (isinstance(tree, Apply) and tree.op in logic)


@pytest.mark.parametrize("name", ["polars", "pyarrow", "duckdb", "pandas"])
def test_every_tie_is_rounded_away_from_zero(name):
    """All quotients with small operands, of either sign: half away from zero, as spreadsheets round."""
    pairs = [
        {"a": up, "b": down} for up in range(-40, 41) for down in (-64, -8, -7, -3, 0, 1, 2, 3, 7, 8, 16, 64, 80, 800)
    ]
    frame = pl.DataFrame([{**dict.fromkeys(SCHEMA), **pair} for pair in pairs], schema=SCHEMA)
    tree = parse("percent(a, b)")
    for decimals in (0, 1, 2):
        assert computed(tree, frame, name, decimals) == [
            wanted(tree, {**dict.fromkeys(SCHEMA), **pair}, decimals) for pair in pairs
        ]


def test_what_columns_cannot_tell_is_said():
    """A formula that asks the form itself is no column."""
    columns = columns_of(pl.DataFrame(schema=SCHEMA), polars_dialect())
    for text in ("is_reported(a)", "nowhere + 1", "date_of(a) <= report_date()"):
        with pytest.raises(UnaskableError):
            column_of(parse(text), columns)


@given(st.integers(1, 2**51 - 1), st.integers(1, 2**51 - 1))
def test_one_float_division_is_exact_below_its_bound(up, down):
    """The fast way of rounding, against exact integers, where a quotient lies as near a tie as it can."""
    for numerator in {up, (2 * (up % 2000) + 1) * down // 2, (2 * (up % 2000) + 1) * down // 2 + 1}:
        if 0 < numerator < 2**51:
            frame = pl.DataFrame({"a": [numerator, -numerator], "b": [down, down]})
            expr = polars_dialect().divide(pl.col("a"), 1, pl.col("b"), False)
            whole = (2 * numerator + down) // (2 * down)
            assert frame.select(expr).to_series().to_list() == [whole, -whole]


def test_bounds_widen_and_then_refuse():
    """64 bits where they do, 128 where they must, and no wider."""
    arithmetic = Arithmetic(polars_dialect())
    figure = Whole(pl.col("a"), Span(0, 10**12), 64)
    assert arithmetic.scaled(figure, 10**6).bits == 64
    assert arithmetic.scaled(figure, 10**7).bits == 128
    with pytest.raises(BoundsError):
        arithmetic.times(arithmetic.scaled(figure, 10**7), arithmetic.scaled(figure, 10**20))
