"""The edition in force, and forms made from the report that a ward really filed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition import Edition
from cchc.load import load_edition
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.report import Report


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition()


@pytest.fixture(scope="session")
def real(real_report: Path) -> str:
    return real_report.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def read(edition: Edition) -> Callable[[str], Report]:
    """A form from its text."""
    return lambda text: read_rows(parse(text, "bao-cao.txt"), edition)
