"""Of a number that is read in a cell all is kept that was printed, and whatever else may be meant, with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.reading.cells import read_cells, read_line
from cchc.reading.cells.lexicon import Lexicon
from cchc.report import Entry
from cchc.value import Cell, Measured, Reported

COUNT, PAIR, HEADING = "kntc_tiep_nhan_khieu_nai", "thu_xin_loi", "kh_cchc"


def cells_of(cells: str) -> dict[str, Cell]:
    texts = dict(zip(("quantity", "unit", "explanation"), cells.split("|"), strict=True))
    return {column: Cell(text, column, line=7) for column, text in texts.items()}


def line(edition: Edition, kind: str) -> Indicator:
    """A line that asks for a count, or for a number that may have decimals."""
    asked = edition.indicators[COUNT]
    return asked if kind == "count" else evolve(asked, kind=IndicatorKind.NUMBER, decimals=2)


def told(entry: Entry) -> tuple[object, ...]:
    """The value, or why there is none; what was printed; and what else may be meant, and where that stands."""
    value = entry.value.value if isinstance(entry.value, Reported) else str(entry.value.reason)
    printed = entry.printed and (entry.printed.text, entry.printed.decimals, entry.printed.doubtful)
    others = [(f"{each.number.value}", each.number.decimals, each.cell.column) for each in entry.candidates]
    return value, str(entry.wording), printed, others


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("number", "5||", (Measured(5), "plain", ("5", 0, False), [])),
        ("number", "2,5||", (Measured("2.5"), "plain", ("2,5", 1, False), [])),
        ("number", "1.234||", (Measured(1234), "plain", ("1.234", 0, False), [])),
        ("number", "12.345,5||", (Measured("12345.5"), "plain", ("12.345,5", 1, False), [])),
        ("number", "||2,5", (Measured("2.5"), "plain", ("2,5", 1, False), [])),
        ("number", "2,5||2,6", (Measured("2.5"), "plain", ("2,5", 1, False), [("2.6", 1, "explanation")])),
        ("number", "20%||", ("unreadable", "plain", None, [("20", 0, "quantity")])),
        (
            "number",
            "1,234||",
            ("ambiguous", "either_point", None, [("1.234", 3, "quantity"), ("1234", 0, "quantity")]),
        ),
        ("count", "1,893||", (1893, "marked", ("1,893", 0, False), [])),
        ("count", "1.234||", (1234, "plain", ("1.234", 0, False), [])),
        ("count", "5||6", (5, "plain", ("5", 0, False), [("6", 0, "explanation")])),
        ("count", "20%||", ("unreadable", "plain", None, [("20", 0, "quantity")])),
        ("count", "1,234%||", ("unreadable", "plain", None, [("1.234", 3, "quantity")])),
        ("count", "1,89||", ("unreadable", "plain", None, [("1.89", 2, "quantity")])),
        ("count", "886||99%", (886, "plain", ("886", 0, False), [])),
        ("count", "20%||99%", ("unreadable", "plain", None, [("20", 0, "quantity")])),
        ("count", "|5 vụ việc|6", ("ambiguous", "several", None, [("5", 0, "unit"), ("6", 0, "explanation")])),
        ("count", "|20%|886", ("ambiguous", "several", None, [("20", 0, "unit"), ("886", 0, "explanation")])),
    ],
)
def test_a_number_is_kept_as_it_was_printed(
    edition: Edition, kind: str, cells: str, expected: tuple[object, ...]
) -> None:
    """A count of three digits behind a comma is an English reader's thousands; a number may be either."""
    assert told(read_cells(line(edition, kind), cells_of(cells), edition)) == expected


def test_fractions_beside_a_number_are_kept(edition: Edition) -> None:
    """They tell of what a rate elsewhere is made; one that may be meant is asked about with them."""
    found = [read_cells(line(edition, kind), cells_of("1,234||46/166 = 28%"), edition) for kind in ("count", "number")]
    assert [[(claim.numerator, claim.denominator) for claim in entry.claims] for entry in found] == [[(46, 166)]] * 2


@pytest.mark.parametrize(
    ("cells", "expected", "beside"),
    [
        ("2/5||", (2, "plain", ("2", 0, False), []), "quantity"),
        ("||2/5", (2, "plain", ("2", 0, False), []), "explanation"),
        ("2||2/5", (2, "plain", ("2", 0, False), []), "explanation"),
        ("3||2/5", (3, "plain", ("3", 0, False), [("2", 0, "explanation")]), "explanation"),
        ("không có||2/5", ("ambiguous", "several", None, [("2", 0, "explanation")]), "explanation"),
        ("02 thư/05 hồ sơ||", (2, "plain", ("2", 0, False), []), "quantity"),
    ],
)
def test_a_pair_is_two_numbers_of_one_cell(
    edition: Edition, cells: str, expected: tuple[object, ...], beside: str
) -> None:
    """The second is as it was printed, too, in the cell of both; what the first is denied by asks about it."""
    asked = edition.indicators[PAIR]
    assert asked.pair is not None
    entries = read_line(asked, cells_of(cells), Lexicon.of(edition))
    assert told(entries[PAIR]) == expected
    second = entries[asked.pair]
    assert told(second) == (5, "plain", ("5", 0, False), [])
    assert list(second.cells) == [beside]
    claims = [] if "thư" in cells else [(2, 5)]
    assert [(claim.numerator, claim.denominator) for claim in entries[PAIR].claims] == claims


@pytest.mark.parametrize(
    ("cells", "value", "printed"),
    [
        ("5||", 5, ("5", 0, False)),
        ("2,5||", Decimal("2.5"), ("2,5", 1, False)),
        ("20%||", Decimal(20), ("20%", 0, False)),
        ("|x|5", 5, ("5", 0, False)),
        ("abc||", "blank", None),
    ],
)
def test_a_number_in_a_heading_is_kept(edition: Edition, cells: str, value: object, printed: object) -> None:
    """A whole one as a whole number, but a rate as a rate; no column is its own."""
    entry = read_cells(edition.indicators[HEADING], cells_of(cells), edition)
    assert told(entry)[::2] == (value, printed)
    assert type(told(entry)[0]) is type(value)
    assert str(entry.origin) == "reported"
