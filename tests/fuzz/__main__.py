"""`python -m tests.fuzz [--minutes N] [--seed N] [TARGET…]`: damage files until the time is up, and tell what breaks.

Each input that lets an error out is kept under its name in `--keep`, to be tried again and to become a test.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.damage import damaged
from tests.fuzz.targets import TARGETS

SLOW = 2.0


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz")
    options.add_argument("targets", nargs="*", default=list(TARGETS))
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=random.randrange(2**32))
    options.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    given = options.parse_args()
    chance = random.Random(given.seed)
    until = time.monotonic() + 60 * given.minutes
    seeds = {name: TARGETS[name][1]() for name in given.targets}
    counts, found = dict.fromkeys(given.targets, 0), set()
    while time.monotonic() < until:
        name = chance.choice(given.targets)
        data = damaged(chance.choice(seeds[name]), chance)
        counts[name] += 1
        if (wrong := fault(name, data)) is not None and wrong not in found:
            found.add(wrong)
            given.keep.mkdir(parents=True, exist_ok=True)
            kept = given.keep / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
            kept.write_bytes(data)
            print(f"{kept}: {wrong}", flush=True)  # noqa: T201
    print(f"seed {given.seed}: {counts}, {sum(counts.values())} in all, {len(found)} kinds of faults")  # noqa: T201
    return bool(found)


def fault(name: str, data: bytes) -> str | None:
    """What went wrong, and where; None if nothing did."""
    started = time.process_time()
    try:
        TARGETS[name][0](data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {str(error)[:80]}"
    taken = time.process_time() - started
    return f"{name}: {taken:.0f} seconds" if taken > SLOW else None


if __name__ == "__main__":
    sys.exit(main())
