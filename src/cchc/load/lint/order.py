"""The editions of a form follow one another: on no day are two of them in force, and none stands on a later one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cchc.errors import Problem
from cchc.load.codes import OVERLAP
from cchc.load.folder import EDITION_FILE, Outline


def problems(editions: Sequence[Outline]) -> Iterator[Problem]:
    """What contradicts itself between the editions of one form, which come oldest first.

    A draft may lie beside the edition that it will take the place of: it judges nothing that another does.
    """
    for before, after in pairwise([each for each in editions if not each.is_draft]):
        if before.in_force_to is None or before.in_force_to >= after.in_force_from:
            until = "an open end" if before.in_force_to is None else str(before.in_force_to)
            what = f"{before.id!r} is in force until {until}, though {after.id!r} begins on {after.in_force_from}"
            yield _at(before, what, f"end it the day before {after.in_force_from}")
    by_id = {each.id: each for each in editions}
    for each in editions:
        base = by_id.get(each.base or "")
        if base is not None and base.in_force_from >= each.in_force_from:
            what = f"it stands on {base.id!r}, which begins no earlier ({base.in_force_from})"
            yield _at(each, what, "an edition stands on an earlier one")


def _at(edition: Outline, what: str, hint: str) -> Problem:
    return Problem(OVERLAP, what, ("in_force",), hint, file=f"{edition.id}/{EDITION_FILE}")
