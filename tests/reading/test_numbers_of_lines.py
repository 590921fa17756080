"""What a count, a pair or a heading comes to where several cells have a say, and what is kept of the others."""

from __future__ import annotations

import pytest
from tests.reading.test_cells import COUNT, HEADING, PAIR, STOCK, brief, entry

from cchc import Period
from cchc.edition import Edition
from cchc.reading.cells import read_line
from cchc.reading.cells.lexicon import Lexicon
from cchc.report import Entry
from cchc.value import Cell, Missing, Reason, Wording


@pytest.mark.parametrize(
    ("cells", "expected", "wording", "claims"),
    [
        ("5||20%", (5, "quantity"), Wording.PLAIN, []),
        ("5|6|20%", (5, "quantity", "6"), Wording.PLAIN, []),
        ("|5|20%", ("ambiguous", "unit", "5", "20"), Wording.SEVERAL, []),
        ("|5|6", ("ambiguous", "unit", "5", "6"), Wording.SEVERAL, []),
        ("46/162||5", ("ambiguous", "quantity", "46", "162", "5"), Wording.BARE_FRACTION, [(46, 162)]),
        ("5||46/162", (5, "quantity"), Wording.PLAIN, [(46, 162)]),
        ("1,893||", (1893, "quantity"), Wording.MARKED, []),
        ("1,893 vụ việc, 3 văn bản||", (1893, "quantity"), Wording.AMONG_OTHERS, []),
        ("0,123||", ("unreadable", "quantity", "0.123"), Wording.PLAIN, []),
        ("5,5||", ("unreadable", "quantity", "5.5"), Wording.PLAIN, []),
        ("7||trong kỳ 2, lũy kế 7", ("ambiguous", "quantity", "7", "2"), Wording.EITHER_PERIOD, []),
        ("7|3/5|trong kỳ 2, lũy kế 7", ("ambiguous", "quantity", "7", "2"), Wording.EITHER_PERIOD, [(3, 5)]),
    ],
)
def test_a_count_among_others(
    edition: Edition, cells: str, expected: tuple[object, ...], wording: Wording, claims: list[tuple[int, int]]
) -> None:
    """In its column it stands, elsewhere only alone; a rate beside it is none of its kind; fractions are kept."""
    found = entry(edition, COUNT, cells)
    assert (brief(found), found.wording) == (expected, wording)
    assert [(claim.numerator, claim.denominator) for claim in found.claims] == claims
    assert all(isinstance(candidate.cell, Cell) for candidate in found.candidates)


@pytest.mark.parametrize("text", ["1,893", "1.893", "1893"])
def test_what_was_read_is_kept_as_a_number_without_decimals(edition: Edition, text: str) -> None:
    """However its thousands are parted, it counts the same, and is no longer in doubt."""
    printed = entry(edition, COUNT, f"{text}||").printed
    assert printed is not None
    assert (printed.value, printed.decimals, printed.doubtful) == (1893, 0, False)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [("|5|7/9", (7, "*explanation")), ("7/9|7|", (7, "quantity")), ("6||7/9", (6, "quantity", "7"))],
)
def test_a_pair_is_contradicted_in_its_column_alone(edition: Edition, cells: str, expected: tuple[object, ...]) -> None:
    """A number in the column of units says nothing against it."""
    assert brief(entry(edition, PAIR, cells)) == expected


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("45413", True), ("45413.", True), ("45292", True), ("45657", True),
        ("45291", False), ("45658", False), ("4541", False), ("045413", False), ("45413 vụ việc", False),
        ("45,413", False),
    ],
)  # fmt: skip
def test_the_number_of_a_day_of_the_year_is_no_count_of_what_came_in(edition: Edition, text: str, is_day: bool) -> None:
    """45413 is the 1st of May 2024 in a spreadsheet; of a stock, of another year or of no year it is a count."""
    cell, month = Cell(text, "quantity"), Period.of("month", 2024, 5, 0)

    def read(id: str, period: Period | None) -> Entry:
        return read_line(edition.indicators[id], {"quantity": cell}, Lexicon.of(edition), period)[id]

    found = read(COUNT, month)
    assert (found.value == Missing(Reason.AMBIGUOUS)) is is_day
    assert (found.wording is Wording.DAY_NUMBER) is is_day
    if is_day:
        assert [(str(each.number.value), each.cell) for each in found.candidates] == [(text.rstrip("."), cell)]
    for other in (read(COUNT, None), read(COUNT, Period.of("month", 2022, 5, 0)), read(STOCK, month)):
        assert other.wording is not Wording.DAY_NUMBER


@pytest.mark.parametrize(
    ("cells", "expected"),
    [("5||", (5, "quantity")), ("|5|", (5, "unit")), ("5%||", (5, "quantity")), ("abc||", ("blank", ""))],
)
def test_a_heading_keeps_its_number(edition: Edition, cells: str, expected: tuple[object, ...]) -> None:
    """Wherever it stands: no column of a heading is its value's own."""
    assert brief(entry(edition, HEADING, cells)) == expected
