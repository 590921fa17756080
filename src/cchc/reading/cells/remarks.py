"""Words instead of a number: that there was none, that it has not come to it, that it is under way; and answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from attrs import evolve

from cchc.reading.cells.deeds import begins_done, says
from cchc.reading.cells.deeds import is_finished as is_finished_word
from cchc.reading.cells.grammar import Remark, Saying, Shape, Stated, parse
from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.reserved import is_broken
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import TokenKind
from cchc.record import frozen
from cchc.text.spelling import fold
from cchc.value import Reason, Wording


@frozen
class NoFigure:
    """Why a text gives no figure; `wording` tells whether all its words are known, or that it speaks of a plan."""

    reason: Reason
    wording: Wording


_HEADS = ((Role.NONE, Reason.NONE), (Role.NOT_YET, Reason.NOT_ARISEN), (Role.IN_PROGRESS, Reason.IN_PROGRESS))


def said(text: str, subject: Subject) -> NoFigure | None:
    """Why a line has no figure, if a text says so: by its beginning, and of the thing that the line counts."""
    saying = parse(text, rate=subject.is_rate, style=subject.style)
    return said_in(saying.remarks[0], subject) if saying.remarks and saying.remarks[0].follows == 0 else None


def said_in(remark: Remark, subject: Subject) -> NoFigure | None:
    """The same of one remark."""
    words = _words(remark)
    bare = all(map(str.isascii, words))
    words = _after_lead(words, bare=bare)
    matters = tuple(phrase for phrase in remark.phrases if phrase.may_be(Role.MATTER, Where.WORDS))
    for role, reason in _HEADS:
        size = _head(words, role, bare=bare)
        if size and role is not Role.IN_PROGRESS and subject.is_one_side(matters):
            return None  # "không nhận được đơn tố cáo nào", of complaints and denunciations together
        if size and role is not Role.IN_PROGRESS and _longest(words[size:], table(role, Where.UNLESS, bare=bare)):
            return None
        if size:
            return _of_rest(reason, words[size:], subject, bare=bare)
    return NoFigure(Reason.IN_PROGRESS, Wording.PLAN) if _is_planned(remark, subject) else None


def is_planned(text: str, subject: Subject) -> bool:
    """Whether a text begins by saying that what a line asks about is still to come: "Có kế hoạch mua sắm"."""
    saying = parse(text)
    if not saying.remarks or saying.remarks[0].follows:
        return False
    words = _words(saying.remarks[0])
    goes_on = _head(words, Role.IN_PROGRESS, bare=all(map(str.isascii, words)))  # "Đang chờ lắp đặt"
    return not goes_on and _is_planned(saying.remarks[0], subject)


def _is_planned(remark: Remark, subject: Subject) -> bool:
    """Whether a remark begins by saying that what it speaks of is still to come."""
    first = next((phrase for phrase in remark.phrases if phrase.kind is TokenKind.PHRASE), None)
    is_plan = first is not None and first.may_be(Role.PLAN, Where.WORDS)
    return is_plan and first is not None and not says(subject.own, first)


def _words(remark: Remark) -> list[str]:
    return " ".join(phrase.text for phrase in remark.phrases if phrase.kind is TokenKind.PHRASE).split()


def _after_lead(words: list[str], *, bare: bool) -> list[str]:
    """The words behind those that only say when and where: "Trong tháng, phường không có"."""
    leads = table(Role.NONE, Where.LEADS, bare=bare)
    place = 0
    while size := _longest(words[place:], leads):
        place += size
    return words[place:]


def _head(words: Sequence[str], role: Role, *, bare: bool) -> int:
    return _longest(words, table(role, Where.BEGINS, bare=bare))


def _longest(words: Sequence[str], phrases: Iterable[str]) -> int:
    """How many words the longest of some phrases has that a text begins with; 0 for none."""
    text = " ".join(words) + " "
    return max((len(phrase.split()) for phrase in phrases if text.startswith(f"{phrase} ")), default=0)


def _of_rest(reason: Reason, rest: Sequence[str], subject: Subject, *, bare: bool) -> NoFigure | None:
    """What a beginning means with the words behind it: these must speak of what the line counts."""
    if reason is Reason.IN_PROGRESS:
        return NoFigure(reason, Wording.PLAIN)
    text = f" {' '.join(rest)} "
    own = fold(subject.kin) if bare else subject.kin
    nouns = frozenset(map(fold, subject.nouns)) if bare else subject.nouns
    if reason is Reason.NOT_ARISEN and any(text.startswith(f" {noun} nào ") for noun in nouns):
        if any(f" nào {each} " in text for each in table(Role.OTHER_MATTER, Where.AFTER, bare=bare)):
            return None  # "Chưa có TTHC nào bị gỡ"
        return NoFigure(reason, Wording.PLAIN)  # "Chưa có nhiệm vụ nào hoàn thành"
    told = text
    for filler in _longer_fillers(bare=bare):  # "trong kỳ báo cáo" says when, and of no report
        told = told.replace(f" {filler} ", " ")
    if any(f" {phrase} " in told and phrase not in nouns for phrase in table(Role.NO_DATA, Where.WORDS, bare=bare)):
        return None
    if reason is Reason.NONE and any(f" {no} " in text for no in table(Role.NOT_YET, Where.BEGINS, bare=bare)):
        return None  # "Không có hồ sơ nào chưa gửi thư" says that all are
    is_thing = any(text.endswith(f" {noun} ") for noun in nouns)  # "khong co ho so"
    if not is_thing and any(text.endswith(f" {word} ") for word in table(Role.NO_DATA, Where.ALONE, bare=bare)):
        return None  # "chưa có số"
    if _holds(text, Role.INCOMPLETE, bare=bare):
        return NoFigure(Reason.IN_PROGRESS, Wording.PLAIN) if reason is Reason.NOT_ARISEN else None
    known = _fillers(bare=bare) | set(own.split()) | {word for noun in nouns for word in noun.split()}
    return NoFigure(reason, Wording.PLAIN if known.issuperset(rest) else Wording.IN_SENTENCE)


def _holds(text: str, role: Role, *, bare: bool) -> bool:
    return any(f" {phrase} " in text for phrase in table(role, Where.WORDS, bare=bare))


@cache
def _longer_fillers(*, bare: bool) -> tuple[str, ...]:
    """Phrases that may stand there, in which one word by itself would say that nothing is known."""
    unknown = table(Role.NO_DATA, Where.WORDS, bare=bare)
    phrases = table(Role.NONE, Where.FILLERS, bare=bare)
    return tuple(each for each in phrases if any(f" {each} ".find(f" {word} ") > 0 for word in unknown))


@cache
def _fillers(*, bare: bool) -> frozenset[str]:
    """Words that may stand between "không có" and what there is none of."""
    lists = (table(Role.NONE, Where.FILLERS, bare=bare), table(Role.NEUTRAL, Where.WORDS, bare=bare))
    return frozenset(word for phrases in lists for phrase in phrases for word in phrase.split())


def is_yet_to_come(text: str, subject: Subject) -> bool:
    """Whether a text says of the line's own matter that it is under way or planned: "Đang triển khai"."""
    saying = parse(text)
    if not saying.remarks or saying.remarks[0].follows or saying.amounts:
        return False
    words = _words(saying.remarks[0])
    bare = all(map(str.isascii, words))
    if _head(words, Role.YES, bare=bare):
        return False
    told = said_in(saying.remarks[0], subject)
    known = _fillers(bare=bare) | set((fold(subject.kin) if bare else subject.kin).split()) | _planning(bare=bare)
    return told is not None and told.reason is Reason.IN_PROGRESS and known.issuperset(words)


def is_left_undone(saying: Saying, subject: Subject) -> bool:
    """Whether all that is said is that what the line asks for done goes on or is not yet: "Đang xác minh, chưa …"."""
    if not saying.remarks or saying.amounts:
        return False
    heads = [_undone(remark) for remark in saying.remarks]
    if not subject.asks_what_is_done:
        return set(heads) == {Role.IN_PROGRESS, Role.NOT_YET} and any(map(_goes_on, saying.remarks))
    said = [phrase for remark in saying.remarks for phrase in remark.phrases]
    is_any_done = any(is_finished_word(phrase) or begins_done(phrase.text) for phrase in said)
    if heads[0] is not None and not is_any_done and any(map(_goes_on, saying.remarks)):
        return True
    is_asked = any(subject.asks_for(phrase) for phrase in said)
    return None not in heads and Role.NOT_YET in heads and is_asked


def _undone(remark: Remark) -> Role | None:
    """Whether a remark begins by saying that something is not yet, goes on, or has only begun: "mới thụ lý"."""
    words = _words(remark)
    bare = all(map(str.isascii, words))
    words = _after_lead(words, bare=bare)
    if _longest(words, table(Role.NEUTRAL, Where.NEXT, bare=bare)):
        return Role.NEUTRAL
    return next((role for role in (Role.NOT_YET, Role.IN_PROGRESS) if _head(words, role, bare=bare)), None)


def _goes_on(remark: Remark) -> bool:
    """Whether it says of some deed that it goes on, and not that what was done is in use."""
    words = _words(remark)
    bare = all(map(str.isascii, words))
    words = _after_lead(words, bare=bare)
    rest = words[_head(words, Role.IN_PROGRESS, bare=bare) :]
    running = _longest(rest, table(Role.IN_PROGRESS, Where.RUNNING, bare=bare))
    return 0 < len(rest) < len(words) and not running


def denies_further_on(text: str, subject: Subject) -> bool:
    """Whether a later one of several remarks says that there is none of what a line counts, and no more.

    "Tạm dừng, không có tin bài" does; "không có" alone is of what was said before it, more than the noun of some.
    """
    later = parse(text, rate=subject.is_rate, style=subject.style).remarks[1:]
    return any(_is_none_of_all(_words(each), subject) for each in later)


def _is_none_of_all(words: Sequence[str], subject: Subject) -> bool:
    bare = all(map(str.isascii, words))
    rest = words[_head(words, Role.NONE, bare=bare) :]
    noun = " ".join(rest[:-1] if rest and rest[-1] in _fillers(bare=bare) else rest)
    return len(rest) < len(words) and noun in (map(fold, subject.nouns) if bare else subject.nouns)


def begins_undone(words: str) -> bool:
    """Whether words begin by saying that something goes on, or is not, or not yet."""
    bare = words.isascii()
    roles = (Role.NONE, Role.NOT_YET, Role.IN_PROGRESS, Role.NO)
    return any(_head(words.split(), role, bare=bare) for role in roles)


def says_done(text: str, subject: Subject) -> bool:
    """Whether a remark says that what the line asks about was done: "Đã họp trực tuyến ngày 10/5" beside a no."""
    saying = parse(text)
    words = _all_words(saying)
    bare = all(map(str.isascii, words))
    is_told = bool(words) and words[0] in table(Role.MATTER, Where.AUXILIARIES, bare=bare)
    told = answer(text, subject)
    if not is_told or told is None or not told[0] or _holds(f" {' '.join(words)} ", Role.PLAN, bare=bare):
        return False
    own = fold(subject.own) if bare else subject.own
    return any(f" {one} {other} " in own for one, other in pairwise(words[1:]))


def says_all_is_well(text: str) -> bool:
    """Whether a remark beside no says that a thing is as it should be, and denies nothing: "Đang vận hành ổn định"."""
    words = " ".join(_all_words(parse(text)))
    bare = words.isascii()
    denied = [word for role in (Role.NONE, Role.NOT_YET) for word in table(role, Where.BEGINS, bare=bare)]
    if any(f" {each} " in f" {words} " for each in denied) or _is_still_to_come(words, bare=bare) or is_broken(text):
        return False
    is_well = any(f" {words}".endswith(f" {each}") for each in table(Role.YES, Where.DONE, bare=bare))
    return is_well or any(f" {each} " in f" {words} " for each in table(Role.YES, Where.WELL, bare=bare))


def _is_still_to_come(words: str, *, bare: bool) -> bool:
    """Whether words say of anything that it is planned, goes on, is wanted, or is not quite so."""
    plans = ((Role.PLAN, Where.WORDS), (Role.PLAN, Where.BEFORE))
    lists = (*plans, (Role.BUT, Where.AFTER), (Role.REMAINDER, Where.BEFORE))
    return any(f" {each} " in f" {words} " for role, where in lists for each in table(role, where, bare=bare))


def is_finished(text: str) -> bool:
    """Whether all that a remark says is that a thing is done: "Đã hoàn thành từ năm 2022"."""
    saying = parse(text)
    if len(saying.remarks) != 1 or saying.amounts:
        return False
    first, *rest = _words(saying.remarks[0]) or [""]
    bare = text.isascii()
    done = [word for where in (Where.DONE, Where.FINISHED) for word in table(Role.MATTER, where, bare=bare)]
    is_over = any(word in rest[1:] for word in table(Role.MATTER, Where.FINISHED, bare=bare))  # "đã triển khai xong"
    return first in table(Role.MATTER, Where.AUXILIARIES, bare=bare) and (is_over or _longest(rest, done) > 0)


def is_not_quite(text: str) -> bool:
    """Whether a remark says of what is answered for that some of it is not so: "Máy hỏng, chưa đáp ứng yêu cầu"."""
    saying, bare = parse(text), text.isascii()
    # "Không có nội dung nào chưa thực hiện", wherever it stands, says that all is.
    told = [each for each in saying.remarks if not _head(_words(each), Role.NONE, bare=bare)]
    words = f" {' '.join(_all_words(evolve(saying, remarks=tuple(told))))} "
    for where in (Where.WORDS, Where.UNMET):
        for phrase in table(Role.AT_EASE, where, bare=bare):
            words = words.replace(f" {phrase} ", " ")
    denied = [no for no in table(Role.NOT_YET, Where.BEGINS, bare=bare) if f" {no} " in words]
    if any(f" {no} {each} " in words for no in denied for each in _so(bare=bare)):
        return True
    # Whatever is not there yet, a remark that begins or ends with it says no more: "Chưa lắp thiết bị".
    rest = words.split()
    begun = _head(rest, Role.NOT_YET, bare=bare)
    if begun > 1 and rest[begun - 1] in _having(bare=bare):
        return False  # "Chưa có kinh phí nâng cấp" is of another thing
    return 0 < begun < len(rest) and not any(f" {more} " in words for more in table(Role.NONE, Where.MORE, bare=bare))


@cache
def _having(*, bare: bool) -> frozenset[str]:
    """Words with which an answer says that there is something."""
    return frozenset(word for word in table(Role.YES, Where.BEGINS, bare=bare) if len(word) <= _SHORT)


_SHORT = 2
"""Letters of "có"."""


@cache
def _so(*, bare: bool) -> tuple[str, ...]:
    """What is not quite so where it is said not to be yet."""
    lists = (
        (Role.YES, Where.DONE),
        (Role.MATTER, Where.DONE),
        (Role.INCOMPLETE, Where.WORDS),
        (Role.YES, Where.RUNNING),
    )
    return tuple(word for role, where in lists for word in table(role, where, bare=bare))


def is_out_of_order(text: str) -> bool:
    """Whether a text says no more than that a thing does not work just now: "Đang sửa chữa"."""
    saying = parse(text)
    if len(saying.remarks) != 1 or saying.amounts:
        return False
    words = _words(saying.remarks[0])
    size = _longest(words, table(Role.BUT, Where.BROKEN, bare=all(map(str.isascii, words))))
    return 0 < size == len(words)


@cache
def _planning(*, bare: bool) -> frozenset[str]:
    """The words of phrases that say that something is under way or planned."""
    lists = (table(Role.PLAN, Where.WORDS, bare=bare), table(Role.IN_PROGRESS, Where.BEGINS, bare=bare))
    return frozenset(word for phrases in lists for phrase in phrases for word in phrase.split())


# --- answers ----------------------------------------------------------------------------------------


def answer(text: str, subject: Subject) -> tuple[bool, Wording] | None:
    """Yes or no, by the beginning of a text; None if what follows takes it back, or it is no answer."""
    saying = parse(text)
    if (not saying.remarks and not saying.amounts) or any(map(_is_partial, saying.amounts)):
        return None
    words = _all_words(saying)
    bare = all(map(str.isascii, words))
    words = _after_label(words, subject, bare=bare)
    yes, no = _head(words, Role.YES, bare=bare), _head(words, Role.NO, bare=bare)
    size = max(yes, no)
    if not size and _ends_well(words, bare=bare):
        return True, Wording.IN_SENTENCE
    rest = f" {' '.join(words[size:])} "
    for phrase in table(Role.AT_EASE, Where.WORDS, bare=bare):
        rest = rest.replace(f" {phrase} ", " ")
    # Whatever was done by instructions was done; "có hướng dẫn" answers nothing.
    is_done = yes > 1 or (yes > no and words[0] in table(Role.MATTER, Where.AUXILIARIES, bare=bare))
    is_unknown = not is_done and _holds(rest, Role.NO_DATA, bare=bare)
    is_unknown = is_unknown or bool(no > yes and _longest(words[no:], table(Role.NO, Where.UNLESS, bare=bare)))
    if size == 0 or is_unknown or (yes > no and _holds(rest, Role.BUT, bare=bare)):
        return None
    known = _fillers(bare=bare) | set((fold(subject.kin) if bare else subject.kin).split())
    return yes > no, Wording.PLAIN if known.issuperset(rest.split()) else Wording.IN_SENTENCE


def _ends_well(words: Sequence[str], *, bare: bool) -> bool:
    """Whether all that is said of things is that they are as they should be: "Cơ sở vật chất đảm bảo"."""
    text = f" {' '.join(words)} "
    if not any(text.endswith(f" {phrase} ") for phrase in table(Role.YES, Where.DONE, bare=bare)):
        return False
    return not (_holds(text, Role.BUT, bare=bare) or _holds(text, Role.PLAN, bare=bare))


def _after_label(words: list[str], subject: Subject, *, bare: bool) -> list[str]:
    """The words of an answer behind those that only say again what is asked about: "Trang thiết bị đáp ứng"."""
    own = (fold(subject.own) if bare else subject.own).split()
    place = 0
    while (
        place < len(words)
        and words[place] in own
        and not (_head(words[place:], Role.YES, bare=bare) or _head(words[place:], Role.NO, bare=bare))
    ):
        place += 1
    return words[place:] or words


def is_qualified(text: str, size: int) -> bool:
    """Whether a text goes on, behind the words of its answer, to say that it is so in part only, or not yet."""
    saying = parse(text)
    words = _all_words(saying)
    bare = all(map(str.isascii, words))
    if _head(words, Role.NO, bare=bare) or _head(words, Role.IN_PROGRESS, bare=bare):
        return False
    if any(map(_is_partial, saying.amounts)):
        return True
    rest = f" {' '.join(words[size:])} "
    for phrase in table(Role.AT_EASE, Where.WORDS, bare=bare):
        rest = rest.replace(f" {phrase} ", " ")
    return any(f" {phrase} " in rest for phrase in table(Role.BUT, Where.AFTER, bare=bare))


def tells_some(text: str) -> bool:
    """Whether a remark says of what share something is so, and that is not all: "Thực hiện 8/10 nội dung"."""
    return any(map(_is_partial, parse(text).amounts))


def _is_partial(amount: Stated) -> bool:
    """Whether an amount is a share that is not all: "đáp ứng 80%", "8/10 tiêu chí"."""
    if amount.number.percent:
        return amount.number.value != _ALL
    return amount.shape is Shape.FRACTION and amount.numbers[0].value < amount.numbers[1].value


_ALL = 100


def _all_words(saying: Saying) -> list[str]:
    parts = [(remark.follows, _words(remark)) for remark in saying.remarks]
    for place, amount in enumerate(saying.amounts):
        parts.append((place, " ".join(token.text for token in (*amount.lead.phrases, *amount.after)).split()))
    return [word for _, words in sorted(parts, key=lambda part: part[0]) for word in words]
