"""Every percentage of a form as a row of texts: what was printed, what it comes to, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol

from cchc.edition import Indicator, label_of
from cchc.evaluation import Evaluation
from cchc.judge.precision import Match, compare
from cchc.printable import printable
from cchc.record import frozen
from cchc.text.spelling import seen
from cchc.value import Missing, Reported, Undefined

HEADINGS = ("line", "label", "printed", "computed", "state")
"""The columns from the left, by the names of their headings."""
_ABSENT = "—"


class RateTone(StrEnum):
    """How a row is to be looked at."""

    RIGHT = "right"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"
    FILLED = "filled"
    PLAIN = "plain"


_TONES = {
    Match.AGREES: RateTone.RIGHT,
    Match.TRUNCATED: RateTone.DOUBTFUL,
    Match.OFF_BY_ONE: RateTone.DOUBTFUL,
    Match.UNEXPLAINED: RateTone.WRONG,
}


class RateWords(Protocol):
    """Who says the texts of the table, in one language."""

    @property
    def language(self) -> str: ...
    def __call__(self, *name: str, **figures: object) -> str: ...


@frozen
class RateRow:
    """A line of the form that is a rate, and its texts."""

    line: Indicator
    label: str
    printed: str
    computed: str
    verdict: str
    tone: RateTone

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in each column."""
        return (self.line.path, self.label, self.printed, self.computed, self.verdict)


def rate_heads(words: RateWords) -> tuple[str, ...]:
    """The headings of the columns."""
    return tuple(words("rates", name) for name in HEADINGS)


def rate_rows(evaluation: Evaluation, words: RateWords) -> Iterator[RateRow]:
    """The form's percentages, in the form's order."""
    for line in evaluation.edition.indicators.values():
        if line.kind.is_rate:
            is_computed = line.formula is not None and isinstance(evaluation.values[line.id], Reported)
            computed = evaluation.display(line.id, words.language) if is_computed else _ABSENT
            label = printable(seen(label_of(evaluation.edition, line.id)[words.language]))
            verdict, tone = _verdict(evaluation, line, words)
            yield RateRow(line, label, _printed(evaluation, line.id), computed, verdict, tone)


def _printed(evaluation: Evaluation, id: str) -> str:
    """The number that the form prints, or the spreadsheet error that stands for it."""
    entry = evaluation.report.entries.get(id)
    if entry is not None and entry.printed is not None:
        return printable(entry.printed.text)
    return printable(entry.errors[0].text) if entry is not None and entry.errors else _ABSENT


def _verdict(evaluation: Evaluation, line: Indicator, words: RateWords) -> tuple[str, RateTone]:
    match evaluation.values[line.id]:
        case Reported() if line.formula is None:
            return words("rate", "reported"), RateTone.PLAIN
        case Reported():
            return _agreement(evaluation, line, words)
        case Missing(reason):
            return evaluation.edition.missing[reason].label[words.language], RateTone.DOUBTFUL
        case Undefined(cause, input):
            told = evaluation.edition.judging.say(words.language, "cause", cause)
            lacking = evaluation.edition.everything.get(input or "")
            place = f": {lacking.path}" if lacking is not None and cause == "missing_input" else ""
            return told + place, RateTone.DOUBTFUL


def _agreement(evaluation: Evaluation, line: Indicator, words: RateWords) -> tuple[str, RateTone]:
    entry = evaluation.report.entries.get(line.id)
    exact = evaluation.computation.exact(line.id)
    if entry is None or entry.printed is None or exact is None:
        return words("rate", "filled"), RateTone.FILLED
    match = compare(entry.printed, exact)
    return words("rate", match), _TONES[match]
