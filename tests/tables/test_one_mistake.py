"""One wrong cell in a right table: it is always among what is named, and no innocent cell is named alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06 as FORM

from cchc.edition.table import RowRole

LINES = FORM.periods[1].split("\n")
FIGURES = [
    (at, place)
    for at, line in enumerate(LINES)
    for place, cell in enumerate(line.split("\t"))
    if at > 9 and place >= FORM.first_figure and cell.replace(".", "").isdigit()
]


@given(st.sampled_from(FIGURES), st.integers(1, 5_000))
def test_the_wrong_cell_is_named_and_no_innocent_alone(cell: tuple[int, int], figure: int) -> None:
    """Whatever figure stands in one cell instead of the right one."""
    at, place = cell
    cells = LINES[at].split("\t")
    if cells[place].replace(".", "") == str(figure):
        return
    cells[place] = str(figure)
    evaluation = FORM.judged("\n".join([*LINES[:at], "\t".join(cells), *LINES[at + 1 :]]))
    tabulation = evaluation.computation.tables["b06"]
    row = next(row for row in tabulation.filled.rows if row.label == cells[1])
    column = tabulation.table.printed[place - FORM.first_figure].id
    address = f"b06[{'total' if row.role is RowRole.TOTAL else row.key}].{column}"
    told = [finding for finding in evaluation.findings if finding.code in ("CCHC-T001", "CCHC-T002")]
    assert any(address in finding.figures for finding in told)
    assert all(list(finding.figures) == [address] for finding in told if len(finding.figures) == 1)
