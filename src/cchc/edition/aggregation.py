"""How many figures become one: over the months of a period, over the offices of a district or province."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from cchc.record import frozen
from cchc.words import Face, Text, data


class Axis(StrEnum):
    """What figures are put together over."""

    TIME = "time"
    OFFICES = "offices"


class Way(StrEnum):
    """How many figures become one. Both axes share the words; `cchc.load.lint` says which fits where.

    What is `reported` is known from the report that covers the whole alone; of what is `none` there is no whole.
    """

    SUM = "sum"
    FLOW = "flow"
    FIRST = "first"
    LAST = "last"
    CUMULATIVE = "cumulative"
    MEAN = "mean"
    RECOMPUTE = "recompute"
    UNION = "union"
    COUNT_ISSUED = "count_issued"
    COUNT_YES = "count_yes"
    COUNT_BY_STATUS = "count_by_status"
    REPORTED = "reported"
    NONE = "none"


@frozen
class Aggregation:
    """What a way of putting figures together over an axis is called."""

    way: Way
    axis: Axis
    label: Text
    description: Text


def aggregations(said: Face) -> Mapping[str, Aggregation]:
    """What each way is called, by "axis.way", in the texts of the face `aggregation`."""
    known = ((Axis(axis), Way(way)) for axis, ways in data("aggregation").items() for way in ways)
    return {
        f"{axis}.{way}": Aggregation(way, axis, said.text(axis, way, "label"), said.text(axis, way, "description"))
        for axis, way in known
    }
