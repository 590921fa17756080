"""Means put together over periods and offices: each weighs as much as its weights, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.tables.small import DONG, HEAD, STUB, catalogue_of, form, mistakes

from cchc import Catalogue
from cchc.batch.codes import NO_WEIGHTS, NOT_ADDED, ONLY_REPORTED, ROLL_UP
from cchc.batch.rollup.table_groups import roll_up_tables
from cchc.batch.rollup.table_office import RolledFigure
from cchc.readers import read_report

TABLE = (
    DONG
    + """
[table.t]
kind = "count"
unit = "dong"
"""
    + STUB
    + """open = { key = "label", total = "Tổng số" }
columns = [
    { id = "so", number = "1", heading = ["Số hồ sơ"] },
    { id = "gio", number = "2", heading = ["Thời gian bình quân"], kind = "number", decimals = 1,
      over_rows = "mean(so)" },
]
"""
)
MONTHS = HEAD.replace("closing_day = 0", 'closing_day = 0, periods = ["month", "quarter"]')
QUARTER = {
    1: ("1|Một|10|2,0", "2|Hai|30|4,0", "|Tổng số|40|3,5"),
    2: ("1|Một|20|5,0", "2|Hai|0|", "|Tổng số|20|5,0"),
    3: ("1|Một|30|3,0", "2|Hai|10|8,0", "|Tổng số|40|4,3"),
}


def rolled(
    catalogue: Catalogue, reports: dict[tuple[str, int], tuple[str, ...]], **asked: Any
) -> dict[str, RolledFigure]:
    """The mean of each row, of the offices' months."""
    head = ("STT|Nội dung|Số hồ sơ|Thời gian bình quân", "||1|2")
    texts = [
        form(f"Đơn vị báo cáo: {office}", *head, *rows, period=f"THÁNG {month} NĂM 2024")
        for (office, month), rows in reports.items()
    ]
    read = [read_report(text.encode(), catalogue, name="thu.tsv") for text in texts]
    (whole,) = roll_up_tables([catalogue.evaluate(each) for each in read], catalogue, period="quarter", **asked)
    return {row.key: whole.tables["t"].figures(row)["gio"] for row in whole.tables["t"].rows}


def of_months(catalogue: Catalogue) -> dict[str, RolledFigure]:
    return rolled(catalogue, {("UBND xã A", month): rows for month, rows in QUARTER.items()})


def test_a_mean_over_months_is_weighted(tmp_path: Path) -> None:
    """(10·2 + 20·5 + 30·3) / 60 = 3.5; (30·4 + 10·8) / 40 = 5; all 100: (60·3.5 + 40·5) / 100 = 4.1."""
    found = of_months(catalogue_of(tmp_path, TABLE, MONTHS))
    assert {key: figure.value for key, figure in found.items()} == {
        "Một": Decimal("3.5"),
        "Hai": Decimal("5.0"),
        "total": Decimal("4.1"),
    }
    assert (found["Hai"].given, found["Hai"].of) == (3, 3), "who handled nothing has no mean, and none is missing"


def test_a_mean_whose_weights_stand_for_a_day_is_the_last_one(tmp_path: Path) -> None:
    """The mean age of those who are there at the end is that of the last month."""
    stock = TABLE.replace('heading = ["Số hồ sơ"]', 'heading = ["Số hồ sơ"], over_time = "last"')
    found = of_months(catalogue_of(tmp_path, stock, MONTHS))
    assert [found[key].value for key in ("Một", "Hai", "total")] == [Decimal("3.0"), Decimal("8.0"), Decimal("4.3")]


@pytest.mark.parametrize(("way", "reason"), [("none", ROLL_UP[NOT_ADDED]), ("reported", ROLL_UP[ONLY_REPORTED])])
def test_what_a_mean_says_itself_comes_first(way: str, reason: str, tmp_path: Path) -> None:
    """Of what is not put together, or only reported, there is no mean."""
    text = TABLE.replace('over_rows = "mean(so)"', f'over_rows = "mean(so)", over_time = "{way}"')
    found = of_months(catalogue_of(tmp_path, text, MONTHS))
    assert {key: (found[key].value, found[key].reason) for key in ("Một", "Hai")} == dict.fromkeys(
        ("Một", "Hai"), (None, reason)
    )


def test_a_mean_without_weights_that_add_up_has_none(tmp_path: Path) -> None:
    """Counts of lists that overlap are no weights."""
    text = TABLE.replace('heading = ["Số hồ sơ"]', 'heading = ["Số hồ sơ"], over_time = "none"')
    found = of_months(catalogue_of(tmp_path, text, MONTHS))
    assert (found["Một"].value, found["Một"].reason) == (None, ROLL_UP[NO_WEIGHTS])


def test_a_mean_has_weights(tmp_path: Path) -> None:
    text = TABLE.replace('over_rows = "mean(so)"', 'over_rows = "none", over_time = "mean(so)"')
    assert any("the weights of over_rows" in each for each in mistakes(tmp_path, text, MONTHS))


def test_a_mean_over_offices_is_weighted(tmp_path: Path) -> None:
    """A gives (10·2 + 20·5) / 30 = 4.0 over two months, B 30·3 / 30 = 3.0: together (120 + 90) / 60 = 3.5."""
    offices = ["UBND xã A", "UBND xã B", "Huyện C"]
    tree = pl.DataFrame({"office": offices, "level": ["xã"] * 2 + ["huyện"], "parent": ["Huyện C"] * 2 + [None]})
    reports = {("UBND xã A", 1): QUARTER[1], ("UBND xã A", 2): QUARTER[2], ("UBND xã B", 1): QUARTER[3]}
    found = rolled(catalogue_of(tmp_path, TABLE, MONTHS), reports, offices=tree, by="huyện")
    assert (found["Một"].value, found["Một"].given, found["Một"].of) == (Decimal("3.5"), 3, 6)
