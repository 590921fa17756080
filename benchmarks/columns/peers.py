"""One peer in a process of its own: it makes its data, answers, and then runs whenever it is told to.

`python -m columns.peers NAME REPORTS TYPE` prints what it computed as a checksum, then a time for every
line that it reads; so that peers in separate processes can be timed turn by turn.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import polars as pl

from cchc.batch import evaluate, rollup
from cchc.catalogue import load_catalogue
from cchc.edition import IndicatorKind
from columns import in_numpy, in_polars, in_sql

CATALOGUE = load_catalogue()
FIGURES = [
    id for id, line in CATALOGUE.edition.figures.items() if line.kind is IndicatorKind.COUNT and line.formula is None
]
RESULTS = list(
    in_polars.evaluate(pl.DataFrame(schema=dict.fromkeys(FIGURES, pl.Int32)), FIGURES).columns[len(FIGURES) :]
)
Run = Callable[[], object]


def frame(reports: int, dtype: str) -> pl.DataFrame:
    """Counts below 2,000, a fifth of them zero, a twentieth missing; the same for every peer."""
    choose = np.random.default_rng(2024)
    columns = {}
    for id in FIGURES:
        values = choose.integers(0, 2000, reports, dtype=np.int32) * (choose.random(reports) < 0.8)
        columns[id] = pl.Series(values.astype(dtype)).set(pl.Series(choose.random(reports) < 0.05), None)
    return pl.DataFrame(columns)


def keyed(reports: int) -> pl.DataFrame:
    """The same, as a year of months of so many offices."""
    offices = max(1, reports // 12)
    at = np.arange(reports)
    keys = {
        "office": pl.Series(at % offices).cast(pl.String),
        "year": pl.Series(np.full(reports, 2024, np.int32)),
        "month": pl.Series((at // offices % 12 + 1).astype(np.int32)),
    }
    return pl.DataFrame(keys).hstack(frame(reports, "int32")).head(offices * 12)


def checksum(result: pl.DataFrame) -> str:
    """A digest of every digit and every null of the results."""
    hashed = result.select(pl.col(sorted(result.columns))).cast(dict.fromkeys(result.columns, pl.Int64)).hash_rows()
    return f"{hashed.sum() % 2**61}:{len(result)}"


# --- peers: each makes what to run, and how to see the result as a Polars frame ---------------------


def ours(reports: int, dtype: str) -> tuple[Run, Run]:
    data = frame(reports, dtype)
    run = lambda: evaluate(data, CATALOGUE, codes=False)  # noqa: E731
    return run, lambda: run().select(RESULTS)


def ours_with_codes(reports: int, dtype: str) -> tuple[Run, Run]:
    data = frame(reports, dtype)
    run = lambda: evaluate(data, CATALOGUE)  # noqa: E731
    return run, lambda: run().select(RESULTS)


def polars_by_hand(reports: int, dtype: str) -> tuple[Run, Run]:
    data = frame(reports, dtype)
    run = lambda: in_polars.evaluate(data, FIGURES)  # noqa: E731
    return run, lambda: run().select(RESULTS)


def numpy_by_hand(reports: int, dtype: str) -> tuple[Run, Run]:
    data = frame(reports, dtype)
    columns = {
        id: (data[id].fill_null(0).to_numpy().astype(np.int64), data[id].is_not_null().to_numpy()) for id in FIGURES
    }
    run = lambda: in_numpy.evaluate(columns, FIGURES)  # noqa: E731

    def seen() -> pl.DataFrame:
        found = run()
        return pl.DataFrame({name: pl.Series(found[name][0]).set(~pl.Series(found[name][1]), None) for name in RESULTS})

    return run, seen


def _duckdb(reports: int, dtype: str):
    import duckdb

    connection = duckdb.connect()
    connection.register("given", frame(reports, dtype).to_arrow())
    connection.execute("CREATE TABLE reports AS SELECT * FROM given")
    return connection


def duckdb_by_hand(reports: int, dtype: str) -> tuple[Run, Run]:
    connection = _duckdb(reports, dtype)
    query = in_sql.query("reports", FIGURES, in_sql.duckdb_division)
    run = lambda: connection.sql(query).to_arrow_table()  # noqa: E731
    return run, lambda: pl.from_arrow(run()).select(RESULTS)


def ours_on_duckdb(reports: int, dtype: str) -> tuple[Run, Run]:
    connection = _duckdb(reports, dtype)
    run = lambda: evaluate(connection.table("reports"), CATALOGUE, codes=False).to_arrow_table()  # noqa: E731
    return run, lambda: pl.from_arrow(run()).select(RESULTS)


def _parquet(reports: int, dtype: str) -> tuple[Path, Path]:
    folder = Path(tempfile.mkdtemp(prefix="cchc-bench-"))
    frame(reports, dtype).write_parquet(folder / "in.parquet")
    return folder / "in.parquet", folder / "out.parquet"


def ours_through_parquet(reports: int, dtype: str) -> tuple[Run, Run]:
    given, made = _parquet(reports, dtype)
    run = lambda: evaluate(pl.scan_parquet(given), CATALOGUE, codes=False).sink_parquet(made)  # noqa: E731
    return run, lambda: (run(), pl.read_parquet(made).select(RESULTS))[1]


def polars_through_parquet(reports: int, dtype: str) -> tuple[Run, Run]:
    given, made = _parquet(reports, dtype)
    run = lambda: in_polars.evaluate_lazy(pl.scan_parquet(given), FIGURES).sink_parquet(made)  # noqa: E731
    return run, lambda: (run(), pl.read_parquet(made).select(RESULTS))[1]


ROLLED = ["reports"]


def ours_rolled_up(reports: int, dtype: str) -> tuple[Run, Run]:
    from columns.by_hand_rollup import sums, tree

    data, offices = keyed(reports), tree(reports)
    run = lambda: rollup(data, CATALOGUE, offices, by="province", period="quarter")  # noqa: E731
    return run, lambda: run().filter(pl.col("reports") > 0).sort("province", "year", "period").select(sums())


def rolled_up_by_hand(reports: int, dtype: str) -> tuple[Run, Run]:
    from columns.by_hand_rollup import by_hand, sums, tree

    data, offices = keyed(reports), tree(reports)
    run = lambda: by_hand(data, offices)  # noqa: E731
    return run, lambda: run().sort("province", "year", "period").select(sums())


def _spark(reports: int, dtype: str):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "3g")
    )
    spark = session.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    folder = Path(tempfile.mkdtemp(prefix="cchc-bench-"))
    frame(reports, dtype).write_parquet(folder / "in.parquet")
    spark.read.parquet(str(folder / "in.parquet")).createOrReplaceTempView("reports")
    return spark


def spark_by_hand(reports: int, dtype: str) -> tuple[Run, Run]:
    spark = _spark(reports, dtype)
    query = in_sql.query("reports", FIGURES, in_sql.spark_division)
    run = lambda: spark.sql(query).write.format("noop").mode("overwrite").save()  # noqa: E731
    return run, lambda: pl.from_arrow(spark.sql(query).toArrow()).select(RESULTS)


def ours_on_spark(reports: int, dtype: str) -> tuple[Run, Run]:
    spark = _spark(reports, dtype)
    make = lambda: evaluate(spark.table("reports"), CATALOGUE, codes=False)  # noqa: E731
    return lambda: make().write.format("noop").mode("overwrite").save(), lambda: pl.from_arrow(make().toArrow()).select(
        RESULTS
    )


PEERS = {peer.__name__: peer for peer in (
    ours, ours_with_codes, polars_by_hand, numpy_by_hand, duckdb_by_hand, ours_on_duckdb, ours_through_parquet,
    polars_through_parquet, ours_rolled_up, rolled_up_by_hand, spark_by_hand, ours_on_spark,
)}  # fmt: skip


def main() -> None:
    name, reports, dtype = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    run, seen = PEERS[name](reports, dtype)
    print("digest", checksum(seen()), flush=True)
    run()
    for _ in sys.stdin:
        gc.collect()
        start, work = perf_counter(), process_time()
        run()
        seconds, cpu = perf_counter() - start, process_time() - work
        print(seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


if __name__ == "__main__":
    main()
