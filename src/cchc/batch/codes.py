"""One small number a figure that says how it came to be, or why there is none.

The column of a figure's codes stands beside its own, with `__code` to its name: 0 reported,
1 read in another column, 10 and more a reason to be missing, 30 and more a cause to be undefined.
"""

from __future__ import annotations

from collections.abc import Mapping

from cchc.value import Cause, Missing, Origin, Reason, Reported, Undefined, Value

SUFFIX = "__code"
REPORTED, RELOCATED = 0, 1
REASONS: Mapping[Reason, int] = {
    Reason.BLANK: 10,
    Reason.NONE: 11,
    Reason.NOT_ARISEN: 12,
    Reason.IN_PROGRESS: 13,
    Reason.NOT_APPLICABLE: 14,
    Reason.PLACEHOLDER: 15,
    Reason.SPREADSHEET_ERROR: 16,
    Reason.UNREADABLE: 17,
    Reason.AMBIGUOUS: 18,
}
CAUSES: Mapping[Cause, int] = {Cause.ZERO_DENOMINATOR: 30, Cause.MISSING_INPUT: 31, Cause.NOT_APPLICABLE: 32}
UNION, WINDOWS_DIFFER, REPEATED, NO_PARTS, TOO_LARGE, NOT_ADDED, ONLY_REPORTED, BROKEN, DEFINED_ANEW = range(40, 49)
NO_WEIGHTS = 49
"""Why there is no total: lists that overlap; figures of different dates; a report that came twice;
a formula whose parts are not added up; a sum beyond 2**46; what the catalogue says is not put together;
what only a report that covers the whole can say; a series that was broken within the period; a line that an edition
defined anew within it; a mean whose weights are not added up."""
ROLL_UP: Mapping[int, str] = {
    UNION: "union",
    WINDOWS_DIFFER: "windows_differ",
    REPEATED: "repeated_report",
    NO_PARTS: "no_parts",
    TOO_LARGE: "too_large",
    NOT_ADDED: "not_added",
    ONLY_REPORTED: "only_reported",
    BROKEN: "series_broken",
    DEFINED_ANEW: "defined_anew",
    NO_WEIGHTS: "no_weights",
}
MEANINGS: Mapping[int, str] = {
    REPORTED: Origin.REPORTED.value,
    RELOCATED: Origin.RELOCATED.value,
    **{code: reason.value for reason, code in REASONS.items()},
    **{code: cause.value for cause, code in CAUSES.items()},
    **ROLL_UP,
}
"""What each code means, in the words of `cchc.value`."""


def code_column(id: str) -> str:
    """The name of the column that holds a figure's codes."""
    return id + SUFFIX


def code_of(value: Value, origin: Origin | None) -> int:
    """The code of a value of a single report."""
    match value:
        case Reported():
            return RELOCATED if origin is Origin.RELOCATED else REPORTED
        case Missing(reason):
            return REASONS[reason]
        case Undefined(cause):
            return CAUSES[cause]
