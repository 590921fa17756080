"""A table in which hundreds of cells are wrong is judged in the time of one in which few are, and says the same."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pace import within
from tests.tables.small import STUB, catalogue_of, judged

from cchc.catalogue import Catalogue
from cchc.evaluation import Evaluation
from cchc.judge.tables.located import Located
from cchc.judge.tables.suspects import CellLookup, _groups
from cchc.judge.tables.tabulation import At

SUMS, PARTS = 6, 2
COLUMNS = [
    f'{{ id = "c{at}", heading = ["Cột {at}"]'
    + (f', formula = "c{at + 1} + c{at + 2}"' if at % (PARTS + 1) == 0 else "")
    + " }"
    for at in range(SUMS * (PARTS + 1))
]
TABLE = f"""
[table.t]
kind = "count"
unit = "viec"
{STUB}open = {{ key = "label", total = "Tổng số" }}
columns = [{", ".join(COLUMNS)}]

[units.viec]
label.vi = "việc"
"""


HEADS = "|".join(["STT", "Nội dung", *(f"Cột {at}" for at in range(len(COLUMNS)))])


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("faults"), TABLE)


def filled(catalogue: Catalogue, figures: list[list[int]], total: list[int]) -> Evaluation:
    rows = [f"{at}|Việc {at}|{'|'.join(map(str, row))}" for at, row in enumerate(figures, 1)]
    return judged(catalogue, HEADS, *rows, f"|Tổng số|{'|'.join(map(str, total))}")


def test_hundreds_of_wrong_cells(catalogue: Catalogue) -> None:
    """No cell is held against each sum of the table."""
    right = [[figure for sum_ in range(SUMS) for figure in (2 * at + sum_, at, at + sum_)] for at in range(800)]
    total = [sum(row[at] for row in right) for at in range(len(COLUMNS))]
    for at, row in enumerate(right):
        row[at % len(COLUMNS)] += 1
    evaluation = filled(catalogue, right, total)
    with within(2):
        assert evaluation.findings


rows = st.lists(st.integers(0, 3), min_size=len(COLUMNS), max_size=len(COLUMNS))
totals = st.lists(st.integers(0, 12), min_size=len(COLUMNS), max_size=len(COLUMNS))


@given(st.lists(rows, min_size=1, max_size=5), totals)
def test_what_is_looked_up_is_what_each_says(catalogue: Catalogue, figures: list[list[int]], total: list[int]) -> None:
    """Of every cell: what clears it, and what may say what it should be."""
    evaluation = filled(catalogue, figures, total)
    located = Located(evaluation.computation.tables, evaluation.edition.rules.values())
    every = [each for of_table in located.every.values() for each in of_table if each.holds]
    holding = CellLookup(every)
    for row in evaluation.report.tables["t"].rows:
        for at in (At(row.key, column, "t") for column in row.entries):
            assert holding.clears(at) == any(each.clears(at) for each in every)
            about = holding.about(at)
            assert all(each in about for each in every if at in each.cells or at == each.target)


cells = st.frozensets(
    st.builds(At, st.sampled_from("abcdefgh"), st.sampled_from("xy"), st.just("t")), min_size=1, max_size=3
)


@given(st.lists(cells, max_size=12))
def test_what_shares_cells_is_one_group(about: list[frozenset[At]]) -> None:
    """Directly or through others, and nothing else; the groups stand in the order in which each is complete."""
    failing = [SimpleNamespace(cells=each, place=place) for place, each in enumerate(about)]
    groups = _groups(failing)  # type: ignore[arg-type]
    assert sorted(each.place for group in groups for each in group) == list(range(len(failing)))
    for group in groups:
        reached, left = set(group[0].cells), list(group)
        while joined := [each for each in left if not reached.isdisjoint(each.cells)]:
            reached.update(*(each.cells for each in joined))
            left = [each for each in left if each not in joined]
        assert not left
        assert all(reached.isdisjoint(each.cells) for other in groups if other is not group for each in other)
    ends = [group[-1].place for group in groups]
    assert ends == sorted(ends)
