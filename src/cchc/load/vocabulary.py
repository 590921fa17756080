"""The words that all editions share: units, instruments, missing-value words, status words, findings, phrases."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from cchc.edition import Aggregation, FindingKind, Instrument, MissingWords, Severity, Status, Text, Unit
from cchc.load import former
from cchc.load.mistake import DUPLICATE, MISSING_FIELD, UNKNOWN_NAME, WRONG_VALUE, nearest
from cchc.load.table import Table, not_among
from cchc.record import frozen
from cchc.value import Reason

ID = re.compile(r"[a-z][a-z0-9_]*")
REASONS = tuple(Reason)
AXES = ("time", "offices")
_FINDING = re.compile(r"CCHC-[A-Z][0-9]{3}")


@frozen
class Vocabulary:
    """The shared files as records."""

    units: Mapping[str, Unit]
    instruments: Mapping[str, Instrument]
    missing: Mapping[Reason, MissingWords]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    statuses: Mapping[str, Status]
    aggregations: Mapping[str, Aggregation]
    finding_kinds: Mapping[str, FindingKind]
    phrases: Mapping[str, Text]


def identified(table: Table) -> Iterator[tuple[str, Table]]:
    """The entries of a table whose names are ids, each closed after it is read."""
    for id, entry in table.tables():
        if not ID.fullmatch(id):
            hint = "small letters a-z without diacritics, digits and _"
            entry.mistake(WRONG_VALUE, None, f"{id[:40]!r} is no id", hint)
        yield id, entry
        entry.close()


def units(table: Table) -> dict[str, Unit]:
    """units.toml."""
    return {id: Unit(id, entry.translated("label"), entry.translated("counts")) for id, entry in identified(table)}


def instruments(table: Table) -> dict[str, Instrument]:
    """instruments.toml."""
    return {
        id: Instrument(id, entry.text("number"), entry.date("date") or dt.date.min, entry.translated("title"))
        for id, entry in identified(table)
    }


def missing(table: Table) -> tuple[dict[Reason, MissingWords], tuple[str, ...], tuple[str, ...]]:
    """missing.toml: the words of each reason, then those for yes and for no."""
    found: dict[Reason, MissingWords] = {}
    first: dict[str, str] = {}
    answers: dict[str, tuple[str, ...]] = {"yes": (), "no": ()}
    for id, entry in table.tables():
        words = entry.texts("words", required=id in answers)
        if id in answers:
            answers[id] = words
        elif id in REASONS:
            reason = Reason(id)
            found[reason] = MissingWords(reason, entry.translated("label"), entry.text("sdmx"), words)
            _say_double_words(entry, words, id, first)
        else:
            entry.mistake(UNKNOWN_NAME, None, *not_among(id, (*REASONS, *answers)))
            entry.asked.update(entry.values)
        entry.close()
    for absent in (*REASONS, *answers):
        if absent not in table.values and absent not in table.source.lost and not table.partial:
            table.mistake(MISSING_FIELD, None, f"the table [{absent}] is missing")
    return found, answers["yes"], answers["no"]


def _say_double_words(entry: Table, words: tuple[str, ...], id: str, first: dict[str, str]) -> None:
    for word in words:
        if first.setdefault(word.casefold(), id) != id:
            entry.mistake(DUPLICATE, "words", f"{word[:40]!r} stands for {first[word.casefold()]!r} already")


def statuses(table: Table) -> dict[str, Status]:
    """statuses.toml."""
    found: dict[str, Status] = {}
    for id, entry in identified(table):
        found[id] = Status(id, entry.translated("label"), entry.texts("words", required=True))
    return found


def aggregations(table: Table) -> dict[str, Aggregation]:
    """aggregation.toml, by "axis.name": `time.last`, `offices.sum`."""
    found: dict[str, Aggregation] = {}
    table.in_words_of_today(former.AXES)
    for axis, entries in table.tables():
        if axis not in AXES:
            entries.mistake(UNKNOWN_NAME, None, f"no axis {axis[:40]!r}", nearest(axis, AXES) or "time or offices")
            table.source.complete = False  # what it defines is not known to be absent
            continue
        if axis == "time":
            entries.in_words_of_today(former.WAYS)
        for id, entry in identified(entries):
            found[f"{axis}.{id}"] = Aggregation(id, axis, entry.translated("label"), entry.translated("description"))
    return found


def finding_kinds(table: Table) -> dict[str, FindingKind]:
    """findings.toml, by code."""
    found: dict[str, FindingKind] = {}
    for code, entry in table.tables():
        if not _FINDING.fullmatch(code):
            entry.mistake(WRONG_VALUE, None, f"{code[:40]!r} is no code", "such as CCHC-C001")
        severity = entry.choice("severity", Severity, Severity.ERROR)
        texts = (entry.translated("title"), entry.translated("says"), entry.translated("advice"))
        found[code] = FindingKind(code, severity, *texts)
        entry.close()
    return found


def phrases(table: Table) -> dict[str, Text]:
    """phrases.toml."""
    return {name: entry.translations() for name, entry in table.tables()}
