"""Figures and reports as a form is filled in: rightly, or so that one rule is broken and no other.

What is drawn at random seldom satisfies seventy rules. So the figures that hypothesis draws are mended: as long as a
rule is broken, one of its figures is set to what the others make likely, whichever lets the most rules hold. That is
a function of what was drawn, so examples shrink as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from cchc.catalogue import Catalogue
from cchc.edition import IndicatorKind, Instance, Severity
from cchc.errors import CchcError, MissingExtraError, UnknownNameError, did_you_mean
from cchc.formula.python import Program, compile_program
from cchc.formula.tree import Number, Tree, names_of, walk
from cchc.judge.engine import no_facts
from cchc.judge.outcome import Result
from cchc.record import frozen
from cchc.report import Report
from cchc.strategies import records
from cchc.strategies.honest import LARGEST, Figures, honest_forms, months
from cchc.strategies.tables import table_reports

if TYPE_CHECKING:
    from cchc.proof.asked import Demand
    from cchc.solver.puzzle import CellId
    from cchc.strategies.solved import SolvedForms

try:
    from hypothesis import assume, reject
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

Given = Mapping[str, object]
"""What is given of a report, as `cchc.evaluate` takes it."""
_MOST_DRAWN = 6
"""Figures of a form with tables that are drawn; the others follow, or are as usual."""
_BEFORE = "previous"
"""Where a sample gives the report before it."""
_STEPS = 60
"""After so many changes a start is given up."""


def figures(catalogue: Catalogue, *, valid: bool = False, breaking: str | None = None) -> SearchStrategy[Figures]:
    """Mappings {line: number} of the counts that an office states.

    `valid`: every rule on figures alone holds; `breaking`: all but that one, which is broken. Otherwise they need not
    agree. Raises UnknownNameError for a rule that the edition has not; hypothesis tells where no figures are found.
    """
    mender = Mender(catalogue, _known(catalogue, breaking))
    drawn = st.fixed_dictionaries({id: st.integers(0, LARGEST) for id in mender.given})
    return drawn if not valid and breaking is None else _mended(mender, drawn)


def reports(
    catalogue: Catalogue | None = None, *, valid: bool = False, breaking: str | None = None
) -> SearchStrategy[Report]:
    """Reports on lines of no form in particular, or of a catalogue.

    Of a catalogue some lines are answered, by a figure or a word for none, which need not agree; of one with tables
    some figures stand in them. `valid`: a whole form, filled in by an honest clerk: no rule is broken, nothing is an
    error or a warning. `breaking`: a form on which that rule is broken and no other is; of a form with tables also one
    of its sums ("b06.tiep_nhan#1", "b06.total.tiep_nhan"). Raises CchcError for a rule that no report breaks alone,
    and of forms with tables MissingExtraError without the extra `solve`.
    """
    if catalogue is None:
        return records.reports()
    if catalogue.edition.tables:
        return _of_tables(catalogue, valid=valid, breaking=breaking)
    rule = _known(catalogue, breaking)
    if rule is not None:
        return _reports(catalogue, _breaking(catalogue, rule), lambda report: broken_by(catalogue, report) == {rule})
    if valid:
        return _reports(catalogue, _forms(catalogue, figures(catalogue, valid=True)), partial(is_right, catalogue))
    return _reports(catalogue, _sparse(catalogue), lambda _: True)


def _of_tables(catalogue: Catalogue, *, valid: bool, breaking: str | None) -> SearchStrategy[Report]:
    from cchc.strategies.solved import SolvedForms

    if breaking is None and not valid:
        return table_reports(catalogue.edition)
    forms = SolvedForms.of(catalogue.edition)
    broken = st.just(None) if breaking is None else st.sampled_from(forms.instances(breaking))
    is_such = partial(is_right, catalogue) if breaking is None else partial(is_broken_alone, catalogue, rule=breaking)
    return _solved(forms, broken, st.sampled_from(forms.figures), is_such)


# Composites: hypothesis shows what they return; of what is mapped it would show the arguments, catalogue included.


@st.composite
def _forms(draw: st.DrawFn, catalogue: Catalogue, counts: SearchStrategy[Figures]) -> Given:
    """What is given on a whole form with such counts: the cells of each line, and the period."""
    form, stated = draw(honest_forms(catalogue, counts))
    return {**form.lines(stated), "period": form.period}


@st.composite
def _mended(draw: st.DrawFn, mender: Mender, drawn: SearchStrategy[Figures]) -> Figures:
    found = mender.mended(draw(drawn))
    return reject() if found is None else found


@st.composite
def _reports(
    draw: st.DrawFn, catalogue: Catalogue, given: SearchStrategy[Given], is_such: Callable[[Report], bool]
) -> Report:
    report = catalogue.settle(Report(entries={}, given=draw(given)))
    assume(is_such(report))
    return report


@st.composite
def _solved(
    draw: st.DrawFn,
    forms: SolvedForms,
    broken: SearchStrategy[Demand | None],
    figures: SearchStrategy[CellId],
    is_such: Callable[[Report], bool],
) -> Report:
    wishes = draw(st.dictionaries(figures, st.integers(0, LARGEST), max_size=_MOST_DRAWN))
    report = forms.report(wishes, draw(broken))
    if report is None:
        return reject()
    assume(is_such(report))
    return report


@frozen(repr=False)
class _Asked:
    """Some of the rules, by their places, and the formulas that they rest on."""

    places: tuple[int, ...]
    program: Program

    def broken(self, figures: Figures) -> frozenset[int]:
        """The places of those that do not hold."""
        outcomes = self.program.run(figures.get, no_facts)[1]
        return frozenset(place for place, holds in zip(self.places, outcomes, strict=True) if holds is False)


@frozen(repr=False)
class Mender:
    """Changes figures until every rule on figures alone holds, or all but one.

    Of a rule that asks the form too, what its figures alone decide is mended where that can be.
    """

    catalogue: Catalogue
    breaking: str | None = None

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """The rules on figures alone, then the others."""
        return self.catalogue.engine.instances

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The counts that an office states."""
        figures = self.catalogue.edition.figures.items()
        return tuple(id for id, line in figures if line.kind is IndicatorKind.COUNT and line.formula is None)

    def mended(self, figures: Figures) -> Figures | None:
        """The figures, changed until all is as it should be; None where no way led there."""
        broken, seen = self._whole.broken(figures), {frozenset(figures.items())}
        for _ in range(_STEPS):
            step = self._step(figures, broken, seen)
            if step is None:
                break
            figures, broken = step
            seen.add(frozenset(figures.items()))
        return figures if all(place >= self.catalogue.engine.split for place in self._amiss(broken)) else None

    @cached_property
    def _wanted(self) -> frozenset[int]:
        """The places of the rule to be broken."""
        return frozenset(place for place, each in enumerate(self.instances) if each.rule == self.breaking)

    def _amiss(self, broken: frozenset[int]) -> list[int]:
        """The places of what is broken and should hold; of the rule to be broken the first, where all of it holds."""
        lacking = [] if broken & self._wanted else sorted(self._wanted)[:1]
        return lacking + sorted(broken - self._wanted)

    def _step(
        self, figures: Figures, broken: frozenset[int], seen: set[frozenset[Any]]
    ) -> tuple[Figures, frozenset[int]] | None:
        """The first change that mends more than it breaks; else one that breaks as much, where nobody has been."""
        level, amiss = None, self._amiss(broken)
        for place in amiss:
            tried = self._changes(figures, broken, self.instances[place].check)
            best = min(tried, key=lambda each: len(self._amiss(each[1])), default=None)
            left = len(amiss) if best is None else len(self._amiss(best[1]))
            if best is not None and left < len(amiss):
                return best
            if level is None and best is not None and left == len(amiss):
                level = None if frozenset(best[0].items()) in seen else best
        return level

    def _changes(
        self, figures: Figures, broken: frozenset[int], check: Tree
    ) -> Iterator[tuple[Figures, frozenset[int]]]:
        """Every likely change of one figure of a check, and what is broken then: what rests on it is asked anew."""
        ids = [id for id in self._inputs(check) if id in figures]
        for id in ids:
            resting = self._resting_on(id)
            others = broken.difference(resting.places)
            for value in _likely([figures[each] for each in ids], check):
                if value != figures[id] and (value >= 0 or self.breaking is not None):
                    changed = {**figures, id: value}
                    yield changed, others | resting.broken(changed)

    # --- what rests on what

    @cached_property
    def _rests(self) -> list[frozenset[str]]:
        """The given figures that each rule rests on."""
        return [frozenset(self._inputs(each.check)) for each in self.instances]

    @cached_property
    def _whole(self) -> _Asked:
        return self._asked(range(len(self.instances)))

    @cached_property
    def _asked_of(self) -> dict[str, _Asked]:
        return {}

    def _resting_on(self, id: str) -> _Asked:
        """The rules that a figure bears on."""
        found = self._asked_of.get(id)
        if found is None:
            places = [place for place, ids in enumerate(self._rests) if id in ids]
            found = self._asked_of[id] = self._asked(places)
        return found

    def _asked(self, places: Iterable[int]) -> _Asked:
        own, engine = tuple(places), self.catalogue.engine
        checks = [self.instances[place].check for place in own]
        needed = {id for check in checks for id in self._computed(check)}
        formulas = [each for each in engine.formulas if each[0] in needed]
        return _Asked(own, compile_program(formulas, checks, engine.formula_of))

    def _inputs(self, tree: Tree) -> tuple[str, ...]:
        """The given figures that a formula rests on, those under other formulas included."""
        formula_of = self.catalogue.engine.formula_of
        found: dict[str, None] = {}
        for id in names_of(tree):
            formula = formula_of(id)
            found |= {id: None} if formula is None else dict.fromkeys(self._inputs(formula))
        return tuple(found)

    def _computed(self, tree: Tree) -> Iterator[str]:
        """The computed figures that a formula rests on."""
        for id in names_of(tree):
            formula = self.catalogue.engine.formula_of(id)
            if formula is not None:
                yield id
                yield from self._computed(formula)


def _likely(values: list[int], check: Tree) -> list[int]:
    """What one of a rule's figures may be: nothing, one, what is there or in the rule, or near it, a sum or a rest."""
    whole = sum(values)
    literals = [int(each.value) for each in walk(check) if isinstance(each, Number)]
    near = [value + step for value in (*values, *literals, whole) for step in (0, 1, -1)]
    rests = [rest for value in values for rest in (whole - value, abs(whole - 2 * value))]
    return sorted({0, 1, *near, *rests})


def _known(catalogue: Catalogue, rule: str | None) -> str | None:
    if rule is not None and rule not in catalogue.edition.rules:
        raise UnknownNameError("no such rule", rule, did_you_mean(rule, catalogue.edition.rules))
    return rule


def is_right(catalogue: Catalogue, report: Report, before: Report | None = None) -> bool:
    """Whether nothing is an error or a warning, beside the report before if there is one."""
    return not any(finding.severity is not Severity.INFO for finding in catalogue.evaluate(report, before).findings)


def broken_by(catalogue: Catalogue, report: Report) -> set[str]:
    """The rules that a report breaks."""
    return {id for id, outcome in catalogue.evaluate(report).outcomes.items() if outcome.result is Result.FAIL}


def is_broken_alone(catalogue: Catalogue, report: Report, *, rule: str) -> bool:
    """Whether a rule is broken, and all that is told is of it, where other sums break with it by their nature."""
    told = {finding.rule for finding in catalogue.evaluate(report).findings if finding.severity is not Severity.INFO}
    broken = broken_by(catalogue, report)
    return broken == {rule} or (rule in broken and told == {rule})


def _sparse(catalogue: Catalogue) -> SearchStrategy[Given]:
    """Some lines answered, as cells of the form."""
    edition = catalogue.edition
    words = [word for missing in edition.missing.values() for word in missing.words[:2]]
    written = st.integers(0, LARGEST).map(str)
    cell = st.one_of(written, st.sampled_from(words)) if words else written
    cells = {line.id: cell for line in edition.indicators.values() if line.kind is IndicatorKind.COUNT}
    return st.fixed_dictionaries({"period": months(edition)}, optional=cells)


def _breaking(catalogue: Catalogue, rule: str) -> SearchStrategy[Given]:
    """One of the rule's own samples, alone or among right lines; or figures that break it on a whole form."""
    samples = [bad for bad in catalogue.edition.rules[rule].broken_by if _BEFORE not in bad]
    found: list[SearchStrategy[Given]] = []
    if samples:
        alone = st.sampled_from(samples)
        right = _forms(catalogue, figures(catalogue, valid=True))
        found += [alone, st.tuples(right, alone).map(lambda both: {**both[0], **both[1]})]
    if any(each.rule == rule for each in catalogue.engine.instances[: catalogue.engine.split]):
        found += [_forms(catalogue, figures(catalogue, breaking=rule))]
    if not found:
        raise CchcError(f"{rule} asks the report before, so no report alone breaks it")
    return st.one_of(found)
