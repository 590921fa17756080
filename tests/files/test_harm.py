"""Files made to do harm in every way that anybody thought of: read or refused, in bounds, and told in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from tests.files.harm import KINDS
from tests.files.test_bounds import assert_bounded, costs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="costs are measured in forked processes")
LARGEST, LONGEST = 10_000_000, 2_000
TRIED = tuple(KINDS) if settings().max_examples > 1_000 else ("xlsx", "zip", "docx", "odf", "html")
EVERY = 1 if settings().max_examples > 1_000 else 5
"""Of the files of a kind, those that are tried each time; `make deep` tries all."""
HEAVY: dict[str, tuple[str, ...]] = {
    "docx": ("symbols to the limit", "rows to the limit", "cells to the limit", "paragraphs of a cell to the limit"),
    "odf": ("rows to the limit", "paragraphs of a cell to the limit"),
    "html": ("text areas", "quoted of nothing", "one reference after the other", "angle brackets without tags"),
    "text": (
        "a cell that goes on over thousands of lines.txt", "a cell that goes on over long lines.txt",
        "months above.txt", "long lines of fractions above.txt", "remarks of numbers.txt", "a period.json",
        "digits.json", "a decimal of digits.json", "a cell.json", "a list of cells.json",
    ),
}  # fmt: skip
"""Those that took longest once, or most memory: tried each time."""


@pytest.mark.parametrize("kind", TRIED)
def test_harm(kind: str, tmp_path: Path) -> None:
    """Two seconds of the processor and 300 MB are enough for any file under 10 MB."""
    paths = []
    for place, (name, make) in enumerate(list(KINDS[kind].items())[::EVERY]):
        data = make()
        assert len(data) < LARGEST, name
        path = tmp_path / f"{place} {name}"
        path.write_bytes(data)
        paths.append(path)
    for path, cost in zip(paths, costs(*paths), strict=True):
        assert_bounded(path.name, cost)
        assert len(str(cost["why"])) < LONGEST, (path.name, cost)


@pytest.mark.parametrize("kind", HEAVY)
def test_what_costs_most_of_each_kind(kind: str, tmp_path: Path) -> None:
    """Loops over what a file has, however it is put, look at the clock; what is read twice is linear."""
    paths = [tmp_path / name for name in HEAVY[kind]]
    for path in paths:
        path.write_bytes(KINDS[kind][path.name]())
    for path, cost in zip(paths, costs(*paths), strict=True):
        assert_bounded(path.name, cost)
