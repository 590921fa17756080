"""From the cells of a line, or from plain values, to entries: what a report says on each line."""

from __future__ import annotations

from cchc.reading.cells.cells import interpret, interpret_line
from cchc.reading.cells.sample import sample_report
from cchc.reading.cells.vocabulary import Vocabulary

__all__ = ["Vocabulary", "interpret", "interpret_line", "sample_report"]
