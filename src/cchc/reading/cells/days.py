"""The days and spans of days that a remark names, held against the period of the report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from cchc.period import Period, PeriodKind
from cchc.reading.cells.further import said_in_all
from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, is_in, is_listed, plain_words, says_listed
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import counts_sort
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.text.dates import find_dates, find_window, has_impossible_date, has_wrong_weekday
from cchc.text.documents import find_documents


def is_of_other_days(text: str, saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark gives days on which the figure beside it cannot be: such as no calendar has, or of no such time.

    What is planned, or comes to what there is already, may be on any day.
    """
    if has_impossible_date(text) or has_wrong_weekday(text):
        return True
    period, phrases = subject.period, said_in_all(saying)
    if period is not None and value == 0:
        return _was_held(saying, period, subject)
    if period is None or any(phrase.may_be(Role.PLAN, Where.WORDS, Where.BEFORE) for phrase in phrases):
        return False
    if not subject.is_rate and _cites_other_days(text, saying, period, subject):
        return True
    window = find_window(text)
    if window is not None:
        return _is_span_of_figure(saying, subject) and _is_span_of_other(window, period, subject)
    till = _till(saying, period)
    if till is not None:
        return not period.start <= till <= last_of(period) or _ends_month_before(till, period)
    return not subject.is_rate and _are_events_of_other(saying, value, period, subject)


def last_of(period: Period) -> dt.date:
    """The last day that is of a period: offices whose months close on the 14th may count the calendar month, too."""
    return max(period.end, period.calendar_end)


def _ends_month_before(day: dt.date, period: Period) -> bool:
    """Whether a day is the last of the month before that of a period which begins in the middle of that one."""
    return day < period.end and day == period.calendar_start - dt.timedelta(days=1)


# --- spans of days -----------------------------------------------------------------------------------


def _is_span_of_figure(saying: Saying, subject: Subject) -> bool:
    """Whether a remark only says from when to when its figure is: "số liệu từ 01/01/2024 đến 14/5/2024"."""
    if saying.amounts:
        return False
    words = [phrase for phrase in said_in_all(saying) if phrase.kind is TokenKind.PHRASE]
    figures = [word for word in words if is_listed(word.text, "days", "figures")]
    is_only = all(
        word in figures or word.may_be(Role.TILL, Where.WORDS) or word.may_be(Role.NEUTRAL, Where.WORDS)
        for word in words
    )
    return is_only and (bool(figures) or not counts_sort(subject, "events"))


def _is_span_of_other(window: tuple[dt.date, dt.date], period: Period, subject: Subject) -> bool:
    """Whether a span of days is none of those that a line is of: of the month, or of the year as far as that goes."""
    start, end = window
    if not period.start <= end <= last_of(period) or _ends_month_before(end, period):
        return True
    match str(subject.indicator.over_time):
        case "flow":
            return start < period.start
        case "cumulative":
            return start not in _year_starts(period, subject)
        case _:
            return False


def _year_starts(period: Period, subject: Subject) -> frozenset[dt.date]:
    calendar = subject.lexicon.edition.calendar
    year = period.within(PeriodKind.YEAR, calendar.year_from)
    starts = subject.lexicon.edition.year_starts
    told = starts.get(str(period.year))
    return frozenset(
        (
            dt.date(period.year, 1, 1),
            *(() if year is None else (year.start, year.calendar_start)),
            *(() if told is None else (told,)),
        )
    )


def _till(saying: Saying, period: Period) -> dt.date | None:
    """The day till which a remark says that its figure is, and nothing else: "tính đến ngày 14/4/2024"."""
    if saying.amounts or len(saying.remarks) != 1:
        return None
    *words, name = saying.remarks[0].phrases
    is_till = bool(words) and words[-1].may_be(Role.TILL, Where.WORDS) and not is_listed(words[-1].text, "days", "from")
    known = all(word.may_be(Role.TILL, Where.WORDS) or word.may_be(Role.NEUTRAL, Where.WORDS) for word in words)
    return day_of(name, period) if is_till and known else None


# --- days of what was done ----------------------------------------------------------------------------


def _are_events_of_other(saying: Saying, value: int | Decimal, period: Period, subject: Subject) -> bool:
    """Whether the days on which something was held or done are none of those of the line."""
    days = list(event_days(saying, subject))
    if not days:
        return False
    if any(day > last_of(period) for day in days):
        return True
    first = _first_day(period, subject)
    if first is None:
        return False
    before = [day < first for day in days]
    return all(before) or (len(days) == value and any(before))


def _was_held(saying: Saying, period: Period, subject: Subject) -> bool:
    """Whether something is said to have been held in the period, and nothing of it is denied, beside a figure of 0."""
    if any(phrase.may_be(role, Where.BEGINS) for phrase in said_in_all(saying) for role in (Role.NONE, Role.NOT_YET)):
        return False
    said = [remark.phrases[place:] for remark in saying.remarks for place in range(len(remark.phrases))]
    return any(map(subject.noun_of, said)) and any(
        period.start <= day <= last_of(period) for day in event_days(saying, subject)
    )


def _first_day(period: Period, subject: Subject) -> dt.date | None:
    """The first day that a line may be of; None where it counts what there is, from whatever day on."""
    match str(subject.indicator.over_time):
        case "flow":
            return period.start
        case "cumulative":
            return min(_year_starts(period, subject))
        case _:
            return None


def event_days(saying: Saying, subject: Subject) -> Iterator[dt.date]:
    """The days that are said to be those of what the line counts, and not of what else they may be."""
    period = subject.period
    if period is None:
        return
    of_events = counts_sort(subject, "events") or counts_sort(subject, "lessons") or counts_sort(subject, "contests")
    for remark in saying.remarks:
        before: Phrases = ()
        for phrase in remark.phrases:
            day = day_of(phrase, period)
            if day is None:
                before = (*before, phrase)
            elif (of_events or _tells_deed(before, subject)) and all(_is_plain(each, subject) for each in before):
                yield day


def _tells_deed(phrases: Phrases, subject: Subject) -> bool:
    """Whether words say what an office did, or what the line asks to have been done."""
    return any(
        is_listed(phrase.text, "days", "deeds") or (is_matter(phrase) and subject.asks_for(phrase) > 1)
        for phrase in phrases
    )


def _is_plain(phrase: Token, subject: Subject) -> bool:
    """Whether a word leaves a day behind it that of the thing itself."""
    if phrase.kind is TokenKind.NAME:
        return is_in(phrase.text.rpartition(" ")[0], Role.PLAN, Where.ORDINALS)  # "lần 1 ngày 18/4"
    if phrase.kind is not TokenKind.PHRASE:
        return False
    roles = {role for role, _ in phrase.uses}
    if roles & _OF_ELSE or phrase.may_be(Role.TILL, Where.WORDS) or is_listed(phrase.text, "days", "from"):
        return False
    return not is_listed(phrase.text, "days", "apart")


_OF_ELSE = frozenset({Role.PLAN, Role.EARLIER, Role.REMAINDER, Role.NOT_YET, Role.NONE, Role.OTHER_MATTER})
_DAY = re.compile(r"ng[àa]y ([0-9]{1,2})/([0-9]{1,2})")


def day_of(name: Token, period: Period) -> dt.date | None:
    """The day that a name is; without its year it is of the period's."""
    if name.kind is not TokenKind.NAME:
        return None
    dates = find_dates(name.text)
    if len(dates) == 1:
        return dates[0][0]
    match = _DAY.fullmatch(name.text)
    try:
        return None if match is None else dt.date(period.year, int(match[2]), int(match[1]))
    except ValueError:
        return None


# --- documents ---------------------------------------------------------------------------------------


def _cites_other_days(text: str, saying: Saying, period: Period, subject: Subject) -> bool:
    """Whether documents are cited that are still to come, or, where the line counts those of its time, older ones."""
    if "/" not in text:
        return False
    days = [document.date for document in find_documents(text) if isinstance(document.date, dt.date)]
    if any(day > last_of(period) for day in days):
        return True
    if str(subject.indicator.over_time) != "flow" or not counts_sort(subject, "papers"):
        return False
    said = f" {plain_words(' '.join(phrase.text for phrase in said_in_all(saying)))} "
    if says_listed(said, "named", "carrying"):
        return False  # "thực hiện Công văn số 310 ngày 10/4/2024", which is another body's
    return bool(days) and all(day < period.start for day in days)
