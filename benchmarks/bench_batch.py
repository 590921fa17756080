"""Whole columns against hand-written code: each peer in a process of its own, timed turn by turn.

    python benchmarks/bench_batch.py [--quick] [--spark]

Prints medians, the median of the pairwise ratios, and the target; before anything is timed, all
peers must have computed the same digits.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from attrs import frozen

HERE = Path(__file__).parent


@frozen
class Match:
    """Two peers on so many reports, and how much of the other's time ours may take."""

    ours: str
    theirs: str
    reports: int
    dtype: str
    target: float
    rounds: int = 9


SIZES = (100_000, 1_000_000)
MATCHES = [
    *(Match("ours", "polars_by_hand", size, "int32", 0.25) for size in SIZES),
    *(Match("ours", "polars_by_hand", size, "int64", 1.0) for size in SIZES),
    *(Match("ours_with_codes", "polars_by_hand", size, "int32", 1.0) for size in SIZES),
    *(Match("ours", "numpy_by_hand", size, "int32", 0.5) for size in SIZES),
    *(Match("ours", "duckdb_by_hand", size, "int32", 0.35) for size in SIZES),
    *(Match("ours_on_duckdb", "duckdb_by_hand", size, "int32", 1.15) for size in SIZES),
    Match("ours_through_parquet", "polars_through_parquet", 1_000_000, "int32", 1.3, 7),
    Match("ours_rolled_up", "rolled_up_by_hand", 144, "int32", 8, 21),
    Match("ours_rolled_up", "rolled_up_by_hand", 1_000_000, "int32", 1.2, 5),
]
SPARK = [Match("ours_on_spark", "spark_by_hand", 1_000_000, "int32", 1.2, 5)]


class Peer:
    """A process that runs once for every line it is sent."""

    def __init__(self, name: str, reports: int, dtype: str) -> None:
        command = [sys.executable, "-m", "columns.peers", name, str(reports), dtype]
        self.process = subprocess.Popen(
            command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.digest = self._read("digest")

    def _read(self, what: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(what) or not what:
                return line.removeprefix(what).strip()
        raise RuntimeError(f"{self.process.args} ended")

    def run(self) -> tuple[float, float, int]:
        """Seconds by the clock, seconds of processor, greatest memory so far in KiB."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        seconds, cpu, memory = self._read("").split()
        return float(seconds), float(cpu), int(memory)

    def close(self) -> None:
        self.process.communicate()


def play(match: Match) -> str:
    """One match: alternate turns, each peer going first as often as the other."""
    ours, theirs = (Peer(name, match.reports, match.dtype) for name in (match.ours, match.theirs))
    if ours.digest != theirs.digest:
        return f"{match.ours} and {match.theirs} DIFFER in their digits: {ours.digest} {theirs.digest}"
    turns = []
    for turn in range(match.rounds):
        first, second = (ours, theirs) if turn % 2 else (theirs, ours)
        one, two = first.run(), second.run()
        turns.append((one, two) if turn % 2 else (two, one))
    for peer in (ours, theirs):
        peer.close()
    ratio = median(mine[0] / other[0] for mine, other in turns)
    work = median(mine[1] / other[1] for mine, other in turns)
    mine, other = (median(turn[at][0] for turn in turns) for at in (0, 1))
    name = f"{match.ours} / {match.theirs}, {match.reports:,} {match.dtype}"
    verdict = "ok" if ratio <= match.target else "MISSED"
    rate = match.reports / mine
    return (
        f"{name:<66} {mine * 1e3:>8.1f} ms {other * 1e3:>8.1f} ms   × {ratio:.3f} (cpu {work:.3f})"
        f"   target ≤ {match.target:g}  {verdict}   {rate:>12,.0f} reports/s"
    )


def slope(sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000, 3_000_000)) -> str:
    """Seconds a report at each size: level if time is linear."""
    told = []
    for size in sizes:
        peer = Peer("ours", size, "int32")
        seconds = min(peer.run()[0] for _ in range(7))
        peer.close()
        told.append(f"{size:,}: {seconds / size * 1e6:.3f} µs")
    return "a report, by number of reports   " + "   ".join(told)


def main() -> None:
    matches = SPARK if "--spark" in sys.argv else MATCHES
    if "--quick" in sys.argv:
        matches = [match for match in matches if match.reports == SIZES[0]]
    for match in matches:
        print(play(match), flush=True)
    if "--spark" not in sys.argv:
        print(slope(SIZES if "--quick" in sys.argv else (10_000, 100_000, 1_000_000, 3_000_000)))


if __name__ == "__main__":
    main()
