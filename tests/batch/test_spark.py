"""Spark, where a cluster is what there is, gives the digits that Polars gives."""

from __future__ import annotations

import os
import sys
import warnings

import polars as pl
import pytest
from tests.batch.conftest import assert_same, frame_of_counts, reports

from cchc.batch import evaluate, rollup
from cchc.batch.breaches import findings
from cchc.batch.overtime import over_time
from cchc.batch.samples.sample import generate

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def spark():
    """A session with two workers on this machine."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = (
        builder.config("spark.sql.shuffle.partitions", "2").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.parametrize(("largest", "dtype"), [(4 * 10**14, pl.Int64), (2000, pl.Int32)])
def test_every_digit_is_the_same(spark, catalogue, counts, largest, dtype):
    """Values, causes and outcomes, also where Spark's own division by way of floats would be wrong."""
    frame = frame_of_counts(reports(counts, 2000, largest=largest), dtype).with_row_index("n").cast({"n": pl.Int64})
    found = pl.from_arrow(evaluate(spark.createDataFrame(frame.to_arrow()), catalogue).toArrow())
    assert_same(found, evaluate(frame, catalogue), ["n"])


@pytest.mark.parametrize("period", ["month", "quarter"])
def test_totals_are_the_same(spark, catalogue, period):
    """A roll-up by district, its coverage included."""
    sample = generate(catalogue, 24, 4)
    given, offices = (spark.createDataFrame(frame.to_arrow()) for frame in (sample.reports, sample.offices))
    found = pl.from_arrow(rollup(given, catalogue, offices, by="district", period=period).toArrow())
    wanted = rollup(sample.reports, catalogue, sample.offices, by="district", period=period)
    assert_same(found, wanted, ["district", "year", "period"])


def test_findings_and_rules_over_time_are_the_same(spark, catalogue):
    """Windows and long tables, too."""
    sample = generate(catalogue, 6, 3).reports
    given, keys = spark.createDataFrame(sample.to_arrow()), ["office", "year", "month"]
    assert_same(pl.from_arrow(over_time(given, catalogue).toArrow()), over_time(sample, catalogue), keys)
    found = pl.from_arrow(findings(given, catalogue).toArrow())
    assert_same(found, findings(sample, catalogue), [*keys, "rule", "indicators"])
