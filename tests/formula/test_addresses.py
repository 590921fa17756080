"""Names of tables' figures are taken apart into what they name, and nothing else looks like one."""

from __future__ import annotations

import pytest

from cchc.formula.address import CellAddress, cell_of, counted, is_address


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("b06[dat_dai].tiep_nhan", CellAddress("b06", "dat_dai", "tiep_nhan")),
        ("b06[total].c3", CellAddress("b06", "total", "c3")),
        ("chung.tong_so", CellAddress("chung", None, "tong_so")),
        ("tong_so", None),
        ("b06[dat_dai]", None),
        ("b06[].c3", None),
        ("b06.c3.c4", None),
        ("count_rows(b06.c3 > 0)", None),
    ],
)
def test_a_cell_is_named_by_table_row_and_column(name: str, cell: CellAddress | None) -> None:
    """A table of one row needs no row."""
    assert cell_of(name) == cell
    assert cell is None or cell.name == name


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("count_rows(b06.c3 > 0)", "b06.c3 > 0"),
        ("count_rows(b06.c3", None),
        ("b06.count)", None),
        ("count_row(b06.c3 > 0)", None),
    ],
)
def test_counted_rows_have_a_condition(name: str, condition: str | None) -> None:
    """All that stands between the parentheses."""
    assert counted(name) == condition


def test_what_names_a_figure_of_a_table_has_a_point() -> None:
    assert [is_address(name) for name in ("b06.c3", "count_rows(b06.c3 > 0)", "tong_so")] == [True, True, False]
