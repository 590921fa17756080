"""A period as whoever fills in a form of an edition writes it, to be shown where one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.period import PeriodKind
from cchc.text.periods import month_name

if TYPE_CHECKING:
    from cchc.edition import Edition


def example_period(edition: Edition) -> str:
    """The first whole period of the form's own kind, in its first language: "quarter I of 2026"."""
    kinds = [kind for kind in edition.calendar.periods if kind is not PeriodKind.SCHOOL_YEAR]
    kind = PeriodKind.MONTH if not kinds or PeriodKind.MONTH in kinds else kinds[0]
    home = edition.languages[0]
    number = month_name(1, home) if kind is PeriodKind.MONTH else "I" if kind is PeriodKind.QUARTER else "1"
    year = edition.in_force_from.year + 1
    return edition.writing.say(home, "period", kind, number=number, year=year)
