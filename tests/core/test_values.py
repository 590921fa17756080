"""What a line is worth, and where it was read, in the words of the records themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cchc.value import Cell, Document, known_cell, native

DAY = dt.date(2024, 2, 28)


@pytest.mark.parametrize(
    ("document", "reference"),
    [
        (Document(62, "KH-UBND"), "62/KH-UBND"),
        (Document(5, "KH-UBND"), "05/KH-UBND"),
        (Document(32, "NĐ-CP", year=2021), "32/2021/NĐ-CP"),
        (Document(5, "NQ/TW"), "05-NQ/TW"),
        (Document(5, "NQ/TW", year=2021), "05-NQ/TW"),
        (Document(number=62), None),
        (Document(symbol="KH-UBND"), None),
        (Document(), None),
    ],
)
def test_a_document_is_referred_to_in_the_official_spelling(document: Document, reference: str | None) -> None:
    """Two digits at least, the year of a law between, a party's with a hyphen; nothing without both parts."""
    assert document.reference == reference


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        (Document(62, "KH-UBND", DAY, text="KH 62"), "62/KH-UBND ngày 28/02/2024"),
        (Document(62, "KH-UBND", text="KH 62"), "62/KH-UBND"),
        (Document(62, date=DAY, text="Ke\u0302\u0301  hoạch\nsố 62"), "Kế hoạch số 62"),
        (Document(), ""),
    ],
)
def test_a_document_is_shown_by_its_reference_or_as_it_was_cited(document: Document, shown: str) -> None:
    """With its day where one is known; a citation in one line of whole characters."""
    assert str(document) == shown


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        (Cell("5", line=12), "12"),
        (Cell("5", sheet="Biểu 1", ref="E42"), "Biểu 1!E42"),
        (Cell("5", ref="E42"), "E42"),
        (Cell("5", line=12, ref="E42"), "E42"),
        (Cell("5", sheet="Biểu 1", line=12), "12"),
        (Cell("5"), ""),
    ],
)
def test_a_cell_is_found_where_a_person_looks(cell: Cell, place: str) -> None:
    """By its name in a sheet, else by its line."""
    assert cell.place == place


@pytest.mark.parametrize(("ref", "row"), [("E42", "42"), ("$AB$7", "7"), (None, "")])
def test_a_cell_of_a_sheet_knows_its_row(ref: str | None, row: str) -> None:
    assert Cell("5", ref=ref).row == row


def test_a_formula_in_its_own_place_was_not_calculated() -> None:
    """One whose result stands there was; a text that looks like one is a text."""
    assert Cell("=A1+A2", formula="=A1+A2").is_uncalculated
    assert not Cell("7", formula="=A1+A2").is_uncalculated
    assert not Cell("=A1+A2").is_uncalculated


def test_a_cell_of_known_texts_is_the_cell() -> None:
    """The quick way makes no other record, whatever is said of the cell."""
    said = {
        "text": "5",
        "column": "quantity",
        "line": 3,
        "sheet": "Biểu 1",
        "ref": "E42",
        "formula": "=2+3",
        "unseen": "4",
    }
    assert known_cell(**said) == Cell(**said)
    assert known_cell("5", "quantity", 3) == Cell("5", "quantity", 3)


class _Scalar:
    """What numpy, or a frame, hands out as one number."""

    dtype, shape = "int64", ()

    def item(self) -> int:
        return 7


class _Frameless:
    """A number of a library that knows a type but no shape."""

    dtype = "int64"

    def item(self) -> int:
        return 7


class _Column(_Scalar):
    """A column of one number."""

    shape = (1,)


class _Box:
    """Something else that has an item."""

    def item(self) -> int:
        return 7


def test_a_number_of_a_frame_is_python_s_own() -> None:
    """One number only: a column, or anything else that has an `item`, stays what it is."""
    assert native(_Scalar()) == native(_Frameless()) == 7
    for other in (_Column(), _Box(), 7, "7", None, Decimal(7)):
        assert native(other) is other
