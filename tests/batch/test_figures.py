"""The long table: every figure of every form in one, with the digits of the report by itself."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import small
from tests.tables.forms import BIEU_06, QD_766
from tests.tables.test_addresses import CHI, TABLES, THU

from cchc import DataError, Evaluation, Missing, Report, Reported, Undefined, from_dict, load_catalogue, to_dict
from cchc.batch import figures_of
from cchc.batch.figures import COLUMNS, delimited, figure_rows
from cchc.period import Period
from cchc.readers import read_report

ROOT = Path(__file__).resolve().parents[2]
HEAD, BODY = BIEU_06.periods[0].split("\n1\t", 1)
FIGURES = st.sampled_from(["", "0", "1", "2", "1.188", "không có"]) | st.integers(0, 10**12).map(str)


def filled(rows: list[list[str]]) -> Evaluation:
    """Biểu 06 with these rows of figures."""
    lines = [f"{place}\tLĩnh vực {place}\t" + "\t".join(row) for place, row in enumerate(rows, start=1)]
    return BIEU_06.judged("\n".join([HEAD, *lines, "\tTỔNG SỐ" + "\t" * 11]))


def expected(evaluation: Evaluation) -> list[tuple[object, ...]]:
    """Where each figure stands and what it is worth, as the evaluation says by itself."""
    found: list[tuple[object, ...]] = [("lines", id, "value", value) for id, value in evaluation.values.items()]
    for id in evaluation.computation.tables:
        found += [(id, row.key, column, value) for row in evaluation.table(id) for column, value in row.values.items()]
    return found


def same(row: dict[str, Any], value: object) -> bool:
    match value:
        case Reported(bool() as answer):
            return row["text"] == ("yes" if answer else "no")
        case Reported(int() | Decimal() as number):
            return row["value"] == number and row["text"] is None
        case Reported():
            return row["value"] is None and row["text"] is not None
        case Missing(reason):
            return (row["value"], row["state"], row["reason"]) == (None, "missing", reason)
        case Undefined(cause):
            return (row["value"], row["state"], row["reason"]) == (None, "undefined", cause)
    return False


def agree(evaluation: Evaluation, rows: list[dict[str, Any]]) -> None:
    wanted = expected(evaluation)
    assert [(row["table"], row["row"], row["column"]) for row in rows] == [each[:3] for each in wanted]
    for row, (*_, value) in zip(rows, wanted, strict=True):
        assert same(row, value), (row, value)


@given(st.lists(st.lists(FIGURES, min_size=11, max_size=11), min_size=1, max_size=3))
def test_the_long_table_has_the_digits_of_each_report(rows: list[list[str]]) -> None:
    """Whatever is filled in: each figure is there once, worth what its evaluation says; so of its JSON."""
    evaluation = filled(rows)
    frame = figures_of([evaluation], BIEU_06.catalogue)
    agree(evaluation, frame.to_dicts())
    assert figures_of([from_dict(to_dict(evaluation))], BIEU_06.catalogue).equals(frame)


def test_reports_of_different_forms_stand_in_one_table() -> None:
    """Lines and tables, each with its form, its unit and its decimals."""
    catalogue = load_catalogue()
    ward = catalogue.evaluate(read_report(ROOT / "examples" / "phuong-2024-05.txt", catalogue))
    quarter, index = BIEU_06.judged(BIEU_06.periods[0]), QD_766.judged(QD_766.periods[0])
    frame = figures_of([ward, quarter, index], catalogue)
    assert tuple(frame.columns) == COLUMNS
    assert frame["form"].unique(maintain_order=True).to_list() == ["phuong-2024", "bieu-06-2020", "qd-766-xa"]
    for evaluation, form in ((ward, "phuong-2024"), (quarter, "bieu-06-2020"), (index, "qd-766-xa")):
        agree(evaluation, frame.filter(pl.col("form") == form).to_dicts())
    row = frame.row(by_predicate=(pl.col("row") == "Hộ tịch") & (pl.col("column") == "tiep_nhan"), named=True)
    assert {name: row[name] for name in ("office", "period", "table", "role", "unit", "decimals", "origin")} == {
        "office": "UBND xã Lũng Cao", "period": "2026-Q1", "table": "b06", "role": "leaf", "unit": "ho_so",
        "decimals": 0, "origin": "derived",
    }  # fmt: skip
    line = frame.row(by_predicate=pl.col("row") == "kh_cchc_ty_le_hoan_thanh", named=True)
    assert (line["value"], line["decimals"], line["role"], line["period"]) == (Decimal("30.00"), 2, "line", "2024-05")


def test_a_figure_that_a_rule_speaks_of_by_its_address_stands_there_once(tmp_path: Path) -> None:
    """In its table, not as a line as well: a sum over the file counts it once."""
    catalogue = small.catalogue_of(tmp_path, TABLES)
    report = read_report(small.form(*THU, "", *CHI).encode(), catalogue, name="thu.tsv")
    rows = list(figure_rows([catalogue.evaluate(report)], catalogue))
    assert {row["row"] for row in rows if row["table"] == "lines"} == {"con_lai", "so_khoan"}
    totals = [row for row in rows if row["table"] == "thu" and row["role"] == "total" and row["column"] == "b"]
    assert [row["value"] for row in totals] == [Decimal(100)]


def test_periods_have_names_that_sort() -> None:
    """Of every kind."""
    about = [("month", 5), ("quarter", 2), ("half_year", 1), ("nine_months", 1), ("year", 1)]
    catalogue = load_catalogue("phuong-2024")
    reports = [Report({}, period=Period.of(kind, 2024, number)) for kind, number in about]
    named = [next(figure_rows([catalogue.evaluate(report)], catalogue))["period"] for report in reports]
    assert named == ["2024-05", "2024-Q2", "2024-H1", "2024-9M", "2024"]


def test_csv_has_each_number_with_its_decimals_and_no_formula() -> None:
    """A row's name that a spreadsheet program would run has an apostrophe."""
    text = BIEU_06.periods[0].replace("\tHộ tịch\t", "\t=HYPERLINK(1)\t", 1)
    evaluation = BIEU_06.judged(text)
    rows = list(csv.DictReader(io.StringIO(delimited(figure_rows([evaluation], BIEU_06.catalogue)))))
    assert rows[0]["row"] == "'=HYPERLINK(1)"
    assert {row["value"] for row in rows if row["column"] == "ty_le_dung_han" and row["row"] == "total"} == {"98.71"}
    assert {row["value"] for row in rows if row["column"] == "ty_le_truc_tuyen" and row["row"] == "Chứng thực"} == {
        "0.00"
    }


def test_a_number_that_no_column_holds_is_refused() -> None:
    """As a DataError, not as another number; CSV holds any."""
    ward = load_catalogue("phuong-2024")
    evaluation = ward.evaluate(Report.from_values({"ho_so_tiep_nhan": 10**39}))
    with pytest.raises(DataError, match="too large"):
        figures_of([evaluation], ward)
    assert str(10**39) in delimited(figure_rows([evaluation], ward))
