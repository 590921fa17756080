"""Every digit and every outcome of the edition that ships is the same by each way of computing it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.batch.conftest import frame_of_counts, reports

from cchc.batch import evaluate
from cchc.catalogue import Catalogue
from cchc.edition import IndicatorKind
from cchc.exact import half_up
from cchc.formula import reference


@pytest.fixture(scope="module")
def rows(catalogue: Catalogue) -> list[dict[str, int | None]]:
    """Reports with figures missing, zero, negative and large."""
    figures = catalogue.edition.figures.items()
    counts = [id for id, line in figures if line.kind is IndicatorKind.COUNT and line.formula is None]
    return reports(counts, 2_000)


def test_a_frame_has_the_digits_of_single_reports(catalogue: Catalogue, rows: list[dict[str, int | None]]) -> None:
    """Computed values of a frame are those of the generated function, and more than thirty rules have a column."""
    found = evaluate(frame_of_counts(rows), catalogue)
    assert found.select(list(catalogue.engine.index)).rows() == [catalogue.compute(row)[0] for row in rows]
    assert len([rule for rule in catalogue.rules if rule in found.columns]) > 30


def test_each_digit_is_the_exact_one_rounded_once(catalogue: Catalogue, rows: list[dict[str, int | None]]) -> None:
    """Half away from zero at the line's decimals, of the exact quotient."""
    for row in rows[:300]:
        values, _ = catalogue.compute(row)
        known = dict(zip(catalogue.engine.index, values, strict=True))
        for line in catalogue.edition.computed:
            assert line.formula is not None
            exact = reference.evaluate(line.formula, {**row, **known}.get, lambda *_: None)
            if isinstance(exact, Fraction):
                assert known[line.id] == half_up(exact.numerator, exact.denominator, line.decimals)
            else:
                assert known[line.id] is None
