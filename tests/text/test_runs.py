"""Rows that follow one another are named as one."""

from __future__ import annotations

import pytest

from cchc.text.runs import down_the_form, runs


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([], []),
        (["13", "11", "12", "40"], ["11–13", "40"]),
        (["C7", "C8", "D7"], ["C7–C8", "D7"]),
        (["Biểu 1!E41", "Biểu 1!E42"], ["Biểu 1!E41–E42"]),
        (["above", "9"], ["9", "above"]),
        (["1" * 10], ["1" * 10]),
    ],
)
def test_places_that_follow_one_another_are_one(places: list[str], told: list[str]) -> None:
    """By column and sheet; a place without a number, or with one that is no row's, stands by itself."""
    assert [run.text for run in runs(places)] == told


def test_places_of_a_file_are_told_as_the_form_is_read() -> None:
    """Row by row, whatever their columns; the sheets in the order in which they come."""
    places = ["B!E18", "B!C20", "B!AA8", "B!C8", "B!C9", "B!A90", "A!C1", "B!E9", "E" + "9" * 30, "?"]
    told = [run.text for run in down_the_form(places)]
    assert told == ["B!C8–C9", "B!AA8", "B!E9", "B!E18", "B!C20", "B!A90", "A!C1", "E" + "9" * 30, "?"]
    assert [run.text for run in down_the_form(["12", "9", "10"])] == ["9–10", "12"]
