"""The table of meanings: what each wording makes of a line, by the kind of the line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from cchc.edition import IndicatorKind
from cchc.value import Wording


class CellReading(StrEnum):
    """What becomes of a line so worded."""

    SILENT = "silent"
    """Its value is read, and nothing is said."""
    NOTED = "noted"
    """Its value is read, and a note tells how."""
    ASKED = "asked"
    """It has no value; the numbers that may be meant are offered."""
    DOUBTED = "doubted"
    """Its value is read, and a finding tells that the line itself says otherwise."""


_COUNT = IndicatorKind.COUNT
_RATES = tuple(kind for kind in IndicatorKind if kind.is_rate)
_QUANTITIES = tuple(kind for kind in IndicatorKind if kind.is_quantity)
_NUMERIC = (_COUNT, *_RATES, *_QUANTITIES)
_ANSWERS = (
    IndicatorKind.YES_NO, IndicatorKind.STATUS, IndicatorKind.DOCUMENT, IndicatorKind.DATE, IndicatorKind.TEXT,
)  # fmt: skip


def _each(reading: CellReading, *kinds: IndicatorKind) -> Mapping[IndicatorKind, CellReading]:
    return dict.fromkeys(kinds, reading)


MEANINGS: Mapping[Wording, Mapping[IndicatorKind, CellReading]] = {
    Wording.PLAIN: _each(CellReading.SILENT, *_NUMERIC, *_ANSWERS),
    Wording.MARKED: _each(CellReading.NOTED, *_NUMERIC, IndicatorKind.DOCUMENT),
    Wording.CONVERTED: _each(CellReading.NOTED, IndicatorKind.PER_MILLE, *_QUANTITIES),
    Wording.LETTERED: _each(CellReading.NOTED, *_NUMERIC),
    Wording.SPELT: _each(CellReading.NOTED, *_NUMERIC),
    Wording.PART_OF_WHOLE: _each(CellReading.NOTED, _COUNT),
    Wording.AMONG_OTHERS: _each(CellReading.NOTED, *_NUMERIC),
    Wording.IN_SENTENCE: _each(CellReading.NOTED, *_NUMERIC, *_ANSWERS),
    Wording.OF_PERIOD: _each(CellReading.NOTED, *_NUMERIC),
    Wording.STRANGE_NOUN: _each(CellReading.NOTED, _COUNT),
    Wording.BARE_FRACTION: _each(CellReading.ASKED, *_NUMERIC),
    Wording.EITHER_POINT: _each(CellReading.ASKED, *_QUANTITIES),
    Wording.OTHER_WHOLE: _each(CellReading.ASKED, _COUNT),
    Wording.UNKNOWN_WORDS: _each(CellReading.ASKED, *_NUMERIC),
    Wording.SEVERAL: _each(CellReading.ASKED, *_NUMERIC),
    Wording.SUM: _each(CellReading.ASKED, *_NUMERIC),
    Wording.PRODUCT: _each(CellReading.ASKED, *_NUMERIC),
    Wording.RANGE: _each(CellReading.ASKED, *_NUMERIC),
    Wording.APPROXIMATE: _each(CellReading.ASKED, *_NUMERIC),
    Wording.BOUND: _each(CellReading.ASKED, *_NUMERIC),
    Wording.PLAN: _each(CellReading.ASKED, *_NUMERIC),
    Wording.CHANGE: _each(CellReading.ASKED, *_NUMERIC),
    Wording.REMAINDER: _each(CellReading.ASKED, *_NUMERIC),
    Wording.OTHER_THING: _each(CellReading.ASKED, _COUNT),
    Wording.OTHER_MATTER: _each(CellReading.ASKED, *_NUMERIC),
    Wording.EARLIER: _each(CellReading.ASKED, *_NUMERIC),
    Wording.PER_TIME: _each(CellReading.ASKED, *_NUMERIC),
    Wording.MULTIPLE: _each(CellReading.ASKED, *_NUMERIC),
    Wording.OTHER_PERIOD: _each(CellReading.ASKED, *_NUMERIC),
    Wording.EITHER_PERIOD: _each(CellReading.ASKED, *_NUMERIC),
    Wording.SMALL_RATE: _each(CellReading.ASKED, *_RATES),
    Wording.IN_PROGRESS: _each(CellReading.ASKED, *_ANSWERS),
    Wording.DAY_NUMBER: _each(CellReading.ASKED, _COUNT),
    Wording.SHARED: _each(CellReading.ASKED, *_NUMERIC, *_ANSWERS),
    Wording.CONTRARY: _each(CellReading.ASKED, *_NUMERIC, *_ANSWERS),
    Wording.DENIED: _each(CellReading.DOUBTED, *_NUMERIC, *_ANSWERS),
}
"""A kind that a wording does not list cannot be so worded."""


def reading_of(wording: Wording, kind: IndicatorKind) -> CellReading:
    """What becomes of a line of a kind that is worded so."""
    return MEANINGS[wording].get(kind, CellReading.SILENT)
