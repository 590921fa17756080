"""What takes an amount of a cell out: signs, words and remarks by which it is not the figure of its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.reading.cells.deeds import says
from cchc.reading.cells.disowned import is_disowned
from cchc.reading.cells.grammar import Remark, Shape, Stated
from cchc.reading.cells.matters import (
    counts_what_is_beside,
    is_matter,
    is_of_line_beside,
    speaks_of_another_line,
)
from cchc.reading.cells.numerals import number_spelt
from cchc.reading.cells.phrasebook import Role, Where, bared, is_in, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import (
    names_of_time,
    of_another_month,
    of_another_time,
)
from cchc.reading.cells.tokens import Phrases, Token, TokenKind, is_time
from cchc.reading.cells.unlisted import is_all_against, is_tentative
from cchc.reading.cells.whose import is_of_others
from cchc.value import Wording

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


def excluded(amount: Stated, behind: Sequence[Remark], subject: Subject) -> Wording | None:
    """How an amount is worded that is not the line's figure; None if it may be."""
    is_zero = amount.number.value == 0
    found = _excluded_by_sign(amount) or _excluded_by_words(amount, subject)
    return found or _taken_back(behind, subject, is_zero=is_zero)


def _excluded_by_sign(amount: Stated) -> Wording | None:
    if amount.depth and amount.shape is Shape.SINGLE and amount.number.value < 0:
        return Wording.CHANGE
    if amount.lead.sign in _SIGNS or amount.trailing in _TRAILING:
        return _SIGNS.get(amount.lead.sign) or _TRAILING[amount.trailing]
    return None


def _excluded_by_words(amount: Stated, subject: Subject) -> Wording | None:
    if (found := _by_size(amount, subject)) is not None:
        return found
    lead, after = amount.lead.phrases, _said_behind(amount, subject)
    other_time = of_another_time((*names_of_time(lead), *names_of_time(after)), subject)
    other_time = other_time or of_another_month((*lead, *amount.after), subject)
    if other_time is None and any(phrase.text in table(Role.CARRIED, Where.WORDS) for phrase in after):
        other_time = Wording.EARLIER
    if other_time is not None:
        return other_time
    for role, wording in _played((*lead, *after)):
        told = (
            any(_leads(phrase, role) and not is_own(phrase, role, subject) for phrase in lead)
            or _is_next(lead, role, subject)
            or any(
                _follows(phrase, role)
                and not is_asked_for(phrase, role, subject)
                and not _leaves_out(after, phrase, role)
                for phrase in after
            )
        )
        if told:
            return wording
    if _is_under_way((*lead, *after), subject):
        return Wording.REMAINDER
    # Behind the thing of which a rate is, or behind a whole ("46 TTHC/60 TTHC đủ điều kiện"), no more is said of it.
    is_named = subject.is_rate and any(says(subject.own, phrase) for phrase in amount.after[:1])
    is_named = is_named or (amount.shape is Shape.FRACTION and amount.is_said)
    matters = tuple(filter(is_matter, lead if is_named else (*lead, *after)))
    if any(speaks_of_another_line(phrase, subject) for phrase in matters):
        return Wording.OTHER_MATTER
    is_part = (not amount.depth and subject.is_one_side(matters)) or is_of_line_beside(matters, subject)
    is_part = is_part or (bool(amount.number.value) and counts_what_is_beside(amount.after, subject))
    if is_part or _is_of_places(amount, subject) or (not subject.is_rate and is_of_others(lead, after, subject)):
        return Wording.OTHER_MATTER
    return None


def _by_size(amount: Stated, subject: Subject) -> Wording | None:
    """How an amount is worded that is none by what stands right behind its number."""
    if is_per_time(amount.after) or subject.is_for_each(amount.after):
        return Wording.PER_TIME
    if _is_multiple(amount, subject):
        return Wording.MULTIPLE
    return Wording.APPROXIMATE if _is_some(amount) else None


def _is_of_places(amount: Stated, subject: Subject) -> bool:
    """Whether a number counts where something was done, or for whom: "Tổ chức tại 12 thôn"."""
    after, lead = amount.after, amount.lead.phrases
    if not (after and lead and lead[-1].may_be(Role.TOPIC, Where.WORDS)):
        return False
    return not (subject.noun_of(after) or subject.kind_of(after) or subject.names(after))


def _played(phrases: Phrases) -> Iterator[tuple[Role, Wording]]:
    """The parts that some phrase may play, and how that words an amount; "chưa …" plays its own by its first word."""
    played = {role for phrase in phrases for role, _ in phrase.uses} | {Role.NOT_YET}
    return ((role, wording) for role, wording in _EXCLUDING.items() if role in played)


def _said_behind(amount: Stated, subject: Subject) -> Phrases:
    """The words behind a number that speak of it: a whole may be planned, of which it is the part that came of it."""
    after = said_of(amount.after, subject)
    if amount.shape is not Shape.FRACTION or not amount.is_said:
        return after
    return tuple(phrase for phrase in after if not phrase.may_be(Role.PLAN, Where.WORDS, Where.AFTER))


def _is_under_way(phrases: Phrases, subject: Subject) -> bool:
    """Whether what is counted goes on, where the line counts what is done; where it counts what came, some of it."""
    place = (Where.BEGINS, Where.BEFORE) if subject.asks_what_is_done else (Where.BEFORE,)
    is_level = str(subject.indicator.over_time) == "last" and not subject.asks_what_is_done
    telling = (phrase for phrase in phrases if phrase.may_be(Role.IN_PROGRESS, *place))
    if not is_level and any(not is_own(phrase, Role.IN_PROGRESS, subject) for phrase in telling):
        return True
    return any(
        phrase.may_be(Role.IN_PROGRESS, Where.BEGINS) and _is_still_to_come(phrases[place + 1 :], subject)
        for place, phrase in enumerate(phrases)
    )


def _is_still_to_come(doing: Phrases, subject: Subject) -> bool:
    """Whether what goes on is not there yet: not what runs, and, on a line of what there is, what it asks for done."""
    words = f"{' '.join(phrase.text for phrase in doing)} "
    running = table(Role.IN_PROGRESS, Where.RUNNING, bare=words.isascii())
    if not doing or subject.asks_for_incoming or any(words.startswith(f"{each} ") for each in running):
        return False
    return str(subject.indicator.over_time) == "flow" or f" đã {doing[0].text} " in subject.own


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
    return bool(lead) and lead[-1].may_be(role, Where.NEXT) and not is_own(lead[-1], role, subject)


def is_asked_for(phrase: Token, role: Role, subject: Subject) -> bool:
    """Whether a word behind a number is of the label, or says what is amiss where the line asks for just that."""
    return subject.asks_for_amiss(phrase) or is_own(phrase, role, subject)


def is_own(phrase: Token, role: Role, subject: Subject) -> bool:
    """Whether the label of the line has the word too, which then says nothing against its figure."""
    if role in (Role.APPROXIMATE, Role.BOUND):
        return False
    if role is Role.PLAN and (subject.is_rate or subject.asks_what_is_done):
        return False  # "so với Kế hoạch" names what is compared with, and asks for no plan
    if role is Role.PLAN and subject.asks_what_is_planned and subject.is_short_for_own(phrase):
        return True  # "KH 3" on a line of what a plan has
    if phrase.text in subject.own_phrases or (phrase.text.isascii() and phrase.text in map(bared, subject.own_phrases)):
        return True
    if any(own.startswith(f"{phrase.text} ") for own in subject.own_phrases):
        return True  # "bị" where the line asks who was "bị kỷ luật"
    words = phrase.text.split()
    if role is Role.PLAN and len(words) > 2:
        return all(f" {word} " in subject.own for word in words)
    return len(words) > 1 and role is not Role.OTHER_MATTER and f" {phrase.text} " in subject.own


def said_of(after: Phrases, subject: Subject) -> Phrases:
    """The words behind a number that speak of it: not its noun, nor what it is about ("về …", "theo …")."""
    after = after[subject.noun_of(after) or subject.kind_of(after) :]
    for place, phrase in enumerate(after):
        if phrase.may_be(Role.TOPIC, Where.WORDS) or _begins_reason(phrase, after[:place]):
            return after[:place]
    return after


def _begins_reason(phrase: Token, said: Phrases) -> bool:
    """Whether behind what is said to be late, left or not done a word begins to say why: "chậm do chờ kết quả"."""
    is_reason = is_in(phrase.text, Role.TOPIC, Where.REASONS)
    return is_reason and any(each.may_be(role, *_STATED) for each in said for role in (Role.REMAINDER, Role.NOT_YET))


_STATED = (Where.AFTER, Where.BEFORE, Where.BEGINS)


def _is_multiple(amount: Stated, subject: Subject) -> bool:
    """Whether a number counts tens or thousands; without diacritics "van" is a noun more often than ten thousand."""
    if not amount.after or subject.noun_of(amount.after):
        return False
    size = amount.after[0].text
    return is_in(size, Role.MULTIPLE, Where.SIZES)


def _is_some(amount: Stated) -> bool:
    """Whether a one is no number: "1 số văn bản" are some."""
    if amount.number.value != 1 or not amount.after:
        return False
    said = f"một {amount.after[0].text.split()[0]}"
    bare = amount.after[0].text.isascii()
    return (bared(said) if bare else said) in table(Role.APPROXIMATE, Where.UNTOLD, bare=bare)


def is_per_time(after: Phrases) -> bool:
    """Whether a number is one for each span of time: "2 lượt/ngày", "2 / ngày"."""
    for phrase, following in zip(after, (*after[1:], None), strict=False):
        _, stroke, last = phrase.text.rpartition("/")
        is_word = following is not None and following.kind is TokenKind.PHRASE  # "5 văn bản/tháng 5" is for that month
        if stroke and is_time(last or (following.text.split()[0] if following is not None and is_word else "")):
            return True
    return False


def _taken_back(behind: Sequence[Remark], subject: Subject, *, is_zero: bool) -> Wording | None:
    """How a remark right behind an amount takes it back: "2 (dự kiến)", "20 nhiệm vụ, chưa hoàn thành"."""
    for remark in behind:
        if remark.begins:
            return None
        telling = [each for each in remark.phrases if not _says_nothing(each)]
        found = other_time_alone(remark, subject)
        found = None if is_zero and found is Wording.PLAN else found
        if found is None and _is_uncertain(remark, telling, subject):
            found = Wording.APPROXIMATE
        if found is None and remark.bracketed and not is_zero and is_disowned(remark, subject):
            found = Wording.OTHER_MATTER
        if (
            found is None
            and telling
            and number_spelt(remark.phrases) is None
            and not _leaves_out(remark.phrases, telling[0], Role.NOT_YET)
        ):
            found = _told_by(remark, telling, subject, is_zero=is_zero)
        if found is not None:
            return found
    return None


def _is_uncertain(remark: Remark, telling: Sequence[Token], subject: Subject) -> bool:
    """Whether a remark says no more than that a figure may change, is not certain, or is none: "5 (nháp)"."""
    is_none = remark.bracketed and is_all_against(telling, subject)
    return is_none or is_tentative(remark.phrases) or _is_hedge(remark)


def _is_hedge(remark: Remark) -> bool:
    """Whether brackets end in saying that a figure is not certain, and tell no more: "5 (em nhớ không chính xác)"."""
    telling = [phrase for phrase in remark.phrases if phrase.uses and not _says_nothing(phrase)]
    alone = [phrase.may_be(Role.APPROXIMATE, Where.WORDS) for phrase in telling]
    return remark.bracketed and alone == [True] and telling[0] is remark.phrases[-1] and len(remark.phrases) <= _FEW


_FEW = 5
"""Phrases of a remark that says one thing."""


def _told_by(remark: Remark, telling: Sequence[Token], subject: Subject, *, is_zero: bool) -> Wording | None:
    """The same by the first word of a remark that tells something."""
    first, *others = telling
    for role in _REMARKED:
        if not first.may_be(role, Where.WORDS, Where.AFTER) or is_own(first, role, subject):
            continue
        is_left = role is Role.REMAINDER
        if is_left and (_is_elsewhere(others, subject) or _is_of_other(remark, first, subject)):
            continue
        if not (is_zero and role in _TO_COME):  # of nothing there is nothing to come: "0 (dự kiến quý III)"
            return _EXCLUDING[role]
    is_under_way = first.may_be(Role.IN_PROGRESS, Where.BEGINS) and subject.asks_what_is_done
    return Wording.REMAINDER if is_under_way else None


_TO_COME = (Role.PLAN, Role.REMAINDER)


def _is_of_other(remark: Remark, telling: Token, subject: Subject) -> bool:
    """Whether a remark has said, before it says that something is not done, of what other thing: "(sổ chưa lập)"."""
    before = remark.phrases[: remark.phrases.index(telling)]
    if before and subject.noun_of(before) == len(before) and telling is not remark.phrases[-1]:
        return True  # "2 bộ phận, bộ phận còn lại kiểm tra trong tháng 6" goes on to others
    things = [
        phrase for phrase in before if phrase.may_be(Role.NOUN, Where.WORDS) or phrase.may_be(Role.THING, Where.WORDS)
    ]
    return any(not subject.noun_of((phrase,)) for phrase in things)


def made_in_another_time(remark: Remark, subject: Subject) -> Wording | None:
    """The same of a remark that says what the line asks for, and when: "số tin bài đăng trong quý I"."""
    *said, name = remark.phrases
    within = table(Role.WHOLE, Where.BETWEEN)
    is_within = bool(said) and name.kind is TokenKind.NAME and said[-1].text in within
    telling = [each for each in said[:-1] if not _says_nothing(each)]
    return of_another_time((name,), subject) if is_within and not telling else None


def other_time_alone(remark: Remark, subject: Subject) -> Wording | None:
    """How a number is worded behind which stands another time than the report's, and nothing else."""
    telling = [each for each in remark.phrases if not _says_nothing(each)]
    if telling and all(each.kind is TokenKind.NAME for each in telling):
        return of_another_time(names_of_time(remark.phrases), subject)
    return of_another_month(telling, subject) if len(telling) <= 2 else None  # "(April)", "(in April)"


def _leaves_out(phrases: Phrases, first: Token, role: Role) -> bool:
    """Whether words say what was not counted with the rest: "chưa kể tin của tổ dân phố", "không tính văn bản mật"."""
    place = phrases.index(first) + 1
    following = phrases[place].text if place < len(phrases) else ""
    return role in (Role.NONE, Role.NOT_YET) and following in table(role, Where.UNLESS, bare=following.isascii())


def _says_nothing(phrase: Token) -> bool:
    return bool(phrase.uses) and all(
        role in (Role.NEUTRAL, Role.CONNECTIVE, Role.NOUN, Role.THING) for role, _ in phrase.uses
    )


def _is_elsewhere(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether what is not done yet is something else than the line asks for; "chưa xong" says nothing of what."""
    matters = [phrase for phrase in phrases if is_matter(phrase) and not _is_any_end(phrase)]
    return bool(matters) and not any(says(subject.own, phrase) for phrase in matters)


def _is_any_end(phrase: Token) -> bool:
    """Whether a word for done is one of whatever there is to do."""
    return all(
        phrase.text in table(role, place, bare=phrase.text.isascii())
        for role, place in ((Role.MATTER, Where.FINISHED), (Role.INCOMPLETE, Where.WORDS))
    )
