"""One report at a time: the generated functions against the hand-written one; by processor time.

Times are of 20 reports, one after another. What is read of each: of `compute` all values and outcomes, which come at
once; of `evaluate` every computed value, and the tuple of findings, whose texts are made when they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time

from cchc.catalogue import Catalogue, load_catalogue
from hand_written import evaluate as by_hand
from ratio import Ratio, paired
from samples import figure_mappings, right_reports

Reports = Sequence[dict[str, int | None]]


def main() -> None:
    catalogue = load_catalogue()
    right, few, lacking = (right_reports(catalogue, 20, missing=share) for share in (0.0, 0.05, 0.2))
    counts = catalogue.engine.counted
    random = [{id: given[id] for id in given if id in counts} for given in figure_mappings(catalogue, 20, missing=0.2)]
    reports = figure_mappings(catalogue, 2000, missing=0.2) + figure_mappings(catalogue, 2000, missing=0.0)
    for report in (*right, *few, *lacking, *random, *reports):
        assert catalogue.compute(report) == by_hand(report), "the two must agree before they are timed"
    for ratio in (
        _outcomes("values and outcomes, every part there", catalogue, right),
        _outcomes("values and outcomes, a fifth missing", catalogue, lacking),
        _typed("typed values and findings, every part there", catalogue, right, target=2.0),
        _typed("typed values and findings, a twentieth missing", catalogue, few, target=2.0),
        _typed("typed values and findings, a fifth missing", catalogue, lacking, target=2.2),
        _typed("typed values and findings, random, a fifth missing", catalogue, random, target=3.0),
        _many(catalogue),
    ):
        print(ratio)


def _outcomes(name: str, catalogue: Catalogue, reports: Reports) -> Ratio:
    def ours() -> None:
        for report in reports:
            catalogue.compute(report)

    return paired(name, ours, _by_hand(reports), number=100, target=1.1, clock=process_time)


def _typed(name: str, catalogue: Catalogue, reports: Reports, target: float | None = None) -> Ratio:
    ids = list(catalogue.engine.index)

    def ours() -> None:
        for report in reports:
            evaluation = catalogue.evaluate(report)
            values = evaluation.values
            for id in ids:
                values[id]
            evaluation.findings  # noqa: B018

    return paired(name, ours, _by_hand(reports), number=100, target=target, clock=process_time)


def _by_hand(reports: Reports) -> Callable[[], None]:
    def theirs() -> None:
        for report in reports:
            by_hand(report)

    return theirs


def _many(catalogue: Catalogue) -> Ratio:
    reports = figure_mappings(catalogue, 100_000)
    return paired(
        "100,000 mappings",
        lambda: [catalogue.compute(report) for report in reports],
        lambda: [by_hand(report) for report in reports],
        rounds=7,
        target=1.1,
        clock=process_time,
    )


if __name__ == "__main__":
    main()
