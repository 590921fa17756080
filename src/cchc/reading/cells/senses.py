"""What each amount of a cell speaks of, on one line: the line's own figure, or what else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from attrs import evolve

from cchc.reading.budget import work
from cchc.reading.cells.grammar import A_FIGURE, Remark, Saying, Shape, Stated
from cchc.reading.cells.matters import (
    is_led,
    is_matter,
    is_of_line_beside,
    is_of_other_matter,
    is_of_unasked,
    labelled,
    names_whole,
    speaks_of_another_line,
)
from cchc.reading.cells.numerals import number_spelt
from cchc.reading.cells.phrasebook import Role, Where, bared, table
from cchc.reading.cells.subject import Subject, says
from cchc.reading.cells.times import (
    goes_on,
    is_of_year,
    names_of_time,
    of_another_month,
    of_another_time,
    span_before,
    span_behind,
)
from cchc.reading.cells.tokens import Phrases, Token, TokenKind, is_time
from cchc.reading.cells.whose import is_of_others
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
    DAY = auto()
    """A day on which something was: "2 cuộc (03/5, 10/5)"."""
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
    for place, amount in enumerate(saying.amounts):
        work(A_FIGURE)
        if amount.lead.begins and scope is Role.PLAN:
            scope = None
        scope = _scope(scope, amount, remarks.get(place, ()), subject, has_main=has_main)
        behind = remarks.get(place + 1, ())
        led = span_before(amount.lead.phrases, subject)
        if led is not None or scope is Role.PARTS or not goes_on(amount):
            span, depth = led, amount.depth
        of_time = led or span_behind(amount.after, behind, subject) or (span if amount.depth == depth else None)
        found.append(_sensed(amount, behind, scope, _SPANS.get(of_time), subject, has_main=has_main))
        has_main = has_main or found[-1].may_be_meant
    for place in range(len(found) - 2, -1, -1):
        if _shares_noun(found[place], found[place + 1]):
            found[place] = evolve(found[place], sense=Sense.PART, counts_other=True)
    return found


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


def _sensed(
    amount: Stated,
    behind: Sequence[Remark],
    scope: Role | None,
    span: Sense | None,
    subject: Subject,
    *,
    has_main: bool,
) -> Sensed:
    if amount.shape is Shape.RATED and len(amount.numbers) == 2 and not subject.is_rate:
        amount = evolve(amount, shape=Shape.SINGLE, number=amount.numbers[0])  # "7 = 35%"
    of_noun = _near(amount.after, subject)
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
    if has_main and _is_day(amount, subject):
        return evolve(sensed, sense=Sense.DAY)
    part = evolve(sensed, sense=Sense.PART, counts_other=subject.counts_other(amount.after))
    if has_main and scope is Role.PARTS and span is None:
        return evolve(part, wording=_excluded(amount, behind, subject) or Wording.PLAIN)
    is_beside = is_of_other_matter(amount, subject) if has_main else _is_part_alone(amount, subject)
    excluded = _excluded(amount, behind, subject) or (Wording.OTHER_MATTER if is_beside else None)
    if excluded is not None:
        return evolve(sensed, sense=Sense.EXCLUDED, wording=excluded)
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
        phrase.may_be(Role.PARTS, Where.NEXT) and not _is_own(phrase, Role.PARTS, subject)
        for phrase in amount.lead.phrases
    )


# --- what takes an amount out -----------------------------------------------------------------------

_EXCLUDING: Mapping[Role, Wording] = {
    Role.PLAN: Wording.PLAN,
    Role.PER_TIME: Wording.PER_TIME,
    Role.APPROXIMATE: Wording.APPROXIMATE,
    Role.BOUND: Wording.BOUND,
    Role.CHANGE: Wording.CHANGE,
    Role.REMAINDER: Wording.REMAINDER,
    Role.OTHER_MATTER: Wording.OTHER_MATTER,
    Role.EARLIER: Wording.EARLIER,
    Role.NONE: Wording.REMAINDER,
    Role.NOT_YET: Wording.REMAINDER,
}
_SIGNS: Mapping[str, Wording] = {
    "<": Wording.BOUND, ">": Wording.BOUND, "~": Wording.APPROXIMATE, "±": Wording.APPROXIMATE, "+": Wording.CHANGE,
    "↑": Wording.CHANGE, "↓": Wording.CHANGE,
}  # fmt: skip
_TRAILING: Mapping[str, Wording] = {"+": Wording.BOUND, "?": Wording.APPROXIMATE, "±": Wording.APPROXIMATE}
_REMARKED = (Role.PLAN, Role.PER_TIME, Role.APPROXIMATE, Role.REMAINDER, Role.EARLIER)
"""What a remark behind an amount may take back. That it is more than before takes nothing back."""


def _excluded(amount: Stated, behind: Sequence[Remark], subject: Subject) -> Wording | None:
    """How an amount is worded that is not the line's figure; None if it may be."""
    return _excluded_by_sign(amount) or _excluded_by_words(amount, subject) or _taken_back(behind, subject)


def _excluded_by_sign(amount: Stated) -> Wording | None:
    if amount.depth and amount.shape is Shape.SINGLE and amount.number.value < 0:
        return Wording.CHANGE
    if amount.lead.sign in _SIGNS or amount.trailing in _TRAILING:
        return _SIGNS.get(amount.lead.sign) or _TRAILING[amount.trailing]
    return None


def _excluded_by_words(amount: Stated, subject: Subject) -> Wording | None:
    if is_per_time(amount.after) or subject.is_for_each(amount.after):
        return Wording.PER_TIME
    if _is_multiple(amount, subject):
        return Wording.MULTIPLE
    lead, after = amount.lead.phrases, _near(amount.after, subject)
    other_time = of_another_time((*names_of_time(lead), *names_of_time(after)), subject)
    other_time = other_time or of_another_month((*lead, *amount.after), subject)
    if other_time is None and any(phrase.text in table(Role.CARRIED, Where.WORDS) for phrase in after):
        other_time = Wording.EARLIER
    if other_time is not None:
        return other_time
    for role, wording in _EXCLUDING.items():
        told = (
            any(_leads(phrase, role) and not _is_own(phrase, role, subject) for phrase in lead)
            or _is_next(lead, role, subject)
            or any(_follows(phrase, role) and not _is_own(phrase, role, subject) for phrase in after)
        )
        if told:
            return wording
    if _is_under_way((*lead, *after), subject):
        return Wording.REMAINDER
    # What is said of a rate behind the thing of which it is makes it no other rate.
    is_named = subject.is_rate and any(says(subject.own, phrase) for phrase in amount.after[:1])
    is_elsewhere = any(speaks_of_another_line(phrase, subject) for phrase in (lead if is_named else (*lead, *after)))
    if is_elsewhere or (not subject.is_rate and is_of_others(lead, after, subject)):
        return Wording.OTHER_MATTER
    matters = tuple(filter(is_matter, (*lead, *after)))
    if (not amount.depth and subject.is_one_side(matters)) or is_of_line_beside(matters, subject):
        return Wording.OTHER_MATTER
    return None


def _is_under_way(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether what is counted goes on, where the line counts what is done; where it counts what came, some of it."""
    place = (Where.BEGINS, Where.BEFORE) if subject.asks_what_is_done else (Where.BEFORE,)
    is_level = str(subject.indicator.over_time) == "last" and not subject.asks_what_is_done
    telling = (phrase for phrase in phrases if phrase.may_be(Role.IN_PROGRESS, *place))
    return not is_level and any(not _is_own(phrase, Role.IN_PROGRESS, subject) for phrase in telling)


def _leads(phrase: Token, role: Role) -> bool:
    """Whether a phrase plays a part before a number; "không có", "chưa" play it by beginning."""
    begins = role in (Role.NONE, Role.NOT_YET) and phrase.may_be(role, Where.BEGINS)
    return begins or phrase.may_be(role, Where.WORDS, Where.BEFORE)


def _follows(phrase: Token, role: Role) -> bool:
    """Whether a phrase plays a part behind a number; "chưa có …", "không có …" behind its noun take it out.

    So does any phrase that begins with "chưa", whatever else it may say elsewhere: "4 nhiệm vụ chưa đến hạn".
    """
    first = phrase.text.partition(" ")[0]
    begins = role in (Role.NONE, Role.NOT_YET) and phrase.may_be(role, Where.BEGINS)
    begins = begins or (role is Role.NOT_YET and first in table(role, Where.BEGINS, bare=first.isascii()))
    return begins or phrase.may_be(role, Where.WORDS, Where.AFTER)


def _is_next(lead: Phrases, role: Role, subject: Subject) -> bool:
    """Whether a word of a role stands right before the number, or one word that says nothing lies between."""
    if lead and lead[-1].may_be(Role.NEUTRAL, Where.WORDS) and not lead[-1].may_be(role, Where.NEXT):
        lead = lead[:-1]
    return bool(lead) and lead[-1].may_be(role, Where.NEXT) and not _is_own(lead[-1], role, subject)


def _is_own(phrase: Token, role: Role, subject: Subject) -> bool:
    """Whether the label of the line has the word too, which then says nothing against its figure."""
    if role in (Role.APPROXIMATE, Role.BOUND):
        return False
    if role is Role.PLAN and (subject.is_rate or subject.asks_what_is_done):
        return False  # "so với Kế hoạch" names what is compared with, and asks for no plan
    if phrase.text in subject.own_phrases or (phrase.text.isascii() and phrase.text in map(bared, subject.own_phrases)):
        return True
    words = phrase.text.split()
    if role is Role.PLAN and len(words) > 2:
        return all(f" {word} " in subject.own for word in words)
    return len(words) > 1 and role is not Role.OTHER_MATTER and f" {phrase.text} " in subject.own


def _near(after: Phrases, subject: Subject) -> Phrases:
    """The words behind a number that speak of it: not its noun, nor what it is about ("về …", "theo …")."""
    after = after[subject.noun_of(after) :]
    for place, phrase in enumerate(after):
        if phrase.may_be(Role.TOPIC, Where.WORDS):
            return after[:place]
    return after


def _is_multiple(amount: Stated, subject: Subject) -> bool:
    """Whether a number counts tens or thousands; without diacritics "van" is a noun more often than ten thousand."""
    if not amount.after or subject.noun_of(amount.after):
        return False
    size = amount.after[0].text
    return size in table(Role.MULTIPLE, Where.SIZES, bare=size.isascii())


def is_per_time(after: Phrases) -> bool:
    """Whether a number is one for each span of time: "2 lượt/ngày", "2 / ngày"."""
    for phrase, following in zip(after, (*after[1:], None), strict=False):
        _, stroke, last = phrase.text.rpartition("/")
        is_word = following is not None and following.kind is TokenKind.PHRASE  # "5 văn bản/tháng 5" is for that month
        if stroke and is_time(last or (following.text.split()[0] if following is not None and is_word else "")):
            return True
    return False


def _taken_back(behind: Sequence[Remark], subject: Subject) -> Wording | None:
    """How a remark right behind an amount takes it back: "2 (dự kiến)", "20 nhiệm vụ, chưa hoàn thành"."""
    for remark in behind:
        if remark.begins:
            return None
        telling = [each for each in remark.phrases if not _says_nothing(each)]
        other_time = _other_time_alone(telling, remark, subject)
        if other_time is not None:
            return other_time
        if not telling or number_spelt(remark.phrases) is not None or _leaves_out(telling):
            continue
        first, *others = telling
        for role in _REMARKED:
            if first.may_be(role, Where.WORDS, Where.AFTER) and not _is_own(first, role, subject):
                if role is Role.REMAINDER and _is_elsewhere(others, subject):
                    continue
                return _EXCLUDING[role]
        if first.may_be(Role.IN_PROGRESS, Where.BEGINS) and subject.asks_what_is_done:
            return Wording.REMAINDER
    return None


def _other_time_alone(telling: Sequence[Token], remark: Remark, subject: Subject) -> Wording | None:
    """How a number is worded behind which stands another time than the report's, and nothing else."""
    if telling and all(each.kind is TokenKind.NAME for each in telling):
        return of_another_time(names_of_time(remark.phrases), subject)
    return of_another_month(telling, subject) if len(telling) <= 2 else None  # "(April)", "(in April)"


def _leaves_out(telling: Sequence[Token]) -> bool:
    """Whether a remark says what was not counted with the rest: "chưa kể tin của tổ dân phố"."""
    second = telling[1].text if len(telling) > 1 else ""
    return second in table(Role.NOT_YET, Where.UNLESS, bare=second.isascii())


def _says_nothing(phrase: Token) -> bool:
    return bool(phrase.uses) and all(
        role in (Role.NEUTRAL, Role.CONNECTIVE, Role.NOUN, Role.THING) for role, _ in phrase.uses
    )


def _is_elsewhere(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether what is not done yet is something else than the line asks for."""
    matters = [phrase for phrase in phrases if is_matter(phrase)]
    return bool(matters) and not any(says(subject.own, phrase) for phrase in matters)


# --- what an amount is otherwise --------------------------------------------------------------------


def _is_footnote(amount: Stated, *, has_main: bool) -> bool:
    """Whether a number is one digit in brackets behind a figure: "7 (2)"."""
    number = amount.number
    bare = not amount.lead.phrases and not amount.after and not amount.lead.sign and amount.shape is Shape.SINGLE
    return has_main and bare and amount.depth > 0 and len(number.text.strip()) == 1 and not number.percent


def _is_day(amount: Stated, subject: Subject) -> bool:
    """Whether a fraction in brackets is a day of the month of the report, or of the month before."""
    if amount.shape is not Shape.FRACTION or not amount.depth or len(amount.numbers) != 2 or amount.after:
        return False
    day, month = (number.value for number in amount.numbers)
    return 1 <= day <= 31 and month in subject.recent_months


def _is_share(amount: Stated, subject: Subject) -> bool:
    if not subject.is_rate:
        return amount.number.percent
    if amount.shape is Shape.FRACTION:
        return not amount.numbers[-1].percent
    return not amount.number.percent and bool(amount.after)
