"""What stands beside a cited document: that it is no longer in force, or by its title another line's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from cchc.edition import IndicatorKind
from cchc.period import Period
from cchc.reading.cells.days import last_of
from cchc.reading.cells.phrasebook import listed, plain_words, says_listed
from cchc.reading.cells.subject import Subject
from cchc.text.documents import TYPES, find_documents
from cchc.text.spelling import key, seen
from cchc.value import Document

_KEPT = 512


@lru_cache(maxsize=_KEPT)
def _cited(text: str) -> tuple[Document, ...]:
    """The documents of a text: offices cite the same from month to month."""
    return tuple(find_documents(text))


def is_void(text: str) -> bool:
    """Whether a document is said to be in force no more; one that it takes the place of may well be."""
    if len(_cited(text)) != 1:
        return False
    said = f" {plain_words(key(seen(text)))} "
    return says_listed(said, "titles", "void") and not says_listed(said, "titles", "instead")


def is_dated_amiss(text: str, period: Period | None) -> bool:
    """Whether a document is cited that is still to come, or one that takes the place of a younger one."""
    days = [each.date for each in _cited(text) if isinstance(each.date, dt.date)]
    if period is not None and any(day > last_of(period) for day in days[1:]):
        return True
    said = f" {plain_words(key(seen(text)))} "
    return says_listed(said, "titles", "instead") and len(days) == len(("new", "old")) and days[1] > days[0]


def is_typed_otherwise(text: str) -> bool:
    """Whether a document is called another than its symbol says: "Công văn số 18/KH-UBND"."""
    documents = _cited(text)
    if len(documents) != 1 or documents[0].type is None:
        return False
    before = plain_words(key(seen(text)).partition(f"{documents[0].number}/")[0])
    numbers = [f" {each}" for each in listed("names", "numbers", bare=False)]
    called = [name for name in TYPES if any(before.endswith(f"{name}{number}") for number in ("", *numbers))]
    return bool(called) and TYPES[max(called, key=len)] != documents[0].type


def is_titled_otherwise(text: str, subject: Subject) -> bool:
    """Whether the title of a document is what another line of the form asks for, or another section is about."""
    if not subject.has_syllables or not subject.has_marks:
        return False
    titles = _titles(text)
    if not titles:
        return False
    mine, others = _own_words(subject), _words_of_others(subject)
    for title in titles:
        begun = next((words for words in others if title.startswith(f"{words} ")), None)
        if begun is not None and f" {begun} " not in mine:
            return True
        own, other = _distinct(subject)
        if own and not _has_any(title, own) and _has_any(title, other):
            return True
        if _is_of_line_beside(title, subject):
            return True
    return False


def _is_of_line_beside(title: str, subject: Subject) -> bool:
    """Whether a title begins with what another line for documents asks for, and lacks what this one asks first."""
    edition = subject.lexicon.edition
    own = [" ".join(rest.split()[:_SYLLABLES]) for rest in _asked(subject, subject.indicator.id)]
    if any(f" {each} " in f" {title}" for each in own):
        return False
    others = (id for id, line in edition.indicators.items() if line.kind is IndicatorKind.DOCUMENT)
    return any(
        title.startswith(f"{rest} ") for id in others if id != subject.indicator.id for rest in _asked(subject, id)
    )


def _asked(subject: Subject, id: str) -> tuple[str, ...]:
    """What a line for documents asks for, by its label or that of the line above: "kiểm tra công tác cchc"."""
    lines = subject.lexicon.edition.everything
    parent = lines[id].parent
    labels = [subject.lexicon.label(lines[each]) for each in (id, parent) if each is not None and each in lines]
    return tuple(rest for label in labels if (rest := _without_stops(label.strip() + " ").strip()))


def _has_any(title: str, words: frozenset[str]) -> bool:
    return any(f" {each} " in f" {title}" for each in words)


@lru_cache(maxsize=_KEPT)
def _titles(text: str) -> tuple[str, ...]:
    """What the one document of a text is about, behind each word that leads to it."""
    return tuple(_titles_of(text))


def _titles_of(text: str) -> Iterator[str]:
    """What the one document of a text is about, from its first telling word on: behind its name, or behind "về"."""
    if len(_cited(text)) > 1:
        return
    words = f"{plain_words(key(seen(text)))} "
    for lead in listed("titles", "leads", bare=words.isascii()):
        for match in re.finditer(rf"(?<!\w){re.escape(lead)} ", words):
            title = _without_stops(words[match.end() :])
            if any(f" {words[: match.start()]}".endswith(f" {each} ") for each in _carrying(words)):
                continue  # "kèm theo Kế hoạch CCHC" cites what another is about
            if title and not title[:1].isdigit():
                yield title


def _carrying(words: str) -> tuple[str, ...]:
    return listed("named", "carrying", bare=words.isascii())


def _without_stops(words: str) -> str:
    """Words from the first on that tells something: "công tác", "việc thực hiện" tell nothing."""
    stops = listed("titles", "stops", bare=words.isascii())
    while (stop := next((each for each in stops if words.startswith(f"{each} ")), None)) is not None:
        words = words[len(stop) + 1 :]
    return words


# --- what the lines that ask for documents are about -------------------------------------------------


def _own_words(subject: Subject) -> str:
    """The labels of the line and of all that it is under."""
    lines, id, labels = subject.lexicon.edition.everything, subject.indicator.parent, [subject.own]
    while id is not None and id in lines:
        labels.append(subject.lexicon.label(lines[id]))
        id = lines[id].parent
    return " ".join(labels)


def _words_of_others(subject: Subject) -> tuple[str, ...]:
    """With which words the titles of other lines for documents, and of the form's headings, begin."""
    lines = subject.lexicon.edition.indicators.values()
    near = subject.indicator.parent
    labels = [subject.lexicon.label(line) for line in lines if line.kind in _TITLED and line.parent != near]
    return _begun(tuple(labels))


_TITLED = (IndicatorKind.DOCUMENT, IndicatorKind.HEADING)


@lru_cache(maxsize=64)
def _begun(labels: tuple[str, ...]) -> tuple[str, ...]:
    found = (_without_stops(label.strip() + " ").split()[:_SYLLABLES] for label in labels)
    return tuple(dict.fromkeys(" ".join(words) for words in found if len(words) == _SYLLABLES))


_SYLLABLES = 2
"""Of a word: "kiểm tra", "tuyên truyền"."""


def _distinct(subject: Subject) -> tuple[frozenset[str], frozenset[str]]:
    """The abbreviations that only this line for documents has, and those that only others of the same kind have."""
    edition = subject.lexicon.edition
    mine, others = _words(_near_words(subject, subject.indicator.id)), frozenset[str]()
    for id, line in edition.indicators.items():
        if line.kind is IndicatorKind.DOCUMENT and id != subject.indicator.id:
            others |= _words(_near_words(subject, id))
    return mine - others, others - mine


def _near_words(subject: Subject, id: str) -> str:
    lines = subject.lexicon.edition.everything
    parent = lines[id].parent
    above = subject.lexicon.label(lines[parent]) if parent in lines and parent is not None else ""
    return subject.lexicon.label(lines[id]) + above


@lru_cache(maxsize=64)
def _words(labels: str) -> frozenset[str]:
    """The abbreviations of labels: words without a vowel, but those that tell nothing."""
    stops = " ".join(listed("titles", "stops", bare=False)).split()
    told = [word for word in labels.split() if word not in stops]
    short = {word for word in told if len(word) > _SYLLABLES and not re.search("[aeiouyăâêôơưà-ỹ]", word)}
    return frozenset(short)
