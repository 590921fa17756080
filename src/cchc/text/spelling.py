"""Vietnamese text as people type it: one spelling to compare by, one visible text to read.

Files hold composed and decomposed letters, old and new places of tone marks (hoà, hòa), i for y
(tỉ lệ, tỷ lệ), non-breaking spaces and hyphens, and the markup of whatever program made them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cchc.text.markup import AT_HAND, LONGEST_AT_HAND, LONGEST_KEPT, PLAIN, pattern, visible

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUALITIES = "\u0302\u0306\u031b"
_VOWELS = "aàáãảạăằắẵẳặâầấẫẩậeèéẽẻẹêềếễểệiìíĩỉịoòóõỏọôồốỗổộơờớỡởợuùúũủụưừứữửựyỳýỹỷỵ"
_CLUSTER = pattern(f"[{_VOWELS}]{{2,}}")
_Y_FOR_I = str.maketrans("iìíĩỉị", "yỳýỹỷỵ")
_STRAY = pattern("[\u0300-\u036f]+")
_SHORT_I = pattern(r"\b(?:[hklmst]|qu)[iìíĩỉị]\b")

# Quotation marks vanish from a key; every dash is one dash.
_KEY = {
    **PLAIN,
    **dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟′″«»‹›*_$\\{}<>&#ʼ")),
    **str.maketrans("‒–—―−×", "-----x"),
    ord("…"): "...",
}
_DAY = r"(?:\d{1,2}|\.{2,}+)"
_YEAR = r"(?:\d{4}|\.{2,}+|20\.{2,}+)"
_MONTH_YEAR = rf"tháng ?{_DAY} ?(?:/ ?|năm ?){_YEAR}"
_DATE = rf"(?:(?:ngày ?)?{_DAY} ?(?:[/.-] ?{_DAY} ?[/.-] ?{_YEAR}|tháng ?{_DAY} ?năm ?{_YEAR})|{_MONTH_YEAR})"
_LOOSE = rf"(?:{_DATE}|(?:ngày ?)?{_DAY} ?(?:/ ?|tháng ?){_DAY}|tháng ?{_DAY}|ngày ?{_DAY}|\.{{2,}}+)"
_DATES = pattern(
    rf"(?<![\w\]])từ {_LOOSE} ?đến (?:hết ?|cuối ?)?(?:ngày (?=tháng|\.))?(?:{_LOOSE}|nay|thời điểm báo cáo)(?!\w)"
    rf"|(?<![\w/.\]]){_DATE}(?![\w/])"
)
_MAY_BE_DATED = pattern(r"\d|\.\.")
DATES = "[ngày]"
"""What stands in a key where the text has a date or a window of dates."""

_TIGHT = pattern(r" ?([^\w\s]) ?")
_END = pattern(r"[.,:;]+")


def nfc(text: str) -> str:
    """The text with composed letters."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """The text in plain characters: nothing invisible, hyphens breakable, white space single."""
    text = nfc(text)
    if not text.isascii():
        text = nfc(text.translate(PLAIN))
    return " ".join(text.split())


def fold(text: str) -> str:
    """A hint key: no diacritics, đ as d, no case; never a proof that two words are one."""
    bare = unicodedata.normalize("NFD", squeeze(_casefold(text))).replace("đ", "d")
    return squeeze("".join(letter for letter in bare if not unicodedata.combining(letter)))


def strip_markup(text: str) -> str:
    """What a person sees of a cell, on one line: no tags, asterisks, LaTeX or entities."""
    return visible(text).text


def label_key(text: str) -> str:
    """The key by which a printed label is matched: equal for every spelling of the same words.

    Letter case, decomposition, place of tone marks, i/y, dashes, quotes, markup, spaces around
    punctuation and end punctuation do not count; dates and windows of dates are one token.
    """
    key = _casefold(visible(text).text).translate(_KEY)
    # A mark that no Vietnamese letter bears with the rest says nothing.
    key = " ".join(_STRAY().sub("", nfc(key)).split())
    if _MAY_BE_DATED().search(key):
        key = _DATES().sub(DATES, key)
    key = _TIGHT().sub(r"\1", key)
    key = _END().sub(lambda run: run[0] if _goes_on(run) else "", key)
    key = _SHORT_I().sub(lambda syllable: syllable[0].translate(_Y_FOR_I), key)
    return _CLUSTER().sub(_retoned, key).strip()


def _casefold(text: str) -> str:
    if text.isascii():
        return text.casefold()
    # Folding a composed text can leave marks in an order that a second folding changes.
    return nfc(unicodedata.normalize("NFD", text).casefold())


def _goes_on(run: re.Match[str]) -> bool:
    """Whether words follow a run of punctuation inside the same brackets."""
    return run.end() < len(run.string) and run.string[run.end()] != ")"


def _retoned(cluster: re.Match[str]) -> str:
    start, end, text = cluster.start(), cluster.end(), cluster.string
    if end - start > 4:
        return cluster[0]
    onset = text[start - 1] if start else ""
    return _with_tone_in_place(cluster[0], onset if onset in "qg" else "", text[end : end + 1].isalpha())


@lru_cache(maxsize=2048)
def _with_tone_in_place(vowels: str, onset: str, closed: bool) -> str:
    """The vowels of a syllable with their tone where the old spelling puts it (hòa, thủy, toàn)."""
    marks = [unicodedata.normalize("NFD", vowel) for vowel in vowels]
    tones = [mark for vowel in marks for mark in vowel if mark in _TONES]
    if len(tones) != 1:
        return vowels
    bare = [nfc("".join(mark for mark in vowel if mark not in _TONES)) for vowel in marks]
    bare[_seat(bare, onset, closed)] += tones[0]
    return nfc("".join(bare))


def _seat(bare: list[str], onset: str, closed: bool) -> int:
    """Which vowel of a syllable carries the tone."""
    first = 1 if onset + bare[0] in ("qu", "gi") else 0
    shaped = [place for place, vowel in enumerate(bare) if vowel in "ăâêôơư"]
    if shaped:
        return shaped[-1]
    if closed:
        return len(bare) - 1
    return first + 1 if len(bare) - first > 2 else first


_CLEAN = pattern(r"[A-Za-z0-9.,:;/()+=%!?#-]+(?: [A-Za-z0-9.,:;/()+=%!?#-]+)*")
_COMPOSED = (*range(0xC0, 0xD0), *range(0xD1, 0xF0), *range(0xF1, 0x170), 0x1A0, 0x1A1, 0x1AF, 0x1B0)
_AS_ASCII = dict.fromkeys((*_COMPOSED, *range(0x1EA0, 0x1EFA)), "a")


def seen(text: str) -> str:
    """What a person sees of a cell, without markup and on one line."""
    return _kept_seen(text) if len(text) <= LONGEST_KEPT else strip_markup(text)


def key(text: str) -> str:
    """The key by which a text is matched, whatever its spelling."""
    if len(text) <= LONGEST_KEPT:
        return _kept_key(text)
    return _key_at_hand(text) if len(text) <= LONGEST_AT_HAND else _key(text)


@lru_cache(maxsize=8192)
def _kept_seen(text: str) -> str:
    # Most cells are words in composed letters and nothing else, and are seen as they are.
    return text if _CLEAN().fullmatch(text.translate(_AS_ASCII)) else strip_markup(text)


@lru_cache(maxsize=8192)
def _kept_key(text: str) -> str:
    return label_key(_kept_seen(text))


def _key(text: str) -> str:
    return label_key(seen(text))


_key_at_hand = lru_cache(maxsize=AT_HAND)(_key)


folded = lru_cache(maxsize=4096)(fold)
"""The hint key of a text of the form itself, which every report asks for again."""


_DIGITS = re.compile(r"(\d+)")
_MOST_DIGITS = 18


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """To order by what a name says, numbers by their size: "phường 2" before "phường 10"."""
    parts = (part for part in _DIGITS.split(key(text)) if part)
    return tuple(
        (0, int(part), "") if part.isdecimal() and len(part) <= _MOST_DIGITS else (1, 0, part) for part in parts
    )


_INSIDE, _AGAIN = " › ", "#"


def row_name(key_of_row: str) -> str:
    """A row that an office writes by its name without its spelling: the key of "ĐẤT ĐAI" as that of "Đất đai"."""
    return _INSIDE.join(_AGAIN.join(map(key, part.split(_AGAIN))) for part in key_of_row.split(_INSIDE))
