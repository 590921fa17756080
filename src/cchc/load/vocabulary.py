"""The words that all editions share: units, instruments, missing-value words, status words, ways to add up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cchc.edition import Aggregation, Axis, Instrument, MissingWords, ObservationStatus, Status, Unit, Way
from cchc.errors import Problem, did_you_mean
from cchc.load import former
from cchc.load.codes import DUPLICATE, MISSING_FIELD, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.table import Table, not_among
from cchc.load.ways import WAYS
from cchc.value import Reason

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_]*")
REASONS = tuple(Reason)
AXES = tuple(Axis)


def identified(entries: Iterable[tuple[str, Table]]) -> Iterator[tuple[str, Table]]:
    """Tables whose names are ids that stand once, each closed after it is read."""
    first: dict[str, Table] = {}
    for id, table in entries:
        if first.setdefault(id, table) is not table:
            table.mistake(DUPLICATE, None, f"the id {id!r} stands in {first[id].place} already")
        if not ID.fullmatch(id):
            hint = "small letters a-z without diacritics, digits and _"
            table.mistake(WRONG_VALUE, None, f"{id[:40]!r} is no id", hint)
        yield id, table
        table.close()


def _first(entries: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Definitions by id; of two with one id the first counts."""
    found: dict[str, T] = {}
    for id, definition in entries:
        found.setdefault(id, definition)
    return found


def units(contents: Contents) -> dict[str, Unit]:
    """[units.X], or units.toml."""
    entries = identified(contents.of("units"))
    return _first((id, Unit(id, table.translated("label"), table.translated("counts"))) for id, table in entries)


def instruments(contents: Contents) -> dict[str, Instrument]:
    """[instruments.X], or instruments.toml."""
    return _first(
        (id, Instrument(id, table.text("number"), table.date("date") or dt.date.min, table.translated("title")))
        for id, table in identified(contents.of("instruments"))
    )


def missing(contents: Contents) -> tuple[dict[Reason, MissingWords], tuple[str, ...], tuple[str, ...]]:
    """missing.toml: the words of each reason, then those for yes and for no."""
    found: dict[Reason, MissingWords] = {}
    first: dict[str, str] = {}
    answers: dict[str, tuple[str, ...]] = {"yes": (), "no": ()}
    for id, table in contents.of("missing"):
        words = table.texts("words", required=id in answers)
        if id in answers:
            answers[id] = words
        elif id in REASONS:
            reason = Reason(id)
            sdmx = table.choice("sdmx", ObservationStatus, ObservationStatus.MISSING)
            found[reason] = MissingWords(reason, table.translated("label"), sdmx, words)
            _say_double_words(table, words, id, first)
        else:
            table.mistake(UNKNOWN_NAME, None, *not_among(id, (*REASONS, *answers)))
            table.asked.update(table.values)
        table.close()
    for absent in (*REASONS, *answers):
        if contents.lacks("missing", absent):
            contents.report(Problem(MISSING_FIELD, f"the table [{absent}] is missing", ("missing",)))
    return found, answers["yes"], answers["no"]


def _say_double_words(entry: Table, words: tuple[str, ...], id: str, first: dict[str, str]) -> None:
    for word in words:
        if first.setdefault(word.casefold(), id) != id:
            entry.mistake(DUPLICATE, "words", f"{word[:40]!r} stands for {first[word.casefold()]!r} already")


def statuses(contents: Contents) -> dict[str, Status]:
    """[statuses.X], or statuses.toml."""
    return _first(
        (id, Status(id, table.translated("label"), table.texts("words", required=True)))
        for id, table in identified(contents.of("statuses"))
    )


def aggregations(contents: Contents) -> dict[str, Aggregation]:
    """aggregation.toml, by "axis.name": `time.last`, `offices.sum`."""
    found: dict[str, Aggregation] = {}
    for name, ways in contents.of("aggregation"):
        word = former.AXES.get(name, name)
        if word not in AXES:
            ways.mistake(UNKNOWN_NAME, None, f"no axis {word[:40]!r}", did_you_mean(word, AXES) or "time or offices")
            contents.unsure.add("aggregation")  # what it defines is not known to be absent
            continue
        axis = Axis(word)
        if axis is Axis.TIME:
            ways.in_words_of_today(former.WAYS)
        for id, table in ways.tables():
            label, description = table.translated("label"), table.translated("description")
            table.close()
            if id in WAYS[axis]:
                found[f"{axis}.{id}"] = Aggregation(Way(id), axis, label, description)
            else:
                table.mistake(
                    UNKNOWN_NAME, None, f"nothing goes over {axis} by {id[:40]!r}", did_you_mean(id, WAYS[axis])
                )
    return found
