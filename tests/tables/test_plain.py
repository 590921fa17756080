"""Rows of printed integers are judged by their figures alone; what is told is the same as by each row's own engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.small import STUB, catalogue_of

from cchc import Catalogue, to_json
from cchc.edition.table import RowRole
from cchc.judge.tables import Tabulation
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.value import Missing, Reason, Reported

TABLE = (
    """
[units.viec]
label.vi = "việc"

[table.t]
kind = "count"
unit = "viec"
"""
    + STUB
    + """open = { key = "label", levels = ["I", "1"], total = "Tổng số" }
columns = [
    { id = "a", number = "1=2+3", heading = ["Tổng"] },
    { id = "b", number = "2", heading = ["Một"] },
    { id = "c", number = "3", heading = ["Hai"] },
    { id = "d", number = "4", heading = ["Trong đó"], part_of = "a" },
    { id = "e", number = "5", heading = ["Tích"], formula = "number(a) * d", over_rows = "none" },
]

[rules.R1]
each = { table = "t", rows = "leaf" }
check = "b == 2 * c"
"""
)
COLUMNS = "abcde"
FIGURE = st.one_of(st.integers(0, 9), st.just(None))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder: Path = tmp_path_factory.mktemp("plain")
    return catalogue_of(folder, TABLE)


@st.composite
def filled(draw: st.DrawFn) -> FilledTable:
    """Groups of right rows under a right total, then some figures anything."""
    groups = draw(st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=3))
    rows: list[tuple[str, str | None, RowRole, list[int | None]]] = []
    for at, group in enumerate(groups):
        leaves = [[3 * c, 2 * c, c, c, 3 * c * c] for c in group]
        above: list[int | None] = (
            [*(sum(each) for each in list(zip(*leaves, strict=True))[:4]), None] if leaves else [0] * 5
        )
        rows.append((f"g{at}", None, RowRole.PARENT if leaves else RowRole.LEAF, above))
        rows += [(f"g{at} › k{place}", f"g{at}", RowRole.LEAF, [*leaf]) for place, leaf in enumerate(leaves)]
    tops = [figures for _, parent, _, figures in rows if parent is None]
    total = [sum(figure or 0 for figure in each) for each in list(zip(*tops, strict=True))[:4]] or [0] * 4
    rows.append(("total", None, RowRole.TOTAL, [*total, None]))
    for _ in range(draw(st.integers(0, 3))):
        place, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 4))
        rows[place][3][column] = draw(FIGURE)
    return FilledTable("t", tuple(_row(*row) for row in rows))


def _row(key: str, parent: str | None, role: RowRole, figures: list[int | None]) -> FilledRow:
    values = (Missing(Reason.BLANK) if figure is None else Reported(figure) for figure in figures)
    return FilledRow(key, "", key, role, dict(zip(COLUMNS, map(Entry, values), strict=True)), parent)


@given(table=filled())
def test_plain_rows_are_judged_as_all_others(catalogue: Catalogue, table: FilledTable) -> None:
    """Whatever is wrong, and wherever: the same findings, values and outcomes."""
    report = Report(entries={}, tables={"t": table})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tabulation, "plain", {})
        expected = to_json(catalogue.evaluate(report))
    assert to_json(catalogue.evaluate(report)) == expected
