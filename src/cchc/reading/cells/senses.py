"""What each amount of a cell speaks of, on one line: the line's own figure, or what else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from attrs import evolve

from cchc.reading.budget import work
from cchc.reading.cells.excluded import excluded, is_own, said_of
from cchc.reading.cells.grammar import A_FIGURE, Remark, Saying, Shape, Stated
from cchc.reading.cells.matters import (
    is_led,
    is_of_other_matter,
    is_of_unasked,
    labelled,
    names_whole,
)
from cchc.reading.cells.phrasebook import Role, Where
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import (
    goes_on,
    is_of_year,
    span_before,
    span_behind,
)
from cchc.reading.cells.tokens import Phrases
from cchc.reading.cells.unlisted import is_unlisted
from cchc.reading.cells.whose import counts_events, is_said_held, names_events, sends_people
from cchc.record import frozen
from cchc.value import Wording


class Sense(Enum):
    """What an amount may be to its line."""

    OWN = auto()
    MONTH = auto()
    CUMULATIVE = auto()
    PART = auto()
    """A part of what the amount before it counts."""
    SHARE = auto()
    """Of another kind than the line asks for: a rate on a line of counts, a count beside a rate."""
    NOTE = auto()
    """The number of a footnote."""
    NAME = auto()
    """That of a day, or in a name that no list has: "2 cuộc (03/5, 10/5)", "hội nghị tại khóm 3"."""
    EXCLUDED = auto()


@frozen
class Sensed:
    """An amount with what it is to its line, and, where it is not the line's, how it is worded."""

    amount: Stated
    sense: Sense
    wording: Wording = Wording.PLAIN
    is_named: bool | None = None
    """Whether its noun is the line's; None if it has none."""
    is_counted: bool = False
    """Whether it bears a name of the line's unit, and not only words of its label."""
    counts_other: bool = False
    """Of a part: whether it bears a noun of another unit, so that it is none."""
    labelled: int = 0
    """Whether it is said of it what no other label says (3), what the label says (2), or that of the line above (1)."""
    is_led: bool = False
    """Whether words lead it that nothing is known of."""
    is_of_unasked: bool = False
    """Whether it is said to be of what was done to some, and no line of the form asks for that."""

    @property
    def may_be_meant(self) -> bool:
        return self.sense in (Sense.OWN, Sense.MONTH, Sense.CUMULATIVE)


def senses(saying: Saying, subject: Subject) -> list[Sensed]:
    """What each amount of a text is to a line, in order."""
    remarks: dict[int, list[Remark]] = {}
    for remark in saying.remarks:
        remarks.setdefault(remark.follows, []).append(remark)
    found: list[Sensed] = []
    scope: Role | None = None
    span, depth = None, 0
    has_main = False
    for place, amount in enumerate(map(_with_noun_behind, saying.amounts)):
        work(A_FIGURE)
        if amount.lead.begins and scope is Role.PLAN:
            scope = None
        scope = _scope(scope, amount, remarks.get(place, ()), subject, has_main=has_main)
        behind = remarks.get(place + 1, ())
        led = span_before(amount.lead.phrases, subject)
        if led is not None or scope is Role.PARTS or not goes_on(amount):
            span, depth = led, amount.depth
        of_time = led or span_behind(_before_topic(amount.after, subject), behind, subject)
        of_time = of_time or (span if amount.depth == depth else None)
        is_among_days = bool(found) and found[-1].sense is Sense.NAME and found[-1].amount.shape is Shape.FRACTION
        place_in = _Place(scope, _SPANS.get(of_time), has_main, is_among_days)
        found.append(_sensed(amount, behind, place_in, subject))
        has_main = has_main or found[-1].may_be_meant
    return _in_company(found, subject)


def _with_noun_behind(amount: Stated) -> Stated:
    """An amount whose noun stands before a colon as one whose noun follows: "HN: 02; lượt: 61"."""
    lead = amount.lead
    is_noun = len(lead.phrases) == 1 and {role for role, _ in lead.phrases[0].uses} == {Role.NOUN}
    if not (lead.has_colon and is_noun and not amount.after):
        return amount
    return evolve(amount, after=lead.phrases, lead=evolve(lead, phrases=()))


def _in_company(found: list[Sensed], subject: Subject) -> list[Sensed]:
    """The same amounts, by what stands beside each."""
    if counts_events(subject) and any(_is_sent(each, subject) for each in found):
        found = [_not_held(each, subject) for each in found]
    for place in range(1, len(found)):
        if _counts_as_before(found[place], found[place - 1]):
            found[place] = evolve(found[place], counts_other=True)
        if _is_of_each(found[place], found[place - 1]):
            found[place] = _of_people(found[place], found[place - 1], subject)
    kinds = [place for place, each in enumerate(found) if each.amount.lead.has_colon and _is_led_by_kind(each, subject)]
    for place in kinds if len(kinds) > 1 else ():
        if found[place].wording is Wording.PLAN:  # "CV: 3; KH: 2"
            found[place] = evolve(found[place], sense=Sense.OWN, wording=Wording.PLAIN)
    for place in range(len(found) - 2, -1, -1):
        if _shares_noun(found[place], found[place + 1]):
            found[place] = evolve(found[place], sense=Sense.PART, counts_other=True)
    return found


def _is_sent(sensed: Sensed, subject: Subject) -> bool:
    """Whether a number counts people who are sent to what the line counts."""
    amount = sensed.amount
    is_of_people = bool(amount.after) and not subject.noun_of(amount.after)
    return is_of_people and sensed.wording is not Wording.PER_TIME and sends_people(amount.lead.phrases)


def _not_held(sensed: Sensed, subject: Subject) -> Sensed:
    """An event to which people were sent, unless it is said to have been held: "mở 1 lớp, cử 3 người dự 2 lớp"."""
    is_one = sensed.is_counted or _is_sent(sensed, subject)
    if not (is_one and sensed.may_be_meant) or is_said_held(sensed.amount.lead.phrases):
        return sensed
    return evolve(sensed, sense=Sense.EXCLUDED, wording=Wording.OTHER_MATTER)


def _before_topic(after: Phrases, subject: Subject) -> Phrases:
    """The words behind a number up to those that tell what it is about: there a time is no longer its own."""
    noun = subject.noun_of(after) or subject.kind_of(after)
    end = noun + len(said_of(after, subject))
    # "5 văn bản triển khai kế hoạch năm 2024": the year is the plan's.
    things = (place for place in range(noun + 1, end) if after[place].may_be(Role.THING, Where.WORDS))
    return after[: next(things, end)]


def _counts_as_before(sensed: Sensed, before: Sensed) -> bool:
    """Whether a part counts what the part before it counts: "01 cuộc (12 ý kiến, đã trả lời 12)"."""
    is_beside = sensed.sense is before.sense is Sense.PART and sensed.amount.depth == before.amount.depth > 0
    return is_beside and before.counts_other and not sensed.amount.after and bool(sensed.amount.lead.phrases)


def _is_of_each(sensed: Sensed, before: Sensed) -> bool:
    """Whether a sum has one number for each event before a colon, those who came to it: "2 HN: 31+30 = 61"."""
    amount, count = sensed.amount, before.amount.number.value
    if amount.shape is not Shape.TOTALLED or not amount.lead.after_colon or amount.after:
        return False
    each = [number.value for number in amount.numbers if number.value != amount.number.value]
    return names_events(before.amount.after) and len(each) == count > 1 and min(each) > count


def _of_people(sensed: Sensed, events: Sensed, subject: Subject) -> Sensed:
    """Such a sum: on a line of events it counts another thing, elsewhere what the line does."""
    if events.is_counted or not subject.counts_other(events.amount.after):
        return evolve(sensed, sense=Sense.PART, counts_other=True)
    return evolve(sensed, sense=Sense.OWN, wording=Wording.PLAIN, is_counted=True, is_named=True)


def _is_led_by_kind(sensed: Sensed, subject: Subject) -> bool:
    """Whether a number is led by one kind of what the line counts, and by nothing else."""
    return subject.is_kind(sensed.amount.lead.phrases)


def _shares_noun(sensed: Sensed, following: Sensed) -> bool:
    """Whether the noun behind the next number is a number's, too: "02 hội nghị (31 và 30 người)"."""
    amount, is_part = sensed.amount, sensed.sense in (Sense.PART, Sense.NOTE)
    is_beside = amount.depth == following.amount.depth > 0 and not (amount.after or following.amount.lead.phrases)
    return is_part and is_beside and following.sense is Sense.PART and following.counts_other


def _scope(
    scope: Role | None, amount: Stated, before: Iterable[Remark], subject: Subject, *, has_main: bool
) -> Role | None:
    """What holds for all amounts from this one on: parts of the one before, or a plan till the sentence ends."""
    lead = [*(phrase for remark in before for phrase in remark.phrases), *amount.lead.phrases]
    is_list = amount.lead.after_colon and all(names_whole(phrase, subject) for phrase in amount.lead.phrases)
    if has_main and (is_list or any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in lead)):
        return Role.PARTS
    if any(phrase.may_be(Role.PLAN, Where.WORDS) for phrase in lead):
        return Role.PLAN
    return scope


def place_of(sensed: Sensed, found: Sequence[Sensed]) -> int:
    """Which of some amounts it is: that very one, of which there may be others alike."""
    return next(place for place, each in enumerate(found) if each is sensed)


@frozen
class _Place:
    """What is known of an amount by those before it: what holds for it, its time, whether one may be the figure."""

    scope: Role | None
    span: Sense | None
    has_main: bool
    is_among_days: bool
    """Whether the one before it is a day: "14/4 & 9/5"."""


def _sensed(amount: Stated, behind: Sequence[Remark], place: _Place, subject: Subject) -> Sensed:
    scope, span, has_main = place.scope, place.span, place.has_main
    if amount.shape is Shape.RATED and len(amount.numbers) == 2 and not subject.is_rate:
        amount = evolve(amount, shape=Shape.SINGLE, number=amount.numbers[0])  # "7 = 35%"
    of_noun = said_of(amount.after, subject)
    sensed = Sensed(
        amount,
        Sense.OWN,
        is_named=subject.names(amount.after),
        is_counted=subject.noun_of(amount.after) > 0,
        labelled=labelled((*amount.lead.phrases, *of_noun), subject),
        is_led=is_led(amount.lead.phrases, subject) and not is_of_year(amount.lead.phrases),
        is_of_unasked=is_of_unasked((*amount.lead.phrases, *of_noun), subject),
    )
    if _is_share(amount, subject):
        return evolve(sensed, sense=Sense.SHARE)
    if _is_day(amount, subject, place) or (has_main and _is_name(amount, subject)):
        return evolve(sensed, sense=Sense.NAME)
    part = evolve(sensed, sense=Sense.PART, counts_other=subject.counts_other(amount.after))
    if has_main and scope is Role.PARTS and span is None:
        return evolve(part, wording=excluded(amount, behind, subject) or Wording.PLAIN)
    is_beside = is_of_other_matter(amount, subject) if has_main else _is_part_alone(amount, subject)
    how = excluded(amount, behind, subject) or (Wording.OTHER_MATTER if is_beside else None)
    if how is not None:
        return evolve(sensed, sense=Sense.EXCLUDED, wording=how)
    if _is_footnote(amount, has_main=has_main):
        return evolve(sensed, sense=Sense.NOTE)
    if span is not None:
        return evolve(sensed, sense=span)
    if scope is Role.PLAN:
        return evolve(sensed, sense=Sense.EXCLUDED, wording=Wording.PLAN)
    return part if has_main and amount.depth > 0 else sensed


_SPANS: Mapping[Role | None, Sense] = {Role.CUMULATIVE: Sense.CUMULATIVE, Role.MONTH: Sense.MONTH}


def _is_part_alone(amount: Stated, subject: Subject) -> bool:
    """Whether a number is said to be a part of something that is not told: "Trong đó 3 tin về DVC"."""
    return any(
        phrase.may_be(Role.PARTS, Where.NEXT) and not is_own(phrase, Role.PARTS, subject)
        for phrase in amount.lead.phrases
    )


# --- what an amount is otherwise --------------------------------------------------------------------


def _is_footnote(amount: Stated, *, has_main: bool) -> bool:
    """Whether a number is one digit in brackets behind a figure: "7 (2)"."""
    number = amount.number
    bare = not amount.lead.phrases and not amount.after and not amount.lead.sign and amount.shape is Shape.SINGLE
    return has_main and bare and amount.depth > 0 and len(number.text.strip()) == 1 and not number.percent


def _is_day(amount: Stated, subject: Subject, place: _Place) -> bool:
    """Whether a fraction is a day of the month of the report, or of the month before.

    So it may be behind "đến", and behind a figure in brackets, behind a colon, or after another day.
    """
    if amount.shape is not Shape.FRACTION or len(amount.numbers) != 2 or amount.after:
        return False
    is_led = any(phrase.may_be(Role.TILL, Where.WORDS) for phrase in amount.lead.phrases[-1:])
    is_listed = place.has_main and (amount.depth or amount.lead.after_colon or place.is_among_days)
    if not (is_led or is_listed):
        return False
    day, month = (number.value for number in amount.numbers)
    return 1 <= day <= 31 and month in subject.recent_months


def _is_name(amount: Stated, subject: Subject) -> bool:
    """Whether a number ends a name of a place or a thing: what is counted stands behind its number, or has a colon.

    "5 văn bản về đường Vành đai 3", "1 hội nghị tại khóm 3"; so does a year, "23 (QĐ giao 2024)".
    """
    lead = amount.lead
    if lead.phrases and not amount.after and amount.shape is Shape.SINGLE and subject.is_own_year(amount.number):
        return True
    if amount.after or amount.shape is not Shape.SINGLE or amount.number.percent or lead.sign or lead.has_colon:
        return False
    if not lead.phrases or not is_unlisted(lead.phrases[-1], subject):
        return False
    return any(phrase.may_be(Role.TOPIC, Where.WORDS) for phrase in lead.phrases[:-1])


def _is_share(amount: Stated, subject: Subject) -> bool:
    if not subject.is_rate:
        return amount.number.percent
    if amount.shape is Shape.FRACTION:
        return not amount.numbers[-1].percent
    return not amount.number.percent and bool(amount.after)
