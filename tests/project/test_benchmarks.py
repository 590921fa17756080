"""What is compared for speed gives the same answers: a benchmark whose two sides differ compares nothing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from cchc.catalogue import load_catalogue

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def test_the_arithmetic_written_by_hand_is_that_of_the_form() -> None:
    catalogue = load_catalogue("phuong-2024")
    for report in import_module("samples").figure_mappings(catalogue, 50, missing=0.2):
        assert catalogue.compute(report) == import_module("hand_written").evaluate(report)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("ours", "polars_by_hand"),
        ("ours", "numpy_by_hand"),
        ("ours_on_duckdb", "duckdb_by_hand"),
        ("ours_through_parquet", "polars_through_parquet"),
        ("ours_rolled_up", "rolled_up_by_hand"),
    ],
)
def test_peers_compute_the_same_digits(ours: str, theirs: str) -> None:
    peers = import_module("columns.peers")
    digests = [peers.checksum(peers.PEERS[name](500, "int32")[1]()) for name in (ours, theirs)]
    assert digests[0] == digests[1]
