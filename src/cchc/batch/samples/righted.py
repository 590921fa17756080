"""Figures that keep an edition's rules: where drawn ones do not, one after the other is changed until they do.

What rules say of counts alone the clerk knows beforehand (`cchc.batch.samples.ties`); dates, answers, money and what
the report before gave are tried: a figure of a broken rule is set to what others make likely, whichever change leaves
the least wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import Factory, evolve

from cchc.batch.samples.honest import HonestForm
from cchc.catalogue import Catalogue
from cchc.edition import Indicator, IndicatorKind, Severity
from cchc.finding import Finding, Requirement
from cchc.formula.tree import facts_of, names_of
from cchc.reading.cells import sample_report
from cchc.record import define
from cchc.report import Report

_MOST_TRIED = 80
"""Changes that are tried of one report."""
_WEIGHTS = {Severity.ERROR: 100, Severity.WARNING: 1, Severity.INFO: 0}
_SHIFTS = (7, -7, 35, -35, 100, -100)
"""Days by which a date is moved."""
Figures = dict[str, Any]


@define(eq=False)
class Righting:
    """Rights the reports of an office one after the other; how far dates were moved is kept for the next ones."""

    catalogue: Catalogue
    days: dict[str, int] = Factory(dict)
    before: Report | None = None

    def righted(self, form: HonestForm, figures: Mapping[str, Any]) -> Figures:
        """The figures of a report with the fewest mistakes that were found."""
        form = evolve(form, hand=evolve(form.hand, misplaces=False, sign="", none=None))
        best: Figures = {**figures, **self._dates(form)}
        report, found = self._judged(form, best)
        tried = 0
        while (cost := _cost(found)) and tried < _MOST_TRIED:
            better = None
            for change in self._changes(form, best, found):
                tried += 1
                changed = {**best, **change}
                report_then, found_then = self._judged(form, changed)
                if _cost(found_then) < cost:
                    better = (changed, report_then, found_then)
                    break
                if tried >= _MOST_TRIED:
                    break
            if better is None:
                break
            best, report, found = better
        for id, day in best.items():
            if isinstance(day, dt.date):
                self.days[id] = (day - form.period.end).days
        self.before = report
        return best

    def _dates(self, form: HonestForm) -> Figures:
        """The dates of a form, as they came out in the report before."""
        lines = (line.id for line in form.edition.indicators.values() if line.kind is IndicatorKind.DATE)
        return {id: form.period.end + dt.timedelta(days=self.days.get(id, 3 + at)) for at, id in enumerate(lines)}

    def _judged(self, form: HonestForm, figures: Figures) -> tuple[Report, list[Finding]]:
        report = sample_report({**form.lines(figures)}, form.edition, period=form.period)
        evaluation = self.catalogue.evaluate(report, self.before)
        return report, [each for each in evaluation.findings if each.indicators]

    # --- changes

    def _changes(self, form: HonestForm, figures: Figures, found: Iterable[Finding]) -> Iterator[Figures]:
        """What may right a finding, the gravest first: another figure in a line of its rule."""
        for finding in sorted(found, key=lambda each: -_WEIGHTS[each.severity]):
            if not _WEIGHTS[finding.severity]:
                return
            involved = [form.edition.indicators[id] for id in self._involved(finding) if id in figures]
            for line in involved:
                for figure in dict.fromkeys(self._others(line, figures, involved, finding)):
                    if figure != figures[line.id]:
                        yield {line.id: figure}

    def _involved(self, finding: Finding) -> list[str]:
        """The lines of a finding and of its rule, and what is computed into them."""
        names = list(finding.indicators)
        rule = self.catalogue.edition.rules.get(finding.rule or "")
        for instance in rule.instances if rule is not None else ():
            names += [*names_of(instance.check), *(id for fact in facts_of(instance.check) for id in fact.ids)]
        found: dict[str, None] = {}
        while names:
            id = names.pop(0)
            if id not in found:
                found[id] = None
                names += self._parts.get(id, ())
        return list(found)

    @cached_property
    def _parts(self) -> dict[str, tuple[str, ...]]:
        figures = self.catalogue.edition.figures.items()
        return {id: tuple(names_of(line.formula)) for id, line in figures if line.formula is not None}

    def _others(
        self, line: Indicator, figures: Figures, involved: Iterable[Indicator], finding: Finding
    ) -> Iterator[Any]:
        """Other figures for a line."""
        own = figures[line.id]
        if isinstance(own, bool):
            yield not own
        elif isinstance(own, dt.date):
            yield from (own + dt.timedelta(days=shift) for shift in _SHIFTS)
        elif own is not None and line.kind.is_number:
            yield from self._numbers(line, int(own), figures, involved, finding)

    def _numbers(
        self, line: Indicator, own: int, figures: Figures, involved: Iterable[Indicator], finding: Finding
    ) -> Iterator[int]:
        """What was expected, what the others say, halves and doubles; in units of the line's last decimal."""
        scale = 10**line.decimals
        if finding.indicators[0] == line.id and (wanted := _number(finding.required)):
            yield int(wanted * scale)
        for other in involved:
            if other.kind.is_number and figures.get(other.id) is not None and other.id != line.id:
                yield int(Decimal(int(figures[other.id])).scaleb(-other.decimals) * scale)
        yield from (own // 2, own // 10, 2 * own, 10 * own, 0)


def _cost(found: Iterable[Finding]) -> int:
    return sum(_WEIGHTS[each.severity] for each in found)


def _number(required: Requirement | None) -> Decimal | None:
    """A figure that a finding expects, or that bounds what it does; None for a day."""
    value = "" if required is None else required.value
    return Decimal(value) if value.removeprefix("-").replace(".", "", 1).isdecimal() else None
