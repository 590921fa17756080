"""What people look for, in their own words: synonyms of the office, typos, words run together, numbers, codes.

The command line ranks here; the site ranks the same entries by `search.js`, which is held to this module by what both
find. Whatever either goes by (words that mean the same, weights) stands once, and is given to the site by `settings`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from math import floor, log

from cchc.edition.findable import Findable
from cchc.record import frozen
from cchc.text.markup import PLAIN
from cchc.text.spelling import squeeze
from cchc.words import data

WEIGHTS = (10.0, 8.0, 7.0, 1.5, 1.0)
"""How much a word counts in the code, the title, the other names, the lines above, the text."""
WORTH = {
    "heading": 1.1, "rule": 0.6, "finding": 0.75, "concept": 0.45, "guide": 0.4, "list": 0.4, "tool": 0.5, "form": 0.5,
    "edition": 0.4, "unit": 0.4, "instrument": 0.45, "auxiliary": 0.6, "first": 0.3,
}  # fmt: skip
"""How much a kind of entry counts beside a line of the form."""
COLUMN = 0.7
"""The same of a column of a table, which is called by its table's name and its own: most people ask about lines."""
ALIKE = {"marks": 0.45, "beginning": 0.6, "misspelt": 0.5}
"""How likely a word is meant that has other marks, goes on, or has a letter more, less or changed."""
LEAST = {"found": 0.4, "near": 0.34}
"""What of a query must be found for anything to be found at all; how near its letters are to what is suggested."""
CALLED = (0.3, 0.9)
"""How much more what is called so counts: for having the words in this order side by side, and for having no others."""
FIRST = 3
"""So many of the likeliest stand before a word of the glossary that is called just so."""
_SHORTEST_RUN, _LONGEST_SYLLABLE = 4, 9
_WORD = re.compile(r"[a-z0-9]+(?:[./-][a-z0-9]+)*|%")

Word = tuple[str, str]
"""A word without its marks, and these."""


def settings() -> Mapping[str, object]:
    """All that the ranking goes by, for the site's script."""
    _, known = _groups()
    return {
        "weights": WEIGHTS,
        "worth": WORTH,
        "column": COLUMN,
        "alike": ALIKE,
        "least": LEAST,
        "called": CALLED,
        "first": FIRST,
        "plain": {chr(letter): chr(to) if to else "" for letter, to in PLAIN.items()},
        "groups": sorted(known.items(), key=lambda pair: -len(pair[0])),
        "shapes": data("search")["shapes"],
    }


@cache
def _groups() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the words of all groups, the longest first, and each group's mark: none for little words."""
    known = {
        "".join(letter for letter, _ in _letters(word)): f"_{place}_"
        for place, group in enumerate(data("search")["groups"])
        for word in group
    } | {"".join(letter for letter, _ in _letters(word)): "" for word in data("search")["little"]}
    longest = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(rf"(?<![a-z0-9])(?:{longest})(?![a-z0-9])"), known


@cache
def _nested(word: str) -> tuple[str, ...]:
    """The marks of groups that have a word inside of a longer one: “một cửa” in “bộ phận một cửa”."""
    return tuple(
        mark
        for other, mark in _groups()[1].items()
        if mark and other != word and re.search(rf"(?<![a-z0-9]){re.escape(other)}(?![a-z0-9])", word)
    )


def _letters(text: str) -> list[tuple[str, str]]:
    """The letters of a text without case, each with its marks; the stroke of đ is one."""
    letters: list[tuple[str, str]] = []
    for letter in unicodedata.normalize("NFD", squeeze(text).lower()):
        if not unicodedata.category(letter).startswith("M"):
            letters.append(("d", letter) if letter == "đ" else (letter, ""))
        elif letters:
            letters[-1] = (letters[-1][0], letters[-1][1] + letter)
    return letters


@cache
def tokens(text: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a text in their order, those that mean the same made one; and the words inside of these."""
    letters = _letters(text)
    plain = "".join(letter for letter, _ in letters)
    pattern, known = _groups()
    found: list[Word] = []
    inside: list[Word] = []
    end = 0
    for group in pattern.finditer(plain):
        found += _words(plain, letters, end, group.start())
        if known[group[0]]:
            found.append((known[group[0]], ""))
        inside += _words(plain, letters, group.start(), group.end())
        inside += [(mark, "") for mark in _nested(group[0])]
        end = group.end()
    found += _words(plain, letters, end, len(plain))
    return tuple(found), tuple(inside)


def _words(plain: str, letters: Sequence[tuple[str, str]], start: int, end: int) -> Iterator[Word]:
    for word in _WORD.finditer(plain[start:end]):
        marks = "".join(mark for _, mark in letters[start + word.start() : start + word.end()])
        # Wherever on a syllable its tone was put (hòa, hoà), it is the same one.
        yield word[0], "".join(sorted(marks))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without diacritics, synonyms made one."""
    return _bare(tokens(text)[0])


def _bare(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word for word, _ in words)


def search(entries: Sequence[Findable], query: str) -> list[Findable]:
    """The entries that a query means, the likeliest first; none where it means nothing."""
    asked = next((s["finds"] for s in data("search")["shapes"] if re.match(s["matches"], query.strip())), None)
    if asked is not None:
        known = {entry.name: entry for entry in entries}
        return [known[name] for name in asked if name in known]
    index = _index(tuple(entries))
    wanted = tokens(index.apart(query))[0]
    alike = {word: index.alike(word) for word in wanted}
    scored = [(*index.score(place, wanted, alike), -place) for place in range(len(entries))]
    found = [entries[-place] for _, points, place in sorted(scored, reverse=True) if points > 0]
    asked_for = _bare(wanted)
    named = [each for each in found[FIRST:] if each.kind == "concept" and asked_for in _called(each)]
    return [*found[:FIRST], *named, *(each for each in found[FIRST:] if each not in named)]


def _called(entry: Findable) -> tuple[tuple[str, ...], ...]:
    """The words of its title, and of each other name."""
    return tuple(map(words_of, (entry.title, *entry.names)))


def nearest(entries: Sequence[Findable], query: str, most: int = 3) -> list[Findable]:
    """What is written most alike where nothing was found: by the pairs of letters that both have."""
    asked = _pairs(query)
    near = [
        (max(_shared(asked, _pairs(name)) for name in (entry.title, entry.name, *entry.names)), -place)
        for place, entry in enumerate(entries)
    ]
    return [entries[-place] for how, place in sorted(near, reverse=True)[:most] if how >= LEAST["near"]]


@cache
def _pairs(text: str) -> Counter[str]:
    joined = "".join(letter for letter, _ in _letters(text) if re.match("[a-z0-9]", letter))
    return Counter(joined[at : at + 2] for at in range(len(joined) - 1))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


@frozen
class _Index:
    """The words of each entry, field by field: in their order, and as a set with those inside of synonyms."""

    entries: tuple[Findable, ...]
    fields: tuple[tuple[frozenset[Word], ...], ...]

    @cached_property
    def rare(self) -> Mapping[str, float]:
        """How rare each word is among what entries are called."""
        counted = Counter(word for own in self.fields for word in {base for field in own[:4] for base, _ in field})
        return {word: log(1 + len(self.entries) / count) for word, count in counted.items()}

    @cached_property
    def known(self) -> frozenset[Word]:
        return frozenset(word for own in self.fields for field in own for word in field)

    @cached_property
    def bare(self) -> frozenset[str]:
        """The words that a run of letters may be made of: of entries, and of what people say for these."""
        return frozenset(_bare(self.known)).union(*(word.split() for word in _groups()[1]))

    def apart(self, query: str) -> str:
        """A query with words that were run together taken apart, into as few known ones as can be."""
        words = squeeze(query).split()
        return " ".join(_apart(word, self.bare) or word for word in words)

    def alike(self, word: Word) -> Mapping[Word, float]:
        """The words of all entries that one may mean, and how likely; marks count where a word so spelt is there."""
        marked = word if word in self.known else (word[0], "")
        found = {other: _likeness(marked, other) for other in self.known}
        return {other: how for other, how in found.items() if how}

    def score(self, place: int, wanted: Sequence[Word], alike: Mapping[Word, Mapping[Word, float]]) -> tuple[bool, int]:
        """Whether an entry has a word as it was spelt, and how well it is what is wanted."""
        entry, fields = self.entries[place], self.fields[place]
        found = total = points = 0.0
        for word in wanted:
            weigh = self.rare.get(word[0], log(1 + len(self.entries)))
            near = alike[word]
            likely = [max((near.get(other, 0.0) for other in own), default=0.0) for own in fields]
            total += weigh
            found += weigh * max(likely)
            points += weigh * max(weight * how for weight, how in zip(WEIGHTS, likely, strict=True))
        if not total or found / total < LEAST["found"]:
            return False, 0
        asked, called = _bare(wanted), _called(entry)
        points *= 1 + max((_called_so(asked, own) for own in called), default=0.0)
        points *= (found / total) ** 2 * _worth(entry) / (1 + len(called[0]) / 60)
        # A word of a group has no spelling of its own: whichever of them stands there is meant.
        told = [word for word in wanted if word[1] or word[0].startswith("_")]
        spelt = not any(marks for _, marks in told) or any(word in own for word in told for own in fields)
        return spelt, floor(points * 1e6 + 0.5)


def _worth(entry: Findable) -> float:
    return WORTH.get(entry.kind, COLUMN if "." in entry.name else 1.0)


@cache
def _index(entries: tuple[Findable, ...]) -> _Index:
    parts = ((f"{e.code} {e.name}", e.title, " ; ".join(e.names), e.above, e.text) for e in entries)
    return _Index(entries, tuple(tuple(frozenset().union(*tokens(text)) for text in own) for own in parts))


def _apart(word: str, known: frozenset[str]) -> str | None:
    """A word as the fewest known ones of two letters or more that it is made of; None where it is one, or none is."""
    letters = _letters(word)
    plain = "".join(letter for letter, _ in letters)
    is_one = any(other.startswith(plain) for other in known)
    if is_one or len(plain) < _SHORTEST_RUN or not re.fullmatch("[a-z]+", plain):
        return None
    best: list[list[str] | None] = [[]]
    for end in range(1, len(plain) + 1):
        ways = (
            [*way, _spelt(letters[start:end])]
            for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1)
            if (way := best[start]) is not None and plain[start:end] in known
        )
        best.append(min(ways, key=len, default=None))
    whole = best[-1]
    return " ".join(whole) if whole else None


def _spelt(letters: Iterable[tuple[str, str]]) -> str:
    return unicodedata.normalize("NFC", "".join(marks if "đ" in marks else bare + marks for bare, marks in letters))


def _called_so(asked: Sequence[str], own: Sequence[str]) -> float:
    """How much more counts what is called so; in another order it is called so, too."""
    if not own or not set(asked) <= set(own):
        return 0.0
    return (CALLED[0] if _run(asked, own) else 0.0) + CALLED[1] * len(asked) / len(own)


def _run(wanted: Sequence[str], own: Sequence[str]) -> bool:
    """Whether words stand in a text one behind the other."""
    return any(tuple(own[at : at + len(wanted)]) == tuple(wanted) for at in range(len(own) - len(wanted) + 1))


def _likeness(word: Word, other: Word) -> float:
    """How like a word is to another: the same, with other marks, its beginning, or misspelt."""
    if word[0] == other[0]:
        return 1.0 if not word[1] or word[1] == other[1] else ALIKE["marks"]
    if word[0].startswith("_") or other[0].startswith("_") or len(word[0]) < 3:
        return 0.0
    if other[0].startswith(word[0]):
        return ALIKE["beginning"]
    return ALIKE["misspelt"] if _misspelt(word[0], other[0]) else 0.0


def _misspelt(word: str, other: str) -> bool:
    """Whether one letter too many, too few, changed or exchanged makes one of the other."""
    if abs(len(word) - len(other)) > 1 or len(other) < 3 or word[0] != other[0]:
        return False
    if len(word) == len(other):
        unlike = [at for at in range(len(word)) if word[at] != other[at]]
        swapped = len(unlike) == 2 and word[unlike[0]] == other[unlike[1]] and word[unlike[1]] == other[unlike[0]]
        return (len(unlike) == 1 and len(word) > 3) or (swapped and unlike[1] == unlike[0] + 1)
    short, long = sorted((word, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
