"""What a line asks about: its nouns, the words of its label, and what the lines beside it ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache

from attrs import evolve

from cchc.edition import Indicator
from cchc.period import Period, PeriodKind
from cchc.reading.cells.deeds import begins_done, is_among, is_finished, says, tells_what_is_done, without_auxiliaries
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.phrasebook import (
    Role,
    Where,
    bared,
    is_in,
    is_listed,
    is_of_other_unit,
    kinds,
    listed,
    nouns,
    plain_words,
    sides,
    table,
)
from cchc.reading.cells.tokens import Phrases, Token, TokenKind, tokens
from cchc.record import frozen
from cchc.text.markup import pattern
from cchc.text.number import NumberStyle
from cchc.text.spelling import key
from cchc.value import PrintedNumber
from cchc.words import data

_TELLS_NOTHING = (Role.MATTER, Role.NEUTRAL, Role.NOUN, Role.THING)


@frozen
class Subject:
    """A line as the words of a cell are held against it."""

    indicator: Indicator
    lexicon: Lexicon
    period: Period | None = None
    """The period of the report, where it is known: a month that it is not has no figure for the line."""

    @property
    def is_rate(self) -> bool:
        return self.indicator.kind.is_rate

    @property
    def is_quantity(self) -> bool:
        return self.indicator.kind.is_quantity

    @property
    def is_part(self) -> bool:
        """Whether the form has a whole of which the line counts a part."""
        return self.indicator.id in self.lexicon.edition.wholes

    @property
    def wholes(self) -> tuple[Subject, ...]:
        """The lines of which it counts a part."""
        lines, wholes = self.lexicon.edition.everything, self.lexicon.edition.wholes
        return tuple(evolve(self, indicator=lines[id]) for id in wholes.get(self.indicator.id, ()) if id in lines)

    @cached_property
    def parts(self) -> tuple[Subject, ...]:
        """The lines that count a part of what it counts."""
        lines, wholes = self.lexicon.edition.everything, self.lexicon.edition.wholes
        ids = [part for part, each in wholes.items() if self.indicator.id in each and part in lines]
        return tuple(evolve(self, indicator=lines[id]) for id in ids)

    @property
    def is_whole(self) -> bool:
        """Whether other lines count parts of it."""
        return any(self.indicator.id in wholes for wholes in self.lexicon.edition.wholes.values())

    @cached_property
    def style(self) -> NumberStyle:
        """How numbers are written on the line."""
        return NumberStyle(self.lexicon.edition.point, self.indicator.decimals if self.is_quantity else None)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What the things that the line counts are called, other names and abbreviations included."""
        named = _nouns(self.lexicon.unit_words(self.indicator))
        if named or self.has_syllables:
            return named
        own = self.own.strip()
        return frozenset((own, own.removesuffix("s")))  # what is counted is all that such a label says

    @cached_property
    def bare_nouns(self) -> frozenset[str]:
        """The same without diacritics."""
        return frozenset(map(bared, self.nouns))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Into which kinds the things fall that the line counts, each of which is one of them."""
        return _kinds_of(self.lexicon.unit_words(self.indicator))

    def is_kind(self, phrases: Phrases) -> bool:
        """Whether words say wholly one kind of what the line counts: "công văn" on a line of documents."""
        return bool(phrases) and plain_words(" ".join(phrase.text for phrase in phrases)) in self.kinds

    def kind_of(self, after: Phrases) -> int:
        """How many of the words behind a number say one kind of what the line counts, and not what was done to it."""
        if not self.kinds or (after and after[0].may_be(Role.MATTER, Where.WORDS)):
            return 0
        return next((size for size in range(min(len(after), _LONGEST_NOUN), 0, -1) if self.is_kind(after[:size])), 0)

    @cached_property
    def own(self) -> str:
        """The label of the line, as words between blanks."""
        return self.lexicon.label(self.indicator)

    @cached_property
    def own_initials(self) -> str:
        """The first letters of the words of the label, in order."""
        return "".join(word[0] for word in self.own.split())

    def is_short_for_own(self, phrase: Token) -> bool:
        """Whether a word is made of the first letters of words of the label: "KT" where it says "kiểm tra"."""
        text = phrase.text
        if not 1 < len(text) <= _LONGEST_SHORT or not text.isalpha():
            return False
        return text in self.own_initials or (text.isascii() and text in bared(self.own_initials))

    @property
    def has_marks(self) -> bool:
        """Whether the form writes diacritics, so that words without any have lost them."""
        return not self.own.isascii()

    @property
    def has_syllables(self) -> bool:
        """Whether the form is in a language that writes each syllable by itself, so that one may be of any word."""
        return self.lexicon.edition.languages[0] in _SYLLABIC

    @cached_property
    def own_phrases(self) -> frozenset[str]:
        """The phrases of the label: "toàn trình" is one, in which there is no "trình"."""
        return _phrases_of(self.indicator.label[self.lexicon.edition.languages[0]])

    @cached_property
    def kin(self) -> str:
        """The labels of the line and of the line that it is under."""
        parent = self.lexicon.edition.everything.get(self.indicator.parent or "")
        return self.own if parent is None else self.own + self.lexicon.label(parent)

    @cached_property
    def others(self) -> str:
        """The labels of the other lines that count the same thing."""
        lines = self.lexicon.edition.indicators.values()
        alike = (line for line in lines if line.unit == self.indicator.unit and line.id != self.indicator.id)
        return "".join(map(self.lexicon.label, alike))

    @cached_property
    def beside(self) -> str:
        """The same without the line that this one is under."""
        parent = self.lexicon.edition.indicators.get(self.indicator.parent or "")
        return self.others if parent is None else self.others.replace(self.lexicon.label(parent), " ", 1)

    @cached_property
    def siblings(self) -> str:
        """The labels of the lines under the same heading."""
        return "".join(map(self.lexicon.label, self.near))

    @cached_property
    def sibling_phrases(self) -> frozenset[str]:
        """The phrases of the same: "cuộc thi" is one, in which there is no "cuộc"."""
        language = self.lexicon.edition.languages[0]
        found = frozenset[str]().union(*(_phrases_of(line.label[language]) for line in self.near))
        return found | frozenset(map(bared, found))

    @cached_property
    def near(self) -> tuple[Indicator, ...]:
        """The lines under the same heading."""
        lines, own = self.lexicon.edition.indicators.values(), self.indicator
        return tuple(line for line in lines if line.parent == own.parent and line.id != own.id)

    @cached_property
    def sides(self) -> tuple[frozenset[str], ...]:
        """The kinds that the label names together ("trực tiếp và trực tuyến"): one of them alone is a part."""
        groups = (frozenset(side for side in group if f" {side} " in self.own) for group in sides())
        return tuple(group for group in groups if len(group) > 1)

    def is_one_side(self, matters: Phrases) -> bool:
        """Whether phrases say some of the kinds that the label names together, and not all."""
        return any(0 < sum(is_among(side, matters) for side in group) < len(group) for group in self.sides)

    def is_asked_anywhere(self, phrase: Token) -> bool:
        """Whether any label of the form says what a phrase says was done; "đã" says nothing."""
        if is_finished(phrase):
            return True
        return bool(self.asks_for(phrase)) or says(self.lexicon.labels, without_auxiliaries(phrase))

    @cached_property
    def asks_what_is_done(self) -> bool:
        """Whether the line counts what is finished, so that what is under way is none of it."""
        return tells_what_is_done(self.kin)

    @property
    def asks_what_is_planned(self) -> bool:
        """Whether the line counts what was planned or assigned."""
        return any(f" {plain_words(word)} " in self.own for word in data("cells")[Role.PLAN]["asked"])

    def asks_for_amiss(self, phrase: Token) -> bool:
        """Whether a word says what is amiss with things, and the line counts those with which it is."""
        is_said = is_listed(phrase.text, "adverse", "amiss")
        return is_said and any(f" {label} " in self.own for label in listed("adverse", "labels", bare=False))

    @cached_property
    def asks_for_incoming(self) -> bool:
        """Whether the line counts what comes in, or is handed to the office."""
        return any(f" {plain_words(word)} " in f" {self.kin} " for word in data("cells")["whose"]["asked"])

    def asks_for(self, phrase: Token) -> int:
        """Whether its label says what a phrase says was done (3: no other does), or that of the line above (1)."""
        asked = self._asked.get(phrase.text)
        if asked is None:
            asked = self._asked[phrase.text] = self._asks_for(phrase)
        return asked

    @cached_property
    def _asked(self) -> dict[str, int]:
        """The same by what a phrase says, as found so far: a cell may say it over and over."""
        return {}

    def _asks_for(self, phrase: Token) -> int:
        bare = without_auxiliaries(phrase)
        if is_finished(phrase):
            return 2 if self.asks_what_is_done else 0
        if says(self.own, bare):
            if not says(self.own, phrase) and self._is_of_sibling(phrase, bare):
                return 0
            is_only_here = not says(self.others, bare) or (says(self.own, phrase) and not says(self.others, phrase))
            return 3 if is_only_here else 2
        if self._called and all(says(name, bare) for name in self._called):
            return 2  # the form leaves out of the label what the line asks for
        return 1 if says(self.kin, bare) else 0

    def _is_of_sibling(self, phrase: Token, bare: Token) -> bool:
        """Whether a line beside asks for what is said to go on or to be done, where this one asks what may be, or is to
        be: "đang cung cấp" beside "đủ điều kiện cung cấp", "đã kiểm tra" beside "kế hoạch kiểm tra"."""
        first = phrase.text.partition(" ")[0]
        if is_in(first, Role.IN_PROGRESS, Where.BEGINS):
            return says(self.siblings, phrase)
        is_planned = self.asks_what_is_planned and bare.text not in data("cells")[Role.PLAN]["asked"]
        return begins_done(phrase.text) and is_planned and says(self.siblings, bare)

    @cached_property
    def _called(self) -> tuple[str, ...]:
        """What the line is called besides, by its definition."""
        definition = self.indicator.definition
        return () if definition is None else tuple(f" {plain_words(key(name))} " for name in definition.known_as)

    def when(self, name: str) -> int | None:
        """Whether a time that is named is before the report's (-1), part of it (0) or after it; None if unknown."""
        years = [] if name.partition(" ")[0] in _documents() else _YEAR().findall(name)
        if len(years) == 1 and self.period is not None and int(years[0]) != self.period.year:
            return -1 if int(years[0]) < self.period.year else 1
        months = self.months(name)
        if months is not None:
            return self._when(PeriodKind.MONTH, months)
        for word, kind in _kinds().items():
            number = re.search(rf"(?:^| ){word} ?([0-9]{{1,2}}|iv|i{{1,3}})(?![0-9])", name)
            if number is not None:
                further = re.findall(rf"(?:,|và) ?{word} ?([0-9]{{1,2}})(?![0-9])", name)  # "tháng 4, tháng 5"
                when = [self._when(kind, _ROMAN.get(each) or int(each)) for each in (number[1], *further)]
                return 0 if 0 in when else when[0]
        return None

    @cached_property
    def recent_months(self) -> tuple[int, ...]:
        """The month of the report and that before it, whose days its window has."""
        if self.period is None or self.period.kind is not PeriodKind.MONTH:
            return ()
        return self.period.number, (self.period.number - 2) % 12 + 1

    def is_own_year(self, number: PrintedNumber) -> bool:
        """Whether a number is the year of the report, written as one."""
        return self.period is not None and number.text.strip() == str(self.period.year)

    def months(self, name: str) -> int | None:
        """Of how many months of the year a name says that a figure is: "5 tháng đầu năm"."""
        number, _, span = name.partition(" ")
        is_span = number.isdecimal() and any(span.startswith(word) for word in _months())
        return int(number) if is_span else None

    def _when(self, kind: PeriodKind, number: int) -> int | None:
        if self.period is None or self.period.kind is not kind:
            return -1 if kind is PeriodKind.QUARTER else None
        return (number > self.period.number) - (number < self.period.number)

    def noun_of(self, after: Phrases) -> int:
        """How many of the words behind a number are what the line counts: there is a noun "tồn tại"."""
        text, size = "", 0
        for place, phrase in enumerate(after[:_LONGEST_NOUN]):
            text = plain_words(f"{text} {phrase.text}")
            if text in self.nouns or (text.isascii() and text in self.bare_nouns):
                size = place + 1
        return size

    def is_for_each(self, after: Phrases) -> bool:
        """Whether a number is one for each of another thing: "30 người/lớp"."""
        words = "".join(phrase.text if phrase.text == "/" else f" {phrase.text}" for phrase in after)
        one, stroke, other = words.partition("/")
        is_own = any("/" in phrase.text for phrase in after[: self.noun_of(after)])  # "Nhiệm vụ/đơn vị" is one unit
        if not stroke or is_own or plain_words(one) not in self.nouns:
            return False
        return is_of_other_unit(plain_words(other), self.nouns) or plain_words(other) in _places()

    def counts_other(self, after: Phrases) -> bool:
        """Whether the words behind a number begin with what another unit counts, and this line does not."""
        if after and after[0].may_be(Role.THING, Where.WORDS) and after[0].text not in self.kinds:
            return not self.noun_of(after)
        return self.counts_other_unit(after)

    def counts_other_unit(self, after: Phrases) -> bool:
        """The same of what is the noun of a unit, and no mere thing."""
        said = plain_words(" ".join(phrase.text for phrase in after))
        return bool(said) and not self.noun_of(after) and is_of_other_unit(said, self.nouns)

    def names(self, after: Phrases) -> bool | None:
        """Whether the words behind a number name what the line counts; None if they name nothing."""
        if self.noun_of(after):
            return True
        words = [token.text for token in after if token.kind is TokenKind.PHRASE]
        if not self.has_syllables and all(token.may_be(Role.NEUTRAL, Where.WORDS) for token in after):
            return None  # "12 done"
        if not words or not all(role in _TELLS_NOTHING for role, _ in after[0].uses):
            return None
        text = plain_words(" ".join(words))
        if f" {text} " == self.own:
            return True
        if len(words) == 1 and self.is_short_for_own(after[0]):
            return True
        # "Vụ" is short for "vụ việc".
        if any(noun.startswith(f"{text} ") for noun in (self.bare_nouns if text.isascii() else self.nouns)):
            return True
        return len(words) > 1 and says(self.own, evolve(after[0], text=" ".join(words[:2])))


_SYLLABIC = ("vi",)


@cache
def _places() -> frozenset[str]:
    """What has numbers for names, and of which there are many: "1 hội nghị/thôn"."""
    return frozenset(listed("names", "before", bare=False) + listed("names", "before", bare=True))


_LONGEST_SHORT = 4
"""Letters of an abbreviation."""
_LONGEST_NOUN = 6
"""Words of the longest name of a unit."""


@cache
def _documents() -> frozenset[str]:
    """The first words of what names documents, whose numbers are no years: "QĐ số 2012"."""
    first = {phrase.lower().partition(" ")[0] for phrase in data("cells")["names"]["documents"]}
    return frozenset((*first, *map(bared, first)))


@cache
def _months() -> frozenset[str]:
    """The words for months, with and without diacritics."""
    words = [word for word in table(Role.MONTH, Where.SPANS) if len(word) > 1]
    return frozenset((*words, *map(bared, words)))


_YEAR = pattern("(?:19|20)[0-9]{2}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@cache
def _kinds() -> Mapping[str, PeriodKind]:
    """The words for a month and for a quarter."""
    months, quarters = table(Role.MONTH, Where.SPANS), table(Role.EARLIER, Where.SPANS)
    kinds = {**dict.fromkeys(months, PeriodKind.MONTH), **dict.fromkeys(quarters, PeriodKind.QUARTER)}
    return kinds | {bared(word): kind for word, kind in kinds.items()}


@lru_cache(maxsize=512)
def _phrases_of(label: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(label, rate=False) if token.kind is TokenKind.PHRASE)


@lru_cache(maxsize=512)
def _kinds_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(kinds().get(plain_words(key(name)), frozenset()) for name in names))


@lru_cache(maxsize=512)
def _nouns(names: tuple[str, ...]) -> frozenset[str]:
    named = {plain_words(key(name)) for name in names}
    return frozenset(named.union(*(nouns().get(name, frozenset()) for name in named)))
