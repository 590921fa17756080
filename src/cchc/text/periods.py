"""The period that a title names, in whatever language a form is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from cchc.period import Period, PeriodKind
from cchc.record import frozen
from cchc.text.dates import SCHOOL_YEARS, find_dates, find_windows, month_spans, names_period, parse_period, school_year
from cchc.text.month_spans import MONTHS_OF, MonthSpan, ending, first_told, period_or_none, spans_in, without_spans
from cchc.text.spelling import fold, key
from cchc.words import LANGUAGES, data

HOME = "vi"
"""The language whose dates have a grammar of their own."""
_YEAR = r"(?P<{}>(?:19|2[0-9])[0-9]{{2}})(?![0-9])"
_FEW_WORDS = r"(?: [a-z]{1,20}){0,4}"
"""What may stand between "annual" and its year: "report for"."""
_MOST_DAYS = 20
_SHORTEST = 3
"""Letters of a word that may announce a part of a year ("Quarter: …", not "T: …")."""
_BARE_STRETCH = re.compile(rf"(?:(?P<month>1[0-2]|0?[1-9]) ?[/.-] ?)?{_YEAR.format('year')}")
_ANNOUNCED_PART = re.compile(r"(?<!\w)(?:tháng|quý) ?: ?(?!năm\b)[^\W_]")
"""A month or quarter that is announced: where it is not understood, the year beside it is not what is meant."""
_ROMAN = ("i", "ii", "iii", "iv")


def period_in(
    text: str,
    closing_day: int,
    language: str = HOME,
    school_year_from: int | None = None,
    year_from: int | None = None,
) -> Period | None:
    """The first period that a text names, or the one whose first and last day it gives; a school year where it is known
    in which month one begins. Other years begin in the month `year_from`, or else in January.

    A text in another language that the library speaks is understood, too: it writes titles in English where it does
    not speak a form's own, and programs name periods as its documentation does.
    """
    for spoken in dict.fromkeys((language, *reversed(LANGUAGES))) if language != HOME else (HOME,):
        named, windows = _told(text, closing_day, spoken, school_year_from, year_from)
        if named is not None:
            return named
        if len(windows) == 1 and not names_months(text, spoken):
            return Period.between(*windows.pop(), school_year_from, year_from)
    return None


def names_time(
    text: str,
    closing_day: int,
    language: str = HOME,
    school_year_from: int | None = None,
    year_from: int | None = None,
) -> bool:
    """Whether a text names a period, or gives the first and last day or month of a time, be it a period or not."""
    named, windows = _told(text, closing_day, language, school_year_from, year_from)
    if named is not None or windows or names_months(text, language):
        return True
    return names_period(text) if language == HOME else _grammar(language).names_period(fold(text))


def names_months(text: str, language: str = HOME) -> bool:
    """Whether a text names a span of months, be it a period or not."""
    return any(True for _ in (month_spans(text) if language == HOME else _grammar(language).spans(fold(text))))


def announces_part(text: str, language: str = HOME) -> bool:
    """Whether a text says that a month or quarter follows ("Month: June"): the year beside it is not all."""
    return bool(_ANNOUNCED_PART.search(key(text)) or _grammar(language).announced_part.search(fold(text)))


def window_in(text: str, language: str = HOME) -> tuple[dt.date, dt.date] | None:
    """The first and last day of the time that a text gives by its days, be it a period or not."""
    for spoken in dict.fromkeys((language, *reversed(LANGUAGES))) if language != HOME else (HOME,):
        windows = find_windows(text) if spoken == HOME else _grammar(spoken).windows(fold(text))
        if (window := next(windows, None)) is not None:
            return window
    return None


def _told(
    text: str, closing_day: int, language: str, school_year_from: int | None, year_from: int | None
) -> tuple[Period | None, set[tuple[dt.date, dt.date]]]:
    """The period that a text names, and the times whose first and last day it gives."""
    if language == HOME:
        found = parse_period(text, closing_day, school_year_from, year_from)
        is_of_year = found is not None and found.kind is PeriodKind.YEAR
        return None if is_of_year and _ANNOUNCED_PART.search(key(text)) else found, set(find_windows(text))
    grammar, plain = _grammar(language), fold(text)
    return grammar.told(plain, closing_day, school_year_from, year_from), set(grammar.windows(plain))


def days_in(text: str, language: str = HOME) -> list[dt.date | None]:
    """Every day that a text names: as Vietnamese forms write it, in figures, or with the month in the words of a
    language ("29 May 2025", "May 29, 2025"); None for one that the calendar does not have."""
    found = [day for day, _ in find_dates(text)]
    return found or [day for spoken in _spoken(language) for day in _grammar(spoken).days(fold(text))][:_MOST_DAYS]


def stretch_of(text: str, language: str = HOME) -> Period | None:
    """The month, quarter or year that a text gives where a day belongs ("5/2026", "quý II/2026", "2026")."""
    bare = _BARE_STRETCH.fullmatch(fold(text).strip(" .;"))
    if bare is not None:
        kind = PeriodKind.YEAR if bare["month"] is None else PeriodKind.MONTH
        return Period.of(kind, int(bare["year"]), int(bare["month"] or 1), 0)
    return next(filter(None, (period_in(text, 0, each) for each in dict.fromkeys((language, HOME, "en")))), None)


def _spoken(language: str) -> Iterable[str]:
    """The languages whose words for months are read on a form: its own, and English."""
    return dict.fromkeys(each for each in (language, "en") if each != HOME)


@frozen
class _Grammar:
    """The patterns of a language, for texts without accents in small letters."""

    months: Mapping[str, int]
    numbers: Mapping[str, int]
    date: re.Pattern[str]
    short_date: re.Pattern[str]
    span: re.Pattern[str]
    months_spans: tuple[re.Pattern[str], ...]
    ended: re.Pattern[str]
    periods: tuple[tuple[PeriodKind, re.Pattern[str]], ...]
    school_year: re.Pattern[str]
    part: re.Pattern[str]
    joined: re.Pattern[str]
    """What joins two times that are both meant."""
    announced_part: re.Pattern[str]

    def told(self, plain: str, closing_day: int, school_year_from: int | None, year_from: int | None) -> Period | None:
        """The period that a text names first, or else its school year, if it speaks of no part of that."""
        bare = self.school_year.sub(";", plain)
        found = self.named(bare, closing_day, year_from)
        if found is not None or bare == plain or school_year_from is None or self.part.search(bare):
            return found
        return school_year(self.school_year.finditer(plain), closing_day, school_year_from)

    def windows(self, plain: str) -> Iterator[tuple[dt.date, dt.date]]:
        """Every two days that a text puts an "until" between; the first may leave its year to the second."""
        for match in self.span.finditer(plain):
            end = self._day(match, "b")
            start = self._day(match, "a", end)
            if start is not None and end is not None and start <= end:
                yield start, end

    def named(self, plain: str, closing_day: int, year_from: int | None = None) -> Period | None:
        """The period that a text names first; dates are none."""
        ended = self._ended(plain, closing_day, year_from)
        if ended is not None:
            return ended
        times, bare = self.times(plain, closing_day, year_from)
        found = first_told(times, bare, self.joined, closing_day, year_from)
        # Beside a month or quarter that is not understood ("Month: Juno Year: 2024") a year is not what is meant.
        is_of_year = found is not None and found.kind is PeriodKind.YEAR
        return None if is_of_year and self.announced_part.search(plain) else found

    def names_period(self, plain: str) -> bool:
        """Whether a text names a period, or several, or a span of months."""
        return bool(self.times(self.school_year.sub(";", plain), 0, None)[0])

    def times(self, plain: str, closing_day: int, year_from: int | None) -> tuple[list[MonthSpan], str]:
        """The times that a text names, whole years last, and the text without its dates and spans of months."""
        bare = self.date.sub(lambda date: ";" * len(date[0]), plain)
        spans = list(self.spans(bare, closing_day, year_from))
        bare = without_spans(bare, spans)
        # "Year 2026, quarter 2" names a quarter.
        found = [(False, each) for each in spans]
        for kind, wording in self.periods:
            for match in wording.finditer(bare):
                year = int(match["year"])
                period = period_or_none(kind, year, self._number(match), closing_day, year_from)
                if period is not None:
                    named = MonthSpan(match.start(), match.end(), period, year=year)
                    found.append((kind is PeriodKind.YEAR, named))
        return [each for _, each in sorted(found, key=lambda each: (each[0], each[1].start, -each[1].end))], bare

    def days(self, plain: str) -> Iterator[dt.date | None]:
        """Every day that a text names; one alone may have its year in two digits, as spreadsheets show it."""
        short = self.short_date.fullmatch(plain)
        whole = plain if short is None else f"{short['day']}-{short['month']}-20{short['year']}"
        return (self._day(match, "b") for match in self.date.finditer(whole))

    def _number(self, match: re.Match[str]) -> int:
        told = match.groupdict().get("number")
        if told is None:
            return 1
        return self.months.get(told) or self.numbers.get(told) or int(told)

    def _day(self, match: re.Match[str], end: str, other: dt.date | None = None) -> dt.date | None:
        """A day of a span, by the groups that end in its letter."""
        told = {name[:-1]: value for name, value in match.groupdict().items() if name.endswith(end) and value}
        year = next((told[name] for name in ("iso_year", "year", "word_year", "late_year") if name in told), None)
        month = next((told[name] for name in ("iso_month", "month", "word", "late_word") if name in told), None)
        day = next(told[name] for name in ("iso_day", "day", "word_day", "late_day", "only_day") if name in told)
        if month is None:
            return None if other is None else _date_or_none(other.year, other.month, int(day))
        number = self.months.get(month) or int(month)
        if year is None and other is not None:
            year = str(other.year - (number > other.month))
        return None if year is None else _date_or_none(int(year), number, int(day))

    def spans(self, bare: str, closing_day: int = 0, year_from: int | None = None) -> Iterator[MonthSpan]:
        """The spans of months that a text names."""
        return spans_in(bare, self.months_spans, self.months, closing_day, year_from)

    def _ended(self, plain: str, closing_day: int, year_from: int | None) -> Period | None:
        """ "The quarter ended 31 March 2026": by the last day of a month, or the edition's own."""
        from calendar import monthrange

        for match in self.ended.finditer(plain):
            end = self._day(match, "b")
            kind = next(kind for kind in PeriodKind if match[str(kind)])
            if end is None or end.day not in (closing_day, monthrange(end.year, end.month)[1]):
                continue
            found = ending(kind, end.year, end.month, closing_day, year_from)
            if found is not None:
                return found
        return None


def _date_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@cache
def _grammar(language: str) -> _Grammar:
    known: Mapping[str, Any] = data("dates")
    words = known.get(language, known["en"])
    months = {word: place for place, names in enumerate(words["months"], 1) for word in names}
    ordinals = {word: place for place, names in enumerate(words["ordinals"], 1) for word in names}
    numbers = ordinals | {roman: place for place, roman in enumerate(_ROMAN, 1)}
    month, of, to = _any(months), _any(words["of"]), rf"(?:{_any(words['to'])}|[-–—])"
    first, last = _date(month, of, "a", needs_year=False), _date(month, of, "b")
    parts = [*words["month"], *(word for word in words["quarter"] if len(word) >= _SHORTEST)]
    kinds = {str(kind): _any(words[str(kind)]) for kind in MONTHS_OF} | {"month": _any(words["month"])}
    kinds["half_year"] = rf"{kinds['half_year']}|{_any(words['six_months'])}"
    ended = "|".join(rf"(?P<{kind}>{spelt})" for kind, spelt in kinds.items())
    return _Grammar(
        months=months,
        numbers=numbers,
        date=_pattern(_date(month, of, "b")),
        short_date=re.compile(rf"(?P<day>3[01]|[12][0-9]|0?[1-9])[ -](?P<month>{month})\.?[ -](?P<year>[0-9]{{2}})"),
        span=_pattern(rf"{first} ?{to} ?{last}"),
        months_spans=tuple(map(_pattern, _spans(month, of, to, words))),
        ended=_pattern(rf"(?:{ended}) {_any(words['ended'])} (?:{of} )?{last}"),
        periods=tuple(_periods(words, month, numbers)),
        school_year=_pattern(_of_school(_any(words["school_year"]), of)),
        part=_pattern(_any(words["part"])),
        joined=re.compile(rf" ?(?:[,;&+/-]|{_any(words['to'])}) ?"),
        announced_part=re.compile(rf"(?<![\w/]){_any(parts)} ?: ?(?=[^\W_])(?!{_any(words['year'])}(?!\w))"),
    )


def _periods(
    words: Mapping[str, Any], month: str, numbers: Iterable[str]
) -> Iterator[tuple[PeriodKind, re.Pattern[str]]]:
    """Each kind of period in each of its wordings, with its year."""
    of = rf"(?: {_any(words['of'])}(?: {_any(words['of'])})?)?"
    # "Month: June Year: 2024" is said in two parts of one line.
    called = rf"(?:,? ?{_any(words['year'])} ?: ?)"
    year = rf"(?:{of} (?:{_any(words['year'])} )?|,? ?| ?[/-] ?|{called}){_YEAR.format('year')}"
    before = rf"{_YEAR.format('year')} ?[-/,]? ?"
    yield PeriodKind.MONTH, _pattern(rf"(?P<number>{month})\.?{year}")
    yield PeriodKind.MONTH, _pattern(rf"{before}(?P<number>{month})")
    # "Report no. 3/2026" is of no month: digits are one where they stand alone or are called so.
    alone = rf"(?:^|(?<=[:(]) ?|(?<= - )|{_any(words['month'])}:? )"
    yield PeriodKind.MONTH, _pattern(rf"{_any(words['month'])}(?: ?: ?| )(?P<number>1[0-2]|0?[1-9]){year}")
    yield PeriodKind.MONTH, re.compile(rf"{alone}(?P<number>1[0-2]|0?[1-9]) ?[/.-] ?{_YEAR.format('year')}(?!\w)")
    yield PeriodKind.MONTH, _pattern(rf"{_YEAR.format('year')}[-/](?P<number>1[0-2]|0[1-9])(?![-/0-9])")
    for kind, most in ((PeriodKind.QUARTER, 4), (PeriodKind.HALF_YEAR, 2)):
        named, which = _any(words[str(kind)]), _any(numbers)
        yield kind, _pattern(rf"(?P<number>[1-{most}]|{which})(?:\.?[ºª°o]|st|nd|rd|th|-|\.)? ?{named}{year}")
        yield kind, _pattern(rf"{named} ?[.:]? ?(?:no\.? ?|n\.?[ºo°] ?)?(?P<number>[1-{most}]|{which}){year}")
        yield kind, _pattern(rf"{before}{named} ?(?P<number>[1-{most}])")
    yield PeriodKind.HALF_YEAR, _pattern(rf"{_any(words['six_months'])}{year}")
    yield PeriodKind.NINE_MONTHS, _pattern(rf"{_any(words['nine_months'])}{year}")
    yield PeriodKind.YEAR, _pattern(rf"{_any(words['year'])}:?{_FEW_WORDS} ?[/-]? ?{_YEAR.format('year')}")


def _spans(month: str, of: str, to: str, words: Mapping[str, Any]) -> Iterator[str]:
    """Two months with a "to" between them, or all of several, with their years: "Jan 2026 to Feb 2026", "Jan/Feb"."""
    called = rf"(?:(?: {of})? (?:{_any(words['year'])}:? )?|,? ?| ?[/-] ?)"
    year, began = (rf"\.?,?{called}{_YEAR.format(name)}" for name in ("year", "from"))
    between = rf"(?:(?:, ?{month})+,?)? ?(?:{to}|[/,&+]) ?"
    yield rf"(?:{_YEAR.format('from')},? ?)?(?P<first>{month})\.?{between}(?P<last>{month})(?:{year})?"
    yield rf"(?P<first>{month}){began} ?{to} ?(?P<last>{month}){year}"
    # Digits are months where they are called so, or stand with their years.
    number = "(?P<{}>1[0-2]|0?[1-9])"
    first, last = number.format("first"), number.format("last")
    named = _any(words["month"])
    yield rf"{named}s?:? ?{first}(?P<from>(?!))? ?{to} ?{last}(?:{year})?(?![0-9/])"
    yield rf"{first} ?[/.-] ?{_YEAR.format('from')} ?{to} ?{last} ?[/.-] ?{_YEAR.format('year')}"
    yield rf"{_YEAR.format('from')}-{first} ?{to} ?{_YEAR.format('year')}-{last}(?![-/0-9])"


def _of_school(named: str, of: str) -> str:
    """ "School year 2025/26", and "2025-2026 school year"."""
    after = SCHOOL_YEARS.replace("<first>", "<first_before>").replace("<last>", "<last_before>")
    return rf"(?:{named}(?: {of})?:? ?(?:{SCHOOL_YEARS})|{after} {named})"


def _date(month: str, of: str, end: str, *, needs_year: bool = True) -> str:
    """The pattern of a day; its groups end in a letter, so that two may stand in one pattern."""

    def day(name: str) -> str:
        return rf"(?P<{name}day{end}>3[01]|[12][0-9]|0?[1-9])"

    def year(name: str, before: str = "") -> str:
        told = before + _YEAR.format(f"{name}{end}")
        return told if needs_year else rf"(?:{told})?"

    iso = rf"{_YEAR.format(f'iso_year{end}')}-(?P<iso_month{end}>1[0-2]|0?[1-9])-{day('iso_')}"
    in_digits = rf"{day('')} ?[/.-] ?(?P<month{end}>1[0-2]|0?[1-9]){year('year', ' ?[/.-] ?')}"
    day_first = rf"{day('word_')}(?:st|nd|rd|th|er|\.?[ºo])?(?: {of})?[ -](?P<word{end}>{month})\.?"
    month_first = rf"(?P<late_word{end}>{month})\.? {day('late_')}(?:st|nd|rd|th)?"
    after = rf"(?:,? (?:{of} )?|-)"
    known = f"{iso}|{in_digits}|{day_first}{year('word_year', after)}|{month_first}{year('late_year', ',? ')}"
    return f"(?:{known})" if needs_year else f"(?:{known}|{day('only_')})"


def _any(words: Iterable[str]) -> str:
    """One of some words, the longest that fits."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){text}(?![\w])")


def month_name(month: int, language: str) -> str:
    """What a month is called in a language, or else in English: "June"; in Vietnamese it has a number alone."""
    known = data("dates")
    return (
        str(month) if language == "vi" else str(known.get(language, known["en"])["months"][month - 1][0]).capitalize()
    )
