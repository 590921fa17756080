"""What becomes of a figure is one word over months and one over offices: who may go which way, and who is withheld."""

from __future__ import annotations

from itertools import product

import pytest
from tests.batch.test_ways import SHAPES, Shape, line

from cchc.batch.rollup.ways import (
    NOT_ADDED,
    ONLY_REPORTED,
    Scope,
    Step,
    Total,
    Treatment,
    Withheld,
    ends_of,
    over_offices,
    over_time,
    step_of_part,
    steps_behind,
    treatment_of,
)
from cchc.edition import Indicator, IndicatorKind
from cchc.edition.aggregation import Way

MANY, MONTHS, OFFICES, ONE = (Scope(months=a, offices=b) for a, b in product((True, False), (True, False)))
NUMBERS = {kind: (Shape(kind), Shape(kind, formula="a - b")) for kind in IndicatorKind if kind.is_number}
COUNTS = [*NUMBERS[IndicatorKind.COUNT], *NUMBERS[IndicatorKind.NUMBER]]
RATES = [shapes for kind, shapes in NUMBERS.items() if kind not in (IndicatorKind.COUNT, IndicatorKind.NUMBER)]
GIVEN_RATES, MADE_RATES = [shape for shape, _ in RATES], [shape for _, shape in RATES]
MADE = [shape for _, shape in NUMBERS.values()]
OTHERS = {kind: Shape(kind) for kind in IndicatorKind if not kind.is_number}
EVERY = [*COUNTS, *GIVEN_RATES, *MADE_RATES, *OTHERS.values()]
WORDS = [OTHERS[kind] for kind in (IndicatorKind.DATE, IndicatorKind.TEXT, IndicatorKind.HEADING)]
A_FORMULA_OF_WORDS = Shape(IndicatorKind.YES_NO, formula="a")

TIMES: dict[Way, list[tuple[list[Shape], tuple[Step, ...]]]] = {
    Way.FLOW: [(COUNTS, (Step.SUM,))],
    Way.FIRST: [([each for each in EVERY if each not in MADE_RATES], (Step.FIRST,))],
    Way.LAST: [([each for each in EVERY if each not in MADE_RATES], (Step.LAST,))],
    Way.CUMULATIVE: [([*COUNTS, *GIVEN_RATES], (Step.LAST,))],
    Way.RECOMPUTE: [(MADE, ()), (GIVEN_RATES, (Step.LEAST, Step.GREATEST))],
}
"""Who may go a way over the months, and how; whoever is not among them is not added."""

PLACES: dict[Way, list[tuple[list[Shape], Total]]] = {
    Way.SUM: [(COUNTS, Total.SUM)],
    Way.UNION: [([*NUMBERS[IndicatorKind.COUNT]], Total.UNION)],
    Way.RECOMPUTE: [(MADE, Total.RECOMPUTED), (GIVEN_RATES, Total.RANGE)],
    Way.COUNT_YES: [([OTHERS[IndicatorKind.YES_NO]], Total.YES)],
    Way.COUNT_ISSUED: [([OTHERS[IndicatorKind.DOCUMENT]], Total.YES)],
    Way.COUNT_BY_STATUS: [([OTHERS[IndicatorKind.STATUS]], Total.BY_STATUS)],
}
"""Who may go a way over the offices, and what comes of it."""


def counted(time: Way = Way.FLOW, place: Way = Way.SUM, *, id: str = "x", shape: Shape = SHAPES["count"]) -> Indicator:
    return line(id, shape, time, place)


@pytest.mark.parametrize("way", Way)
def test_only_what_fits_goes_a_way_over_the_months(way: Way) -> None:
    """A stock is no flow, a rate that has parts is computed of them; what only a report tells is withheld as such."""
    goes = {id(shape): steps for shapes, steps in TIMES.get(way, ()) for shape in shapes}
    otherwise = ONLY_REPORTED if way is Way.REPORTED else NOT_ADDED
    for shape in EVERY:
        found = over_time(counted(way, shape=shape), MANY)
        assert found == goes.get(id(shape), otherwise), shape
        assert over_time(counted(way, shape=shape), OFFICES) == (Step.LAST,), "of one month the last is the only one"


@pytest.mark.parametrize("way", Way)
def test_only_what_fits_goes_a_way_over_the_offices(way: Way) -> None:
    """Lists that overlap are counts; answers, documents and statuses are counted, each its own way."""
    goes = {id(shape): total for shapes, total in PLACES.get(way, ()) for shape in shapes}
    otherwise = ONLY_REPORTED if way is Way.REPORTED else NOT_ADDED
    for shape in EVERY:
        assert over_offices(counted(place=way, shape=shape), MANY) == goes.get(id(shape), otherwise), shape


@pytest.mark.parametrize(
    ("shapes", "of_months", "of_one"),
    [
        ([shape for shape in COUNTS if shape not in MADE], Total.ITSELF, Total.ITSELF),
        ([shape for shape in COUNTS if shape in MADE], Total.RECOMPUTED, Total.ITSELF),
        (MADE_RATES, Total.RECOMPUTED, Total.RECOMPUTED),
        (GIVEN_RATES, Total.RANGE, Total.ITSELF),
        ([OTHERS[IndicatorKind.YES_NO], OTHERS[IndicatorKind.DOCUMENT], A_FORMULA_OF_WORDS], Total.YES, Total.YES),
        ([OTHERS[IndicatorKind.STATUS]], Total.BY_STATUS, Total.BY_STATUS),
        (WORDS, NOT_ADDED, NOT_ADDED),
    ],
)  # fmt: skip
def test_an_office_by_itself_has_its_figures(shapes: list[Shape], of_months: object, of_one: object) -> None:
    """Whatever is said of many offices; over months only what is computed anew is no figure of its own."""
    for shape, place in product(shapes, Way):
        assert over_offices(counted(Way.RECOMPUTE, place, shape=shape), MONTHS) == of_months
        assert over_offices(counted(Way.RECOMPUTE, place, shape=shape), ONE) == of_one
        if shape not in MADE_RATES and of_one is not NOT_ADDED:
            assert over_offices(counted(Way.LAST, place, shape=shape), MONTHS) == of_one


@pytest.mark.parametrize(
    ("indicator", "scope", "wanted"),
    [
        (counted(), MANY, Treatment((Step.SUM,), Total.SUM)),
        (counted(), OFFICES, Treatment((Step.LAST,), Total.SUM)),
        (counted(Way.LAST, Way.UNION), MANY, Treatment((Step.LAST,), Total.UNION)),
        (counted(Way.FLOW, Way.REPORTED), MANY, ONLY_REPORTED),
        (counted(Way.REPORTED, Way.NONE), MANY, ONLY_REPORTED),
        (counted(Way.NONE, Way.REPORTED), MANY, NOT_ADDED),
        # computed anew over one axis alone it would be a sum of what is none
        (counted(Way.RECOMPUTE, Way.RECOMPUTE, shape=SHAPES["rate"]), MANY, Treatment((), Total.RECOMPUTED)),
        (counted(Way.RECOMPUTE, Way.SUM, shape=SHAPES["computed count"]), MANY, NOT_ADDED),
        (counted(Way.FLOW, Way.RECOMPUTE, shape=SHAPES["computed count"]), MANY, NOT_ADDED),
        (counted(Way.FLOW, Way.RECOMPUTE, shape=SHAPES["computed count"]), OFFICES,
         Treatment((Step.LAST,), Total.RECOMPUTED)),
    ],
)  # fmt: skip
def test_a_figure_goes_both_ways_or_is_withheld(
    indicator: Indicator, scope: Scope, wanted: Treatment | Withheld
) -> None:
    """For the reason of the months first."""
    assert treatment_of(indicator, scope) == wanted


@pytest.mark.parametrize(
    ("part", "scope", "step"),
    [
        (counted(Way.FLOW), MANY, Step.SUM),
        (counted(Way.LAST), MANY, Step.LAST),
        (counted(Way.FLOW, Way.NONE), MONTHS, Step.SUM),
        (counted(Way.FLOW, shape=Shape(IndicatorKind.NUMBER)), MANY, Step.SUM),
        (counted(Way.FLOW, Way.UNION), MANY, None),
        (counted(Way.NONE), MANY, None),
        (counted(Way.LAST, Way.NONE, shape=SHAPES["rate without parts"]), MONTHS, None),
        (counted(Way.LAST, Way.COUNT_YES, shape=SHAPES["answer"]), MANY, None),
        (counted(Way.RECOMPUTE, Way.RECOMPUTE, shape=SHAPES["computed count"]), MANY, None),
    ],
)
def test_a_part_is_a_figure_that_adds_up(part: Indicator, scope: Scope, step: Step | None) -> None:
    """Counted or measured; no bounds, no answers, nothing that is computed of others."""
    assert step_of_part(part, scope) is step


def test_what_is_computed_goes_as_its_parts_go() -> None:
    """All that there are; it is not put together where one is lacking or does not add up."""
    rate = counted(Way.RECOMPUTE, Way.RECOMPUTE, shape=SHAPES["rate"])
    flow, stock, none = counted(id="a"), counted(Way.LAST, id="b"), counted(Way.NONE, id="b")
    assert steps_behind(rate, {"a": flow, "b": stock}, MANY) == {Step.SUM, Step.LAST}
    assert steps_behind(rate, {"a": flow, "b": none}, MANY) is None
    assert steps_behind(rate, {"a": flow}, MANY) is None
    assert steps_behind(flow, {}, MANY) == {Step.SUM}
    assert steps_behind(none, {}, MANY) is None


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        ([Step.LAST], {Step.LAST}), ([Step.FIRST, Step.LAST], {Step.FIRST, Step.LAST}), ([Step.SUM], set()),
        ([Step.LAST, Step.SUM], set()), ([Step.LEAST, Step.GREATEST], set()), ([], set()),
    ],
)  # fmt: skip
def test_only_stocks_need_no_more_than_the_ends_of_a_period(steps: list[Step], ends: set[Step]) -> None:
    """A flow needs the report of every month."""
    assert ends_of(steps) == ends
