"""What columns beside the figures tell of the form is what the form itself says: the same rules hold and are broken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from tests.batch.conftest import Engine

from cchc.batch import evaluate, findings, frame_of, input_schema, unasked
from cchc.batch.codes import CAUSES, REASONS, code_column
from cchc.batch.questions import printed_column, windows_asked
from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import IndicatorKind, Rule
from cchc.errors import DataError, UnknownNameError
from cchc.formula.tree import facts_of, names_of
from cchc.period import PeriodKind
from cchc.report import Report
from cchc.value import Cause, Reason

WARD = load_catalogue("phuong-2024")
FIGURES = WARD.edition.figures
COUNTS = [id for id, line in FIGURES.items() if line.kind is IndicatorKind.COUNT and line.formula is None]
DOCUMENTS = [id for id, line in FIGURES.items() if line.kind is IndicatorKind.DOCUMENT]
GIVEN_RATES = [id for id, line in FIGURES.items() if line.kind is IndicatorKind.PERCENTAGE and line.formula is None]
COMPUTED = [line.id for line in WARD.edition.computed]
WINDOWS = [name.removesuffix("__window") for name in windows_asked(WARD.edition)]
SCHEMA: Mapping[str, Any] = {
    "year": pl.Int32,
    "month": pl.Int32,
    "months": pl.Int32,
    **dict.fromkeys((*COUNTS, *GIVEN_RATES, *map(printed_column, COMPUTED)), pl.Int64),
    **dict.fromkeys(DOCUMENTS, pl.Boolean),
    **{f"{id}__window": pl.String for id in WINDOWS},
}
NAMES = {1: "tháng {}", 3: "quý {}", 6: "{} tháng đầu năm", 12: "năm"}
KINDS = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.HALF_YEAR, 12: PeriodKind.YEAR}
ANSWERS = {"pass": True, "fail": False}
Row = Mapping[str, Any]

DAYS = [
    *(dt.date(2024, month, day) for month in (1, 4, 5, 6) for day in (1, 14, 15)),
    *map(dt.date.fromisoformat, ("2023-12-15", "2024-02-29", "2024-04-30", "2024-05-31", "2023-12-31")),
]


def drawn(choose: Random) -> dict[str, Any]:
    """What columns of a frame say of one report."""
    month = choose.choice([1, 2, 3, 5, 6, 12])
    months = choose.choice([1, *(length for length in (3, 6) if month % length == 0 and month <= 6)])
    counts = choose.choice([(None, 0), (None, 0, 0, 0, 1, 2, 3), (None, 0, 1, 2, 3, 999_999), (1_000_000, 5)])
    rates = choose.choice([(None, None, 0, 5000, 10000), (None, 120, 200), (-100, 0, 11000, 10001)])
    windows = choose.choice([(None,), (None, "period"), ("period",), ("any",)])
    row = {"year": 2024, "month": month, "months": months, **{id: choose.choice(counts) for id in COUNTS}}
    row |= {id: choose.choice(rates) for id in GIVEN_RATES}
    row |= {printed_column(id): choose.choice(rates if FIGURES[id].decimals else counts) for id in COMPUTED}
    row |= {id: choose.choice([None, True, False]) for id in DOCUMENTS}
    return row | {f"{id}__window": window(choose, choose.choice(windows), month, months) for id in WINDOWS}


def window(choose: Random, what: str | None, month: int, months: int) -> str | None:
    """No window, that of the period, or any two days."""
    if what is None:
        return None
    period = WARD.edition.calendar.period(KINDS[months], 2024, month // months)
    first, last = (period.start, period.end) if what == "period" else (choose.choice(DAYS), choose.choice(DAYS))
    return f"{first}/{last}"


def report_of(row: Row) -> Report:
    """The form that says what the row says."""
    values: dict[str, object] = {id: row[id] for id in COUNTS}
    for id in (*GIVEN_RATES, *COMPUTED):
        scaled = row[id if id in GIVEN_RATES else printed_column(id)]
        values[id] = None if scaled is None else Decimal(scaled) / 10 ** FIGURES[id].decimals
    for id in DOCUMENTS:
        values[id] = {True: "Số 62/KH-UBND ngày 28/02/2024", False: "không có", None: None}[row[id]]
    for id in WINDOWS:
        if (text := row[f"{id}__window"]) is not None:
            first, last = (dt.date.fromisoformat(day) for day in text.split("/"))
            values[id] = {"label": f"Hồ sơ từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"}
    name = NAMES[row["months"]].format(row["month"] // row["months"])
    return Report.from_values(values, period=f"{name} năm 2024" if row["months"] < 12 else "năm 2024")


def asks(rule: Rule) -> bool:
    return any(facts_of(instance.check) for instance in rule.instances)


ASKED = [rule for rule in WARD.rules if asks(WARD.rules[rule]) and rule not in unasked(WARD)]


def test_the_rules_that_ask_the_form_and_have_a_column() -> None:
    """Printed rates and numbers, windows, plans that are issued."""
    assert {"R2", "R4", "R5", "R35", "R36", "R42", "R43", "R44", "R47", "R50", "R51", "R66", "R75"} <= set(ASKED)


@pytest.fixture(scope="module")
def reports() -> list[Row]:
    choose = Random(2024)
    return [drawn(choose) for _ in range(120)]


@pytest.fixture(scope="module")
def wanted(reports: list[Row]) -> list[dict[str, bool | None]]:
    """The outcomes of each report as a form."""
    outcomes = [WARD.evaluate(report_of(row)).outcomes for row in reports]
    return [{rule: ANSWERS.get(each[rule].result.value) for rule in ASKED} for each in outcomes]


def test_columns_beside_figures_say_what_the_form_says(
    engine: Engine, reports: list[Row], wanted: list[dict[str, bool | None]]
) -> None:
    """Each rule that asks the form comes out of the frame as it does of the form."""
    frame = pl.DataFrame(reports, schema=SCHEMA).with_row_index("n")
    found = engine.back(evaluate(engine.of(frame), WARD)).sort("n")
    for rule in ASKED:
        assert found[rule].to_list() == [each[rule] for each in wanted], rule


def test_those_reports_break_and_keep_each_of_the_rules(wanted: list[dict[str, bool | None]]) -> None:
    for rule in ASKED:
        assert {True, False} <= {each[rule] for each in wanted}, rule


@pytest.mark.parametrize("closing_day", [0, 14])
@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_a_period_has_the_days_of_its_calendar(closing_day: int, months: int) -> None:
    """Every month of a leap year and of one that is none, whether periods close with the month or within it."""
    edition = evolve(WARD.edition, calendar=evolve(WARD.edition.calendar, closing_day=closing_day))
    catalogue = Catalogue(edition)
    ends = [(year, month) for year in (2023, 2024) for month in range(months, 13, months)]
    periods = [edition.calendar.period(KINDS[months], year, month // months) for year, month in ends]
    heading = WINDOWS[0]
    for change, holds in ((0, True), (-1, False)):
        windows = [f"{each.start + dt.timedelta(days=change)}/{each.end}" for each in periods]
        frame = pl.DataFrame({"year": [year for year, _ in ends], "month": [month for _, month in ends]}).with_columns(
            pl.lit(months).alias("months"), pl.Series(f"{heading}__window", windows)
        )
        assert evaluate(frame, catalogue)["R66"].to_list() == [holds or _begins_the_year(each) for each in windows]


def _begins_the_year(window: str) -> bool:
    return window.startswith(("2022-12-15", "2023-12-15", "2023-01-01", "2024-01-01"))


def test_what_was_read_of_the_form_is_kept() -> None:
    """A frame of reports that were read has their own answers, which know more than its columns."""
    read = WARD.evaluate(Report.from_values({COMPUTED[0]: "120 %", COUNTS[0]: 3}, period="tháng 5 năm 2024"))
    frame = frame_of([read], WARD)
    assert frame["R2"].to_list() == evaluate(frame, WARD)["R2"].to_list() == [False]


def test_a_word_that_is_worth_zero_is_no_printed_number() -> None:
    """ "Không có" counts as 0 in a sum; nobody printed a number."""
    none = pl.DataFrame({COUNTS[0]: [0, 0], code_column(COUNTS[0]): [REASONS[Reason.NONE], 0]})
    assert evaluate(none, WARD)["R75"].to_list() == [None, True]


def test_a_printed_rate_over_nothing_is_broken() -> None:
    """The cause is the column's own, and a printed number beside it a contradiction."""
    rate = next(line for line in WARD.edition.computed if line.decimals)
    assert rate.formula is not None
    frame = pl.DataFrame({**{id: [0] for id in names_of(rate.formula)}, printed_column(rate.id): [5000]})
    found = evaluate(frame, WARD)
    assert found[code_column(rate.id)].to_list() == [CAUSES[Cause.ZERO_DENOMINATOR]]
    assert found["R4"].to_list() == [False]


@pytest.mark.parametrize("wrong", ["15/4/2024", "2024-04-15", "2024-13-01/2024-14-01", "2024-04-15 - 2024-05-14", ""])
def test_days_that_cannot_be_compared_are_refused(wrong: str, engine: Engine) -> None:
    """A window in other words would be no window, and the rule about it silent."""
    name = f"{WINDOWS[0]}__window"
    frame = pl.DataFrame({"office": ["W0"], name: [wrong], COUNTS[0]: [1]})
    for ask in (evaluate, findings):
        with pytest.raises(DataError, match="2024-04-15/2024-05-14") as refused:
            ask(engine.of(frame), WARD)
        assert refused.value.path == f"$.{name}"


def test_misspelt_columns_of_the_form_are_told() -> None:
    for name in (f"{WINDOWS[0]}__window", printed_column(COMPUTED[0])):
        with pytest.raises(UnknownNameError, match=f"did you mean {name}"):
            evaluate(pl.DataFrame({name[:-1]: ["2024-04-15/2024-05-14"]}), WARD)


def test_an_answer_of_a_document_is_yes_or_no() -> None:
    with pytest.raises(DataError, match="not of Boolean"):
        evaluate(pl.DataFrame({DOCUMENTS[0]: ["62/KH-UBND"]}), WARD)


def test_findings_name_what_the_columns_break() -> None:
    """Of a plan whose tasks are counted though it was not issued, and of dates that go backwards."""
    frame = pl.DataFrame(
        {
            "office": ["W0"],
            "year": [2024],
            "month": [5],
            COUNTS[0]: [1_000_000],
            f"{WINDOWS[0]}__window": ["2024-05-14/2024-04-15"],
        }
    )
    assert {"R66", "R75"} <= set(findings(frame, WARD)["rule"])


def test_what_remains_unasked_says_what_it_asks() -> None:
    """Each question that no column tells is one of wording, of documents, or of the report before."""
    told = {what.partition("(")[0] for what in unasked(WARD).values()}
    assert set(input_schema(WARD).names) >= {*windows_asked(WARD.edition), *map(printed_column, COMPUTED)}
    assert told <= {
        "agrees", "is_reported", "unit_fits", "same_total", "operands_fit", "is_complete", "in_order", "symbol_fits",
        "is_explained", "items_listed", "level_fits", "names_other_year", "same_document", "dated_year",
        "uses_ended_term", "previous", "same_year_as_previous", "is_repeated", "is_all_zero", *DOCUMENTS,
    }  # fmt: skip
