"""What an empty form asks: what each cell wants, which input is right, which rules can watch while it is filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from cchc.edition import Edition, Indicator, IndicatorKind, Instance, Rule, Severity, label_of
from cchc.edition.amendment import applies
from cchc.formula.spreadsheet import SheetCells
from cchc.formula.tree import Apply, Name, facts_of, mentions_of, names_of
from cchc.formula.words import words
from cchc.period import Period, PeriodKind
from cchc.record import field, frozen
from cchc.text.dates import find_dates, find_window
from cchc.text.periods import month_name
from cchc.words import PLACEHOLDER
from cchc.writers.cell_formulas import formula

LONGEST_FORMULA = 255
"""Characters of a condition on input that Excel takes; also of one literal text inside a formula."""
_YEARS = 4
_WANTED = {IndicatorKind.DATE: "day"}
"""What a line asks for, where its kind is called as something else that is to be written."""
_COUNTS = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 1,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
}
_ROMAN = ("I", "II", "III", "IV")


@frozen
class Watch:
    """A rule that a sheet can watch: its condition and what to say when that does not hold, both as formulas."""

    line: str
    severity: Severity
    formula: str


@frozen
class Questions:
    """An edition's questions, in one language."""

    edition: Edition
    language: str
    settings: Mapping[str, str] = field(factory=dict)
    """How the variants are set for the office that fills the form in."""

    def is_asked(self, line: Indicator) -> bool:
        """Whether the line is to be filled in at this time, by this office."""
        return self.edition.is_asked(line.id, self.settings)

    def phrase(self, *name: str, **figures: object) -> str:
        """A text of the writers' face."""
        return self.edition.writing.say(self.language, *name, **figures)

    def wants(self, line: Indicator) -> str:
        """What is to be written on a line, and what it means now where its label does not say so."""
        meant = self.meant(line)
        return f"{meant} {self._wants(line)}".strip() if self.is_asked(line) else meant

    def meant(self, line: Indicator) -> str:
        """What an edition says otherwise of a line than its printed label does; nothing, where it does not."""
        amendment, told = line.amendment, []
        read_as = None if amendment is None else amendment.read_as
        if not self.is_asked(line):
            told.append(self.phrase("wants.not_asked"))
            if read_as is not None:
                told.append(self.phrase("wants.read_if_given", meaning=read_as[self.language]))
        elif read_as is not None:
            told.append(self.phrase("wants.read_as", meaning=read_as[self.language]))
        if amendment is not None and amendment.note is not None:
            told.append(amendment.note[self.language])
        return " ".join(told)

    def _wants(self, line: Indicator) -> str:
        if line.formula is not None:
            told = words(line.formula, self.edition.judging, self.language, self._quoted)
            return self.phrase("wants.nothing", formula=told)
        unit = self.edition.units.get(line.unit or "")
        kind = "pair" if line.pair is not None else _WANTED.get(line.kind, line.kind.value)
        told = self.phrase(
            "wants",
            kind,
            unit=unit.label[self.language] if unit is not None else "",
            example=self._example(line),
        )
        more = line.notes or line.gist or (unit.counts if unit is not None else None)
        return f"{told} {more[self.language]}" if more is not None else told

    def _quoted(self, id: str) -> str:
        return f"“{label_of(self.edition, id)[self.language]}”"

    def _example(self, line: Indicator) -> str:
        """How a document is cited, with the types and bodies that the line expects."""
        symbol = line.symbol
        type = symbol.types[0] if symbol is not None and symbol.types else "KH"
        body = symbol.bodies[0] if symbol is not None and symbol.bodies else "UBND"
        return f"62/{type}-{body}, 28/02/{self.edition.in_force_from.year + 1}"

    def answers(self, line: Indicator) -> list[str]:
        """The answers that a drop-down offers; none for a line that asks for something else."""
        home = self.edition.languages[0]
        if line.kind is IndicatorKind.YES_NO:
            return [self.edition.judging.say(home, "answer", answer) for answer in ("yes", "no")]
        if line.kind is IndicatorKind.STATUS:
            return [self.edition.statuses[status].label[home] for status in line.statuses]
        return []

    def titles(self) -> list[str]:
        """The titles of all periods that the edition is in force for, on their last day by the calendar, of the kinds
        that its form is for."""
        kinds = [kind for kind in _COUNTS if kind in self.edition.calendar.periods] or list(_COUNTS)
        first, last = self.edition.in_force_from, self.edition.in_force_to
        years = range(first.year, (last.year if last is not None else first.year + _YEARS) + 1)
        return [
            self.title(kind, year, number)
            for year in years
            for kind, count in _COUNTS.items()
            if kind in kinds
            for number in range(1, count + 1)
            if first <= (end := self.edition.calendar.period(kind, year, number).calendar_end)
            and (last is None or end <= last)
        ]

    def title(self, kind: PeriodKind, year: int, number: int) -> str:
        """The title of a report on a period."""
        return f"{self.edition.title_words[0]} {self.period(kind, year, number)}".upper()

    def period(self, kind: PeriodKind, year: int, number: int) -> str:
        """A period in the form's own language."""
        home = self.edition.languages[0]
        shown = _ROMAN[number - 1] if kind is PeriodKind.QUARTER else str(number)
        shown = month_name(number, home) if kind is PeriodKind.MONTH else shown
        years = f"{year}-{year + 1}" if kind is PeriodKind.SCHOOL_YEAR else year
        return self.edition.writing.say(home, "period", kind, number=shown, year=years)

    def label(self, line: Indicator, period: Period | None) -> str:
        """The label as the form prints it; dates that it names are from the offices' new year to the period's end."""
        label = line.label[self.edition.languages[0]]
        if period is None or find_window(label) is None:
            return label
        spans = [span for _, span in find_dates(label)]
        first = self.edition.year_starts.get(str(period.year), dt.date(period.year, 1, 1))
        for (start, end), date in zip(reversed(spans), (period.end, first), strict=False):
            in_words = label[start:end].count("/") < 2
            label = label[:start] + (f"{date:%d tháng %m năm %Y}" if in_words else f"{date:%d/%m/%Y}") + label[end:]
        return label

    def bounds(self, id: str) -> Sequence[tuple[str, str]]:
        """For the parts and wholes of simple rules: ("<=", the whole) of a part, (">=", the part) of a whole."""
        return self._bounds.get(id, ())

    @cached_property
    def _bounds(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for instance in self._instances():
            match instance.check:
                case Apply("<=", (Name(part), Name(whole))):
                    found.setdefault(part, []).append(("<=", whole))
                    if whole != part:
                        found.setdefault(whole, []).append((">=", part))
        return found

    def _instances(self) -> Iterator[Instance]:
        for rule in self._rules():
            if rule.severity is Severity.ERROR:
                yield from rule.instances

    def _rules(self) -> Iterator[Rule]:
        """The rules that judge this office."""
        return (rule for rule in self.edition.rules.values() if applies(rule.amendment, self.settings))

    def watches(self, sheet: SheetCells, refs: Mapping[str, str]) -> Iterator[Watch]:
        """The rules over several lines that ask nothing but figures, each at the first line that it names."""
        for rule in self._rules():
            for instance in rule.instances:
                about = mentions_of(instance.check)
                if len(about) < 2 or facts_of(instance.check) or not set(names_of(instance.check)) <= refs.keys():
                    continue
                condition = formula(instance.check, sheet)
                if condition is not None:
                    said = self._said(rule, instance, refs)
                    yield Watch(about[0], rule.severity, f'IF({condition[1:]}=FALSE,{said},"")')

    def _said(self, rule: Rule, instance: Instance, refs: Mapping[str, str]) -> str:
        """What a rule says, as a formula that puts the sheet's own figures in."""
        pieces: list[str] = [_quoted(f"[{rule.code}] ")]
        text, end = rule.says[self.language], 0
        for found in PLACEHOLDER.finditer(text):
            pieces += [*_literals(text[end : found.start()]), *self._filled(found[1], instance, refs)]
            end = found.end()
        return "&".join([*pieces, *_literals(text[end:])])

    def _filled(self, placeholder: str, instance: Instance, refs: Mapping[str, str]) -> list[str]:
        head, _, attribute = placeholder.partition(".")
        id = instance.bindings.get(head, head)
        if id not in self.edition.everything:
            return [_quoted("…")]
        match attribute:
            case "label":
                return _literals(label_of(self.edition, id)[self.language])
            case "code":
                return _literals(self.edition.everything[id].path)
            case _:
                return [refs[id]] if id in refs else [_quoted("…")]


def _literals(text: str) -> list[str]:
    """A text as literals of a formula, none too long for a spreadsheet."""
    step = LONGEST_FORMULA // 2
    return [_quoted(text[start : start + step]) for start in range(0, len(text), step)]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
