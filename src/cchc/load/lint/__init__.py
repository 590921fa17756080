"""What contradicts itself in an edition: one generator a kind of mistake, each linear in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve

from cchc.edition import Edition
from cchc.errors import Problem
from cchc.load.gaps import Gaps
from cchc.load.lint import amendments, days, examples, formulas, lengths, parameters, places, rules, ways, words
from cchc.load.lint.samples import Judge, Run, sample_problems

__all__ = ["Gaps", "Judge", "Run", "problems", "sample_problems"]

NO_GAPS = Gaps()


def _nowhere(_id: str) -> bool:
    return False


def problems(edition: Edition, gaps: Gaps = NO_GAPS, elsewhere: Callable[[str], bool] = _nowhere) -> Iterator[Problem]:
    """Every mistake of a drafted edition; `elsewhere` says whether another edition of the catalogue speaks of an id."""
    yield from places.problems(edition, gaps)
    yield from words.problems(edition, gaps, elsewhere)
    yield from ways.problems(edition, gaps)
    yield from amendments.problems(edition, gaps)
    yield from days.problems(edition, gaps)
    gaps = evolve(gaps, ids={*gaps.ids, *words.lines_of_no_unit(edition)})
    yield from formulas.problems(edition, gaps)
    yield from parameters.problems(edition, gaps)
    yield from lengths.problems(edition)
    yield from examples.problems(edition, gaps)
    yield from rules.problems(edition, gaps)
