"""The words that a draft goes by: `words/drafting.toml`, and the units that come with the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cchc.edition.register import library_units
from cchc.load.source import GUESS
from cchc.record import frozen
from cchc.text.spelling import fold, squeeze
from cchc.words import data, face

BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_SPANISH = re.compile(r"(?:ción|ciones|ñ|¿|\b(?:el|la|los|las|de|del|y|en|con|por|mes|año)\b)", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:of|the|and|number|with|other|by|in|per|month|year|total)\b", re.IGNORECASE)
_PORTUGUESE = re.compile(r"(?:ção|ções|ões|ã\w|ç|\b(?:de|do|da|dos|das|em|por|não)\b)", re.IGNORECASE)

_PORTUGUESE_ALONE = re.compile(r"(?:ção|ções|ões|ã|õ|ç|lh|nh|\b(?:do|da|dos|das|em|não|mês|ano)\b)", re.IGNORECASE)
_SPANISH_ALONE = re.compile(r"(?:ción|ciones|ñ|¿|ll|\b(?:el|los|las|del|y|en|con|mes|año)\b)", re.IGNORECASE)
"""What either of two languages has that are much alike."""
_FEW, FEWEST_WORDS = 3, 2
"""So many words may be another language's names; so many of its own leave no doubt."""


def plain(text: str) -> str:
    """A text to compare by."""
    return squeeze(text).casefold().strip(" .:*")


@cache
def words(*path: str) -> frozenset[str]:
    """Words of a family, to compare by."""
    found = data("drafting")
    for name in path:
        found = found[name]
    return frozenset(map(plain, found))


def is_one(text: str, *path: str) -> bool:
    """Whether a text is a word of a family, and nothing else."""
    return plain(text) in words(*path)


def has_one(text: str, *path: str) -> bool:
    """Whether a word of a family stands in a text by itself."""
    said = plain(text)
    return any(word in said and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words(*path))


def begins_with(text: str, *path: str) -> bool:
    """Whether a text begins with a word of a family."""
    said = plain(text.lstrip("-–+* "))
    return any(said.startswith(word) and re.match(r"\w", said[len(word) :]) is None for word in words(*path))


def ends_with(text: str, *path: str) -> bool:
    """Whether a text ends with a word of a family, brackets around it left aside."""
    said = plain(text).rstrip(") ")
    return any(said.endswith(word) and re.search(r"\w$", said[: -len(word)]) is None for word in words(*path))


def is_total(text: str) -> bool:
    """Whether a row of this label is a total."""
    said = re.sub(r"\s*[(:\[].*", "", plain(text))
    return said in _totals()


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(plain, data("form")["totals"]["words"]))


@cache
def _units() -> dict[str, str]:
    """The library's units by their spellings."""
    found: dict[str, str] = {}
    for id, unit in library_units().items():
        for spelling in (*unit.label.values(), *(unit.printed or ())):
            found.setdefault(plain(spelling), id)
    return found


def unit_called(text: str) -> str | None:
    """The library's unit of a spelling, "số hồ sơ TTHC" included."""
    said = plain(text)
    for spelling in (said, said.removeprefix("số "), said.removeprefix("1.000 ")):
        if spelling in _units():
            return _units()[spelling]
    return None


def unit_label(id: str, language: str) -> str:
    """What a unit is called to those who read the comments, whose language its id need not be in."""
    unit = library_units().get(id)
    return id if unit is None else unit.label.get("vi" if language == "vi" else "en", id)


def is_money(unit: str) -> bool:
    """Whether a unit is some money: "R$ mil", "KES '000", "nghìn đồng"."""
    return has_one(unit, "money", "words")


def units_told(headings: Iterable[str]) -> Iterator[str]:
    """What headings print in brackets, or behind a comma; the innermost comes first.

    A capital alone is no unit: "Male (M)" is not measured in metres.
    """
    for heading in reversed(list(headings)):
        said = squeeze(heading)
        after = [said.rpartition(", ")[2]] if ", " in said else []
        yield from (text for text in (*BRACKETS.findall(said), *after) if len(text) > 1 or text.islower())


def unit_in(headings: Iterable[str]) -> str | None:
    """The unit of the library that headings print; the innermost counts."""
    return next((unit for text in units_told(headings) if (unit := unit_called(text)) is not None), None)


def language_of(text: str) -> str:
    """The language that a form is in, as far as its words tell: vi, pt, es, else en."""
    if len(_VIETNAMESE.findall(text)) > _FEW:
        return "vi"
    portuguese, spanish = len(_PORTUGUESE.findall(text)), len(_SPANISH.findall(text))
    if max(portuguese, spanish) <= _FEW:
        return "en"
    own = [len(marks.findall(text)) for marks in (_PORTUGUESE_ALONE, _SPANISH_ALONE)]
    return "es" if own[1] > own[0] or (own[1] == own[0] and spanish > portuguese) else "pt"


def is_sure_of(language: str, text: str) -> bool:
    """Whether a form's words leave no doubt in which language it is."""
    known = {"vi": _VIETNAMESE, "pt": _PORTUGUESE_ALONE, "en": _ENGLISH}
    return language in known and len(known[language].findall(text)) >= FEWEST_WORDS


@frozen
class Tongue:
    """The languages of a draft: that of the form, and that of the comments."""

    form: str
    comments: str

    def said(self, name: str, **figures: str) -> str:
        """A comment."""
        return _said(self.comments, name, **figures)

    def stated(self, name: str) -> str:
        """A text of the catalogue."""
        return _said(self.form, name)

    def marked(self, *names: str, **figures: str) -> str:
        """A comment that marks guesses."""
        return f"  {GUESS} {self.said('guess')}: {', '.join(self.said(name, **figures) for name in names)}"


def _said(language: str, name: str, **figures: str) -> str:
    """What a draft says for itself, in Vietnamese or else in English."""
    return face("drafting").say("vi" if language == "vi" else "en", "says", name, **figures)


def same(first: str, second: str) -> bool:
    """Whether two texts are one but for case and punctuation around."""
    return fold(plain(first)) == fold(plain(second))
