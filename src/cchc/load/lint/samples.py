"""The reports beside a rule: the good ones pass and the bad ones fail, as under no rule that is slightly another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from cchc.edition import Edition, Rule
from cchc.edition.binding import newest
from cchc.edition.example_period import example_period
from cchc.errors import Problem
from cchc.formula.tree import names_of
from cchc.load.codes import SAMPLE, UNGUARDED, VACUOUS
from cchc.load.lint import together
from cchc.load.lint.address import address
from cchc.load.lint.mutants import misbound, mutants
from cchc.load.lint.rules import samples

Run = Callable[[Rule, Mapping[str, object]], str]
"""Evaluates a rule on a sample report, and gives "pass", "fail", "not_evaluated" or "error"."""

Lacking = Callable[[Rule, Mapping[str, object]], tuple[str, ...]]
"""The figures, parameters and facts for want of which a rule cannot be evaluated on a sample."""


class Judge(Protocol):
    """Evaluates the rules of an edition on samples, and says what these lack."""

    def __call__(self, rule: Rule, sample: Mapping[str, object], /) -> str: ...
    def lacking(self, rule: Rule, sample: Mapping[str, object], /) -> tuple[str, ...]: ...


WANTED: Mapping[str, str] = {"good": "pass", "bad": "fail"}
"""What is to become of a rule on its samples."""


def _untold(rule: Rule, sample: Mapping[str, object]) -> tuple[str, ...]:
    return ()


def sample_problems(edition: Edition, run: Run, lacking: Lacking = _untold) -> Iterator[Problem]:
    """Rules that repeat or contradict another, whose samples do not come out as they should, or guard no boundary.

    The evaluator stands above the loader, so it is passed in.
    """
    yield from together.problems(newest(edition))
    for rule in edition.rules.values():
        if rule.is_standard or not rule.instances:
            continue
        wrong = list(_wrong(edition, rule, run, lacking))
        yield from wrong or list(_unguarded(edition, rule, run)) or _unnamed(edition, rule, run)


def _wrong(edition: Edition, rule: Rule, run: Run, lacking: Lacking) -> Iterator[Problem]:
    """Samples that do not come out as they should; where all come out the same, the rule says nothing."""
    told = [(path, str(path[2]), run(rule, sample), sample) for path, sample in samples(rule)]
    outcomes = {outcome for _, _, outcome, _ in told}
    if len({key for _, key, _, _ in told}) > 1 and len(outcomes) == 1 and outcomes <= {"pass", "fail"}:
        (same,) = outcomes
        never = "can never fail" if same == "pass" else "can never hold"
        what = f"both samples {same}: as far as they show, the rule {never}"
        yield Problem(VACUOUS, what, (*address(rule), "bad" if same == "pass" else "good"))
        return
    for path, key, outcome, sample in told:
        if outcome != WANTED[key]:
            what = f"the {key} sample must {WANTED[key]}, and comes out as {outcome}"
            yield Problem(SAMPLE, what, path, _why(edition, rule, sample, lacking(rule, sample)))


def _why(edition: Edition, rule: Rule, sample: Mapping[str, object], lacking: tuple[str, ...]) -> str | None:
    """Why a sample does not come out as it should, as far as it is for what it says or does not say."""
    asked = {name for instance in rule.instances for name in names_of(instance.check)}
    for id in asked & sample.keys():
        line = edition.everything.get(id)
        if line is not None and line.formula is not None:
            return f"{id} is computed, whatever a sample says of it: give {', '.join(_given(edition, id))}"
    of_period = [name for name in lacking if name in edition.parameters or name.startswith("period_")]
    if of_period and "period" not in sample:
        return f'it lacks the period, on which {of_period[0]} depends: add period = "{example_period(edition)}"'
    if "previous" not in sample and any(name.startswith(_OF_BEFORE) for name in lacking):
        return "it lacks the report before: add previous = { … }"
    parts = dict.fromkeys(part for name in lacking for part in _given(edition, name) if part not in sample)
    return f"it lacks {', '.join(parts)}" if parts else None


_OF_BEFORE = ("previous(", "same_year_as_previous(")


def _given(edition: Edition, id: str) -> Iterator[str]:
    """The lines that a computed one is made of in the end; itself if it is not computed."""
    line = edition.everything.get(id)
    if line is None or line.formula is None:
        yield id
        return
    parts = (part for name in names_of(line.formula) for part in _given(edition, name))
    yield from dict.fromkeys(part for part in parts if part not in edition.parameters)


def _unguarded(edition: Edition, rule: Rule, run: Run) -> Iterator[Problem]:
    """The first change of the check that no sample would notice; none is sought where a rule has not both kinds."""
    if rule.good is None or rule.bad is None:
        return
    told = [(WANTED[str(path[2])], sample) for path, sample in samples(rule)]
    for mutant in mutants(rule, edition):
        if all(run(mutant.rule, sample) == wanted for wanted, sample in told):
            what = f"no sample tells {mutant.was!r} from {mutant.now!r}"
            hint = "add one to 'good' or 'bad' that comes out otherwise, such as one where both sides are equal"
            yield Problem(UNGUARDED, what, (*address(rule), "check"), hint)
            return


def _unnamed(edition: Edition, rule: Rule, run: Run) -> Iterator[Problem]:
    """The first line that a rule binds in whose place another would do: samples in a family's own names follow it."""
    if rule.good is None or rule.bad is None:
        return
    told = [
        (WANTED[str(path[2])], sample) for path, sample in samples(rule) if any(sample is one for one in rule.by_id)
    ]
    for mutant in misbound(rule, edition):
        if all(run(mutant.rule, sample) == wanted for wanted, sample in told):
            what = f"no sample tells {mutant.was!r} from {mutant.now!r}"
            hint = (
                f"add one to 'good' or 'bad' in which lines are called by their ids, such as bad = {_written(rule.bad)}"
            )
            yield Problem(UNGUARDED, what, (*address(rule), "bad"), hint)
            return


def _written(sample: Mapping[str, object]) -> str:
    """A sample as TOML has it, as far as its figures are plain."""
    figures = (
        f"{id if id.isidentifier() else repr(id)} = {value}"
        for id, value in sample.items()
        if isinstance(value, int | Decimal)
    )
    return f"{{ {', '.join(figures)} }}"
