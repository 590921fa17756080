"""A TOML table read field by field: each `take` checks the type exactly, and what is never asked for is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar, cast

from attrs import Factory

from cchc.errors import KeyPath, Problem, did_you_mean
from cchc.exact import MOST_DIGITS, is_bounded
from cchc.load.codes import MISSING_FIELD, TRANSLATION, UNKNOWN_KEY, WRONG_VALUE
from cchc.load.source import Source
from cchc.period import YEARS
from cchc.record import define
from cchc.words import Text, Translated

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

NAMES: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a decimal number",
    dict: "a table",
    list: "a list",
    dt.date: "a date",
    dt.datetime: "a date with a time",
    dt.time: "a time",
}


def described(value: object) -> str:
    """A value as an error shows it: short, and with its type where that is the mistake."""
    name = NAMES.get(type(value), "something else")
    if type(value) in (int, Decimal, bool, dt.date):
        return f"{str(value).lower()[:40]} ({name})"
    return f"{str(value)[:40]!r} ({name})" if type(value) is str else name


@define(eq=False, repr=False)
class Table:
    """One table of a file.

    `base` is the table whose fields this one takes over where it has none of its own: a rule's family, a line's kind.
    Of a `partial` table something could not be read, so that nothing is known to be missing from it. An `amendment` is
    the table of a later edition whose values have been laid over this one's: mistakes in these are told there.
    `revisions` are tables of later editions that say something of the tables within. `unsaid` are keys of which it has
    what its kind or its table has, and says nothing itself.
    """

    source: Source
    values: dict[str, object]
    path: KeyPath = ()
    languages: tuple[str, ...] = ()
    base: Table | None = None
    partial: bool = False
    asked: set[str] = Factory(set)
    faulty: set[str] = Factory(set)
    unsaid: set[str] = Factory(set)
    amendment: Table | None = None
    revisions: tuple[Table, ...] = ()

    @property
    def line(self) -> int:
        """The line of its header, or its own under one, found without reading the file key by key; 0 if unknown."""
        if any(isinstance(key, int) for key in self.path):
            return self.source.line(self.path) or 0  # one of a list
        name = ".".join(map(str, self.path))
        return self.source.headers.get(name) or self.source.entries.get(name, 0)

    @property
    def home(self) -> str:
        """The language of its catalogue's texts, the first of several."""
        return next(iter(self.languages), "vi")

    @property
    def place(self) -> str:
        """Its file and line, as an error names them."""
        return f"{self.source.name}:{self.line}"

    def mistake(self, code: str, key: str | int | None, what: str, hint: str | None = None) -> None:
        """Note a mistake at one of this table's keys (None: the table itself)."""
        home = self._home(key)
        path = home.path if key is None else (*home.path, key)
        self.faulty.add(str(key))
        home.source.report(Problem(code, what, path, hint))

    def note(self, key: str | int | None, what: str, hint: str | None = None) -> None:
        """Note what this table, whole as it is, might say and does not."""
        if self.is_whole:
            home = self._home(key)
            path = home.path if key is None else (*home.path, key)
            home.source.report(Problem(MISSING_FIELD, what, path, hint, is_note=True))

    def _home(self, key: str | int | None) -> Table:
        """The table in whose file a key of this one stands."""
        amended = self.amendment is not None and key in self.amendment.values
        return self.amendment if self.amendment is not None and amended else self

    def owner(self, key: str) -> Table:
        """The table that has the key: this one, or else the nearest that it builds on."""
        table = self
        while key not in table.values:
            if table.base is None:
                return self
            table = table.base
        return table._home(key)

    @property
    def is_whole(self) -> bool:
        """Whether all that it says, or takes over, is known."""
        return not self.partial and (self.base is None or self.base.is_whole)

    def has(self, key: str) -> bool:
        """Whether the key is there, or taken over."""
        self.asked.add(key)
        return key in self.owner(key).values

    def in_words_of_today(self, former: Mapping[str, str]) -> Table:
        """The same, keys by their former spelling renamed; one whose new spelling stands there too is left, unknown."""
        names = {key: former[key] for key in former if key in self.values and former[key] not in self.values}
        if names:
            self.values = {names.get(key, key): value for key, value in self.values.items()}
        return self

    def take(self, key: str, kind: type[T], *, required: bool = False, among: tuple[str, ...] = ()) -> T | None:
        """The value of exactly this type, or None after saying what is wrong with it.

        Of a text, whoever asks looks whether it is `among` the words that may stand there.
        """
        self.asked.add(key)
        owner = self if self.amendment is None and (key in self.values or self.base is None) else self.owner(key)
        value = owner.values.get(key)
        if value is None:
            if required:
                self.faulty.add(key)
                if self.is_whole:
                    self.mistake(MISSING_FIELD, None, f"{key!r} is missing")
            return None
        if type(value) is not kind:
            hint = f'write "{value}"' if kind is str and type(value) in (int, Decimal, bool) else None
            owner.mistake(WRONG_VALUE, key, f"{described(value)} stands where {NAMES[kind]} belongs", hint)
            self.faulty.add(key)
            return None
        return value

    def raw(self, key: str, *kinds: type, among: tuple[str, ...] = ()) -> object:
        """A value for one who looks himself whether it is of these types and words; None where there is none."""
        self.asked.add(key)
        return self.owner(key).values.get(key)

    def named(self, *kinds: type) -> tuple[str, ...]:
        """The keys that nobody has asked for: names that the catalogue gives, of values of these types."""
        return tuple(key for key in self.values if key not in self.asked)

    def text(self, key: str) -> str:
        """A text that must be there and say something; "" after a mistake."""
        value = self.take(key, str, required=True)
        if value is not None and not value.strip():
            self.owner(key).mistake(WRONG_VALUE, key, "the text is empty")
        return value or ""

    def optional_text(self, key: str) -> str | None:
        """A text, empty ones included."""
        return self.take(key, str)

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within bounds, both included."""
        value = self.take(key, int)
        if value is not None and not low <= value <= high:
            self.owner(key).mistake(WRONG_VALUE, key, f"{described(value)} is not between {low} and {high}")
            self.faulty.add(key)
            return None
        return value

    def number(self, key: str) -> Decimal | None:
        """A whole or decimal number that a figure can be: finite, and no longer than one of a report."""
        self.asked.add(key)
        value = self.owner(key).values.get(key)
        if value is None:
            return None
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            self.owner(key).mistake(WRONG_VALUE, key, f"{described(value)} stands where a number belongs")
        elif not Decimal(value).is_finite() or not is_bounded(value):
            self.owner(key).mistake(
                WRONG_VALUE, key, f"{described(value)} is no figure", f"a number of at most {MOST_DIGITS} digits"
            )
        else:
            return Decimal(value)
        self.faulty.add(key)
        return None

    def flag(self, key: str) -> bool | None:
        """true or false, nothing else."""
        return self.take(key, bool)

    def date(self, key: str, *, required: bool = True) -> dt.date | None:
        """A date without a time, of a year of which there may be a report."""
        value = self.take(key, dt.date, required=required)
        if value is not None and value.year not in YEARS:
            self.owner(key).mistake(WRONG_VALUE, key, f"{value} is not between {YEARS[0]} and {YEARS[-1]}")
            self.faulty.add(key)
            return None
        return value

    def text_or_texts(self, key: str, *, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts; one text may stand for a list of one."""
        if type(self.owner(key).values.get(key)) is list:
            return self.texts(key, among=among)
        found = self.take(key, str, among=among)
        return () if found is None else (found,)

    def texts(self, key: str, *, required: bool = False, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, each of them said once; one that is required has some."""
        owner, values = self.owner(key), cast("list[object] | None", self.take(key, list, required=required)) or []
        if required and not values and key not in self.faulty:
            owner.mistake(WRONG_VALUE, key, "the list is empty")
        good: dict[str, None] = {}
        for position, value in enumerate(values):
            if type(value) is not str:
                owner.item_mistake(key, position, f"{described(value)} stands where a text belongs")
            elif value in good:
                owner.item_mistake(key, position, f"{value[:40]!r} stands twice in the list")
            else:
                good[value] = None
        return tuple(good)

    def item_mistake(self, key: str, position: int, what: str) -> None:
        """Note a wrong value inside a list."""
        self.faulty.add(key)
        home = self._home(key)
        home.source.report(Problem(WRONG_VALUE, what, (*home.path, key, position)))

    def choice(self, key: str, kind: type[E], default: E, *, required: bool = True) -> E:
        """One word of a closed list; the default where none is written, and after a mistake."""
        value = self.take(key, str, required=required)
        if value is None:
            return default
        try:
            return kind(value)
        except ValueError:
            self.owner(key).mistake(WRONG_VALUE, key, *not_among(value, tuple(kind)))
            self.faulty.add(key)
            return default

    def translated(self, key: str) -> Text:
        """A text that must be there in each language of the edition."""
        found = self.optional_translated(key, required=True)
        return Translated(dict.fromkeys(self.languages, "")) if found is None else found

    def optional_translated(self, key: str, *, required: bool = False) -> Text | None:
        """A text in each language of the edition, if it is there at all."""
        values = cast("dict[str, object] | None", self.take(key, dict, required=required))
        if values is None:
            return None
        if tuple(values) == self.languages and _all_say_something(values):
            return Translated(cast("dict[str, str]", values))  # as most are: nothing to tell, no table to make
        owner = self.owner(key)
        partial = self.partial or owner.partial
        return Table(owner.source, values, (*owner.path, key), self.languages, partial=partial).translations()

    def translations(self) -> Text:
        """This table as a text by language; languages of other editions may stand beside."""
        found = Translated({language: self._translation(language) for language in self.languages})
        for key in self.values:
            if key in self.languages:
                continue
            if not is_language(key) or type(self.values[key]) is not str:
                self.mistake(UNKNOWN_KEY, key, f"no language {key[:40]!r}", did_you_mean(key, self.languages))
        return found

    def spoken(self) -> Text | None:
        """A text by language that stands among this table's own keys, if it is there."""
        texts = {key: self.values[key] for key in self.values if key not in self.asked and is_language(key)}
        self.asked.update(texts)
        table = Table(self.source, texts, self.path, self.languages, partial=self.partial)
        return table.translations() if texts else None

    def _translation(self, language: str) -> str:
        value = self.values.get(language)
        if type(value) is str and value.strip():
            return value
        if value is None or type(value) is str:
            if value is not None or not self.partial:
                self.mistake(TRANSLATION, None, f"the text in {language!r} is missing")
        else:
            self.mistake(WRONG_VALUE, language, f"{described(value)} stands where a text belongs")
        return ""

    def table(self, key: str, *, required: bool = False) -> Table:
        """A table within this one; an empty one where there is none."""
        values = cast("dict[str, object] | None", self.take(key, dict, required=required))
        owner = self.owner(key)
        path = (*owner.path, key)
        wounded = ".".join(map(str, path)) in self.source.wounded
        return Table(owner.source, values or {}, path, self.languages, partial=self.partial or wounded)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every entry as a table of its own, in the file's order; entries that are none are mistakes."""
        if not self.path:
            self._leave_out_headless()
        for key in self.values:
            if key not in self.asked:
                yield key, self.table(key)

    def _leave_out_headless(self) -> None:
        """Fields at the top of a file of records belong to a record whose header is missing."""
        if all(type(value) is dict for value in self.values.values()):
            return
        heads = {header.partition(".")[0].strip("\"' ") for header in self.source.headers}
        headless = [key for key in self.values if key not in heads]
        self.mistake(WRONG_VALUE, headless[0], "this stands in no table", "a [header] is missing above")
        self.asked.update(headless)
        self.source.complete = False  # what the record defines is not known to be absent

    def list_of_tables(self, key: str) -> list[Table]:
        """A list of tables; a single table may stand for a list of one."""
        self.asked.add(key)
        owner = self.owner(key)
        value = owner.values.get(key, [])
        if type(value) is dict:
            return [Table(owner.source, value, (*owner.path, key), self.languages)]
        tables = []
        for position, item in enumerate(cast("list[object] | None", self.take(key, list)) or []):
            if type(item) is dict:
                tables.append(Table(owner.source, item, (*owner.path, key, position), self.languages))
            else:
                owner.item_mistake(key, position, f"{described(item)} stands where a table belongs")
        return tables

    def list_or_tables(self, key: str) -> Iterator[tuple[str | None, Table]]:
        """Tables by name, or a list of tables, which have none."""
        if type(self.owner(key).values.get(key)) is dict:
            yield from self.table(key).tables()
        else:
            yield from ((None, entry) for entry in self.list_of_tables(key))

    def texts_or_tables(self, key: str) -> list[str | Table]:
        """A list whose items are texts, or tables that say more; a single one may stand for a list of one."""
        self.asked.add(key)
        owner = self.owner(key)
        value = owner.values.get(key, [])
        if type(value) is dict:
            return [Table(owner.source, value, (*owner.path, key), self.languages)]
        found: list[str | Table] = []
        for position, item in enumerate(cast("list[object] | None", self.take(key, list)) or []):
            if type(item) is dict:
                found.append(Table(owner.source, item, (*owner.path, key, position), self.languages))
            elif type(item) is str and item.strip():
                if item in found:
                    owner.item_mistake(key, position, f"{item[:40]!r} stands twice in the list")
                found.append(item)
            else:
                owner.item_mistake(key, position, f"{described(item)} stands where a text or a table belongs")
        return found

    def close(self) -> None:
        """Say which keys nobody asked for."""
        if self.values.keys() <= self.asked:
            return
        for key in self.values:
            if key not in self.asked:
                self.mistake(UNKNOWN_KEY, key, f"unknown key {key[:40]!r}", did_you_mean(key, self.asked))


def is_language(key: str) -> bool:
    """Whether a key may be a language's."""
    return key.isascii() and key.islower() and len(key) in (2, 3)


def _all_say_something(values: dict[str, object]) -> bool:
    return all(type(value) is str and value.strip() for value in values.values())


def top_table(source: Source, languages: tuple[str, ...] = ()) -> Table:
    """A whole file as a table."""
    return Table(source, source.data, (), languages, partial=not source.complete or "" in source.wounded)


def not_among(value: str, allowed: tuple[str, ...]) -> tuple[str, str]:
    """What to say of a word outside a closed list, and what would be inside."""
    hint = did_you_mean(value, allowed) or "one of: " + ", ".join(allowed)
    return f"{value[:40]!r} is not a word that may stand here", hint
