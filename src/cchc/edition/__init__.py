"""One edition of the form: every definition that a report is read and judged by.

These are plain frozen records; `cchc.load` makes them from TOML and checks them, so code that
holds an `Edition` may trust it: names resolve, units agree, formulas have no cycle.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from attrs import field

from cchc.edition.aggregation import Aggregation, Way, aggregations
from cchc.edition.missing import MissingWords, missing_words
from cchc.edition.office import Calendar, Level, Signatory
from cchc.formula.tree import Tree, names_of, parts_of
from cchc.prompt import shortened, some
from cchc.record import Named, frozen
from cchc.value import Reason
from cchc.words import Face, Text, Translated, data, face, spellings


class IndicatorKind(StrEnum):
    """What a line of the form asks for."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    YES_NO = "yes-no"
    STATUS = "status"
    DOCUMENT = "document"
    HEADING = "heading"

    @property
    def is_number(self) -> bool:
        """Whether the figures of such lines are numbers, which formulas may reckon with."""
        return self in (IndicatorKind.COUNT, IndicatorKind.PERCENTAGE)


class ZeroDenominator(StrEnum):
    """What 0 over 0 is; anything else over 0 is undefined in any case."""

    UNDEFINED = "undefined"
    ZERO = "zero"


class Severity(StrEnum):
    """How grave a finding is: an error makes the report wrong, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Nature(StrEnum):
    """Whether a rule follows from the definitions, or from what is plausible."""

    DEFINITIONAL = "definitional"
    PLAUSIBILITY = "plausibility"


@frozen
class Unit:
    """A unit of measure and what it counts."""

    id: str
    label: Text
    counts: Text


@frozen
class Instrument:
    """A legal instrument that definitions rest on."""

    id: str
    number: str
    date: dt.date
    title: Text


@frozen
class Term:
    """Words that an instrument has put out of use: `ended` is the first day on which it was in force.

    Where one of `unless` stands in the same cell, the words mean another thing; `instead` says what is said today.
    """

    id: str
    words: tuple[str, ...]
    ended: dt.date
    instead: Text
    unless: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()


@frozen
class Status:
    """A status word: its id in formulas, and the spellings it is read from."""

    id: str
    label: Text
    words: tuple[str, ...]


@frozen
class Column:
    """A column of the form: its name here, its printed heading, other headings in use."""

    id: str
    label: Text
    headings: tuple[str, ...]


@frozen
class Example:
    """Figures and the value that a formula gives for them (a text such as "99.22", or a cause)."""

    figures: Mapping[str, object]
    gives: str


@frozen
class SymbolPattern:
    """What the reference on a document line looks like: types of document, issuing bodies."""

    types: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@frozen
class Indicator:
    """One line of the form (or an auxiliary figure that a rule needs and no line of its own has).

    `path` is its place ("II.2.4.4.1"), `code` what the form prints there ("-", "3,1", "").
    `none` and `not_arisen` say what "không có" and "chưa phát sinh" are worth in arithmetic
    here: 0 or None. `decimals` is 0 for counts. `part_of` is the line of which it is a part ("trong đó").
    """

    id: str
    path: str
    code: str
    label: Text
    kind: IndicatorKind
    over_time: Way
    over_offices: Way
    unit: str | None = None
    printed_unit: str | None = None
    decimals: int = 0
    formula: Tree | None = None
    formula_text: str | None = None
    examples: tuple[Example, ...] = ()
    none: int | None = None
    not_arisen: int | None = None
    statuses: tuple[str, ...] = ()
    symbol: SymbolPattern | None = None
    prompts: tuple[str, ...] = ()
    pair: str | None = None
    part_of: str | None = None
    definition: Text | None = None
    notes: Text | None = None
    legal_basis: tuple[str, ...] = ()
    parent: str | None = None
    auxiliary: bool = False
    replaced_by: str | None = None
    deprecated: bool = False
    file: str = ""
    line: int = field(default=0, eq=False)

    @property
    def is_heading(self) -> bool:
        return self.kind is IndicatorKind.HEADING

    def __repr__(self) -> str:
        return f"<Indicator {self.id} {self.path}: {shortened(next(iter(self.label.values())))}>"


@frozen
class Escalation:
    """A severity that takes the place of the rule's own when a condition holds."""

    severity: Severity
    condition: Tree
    condition_text: str


@frozen
class Instance:
    """A rule bound to indicators: to one percentage, to a part and its whole, to two documents."""

    rule: str
    bindings: Mapping[str, str]
    check: Tree
    escalations: tuple[Escalation, ...] = ()


@frozen
class Rule:
    """A cross-field check, expanded over its `instances`; `good` and `bad` are sample reports.

    A catalogue's own rule may stand for one of the library's (`stands_for`: "S003"), which then does not apply.
    """

    id: str
    code: str
    check: str
    severity: Severity
    nature: Nature
    says: Text
    advice: Text
    instances: tuple[Instance, ...]
    good: Mapping[str, object]
    bad: Mapping[str, object]
    family: str | None = None
    stands_for: str | None = None
    legal_basis: tuple[str, ...] = ()
    notes: Text | None = None
    file: str = ""
    line: int = field(default=0, eq=False)

    @property
    def is_standard(self) -> bool:
        """Whether it comes with the library, so that no samples stand beside it."""
        return self.id.startswith("S")

    def __repr__(self) -> str:
        return f"<Rule {self.id} {self.severity}: {shortened(self.check)}>"


@frozen
class FindingKind:
    """A built-in diagnostic, its texts with {placeholders} filled when a finding is read."""

    code: str
    severity: Severity
    title: Text
    says: Text
    advice: Text


QUOTED = ("quantity", "unit", "explanation")
"""Columns that texts speak of by what the form calls them."""


@frozen
class Edition:
    """All definitions of one form in force from one date to another, in the form's own order."""

    schema: ClassVar[str] = "cchc.catalogue/1"

    id: str
    title: Text
    languages: tuple[str, ...]
    in_force_from: dt.date
    in_force_to: dt.date | None
    calendar: Calendar
    level: Level
    zero_denominator: ZeroDenominator
    columns: Mapping[str, Column] = field(metadata={"kind": "column", "listed": "id"})
    title_words: tuple[str, ...]
    signatories: Mapping[Signatory, tuple[str, ...]]
    units: Mapping[str, Unit] = field(metadata={"kind": "unit", "listed": "id"})
    instruments: Mapping[str, Instrument] = field(metadata={"kind": "instrument", "listed": "id"})
    statuses: Mapping[str, Status] = field(metadata={"kind": "status", "listed": "id"})
    indicators: Mapping[str, Indicator] = field(metadata={"kind": "indicator", "listed": "id"})
    auxiliaries: Mapping[str, Indicator] = field(metadata={"kind": "indicator", "listed": "id"})
    rules: Mapping[str, Rule] = field(metadata={"kind": "rule", "listed": "id"})
    terms: Mapping[str, Term] = field(factory=dict, metadata={"kind": "term", "listed": "id"})
    letterhead: tuple[str, ...] = ()
    """Beginnings of what is printed around the table and says nothing of the figures."""
    texts: Mapping[str, Text] = field(factory=dict)
    """What this catalogue words otherwise than the library, by face and name: "judging.cause.zero_denominator"."""
    severities: Mapping[str, Severity] = field(factory=dict)
    """Built-in findings, by code, that weigh otherwise here."""
    spellings: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Words for a reason to be missing, for yes or for no, where they are not the library's."""

    def __repr__(self) -> str:
        return f"<Edition {self.id}: {some(len(self.indicators), 'indicator')}, {some(len(self.rules), 'rule')}>"

    def face(self, name: str) -> Face:
        """The texts of a face, this catalogue's own in place of those that it words otherwise."""
        return self._worded.get(name) or face(name)

    @cached_property
    def _worded(self) -> Mapping[str, Face]:
        own: dict[str, dict[str, Text]] = {}
        for whole, text in self.texts.items():
            of, _, name = whole.partition(".")
            own.setdefault(of, {})[name] = text
        return {of: face(of).worded(texts) for of, texts in own.items()}

    @property
    def reading(self) -> Face:
        """Why a file is not taken for a report, in words."""
        return self.face("reading")

    @property
    def judging(self) -> Face:
        """Names of kinds, severities, causes, … , answers, diagnoses, and formulas in words."""
        return self.face("judging")

    @property
    def writing(self) -> Face:
        """Words in the files that are written."""
        return self.face("writing")

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """What texts quote of the form itself, in its own language: columns, answers, words for missing values."""
        home = self.languages[0]
        headings = ", ".join(column.label[home] for column in self.columns.values())
        columns = {id: self.columns[id].label[home] for id in QUOTED if id in self.columns}
        reasons = {reason.value: words.words[0] for reason, words in self.missing.items() if words.words}
        title = self.title_words[0].upper() if self.title_words else ""
        answers = {answer: self.judging.say(home, "answer", answer) for answer in ("yes", "no")}
        return {**columns, **reasons, **answers, "headings": headings, "title": title}

    @cached_property
    def finding_kinds(self) -> Mapping[str, FindingKind]:
        """The built-in diagnostics by code, with what they quote of the form filled in."""
        said, parts = self.face("findings").filled(self.printed), ("title", "says", "advice")
        weigh = {code: self.severities.get(code, Severity(kind["severity"])) for code, kind in data("findings").items()}
        kinds = {code: FindingKind(code, weigh[code], *(said.text(code, part) for part in parts)) for code in weigh}
        return Named("code of a finding", kinds)

    @cached_property
    def missing(self) -> Mapping[Reason, MissingWords]:
        """The words that stand where a figure should, by the reason that they give."""
        return missing_words(self.face("missing"), self._spelt)

    @cached_property
    def yes(self) -> tuple[str, ...]:
        """Words that answer yes, the first of them that which is written."""
        return self._answer("yes")

    @cached_property
    def no(self) -> tuple[str, ...]:
        """Words that answer no."""
        return self._answer("no")

    def _spelt(self, name: str) -> tuple[str, ...]:
        return self.spellings[name] if name in self.spellings else spellings(name, self.languages[0])

    def _answer(self, name: str) -> tuple[str, ...]:
        """The words of an answer; what a drop-down offers for it is always among them."""
        words, offered = self._spelt(name), self.judging.say(self.languages[0], "answer", name)
        return words if offered.casefold() in map(str.casefold, words) else (offered, *words)

    @cached_property
    def aggregations(self) -> Mapping[str, Aggregation]:
        """What each way of putting figures together is called, by "axis.way"."""
        return aggregations(self.face("aggregation"))

    @cached_property
    def figures(self) -> Mapping[str, Indicator]:
        """Whatever may have a value: every line but the headings, then the auxiliaries."""
        lines = {id: line for id, line in self.indicators.items() if not line.is_heading}
        return Named("indicator", {**lines, **self.auxiliaries})

    @cached_property
    def everything(self) -> Mapping[str, Indicator]:
        """Lines, headings and auxiliaries by id."""
        return Named("indicator", {**self.indicators, **self.auxiliaries})

    @cached_property
    def computed(self) -> tuple[Indicator, ...]:
        """The indicators with a formula, each after those that it is computed from."""
        ordered: dict[str, Indicator] = {}
        for indicator in self.figures.values():
            self._place(indicator, ordered)
        return tuple(ordered.values())

    def _place(self, indicator: Indicator, ordered: dict[str, Indicator]) -> None:
        if indicator.formula is None or indicator.id in ordered:
            return
        for id in names_of(indicator.formula):
            self._place(self.figures[id], ordered)
        ordered[indicator.id] = indicator

    @cached_property
    def wholes(self) -> Mapping[str, tuple[str, ...]]:
        """The wholes of each figure that is a part: by the percentages, and by rules of the shape "part <= whole"."""
        formulas = (line.formula for line in self.figures.values() if line.formula is not None)
        checks = (instance.check for rule in self.rules.values() for instance in rule.instances)
        found: dict[str, list[str]] = {}
        for part, whole in dict.fromkeys(pair for tree in (*formulas, *checks) for pair in parts_of(tree)):
            found.setdefault(part, []).append(whole)
        return {part: tuple(wholes) for part, wholes in found.items()}


def label_of(edition: Edition, id: str) -> Text:
    """An indicator's label without the colon that the form prints after it."""
    return Translated({language: text.rstrip(" :.") for language, text in edition.everything[id].label.items()})
