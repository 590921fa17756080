"""Dates, windows of dates and periods as people write them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from cchc.period import Period, PeriodKind, closing_date
from cchc.text.markup import pattern, visible
from cchc.text.month_spans import MonthSpan, first_told, spans_in, without_spans

_BARE = pattern(r"(?<![a-z])(?:thang|ngay|nam|quy|tu|den|toi|het|cuoi|dau)(?![a-z])")
_MARKED = {
    "thang": "tháng", "ngay": "ngày", "nam": "năm", "quy": "quý", "tu": "từ", "den": "đến", "toi": "tới", "het": "hết",
    "cuoi": "cuối", "dau": "đầu",
}  # fmt: skip


def with_marks(plain: str) -> str:
    """A plain text that has no diacritics at all with those of the words that dates are made of."""
    if not plain.isascii() or plain.isdecimal():
        return plain
    return _BARE().sub(lambda word: _MARKED[word[0]], plain)


_YEAR = r"((?:19|2[0-9])[0-9]{2})(?![0-9])"
_YEAR_AFTER = rf"(?: ?[/.-] ?| ?,? ?năm ){_YEAR}"
_SEEN = pattern(
    r"(?<!\w)(?:"
    r"(?P<half>(?:6|06|sáu) tháng(?P<late> cuối)?(?: đầu)?(?: năm)?)"
    r"|(?P<nine>(?:9|09|chín) tháng(?: đầu)?(?: năm)?)"
    r"|(?P<whole>(?:12|mười hai) tháng(?: năm)?|cả năm)"
    r"|(?<!từ )qu(?:ý|í|ý)(?: số)? ?(?P<quarter>iv|i{1,3}|0?[1-4]|một|hai|ba|bốn|tư)"
    r"|(?:tháng ?|t(?=[0-9]))(?P<month>1[0-2]|0?[1-9]|giêng|một|hai|ba|tư|bốn|năm(?= ?[/,]| năm)|sáu|bảy|tám|chín"
    r"|mười hai|mười một|mười|chạp)"
    r"|(?P<year>năm(?= (?:19|2[0-9])[0-9]{2}))"
    r")(?![\w%]|/[0-9]{1,3}(?![0-9]))"
)
SCHOOL_YEARS = r"(?P<first>(?:19|2[0-9])[0-9]{2}) ?[-–—/] ?(?P<last>(?:(?:19|2[0-9])[0-9]{2})|[0-9]{2})(?![0-9])"
_SCHOOL_YEAR = pattern(rf"(?<!\w)năm học(?: là)?:? ?{SCHOOL_YEARS}")
_PART_OF_SCHOOL_YEAR = pattern(r"(?<!\w)(?:học k[ỳì]|hk ?[12i]{1,2}|kỳ [12i]{1,2}|tháng|qu[ýí])(?!\w)")
_PART_OF_YEAR = pattern(
    r"(?:(?<!\w)(?:tháng|qu[ýí])(?: số)? ?(?:\S{1,4}|[\W\d_]*) ?"
    r"|(?<!số )(?<!mẫu )(?<!biểu )(?<!phụ lục )(?<!lần )(?<!đợt )(?<!khóa )(?<!phường )(?<!xã )(?<!quận )(?<!thứ )"
    r"(?<![\d/.-])(?:1[0-2]|0?[1-9])[ ,.)_…]*|[^\W\d_][0-9]{1,4} ?)$"
)
"""What stands before a year if that is only the year of something: of a month whose word is damaged, of a number."""
_JOINED = r" ?(?:,|;|&|\+|[-–—]|và|đến|tới|hoặc) ?"
_JOINING = pattern(_JOINED)
_NEXT_MONTH = pattern(rf"{_JOINED}(?:tháng ?|t(?=[0-9]))?(?:1[0-2]|0?[1-9])(?![\w/%]| ?tháng)")
_NEXT_QUARTER = pattern(rf"{_JOINED}(?:qu[ýí] ?)?(?:iv|i{{1,3}}|0?[1-4])(?![\w%]|/(?!{_YEAR})| ?tháng)")
"""Another month or quarter beside the first, so that a text is of neither."""
_SET_APART = pattern(
    r"(?<!\w)(tháng|qu[ýí]|năm) ?(?::|…|_|\(|\.\.)[ :….(_]*(?=[0-9iv])"
    r"|(?<=[0-9iv])()(?:…|_|\)|\.\.)[ ….)_]*(?=năm|$)"
)
"""What leads to a number that was filled in: a colon, a row of dots, brackets."""
_BARE_OR_GLUED = pattern(r"(?<!\w)th[aá]ng ?(1[0-2]|0?[1-9]) ?n[aă]m ?(?=(?:19|2[0-9])[0-9]{2}(?![0-9]))")
_ITS_YEAR = pattern(rf"(?:{_YEAR_AFTER}| ?{_YEAR})")
_SOME_YEAR = pattern(rf"(?:năm ?|/ ?){_YEAR}")
_NUMBERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


_WHICH = r"1[0-2]|0?[1-9]|giêng|một|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười hai|mười một|mười|chạp"
_NAMED_YEAR = r"(?: ?[/.-] ?| ?,? ?(?:của )?năm ?)(?P<{}>(?:19|2[0-9])[0-9]{{2}})(?![0-9])"
_ALONE = rf"(?={_NAMED_YEAR.format('_')}| ?$| ?[).;])".replace("?P<_>", "?:")
_MONTHS = pattern(
    rf"(?<!\w)(?<![0-9] )(?:từ )?(?:các )?(?:đầu )?tháng ?(?P<first>{_WHICH})(?:{_NAMED_YEAR.format('from')})?"
    rf"(?:, ?(?:tháng ?)?(?:{_WHICH})(?![\w%]))*"
    rf"(?: (?:đến|tới|và) (?:hết |cuối )*(?:tháng ?)?| ?[-–—+&,] ?(?:tháng ?|(?=(?:{_WHICH}){_ALONE})))"
    rf"(?P<last>{_WHICH})(?![\w%])(?! ?(?:tháng|%))(?:{_NAMED_YEAR.format('year')})?"
)
"""Two months with a word or a dash between, or all of several: "tháng 1 đến tháng 2 năm 2026", "tháng 1-2/2026"."""


def parse_period(
    text: str, closing_day: int = 14, school_year_from: int | None = None, year_from: int | None = None
) -> Period | None:
    """The first period that a text names ("THÁNG 5 NĂM 2024", "quý II/2024", "6 tháng đầu năm 2024"), or where one
    begins in a known month the school year ("năm học 2025-2026").

    Dates are no periods, nor is the year of a month or quarter that does not exist. The year may
    stand further on ("tháng 6 và 6 tháng đầu năm 2024"). Years, and what they are parted in, begin in the month
    `year_from`, or else in January.
    """
    whole = _set_together(with_marks(visible(text).lowered))
    bare = _SCHOOL_YEAR().sub(_masked, whole)
    times, plain = _times_in(bare, closing_day, year_from)
    found = first_told(times, plain, _JOINING(), closing_day, year_from)
    if found is not None or bare == whole or school_year_from is None or _PART_OF_SCHOOL_YEAR().search(plain):
        return found
    return school_year(_SCHOOL_YEAR().finditer(whole), closing_day, school_year_from)


def names_period(text: str) -> bool:
    """Whether a text names a period, or several, or a span of months."""
    return bool(_times_in(_SCHOOL_YEAR().sub(_masked, _set_together(with_marks(visible(text).lowered))), 0, None)[0])


def _times_in(plain: str, closing_day: int, year_from: int | None) -> tuple[list[MonthSpan], str]:
    """The times that a text names in their order, and the text without its dates and spans of months."""
    spans = list(_spans_in(plain, closing_day, year_from))
    bare = _DATE().sub(_masked, without_spans(plain, spans))
    named = _named(bare, spans, closing_day, year_from)
    return sorted((*spans, *named), key=lambda each: each.start), bare


def school_year(named: Iterable[re.Match[str]], closing_day: int, first_month: int) -> Period | None:
    """The first school year whose second year is the one after the first."""
    for match in named:
        told = match.groupdict()
        first, last = (int(told[name] or told[f"{name}_before"]) for name in ("first", "last"))
        if last in (first + 1, (first + 1) % 100):
            return Period.of(PeriodKind.SCHOOL_YEAR, first, 1, closing_day, first_month)
    return None


def month_spans(text: str) -> Iterator[MonthSpan]:
    """The spans of months that a text names."""
    return _spans_in(with_marks(visible(text).lowered), 0, None)


def _set_together(plain: str) -> str:
    """A text whose month and year stand beside their words as they do where nobody left dots to be filled in."""
    if "ng" not in plain and "qu" not in plain:
        return plain
    return _BARE_OR_GLUED().sub(r"tháng \1 năm ", _SET_APART().sub(r"\1 ", plain))


def _masked(match: re.Match[str]) -> str:
    return ";" * len(match[0])


def _spans_in(plain: str, closing_day: int, year_from: int | None) -> Iterator[MonthSpan]:
    return spans_in(plain, (_MONTHS(),), _NUMBERS, closing_day, year_from)


def _named(plain: str, spans: Sequence[MonthSpan], closing_day: int, year_from: int | None) -> Iterator[MonthSpan]:
    """The periods that a text names beside its spans of months, which may have their year."""
    years = [(year.start(), int(year[1])) for year in _SOME_YEAR().finditer(plain)]
    years = sorted([*years, *((each.start, each.year) for each in spans if each.year is not None)])
    for match in _SEEN().finditer(plain):
        if match["year"] and _PART_OF_YEAR().search(plain[max(0, match.start() - 20) : match.start()]):
            continue
        beside = _ITS_YEAR().match(plain, match.end())
        end = match.end() if beside is None else beside.end()
        after = bisect_left(years, (match.end(), 0))
        if beside is None and after == len(years):
            continue
        year = years[after][1] if beside is None else int(beside[beside.lastindex or 1])
        following = _NEXT_MONTH() if match["month"] else _NEXT_QUARTER() if match["quarter"] else None
        if following is not None and following.match(plain, match.end()):
            yield MonthSpan(match.start(), end, None, year=year)
            continue
        kind, number = _kind_and_number(match)
        period = Period.of(kind, year, number, closing_day, year_from)
        yield MonthSpan(match.start(), end, period, year=year)


def _kind_and_number(match: re.Match[str]) -> tuple[PeriodKind, int]:
    if match["half"]:
        return PeriodKind.HALF_YEAR, 2 if match["late"] else 1
    if match["nine"]:
        return PeriodKind.NINE_MONTHS, 1
    if match["quarter"]:
        return PeriodKind.QUARTER, _number(match["quarter"])
    if match["month"]:
        return PeriodKind.MONTH, _number(match["month"])
    return PeriodKind.YEAR, 1


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)


_DAY = r"(3[01]|[12][0-9]|0?[1-9])"
_MONTH = r"(1[0-2]|0?[1-9])"
DATE = (
    rf"(?:ngày ?)?(?:{_DAY}(?: ?[/.-] ?{_MONTH} ?[/.-] ?{_YEAR}| ?/ ?{_MONTH} ?/ ?([0-3][0-9])(?![0-9])"
    rf"| ?[/.-] ?{_MONTH},? ?năm ?{_YEAR}| ?tháng ?{_MONTH}(?:,? ?năm|,|/)? ?{_YEAR})"
    rf"|{_YEAR}-{_MONTH}-{_DAY}(?:[t ]00:00(?::00)?)?)"
)
"""The pattern of a date in plain, lower-case text; `date_of` reads its groups."""
GROUPS_OF_DATE = 12
_DATE = pattern(rf"(?<![\w/]){DATE}(?![\w/])")
_WHOLE_DATE = pattern(rf"{DATE} ?[.;]?")


def date_of(groups: tuple[str | None, ...]) -> dt.date | None:
    """The date behind the groups of `DATE`, or None where the calendar has no such day."""
    given = [int(group) for group in groups if group is not None]
    if groups[0] is None:
        given.reverse()
    day, month, year = given
    return _day(year if year > 99 else 2000 + year, month, day)


def parse_date(text: str) -> dt.date | None:
    """The date that a text is, wholly ("28/02/2024", "ngày 28 tháng 02 năm 2024"), or None."""
    match = _WHOLE_DATE().fullmatch(with_marks(visible(text).lowered))
    return date_of(match.groups()) if match else None


def find_dates(text: str) -> list[tuple[dt.date | None, tuple[int, int]]]:
    """Every date in a text with its span; None for a day that the calendar does not have."""
    seen = visible(text)
    return [(date_of(match.groups()), seen.span(*match.span())) for match in _DATE().finditer(with_marks(seen.lowered))]


_MEANT_YEAR = r"(?:19|2[0-9])[0-9]{2}"
_MEANT_DAY = pattern(
    r"(?<!số )(?<![\w/.-])"
    rf"(?:(?P<day>[0-9]{{1,2}})(?P<sign>[/.-])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<year>{_MEANT_YEAR})"
    r"|ngày ?(?P<its_day>[0-9]{1,2})(?: ?/ ?| tháng )(?P<its_month>[0-9]{1,2})"
    rf"(?:,? năm (?P<its_year>{_MEANT_YEAR}))?)"
    r"(?![\w/.-]*[\w/-])"
)
_LEAP_YEAR = 2024


def has_impossible_date(text: str) -> bool:
    """Whether a text gives a day that no calendar has: "ngày 31/4", "32/4/2024", "ngày 10 tháng 13"."""
    for match in _MEANT_DAY().finditer(with_marks(visible(text).lowered)):
        told = match.groupdict()
        day, month, year = (told[name] or told[f"its_{name}"] for name in ("day", "month", "year"))
        if _day(int(year or _LEAP_YEAR), int(month), int(day)) is None:
            return True
    return False


_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_WEEKDAY = pattern(
    rf"(?<!\w)(?:thứ (?P<day>{'|'.join(_WEEKDAYS)}|[2-7])|chủ nhật) ?,? ?\(?(?:ngày )?"
    rf"(?P<date>[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]{_MEANT_YEAR})(?![\w/.-]*[\w/-])"
)


def has_wrong_weekday(text: str) -> bool:
    """Whether a text names a day of the week that its date is not: "Thứ Hai, ngày 08/5/2024", which was a Wednesday."""
    for match in _WEEKDAY().finditer(with_marks(visible(text).lowered)):
        dates = find_dates(match["date"])
        day = dates[0][0] if dates else None
        named = 8 if match["day"] is None else _number_of(match["day"])
        if day is not None and day.isoweekday() + 1 != named:
            return True
    return False


def _number_of(weekday: str) -> int:
    """Monday is the second day of the week, as Vietnamese counts them."""
    return int(weekday) if weekday.isdecimal() else 2 + _WEEKDAYS.index(weekday)


_LONGEST_END = 400
_OPEN_DATE = pattern(r"(?<!\w)ngày[ .…_]*(?:/[ .…_]*)?tháng[ .…_0-9]*năm[ .…_0-9]*")


def is_date_left_open(text: str) -> bool:
    """Whether a text ends in a date whose day is still to be filled in: "…, ngày    tháng 5 năm 2024"."""
    seen = with_marks(visible(text[-_LONGEST_END:]).lowered)
    return any(match.end() == len(seen) for match in _OPEN_DATE().finditer(seen))


_END = (
    rf"(?:ngày ?)?{_DAY}(?: ?[/.-] ?| ?tháng ?){_MONTH}(?:(?: ?[/.-] ?|,? ?năm ?){_YEAR})?(?![/\w])"
    rf"|(?:ngày ?)?(?:đầu |cuối |hết )?tháng ?{_MONTH}(?:(?: ?[/.-] ?|,? ?năm ?){_YEAR})?(?![/\w])"
)
_WINDOW = pattern(rf"(?<!\w)từ (?:{_END}) ?(?:đến|tới|-|–) ?(?:hết |cuối )*(?:{_END})")
_BARE_WINDOW = pattern(rf"(?<![\w/]){DATE} ?(?:đến|tới|-|–) ?(?:hết )?{DATE}(?![\w/])")


def find_window(text: str) -> tuple[dt.date, dt.date] | None:
    """The first "từ ngày … đến ngày …" of a text, both days included; None if it runs backwards.

    A year given once serves both ends; the start then falls in the year before if it must.
    """
    return next(find_windows(text), None)


def find_windows(text: str) -> Iterator[tuple[dt.date, dt.date]]:
    """Every one, in words first."""
    return ((start, end) for start, end in _windows(text) if start <= end)


def find_backward_window(text: str) -> tuple[dt.date, dt.date] | None:
    """The first "từ ngày … đến ngày …" that runs backwards, in a text that has none that runs forwards."""
    windows = list(_windows(text))
    return None if any(start <= end for start, end in windows) else next(iter(windows), None)


def _windows(text: str) -> Iterator[tuple[dt.date, dt.date]]:
    """Every two ends that make a window, in words first; the second may lie before the first."""
    plain = with_marks(visible(text).lowered)
    for match in _WINDOW().finditer(plain):
        window = _dated(_day_or_month(match.groups()[:5]), _day_or_month(match.groups()[5:]))
        if window:
            yield window
    for match in _BARE_WINDOW().finditer(plain):
        start, end = date_of(match.groups()[:GROUPS_OF_DATE]), date_of(match.groups()[GROUPS_OF_DATE:])
        if start and end:
            yield start, end


_Ends = tuple[int | None, int, int | None]


def _day_or_month(groups: tuple[str | None, ...]) -> _Ends:
    """Day (None for a whole month), month and year (None where not given)."""
    day, month, year, whole_month, its_year = (int(group) if group else None for group in groups)
    return day, month or whole_month or 0, year or its_year


def _dated(first: _Ends, last: _Ends) -> tuple[dt.date, dt.date] | None:
    """Both ends as dates; None if one of them does not exist."""
    year = last[2] or first[2]
    if year is None:
        return None
    crosses = (last[1], last[0] or 31) < (first[1], first[0] or 1)
    start_year = first[2] or (year - 1 if crosses else year)
    end_year = last[2] or (year + 1 if crosses else year)
    start = _day(start_year, first[1], first[0] or 1)
    end = _day(end_year, last[1], last[0]) if last[0] else closing_date(end_year, last[1], 0)
    return (start, end) if start and end else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
