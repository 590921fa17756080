"""Settings that every test shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.vectors.counted import told

from cchc import shipped

ROOT = Path(__file__).resolve().parent.parent

# What loads the catalogue is tried by every test that asks for it; what the build has made has tests of its own.
shipped.MADE = ROOT / "nothing is made here"

# Machines that run tests are small and shared: a slow example is no failure.
# Tests judge the change, not its luck: the same examples come every time; `make deep` and `make fuzz` explore.
settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep", parent=settings.get_profile("default"), max_examples=5000, derandomize=False, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Files are no names of tests: a package tells when it was zipped, and each worker zips its own."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many cases of other projects were held, where any were."""
    if lines := list(told(terminalreporter.stats.get("passed", ()))):
        terminalreporter.section("cases of others")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def real_report(root: Path) -> Path:
    """The report that a ward really filed for May 2024."""
    return root / "examples" / "phuong-2024-05.txt"
