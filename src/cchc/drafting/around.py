"""What stands around the tables: the title, the number of the form, its unit, dates, and the language of it all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache

from cchc.drafting.heads import Texts, is_announced
from cchc.drafting.levels import levels_in
from cchc.drafting.lexicon import Tongue, begins_with, has_one, is_money, is_sure_of, language_of, plain, words
from cchc.period import closing_date
from cchc.reading.announced import Around, announced, unit_told
from cchc.record import define, field
from cchc.report import Row
from cchc.text.dates import find_dates, find_window, parse_period
from cchc.text.spelling import seen
from cchc.words import data

_NUMBER = re.compile(
    r"\b(?:biểu|mẫu|form|mapa|modelo|quadro)(?: (?:mẫu|number|n[ºo.°]+))?(?: số)?\s{0,5}:?\s{1,5}"
    r"((?-i:[A-ZĐ]{2,8} )?[\w./-]{0,40}\d[\w./-]{0,80})",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"((?:phụ lục|anexo|annex|appendix|schedule)(?: (?:số|n[ºo.°]+))? (?-i:[IVXLC]{1,6}|[A-ZĐ]|\d{1,3})[a-z]?)\b.{0,2}",
    re.IGNORECASE,
)
"""What numbers a form that has no number of its own: the annex that it is."""
_DATED = re.compile(
    r"[,;( ]{0,9}\b(?:tháng|quý|năm|6 tháng|9 tháng|kỳ|từ ngày|ngày|month|quarter|year|mês|trimestre|ano)\b"
    r"[^()]{0,90}\d{4}.*$",
    re.IGNORECASE,
)
_GAP = re.compile(r"\t+| {3,}|\n+")
"""What stands between two signatures of one paragraph."""
_MOST_SIGNING = 4
_SHORTEST = 2
"""Words of a title."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@define(eq=False)
class FormHead:
    """The head of a form as it is printed; `is_titled` is false where the title is a guess."""

    title: str
    number: str | None
    unit: str | None
    language: str
    since: dt.date
    closing_day: int | None
    comments: str
    periods: tuple[str, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """What those who report are called, and those that they report to."""
    signatories: Mapping[str, tuple[str, ...]] = field(factory=dict)
    is_unit_of_money_alone: bool = False
    """Whether the unit is announced as that of money: "Currency: KES million"."""
    is_titled: bool = True
    is_of_a_day: bool = False
    """Whether the figures are said to be those of a day: "(Đến ngày 31/12/2025)"."""
    is_sure_of_language: bool = True
    letterhead: tuple[str, ...] = ()
    """Bodies over the form that are no office of its level: they stand on every report of it."""
    left: tuple[str, ...] = ()
    """Rows that look like those of a table, and are of none that is drafted."""

    @property
    def tongue(self) -> Tongue:
        """The languages of its draft."""
        return Tongue(self.language, self.comments)


def around(
    above: Sequence[Texts], below: Sequence[Row], everything: Sequence[Texts], source: str, comments: str | None
) -> FormHead:
    """What the rows over the first table say, and those below the last; the language of comments, if not the form's."""
    texts = [text for row in above for text in row if text]
    title = _title(texts)
    whole = " ".join(text for row in everything for text in row)
    language = language_of(whole)
    return FormHead(
        title=title or source.rpartition("/")[2].rpartition(".")[0] or "form",
        number=_form_number(texts),
        unit=next((unit for text in texts if (unit := unit_told(text, {}) or _money_told(text)) is not None), None),
        is_unit_of_money_alone=any(begins_with(text, "currency", "words") for text in texts),
        language=language,
        since=_since(texts),
        closing_day=_closing_day(texts),
        comments=comments or language,
        periods=_periods(texts),
        levels=levels_in(texts),
        signatories=_signatories(below),
        is_sure_of_language=is_sure_of(language, whole),
        letterhead=tuple(dict.fromkeys(text for text in texts if _is_letterhead(text))),
        is_titled=title is not None and not _has_rival(texts),
        is_of_a_day=any(has_one(text, "over_time", "table") for text in texts),
    )


def _money_told(text: str) -> str | None:
    """The money that a line says its figures are in, known to the library or not: "Valores em R$ mil"."""
    words = text.strip(" ()").split(" ")
    said = ((" ".join(words[:size]), " ".join(words[size:])) for size in range(1, len(words)))
    return next((unit for name, unit in said if announced(name) is Around.UNIT and is_money(unit)), None)


def _periods(texts: Sequence[str]) -> tuple[str, ...]:
    """The kind of period that the first line names which names one: "monthly", "6 tháng đầu năm 20…"."""
    named = ((kind, text) for text in texts if _may_name_period(text) for kind in data("drafting")["periods"])
    found = next((kind for kind, text in named if has_one(text, "periods", kind)), None)
    return () if found is None else (found,)


def _may_name_period(text: str) -> bool:
    """Whether a line is not about the instrument that issued the form, and gives no day of its own."""
    issued = tuple(plain(word) for word in data("form")["around"]["issued"])
    return not plain(text).startswith(issued) and not find_dates(text)


def _signatories(below: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """What is printed over the names at the foot: in a row of such words, or over "(Ký, họ tên)" and the like."""
    rows = [
        [part.strip() for cell in row.cells for part in _GAP.split(seen(cell.text)) if part.strip()] for row in below
    ]
    for place, said in enumerate(rows):
        if not 0 < len(said) <= _MOST_SIGNING:
            continue
        roles = list(map(_role, said))
        over_names = place + 1 < len(rows) and any(begins_with(text, "signing", "words") for text in rows[place + 1])
        if all(roles) or (any(roles) and over_names):
            found: dict[str, list[str]] = {}
            for at, (text, role) in enumerate(zip(said, roles, strict=True)):
                is_first = at == 0 and len(said) > 1
                found.setdefault(role or ("prepared_by" if is_first else "signed_by"), []).append(text.rstrip(" :_.…"))
            return {role: tuple(texts) for role, texts in found.items()}
    return {}


def _role(text: str) -> str | None:
    said = plain(text)
    return next((role for role, texts in _signatory_words() if said.startswith(texts)), None)


@cache
def _signatory_words() -> list[tuple[str, tuple[str, ...]]]:
    return [(role, tuple(map(plain, texts))) for role, texts in data("form")["signatories"].items()]


def _title(texts: Sequence[str]) -> str | None:
    """The line that is likeliest a title, without the period that it names."""
    best = max(filter(_may_be_title, texts), key=_score, default=None)
    if best is None:
        return None
    bare = _DATED.sub("", best).strip(" ,;-–") if parse_period(best) is not None else best
    return bare or best


def _has_rival(texts: Sequence[str]) -> bool:
    """Whether several lines look like titles, so that which of them is one is a guess."""
    return sum(_score(text)[0] > 0 for text in dict.fromkeys(texts) if _may_be_title(text)) > 1


def _may_be_title(text: str) -> bool:
    """Whether a line is no letterhead, announces nothing and is no number, date or remark in brackets."""
    issued = {plain(word) for word in data("form")["around"]["issued"] if len(word.split()) > 1}
    begins = any(plain(text).startswith(word) for word in (*words("title", "not"), *issued))
    is_aside = text.startswith("(") or len(text.split()) < _SHORTEST or _NUMBER.match(text) is not None
    return not (begins or is_aside or is_announced(text) or find_window(text))


def _is_body(text: str) -> bool:
    """Whether a line names a body: "Hospital Nacional …", "MINISTRY OF HEALTH"."""
    return has_one(text, "letterhead", "bodies") and not has_one(text, "title", "words")


def _is_letterhead(text: str) -> bool:
    """Whether a line is a body that stands over every report of a form, whoever files it."""
    return begins_with(text, "letterhead", "states") and not (has_one(text, "title", "words") or is_announced(text))


def _score(text: str) -> tuple[int, int]:
    """How much a line looks like a title: words of titles, capitals, length; least what names a body."""
    said = 2 * has_one(text, "title", "words") + text.isupper()
    return (-1 if _is_body(text) else said, min(len(text), 200))


def _form_number(texts: Sequence[str]) -> str | None:
    found = (_NUMBER.search(text) for text in texts)
    number = next((match[1].rstrip(".") for match in found if match is not None), None)
    annexes = (_ANNEX.fullmatch(text) for text in texts)
    return number or next((match[1] for match in annexes if match is not None), None)


def _since(texts: Sequence[str]) -> dt.date:
    """The first day of the year in which the form was issued, or which it speaks of, or last year."""
    issued = {plain(word) for word in data("form")["around"]["issued"]}
    said = [text for text in texts if any(plain(text).startswith(word) for word in issued)]
    days = [day for text in (*said, *texts) for day, _ in find_dates(text) if day is not None]
    years = [int(year) for text in texts for year in _YEAR.findall(text)]
    year = days[0].year if days else min(years, default=dt.date.today().year - 1)  # noqa: DTZ011 - a day of this place
    return dt.date(year, 1, 1)


def _closing_day(texts: Sequence[str]) -> int | None:
    """The day on which the period that the form names closes, if that is not the end of a month."""
    for text in texts:
        window = find_window(text)
        if window is not None:
            end = window[1]
            return 0 if end == closing_date(end.year, end.month, 0) else end.day
    return None
