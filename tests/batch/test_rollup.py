"""A total is what the form's own definitions make of its offices' figures, however they are grouped."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.conftest import assert_same
from tests.small import small_catalogue

from cchc.batch import rollup, tidy
from cchc.batch.breaches import findings
from cchc.batch.codes import CAUSES, NO_PARTS, REASONS, RELOCATED, REPEATED, UNION, WINDOWS_DIFFER, code_column
from cchc.batch.columns import FrameColumns
from cchc.batch.overtime import over_time
from cchc.batch.rollup import amounts
from cchc.batch.rollup.periods import WINDOW
from cchc.edition import IndicatorKind
from cchc.errors import DataError, UnknownNameError
from cchc.exact import half_up
from cchc.formula.tree import Apply, names_of
from cchc.value import Cause, Reason

CATALOGUE = small_catalogue()
FIGURES = CATALOGUE.edition.figures
COUNTS = [id for id, line in FIGURES.items() if line.kind is IndicatorKind.COUNT and line.formula is None]
ONE_OF = {
    (over_time, over_offices): next(
        id for id in COUNTS if (FIGURES[id].over_time, FIGURES[id].over_offices) == (over_time, over_offices)
    )
    for over_time, over_offices in (("flow", "sum"), ("last", "sum"), ("cumulative", "sum"), ("last", "union"))
}
RATES = [
    line
    for line in CATALOGUE.edition.computed
    if line.formula == Apply("percent", line.formula.args)
    and all(FIGURES[id].over_offices == "sum" for id in names_of(line.formula))
]
RATE = RATES[0]
PART, WHOLE = names_of(RATE.formula)
KEYS = {"office": pl.String, "year": pl.Int32, "month": pl.Int32}


def frame(rows: list[dict[str, object]], **types: object) -> pl.DataFrame:
    ids = dict.fromkeys(id for row in rows for id in row)
    schema = {id: {**KEYS, **types}.get(id, pl.Int32) for id in ids}
    return pl.DataFrame([{"year": 2024, "month": 1, **row} for row in rows], schema={**KEYS, **schema})


def tree(*rows: tuple[object, ...]) -> pl.DataFrame:
    schema = {"office": pl.String, "level": pl.String, "parent": pl.String, "valid_from": pl.Date, "valid_to": pl.Date}
    return pl.DataFrame([(*row, None, None)[:5] for row in rows], schema=schema, orient="row")


def wards(number: int, districts: int = 2) -> pl.DataFrame:
    below = [(f"W{at}", "ward", f"D{at % districts}") for at in range(number)]
    return tree(*below, *((f"D{at}", "district", "P") for at in range(districts)), ("P", "province", None))


def total(
    rows: pl.DataFrame,
    offices: pl.DataFrame | None = None,
    *,
    by: str = "province",
    period: str = "quarter",
    **office: object,
):
    rolled = rollup(rows, CATALOGUE, offices, by=by, period=period)
    name = office.get("of", "P")
    return rolled.filter(pl.col(by).eq_missing(pl.lit(name, dtype=pl.String))).row(0, named=True)


def test_over_months_each_figure_goes_its_own_way():
    """Flows are added, of stocks and cumulative figures the last stands, blanks are no zeros."""
    flow, stock, grown = (ONE_OF[over, "sum"] for over in ("flow", "last", "cumulative"))
    months = [(1, 5, 20, 3), (2, None, None, 7), (3, 4, 22, None)]
    rows = [{"office": "W0", "month": month, flow: a, stock: b, grown: c} for month, a, b, c in months]
    random.Random(1).shuffle(rows)
    found = total(frame(rows), wards(2))
    assert (found[flow], found[stock], found[grown]) == (9, 22, 7)
    blank = total(frame([{"office": "W0", flow: None}]), wards(2))
    assert (blank[flow], blank[code_column(flow)]) == (None, REASONS[Reason.BLANK])


def test_lists_that_overlap_have_bounds():
    """Procedures that each ward has are not added: the truth lies between the largest list and the sum."""
    union = ONE_OF["last", "union"]
    found = total(frame([{"office": "W0", union: 162}, {"office": "W1", union: 150}]), wards(2))
    assert union not in found
    assert (found[f"{union}__low"], found[f"{union}__high"], found[code_column(union)]) == (162, 312, UNION)


def test_ratios_are_of_sums_never_means_of_rates():
    """1 of 2 and 90 of 100 are 91 of 102."""
    found = total(frame([{"office": "W0", PART: 1, WHOLE: 2}, {"office": "W1", PART: 90, WHOLE: 100}]), wards(2))
    assert found[RATE.id] == half_up(91 * 100, 102, 2)
    assert (found[f"{RATE.id}__offices"], found[f"{RATE.id}__whole"]) == (2, 102)


def test_a_ratio_rests_on_offices_that_give_all_of_it():
    """What lacks a part is left out of both sides, and what it would have added is told."""
    rows = [{"office": "W0", PART: 1, WHOLE: 2}, {"office": "W1", PART: None, WHOLE: 100}]
    found = total(frame(rows), wards(2))
    assert (found[RATE.id], found[f"{RATE.id}__whole"], found[f"{RATE.id}__left_out"]) == (5000, 2, 100)
    none = total(frame([{"office": "W0", PART: 0, WHOLE: 0}]), wards(2))
    assert (none[RATE.id], none[code_column(RATE.id)]) == (None, CAUSES[Cause.ZERO_DENOMINATOR])
    lacking = total(frame([{"office": "W0", PART: 5, WHOLE: None}]), wards(2))
    assert lacking[code_column(RATE.id)] == CAUSES[Cause.MISSING_INPUT]


def test_relocated_cells_are_counted():
    """How much of a denominator was read in another column."""
    moved = {code_column(PART): RELOCATED, code_column(WHOLE): 0}
    plain = {code_column(PART): 0, code_column(WHOLE): 0}
    rows = [{"office": "W0", PART: 1, WHOLE: 2, **moved}, {"office": "W1", PART: 9, WHOLE: 10, **plain}]
    found = total(frame(rows, **dict.fromkeys(moved, pl.Int8)), wards(2))
    assert (found[f"{RATE.id}__relocated"], found[f"{RATE.id}__whole"]) == (2, 12)


def test_answers_are_counted():
    """Yes, issued and each status: how many of how many that answered."""
    kinds = {
        kind: next(line for line in FIGURES.values() if line.kind is kind)
        for kind in (IndicatorKind.YES_NO, IndicatorKind.DOCUMENT, IndicatorKind.STATUS)
    }
    yes, paper, status = (
        kinds[kind].id for kind in (IndicatorKind.YES_NO, IndicatorKind.DOCUMENT, IndicatorKind.STATUS)
    )
    word, other = FIGURES[status].statuses[:2]
    answers = [(True, True, word), (False, None, other), (True, False, word)]
    rows = [{"office": f"W{at}", yes: a, paper: b, status: c} for at, (a, b, c) in enumerate(answers)]
    found = total(frame(rows, **{yes: pl.Boolean, paper: pl.Boolean, status: pl.String}), wards(3))
    assert (found[yes], found[f"{yes}__offices"]) == (2, 3)
    assert (found[paper], found[f"{paper}__offices"]) == (1, 2)
    assert (found[f"{status}__{word}"], found[f"{status}__{other}"], found[f"{status}__offices"]) == (2, 1, 3)


def test_a_rate_without_parts_lies_between_its_offices():
    """Where the form has no numerator there is no total, but a lowest and a highest."""
    line = next(line for line in FIGURES.values() if line.kind is IndicatorKind.PERCENTAGE and line.formula is None)
    found = total(frame([{"office": "W0", line.id: 9000}, {"office": "W1", line.id: 10000}]), wards(2))
    assert (found[f"{line.id}__low"], found[f"{line.id}__high"], found[code_column(line.id)]) == (9000, 10000, NO_PARTS)


def test_coverage_says_who_reported():
    """Of the offices expected, those that reported, how often, and whose last report is old."""
    flow = ONE_OF["flow", "sum"]
    rows = [{"office": "W0", "month": month, flow: 1} for month in (1, 2, 3)] + [{"office": "W2", "month": 2, flow: 1}]
    found = total(frame(rows), wards(4), by="district", of="D0")
    expected = {"offices_expected": 2, "offices_reported": 2, "reports_expected": 6, "reports": 4, "offices_late": 1}
    assert {name: found[name] for name in expected} == expected
    silent = total(frame(rows), wards(4), by="district", of="D1")
    assert (silent["offices_expected"], silent["offices_reported"], silent[flow]) == (2, 0, None)


def test_offices_count_where_they_belong_when_they_report():
    """Districts ended on 1 July 2025: June's report, closed on the 14th, has one, July's has none."""
    flow, end = ONE_OF["flow", "sum"], dt.date(2025, 6, 30)
    offices = tree(
        ("W0", "ward", "D0", None, end),
        ("W0", "ward", "P", dt.date(2025, 7, 1), None),
        ("D0", "district", "P", None, end),
        ("P", "province", None),
    )
    rows = frame([{"office": "W0", "year": 2025, "month": month, flow: month} for month in (6, 7)])
    assert total(rows, offices, by="district", period="month", of="D0")[flow] == 6
    homeless = rollup(rows, CATALOGUE, offices, by="district").filter(pl.col("district").is_null()).sort("period")
    assert homeless.filter(pl.col("reports") > 0)[flow].to_list() == [7]
    assert total(rows, offices, period="year")[flow] == 13


def test_what_belongs_nowhere_is_not_lost():
    """Reports of offices that the tree does not have are in a row of their own."""
    flow = ONE_OF["flow", "sum"]
    rows = frame([{"office": "W0", flow: 1}, {"office": "Elsewhere", flow: 5}])
    assert total(rows, wards(1, 1), of=None)[flow] == 5
    assert rollup(rows, CATALOGUE, wards(1, 1), by="province")[flow].sum() == 6


@given(st.sets(st.integers(0, 7)), st.booleans())
def test_without_the_silent_the_others_stay_as_they_are(reporting: set[int], has_stranger: bool):
    """What no report counts for has no rows then; who belongs nowhere and what is expected of a group stay."""
    flow = ONE_OF["flow", "sum"]
    names = [*(f"W{at}" for at in sorted(reporting)), *(["Elsewhere"] if has_stranger else [])]
    rows = frame([{"office": name, flow: 1} for name in names] or [{"office": None, flow: 1}])
    for by in ("office", "ward", "district", "province"):
        whole = rollup(rows, CATALOGUE, wards(8, 4), by=by)
        told = rollup(rows, CATALOGUE, wards(8, 4), by=by, silent=False)
        assert told.sort(by).rows() == whole.filter(pl.col("reports") > 0).sort(by).rows()


def test_two_parents_at_one_time_are_refused():
    """An office that belonged to two would be counted twice."""
    offices = tree(("W0", "ward", "D0"), ("W0", "ward", "D1"), ("D0", "district", None), ("D1", "district", None))
    with pytest.raises(DataError, match="W0"):
        rollup(frame([{"office": "W0", COUNTS[0]: 1}]), CATALOGUE, offices, by="district")


def test_an_office_has_no_end_where_the_end_is_the_last_day_of_all():
    """So databases write it; and none ends before it begins."""
    first, last = dt.date(2020, 1, 1), dt.date(9999, 12, 31)
    rows = frame([{"office": "A", PART: 1, WHOLE: 2}])
    offices = tree(("A", "ward", "P", first, last), ("P", "province", None))
    assert total(rows, offices)["offices_reported"] == 1
    with pytest.raises(DataError, match="A end before they begin"):
        total(rows, tree(("A", "ward", "P", dt.date(2024, 1, 1), first), ("P", "province", None)))


def test_a_report_that_came_twice_spoils_its_total():
    """Nobody can tell which of the two counts: there is no figure, and it is said why."""
    flow = ONE_OF["flow", "sum"]
    for period in ("month", "quarter"):
        found = total(frame([{"office": "W0", flow: 1}, {"office": "W0", flow: 1}]), wards(1, 1), period=period)
        assert (found[flow], found[code_column(flow)], found["reports_repeated"]) == (None, REPEATED, 1)


def test_figures_of_different_dates_are_not_added():
    """Two offices whose windows differ have no sum; the same windows have; other lines are not concerned."""
    line = next(FIGURES[id] for id in COUNTS if FIGURES[id].parent and FIGURES[id].over_offices == "sum")
    window = f"{line.parent}{WINDOW}"
    other = next(id for id in COUNTS if FIGURES[id].over_offices == "sum" and line.parent not in _above(id))
    for second, wanted in (("2024-01-01/2024-04-30", 3), ("2023-12-15/2024-04-14", None)):
        rows = [
            {"office": "W0", line.id: 1, other: 1, window: "2024-01-01/2024-04-30"},
            {"office": "W1", line.id: 2, other: 2, window: second},
        ]
        found = total(frame(rows, **{window: pl.String}), wards(2))
        assert (found[line.id], found[other]) == (wanted, 3)
        assert (found[code_column(line.id)] == WINDOWS_DIFFER) == (wanted is None)


def _above(id: str) -> set[str]:
    found: set[str] = set()
    line: str | None = id
    while line is not None:
        found.add(line)
        line = CATALOGUE.edition.everything[line].parent
    return found


def test_longer_reports_are_not_counted_again():
    """A quarter's own report beside those of its months adds nothing."""
    flow = ONE_OF["flow", "sum"]
    rows = [{"office": "W0", "month": 3, "months": months, flow: 5} for months in (1, 3)]
    assert total(frame(rows), wards(1, 1))[flow] == 5


@pytest.mark.parametrize(("period", "last"), [("half_year", 6), ("nine_months", 9), ("year", 12)])
def test_longer_periods(period, last):
    """6 and 9 months and the year begin in January; October is in no "9 months"."""
    flow, grown = ONE_OF["flow", "sum"], ONE_OF["cumulative", "sum"]
    rows = frame([{"office": "W0", "month": month, flow: 1, grown: month * 10} for month in range(1, 13)])
    found = (
        rollup(rows, CATALOGUE, wards(1, 1), by="province", period=period)
        .filter(pl.col("period") == 1)
        .row(0, named=True)
    )
    assert (found[flow], found[grown]) == (last, last * 10)


figures = st.none() | st.integers(0, 40)
some_reports = st.lists(
    st.fixed_dictionaries({"office": st.integers(0, 7), "month": st.integers(1, 6), PART: figures, WHOLE: figures}),
    min_size=1,
    max_size=30,
    unique_by=lambda row: (row["office"], row["month"]),
)


@given(some_reports, st.sampled_from(["month", "quarter", "half_year"]))
def test_a_province_lies_between_its_communes(rows, period):
    """No total is better than the best office or worse than the worst."""
    reports = frame([{**row, "office": f"W{row['office']}"} for row in rows])
    provinces = rollup(reports, CATALOGUE, wards(8), by="province", period=period)
    communes = rollup(reports, CATALOGUE, wards(8), period=period)
    for number, rate in provinces.select("period", RATE.id).rows():
        below = communes.filter(pl.col("period") == number)[RATE.id].drop_nulls()
        assert (rate is None) == below.is_empty()
        assert rate is None or below.min() <= rate <= below.max()


@given(some_reports, st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(rows, chance):
    """Any order of reports gives the same totals."""
    reports = [{**row, "office": f"W{row['office']}"} for row in rows]
    shuffled = list(reports)
    chance.shuffle(shuffled)
    one, two = (
        rollup(frame(order), CATALOGUE, wards(8), by="district", period="quarter") for order in (reports, shuffled)
    )
    assert_same(one, two, ["district", "year", "period"])


@given(some_reports)
def test_districts_add_up_to_their_province(rows):
    """Sums of sums are sums: grouping twice is grouping once."""
    reports = frame([{**row, "office": f"W{row['office']}"} for row in rows])
    districts = rollup(reports, CATALOGUE, wards(8), by="district", period="quarter")
    province = rollup(reports, CATALOGUE, wards(8), by="province", period="quarter")
    for number in province["period"]:
        parts = districts.filter(pl.col("period") == number)
        entire = province.filter(pl.col("period") == number).row(0, named=True)
        for id in (PART, WHOLE, "reports", "offices_expected", f"{RATE.id}__whole"):
            assert (entire[id] or 0) == (parts[id].sum() or 0)


@pytest.mark.parametrize("period", ["month", "quarter"])
def test_every_engine_gives_the_same_totals(engine, period):
    """The same rows on whatever holds the reports."""
    choose = random.Random(5)
    rows = [
        {
            "office": f"W{office}",
            "month": month,
            **{id: choose.choice([None, 0, choose.randrange(90)]) for id in COUNTS},
        }
        for office in range(9)
        for month in range(1, 5)
        if choose.random() < 0.9
    ]
    reports, offices = frame(rows), wards(8, 3)
    wanted = rollup(reports, CATALOGUE, offices, by="district", period=period)
    found = engine.back(rollup(engine.of(reports), CATALOGUE, engine.of(offices), by="district", period=period))
    assert_same(found, wanted, ["district", "year", "period"])


def test_sums_that_could_overflow_are_refused():
    """64-bit sums wrap silently: figures that could make one do so are named instead."""
    rows = frame([{"office": "W0", COUNTS[0]: 2**60}], **{COUNTS[0]: pl.Int64})
    with pytest.raises(DataError, match=COUNTS[0]):
        rollup(rows, CATALOGUE)


@pytest.mark.parametrize("ask", [rollup, over_time, findings])
def test_a_frame_whose_column_is_called_unit_is_told_its_name_of_today(ask):
    """Units only measure: a frame made before is refused with the remedy, never read as one without offices."""
    before = frame([{"office": "W0", COUNTS[0]: 1}]).rename({"office": "unit"})
    with pytest.raises(DataError, match="rename the column 'unit'") as refused:
        ask(before, CATALOGUE)
    assert refused.value.path == "$.office"


def test_a_tree_whose_column_is_called_unit_is_told_so_too():
    with pytest.raises(DataError, match="rename the column 'unit'"):
        rollup(frame([{"office": "W0"}]), CATALOGUE, wards(2).rename({"office": "unit"}), by="province")


def test_what_is_lacking_is_named():
    """No tree, no such level's parent, no month: each is said."""
    with pytest.raises(DataError, match="tree of offices"):
        rollup(frame([{"office": "W0"}]), CATALOGUE, by="district")
    with pytest.raises(DataError, match="month"):
        rollup(pl.DataFrame({"office": ["W0"], "year": [2024]}), CATALOGUE)
    with pytest.raises(DataError, match="level"):
        rollup(frame([{"office": "W0"}]), CATALOGUE, pl.DataFrame({"office": ["W0"]}), by="district")


def test_a_level_or_a_period_that_is_not_known_is_told_with_the_one_that_is_meant() -> None:
    """A slip of the pen is neither a level that no office belongs to nor a period of its own."""
    rows = frame([{"office": "W0", COUNTS[0]: 1}])
    with pytest.raises(UnknownNameError, match=r"no such level in the tree of offices .*district"):
        rollup(rows, CATALOGUE, wards(2), by="dstrict")
    with pytest.raises(UnknownNameError, match=r"no such period .*quarter"):
        rollup(rows, CATALOGUE, wards(2), by="district", period="quartr")
    with pytest.raises(UnknownNameError, match=r"no such column of this roll-up .*district"):
        tidy(rollup(rows, CATALOGUE, wards(2), by="district"), CATALOGUE, "dstrict")
    assert issubclass(UnknownNameError, DataError)


def test_a_tree_without_any_office_above_has_no_levels_to_choose_from() -> None:
    """Where no report names a superior, offices belong nowhere: that is told by the rows, not refused."""
    rolled = rollup(frame([{"office": "W0", COUNTS[0]: 1}]), CATALOGUE, tree(("W0", "ward", None)), by="district")
    assert rolled["district"].to_list() == [None]


def test_the_columns_of_a_roll_up_are_planned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of each library: what a roll-up of one report takes does not grow with the square of its form."""
    planned = []

    def counted(*parts: Any) -> FrameColumns:
        planned.append(parts)
        return FrameColumns(*parts)

    monkeypatch.setattr(amounts, "FrameColumns", counted)
    rollup(frame([{"office": "W0", **dict.fromkeys(COUNTS, 1)}]), CATALOGUE)
    assert len(planned) == len({id(dialect) for dialect, *_ in planned}) <= 2
