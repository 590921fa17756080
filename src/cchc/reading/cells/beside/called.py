"""What a remark says that the figure beside it is, or holds: another line's, another thing's, another time's."""

from __future__ import annotations

from itertools import pairwise

from cchc.reading.cells.deeds import says
from cchc.reading.cells.excluded import said_of
from cchc.reading.cells.grammar import Remark, Saying
from cchc.reading.cells.matters import is_matter, speaks_of_another_line
from cchc.reading.cells.opposites import are_contrary
from cchc.reading.cells.phrasebook import Role, Where, is_listed, listed, plain_words, says_listed, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import Counts, thing
from cchc.reading.cells.times import of_another_time
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.reading.cells.whose import is_of_others


def is_called_otherwise(saying: Saying, subject: Subject) -> bool:
    """Whether a remark says that a figure counts something else than its line does, or was that of another time.

    "Số hồ sơ tiếp nhận" beside those resolved; "Số lượt phát, không phải số tin"; "Chép lại báo cáo tháng trước".
    """
    if subject.is_rate or not subject.has_syllables:
        return False
    first = saying.remarks[0] if saying.remarks and not saying.remarks[0].follows else None
    if first is None or first.bracketed:
        return False
    if not saying.amounts and (_is_of_other_year(first, subject) or _is_contrary(first, subject)):
        return True
    return (
        (not saying.amounts and _is_of_other(_behind(first.phrases, "figures") or (), subject))
        or _is_copied(first, subject)
        or any(_denies_own(remark, subject) for remark in saying.remarks)
    )


def _behind(phrases: Phrases, name: str) -> Phrases | None:
    """What stands behind the longest beginning of a remark that is one of some words; None where none begins it."""
    sizes = range(min(len(phrases), _LONGEST), 0, -1)
    return next((phrases[size:] for size in sizes if _is(phrases[:size], name)), None)


def _is(phrases: Phrases, name: str) -> bool:
    """Whether words are one of a list, as they stand."""
    return is_listed(plain_words(" ".join(phrase.text for phrase in phrases)), "called", name)


_LONGEST = 5


def _is_of_other(called: Phrases, subject: Subject) -> bool:
    """Whether words name what only another line asks for, or things of another sort."""
    called = _told(called)
    if not called or any(phrase.kind is not TokenKind.PHRASE for phrase in called):
        return False
    own = subject.noun_of(called)
    if not own and (thing(called, subject).counts is Counts.OTHER or subject.counts_other_unit(called)):
        return True
    matters = [phrase for phrase in called[own:] if is_matter(phrase)]
    is_plain = all(
        is_matter(phrase) or phrase.may_be(Role.NEUTRAL, Where.WORDS) or says(subject.own, phrase)
        for phrase in called[own:]
    )
    is_asked = any(subject.asks_for(phrase) > 1 for phrase in matters)
    return is_plain and not is_asked and any(speaks_of_another_line(phrase, subject) for phrase in matters)


def _told(called: Phrases) -> Phrases:
    """The words up to the first that says where, how, or of what time they are."""
    for place, phrase in enumerate(called):
        is_end = phrase.may_be(Role.TOPIC, Where.WORDS) or phrase.may_be(Role.MONTH, Where.BEFORE, Where.AFTER)
        if is_end or phrase.may_be(Role.CUMULATIVE, Where.BEFORE, Where.AFTER):
            return called[:place]
    return called


def _is_of_other_year(remark: Remark, subject: Subject) -> bool:
    """Whether a remark says what a figure is, and of another time: "Kết quả thực hiện kế hoạch năm 2023"."""
    if str(subject.indicator.over_time) not in ("flow", "cumulative") or not remark.phrases:
        return False
    first, *others = remark.phrases
    is_figure = any(is_listed(first.text, "called", name) for name in ("figures", "sources"))
    if not is_figure or any(phrase.may_be(Role.TILL, Where.WORDS) for phrase in others):
        return False
    if any(phrase.may_be(Role.CHANGE, Where.BEFORE, Where.AFTER) or _cites(phrase) for phrase in others):
        return False
    names = [phrase for phrase in others if phrase.kind is TokenKind.NAME]
    if not names:
        spans = table(Role.EARLIER, Where.SPANS)
        return any(
            one.text in spans and (subject.when(f"{one.text} {other.text}") or 0) < 0 for one, other in pairwise(others)
        )  # "số liệu quý I"
    return len(names) == 1 and of_another_time(names, subject) is not None


def _cites(phrase: Token) -> bool:
    """Whether a word leads to what a thing rests on: "theo"."""
    return phrase.may_be(Role.TOPIC, Where.WORDS)


def _is_contrary(remark: Remark, subject: Subject) -> bool:
    """Whether what a figure counts is said to be the contrary of the label's: "Đều là TTHC được miễn phí"."""
    called = _behind(remark.phrases, "figures") or ()
    language = subject.lexicon.edition.languages[0]
    said = " ".join(phrase.text for phrase in called)
    return bool(called) and are_contrary(said, subject.indicator.label[language])


def _is_copied(remark: Remark, subject: Subject) -> bool:
    """Whether a figure is said to be taken from another time's report, on a line that has each time its own."""
    if str(subject.indicator.over_time) not in ("flow", "cumulative"):
        return False
    said = f" {plain_words(' '.join(phrase.text for phrase in remark.phrases))} "
    if not (says_listed(said, "called", "copied") and says_listed(said, "called", "sources")):
        return False
    is_earlier = any(phrase.may_be(Role.EARLIER, Where.AFTER, Where.BEFORE) for phrase in remark.phrases)
    names = [phrase for phrase in remark.phrases if phrase.kind is TokenKind.NAME]
    return is_earlier or of_another_time(names, subject) is not None


def _denies_own(remark: Remark, subject: Subject) -> bool:
    """Whether a remark says that a figure is not of what the line counts: "không phải số tin"."""
    phrases = remark.phrases
    for size in range(1, min(len(phrases), _LONGEST)):
        if _is(phrases[:size], "denied"):
            rest = [each for each in phrases[size:] if not each.may_be(Role.NEUTRAL, Where.WORDS)]
            return bool(rest) and (subject.noun_of(tuple(rest)) == len(rest) or says(subject.own, rest[0]))
    return False


# --- what is in a figure -----------------------------------------------------------------------------


def includes_others(saying: Saying, subject: Subject) -> bool:
    """Whether a remark says that there is in a figure what the line does not ask for: others', undone, of before."""
    if subject.is_rate or not subject.has_syllables:
        return False
    for remark in saying.remarks:
        inside = _inside(remark.phrases)
        if inside and _is_none_of_own(inside, subject):
            return True
    for amount in saying.amounts:
        lead = amount.lead.phrases
        if _ends_including(lead) and amount.is_count and _is_none_of_own(amount.after, subject):
            return True
    return False


def _inside(phrases: Phrases) -> Phrases:
    """What stands behind the words that say that it is in a figure, too."""
    begun = (_behind(phrases[start:], "including") for start in range(len(phrases)))
    return next((rest for rest in begun if rest is not None), ())


def _ends_including(lead: Phrases) -> bool:
    said = plain_words(" ".join(phrase.text for phrase in lead))
    return any(f" {said}".endswith(f" {words}") for words in listed("called", "including", bare=said.isascii()))


def _is_none_of_own(inside: Phrases, subject: Subject) -> bool:
    """Whether what is said to be in a figure is of others, of another time, undone, taken back, or of another sort."""
    rest = inside[subject.noun_of(inside) or subject.kind_of(inside) :]
    if is_of_others((), said_of(inside, subject), subject) or is_of_others(inside, (), subject):
        return True
    said = f" {plain_words(' '.join(phrase.text for phrase in inside))} "
    if says_listed(said, "called", "twice"):
        return True
    if any(phrase.may_be(role, where) and not says(subject.own, phrase) for phrase in rest for role, where in _NOT_OWN):
        return True
    names = [phrase for phrase in rest if phrase.kind is TokenKind.NAME]
    if str(subject.indicator.over_time) == "flow" and of_another_time(names, subject) is not None:
        return True
    if subject.asks_what_is_done and any(phrase.may_be(role, Where.BEGINS) for phrase in rest for role in _UNDONE):
        return True
    return not subject.noun_of(inside) and thing(inside, subject).counts is Counts.OTHER


_UNDONE = (Role.IN_PROGRESS, Role.NOT_YET)
_NOT_OWN = (
    (Role.OTHER_MATTER, Where.AFTER), (Role.PLAN, Where.WORDS), (Role.CARRIED, Where.WORDS),
    (Role.EARLIER, Where.AFTER), (Role.NOT_YET, Where.BEGINS),
)  # fmt: skip
