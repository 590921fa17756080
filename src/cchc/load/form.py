"""edition.toml: what holds for the form as a whole, and the order of its files."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from pathlib import Path

from cchc.edition import Column, ZeroDenominator
from cchc.edition.amendment import EditionStatus
from cchc.edition.ground import Certainty, Ground
from cchc.edition.office import Calendar, Level, Signatory
from cchc.errors import did_you_mean
from cchc.load import grounds
from cchc.load.codes import MISSING_FIELD, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.former import LEVEL_KEYS
from cchc.load.table import Table, not_among
from cchc.period import LATEST_CLOSING_DAY, PeriodKind
from cchc.record import frozen
from cchc.words import LANGUAGES, Text, Translated, data, face

COLUMNS = ("code", "label", "quantity", "unit", "explanation")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_STEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
PREFIX = "CCHC"
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,9}")


class Rounding(StrEnum):
    """The one way in which figures are rounded; an edition may say so."""

    HALF_AWAY_FROM_ZERO = "half_away_from_zero"


def languages(table: Table) -> tuple[str, ...]:
    """The languages of an edition, which are read before any text: those of its title, where it names none."""
    title = table.values.get("title")
    if "languages" not in table.values and type(title) is dict:
        return tuple(language for language in title if _LANGUAGE.fullmatch(language))
    found = table.texts("languages", required=table.values.get("languages") != [])
    good = tuple(language for language in found if _LANGUAGE.fullmatch(language))
    if table.values.get("languages") == []:
        table.mistake(WRONG_VALUE, "languages", "no language is named", 'such as ["vi", "en"]')
    if len(good) < len(found):
        table.mistake(WRONG_VALUE, "languages", "a language is two or three small letters", 'such as "vi", "en"')
    return good


def check(table: Table, name: str) -> None:
    """What an edition may say though nothing follows from it: its id repeats its folder, it rounds as all do."""
    table.choice("rounding", Rounding, Rounding.HALF_AWAY_FROM_ZERO, required=False)
    id = table.text("id") if table.has("id") else name
    if id and id != name:
        table.mistake(WRONG_VALUE, "id", f"{id[:40]!r} is not the folder's name", f"write {name!r}, or leave it out")


def prefix(table: Table) -> str:
    """What the codes of the catalogue's own rules begin with."""
    found = table.optional_text("prefix")
    if found is not None and not _PREFIX.fullmatch(found):
        table.mistake(
            WRONG_VALUE, "prefix", f"{found[:40]!r} begins no code", 'two to ten of A-Z and 0-9, such as "TDP"'
        )
        return PREFIX
    return found or PREFIX


def form_number(table: Table) -> tuple[str, ...]:
    """What the form is numbered: one text, or all spellings in use."""
    return table.text_or_texts("form_number")


def numbers(table: Table) -> str | None:
    """The language in whose way numbers are written on the form, where it is not the form's own."""
    found = table.optional_text("numbers")
    if found is not None and not _LANGUAGE.fullmatch(found):
        table.mistake(WRONG_VALUE, "numbers", "a language is two or three small letters", 'such as "vi", "en"')
        return None
    return found


def zero_denominator(table: Table) -> ZeroDenominator:
    """What 0 over 0 is."""
    return table.choice("zero_denominator", ZeroDenominator, ZeroDenominator.UNDEFINED, required=False)


@frozen
class InForce:
    """The first day, and the last where one is known; how these are known, and by which instruments it begins."""

    start: dt.date
    end: dt.date | None
    certainty: Certainty | None
    because: tuple[Ground, ...]


def in_force(table: Table) -> InForce:
    """`in_force = { from = …, to = …, certainty = …, because = … }`."""
    start = (table.date("from") if table.has("from") or table.values else None) or dt.date.min
    end = table.date("to", required=False)
    if end is not None and end <= start:
        table.mistake(WRONG_VALUE, "to", f"in force until {end}, which is not after {start}")
    found = InForce(start, end, grounds.certainty(table), tuple(grounds.because(table)))
    table.close()
    return found


def calendar(table: Table) -> Calendar:
    """The day on which periods close, and which there are; unless said, those of the common calendar, and any."""
    day = table.whole("closing_day", 0, LATEST_CLOSING_DAY)
    periods = _periods(table)
    first = table.whole("school_year_from", 1, 12)
    if PeriodKind.SCHOOL_YEAR in periods and first is None:
        what = "a school year begins in a month that the form does not tell"
        table.mistake(MISSING_FIELD, "school_year_from", what, "write school_year_from = 9")
    year = table.whole("year_from", 1, 12)
    due = table.whole("due_day", 1, 31)
    table.close()
    return Calendar(day or 0, periods, first, None if year == 1 else year, due)


def _periods(table: Table) -> tuple[PeriodKind, ...]:
    """The kinds of period that the form is for."""
    named = table.texts("periods", among=tuple(PeriodKind))
    for word in named:
        if word not in tuple(PeriodKind):
            table.mistake(WRONG_VALUE, "periods", *not_among(word, tuple(PeriodKind)))
    return tuple(PeriodKind(word) for word in named if word in tuple(PeriodKind))


def status(table: Table) -> EditionStatus:
    """How far the edition may be trusted; one that is not official says what it rests on."""
    found = table.choice("status", EditionStatus, EditionStatus.OFFICIAL, required=False)
    if found is EditionStatus.DERIVED and not table.has("status_note"):
        table.mistake(MISSING_FIELD, None, "'status_note' is missing: what is not known of the form")
    return found


def year_starts(table: Table) -> dict[str, dt.date]:
    """`year_start = { 2025 = 2025-07-01 }`: first days of years that begin late."""
    found: dict[str, dt.date] = {}
    for year in table.named(dt.date):
        day = table.date(year)
        if day is not None and str(day.year) != year:
            table.mistake(WRONG_VALUE, year, f"{day} is no day of {year[:40]!r}")
        elif day is not None:
            found[year] = day
    return found


def level(table: Table) -> Level:
    """Who reports by this edition, and to whom."""
    table.in_words_of_today(LEVEL_KEYS)
    level = Level(table.texts("offices"), table.texts("superiors"), table.texts("elsewhere"))
    table.close()
    return level


def columns(table: Table, languages: tuple[str, ...]) -> dict[str, Column]:
    """The columns by id; of what is not said of one, the library's words stand."""
    given = {id: table.table(id) for id in COLUMNS if table.has(id)}
    for id in table.named():
        table.mistake(UNKNOWN_NAME, id, *not_among(id, COLUMNS))
    return {id: _column(id, given.get(id), languages) for id in COLUMNS}


def _column(id: str, entry: Table | None, languages: tuple[str, ...]) -> Column:
    if entry is None:
        return Column(id, _label(id, languages), _headings(id, languages))
    own = entry.optional_translated("label")
    headings = entry.texts("headings", required=entry.has("headings"))
    entry.close()
    printed = tuple(dict.fromkeys(label for label in (own or {}).values() if label))
    return Column(id, own or _label(id, languages), headings or printed or _headings(id, languages))


def _label(id: str, languages: tuple[str, ...]) -> Text:
    known = face("form").text("columns", id, "label")
    return Translated({language: known[language] for language in languages})


def _headings(id: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """What people write over a column, on a form in the first of some languages."""
    known = data("form")["columns"][id]["headings"]
    return tuple(known.get(next(iter(languages), LANGUAGES[0]), known["en"]))


def title_words(table: Table, title: Text) -> tuple[str, ...]:
    """The words by which the title of a report is known: those of the form's own, unless others are said."""
    if table.has("title_words"):
        return table.texts("title_words", required=True)
    return tuple(dict.fromkeys(words for words in title.values() if words))


def example(table: Table, folder: Path) -> str | None:
    """The file of a form filled in rightly, which must be there, beside what names it; a base answers for its own."""
    if table.owner("example") is not table:
        table.asked.add("example")
        return None
    name = table.optional_text("example")
    beside = [path.name for path in folder.iterdir() if path.is_file()] if name and folder.is_dir() else []
    if name and name not in beside:
        table.mistake(UNKNOWN_NAME, "example", f"there is no file {name[:60]!r}", did_you_mean(name, beside))
    return name


def signatories(table: Table) -> dict[Signatory, tuple[str, ...]]:
    """What is printed over the names at the foot."""
    found = {who: table.texts(who) for who in Signatory}
    table.close()
    return found


def files(table: Table) -> dict[str, str]:
    """The names, without ".toml", of the files that edition.toml lists, each with what its bare tables are."""
    listed = {
        "lines": _stems(table, "sections"),
        "auxiliary": _auxiliary(table),
        "rules": _stems(table, "rules"),
        "definitions": _stems(table, "definitions"),
    }
    return {stem: head for head, stems in listed.items() for stem in stems}


def _stems(table: Table, key: str) -> tuple[str, ...]:
    if type(table.values.get(key)) is dict:
        return ()  # no list of files, but rules
    stems = table.texts(key)
    good = tuple(stem for stem in stems if _STEM.fullmatch(stem))
    for stem in stems:
        if stem not in good:
            table.mistake(WRONG_VALUE, key, f"{stem[:40]!r} is no file name", "letters a-z, digits, - and _, no .toml")
    return good


def _auxiliary(table: Table) -> tuple[str, ...]:
    if type(table.values.get("auxiliary")) is dict:
        return ()
    stem = table.optional_text("auxiliary")
    if stem is not None and not _STEM.fullmatch(stem):
        table.mistake(WRONG_VALUE, "auxiliary", f"{stem[:40]!r} is no file name")
        return ()
    return () if stem is None else (stem,)
