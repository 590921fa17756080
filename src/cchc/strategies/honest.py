"""Forms as an honest clerk fills them in: what is stated on each line, in which hand, in which month."""

from __future__ import annotations

from typing import Any

from cchc.batch.samples.honest import Hand, HonestForm
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.errors import MissingExtraError
from cchc.period import Period, PeriodKind
from cchc.value import Reason

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

Figures = dict[str, Any]
LARGEST = 200


@st.composite
def honest_forms(draw: st.DrawFn, catalogue: Catalogue, counts: SearchStrategy[Figures]) -> tuple[HonestForm, Figures]:
    """A form of some month in a clerk's hand, and what is stated on it: such counts, and an answer on each line."""
    edition = catalogue.edition
    answers = {line.id: _answer(line) for line in edition.indicators.values() if _is_answered(line)}
    words = edition.missing[Reason.NONE].words
    hand = Hand(
        sign=draw(st.sampled_from(("", "%", " %"))),
        day=draw(st.integers(2, 5)),
        none=draw(st.sampled_from((None, *words[:1]))),
    )
    form = HonestForm.of(catalogue, hand, draw(months(edition)))
    return form, {**draw(counts), **draw(st.fixed_dictionaries(answers))}


_ANSWERED = frozenset(kind for kind in IndicatorKind if kind.is_number) - {IndicatorKind.COUNT} | {
    IndicatorKind.YES_NO,
    IndicatorKind.STATUS,
}


def _is_answered(line: Indicator) -> bool:
    """Whether a line asks for an answer that no rule computes, a count apart."""
    return line.formula is None and not line.auxiliary and line.kind in _ANSWERED


def _answer(line: Indicator) -> SearchStrategy[Any]:
    """What an office answers on a line, as `HonestForm` takes it."""
    match line.kind:
        case IndicatorKind.YES_NO:
            return st.sampled_from((True, False))
        case IndicatorKind.STATUS:
            return st.sampled_from(line.statuses)
        case kind if kind.is_rate:
            return st.integers(0, 100).map(lambda whole: whole * 10**line.decimals)
        case _:
            return st.integers(0, LARGEST * 10**line.decimals)


def months(edition: Edition) -> SearchStrategy[Period]:
    """Months in which the edition is in force."""
    first, last = edition.in_force_from, edition.in_force_to or edition.in_force_from.replace(month=12)
    start, end = 12 * first.year + first.month, 12 * last.year + last.month - 1
    day = edition.calendar.closing_day
    return st.integers(start, max(start, end - 1)).map(
        lambda month: Period.of(PeriodKind.MONTH, month // 12, month % 12 + 1, day)
    )
