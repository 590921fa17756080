"""Which figures of a report do not fit together: each broken rule with the lines that may be wrong by it.

A rate that is not what its parts give is in conflict with its parts, and so is one that stands although its
denominator is 0; of a rate beside its own fraction only the part that the fraction does not name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce

from cchc.clusters import clusters
from cchc.edition import Nature, Severity
from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Fact, Tree, facts_of, mentions_of, names_of, walk
from cchc.judge.computation import Computation
from cchc.judge.evidence import at_fault
from cchc.judge.outcome import instance_name
from cchc.judge.part_slips import mending_slip
from cchc.judge.suspect_lines import parts_that_differ
from cchc.record import frozen
from cchc.value import Reported


@frozen
class Conflict:
    """A broken instance of a rule, and the lines that may be wrong by it, that at fault first."""

    place: int
    lines: tuple[str, ...]


class Conflicts:
    """What does not fit together in one report; each part is made when it is asked for."""

    def __init__(self, computation: Computation) -> None:
        self.computation = computation

    @cached_property
    def by_place(self) -> Mapping[int, Conflict]:
        """The conflict of each broken instance, by its place in `engine.instances`."""
        computation, instances = self.computation, self.computation.engine.instances
        spoken_of = frozenset(_asked_together(instances[place].check for place in computation.broken))
        return {
            place: Conflict(place, tuple(dict.fromkeys(_lines(computation, instances[place].check, spoken_of))))
            for place in computation.broken
        }

    @cached_property
    def by_name(self) -> Mapping[str, Conflict]:
        """The conflict of each broken instance, by the name that its finding has."""
        instances = self.computation.engine.instances
        return {
            instance_name(instances[place].rule, instances[place].bindings): conflict
            for place, conflict in self.by_place.items()
        }

    @cached_property
    def doubted(self) -> frozenset[str]:
        """The lines that broken rules say are wrong, or would be right only if another were wrong.

        Of rules that hang together these are the lines that all of them may be mended by; if there is none, of each
        definitional rule on figures the line at fault in an equality, both in a comparison of size. A rule that asks of
        anything but figures, as whether a plan is named, makes none of them doubtful.
        """
        found: set[str] = set()
        of_figures = [each for each in self.by_place.values() if _is_of_figures(self.computation, each)]
        for places in clusters(frozenset(each.lines) for each in of_figures):
            cluster = [of_figures[place] for place in places]
            different = {conflict.lines for conflict in cluster}
            shared = common([conflict.lines for conflict in cluster]) if len(different) > 1 else ()
            found.update(shared or (line for conflict in cluster for line in _at_fault(self.computation, conflict)))
        return frozenset(found)

    @cached_property
    def wrong_alone(self) -> Mapping[str, str]:
        """The lines that a broken rule speaks of alone, with the code of its findings; a note is none."""
        engine = self.computation.engine
        found: dict[str, str] = {}
        for place in self.computation.broken:
            instance = engine.instances[place]
            lines, rule = mentions_of(instance.check), engine.edition.rules[instance.rule]
            if len(lines) != 1 or rule.severity is Severity.INFO:
                continue
            if engine.edition.everything[lines[0]].kind.is_number:
                found.setdefault(lines[0], rule.code)
        return found

    def undecided_by(self, id: str) -> tuple[str, ...]:
        """The parts of a computed line that have to be put right before the line can be judged."""
        formula = self.computation.engine.edition.everything[id].formula
        parts = names_of(formula) if formula is not None else ()
        doubted = tuple(part for part in parts if part in self.doubted)
        return () if doubted and mending_slip(self.computation, id) is not None else doubted


def common(all_lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The lines that every one of some conflicts may be mended by, in the order of the first."""
    if not all_lines:
        return ()
    shared = reduce(frozenset.__and__, map(frozenset, all_lines))
    return tuple(line for line in all_lines[0] if line in shared)


def _asked_together(checks: Iterable[Tree]) -> Iterator[str]:
    """Lines of which a broken rule asks whether they agree: what they print beside their own figure it speaks of."""
    for check in checks:
        for fact in facts_of(check):
            if len(fact.ids) > 1:
                yield from fact.ids


def _lines(computation: Computation, check: Tree, spoken_of: frozenset[str]) -> Iterator[str]:
    everything = computation.engine.edition.everything
    yield from (id for id in mentions_of(check) if not everything[id].is_heading)
    for node in walk(check):
        match node:
            case Fact("agrees" | "operands_fit", (id,)) if id not in spoken_of:
                yield from parts_that_differ(computation, id)
            case Fact("is_undefined", (id,)) if _is_reported(computation, id):
                yield from _denominator(computation, id)
            case _:
                yield from _of_computed(computation, node)


def _of_computed(computation: Computation, node: Tree) -> Iterator[str]:
    """What a figure is made of that the form has no line for."""
    figures = computation.engine.edition.figures
    for id in names_of(node):
        line = figures.get(id)
        if line is not None and line.auxiliary and line.formula is not None:
            yield from names_of(line.formula)


def _is_reported(computation: Computation, id: str) -> bool:
    entry = computation.entry(id)
    return entry is not None and isinstance(entry.value, Reported)


def _denominator(computation: Computation, id: str) -> Iterator[str]:
    formula = computation.engine.edition.everything[id].formula
    if isinstance(formula, Apply) and ROWS[formula.op].ratio:
        yield from names_of(formula.args[1])


def _is_of_figures(computation: Computation, conflict: Conflict) -> bool:
    """Whether it is by figures that a rule does not hold, rather than by a document or a word."""
    engine = computation.engine
    mentioned = mentions_of(at_fault(computation, engine.instances[conflict.place].check))
    return all(engine.edition.everything[id].kind.is_number for id in mentioned)


def _at_fault(computation: Computation, conflict: Conflict) -> tuple[str, ...]:
    engine = computation.engine
    instance = engine.instances[conflict.place]
    if engine.edition.rules[instance.rule].nature is not Nature.DEFINITIONAL or facts_of(instance.check):
        return ()
    is_equality = isinstance(instance.check, Apply) and instance.check.op == "=="
    return names_of(instance.check)[:1] if is_equality else names_of(instance.check)
