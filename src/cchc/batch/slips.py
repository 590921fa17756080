"""Columns that nobody asked for, but whose names are a slip of the pen away from one that lacks.

A table may lack columns and have others of its own; one that is nearly called as one that lacks would be taken for
none, and what it says for blank.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from cchc.batch.codes import SUFFIX
from cchc.batch.kept import Kept
from cchc.batch.questions import PRINTED
from cchc.batch.rollup.periods import KEYS, WINDOW
from cchc.batch.schema import SUPERIOR
from cchc.catalogue import Catalogue
from cchc.edition import Edition
from cchc.errors import unknown

_LIKE = 0.9
"""How like two names are of which one is the other misspelt."""
_DIGITS = re.compile(r"[0-9]+")


def refuse_slips(columns: Collection[str], catalogue: Catalogue) -> None:
    """Raises UnknownNameError for a column of a frame of reports that can only be one of the form's misspelt."""
    known = _known.of(catalogue.whole, (), lambda: _columns(catalogue.whole))
    refuse_near("column of a frame of reports", columns, known)


_known: Kept[frozenset[str]] = Kept()


def _columns(whole: Edition) -> frozenset[str]:
    suffixed = (id + suffix for id in whole.everything for suffix in (SUFFIX, WINDOW, PRINTED))
    return frozenset({*KEYS, SUPERIOR, *whole.everything, *suffixed, *whole.rules})


def refuse_near(kind: str, columns: Collection[str], known: Collection[str]) -> None:
    """Raises UnknownNameError for a column that is none of those known but nearly one that lacks; names that differ in
    their digits mean different things."""
    lacking = sorted(set(known).difference(columns))
    for name in columns:
        if name not in known:
            near = get_close_matches(name, lacking, n=1, cutoff=_LIKE)
            if any(_DIGITS.findall(name) == _DIGITS.findall(like) for like in near):
                raise unknown(kind, name, near)
