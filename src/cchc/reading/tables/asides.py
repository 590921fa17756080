"""Rows of an office's table that are none of its items: notes amid them, and headings that it does not have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cchc.edition.table import FormTable
from cchc.reading.tables.levels import Levels, is_of_group, is_unnumbered
from cchc.reading.tables.rows import BodyRow
from cchc.record import frozen
from cchc.text.spelling import key
from cchc.words import data


@frozen
class Asides:
    """By what such rows are known, all without a figure: by words that begin notes, or by their codes.

    Nothing else makes an empty row a heading: it may be one that is not filled in.
    """

    has_codes: bool
    """Whether all rows with figures have a code, and stand under none."""
    has_groups: bool
    """Whether some row with figures is coded as groups are."""

    @classmethod
    def among(cls, table: FormTable, bodies: Sequence[BodyRow]) -> Asides:
        """Those among the rows of a table."""
        codes = [body.code for body in bodies if any(True for _ in body.figures)]
        is_flat = bool(codes) and not Levels.of(table).are_several
        has_groups = not is_flat or any(map(is_of_group, codes))
        return cls(is_flat and not any(map(is_unnumbered, codes)), has_groups)

    def has(self, body: BodyRow) -> bool:
        """Whether a row is one."""
        if any(True for _ in body.figures):
            return False
        if _is_note(body.label) or (not self.has_groups and is_of_group(body.code)):
            return True
        return self.has_codes and is_unnumbered(body.code)


def _is_note(label: str) -> bool:
    return _notes().match(key(label)) is not None


@cache
def _notes() -> re.Pattern[str]:
    words = sorted(map(key, data("form")["notes"]["words"]), key=len, reverse=True)
    return re.compile(rf"[(*]*(?:{'|'.join(map(re.escape, words))})[*)]* ?(?:[:.–—-]|$)")
