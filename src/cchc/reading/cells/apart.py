"""Which of several amounts of a cell its line means."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cchc.reading.cells.deeds import is_done, says, tells_what_is_done
from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.matters import is_matter, tells_part
from cchc.reading.cells.parts import asks_for_new, is_carried, is_new
from cchc.reading.cells.phrasebook import Role, Where, parting, sides
from cchc.reading.cells.senses import Sense, Sensed
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import Counts, thing
from cchc.reading.cells.tokens import Phrases, Token, is_time
from cchc.reading.cells.unlisted import is_unlisted
from cchc.record import frozen
from cchc.value import PrintedNumber, Wording

_WANTED = {"flow": Sense.MONTH, "cumulative": Sense.CUMULATIVE}
"""Which figure a line takes, by how it adds up over time; any other line takes either, if there is but one."""
_UNSAID = "reported"
"""A line of which nobody says how it adds up asks for its period's figure, as forms do, not the year's."""


@frozen
class Times:
    """What the numbers of a cell are said to be of, the month or the year so far; None where it says no such number."""

    month: PrintedNumber | None = None
    cumulative: PrintedNumber | None = None
    is_plain: bool = True
    """Whether nothing else is said of them, so that they are the line's own figure at those times."""

    @classmethod
    def of(cls, found: Sequence[Sensed], subject: Subject) -> Times | None:
        told = [each for each in found if each.sense in (Sense.MONTH, Sense.CUMULATIVE) and each.is_named is not False]
        month = [each.amount.number for each in told if each.sense is Sense.MONTH]
        cumulative = [each.amount.number for each in told if each.sense is Sense.CUMULATIVE]
        if not told or len(month) > 1 or len(cumulative) > 1 or not all(map(_is_number, told)):
            return None
        is_plain = all(subject.noun_of(each.amount.after) == len(each.amount.after) for each in told)
        return cls(month[0] if month else None, cumulative[0] if cumulative else None, is_plain)

    @staticmethod
    def takes_month(subject: Subject) -> bool:
        """Whether a line takes the figure of the month."""
        return _WANTED.get(str(subject.indicator.over_time)) is Sense.MONTH

    def of_line(self, subject: Subject) -> PrintedNumber | None:
        """The number of the time that a line takes; None too for a line that takes any."""
        match _WANTED.get(str(subject.indicator.over_time)):
            case Sense.MONTH:
                return self.month
            case Sense.CUMULATIVE:
                return self.cumulative
        return None

    def rival(self, value: Decimal, subject: Subject) -> PrintedNumber | None:
        """The number that is the line's by its time, where the figure in the line's column may be of the other."""
        wanted = self.of_line(subject)
        if wanted is None or wanted.value == value:
            return None
        if wanted is self.month:
            is_other = self.cumulative is not None and self.cumulative.value == value
            return wanted if is_other or (self.is_plain and wanted.value < value) else None
        return wanted if self.is_plain and wanted.value > value else None

    def are_against(self, value: Decimal | int, subject: Subject) -> bool:
        """Whether they cannot stand beside the figure of a line: no month has more than the year so far."""
        if not self.is_plain:
            return False
        match _WANTED.get(str(subject.indicator.over_time)):
            case Sense.MONTH:
                return self.cumulative is not None and self.cumulative.value < value
            case Sense.CUMULATIVE:
                is_more = self.month is not None and self.month.value > value
                return is_more or (self.cumulative is not None and self.cumulative.value < value)
        return False


def _is_number(sensed: Sensed) -> bool:
    """Whether an amount is one number, or the part of a whole."""
    return sensed.amount.shape in (Shape.SINGLE, Shape.TOTALLED, Shape.FRACTION)


def of_the_time(
    meant: list[Sensed], saying: Saying, found: Sequence[Sensed], subject: Subject
) -> tuple[list[Sensed], Wording]:
    """The amounts of the span of time that the line asks for."""
    whole = [each for each in meant if each.sense is Sense.OWN and _is_made_of(each, found)]
    if whole:
        return whole[:1], Wording.PLAIN
    spans = {each.sense for each in meant} - {Sense.OWN}
    wanted = _WANTED.get(str(subject.indicator.over_time))
    if wanted is None and Sense.CUMULATIVE in spans and str(subject.indicator.over_time) == _UNSAID:
        return [], Wording.OTHER_PERIOD
    if not spans or wanted is None:
        return meant, Wording.PLAIN
    chosen = [each for each in meant if each.sense is wanted]
    named = [each for each in meant if each.labelled >= _SAID and each.sense in (Sense.OWN, wanted)]
    if named and chosen and not any(each.labelled for each in chosen):
        return named, Wording.AMONG_OTHERS
    if not chosen and spans != {wanted}:
        # "3 (lũy kế 12)": what has no span beside what has one is of the other.
        chosen = [each for each in meant if each.sense is Sense.OWN]
    if not chosen:
        return [], Wording.OTHER_PERIOD
    is_told = len(chosen) < len(meant) or (wanted is Sense.CUMULATIVE and _begins_with_month(saying))
    return chosen, Wording.OF_PERIOD if is_told else Wording.PLAIN


def _begins_with_month(saying: Saying) -> bool:
    """Whether a figure of the month may stand first, though it looks like a month: "Trong tháng 2, lũy kế 7"."""
    return any(phrase.number for remark in saying.remarks if not remark.follows for phrase in remark.phrases)


def told_apart(
    meant: list[Sensed], wording: Wording, found: Sequence[Sensed], subject: Subject
) -> tuple[list[Sensed], Wording]:
    """The one amount of several that the line means; all of them if that cannot be told."""
    meant = _without_others(meant, subject)
    if len(meant) == 1:
        return meant, Wording.AMONG_OTHERS if wording is Wording.PLAIN else wording
    if _comes_to_first(meant):
        return meant[:1], wording
    of_meant = frozenset(map(id, meant))
    with_carried = [each for each in found if id(each) in of_meant or is_carried(each.amount)]
    total = [each for each in found if _is_total(each, meant) or _is_total(each, with_carried)]
    if len(total) == 1:
        return total, wording
    if any(each.is_of_unasked for each in meant):
        return meant, wording
    called = _called(meant, subject)
    return (meant, wording) if called is None else ([called], Wording.AMONG_OTHERS)


def _comes_to_first(meant: Sequence[Sensed]) -> bool:
    """Whether the first of some amounts is all that they come to: none of either, the same again, or their total."""
    if not any(each.amount.number.value for each in meant):  # "0 CB, 0 CC"
        return True
    is_same = all(_repeats(each.amount, meant[0].amount) for each in meant)
    return all(map(_is_single, meant)) and (is_same or _adds_up(meant))


def _called(meant: Sequence[Sensed], subject: Subject) -> Sensed | None:
    """The one amount of several of which it is said what the line asks for, or that bears its noun."""
    new = [each for each in meant if is_new(each.amount)] if asks_for_new(subject) else []
    most = max(each.labelled for each in meant)
    labelled = [each for each in meant if each.labelled == most] if most else []
    if len(labelled) == 1 and any(_is_own_kind(each, subject) for each in meant if each is not labelled[0]):
        return None  # "phản ánh 3, kiến nghị 2", where the line asks for both
    named = [each for each in meant if each.is_counted] or [each for each in meant if each.is_named]
    named = named if all(each.is_named is not None for each in meant) else []
    return next((each[0] for each in (new, labelled, named) if len(each) == 1), None)


def _is_own_kind(sensed: Sensed, subject: Subject) -> bool:
    """Whether a number is said to be of a kind that the label of the line names."""
    lead = sensed.amount.lead.phrases
    return subject.is_kind(lead) and any(says(subject.own, phrase) for phrase in lead)


def _without_others(meant: list[Sensed], subject: Subject) -> list[Sensed]:
    """The amounts of several that may be the figure, beside one that bears the line's own noun.

    What bears another unit's is none, nor is a zero of which no more is said: whether it is counted with the figure or
    not, that stays what it is. What is said behind a smaller number without a noun is said of some of the figure.
    """
    if not any(each.is_counted for each in meant) and not all(map(_is_single, meant)):
        return meant
    first = meant[0]
    if any(each.is_counted for each in meant):
        meant = [each for each in meant if each.is_counted or not _is_of_other(each.amount, subject)]
    most = max((each.labelled for each in meant if each.amount.number.value), default=None)
    if most is not None:
        meant = [each for each in meant if each.amount.number.value or each.labelled > most]
    if first.is_counted or subject.kind_of(first.amount.after):
        meant = [each for each in meant if each is first or not _is_about(each)]
    if first.is_counted and all(_is_some_of(each, first, subject) for each in meant if each is not first):
        return [first]
    return meant


def _is_of_other(amount: Stated, subject: Subject) -> bool:
    """Whether a number counts what another unit counts, or time."""
    is_other = subject.counts_other(amount.after) or any(is_time(phrase.text) for phrase in amount.after[:1])
    return is_other or thing(amount.after, subject).counts is Counts.OTHER


def _is_about(sensed: Sensed) -> bool:
    """Whether a number is of what the things before it are about: "20 nhiệm vụ thuộc 6 nội dung"."""
    lead = sensed.amount.lead.phrases
    return bool(lead) and lead[0].may_be(Role.TOPIC, Where.WORDS) and not sensed.labelled


def _is_some_of(each: Sensed, first: Sensed, subject: Subject) -> bool:
    """Whether words behind a number tell what some are of what was counted before: "20 người, 1 đang đi học"."""
    amount, noun = each.amount, subject.noun_of(each.amount.after)
    lead = [phrase.text for phrase in amount.lead.phrases]
    is_sort = lead == ["có"] and 0 < noun < len(amount.after)  # "5 văn bản, có 1 văn bản mật"
    is_said = is_sort or (bool(amount.after) and not lead and each.is_named is not True)
    return is_said and not each.labelled and _is_single(each) and amount.number.value < first.amount.number.value


_SAID = 2
"""How far a figure is labelled of which it is said what the line's label says, and another's too."""


def with_own_part(
    main: Sensed, wording: Wording, found: Sequence[Sensed], subject: Subject
) -> tuple[list[Sensed], Wording]:
    """The figure, or what the line counts of it; both where that may be but a part of what the line asks for."""
    own = _of_mixed(main, found, subject) if len(found) > 2 else _beside_other(main, found, subject)
    if own is not None:
        return own, Wording.AMONG_OTHERS
    return _with_labelled_part(main, found, subject), wording


def _with_labelled_part(main: Sensed, found: Sequence[Sensed], subject: Subject) -> list[Sensed]:
    """The figure, and the part of it that may be what the line asks for: "893 hồ sơ, trong đó đúng hạn 886"."""
    telling = _telling(main, found, subject)
    if telling is not None:
        return telling
    parts = [each for each in found if each.sense is Sense.PART and each.wording is Wording.PLAIN]
    if main.labelled or len(parts) != 1 or not (_is_single(main) and _is_own(parts[0])):
        return [main]
    if _is_made_of(main, found) or _is_of_a_sort(parts[0], subject) or _says_more(parts[0], subject):
        return [main]
    is_likely = subject.is_part or parts[0].labelled > _SAID or not subject.is_whole
    is_within = parts[0].amount.number.value <= main.amount.number.value
    if is_within and subject.is_part and parts[0].labelled > _SAID:
        return parts  # what no other line is called: "893 hồ sơ, trong đó đúng hạn 886"
    return [main, *parts] if is_likely and is_within else [main]


def _beside_other(main: Sensed, found: Sequence[Sensed], subject: Subject) -> list[Sensed] | None:
    """What the line counts in brackets behind what it does not count: "24 lượt phát (12 tin)"; None elsewhere."""
    behind = [each for each in found if each is not main]
    if len(behind) != 1 or not behind[0].is_counted:
        return None
    part, amount = behind[0], main.amount
    is_sum = amount.shape is Shape.SUM and sum(each.value for each in amount.numbers) == part.amount.number.value
    if not (is_sum or subject.counts_other(amount.after)):  # "3 KH + 2 CV (05 văn bản)" is told its total
        return None
    is_bare = part.sense is Sense.PART and part.wording is Wording.PLAIN and not part.amount.lead.phrases
    return [part] if is_bare and _is_single(part) and not main.labelled else None


def _telling(main: Sensed, found: Sequence[Sensed], subject: Subject) -> list[Sensed] | None:
    """The one part behind a whole of which is said what the line asks: "893 hồ sơ (đúng hạn 886, quá hạn 7)".

    Both where others stand beside it that do not make the whole with it: "16 (hoàn thành 12, trong đó trước hạn 3)".
    """
    if not (subject.is_part and _is_single(main)) or tells_part(_around(main), subject):
        return None
    parts = [each for each in found if each.sense is Sense.PART and each.wording is Wording.PLAIN and _is_single(each)]
    own = [each for each in parts if not each.counts_other and _is_told(each) and tells_part(_around(each), subject)]
    own = [each for each in own if not _says_more(each, subject)]
    others = [each for each in parts if each not in own]
    if len(own) == 1 and others and not _make_whole(own[0], others, main, found, subject):
        return [main, *own]
    own = ([] if others else own) or _done_of(main, parts, found)
    if len(own) != 1 or own[0].amount.number.value > main.amount.number.value or _is_of_a_sort(own[0], subject):
        return None
    return own


def _make_whole(own: Sensed, others: Sequence[Sensed], main: Sensed, found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether parts make the figure with the line's own one: "886 (trước hạn 500, đúng hạn 386)".

    Not where what is left or late is among them, nor where only one is said to be done: "20 (hoàn thành 7, mới 13)".
    """
    if any(each.wording is Wording.REMAINDER for each in found):
        return False
    if any(map(_is_said_done, _around(own))) and not all(_is_asked(each, subject) for each in others):
        return False
    made = sum(each.amount.number.value for each in (own, *others))
    return made == main.amount.number.value


def _is_said_done(phrase: Token) -> bool:
    return is_matter(phrase) and (is_done(phrase) or tells_what_is_done(f" {phrase.text} "))


def _is_asked(part: Sensed, subject: Subject) -> bool:
    """Whether it is said of a part what was done, or what the label says of it."""
    return any(is_matter(phrase) or says(subject.kin, phrase) for phrase in _around(part))


def _says_more(part: Sensed, subject: Subject) -> bool:
    """Whether it is said of a part how it was done, which no line asks: "7 (trong đó 2 hoàn thành trước hạn)"."""
    return not all(map(subject.is_asked_anywhere, filter(is_matter, _around(part))))


def _done_of(main: Sensed, parts: list[Sensed], found: Sequence[Sensed]) -> list[Sensed]:
    """The part that is done, beside what is not and makes the figure with it: "3 bộ phận (đã kiểm tra 2, chưa 1)"."""
    left = [each for each in found if each is not main and each.wording is Wording.REMAINDER and _is_single(each)]
    made = sum(each.amount.number.value for each in (*parts, *left))
    is_parted = len(parts) == 1 and left and len(found) == 2 + len(left) and made == main.amount.number.value
    return parts if is_parted and parts[0].labelled >= _SAID and not main.labelled else []


def _around(sensed: Sensed) -> Phrases:
    return (*sensed.amount.lead.phrases, *sensed.amount.after)


def _of_mixed(main: Sensed, found: Sequence[Sensed], subject: Subject) -> list[Sensed] | None:
    """The figure where it counts things of several units, told behind it: "3 (2 tập thể, 1 cá nhân)"; None elsewhere.

    What the line counts of them is its figure, unless the figure bears its noun too, or the others are of no unit.
    """
    listed = [each for each in found if each.sense is Sense.PART and each.wording is Wording.PLAIN and _is_single(each)]
    own = [each for each in listed if each.is_counted]
    others = [each for each in listed if each not in own and each.counts_other]
    made = sum(each.amount.number.value for each in (*own, *others))
    if len(own) != 1 or not others or len(own) + len(others) < len(listed) or made != main.amount.number.value:
        return None
    are_of_units = all(subject.counts_other_unit(each.amount.after) for each in others)
    return own if main.is_named is not True and are_of_units else [main, *own]


def _is_of_a_sort(part: Sensed, subject: Subject) -> bool:
    """Whether more is said of a part than the label asks: "02, trong đó kiểm tra đột xuất 01"."""
    if subject.is_part and part.labelled > _SAID:
        return False
    return any(is_unlisted(phrase, subject) and not subject.is_short_for_own(phrase) for phrase in _around(part))


def _is_made_of(main: Sensed, found: Sequence[Sensed]) -> bool:
    """Whether what stands in brackets makes a figure, whatever it is said to be of: "6 (tồn 2, tiếp nhận 4)"."""
    inner = [each for each in found if each.amount.depth > main.amount.depth and _is_single(each)]
    return len(inner) > 1 and sum(each.amount.number.value for each in inner) == main.amount.number.value


def _is_own(part: Sensed) -> bool:
    """Whether words around a part say of it what the label of the line says; behind it, what became of it.

    Other words behind it may be of what the label only speaks about: "01 công chức liên thông".
    """
    return _is_told(part) and part.labelled >= _SAID and _is_single(part)


def _is_told(part: Sensed) -> bool:
    is_led = any(phrase.may_be(Role.MATTER, Where.WORDS) or not phrase.uses for phrase in part.amount.lead.phrases)
    return is_led or any(is_done(phrase) or _is_of_a_kind(phrase) for phrase in part.amount.after)


def _is_of_a_kind(phrase: Token) -> bool:
    """Whether a word parts things into kinds that leave nothing out: "đúng hạn"."""
    return any(phrase.text in group for group in (*parting(), *sides()))


def _repeats(one: Stated, other: Stated) -> bool:
    """Whether an amount says again what another says: "01 hội nghị, 01 lớp tập huấn" are two things."""
    said, before = (
        {phrase.text for phrase in (*each.lead.phrases, *each.after) if not phrase.may_be(Role.TOTAL, Where.WORDS)}
        for each in (one, other)
    )
    return one.number.value == other.number.value and (said <= before or before <= said)


def _is_single(sensed: Sensed) -> bool:
    return sensed.amount.shape in (Shape.SINGLE, Shape.TOTALLED)


def _adds_up(meant: Sequence[Sensed]) -> bool:
    """Whether the first amount is the total of all others: "12 tin bài: 8 tin, 4 bài"."""
    first, *others = (each.amount.number.value for each in meant)
    return len(others) > 1 and first == sum(others)


def _is_total(sensed: Sensed, meant: Sequence[Sensed]) -> bool:
    """Whether an amount is called the total of the others, and is it: "8 tin; 4 bài (tổng 12)"."""
    lead = sensed.amount.lead
    is_called = lead.sign == "=" or any(phrase.may_be(Role.TOTAL, Where.WORDS) for phrase in lead.phrases)
    is_named = sensed.is_counted and not any(each.is_counted for each in meant if each is not sensed)
    if not (is_called or is_named):  # "01 KH; 03 CV; 01 TB (05 VB)"
        return False
    others = [each.amount.number.value for each in meant if each is not sensed]
    return len(others) > 1 and all(map(_is_single, meant)) and sensed.amount.number.value == sum(others)
