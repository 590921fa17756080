"""What formulas take from outside the form: thresholds, maxima, limits, and tables of bands, each as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from cchc.edition.ground import Certainty
from cchc.edition.measure import IndicatorKind
from cchc.formula.tree import Tree
from cchc.formula.typecheck import Unit, unit_type
from cchc.record import field, frozen
from cchc.words import Text

ARGUMENT = "x"
"""What the result of a band calls the number that the bands are asked for."""


@frozen
class End:
    """Where a band begins or ends: a number that `is_in` it, or only borders on it."""

    at: Decimal
    is_in: bool


@frozen
class Band:
    """The numbers between two ends (None: without end), and what they give: an expression in `x`."""

    gives: Tree
    gives_text: str
    low: End | None = None
    high: End | None = None


@frozen
class ParameterValue:
    """What a parameter is from one day to another (None: without end): a number, or bands, the lowest first."""

    number: Decimal | None = None
    bands: tuple[Band, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    source: str | None = None
    certainty: Certainty | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def spans(self, start: dt.date, end: dt.date | None) -> bool:
        """Whether it is in force all the time from one day to another."""
        is_begun = self.start is None or self.start <= start
        return is_begun and (self.end is None or (end is not None and end <= self.end))


@frozen
class Parameter:
    """A number that formulas may name, or bands that `bands(x, P)` asks, the values in the order of their days.

    `of` and `of_unit` are the kind and the unit of what bands are asked for. `otherwise` says how another source reads
    it: shown, never judged by.
    """

    id: str
    label: Text
    kind: IndicatorKind
    unit: str | None
    values: tuple[ParameterValue, ...]
    decimals: int = 0
    of: IndicatorKind | None = None
    of_unit: str | None = None
    otherwise: Text | None = field(default=None, metadata={"absent": True})
    notes: Text | None = None
    file: str = ""
    line: int = field(default=0, eq=False)
    is_parameter: ClassVar[bool] = True

    @property
    def statuses(self) -> tuple[str, ...]:
        """None: a parameter is a number."""
        return ()

    @property
    def asked(self) -> Unit | None:
        """The unit of what bands are asked for, as formulas see it; None where any will do."""
        return None if self.of is None else unit_type(self.of, self.of_unit)

    @property
    def bands(self) -> Iterator[Band]:
        """The bands of all periods."""
        return (band for value in self.values for band in value.bands)

    @property
    def has_bands(self) -> bool:
        """Whether it is asked by `bands(x, P)`."""
        return any(value.bands for value in self.values)

    def on(self, day: dt.date) -> ParameterValue | None:
        """What is in force on a day."""
        return next((value for value in self.values if value.holds_on(day)), None)

    def always(self, start: dt.date, end: dt.date | None) -> ParameterValue | None:
        """What is in force all the time from one day to another."""
        return next((value for value in self.values if value.spans(start, end)), None)


def touching(low: End | None, high: End | None) -> bool:
    """Whether a band that ends at `high` and one that begins at `low` leave nothing between them, and share nothing."""
    return low is not None and high is not None and low.at == high.at and low.is_in is not high.is_in
