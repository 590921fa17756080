"""A form before its cells are read: which day it is of decides which edition reads them, and they are read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cchc.record import frozen
from cchc.report import Report


@frozen
class Opened:
    """A form taken apart: what stands around its tables is read, what stands in their cells is not."""

    day: dt.date | None
    """The day that it is of, by its period or signature; None where only its cells may tell."""
    report: Callable[[], Report]
    """Read its cells."""
