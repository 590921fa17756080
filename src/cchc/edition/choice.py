"""By which edition a report is judged, and why by this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from cchc.edition.amendment import EditionStatus
from cchc.edition.ground import Certainty
from cchc.record import field, frozen


class ChosenBy(StrEnum):
    """What an edition was chosen by: the period, the latest day that a report without a period names, its name; or,
    where these tell nothing, as the newest one that asks all that a file answers, of mere figures as the newest
    official one."""

    PERIOD = "period"
    DATED = "dated"
    NAMED = "named"
    NO_PERIOD = "no_period"
    OUTSIDE = "outside"
    FIGURES = "figures"


@frozen
class Choice:
    """An edition, how far it may be trusted, and why a report is judged by it.

    `on` is the day that the edition had to be in force on, as a rule the last of the report's period by the calendar;
    `form` the number that the form prints, by which it was told from others; `place` the province by which its variants
    are set, as `settings` says; `passed_over` are drafts that the report was not judged by.
    """

    edition: str
    status: EditionStatus
    why: ChosenBy
    message: Mapping[str, str]
    on: dt.date | None
    in_force_from: dt.date
    in_force_to: dt.date | None
    in_force_certainty: Certainty | None = field(default=None, metadata={"absent": True})
    form: str | None = field(default=None, metadata={"absent": True})
    place: str | None = field(default=None, metadata={"absent": True})
    settings: Mapping[str, str] | None = field(default=None, metadata={"absent": True})
    passed_over: tuple[str, ...] | None = field(default=None, metadata={"absent": True})
