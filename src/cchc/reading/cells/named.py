"""How many things a remark names one by one, where they are what its line counts: "1. Mô hình 5S; 2. Mô hình …"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from cchc.reading.cells.days import event_days
from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.phrasebook import listed, plain_words
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import counts_sort, is_of_own_sort
from cchc.text.documents import find_documents
from cchc.text.spelling import key, seen
from cchc.words import data

_MOST = 12
"""Things that anybody names one by one; of more, some are named."""
_LONGEST = 1500
"""Characters of a remark that may be a list."""


def names_another_number(text: str, saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark names more or fewer of the things that a figure counts, and does not say that these are some."""
    shown = seen(text)
    if len(shown) > _LONGEST or value <= 0 or _says_some(shown):
        return False
    days = sorted(set(event_days(saying, subject)))
    if len(days) > 1:
        return _differs(len(days), value, are_all=True) and not (len(days) > value and _are_in_a_row(days))
    named = _persons(shown, saying, subject)
    if named:
        is_flow = str(subject.indicator.over_time) == "flow"
        return value not in named and _differs(max(named), value, are_all=is_flow)
    items = _numbered(shown)
    if saying.amounts and [amount.number.value for amount in saying.amounts] != list(range(1, len(items) + 1)):
        return False  # "(1) Quy trình …; (2) Quy trình …" has no other number
    if not items and counts_sort(subject, "papers"):
        cited = _documents(shown, subject)
        return cited > 0 and _differs(cited, value, are_all=_are_all_cited(shown))
    items = items or _alike(shown, subject) or _behind_colon(shown, subject)
    if not items or any(_is_reason(item) for item in items):
        return False
    return _differs(len(items), value, are_all=any(is_of_own_sort(key(item), subject) for item in items))


def _differs(named: int | Decimal, value: int | Decimal, *, are_all: bool) -> bool:
    return named > value or (are_all and named < value <= _MOST)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(listed("named", name, bare=False) + listed("named", name, bare=True))


def _says_some(shown: str) -> bool:
    words = f" {plain_words(key(shown))} "
    return "…" in shown or "..." in shown or any(f" {each} " in words for each in _listed("some"))


def _is_reason(item: str) -> bool:
    words = f"{plain_words(key(item))} "
    return any(words.startswith(f"{each} ") for each in _listed("reasons"))


def _are_in_a_row(days: Sequence[dt.date]) -> bool:
    """Whether one day follows the other, so that one thing may have taken them all."""
    return all((after - before).days == 1 for before, after in pairwise(days))


# --- persons and documents ----------------------------------------------------------------------------

_CAPITAL = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ"
_NAME = re.compile(rf"(?:[{_CAPITAL}]\w* ){{1,4}}[{_CAPITAL}]\w*")
_JOINS = re.compile(r"[,;]|(?<!\w)và(?!\w)")


@cache
def _titled() -> re.Pattern[str]:
    """What people are addressed by, before their names."""
    titles = "|".join(map(re.escape, data("cells")["named"]["titles"]))
    return re.compile(rf"(?<!\w)(?i:{titles}) (?=[{_CAPITAL}]\w*(?: [{_CAPITAL}]|[,;:.(]| và |$))")


def _persons(shown: str, saying: Saying, subject: Subject) -> tuple[int | Decimal, ...]:
    """How many persons are named, on a line that counts people, how many are only counted, and both together.

    "Bà A, ông B và 01 đ/c khác" are three, "02 cá nhân: đ/c Hà, đ/c Hòa" are two.
    """
    if not counts_sort(subject, "people") or not subject.has_syllables:
        return ()
    named = len(_titled().findall(shown))
    if not named:
        parts = _JOINS.split(re.split(r"[:(]", shown, maxsplit=1)[0])
        pieces = [piece.strip() for piece in parts if piece.strip()]
        named = len(pieces) if len(pieces) > 1 and all(map(_NAME.fullmatch, pieces)) else 0
    counted = [amount for amount in saying.amounts if amount.is_count and subject.noun_of(amount.after)]
    if not named or len(counted) < len(saying.amounts):
        return ()
    others = sum(amount.number.value for amount in counted)
    return (named, named + others, others) if others else (named,)


def _documents(shown: str, subject: Subject) -> int:
    """How many documents are cited, on a line that counts those of its time; 0 where some are what others carry out."""
    if "/" not in shown or not counts_sort(subject, "papers") or str(subject.indicator.over_time) != "flow":
        return 0
    words = f" {plain_words(key(shown))} "
    if any(f" {each} " in words for each in _listed("carrying")):
        return 0
    return len({(document.number, document.symbol) for document in find_documents(shown)})


def _are_all_cited(shown: str) -> bool:
    """Whether documents are said to be all there are; of several under one symbol only the last is cited in full."""
    words = f"{plain_words(key(shown))} "
    is_whole = any(words.startswith(f"{each} ") for each in _listed("whole"))
    return is_whole and len(_NUMBERED.findall(words)) == len(find_documents(shown))


_NUMBERED = re.compile(r"(?<!\w)s[ốo] [0-9]")


# --- lists --------------------------------------------------------------------------------------------

_ITEM = re.compile(r"(?:\A|(?<=[\s;,.:]))\(?([0-9]{1,2}|[a-hđ])[.)/] ?(?=[^\W\d_“\"])")
_BRACKETS = re.compile(r"\([^()]*\)")
_APART = re.compile(r"[;,\n]|(?:\A|(?<=\s))[-–+•] |(?<!\w)và(?!\w)")
_LETTERS = "abcdđefgh"


def _numbered(shown: str) -> list[str]:
    """The items of a list that are numbered, or lettered, from the first on."""
    items: list[str] = []
    begun = 0
    for match in _ITEM.finditer(shown):
        wanted = (str(len(items) + 1), _LETTERS[len(items) : len(items) + 1])
        if match[1].lstrip("0") not in wanted:
            continue
        if items:
            items[-1] = shown[begun : match.start()]
        elif ":" not in shown[: match.start()] and shown[: match.start()].strip():
            return []
        begun = match.end()
        items.append(shown[begun:])
    return items


def _alike(shown: str, subject: Subject) -> list[str]:
    """The items of a list each of which begins with the noun of what the line counts."""
    before, colon, behind = _BRACKETS.sub(" ", shown).partition(":")
    for text in (before, behind) if colon else (before,):
        items = [item.strip() for item in _APART.split(text) if item.strip()]
        if len(items) > 1 and all(is_of_own_sort(key(item), subject) for item in items):
            # "Kế hoạch, công văn, thông báo" are kinds, of each of which there may be several.
            return [] if all(_without_whole(item) in subject.kinds for item in items) else items
    return []


def _without_whole(item: str) -> str:
    """The words of an item without those that say that all follow: "gồm kế hoạch"."""
    words = plain_words(key(item))
    lead = next((each for each in _listed("whole") if words.startswith(f"{each} ")), "")
    return words.removeprefix(lead).strip()


_MOST_WORDS = 6


def _behind_colon(shown: str, subject: Subject) -> list[str]:
    """The names of bodies that are listed behind a colon: "Đã kiểm tra: Tư pháp - Hộ tịch; Địa chính"."""
    _, colon, bodies = _BRACKETS.sub(" ", shown).partition(":")
    if not colon or not counts_sort(subject, "bodies"):
        return []
    items = [item.strip() for item in _JOINS.split(bodies) if item.strip(" .")]
    are_names = all(item[:1].isupper() and len(item.split()) <= _MOST_WORDS for item in items)
    return items if len(items) > 1 and are_names else []
