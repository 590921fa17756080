"""Computed values and rule outcomes of a whole frame of reports, on whatever engine the frame is of."""

from __future__ import annotations

from typing import Any, TypeVar

from cchc.batch.dialect import Dialect, narwhals_dialect, polars_dialect
from cchc.batch.frame import figures_in_polars, given_of, in_other_memory, opened, with_columns_of
from cchc.batch.plan import Plan, plan
from cchc.batch.schema import input_schema
from cchc.batch.slips import refuse_slips
from cchc.batch.span import INT64
from cchc.catalogue import Catalogue
from cchc.edition import Edition

Frame = TypeVar("Frame")


def evaluate(frame: Frame, catalogue: Catalogue, *, codes: bool = True) -> Frame:
    """The frame with a column for each computed figure, for why it has none, and for each rule.

    A row is a report. The column of an indicator's id holds its figures: counts as integers,
    rates as integers in units of their last decimal (2209 is 22,09 %), yes/no as booleans, the
    ids of status words as texts; null is a figure that is missing. Computed columns come
    likewise, exact, rounded once; one that is there already is replaced. `<id>__code` says why
    there is no value (`cchc.batch.codes`). The column of a rule's id is true where the rule
    holds, false where it is broken, null where it could not be asked; rules that ask the form
    itself have no column (`unasked` lists them).

    Eager frames come back eager, lazy ones lazy. Raises DataError for columns of the wrong type, for
    figures too large to compute with exactly, and for a column that is one of these misspelt.
    """
    seen, edition = opened(frame), catalogue.whole
    refuse_slips(seen.collect_schema().names(), catalogue)
    if in_other_memory(seen):
        return _beside(seen, edition, codes=codes)  # type: ignore[no-any-return]
    what = plan(edition, given_of(seen, edition), dialect_of(seen), codes=codes)
    return with_layers(seen, what).to_native()  # type: ignore[no-any-return]


def unasked(catalogue: Catalogue) -> dict[str, str]:
    """The rules that no column of `evaluate` is of, by what they ask that no column of a frame tells: "previous(x)" of
    the report before, which `over_time` and `findings` answer; a document, a window or the form itself."""
    import polars as pl

    empty = opened(pl.from_arrow(input_schema(catalogue).empty_table()))
    return dict(plan(catalogue.whole, given_of(empty, catalogue.whole), polars_dialect(), codes=False).unasked)


def _beside(frame: Any, edition: Edition, *, codes: bool) -> Any:
    """A pandas or PyArrow frame, computed by Polars; their integers end at 64 bits."""
    figures = figures_in_polars(frame, edition.figures)
    what = plan(edition, given_of(figures, edition), polars_dialect(INT64), codes=codes)
    return with_columns_of(frame, with_layers(figures, what).to_native().select(what.names))


def dialect_of(frame: Any) -> Dialect:
    """Polars in its own words, engines that plan for themselves through Narwhals."""
    engine = frame.implementation
    return polars_dialect() if engine.is_polars() else narwhals_dialect(engine)


def with_layers(frame: Any, what: Plan) -> Any:
    """A frame with the columns of a plan that was made for it, on it."""
    if not frame.implementation.is_polars():
        for layer in what.layers:
            frame = frame.with_columns(**layer)
        return frame
    import narwhals as nw

    lazy = frame.to_native().lazy()
    for layer in what.layers:
        lazy = lazy.with_columns(**layer)
    return nw.from_native(lazy if isinstance(frame, nw.LazyFrame) else lazy.collect())
