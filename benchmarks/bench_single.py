"""One report at a time: the generated function against the hand-written one."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.catalogue import load_catalogue
from hand_written import evaluate as by_hand
from ratio import Ratio, paired
from samples import figure_mappings


def main() -> None:
    catalogue = load_catalogue()
    reports = figure_mappings(catalogue, 2000, missing=0.2) + figure_mappings(catalogue, 2000, missing=0.0)
    for report in reports:
        assert catalogue.outcomes(report) == by_hand(report), "the two must agree before they are timed"
    for ratio in (*_one_report(catalogue, reports[2500]), _many(catalogue)):
        print(ratio)


def _one_report(catalogue, report: Mapping[str, int | None]) -> list[Ratio]:
    def typed() -> object:
        evaluation = catalogue.evaluate(report)
        for id in catalogue.engine.index:
            evaluation.values[id]
        return evaluation.findings

    return [
        paired(
            "values and outcomes of one mapping",
            lambda: catalogue.outcomes(report),
            lambda: by_hand(report),
            number=2000,
            target=1.1,
        ),
        paired("typed values, decimals, finding objects", typed, lambda: by_hand(report), number=500, target=2.0),
    ]


def _many(catalogue) -> Ratio:
    reports = figure_mappings(catalogue, 100_000)
    return paired(
        "100,000 mappings",
        lambda: [catalogue.outcomes(report) for report in reports],
        lambda: [by_hand(report) for report in reports],
        rounds=7,
        target=1.1,
    )


if __name__ == "__main__":
    main()
