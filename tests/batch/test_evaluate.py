"""A column of reports agrees with each report evaluated by itself, on every engine."""

from __future__ import annotations

import polars as pl
import pytest
from tests.batch.conftest import frame_of_counts, reports

from cchc.batch import evaluate
from cchc.batch.codes import REASONS, code_column, code_of
from cchc.errors import DataError
from cchc.judge.computation import Computation
from cchc.value import Reason


def outcomes_of(results: Computation, rules: list[str]) -> tuple[bool | None, ...]:
    return tuple({"pass": True, "fail": False}.get(results.outcomes[rule].result.value) for rule in rules)


def combined(outcomes: list[bool | None]) -> bool | None:
    return False if False in outcomes else True if True in outcomes else None


@pytest.mark.parametrize(("largest", "dtype"), [(10**15, pl.Int64), (2000, pl.Int32), (2000, pl.Int16)])
def test_a_hundred_thousand_reports_agree_with_the_generated_function(catalogue, counts, largest, dtype):
    """Every digit and every outcome, in one frame, with figures missing, zero, negative, and too large for 64 bits."""
    number = 100_000 if dtype == pl.Int64 else 10_000
    rows = reports(counts, number, largest=largest)
    found = evaluate(frame_of_counts(rows, dtype), catalogue)
    engine = catalogue.engine
    values = found.select(list(engine.index)).rows()
    rules = [rule for rule in catalogue.rules if rule in found.columns]
    outcomes = found.select(rules).rows()
    places = {
        rule: [at for at, one in enumerate(engine.instances[: engine.split]) if one.rule == rule] for rule in rules
    }
    assert len(rules) > 20
    for row, scaled, holds in zip(rows, values, outcomes, strict=True):
        wanted, answers = catalogue.compute(row)
        assert scaled == wanted
        assert holds == tuple(combined([answers[at] for at in places[rule]]) for rule in rules)


def test_every_engine_agrees_with_single_reports(engine, catalogue, counts):
    """Values, causes and outcomes of each report are those of `Catalogue.evaluate`."""
    rows = reports(counts, 200, largest=4 * 10**14)
    frame = frame_of_counts(rows).with_row_index("n")
    found = engine.back(evaluate(engine.of(frame), catalogue)).sort("n")
    ids, rules = list(catalogue.engine.index), [rule for rule in catalogue.rules if rule in found.columns]
    for at, row in enumerate(rows):
        evaluation = catalogue.evaluate(row)
        assert found.select(ids).row(at) == evaluation.computation.scaled
        assert found.select(rules).row(at) == outcomes_of(evaluation.computation, rules)
        codes = tuple(code_of(evaluation.values[id], None) for id in ids)
        assert found.select(map(code_column, ids)).row(at) == codes


def test_lazy_stays_lazy_and_rows_stay_in_order(catalogue, counts):
    """What comes back is of the kind that was handed over."""
    frame = frame_of_counts(reports(counts, 50))
    lazy = evaluate(frame.lazy(), catalogue)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(evaluate(frame, catalogue))


def test_nothing_that_was_there_is_lost(catalogue, counts):
    """Other columns go through as they are."""
    frame = frame_of_counts(reports(counts, 5)).with_columns(pl.lit("UBND phường").alias("office"))
    found = evaluate(frame, catalogue)
    assert found.select(frame.columns).equals(frame)


def test_a_missing_column_is_a_missing_figure(engine, catalogue, counts):
    """A frame with some of the form's lines is a form with the others left blank."""
    few = counts[:12]
    rows = reports(few, 20, largest=1000)
    found = engine.back(evaluate(engine.of(frame_of_counts(rows).with_row_index("n")), catalogue)).sort("n")
    assert found.select(list(catalogue.engine.index)).rows() == [catalogue.compute(row)[0] for row in rows]


def test_a_figure_that_does_not_apply_is_no_missing_one(catalogue):
    """The code column tells the two apart, as a single report does."""
    rate = next(line for line in catalogue.edition.computed if line.decimals)
    part = next(iter(_names(rate)))
    codes = pl.Series([REASONS[Reason.NOT_APPLICABLE], REASONS[Reason.BLANK]], dtype=pl.Int8)
    others = {id: pl.Series([5, 5], dtype=pl.Int32) for id in _names(rate) if id != part}
    frame = pl.DataFrame({part: pl.Series([None, None], dtype=pl.Int32), code_column(part): codes, **others})
    found = evaluate(frame, catalogue)[code_column(rate.id)].to_list()
    for answer, text in zip(found, ("Không áp dụng", None), strict=True):
        single = catalogue.evaluate(_report({part: text, **dict.fromkeys(others, 5)}))
        assert answer == code_of(single.values[rate.id], None)


def _names(line):
    from cchc.formula.tree import names_of

    return names_of(line.formula)


def _report(values):
    from cchc.report import Report

    return Report.from_values(values)


def test_wrong_columns_are_refused_by_name(catalogue, counts):
    """Texts and floats are no counts; a list is no frame."""
    with pytest.raises(DataError, match=counts[0]):
        evaluate(pl.DataFrame({counts[0]: ["20"]}), catalogue)
    with pytest.raises(DataError, match=counts[0]):
        evaluate(pl.DataFrame({counts[0]: [2.5]}), catalogue)
    with pytest.raises(DataError, match="evaluate_many"):
        evaluate([{counts[0]: 1}], catalogue)


def test_pandas_floats_are_read_if_they_are_whole(catalogue, counts):
    """pandas turns integers with gaps into floats: that is read back; half a dossier is not."""
    import pandas as pd

    found = evaluate(pd.DataFrame({counts[0]: [20.0, None], counts[1]: [6, 5]}), catalogue)
    assert pl.from_pandas(found).select(list(catalogue.engine.index)).rows() == [
        catalogue.compute({counts[0]: first, counts[1]: second})[0] for first, second in ((20, 6), (None, 5))
    ]
    with pytest.raises(DataError, match=counts[0]):
        evaluate(pd.DataFrame({counts[0]: [0.5]}), catalogue)


def test_figures_too_large_for_an_engine_are_refused(catalogue, counts):
    """PyArrow has no 128-bit integers: it says so and computes nothing."""
    frame = frame_of_counts([dict.fromkeys(counts, 10**18)])
    with pytest.raises(DataError, match="more than"):
        evaluate(frame.to_arrow(), catalogue)
    assert (
        evaluate(frame, catalogue).select(list(catalogue.engine.index)).row(0)
        == catalogue.compute(dict.fromkeys(counts, 10**18))[0]
    )
