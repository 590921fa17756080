"""The edition that ships, which these tests are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Edition
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.report import Report


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The ward form of 2024."""
    return load_catalogue("phuong-2024")


@pytest.fixture(scope="session")
def edition(catalogue: Catalogue) -> Edition:
    """Its definitions."""
    return catalogue.edition


@pytest.fixture(scope="session")
def real(real_report: Path) -> str:
    """The text of the report that a ward really filed."""
    return real_report.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def read(edition: Edition) -> Callable[[str], Report]:
    """A form from its text."""
    return lambda text: read_rows(parse(text, "bao-cao.txt"), edition)
