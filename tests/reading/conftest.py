"""The small edition, and forms made from one that a ward filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.small import FORM, small_catalogue

from cchc.edition import Edition
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.report import Report


@pytest.fixture(scope="session")
def edition() -> Edition:
    return small_catalogue().edition


@pytest.fixture(scope="session")
def real() -> str:
    return FORM.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def read(edition: Edition) -> Callable[[str], Report]:
    """A form from its text."""
    return lambda text: read_rows(parse(text, "bao-cao.txt"), edition)
