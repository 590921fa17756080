"""Rows of printed integers are judged by their figures alone; what is told is the same as by each row's own engine."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.small import STUB, catalogue_of

from cchc import Catalogue, to_json
from cchc.edition.table import RowRole
from cchc.judge.tables import Tabulation
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.value import Measured, Missing, PrintedNumber, Reason, Reported

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


DECIMALS = (
    """
[units.trieu]
label.vi = "triệu đồng"

[table.t]
kind = "number"
unit = "trieu"
decimals = 2
"""
    + STUB
    + """open = { key = "label", total = "Tổng số" }
columns = [
    { id = "a", heading = ["Tổng"], formula = "b + c" },
    { id = "b", heading = ["Một"] },
    { id = "c", heading = ["Hai"] },
    { id = "d", heading = ["Tích"], formula = "round(number(b) * c, 2)", over_rows = "none" },
    { id = "e", heading = ["Tỷ lệ"], kind = "rate", decimals = 1, formula = "percent(b, a)" },
    { id = "f", heading = ["Số"], kind = "count" },
]

[rules.R1]
each = { table = "t", rows = "leaf" }
check = "b <= 2 * c + 100"

[rules.R2]
each = { table = "t", rows = "leaf" }
check = "e <= 90"
severity = "warning"
"""
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder: Path = tmp_path_factory.mktemp("decimals")
    return catalogue_of(folder, DECIMALS)


def _printed(value: Decimal | int) -> Entry:
    number = Decimal(value)
    decimals = max(0, -int(number.as_tuple().exponent))
    text = f"{number:f}".replace(".", ",")
    stated = value if isinstance(value, int) else Measured(value)
    return Entry(Reported(stated), printed=PrintedNumber(number, decimals, percent=False, doubtful=False, text=text))


@st.composite
def measures(draw: st.DrawFn) -> FilledTable:
    """Right rows of money under a right total, then some figures anything."""
    parts = draw(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999), st.integers(0, 9)), max_size=4))
    rows: list[list[Decimal | int]] = []
    for one, two, count in parts:
        b, c = Decimal(one).scaleb(-2), Decimal(two).scaleb(-2)
        product = (b * c).quantize(Decimal("0.01"), ROUND_HALF_UP)
        share = (100 * b / (b + c)).quantize(Decimal("0.1"), ROUND_HALF_UP) if b + c else Decimal("0.0")
        rows.append([b + c, b, c, product, share, count])
    b, c = (sum((row[at] for row in rows), Decimal(0)) for at in (1, 2))
    share = (100 * b / (b + c)).quantize(Decimal("0.1"), ROUND_HALF_UP) if b + c else Decimal("0.0")
    rows.append([b + c, b, c, Decimal(0), share, sum(int(row[5]) for row in rows)])
    for _ in range(draw(st.integers(0, 3))):
        place, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 5))
        figure = draw(st.decimals(-1, 100, places=draw(st.integers(0, 3))))
        rows[place][column] = draw(st.integers(0, 9)) if column == 5 else figure
    keys = [*(f"k{at}" for at in range(len(rows) - 1)), "total"]
    filled = [
        FilledRow(
            key,
            "",
            key,
            RowRole.TOTAL if key == "total" else RowRole.LEAF,
            {id: _printed(figure) for id, figure in zip("abcdef", row, strict=True)},
        )
        for key, row in zip(keys, rows, strict=True)
    ]
    return FilledTable("t", tuple(filled))


@given(table=measures())
def test_plain_rows_of_decimals_are_judged_as_all_others(measured: Catalogue, table: FilledTable) -> None:
    """In units of their last decimal: the same findings, values and outcomes."""
    report = Report(entries={}, tables={"t": table})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tabulation, "plain", {})
        expected = to_json(measured.evaluate(report))
    assert to_json(measured.evaluate(report)) == expected


def test_right_rows_of_decimals_need_no_engine(measured: Catalogue) -> None:
    rows = [[Decimal("3.75"), Decimal("1.25"), Decimal("2.50"), Decimal("3.13"), Decimal("33.3"), 4]]
    filled = [
        FilledRow("k", "", "k", RowRole.LEAF, {id: _printed(x) for id, x in zip("abcdef", row, strict=True)})
        for row in rows
    ]
    report = Report(entries={}, tables={"t": FilledTable("t", tuple(filled))})
    tabulation = measured.evaluate(report).computation.tables["t"]
    assert tabulation.clean == {"k"}
