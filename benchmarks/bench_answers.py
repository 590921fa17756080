"""What is made of one report once it is judged: outcomes, findings, causes, JSON; by processor time.

Each against the least that could give it: the hand-written rules, a dump of the same data by the standard library, or
the reading of the file that it tells of.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time

from cchc import from_dict, load_catalogue, read_report, to_dict, to_json
from cchc.catalogue import Catalogue
from hand_written import evaluate as by_hand
from ratio import Ratio, paired
from samples import right_reports

REPORT = Path(__file__).resolve().parent.parent / "examples" / "phuong-2024-05.txt"
LARGEST = 20_000
"""Bytes of the JSON of a mapping's evaluation."""


def main() -> None:
    catalogue = load_catalogue()
    (right,) = right_reports(catalogue, 1)
    for _ in range(10):  # the first are interpreted
        catalogue.evaluate(right).outcomes  # noqa: B018
        catalogue.evaluate(read_report(REPORT, catalogue)).findings  # noqa: B018
    for ratio in _outcomes(catalogue, right):
        print(ratio)
    for ratio in _of_form(catalogue):
        print(ratio)
    for ratio in _as_json(catalogue, right):
        print(ratio)
    size = len(to_json(catalogue.evaluate(right)).encode())
    print(
        f"{'JSON of a mapping':<58} {size:>12,} bytes   target ≤ {LARGEST:,}  {'ok' if size <= LARGEST else 'MISSED'}"
    )


def _outcomes(catalogue: Catalogue, right: dict[str, int | None]) -> tuple[Ratio, ...]:
    """Of every rule its result and what blocked it are read; then of every instance of it as well."""

    def of_rules() -> list[object]:
        told = catalogue.evaluate(right).outcomes
        return [(rule, outcome.result, outcome.blocked_by) for rule, outcome in told.items()]

    def of_instances() -> list[object]:
        told = catalogue.evaluate(right).outcomes
        return [
            (each.bindings, each.result, each.blocked_by) for outcome in told.values() for each in outcome.instances
        ]

    def against(name: str, run: Callable[[], object], target: float | None) -> Ratio:
        theirs = lambda: by_hand(right)  # noqa: E731
        return paired(name, run, theirs, number=50, their_number=500, rounds=15, target=target, clock=process_time)

    return (
        against("evaluate(mapping), each rule's outcome read / hand-written", of_rules, 10),
        against("the same with each instance of each rule", of_instances, None),
    )


def _of_form(catalogue: Catalogue) -> tuple[Ratio, ...]:
    report = read_report(REPORT, catalogue)

    def reading() -> object:
        return read_report(REPORT, catalogue)

    def with_causes() -> object:
        evaluation = catalogue.evaluate(report)
        return evaluation.findings and evaluation.causes

    findings = paired(
        "findings of the real form / reading it",
        lambda: catalogue.evaluate(report).findings,
        reading,
        number=3,
        rounds=15,
        clock=process_time,
    )
    causes = paired(
        "findings and causes of it / reading it", with_causes, reading, number=3, rounds=15, clock=process_time
    )
    return findings, causes


def _as_json(catalogue: Catalogue, right: dict[str, int | None]) -> tuple[Ratio, ...]:
    def told() -> str:
        return to_json(catalogue.evaluate(right))

    data = to_dict(catalogue.evaluate(right))
    text = json.dumps(data)
    written = paired(
        "mapping to JSON / json.dumps of its dict",
        told,
        lambda: json.dumps(data),
        number=5,
        rounds=15,
        target=3,
        clock=process_time,
    )
    read = paired(
        "from_dict / json.loads",
        lambda: from_dict(data),
        lambda: json.loads(text),
        number=5,
        rounds=15,
        target=3,
        clock=process_time,
    )
    return written, read


if __name__ == "__main__":
    main()
