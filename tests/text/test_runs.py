"""Rows that follow one another are named as one."""

from __future__ import annotations

import pytest

from cchc.text.runs import runs


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
