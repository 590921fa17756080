"""Whose a thing is that an amount counts: what another body issued, held or sent is none of the line's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache

from cchc.edition.office import Level
from cchc.reading.cells.phrasebook import bared, nouns, plain_words
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases
from cchc.text.spelling import folded, key
from cchc.words import data


def is_of_others(lead: Phrases, after: Phrases, subject: Subject) -> bool:
    """Whether words around an amount say that it is of what others issued or held, or of what came to the office.

    `after`: the words behind its noun that speak of it.
    """
    if not subject.has_syllables:
        return any(phrase.text in _abroad() and not _has(phrase.text, subject) for phrase in after)
    before, behind = _text(lead), _text(after)
    if not before and not behind:
        return False
    is_bare = before.isascii() and behind.isascii() and subject.has_marks
    patterns = _patterns(is_bare)
    if patterns.telling.search(f"{before} {behind}") is None:
        return False
    return (
        _did(patterns.did.search(before), subject, patterns)
        or _is_done_by(behind, subject, patterns)
        or _did(patterns.directly.match(behind), subject, patterns)
        or _belongs(before, subject, patterns, is_before=True)
        or _belongs(behind, subject, patterns, is_before=False)
        or _came(before, behind, subject, patterns)
        or _is_attended(before, subject, patterns)
    )


@cache
def _abroad() -> frozenset[str]:
    """Bodies of other levels in other languages, which say so wherever they stand behind a number."""
    words = [word for language in data("figures").values() for word in language.get("whose", {}).get("bodies", ())]
    return frozenset((*words, *map(bared, words)))


def _text(phrases: Phrases) -> str:
    return plain_words(" ".join(phrase.text for phrase in phrases)) if phrases else ""


# --- what another body did, or has -------------------------------------------------------------------


def _did(found: re.Match[str] | None, subject: Subject, patterns: _Patterns) -> bool:
    """Whether another body did what is said: "UBND quận khen 02 cá nhân", "02 hội nghị do quận tổ chức"."""
    if found is None or not _is_another(found["body"], subject):
        return False
    before = patterns.offices.sub("", found.string[: found.start("body")])
    is_sent = found["act"] in patterns.sent and subject.asks_for_incoming
    return patterns.not_by.search(before) is None and not is_sent


def _is_done_by(text: str, subject: Subject, patterns: _Patterns) -> bool:
    """The same said behind a thing, but not of what it went to: "3 đ/c tham gia tập huấn do quận tổ chức"."""
    found = patterns.done_by.search(text)
    if found is None or not _did(found, subject, patterns):
        return False
    is_of_thing = patterns.of_thing.fullmatch(found["by"]) is not None
    if is_of_thing and _is_for_people(found, subject, patterns):
        return False
    return not is_of_thing or patterns.carries_out.search(text[: found.start()]) is None


def _is_for_people(found: re.Match[str] | None, subject: Subject, patterns: _Patterns) -> bool:
    """Whether what a body did is done to events, and the line counts people: "3 lượt người do Sở Nội vụ tổ chức"."""
    is_event = found is not None and found["act"] in patterns.of_events
    return is_event and bool(subject.nouns & set(_listed("persons", bare=False)))


def _belongs(text: str, subject: Subject, patterns: _Patterns, *, is_before: bool) -> bool:
    """Whether a thing is another body's: "5 văn bản của quận", but "5 văn bản triển khai chỉ đạo của quận" is not."""
    found = patterns.belongs.search(text)
    if found is None or not _is_another(found["body"], subject):
        return False
    if any(_has(word, subject) for word in text[found.end() :].split()[:1]):
        return False
    carried = patterns.carries_out.search(text[: found.start()])
    if carried is None:
        return True
    return is_before and any(f" {noun} " in f" {carried['what']} " for noun in subject.nouns)


def _is_another(body: str, subject: Subject) -> bool:
    """Whether a body is none that reports on the form, and none that the line asks about."""
    return body not in _own_bodies(subject.lexicon.edition.level) and not _has(body, subject)


def _has(words: str, subject: Subject) -> bool:
    kin = folded(subject.kin) if words.isascii() else subject.kin
    return f" {words} " in f" {kin} "


@lru_cache(maxsize=64)
def _own_bodies(level: Level) -> frozenset[str]:
    words = [plain_words(key(office)) for office in level.offices]
    return frozenset((*words, *map(bared, words)))


# --- what came to the office, or whereto it went -----------------------------------------------------


def _came(before: str, behind: str, subject: Subject, patterns: _Patterns) -> bool:
    """Whether what is counted was received, where the line asks for nothing that comes in: "Nhận 5 văn bản"."""
    if patterns.received.search(before) is None and patterns.came_in.match(behind) is None:
        return False
    return not subject.asks_for_incoming


def _is_attended(before: str, subject: Subject, patterns: _Patterns) -> bool:
    """Whether events are counted that the office only went to: "Tham dự 02 hội nghị"."""
    found = patterns.attended.search(before)
    if found is None or _has(found[1], subject):
        return False
    return counts_events(subject)


def is_by_others(remark: Phrases, subject: Subject) -> bool:
    """Whether a remark says no more than that another body did what the figure beside it counts: "do quận tổ chức".

    So it does where it says of events that the office went to those of another body. Of what there is at an office,
    others may well have made it.
    """
    if not subject.has_syllables or str(subject.indicator.over_time) != "flow":
        return False
    text = _text(remark)
    patterns = _patterns(text.isascii() and subject.has_marks)
    begun = patterns.offices_first.sub("", text)
    done_by, did = patterns.done_by_first.match(text), patterns.did_first.match(begun)
    if _did(done_by, subject, patterns) or (
        _did(did, subject, patterns) and not _is_for_people(did, subject, patterns)
    ):
        return True
    if not counts_events(subject) or patterns.attended_first.match(text) is None:
        return False
    bodies = (found["body"] for found in patterns.named.finditer(text))
    return any(_is_another(body, subject) for body in bodies)


def is_figure_of_another(remark: Phrases, subject: Subject) -> bool:
    """Whether a remark says no more than that a figure is another body's: "số liệu chung toàn quận"."""
    if not subject.has_syllables:
        return False
    text = _text(remark)
    found = _patterns(text.isascii() and subject.has_marks).figure_of.fullmatch(text)
    return found is not None and _is_another(found["body"], subject)


def sends_people(lead: Phrases) -> bool:
    """Whether words that lead to a number of people send these somewhere: "cử 3 người dự 2 lớp"."""
    return bool(lead) and lead[-1].text in _listed("sending", bare=False)


def is_said_held(lead: Phrases) -> bool:
    """Whether words that lead to a number of events say that they were held."""
    said = f" {_text(lead)} "
    return any(f" {act} " in said for act in _listed("of_events", bare=said.isascii()))


def names_events(after: Phrases) -> bool:
    """Whether what stands behind a number is no more than a name of events."""
    said = _text(after)
    return any(said in nouns().get(event, ()) or said == event for event in _listed("events", bare=False))


@cache
def of_persons_alone() -> frozenset[str]:
    """What people are called, and nothing else is: "đồng chí", and not "gương", "đơn vị" or a syllable."""
    persons = _listed("persons", bare=False)
    named = frozenset[str]().union(*(nouns()[person] for person in persons))
    others = frozenset[str]().union(*(names for names in nouns().values() if not names & set(persons)))
    told = [plain_words(name) for name in named - others if len(name) > _SYLLABLE or not name.isalpha()]
    return frozenset((*told, *map(bared, told)))


_SYLLABLE = 4
"""Letters of one syllable, which may be a part of any word, or of an abbreviation."""


def counts_events(subject: Subject) -> bool:
    """Whether a line counts what people come to."""
    return any(event in subject.nouns for event in _listed("events", bare=False))


# --- the words as patterns ---------------------------------------------------------------------------


class _Patterns:
    """The words of the table in the orders in which they tell whose a thing is, each compiled when it is asked for."""

    def __init__(self, *, bare: bool) -> None:
        self._bare = bare

    def _any(self, name: str) -> str:
        return _either(_listed(name, bare=self._bare))

    @cached_property
    def _body(self) -> str:
        others = "".join(f"(?<!{re.escape(word)})" for word in _listed("no_bodies", bare=self._bare))
        return rf"(?P<body>{self._any('bodies')})(?!\w){others}"

    @cached_property
    def _act(self) -> str:
        return rf"(?: (?!{self._any('not_by')} )\w+){{0,4}}? (?P<act>{self._any('acts')})(?!\w)"

    @cached_property
    def telling(self) -> re.Pattern[str]:
        """Any word without which nothing is told."""
        words = "|".join(map(self._any, ("bodies", "received", "came_in", "incoming", "attended")))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    @cached_property
    def did(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._body}{self._act}(?: \w+){{0,4}}$")

    @cached_property
    def did_first(self) -> re.Pattern[str]:
        """The same at the beginning of a remark, whatever follows."""
        return re.compile(self._body + self._act)

    @cached_property
    def done_by(self) -> re.Pattern[str]:
        by, offices = self._any("by"), self._any("offices")
        return re.compile(rf"(?<!\w)(?P<by>{by}) (?:{offices} ){{0,3}}{self._body}{self._act}")

    @cached_property
    def done_by_first(self) -> re.Pattern[str]:
        """The same at the beginning of a remark, or behind a word or two for what was done: "chương trình do"."""
        return re.compile(rf"(?<!\w)(?:\w+ ){{0,2}}?{self.done_by.pattern}")

    @cached_property
    def of_thing(self) -> re.Pattern[str]:
        """Words that say who made the thing right before them: "do"; "được" may be said of any before."""
        return re.compile(self._any("made_by"))

    @cached_property
    def directly(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._any('offices')} ){{0,3}}{self._body}(?:$|{self._act})")

    @cached_property
    def belongs(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._any('of')} (?:{self._any('offices')} ){{0,3}}{self._body}")

    @cached_property
    def carries_out(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._any('carrying')} (?P<what>\w.*)")

    @cached_property
    def received(self) -> re.Pattern[str]:
        led = r"(?<!\w)(?<!ghi )(?<!công )(?<!xác )(?<!chứng )"
        return re.compile(rf"{led}{self._any('received')}(?: \w+){{0,4}}$")

    @cached_property
    def came_in(self) -> re.Pattern[str]:
        return re.compile(rf"{self._any('came_in')}(?!\w)|{self._any('incoming')}$")

    @cached_property
    def attended(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)({self._any('attended')})(?: (?!{self._any('acts')}(?!\w))\w+){{0,3}}$")

    @cached_property
    def attended_first(self) -> re.Pattern[str]:
        return re.compile(rf"{self._any('attended')}(?!\w)")

    @cached_property
    def named(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._body}")

    @cached_property
    def figure_of(self) -> re.Pattern[str]:
        of, spread, offices = map(self._any, ("of", "spread", "offices"))
        led = rf"(?:{self._any('figures')} ){{0,3}}(?:{of} |{spread} ){{1,3}}"
        return re.compile(rf"{led}(?:{offices} ){{0,3}}{self._body}")

    @cached_property
    def offices(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._any('offices')} ){{1,3}}$")

    @cached_property
    def offices_first(self) -> re.Pattern[str]:
        return re.compile(rf"\A(?:{self._any('offices')} ){{1,3}}")

    @cached_property
    def not_by(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._any('not_by')} $")

    @cached_property
    def sent(self) -> tuple[str, ...]:
        return _listed("sent", bare=self._bare)

    @cached_property
    def of_events(self) -> tuple[str, ...]:
        """What is done to events and papers, and never to people."""
        return _listed("of_events", bare=self._bare)


@cache
def _patterns(bare: bool) -> _Patterns:
    return _Patterns(bare=bare)


def _listed(name: str, *, bare: bool) -> tuple[str, ...]:
    table = data("cells")["whose"]
    words = [word.lower() for word in table[name] if not (bare and word in table["not_bare"])]
    return tuple(dict.fromkeys(map(bared, words) if bare else words))


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
