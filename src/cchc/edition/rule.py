"""The cross-field rules of a form, and the kinds of findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from cchc.edition.amendment import Amendment
from cchc.edition.ground import Ground
from cchc.formula.tree import Fact, Tree, facts_of, mentions_of, names_of
from cchc.prompt import shortened
from cchc.record import field, frozen
from cchc.words import Text


class Severity(StrEnum):
    """How grave a finding is: an error makes the report wrong, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place among all, the gravest first."""
        return _GRAVEST_FIRST.index(self)

    def is_as_grave_as(self, other: Severity) -> bool:
        """Whether it weighs as much as another, or more."""
        return self.rank <= other.rank


_GRAVEST_FIRST = tuple(Severity)
_STANDARD = re.compile(r"S[0-9]{3}")


def gravest(severities: Iterable[Severity]) -> Severity | None:
    """The gravest of some; None where there are none."""
    return min(severities, key=lambda each: each.rank, default=None)


class Nature(StrEnum):
    """Whether a rule follows from the definitions, or from what is plausible."""

    DEFINITIONAL = "definitional"
    PLAUSIBILITY = "plausibility"


@frozen
class Escalation:
    """A severity that takes the place of the rule's own when a condition holds."""

    severity: Severity
    condition: Tree
    condition_text: str


@frozen
class Instance:
    """A rule bound to indicators: to one percentage, to a part and its whole, to two documents."""

    rule: str
    bindings: Mapping[str, str]
    check: Tree
    escalations: tuple[Escalation, ...] = ()

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures that its check uses."""
        return names_of(self.check)

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """The lines that its check speaks of, by their figures or in what it asks of the form."""
        return mentions_of(self.check)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What its check asks of the form."""
        return facts_of(self.check)


class SampleOfLines(dict[str, object]):
    """A sample in the ids of lines, which stays what it is whatever a rule binds."""


@frozen
class Rule:
    """A cross-field check, expanded over its `instances`; `good` and `bad` are sample reports, as others may be.

    A catalogue may leave samples out (None), and rules of the library have empty ones.

    A catalogue's own rule may stand for one of the library's (`stands_for`: "S003"), which then does not apply.
    """

    id: str
    code: str
    check: str
    severity: Severity
    nature: Nature
    says: Text
    advice: Text
    instances: tuple[Instance, ...]
    good: Mapping[str, object] | None
    bad: Mapping[str, object] | None
    also_good: tuple[Mapping[str, object], ...] = ()
    also_bad: tuple[Mapping[str, object], ...] = ()
    by_id: tuple[Mapping[str, object], ...] = field(default=(), eq=False, metadata={"json": None})
    """Those of its samples that name lines by their ids, and not as a family or `over` calls them: these tell a rule
    from one that is bound to other lines."""
    family: str | None = None
    stands_for: str | None = None
    legal_basis: tuple[Ground, ...] = ()
    notes: Text | None = None
    label: Text | None = field(default=None, metadata={"absent": True})
    """What people call it, in a few words."""
    why: Text | None = field(default=None, metadata={"absent": True})
    """Why it should hold; the nature of a rule says only how surely."""
    amendment: Amendment | None = field(default=None, metadata={"absent": True})
    file: str = ""
    line: int = field(default=0, eq=False)

    @property
    def obeyed_by(self) -> tuple[Mapping[str, object], ...]:
        """The sample reports that hold."""
        return (*(() if self.good is None else (self.good,)), *self.also_good)

    @property
    def broken_by(self) -> tuple[Mapping[str, object], ...]:
        """The sample reports that break it."""
        return (*(() if self.bad is None else (self.bad,)), *self.also_bad)

    @property
    def is_standard(self) -> bool:
        """Whether it comes with the library, so that no samples stand beside it: its number has three digits, which a
        catalogue may give to none of its own."""
        return _STANDARD.fullmatch(self.id) is not None

    def __repr__(self) -> str:
        return f"<Rule {self.id} {self.severity}: {shortened(self.check)}>"


@frozen
class FindingKind:
    """A built-in diagnostic, its texts with {placeholders} filled when a finding is read."""

    code: str
    severity: Severity
    title: Text
    says: Text
    advice: Text
