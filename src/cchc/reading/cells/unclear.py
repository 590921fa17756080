"""What beside a number makes it doubtful whether it is the figure of its line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cchc.reading.cells.excluded import is_per_time
from cchc.reading.cells.grammar import Remark, Saying, Shape
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.numerals import number_spelt
from cchc.reading.cells.parts import enumerated, is_corrected, result_of, summands
from cchc.reading.cells.phrasebook import Role, Where, bared, table
from cchc.reading.cells.senses import Sense, Sensed, place_of
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import is_span_of_months
from cchc.reading.cells.tokens import Phrases, is_time
from cchc.reading.cells.whose import counts_events
from cchc.value import Wording


def is_unclear(main: Sensed, saying: Saying, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether something beside a number makes it doubtful what the number is."""
    amount, value = main.amount, main.amount.number.value
    # Behind a figure with its noun it says how often what was counted came: "12 tin bài, 3 lần/tuần".
    before = found[: place_of(main, found)] if main.is_counted else found
    if any(map(_is_for_a_time, before)) or _is_time_alone(main) or _goes_on_from(main, found):
        return True
    spelt = [number for remark in saying.remarks if (number := _said_again(remark, subject)) is not None]
    is_otherwise = any(number != value for number in spelt) or _is_noted_otherwise(main, found)
    if is_otherwise or _follows_untold(main, saying, found, subject) or _is_of_months(main, found, subject):
        return True
    if (
        amount.depth
        and amount.shape is Shape.SINGLE
        and not (spelt or main.is_named or main.labelled or amount.lead.phrases)
    ):
        return not (subject.is_rate and amount.number.percent)
    if subject.is_rate and not amount.number.percent and main.amount is not saying.amounts[0]:
        return True
    if amount.lead.sign not in ("", "=") and not (amount.lead.sign == "-" and amount.after):
        return True
    items = (*enumerated(main, found, saying), *summands(main, found))
    if any(each.sense is Sense.NOTE and each.amount.number.value > value for each in found if each not in items):
        return str(subject.indicator.over_time) == "cumulative"
    is_over = amount.lead.after_stroke and found[place_of(main, found) - 1].sense is Sense.EXCLUDED  # "7 quá hạn/893"
    is_otherwise = result_of(main, found, subject) is not None or is_corrected(main, found)
    if is_over or is_otherwise or _is_less_what_lacks(main, found, subject):
        return True
    # What stands beside a part need be none of it.
    return main.sense is not Sense.PART and any(
        _exceeds(each, main, subject) for each in found if each is not main and each not in items
    )


def _is_less_what_lacks(main: Sensed, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether a figure is said to be of what the line does not ask, and beside it how many are lacking of it.

    "Được giao 4, hiện khuyết 1" are 3 on a line of those who are there, which is worked out and not said.
    """
    matters = [phrase for phrase in main.amount.lead.phrases if is_matter(phrase)]
    is_other = bool(matters) and not any(map(subject.asks_for, matters))
    return is_other and any(each.wording is Wording.REMAINDER for each in found)


def _follows_untold(main: Sensed, saying: Saying, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether beside a number the line's own thing is counted in words that are no number: "vài tin, 2 bài"."""
    if subject.is_rate:
        return False
    place = place_of(main, found)
    before = [remark.phrases for remark in saying.remarks if remark.follows <= place and not remark.bracketed]
    before += [each.amount.lead.phrases for each in found[: place + 1]]
    if any(_counts_untold(phrases, subject) for phrases in before):
        return True
    behind = [remark.phrases for remark in saying.remarks if remark.follows > place and not remark.bracketed]
    behind += [_behind_noun(each.amount.after, subject) for each in found[place:]]
    return any(_adds_untold(phrases, subject) for phrases in behind)


def _behind_noun(after: Phrases, subject: Subject) -> Phrases:
    return after[subject.noun_of(after) or subject.kind_of(after) :]


def _adds_untold(phrases: Phrases, subject: Subject) -> bool:
    """Whether words add no more than some of what the line counts, without a number: "2 bài, vài tin"."""
    while phrases and any(phrases[0].may_be(role, Where.WORDS) for role in (Role.CONNECTIVE, Role.NEUTRAL)):
        phrases = phrases[1:]
    bare = bool(phrases) and phrases[0].text.isascii()
    if phrases and phrases[-1].text in table(Role.APPROXIMATE, Where.MORE, bare=bare):
        phrases = phrases[:-1]
    untold = table(Role.APPROXIMATE, Where.UNTOLD, bare=bare)
    for place in range(1, len(phrases)):
        if " ".join(each.text for each in phrases[:place]) in untold:
            thing = phrases[place:]
            return (subject.noun_of(thing) or subject.kind_of(thing)) == len(thing)
    return False


def _counts_untold(phrases: Phrases, subject: Subject) -> bool:
    """Whether words count what the line does without a number; what they are about they do not count."""
    for place in range(1, len(phrases)):
        said = phrases[:place]
        if any(each.may_be(Role.TOPIC, Where.WORDS) or each.may_be(Role.PARTS, Where.WORDS) for each in said):
            return False
        is_thing = subject.noun_of(phrases[place:]) or subject.kind_of(phrases[place:])
        if is_thing and (_is_untold(said) or all(number_spelt((each,)) is not None for each in said[-2:])):
            return True
    return False


def _is_untold(said: Phrases) -> bool:
    words = " ".join(each.text for each in said)
    return any(f" {words}".endswith(f" {each}") for each in table(Role.APPROXIMATE, Where.UNTOLD, bare=words.isascii()))


def _is_noted_otherwise(main: Sensed, found: Sequence[Sensed]) -> bool:
    """Whether behind a number in words another stands in digits, which may be meant: "hai sáng kiến (1)"."""
    is_spelt = not any(map(str.isdigit, main.amount.number.text))
    return is_spelt and any(
        each.sense is Sense.NOTE and each.amount.number.value != main.amount.number.value for each in found
    )


def _said_again(remark: Remark, subject: Subject) -> int | None:
    """The number that a remark says in words, with the line's noun or without: "12 (mười hai tin bài)"."""
    phrases = remark.phrases
    ends = (place for place in range(1, len(phrases)) if subject.noun_of(phrases[place:]) == len(phrases) - place)
    return number_spelt(phrases[: next(ends, len(phrases))] if remark.bracketed else phrases)


def _is_of_months(main: Sensed, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether brackets right behind a figure of a month say of how many months it is: "37 (10 tháng)"."""
    behind = found[place_of(main, found) + 1 :][:1]
    is_of_them = any(each.amount.depth > main.amount.depth and is_span_of_months(each.amount) for each in behind)
    return is_of_them and str(subject.indicator.over_time) == "flow"


def _goes_on_from(main: Sensed, found: Sequence[Sensed]) -> bool:
    """Whether a number may count what the one before it counts, which is not the line's: "05 VB đến, triển khai 05".

    So may one behind a number of thousands, "1 nghìn 247", or stand for one that is taken back: "162 (cũ), 159 (mới)".
    """
    place = place_of(main, found)
    before = found[place - 1] if place else None
    if before is None or before.sense is not Sense.EXCLUDED or main.amount.depth != before.amount.depth:
        return False
    is_bare = main.is_named is None and not main.labelled and before.is_named is True
    is_instead = before.wording is Wording.APPROXIMATE and main.is_named is None and not main.amount.lead.phrases
    return before.wording is Wording.MULTIPLE or is_instead or (is_bare and before.wording is Wording.OTHER_MATTER)


def _is_for_a_time(sensed: Sensed) -> bool:
    """Whether an amount is a span of time that the next is for: "cứ 1 tuần 3 cuộc"."""
    after = sensed.amount.after
    # In brackets it says more of what was counted: "12 tin bài (2 lần/tuần)", "12 tin (mỗi tin 3 lần)".
    is_each = len(sensed.amount.lead.phrases) > 1
    is_said = is_each or (sensed.amount.depth > 0 and is_per_time(after))
    return sensed.wording is Wording.PER_TIME and bool(after) and is_time(after[0].text) and not is_said


def _is_time_alone(main: Sensed) -> bool:
    """Whether what is counted is a span of time and no event in it: "02 ngày"."""
    after = main.amount.after
    return len(after) == 1 and not main.is_counted and after[0].text in _durations()


@cache
def _durations() -> frozenset[str]:
    words = table(Role.PER_TIME, Where.DURATIONS)
    return frozenset((*words, *map(bared, words)))


def _attends(part: Sensed, main: Sensed, subject: Subject) -> bool:
    """Whether a number tells who came to events that are counted: "1 cuộc (40 dân, 12 DN)"."""
    is_more = part.amount.number.value > main.amount.number.value
    return main.is_counted and is_more and bool(part.amount.after) and counts_events(subject)


def _exceeds(part: Sensed, main: Sensed, subject: Subject) -> bool:
    """Whether what should be a part of a figure is more than it, or is not said to be anything."""
    amount, value = part.amount, main.amount.number.value
    is_rate_of_it = amount.number.percent and bool(amount.after or amount.lead.phrases)  # "32%, trong đó 99% hài lòng"
    is_apart = part.counts_other or is_rate_of_it or any(is_time(phrase.text) for phrase in amount.after[:1])
    if part.sense is not Sense.PART or is_apart or _attends(part, main, subject):
        return False
    values = [number.value for number in amount.numbers]
    if amount.shape is Shape.RANGE and values[0] - values[-1] == value:  # "20 (23-3)"
        return False
    made = sum(values) if amount.shape is Shape.SUM else amount.number.value
    is_bare = not amount.after and not amount.lead.phrases and not amount.lead.has_colon and amount.depth > 0
    return made > value or (is_bare and made != value)
