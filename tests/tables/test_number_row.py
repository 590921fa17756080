"""A row of figures is never taken for the row of column numbers, whatever its figures are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06 as FORM

from cchc import Catalogue, load_catalogue
from cchc.readers import read_report
from cchc.report import FilledTable, Report
from cchc.value import Missing, Reason, Reported

HERE = Path(__file__).parent
LINES = FORM.periods[0].split("\n")
NUMBERS = next(at for at, line in enumerate(LINES) if line.startswith("(1)"))
BARE = "\t".join(str(number) for number in range(1, 14))
FEWEST, MOST = 3, 13


def figures(table: FilledTable) -> list[list[object]]:
    """What was read, row by row."""
    return [
        [entry.value.value if isinstance(entry.value, Reported) else entry.value for entry in row.entries.values()]
        for row in table.rows
    ]


def form(rows: list[list[int]], numbers: str | None) -> str:
    """The form with rows of figures, with or without a row of numbers."""
    labels = ("Hộ tịch", "Chứng thực", "Đất đai", "3", "Cho", "B")
    body = ["\t".join([str(at), labels[at - 1], *map(str, row)]) for at, row in enumerate(rows, 1)]
    return "\n".join([*LINES[:NUMBERS], *([] if numbers is None else [numbers]), *body]) + "\n"


NEAR = st.one_of(st.integers(0, 14), st.integers(0, 10**9))
ROWS = st.lists(
    st.one_of(
        st.just(list(range(FEWEST, MOST + 1))),
        st.just(list(range(1, 12))),
        st.lists(NEAR, min_size=11, max_size=11),
    ),
    min_size=1,
    max_size=6,
)


@given(ROWS, st.sampled_from([LINES[NUMBERS], BARE, None]))
def test_every_row_of_figures_is_read(rows: list[list[int]], numbers: str | None) -> None:
    """A first row of 3, 4, 5 …, or of 1, 2, 3 …, under numbers as the form prints them, bare ones, or none."""
    table = FORM.report(form(rows, numbers)).tables["b06"]
    assert figures(table) == rows


def read(catalogue: Catalogue, text: str) -> Report:
    return read_report(text.encode(), catalogue, name="form.tsv")


@pytest.mark.parametrize("figures_of_first", [("1", "2", "3", "4", "5"), ("30", "10", "5", "20", "8")])
def test_a_form_without_numbers_loses_no_row(figures_of_first: tuple[str, ...]) -> None:
    """The first row under the headings is figures, though all that stands in it are numbers."""
    text = (
        "THU CHI THEO NGUỒN THÁNG 5 NĂM 2024\nTT\tNội dung\tTổng số\tTrung ương\t\tĐịa phương\t\n"
        "\t\t\tKế hoạch năm 2024\tThực hiện\tKế hoạch năm 2024\tThực hiện\n"
    )
    report = read(load_catalogue(HERE / "thu-chi"), text + "\t".join(["I", "Thu", *figures_of_first]) + "\n")
    (row, *_) = report.tables["t"].rows
    assert row.id == "a"
    assert [entry.cell.text for entry in row.entries.values() if entry.cell] == list(figures_of_first)


def test_numbers_that_come_again_over_a_page_are_no_row() -> None:
    """A page break repeats the numbers alone, or the whole head; neither is a row of the table."""
    broken = [*LINES[: NUMBERS + 3], LINES[NUMBERS], *LINES[NUMBERS + 3 : NUMBERS + 5], *LINES[6 : NUMBERS + 1]]
    text = "\n".join([*broken, *LINES[NUMBERS + 5 :]])
    assert figures(FORM.report(text).tables["b06"]) == figures(FORM.report(FORM.periods[0]).tables["b06"])


EXCHANGED = {"(3)=(4)+(5)+(6)": "(7)=(8)+(9)+(10)", "(7)=(8)+(9)+(10)": "(3)=(4)+(5)+(6)"}


def test_where_numbers_and_headings_disagree_the_printed_sums_decide() -> None:
    """Of two readings the one under which they hold; the other is told."""
    numbers = "\t".join(EXCHANGED.get(cell, cell) for cell in LINES[NUMBERS].split("\t"))
    report = FORM.report("\n".join([*LINES[:NUMBERS], numbers, *LINES[NUMBERS + 1 :]]))
    assert [finding.code for finding in report.findings] == ["CCHC-T005", "CCHC-T005"]
    assert figures(report.tables["b06"]) == figures(FORM.report(FORM.periods[0]).tables["b06"])


def test_where_nothing_decides_there_is_no_figure() -> None:
    """Two columns exchanged that no sum tells apart: both figures are offered, none is taken."""
    numbers = LINES[NUMBERS].replace("(8)\t(9)", "(9)\t(8)")
    report = FORM.report("\n".join([*LINES[:NUMBERS], numbers, *LINES[NUMBERS + 1 :]]))
    row = report.tables["b06"]["Hộ tịch"]
    for id in ("truoc_han", "dung_han"):
        assert row.entries[id].value == Missing(Reason.AMBIGUOUS)
        assert {str(each.number.value) for each in row.entries[id].candidates} == {"171", "62"}
    assert row.entries["qua_han"].value == Reported(4)


def test_a_file_may_count_its_own_columns() -> None:
    """The form's columns in the form's order, numbered from 1 anew: no heading is in doubt."""
    text = "\n".join([*LINES[:NUMBERS], "\t\t" + "\t".join(map(str, range(1, 12))), *LINES[NUMBERS + 1 :]])
    report = FORM.report(text)
    assert [finding.code for finding in report.findings] == []
    assert figures(report.tables["b06"]) == figures(FORM.report(FORM.periods[0]).tables["b06"])
