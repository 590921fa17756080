"""Of which time an amount is said to be: the month's, since the year began, or another than the report's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from cchc.period import PeriodKind
from cchc.reading.cells.grammar import Remark, Shape, Stated
from cchc.reading.cells.phrasebook import Role, Where, bared, says_in, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.value import Wording
from cchc.words import data

_SPANS = (Role.CUMULATIVE, Role.MONTH)
_FIRST_DAY = ("1/1", "01/01", "01/1", "1/01")


def span_before(lead: Phrases, subject: Subject) -> Role | None:
    """Whether words before an amount say that it is the month's, or since the year began: the table of such words."""
    for role in _SPANS:
        if any(phrase.may_be(role, Where.BEFORE) for phrase in lead):
            return _of_period(role, lead, subject)
    return Role.CUMULATIVE if is_of_year(lead) else _span_named(lead, subject)


def is_of_year(lead: Phrases) -> bool:
    """Whether a word is all that is said of a figure, which then is that of the year so far: "05 VB (năm: 21 VB)"."""
    return " ".join(phrase.text for phrase in lead) in table(Role.CUMULATIVE, Where.ALONE)


def goes_on(amount: Stated) -> bool:
    """Whether what leads a further amount leaves it of the time of the one before: "Trong tháng 8 tin, web 4"."""
    return not amount.lead.sign and all(
        phrase.kind is TokenKind.PHRASE and all(role in _NAMING for role, _ in phrase.uses)
        for phrase in amount.lead.phrases
    )


_NAMING = (Role.NOUN, Role.THING, Role.CONNECTIVE)


def span_behind(after: Phrases, behind: Sequence[Remark], subject: Subject) -> Role | None:
    """The same of the words behind it."""
    bracketed = [remark.phrases for remark in behind if remark.bracketed]
    remarks = [phrase for phrases in bracketed for phrase in phrases[:1]]
    for role in _SPANS:
        if any(phrase.may_be(role, Where.AFTER) for phrase in (*after, *remarks)):
            return _of_period(role, (*after, *remarks), subject)
    alone = [phrase for phrases in bracketed if len(phrases) == 1 for phrase in phrases]  # "201 (tháng 5)"
    return _span_named((*after, *alone), subject)


def _of_period(role: Role, phrases: Iterable[Token], subject: Subject) -> Role:
    """The figure of the report's own period is what the month's is to a month: "12 for the quarter" of a quarter."""
    is_own = subject.period is not None and any(phrase.text in _whole(subject.period.kind) for phrase in phrases)
    return Role.MONTH if is_own else role


@cache
def _whole(kind: PeriodKind) -> frozenset[str]:
    """What in other languages says that a figure is of all of a quarter, or of a year."""
    tables = [language.get("cumulative", {}) for language in data("figures").values()]
    words = [word for each in tables for word in each.get("whole", {}).get(kind, ())]
    return frozenset((*words, *map(bared, words)))


def _span_named(phrases: Phrases, subject: Subject) -> Role | None:
    """The time of an amount, by a month, a year or a span of months that is named."""
    if all(phrase.kind is not TokenKind.NAME for phrase in phrases):
        return None
    if any(phrase.kind is TokenKind.NAME and phrase.text in _FIRST_DAY for phrase in phrases):
        return Role.CUMULATIVE
    named = list(names_of_time(phrases))
    if any(subject.months(name.text) is not None for name in named):
        return Role.CUMULATIVE
    for role in _SPANS:
        spans = {**table(role, Where.SPANS), **table(role, Where.SPANS, bare=True)}
        if any(_is_of(name.text, span) for name in named for span in spans):
            return role
    return None


def is_span_of_months(amount: Stated) -> bool:
    """Whether a number says of how many months a figure is, and nothing else: "10 tháng"."""
    is_alone = not amount.lead.phrases and not amount.lead.sign and amount.shape is Shape.SINGLE
    span = [phrase.text for phrase in amount.after]
    return is_alone and span in ([data("cells")["names"]["span"]], [bared(data("cells")["names"]["span"])])


def is_of_month_alone(remark: Remark) -> bool:
    """Whether a remark says that a figure is of one month, and of no more: "số của riêng tháng 4"."""
    text = " ".join(phrase.text for phrase in remark.phrases)
    is_alone = says_in(f" {text} ", Role.MONTH, Where.ALONE)
    return is_alone and is_of_month(remark)


def is_of_month(remark: Remark) -> bool:
    """Whether a remark names a month, or says that of the report, and nothing else."""
    telling = [phrase for phrase in remark.phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    is_only = bool(telling) and all(
        phrase.may_be(Role.MONTH, Where.BEFORE, Where.AFTER)
        or phrase.may_be(Role.PARTS, Where.WORDS)
        or (phrase.kind is TokenKind.NAME and is_month(phrase.text))
        for phrase in telling
    )
    return is_only and not is_of_year(remark.phrases)


def is_since_january(phrases: Sequence[Token]) -> bool:
    """Whether words say from the first month on: "từ tháng 1 tới giờ"."""
    return any(
        before.may_be(Role.TILL, Where.WORDS)
        and is_month(phrase.text)
        and phrase.number is not None
        and phrase.number.value == 1
        for before, phrase in pairwise(phrases)
    )


def is_month(name: str) -> bool:
    """Whether a name is that of a month."""
    spans = {**table(Role.MONTH, Where.SPANS), **table(Role.MONTH, Where.SPANS, bare=True)}
    return any(_is_of(name, span) for span in spans)


def is_time_named(name: str) -> bool:
    """Whether a name is that of a month, a quarter or a year."""
    roles = (Role.MONTH, Role.CUMULATIVE, Role.EARLIER)
    spans = {word for role in roles for bare in (False, True) for word in table(role, Where.SPANS, bare=bare)}
    return any(_is_of(name, span) for span in spans)


def _is_of(name: str, span: str) -> bool:
    """Whether a name is that of a span of time: "tháng 5", "T5", "năm 2024"."""
    return name.startswith(f"{span} ") or (name.startswith(span) and name[len(span) :][:1].isdigit())


def names_of_time(phrases: Phrases) -> Iterator[Token]:
    """Names such as "tháng 5" that say of what time a number is, and not till when."""
    for place, phrase in enumerate(phrases):
        before = phrases[place - 1] if place else None
        is_end = before is not None and (before.may_be(Role.TILL, Where.WORDS) or _is_document(before))
        if phrase.kind is TokenKind.NAME and not is_end:
            yield phrase


def _is_document(name: Token) -> bool:
    """Whether a name is a document's, whose day says nothing of a figure's: "QĐ số 5127/QĐ-UBND ngày 29/12/2023"."""
    return name.kind is TokenKind.NAME and name.text.partition("/")[2][:1].isalpha()


def of_another_month(phrases: Sequence[Token], subject: Subject) -> Wording | None:
    """The same of a month that is called by its name in another language: "20 in April"."""
    if subject.period is None or subject.period.kind is not PeriodKind.MONTH:
        return None
    for place, phrase in enumerate(phrases):
        before = phrases[place - 1].text if place else ""
        month = _months().get(phrase.text) or _months().get(f"{before} {phrase.text}")
        if month is not None and month != subject.period.number:
            return Wording.EARLIER if month < subject.period.number else Wording.PLAN
    return None


def is_own_month(phrase: Token, subject: Subject) -> bool:
    """Whether a word of another language names the month of the report."""
    period = subject.period
    if period is None or period.kind is not PeriodKind.MONTH:
        return False
    return phrase.text in month_names()[period.number - 1] or _months().get(phrase.text) == period.number


@cache
def month_names() -> tuple[frozenset[str], ...]:
    """What each month is called, cut short too, which says so only of the month that is looked for: "Mar: 12"."""
    languages = data("dates").values()
    return tuple(frozenset(name for each in languages for name in each["months"][month]) for month in range(12))


@cache
def _months() -> Mapping[str, int]:
    """Months by their names, with and without diacritics, those that are everyday words behind "in" only."""
    found: dict[str, int] = {}
    for language in data("dates").values():
        for number, (name, *_) in enumerate(language["months"], start=1):
            leads = ("",) if len(name) > _SHORT else tuple(f"{word} " for word in language["of"])
            found |= {f"{lead}{each}": number for lead in leads for each in {name, name.replace("marco", "março")}}
    return found


_SHORT = 3
"""Letters of a name that is a word besides: "may"."""


def of_another_time(phrases: Iterable[Token], subject: Subject) -> Wording | None:
    """How a number is worded whose month, quarter or year is not the report's."""
    for name in phrases:
        when = subject.when(name.text)
        if when is not None and when < 0:
            return Wording.EARLIER
        if when is not None and when > 0:
            return Wording.PLAN
    return None
