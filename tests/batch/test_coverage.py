"""Of every total it is told how much of what it needs was given: never more than there is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch.conftest import ENGINES, Engine
from tests.batch.test_ways import (
    PARTS,
    SHAPES,
    Row,
    Shape,
    computed,
    edition_of,
    frame,
    gives_all,
    refused,
    reports,
    rounded,
    tree,
)

from cchc.batch import rollup, silent, tidy
from cchc.batch.rollup.ways import Scope
from cchc.catalogue import Catalogue
from cchc.edition import Edition
from cchc.edition.aggregation import Axis, Way
from cchc.load.ways import ways_of

FLOW, STOCK = (Way.FLOW, Way.SUM), (Way.LAST, Way.SUM)


# --- what is needed of the months, in plain Python ------------------------------------------------


def needed(edition: Edition, scope: Scope, months: list[int]) -> list[int]:
    """The months of a period whose reports a figure is made of."""
    x = edition.figures["x"]
    ways = {x.over_time}
    if is_anew(edition, scope):
        ways = {edition.figures[id].over_time for id in "ab"}
    ends = {Way.FIRST: months[0], Way.LAST: months[-1], Way.CUMULATIVE: months[-1]}
    return sorted({ends[way] for way in ways}) if scope.months and ways <= ends.keys() else months


def is_anew(edition: Edition, scope: Scope) -> bool:
    x = edition.figures["x"]
    asked = ((scope.months, x.over_time), (scope.offices, x.over_offices))
    return x.formula is not None and (x.kind.is_rate or any(is_so and way is Way.RECOMPUTE for is_so, way in asked))


def coverage(edition: Edition, scope: Scope, rows: list[Row], offices: list[str], months: list[int]) -> dict[str, Any]:
    """How many office-months give the figure, and whether all give it that it needs."""
    gives = gives_all if is_anew(edition, scope) else lambda row: row["x"] is not None
    given = {(row["office"], row["month"]) for row in rows if gives(row)}
    wanted = {(office, month) for office in offices for month in needed(edition, scope, months)}
    return {"months": len(given), "months_expected": len(offices) * len(months), "complete": wanted <= given}


def with_x(edition: Edition, shape: Shape, rows: list[dict[str, Any]]) -> list[Row]:
    if shape.formula is None:
        return rows
    x = edition.figures["x"]
    values = [computed(x, row["a"], row["b"]) for row in rows]
    pairs = zip(rows, values, strict=True)
    return [{**row, "x": None if value is None else rounded(value, x.decimals)} for row, value in pairs]


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_told_of_the_months_is_what_a_count_of_them_tells(name: str, data: st.DataObject) -> None:
    """Whatever the kind, the ways and the engine: months given, months expected, and whether all that is needed is
    there."""
    shape = SHAPES[name]
    over_time, over_offices = (
        data.draw(st.sampled_from(ways_of(shape.kind, axis, computed=shape.formula is not None))) for axis in Axis
    )
    edition = edition_of(shape, over_time, over_offices, (data.draw(PARTS), data.draw(PARTS)))
    if refused(edition) or {over_time, over_offices} & {Way.NONE, Way.REPORTED}:
        return
    rows = with_x(edition, shape, data.draw(reports(shape)))
    scope = data.draw(st.builds(Scope, months=st.booleans(), offices=st.booleans()))
    has_tree = scope.offices or data.draw(st.booleans())
    by, period = "province" if scope.offices else "office", "quarter" if scope.months else "month"
    engine = ENGINES[data.draw(st.sampled_from(sorted(ENGINES)))]
    catalogue, offices = Catalogue(edition), engine.of(tree(rows)) if has_tree else None
    wide = engine.back(rollup(engine.of(frame(rows, shape)), catalogue, offices, by=by, period=period))
    totals = tidy(wide, catalogue, by).filter(pl.col("indicator") == "x").rename({by: "group"})
    length = 3 if scope.months else 1
    everyone = sorted({row["office"] for row in rows})
    for total in totals.iter_rows(named=True):
        months = [length * (total["period"] - 1) + at for at in range(1, length + 1)]
        mine = everyone if scope.offices else [total["group"]]
        inside = [row for row in rows if row["month"] in months and row["office"] in mine]
        wanted = coverage(edition, scope, inside, mine, months)
        has_figure = any(total[end] is not None for end in ("value", "low", "high"))
        state = ("complete" if wanted["complete"] else "partial") if has_figure else "unknown"
        told = (total["months"], total["months_expected"], total["state"])
        assert told == (wanted["months"], wanted["months_expected"], state), total
    assert ("x__complete" in wide.columns) == (scope.months or scope.offices)


# --- examples ---------------------------------------------------------------------------------------


def quarter(over_time: Way, figures: list[int | None]) -> dict[str, Any]:
    """One office's quarter of a count."""
    edition = edition_of(SHAPES["count"], over_time, Way.SUM, FLOW)
    rows = [{"office": "W0", "month": month, "a": 1, "b": 1, "x": x} for month, x in enumerate(figures, 1)]
    catalogue = Catalogue(edition)
    wide = rollup(frame(rows, SHAPES["count"]), catalogue, period="quarter")
    return tidy(wide, catalogue, "office").filter(pl.col("indicator") == "x").row(0, named=True)


@pytest.mark.parametrize(
    ("over_time", "figures", "value", "months", "state"),
    [
        (Way.FLOW, [4, 9, None], 13, 2, "partial"),
        (Way.FLOW, [4, 9], 13, 2, "partial"),
        (Way.FLOW, [4, 9, 0], 13, 3, "complete"),
        (Way.LAST, [4, 9, None], 9, 2, "partial"),
        (Way.CUMULATIVE, [4, 9, None], 9, 2, "partial"),
        (Way.LAST, [None, 4, 9], 9, 2, "complete"),
        (Way.FIRST, [None, 4, 9], 4, 2, "partial"),
        (Way.FIRST, [4, None, None], 4, 1, "complete"),
        (Way.FLOW, [None, None, None], None, 0, "unknown"),
    ],
)
def test_a_quarter_says_what_it_rests_on(over_time, figures, value, months, state):
    """13 of two months is no quarter's 13; what stands at the end of March stands, whatever January lacks."""
    found = quarter(over_time, figures)
    assert (found["value"], found["months"], found["months_expected"], found["state"]) == (value, months, 3, state)


def test_nothing_to_have_a_rate_of_is_no_gap():
    """0 of 0 is no rate, but nobody failed to give it; and where it comes last, no older rate stands in its place."""
    shape = SHAPES["rate"]
    for parts, value in ((FLOW[0], 5000), (Way.LAST, None)):
        edition = edition_of(shape, Way.RECOMPUTE, Way.RECOMPUTE, (parts, parts))
        figures = [(1, 2), (1, 2), (0, 0)]
        rows = [{"office": "W0", "month": month, "a": a, "b": b} for month, (a, b) in enumerate(figures, 1)]
        wide = rollup(frame(rows, shape), Catalogue(edition), period="quarter")
        (total,) = tidy(wide, Catalogue(edition), "office").filter(pl.col("indicator") == "x").to_dicts()
        assert (total["value"], total["months"]) == (value, 3)
        assert total["state"] == ("unknown" if value is None else "complete")


# --- offices that come, go and move ----------------------------------------------------------------

lives = st.fixed_dictionaries(
    {"since": st.integers(1, 9), "until": st.integers(1, 9), "moves": st.none() | st.integers(1, 9)}
)


def moving_tree(offices: dict[str, dict[str, int | None]]) -> pl.DataFrame:
    """Each office in D0 until it moves to D1; a district without wards would be an office that reports itself."""
    rows: list[tuple[Any, ...]] = []
    for name, life in offices.items():
        since, until = life["since"], life["until"]
        assert since is not None
        assert until is not None
        moves = life["moves"] if life["moves"] is not None and since < life["moves"] <= until else None
        if moves is None:
            rows.append((name, "ward", "D0", day(since), day(until)))
        else:
            rows += [(name, "ward", "D0", day(since), day(moves - 1)), (name, "ward", "D1", day(moves), day(until))]
    rows += [(name, "district", None, None, None) for name in sorted({row[2] for row in rows})]
    schema = {"office": pl.String, "level": pl.String, "parent": pl.String, "valid_from": pl.Date, "valid_to": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def day(month: int) -> dt.date:
    """A day on which a month of reports closes."""
    return dt.date(2024, month, 14)


def place(life: dict[str, Any], month: int) -> str | None:
    if not life["since"] <= month <= life["until"]:
        return None
    moves = life["moves"]
    return "D1" if moves is not None and life["since"] < moves <= month else "D0"


@settings(max_examples=120)
@given(
    engine=st.sampled_from(list(ENGINES.values())),
    offices=st.dictionaries(st.sampled_from(["W0", "W1", "W2"]), lives, min_size=1),
    filed=st.sets(st.tuples(st.sampled_from(["W0", "W1", "W2"]), st.integers(1, 9)), min_size=1),
    blank=st.sets(st.tuples(st.sampled_from(["W0", "W1", "W2"]), st.integers(1, 9)), max_size=2),
    over_time=st.sampled_from([Way.FLOW, Way.LAST, Way.FIRST]),
    period=st.sampled_from(["month", "quarter"]),
)
def test_who_was_to_report_follows_the_tree(engine: Engine, offices, filed, blank, over_time, period):
    """An office is expected for the months in which it was there, and where its reports count."""
    offices = {name: life for name, life in offices.items() if life["since"] <= life["until"]}
    if not offices:
        return
    edition = edition_of(SHAPES["count"], over_time, Way.SUM, (Way.FLOW, Way.FLOW))
    rows = [
        {"office": name, "month": month, "a": 1, "b": 1, "x": None if (name, month) in blank else 1}
        for name, month in sorted(filed)
    ]
    catalogue, given = Catalogue(edition), engine.of(frame(rows, SHAPES["count"]))
    wide = engine.back(rollup(given, catalogue, engine.of(moving_tree(offices)), by="district", period=period))
    length = 3 if period == "quarter" else 1
    for total in tidy(wide, catalogue, "district").filter(pl.col("indicator") == "x").iter_rows(named=True):
        if total["district"] is None:
            assert total["state"] == "unknown"
            continue
        months = [length * (total["period"] - 1) + at for at in range(1, length + 1)]
        due = {name: [month for month in months if place(life, month)] for name, life in offices.items()}
        mine = {
            name: its
            for name, its in due.items()
            if its and counts_at(offices[name], name, filed, its, months) == total["district"]
        }
        assert (total["offices_expected"] or 0, total["months_expected"] or 0) == (
            len(mine),
            sum(map(len, mine.values())),
        )
        given_in = {(row["office"], row["month"]) for row in rows if row["x"] is not None}
        ends = {Way.FLOW: slice(None), Way.FIRST: slice(1), Way.LAST: slice(-1, None)}[over_time]
        wanted = {(name, month) for name, its in mine.items() for month in its[ends]}
        strayed = any(name in mine and month in months and month not in mine[name] for name, month in filed)
        if total["value"] is None or strayed:
            assert total["state"] == "unknown"
        else:
            assert total["state"] == ("complete" if wanted <= given_in else "partial"), (total, wanted, given_in)


@given(
    engine=st.sampled_from(list(ENGINES.values())),
    offices=st.dictionaries(st.sampled_from(["W0", "W1", "W2"]), lives, min_size=1),
    filed=st.sets(st.tuples(st.sampled_from(["W0", "W1", "W2", "X"]), st.integers(1, 9)), min_size=1),
)
def test_the_silent_are_named(engine: Engine, offices, filed):
    """Each office of the tree and month in which it was there, between the months of which anyone reported, and did
    not."""
    offices = {name: life for name, life in offices.items() if life["since"] <= life["until"]}
    if not offices:
        return
    rows = [{"office": name, "month": month, "a": 1, "b": 1, "x": 1} for name, month in sorted(filed)]
    given, tree_of_all = engine.of(frame(rows, SHAPES["count"])), engine.of(moving_tree(offices))
    months = [month for _, month in filed]
    wanted = [
        (name, 2024, month)
        for name, life in sorted(offices.items())
        for month in range(min(months), max(months) + 1)
        if place(life, month) and (name, month) not in filed
    ]
    catalogue = Catalogue(edition_of(SHAPES["count"], Way.FLOW, Way.SUM, (Way.FLOW, Way.FLOW)))
    assert silent(given, catalogue, tree_of_all).rows() == wanted


def counts_at(
    life: dict[str, Any], name: str, filed: set[tuple[str, int]], due: list[int], months: list[int]
) -> str | None:
    """Where an office's reports of a period count: where it belonged in the last month reported, or due."""
    reported = [month for office, month in filed if office == name and month in months]
    return place(life, max(reported, default=due[-1]))
