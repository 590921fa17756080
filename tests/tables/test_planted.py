"""One wrong cell in each kind of form: it is named, mostly alone, and no innocent cell is, nor a false correction told.

`python -m tests.tables.planting` plants every mistake; here stands every so many of them.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.tables.planting import FORMS, Verdict, counted

EVERY = 67


@pytest.mark.parametrize("name", FORMS)
def test_one_wrong_cell_is_named_and_no_innocent_alone(name: str) -> None:
    counts, bad = counted(name, lambda mistakes: mistakes[::EVERY])
    came: Counter[Verdict] = sum(counts.values(), Counter())
    assert not came[Verdict.MISSED] + came[Verdict.INNOCENT] + came[Verdict.FALSE], bad
