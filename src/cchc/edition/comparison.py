"""What changed from one edition of the form to the next, definition by definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import ClassVar

from attrs import fields

from cchc.edition import Column, Edition, Indicator, Instrument, Rule, Unit
from cchc.edition.amendment import Amendment, Variant
from cchc.edition.definition import DefinitionPart, LineDefinition, Passage
from cchc.edition.ground import Ground, article_in
from cchc.edition.table import ClosedRow, FigureColumn, FormTable
from cchc.record import frozen
from cchc.words import PLACEHOLDER, Face, Text


class ChangeKind(StrEnum):
    """A definition is new, gone, or says something else."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


Definition = Indicator | Rule | Unit | FormTable | FigureColumn | ClosedRow


@frozen
class Change:
    """One difference: of a definition as a whole, or of one field of it, with both its texts."""

    kind: ChangeKind
    of: str
    id: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    because: tuple[Ground, ...] = ()
    """What the later edition says that the change rests on."""


@frozen
class Comparison:
    """All that differs between two editions, named by their ids."""

    schema: ClassVar[str] = "cchc.changes/1"

    before: str
    after: str
    changes: tuple[Change, ...]


COMPARED: Mapping[str, Callable[[Edition], Mapping[str, Definition]]] = {
    "indicators": lambda edition: edition.indicators,
    "auxiliaries": lambda edition: edition.auxiliaries,
    "tables": lambda edition: edition.tables,
    "columns": lambda edition: {
        f"{table.id}.{column.id}": column for table in edition.tables.values() for column in table.columns.values()
    },
    "rows": lambda edition: {
        f"{table.id}[{row.id}]": row for table in edition.tables.values() for row in table.rows.values()
    },
    "rules": lambda edition: edition.rules,
    "units": lambda edition: edition.units,
}
"""The definitions that a report's figures and judgements depend on, by id, in the order they are told."""
OF_COLUMN: Mapping[str, str] = {
    **{name: name for name in ("heading", "number", "over_rows", "weight", "given", "excepted")},
    "on_form": "printed",
}
"""What is said of a column beside what its figures are, by what it is called here: a unit is `printed` otherwise."""
OF_ROW = ("code", "label", "under", "columns", "part_of", "own")
OF_TABLE = ("label", "blank", "after")

# Where a definition stands in the files is no part of it; trees are compared by their texts.
_NOT_COMPARED = frozenset(
    {
        "id",
        "file",
        "line",
        "formula",
        "parent",
        "instances",
        "good",
        "bad",
        "also_good",
        "also_bad",
        "by_id",
        "examples",
        "amendment",
        "definition",
    }
)

OF_NO_SENSE = frozenset({"because", "file", "line"})
"""What of a change is told beside each field, or is where it stands."""


def changes(
    before: Edition, after: Edition, language: str | None = None, *, in_words: bool = False
) -> Iterator[Change]:
    """Every difference between two editions: what is new, what is gone, what reads differently.

    Texts come in one language, else in all of them; `in_words` also what programs have names for: instruments by their
    numbers, kinds, units, severities as they are called. A line that moved keeps its id, so it is told as changed in
    its `path`.
    """
    named = in_words and language is not None
    text = _Writer(language, {**before.instruments, **after.instruments} if named else {}, after if named else None)
    yield from _edition_changed(before, after, text)
    for of, defined in COMPARED.items():
        old, new = defined(before), defined(after)
        yield from (Change(ChangeKind.ADDED, of, id, because=_grounds(new[id])) for id in new if id not in old)
        yield from (Change(ChangeKind.DROPPED, of, id, because=_ended(after, of, id)) for id in old if id not in new)
        for id in new:
            if id in old:
                found = _fields_changed(of, id, old[id], new[id], text, after.in_force_because)
                # What changed in another language only is no difference to who reads this one.
                yield from (each for each in found if not named or each.before != each.after)


def _amendment(of: Definition) -> Amendment | None:
    return getattr(of.asks if isinstance(of, FigureColumn) else of, "amendment", None)


def _grounds(of: Definition) -> tuple[Ground, ...]:
    """What an edition on a base says that its change or addition rests on."""
    said = _amendment(of)
    return () if said is None else said.because


def _ended(edition: Edition, of: str, id: str) -> tuple[Ground, ...]:
    """What it rests on that a column is asked no more; of nothing else do editions keep what they drop."""
    if of != "columns":
        return ()
    table, _, column = id.partition(".")
    ended = edition.tables[table].ended if table in edition.tables else {}
    return _grounds(ended[column]) if column in ended else ()


def _grounds_said(old: Definition, new: Indicator) -> tuple[Ground, ...]:
    """The instruments by which a line means something else than before."""
    former = old.grounds if isinstance(old, Indicator) else ()
    return tuple(ground for ground in new.grounds if ground not in former)


def _parts(of: Definition) -> Iterator[tuple[str, object]]:
    """The fields of a definition that are compared."""
    if isinstance(of, ClosedRow | FormTable):
        yield from ((name, getattr(of, name)) for name in (OF_ROW if isinstance(of, ClosedRow) else OF_TABLE))
        return
    if isinstance(of, FigureColumn):
        yield from ((name, getattr(of, field)) for name, field in OF_COLUMN.items())
        of = of.asks
    yield from ((each.name, getattr(of, each.name)) for each in fields(type(of)) if each.name not in _NOT_COMPARED)
    if isinstance(of, Indicator):
        said = of.definition or LineDefinition()
        yield from ((f"definition.{part.value}", said[part]) for part in DefinitionPart)


def _fields_changed(
    of: str, id: str, old: Definition, new: Definition, text: _Writer, otherwise: tuple[Ground, ...]
) -> Iterator[Change]:
    """What differs in a definition; what a line means rests on its instruments, or the edition's own (`otherwise`)."""
    because = _grounds(new)
    meaning = because or (_grounds_said(old, new) or otherwise if isinstance(new, Indicator) else ())

    def changed(name: str, was: object, now: object) -> Change:
        rests_on = meaning if name.startswith("definition.") else because
        return Change(ChangeKind.CHANGED, of, id, name, text(was, name), text(now, name), rests_on)

    former = dict(_parts(old))
    yield from (changed(name, former[name], now) for name, now in _parts(new) if former[name] != now)
    said, before = _amendment(new), _amendment(old)
    if said is not None and said is not before:
        for each in fields(Amendment):
            was, now = getattr(before, each.name, each.default), getattr(said, each.name)
            if each.name not in OF_NO_SENSE and was != now:
                yield changed(each.name, was, now)


@frozen
class _Writer:
    """Values as texts; those in several languages in one of them, or in all; names in words where `names` has them."""

    language: str | None
    instruments: Mapping[str, Instrument]
    names: Edition | None

    def __call__(self, value: object, field: str = "") -> str:
        match value:
            case None | False | {} if not value:
                return ""
            case Text() if self.language is not None:
                text = value[self.language]
                # What a report fills in is left open for people; programs know it by its name.
                return text if self.names is None or field not in _FILLED_IN else PLACEHOLDER.sub("…", text)
            case Mapping() if field == "applies":
                return "; ".join(self._setting(variant, wanted) for variant, wanted in value.items())
            case Mapping():
                return " / ".join(self(part) for part in value.values())
            case tuple():
                between = "; " if value and isinstance(value[0], Ground | Passage) else ", "
                told = between.join(map(self, value))
                return told.replace(".; ", ". ")  # whole sentences follow each other as they stand
            case dt.date():
                return f"{value:%d/%m/%Y}"
            case _:
                return self._of_a_record(value) or self._named(value, field)

    def _of_a_record(self, value: object) -> str:
        match value:
            case Ground():
                known = self.instruments.get(value.instrument)
                name = value.instrument if known is None else known.number
                if value.article is None or self.names is None or self.language is None:
                    return name if value.article is None else f"{name}, {value.article}"
                return f"{name}, {article_in(self.language, value.article, self.names.judging)}"
            case Passage():
                return " – ".join(filter(None, (self(value.text), self(value.ground))))
            case Column():
                return f"{self(value.label)} ({self(value.headings)})"
            case Variant() if self.names is not None:
                return f"{self(value.label)}: {' | '.join(map(self, value.values.values()))}"
            case Variant():
                return f"{value.id} = {' | '.join(value.values)}"
            case _:
                return ""

    def _named(self, value: object, field: str) -> str:
        """What a value of a field is called, where it is called something."""
        edition, language = self.names, self.language
        if edition is None or language is None:
            return str(value)
        if value is True:
            return edition.judging.say(language, "answer", "yes")
        if field in _CALLED:
            return _CALLED[field](edition.judging, language, str(value))
        if field in _ON_SITE:
            return edition.face("site").say(language, _ON_SITE[field], str(value))
        if field == "unit" and value in edition.units:
            return edition.units[str(value)].label[language]
        if field in _AXES and (way := edition.aggregations.get(f"{_AXES[field]}.{value}")) is not None:
            return way.label[language]
        if field in _LINES and value in edition.everything:
            line = edition.everything[str(value)]
            return f"{line.path} {line.label[language]}".strip()
        return str(value)

    def _setting(self, variant: str, value: str) -> str:
        known = self.names.variants.get(variant) if self.names is not None else None
        if known is None or self.language is None or value not in known.values:
            return f"{variant} = {value}"
        return f"{known.label[self.language]}: {known.values[value][self.language]}"


_CALLED: Mapping[str, Callable[[Face, str, str], str]] = {
    "kind": lambda judging, language, value: judging.say(language, "kind", value),
    "severity": lambda judging, language, value: judging.say(language, "severity", value),
    "nature": lambda judging, language, value: judging.say(language, "nature", value),
    "status": lambda judging, language, value: judging.say(language, "edition_status", value),
}
"""Fields whose values have names."""
_ON_SITE = {"over_rows": "over_rows", "blank": "rows_blank"}
_FILLED_IN = frozenset({"says", "advice"})
_AXES = {"over_time": "time", "over_offices": "offices"}
_LINES = frozenset({"replaced_by", "part_of"})


def _edition_changed(before: Edition, after: Edition, text: _Writer) -> Iterator[Change]:
    """What is said of the form as a whole: what it is called, for whom and when it is, how far it may be trusted."""
    for name, get in OF_EDITION.items():
        was, now = text(get(before), name), text(get(after), name)
        if was != now:
            because = after.in_force_because
            yield Change(ChangeKind.CHANGED, "edition", after.id, name, was, now, because)


OF_EDITION: Mapping[str, Callable[[Edition], object]] = {
    "title": lambda edition: edition.title,
    "status": lambda edition: edition.status,
    "status_note": lambda edition: edition.status_note,
    "in_force_from": lambda edition: edition.in_force_from,
    "in_force_to": lambda edition: edition.in_force_to,
    "form_number": lambda edition: edition.form_number,
    "closing_day": lambda edition: str(edition.calendar.closing_day),
    "periods": lambda edition: edition.calendar.periods,
    "school_year_from": lambda edition: edition.calendar.school_year_from or "",
    "year_from": lambda edition: edition.calendar.year_from or "",
    "due_day": lambda edition: str(edition.calendar.due_day or ""),
    "year_starts": lambda edition: tuple(f"{day:%d/%m/%Y}" for day in edition.year_starts.values()),
    "breaks": lambda edition: edition.breaks,
    "offices": lambda edition: edition.level.offices,
    "superiors": lambda edition: edition.level.superiors,
    "zero_denominator": lambda edition: edition.zero_denominator,
    "columns": lambda edition: tuple(edition.columns.values()),
    "title_words": lambda edition: edition.title_words,
    "variants": lambda edition: tuple(edition.variants.values()),
}
"""What an edition says of itself, as far as reports are read and judged by it."""
