"""Text typed in fonts from before Unicode, TCVN3 (.VnTime) and VNI, told by its letters and converted.

Such a file holds Latin letters ("Tæng sè", "Toång soá") that only its font draws as Vietnamese.
Source: TCVN 5712:1993 (third set); the VNI-Windows character table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import evolve

from cchc.report import Note, RawForm
from cchc.value import Cell

TCVN3, VNI = "TCVN3", "VNI"

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TCVN3_LETTERS = (
    "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ"
    "¬ơêờíớëởìỡîợïùóúñủòũôụ\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ®đ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"
)
"""Each letter of the old set before the letter that it stands for."""
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_SYLLABLE = re.compile(
    rf"(?:{_ONSETS})?(?:(?:[iyuoư]?[aăâeêioôơuưy]|uyê|oo)(?:ch|ng|nh|[cmnpt])?|(?:[uo]?[aâeêoôơưu]|[iyu]ê|ươ|uô)[iyuo])"
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile("[¨©ª«¬®¡¢£¤¥¦§µ¶·¸¹»¼½¾×÷\u00ad]")
_VIETNAMESE = frozenset("aăâeêioôơuưyđ")
_FEWEST_WORDS = 3
_SURE = 0.9
"""Of the words with letters beyond ASCII, so many must become Vietnamese syllables."""


def _tcvn3() -> dict[str, str]:
    return dict(zip(_TCVN3_LETTERS[::2], _TCVN3_LETTERS[1::2], strict=True))


def _vni() -> dict[str, str]:
    pairs = {vowel + sign: vowel + tone for vowel in "aeiouy" for sign, tone in _VNI_TONES.items()}
    pairs |= {vowel + sign: vowel + "\u0302" + tone for vowel in "aeo" for sign, tone in _VNI_HAT.items()}
    pairs |= {"a" + sign: "a\u0306" + tone for sign, tone in _VNI_BREVE.items()}
    pairs |= {letter + sign: _VNI_ALONE[letter] + tone for letter in "öô" for sign, tone in _VNI_TONES.items()}
    pairs |= _VNI_ALONE
    both = pairs | {first.upper(): second.upper() for first, second in pairs.items()}
    both |= {first[0].upper() + first[1:]: second[0].upper() + second[1:] for first, second in pairs.items()}
    return {first: unicodedata.normalize("NFC", second) for first, second in both.items()}


@lru_cache(maxsize=2)
def table(encoding: str) -> Mapping[str, str]:
    """What stands for each Vietnamese letter in an old encoding: one sign, or a letter and its mark."""
    return _tcvn3() if encoding == TCVN3 else _vni()


_BY_DIGITS = r"(?<=[0-9])[¹×÷¼½¾](?![^\W\d_])"
"""Signs that are letters in TCVN3, but not behind a digit: a note's mark, signs of reckoning, a half."""
_SIGNS = re.compile(_BY_DIGITS)


@lru_cache(maxsize=2)
def _pattern(encoding: str) -> re.Pattern[str]:
    letters = "|".join(sorted(map(re.escape, table(encoding)), key=len, reverse=True))
    return re.compile(f"(?P<sign>{_BY_DIGITS})|{letters}")


def converted(text: str, encoding: str) -> str:
    """The Unicode text behind a text in an old encoding."""
    letters = table(encoding)
    return _pattern(encoding).sub(lambda match: match["sign"] or letters[match[0]], text)


def encoding_of(text: str) -> str | None:
    """The old encoding that a text is in; None if it is Unicode, or nothing is certain."""
    foreign = [word for word in _WORD.findall(_joined(text)) if _is_foreign(word)]
    if len(foreign) < _FEWEST_WORDS:
        return None
    shares = {encoding: _share(text, encoding) for encoding in (TCVN3, VNI)}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _SURE and shares[best] > 2 * _share(text, None) - 1 else None


def in_unicode(form: RawForm) -> RawForm:
    """A form with its old letters converted; where a file mixes both, only cells that are certain.

    A cell that may be either keeps its text and is noted (F015); that anything was converted is
    noted once (F010), with an example.
    """
    cells = [cell for row in form.rows for cell in row.cells if not cell.text.isascii()]
    if not any(_has_foreign(cell.text) for cell in cells):
        return form
    texts = [cell.text for cell in cells]
    encoding = encoding_of("\n".join(text for text in texts if not _has_unicode(text)))
    if encoding is None:
        return form
    conversion = _Conversion(encoding, texts)
    rows = tuple(evolve(row, cells=tuple(map(conversion.cell, row.cells))) for row in form.rows)
    return evolve(form, rows=rows, notes=(*form.notes, *conversion.notes(cells)))


class _Conversion:
    """Which texts of a file are in its old encoding."""

    def __init__(self, encoding: str, texts: list[str]) -> None:
        self.encoding = encoding
        old = [text for text in texts if _has_foreign(text) and not _has_unicode(text)]
        new = [text for text in texts if _has_unicode(text)]
        self.is_mixed = bool(new)
        self.words = {word for text in (*new, *map(self._convert, old)) for word in _words(text)}

    def is_old(self, text: str) -> bool | None:
        """Whether a text is in the old encoding; None if it may be and may not be."""
        if text.isascii() or _has_unicode(text):
            return False
        if not self.is_mixed or _has_foreign(text):
            return True
        # The words that the rest of the file uses tell a text that could be either.
        known = self.words.issuperset(_words(text))
        known_if_old = self.words.issuperset(_words(self._convert(text)))
        return None if known == known_if_old else known_if_old

    def cell(self, cell: Cell) -> Cell:
        """The cell in Unicode, or as it is if that may be what it is in."""
        return evolve(cell, text=self._convert(cell.text)) if self.is_old(cell.text) else cell

    def notes(self, cells: list[Cell]) -> Iterator[Note]:
        """What was converted, by an example, and what may have to be."""
        yield self._note("CCHC-F010", next(cell for cell in cells if self.is_old(cell.text)))
        for cell in cells:
            if self.is_old(cell.text) is None:
                yield self._note("CCHC-F015", cell)

    def _convert(self, text: str) -> str:
        return converted(text, self.encoding)

    def _note(self, code: str, cell: Cell) -> Note:
        told = {"observed": cell.text, "expected": self._convert(cell.text), "other": self.encoding}
        return Note(code, cell, told)


def _words(text: str) -> set[str]:
    """The words of a text that have letters beyond ASCII, in small letters."""
    return {word for word in _WORD.findall(text.lower()) if not word.isascii()}


def _share(text: str, encoding: str | None) -> float:
    """How many of the words with letters beyond ASCII are Vietnamese syllables once converted."""
    words = [word for word in re.findall(r"\S+", text) if not word.isascii()]
    good = 0
    for word in words:
        parts = _WORD.findall(converted(word, encoding) if encoding else word)
        good += bool(parts) and all(map(_is_syllable, parts))
    return good / max(1, len(words))


def _joined(text: str) -> str:
    # Signs that TCVN3 uses as letters are no word characters.
    return _LETTERS.sub("Þ", _SIGNS.sub(" ", text))


def _is_foreign(word: str) -> bool:
    """Whether a word has a letter that Vietnamese does not."""
    return any(not letter.isascii() and _bare(letter) not in _VIETNAMESE for letter in word.lower())


def _has_foreign(text: str) -> bool:
    return not text.isascii() and any(map(_is_foreign, _WORD.findall(_joined(text))))


def _has_unicode(text: str) -> bool:
    """Whether a text has Vietnamese letters that no old encoding could show."""
    return any(letter > "\xff" and letter.isalpha() for letter in text)


@lru_cache(maxsize=1024)
def _bare(letter: str) -> str:
    """A letter without its tone."""
    return unicodedata.normalize(
        "NFC", "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES)
    )


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word.lower())
    tones = sum(mark in _TONES for mark in marks)
    return tones < 2 and _SYLLABLE.fullmatch(_bare(word.lower())) is not None
