"""The catalogue as its users hold it: the definitions of an edition, ready to evaluate reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.edition import Edition, Indicator, Instrument, Rule, Unit
from cchc.errors import DataError
from cchc.evaluation import Evaluation
from cchc.judge.computation import Computation, computation_of_form, computed_of_form
from cchc.judge.engine import Engine, no_facts
from cchc.judge.facts import Earlier
from cchc.judge.figures import FORM, computation_of_figures
from cchc.load import find_catalogue, load_edition
from cchc.record import frozen
from cchc.report import Report

if TYPE_CHECKING:
    from cchc.edition.names import Definition
    from cchc.formula.python import FigureOutcomes


@frozen(init=False)
class Catalogue:
    """One edition of the form: its indicators, units, rules, and the engine that applies them."""

    engine: Engine
    """The edition's formulas and checks, compiled at first use."""

    def __init__(self, edition: Edition) -> None:
        self.__attrs_init__(Engine(edition))

    @property
    def edition(self) -> Edition:
        """All definitions, as the catalogue's files give them."""
        return self.engine.edition

    @property
    def id(self) -> str:
        return self.edition.id

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every line of the form by id, headings included, in the form's order."""
        return self.edition.indicators

    @property
    def rules(self) -> Mapping[str, Rule]:
        return self.edition.rules

    @property
    def units(self) -> Mapping[str, Unit]:
        return self.edition.units

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        return self.edition.instruments

    def __getitem__(self, name: str) -> Definition:
        """The definition of a name: an id, a place or a code that the form prints, a code of a finding, a label.

        Raises UnknownNameError, a KeyError and a DataError, where a name means nothing, or several lines.
        """
        return self.engine.names.definition(name)

    def __contains__(self, name: object) -> bool:
        return name in self.engine.names

    def __iter__(self) -> Iterator[str]:
        """The ids of the lines, in the form's order."""
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __repr__(self) -> str:
        return repr(self.edition).replace("<Edition", "<Catalogue", 1)

    def _repr_html_(self) -> str:
        from cchc.cards import of_edition

        return of_edition(self.edition)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.engine.names.known)

    def find(self, words: str) -> tuple[Indicator, ...]:
        """The lines that a few words of their labels mean, the likeliest first, in any language of the edition.

        Diacritics count only where some line is spelt so: "ty le dung han" finds "Tỷ lệ … đúng hạn".
        """
        return self.engine.names.find(words)

    def evaluate(
        self, report: Report | Mapping[str, object], previous: Report | Mapping[str, object] | None = None
    ) -> Evaluation:
        """Compute every value of a report and judge it by every rule.

        A `Report` is a form: all rules apply. A plain mapping {indicator id: int or None} is a
        set of figures: rules that ask the form itself (printed rates, documents, dates) are not
        evaluated. `previous` is the report before this one, for rules over time, which ask the form.
        Raises DataError for an unknown id or a figure of the wrong type; what is wrong *in* a
        report is a finding, never an exception.
        """
        if not isinstance(report, Report):
            if previous is not None:
                raise DataError("has a report before it, which no rule on figures alone asks for", "$.previous", FORM)
            return Evaluation(computation_of_figures(self.engine, report))
        settled = self.settle(report)
        return Evaluation(computation_of_form(self.engine, settled, self._earlier(previous)))

    @cached_property
    def compute(self) -> Callable[[Mapping[str, int | None]], FigureOutcomes]:
        """Computed values and rule outcomes of trusted figures, at the speed of hand-written code.

        `compute({id: int or None})` gives the values in the order of `edition.computed`, rates as
        integers in units of their last decimal, and the outcomes in the order of
        `engine.instances` (those on figures alone). None is null. Nothing is checked.
        """
        run = self.engine.on_figures.program.run
        return lambda figures: run(figures.get, no_facts)

    def evaluate_many(self, reports: Iterable[Report | Mapping[str, object]]) -> Iterator[Evaluation]:
        """Evaluate reports one by one, as they come."""
        return map(self.evaluate, reports)

    def settle(self, report: Report) -> Report:
        """The report with whatever was given as plain values read as cells of this edition's form."""
        if not report.given:
            return report
        from cchc.reading.cells import sample_report

        return sample_report(report.given, self.edition)

    def _computed(self, sample: Mapping[str, object]) -> Computation:
        """A sample of a rule, with the report before it where it gives one."""
        before, earlier = sample.get("previous"), None
        if isinstance(before, Mapping):
            earlier = _earlier(self._computed(before))
        report = self.settle(Report(entries={}, given=sample))
        return computed_of_form(self.engine, report, earlier)

    def _earlier(self, previous: Report | Mapping[str, object] | None) -> Earlier | None:
        if previous is None:
            return None
        return _earlier(self.evaluate(previous).computation)


def _earlier(computation: Computation) -> Earlier:
    period = computation.report.period
    return Earlier(period.year if period is not None else None, computation.figures)


def load_catalogue(path_or_edition: str | Path | None = None) -> Catalogue:
    """The catalogue of an edition, by id ("phuong-2024"), by folder, or the newest one.

    Kept once loaded. Raises CatalogueError, which lists every mistake with file and line.
    """
    return _loaded(find_catalogue(path_or_edition))


@lru_cache(maxsize=16)
def _loaded(folder: Path) -> Catalogue:
    return Catalogue(load_edition(folder))


def lint_catalogue(path_or_edition: str | Path | None = None) -> Catalogue:
    """Load an edition as `load_catalogue` does, and try every rule on its good and bad samples too.

    Raises CatalogueError, which lists every mistake with file and line.
    """
    return Catalogue(load_edition(find_catalogue(path_or_edition), _judge))


def _judge(edition: Edition) -> Callable[[Rule, Mapping[str, object]], str]:
    """Judges one rule by one sample, and no other: what a sample says is computed once, whatever is asked of it."""
    catalogue = Catalogue(edition)
    computed: dict[int, Computation] = {}

    def result(rule: Rule, sample: Mapping[str, object]) -> str:
        if id(sample) not in computed:
            computed[id(sample)] = catalogue._computed(sample)
        return computed[id(sample)].result_of(rule)

    return result
