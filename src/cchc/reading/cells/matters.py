"""What was done to the things that an amount counts, held against the label of its line and those of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from cchc.reading.cells.deeds import begins_done, is_done, is_finished, says, tells_what_is_done
from cchc.reading.cells.grammar import Stated
from cchc.reading.cells.phrasebook import Role, Where, bared, plain_words
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import is_own_month
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.text.spelling import key


def names_whole(phrase: Token, subject: Subject) -> bool:
    """Whether a word before a colon only names what was counted before it: "5 văn bản chỉ đạo: 3 công văn"."""
    return not is_matter(phrase) and (bool(phrase.uses) or says(subject.kin, phrase))


def labelled(phrases: Iterable[Token], subject: Subject) -> int:
    """Whether phrases say what the line's label alone says (3), what it says (2), or that of the line above (1)."""
    told = tuple(with_auxiliary(tuple(phrases)))
    matters = tuple(filter(is_matter, told))
    if subject.is_one_side(matters):
        return 0
    return max(map(subject.asks_for, matters), default=0)


def with_auxiliary(phrases: Phrases) -> Iterator[Token]:
    """Words for what was done with the one before them that says so: "đã kiểm tra" is no phrase of its own."""
    for before, phrase in zip((None, *phrases), phrases, strict=False):
        is_led = before is not None and " " not in before.text and begins_done(before.text)
        yield evolve(phrase, text=f"{before.text} {phrase.text}") if is_led and before is not None else phrase


def is_of_other_matter(amount: Stated, subject: Subject) -> bool:
    """Whether a further number is said to be of what was done to some, which the line does not ask: "5, đã xử lý 4"."""
    matters = [phrase for phrase in amount.lead.phrases if is_matter(phrase) and is_done(phrase)]
    return bool(matters) and not amount.after and not amount.depth and not any(map(subject.asks_for, matters))


def is_of_unasked(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether what was done to some is nothing that the form asks for: "trước hạn 500"."""
    matters = tuple(filter(is_matter, phrases))
    return not any(map(subject.asks_for, matters)) and not all(map(subject.is_asked_anywhere, matters))


def is_led(lead: Phrases, subject: Subject) -> bool:
    """Whether words lead a number that are neither known nor of the label; one syllable may be of any word."""
    unknown = [
        phrase.text
        for phrase in lead
        if not phrase.uses
        and phrase.kind is TokenKind.PHRASE
        and not (subject.is_kind((phrase,)) or is_own_month(phrase, subject) or subject.is_short_for_own(phrase))
    ]
    is_of_any_word = len(unknown) == 1 and subject.has_syllables
    return bool(unknown) and (is_of_any_word or f" {' '.join(unknown)} " not in subject.kin)


def is_matter(phrase: Token) -> bool:
    return phrase.may_be(Role.MATTER, Where.WORDS)


def speaks_of_another_line(phrase: Token, subject: Subject) -> bool:
    """Whether a word says what the label of another line of the same unit says, and this line's does not."""
    if not is_matter(phrase) or subject.asks_for(phrase):
        return False
    return says(subject.others, phrase) or (is_finished(phrase) and tells_what_is_done(subject.others))


def tells_part(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether words say what the line asks of a part, and its whole does not: "đúng hạn", of all that is done."""
    if not subject.is_part:
        return False
    asked = [phrase for phrase in phrases if _asks(phrase, subject)]
    return any(
        all(not _asks(phrase, whole, least=2) or whole.is_one_side((phrase,)) for whole in subject.wholes)
        for phrase in asked
    )


def _asks(phrase: Token, subject: Subject, *, least: int = 1) -> bool:
    """Whether the label of a line says what is said was done, in full or by its first letters."""
    if is_matter(phrase):
        return subject.asks_for(phrase) >= least
    return not phrase.uses and subject.is_short_for_own(phrase)


def is_of_line_beside(matters: Phrases, subject: Subject) -> bool:
    """Whether only the heading above has what is said, and a line beside this one asks for just that."""
    asked = [subject.asks_for(phrase) for phrase in matters]
    return max(asked, default=0) == 1 and any(says(subject.beside, phrase) for phrase in matters)


# --- what a line beside counts ---------------------------------------------------------------------


def counts_what_is_beside(after: Phrases, subject: Subject) -> bool:
    """Whether a number bears a noun that only a line under the same heading has: "1 công chức", of leaders.

    What the form prints as the unit is anybody's, and so is what a further word brings back: "1 công chức lãnh đạo".
    """
    if subject.is_rate or not after or not subject.has_syllables:
        return False
    rest = after
    while rest:
        size = subject.noun_of(rest)
        noun = rest[: size or _WORDS_OF_NOUN]
        if _is_beside(noun, subject, is_known=size > 0):
            return not any(_is_own_noun(rest[place:], subject) for place in range(len(noun), len(rest)))
        if not size:
            return False
        rest = rest[size:]
    return False


_WORDS_OF_NOUN = 2
"""Syllables of a noun that no list has: "lãnh đạo"."""


def _is_beside(noun: Phrases, subject: Subject, *, is_known: bool) -> bool:
    if not is_known and (len(noun) < _WORDS_OF_NOUN or any(phrase.uses for phrase in noun)):
        return False
    names = _full(plain_words(_text(noun)), subject) if is_known else {_text(noun)}
    first, printed = noun[0], set(map(plain_words, map(key, subject.lexicon.unit_words(subject.indicator))))
    if names & (printed | set(map(bared, printed))):
        return False
    said = [evolve(first, text=name) for name in names]
    is_there = subject.sibling_phrases & names if is_known else any(says(subject.siblings, each) for each in said)
    return bool(is_there) and not any(says(subject.kin, each) for each in said)


def _full(noun: str, subject: Subject) -> set[str]:
    """A noun, and those of the same unit of which it may be the first letters: "CC" for "công chức"."""
    if not noun.isalpha() or len(noun) > _LONGEST_INITIALS:
        return {noun}
    return {noun} | {each for each in subject.nouns if "".join(word[0] for word in each.split()) == noun}


_LONGEST_INITIALS = 3


def _is_own_noun(words: Phrases, subject: Subject) -> bool:
    """Whether two words name what the label of the line names, and none beside it."""
    if len(words) < _WORDS_OF_NOUN or any(phrase.uses for phrase in words[:_WORDS_OF_NOUN]):
        return False
    named = evolve(words[0], text=_text(words[:_WORDS_OF_NOUN]))
    return says(subject.own, named) and not says(subject.siblings, named)


def _text(phrases: Phrases) -> str:
    return " ".join(phrase.text for phrase in phrases)
