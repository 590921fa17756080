"""What a cell was found to hold is kept for reports to come, and changes none of them."""

from __future__ import annotations

from attrs import evolve
from tests.reading.test_wording_law import CATALOGUE, LEXICON, MAY

from cchc.period import Period
from cchc.reading.cells import read_line
from cchc.reading.cells.content import LONGEST_KEPT, MOST_KEPT
from cchc.value import Cell, Missing, Reason, Reported

LINE = CATALOGUE.indicators["tuyen_truyen_tin_bai"]


def read(text: str, period: Period = MAY, line: int = 1) -> object:
    cells = {"quantity": Cell(text, "quantity", line=line)}
    return read_line(LINE, cells, LEXICON, period)[LINE.id]


def test_a_known_text_is_found_at_its_own_place() -> None:
    """The same words on another row are the other row's: value, candidates and what is said of them point there."""
    for text in ("12 tin bài", "khoảng 12 tin", "Không có", "12/15", "…"):
        first, again = read(text, line=3), read(text, line=8)
        assert again == evolve(first, **places(read(text, line=8)))  # type: ignore[type-var]
        assert "line=3" not in repr(again)


def places(entry: object) -> dict[str, object]:
    return {"cell": entry.cell, "cells": entry.cells, "candidates": entry.candidates, "claims": entry.claims}  # type: ignore[attr-defined]


def test_a_known_text_is_read_anew_for_another_period() -> None:
    """ "Tháng 5: 12" is the figure of May, and of no other month."""
    assert read("Tháng 5: 12 tin bài").value == Reported(12)  # type: ignore[attr-defined]
    assert read("Tháng 5: 12 tin bài", Period.of("month", 2024, 7)).value == Missing(Reason.AMBIGUOUS)  # type: ignore[attr-defined]


def test_what_is_kept_is_bounded() -> None:
    """However many texts come, few are kept, and long ones never."""
    for number in range(MOST_KEPT + 50):
        read(f"{number} tin")
        assert len(LEXICON.contents) <= MOST_KEPT
    long = "12 tin bài " + "về cải cách hành chính " * LONGEST_KEPT
    read(long)
    assert all(long not in place for place in LEXICON.contents)
