"""One edition of the form: every definition that a report is read and judged by.

These are plain frozen records; `cchc.load` makes them from TOML and checks them, so code that
holds an `Edition` may trust it: names resolve, units agree, formulas have no cycle.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import ClassVar

from cchc.edition.aggregation import Aggregation, aggregations
from cchc.edition.alike import section_text, sections_of_alike
from cchc.edition.amendment import EditionStatus, Variant, applies
from cchc.edition.glossary import Concept
from cchc.edition.ground import Certainty, Ground
from cchc.edition.line import Example, Indicator, SymbolPattern, ZeroDenominator
from cchc.edition.measure import IndicatorKind, Measure, Sign
from cchc.edition.missing import MissingWords, missing_words
from cchc.edition.office import Calendar, Level, Signatory
from cchc.edition.parameter import Parameter
from cchc.edition.register import Column, Instrument, Status, Term, Unit
from cchc.edition.rule import Escalation, FindingKind, Instance, Nature, Rule, Severity, gravest
from cchc.edition.table import FigureColumn, FormTable
from cchc.formula.tree import names_of, parts_of, summands_of
from cchc.prompt import some
from cchc.record import Named, field, frozen
from cchc.value import Reason
from cchc.words import Face, Text, Translated, data, face, point_of, spellings

__all__ = [
    "QUOTED",
    "Column",
    "Concept",
    "Edition",
    "Escalation",
    "Example",
    "FindingKind",
    "Indicator",
    "IndicatorKind",
    "Instance",
    "Instrument",
    "Measure",
    "Nature",
    "Parameter",
    "Rule",
    "Severity",
    "Sign",
    "Status",
    "SymbolPattern",
    "Term",
    "Unit",
    "ZeroDenominator",
    "gravest",
    "label_of",
]

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
    tables: Mapping[str, FormTable] = field(factory=dict, metadata={"kind": "table", "listed": "id"})
    """Tables whose figures are row by column; the lines of a form are no table of these."""
    parameters: Mapping[str, Parameter] = field(factory=dict, metadata={"kind": "parameter", "listed": "id"})
    terms: Mapping[str, Term] = field(factory=dict, metadata={"kind": "term", "listed": "id"})
    glossary: Mapping[str, Concept] = field(factory=dict, metadata={"kind": "concept", "listed": "id"})
    """Words of the field that texts speak in; left out where the files of definitions were left closed."""
    in_force_certainty: Certainty | None = field(default=None, metadata={"absent": True})
    """How it is known that the edition is in force from and to these days; None: nobody says."""
    in_force_because: tuple[Ground, ...] = ()
    """The instruments by whose days it begins."""
    status: EditionStatus = EditionStatus.OFFICIAL
    status_note: Text | None = field(default=None, metadata={"absent": True})
    base: str | None = field(default=None, metadata={"absent": True})
    """The edition that this one says changes of."""
    breaks: tuple[dt.date, ...] = ()
    """Days from which on figures are not set against those before: this edition's first, and those of its bases."""
    year_starts: Mapping[str, dt.date] = field(factory=dict)
    """The first day of a year that does not begin on 1 January, as that in which the offices were founded."""
    variants: Mapping[str, Variant] = field(factory=dict, metadata={"kind": "variant", "listed": "id"})
    form_number: tuple[str, ...] = ()
    """What the form is numbered, as it prints it: "Biểu số 06/VPCP/KSTT"; the first spelling is its own."""
    legal_basis: tuple[Ground, ...] = ()
    """Instruments that the form as a whole rests on."""
    example: str | None = field(default=None, metadata={"absent": True})
    """The file of a form filled in rightly, beside its definitions: the worked example of all its tables."""
    letterhead: tuple[str, ...] = ()
    """Beginnings of what is printed around the table and says nothing of the figures."""
    texts: Mapping[str, Text] = field(factory=dict)
    """What this catalogue words otherwise than the library, by face and name: "judging.cause.zero_denominator"."""
    severities: Mapping[str, Severity] = field(factory=dict)
    """Built-in findings, by code, that weigh otherwise here."""
    numbers: str | None = field(default=None, metadata={"absent": True})
    """The language in whose way numbers are written on the form; None where it is the first of its languages."""
    spellings: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Words for a reason to be missing, for yes or for no, where they are not the library's."""

    def __repr__(self) -> str:
        tables = f", {some(len(self.tables), 'table')}" if self.tables else ""
        lines, rules = some(len(self.indicators), "indicator"), some(len(self.rules), "rule")
        return f"<Edition {self.id}: {lines}, {rules}{tables}>"

    def holds_on(self, day: dt.date) -> bool:
        """Whether the edition is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

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

    @cached_property
    def point(self) -> str:
        """What parts whole and decimals on the form: a comma in Vietnamese, a point in English."""
        return point_of(self.numbers or self.languages[0])

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
        if not self.languages:  # too faulty to quote anything
            return {}
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
    def has_quantities(self) -> bool:
        """Whether any line is measured in a unit that may be given otherwise."""
        return any(line.kind.is_quantity for line in self.indicators.values())

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
    def named(self) -> Mapping[str, Indicator | Parameter]:
        """Whatever a formula may name: lines and auxiliaries, and parameters."""
        return {**self.everything, **self.parameters}

    @property
    def table_columns(self) -> Iterator[FigureColumn]:
        """The columns of figures of all tables."""
        return (column for table in self.tables.values() for column in table.columns.values())

    def asks_all(self, lines: Iterable[str]) -> bool:
        """Whether the form still asks each of some lines, wherever it is filled in."""
        return all(id in self.indicators and not self.indicators[id].is_ended for id in lines)

    def is_asked(self, id: str, settings: Mapping[str, str]) -> bool:
        """Whether a line is to be filled in where the variants are set so."""
        line = self.everything[id]
        return not line.is_ended and applies(line.amendment, settings)

    @cached_property
    def sections_of_alike(self) -> Mapping[str, Mapping[str, str]]:
        """By language, for lines whose label others have, too, the section that tells each apart."""
        return {language: sections_of_alike(self.indicators, language) for language in self.languages}

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
            if id in self.figures:
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

    @cached_property
    def summands(self) -> Mapping[str, tuple[str, ...]]:
        """The figures of which each figure is the sum, by rules of the shape "total == one + other"."""
        checks = (instance.check for rule in self.rules.values() for instance in rule.instances)
        return dict(found for check in checks for found in summands_of(check))


def label_among(edition: Edition, id: str) -> Text:
    """The same as it is told in a sentence: of a label that several lines have with the section of this one."""
    alike, home = edition.sections_of_alike, edition.languages[0]

    def told(language: str, text: str) -> str:
        section = alike.get(language, alike[home]).get(id)
        return text if section is None else f"{text} ({section_text(edition.indicators[section], language)})"

    return Translated({language: told(language, text) for language, text in label_of(edition, id).items()})


def label_of(edition: Edition, id: str) -> Text:
    """An indicator's label without the colon that the form prints after it."""
    return Translated({language: text.rstrip(" :.") for language, text in edition.named[id].label.items()})
