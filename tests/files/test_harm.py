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


def test_endless_digits_and_cells_of_json(tmp_path: Path) -> None:
    """What stands where a number should is looked at as far as a number goes, and no further."""
    names = ("digits.json", "a decimal of digits.json", "a cell.json", "a list of cells.json")
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes(KINDS["text"][path.name]())
    for path, cost in zip(paths, costs(*paths), strict=True):
        assert_bounded(path.name, cost)
