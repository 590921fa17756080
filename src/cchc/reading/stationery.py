"""What an edition prints around its table: titles, signatories, letterhead, kinds of office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from cchc.edition import Edition
from cchc.edition.kept import kept
from cchc.edition.office import Signatory
from cchc.reading.announced import Around, announced
from cchc.record import frozen
from cchc.report import Row
from cchc.text.spelling import folded, key
from cchc.words import data

_FEWEST_WORDS = 3
"""Words of a title that tell it from others."""
_LONGEST_OFFICE = 80
_TIME_LEFT_OPEN = re.compile(
    r"(?:(?<!\d) (?:tháng|quý|năm|kỳ|month|quarter|year|mês|trimestre|ano)\b[ .…_/]{0,20}){1,4}$"
)
_ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. ?(?=[^\W\d_]{2})")
"""How a title begins under which somebody signs for another, or acts as one."""
_LONGEST = 400
"""Characters of a text around the table that its kind is told by."""


@frozen
class Stationery:
    """The words of an edition by their keys, and which of them a text begins with or holds."""

    titles: tuple[str, ...]
    letterhead: tuple[str, ...]
    signatories: tuple[tuple[str, Signatory], ...]
    offices: tuple[str, ...]
    superiors: tuple[str, ...]

    @classmethod
    @kept
    def of(cls, edition: Edition) -> Stationery:
        own = edition.signatories if any(edition.signatories.values()) else _usual()
        signatories = [(key(title), role) for role, titles in own.items() for title in titles]
        # What an empty form says of the edition is no part of a report that was written into it.
        notes = () if edition.status_note is None else tuple(edition.status_note.values())
        begins = (*edition.letterhead, *data("form")["letterhead"]["begins"])
        return cls(
            tuple(_without_time(key(words)) for words in edition.title_words),
            tuple(_key_with_colon(each) for each in (*begins, *edition.form_number, *notes)),
            tuple(sorted(signatories, key=lambda pair: -len(pair[0]))),
            tuple(map(key, edition.level.offices)),
            tuple(map(key, edition.level.superiors)),
        )

    @cached_property
    def bare(self) -> Stationery:
        """The same words without their diacritics."""
        words = (self.titles, self.letterhead, self.offices, self.superiors)
        titles, letterhead, offices, superiors = (tuple(map(folded, each)) for each in words)
        return Stationery(
            titles, letterhead, tuple((folded(words), role) for words, role in self.signatories), offices, superiors
        )

    def _for(self, text: str) -> Stationery:
        """The words by which a text is known: without diacritics for one that has none at all."""
        return self.bare if text.isascii() and " " in text else self

    def is_title(self, text: str) -> bool:
        """Whether a text names this form."""
        head = _head(text)
        return any(_holds(head, words) for words in self._for(text).titles)

    def is_letterhead(self, text: str) -> bool:
        """Whether a text begins as the letterhead does, and so says nothing of the figures."""
        head = _head(text)
        return any(_opens(head, words) for words in self._for(text).letterhead)

    def role(self, text: str) -> Signatory | None:
        """Whose signature follows a text, if any."""
        head = _head(text)
        return next((role for words, role in self._for(text).signatories if _begins(head, words)), None)

    def signing(self, text: str) -> Signatory | None:
        """The same below a table, where a title that the edition does not print is no name either: "TM. …"."""
        own = self.role(text)
        if own is not None:
            return own
        behalf = _ON_BEHALF.match(text)
        rest = text if behalf is None else text[behalf.end() :]
        usual = next((role for words, role in _usual_keys() if _begins(_head(rest), words)), None)
        is_for = behalf is not None and (usual is not None or rest.isupper() or self.is_usual_office(rest))
        return Signatory.SIGNED_BY if is_for else usual

    def names_nobody(self, text: str) -> bool:
        """Whether what stands below a title is another title, or an office, and no person."""
        is_office = text.isupper() and self.is_usual_office(text)
        return is_office or any(_begins(_head(text), words) for words in _titles())

    def office_in(self, text: str) -> str | None:
        """The part of a text that names a reporting office, from the word for its kind on."""
        own = self._for(text)
        return _from_word(text, own.offices, but=own.superiors)

    def own_name(self, name: str) -> str:
        """An office's name less the body that stands for it: of "UBND phường 1" phường 1, of "Mulago Hospital" all."""
        own = self.office_in(name)
        if own is None:
            return name
        before = name[: len(name) - len(own)].strip()
        begins = _ON_BEHALF.sub("", before)
        says_body = ":" in before or before.islower() or announced(before) is not None or self.is_usual_office(begins)
        return own if not begins or says_body or self.superior_in(before) is not None else name

    def called_in(self, text: str) -> str | None:
        """The office that a text goes on to call by its name, behind the word for its kind."""
        own = self.office_in(text)
        return None if own is None or any(key(own) == kind for kind in self._for(text).offices) else own

    def told(self, what: Around | None, head: str, name: str) -> tuple[Around | None, str]:
        """Who is named by "head: name", and how: by the kinds of offices of the form's level, then by the head."""
        words = self._for(f"{head} {name}")
        for kinds, of in ((words.superiors, Around.SUPERIOR), (words.offices, Around.OFFICE)):
            if key(head) in kinds:
                return of, name if self._is_of(of, name) else f"{head} {name}"
        if what not in (Around.OFFICE, Around.AREA, Around.UNIT) or not self.offices:
            return what, name
        of_kind = (of for of in (Around.OFFICE, Around.SUPERIOR) if self._is_of(of, name))
        return next(of_kind, Around.AREA if what is Around.OFFICE else what), name

    def _is_of(self, of: Around, name: str) -> bool:
        return (self.office_in if of is Around.OFFICE else self.superior_in)(name) is not None

    def names_office(self, text: str) -> bool:
        """Whether a text is the name of an office of the form's level, or of any."""
        return self.office_in(text) is not None or self.is_usual_office(text)

    def superior_in(self, text: str) -> str | None:
        """The part of a text that names a superior."""
        return _from_word(text, self._for(text).superiors)

    def is_usual_office(self, text: str) -> bool:
        """Whether a text begins as names of offices do, of whatever level."""
        head = _head(text)
        if len(text) > _LONGEST_OFFICE or any(_begins(head, words) for words in _usual_offices("but")):
            return False
        return any(_begins(head, words) for words in _usual_offices("begins"))

    def is_around(self, text: str) -> bool:
        """Whether a text can stand around a table only, never inside a cell."""
        return self.is_letterhead(text) or self.role(text) is not None or self.is_title(text)


@cache
def _usual_offices(which: str) -> tuple[str, ...]:
    words = tuple(map(key, data("form")["offices"][which]))
    return (*words, *map(folded, words))


@cache
def _usual() -> Mapping[Signatory, tuple[str, ...]]:
    """Whose signatures stand under forms that do not say it."""
    return {Signatory(role): tuple(titles) for role, titles in data("form")["signatories"].items()}


@cache
def _titles() -> tuple[str, ...]:
    return tuple(map(key, data("form")["titles"]["begins"]))


@cache
def _usual_keys() -> tuple[tuple[str, Signatory], ...]:
    spelled = (
        (spelling(key(title)), role)
        for role, titles in _usual().items()
        for title in titles
        for spelling in (str, folded)
    )
    return tuple(sorted(dict.fromkeys(spelled), key=lambda pair: -len(pair[0])))


def _without_time(title: str) -> str:
    """A title without the "tháng" or "tháng … năm …" that it ends with: a report has its own time there."""
    bare = _TIME_LEFT_OPEN.sub("", title)
    return bare if len(bare.split()) >= _FEWEST_WORDS else title


def _head(text: str) -> str:
    return key(text[:_LONGEST])


def _key_with_colon(words: str) -> str:
    """The key of words of the letterhead, with the colon that they are spelt with: behind it no word follows."""
    return key(words) + (":" if words.rstrip().endswith(":") else "")


def _opens(key: str, words: str) -> bool:
    """Whether a text begins with words of the letterhead: “Số:” opens “Số 12/BC-UBND”, but not “Số văn bản”."""
    plain = words.removesuffix(":")
    if len(key) < len(plain) and key.count(" ") >= _FEWEST_WORDS - 1 and _begins(plain, key):
        return True  # a narrow column has the rest on its next line
    return _begins(key, plain) and (plain == words or not key[len(plain) :].lstrip()[:1].isalpha())


def _begins(key: str, words: str) -> bool:
    return key.startswith(words) and not key[len(words) : len(words) + 1].isalnum()


def _holds(key: str, words: str) -> bool:
    place = key.find(words)
    while place >= 0:
        end = place + len(words)
        if not key[place - 1 : place].isalnum() and not key[end : end + 1].isalnum():
            return True
        place = key.find(words, place + 1)
    return False


def _from_word(text: str, kinds: Iterable[str], but: Iterable[str] = ()) -> str | None:
    """A text from the word for one of some kinds on; `but` are kinds whose names may end in such a word ("thị xã")."""
    words = text[:_LONGEST].split(" ")
    for place in range(len(words)):
        rest = " ".join(words[place:])
        if any(_begins(key(rest), kind) for kind in kinds):
            longer = key(" ".join(words[max(0, place - 1) :]))
            if not place or not any(_begins(longer, kind) and " " in kind for kind in but):
                return rest
    return None


def form_number(rows: Iterable[Row], edition: Edition) -> str | None:
    """Which of its numbers a form prints over its tables."""
    texts = (line for row in rows for cell in row.cells for line in cell.text.split("\n"))
    return number_in(texts, edition.form_number)


def number_in(texts: Iterable[str], numbers: Iterable[str]) -> str | None:
    """The first of some numbers of a form that stands among texts."""
    heads = [_head(text) for text in texts]
    return next((number for number in numbers if any(_holds(head, key(number)) for head in heads)), None)
