"""Many reports at once: columns of figures evaluated and rolled up on whatever engine the frame is of.

Needs the extra `batch`. The engine is that of the frame handed over: Polars, eager or lazy,
DuckDB, pandas, PyArrow or Spark.
"""

from __future__ import annotations

from cchc.batch.breaches import findings
from cchc.batch.evaluation import evaluate, unasked
from cchc.batch.figures import figures_of
from cchc.batch.overtime import over_time
from cchc.batch.reports import frame_of
from cchc.batch.rollup.aggregate import rollup
from cchc.batch.rollup.silent import silent
from cchc.batch.rollup.table import tidy
from cchc.batch.rollup.table_groups import roll_up_tables
from cchc.batch.samples.sample import generate
from cchc.batch.schema import input_schema

__all__ = [
    "evaluate",
    "figures_of",
    "findings",
    "frame_of",
    "generate",
    "input_schema",
    "over_time",
    "roll_up_tables",
    "rollup",
    "silent",
    "tidy",
    "unasked",
]
