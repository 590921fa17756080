"""What contradicts itself in an edition: one generator a kind of mistake, each linear in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from cchc.edition import Edition
from cchc.lint import examples, formulas, places, rules, words
from cchc.lint.mistake import Mistake
from cchc.lint.samples import sample_problems

__all__ = ["Mistake", "problems", "sample_problems"]


def _nowhere(_id: str) -> bool:
    return False


def problems(
    edition: Edition,
    *,
    broken: Collection[str] = (),
    unreadable: Collection[str] = (),
    elsewhere: Callable[[str], bool] = _nowhere,
) -> Iterator[Mistake]:
    """Every mistake of a drafted edition.

    `broken` are ids whose definition is faulty already, so that nothing follows from them;
    `unreadable` are files of which a part is unknown, so that nothing in them is known to be absent;
    `elsewhere` says whether another edition of the catalogue speaks of an id.
    """
    whole = not unreadable
    yield from places.problems(edition, broken, whole=whole)
    yield from words.problems(edition, broken, unreadable, elsewhere)
    broken = {*broken, *words.lines_of_no_unit(edition)}
    yield from formulas.problems(edition, broken, whole=whole)
    yield from examples.problems(edition, broken)
    yield from rules.problems(edition, broken, whole=whole)
