"""Many false rows of one table: the cells of all are chosen at once, and the same is found as one after another."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import within
from tests.tables.small import STUB, catalogue_of, judged

from cchc import Evaluation
from cchc.catalogue import Catalogue
from cchc.solver import Disagreement, at_once, library

TABLE = f"""
[table.t]
kind = "count"
unit = "viec"
{STUB}open = {{ key = "label", total = "Tổng số" }}
columns = [
    {{ id = "a", heading = ["A"], formula = "b + c" }},
    {{ id = "b", heading = ["B"] }},
    {{ id = "c", heading = ["C"] }},
    {{ id = "d", heading = ["D"], formula = "e + f" }},
    {{ id = "e", heading = ["E"] }},
    {{ id = "f", heading = ["F"] }},
]

[units.viec]
label.vi = "việc"
"""
Row = tuple[int, int]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("false"), TABLE)


def filled(catalogue: Catalogue, rows: Sequence[Row], off: Sequence[int], total_off: int = 0) -> Evaluation:
    """Two sums a row, the first off by so much; the totals are those of what is written, or the first is off, too."""
    written = [(b + c + more, b, c, b + c, b, c) for (b, c), more in zip(rows, off, strict=True)]
    total = [sum(column) for column in zip(*written, strict=True)]
    total[0] += total_off
    lines = [f"{at}|Việc {at}|{'|'.join(map(str, row))}" for at, row in enumerate(written, 1)]
    return judged(catalogue, "STT|Nội dung|A|B|C|D|E|F", *lines, f"|Tổng số|{'|'.join(map(str, total))}")


def ways(told: Sequence[Disagreement]) -> list[tuple[set[str], set[frozenset[str]], bool]]:
    return [
        (set(each.rules), {frozenset(one.figure for one in way.changes) for way in each.sets}, each.is_whole)
        for each in told
    ]


def test_twenty_false_rows_are_mended_within_bounds(catalogue: Catalogue) -> None:
    """Their total is right of what is printed, so that all sums must change, or one part of each; so must the total."""
    rows = [(at % 7 + 1, at % 5 + 1) for at in range(20)]
    evaluation = filled(catalogue, rows, [1] * 20)
    assert evaluation.findings
    with within(1.2):
        told = evaluation.corrections()
    ((rules, sets, is_whole),) = ways(told)
    names = [f"Việc {at}" for at in range(1, 21)]
    assert len(rules) == 21
    assert sets == {frozenset(f"t[{row}].{column}" for row in (*names, "total")) for column in "abc"}
    assert is_whole


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=4),
    st.lists(st.integers(-1, 2), min_size=4, max_size=4),
    st.integers(0, 1),
    st.dictionaries(
        st.sampled_from([f"t[{row}].{column}" for row in ("Việc 1", "Việc 2", "total") for column in "abc"]),
        st.integers(1, 4),
        max_size=4,
    ),
)
def test_at_once_finds_what_one_by_one_finds(
    catalogue: Catalogue, rows: list[Row], off: list[int], total_off: int, weights: dict[str, int]
) -> None:
    """The same disagreements, mended by the same sets."""
    off = [max(more, -b - c) for (b, c), more in zip(rows, off, strict=False)]
    evaluation = filled(catalogue, rows, off, total_off)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "_SECONDS", 60)
        patch.setattr(library, "_MORE_SECONDS", 60)
        patch.setattr(at_once, "_FEWEST", 2)
        together = ways(evaluation.corrections(weights=weights))
        patch.setattr(at_once, "_FEWEST", 10**6)
        one_by_one = ways(evaluation.corrections(weights=weights))
    assert together == one_by_one


def test_what_is_proposed_when_time_is_over_can_hold(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no time to look for the likeliest figures, those are told that were found with the cells."""
    evaluation = filled(catalogue, [(at + 1, 2) for at in range(8)], [3] * 8)
    monkeypatch.setattr(library.Solver, "allow_more", lambda self: setattr(self, "until", 0.0))
    (told,) = evaluation.corrections()
    assert not told.is_whole
    (only,) = told.sets
    rows = {change.figure: change.new for change in only.changes}
    column = next(iter(rows)).rpartition(".")[2]
    sign = -3 if column == "a" else 3
    old = {change.figure: int(change.old or 0) for change in only.changes}
    assert {name: int(new or 0) - old[name] for name, new in rows.items()} == {
        name: sign * (8 if "total" in name else 1) for name in rows
    }


BOUND = """
[table.t]
kind = "count"
unit = "viec"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { key = "label" }
columns = [
    { id = "a", heading = ["A"], formula = "b + c" },
    { id = "b", heading = ["B"] },
    { id = "c", heading = ["C"] },
    { id = "d", heading = ["D"] },
]

[rules.R1]
label.vi = "A là D"
each = { table = "t", rows = "leaf" }
check = "a == d"
severity = "error"
nature = "definitional"
says.vi = "A không là D."
advice.vi = "Xem lại."

[units.viec]
label.vi = "việc"
"""


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("bound"), BOUND)


FIGURES = st.tuples(*[st.integers(0, 3)] * 4)


@settings(max_examples=40)
@given(
    st.lists(FIGURES, min_size=2, max_size=3),
    st.dictionaries(
        st.sampled_from([f"t[{row}].{column}" for row in ("Việc 1", "Việc 2") for column in "abcd"]),
        st.integers(1, 4),
        max_size=6,
    ),
)
def test_what_is_broken_beside_the_lightest_cells_is_mended_too(
    bound: Catalogue, rows: list[tuple[int, ...]], weights: dict[str, int]
) -> None:
    """Two broken rules that share a cell which is not the lightest of either."""
    lines = [f"{at}|Việc {at}|{'|'.join(map(str, row))}" for at, row in enumerate(rows, 1)]
    evaluation = judged(bound, "STT|Nội dung|A|B|C|D", *lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(at_once, "_FEWEST", 1)
        together = ways(evaluation.corrections(weights=weights))
        patch.setattr(at_once, "_FEWEST", 10**6)
        assert together == ways(evaluation.corrections(weights=weights))
