"""The visible text of a cell: HTML, Markdown and LaTeX residue taken away, every place kept.

A `Visible` text knows for each of its characters where it came from, so what is found in it can
be quoted verbatim from the raw cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from cchc.record import frozen


def pattern(text: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A regular expression compiled at its first use: importing the library compiles none."""
    return cache(lambda: re.compile(text, flags))


Edit = tuple[int, int, str]
"""Characters from `start` to `end`, and what takes their place."""

# Removed: soft hyphen, zero-width space and joiners, direction marks, byte-order mark.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"))
# Look-alikes: non-breaking hyphens, slashes of other scripts, Icelandic and African Đ, full-width digits.
_ALIKE = str.maketrans("‐‑﹣－∕⁄／ÐƉð％０１２３４５６７８９．，", "----///ĐĐđ%0123456789.,")
PLAIN = {**_ALIKE, **_UNSEEN}
_UNPLAIN = pattern(f"[{re.escape(''.join(map(chr, PLAIN)))}]")
_SPACES = pattern(r"\s+")

_TAG = pattern(r"</?(?:b|i|u|s|em|strong|span|sub|sup|small|font|br|p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BREAK = pattern(r"</?(?:br|p)\b", re.IGNORECASE)
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_STRUCK = pattern(
    r"<(s|del|strike)(?:\s[^<>]{0,200})?>([^<]{0,300})</\1\s{0,9}>"
    r"|(?<!~)~~(?=[^\s~])([^~\n]{1,300})(?<=[^\s~])~~(?!~)"
    r"|((?:[^\s\u0300-\u036f][\u0300-\u0334\u0339-\u036f]{0,9}[\u0335-\u0338][\u0300-\u036f]{0,9}\s{0,3}){1,300})",
    re.IGNORECASE,
)
_MAY_BE_STRUCK = pattern(r"</(?:s|del|strike)[\s>]|~~|[\u0335-\u0338]", re.IGNORECASE)
_STROKES = pattern("[\u0335-\u0338]")
# Boxes of the font Wingdings, too, which keep the numbers that they have there where a program knows no other sign.
_TICKS, _BOXES = "☑☒✓✔✅⊠◉⦿■●🗹🗷\uf0fe\uf0fd\uf078\uf0fc", "☐□▢○◯⬜❏❑⬚\uf0a8\uf06f\uf071\uf072"
_TICKED, _EMPTY = rf"[{_TICKS}]|\[ ?[xX✓] ?\]|\( ?[xX✓] ?\)", rf"[{_BOXES}]|\[ {{0,3}}\]|\( {{1,3}}\)"
_BOX = pattern(rf"(?P<ticked>{_TICKED})|{_EMPTY}")
_HAS_BOX = pattern(rf"[{_TICKS}{_BOXES}]|[\[(] {{0,3}}[xX✓]? {{0,3}}[\])]")
_MOST_BOXES, _LONGEST_CHOICE = 12, 30
_RAISED = pattern(r"<sup(?:\s[^<>]{0,200})?>\s{0,9}([0-9]{1,3})\s{0,9}</sup>", re.IGNORECASE)
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STARS = pattern(r"(?<![\d*])\*\*(?=\S)|(?<=[^\s*])\*\*(?![\d*])")
_MOST_STARS = 3
"""Bold and slanting together."""
_STAR = pattern(r"(?<![\w*])\*(?=\w)[^*\n]{0,300}(?<=[^\s*])\*(?![\w*])")
_UNDER = pattern(r"(?<![\w])(_{1,2})(?=[^\W_])[^_\n]{0,300}(?<=[^\s_])\1(?!\w)")
_DOLLARS = pattern(r"\$[^$\n]{1,300}\$")
_FORMULA = pattern(r"\\|[=^]|^[\d\s.,:/()+×x*%-]+$")
_FRACTION = pattern(r"(\\[dt]?frac\s{0,9}\{)[^{}]{1,100}(\}\s{0,9}\{)[^{}]{1,100}(\})")
_WRAPPED = pattern(r"(\\(?:text|textbf|textit|mathrm|mathbf|mathit|operatorname|mbox)\s{0,9}\{)[^{}]{0,200}(\})")
_BRACED = pattern(r"(?<=\d)\{([.,])\}")
_COMMAND = pattern(r"\\(?:([a-zA-Z]{1,12})(?![a-zA-Z])\*?|([%$#&_{}*()\[\],;:! \\-]))")
_COMMANDS = {
    "times": "×", "cdot": "·", "div": ":", "approx": "≈", "simeq": "≈", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "pm": "±", "left": "", "right": "", "quad": " ", "qquad": " ", "displaystyle": "",
    "ldots": "…", "dots": "…", "percent": "%",
}  # fmt: skip
_SIGNS = {**{sign: sign for sign in "%$#&_{}*-"}, **dict.fromkeys(",;: \\", " "), **dict.fromkeys("()[]!", "")}


@frozen
class Visible:
    """A text and, for each of its characters, where in `raw` it starts and ends."""

    text: str
    raw: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def lowered(self) -> str:
        """The text in lower case, character by character, so that places stay what they are."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the visible characters `start` to `end` stand in the raw text."""
        if start >= end:
            return (0, 0)
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The raw text behind the visible characters `start` to `end`, verbatim."""
        first, last = self.span(start, end)
        return self.raw[first:last]

    def edited(self, edits: Iterable[Edit]) -> Visible:
        """This text with pieces replaced; `edits` come in order and do not overlap."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, piece in edits:
            pieces += (self.text[done:start], piece)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            first, last = self.span(start, end)
            starts += [first] * len(piece)
            ends += [last] * len(piece)
            done = end
        if not done:
            return self
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Visible("".join(pieces) + self.text[done:], self.raw, starts, ends)


def visible(raw: str, *, lines: bool = False) -> Visible:
    """What a person sees of a raw cell: NFC, look-alikes unified, no markup, white space single.

    With `lines`, breaks of lines stay (and `<br>` is one).
    """
    if len(raw) <= LONGEST_KEPT:
        return _kept(raw, lines)
    return _at_hand(raw, lines) if len(raw) <= LONGEST_AT_HAND else _visible(raw, lines)


LONGEST_KEPT, LONGEST_AT_HAND = 400, 20_000
"""Forms repeat their words; longer texts come once, and are kept only while they are asked about."""
AT_HAND = 8
"""Long texts that are asked about at a time: the cells of a line."""


def _visible(raw: str, lines: bool) -> Visible:
    whole = Visible(raw, raw, range(len(raw)), range(1, len(raw) + 1))
    whole = whole.edited(_composed(whole.text))
    for sign, edits in _STEPS:
        if sign in whole.text:
            whole = whole.edited(edits(whole.text))
    if _HAS_BOX().search(whole.text):
        whole = whole.edited(_ticked(whole.text))
    whole = whole.edited(_plain(whole.text))
    whole = whole.edited(_composed(whole.text))
    return whole.edited(_spaces(whole.text, lines))


_kept = lru_cache(maxsize=2048)(_visible)
_at_hand = lru_cache(maxsize=AT_HAND)(_visible)


def _plain(text: str) -> Iterator[Edit]:
    for match in _UNPLAIN().finditer(text):
        yield match.start(), match.end(), match[0].translate(PLAIN)


def _composed(text: str) -> Iterator[Edit]:
    """Each letter and the marks after it, composed; the marks' places go with the letter."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins(text[end], text[start:end]):
            continue
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield start, end, composed
        start = end


def _joins(letter: str, cluster: str) -> bool:
    """Whether a letter may compose with those before it; scripts that join without marks included."""
    if letter < "\u0300":
        return False
    return unicodedata.combining(letter) > 0 or not unicodedata.is_normalized(
        "NFC", unicodedata.normalize("NFC", cluster[:9]) + letter
    )


def _spaces(text: str, lines: bool) -> Iterator[Edit]:
    for match in _SPACES().finditer(text):
        edge = match.start() == 0 or match.end() == len(text)
        if match[0] == " " and not edge:
            continue
        space = "" if edge else "\n" if lines and any(sign in match[0] for sign in "\n\r\v\f\x85\u2028\u2029") else " "
        if match[0] != space:
            yield match.start(), match.end(), space


def _tags(text: str) -> Iterator[Edit]:
    for match in _TAG().finditer(text):
        yield match.start(), match.end(), "\n" if _BREAK().match(match[0]) else ""


def _struck(text: str) -> Iterator[Edit]:
    # What is struck out is not meant: run together with the rest it would make another number.
    for match in _STRUCK().finditer(text):
        yield match.start(), match.end(), ""


def may_be_struck(raw: str) -> bool:
    """Whether a text has any of the marks by which something can be struck out."""
    return _MAY_BE_STRUCK().search(raw) is not None


def struck(raw: str) -> tuple[str, ...]:
    """What is struck out in a raw text, by markup or by strokes over its letters."""
    if not may_be_struck(raw):
        return ()
    found = (next(filter(None, match.groups()[1:]), "") for match in _STRUCK().finditer(raw))
    return tuple(text for text in (_STROKES().sub("", piece).strip() for piece in found) if text)


def _ticked(text: str) -> Iterator[Edit]:
    """Of boxes with words the one that is ticked: "☒ Có ☐ Không" says "Có"."""
    boxes = list(_BOX().finditer(text))
    ticked = [place for place, box in enumerate(boxes) if box["ticked"]]
    if not boxes or len(boxes) > _MOST_BOXES or len(ticked) != 1:
        return
    # A box stands before its words; or behind them, where the text begins with words and ends with a box.
    starts, ends = [box.end() for box in boxes], [*(box.start() for box in boxes[1:]), len(text)]
    if text[: boxes[0].start()].strip():
        starts, ends = [0, *starts[:-1]], [box.start() for box in boxes]
        if text[boxes[-1].end() :].strip():
            return
    words = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if all(0 < len(each) <= _LONGEST_CHOICE for each in words):
        yield 0, starts[ticked[0]], ""
        yield ends[ticked[0]], len(text), ""


def _raised(text: str) -> Iterator[Edit]:
    # A raised digit is a note's mark: without its tags it would be one more digit of the number.
    for match in _RAISED().finditer(text):
        yield match.start(), match.end(), match[1].translate(_RAISED_DIGITS)


def _entities(text: str) -> Iterator[Edit]:
    from html import unescape

    for match in _ENTITY().finditer(text):
        yield match.start(), match.end(), unescape(match[0])


def _strong(text: str) -> Iterator[Edit]:
    for match in _STARS().finditer(text):
        yield match.start(), match.end(), ""


def _framed(text: str) -> Iterator[Edit]:
    """Stars around all of a line, blanks inside of them: "** 162 **" is bold to whoever types it, and no note."""
    start = 0
    for line in text.split("\n"):
        inner = line.strip()
        stars = len(inner) - len(inner.lstrip("*"))
        said = inner[stars:-stars] if 0 < stars <= _MOST_STARS else ""
        if said.strip() and inner.endswith("*" * stars) and "*" not in said:
            first = start + len(line) - len(line.lstrip())
            yield first, first + stars, ""
            yield first + len(inner) - stars, first + len(inner), ""
        start += len(line) + 1


def _unwrap(
    wrapped: Callable[[], re.Pattern[str]], width: Callable[[re.Match[str]], int]
) -> Callable[[str], Iterator[Edit]]:
    """Edits that remove the first and last `width` characters of each match."""

    def edits(text: str) -> Iterator[Edit]:
        for match in wrapped().finditer(text):
            size = width(match)
            yield match.start(), match.start() + size, ""
            yield match.end() - size, match.end(), ""

    return edits


def _dollars(text: str) -> Iterator[Edit]:
    # A dollar may be money: only what looks like mathematics loses its pair.
    for match in _DOLLARS().finditer(text):
        if _FORMULA().search(match[0][1:-1]):
            yield match.start(), match.start() + 1, ""
            yield match.end() - 1, match.end(), ""


def _fractions(text: str) -> Iterator[Edit]:
    # The outer braces go with the figures beside them, so that a quotation has them too.
    for match in _FRACTION().finditer(text):
        yield match.start(1), match.end(1) + 1, text[match.end(1)]
        yield *match.span(2), "/"
        yield match.start(3) - 1, match.end(3), text[match.start(3) - 1]


def _wrapped(text: str) -> Iterator[Edit]:
    for match in _WRAPPED().finditer(text):
        yield *match.span(1), ""
        yield *match.span(2), ""


def _braced(text: str) -> Iterator[Edit]:
    for match in _BRACED().finditer(text):
        yield match.start(), match.end(), match[1]


def _commands(text: str) -> Iterator[Edit]:
    for match in _COMMAND().finditer(text):
        known = _COMMANDS.get(match[1]) if match[1] else _SIGNS[match[2]]
        if known is not None:
            yield match.start(), match.end(), known


_STEPS: tuple[tuple[str, Callable[[str], Iterator[Edit]]], ...] = (
    ("</", _struck),
    ("~~", _struck),
    ("\u0335", _struck),
    ("\u0336", _struck),
    ("\u0337", _struck),
    ("\u0338", _struck),
    ("</", _raised),
    ("<", _tags),
    ("&", _entities),
    ("$", _dollars),
    ("\\", _fractions),
    ("\\", _wrapped),
    ("{", _braced),
    ("\\", _commands),
    ("*", _framed),
    ("*", _strong),
    ("*", _unwrap(_STAR, lambda _: 1)),
    ("_", _unwrap(_UNDER, lambda match: len(match[1]))),
)
