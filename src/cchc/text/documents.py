"""References to documents: number, symbol and date, however a clerk typed them.

Administrative documents are `number/TYPE-BODY`, a công văn `number/BODY-OFFICE`, legal ones
`number/year/TYPE-BODY`, those of the Party `number-TYPE/BODY` (Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from attrs import evolve

from cchc.record import frozen
from cchc.text.dates import DATE, date_of, with_marks
from cchc.text.markup import Visible, pattern, visible
from cchc.text.spelling import DATES, fold, key
from cchc.value import Document

TYPES = {
    "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ", "thông cáo": "TC",
    "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA",
    "dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ", "công điện": "CĐ",
    "giấy mời": "GM", "kết luận": "KL", "công văn": "CV", "thông tư liên tịch": "TTLT", "thông tư": "TT",
    "nghị định": "NĐ", "luật": "L", "pháp lệnh": "PL",
}  # fmt: skip
"""Abbreviation of each type of document by its name (Nghị định 30/2020/NĐ-CP, appendix III)."""

BODIES = (
    "UBND", "HĐND", "CP", "TTg", "VPCP", "BNV", "SNV", "BTP", "STP", "BTC", "STC", "BTTTT", "STTTT", "BCA", "BCĐ",
    "BKHĐT", "UBTVQH", "MTTQ", "VP", "VHTT", "TU", "QU", "HU", "ĐU", "TW", "CTUBND", "TTCP", "BTNMT", "PNV",
)  # fmt: skip
"""Bodies that are known by their abbreviation; others are read where a type stands before them."""


@frozen
class _Found:
    """A reference in a plain text: where it starts, and where its title may begin and must end.

    `dated` are the ends of the title and of the date that stands behind it.
    """

    start: int
    end: int
    document: Document
    dated: tuple[int, int] | None = None


_NAME = "|".join(sorted(TYPES, key=len, reverse=True))
_SHORT = "|".join(sorted((short.lower() for short in dict.fromkeys(TYPES.values())), key=len, reverse=True))
_WORD = r"[^\W\d_][^\W_]{0,11}"
_JOINED = r"(?: ?[-–] ?| (?=(?:ubnd|hđnd|cp|ttg)(?!\w)))"
_CODE = pattern(
    rf"(?<![\w/.,])(?:(?P<name>{_NAME}) ?|(?:{_SHORT}) (?=số))?"
    r"(?P<said>số ?[:.]? ?)?(?<![0-9/.,])(?P<number>[0-9]{1,6}) ?"
    rf"(?:/ ?(?:(?P<year>[12][0-9]{{3}}) ?/ ?)?|- ?(?P<party>{_SHORT}) ?/ ?)"
    rf"(?P<symbol>{_WORD}(?:{_JOINED}{_WORD}){{0,4}})(?![\w/])"
)
_PART = pattern(_WORD)
_BARE = pattern(
    rf"(?<!\w)(?:(?P<name>{_NAME}) ?(?P<said>số ?:? ?)?|(?P<short>{_SHORT}) số ?:? ?|(?P<alone>số ?:? ?))"
    r"(?P<number>[0-9]{1,6})(?:/(?P<year>[12][0-9]{3}))?(?![\w/%]|[.,-]?[0-9]| ?[%x×=/])"
)
_YEAR_OF = r"[12][0-9]{3}"
_EVENTS = "hội nghị|họp|lễ|hội thi|cuộc thi|đối thoại|tập huấn|tọa đàm|diễn ra|phát động|khai mạc"
"""Words that a date soon after them is the day of, not the document's."""
_TERMS = "vào|từ|đến|trước|sau|hết|hiệu lực"
"""Words right before a date that is a term."""
_AFTER_OTHERS = "theo|căn cứ|thay thế|sửa đổi|bổ sung|thực hiện|triển khai"
"""Words before another document, whose date it may be."""
_ISSUER = r"(?:(?:được )?(?:ban hành|ký) )?"
_DATED = pattern(rf"(?: ?,)? ?(?P<open>\( ?)?{_ISSUER}{DATE}(?![\w/])(?(open) ?\)|)")
# What may stand between a reference and its date: who issued it ("62/KH-UBND tỉnh ngày …") and what it is about.
_BETWEEN = r"(?:[^;\n:()]|\([^;\n()]{1,60}\)){1,240}?"
_BEHIND = r"(?= ?(?:$|[;,.)\n(]|[–-] ?[^\W\d]|(?:và|của) [^\W\d]))"
_LATER = r"(?:,? ?(?P<open>\( ?)?ngày (?=[0-9])| ?(?:[,–-]|(?P<bare>\()) ?(?=[0-9]{1,2}[/.-]))"
_DATED_LATER = pattern(
    rf"(?P<between>(?: ?[,–-])? {_BETWEEN}){_LATER}(?P<date>{DATE})(?![\w/])(?(open) ?\)|)(?(bare) ?\)|){_BEHIND}"
)
_ABOUT = pattern(r"(?<!\w)(?:về|để|nhằm)(?!\w)")
_BY = pattern(r" ?(?:của|do)(?!\w)")
_OF_OTHERS = pattern(
    rf"(?<!\w)(?:(?:{_TERMS}) ?$|(?:{_NAME})(?: (?:số|của)(?!\w)| ?$)"
    rf"|(?:{_AFTER_OTHERS})(?!\w)(?: [^ ]+){{0,4}} (?:{_NAME})(?!\w)|(?:{_NAME}) ?(?:số ?:? ?)?[0-9]{{1,4}}(?!\w)"
    rf"|[0-9]{{1,6}} ?/ ?[^\W\d]|ngày [0-9]|{DATE})"
)
_OF_AN_EVENT = pattern(rf"(?<!\w)(?:{_EVENTS})(?!\w)(?: [^ ]+){{0,8}}(?<! năm {_YEAR_OF})$")
_ISSUED = pattern(rf"(?<!\w)ngày ?{DATE}(?![\w/])[^0-9;]{{0,80}}ban hành[^0-9;]{{0,80}}$")
_NAMED = pattern(rf"^.*(?<!\w)({_NAME})(?!\w)[^0-9;]{{0,100}}$", re.DOTALL)
_TITLE_END = pattern(r"[;\n]|(?<!\w)[0-9]{1,2}(?:/(?![0-9])|\) )")
_PARLIAMENT = pattern(r"QH[0-9]{1,2}")
_EDGES = " ,.:(–-"
_REACH = 200


def find_documents(text: str) -> list[Document]:
    """Every document that a text cites, in order; a date that does not exist is None."""
    seen = visible(text)
    plain = with_marks(seen.lowered)
    apart: list[_Found] = []
    found = [*_coded_in(plain, seen.text), *_bare_in(plain)]
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    ends = [*(one.start for one in apart[1:]), len(plain)]
    return [_titled(one, end, seen) for one, end in zip(apart, ends, strict=False)]


def _coded_in(plain: str, shown: str) -> Iterator[_Found]:
    """References with a symbol ("62/KH-UBND")."""
    place = 0
    while match := _CODE().search(plain, place):
        dated = _DATED().match(plain, match.end()) is not None
        coded = _coded(match, shown, trusted=dated or any(match.group("name", "said", "party")))
        # What is no code may hide one: "1/ Kế hoạch số 62/KH-UBND".
        place = coded[1] if coded else match.end("number")
        if coded:
            yield _with_date(*coded, match.start(), plain)


def _bare_in(plain: str) -> Iterator[_Found]:
    """References by number alone ("Quyết định số 58 ngày 15/3/2024")."""
    for match in _BARE().finditer(plain):
        bare = _with_date(_bare(match), match.end(), match.start(), plain)
        named = match["said"] or match["short"] or (match["name"] and match["year"])
        # "kế hoạch 62" alone may count plans, "kế hoạch 2024" is of a year; with a date 62 names one.
        year = not match["alone"] and 1900 <= int(match["number"]) < 3000
        if named or (bare.end > match.end() and not year):
            yield bare


def _bare(match: re.Match[str]) -> Document:
    if match["name"]:
        kind: str | None = TYPES[match["name"]]
    elif match["short"]:
        kind = _canonical(match["short"], "type")
    else:
        named = _NAMED().match(match.string[max(0, match.start() - _REACH) : match.start()])
        kind = TYPES[named[1]] if named else None
    return Document(number=int(match["number"]), type=kind, year=_year(match))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _coded(match: re.Match[str], shown: str, *, trusted: bool) -> tuple[Document, int] | None:
    """The document behind a match of `_CODE` and where its code ends; None if it is no code.

    `trusted`: a word or a date beside it says that it is a document.
    """
    places = [part.span() for part in _PART().finditer(match.string, *match.span("symbol"))]
    tokens = [shown[start:end] for start, end in places]
    number, year = int(match["number"]), _year(match)
    if match["party"]:
        kind, body = _canonical(match["party"], "type"), tokens[0].upper()
        return Document(number, f"{kind}/{body}", type=kind, body=body), places[0][1]
    symbol = _symbol(tokens)
    if symbol is None or not (trusted or symbol.plausible or year):
        return None
    named = TYPES[match["name"]] if match["name"] else None
    document = Document(number, "-".join(symbol.parts), type=symbol.type or named, body=symbol.body, year=year)
    return document, places[symbol.used - 1][1]


@frozen
class _Symbol:
    """A symbol in its canonical spelling, and how many of the words found belong to it."""

    parts: tuple[str, ...]
    type: str | None
    body: str | None
    used: int

    @property
    def plausible(self) -> bool:
        """Whether it is a symbol even where nothing beside it says so."""
        return self.type is not None and len(self.parts) > 1


def _symbol(tokens: list[str]) -> _Symbol | None:
    """The symbol that the first words make; words that are no abbreviation end it."""
    first = tokens[0]
    if parliament := _PARLIAMENT().fullmatch(first.upper()):
        return _Symbol((parliament[0],), None, "QH", 1)
    glued = _unglued(first)
    kind = glued[0] if glued else _canonical(first, "type")
    body = _canonical(first, "body")
    if not (kind or body or _is_abbreviation(first)):
        return None
    rest: list[str] = []
    for token in tokens[1:]:
        known = _canonical(token, "body")
        if not known and not _is_abbreviation(token):
            break
        rest.append(known or token)
    used = 1 + len(rest)
    if glued:
        return _Symbol((*glued, *rest), kind, glued[1], used)
    if kind:
        return _Symbol((kind, *rest), kind, rest[0] if rest else None, used)
    # A công văn has no type in its symbol: it begins with the body.
    return _Symbol((body or first, *rest), "CV" if body and rest else None, body or first, used)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word == word.upper()


@cache
def _known(what: str) -> dict[str, str | None]:
    """Spellings of the known types or bodies, with and without diacritics; None if two share one."""
    exact = {one.casefold(): one for one in (TYPES.values() if what == "type" else BODIES)}
    known: dict[str, str | None] = dict(exact)
    for spelling, one in exact.items():
        bare = fold(spelling)
        if bare not in exact:
            known[bare] = None if bare in known else one
    return known


def _canonical(word: str, what: str) -> str | None:
    return _known(what).get(word.casefold())


def _unglued(word: str) -> tuple[str, str] | None:
    """NĐ and CP for "NĐCP"; None unless the word can be parted in exactly one way."""
    ways = {
        (kind, body)
        for cut in range(1, min(len(word), 6))
        if (kind := _canonical(word[:cut], "type")) and (body := _canonical(word[cut:], "body"))
    }
    return ways.pop() if len(ways) == 1 else None


def _with_date(document: Document, end: int, start: int, plain: str) -> _Found:
    """The reference with the date after it, or the one before it that says "ban hành"."""
    if dated := _DATED().match(plain, end):
        return _Found(start, dated.end(), evolve(document, date=date_of(dated.groups()[1:])))
    if issued := _ISSUED().search(plain[max(0, start - _REACH) : start]):
        return _Found(start, end, evolve(document, date=date_of(issued.groups())))
    later = _DATED_LATER().match(plain, end)
    if later is None or _is_of_another(later["between"]):
        return _Found(start, end, document)
    whole = evolve(document, date=date_of(later.groups()[4:]))
    is_title = _ABOUT().search(later["between"]) is not None or not _BY().match(later["between"])
    places = (later.end("between"), later.end("date"))
    return _Found(start, end, whole, places) if is_title else _Found(start, places[1], whole)


def _is_of_another(between: str) -> bool:
    """Whether a date behind these words is the day of something else than the document before them."""
    return _OF_OTHERS().search(between) is not None or _OF_AN_EVENT().search(between) is not None


def _titled(one: _Found, end: int, seen: Visible) -> Document:
    """The document with what stands between its reference and the next as its title."""
    cut = _TITLE_END().search(seen.text, one.end, end)
    last = one.dated[0] if one.dated else cut.start() if cut else end
    rest = seen.text[one.end : last].rstrip(_EDGES)
    rest = rest.removesuffix(" và").rstrip(_EDGES)
    title = rest.lstrip(_EDGES)
    if not title or title[0] == ")":
        return evolve(one.document, text=seen.quote(one.start, one.end))
    cited = one.dated[1] if one.dated else one.end + len(rest)
    return evolve(one.document, title=title, text=seen.quote(one.start, cited))


def issuer_among(bodies: Iterable[str], document: Document, text: str) -> str | None:
    """The first of these bodies that stands right beside a document's reference in a text, as the one that issued it:
    "62/KH-UBND ngày 28/02/2024 của UBND quận", "62/KH-UBND tỉnh", "Kế hoạch của UBND quận số 62/KH-UBND"."""
    if document.symbol is None:
        return None
    cited = key(document.text)
    before, _, rest = key(text).partition(cited)
    behind = (cited + rest).partition(key(document.symbol))[2]
    return next((body for body in bodies if _stands_beside(key(body), before, behind)), None)


_DAY_BETWEEN = rf"[^\w\[]*(?:{re.escape(DATES)})?\W*(?:(?:của|do) )?"


def _stands_beside(body: str, before: str, behind: str) -> bool:
    name = re.escape(body)
    if re.match(rf"{_DAY_BETWEEN}{name}(?!\w)", behind):
        return True
    return re.search(rf"(?<!\w)(?:của|do) {name}(?: [^\W\d]+){{0,2}} ?$", before) is not None
