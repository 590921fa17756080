"""A slip of the pen in a frame is refused with the name that is meant: it is never a column of blanks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from tests.batch.conftest import Engine
from tests.batch.test_rollup import CATALOGUE, COUNTS, frame, wards

from cchc.batch import evaluate, findings, input_schema, over_time, rollup, unasked
from cchc.errors import DataError, UnknownNameError

LONG = max(COUNTS, key=len)
ASKS: list[Callable[..., Any]] = [evaluate, findings, over_time, rollup]


def report(**more: object) -> pl.DataFrame:
    return frame([{"office": "W0", "month": 1, LONG: 1, **more}])


@pytest.mark.parametrize("ask", ASKS)
def test_a_misspelt_column_is_told_with_the_one_that_is_meant(ask: Callable[..., Any], engine: Engine) -> None:
    """One letter less is neither blank figures nor a column of one's own."""
    for misspelt in (LONG[:-1], LONG.replace("_", "__", 1), f"{LONG[:-1]}__code"):
        lacking = report().drop(LONG).with_columns(pl.lit(1, pl.Int32).alias(misspelt))
        with pytest.raises(UnknownNameError, match=f"did you mean {LONG}"):
            ask(engine.of(lacking), CATALOGUE)


@pytest.mark.parametrize("ask", ASKS)
def test_columns_of_ones_own_are_left_alone(ask: Callable[..., Any]) -> None:
    """Notes, numbered columns, what an evaluation added: only what lacks can have been misspelt."""
    own = report(**{LONG[:-1]: 2, "note": 3, f"{LONG}_2023": 4, "officer": 5})
    ask(own, CATALOGUE)
    ask(evaluate(own, CATALOGUE), CATALOGUE)
    ask(pl.from_arrow(input_schema(CATALOGUE).empty_table()), CATALOGUE)


@pytest.mark.parametrize("month", [0, 13, -1, None])
def test_a_month_that_no_year_has_is_refused(month: int | None, engine: Engine) -> None:
    """It would be in no period, and its report silently nowhere."""
    for period in ("month", "year"):
        with pytest.raises(DataError, match=r"months are 1 to 12") as refused:
            rollup(engine.of(report(month=month)), CATALOGUE, period=period)
        assert refused.value.path == "$.month"
    undated = pl.concat([report(), report(month=None).with_columns(year=pl.lit(None, pl.Int32))])
    assert engine.back(rollup(engine.of(undated), CATALOGUE))["reports"].to_list() == [1]


def test_months_are_numbers() -> None:
    with pytest.raises(DataError, match="months are 1 to 12"):
        rollup(report().with_columns(month=pl.lit("tháng 1")), CATALOGUE)


def test_a_key_that_lacks_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(DataError, match="did you mean mnth"):
        rollup(report().rename({"month": "mnth"}), CATALOGUE)
    with pytest.raises(UnknownNameError, match="did you mean office"):
        rollup(report().rename({"office": "ofice"}), CATALOGUE)


def test_a_misspelt_column_of_the_tree_is_refused() -> None:
    """Dates under another name would let an office belong for ever."""
    with pytest.raises(UnknownNameError, match="did you mean valid_from"):
        rollup(report(), CATALOGUE, wards(1, 1).rename({"valid_from": "valid_frm"}), by="district")


def test_findings_without_keys_say_so(engine: Engine) -> None:
    """A finding that says of nobody that it is theirs helps nobody."""
    with pytest.raises(DataError, match="keys="):
        findings(engine.of(report().drop("office", "year", "month")), CATALOGUE)
    named = report().drop("office", "year", "month").with_columns(id=pl.lit(7))
    assert findings(named, CATALOGUE, keys=["id"]).columns[0] == "id"


def test_each_rule_has_a_column_or_a_reason_why_not() -> None:
    """What a frame cannot tell is named; rules of the report before are answered by `over_time`."""
    rules = CATALOGUE.whole.rules
    columns = evaluate(pl.from_arrow(input_schema(CATALOGUE).empty_table()), CATALOGUE).columns
    without = unasked(CATALOGUE)
    assert set(without) == set(rules) - set(columns)
    assert all(without.values())
    answered = set(over_time(report(), CATALOGUE).columns) & set(without)
    assert answered
    assert {without[rule].partition("(")[0] for rule in answered} <= {
        "previous",
        "same_year_as_previous",
        "is_repeated",
    }
