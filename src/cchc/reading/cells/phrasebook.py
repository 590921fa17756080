"""The words that people write around a number, and what part each may play: `words/cells.toml`, `figures.toml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from cchc import shipped
from cchc.record import frozen
from cchc.text.spelling import key
from cchc.words import data


class Role(StrEnum):
    """A table of the file."""

    SPELT = "spelt"
    WHOLE = "part_of_whole"
    SEVERAL = "several"
    PRODUCT = "product"
    RANGE = "range"
    APPROXIMATE = "approximate"
    BOUND = "bound"
    PLAN = "plan"
    CHANGE = "change"
    REMAINDER = "remainder"
    OTHER_MATTER = "other_matter"
    PER_TIME = "per_time"
    MULTIPLE = "multiple"
    CUMULATIVE = "cumulative"
    MONTH = "month"
    EARLIER = "earlier"
    PARTS = "parts"
    CARRIED = "carried"
    RESULT = "result"
    CORRECTED = "corrected"
    IN_FACT = "in_fact"
    TOTAL = "total"
    MATTER = "matter"
    NEUTRAL = "neutral"
    NOUN = "nouns"
    THING = "things"
    CONNECTIVE = "connective"
    TOPIC = "topic"
    TILL = "till"
    NONE = "none"
    NOT_YET = "not_yet"
    IN_PROGRESS = "in_progress"
    INCOMPLETE = "incomplete"
    NO_DATA = "no_data"
    YES = "yes"
    NO = "no"
    BUT = "but"
    AT_EASE = "at_ease"


class Where(StrEnum):
    """The place in which a word plays its part: a list of a table."""

    WORDS = "words"
    BEFORE = "before"
    NEXT = "next"
    AFTER = "after"
    BETWEEN = "between"
    BEGINS = "begins"
    FILLERS = "fillers"
    LEADS = "leads"
    UNLESS = "unless"
    DONE = "done"
    FINISHED = "finished"
    EITHER = "either"
    FRESH = "fresh"
    PARTING = "parting"
    SAME = "same"
    STROKE = "stroke"
    RUNNING = "running"
    AUXILIARIES = "auxiliaries"
    SPANS = "spans"
    ALONE = "alone"
    DURATIONS = "durations"
    LENGTHS = "lengths"
    LASTING = "lasting"
    SIDES = "sides"
    SOME = "some"
    MORE = "more"
    LESS = "less"
    UNDONE = "undone"
    UNMET = "unmet"
    WELL = "well"
    BROKEN = "broken"
    SIZES = "sizes"
    ASKED = "asked"
    NUMBERS = "numbers"
    TENS = "tens"
    UNITS = "units"
    HUNDRED = "hundred"
    THOUSAND = "thousand"
    ZERO = "zero"
    GAP = "gap"
    HALF = "half"
    COMMA = "comma"
    JOINED = "joined"
    HALVES = "halves"
    PERCENT = "percent"
    UNTOLD = "untold"
    REASONS = "reasons"
    FURTHER = "further"
    ORDINALS = "ordinals"
    DEEDS = "deeds"
    WITHIN = "within"


Use = tuple[Role, Where]
Words = tuple[str, ...]
"""Keys of words, in order."""

_PLACES = (Where.WORDS, Where.BEFORE, Where.NEXT, Where.AFTER, Where.BETWEEN, Where.BEGINS, Where.PERCENT)
_APART = (
    Role.INCOMPLETE,
    Role.NO_DATA,
    Role.YES,
    Role.NO,
    Role.BUT,
    Role.AT_EASE,
    Role.RESULT,
    Role.CORRECTED,
    Role.IN_FACT,
    Role.CARRIED,
)
"""Tables that are looked up where they are asked for only: elsewhere "tốt" or "thực hiện" is a word as any other."""


@frozen
class Phrasebook:
    """Phrases by their first word, each with the parts that it may play."""

    phrases: Mapping[Words, frozenset[Use]]
    sizes: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, phrases: Iterable[tuple[Words, Use]]) -> Phrasebook:
        uses: dict[Words, set[Use]] = {}
        for words, use in phrases:
            uses.setdefault(words, set()).add(use)
        for words, found in uses.items():
            # The longest phrase is taken, so it plays what a shorter one in it does: "mỗi quý" leads as "mỗi".
            roles = {role for role, _ in found}
            shorter = (uses[words[:size]] for size in range(1, len(words)) if words[:size] in uses)
            found.update([use for each in shorter for use in each if use[0] in roles and use[1] is not Where.NEXT])
        sizes: dict[str, set[int]] = {}
        for words in uses:
            sizes.setdefault(words[0], set()).add(len(words))
        alike: dict[frozenset[Use], frozenset[Use]] = {}
        return cls(
            {words: alike.setdefault(parts, parts) for words, found in uses.items() if (parts := frozenset(found))},
            {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()},
        )

    def at(self, words: Sequence[str], place: int) -> tuple[int, frozenset[Use]]:
        """The longest phrase that begins at a word: how many words it has and what it may be; (1, nothing) for none."""
        for size in self.sizes.get(words[place], ()):
            phrase = tuple(words[place : place + size])
            if phrase in self.phrases:
                return len(phrase), self.phrases[phrase]
        return 1, frozenset()


def phrasebook(*, bare: bool) -> Phrasebook:
    """The phrases of the file; `bare`: by their spelling without diacritics, for texts that have none at all."""
    return _bare() if bare else _marked()


MADE = {True: "phrases.bare", False: "phrases"}
"""What the phrasebooks are called among what the build has made, the bare one and the other."""


@cache
def _marked() -> Phrasebook:
    ready = shipped.made(MADE[False])
    return ready if isinstance(ready, Phrasebook) else marked()


@cache
def _bare() -> Phrasebook:
    ready = shipped.made(MADE[True])
    return ready if isinstance(ready, Phrasebook) else bare_of_marks()


def marked() -> Phrasebook:
    """The phrases as the file spells them."""
    return Phrasebook.of(_phrases())


def bare_of_marks() -> Phrasebook:
    """The phrases without diacritics."""
    neutral = {bared(word) for word in table(Role.NEUTRAL, Where.WORDS)}
    phrases = ((tuple(map(bared, words)), use) for words, use in _phrases())
    # Without its marks "co" is "có" before a number, and hardly ever "cỡ".
    return Phrasebook.of(
        (words, use) for words, use in phrases if use[1] is not Where.NEXT or len(words) > 1 or words[0] not in neutral
    )


def _phrases() -> Iterator[tuple[Words, Use]]:
    for role in Role:
        for where in _PLACES if role not in _APART else ():
            for phrase in _listed(role, where):
                yield _keys(phrase), (role, where)
    for noun in _named():
        if "," not in noun:
            yield _keys(noun), (Role.NOUN, Where.WORDS)


def _listed(role: Role, where: Where) -> Mapping[str, Any]:
    """A list of a table in every language: what stands for each phrase, or the phrase itself."""
    tables = (data("cells").get(role, {}), *(language.get(role, {}) for language in data("figures").values()))
    found: dict[str, Any] = {}
    for each in tables:
        phrases = each.get(where, ())
        found |= phrases if isinstance(phrases, Mapping) else zip(phrases, phrases, strict=True)
    return found


@cache
def abbreviated() -> Mapping[str, str]:
    """Words that are written short with a stop behind them, and what they are short for."""
    tables = (language.get("abbreviated", {}) for language in data("figures").values())
    return {short: word for each in tables for short, word in each.get("words", {}).items()}


@cache
def abbreviated_before() -> Mapping[str, str]:
    """Words that are so written before one other word only, and that word."""
    tables = (language.get("abbreviated", {}) for language in data("figures").values())
    return {short: word for each in tables for short, word in each.get("before", {}).items()}


def _named() -> Iterator[str]:
    for name, others in data("cells")[Role.NOUN].items():
        yield from (name, *others)


@cache
def comma_nouns(*, bare: bool) -> frozenset[tuple[str, str]]:
    """Nouns with a comma in them ("tin, bài"), by what stands before it and behind."""
    halves = (noun.lower().partition(",") for noun in _named() if "," in noun)
    pairs = ((plain_words(before), plain_words(behind)) for before, _, behind in halves)
    return frozenset((bared(before), bared(behind)) if bare else (before, behind) for before, behind in pairs)


def _keys(phrase: str) -> Words:
    """The keys of the words of a phrase: but for capitals the file spells each so, and a test holds it to that."""
    return tuple(phrase.lower().replace(",", " ").split())


def bared(word: str) -> str:
    """A key without its diacritics."""
    letters = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def table(role: Role, where: Where, *, bare: bool = False) -> Mapping[str, Any]:
    """A list of the file by the key of each phrase: what stands for it in the file, or the phrase itself."""
    words = ((" ".join(_keys(phrase)), meant) for phrase, meant in _listed(role, where).items())
    return {bared(word) if bare else word: meant for word, meant in words}


def is_in(word: str, role: Role, where: Where) -> bool:
    """Whether a key is one of a list of the file, spelled as it is with diacritics or without."""
    return word in table(role, where, bare=word.isascii())


@cache
def listed(group: str, name: str, *, bare: bool) -> tuple[str, ...]:
    """The words under a name of a group of `cells.toml`; `bare`: without their diacritics."""
    words = (plain_words(key(word)) for word in data("cells")[group][name])
    return tuple(map(bared, words) if bare else words)


def is_listed(word: str, group: str, name: str) -> bool:
    """Whether a word is one of these, spelled as it is with diacritics or without."""
    return word in listed(group, name, bare=word.isascii())


def says_listed(said: str, group: str, name: str) -> bool:
    """Whether one of these stands in a text that begins and ends with a blank, spelled as it is."""
    return any(f" {words} " in said for words in listed(group, name, bare=said.isascii()))


def says_in(said: str, role: Role, where: Where) -> bool:
    """The same of what a list of the file holds."""
    return any(f" {words} " in said for words in table(role, where, bare=said.isascii()))


@cache
def nouns() -> Mapping[str, frozenset[str]]:
    """What else a thing may be called, by its name: words between single blanks, as `plain_words` makes them."""
    return {
        plain_words(name.lower()): frozenset(plain_words(each.lower()) for each in (name, *others))
        for name, others in data("cells")["nouns"].items()
    }


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """Into which kinds things fall, by the name of the thing, each spelled with and without diacritics."""
    return {
        plain_words(name.lower()): frozenset(word for each in listed for word in _both(plain_words(each.lower())))
        for name, listed in data("cells")["kinds"].items()
    }


def _both(word: str) -> tuple[str, str]:
    return word, bared(word)


@cache
def sides() -> tuple[frozenset[str], ...]:
    """The kinds into which things are parted, those that stand beside each other together."""
    return _groups(Where.SIDES)


@cache
def parting() -> tuple[frozenset[str], ...]:
    """States of which a thing has but one at a time, with and without diacritics."""
    return tuple(frozenset(word for each in group for word in _both(each)) for group in _groups(Where.PARTING))


@cache
def halves(*, bare: bool) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Words for the two halves of a whole, beside which there is no third."""
    found = []
    for group in data("cells")[Role.MATTER][Where.HALVES]:
        one, other = (frozenset(plain_words(word.lower()) for word in half.split(",")) for half in group.split("|"))
        found.append((frozenset(map(bared, one)), frozenset(map(bared, other))) if bare else (one, other))
    return tuple(found)


def _groups(where: Where) -> tuple[frozenset[str], ...]:
    groups = data("cells")[Role.MATTER][where]
    return tuple(frozenset(plain_words(side.lower()) for side in group.split(",")) for group in groups)


def is_of_other_unit(said: str, own: frozenset[str]) -> bool:
    """Whether a text begins with a noun that some unit has and these nouns have not."""
    words = said.split()
    known = _all_nouns(bare=said.isascii())
    return any((noun := " ".join(words[:size])) in known and noun not in own for size in range(1, len(words) + 1))


@cache
def _all_nouns(*, bare: bool) -> frozenset[str]:
    named = frozenset[str]().union(*nouns().values())
    return frozenset(map(bared, named)) if bare else named


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """A key without its punctuation."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text).split())
