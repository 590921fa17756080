"""From the cells of a line, or from plain values, to entries: what a report says on each line."""

from __future__ import annotations

from cchc.reading.cells.cells import read_cells, read_line
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.sample import period_of, sample_report
from cchc.reading.cells.wholes import settle

__all__ = ["Lexicon", "period_of", "read_cells", "read_line", "sample_report", "settle"]
