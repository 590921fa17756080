"""What was asked of a catalogue, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from cchc.record import field, frozen
from cchc.value import AtLeast


class Question(StrEnum):
    """What is asked: once of an edition, or of each of its rates, rules and formulas."""

    TOGETHER = "together"
    """Whether a whole form can keep all rules."""
    RANGE = "range"
    """Whether a rate stays in its range wherever the definitional rules on its parts hold."""
    OWN = "own"
    """Whether a rule can be broken where all others hold, so that it says something of its own."""
    INTEGERS = "integers"
    """Whether a formula comes out exactly in 64-bit integers."""
    OTHER_EDITION = "other_edition"
    """Whether a rule holds wherever those of another edition do."""


class Conclusion(StrEnum):
    """It is so, it is not, or the solver gave up."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@frozen
class Witness:
    """A report that shows it: what its cells say, by figure (None: blank), and the rules that it breaks.

    It `is_confirmed` if the engine says of the same report what the solver says.
    """

    figures: Mapping[str, str | None]
    breaks: tuple[str, ...]
    is_confirmed: bool


@frozen
class Theorem:
    """The answer to a question about a rule's instance, a rate or a formula; `subject` is "" for the edition.

    `figures` are those that it is about, `because` are the rules from which it follows; for integers, `up_to` are the
    most digits that figures may have.
    """

    question: Question
    subject: str
    answer: Conclusion
    figures: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    witness: Witness | None = None
    up_to: int | None = field(default=None, metadata={"absent": True})


@frozen
class Proof:
    """All theorems on an edition; `against` is the other edition, `cells` are those that could say anything.

    `elsewhere` are the rules of which figures alone decide nothing: their samples guard them.
    """

    schema: ClassVar[str] = "cchc.proof/1"

    edition: str
    cells: Annotated[int, AtLeast(0)]
    theorems: tuple[Theorem, ...]
    elsewhere: tuple[str, ...] = ()
    against: str | None = None

    def of(self, question: Question) -> tuple[Theorem, ...]:
        """The theorems on one question."""
        return tuple(each for each in self.theorems if each.question is question)

    @property
    def mistakes(self) -> tuple[Theorem, ...]:
        """What a catalogue should not be like: rules that no form keeps, that nothing breaks, that repeat another, a
        rate out of its range, a figure that the machine's integers do not hold."""
        return tuple(each for each in self.theorems if self.is_mistake(each))

    def is_mistake(self, theorem: Theorem) -> bool:
        """Whether a theorem tells of one."""
        match theorem.question:
            case Question.TOGETHER | Question.RANGE | Question.INTEGERS:
                return theorem.answer is Conclusion.REFUTED
            case Question.OWN:
                return theorem.answer is Conclusion.REFUTED and (not theorem.because or self.is_repeated(theorem))
            case Question.OTHER_EDITION:
                return False

    def is_repeated(self, theorem: Theorem) -> bool:
        """Whether a rule and the only one that it follows from say the same."""
        return len(theorem.because) == 1 and any(
            other.subject == theorem.because[0] and other.because == (theorem.subject,)
            for other in self.of(Question.OWN)
        )
