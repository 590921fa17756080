"""What stands around the tables: the title, the number of the form, its unit, dates, and the language of it all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from attrs import define

from cchc.drafting.lexicon import has_one, language_of, plain, words
from cchc.drafting.sheet import Texts, is_announced
from cchc.period import closing_date
from cchc.text.dates import find_dates, find_window, parse_period
from cchc.words import data

_NUMBER = re.compile(
    r"\b(?:biểu|mẫu|form|mapa|modelo|quadro)(?: (?:mẫu|number|n[ºo.°]+))?(?: số)?\s{0,5}:?\s{1,5}"
    r"([\w./-]{0,40}\d[\w./-]{0,80})",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[,;( ]{0,9}\b(?:tháng|quý|năm|6 tháng|9 tháng|kỳ|từ ngày|ngày|month|quarter|year|mês|trimestre|ano)\b"
    r"[^()]{0,90}\d{4}.*$",
    re.IGNORECASE,
)
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
    is_titled: bool = True


def around(above: Sequence[Texts], everything: Sequence[Texts], source: str) -> FormHead:
    """What the rows over the first table say."""
    texts = [text for row in above for text in row if text]
    title = _title(texts)
    language = language_of(" ".join(text for row in everything for text in row))
    return FormHead(
        title=title or source.rpartition("/")[2].rpartition(".")[0] or "form",
        number=_form_number(texts),
        unit=_announced(texts, "unit"),
        language=language,
        since=_since(texts),
        closing_day=_closing_day(texts),
        is_titled=title is not None,
    )


def _title(texts: Sequence[str]) -> str | None:
    """The line that is likeliest a title, without the period that it names."""
    best = max(filter(_may_be_title, texts), key=_score, default=None)
    if best is None:
        return None
    bare = _DATED.sub("", best).strip(" ,;-–") if parse_period(best) is not None else best
    return bare or best


def _may_be_title(text: str) -> bool:
    """Whether a line is no letterhead, announces nothing and is no number, date or remark in brackets."""
    issued = {plain(word) for word in data("form")["around"]["issued"] if len(word.split()) > 1}
    begins = any(plain(text).startswith(word) for word in (*words("title", "not"), *issued))
    is_aside = text.startswith("(") or len(text.split()) < _SHORTEST or _NUMBER.match(text) is not None
    return not (begins or is_aside or is_announced(text) or find_window(text))


def _score(text: str) -> tuple[int, int]:
    """How much a line looks like a title: words of titles, capitals, length."""
    return (2 * has_one(text, "title", "words") + text.isupper(), min(len(text), 200))


def _form_number(texts: Sequence[str]) -> str | None:
    found = (_NUMBER.search(text) for text in texts)
    return next((match[1].rstrip(".") for match in found if match is not None), None)


def _announced(texts: Sequence[str], what: str) -> str | None:
    """What is said behind "Đơn vị tính:"."""
    names = {plain(word) for word in data("form")["around"][what]}
    for text in texts:
        name, colon, said = text.partition(":")
        if colon and plain(name) in names and said.strip():
            return said.strip()
    return None


def _since(texts: Sequence[str]) -> dt.date:
    """The first day of the year in which the form was issued, or which it speaks of."""
    issued = {plain(word) for word in data("form")["around"]["issued"]}
    said = [text for text in texts if any(plain(text).startswith(word) for word in issued)]
    days = [day for text in (*said, *texts) for day, _ in find_dates(text) if day is not None]
    years = [int(year) for text in texts for year in _YEAR.findall(text)]
    year = days[0].year if days else min(years, default=dt.date.today().year)  # noqa: DTZ011 - a day of this place
    return dt.date(year, 1, 1)


def _closing_day(texts: Sequence[str]) -> int | None:
    """The day on which the period that the form names closes, if that is not the end of a month."""
    for text in texts:
        window = find_window(text)
        if window is not None:
            end = window[1]
            return 0 if end == closing_date(end.year, end.month, 0) else end.day
    return None
