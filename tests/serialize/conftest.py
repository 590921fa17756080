"""The edition and the real report that these tests write and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc import Catalogue, Evaluation, load_catalogue, read_report, to_dict


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue("phuong-2024")


@pytest.fixture(scope="session")
def evaluation(catalogue: Catalogue, real_report: Path) -> Evaluation:
    """What the edition makes of the real report."""
    return catalogue.evaluate(read_report(real_report))


@pytest.fixture
def written(evaluation: Evaluation) -> dict[str, Any]:
    """The real report's evaluation as a dict, fresh for each test."""
    return to_dict(evaluation)
