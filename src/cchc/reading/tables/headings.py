"""The headings of a table by key, and how well the path of headings over a place is that of one of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cchc.edition.table import YEAR, FormTable, StubKind
from cchc.reading.budget import work
from cchc.reading.likeness import is_begun
from cchc.reading.tables.usual import meaning
from cchc.record import define, field
from cchc.text.markup import LONGEST_KEPT
from cchc.text.spelling import folded, key
from cchc.words import data

Heading = frozenset[str]
"""A printed heading in all its spellings, by key."""
Path = tuple[Heading, ...]

SAME = 0.96
"""From here on a heading is the form's own, however it is spelt; below it is one with a slip of the pen, and told."""
SURE = 0.6
"""Below this a path is no column's."""
_BARE, _NOTED, _JOINED, _BEGUN = 0.99, 0.97, 0.97, 0.9
_MEANT = 0.95
"""Another word for the same on any form."""
_LEVEL_MORE, _LEVEL_LESS = 0.9, 0.8
_ALIKE, _SLIP = 0.72, 0.9
"""Headings so alike are one with a slip of the pen, which counts for less than one without."""
_MOST_KEPT = 2_048
_COMPARED = 8
"""What it is to compare one path with another, counted in characters gone through."""
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:( ?[-–—/] ?)((?:19|20)?\d\d))?\b")
_WORD = re.compile(r"[^\W_]+")
_NOTE = (" (", "(", " [", "[", ":", "*")
"""What a note behind a heading begins with: its unit, its number, what it includes."""
_KINDS = {"code": StubKind.CODE, "label": StubKind.LABEL, "unit": StubKind.UNIT, "explanation": StubKind.REMARKS}


def heading_key(text: str) -> str:
    """The key of a heading; years come and go."""
    return _YEAR.sub(_of_year, key(text.replace("{year}", "2000")))


def _of_year(match: re.Match[str]) -> str:
    """A year, and a year with the one after it, which is a school year; any other two are two."""
    first, between, last = match.groups()
    if last is None or int(last) in (int(first) + 1, (int(first) + 1) % 100):
        return YEAR
    return f"{YEAR}{between}{YEAR if len(last) > 2 else last}"


@define(eq=False)
class TableHeadings:
    """The headings of a table: the paths of its columns by id, those of its stub, and all headings there are."""

    table: FormTable
    languages: Sequence[str] = ()
    """Those of the form, in which headings may be abbreviated."""
    columns: Mapping[str, Path] = field(init=False)
    ended: Mapping[str, Path] = field(init=False)
    """Columns that earlier editions had."""
    stubs: tuple[tuple[StubKind, Path], ...] = field(init=False)
    all: tuple[Heading, ...] = field(init=False)
    _meanings: Mapping[Heading, str] = field(init=False)
    """Those that any form may have, by what they say."""
    _likeness: dict[str, Mapping[Heading, float]] = field(init=False, factory=dict)
    _columns_of: dict[tuple[str, ...], tuple[Sequence[str], float]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.columns = {column.id: self._path(column.heading) for column in self.table.printed}
        self.ended = {column.id: self._path(column.heading) for column in self.table.ended.values()}
        self.stubs = (*((stub.kind, self._path(stub.heading)) for stub in self.table.stub), *_usual_stubs())
        paths = (*self.columns.values(), *self.ended.values(), *(path for _, path in self.stubs))
        self.all = tuple(dict.fromkeys(heading for path in paths for heading in path))
        said = ((heading, meaning(name, self.languages)) for heading in self.all for name in sorted(heading))
        self._meanings = {heading: what for heading, what in said if what is not None}

    def _path(self, headings: Sequence[str]) -> Path:
        return tuple(frozenset(map(heading_key, self.table.spellings(part))) for part in headings if part)

    def knows(self, name: str) -> bool:
        """Whether a key is that of a heading, spelt as one spells: slips of the pen are not looked for."""
        return any(_spelt_as(name, heading) for heading in self.all) or bool(self._meaning_as(name))

    def prints(self, name: str) -> bool:
        """Whether a key is that of a heading, to the letter."""
        return any(name in heading for heading in self.all)

    def likeness(self, name: str) -> Mapping[Heading, float]:
        """The headings that a key may be: itself, or else those that it is most like."""
        found = self._likeness.get(name)
        if found is None:
            found = self._like(name)
            if len(name) <= LONGEST_KEPT and len(self._likeness) < _MOST_KEPT:
                self._likeness[name] = found
        return found

    def _like(self, name: str) -> Mapping[Heading, float]:
        spelt = {heading: score for heading in self.all if (score := _spelt_as(name, heading))}
        if max(spelt.values(), default=0) < _MEANT:
            spelt |= self._meaning_as(name)
        if not spelt and len(name) <= LONGEST_KEPT:
            spelt = {heading: score for heading in self.all if (score := _slip(name, heading))}
        best = max(spelt.values(), default=0)
        return {heading: score for heading, score in spelt.items() if score == best}

    def _meaning_as(self, name: str) -> Mapping[Heading, float]:
        """The headings that say what a key says, in other words: "F" on a form that prints "Female"."""
        what = meaning(name, self.languages)
        return {heading: _MEANT for heading, said in self._meanings.items() if said == what}

    def columns_of(self, path: tuple[str, ...]) -> tuple[Sequence[str], float]:
        """The columns, ended ones among them, whose path a path of keys is most like, and how much; none if unsure."""
        found = self._columns_of.get(path)
        if found is None:
            columns = {**self.columns, **self.ended}
            work(_COMPARED * len(columns))
            scored = {id: score for id, known in columns.items() if (score := self.fits(path, known)) >= SURE}
            best = max(scored.values(), default=0.0)
            found = [id for id, score in scored.items() if score == best], best
            if sum(map(len, path)) <= LONGEST_KEPT and len(self._columns_of) < _MOST_KEPT:
                self._columns_of[path] = found
        return found

    def fits(self, path: Sequence[str], known: Path) -> float:
        """How well a path of keys is that of a column: 1 to the letter, less for slips and for levels more or less."""
        if not path or not known:
            return 0
        if len(path) == len(known):
            each = min(self.likeness(part).get(heading, 0.0) for part, heading in zip(path, known, strict=True))
            if each >= SURE:
                return each
        elif _is_joined(" ".join(path), known):
            return _JOINED
        return self._in_order(path, known)

    def _in_order(self, path: Sequence[str], known: Path) -> float:
        """A path with levels more, or less, than the form's, the others in order and the last the last."""
        if len(path) == len(known):
            return _JOINED if _is_joined(" ".join(path), known) else 0
        few, score = (known, _LEVEL_MORE) if len(path) > len(known) else (path, _LEVEL_LESS)
        many = path if few is known else known
        at = len(many)
        for place in reversed(range(len(few))):
            while at and not (alike := self._pair(few[place], many[at - 1])):
                if place == len(few) - 1:
                    return 0
                at -= 1
            if not at:
                return 0
            score, at = min(score, alike), at - 1
        return score

    def _pair(self, one: str | Heading, other: str | Heading) -> float:
        if isinstance(one, str):
            return self.likeness(one).get(other, 0.0) if not isinstance(other, str) else 0.0
        return self._pair(other, one) if isinstance(other, str) else 0.0

    def stub_of(self, path: Sequence[str]) -> StubKind | None:
        """What a column that holds no figures says of a row, by its heading."""
        scored = [(self.fits(path, known), -order, kind) for order, (kind, known) in enumerate(self.stubs)]
        score, _, kind = max(scored, default=(0.0, 0, StubKind.LABEL))
        return kind if score >= SURE else None


def _usual_stubs() -> Iterator[tuple[StubKind, Path]]:
    """The columns beside figures that any form may have, and offices add: numbers, labels, units, remarks."""
    columns = data("form")["columns"]
    for name, kind in _KINDS.items():
        headings = [heading for listed in columns[name]["headings"].values() for heading in listed]
        yield kind, (frozenset(map(heading_key, headings)),)


def _spelt_as(name: str, heading: Heading) -> float:
    """How surely a key is a heading as people spell it: to the letter, without diacritics, with a note behind it."""
    if name in heading:
        return 1
    if name.isascii() and any(folded(known) == name for known in heading):
        return _BARE
    begun = 0.0
    for known in heading:
        if is_begun(known, name):
            is_noted = len(name) > len(known) and name[len(known) :].startswith(_NOTE)
            begun = max(begun, _NOTED if is_noted else _BEGUN)
    return begun


def _slip(name: str, heading: Heading) -> float:
    from difflib import SequenceMatcher

    best = 0.0
    for known in heading:
        compared = folded(known) if name.isascii() else known
        matcher = SequenceMatcher(None, name, compared, autojunk=False)
        if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE:
            best = max(best, matcher.ratio())
    return best * _SLIP if best > _ALIKE else 0


def _is_joined(text: str, known: Path) -> bool:
    """Whether a text is a whole path of headings, written one behind the other."""
    return _rest_is(" ".join(_WORD.findall(text)), known)


def _rest_is(words: str, known: Path) -> bool:
    if not known:
        return not words
    for spelling in known[0]:
        begun = " ".join(_WORD.findall(spelling))
        is_begun = words == begun or words.startswith(f"{begun} ")
        if is_begun and _rest_is(words[len(begun) :].strip(), known[1:]):
            return True
    return False
