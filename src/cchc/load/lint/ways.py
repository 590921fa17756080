"""Ways of putting figures together: each fits its line."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.edition import Edition, Indicator
from cchc.edition.aggregation import Axis, Way
from cchc.errors import KeyPath, Problem
from cchc.load.codes import CLASH, MISSING_FIELD, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.load.lint.address import address
from cchc.load.settled import is_added_amiss
from cchc.load.ways import ways_of

_ANEW = "'recompute' computes it from the sums of its parts; 'none' gives no such figure"
_ADDED = (Way.SUM, Way.FLOW, Way.UNION)
_SYNONYMS = {(Axis.TIME, Way.SUM): Way.FLOW, (Axis.OFFICES, Way.FLOW): Way.SUM}


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Ways that a line of its kind cannot go."""
    for line in edition.everything.values():
        if line.id not in gaps.ids:
            yield from _misfits(line)
            yield from _added_amiss(line, address(line))
    for table in edition.tables.values():
        for column in table.columns.values():
            yield from _added_amiss(column.asks, ("table", table.id, "columns", column.id))


def _added_amiss(line: Indicator, path: KeyPath) -> Iterator[Problem]:
    """Quotients and the like that a catalogue says are added: so they are, and it is asked whether they should be."""
    for axis, way in ((Axis.TIME, line.over_time), (Axis.OFFICES, line.over_offices)):
        if is_added_amiss(line.kind, line.formula, way):
            what = f"{way.value!r}: the formula is no sum, so what is added up over {axis} may be no such figure"
            yield Problem(MISSING_FIELD, what, (*path, f"over_{axis}"), _ANEW, is_note=True)


def _misfits(line: Indicator) -> Iterator[Problem]:
    fits = True
    for axis, way in ((Axis.TIME, line.over_time), (Axis.OFFICES, line.over_offices)):
        ways = ways_of(line.kind, axis, computed=line.formula is not None)
        if way not in ways:
            fits = False
            yield Problem(WRONG_VALUE, _why(line, axis, way), (*address(line), f"over_{axis}"), _hint(axis, way, ways))
    if fits and _is_torn(line):
        what = "a figure that is recomputed over one axis cannot be added up over the other"
        key = "over_time" if line.over_offices is Way.RECOMPUTE else "over_offices"
        yield Problem(CLASH, what, (*address(line), key), "write 'recompute' for both, or for neither")


def _why(line: Indicator, axis: Axis, way: Way) -> str:
    if way is Way.RECOMPUTE:
        return "there is nothing to recompute: the line has no formula"
    if line.kind.is_rate and way in _ADDED:
        return f"percentages are not added: {way.value!r} does not fit"
    computed = " with a formula" if line.formula is not None else ""
    return f"{way.value!r} over {axis} does not fit a line of kind {line.kind}{computed}"


def _hint(axis: Axis, way: Way, ways: tuple[Way, ...]) -> str:
    synonym = _SYNONYMS.get((axis, way))
    return f"over {axis} write {synonym.value!r}" if synonym in ways else "one of: " + ", ".join(ways)


def _is_torn(line: Indicator) -> bool:
    """Whether it is added up over one axis though recomputed over the other; a rate without parts is neither."""
    unknown = (Way.REPORTED, Way.NONE)
    both = {line.over_time, line.over_offices}
    return line.formula is not None and Way.RECOMPUTE in both and not both <= {Way.RECOMPUTE, *unknown}
