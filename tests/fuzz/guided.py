"""`python -m tests.fuzz.guided TARGET [--minutes N] [--runs N]`: fuzzing led by the branches taken (needs atheris).

What takes a new branch is kept in `--keep`/TARGET and damaged further, also by the next run; what lets an error out is
kept beside it. How many were tried stands in `--keep`/TARGET.count.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import sys
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cchc"], enable_loader_override=False):
    from tests.fuzz.targets import TARGETS

from tests.fuzz.__main__ import fault
from tests.fuzz.damage import garbled, packed

_LARGEST = 100_000
_COUNT_EVERY = 500


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz.guided")
    options.add_argument("target", choices=TARGETS)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--runs", type=int, default=-1, help="stop after so many")
    options.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    given = options.parse_args()
    corpus, count = given.keep / given.target, given.keep / f"{given.target}.count"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in TARGETS[given.target][1]():
        (corpus / _name(data)).write_bytes(data)
    tried = int(count.read_text()) if count.exists() else 0
    found: set[str] = set()

    def try_one(data: bytes) -> None:
        nonlocal tried
        tried += 1
        if tried % _COUNT_EVERY == 0:
            count.write_text(str(tried))
        if (wrong := fault(given.target, data)) is not None and wrong not in found:
            found.add(wrong)
            kept = given.keep / f"{given.target}-{_name(data)}"
            kept.write_bytes(data)
            print(f"{kept}: {wrong}", flush=True)  # noqa: T201

    seconds = int(60 * given.minutes)
    arguments = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-runs={given.runs}",
        f"-max_len={_LARGEST}",
        "-verbosity=0",
        str(corpus),
    ]
    atheris.Setup(arguments, try_one, custom_mutator=_damaged)
    atheris.Fuzz()


def _damaged(data: bytes, most: int, seed: int) -> bytes:
    """Bytes changed as the fuzzer would, or as files are damaged; of an archive, in one of its parts."""
    chance = random.Random(seed)
    parts = _parts(data)
    if not parts:
        return _changed(data, most, chance)
    part = chance.choice(sorted(parts))
    parts[part] = _changed(parts[part], most, chance)
    return packed(parts)[:most]


def _changed(data: bytes, most: int, chance: random.Random) -> bytes:
    if chance.random() < 0.5 or not data:
        return bytes(atheris.Mutate(data, most))
    return garbled(data, chance)[:most]


def _parts(data: bytes) -> dict[str, bytes]:
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return {}


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


if __name__ == "__main__":
    main()
