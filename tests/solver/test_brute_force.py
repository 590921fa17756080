"""Minimal corrections are those that trying everything finds: no set is missed, none is too large, none does not do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, product

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.solver import BOUNDS, CHECKS, LINES, MOST, Figures, engine_with

from cchc.edition import Severity
from cchc.judge.figures import computation_of_figures
from cchc.judge.outcome import instance_name
from cchc.solver import Disagreement, MinimalSet
from cchc.solver.corrections import corrections_of
from cchc.solver.hitting import LightestSets

figures = st.fixed_dictionaries({id: st.sampled_from([None, *range(MOST + 1)]) | st.integers(0, 99) for id in LINES})
checks = st.frozensets(st.sampled_from(CHECKS), min_size=2, max_size=7)
weights = st.fixed_dictionaries({}, optional={id: st.integers(1, 3) for id in LINES})


def subsets(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(ids, size) for size in range(len(ids) + 1))


def solutions(given: Figures, changed: Sequence[str], checks: frozenset[str]) -> list[dict[str, int | None]]:
    """Every way in which all rules hold with some figures changed."""
    ways = product(range(MOST + 1), repeat=len(changed))
    tried = ({**given, **dict(zip(changed, way, strict=True))} for way in ways)
    return [each for each in tried if broken(*map(each.get, LINES)).isdisjoint(checks | BOUNDS)]


@cache
def broken(*figures: int | None) -> frozenset[str]:
    """The checks that figures break, of all that there are."""
    computation = computation_of_figures(engine_with(frozenset(CHECKS)), dict(zip(LINES, figures, strict=True)))
    instances = computation.engine.instances
    return frozenset(computation.engine.edition.rules[instances[place].rule].check for place in computation.broken)


def lightest(given: Figures, checks: frozenset[str], weights: Mapping[str, int]) -> set[frozenset[str]]:
    """The lightest sets of figures that, changed, make all rules hold."""
    found = [each for each in subsets(LINES) if solutions(given, each, checks)]
    weight = {each: sum(weights.get(id, 6) for id in each) for each in found}
    least = min(weight.values(), default=0)
    return {frozenset(each) for each in found if weight[each] == least}


def chosen(told: Sequence[Disagreement]) -> Iterator[tuple[MinimalSet, ...]]:
    """One set of each disagreement."""
    return product(*(each.sets for each in told))


def figures_of(choice: Sequence[MinimalSet]) -> frozenset[str]:
    return frozenset(change.figure for each in choice for change in each.changes)


@settings(max_examples=20)
@given(figures, checks, weights)
def test_the_sets_are_those_that_trying_everything_finds(
    given: Figures, checks: frozenset[str], weights: Mapping[str, int]
) -> None:
    """Taken together, the sets of all disagreements are all lightest sets, and nothing else is."""
    assume(solutions({}, LINES, checks))
    told = corrections_of(computation_of_figures(engine_with(checks), given), 500, Severity.ERROR, weights)
    assert all(each.is_whole for each in told)
    assert {figures_of(choice) for choice in chosen(told)} == lightest(given, checks, weights)


@settings(max_examples=20)
@example({"a": None, "b": 0, "c": 0, "d": None}, frozenset({"a <= b", "capped(4, share, 50) <= c + 1"}))
@example({"a": None, "b": 15, "c": 16, "d": None}, frozenset({"a <= b", "b != c"}))
@example({"a": 11, "b": 24, "c": 5, "d": None}, frozenset({"b != c", "round(a / 3, 0) <= c"}))
@given(figures, checks)
def test_what_is_proposed_makes_all_hold_and_what_is_certain_is_the_only_way(
    given: Figures, checks: frozenset[str]
) -> None:
    """The example values of any choice of sets obey every rule; a certain one is the same in all that do."""
    assume(solutions({}, LINES, checks))
    told = corrections_of(computation_of_figures(engine_with(checks), given), 500, Severity.ERROR, {})
    for disagreement in told:
        others = [each.sets[0] for each in told if each is not disagreement and each.sets]
        for each in disagreement.sets:
            changes = [change for one in (each, *others) for change in one.changes]
            tried = {**given, **{change.figure: int(str(change.new)) for change in changes}}
            left = computation_of_figures(engine_with(checks), tried).broken
            ways = solutions(given, [change.figure for change in changes], checks)
            assert not left or not ways
            for change in each.changes:
                if change.is_certain and not others:
                    assert {way[change.figure] for way in ways} == {int(str(change.new))}


def names_of_broken(checks: frozenset[str], figures: Figures) -> set[str]:
    """The broken rules, as disagreements name them."""
    computation = computation_of_figures(engine_with(checks), figures)
    broken = (computation.engine.instances[place] for place in computation.broken)
    return {instance_name(each.rule, each.bindings) for each in broken}


@settings(max_examples=60)
@given(figures, checks)
def test_each_step_mends_what_it_says_and_breaks_nothing(given: Figures, checks: frozenset[str]) -> None:
    """With the figures of some steps changed, and no others, their rules hold, and what held holds still."""
    assume(solutions({}, LINES, checks))
    before = names_of_broken(checks, given)
    for disagreement in corrections_of(computation_of_figures(engine_with(checks), given), 20, Severity.ERROR, {}):
        for each in disagreement.sets:
            proposed = {change.figure: int(str(change.new)) for change in each.changes}
            steps = each.steps or ()
            assert [*proposed] == sorted(
                (id for step in steps for id in step.figures), key=[*proposed].index
            ) or not steps
            assert sorted(rule for step in steps for rule in step.rules) == sorted(disagreement.rules) or not steps
            for last in range(1, len(steps) + 1):
                done = steps[:last]
                tried = {**given, **{id: proposed[id] for step in done for id in step.figures}}
                left = names_of_broken(checks, tried)
                assert left <= before - {rule for step in done for rule in step.rules}


@settings(max_examples=20)
@given(figures, checks)
def test_a_report_that_obeys_its_rules_asks_for_nothing(given: Figures, checks: frozenset[str]) -> None:
    """Where nothing is broken nothing is to be corrected, and only there."""
    assume(solutions({}, LINES, checks))
    computation = computation_of_figures(engine_with(checks), given)
    assert bool(corrections_of(computation, 5, Severity.ERROR, {})) == bool(computation.broken)


def test_a_set_of_hundreds_of_cells_is_not_searched_to_its_end() -> None:
    """A stranger's report in which everything is wrong ends the search, and not the program."""
    groups = [frozenset({f"c{number}"}) for number in range(3_000)]
    cells = {f"c{number}": number for number in range(3_000)}
    lightest = LightestSets(groups, dict.fromkeys(cells, 1), cells)
    assert (lightest.is_whole, lightest.found) == (False, [])
