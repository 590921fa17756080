"""Reports of a form for quarters are added up by quarters, half-years and years, as those of months are by months."""

from __future__ import annotations

import polars as pl
import pytest

from cchc.batch import rollup
from cchc.batch.rollup.silent import silent
from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import DataError

EDITION = """
title.en = "Quarterly return of clinics"
languages = ["en"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0, periods = ["quarter", "year"] }

[units.client]
label.en = "clients"

[lines.served]
code = "1"
label.en = "Clients served"
kind = "count"
unit = "client"
over_time = "flow"

[lines.opening]
code = "2"
label.en = "Waiting at the beginning"
kind = "count"
unit = "client"
over_time = "first"

[lines.waiting]
code = "3"
label.en = "Waiting at the end"
kind = "count"
unit = "client"
over_time = "last"

[lines.share]
code = "4"
label.en = "Share of those served"
kind = "rate"
formula = "percent(served, waiting)"
example = { served = 1, waiting = 2, gives = "50.00" }
"""
QUARTERS = [(3, 5, 1, 8), (6, 7, 2, 9), (9, 4, 3, 10), (12, 6, 4, 11)]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("catalogue") / "clinics"
    folder.mkdir()
    (folder / "edition.toml").write_text(EDITION, encoding="utf-8")
    return load_catalogue(folder)


def frame(office: str = "A", months: tuple[int, ...] = (3, 6, 9, 12)) -> pl.DataFrame:
    rows = [
        {
            "office": office,
            "year": 2025,
            "month": month,
            "months": 3,
            "served": new,
            "opening": opening,
            "waiting": left,
        }
        for month, new, opening, left in QUARTERS
        if month in months
    ]
    return pl.DataFrame(rows)


def test_quarters_stand_by_themselves_and_add_up_to_longer_periods(catalogue: Catalogue) -> None:
    """Flows are summed, of what stands at an end the first or the last quarter counts, rates are of the sums."""
    own = rollup(frame(), catalogue, period="quarter").sort("period")
    assert own["served"].to_list() == [5, 7, 4, 6]
    half = rollup(frame(), catalogue, period="half_year").sort("period")
    assert half.select("served", "opening", "waiting").rows() == [(12, 1, 9), (10, 3, 11)]
    year = rollup(frame(), catalogue, period="year").row(0, named=True)
    assert (year["served"], year["share"], year["reports_expected"]) == (22, 20000, 4)
    assert all(year[f"{id}__complete"] for id in ("served", "opening", "waiting", "share"))


def test_a_quarter_that_lacks_is_missed_where_it_counts(catalogue: Catalogue) -> None:
    """Of an opening figure the first, of a closing one the last, of a flow any."""
    without_first = rollup(frame(months=(6, 9, 12)), catalogue, period="year").row(0, named=True)
    assert (without_first["served__months"], without_first["served__complete"]) == (3, False)
    assert (without_first["opening__complete"], without_first["waiting__complete"]) == (False, True)


def test_every_way_of_grouping_says_the_same(catalogue: Catalogue) -> None:
    """In memory reports are looked up, else grouped."""
    tree = pl.DataFrame({"office": ["A", "B", "P"], "level": ["clinic", "clinic", "top"], "parent": ["P", "P", None]})
    tree = tree.with_columns(pl.lit(None, pl.Date).alias("valid_from"), pl.lit(None, pl.Date).alias("valid_to"))
    reports = pl.concat([frame(), frame("B", (6, 12))])
    eager = rollup(reports, catalogue, tree, by="top", period="year").row(0, named=True)
    lazy = rollup(reports.lazy(), catalogue, tree, by="top", period="year").collect().row(0, named=True)
    assert eager == lazy
    assert (eager["served"], eager["reports_expected"], eager["opening__complete"]) == (35, 8, False)
    missing = silent(reports, catalogue, tree)
    assert missing.rows() == [("B", 2025, 3), ("B", 2025, 9)]


def test_a_longer_report_beside_its_quarters_adds_nothing(catalogue: Catalogue) -> None:
    year = frame(months=(12,)).with_columns(pl.lit(12, pl.Int64).alias("months"))
    assert rollup(pl.concat([frame(), year]), catalogue, period="year")["served"].to_list() == [22]


def test_a_period_shorter_than_the_reports_is_refused(catalogue: Catalogue) -> None:
    """Nothing adds up to it: an empty table would not say why."""
    with pytest.raises(DataError, match="quarter"):
        rollup(frame(), catalogue, period="month")
