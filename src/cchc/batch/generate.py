"""Months of reports that look like real ones, mistakes included, from nothing but a catalogue.

What figures are like follows from the catalogue: a rule `part <= whole` makes one a share of the
other, `sum == part + part` a sum, `implies(a == 0, b == 0)` ties two; cumulative figures grow
through the year, stocks stay, flows come and go. Mistakes are then planted at set rates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cchc.batch.codes import REASONS, RELOCATED, REPORTED, code_column
from cchc.batch.periods import MONTH, UNIT, YEAR
from cchc.batch.schema import given_lines
from cchc.batch.ties import Ties, ties_of
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.errors import MissingExtraError
from cchc.value import Reason

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    Figures = np.ndarray[Any, np.dtype[np.int64]]
"""Figures by unit (down) and month (across)."""


@frozen
class Mistakes:
    """How often clerks err: the share of reports (or, of the first three, of figures) that it happens to."""

    blank: float = 0.02
    relocated: float = 0.01
    no_such: float = 0.05
    swapped: float = 0.01
    extra_digit: float = 0.005
    fallen: float = 0.01
    repeated: float = 0.01
    not_filed: float = 0.03


@frozen
class Sample:
    """Reports, and the tree of the units that filed them."""

    reports: pl.DataFrame
    units: pl.DataFrame


def generate(
    catalogue: Catalogue,
    units: int = 126,
    months: int = 12,
    *,
    first_year: int = 2024,
    seed: int = 2024,
    mistakes: Mistakes | None = None,
) -> Sample:
    """Monthly reports of so many units, from January of `first_year`; the same seed gives the same reports.

    Units belong to one superior for every dozen, those to one province for every dozen; levels are
    called "unit", "district", "province", "country".
    """
    try:
        import numpy as np
    except ImportError:  # pragma: no cover
        raise MissingExtraError("the generator of reports", "batch") from None
    edition = catalogue.edition
    clerk = _Clerk(edition, np.random.default_rng(seed), units, months)
    figures = clerk.figures()
    return Sample(_frame(edition, clerk, figures, mistakes or Mistakes(), first_year), tree(edition, units))
