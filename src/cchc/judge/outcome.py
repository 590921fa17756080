"""What became of a rule on a report."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from cchc.prompt import shortened
from cchc.record import frozen


class Result(StrEnum):
    """It holds, it is broken, it could not be asked, it went wrong."""

    PASS = "pass"
    FAIL = "fail"
    NOT_EVALUATED = "not_evaluated"
    ERROR = "error"


RESULT: Mapping[bool | None, Result] = {True: Result.PASS, False: Result.FAIL, None: Result.NOT_EVALUATED}
"""What the three truth values of a check say of its rule."""

_WORST_FIRST = (Result.FAIL, Result.ERROR, Result.PASS)


@frozen
class InstanceOutcome:
    """The result of a rule for one binding; `blocked_by` names what was missing."""

    bindings: Mapping[str, str]
    result: Result
    blocked_by: tuple[str, ...] = ()


def instance_name(rule: str, bindings: Mapping[str, str]) -> str:
    """What an instance of a rule is called: "R2[khao_sat_ty_le]"; the only one by the rule's id."""
    return f"{rule}[{', '.join(bindings.values())}]" if bindings else rule


@frozen
class Outcome:
    """The result of a rule over all its instances.

    It fails if one fails, else went wrong if one did, else passes if one passes; a rule none
    of whose instances could be asked is not evaluated.
    """

    result: Result
    blocked_by: tuple[str, ...]
    instances: tuple[InstanceOutcome, ...]

    @cached_property
    def in_short(self) -> Outcome:
        """The same with those instances alone that neither pass nor lack just what the rule lacks."""
        told = tuple(each for each in self.instances if each.result is not Result.PASS)
        if self.result is Result.NOT_EVALUATED and all(each.blocked_by == self.blocked_by for each in told):
            told = ()
        return self if len(told) == len(self.instances) else Outcome(self.result, self.blocked_by, told)

    def __repr__(self) -> str:
        lacking = f", blocked by {shortened(', '.join(self.blocked_by))}" if self.blocked_by else ""
        return f"<Outcome {self.result} of {len(self.instances)}{lacking}>"


def combined(instances: tuple[InstanceOutcome, ...]) -> Outcome:
    """The outcome of a rule from those of its instances."""
    if len(instances) == 1:
        (only,) = instances
        return Outcome(only.result, only.blocked_by, instances)
    results = {instance.result for instance in instances}
    result = next((result for result in _WORST_FIRST if result in results), Result.NOT_EVALUATED)
    blocked_by = dict.fromkeys(id for instance in instances for id in instance.blocked_by)
    return Outcome(result, tuple(blocked_by) if result is Result.NOT_EVALUATED else (), instances)
