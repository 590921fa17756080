"""Values as a person reads them: "30,00 %", "1.234", "Có", "không có"; in each language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from cchc.edition import Edition, IndicatorKind, Nature, Severity
from cchc.edition.definition import Passage
from cchc.edition.ground import Day, Ground, article_in
from cchc.errors import DataError, UnknownNameError, quoted
from cchc.exact import LONGEST_WRITTEN, half_up, rate
from cchc.formula.tree import decimal_text
from cchc.period import format_date
from cchc.text.spelling import seen
from cchc.value import Document, Missing, PrintedNumber, Reported, Undefined, Value
from cchc.words import LANGUAGES, Text, Translated, point_of

_MOST_BITS = 3 * LONGEST_WRITTEN


class EachLanguage(Text):
    """A text made only for the language that is read: one of the edition's, or of the library's; it is kept."""

    __slots__ = ("_languages", "_made", "_make")

    def __init__(self, languages: tuple[str, ...], make: Callable[[str], str]) -> None:
        self._languages = languages
        self._make = make
        self._made: dict[str, str] = {}

    def __getitem__(self, language: str) -> str:
        if language not in self._made:
            if language not in self._languages and language not in LANGUAGES:
                raise UnknownNameError("no such language", f"$.{language}", f"one of {', '.join(self._languages)}")
            self._made[language] = self._make(language)
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[object, ...]:
        return Translated, (dict(self),)  # the texts, not how they are made


def language_of(edition: Edition, wanted: str | None) -> str:
    """The language that is wanted, or else the edition's first.

    Raises UnknownNameError for one that neither the edition nor the library speaks.
    """
    if wanted is None:
        return edition.languages[0]
    if wanted not in edition.languages and wanted not in LANGUAGES:
        spoken = dict.fromkeys((*edition.languages, *LANGUAGES))
        raise UnknownNameError("no such language", f"$.{wanted}", f"one of {', '.join(spoken)}")
    return wanted


def display(edition: Edition, id: str, value: Value, language: str) -> str:
    """A value in words and figures, as its indicator's kind asks."""
    match value:
        case Reported():
            return _datum(edition, id, value.value, language)
        case Missing():
            return edition.missing[value.reason].label[language]
        case Undefined():
            return edition.judging.say(language, "cause", value.cause)


def value_text(edition: Edition, id: str, value: Value) -> Text:
    """A value in words and figures, in every language of the edition."""
    return EachLanguage(edition.languages, lambda language: display(edition, id, value, language))


def _datum(edition: Edition, id: str, datum: object, language: str) -> str:
    if type(datum) is int:  # what most of a form are
        return format_count(datum, language, point_in(edition, language))
    match datum:
        case bool():
            return edition.judging.say(language, "answer", "yes" if datum else "no")
        case int():
            return format_count(datum, language, point_in(edition, language))
        case Decimal():
            return _number(edition, id, datum, language)
        case dt.date():
            return f"{datum:%d/%m/%Y}"
        case Document():
            return document_text(edition, datum, language)
        case str() if datum in edition.statuses:
            return edition.statuses[datum].label[language]
        case _:
            return str(datum)


def _number(edition: Edition, id: str, number: Decimal, language: str) -> str:
    """A number with decimals: a rate with its sign, a quantity with its thousands apart; as the form writes numbers."""
    line, point = edition.everything[id], point_in(edition, language)
    if line.kind.is_rate:
        return format_rate(number, language, SIGNS[line.kind], point)
    if not line.kind.is_quantity:
        return _plain(number, point)
    return format_number(number, point, least_decimals(number, line.decimals))


def point_in(edition: Edition, language: str) -> str:
    """What parts decimals for those who read a language: on the form itself what the form says."""
    return edition.point if language == edition.languages[0] else point_of(language)


_THOUSANDS = 3
"""Digits in a group of thousands."""


def least_decimals(number: Decimal, asked: int) -> int:
    """With how many decimals a quantity is written at least: never with three where a line asks for fewer.

    They could be read as thousands.
    """
    decimals = -int(number.as_tuple().exponent)
    return _THOUSANDS + 1 if asked < _THOUSANDS == decimals else max(asked, decimals)


SIGNS: Mapping[IndicatorKind, str] = {IndicatorKind.PERCENTAGE: "%", IndicatorKind.PER_MILLE: "‰"}
"""What stands behind a rate."""


def _plain(number: Decimal, point: str) -> str:
    return format(number, "f").replace(".", point)


def figure_text(edition: Edition, id: str | None, figure: object, language: str, beside: object = None) -> str:
    """A figure of a formula (an exact number, yes/no, a date, a document) as a person reads it; of two numbers that
    stand `beside` each other and differ, with as many decimals as show it."""
    match figure:
        case None:
            return "—"
        case bool():
            return edition.judging.say(language, "answer", "yes" if figure else "no")
        case int():
            return format_count(figure, language, point_in(edition, language))
        case Fraction():
            return _fraction_text(edition, id, figure, language, beside if isinstance(beside, Fraction) else figure)
        case dt.date():
            return f"{figure:%d/%m/%Y}"
        case Document():
            return document_text(edition, figure, language)
        case _:
            return str(figure)


def _fraction_text(edition: Edition, id: str | None, figure: Fraction, language: str, beside: Fraction) -> str:
    if id is not None and edition.everything[id].kind.has_decimals:
        decimals = _telling_apart(figure, beside, edition.everything[id].decimals)
        return _number(edition, id, _rounded(figure, decimals), language)
    if figure.denominator == 1:
        return format_count(figure.numerator, language, point_in(edition, language))
    return _plain(_rounded(figure, _telling_apart(figure, beside, 2)), point_in(edition, language))


_MOST_APART = 12
"""Decimals with which figures are shown that differ by less than their last digit."""


def _telling_apart(figure: Fraction, other: Fraction, decimals: int) -> int:
    """With how many decimals two figures are not the same any more, if they differ."""
    several = range(decimals, max(decimals, _MOST_APART))
    apart = (more for more in several if figure == other or _rounded(figure, more) != _rounded(other, more))
    return next(apart, decimals)


def bound_text(edition: Edition, like: str | None, figure: Fraction, language: str) -> str:
    """A number that a figure is held against, with its thousands apart as those of the figure are, and the decimals
    that it needs; what is held against no figure may be a year."""
    point = point_in(edition, language)
    number = _exact(figure)
    if like is None or edition.everything[like].kind.is_rate:
        return _plain(number, point)
    return format_number(number, point)


def _exact(figure: Fraction) -> Decimal:
    try:
        return Decimal(decimal_text(figure))
    except ValueError:  # a third has no last decimal
        return _rounded(figure, 2)


def document_text(edition: Edition, document: Document, language: str) -> str:
    """A document as its citation names it, with its day: "46/KH-UBND ngày 03/3/2023"."""
    if document.reference is None or document.date is None:
        return document.reference or seen(document.text)
    day = format_date(document.date)
    return edition.judging.say(language, "document_dated", reference=document.reference, date=day)


def printed_text(edition: Edition, number: PrintedNumber, language: str) -> str:
    """A number as the form prints it: verbatim in the form's own language, in others with their point."""
    if language == edition.languages[0] and number.text:
        return number.text
    sign = SIGNS[IndicatorKind.PERCENTAGE] if number.percent else ""
    return format_rate(number.value, language, sign).rstrip()


def _rounded(figure: Fraction, decimals: int) -> Decimal:
    return rate(half_up(figure.numerator, figure.denominator, decimals), decimals)


def format_count(count: int, language: str = "vi", point: str | None = None) -> str:
    """A count with its thousands apart: "1.234" in Vietnamese, "1,234" in English."""
    if count.bit_length() > _MOST_BITS:
        raise DataError(f"{quoted(count)} cannot be shown", hint=f"at most {LONGEST_WRITTEN} digits")
    grouped = f"{count:,}"
    return grouped if (point or point_of(language)) == "." else grouped.replace(",", ".")


def format_number(number: Decimal, point: str = ",", least: int = 0) -> str:
    """A number with its thousands apart and all its decimals, `least` of them at any rate: "1.234,50".

    What parts thousands is the other of point and comma.
    """
    decimals = max(least, -int(number.as_tuple().exponent), 0)
    text = f"{number:,.{decimals}f}"
    return text if point == "." else text.translate(_EXCHANGED)


_EXCHANGED = str.maketrans(",.", ".,")


def format_rate(value: Decimal, language: str = "vi", sign: str = "%", point: str | None = None) -> str:
    """A rate with all its decimals: "30,00 %" in Vietnamese, "30.00%" in English.

    Thousands stay together: in a rate "1.234 %" could be read as little more than one.
    """
    blank = "" if language == "en" else " "
    return f"{value:f}{blank}{sign}".replace(".", point_of(language) if point is None else point)


def ground_text(edition: Edition, ground: Ground) -> EachLanguage:
    """What something rests on, how surely, and whether it had ended when the edition began.

    "61/2018/NĐ-CP, Điều 19 (đã đọc văn bản; hết hiệu lực từ 01/7/2025)".
    """

    def told(language: str) -> str:
        known = edition.instruments
        number = known[ground.instrument].number if ground.instrument in known else ground.instrument
        article = None if ground.article is None else article_in(language, ground.article, edition.judging)
        named = number if article is None else f"{number}, {article}"
        notes = [] if ground.certainty is None else [edition.judging.say(language, "certainty", ground.certainty)]
        if ground.instrument in known and known[ground.instrument].had_ended(edition.in_force_from):
            notes.append(edition.judging.say(language, "ground_ended"))
        return f"{named} ({'; '.join(notes)})" if notes else named

    return EachLanguage(edition.languages, told)


def passage_text(edition: Edition, passage: Passage) -> EachLanguage:
    """A passage of a definition with how it is known: "Chỉ tính hồ sơ … [61/2018/NĐ-CP, Điều 19 (đã đọc văn bản)]"."""

    def told(language: str) -> str:
        said = "" if passage.text is None else passage.text[language]
        if passage.ground is not None:
            ground = ground_text(edition, passage.ground)[language]
            return f"{said} [{ground}]" if said else ground
        if passage.certainty is None:
            return said
        return f"{said} [{edition.judging.say(language, 'certainty', passage.certainty)}]"

    return EachLanguage(edition.languages, told)


def edition_text(edition: Edition) -> EachLanguage:
    """Which edition it is, how far it may be trusted, and for which days it holds, and how that is known."""

    def told(language: str) -> str:
        said = edition.judging
        notes = [said.say(language, "edition_status", edition.status), in_force_text(edition, language)]
        return f"{edition.id} ({'; '.join(notes)})"

    return EachLanguage(edition.languages, told)


def why_text(edition: Edition, nature: Nature, severity: Severity) -> EachLanguage:
    """Why a rule asks what it asks: by definition alone no figure is wrong for certain, where it is no error."""
    is_certain = severity is Severity.ERROR or nature is not Nature.DEFINITIONAL

    def told(language: str) -> str:
        if is_certain:
            return edition.judging.say(language, "why", nature)
        return edition.judging.say(language, "why_asked")

    return EachLanguage(edition.languages, told)


def status_text(edition: Edition) -> EachLanguage:
    """How far the edition may be trusted."""
    return EachLanguage(
        edition.languages, lambda language: edition.judging.say(language, "edition_status", edition.status)
    )


def in_force_text(edition: Edition, language: str) -> str:
    """ "có hiệu lực từ 15/08/2022 đến 30/06/2025, theo tài liệu giới thiệu văn bản"."""
    start, end = edition.in_force_from, edition.in_force_to
    days = {"start": f"{start:%d/%m/%Y}", "end": "" if end is None else f"{end:%d/%m/%Y}"}
    held = edition.judging.say(language, "in_force", "open" if end is None else "closed", **days)
    if edition.in_force_certainty is None:
        return held
    return f"{held}, {edition.judging.say(language, 'certainty', edition.in_force_certainty)}"


def day_text(edition: Edition, day: Day) -> EachLanguage:
    """A day of an instrument, and how it is known: "15/08/2022 (theo tài liệu giới thiệu văn bản)"."""

    def told(language: str) -> str:
        notes = [] if day.by is None else [day.by]
        notes += [] if day.certainty is None else [edition.judging.say(language, "certainty", day.certainty)]
        return f"{day.on:%d/%m/%Y}" + (f" ({'; '.join(notes)})" if notes else "")

    return EachLanguage(edition.languages, told)
