"""Many reports at once: columns of figures evaluated and rolled up on whatever engine the frame is of.

Needs the extra `batch`. The engine is that of the frame handed over: Polars, eager or lazy,
DuckDB, pandas, PyArrow or Spark.
"""

from __future__ import annotations

from cchc.batch.aggregate import rollup
from cchc.batch.evaluation import evaluate

__all__ = ["evaluate", "rollup"]
