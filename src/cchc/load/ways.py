"""Which way of putting figures together fits which kind of line, over time and over offices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cchc.edition import IndicatorKind
from cchc.edition.aggregation import Axis, Way
from cchc.errors import did_you_mean
from cchc.load import former
from cchc.load.codes import UNKNOWN_NAME, WRONG_VALUE
from cchc.load.table import Table

_ANY = (Way.REPORTED, Way.NONE)
_BY_ITSELF: Mapping[Axis, Mapping[IndicatorKind, tuple[Way, ...]]] = {
    Axis.TIME: {
        IndicatorKind.COUNT: (Way.FLOW, Way.FIRST, Way.LAST, Way.CUMULATIVE, *_ANY),
        IndicatorKind.NUMBER: (Way.FLOW, Way.FIRST, Way.LAST, Way.CUMULATIVE, *_ANY),
        IndicatorKind.PERCENTAGE: (Way.RECOMPUTE, Way.FIRST, Way.LAST, Way.CUMULATIVE, *_ANY),
        IndicatorKind.PER_MILLE: (Way.RECOMPUTE, Way.FIRST, Way.LAST, Way.CUMULATIVE, *_ANY),
        IndicatorKind.SCORE: (Way.RECOMPUTE, Way.FIRST, Way.LAST, Way.CUMULATIVE, *_ANY),
        IndicatorKind.YES_NO: (Way.FIRST, Way.LAST, *_ANY),
        IndicatorKind.STATUS: (Way.FIRST, Way.LAST, *_ANY),
        IndicatorKind.DOCUMENT: (Way.FIRST, Way.LAST, *_ANY),
        IndicatorKind.DATE: (Way.FIRST, Way.LAST, *_ANY),
        IndicatorKind.TEXT: (Way.FIRST, Way.LAST, *_ANY),
        IndicatorKind.HEADING: (Way.NONE,),
    },
    Axis.OFFICES: {
        IndicatorKind.COUNT: (Way.SUM, Way.UNION, *_ANY),
        IndicatorKind.NUMBER: (Way.SUM, *_ANY),
        IndicatorKind.PERCENTAGE: (Way.RECOMPUTE, *_ANY),
        IndicatorKind.PER_MILLE: (Way.RECOMPUTE, *_ANY),
        IndicatorKind.SCORE: (Way.RECOMPUTE, *_ANY),
        IndicatorKind.YES_NO: (Way.COUNT_YES, *_ANY),
        IndicatorKind.STATUS: (Way.COUNT_BY_STATUS, *_ANY),
        IndicatorKind.DOCUMENT: (Way.COUNT_ISSUED, *_ANY),
        IndicatorKind.DATE: _ANY,
        IndicatorKind.TEXT: _ANY,
        IndicatorKind.HEADING: (Way.NONE,),
    },
}
_MEAN = re.compile(r"mean\s*(?:\(.*\))?")


def ways_of(kind: IndicatorKind, axis: Axis, *, computed: bool) -> tuple[Way, ...]:
    """The ways that fit a line, likeliest first.

    A rate or a score with a formula is recomputed or not known at all; one without may stand for a day as a count does.
    A count or a quantity with a formula is added up like any other, or recomputed as a rate is.
    """
    ways = _BY_ITSELF[axis][kind]
    if computed and (kind.is_rate or kind is IndicatorKind.SCORE):
        return tuple(way for way in ways if way in (Way.RECOMPUTE, *_ANY))
    if computed and kind.is_number:
        return (*ways, Way.RECOMPUTE)
    return ways


def ways_of_any(kind: IndicatorKind, axis: Axis) -> tuple[Way, ...]:
    """The ways that fit lines of a kind, with a formula or without."""
    return tuple(dict.fromkeys(way for has in (False, True) for way in ways_of(kind, axis, computed=has)))


WAYS: Mapping[Axis, tuple[Way, ...]] = {
    axis: tuple(way for way in Way if any(way in ways for ways in kinds.values())) for axis, kinds in _BY_ITSELF.items()
}
"""Every way that some line may go over an axis; each has a label there."""


_UNSAID: Mapping[IndicatorKind, tuple[Way, Way]] = {
    IndicatorKind.COUNT: (Way.REPORTED, Way.SUM),
    IndicatorKind.NUMBER: (Way.REPORTED, Way.SUM),
    IndicatorKind.PERCENTAGE: (Way.REPORTED, Way.RECOMPUTE),
    IndicatorKind.PER_MILLE: (Way.REPORTED, Way.RECOMPUTE),
    IndicatorKind.SCORE: (Way.REPORTED, Way.RECOMPUTE),
    IndicatorKind.YES_NO: (Way.LAST, Way.COUNT_YES),
    IndicatorKind.STATUS: (Way.LAST, Way.COUNT_BY_STATUS),
    IndicatorKind.DOCUMENT: (Way.LAST, Way.COUNT_ISSUED),
    IndicatorKind.DATE: (Way.LAST, Way.NONE),
    IndicatorKind.TEXT: (Way.LAST, Way.NONE),
    IndicatorKind.HEADING: (Way.NONE, Way.NONE),
}
"""How a line without a formula goes over time and over offices, where it does not say: whether months of a count are
added nobody can know, and a sum that should not be would be wrong unannounced."""


def unsaid(kind: IndicatorKind, axis: Axis, *, computed: bool, other: Way | None = None) -> Way:
    """How a line goes over an axis if it does not say: a computed number is computed anew, as over the `other` axis."""
    if computed and kind.is_number and other in (None, Way.RECOMPUTE, *_ANY):
        return Way.RECOMPUTE
    over_time, over_offices = _UNSAID[kind]
    return over_time if axis is Axis.TIME else over_offices


def aggregation(table: Table, kind: IndicatorKind) -> tuple[Way, Way]:
    """How a line goes over time and over offices; what it does not say follows from its kind."""
    computed = table.has("formula")
    over_time, over_offices = way_of(table, Axis.TIME), way_of(table, Axis.OFFICES)
    table.unsaid.update(key for key in ("over_time", "over_offices") if key not in table.values)
    if over_time is None:
        over_time = unsaid(kind, Axis.TIME, computed=computed, other=over_offices)
        if over_time is Way.REPORTED:
            hint = "'flow' if the months are added, 'last' if the last month's figure stands"
            table.note(None, "'over_time' is missing: nothing is said of a longer period", hint)
    if over_offices is None:
        over_offices = unsaid(kind, Axis.OFFICES, computed=computed, other=over_time)
    return over_time, over_offices


def way_of(table: Table, axis: Axis) -> Way | None:
    """How a line goes over an axis; None where nothing is said, `NONE`, which fits any line, after a mistake."""
    key = f"over_{axis}"
    word = table.take(key, str, among=WAYS[axis])
    if word is None:
        return Way.NONE if key in table.faulty else None
    found = known(word, axis)
    if found is None:
        table.owner(key).mistake(*_unknown(key, word, axis))
        table.faulty.add(key)
    return found or Way.NONE


def known(word: str, axis: Axis) -> Way | None:
    """The way that a word means, be it of before or of another axis."""
    word = former.WAYS.get(word, word) if axis is Axis.TIME else word
    return Way(word) if word in _WORDS and word != Way.MEAN else None


_WORDS = frozenset(way.value for way in Way)


def _unknown(key: str, word: str, axis: Axis) -> tuple[str, str, str, str | None]:
    if _MEAN.fullmatch(word):
        hint = 'in a table write over_rows = "mean(x)", x being the column of the weights; else "none"'
        return WRONG_VALUE, key, "a mean has the weights of over_rows, and a line without them has none", hint
    what = f"there is no aggregation over {axis} {word[:60]!r}"
    return UNKNOWN_NAME, key, what, did_you_mean(word, WAYS[axis])
