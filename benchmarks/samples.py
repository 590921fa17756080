"""Reports to time with: figures as wards give them, some missing, some contradicting each other."""

from __future__ import annotations

import random
from collections.abc import Iterable

from cchc.catalogue import Catalogue
from cchc.edition import IndicatorKind


def figure_mappings(
    catalogue: Catalogue, count: int, *, missing: float = 0.05, seed: int = 2024
) -> list[dict[str, int | None]]:
    """Mappings {indicator id: count} of every count on the form; a share of them is missing."""
    choose = random.Random(seed)
    ids = [id for id, line in catalogue.edition.figures.items() if line.kind is IndicatorKind.COUNT]
    return [dict(_filled(choose, ids, missing)) for _ in range(count)]


def _filled(choose: random.Random, ids: Iterable[str], missing: float) -> Iterable[tuple[str, int | None]]:
    for id in ids:
        yield id, None if choose.random() < missing else choose.choice((0, 1, choose.randrange(2000)))


def right_reports(
    catalogue: Catalogue, count: int, *, broken: int = 2, missing: float = 0.0, seed: int = 2024
) -> list[dict[str, int | None]]:
    """Reports as a careful ward files them: every count a person enters is there, every rate has a value, and all
    rules but `broken` hold. Then, if asked for, a share of the figures is taken away."""
    choose = random.Random(seed)
    reports = [_mended(choose, catalogue, broken) for _ in range(count)]
    return [{id: None if choose.random() < missing else figure for id, figure in report.items()} for report in reports]


def _mended(choose: random.Random, catalogue: Catalogue, broken: int) -> dict[str, int]:
    """Change figures one by one, keeping what breaks fewer rules."""
    ids = catalogue.engine.counts
    report = {id: choose.randrange(1, 400) for id in ids}
    worst = catalogue.compute(report)[1].count(False)
    while worst > broken:
        id = choose.choice(ids)
        before, report[id] = report[id], choose.choice((0, 1, choose.randrange(400), report[choose.choice(ids)]))
        rates, outcomes = catalogue.compute(report)
        if None in rates or outcomes.count(False) > worst:
            report[id] = before
        else:
            worst = outcomes.count(False)
    return report
