"""Numbers of a remark that the figure beside it leaves no room for: more of the same things than there are.

No list has the words with which an office says what it did. Where nothing in a remark takes a number elsewhere, to
another thing, time, body or plan, it is of the things that the line counts, and there are no more of these than the
figure says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import accumulate

from cchc.reading.cells.excluded import excluded, said_of
from cchc.reading.cells.further import said_in_all
from cchc.reading.cells.grammar import Saying, Stated
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, is_listed, says_listed
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import counts_sort
from cchc.reading.cells.tokens import Phrases, TokenKind


def counts_more(saying: Saying, value: int, others: Collection[int], subject: Subject) -> bool:
    """Whether a number of the line's own things is greater than the figure, and no figure of the form's wholes.

    Of a part the whole may be told, or some of it, as far as the whole goes.
    """
    most = max((value, *others))
    if any(phrase.may_be(role, where) for phrase in said_in_all(saying) for role, where in _COMPARED):
        return False
    return any(
        amount.number.value > most
        and amount.number.value not in others
        and _is_own(amount, subject)
        and (others or not _is_whole(amount))
        for amount in saying.amounts
    )


def _is_whole(amount: Stated) -> bool:
    """Whether a number is said to be the whole, of which the form may have no line: "trên tổng số 7 bộ phận"."""
    return any(phrase.may_be(Role.WHOLE, Where.BETWEEN) and " " in phrase.text for phrase in amount.lead.phrases[:1])


def lists_more(saying: Saying, value: int, subject: Subject) -> bool:
    """Whether the things that a remark lists are more than the figure: "8 tin trên loa, 4 tin trên Facebook, 3 bài".

    What is said of people may be said of the same ones again, and so may what is said in two ways.
    """
    amounts = saying.amounts
    if len(amounts) < 2 or not all(_is_own(amount, subject) for amount in amounts) or _overlap(saying):
        return False
    if counts_sort(subject, "people") and str(subject.indicator.over_time) != "flow":
        return False
    values = [amount.number.value for amount in amounts]
    if sum(values) <= value or value in values or value in list(accumulate(values)):
        return False
    return _are_told_alike(amounts)


def _are_told_alike(amounts: Sequence[Stated]) -> bool:
    """Whether of all numbers or of none it is said what was done, and each is said of something else."""
    said = [" ".join(phrase.text for phrase in (*amount.lead.phrases, *amount.after)) for amount in amounts]
    done = [any(map(is_matter, (*amount.lead.phrases, *amount.after))) for amount in amounts]
    return len(set(said)) == len(said) and len(set(done)) == 1


def _overlap(saying: Saying) -> bool:
    """Whether a word says that some things are counted again, or that a number is of some of those before it."""
    said = f" {' '.join(phrase.text for phrase in said_in_all(saying))} "
    if says_listed(said, "again", "words"):
        return True
    later = (phrase for amount in saying.amounts[1:] for phrase in amount.lead.phrases)
    return any(phrase.may_be(Role.PARTS, Where.NEXT) for phrase in later)


def _is_own(amount: Stated, subject: Subject) -> bool:
    """Whether a number bears the noun of the line, or a kind of it, and nothing takes it elsewhere."""
    if not amount.is_count or amount.lead.sign or amount.trailing or not subject.has_syllables:
        return False
    size = subject.noun_of(amount.after) or subject.kind_of(amount.after)
    if not size:
        return False
    said = (*amount.lead.phrases, *said_of(amount.after, subject))
    if any(phrase.kind is TokenKind.NAME and subject.when(phrase.text) != 0 for phrase in said):
        return False
    if any(phrase.may_be(role, where) for phrase in said for role, where in _ELSEWHERE):
        return False
    if _is_of_month(said) and str(subject.indicator.over_time) != "flow":
        return False
    return excluded(amount, (), subject) is None and not _is_of_any(amount)


def _is_of_month(phrases: Phrases) -> bool:
    return any(phrase.may_be(Role.MONTH, Where.BEFORE, Where.AFTER) for phrase in phrases)


_ELSEWHERE = (
    (Role.CUMULATIVE, Where.BEFORE), (Role.CUMULATIVE, Where.AFTER), (Role.TOTAL, Where.WORDS),
    (Role.EARLIER, Where.BEFORE), (Role.EARLIER, Where.AFTER),
    (Role.PLAN, Where.WORDS), (Role.PLAN, Where.BEFORE), (Role.PLAN, Where.AFTER), (Role.RANGE, Where.BETWEEN),
)  # fmt: skip


_COMPARED = ((Role.CHANGE, Where.BEFORE), (Role.CHANGE, Where.AFTER), (Role.EARLIER, Where.BEFORE))


def _is_of_any(amount: Stated) -> bool:
    """Whether a number is said to be of a whole that is none of the form's: "trên toàn địa bàn có 85 cán bộ"."""
    return any(is_listed(phrase.text, "again", "wider") for phrase in amount.lead.phrases)


def counts_all(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark says of how many all is so that the line asks, and it is another: "cả 3 văn bản đã xử lý"."""
    if len(saying.amounts) != 1 or value == 0:
        return False
    (amount,) = saying.amounts
    lead = amount.lead.phrases
    if not amount.is_count or amount.number.value == value or not subject.noun_of(amount.after):
        return False
    rest = (*lead, *amount.after[subject.noun_of(amount.after) :])
    is_all = bool(lead) and is_listed(lead[-1].text, "again", "all")
    asked = [phrase for phrase in rest if is_matter(phrase)]
    return is_all and bool(asked) and all(subject.asks_for(phrase) > 1 for phrase in asked)


def counts_only(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark says that there are only so many of what the line counts, and it is another number."""
    if not saying.amounts or value == 0 or not all(subject.counts_other(each.after) for each in saying.amounts[1:]):
        return False
    amount = saying.amounts[0]
    lead, size = amount.lead.phrases, subject.noun_of(amount.after)
    is_only = bool(lead) and is_listed(lead[-1].text, "again", "only")
    if not is_only or not amount.is_count or not size or amount.number.value >= value or amount.lead.sign:
        return False
    return all(
        not phrase.uses
        or phrase.may_be(Role.NEUTRAL, Where.WORDS)
        or (is_matter(phrase) and subject.asks_for(phrase) > 1)
        for phrase in (*lead, *amount.after[size:])
    )
