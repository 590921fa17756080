"""edition.toml: what holds for the form as a whole, and the order of its files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum

from cchc.edition import Axis, Calendar, Column, IndicatorKind, Level, Signatory, ZeroDenominator
from cchc.errors import did_you_mean
from cchc.load.codes import MISSING_FIELD, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.former import LEVEL_KEYS
from cchc.load.table import Table, described, not_among
from cchc.load.ways import WAYS, known, ways_of_any
from cchc.record import frozen

COLUMNS = ("code", "label", "quantity", "unit", "explanation")
MOST_DECIMALS = 6
"""Beyond this an exact rate of a large count no longer fits the 64-bit columns of a batch."""

KINDS = tuple(IndicatorKind)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_STEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CLOSING_DAYS = 28


class Rounding(StrEnum):
    """The one way in which figures are rounded; an edition may say so."""

    HALF_AWAY_FROM_ZERO = "half_away_from_zero"


@frozen
class Stand:
    """What "không có" and "chưa phát sinh" are worth in arithmetic: 0, or None (missing)."""

    none: int | None = None
    not_arisen: int | None = None


def languages(table: Table) -> tuple[str, ...]:
    """The languages of an edition, which are read before any text."""
    found = table.texts("languages", required=True)
    good = tuple(language for language in found if _LANGUAGE.fullmatch(language))
    if len(good) < len(found):
        table.mistake(WRONG_VALUE, "languages", "a language is two or three small letters", 'such as "vi", "en"')
    return good


def check(table: Table, name: str) -> None:
    """What an edition must say though nothing follows from it: its id repeats its folder, it rounds as all do."""
    table.choice("rounding", Rounding, Rounding.HALF_AWAY_FROM_ZERO, required=False)
    id = table.text("id")
    if id and id != name:
        table.mistake(WRONG_VALUE, "id", f"{id[:40]!r} is not the folder's name", f"write {name!r}")


def zero_denominator(table: Table) -> ZeroDenominator:
    """What 0 over 0 is."""
    return table.choice("zero_denominator", ZeroDenominator, ZeroDenominator.UNDEFINED, required=False)


def in_force(table: Table) -> tuple[dt.date, dt.date | None]:
    """The first day, and the last where one is known."""
    start = table.date("from") or dt.date.min if table.values else dt.date.min
    end = table.date("to", required=False)
    if end is not None and end <= start:
        table.mistake(WRONG_VALUE, "to", f"in force until {end}, which is not after {start}")
    table.close()
    return start, end


def calendar(table: Table) -> Calendar:
    """The day on which periods close."""
    day = table.whole("closing_day", 0, _CLOSING_DAYS)
    if day is None and table.values and "closing_day" not in table.values:
        table.mistake(MISSING_FIELD, None, "'closing_day' is missing")
    table.close()
    return Calendar(day or 0)


def level(table: Table) -> Level:
    """Who reports by this edition, and to whom."""
    table.in_words_of_today(LEVEL_KEYS)
    level = Level(table.texts("offices"), table.texts("superiors"))
    table.close()
    return level


def decimals(table: Table) -> dict[str, int]:
    """The decimals of each kind that has some."""
    found = {kind: table.whole(kind, 0, MOST_DECIMALS) for kind in (IndicatorKind.PERCENTAGE,)}
    table.close()
    return {kind: decimals for kind, decimals in found.items() if decimals is not None}


def columns(table: Table) -> dict[str, Column]:
    """The columns by id, which must all be there."""
    columns: dict[str, Column] = {}
    for id in COLUMNS:
        if id not in table.values and table.values and not table.partial:
            table.mistake(MISSING_FIELD, None, f"the column {id!r} is missing")
    for id, entry in table.tables():
        if id not in COLUMNS:
            entry.mistake(UNKNOWN_NAME, None, *not_among(id, COLUMNS))
        columns[id] = Column(id, entry.translated("label"), entry.texts("headings", required=True))
        entry.close()
    return columns


def signatories(table: Table) -> dict[Signatory, tuple[str, ...]]:
    """What is printed over the names at the foot."""
    found = {who: table.texts(who) for who in Signatory}
    table.close()
    return found


def stand_of(table: Table, key: str, default: int | None) -> int | None:
    """What a missing-value word is worth: `0`, or `"missing"`."""
    table.asked.add(key)
    value = table.values.get(key)
    if value is None:
        return default
    if type(value) is int and value == 0:
        return 0
    if value != "missing":
        table.mistake(WRONG_VALUE, key, f'{described(value)} stands where 0 or "missing" belongs')
    return None


def stands(table: Table) -> dict[str, Stand]:
    """[kinds.count], and [kinds."count.last"] or [kinds.count.last] for one way over time."""
    stands: dict[str, Stand] = {}
    for name, entry in table.tables():
        kind, _, over_time = name.partition(".")
        own = stands[_key(entry, kind, over_time)] = _stand(entry, stands.get(kind, Stand()))
        for over_time in [key for key, value in entry.values.items() if type(value) is dict]:
            inner = entry.table(over_time)
            stands[_key(inner, kind, over_time)] = _stand(inner, own)
            inner.close()
        entry.close()
    return stands


def _key(table: Table, kind: str, over_time: str) -> str:
    """A kind, or a kind and a way that such lines may go over time, in the words of today."""
    if kind not in KINDS:
        table.mistake(WRONG_VALUE, None, f"no kind {kind[:40]!r}", "one of: " + ", ".join(IndicatorKind))
    if not over_time:
        return kind
    way = known(over_time, Axis.TIME)
    ways = WAYS[Axis.TIME] if kind not in KINDS else ways_of_any(IndicatorKind(kind), Axis.TIME)
    if way is None or way not in ways:
        hint = did_you_mean(over_time, ways) or "one of: " + ", ".join(ways)
        table.mistake(WRONG_VALUE, None, f"no {kind[:40]} goes over time by {over_time[:40]!r}", hint)
    return f"{kind}.{way or over_time}"


def _stand(table: Table, default: Stand) -> Stand:
    none = stand_of(table, "none", default.none)
    return Stand(none, stand_of(table, "not_arisen", default.not_arisen))


@frozen
class Files:
    """The names, without ".toml", of an edition's files by what they hold."""

    sections: tuple[str, ...]
    rules: tuple[str, ...]
    auxiliary: tuple[str, ...]

    def by_head(self) -> Iterator[tuple[str, str]]:
        """Each file with what its bare tables are: lines, auxiliary figures or rules."""
        for head, stems in (("lines", self.sections), ("auxiliary", self.auxiliary), ("rules", self.rules)):
            for stem in stems:
                yield stem, head


def files(table: Table) -> Files:
    """The files that edition.toml lists, safe to look up inside its folder."""
    return Files(_stems(table, "sections"), _stems(table, "rules"), _auxiliary(table))


def _stems(table: Table, key: str) -> tuple[str, ...]:
    stems = table.texts(key, required=True)
    good = tuple(stem for stem in stems if _STEM.fullmatch(stem))
    for stem in stems:
        if stem not in good:
            table.mistake(WRONG_VALUE, key, f"{stem[:40]!r} is no file name", "letters a-z, digits, - and _, no .toml")
    return good


def _auxiliary(table: Table) -> tuple[str, ...]:
    stem = table.optional_text("auxiliary")
    if stem is not None and not _STEM.fullmatch(stem):
        table.mistake(WRONG_VALUE, "auxiliary", f"{stem[:40]!r} is no file name")
        return ()
    return () if stem is None else (stem,)
