"""The most memory that evaluating takes: of frames beyond input and output, of files from disk to disk in all.

python -m columns.memory REPORTS            a frame in memory
python -m columns.memory REPORTS parquet    a file of Parquet to another, ours and by hand
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from threading import Event, Thread

import polars as pl

from cchc.batch import evaluate
from columns import in_polars
from columns.peers import CATALOGUE, FIGURES, RESULTS, frame

_PIECE = 500_000
_IN_PIECES = "ours in small pieces"
_SMALL = 10_000
"""Reports that Polars takes through its steps together, where memory is dear."""


def resident(what: str) -> int:
    """Bytes of this process now (VmRSS) or at most so far (VmHWM)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def in_memory(reports: int) -> str:
    evaluate(frame(1000, "int32"), CATALOGUE, codes=False)
    data = frame(reports, "int32")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = resident("VmRSS")
    result = evaluate(data, CATALOGUE, codes=False)
    peak, made = resident("VmHWM") - before, result.select(RESULTS).estimated_size()
    beyond = peak - made
    return f"output {made / 1e6:.0f} MB, beyond it {beyond / 1e6:.0f} MB, {beyond / made:.2f} of it"


def through_parquet(who: str, given: Path) -> int:
    """Bytes of its own at most, over those before anything was read, in a process of its own; pages of the file that
    the system keeps at hand are no memory that is needed."""
    made = given.with_name(f"{who}.parquet")
    before, peak, is_done = resident("RssAnon"), [0], Event()

    def watch() -> None:
        while not is_done.wait(0.005):
            peak[0] = max(peak[0], resident("RssAnon"))

    watching = Thread(target=watch)
    watching.start()
    scanned = pl.scan_parquet(given)
    by_hand = who == "by hand"
    lazy = in_polars.evaluate_lazy(scanned, FIGURES) if by_hand else evaluate(scanned, CATALOGUE, codes=False)
    with pl.Config(streaming_chunk_size=_SMALL) if who == _IN_PIECES else nullcontext():
        lazy.sink_parquet(made)
    is_done.set()
    watching.join()
    return peak[0] - before


def write(reports: int, path: Path) -> None:
    """The reports as a file, piece by piece."""
    import pyarrow.parquet as pq

    pieces = [min(_PIECE, reports - start) for start in range(0, reports, _PIECE)]
    schema = frame(1, "int32").to_arrow().schema
    with pq.ParquetWriter(path, schema) as file:
        for piece in pieces:
            file.write_table(frame(piece, "int32").to_arrow(), row_group_size=100_000)


def main() -> None:
    match sys.argv[1:]:
        case [reports]:
            print(f"{int(reports):,} reports: {in_memory(int(reports))}")
        case ["write", reports, path]:
            write(int(reports), Path(path))
        case ["through", who, path]:
            print(through_parquet(who, Path(path)))
        case [reports, "parquet"]:
            with tempfile.TemporaryDirectory() as folder:
                path = str(Path(folder) / "in.parquet")
                this = (sys.executable, "-m", "columns.memory")
                subprocess.run([*this, "write", reports, path], check=True)
                peaks = {who: _peak((*this, "through", who, path)) for who in ("ours", _IN_PIECES, "by hand")}
                told = ", ".join(f"{who} {peak / 1e6:.0f} MB" for who, peak in peaks.items())
                print(f"{int(reports):,} reports from Parquet to Parquet: at most {told}")


def _peak(command: tuple[str, ...]) -> int:
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
