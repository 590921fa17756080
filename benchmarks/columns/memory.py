"""The most memory that evaluating takes beyond its input and its output, as a share of the output."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from cchc.batch import evaluate
from columns.peers import CATALOGUE, RESULTS, frame


def resident(what: str) -> int:
    """Bytes of this process now (VmRSS) or at most so far (VmHWM)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def main() -> None:
    reports = int(sys.argv[1])
    evaluate(frame(1000, "int32"), CATALOGUE, codes=False)
    data = frame(reports, "int32")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = resident("VmRSS")
    result = evaluate(data, CATALOGUE, codes=False)
    peak, made = resident("VmHWM") - before, result.select(RESULTS).estimated_size()
    assert isinstance(result, pl.DataFrame)
    beyond = peak - made
    print(
        f"{reports:,} reports: output {made / 1e6:.0f} MB, beyond it {beyond / 1e6:.0f} MB, {beyond / made:.2f} of it"
    )


if __name__ == "__main__":
    main()
