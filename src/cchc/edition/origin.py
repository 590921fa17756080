"""Where each definition of an edition comes from: the edition that brought it in, and those that changed it since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from cchc.edition import Edition
from cchc.edition.comparison import COMPARED, Change, ChangeKind, changes
from cchc.edition.ground import Ground
from cchc.record import frozen


@frozen
class Revision:
    """What one edition did with a definition, from which day on, and on what ground."""

    edition: str
    since: dt.date
    kind: ChangeKind
    changes: tuple[Change, ...] = ()
    """Each field that it says otherwise, with both texts."""
    because: tuple[Ground, ...] = ()


def origins(editions: Sequence[Edition], language: str) -> Mapping[tuple[str, str], tuple[Revision, ...]]:
    """By kind of definition and id what became of it in editions that stand on one another, the first of them first;
    texts in one language."""
    first = editions[0]
    found: dict[tuple[str, str], list[Revision]] = {
        (of, id): [Revision(first.id, first.in_force_from, ChangeKind.ADDED)]
        for of in COMPARED
        for id in COMPARED[of](first)
    }
    for before, after in pairwise(editions):
        told = changes(before, after, language, in_words=True)
        for (of, id, kind), same in groupby(told, lambda each: (each.of, each.id, each.kind)):
            step = tuple(same)
            found.setdefault((of, id), []).append(
                Revision(after.id, after.in_force_from, kind, step if step[0].field else (), step[0].because)
            )
    return {of: tuple(steps) for of, steps in found.items()}
