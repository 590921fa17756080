"""Whatever rows a reader of files hands over are read or refused; what says nothing changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from tests.small import small_catalogue

from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.report import Part, RawForm, Report, Row
from cchc.value import Cell

EDITION = small_catalogue().edition
LABELS = [line.label["vi"] for line in EDITION.indicators.values()]
HEADINGS = [heading for column in EDITION.columns.values() for heading in column.headings]
AROUND = (
    "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024", "UBND PHƯỜNG KIM MÃ", "NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH",
    "Nguyễn Văn An", "Nơi nhận:", "Kim Mã, ngày 14 tháng 5 năm 2024", "Một câu không rõ", "1", "2", "-", "5.8",
)  # fmt: skip
BLANKS = ("", " ", "\t", "\n", "\u00a0", "\u200b")


def texts() -> st.SearchStrategy[str]:
    """Texts that mean something to the layout of a form, nothing, or anything."""
    return st.sampled_from([*LABELS, *HEADINGS, *AROUND, *BLANKS, *BLANKS]) | st.text(max_size=8)


def cells() -> st.SearchStrategy[Cell]:
    """Cells with and without a line, in no order."""
    return st.builds(Cell, texts(), line=st.none() | st.integers(1, 12))


def rows() -> st.SearchStrategy[Row]:
    """Rows of any width, those without a cell included."""
    return st.lists(cells(), max_size=7).map(lambda made: Row(tuple(made)))


def blank_rows() -> st.SearchStrategy[Row]:
    """Rows that say nothing: no cells, or blank ones."""
    return st.lists(st.builds(Cell, st.sampled_from(BLANKS)), max_size=6).map(lambda made: Row(tuple(made)))


@given(st.lists(rows(), max_size=30))
@example([Row((Cell(LABELS[0]),)), Row((Cell("²"),))])
def test_any_rows_are_read_or_refused(made: list[Row]) -> None:
    """No error but ReadError leaves the reading of rows."""
    assert isinstance(told(made), Report | None)


@given(st.lists(rows(), max_size=30), st.data())
def test_rows_that_say_nothing_change_nothing(made: list[Row], data: st.DataObject) -> None:
    """A blank row, or one without cells, may stand anywhere."""
    mixed: list[Row] = []
    for row in made:
        mixed += [*data.draw(st.lists(blank_rows(), max_size=2)), row]
    assert told(mixed) == told(made)


@pytest.mark.parametrize(
    "nothing", [Row(()), Row((Cell(""),) * 5), Row((Cell(" \n"),) * 3)], ids=["none", "five", "odd"]
)
def test_a_form_with_blank_rows_is_the_form(real: str, edition: Edition, nothing: Row) -> None:
    """Between any two rows of a real form a row that says nothing changes nothing."""
    raw = parse(real)
    mixed = [each for row in raw.rows for each in (nothing, row)]
    assert read_rows(evolve(raw, rows=(*mixed, nothing)), edition) == read_rows(raw, edition)


@given(st.lists(rows(), max_size=30))
def test_every_text_of_a_file_is_in_its_kept_rows(made: list[Row]) -> None:
    """Nothing is left out, nothing is put in, whatever a row was taken for."""
    report = told(made)
    if isinstance(report, Report):
        assert words(row.cells for row in report.rows) == words(row.cells for row in made)


@given(st.lists(rows(), max_size=30))
def test_a_line_has_the_cells_of_the_row_that_it_is(made: list[Row]) -> None:
    """An entry and the one kept row that bears its id, and is no repetition, hold the same cells."""
    report = told(made)
    if isinstance(report, Report):
        own = [row for row in report.rows if row.id is not None and not row.again]
        assert len({row.id for row in own}) == len(own)
        pairs = {line.pair for line in EDITION.indicators.values()}
        assert {row.id for row in own} == report.entries.keys() - (pairs - {row.id for row in own})
        for row in own:
            assert {cell.column: cell for cell in row.cells} == report.entries[row.id or ""].cells


def test_rows_are_kept_in_the_order_of_the_file(real: str, edition: Edition) -> None:
    """Title, heads of each page, the numbers under the first, lines, signatures: each is there as what it is."""
    report = read_rows(parse(real), edition)
    parts = [row.part for row in report.rows]
    assert parts[:4] == [Part.ABOVE, Part.ABOVE, Part.HEAD, Part.NUMBERS]
    assert Counter(parts) == {
        Part.ABOVE: 2,
        Part.HEAD: real.count("\nTT\t"),
        Part.NUMBERS: 1,
        Part.TABLE: len(edition.indicators),
        Part.BELOW: 5,
    }
    assert [row.id for row in report.rows if row.part is Part.TABLE] == list(edition.indicators)
    assert [cell.column for cell in report.rows[2].cells] == list(edition.columns)
    lines = [cell.line for row in report.rows for cell in row.cells]
    assert lines == sorted(lines)


def words(rows: Iterable[Iterable[Cell]]) -> Counter[str]:
    """The words in some rows."""
    return Counter(word for cells in rows for cell in cells for word in cell.text.replace("\u200b", "").split())


def told(made: Sequence[Row]) -> Report | None:
    """The report of some rows; None where they are refused."""
    try:
        return read_rows(RawForm(tuple(made)), EDITION)
    except ReadError:
        return None
