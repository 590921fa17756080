"""texts.toml: what a catalogue words otherwise than the library, and its words for missing values.

A table stands where the library's own file has it: [judging.cause.zero_denominator], [findings.CCHC-C001],
[missing.none]. Only what differs is there, in whichever languages it differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import Factory

from cchc.edition import QUOTED, Severity
from cchc.errors import did_you_mean
from cchc.load.codes import DUPLICATE, UNKNOWN_NAME
from cchc.load.contents import Contents
from cchc.load.lint.words import placeholders
from cchc.load.table import Table, not_among
from cchc.record import define
from cchc.value import Reason
from cchc.words import LANGUAGES, PLACEHOLDER, Text, Translated, data, face, spellings

FACES = ("reading", "cells", "judging", "writing", "findings", "missing", "aggregation", "standard")
"""What may be worded otherwise; the command line and the site speak before they know a catalogue."""

PRINTED = (*QUOTED, *Reason, "yes", "no", "headings", "title")
"""What a text may quote of the form itself: `Edition.printed`."""
OF_A_RULE = ("it", "it.label", "it.code", "observed", "expected", "diagnosis")
ALWAYS: Mapping[str, tuple[str, ...]] = {
    "findings": ("observed", "expected", "place", *PRINTED),
    "cells": PRINTED,
    "standard": OF_A_RULE,
}
"""What every text of a face may speak of."""


_FEW = 12
"""So many names can be listed where none is near."""


@define(eq=False, repr=False)
class Rewording:
    """Texts by face and name, severities by code, words for missing values by reason."""

    home: str
    texts: dict[str, Text] = Factory(dict)
    severities: dict[str, Severity] = Factory(dict)
    spellings: dict[str, tuple[str, ...]] = Factory(dict)

    def spelt(self, name: str) -> tuple[str, ...]:
        """The words for a reason, for yes or for no, as far as they are read."""
        return self.spellings.get(name) or spellings(name, self.home)


def wording(contents: Contents) -> Rewording:
    """All that is in the catalogue's texts.toml, and in the edition's own, which comes later and so stands."""
    found = Rewording(next(iter(contents.languages), LANGUAGES[0]))
    for name, table in contents.of("texts"):
        if name in FACES:
            _Reader(name, found).read(table)
        else:
            table.mistake(UNKNOWN_NAME, None, *not_among(name, FACES))
    return found


class _Reader:
    """Reads what differs of one face."""

    def __init__(self, name: str, found: Rewording) -> None:
        self.name = name
        self.found = found
        self.texts = face(name).texts
        names = (*self.texts, *(data(name) if name == "missing" else ()))
        self.known = {start for text in names for start in _starts(text)}

    def read(self, table: Table, *path: str) -> None:
        name = ".".join(path)
        if name in self.texts:
            self._text(table, name)
            return
        if len(path) == 1 and self.name == "findings" and "severity" in table.values:
            self.found.severities[name] = table.choice("severity", Severity, Severity.ERROR)
        if len(path) == 1 and self.name == "missing":
            self._words(table, name)
        for key in [key for key in table.values if key not in table.asked]:
            if ".".join((*path, key)) in self.known:
                self.read(table.table(key), *path, key)
            else:
                beside = sorted({known[len(path)] for known in map(_parts, self.known) if known[:-1] == path})
                hint = did_you_mean(key, beside) or ("one of: " + ", ".join(beside) if len(beside) <= _FEW else None)
                table.mistake(UNKNOWN_NAME, key, f"cchc has no text {key[:60]!r} here", hint)

    def _text(self, table: Table, name: str) -> None:
        """A text in some of the catalogue's languages and the library's."""
        spoken = (*table.languages, *LANGUAGES)
        own = Translated({language: table.text(language) for language in spoken if language in table.values})
        table.asked.update(spoken)
        table.close()
        known = frozenset(self._figures(name))
        for problem in placeholders(table.path, own, known.__contains__, known):
            table.source.report(problem)
        whole = f"{self.name}.{name}"
        self.found.texts[whole] = Translated({**self.found.texts.get(whole, {}), **own})

    def _figures(self, name: str) -> Iterator[str]:
        """What is filled into a text: what the library's own speaks of, of a finding in any of its texts."""
        yield from ALWAYS.get(self.name, ())
        alike = [name]
        if self.name == "findings":
            code = name.partition(".")[0]
            alike = [text for text in self.texts if text.startswith(f"{code}.")]
        for text in alike:
            for words in self.texts[text].values():
                yield from PLACEHOLDER.findall(words)

    def _words(self, table: Table, name: str) -> None:
        """`words` stand in place of the known ones, `more` beside them."""
        own = table.texts("words") if "words" in table.values else self.found.spelt(name)
        more = table.texts("more")
        if "words" in table.values or more:
            self.found.spellings[name] = tuple(dict.fromkeys((*own, *more)))
            _say_double_words(table, name, self.found)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.split("."))


def _starts(name: str) -> Iterator[str]:
    """A dotted name, and the names of the tables around it."""
    parts = _parts(name)
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _say_double_words(table: Table, name: str, found: Rewording) -> None:
    """A word gives one reason; that an answer is spelt like a reason is usual, and told apart by the line."""
    if name not in tuple(Reason):
        return
    others = {word.casefold(): other for other in Reason if other != name for word in found.spelt(other)}
    for key in ("words", "more"):
        for word in _said(table.values, key):
            if word.casefold() in others:
                what = f"{word[:40]!r} stands for {others[word.casefold()].value!r} already"
                table.mistake(DUPLICATE, key, what, "give that reason its own 'words', without this one")


def _said(values: Mapping[str, object], key: str) -> Iterable[str]:
    given = values.get(key)
    return (word for word in given if isinstance(word, str)) if isinstance(given, list) else ()
