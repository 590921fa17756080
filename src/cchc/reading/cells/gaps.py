"""What stands between two numbers of a text: what joins them, or which words go with which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from cchc.reading.cells.phrasebook import Role, Where
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.record import frozen


@frozen
class Gap:
    """The tokens between two numbers, or at an end; `depth` is how deep in brackets they begin."""

    tokens: Phrases
    depth: int = 0
    tight: bool = False
    """Whether the last of them touches the number behind it."""


@frozen
class GapPiece:
    """Words between two boundaries, and what opens them: None at a number, or at the beginning of the text."""

    phrases: Phrases
    opener: TokenKind | None
    depth: int
    sign: str = ""


@frozen
class Lead:
    """What stands before a number and is said of it."""

    phrases: Phrases = ()
    sign: str = ""
    is_tight: bool = False
    begins: bool = False
    """Whether a sentence begins with it, so that what was said before is done with."""
    after_colon: bool = False
    has_colon: bool = False
    """Whether a colon parts it from the number, so that it labels it."""
    after_stroke: bool = False


@frozen
class Parted:
    """A gap as parted: what is said of the number before it, remarks, and what leads the number behind it."""

    after: Phrases
    remarks: tuple[GapPiece, ...]
    lead: Lead
    trailing: str = ""
    """A sign right behind the number before it."""


def parted(gap: Gap, *, opens: bool, closes: bool) -> Parted:
    """Which words of a gap go with which number; `opens`, `closes`: no number stands before, or behind it."""
    pieces = list(_pieces(gap))
    trailing = gap.tokens[0].text if gap.tokens and gap.tokens[0].kind is TokenKind.SIGN and not opens else ""
    begins = any(piece.opener is TokenKind.STOP for piece in pieces)
    if not opens:
        pieces = _with_noun(pieces)
    if closes:
        after, others = ((), pieces) if opens else (pieces[0].phrases, pieces[1:])
        return Parted(after, tuple(filter(_says_something, others)), Lead(), trailing)
    if len(pieces) == 1 and not opens:
        after, phrases = _divided(pieces[0].phrases)
        is_stroke = len(after) < len(pieces[0].phrases) and pieces[0].phrases[len(after)].text == "/"
        return Parted(after, (), Lead(phrases, after_stroke=is_stroke), trailing)
    before, *leading = (pieces[0], *pieces[1:]) if not opens else (GapPiece((), None, 0), *pieces)
    used, lead = _lead(leading)
    after = before.phrases
    if lead.after_colon and len(leading) == used:
        after, phrases, is_list = _led(after)
        lead = evolve(lead, phrases=(*phrases, *lead.phrases), after_colon=is_list)
    others = leading[: len(leading) - used]
    return Parted(
        after,
        tuple(filter(_says_something, others)),
        evolve(lead, begins=begins, is_tight=gap.tight),
        trailing,
    )


def _with_noun(pieces: list[GapPiece]) -> list[GapPiece]:
    """A noun behind brackets is the number's that stands before them, or in them: "02 (hai) hội nghị", "hai (02) …"."""
    match [piece.opener for piece in pieces], pieces[0].phrases:
        case [None, TokenKind.OPEN, TokenKind.CLOSE, *_], ():
            return [evolve(pieces[0], phrases=pieces[2].phrases), pieces[1], *pieces[3:]]
        case [None, TokenKind.CLOSE, *_], ():
            return [evolve(pieces[0], phrases=pieces[1].phrases), *pieces[2:]]
        case _:
            return pieces


def _pieces(gap: Gap) -> Iterator[GapPiece]:
    """The words of a gap, from boundary to boundary; always at least one piece."""
    piece = GapPiece((), None, gap.depth)
    words: list[Token] = []
    depth = gap.depth
    for token in gap.tokens:
        # A stroke between words ("lượt / ngày") parts nothing.
        if token.kind in (TokenKind.PHRASE, TokenKind.NAME) or token.text == "/":
            words.append(token)
            continue
        yield evolve(piece, phrases=tuple(words))
        depth = max(0, depth + (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE))
        words = []
        piece = GapPiece((), token.kind, depth, token.text if token.kind is TokenKind.SIGN else "")
    yield evolve(piece, phrases=tuple(words))


def _says_something(piece: GapPiece) -> bool:
    return bool(piece.phrases)


def _lead(pieces: Sequence[GapPiece]) -> tuple[int, Lead]:
    """How many of the last pieces lead the number behind them, and what they say."""
    last = pieces[-1]
    used, phrases, sign, after_colon = 1, last.phrases, "", False
    if last.opener is TokenKind.SIGN and not phrases:
        sign = last.sign
    if (sign or last.opener is TokenKind.COLON) and len(pieces) > 1:
        used, phrases = 2, (*pieces[-2].phrases, *phrases)
    elif last.opener is TokenKind.COLON:
        after_colon = True
    return used, Lead(phrases, sign, after_colon=after_colon, has_colon=last.opener is TokenKind.COLON)


_LEADING = (Where.WORDS, Where.BEFORE, Where.NEXT)
_TELLS_NOTHING = (Role.NEUTRAL, Role.MATTER, Role.NOUN, Role.THING)


def _led(phrases: Phrases) -> tuple[Phrases, Phrases, bool]:
    """Words behind a number and before a colon, parted where the next number's begin, and whether it may be a part.

    Words that tell nothing of themselves name what is listed ("5 văn bản chỉ đạo: 3 công văn"), or only what follows
    ("950 hồ sơ trực tuyến: 297 hồ sơ"): the line knows which.
    """
    for place, phrase in enumerate(phrases):
        if any(where in _LEADING and role not in _TELLS_NOTHING for role, where in phrase.uses):
            return phrases[:place], phrases[place:], False
    place = next((place for place, phrase in enumerate(phrases) if place and _may_lead(phrase)), len(phrases))
    return phrases[:place], phrases[place:], True


def _may_lead(phrase: Token) -> bool:
    """Whether a word is no noun and has no place behind a number."""
    return phrase.kind is TokenKind.PHRASE and all(role is Role.MATTER for role, _ in phrase.uses)


def _divided(phrases: Phrases) -> tuple[Phrases, Phrases]:
    """Words between two numbers with no boundary: the noun is the first one's, the rest leads the second.

    What could be said of either is taken to be said of both, so that neither is read past it.
    """
    for place in range(len(phrases) - 1, -1, -1):
        if phrases[place].text == "/" or phrases[place].may_be(Role.CONNECTIVE, Where.WORDS):
            return phrases[:place], phrases[place + 1 :]
    place = next((place for place, phrase in enumerate(phrases) if not _is_noun(phrase)), len(phrases))
    behind = place
    while behind < len(phrases) and any(where is Where.AFTER for _, where in phrases[behind].uses):
        behind += 1
    return phrases[:behind], phrases[place:]


def is_unfinished(gap: Gap) -> bool:
    """Whether a sign of reckoning stands between two numbers that it does not join."""
    signs = (token for token in gap.tokens if token.kind is TokenKind.SIGN and token.text in "+×=")
    return joint(gap) is None and any(signs) and not _is_change(gap)


def _is_change(gap: Gap) -> bool:
    """Whether a sign opens brackets: "5 (+1)", "5 (-2)" say by how much the figure changed."""
    return any(
        one.kind is TokenKind.OPEN and other.kind is TokenKind.SIGN and other.text in "+-"
        for one, other in pairwise(gap.tokens)
    )


def first_words(gap: Gap) -> str:
    """The words right behind a number."""
    words: list[str] = []
    for token in gap.tokens:
        if token.kind is not TokenKind.PHRASE or any(role not in _TELLS_NOTHING for role, _ in token.uses):
            break
        words.append(token.text)
    return " ".join(words)


def _is_noun(phrase: Token) -> bool:
    return all(role in (Role.NOUN, Role.THING) for role, _ in phrase.uses)


# --- what joins two numbers -------------------------------------------------------------------------

_JOINING = {"/": "/", "+": "+", "×": "×", "*": "×", "=": "=", "-": "-", "~": "-"}
_TIGHT = frozenset({"-", "~"})
"""Signs that join bare numbers only: with words before it a dash sets something else apart."""
_MOST_WORDS = 6


def joint(gap: Gap) -> str | None:
    """What joins the numbers on both sides of a gap: a sign, "of" or "to"; None if they stand apart."""
    inner = [token for token in gap.tokens if token.kind not in (TokenKind.OPEN, TokenKind.CLOSE)]
    if not inner or len(inner) > _MOST_WORDS or _is_change(gap):
        return None
    *words, last = inner
    if last.may_be(Role.TOTAL, Where.WORDS) and words and words[-1].kind is TokenKind.SIGN:  # "7/tổng số 20"
        *words, last = words
    if last.kind is TokenKind.PHRASE:
        joined = _said(words, last)
        is_into = joined == "to" and any(token.kind is TokenKind.OPEN for token in gap.tokens)
        return None if is_into else joined  # "5 (số liệu đến 14/5)" is no range
    if last.kind is not TokenKind.SIGN or last.text not in _JOINING or not all(map(_names_things, words)):
        return None
    return None if words and last.text in _TIGHT else _JOINING[last.text]


def _said(words: Sequence[Token], last: Token) -> str | None:
    is_total = last.may_be(Role.TOTAL, Where.WORDS)  # "4 công văn, 1 kế hoạch, tổng số 5"
    if words and words[-1].kind is TokenKind.COMMA and " " in last.text and not is_total:  # "20, trên tổng số 23"
        words = words[:-1]
    if not all(map(_names_things, words)):
        return None
    if last.may_be(Role.WHOLE, Where.BETWEEN):
        return "of"
    return "to" if last.may_be(Role.RANGE, Where.BETWEEN) else None


def _names_things(token: Token) -> bool:
    """Whether a word is a noun, for all that is known, or only says what was done to it.

    What is a noun among other things is one before a sign: "1 KH + 1 TB".
    """
    is_phrase = token.kind is TokenKind.PHRASE
    is_noun = any(role in (Role.NOUN, Role.THING) for role, _ in token.uses)
    return is_phrase and (is_noun or all(role in _TELLS_NOTHING for role, _ in token.uses))
