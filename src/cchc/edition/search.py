"""What people look for, in their own words: synonyms of the office, typos, words run together, numbers, codes.

The command line looks things up here; the site's script still ranks in a way of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log

from cchc.edition import Edition, Indicator, label_of
from cchc.record import frozen
from cchc.text.spelling import fold
from cchc.words import data

WEIGHTS = (10.0, 8.0, 7.0, 1.5, 1.0)
"""How much a word counts in the code, the title, the other names, the lines above, the text."""
WORTH = {"heading": 1.1, "rule": 0.6, "finding": 0.75, "guide": 0.4, "unit": 0.5, "instrument": 0.5, "auxiliary": 0.6}
"""How much a kind of page counts beside a line of the form."""
_WORD = re.compile(r"_\d+_|[a-z0-9]+(?:[./-][a-z0-9]+)*|%")
_LEAST = 0.3
"""What of a query must be found for anything to be found at all."""


@frozen
class Findable:
    """What can be found: its name, how it is known, and the words in which it may be looked for."""

    name: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    above: str = ""
    text: str = ""
    code: str = ""


@cache
def _groups() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the words of all groups, the longest first, and the mark that stands for each group."""
    known = {fold(word): f"_{place}_" for place, group in enumerate(data("search")["groups"]) for word in group}
    longest = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(rf"(?<![a-z0-9])(?:{longest})(?![a-z0-9])"), known


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without diacritics, synonyms made one."""
    pattern, known = _groups()
    marked = pattern.sub(lambda found: f" {known[found[0]]} ", fold(text))
    return tuple(_WORD.findall(marked))


def search(entries: Sequence[Findable], query: str) -> list[Findable]:
    """The entries that a query means, the likeliest first; none where it means nothing."""
    asked = next((s["finds"] for s in data("search")["shapes"] if re.match(s["matches"], query.strip())), None)
    if asked is not None:
        known = {entry.name: entry for entry in entries}
        return [known[name] for name in asked if name in known]
    wanted = words_of(query)
    index = _index(tuple(entries))
    alike = {word: index.alike(word) for word in wanted}
    scored = ((index.score(place, wanted, alike, query), -place) for place in range(len(entries)))
    return [entries[-place] for points, place in sorted(scored, reverse=True) if points > 0]


@frozen
class _Index:
    """The words of each entry, field by field, and how rare each is."""

    entries: tuple[Findable, ...]
    fields: tuple[tuple[tuple[str, ...], ...], ...]
    squeezed: tuple[str, ...]
    rare: Mapping[str, float]
    known: frozenset[str]

    def alike(self, word: str) -> Mapping[str, float]:
        """The words of all entries that one may mean, and how likely."""
        found = {other: _likeness(word, other) for other in self.known}
        return {other: how for other, how in found.items() if how}

    def score(self, place: int, wanted: Sequence[str], alike: Mapping[str, Mapping[str, float]], query: str) -> float:
        """How well an entry is what is wanted."""
        entry, fields = self.entries[place], self.fields[place]
        found = total = points = 0.0
        for word in wanted:
            weigh = self.rare.get(word, log(1 + len(self.entries)))
            near = alike[word]
            best = max(
                weight * max((near.get(other, 0.0) for other in own), default=0.0)
                for weight, own in zip(WEIGHTS, fields, strict=True)
            )
            total += weigh
            found += weigh * (best > 0)
            points += weigh * best
        joined = fold(query).replace(" ", "")
        if len(joined) > 7 and joined in self.squeezed[place]:
            points, found = max(points, 10 * len(joined) / 4), total
        if not total or found / total < _LEAST:
            return 0.0
        title = fields[1]
        if wanted and _run(wanted, title):
            points *= 1.4
        elif any(_run(wanted, words_of(name)) for name in entry.names):
            points *= 1.3
        if any(tuple(wanted) == words_of(name) for name in (entry.title, *entry.names)):
            points *= 1.6
        return points * (found / total) ** 2 * WORTH.get(entry.kind, 1.0) / (1 + len(title) / 60)


@cache
def _index(entries: tuple[Findable, ...]) -> _Index:
    fields = tuple(
        (
            words_of(f"{e.code} {e.name}"),
            words_of(e.title),
            words_of(" ".join(e.names)),
            words_of(e.above),
            words_of(e.text),
        )
        for e in entries
    )
    counted = Counter(word for own in fields for word in {word for field in own[:4] for word in field})
    rare = {word: log(1 + len(entries) / count) for word, count in counted.items()}
    squeezed = tuple(re.sub(r"[^a-z0-9]", "", fold("|".join((e.title, *e.names)))) for e in entries)
    known = frozenset(word for own in fields for field in own for word in field)
    return _Index(entries, fields, squeezed, rare, known)


def _run(wanted: Sequence[str], own: Sequence[str]) -> bool:
    """Whether words stand in a text one behind the other."""
    return any(tuple(own[at : at + len(wanted)]) == tuple(wanted) for at in range(len(own) - len(wanted) + 1))


def _likeness(word: str, other: str) -> float:
    """How like a word is to another: the same, its beginning, or misspelt."""
    if word == other:
        return 1.0
    if word.startswith("_") or other.startswith("_") or len(word) < 3:
        return 0.0
    return 0.6 if other.startswith(word) else 0.5 if _misspelt(word, other) else 0.0


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


def entries_of(edition: Edition, language: str) -> tuple[Findable, ...]:
    """All that may be looked for in an edition: its lines, its rules, the findings that are built in."""
    return (*(_line(edition, line, language) for line in edition.everything.values()), *_codes(edition, language))


def _line(edition: Edition, line: Indicator, language: str) -> Findable:
    above, parent = [], line.parent
    while parent is not None:
        above.append(edition.everything[parent].label[language])
        parent = edition.everything[parent].parent
    said, gist = line.definition, line.gist
    others = (text for of, text in label_of(edition, line.id).items() if of != language)
    return Findable(
        name=line.id,
        kind="auxiliary" if line.auxiliary else str(line.kind),
        title=label_of(edition, line.id)[language],
        names=(*(said.known_as if said is not None else ()), *others),
        above=" ".join(above),
        text=gist[language] if gist is not None else "",
        code=line.path,
    )


def _codes(edition: Edition, language: str) -> Iterator[Findable]:
    also: Mapping[str, Iterable[str]] = data("search")["codes"]
    for rule in edition.rules.values():
        title = rule.says if rule.label is None else rule.label
        names, text = tuple(also.get(rule.code, ())), rule.says[language]
        yield Findable(rule.code, "rule", title[language], names, text=text, code=rule.id)
    for kind in edition.finding_kinds.values():
        names = tuple(also.get(kind.code, ()))
        yield Findable(kind.code, "finding", kind.title[language], names, text=kind.says[language], code=kind.code[5:])
