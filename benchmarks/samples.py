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
