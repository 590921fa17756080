"""The words of an edition that can stand in a cell, looked up by matching key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.edition.kept import kept
from cchc.edition.register import kindred, library_units
from cchc.reading.cells.phrasebook import Role, Where, is_in, plain_words, table
from cchc.record import field, frozen
from cchc.text.spelling import folded, key, seen
from cchc.value import Reason

T = TypeVar("T")

_REMARK = re.compile(r"[^.,;:(–-]++(?=[.,;:(–-])")
_AMID = 5
"""Words that may stand between those of a status, less one."""


def _tells_nothing(words: str) -> bool:
    return is_in(words, Role.NEUTRAL, Where.WORDS)


_ALTERNATIVES = re.compile(r"[/()]")


@frozen
class Lexicon:
    """Words for missing values, answers and statuses of an edition, and the names of its units."""

    edition: Edition
    reasons: Mapping[str, Reason]
    errors: frozenset[str]
    answers: Mapping[str, bool]
    statuses: Mapping[str, str]
    above: str = ""
    """The unit that is said of the whole form, over its table."""
    is_headed: bool = False
    """Whether that unit is said of these very figures, in the heading of their column."""
    listed: tuple[tuple[str, frozenset[str]], ...] = ()
    """The units of which that is a list, each with those of lines that it is said of; of all, where these are none."""
    _measures: dict[tuple[str, str], Mapping[str, Fraction]] = field(factory=dict, eq=False, repr=False)
    contents: dict[Any, Any] = field(factory=dict, eq=False, repr=False, init=False)
    """What cells were found to hold, by line, column, text and period."""

    @classmethod
    @kept
    def of(cls, edition: Edition) -> Lexicon:
        reasons: dict[str, Reason] = {}
        for reason, missing in edition.missing.items():
            if reason is not Reason.SPREADSHEET_ERROR:
                reasons |= {_word_key(word): reason for word in missing.words}
        errors = edition.missing.get(Reason.SPREADSHEET_ERROR)
        shown = frozenset(word.upper() for word in errors.words) if errors is not None else frozenset()
        answers = dict.fromkeys(map(key, edition.no), False) | dict.fromkeys(map(key, edition.yes), True)
        statuses = {key(word): id for id, status in edition.statuses.items() for word in status.words}
        statuses = {folded(word): id for word, id in statuses.items()} | statuses
        return cls(edition, reasons, shown, answers, statuses)

    def label(self, line: Indicator) -> str:
        """What a line asks for, as words between blanks."""
        return f" {plain_words(key(line.label[self.edition.languages[0]]))} "

    @cached_property
    def labels(self) -> str:
        """What all lines of the form ask for."""
        return "".join(map(self.label, self.edition.everything.values()))

    def exact_reason(self, text: str) -> Reason | None:
        """Why a figure is missing, if the text is a word that says so and nothing else."""
        return self.reasons.get(_word_key(text))

    def reason(self, text: str) -> Reason | None:
        """Why a figure is missing, if the text is a word that says so (or one with a remark behind it)."""
        return _word(self.reasons, text)

    def answer(self, text: str) -> bool | None:
        """Yes or no, if the text is an answer."""
        return _word(self.answers, text)

    def status(self, indicator: Indicator, text: str) -> str | None:
        """The status that a text names; only those that the line knows."""
        id = _word(self.statuses, text)
        if id is None and text in self.edition.statuses:
            id = text
        return id if id in (indicator.statuses or self.edition.statuses) else None

    def status_begun(self, indicator: Indicator, text: str) -> str | None:
        """The status whose words a text begins with, the longest of them; None if it goes on to take it back."""
        words, known = f"{key(text)} ", indicator.statuses or tuple(self.edition.statuses)
        begun = [word for word, id in self.statuses.items() if id in known and words.startswith(f"{word} ")]
        return self.statuses[max(begun, key=len)] if begun else None

    def words_begun(self, text: str) -> int:
        """How many words of a text are the longest status that it begins with."""
        words = f"{key(text)} "
        return max((len(word.split()) for word in self.statuses if words.startswith(f"{word} ")), default=0)

    def words_before_remark(self, text: str) -> int:
        """How many words stand before a remark that punctuation sets off; 0 for a text without one."""
        head = None if key(text) in self.answers or key(text) in self.statuses else _REMARK.match(seen(text))
        return 0 if head is None else len(key(head[0]).split())

    def status_cut_off(self, indicator: Indicator, text: str) -> str | None:
        """The status in whose words a text breaks off, as in too small a cell; None if it may be another."""
        words, known = f"{key(text)} ", indicator.statuses or tuple(self.edition.statuses)
        meant = {id for word, id in self.statuses.items() if id in known and word.startswith(words)}
        is_said = " " in words.strip() or words.strip() in table(Role.NOT_YET, Where.BEGINS)  # "Chưa" is an answer
        return meant.pop() if len(meant) == 1 and is_said else None

    def status_amid(self, indicator: Indicator, text: str) -> str | None:
        """The status whose words a text begins with, if those between that tell nothing are left out.

        "Đang phối hợp triển khai", "Đang tiếp tục triển khai".
        """
        words = key(text).split()
        first, *others = words or [""]
        for size in range(1, min(_AMID, len(others))):
            if not _tells_nothing(" ".join(others[:size])):
                continue
            meant = self.status_begun(indicator, " ".join([first, *others[size:]]))
            if meant is not None:
                return meant
        return None

    def status_ended(self, indicator: Indicator, text: str) -> str | None:
        """The status in whose words a text ends, if those before tell nothing: "Thực hiện nghiêm, đầy đủ"."""
        words, known = plain_words(key(text)).split(), indicator.statuses or tuple(self.edition.statuses)
        place = 0
        while place < len(words):
            said = self.statuses.get(" ".join(words[place:]))
            if said in known:
                return said if place else None
            size = next((size for size in (3, 2, 1) if _tells_nothing(" ".join(words[place : place + size]))), 0)
            if not size:
                return None
            place += size
        return None

    def is_error(self, text: str) -> bool:
        """Whether a cell shows a spreadsheet's error instead of a value."""
        return text.upper().rstrip(".") in self.errors

    def unit_words(self, indicator: Indicator) -> tuple[str, ...]:
        """What the things that a line counts are called: its printed unit, its alternatives, the unit's own names."""
        unit = self.edition.units.get(indicator.unit or "")
        return _unit_words(indicator.printed_unit or "", unit.spellings if unit is not None else ())

    def measures(self, indicator: Indicator) -> Mapping[str, Fraction]:
        """How many of a line's unit one of each unit is that measures the same, by the key of each spelling."""
        known = (indicator.unit or "", indicator.printed_unit or "")
        if known not in self._measures:
            self._measures[known] = self._measures_of(indicator)
        return self._measures[known]

    def _measures_of(self, indicator: Indicator) -> dict[str, Fraction]:
        known = {**library_units(), **self.edition.units}
        alike = kindred(indicator.unit, self.edition.units) if indicator.unit is not None else {}
        found = {key(spelling): size for id, size in alike.items() for spelling in known[id].spellings}
        own = (indicator.printed_unit or "", *self.unit_words(indicator))
        return {**found, **{key(word): Fraction(1) for word in own if word and key(word) not in found}}

    def headed(self, unit: str) -> Lexicon:
        """The same words where that unit is said of these very figures; "": where none is said of them."""
        return evolve(self, above=unit, is_headed=bool(unit), listed=())

    def unit_of(self, indicator: Indicator) -> str:
        """The unit over the table that is a line's: of a list the one that measures what it does; "" for none.

        Where one is that of some lines, others keep their own; of several that are not the same size none is known.
        """
        if not self.listed:
            is_its = self.is_headed or not self._said_units or indicator.unit in self._said_units
            return self.above if is_its else ""
        measures = self.measures(indicator)
        found = self.units_of(indicator)
        return found[0] if len({measures[key(name)] for name in found}) == 1 else ""

    def units_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Those units of a list over the table that measure what a line does."""
        measures = self.measures(indicator)
        return tuple(name for name, of in self.listed if key(name) in measures and (not of or indicator.unit in of))

    @cached_property
    def _said_units(self) -> frozenset[str]:
        """The units of lines and columns that are called what is said over the table."""
        columns = (asks for table in self.edition.tables.values() for asks in table.asked)
        units = {line.unit for line in (*self.edition.everything.values(), *columns) if line.unit is not None}
        said, known = key(self.above), self.edition.units
        called = {unit: map(key, known[unit].spellings) for unit in units if unit in known}
        return frozenset(unit for unit, spellings in called.items() if said in spellings)

    def is_prompt(self, indicator: Indicator, text: str) -> bool:
        """Whether a cell still holds what the form itself prints there."""
        return key(text) in {key(prompt) for prompt in indicator.prompts}


@lru_cache(maxsize=1024)
def _unit_words(printed: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    words = (printed, *_ALTERNATIVES.split(printed), *labels)
    return tuple(dict.fromkeys(word.strip() for word in words if any(map(str.isalpha, word))))


def _word_key(word: str) -> str:
    """A word's key, or the word itself where it has none ("-", "…")."""
    return key(word) or seen(word)


def _word(words: Mapping[str, T], text: str) -> T | None:
    """What a text means if it is one of the words, alone or with a remark set off by punctuation."""
    found = words.get(_word_key(text))
    if found is None and text[:1] == "(" and text[-1:] == ")":
        found = words.get(key(text[1:-1]))
    if found is None and (head := _REMARK.match(seen(text))):
        # A single syllable begins too many sentences ("Không, …") but is clear before a bracket or comma.
        found = words.get(key(head[0]))
    return found
