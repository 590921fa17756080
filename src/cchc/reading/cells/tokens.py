"""The tokens of a cell's text: numbers, phrases, brackets, signs, marks; and what only names something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache

from attrs import evolve

from cchc.reading.cells.phrasebook import (
    Phrasebook,
    Role,
    Use,
    Where,
    abbreviated,
    abbreviated_before,
    bared,
    comma_nouns,
    is_in,
    phrasebook,
    table,
)  # fmt: skip
from cchc.record import frozen
from cchc.text.markup import Visible, pattern, visible
from cchc.text.number import VIETNAMESE, NumberStyle, names_in, number_of
from cchc.text.spelling import key
from cchc.value import PrintedNumber
from cchc.words import data

Phrases = tuple["Token", ...]


class TokenKind(Enum):
    """What a token is."""

    NUMBER = auto()
    PHRASE = auto()
    NAME = auto()
    """A date, a document, an ordinal, "tháng 5": it has digits and counts nothing."""
    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    COLON = auto()
    STOP = auto()
    """The end of a sentence, or of a line."""
    PERCENT = auto()
    SIGN = auto()
    """A sign between or before numbers; its text is its plain form."""
    MARK = auto()
    """The mark of a note."""
    QUOTE = auto()
    """A quotation mark or a bullet, which says nothing."""
    ODD = auto()


@frozen
class Token:
    """A token with its place in the visible text; a phrase has the parts that it may play, a number its value."""

    kind: TokenKind
    text: str
    start: int
    end: int
    uses: frozenset[Use] = frozenset()
    number: PrintedNumber | None = None
    is_exotic: bool = False
    """Of a number: written in digits, or with blanks, that a note must tell."""

    def may_be(self, role: Role, *places: Where) -> bool:
        """Whether a phrase may play a part, in any of these places."""
        uses = self.uses
        return bool(uses) and not uses.isdisjoint([(role, place) for place in places])


_TOKEN = pattern(
    r"(?P<cut>\A[,.](?=[0-9]))"  # names: 5G, 12h, 12h30
    r"|(?P<name>[0-9]+(?![x¹²³⁰⁴-⁹₀-₉])[^\W\d_](?![^\W_]|/[^\W\d_])|[0-9]+(?!x)[^\W\d_]+[0-9]+[^\W_]*)|"
    r"(?P<number>[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?(?![0-9]|[.,][0-9])|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<times>x(?= ?[0-9]))|(?P<colon>:)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<mark>[⁽₍][^⁽⁾₍₎ ]{1,10}[⁾₎]|[¹²³⁰⁴-⁹₀-₉†‡]+|\*+(?! ?[0-9]))"
    r"|(?P<word>[^\W\d_][^\W_¹²³⁰⁴-⁹₀-₉]*(?:[./&](?=[^\W\d_])[^\W_¹²³⁰⁴-⁹₀-₉]+|-[^\W_]+)*)"
    r"|(?P<stop>\./\.|[;|\n.…]+)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<sign>[<>]=|=[<>]|(?<!-)-+>|[-–—−+×·/=<>≤≥~≈±*→↑↓?])"
    r"|(?P<quote>['’‘`“”«»\"!_•▪●◦]+)|(?P<space>\s+)|(?P<odd>#\S*|.)"
)
_PLAIN_SIGNS = {
    "–": "-", "—": "-", "−": "-", "·": "×", "≤": "<", "≥": ">", "<=": "<", "=<": "<", ">=": ">", "=>": ">", "≈": "~",
    "→": "-", "->": "-", "-->": "-",
}  # fmt: skip
_GAPPED = pattern(r"[1-9][0-9]{0,2}(?:\. [0-9]{3}| \.[0-9]{3}| \. [0-9]{3})+(?![0-9]|[.,])")
_GAPPED_RATE = pattern(r"[0-9]{1,3}(?:, [0-9]{1,2}| ,[0-9]{1,2})(?= ?%?$)")
"""A number that a blank got into, where nothing stands before it."""


def tokens(text: str, *, rate: bool, style: NumberStyle = VIETNAMESE) -> tuple[Token, ...]:
    """The tokens of a text, in order; `rate`: a point before digits is a decimal comma."""
    seen = visible(text, lines=True)
    bare = is_bare(seen.text)
    raw = list(_raw(seen, rate=rate, style=style))
    phrased = list(_phrased(_in_full(raw) if "." in seen.text else raw, phrasebook(bare=bare), bare=bare))
    return tuple(_without_ends(_with_comma_nouns(phrased, bare=bare) if "," in seen.text else phrased))


def _without_ends(found: Iterable[Token]) -> Iterator[Token]:
    """The tokens with the end of a stretch of days, weeks or months as a name: "từ ngày 1 đến 14" counts nothing."""
    name: Token | None = None
    is_till = False
    for token in found:
        if token.kind is TokenKind.NUMBER and name is not None and is_till and _is_end(token, name):
            yield evolve(token, kind=TokenKind.NAME)
        else:
            yield token
        is_till = name is not None and token.kind is TokenKind.PHRASE and token.may_be(Role.RANGE, Where.BETWEEN)
        is_till = is_till and token.may_be(Role.TILL, Where.WORDS)
        name = token if token.kind is TokenKind.NAME else name if is_till else None


def _is_end(token: Token, name: Token) -> bool:
    """Whether a number may be one of the days, weeks or months of which a name is the first."""
    ends, number = _ends().get(name.text.partition(" ")[0]), token.number
    return ends is not None and number is not None and ends[0] <= number.value <= ends[1] and not number.percent


@cache
def _ends() -> dict[str, tuple[int, int]]:
    """The first and the last number that there is of what is named by one, with and without diacritics."""
    limits = data("cells")["names"]["limits"].items()
    return {spelled: tuple(ends) for word, ends in limits for spelled in (word.lower(), bared(word.lower()))}


def _in_full(found: Sequence[Token]) -> list[Token]:
    """The tokens with words in full that are written short: the stop behind "approx." or "No. of" ends no sentence."""
    full: list[Token] = []
    for token, following in zip(found, (*found[1:], None), strict=True):
        last = full[-1] if full else None
        is_short = last is not None and last.end == token.start and last.kind is TokenKind.PHRASE and token.text == "."
        if last is not None and is_short and last.text in abbreviated():
            full[-1] = evolve(last, text=abbreviated()[last.text], end=token.end)
        elif last is None or not is_short or following is None or following.text != abbreviated_before().get(last.text):
            full.append(token)
    return full


def is_bare(text: str) -> bool:
    """Whether a text has words, and no diacritics at all."""
    return text.isascii() and any(map(str.isalpha, text))


_VOWEL = pattern("[aeiouy]")


def has_lost_marks(text: str) -> bool:
    """Whether a text has words without their diacritics: "HS", "VB" have none to lose."""
    return is_bare(text) and _VOWEL().search(text.lower()) is not None


def _raw(seen: Visible, *, rate: bool, style: NumberStyle) -> Iterator[Token]:
    """Tokens with each word by itself."""
    plain, done = seen.lowered, 0
    for start, end in _names(seen, plain) if any(map(str.isdigit, plain)) else ():
        if start < done:
            continue
        yield from _between(seen, plain, done, start, rate=rate, style=style)
        # Part by part, as the key of a whole date is that of any other.
        name = "/".join(map(key, plain[start:end].split("/")))
        yield Token(TokenKind.NAME, name, start, end, number=_numbered(seen, plain, start, end))
        done = end
    yield from _between(seen, plain, done, len(plain), rate=rate, style=style)


_YEARS = pattern(r"(?<=\()(?:19|20)[0-9]{2} ?[-–] ?(?:19|20)[0-9]{2}(?=\))")


@cache
def _of_month() -> re.Pattern[str]:
    """A year behind the name of its month in another language, and days of one: "12 visits in March 2026"."""
    tables = data("dates").values()
    names = "|".join(
        sorted({name for each in tables for name, *_ in each["months"]} | {"março"}, key=len, reverse=True)
    )
    of = "|".join(word for each in tables for word in each["of"])
    to = "|".join((*table(Role.RANGE, Where.BETWEEN), *table(Role.CONNECTIVE, Where.WORDS), "[-–]"))
    days = rf"[0-9]{{1,2}} ?(?:{to}) ?[0-9]{{1,2}} (?:(?:{of}) )?(?:{names})"  # "1-31 March"
    return re.compile(rf"(?<!\w)(?:(?:{names})(?: (?:{of}))? (?P<year>20[0-9]{{2}})|(?P<days>{days}))(?!\w)")


_STAMP = pattern(r"\W{0,3}(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?=\W[\W\d]*+[^\W\d][^0-9]*+[0-9])")
"""The time at which a message was sent, before what it says: "[14:32, 14/5/2024] Lan: 5 văn bản"."""
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,6})?)?(?: ?(?:[ap]m|sa|ch))?z?"
_WHOLE_DATE = (
    r"(?:(?:ng[àa]y )?[0-9]{1,2}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.|-[^\W\d]{3,9}-)(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{4}(?:/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{1,2})"
)
_LINKED = r"(?:t|\W{0,2}(?:[^\W\d]{1,5} )?)"
_MOMENT = pattern(
    rf"(?<![\w/.-])(?:{_WHOLE_DATE}{_LINKED}{_CLOCK}|{_CLOCK}{_LINKED}{_WHOLE_DATE})(?![\w/:])"
    rf"|\A\W*(?:{_CLOCK}|{_WHOLE_DATE})\W*\Z"
)
"""A day with its time, as spreadsheets show a date ("05/01/2026 00:00"); a time or a day that is all that there is."""
_QUOTED = pattern(r"(?<=\w )[“\"«](?=[^“”\"«»]*[^\W\d_])[^“”\"«»]*[”\"»]")


def _names(seen: Visible, plain: str) -> list[tuple[int, int]]:
    """What only names something; so does what is quoted behind a number: mô hình “Ngày thứ 6 không hẹn”.

    So do years from one to another in brackets: "8 văn bản (2016-2023)".
    """
    names = names_in(seen)
    ordinal = _ORDINAL().match(plain)
    if ordinal is not None and _counts(plain, ordinal.end(), names):
        names = [ordinal.span(), *(span for span in names if span[0] >= ordinal.end())]
    first = next((place for place, letter in enumerate(plain) if letter.isdigit()), 0)
    quoted = [match.span() for match in _QUOTED().finditer(plain) if match.end() > first]
    stamp = _STAMP().match(plain) if ":" in plain[:8] else None
    quoted += [] if stamp is None else [stamp.span()]
    quoted += [match.span() for match in _MOMENT().finditer(plain)] if ":" in plain or "-" in plain else []
    years = [match.span() for match in _YEARS().finditer(plain) if match.start() > first]
    years += [match.span(match.lastgroup or 0) for match in _of_month().finditer(plain)]
    return sorted((*names, *quoted, *years), key=lambda span: (span[0], -span[1])) if quoted or years else names


_ORDINAL = pattern(r"1 ?[.)] (?=[^\W\d])")


def _counts(plain: str, start: int, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a number stands behind a place that is no name's, so that "1. Ban hành 5 văn bản" begins a list."""
    inside = {place for begun, end in names for place in range(begun, end)}
    return any(plain[place].isdigit() and place not in inside for place in range(start, len(plain)))


_NUMBERED = pattern(r"[^\W\d]+(?: [^\W\d]+)* ?([0-9]{1,2}|[0-9]{4})")


def _numbered(seen: Visible, plain: str, start: int, end: int) -> PrintedNumber | None:
    """The number of a name such as "tháng 6", which may as well be a count ("trong tháng 6 vụ việc")."""
    match = _NUMBERED().fullmatch(plain, start, end)
    return None if match is None else number_of(match[1], seen.quote(*match.span(1)), rate=False, percent=False)


def _between(seen: Visible, plain: str, start: int, end: int, *, rate: bool, style: NumberStyle) -> Iterator[Token]:
    """The tokens of a stretch without names."""
    place = start
    if (
        start == 0
        and " " in plain[:5]
        and (gapped := (_GAPPED_RATE if rate else _GAPPED)().match(plain, 0, end)) is not None
    ):
        quote = seen.quote(0, gapped.end())
        number = number_of(gapped[0].replace(" ", ""), quote, rate=rate, percent=False, style=style)
        if number is not None:
            yield Token(TokenKind.NUMBER, gapped[0], 0, gapped.end(), number=number, is_exotic=True)
            place = gapped.end()
    while place < end and (match := _TOKEN().match(plain, place, end)) is not None:
        place = match.end()
        token = _token(match, seen, rate=rate, style=style)
        if token is not None:
            if token.kind is TokenKind.PHRASE and not token.text.isalpha():
                yield from _parts(token, seen)
            else:
                yield token


def _token(match: re.Match[str], seen: Visible, *, rate: bool, style: NumberStyle) -> Token | None:
    text, (start, end) = match[0], match.span()
    match match.lastgroup:
        case "number":
            percent = match.string[end : end + 2].lstrip(" ")[:1] == "%"
            quote = seen.quote(start, end)
            number = number_of(text, quote, rate=rate or percent, percent=percent, style=style)
            kind = TokenKind.ODD if number is None else TokenKind.NUMBER
            return Token(kind, text, start, end, number=number, is_exotic=_is_wide(quote))
        case "word":
            return Token(TokenKind.PHRASE, key(text), start, end)
        case "name":
            return Token(TokenKind.NAME, key(text), start, end)
        case "times":
            return Token(TokenKind.SIGN, "×", start, end)
        case "sign":
            return Token(TokenKind.SIGN, _PLAIN_SIGNS.get(text, text), start, end)
        case "odd":
            return _odd(text, start, end)
        case "space":
            return None
        case name:
            return Token(_KINDS[name or "odd"], text, start, end)


def _odd(text: str, start: int, end: int) -> Token:
    """The token of a sign that is no other; some have their meaning."""
    if text == "&":
        return Token(TokenKind.PHRASE, "và", start, end)
    is_picture = text >= _FIRST_PICTURE and text not in _DENYING
    return Token(TokenKind.QUOTE if is_picture else TokenKind.ODD, text, start, end)


_FIRST_PICTURE, _DENYING = "\u2600", "❌❎❓❔❗✖✗✘⁉🚫"
"""What telephones put beside words says nothing, but for some."""


def _parts(token: Token, seen: Visible) -> Iterator[Token]:
    """A word that is not of letters alone, or those that it is written together of."""
    if "/" in token.text:
        yield from _of_time(token)
    elif (match := _GLUED().fullmatch(token.text)) is not None:
        yield from _since(token, match, seen)
    else:
        yield token


_GLUED = pattern(r"(?P<word>[^\W\d_]+)(?P<digits>[0-9]+)(?P<months>t|th)?")


def _since(token: Token, match: re.Match[str], seen: Visible) -> Iterator[Token]:
    """A word for the year so far with the digits behind it apart: "LK21", and of how many months it is: "LK5T"."""
    word, digits = match["word"], match["digits"]
    if not is_in(word, Role.CUMULATIVE, Where.BEFORE):
        yield token
        return
    middle = token.start + len(word)
    yield Token(TokenKind.PHRASE, word, token.start, middle)
    if match["months"]:
        yield Token(TokenKind.NAME, f"{int(digits)} {data('cells')['names']['span']}", middle, token.end)
        return
    number = number_of(digits, seen.quote(middle, token.end), rate=False, percent=False)
    yield Token(TokenKind.NUMBER, digits, middle, token.end, number=number)


def _of_time(token: Token) -> Iterator[Token]:
    """A word with what is behind its stroke apart, if that is a span of time ("lượt/ngày") or begins another figure.

    Other strokes part nothing ("đ/c").
    """
    word, _, last = token.text.rpartition("/")
    if not (is_time(last) or is_in(last, Role.PER_TIME, Where.STROKE)):
        yield token
        return
    middle = token.start + len(word)
    yield Token(TokenKind.PHRASE, word, token.start, middle)
    yield Token(TokenKind.SIGN, "/", middle, middle + 1)
    yield Token(TokenKind.PHRASE, last, middle + 1, token.end)


def _is_wide(quote: str) -> bool:
    return not quote.isascii() and any("０" <= letter <= "９" for letter in quote)


_KINDS = {
    "colon": TokenKind.COLON, "comma": TokenKind.COMMA, "percent": TokenKind.PERCENT, "stop": TokenKind.STOP,
    "open": TokenKind.OPEN, "close": TokenKind.CLOSE, "mark": TokenKind.MARK, "quote": TokenKind.QUOTE,
    "odd": TokenKind.ODD, "cut": TokenKind.ODD,
}  # fmt: skip


def _phrased(found: Sequence[Token], book: Phrasebook, *, bare: bool) -> Iterator[Token]:
    """Words that stand together joined to the phrases that they make."""
    place = 0
    while place < len(found):
        token = found[place]
        if token.kind is not TokenKind.PHRASE:
            yield token
            place += 1
            continue
        run = place
        while run < len(found) and found[run].kind is TokenKind.PHRASE:
            run += 1
        yield from _phrases(found[place:run], book, bare=bare)
        place = run


def _phrases(words: Sequence[Token], book: Phrasebook, *, bare: bool) -> Iterator[Token]:
    keys = [bared(word.text) if bare else word.text for word in words]
    place = 0
    while place < len(keys):
        size, uses = book.at(keys, place)
        text = " ".join(keys[place : place + size])
        yield Token(TokenKind.PHRASE, text, words[place].start, words[place + size - 1].end, uses)
        place += size


def _with_comma_nouns(found: Sequence[Token], *, bare: bool) -> Iterator[Token]:
    """The tokens with each noun that has a comma in it as one phrase: there the comma parts nothing."""
    nouns, place = comma_nouns(bare=bare), 0
    while place < len(found):
        match found[place : place + 3]:
            case [first, Token(kind=TokenKind.COMMA), last] if (first.text, last.text) in nouns:
                text = f"{first.text} {last.text}"
                yield Token(TokenKind.PHRASE, text, first.start, last.end, frozenset({(Role.NOUN, Where.WORDS)}))
                place += 3
            case _:
                yield found[place]
                place += 1


def is_time(word: str) -> bool:
    """Whether a word is a span of time: "ngày", "tháng"."""
    return word in table(Role.PER_TIME, Where.SPANS) or word in table(Role.PER_TIME, Where.SPANS, bare=True)
