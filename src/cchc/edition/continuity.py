"""Which figures go on in one series, and where it was broken."""

from __future__ import annotations

import datetime as dt

from cchc.edition import Edition
from cchc.record import frozen


@frozen
class Continuity:
    """The days on which the figures of a form began anew, and the lines that go on over them all the same."""

    breaks: tuple[dt.date, ...] = ()
    comparable: frozenset[str] = frozenset()

    @classmethod
    def of(cls, edition: Edition) -> Continuity:
        """As an edition has it, with all that it stands on."""
        lines = edition.everything.values()
        kept = (line.id for line in lines if line.amendment is not None and line.amendment.is_comparable)
        return cls(edition.breaks, frozenset(kept))

    def goes_on(self, id: str) -> bool:
        """Whether a line's figures may be set against those of before a break."""
        return id in self.comparable

    @property
    def months(self) -> tuple[int, ...]:
        """The first month of each new series, counted from the year 0: one that ends on the day of a break or later."""
        return tuple(day.year * 12 + day.month for day in self.breaks)
