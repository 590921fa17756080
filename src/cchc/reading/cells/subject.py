"""What a line asks about: its nouns, the words of its label, and what the lines beside it ask."""

from __future__ import annotations

from functools import cached_property, lru_cache

from attrs import evolve

from cchc.edition import Indicator, IndicatorKind
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.phrasebook import Role, Where, nouns, plain_words, table
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.record import frozen
from cchc.text.spelling import fold, key

_TELLS_NOTHING = (Role.MATTER, Role.NEUTRAL)


@frozen
class Subject:
    """A line as the words of a cell are held against it."""

    indicator: Indicator
    lexicon: Lexicon

    @property
    def is_rate(self) -> bool:
        return self.indicator.kind is IndicatorKind.PERCENTAGE

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What the things that the line counts are called, other names and abbreviations included."""
        return _nouns(self.lexicon.unit_words(self.indicator))

    @cached_property
    def own(self) -> str:
        """The label of the line, as words between blanks."""
        return self._label(self.indicator)

    @cached_property
    def kin(self) -> str:
        """The labels of the line and of the line that it is under."""
        parent = self.lexicon.edition.everything.get(self.indicator.parent or "")
        return self.own if parent is None else self.own + self._label(parent)

    @cached_property
    def others(self) -> str:
        """The labels of the other lines that count the same thing."""
        lines = self.lexicon.edition.indicators.values()
        alike = (line for line in lines if line.unit == self.indicator.unit and line.id != self.indicator.id)
        return "".join(map(self._label, alike))

    @cached_property
    def asks_what_is_done(self) -> bool:
        """Whether the line counts what is finished, so that what is under way is none of it."""
        return any(f" {word} " in self.kin for word in table(Role.MATTER, Where.DONE))

    def asks_for(self, phrase: Token) -> int:
        """Whether its label (2), or that of the line above (1), says what a phrase says was done; "đã" says nothing."""
        auxiliaries = table(Role.MATTER, Where.AUXILIARIES, bare=phrase.text.isascii())
        words = [word for word in phrase.text.split() if word not in auxiliaries] or phrase.text.split()
        bare = evolve(phrase, text=" ".join(words))
        return 2 if says(self.own, bare) else 1 if says(self.kin, bare) else 0

    def _label(self, line: Indicator) -> str:
        return f" {plain_words(key(line.label[self.lexicon.edition.languages[0]]))} "

    def names(self, after: Phrases) -> bool | None:
        """Whether the words behind a number name what the line counts; None if they name nothing."""
        words = [token.text for token in after if token.kind is TokenKind.PHRASE]
        if not words or not all(role in _TELLS_NOTHING for role, _ in after[0].uses):
            return None
        text = plain_words(" ".join(words))
        known = self.nouns | frozenset(map(fold, self.nouns)) if text.isascii() else self.nouns
        # "Vụ" is short for "vụ việc", as "vụ việc khiếu nại" is a kind of it.
        if any(f"{text} ".startswith(f"{noun} ") or f"{noun} ".startswith(f"{text} ") for noun in known):
            return True
        return not after[0].uses and says(self.own, evolve(after[0], text=" ".join(words[:2])))


def says(label: str, phrase: Token) -> bool:
    """Whether a phrase is among the words of a label, with or without its diacritics."""
    wanted = f" {phrase.text} "
    return wanted in label or (phrase.text.isascii() and wanted in f" {fold(label)} ")


@lru_cache(maxsize=512)
def _nouns(names: tuple[str, ...]) -> frozenset[str]:
    named = {plain_words(key(name)) for name in names}
    return frozenset(named.union(*(nouns().get(name, frozenset()) for name in named)))
