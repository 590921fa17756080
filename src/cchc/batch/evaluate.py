"""Computed values and rule outcomes of a whole frame of reports, on whatever engine the frame is of."""

from __future__ import annotations

from typing import Any, TypeVar

from cchc.batch.dialect import Dialect, narwhals_dialect, polars_dialect
from cchc.batch.frame import given_of, opened, with_nulls
from cchc.batch.plan import Plan, plan
from cchc.catalogue import Catalogue

Frame = TypeVar("Frame")


def evaluate(frame: Frame, catalogue: Catalogue, *, codes: bool = True) -> Frame:
    """The frame with a column for each computed figure, for why it has none, and for each rule.

    A row is a report. The column of an indicator's id holds its figures: counts as integers,
    rates as integers in units of their last decimal (2209 is 22,09 %), yes/no as booleans, the
    ids of status words as texts; null is a figure that is missing. Computed columns come
    likewise, exact, rounded once; one that is there already is replaced. `<id>__code` says why
    there is no value (`cchc.batch.codes`). The column of a rule's id is true where the rule
    holds, false where it is broken, null where it could not be asked; rules that ask the form
    itself have no column.

    Eager frames come back eager, lazy ones lazy. Raises DataError for columns of the wrong type
    and for figures too large to compute with exactly.
    """
    seen = with_nulls(opened(frame), catalogue.edition.figures)
    return _added(seen, planned(seen, catalogue, codes=codes))


def planned(frame: Any, catalogue: Catalogue, *, codes: bool) -> Plan:
    """What is to be computed on a frame that Narwhals has opened."""
    return plan(catalogue.edition, given_of(frame, catalogue.edition), dialect_of(frame), codes=codes)


def dialect_of(frame: Any) -> Dialect:
    """Polars in its own words, every other engine through Narwhals."""
    engine = frame.implementation
    return polars_dialect() if engine.is_polars() else narwhals_dialect(wide=engine.is_duckdb())


def _added(frame: Any, what: Plan) -> Any:
    """The native frame with the layers of a plan on it."""
    if not frame.implementation.is_polars():
        for layer in what.layers:
            frame = frame.with_columns(**layer)
        return frame.to_native()
    import polars as pl

    native = frame.to_native()
    lazy = native.lazy()
    for layer in what.layers:
        lazy = lazy.with_columns(**layer)
    return lazy.collect() if isinstance(native, pl.DataFrame) else lazy
