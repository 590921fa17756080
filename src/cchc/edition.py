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

from cchc.aggregation import Aggregation, Way, aggregations
from cchc.formula.tree import Tree, names_of, parts_of
from cchc.named import Named
from cchc.prompt import shortened, some
from cchc.record import frozen
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


class Signatory(StrEnum):
    """Whose names stand at the foot of a report."""

    PREPARED_BY = "prepared_by"
    SIGNED_BY = "signed_by"


class ObservationStatus(StrEnum):
    """What SDMX (CL_OBS_STATUS) calls a value that is there, and the ways of one that is not."""

    NORMAL = "A"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    MISSING = "O"


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
class MissingWords:
    """The words that stand for one reason why a figure is missing, and its SDMX status."""

    reason: Reason
    label: Text
    sdmx: ObservationStatus
    words: tuple[str, ...] = ()


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
class Calendar:
    """The days on which periods close: 14 = "from the 15th before to the 14th" (Nghị định
    09/2019/NĐ-CP); 0 = calendar months."""

    closing_day: int


@frozen
class Level:
    """The kinds of office that report, and of their superiors, while the edition is in force."""

    offices: tuple[str, ...]
    superiors: tuple[str, ...]


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
    here: 0 or None. `decimals` is 0 for counts.
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
    """A cross-field check, expanded over its `instances`; `good` and `bad` are sample reports."""

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
    legal_basis: tuple[str, ...] = ()
    notes: Text | None = None
    file: str = ""
    line: int = field(default=0, eq=False)

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

    @cached_property
    def reading(self) -> Face:
        """Why a file is not taken for a report, in words."""
        return self._face("reading")

    @cached_property
    def judging(self) -> Face:
        """Names of kinds, severities, causes, … , answers, diagnoses, and formulas in words."""
        return self._face("judging")

    @cached_property
    def writing(self) -> Face:
        """Words in the files that are written."""
        return self._face("writing")

    def _face(self, name: str) -> Face:
        own = {text.removeprefix(f"{name}."): self.texts[text] for text in self.texts if text.startswith(f"{name}.")}
        return face(name).worded(own) if own else face(name)

    @cached_property
    def finding_kinds(self) -> Mapping[str, FindingKind]:
        """The built-in diagnostics by code."""
        said, parts = self._face("findings"), ("title", "says", "advice")
        weigh = {code: self.severities.get(code, Severity(kind["severity"])) for code, kind in data("findings").items()}
        kinds = {code: FindingKind(code, weigh[code], *(said.text(code, part) for part in parts)) for code in weigh}
        return Named("code of a finding", kinds)

    @cached_property
    def missing(self) -> Mapping[Reason, MissingWords]:
        """The words that stand where a figure should, by the reason that they give."""
        said, known = self._face("missing"), data("missing")
        return {
            reason: MissingWords(
                reason, said.text(reason, "label"), ObservationStatus(known[reason]["sdmx"]), self._spelt(reason)
            )
            for reason in Reason
        }

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
        return aggregations(self._face("aggregation"))

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
