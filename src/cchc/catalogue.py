"""The catalogue as its users hold it: the definitions of an edition, ready to evaluate reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from cchc.edition import Edition, Indicator, Instrument, Rule, Unit
from cchc.edition.amendment import EditionStatus
from cchc.edition.binding import in_force_on
from cchc.edition.choice import ChosenBy
from cchc.edition.continuity import Continuity, joined
from cchc.errors import CatalogueError, DataError, Problem
from cchc.evaluation import Evaluation
from cchc.judge.choice import chosen_by
from cchc.judge.engine import Engine, no_facts
from cchc.judge.facts import Earlier
from cchc.judge.figures import FORM, computation_of_figures
from cchc.judge.report_computation import computation_of_form
from cchc.judge.series import earlier_of, unlike
from cchc.load import (
    EDITION_FILE,
    Outline,
    base_in,
    edition_in,
    editions_in,
    find_catalogue,
    finished,
    forms,
    home,
    installed,
    names_one,
    newest,
    siblings,
)
from cchc.period import Period
from cchc.prompt import some
from cchc.record import field, frozen
from cchc.report import RawForm, Report
from cchc.unforeseen import Door

if TYPE_CHECKING:
    from cchc.edition.names import Definition
    from cchc.edition.table import FormTable
    from cchc.formula.python import FigureOutcomes
    from cchc.judge.trial import Trial


@frozen(init=False)
class Catalogue:
    """One edition of a form: its indicators, units, rules, and the engine that applies them.

    One that was not asked for by its name stands for all forms and editions beside it (`forms`): a report is read and
    judged by its own.
    """

    engine: Engine
    """The edition's formulas and checks, compiled at first use."""
    folder: Path | None
    """Where the edition lies, if others beside it may judge reports of other periods and other forms."""
    home: Path | None = field(default=None, eq=False)
    """Where the edition was read from."""
    is_defined: bool = field(default=True, eq=False)
    """Whether what lines mean was read, too; of the editions beside it the same is read."""

    def __init__(
        self, edition: Edition, folder: Path | None = None, home: Path | None = None, *, is_defined: bool = True
    ) -> None:
        self.__attrs_init__(Engine(edition), folder, home or folder, is_defined)

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

    @property
    def tables(self) -> Mapping[str, FormTable]:
        """Every table of the form by id; the lines of a form are no table of these."""
        return self.edition.tables

    def __getitem__(self, name: str) -> Definition | Catalogue:
        """The definition of a name: an id, a place or a code that the form prints, a code of a finding, a label, a
        table, a table's column ("b06.tiep_nhan"); or the edition of this id, by itself.

        Raises UnknownNameError, a KeyError and a DataError, where a name means nothing, or several lines.
        """
        if name in self.editions:
            return _loaded(self.editions[name].folder, self.is_defined)
        return self if name == self.id else self.engine.names.definition(name)

    def __contains__(self, name: object) -> bool:
        return name in self.editions or name == self.id or name in self.engine.names

    def __iter__(self) -> Iterator[str]:
        """The ids of the lines, in the form's order."""
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __bool__(self) -> bool:
        """A catalogue that has tables and no lines is one, too."""
        return True

    def __repr__(self) -> str:
        own = repr(self.edition).replace("<Edition", "<Catalogue", 1)
        if len(self.editions) < 2:
            return own
        held = "; ".join(", ".join(each.id for each in form) for form in self.forms)
        return f"{own[:-1]}, and {some(len(self.editions), 'edition')} of {some(len(self.forms), 'form')}: {held}>"

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

    def in_force(self, when: Period | dt.date | None) -> Catalogue:
        """The edition of the form that is in force in a period (on its last day by the calendar), or on a day.

        Where none is in force then, the one in force last before it, or else the first of all. A draft only where no
        other is. This one, where neither is known or one edition was asked for by its name.
        """
        day = when.calendar_end if isinstance(when, Period) else when
        is_draft = self.edition.status is EditionStatus.DRAFT
        if day is None or self.folder is None or (self.edition.holds_on(day) and not is_draft):
            return self
        before = [each for each in self._siblings if each.in_force_from <= day]
        chosen = finished([each for each in before if each.holds_on(day)] or before or self._siblings[:1])[-1]
        return self if chosen.folder == self.folder else _choosing(chosen.folder, self.is_defined)

    def of_form(self, raw: RawForm) -> tuple[Catalogue, ...]:
        """The catalogues of the forms that a file may be by its number and title; this one, where it says nothing."""
        from cchc.reading.form import chosen_forms  # who has only figures to be judged reads no form

        told = chosen_forms(raw, self._beside) or chosen_forms(raw, self._elsewhere)
        return tuple(map(self._begun_with, told)) or (self,)

    def _of_report(self, report: Report) -> Catalogue:
        """The edition that judges a report: of the form that it was read as, that in force in its period."""
        told = self._forms_with(report.edition)
        return (self._begun_with(told[0]) if told else self).fitting(report)

    def _begun_with(self, form: tuple[Outline, ...]) -> Catalogue:
        """The catalogue of a form, in the edition to begin with: this one, where it is of that form."""
        return self if any(each.folder == self.folder for each in form) else _choosing(newest(form), self.is_defined)

    def fitting(self, report: Report) -> Catalogue:
        """The edition in force on the day of a report; of a file without one the newest that asks what it answers."""
        if report.day is not None or not (report.rows or report.tables) or self.folder is None:
            return self.in_force(report.day)
        newer = [each for each in self._siblings if each.in_force_from > self.edition.in_force_from]
        newer = [each for each in newer if not each.is_draft]
        found = (_choosing(each.folder, self.is_defined) for each in reversed(newer))
        return next((each for each in found if each.edition.asks_all(report.answered)), self)

    @property
    def forms(self) -> tuple[tuple[Outline, ...], ...]:
        """The editions of each form of the catalogue, oldest first; none where one edition was asked for by name.

        Of cchc's own catalogue also those of forms that installed packages bring (entry points `cchc.catalogues`).
        """
        return (*self._beside, *self._elsewhere)

    @cached_property
    def _beside(self) -> tuple[tuple[Outline, ...], ...]:
        return () if self.folder is None else forms(self.folder)

    @cached_property
    def others(self) -> tuple[Catalogue, ...]:
        """The other forms beside this one, each in its newest edition."""
        return tuple(of for form in self.forms if (of := self._begun_with(form)) is not self)

    @property
    def _elsewhere(self) -> tuple[tuple[Outline, ...], ...]:
        """The forms of installed packages, looked for only where none of cchc's own is meant."""
        return installed() if self.folder is not None and self.folder.parent == home() else ()

    def _forms_with(self, id: str | None) -> list[tuple[Outline, ...]]:
        """The form that has an edition of this id."""
        beside = [form for form in self._beside if any(each.id == id for each in form)]
        return beside or [form for form in self._elsewhere if any(each.id == id for each in form)]

    @property
    def editions(self) -> Mapping[str, Outline]:
        """All editions of all forms by id, with the days between which they are in force and their status."""
        return {each.id: each for form in self.forms for each in form}

    @cached_property
    def history(self) -> tuple[Edition, ...]:
        """The editions of the form with all their definitions, oldest first; one that was named stands alone."""
        return tuple(_loaded(each.folder, self.is_defined).edition for each in self._siblings) or (self.edition,)

    @cached_property
    def bases(self) -> tuple[Edition, ...]:
        """The editions that this one stands on, the first of them first."""
        name = self.edition.base
        found = None if name is None or self.home is None else base_in(self.home, name)
        if found is None:
            return ()
        base = _loaded(found, self.is_defined)
        return (*base.bases, base.edition)

    @cached_property
    def series(self) -> Continuity:
        """Where the series of the form's figures are broken, and when its lines were asked."""
        return Continuity.of(*self.history)

    @cached_property
    def whole(self) -> Edition:
        """The edition with every line that any edition of the form has: what reports of many years are put into."""
        return joined(self.edition, self.history)

    def as_of(self, day: dt.date) -> Catalogue:
        """The same with all parameters as they are on a day: for plain figures and frames, of no known period."""
        return Catalogue(in_force_on(self.edition, day))

    def chosen_by(self, report: Report) -> ChosenBy:
        """Why a report is judged by the edition that `in_force` gives for its day."""
        return chosen_by(report, None if self.folder is None else self.in_force(report.day).edition)

    def _drafts_for(self, report: Report) -> tuple[str, ...]:
        """The drafts that would judge a report too: of its form, or with the number that it prints, and in force."""
        beside = () if self.folder is None or not report.form else self._beside
        of_number = [each for form in beside for each in form if report.form in each.numbers]
        rivals = {each.id: each for each in (*self._siblings, *of_number) if each.is_draft and each.id != self.id}
        return tuple(id for id, each in rivals.items() if report.day is None or each.holds_on(report.day))

    def of_id(self, id: str | None) -> Catalogue:
        """The edition of the form with this id; this one, where there is none or one was asked for by its name."""
        own = (*self._siblings, *(each for form in self._forms_with(id) for each in form)) if id is not None else ()
        found = [each for each in own if each.id == id and id != self.id]
        return _choosing(found[0].folder, self.is_defined) if found else self

    @cached_property
    def _siblings(self) -> tuple[Outline, ...]:
        return () if self.folder is None else siblings(self.folder)

    def evaluate(
        self, report: Report | Mapping[str, object], previous: Report | Mapping[str, object] | None = None
    ) -> Evaluation:
        """Compute every value of a report and judge it by every rule.

        A `Report` is a form: all rules apply, those of the edition in force in its period
        (`in_force`). A plain mapping {indicator id: int or None} is a set of figures: rules that
        ask the form itself (printed rates, documents, dates) are not evaluated. `previous` is the
        report before this one, for rules over time, which ask the form.
        Raises DataError for an unknown id or a figure of the wrong type; what is wrong *in* a
        report is a finding, never an exception. A fault of this program is an UnforeseenError.
        """
        with Door(report.source if isinstance(report, Report) else None):
            return self._evaluated(report, previous)

    def _evaluated(
        self, report: Report | Mapping[str, object], previous: Report | Mapping[str, object] | None
    ) -> Evaluation:
        if not isinstance(report, Report):
            if previous is not None:
                raise DataError("has a report before it, which no rule on figures alone asks for", "$.previous", FORM)
            why = ChosenBy.NAMED if self.folder is None else ChosenBy.FIGURES
            return Evaluation(computation_of_figures(self.engine, report), why)
        settled = self.settle(report)
        chosen = self._of_report(settled)
        if chosen is not self:
            return chosen._evaluated(report, previous)
        if report.given:
            from cchc.reading.derived import told_of_values

            settled = told_of_values(settled, self.edition)
        earlier = self._before(previous, settled)
        if earlier is not None and (told := tuple(unlike(self.edition, earlier))):
            settled = evolve(settled, findings=(*settled.findings, *told))
        engine = self.engine.at(settled.period)
        computation = computation_of_form(engine, settled, earlier)
        return Evaluation(computation, self.chosen_by(settled), self._drafts_for(settled))

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
        """The report with whatever was given as plain values read as cells of the form in force in its period."""
        if not report.given:
            return report
        from cchc.reading.cells import period_of, sample_report

        return sample_report(report.given, self.in_force(period_of(report.given, self.edition)).edition)

    def _before(self, previous: Report | Mapping[str, object] | None, report: Report) -> Earlier | None:
        if previous is None:
            return None
        return earlier_of(self.evaluate(previous).computation, self.edition, report.period)


def load_catalogue(path_or_edition: str | Path | None = None, *, with_definitions: bool = True) -> Catalogue:
    """The catalogue of an edition, by id ("phuong-2024") or folder; else the newest official one.

    Where no single edition is named (None, or a folder of editions of one form), reports are read and judged by the
    edition in force in their period. Kept once loaded. Without definitions the files that say what lines mean are left
    closed, which judging reports needs none of. Raises CatalogueError, which lists every mistake with file and line.
    """
    with Door(None if path_or_edition is None else str(path_or_edition)):
        folder = find_catalogue(path_or_edition)
        return (_loaded if names_one(path_or_edition) else _choosing)(folder, with_definitions)


def editions(path: str | Path | None = None) -> tuple[Outline, ...]:
    """The editions in a folder, oldest first: id, days in force, status, base; of the definitions nothing is read.

    By default those that come with cchc, and behind them those that installed packages bring.
    """
    if path is not None:
        return editions_in(Path(path))
    return (*editions_in(home()), *(each for form in installed() for each in form))


@lru_cache(maxsize=16)
def _loaded(folder: Path, is_defined: bool) -> Catalogue:
    return Catalogue(edition_in(folder, with_definitions=is_defined), home=folder, is_defined=is_defined)


@lru_cache(maxsize=16)
def _choosing(folder: Path, is_defined: bool) -> Catalogue:
    return Catalogue(_loaded(folder, is_defined).edition, folder, is_defined=is_defined)


def lint_catalogue(
    path_or_edition: str | Path | None = None, told: Callable[[Problem], object] = lambda _: None
) -> Catalogue:
    """Load an edition as `load_catalogue` does, and try every rule on its good and bad samples too.

    `told` is given each note, in the order of the files: what is right as it is, and might say more. Raises
    CatalogueError, which lists every mistake with file and line.
    """
    from cchc.load import load_edition, order_problems  # who judges reports by what the build has made loads nothing

    with Door(None if path_or_edition is None else str(path_or_edition)):
        folder = find_catalogue(path_or_edition)
        problems = [each for each in order_problems(siblings(folder)) if each.file == f"{folder.name}/{EDITION_FILE}"]
        try:
            edition = load_edition(folder, _trial, told)
        except CatalogueError as error:
            raise CatalogueError([*error.problems, *problems]) from None
        if problems:
            raise CatalogueError(problems)
        return Catalogue(edition)


def _trial(edition: Edition) -> Trial:
    from cchc.judge.trial import Trial

    return Trial((catalogue := Catalogue(edition)).engine, catalogue.settle)
