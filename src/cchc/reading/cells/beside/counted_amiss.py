"""What a remark counts among the things of a figure and the line does not ask for: what goes on, or of a line beside.

Nor can two halves stand beside a figure that they do not make.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import prod

from cchc.reading.cells.beside.states import are_states_of_other
from cchc.reading.cells.deeds import says
from cchc.reading.cells.excluded import is_own, said_of
from cchc.reading.cells.grammar import Remark, Saying, Shape, Stated
from cchc.reading.cells.matters import counts_what_is_beside, is_matter
from cchc.reading.cells.phrasebook import Role, Where, halves, is_in, says_in, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.reading.cells.whose import counts_events, is_of_others
from cchc.value import PrintedNumber


def counts_amiss(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether parts of a figure, as a remark tells them, are none of what the line asks for."""
    if value == 0 or subject.is_rate:
        return False
    if _are_halves_of_other(saying.amounts, value, subject) or are_states_of_other(saying, value, subject):
        return True
    if any(
        _is_part_beyond(place, saying, value, subject) or _makes_other(each, value, subject)
        for place, each in enumerate(saying.amounts)
    ):
        return True
    if _needs_others(saying.amounts, value, subject):
        return True
    return any(
        0 < amount.number.value <= value
        and (_is_led_as_part(amount, place, saying) or _is_among_all(place, saying, value))
        and (
            is_undone(amount, subject)
            or _is_of_sibling(amount, subject)
            or _is_put_in(amount, subject)
            or _is_of_others(amount, subject)
        )
        for place, amount in enumerate(saying.amounts)
    )


def _needs_others(amounts: Sequence[Stated], value: int | Decimal, subject: Subject) -> bool:
    """Whether numbers make the figure only with some that are planned, or of others: "1 lớp đã mở, 1 lớp sẽ mở"."""
    counted = [each for each in amounts if each.shape is Shape.SINGLE and subject.noun_of(each.after)]
    if len(counted) < 2 or sum(each.number.value for each in counted) != value:
        return False
    if any(is_of_others(each.lead.phrases, said_of(each.after, subject), subject) for each in counted):
        return not counts_events(subject)  # an office may well hold events together with another
    is_flow = str(subject.indicator.over_time) == "flow"
    pairs = zip(amounts, (*amounts[1:], None), strict=True)
    return is_flow and any(each in counted and _is_planned(each, behind) for each, behind in pairs)


def _is_planned(amount: Stated, behind: Stated | None) -> bool:
    """Whether a number is of what is to come, by the words around it or those that lead to its day."""
    of_day = behind.lead.phrases if behind is not None and behind.shape is Shape.FRACTION else ()
    return any(phrase.may_be(Role.PLAN, Where.WORDS) for phrase in (*_said(amount), *of_day))


def _is_put_in(amount: Stated, subject: Subject) -> bool:
    """Whether what is of another matter is said to be in a figure: "tính cả 2 đ/c nghỉ hưu"."""
    in_it = table(Role.PARTS, Where.SOME, bare=all(phrase.text.isascii() for phrase in amount.lead.phrases))
    is_led = any(
        phrase.text in in_it and not phrase.may_be(Role.PARTS, Where.NEXT) for phrase in amount.lead.phrases[-1:]
    )
    return is_led and any(phrase.may_be(Role.OTHER_MATTER, Where.AFTER) for phrase in amount.after)


def leaves_some(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some are said to be left of what a rate that no figures of the form give has all of: "còn 2 bản giấy".

    What has still time is no part of such a rate.
    """
    if any(_is_rest_of_other(amount, value) for amount in saying.amounts):
        return True
    if value != _ALL or subject.indicator.formula is not None:
        return False
    return any(
        amount.is_count
        and amount.number.value > 0
        and any(phrase.may_be(Role.REMAINDER, Where.BEFORE) for phrase in amount.lead.phrases[-1:])
        and not is_in_time(amount)
        for amount in saying.amounts
    )


_ALL = 100


def _is_rest_of_other(amount: Stated, value: int | Decimal) -> bool:
    """Whether a percentage is said to be of all that is left, and does not make the whole with that beside it."""
    is_share = amount.number.percent and amount.shape is Shape.SINGLE and not amount.depth
    is_rest = any(phrase.may_be(Role.REMAINDER, Where.AFTER) for phrase in amount.after)
    return is_share and is_rest and abs(value + amount.number.value - _ALL) >= Decimal(1)


def is_in_time(amount: Stated) -> bool:
    """Whether what is left is said not to be late yet."""
    said = " ".join(phrase.text for phrase in amount.after)
    return says_in(f" {said} ", Role.REMAINDER, Where.SAME)


def tells_another_part(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether a fraction is of another rate than that beside it, which no figures of the form give: "12/14" at 100."""
    if subject.indicator.formula is not None or amount.shape is not Shape.FRACTION or len(amount.numbers) < 2:
        return False
    part, whole = map(_count_of, amount.numbers[:2])
    if not 0 <= part <= whole or not whole or _tells_of_else(amount, subject):
        return False
    is_told = bool(amount.after[subject.noun_of(amount.after) :] or amount.lead.phrases)
    if is_told and abs(_ALL * (whole - part) - value * whole) < whole * _last_place(value):
        return False  # "6/400 văn bản gửi giấy" beside 98,5 sent otherwise
    return abs(_ALL * part - value * whole) >= whole * _last_place(value)


def _count_of(number: PrintedNumber) -> Decimal:
    """A number of a fraction: no count has decimals, so that three of them are thousands."""
    return number.value.scaleb(number.decimals) if number.decimals == _THOUSANDS else number.value


_THOUSANDS = 3


def _last_place(value: int | Decimal) -> Decimal:
    """By how much a rate that is rounded, or cut off, may differ from what it is."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def tells_another_share(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark gives a percentage of what the line asks, and it is another: "đạt 53,8% kế hoạch" beside 35."""
    number = amount.number
    if not number.percent or amount.shape is not Shape.SINGLE or amount.depth or amount.lead.sign:
        return False
    if abs(number.value - value) < Decimal(1).scaleb(-number.decimals):
        return False
    is_led = all(phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in amount.lead.phrases)
    return is_led and all(
        phrase.may_be(Role.PLAN, Where.NEXT, Where.BEFORE) or says(subject.own, phrase) for phrase in amount.after
    )


def is_so_far(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether fewer are said to be done as yet: "mới công khai được 120 TTHC" beside 162."""
    if amount.number.value >= value or not amount.is_count:
        return False
    lead = [phrase.text for phrase in amount.lead.phrases]
    begins = table(Role.NEUTRAL, Where.NEXT, bare=all(map(str.isascii, lead)))
    place = next((place for place, text in enumerate(lead) if text in begins), None)
    if place is None or len(lead) - place < _DEED:
        return False
    is_own = subject.noun_of(amount.after) == len(amount.after)
    return is_own and all(
        is_matter(phrase) or phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in amount.lead.phrases[place:]
    )


_DEED = 2
"""Words that say that something is done as yet: "mới", and what."""


def is_undone(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of what goes on, or is not done yet, where the line counts what is done."""
    if not subject.asks_what_is_done:
        return False
    said = _said(amount)
    return is_under_way(amount) or any(
        (phrase.may_be(Role.NOT_YET, Where.BEGINS) and _is_asked(said[place + 1 :], subject))
        or (phrase.may_be(Role.PLAN, Where.WORDS) and not is_own(phrase, Role.PLAN, subject))
        for place, phrase in enumerate(said)
    )


def is_left(amount: Stated) -> bool:
    """Whether a number is said to be of what is left."""
    return any(phrase.may_be(Role.REMAINDER, Where.BEFORE) for phrase in amount.lead.phrases)


def adds_nothing(remark: Remark) -> bool:
    """Whether a remark beside a number only names things, or says that others are not done."""
    said = remark.phrases
    if any(
        phrase.may_be(Role.IN_PROGRESS, Where.BEGINS) or phrase.may_be(Role.NOT_YET, Where.BEGINS) for phrase in said
    ):
        return True
    return remark.follows > 0 and all(
        role in (Role.NOUN, Role.THING, Role.NEUTRAL) for phrase in said for role, _ in phrase.uses
    )


def is_day_to_come(saying: Saying) -> bool:
    """Whether a remark says no more than on what day something will be: "sẽ tổ chức 28/5"."""
    if len(saying.amounts) != 1 or saying.remarks:
        return False
    (day,) = saying.amounts
    lead = day.lead.phrases
    is_day = day.shape is Shape.FRACTION and day.numbers[0].value <= _DAYS and day.numbers[1].value <= _MONTHS
    is_plan = bool(lead) and lead[0].may_be(Role.PLAN, Where.WORDS)
    return is_day and is_plan and not day.after and all(phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in lead[1:])


_DAYS, _MONTHS = 31, 12


def is_under_way(amount: Stated) -> bool:
    """Whether a number is said to be of what goes on."""
    return any(phrase.may_be(Role.IN_PROGRESS, Where.BEGINS, Where.BEFORE) for phrase in _said(amount))


def _is_asked(phrases: Phrases, subject: Subject) -> bool:
    """Whether words begin by saying what the line asks to have been done: "chưa hoàn thành"."""
    ends = table(Role.NOT_YET, Where.DONE, bare=all(phrase.text.isascii() for phrase in phrases[:1]))
    return any((is_matter(phrase) and subject.asks_for(phrase) > 1) or phrase.text in ends for phrase in phrases[:1])


def lists_another_sum(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark only lists by kinds what makes a figure, and they make another: "giao ban 24, tập huấn 35"."""
    amounts = saying.amounts
    if len(amounts) < 2 or subject.is_rate or not all(map(_is_listed, amounts)):
        return False
    if not all(_is_of_name(remark, len(amounts)) for remark in saying.remarks):
        return False
    made = sum(each.number.value for each in amounts)
    if made == value or not _is_near(made, value) or any(each.number.value >= value for each in amounts):
        return False
    return not any(_tells_of_else(each, subject) for each in amounts)


def _is_near(made: int | Decimal, value: int | Decimal) -> bool:
    """Whether kinds may be meant to make a figure, and one digit or little is amiss; else some kinds are left out."""
    if made > value:
        return made <= 2 * value
    short = value - made
    is_digit = len(f"{Decimal(short):f}".rstrip("0")) == 1 and short <= made
    return is_digit or _SLIPS * short <= value


_SLIPS = 20
"""Of how many the list may want one, that was added up amiss."""


def _is_of_name(remark: Remark, count: int) -> bool:
    """Whether a remark is but the first half of a name with a dash in it: "Tư pháp - Hộ tịch 2"."""
    is_known = all(not phrase.uses or phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in remark.phrases)
    return is_known and remark.follows < count and not remark.bracketed


def _is_listed(amount: Stated) -> bool:
    return amount.is_count and not amount.lead.sign and bool(_said(amount))


def _tells_of_else(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of a part only, of another time or matter, or of what is not done."""
    is_other = not subject.is_rate and subject.counts_other(amount.after)
    if is_other or any(phrase.kind is TokenKind.NAME for phrase in _said(amount)):
        return True
    return any(phrase.may_be(role, where) for phrase in _said(amount) for role in _ELSE for where in _PLACES)


_ELSE = (
    Role.PARTS, Role.PLAN, Role.EARLIER, Role.REMAINDER, Role.APPROXIMATE, Role.BOUND, Role.CHANGE, Role.PER_TIME,
    Role.CUMULATIVE, Role.MONTH, Role.NONE, Role.NOT_YET, Role.IN_PROGRESS, Role.OTHER_MATTER, Role.TOTAL,
)  # fmt: skip
_PLACES = (Where.WORDS, Where.BEFORE, Where.NEXT, Where.AFTER, Where.BEGINS)


def _is_led_as_part(amount: Stated, place: int, saying: Saying) -> bool:
    """Whether a word says that a number is a part of the figure, right before it or at the head of a list.

    Behind what is left it is a part of that: "còn 13 nhiệm vụ, trong đó 2 đang trình ký".
    """
    before = saying.amounts[:place]
    if any(phrase.may_be(Role.REMAINDER, Where.BEFORE, Where.AFTER) for phrase in _said(*before)):
        return False
    first = before[0].lead.phrases if before else ()
    return any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in (*first[:1], *amount.lead.phrases))


def _is_among_all(place: int, saying: Saying, value: int | Decimal) -> bool:
    """Whether a number is said to be among those of the figure: "Trong 4 vụ có 01 vụ còn đang xác minh"."""
    before = saying.amounts[place - 1] if place else None
    if before is None or before.number.value != value:
        return False
    last = before.lead.phrases[-1:]
    return any(is_in(phrase.text, Role.PARTS, Where.WITHIN) for phrase in last)


def _is_of_others(amount: Stated, subject: Subject) -> bool:
    """Whether a number of what the line counts is another body's; what an office did with others is its own, too."""
    is_own_noun = subject.noun_of(amount.after) > 0 and not counts_events(subject)
    return is_own_noun and is_of_others(amount.lead.phrases, said_of(amount.after, subject), subject)


def _is_of_sibling(amount: Stated, subject: Subject) -> bool:
    """Whether a number bears what only a line beside asks for: "trong đó có 3 đơn khiếu nại" of suggestions."""
    if counts_what_is_beside(amount.after, subject):
        return True
    said: Sequence[Token] = amount.after[subject.noun_of(amount.after) :][:1]
    return any(
        is_matter(phrase)
        and not any(part.asks_for(phrase) > 1 for part in subject.parts)  # "trong đó 886 hồ sơ đúng hạn"
        and not amount.lead.sign
        and phrase.text in subject.sibling_phrases
        and f" {phrase.text} " not in subject.own
        for phrase in said
    )


def _are_halves_of_other(amounts: Sequence[Stated], value: int | Decimal, subject: Subject) -> bool:
    """Whether two numbers are said to be of the two halves of a whole, and do not make the figure.

    Of what is not all done yet there is more than what was done in time and late.
    """
    if len(amounts) != 2 or not all(each.is_count for each in amounts):
        return False
    one, other = (each.number.value for each in amounts)
    if value in (one, other, one + other) or not _are_halves(*amounts):
        return False
    is_of_time = any(phrase.may_be(Role.REMAINDER, Where.BEFORE, Where.AFTER) for phrase in _said(*amounts))
    return one + other > value or subject.asks_what_is_done or not is_of_time


def _is_part_beyond(place: int, saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a number is said to be of a part of what the line counts, and more than all: "trong đó nữ 22" of 20."""
    amount, before = saying.amounts[place], saying.amounts[:place]
    if not amount.is_count or amount.number.value <= value or any(each.number.value > value for each in before):
        return False
    parts = [phrase.may_be(Role.PARTS, Where.WORDS) for phrase in amount.lead.phrases]
    if not any(parts) or subject.counts_other(amount.after):
        return False
    if subject.noun_of(amount.after) or subject.kind_of(amount.after):
        return True
    return not amount.after and subject.is_kind(amount.lead.phrases[parts.index(True) + 1 :])


def _makes_other(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether a product is of the line's own thing, and not its figure: "02 hội nghị x 35 người" beside 61."""
    if amount.shape is not Shape.PRODUCT or not subject.noun_of(amount.after) or subject.is_for_each(amount.after):
        return False
    return prod(number.value for number in amount.numbers[:_FACTORS]) != value and len(amount.numbers) <= _FACTORS


_FACTORS = 3
"""Numbers of the longest product that anybody writes."""


def _are_halves(first: Stated, second: Stated) -> bool:
    said = [f" {' '.join(phrase.text for phrase in _said(each))} " for each in (first, second)]
    return any(
        any(f" {word} " in said[left] for word in one) and any(f" {word} " in said[1 - left] for word in other)
        for one, other in halves(bare=all(map(str.isascii, said)))
        for left in (0, 1)
    )


def _said(*amounts: Stated) -> Phrases:
    return tuple(phrase for amount in amounts for phrase in (*amount.lead.phrases, *amount.after))
