"""What a remark reckons a figure from, made and held against it: so many times another, so much more, so many each."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from cchc.reading.cells.beside.changes import says_change
from cchc.reading.cells.further import said_in_all
from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.phrasebook import Role, Where, bared, is_listed, plain_words
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.words import data

_ALL = 100
_HALF = Decimal("0.5")


def makes_otherwise(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a figure is said to be so many times an earlier or a planned one, or so much of it, and is not.

    "Gấp đôi tháng trước (8)" beside 12; "Tăng 50% so với tháng trước (10 tin)".
    """
    if subject.is_rate or not saying.amounts:
        return False
    base = _base(saying, subject)
    if base is None:
        return False
    others = [amount for amount in saying.amounts if amount is not base]
    made = _made(base, others, saying, subject)
    return made is not None and abs(made[0] - value) > made[1]


def _base(saying: Saying, subject: Subject) -> Stated | None:
    """The number from which a figure is reckoned: the last one, in brackets or led by the words of its time."""
    led = [amount for amount in saying.amounts if _is_of_before(amount.lead.phrases)]
    found = led[0] if len(led) == 1 and led[0].is_count and not _times(led[0]) else saying.amounts[-1]
    if not found.is_count or found.lead.sign or subject.counts_other(found.after) or _times(found):
        return None
    if found.depth:
        return found if not found.lead.phrases or _is_of_before(found.lead.phrases) else None
    return found if found in led else None


def _is_of_before(phrases: Phrases) -> bool:
    return any(phrase.may_be(Role.EARLIER, Where.BEFORE, Where.AFTER) for phrase in phrases)


def _made(base: Stated, others: list[Stated], saying: Saying, subject: Subject) -> tuple[Decimal, Decimal | int] | None:
    """What a figure is by what it is reckoned from, and by how much it may differ; None where that is not said."""
    phrases, before = said_in_all(saying), base.number.value
    if not any(map(_compares, phrases)) or len(others) > 1:
        return None
    said = f" {plain_words(' '.join(phrase.text for phrase in phrases))} "
    times = next((factor for words, factor in _factors() if f" {words} " in said), None)
    if others:
        return None if times is not None else _by_how_much(base, others[0], subject)
    if times is not None:
        return before * times, _HALF
    return (before, 0) if any(_is_same(phrase.text) for phrase in phrases) else None


def _compares(phrase: Token) -> bool:
    """Whether a word sets a figure against one of another time, or against a plan."""
    roles = (Role.EARLIER, Role.PLAN, Role.CHANGE)
    return _is_same(phrase.text) or any(phrase.may_be(role, Where.BEFORE, Where.AFTER, Where.NEXT) for role in roles)


def _by_how_much(base: Stated, how: Stated, subject: Subject) -> tuple[Decimal, Decimal | int] | None:
    """The same where a second number says how many times, or how much more or less."""
    before = base.number.value
    if how.shape is not Shape.SINGLE or how.lead.sign:
        return None
    if _times(how):
        return before * how.number.value, _HALF
    ways = [sign for way, sign in ((Where.MORE, 1), (Where.LESS, -1)) if says_change(how.lead.phrases, way)]
    if how.number.percent:
        return _of_share(before, how, ways, subject)
    if len(ways) != 1 or subject.counts_other(how.after) or not base.depth or not _is_of_before(how.lead.phrases):
        return None
    return before + ways[0] * how.number.value, 0


def _of_share(before: Decimal, how: Stated, ways: list[int], subject: Subject) -> tuple[Decimal, Decimal] | None:
    """The same where a percentage says it: of a change, or of what was planned."""
    share, last = how.number.value, Decimal(1).scaleb(-how.number.decimals)
    may_differ = _HALF + before * last / _ALL
    if len(ways) == 1:
        return before * (_ALL + ways[0] * share) / _ALL, may_differ
    is_of_plan = not ways and how.after and how.after[0].may_be(Role.PLAN, Where.NEXT, Where.BEFORE)
    return (before * share / _ALL, may_differ) if is_of_plan and not subject.is_part else None


def _times(amount: Stated) -> bool:
    """Whether a number says how many times as much: "gấp 3 lần"."""
    lead, after = amount.lead.phrases, amount.after
    is_led = bool(lead) and is_listed(lead[-1].text, "times", "leads")
    return is_led and bool(after) and is_listed(after[0].text, "times", "times")


def _is_same(phrase: str) -> bool:
    return is_listed(phrase, "times", "same")


@cache
def _factors() -> tuple[tuple[str, Decimal], ...]:
    """Words for how many times as much, with and without diacritics, the longest first."""
    words = data("cells")["times"]["factors"]
    found = {each: Decimal(factor) for word, factor in words.items() for each in (word, bared(word))}
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))


# --- so many each ------------------------------------------------------------------------------------


def each_of(saying: Saying, subject: Subject) -> tuple[Stated, str] | None:
    """The number that a remark gives for each of some things, and what these are: "mỗi hội nghị 40 người"."""
    found = [(amount, thing) for amount in saying.amounts if (thing := _thing(amount, subject))]
    return found[0] if len(found) == 1 else None


def _thing(amount: Stated, subject: Subject) -> str:
    if not amount.is_count or amount.lead.sign or not subject.noun_of(amount.after):
        return "" if not subject.is_for_each(amount.after) else _behind_stroke(amount.after)
    lead = amount.lead.phrases
    if not lead or any(phrase.may_be(Role.APPROXIMATE, Where.NEXT, Where.WORDS) for phrase in lead):
        return ""
    words = plain_words(" ".join(phrase.text for phrase in lead if phrase.kind is TokenKind.PHRASE))
    each = next((f"{word} " for word in _each() if words.startswith(f"{word} ")), "")
    return words.removeprefix(each) if each else ""


def _behind_stroke(after: Phrases) -> str:
    words = "".join(phrase.text if phrase.text == "/" else f" {phrase.text}" for phrase in after)
    return plain_words(words.partition("/")[2])


@cache
def _each() -> tuple[str, ...]:
    words = data("cells")["times"]["each"]
    return (*words, *map(bared, words))


def are_counted(saying: Saying, thing: str, than: Stated) -> Decimal | None:
    """How many of these things another number of the remark counts: "2 hội nghị, mỗi hội nghị 35 đại biểu"."""
    counted = [
        amount.number.value
        for amount in saying.amounts
        if amount is not than and amount.is_count and _names(amount.after, thing)
    ]
    return counted[0] if len(counted) == 1 else None


def _names(after: Phrases, thing: str) -> bool:
    said = plain_words(" ".join(phrase.text for phrase in after))
    return f"{said} ".startswith(f"{thing} ") or (bool(said) and f"{thing} ".startswith(f"{said} "))


def is_otherwise(each: Stated, count: int | Decimal, value: int | Decimal) -> bool:
    """Whether so many each do not make a figure, as near as anybody says it."""
    return abs(each.number.value * count - value) >= max(count, 1)
