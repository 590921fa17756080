"""Every benchmark, each in a process of its own: `python -m benchmarks [NAME…]`.

A benchmark is a file `bench_NAME.py` here; what it prints is a line a comparison.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ELSEWHERE = {"peers": HERE.parent / ".venv-peers" / "bin" / "python"}
"""Benchmarks with an interpreter of their own, if it is there: vtlengine wants an older duckdb than `batch` does."""
MISSED = "MISSED"


def main(names: list[str]) -> int:
    files = {path.stem.removeprefix("bench_"): path for path in sorted(HERE.glob("bench_*.py"))}
    unknown = [name for name in names if name not in files]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(files)}", file=sys.stderr)
        return 2
    outcomes = {name: _run(name, files[name]) for name in names or files}
    for name, outcome in outcomes.items():
        if outcome is not None:
            print(f"{name}: {outcome}", file=sys.stderr)
    return any(outcome is not None for outcome in outcomes.values())


def _run(name: str, path: Path) -> str | None:
    """Print a benchmark's lines as they come; what went wrong, or None."""
    print(f"\n{name}", flush=True)
    own = ELSEWHERE.get(name)
    python = str(own) if own is not None and own.exists() else sys.executable
    with subprocess.Popen([python, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            lines.append(line)
    if process.returncode:
        return "failed"
    return "missed a target" if any(MISSED in line for line in lines) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
