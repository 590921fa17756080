"""A line of the form at hand, or a figure of a table, as findings of cells look at it."""

from __future__ import annotations

from cchc.edition import Indicator
from cchc.judge.computation import Computation
from cchc.judge.conflicts import Conflicts
from cchc.judge.display import value_text
from cchc.record import frozen
from cchc.report import Entry
from cchc.value import Value
from cchc.words import Text


@frozen
class JudgedLine:
    """One line of the form at hand: its definition, what was read, what it is worth."""

    conflicts: Conflicts
    indicator: Indicator
    entry: Entry
    value: Value

    @property
    def computation(self) -> Computation:
        return self.conflicts.computation

    @property
    def is_numeric(self) -> bool:
        return self.indicator.kind.is_number

    @property
    def shown(self) -> Text:
        """The value of the line in words and figures."""
        return value_text(self.computation.engine.edition, self.indicator.id, self.value)
