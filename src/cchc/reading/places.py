"""Where offices are, as far as their own reports do not say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from cchc.record import field, frozen
from cchc.superiors import DEEPEST
from cchc.text.spelling import fold

_MOST_OVER = 40
"""More than these do not stand over an office, wherever it moved."""


@frozen
class Places:
    """The provinces of offices whose letterheads name none: by the office, else `given` for all of them."""

    given: str | None = None
    by_office: Mapping[str, str] = field(factory=dict)
    """What stands over an office, the highest first, by the office's folded name."""

    @classmethod
    def of_tree(cls, rows: Iterable[Mapping[str, object]], given: str | None = None) -> Places:
        """Out of a table of offices, each with its `parent`."""
        parents: dict[str, list[str]] = {}
        for row in rows:
            office, parent = row.get("office"), row.get("parent")
            if isinstance(office, str) and isinstance(parent, str) and parent:
                parents.setdefault(fold(office), []).append(parent)
        over = {office: ", ".join(reversed(_over(office, parents))) for office in parents}
        return cls(given, over)

    def of(self, office: str | None) -> str | None:
        """The province of an office, as far as anybody says."""
        return self.by_office.get(fold(office or ""), self.given)


def _over(office: str, parents: Mapping[str, list[str]]) -> list[str]:
    """The names of all offices over one, from below; an office that moved has several."""
    found: dict[str, None] = {}
    level = [office]
    for _ in range(DEEPEST):
        names = (parent for each in level for parent in parents.get(each, ()) if parent not in found)
        new = dict.fromkeys(islice(names, _MOST_OVER - len(found)))
        found |= new
        level = list(dict.fromkeys(map(fold, new)))
    return list(found)


NOWHERE = Places()
