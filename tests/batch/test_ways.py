"""Whatever a line says of its way over months and offices, either loading refuses it or the roll-up does that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from math import floor
from typing import Any

import polars as pl
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.batch import rollup
from cchc.batch.codes import CAUSES, MEANINGS, NO_PARTS, NOT_ADDED, ONLY_REPORTED, REASONS, REPORTED, UNION
from cchc.batch.rollup.ways import Scope, Withheld, treatment_of
from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.edition.aggregation import Axis, Way
from cchc.formula.syntax import parse
from cchc.load.gaps import Gaps
from cchc.load.lint import ways as lint
from cchc.load.ways import WAYS, ways_of
from cchc.value import Cause, Reason

SHIPPED = load_catalogue().edition
FULL = Scope(months=True, offices=True)
WORDS = ("day_du", "chua_day_du")


@frozen
class Shape:
    """A sort of line: its kind, its formula over the counts `a` and `b`, and what a report may give in it."""

    kind: IndicatorKind
    values: tuple[object, ...] = ()
    dtype: Any = pl.Int32
    formula: str | None = None


COUNTS = (None, 0, 1, 2, 3, 50)
SHAPES = {
    "count": Shape(IndicatorKind.COUNT, COUNTS),
    "computed count": Shape(IndicatorKind.COUNT, formula="a - b"),
    "rate": Shape(IndicatorKind.PERCENTAGE, formula="percent(a, b)"),
    "rate without parts": Shape(IndicatorKind.PERCENTAGE, (None, 0, 3333, 9000, 10000)),
    "answer": Shape(IndicatorKind.YES_NO, (None, True, False), pl.Boolean),
    "status": Shape(IndicatorKind.STATUS, (None, *WORDS), pl.String),
    "document": Shape(IndicatorKind.DOCUMENT, (None, True, False), pl.Boolean),
}
Months = list[tuple[int, Any]]
Row = Mapping[str, Any]


def line(id: str, shape: Shape, over_time: Way, over_offices: Way) -> Indicator:
    return Indicator(
        id=id,
        path="",
        code="",
        label={"vi": id, "en": id},
        kind=shape.kind,
        over_time=over_time,
        over_offices=over_offices,
        decimals=2 if shape.kind is IndicatorKind.PERCENTAGE else 0,
        formula=parse(shape.formula) if shape.formula else None,
        formula_text=shape.formula,
        statuses=WORDS if shape.kind is IndicatorKind.STATUS else (),
    )


def edition_of(shape: Shape, over_time: Way, over_offices: Way, parts: tuple[Way, Way]) -> Edition:
    """A form of three lines: two counts that can be parts, and the line in question."""
    lines = [line(id, SHAPES["count"], part, Way.SUM) for id, part in zip("ab", parts, strict=True)]
    lines.append(line("x", shape, over_time, over_offices))
    return evolve(SHIPPED, indicators={one.id: one for one in lines}, auxiliaries={}, rules={})


def refused(edition: Edition) -> bool:
    return any(True for _ in lint.problems(edition, Gaps()))


# --- what each way means, in plain Python -------------------------------------------------------


def the_sum(months: Months) -> Any:
    known = [value for _, value in months if value is not None]
    return sum(known) if known else None


def the_first(months: Months) -> Any:
    return next((value for _, value in sorted(months, key=lambda pair: pair[0]) if value is not None), None)


def the_last(months: Months) -> Any:
    return the_first([(-month, value) for month, value in months])


OVER_MONTHS: Mapping[Way, Callable[[Months], Any]] = {
    Way.FLOW: the_sum,
    Way.FIRST: the_first,
    Way.LAST: the_last,
    Way.CUMULATIVE: the_last,
}


def rounded(value: Fraction, decimals: int) -> int:
    size = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return size if value >= 0 else -size


def computed(x: Indicator, a: int | None, b: int | None) -> Fraction | None:
    if a is None or b is None or (x.kind is IndicatorKind.PERCENTAGE and b == 0):
        return None
    return Fraction(100 * a, b) if x.kind is IndicatorKind.PERCENTAGE else Fraction(a - b)


def an_office(rows: Iterable[Row], id: str, way: Way, scope: Scope) -> Any:
    months = [(row["month"], row[id]) for row in rows]
    return OVER_MONTHS[way](months) if scope.months else the_last(months)


def by_office(rows: list[Row]) -> list[list[Row]]:
    return [[row for row in rows if row["office"] == name] for name in sorted({row["office"] for row in rows})]


def added_up(values: Iterable[Any]) -> Any:
    return the_sum([(0, value) for value in values])


def expected(edition: Edition, rows: list[Row], scope: Scope) -> dict[str, Any]:
    """The line's columns for one group of reports, by what its ways say and nothing else."""
    x = edition.figures["x"]
    for asked, way in ((scope.months, x.over_time), (scope.offices, x.over_offices)):
        if asked and way in (Way.NONE, Way.REPORTED):
            given = sum(any(row["x"] is not None for row in office) for office in by_office(rows))
            return {"x": None, "x__offices": given, "x__code": NOT_ADDED if way is Way.NONE else ONLY_REPORTED}
    offices = by_office(rows)
    recomputes = (scope.months and x.over_time is Way.RECOMPUTE) or (scope.offices and x.over_offices is Way.RECOMPUTE)
    over_one = scope.offices or (scope.months and x.over_time is Way.RECOMPUTE)
    if x.formula is not None and (recomputes or x.kind is IndicatorKind.PERCENTAGE):
        return recomputed(edition, offices, scope)
    if x.kind is IndicatorKind.PERCENTAGE and over_one:
        return between(x, offices, scope)
    values = [an_office(office, "x", x.over_time, scope) for office in offices]
    known = [value for value in values if value is not None]
    blank = REASONS[Reason.BLANK]
    told = {"x__offices": len(known), "x__code": REPORTED if known else blank}
    if x.kind is IndicatorKind.STATUS:
        return told | {f"x__{word}": known.count(word) if known else None for word in WORDS}
    if scope.offices and x.over_offices is Way.UNION:
        told["x__code"] = UNION if known else blank
        return told | {"x__low": max(known, default=None), "x__high": added_up(known)}
    return told | {"x": added_up(map(int, known))}


def recomputed(edition: Edition, offices: list[list[Row]], scope: Scope) -> dict[str, Any]:
    """The formula over the parts of the reports that give them all."""
    x = edition.figures["x"]
    whole = [[row for row in office if gives_all(row)] for office in offices]
    a, b = (
        added_up(an_office(office, id, edition.figures[id].over_time, scope) for office in whole) for id in ("a", "b")
    )
    value = computed(x, a, b)
    return {"x": None if value is None else rounded(value, x.decimals)}


def gives_all(row: Row) -> bool:
    """Whether a report has what a recomputed figure is made of: 0 of 0 is no rate, and yet all that there is to say."""
    return row["x"] is not None or (row["a"] == 0 and row["b"] == 0)


def between(x: Indicator, offices: list[list[Row]], scope: Scope) -> dict[str, Any]:
    """A rate without parts lies between its lowest and its highest."""
    if scope.months and x.over_time is Way.RECOMPUTE:
        known = [row["x"] for office in offices for row in office if row["x"] is not None]
    else:
        known = [value for office in offices if (value := an_office(office, "x", x.over_time, scope)) is not None]
    low, high = min(known, default=None), max(known, default=None)
    return {"x__low": low, "x__high": high, "x__code": NO_PARTS if known else REASONS[Reason.BLANK]}


# --- what the roll-up gives ---------------------------------------------------------------------


def frame(rows: list[Row], shape: Shape) -> pl.DataFrame:
    schema = {"office": pl.String, "year": pl.Int32, "month": pl.Int32, "a": pl.Int32, "b": pl.Int32}
    if shape.formula is None:
        schema["x"] = shape.dtype
    return pl.DataFrame([{"year": 2024, **{id: row[id] for id in schema if id != "year"}} for row in rows], schema)


def tree(rows: list[Row]) -> pl.DataFrame:
    below = [(name, "ward", "P") for name in sorted({row["office"] for row in rows})]
    return pl.DataFrame([*below, ("P", "province", None)], ["office", "level", "parent"], orient="row")


def found(edition: Edition, rows: list[Row], scope: Scope, shape: Shape, *, lazily: bool) -> list[dict[str, Any]]:
    given = frame(rows, shape)
    by, period = "province" if scope.offices else "office", "quarter" if scope.months else "month"
    total = rollup(given.lazy() if lazily else given, Catalogue(edition), tree(rows), by=by, period=period)
    return list((total.collect() if lazily else total).rename({by: "group"}).iter_rows(named=True))


def groups(rows: list[Row], scope: Scope) -> dict[tuple[str, int], list[Row]]:
    """The reports of each group and period."""
    grouped: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        key = ("P" if scope.offices else row["office"], (row["month"] - 1) // 3 + 1 if scope.months else row["month"])
        grouped.setdefault(key, []).append(row)
    return grouped


def reports(shape: Shape) -> st.SearchStrategy[list[dict[str, Any]]]:
    figures = st.sampled_from(COUNTS)
    row = st.fixed_dictionaries(
        {
            "office": st.sampled_from(["W0", "W1", "W2"]),
            "month": st.integers(1, 6),
            "a": figures,
            "b": figures,
            "x": st.sampled_from(shape.values) if shape.values else st.none(),
        }
    )
    return st.lists(row, min_size=1, max_size=12, unique_by=lambda row: (row["office"], row["month"]))


PARTS = st.sampled_from([Way.FLOW, Way.FIRST, Way.LAST, Way.CUMULATIVE])


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=30)
@given(data=st.data())
def test_loading_refuses_a_way_or_the_roll_up_goes_it(name: str, data: st.DataObject) -> None:
    """Every kind by every way over both axes: what loads is put together as a plain definition of the way does it."""
    shape = SHAPES[name]
    # Ways that fit are few among all: they are drawn as often as the rest together.
    over_time, over_offices = (
        data.draw(
            st.sampled_from(list(Way)) | st.sampled_from(ways_of(shape.kind, axis, computed=shape.formula is not None))
        )
        for axis in Axis
    )
    edition = edition_of(shape, over_time, over_offices, (data.draw(PARTS), data.draw(PARTS)))
    rows = data.draw(reports(shape))
    if shape.formula is not None:
        x = edition.figures["x"]
        values = [computed(x, row["a"], row["b"]) for row in rows]
        rows = [
            {**row, "x": None if value is None else rounded(value, x.decimals)}
            for row, value in zip(rows, values, strict=True)
        ]
    scope = data.draw(st.builds(Scope, months=st.booleans(), offices=st.booleans()))
    lazily = data.draw(st.booleans())
    if refused(edition):
        for total in found(edition, rows, FULL, shape, lazily=lazily):
            given_away = {id: value for id, value in total.items() if id == "x" or id.startswith(("x__low", "x__high"))}
            assert set(given_away.values()) == {None}
            assert total["x__code"] in (NOT_ADDED, ONLY_REPORTED)
        return
    totals = {(row["group"], row["period"]): row for row in found(edition, rows, scope, shape, lazily=lazily)}
    for key, mine in groups(rows, scope).items():
        wanted = expected(edition, mine, scope)
        assert {column: totals[key][column] for column in wanted} == wanted


def test_what_loads_is_what_the_roll_up_knows():
    """The loader's table and the roll-up's branches are written apart: no pair of ways is known to one alone."""
    for shape, (over_time, over_offices) in product(SHAPES.values(), product(Way, Way)):
        edition = edition_of(shape, over_time, over_offices, (Way.FLOW, Way.FLOW))
        found = treatment_of(edition.figures["x"], FULL)
        told = over_time in (Way.NONE, Way.REPORTED) or over_offices in (Way.NONE, Way.REPORTED)
        assert refused(edition) <= isinstance(found, Withheld), (shape.kind, over_time, over_offices)
        assert isinstance(found, Withheld) <= (refused(edition) or told), (shape.kind, over_time, over_offices)


def test_no_line_of_the_shipped_form_is_withheld():
    """Each line that adds up goes on adding up, for every scope."""
    scopes = [Scope(months=months, offices=offices) for months in (False, True) for offices in (False, True)]
    assert not any(
        isinstance(treatment_of(line, scope), Withheld) for line in SHIPPED.figures.values() for scope in scopes
    )


def test_a_mean_is_never_made_into_a_sum():
    """An edition that comes as JSON has not been through the loader: twelve wards of 41.67 are not 500."""
    edition = edition_of(SHAPES["rate without parts"], Way.LAST, Way.SUM, (Way.FLOW, Way.FLOW))
    rows = [{"office": f"W{at}", "month": 1, "a": 1, "b": 1, "x": 4167} for at in range(12)]
    (total,) = found(edition, rows, FULL, SHAPES["rate without parts"], lazily=False)
    assert (total["x"], MEANINGS[total["x__code"]]) == (None, "not_added")


@pytest.mark.parametrize(("way", "why"), [(Way.NONE, "not_added"), (Way.REPORTED, "only_reported")])
def test_what_has_no_whole_is_given_for_each_office_alone(way: Way, why: str):
    """An office's own figure is no aggregate over offices, and a month's none over months."""
    shape = SHAPES["count"]
    edition = edition_of(shape, Way.FLOW, way, (Way.FLOW, Way.FLOW))
    rows = [{"office": name, "month": month, "a": 1, "b": 1, "x": month} for name in ("W0", "W1") for month in (1, 2)]
    (together,) = found(edition, rows, FULL, shape, lazily=False)
    assert (together["x"], MEANINGS[together["x__code"]]) == (None, why)
    apart = found(edition, rows, Scope(months=True, offices=False), shape, lazily=False)
    assert [(row["x"], MEANINGS[row["x__code"]]) for row in apart] == [(3, "reported")] * 2


def test_a_denominator_of_a_stock_and_a_flow_is_no_one_amount():
    """Where the parts of a whole go over months in two ways, the rate is right and the whole is not made up."""
    shape = Shape(IndicatorKind.PERCENTAGE, formula="percent(a, a + b)")
    edition = edition_of(shape, Way.RECOMPUTE, Way.RECOMPUTE, (Way.FLOW, Way.LAST))
    rows = [{"office": "W0", "month": month, "a": 1, "b": 2 * month, "x": None} for month in (1, 2, 3)]
    (total,) = found(edition, rows, FULL, shape, lazily=False)
    assert total["x"] == rounded(Fraction(100 * 3, 3 + 6), 2)
    assert "x__whole" not in total


def test_a_part_may_be_called_whole():
    """What is told of a ratio besides has columns that no part's id can take."""
    shape = Shape(IndicatorKind.PERCENTAGE, formula="percent(whole, left_out + relocated)")
    ids = ("whole", "left_out", "relocated")
    lines = [line(id, SHAPES["count"], Way.FLOW, Way.SUM) for id in ids]
    lines.append(line("x", shape, Way.RECOMPUTE, Way.RECOMPUTE))
    edition = evolve(SHIPPED, indicators={one.id: one for one in lines}, auxiliaries={}, rules={})
    given = pl.DataFrame({"office": ["W0", "W1"], "year": 2024, "month": 1, "whole": [3, 1], "left_out": [4, 2]})
    given = given.with_columns(relocated=pl.Series([6, None], dtype=pl.Int64))
    total = rollup(given, Catalogue(edition), tree([{"office": "W0"}, {"office": "W1"}]), by="province")
    row = total.row(0, named=True)
    assert (row["x"], row["x__whole"], row["x__offices"]) == (3000, 10, 1)


def test_every_way_over_an_axis_fits_some_line():
    """No label is asked of a catalogue for a way that nothing can go."""
    for axis, ways in WAYS.items():
        for way in ways:
            assert any(
                way in ways_of(shape.kind, axis, computed=shape.formula is not None) for shape in SHAPES.values()
            )


def test_an_undefined_total_says_so():
    """Nothing over nothing is told as in one report, not as what the catalogue leaves out."""
    shape = SHAPES["rate"]
    edition = edition_of(shape, Way.RECOMPUTE, Way.RECOMPUTE, (Way.FLOW, Way.FLOW))
    rows = [{"office": "W0", "month": 1, "a": 0, "b": 0, "x": None}]
    (total,) = found(edition, rows, FULL, shape, lazily=False)
    assert total["x__code"] == CAUSES[Cause.ZERO_DENOMINATOR]
