"""The outcomes of an edition's rules, put together from those that are the same on every report.

Of hundreds of instances of rules few come out otherwise than they mostly do. What each is then is made once for an
edition; of one report only the rules are put together anew that came out otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import is_not

from cchc.edition import Edition, Instance
from cchc.judge.outcome import InstanceOutcome, Outcome, Result, combined
from cchc.record import Named, frozen

NO_FORM = ("form",)
"""What blocks a rule that asks the form when only a mapping of figures is at hand."""

BlockedBy = Callable[[Instance], tuple[str, ...]]


@frozen(eq=False, repr=False)
class EditionOutcomes:
    """What may become of the rules of an edition; of their `instances` the first, up to `split`, need figures alone."""

    edition: Edition
    instances: tuple[Instance, ...]
    split: int

    def of(self, results: Sequence[Result], blocked_by: BlockedBy, *, is_form: bool) -> Mapping[str, Outcome]:
        """The outcome of every rule, in the order of the edition, by the result of each instance."""
        mostly, outcomes = self._of_form if is_form else self._of_figures
        others = compress(self._rules, map(is_not, results, mostly))
        found = Named("rule", outcomes)
        for rule in dict.fromkeys(others):
            found[rule] = self._outcome(rule, results, blocked_by)
        return found

    def _outcome(self, rule: str, results: Sequence[Result], blocked_by: BlockedBy) -> Outcome:
        return combined(tuple(self._of_one(place, results[place], blocked_by) for place in self.places[rule]))

    def _of_one(self, place: int, result: Result, blocked_by: BlockedBy) -> InstanceOutcome:
        if result is not Result.NOT_EVALUATED:
            return self._told[result][place]
        instance = self.instances[place]
        return InstanceOutcome(instance.bindings, result, blocked_by(instance))

    @cached_property
    def _of_form(self) -> tuple[tuple[Result, ...], Mapping[str, Outcome]]:
        """Of a form that is right every rule holds."""
        held = (Result.PASS,) * len(self.instances)
        return held, self._all(held)

    @cached_property
    def _of_figures(self) -> tuple[tuple[Result, ...], Mapping[str, Outcome]]:
        """Of figures that are right every rule holds that asks no form; one that does is never evaluated."""
        judged = (Result.PASS,) * self.split
        asking = (Result.NOT_EVALUATED,) * (len(self.instances) - self.split)
        return judged, self._all((*judged, *asking))

    def _all(self, results: Sequence[Result]) -> Mapping[str, Outcome]:
        return {rule: self._outcome(rule, results, lambda _: NO_FORM) for rule in self.edition.rules}

    @cached_property
    def _told(self) -> Mapping[Result, tuple[InstanceOutcome, ...]]:
        """The outcome of each instance by its result and place, where the result says all."""
        return {
            result: tuple(InstanceOutcome(each.bindings, result) for each in self.instances)
            for result in Result
            if result is not Result.NOT_EVALUATED
        }

    @cached_property
    def _rules(self) -> tuple[str, ...]:
        return tuple(each.rule for each in self.instances)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The places in `instances` of those of each rule."""
        places: dict[str, list[int]] = {rule: [] for rule in self.edition.rules}
        for place, rule in enumerate(self._rules):
            places[rule].append(place)
        return places
