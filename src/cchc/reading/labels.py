"""The labels of a form, ready to be looked up, and the codes printed before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.edition.kept import kept
from cchc.record import field, frozen
from cchc.text.dates import with_marks
from cchc.text.markup import LONGEST_KEPT
from cchc.text.parts import CAPITAL, SMALL, OpenParts, join
from cchc.text.spelling import DATES, fold, folded, key, seen

_LONGEST_LABEL = 1_000
"""Characters of a label, with its code and markup; a longer text is none."""
_MOST_KEPT = 4096
"""Labels whose keys are kept."""
_LONGEST_CODE = 40
"""Letters of a code whose key is kept."""

_MARK = re.compile(r"[-–—−‒•*]+|\++")
_NUMBER = re.compile(r"(?:[IVX]{1,9}|\d{1,9})(?:[.,]\d{1,9}){0,9}")
_LEADING_CODE = re.compile(
    r"\s{0,9}(?:[-–—−•*+]\s{0,9}|(?:[IVX]{1,9}|\d{1,9}(?:[.,]\d{1,9}){0,9})\s{0,9}[.)/:]?\s{1,9}"
    r"|\d{1,9}(?:[.,]\d{1,9}){0,9}\s?[-–—]\s{0,9}(?=[^\W\d_])|[A-ZĐa-zđ][.)]\s{1,9})(?=\S)"
)
_LETTER = re.compile(r"[A-ZĐa-zđ]")
_NUMERALS = "ivx"
"""Letters that stand for a numeral, in whatever case."""

_DATES = re.compile(rf" ?\(?{re.escape(DATES)}\)? ?")


@frozen
class LabelledLine:
    """A line of the form by its matching key, its place on the form and its marker."""

    id: str
    key: str
    path: str | None
    mark: str
    unit: str = ""


def code_key(text: str) -> str:
    """A printed code in one spelling: "3,1." is "3.1", any dash or bullet "-"."""
    return _kept_code_key(text) if len(text) <= _LONGEST_CODE else _code_key(text)


def _code_key(text: str) -> str:
    code = seen(text).rstrip(".):/ ").strip("() ")
    if _MARK.fullmatch(text.strip()) or _MARK.fullmatch(code):
        return "+" if "+" in text else "-"
    # "a" stands under a number, "A" over all.
    return code if _LETTER.fullmatch(code) and code not in _NUMERALS else code.upper().replace(",", ".")


_kept_code_key = lru_cache(maxsize=1024)(_code_key)


def is_code(text: str) -> bool:
    """Whether a text is a code and nothing else: a dash, a number of the form, or a letter."""
    code = code_key(text)
    return code in ("-", "+") or _NUMBER.fullmatch(code) is not None or _LETTER.fullmatch(code) is not None


@frozen(eq=False, repr=False)
class Labels:
    """The labels of an edition, ready to be looked up."""

    lines: tuple[LabelledLine, ...]
    places: Mapping[str, tuple[int, ...]]
    """Where among the lines a key stands; labels repeat."""
    kinds: tuple[tuple[str, ...], ...] = ()
    is_lettered: bool = False
    """Whether letters part the form, or number its lines."""
    _keys: dict[str, str] = field(factory=dict, init=False)
    """The keys of labels as they were written; forms repeat them."""
    _others: dict[str, str] = field(factory=dict, init=False)
    """The keys of labels by those of other spellings in use for them."""

    @cached_property
    def bare(self) -> Mapping[str, str]:
        """Keys by their spelling without diacritics, where only one is so spelt."""
        return _bare(self.places)

    @classmethod
    @kept
    def of(cls, edition: Edition) -> Labels:
        """The labels in the language that the form is printed in, the edition's first."""
        language = edition.languages[0]
        lines = edition.indicators.items()
        made = tuple(_line(id, line, line.label[language]) for id, line in lines)
        kinds = edition.level.offices, edition.level.superiors
        return cls(made, _places(made), kinds, _is_lettered(line.code for _, line in lines))

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> Labels:
        """The labels of rows given as (id, code, spellings of the label), the first of which is the printed one."""
        listed = list(rows)
        lines = tuple(
            LabelledLine(id, key(spellings[0]) if spellings else "", None, marker(code_key(code)))
            for id, code, spellings in listed
        )
        is_lettered = _is_lettered(code for _, code, _ in listed)
        paths = paths_of((code for _, code, _ in listed), is_lettered=is_lettered)
        lines = tuple(evolve(line, path=path) for line, path in zip(lines, paths, strict=True))
        made = cls(lines, _places(lines), is_lettered=is_lettered)
        for line, (_, _, spellings) in zip(lines, listed, strict=True):
            made._keys.update(dict.fromkeys(spellings, line.key))
            made._others.update({key(spelling): line.key for spelling in spellings if key(spelling) != line.key})
        return made

    def knows(self, label: str) -> bool:
        """Whether a text is the label of a line, to the letter (of its key)."""
        return (self._keys.get(label) or self.key(label)) in self.places

    def only(self, label: str) -> str | None:
        """The line whose label a text is, if there is just one."""
        places = self.places.get(self.key(label), ()) if len(label) > 1 else ()
        return self.lines[places[0]].id if len(places) == 1 else None

    def neutral(self, key: str) -> str:
        """A key that is the same for any kind of office and any dates.

        A xã or a huyện names itself where a ward's form says phường; the dates of a heading change every month.
        """
        key = _DATES.sub(" ", key).strip()
        for kinds in self.kinds:
            key = re.sub(rf"\b(?:{'|'.join(map(re.escape, kinds))})\b", kinds[0], key) if kinds else key
        return key

    def key(self, label: str) -> str:
        """The key under which a row's label is looked up, less a code that stands in the label's own cell."""
        found = self._keys.get(label)
        if found is None:
            found = self._key(label)
            if len(label) <= LONGEST_KEPT and len(self._keys) < _MOST_KEPT:
                self._keys[label] = found
        return found

    def _key(self, label: str) -> str:
        if len(label) > _LONGEST_LABEL:
            return label[:_LONGEST_LABEL]
        whole = key(label)
        whole = self._others.get(whole, whole)
        if whole in self.places:
            return whole
        if (code := _LEADING_CODE.match(seen(label))) is not None:
            whole = key(seen(label)[code.end() :])
        if not whole.isascii() or " " not in whole:
            return whole
        # The words of dates have diacritics in the key of the form's own label.
        return self.bare.get(whole) or self.bare.get(fold(key(with_marks(whole))), whole)


def _places(lines: Sequence[LabelledLine]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(lines):
        places[line.key] = (*places.get(line.key, ()), place)
    return places


def _bare(places: Iterable[str]) -> dict[str, str]:
    keys: dict[str, list[str]] = {}
    for each in places:
        bare = folded(each)
        for spelling in {bare, key(bare)}:
            keys.setdefault(spelling, []).append(each)
    return {bare: found[0] for bare, found in keys.items() if len(found) == 1}


def _line(id: str, line: Indicator, label: str) -> LabelledLine:
    mark = code_key(line.code)
    path = line.path if is_code(mark) and mark not in ("-", "+") else None
    return LabelledLine(id, key(label), path, marker(mark), line.printed_unit or "")


def marker(code: str) -> str:
    """What kind of code it is: a dash, a plus, none, or "1" for any number."""
    return code if code in ("-", "+", "") else "1"


def _is_lettered(codes: Iterable[str]) -> bool:
    return any(_LETTER.fullmatch(code) and code not in "IVX" for code in map(code_key, codes))


def paths_of(codes: Iterable[str], *, is_lettered: bool = False) -> Iterator[str | None]:
    """The places that numbers give, one after the other: "3,1" under "II" is "II.3.1"; None for other codes.

    Letters are numbers of a form that has some.
    """
    parts, number = OpenParts(), ""
    for text in codes:
        code = code_key(text)
        path = None
        if is_lettered and SMALL.fullmatch(code):
            path = join(number, code)
        elif _NUMBER.fullmatch(code) or (is_lettered and CAPITAL.fullmatch(code)):
            first = code.split(".")[0]
            path = parts.path(code) or (code if first.isalpha() else join(parts.innermost, code))
            if first.isalpha():
                parts.enter(first, parts.path(first) or first)
            number = path
        yield path
