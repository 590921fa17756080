"""Computed values and rule outcomes of a whole frame of reports, on whatever engine the frame is of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from cchc.batch.dialect import Dialect, narwhals_dialect, polars_dialect
from cchc.batch.frame import columns_of, figures_in_polars, given_of, in_other_memory, opened, typed, with_columns_of
from cchc.batch.plan import Plan, plan
from cchc.batch.questions import refuse_wrong_windows
from cchc.batch.schema import input_schema
from cchc.batch.slips import refuse_slips
from cchc.batch.span import INT64
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Rule
from cchc.formula.tree import facts_of

Frame = TypeVar("Frame")


def evaluate(frame: Frame, catalogue: Catalogue, *, codes: bool = True) -> Frame:
    """The frame with a column for each computed figure, for why it has none, and for each rule.

    A row is a report. The column of an indicator's id holds its figures: counts as integers,
    rates as integers in units of their last decimal (2209 is 22,09 %), yes/no as booleans, the
    ids of status words as texts; null is a figure that is missing. Computed columns come
    likewise, exact, rounded once; one that is there already is replaced. `<id>__code` says why
    there is no value (`cchc.batch.codes`). The column of a rule's id is true where the rule
    holds, false where it is broken, null where it could not be asked. What a rule asks of the form itself is told by
    columns beside the figures (`cchc.batch.questions`) or not at all (`unasked` lists those); one that has a column
    already, as in a frame of reports that were read, keeps it.

    Eager frames come back eager, lazy ones lazy. Raises DataError for columns of the wrong type, for
    figures too large to compute with exactly, and for a column that is one of these misspelt.
    """
    seen, edition = opened(frame), catalogue.whole
    present = seen.collect_schema().names()
    refuse_slips(present, catalogue)
    rules = _not_answered(edition, present)
    if in_other_memory(seen):
        return _beside(seen, edition, rules, codes=codes)  # type: ignore[no-any-return]
    seen = typed(seen, edition)
    refuse_wrong_windows(seen, edition)
    what = plan(edition, given_of(seen, edition, judged=True), dialect_of(seen), codes=codes, rules=rules)
    return with_layers(seen, what).to_native()  # type: ignore[no-any-return]


def _not_answered(edition: Edition, present: Collection[str]) -> tuple[Rule, ...]:
    """All rules but those that ask the form and of which the frame has the form's own answer."""
    return tuple(rule for rule in edition.rules.values() if rule.id not in present or not _asks_the_form(rule))


def _asks_the_form(rule: Rule) -> bool:
    return any(facts_of(instance.check) for instance in rule.instances)


def unasked(catalogue: Catalogue) -> dict[str, str]:
    """The rules that no column of `evaluate` is of, by what they ask that no column of a frame tells: "previous(x)" of
    the report before, which `over_time` and `findings` answer; what a document says, wording, the form itself."""
    import polars as pl

    empty = opened(pl.from_arrow(input_schema(catalogue).empty_table()))
    return dict(plan(catalogue.whole, given_of(empty, catalogue.whole), polars_dialect(), codes=False).unasked)


def _beside(frame: Any, edition: Edition, rules: tuple[Rule, ...], *, codes: bool) -> Any:
    """A pandas or PyArrow frame, computed by Polars; their integers end at 64 bits."""
    figures = typed(figures_in_polars(frame, columns_of(edition)), edition)
    refuse_wrong_windows(figures, edition)
    what = plan(edition, given_of(figures, edition, judged=True), polars_dialect(INT64), codes=codes, rules=rules)
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
