"""Rows that stand under another one are found by what they come to: as if every run of neighbours were added up."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cchc.reading.tables.adding import Vector, agree
from cchc.reading.tables.strays import _RunningSums

COLUMNS = 2
FIGURE = st.none() | st.integers(-1, 2)
VECTOR = st.tuples(*[FIGURE] * COLUMNS)


def come_to(run: list[Vector]) -> Vector:
    """What rows come to, column by column: nothing is said of one in which a row says nothing."""
    return tuple(None if None in column else sum(filter(None, column)) for column in zip(*run, strict=True))


@given(st.lists(VECTOR, min_size=1, max_size=6), VECTOR)
def test_a_run_comes_to_what_its_rows_add_up_to(rows: list[Vector], wanted: Vector) -> None:
    sums = _RunningSums.of(rows, wanted)
    for first, end in combinations(range(len(rows) + 1), 2):
        assert sums.come_to_it(first, end) is agree(come_to(rows[first:end]), wanted)
