"""A frame says who reports and for which month; what it says otherwise is refused, with what was meant."""

from __future__ import annotations

import polars as pl
import pytest
from attrs import evolve
from tests.small import small_catalogue

from cchc.batch.dialect import polars_dialect
from cchc.batch.rollup.periods import (
    is_longer,
    kinds_of,
    last_moment,
    length_of_reports,
    moment,
    number_in_year,
    refuse_old_name,
    refuse_wrong_months,
    require_keys,
    within,
)
from cchc.errors import DataError
from cchc.period import PeriodKind

DIALECT = polars_dialect()


def at(months: list[int], year: int = 2024) -> pl.DataFrame:
    return pl.DataFrame({"year": [year] * len(months), "month": months}, schema={"year": pl.Int16, "month": pl.Int8})


@pytest.mark.parametrize(
    ("present", "told"),
    [
        (["office", "year", "month"], None),
        (["office", "year", "month", "months", "x"], None),
        (["year", "month"], "$.office: there is no such column (they need office, year and month)"),
        (
            ["ofice", "year", "month"],
            "$.office: there is no such column (they need office, year and month; did you mean ofice?)",
        ),
        (["office", "month"], "$.year: there is no such column (they need office, year and month)"),
        (["office", "year", "months"], "$.month: there is no such column (they need office, year and month)"),
    ],
)  # fmt: skip
def test_a_frame_names_offices_years_and_months(present: list[str], told: str | None) -> None:
    """A column that is something else is not proposed for one that is missing."""
    if told is None:
        require_keys(present, "they need")
        return
    with pytest.raises(DataError) as caught:
        require_keys(present, "they need")
    assert str(caught.value) == told


def test_who_reports_was_called_a_unit_once() -> None:
    """A column of that name beside one of offices is another thing."""
    with pytest.raises(DataError) as caught:
        refuse_old_name(["unit", "year"])
    assert str(caught.value) == "$.office: who reports stands in a column of this name now (rename the column 'unit')"
    with pytest.raises(DataError, match="rename the column 'unit'"):
        require_keys(["unit", "year", "month"], "they need")
    for present in (["unit", "office"], ["office"], []):
        refuse_old_name(present)


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize(
    ("year", "month", "told"),
    [
        (2024, 1, None), (2024, 12, None), (None, None, None), (None, 13, None),
        (2024, 0, "there is no month 0"), (2024, 13, "there is no month 13"),
        (2024, None, "a report of a year has no month"),
    ],
)  # fmt: skip
def test_a_report_of_a_year_has_a_month_of_twelve(
    year: int | None, month: int | None, told: str | None, lazy: bool
) -> None:
    """One without a year is a report of no period, and none's fault."""
    rows = pl.DataFrame({"year": [2024, year], "month": [5, month]}, schema={"year": pl.Int16, "month": pl.Int8})
    frame = rows.lazy() if lazy else rows
    if told is None:
        refuse_wrong_months(frame, DIALECT)
        return
    with pytest.raises(DataError) as caught:
        refuse_wrong_months(frame, DIALECT)
    assert str(caught.value) == f"$.month: {told} (months are 1 to 12)"


def test_months_are_integers() -> None:
    with pytest.raises(DataError) as caught:
        refuse_wrong_months(pl.DataFrame({"year": [2024], "month": ["5"]}), DIALECT)
    assert str(caught.value) == "$.month: is a column of String, not of integers (cast it; months are 1 to 12)"


def test_months_fall_into_periods() -> None:
    """By their place in the year; October to December fall into no nine months."""
    months = list(range(1, 13))
    numbers = {
        PeriodKind.MONTH: months, PeriodKind.QUARTER: [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3,
        PeriodKind.HALF_YEAR: [1] * 6 + [2] * 6, PeriodKind.YEAR: [1] * 12,
    }  # fmt: skip
    for kind, wanted in numbers.items():
        found = at(months).select(n=number_in_year(DIALECT, kind), inside=within(DIALECT, kind))
        assert found["n"].to_list() == wanted
        assert found["inside"].all()
    assert at(months).select(within(DIALECT, PeriodKind.NINE_MONTHS)).to_series().to_list() == [True] * 9 + [False] * 3


def test_months_are_counted_from_the_first_year() -> None:
    """The last month of a period is one of them, in columns however narrow."""
    frame = at([1, 12]).with_columns(number=pl.Series([1, 4], dtype=pl.Int8))
    assert frame.select(moment(DIALECT)).to_series().to_list() == [2024 * 12 + 1, 2024 * 12 + 12]
    ends = frame.select(last_moment(DIALECT, PeriodKind.QUARTER, "number")).to_series().to_list()
    assert ends == [2024 * 12 + 3, 2024 * 12 + 12]


def test_reports_are_of_the_shortest_period_of_their_form() -> None:
    """A school year is no period that others add up to; a form that names none is filed each month."""
    edition = small_catalogue().edition

    def each(*kinds: PeriodKind) -> int:
        return length_of_reports(evolve(edition, calendar=evolve(edition.calendar, periods=kinds)))

    assert each() == 1
    assert each(PeriodKind.YEAR, PeriodKind.QUARTER) == 3
    assert each(PeriodKind.SCHOOL_YEAR) == 1
    assert each(PeriodKind.SCHOOL_YEAR, PeriodKind.HALF_YEAR) == 6


def test_reports_add_up_to_periods_that_are_so_many_of_them() -> None:
    """The shortest first; a school year is none of them."""
    in_order = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)
    assert kinds_of(1) == in_order
    assert kinds_of(3) == in_order[1:]
    assert kinds_of(6) == (PeriodKind.HALF_YEAR, PeriodKind.YEAR)
    assert [is_longer(kind, 3) for kind in in_order] == [False, False, True, True, True]
