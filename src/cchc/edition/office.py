"""Who reports, who signs, and when a period closes."""

from __future__ import annotations

from enum import StrEnum

from cchc.period import PeriodKind
from cchc.record import frozen


class Signatory(StrEnum):
    """Whose names stand at the foot of a report."""

    PREPARED_BY = "prepared_by"
    SIGNED_BY = "signed_by"


@frozen
class Calendar:
    """The days on which periods close: 14 = "from the 15th before to the 14th" (Nghị định
    09/2019/NĐ-CP); 0 = calendar months. `periods` are the kinds that the form is for, none meaning any."""

    closing_day: int
    periods: tuple[PeriodKind, ...] = ()


@frozen
class Level:
    """The kinds of office that report, and of their superiors, while the edition is in force.

    `elsewhere` are bodies of other levels, as documents name them: what they issued is not the office's own.
    """

    offices: tuple[str, ...]
    superiors: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
