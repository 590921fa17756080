"""Which number of a cell is the line's, if any: the amounts held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from cchc.reading.cells.apart import Times, of_the_time, told_apart, with_own_part
from cchc.reading.cells.deeds import says
from cchc.reading.cells.excluded import said_of
from cchc.reading.cells.grammar import Remark, Saying, Shape, Stated, parse
from cchc.reading.cells.named_months import is_beside_year, is_only_of_month, named_month
from cchc.reading.cells.numerals import number_spelt
from cchc.reading.cells.offered import offered, printed
from cchc.reading.cells.parts import (
    carried_beside,
    contradicts,
    kinds_beside,
    kinds_listed,
)  # fmt: skip
from cchc.reading.cells.phrasebook import Role, Where
from cchc.reading.cells.senses import Sense, Sensed, senses
from cchc.reading.cells.spelt import spelt
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import Counts, thing
from cchc.reading.cells.tokens import is_time
from cchc.reading.cells.unclear import is_unclear
from cchc.reading.cells.unlisted import is_all_unlisted, speaks_against
from cchc.record import frozen
from cchc.value import PrintedNumber, Wording


@frozen
class Verdict:
    """What a cell's numbers come to: the number meant, or else all that may be meant."""

    wording: Wording
    number: PrintedNumber | None
    candidates: tuple[PrintedNumber, ...]
    fraction: tuple[int, int] | None = None
    is_bare: bool = False
    """Whether the cell is nothing but the number and its noun."""
    is_of_other: bool = False
    """Whether no number of the cell can be the line's."""
    is_counted: bool = False
    """Whether the number bears a name of what the line counts."""
    is_contradicted: bool = False
    """Whether parts or a figure of another time that stand beside the number cannot be right with it."""
    times: Times | None = None
    kinds: Decimal | None = None
    """What the kinds add up to that the cell lists of what the line counts."""


def verdict(text: str, subject: Subject, *, alone: bool) -> Verdict | None:
    """What the numbers of a cell come to, or None if it has none that may be meant.

    `alone`: it stands in the column of the line's own figure, where any noun will do. Elsewhere a
    number must be called what the line counts, and a rate must have its sign.
    """
    saying = parse(text, rate=subject.is_rate, style=subject.style)
    if not saying.amounts:
        return _spelt(saying, subject) or _of_month(saying, subject)
    found = senses(saying, subject)
    times, kinds, month = Times.of(found, subject), kinds_listed(found, subject), named_month(saying, subject)
    told: Verdict | None
    if month is not None and is_only_of_month(month, times, saying, subject):
        told = Verdict(Wording.OF_PERIOD, month, (month,))
    elif month is not None and not is_beside_year(month, times, subject):
        told = Verdict(Wording.SEVERAL, None, (month, *offered(saying)))
        times = evolve(times, month=month) if times is not None and times.month is None else times
    else:
        told = _of_amounts(saying, found, subject, alone=alone)
    return told if told is None or (times is None and kinds is None) else evolve(told, times=times, kinds=kinds)


def _of_amounts(saying: Saying, found: Sequence[Sensed], subject: Subject, *, alone: bool) -> Verdict | None:
    meant = [each for each in found if each.may_be_meant]
    if not meant:
        return _without(saying, found, subject, alone=alone)
    is_total_of_else = saying.has_total and any(each.sense is Sense.EXCLUDED for each in found)  # what is late, to come
    if saying.odd or is_total_of_else:
        return _asked(Wording.SEVERAL, saying)
    meant, wording = of_the_time(meant, saying, found, subject)
    if not meant:
        return _asked(wording, saying)
    if len(meant) > 1:
        meant, wording = told_apart(meant, wording, found, subject)
    if len(meant) == 1:
        meant, wording = with_own_part(meant[0], wording, found, subject)
    if len(meant) != 1:
        return _asked(Wording.SEVERAL, saying)
    if not (alone or _is_called_for(meant[0], saying, subject)):
        return _asked(Wording.OTHER_MATTER, saying)
    if meant[0].is_led and not (alone and _is_led_past(meant[0], subject)):
        return _asked(Wording.UNKNOWN_WORDS, saying)
    return _of_one(meant[0], wording, saying, found, subject)


def _asked_with(first: PrintedNumber, saying: Saying) -> Verdict:
    """Asked about, with a number that stands nowhere offered before the others."""
    asked = _asked(Wording.SEVERAL, saying)
    return evolve(asked, candidates=(first, *asked.candidates))


def _asked(wording: Wording, saying: Saying, fraction: tuple[int, int] | None = None) -> Verdict:
    return Verdict(wording, None, offered(saying), fraction)


def _without(saying: Saying, found: Sequence[Sensed], subject: Subject, *, alone: bool) -> Verdict | None:
    """The verdict where no amount can be the line's: how the first is worded that is none of it."""
    excluded = next((each for each in found if each.sense is Sense.EXCLUDED), None)
    if excluded is not None:
        return evolve(_asked(excluded.wording, saying), is_of_other=True)
    shares = [each for each in found if each.sense is Sense.SHARE and each.amount.shape is Shape.SINGLE]
    # A rate on a line of counts is of the wrong kind, which the line will tell.
    if not shares or not alone or subject.is_rate:
        return None
    return Verdict(Wording.PLAIN, shares[0].amount.number, saying.numbers)


def _is_called_for(sensed: Sensed, saying: Saying, subject: Subject) -> bool:
    """Whether an amount outside its column is plainly the line's; a bare fraction may be, if the form has its whole."""
    if subject.is_rate:
        return sensed.amount.number.percent or sensed.amount.numbers[-1].percent
    is_fraction = (
        sensed.amount.shape is Shape.FRACTION and _is_bare(sensed, saying, subject) and not sensed.amount.after
    )
    return bool(sensed.is_named or sensed.labelled or is_fraction)


# --- one amount -------------------------------------------------------------------------------------

_SHAPES = {
    Shape.SUM: Wording.SUM, Shape.PRODUCT: Wording.PRODUCT, Shape.RANGE: Wording.RANGE, Shape.TANGLE: Wording.SEVERAL,
}  # fmt: skip


def _of_one(main: Sensed, wording: Wording, saying: Saying, found: Sequence[Sensed], subject: Subject) -> Verdict:
    amount = main.amount
    against = _asked_by(main, saying, found, subject)
    if against is not None:
        return _asked(against, saying)
    noun = thing(amount.after, subject).counts
    if noun is Counts.OTHER and not amount.is_said:
        return evolve(_asked(Wording.OTHER_THING, saying), is_of_other=True)
    if amount.shape is Shape.FRACTION and not subject.is_rate:
        part = _of_fraction(amount, saying, found, subject)
        is_contradicted = _is_contradicted(main, amount.number, saying, found, subject)
        return evolve(part, is_counted=main.is_counted, is_contradicted=is_contradicted)
    others = [each for each in found if each is not main and _is_apart(each, main)]
    if any(_is_rough_more(each, main, subject) for each in others):
        return _asked(Wording.SEVERAL, saying)
    more = carried_beside(main, found, subject) or kinds_beside(main, others, subject)
    if more:
        return _asked_with(printed(amount.number.value + more), saying)
    if wording is Wording.PLAIN and others:
        if _are_in_doubt(main, others, saying, subject):
            return _asked(Wording.SEVERAL, saying)
        wording = Wording.AMONG_OTHERS
    if wording is Wording.PLAIN:
        wording = _told(main, saying, found, subject, noun)
    return _read(main, wording, saying, found, subject)


def _is_rough_more(other: Sensed, main: Sensed, subject: Subject) -> bool:
    """Whether beside a figure stand more of what the line counts, nobody said how many: "hơn 30 tin, 7 bài"."""
    amount = other.amount
    is_rough = other.wording in (Wording.APPROXIMATE, Wording.BOUND) and amount.number.value > main.amount.number.value
    return is_rough and bool(subject.noun_of(amount.after) or subject.kind_of(amount.after))


def _asked_by(main: Sensed, saying: Saying, found: Sequence[Sensed], subject: Subject) -> Wording | None:
    """What makes a figure no certain number whatever stands beside it; None if nothing does."""
    amount = main.amount
    if amount.shape in _SHAPES:
        return _SHAPES[amount.shape]
    if main.is_of_unasked or speaks_against(said_of(amount.after, subject), subject):
        return Wording.UNKNOWN_WORDS
    is_quantity = subject.is_quantity and (amount.shape is Shape.FRACTION or (amount.after and not main.is_counted))
    return Wording.SEVERAL if is_quantity or is_unclear(main, saying, found, subject) else None


def _read(main: Sensed, wording: Wording, saying: Saying, found: Sequence[Sensed], subject: Subject) -> Verdict:
    amount = main.amount
    number = amount.numbers[-1] if amount.shape is Shape.FRACTION else amount.number
    return Verdict(
        wording,
        number,
        offered(saying),
        is_bare=_is_bare(main, saying, subject),
        is_counted=main.is_counted,
        is_contradicted=_is_contradicted(main, number, saying, found, subject),
    )


def _are_in_doubt(main: Sensed, others: Sequence[Sensed], saying: Saying, subject: Subject) -> bool:
    """Whether nothing tells that the numbers beside a figure speak of something else."""
    if saying.is_bare and subject.has_marks and not _is_told_from(main, others, subject):
        return True
    if main.is_named is not False or main.labelled or subject.kind_of(main.amount.after):
        return False
    return not all(_are_alike(main.amount, each.amount) for each in others)


def _told(main: Sensed, saying: Saying, found: Sequence[Sensed], subject: Subject, noun: Counts) -> Wording:
    """How a figure is worded that is read whatever else is said."""
    if _is_marked(main.amount, found):
        return Wording.MARKED
    is_strange = main.is_led or any(map(_is_led_part, found)) or _is_spoken_against(main, saying, found, subject)
    is_strange = is_strange or any(_is_strange(remark, found, subject) for remark in saying.remarks)
    if is_strange:
        return Wording.IN_SENTENCE
    return Wording.STRANGE_NOUN if noun is Counts.UNKNOWN else Wording.PLAIN


def _is_led_part(sensed: Sensed) -> bool:
    """Whether nothing is known of what leads a part without a noun: "20 nhiệm vụ (ban đầu 18)"."""
    return sensed.is_led and sensed.sense is Sense.PART and not sensed.amount.after


def _is_strange(remark: Remark, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether nothing is known of what brackets say of the only figure of a cell, or that something is not done yet."""
    is_of_it = remark.bracketed and remark.follows == len(found) == 1
    is_kind = subject.is_kind(remark.phrases) or number_spelt(remark.phrases) is not None
    is_not_all_done = any(phrase.may_be(Role.NOT_YET, Where.BEGINS) for phrase in remark.phrases[1:])
    return is_of_it and not is_kind and (is_not_all_done or is_all_unlisted(remark.phrases, subject))


def _is_led_past(main: Sensed, subject: Subject) -> bool:
    """Whether words that are not known may lead to a figure: they say what was done to the thing that it counts.

    Before a colon they say of which part it is; a figure without the line's own noun may count anything.
    """
    lead = main.amount.lead
    return main.is_counted and not lead.has_colon and not speaks_against(lead.phrases, subject)


def _is_spoken_against(main: Sensed, saying: Saying, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether a remark, or what is said of a part, has words that may take something back: "6 (đơn trùng 1)"."""
    parts = (each.amount for each in found if each is not main)
    said = (*(remark.phrases for remark in saying.remarks), *((*each.lead.phrases, *each.after) for each in parts))
    return any(speaks_against(phrases, subject) for phrases in said)


def _is_contradicted(
    main: Sensed, number: PrintedNumber, saying: Saying, found: Sequence[Sensed], subject: Subject
) -> bool:
    if len(found) < 2 or subject.is_rate:
        return False
    times = Times.of(found, subject)
    is_beyond = times is not None and times.are_against(number.value, subject)
    return is_beyond or contradicts(main, found, saying, subject)


def _is_told_from(main: Sensed, others: Sequence[Sensed], subject: Subject) -> bool:
    """Whether it is said of a figure what the line asks for, and of each number beside it that it is of another line.

    So words tell them apart though they have lost their diacritics: "tiep nhan 905, giai quyet 893".
    """
    is_told = main.labelled > 1 or (main.is_counted and not subject.asks_what_is_planned)
    are_of_others = all(each.wording in _OF_OTHERS or each.labelled for each in others)
    return is_told and are_of_others and not any(each.is_led for each in (main, *others))


_OF_OTHERS = (Wording.OTHER_MATTER, Wording.EARLIER)


def _is_apart(other: Sensed, main: Sensed) -> bool:
    """Whether an amount speaks of something else than the line's figure and what that is made of."""
    is_more = other.counts_other and other.amount.number.value > main.amount.number.value
    return is_more or other.sense not in _PART_OF_MAIN


def _are_alike(one: Stated, other: Stated) -> bool:
    """Whether two amounts count the same thing, by the first word behind each."""
    return [phrase.text for phrase in one.after[:1]] == [phrase.text for phrase in other.after[:1]] != []


_PART_OF_MAIN = (Sense.PART, Sense.SHARE, Sense.NOTE, Sense.NAME)


def _is_marked(amount: Stated, found: Sequence[Sensed]) -> bool:
    notes = any(each.sense is Sense.NOTE for each in found)
    return (
        amount.marked
        or amount.shape is Shape.TOTALLED
        or notes
        or amount.lead.sign in ("=", "-")
        or amount.trailing == "*"
    )


def _is_bare(main: Sensed, saying: Saying, subject: Subject) -> bool:
    noun = subject.noun_of(main.amount.after)
    # "01 đồng chí đi học" tells what one of those is, who are counted.
    if noun and not all(says(subject.kin, phrase) for phrase in main.amount.after[noun:]):
        return False
    return (
        len(saying.amounts) == 1
        and not main.amount.lead.phrases
        and not any(number_spelt(remark.phrases) is None for remark in saying.remarks)
        and len(main.amount.after) <= 3
    )


# --- fractions --------------------------------------------------------------------------------------


def _of_fraction(amount: Stated, saying: Saying, found: Sequence[Sensed], subject: Subject) -> Verdict:
    """A part of a whole, if it may be one; its whole is held against the form's own later."""
    part, whole = amount.numbers[:2]
    fraction = _counts(part, whole)
    if fraction is None or fraction[0] > fraction[1] or _is_of_time(amount, subject):
        return _asked(Wording.SEVERAL, saying)
    if fraction[0] == fraction[1]:
        # All of all ("162/162"): whichever is meant, it is this number.
        wording = Wording.PART_OF_WHOLE if subject.noun_of(amount.after) else Wording.PLAIN
        return Verdict(wording, part, tuple(saying.numbers), fraction)
    rates = [each.amount.number for each in found if each.sense is Sense.SHARE] + list(amount.numbers[2:])
    if subject.is_whole and subject.asks_what_is_planned and not amount.is_said:
        # "4/7 bộ phận" where the form asks for those of a plan: either may be meant, unless the form has its whole.
        return _asked(Wording.BARE_FRACTION, saying, fraction)
    left = [each.amount.number.value for each in found if each.wording is Wording.REMAINDER]
    is_told = any(_is_rate_of(rate, fraction) for rate in rates) or fraction[1] - fraction[0] in left
    if amount.is_said or amount.after or is_told:
        return Verdict(Wording.PART_OF_WHOLE, part, tuple(saying.numbers), fraction)
    return _asked(Wording.BARE_FRACTION, saying, fraction)


def _counts(*numbers: PrintedNumber) -> tuple[int, int] | None:
    if any(number.percent or number.value != number.value.to_integral_value() for number in numbers):
        return None
    part, whole = (int(number.value) for number in numbers)
    return part, whole


def _is_of_time(amount: Stated, subject: Subject) -> bool:
    """Whether what is counted is time itself ("1/2 ngày")."""
    return not subject.noun_of(amount.after) and any(is_time(phrase.text) for phrase in amount.after[:1])


def _is_rate_of(rate: PrintedNumber, fraction: tuple[int, int]) -> bool:
    """Whether a rate is that of a part and its whole, rounded or cut off at its own decimals."""
    if not rate.percent or not fraction[1]:
        return False
    step = Decimal(1).scaleb(-rate.decimals)
    return abs(rate.value * fraction[1] - 100 * fraction[0]) < step * fraction[1]


# --- numbers in words -------------------------------------------------------------------------------


def _spelt(saying: Saying, subject: Subject) -> Verdict | None:
    """The verdict of a number in words."""
    numbers = spelt(saying, subject)
    if len(numbers) > 1:
        return Verdict(Wording.SEVERAL, None, numbers)
    return Verdict(Wording.SPELT, numbers[0], numbers) if numbers else None


def _of_month(saying: Saying, subject: Subject) -> Verdict | None:
    """The verdict of a text with no number but that of a month, which may count."""
    month = named_month(saying, subject)
    return None if month is None else Verdict(Wording.SEVERAL, None, (month,))
