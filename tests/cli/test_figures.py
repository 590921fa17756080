"""`cchc figures`: every figure of many reports as one long table, as CSV and as Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parents[2]


def test_the_command_writes_csv_and_parquet(cchc: Callable[..., Any], tmp_path: Path) -> None:
    """Both kinds hold the same figures of the same reports."""
    quarter = ROOT / "catalogue" / "bieu-06-2020" / "right.tsv"
    ward = ROOT / "examples" / "phuong-2024-05.txt"
    for name in ("all.csv", "all.parquet"):
        assert cchc("figures", quarter, ward, "-o", tmp_path / name).code == 0
    text = (tmp_path / "all.csv").read_text(encoding="utf-8")
    assert cchc("figures", quarter, ward).out.rstrip("\n") == text.rstrip("\n")
    rows, frame = list(csv.DictReader(io.StringIO(text))), pl.read_parquet(tmp_path / "all.parquet")
    assert len(rows) == len(frame)
    for mine, theirs in zip(rows, frame.to_dicts(), strict=True):
        assert (mine["row"], mine["column"], mine["form"]) == (theirs["row"], theirs["column"], theirs["form"])
        assert (Decimal(mine["value"]) if mine["value"] else None) == theirs["value"]


def test_the_command_tells_what_it_cannot_read(cchc: Callable[..., Any], tmp_path: Path) -> None:
    """The rest is written, and the exit code says so; nothing at all is an error."""
    bad = tmp_path / "bad.txt"
    bad.write_text("không phải biểu", encoding="utf-8")
    done = cchc("figures", bad, ROOT / "examples" / "phuong-2024-05.txt")
    assert done.code == 2
    assert "phuong-2024" in done.out
    assert cchc("figures", bad).code == 2
