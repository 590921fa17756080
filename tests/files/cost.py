"""What files cost to read and evaluate: `python -m tests.files.cost PATH…` prints a line of JSON for each.

Each is read in a process of its own, forked from one that has everything loaded, and limited to ten
times what it may take, so that a file that takes more does not take the machine.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from tests.pace import slowness

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import CchcError
from cchc.readers import confined, read_report

EXAMPLE = Path(__file__).resolve().parent.parent / "field/right-filling.txt"
MOST_SECONDS, MOST_BYTES = 20, 3_000_000_000
SECONDS, TRIES = 2.0, 3
"""On a machine of the usual speed; on a slower one, or a busy one, they are as many more as everything else takes.

What slows a machine for a moment may come between two looks at its speed: what a file costs, it costs each time.
"""


def least_cost(path: Path, catalogue: Catalogue) -> dict[str, object]:
    """What a file costs, asked again where it seems to be too much."""
    for _ in range(TRIES - 1):
        found = cost(path, catalogue)
        if float(str(found["seconds"])) < SECONDS * float(str(found["slowness"])):
            return found
    return cost(path, catalogue)


def cost(path: Path, catalogue: Catalogue) -> dict[str, object]:
    """The outcome, seconds of the processor and how slow that is now, megabytes at the peak; the helper included."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(theirs, json.dumps(measured(path, catalogue)).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    return (
        json.loads(said)
        if said
        else {"outcome": "killed", "why": f"status {status}", "seconds": 99, "slowness": 1, "megabytes": 9999}
    )


def measured(path: Path, catalogue: Catalogue) -> dict[str, object]:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    before, started = slowness(), resource.getrusage(resource.RUSAGE_SELF)
    try:
        evaluation = catalogue.evaluate(read_report(path, catalogue))
        # What is asked for is reckoned then.
        assert (evaluation.findings, evaluation.values, evaluation.computation) is not None
        outcome, why = "read", ""
    except CchcError as error:
        outcome, why = "refused", str(error)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what the test is about
        outcome, why = "failed", repr(error)
    confined.end()
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = sum(own[:2]) - sum(started[:2]) + sum(others[:2])
    peak = max(own.ru_maxrss, others.ru_maxrss) / (1024 if sys.platform != "darwin" else 1024**2)
    return {"outcome": outcome, "why": why, "seconds": seconds, "slowness": max(before, slowness()), "megabytes": peak}


if __name__ == "__main__":
    loaded = load_catalogue()
    loaded.evaluate(read_report(EXAMPLE, loaded))
    for given in sys.argv[1:]:
        print(json.dumps(least_cost(Path(given), loaded)), flush=True)  # noqa: T201
