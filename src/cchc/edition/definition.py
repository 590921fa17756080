"""What a line means: what counts and what does not, for which days, from which register, a mistake, the law."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from cchc.edition.ground import Certainty, Ground
from cchc.record import field, frozen
from cchc.words import Text


class DefinitionPart(StrEnum):
    """What a definition says, in the order in which it is told."""

    COUNTS = "counts"
    EXCLUDES = "excludes"
    DATES = "dates"
    TAKEN_FROM = "taken_from"
    MISTAKE = "mistake"
    LEGAL = "legal"


@frozen
class Passage:
    """A sentence or some of a definition, how it is known, and the instrument and article that say so.

    A passage without a text is an instrument alone; one without an instrument is known otherwise, as `certainty` says.
    """

    text: Text | None = None
    certainty: Certainty | None = field(default=None, metadata={"absent": True})
    instrument: str | None = field(default=None, metadata={"absent": True})
    article: str | None = field(default=None, metadata={"absent": True})

    @property
    def ground(self) -> Ground | None:
        """What it rests on."""
        return None if self.instrument is None else Ground(self.instrument, self.certainty, self.article)


@frozen
class LineDefinition:
    """What is said of a line, part by part; a part of which nothing is said is empty."""

    counts: tuple[Passage, ...] = ()
    excludes: tuple[Passage, ...] = ()
    dates: tuple[Passage, ...] = ()
    taken_from: tuple[Passage, ...] = ()
    mistake: tuple[Passage, ...] = ()
    legal: tuple[Passage, ...] = ()
    known_as: tuple[str, ...] = ()
    """What else people call it, by which it is looked for."""

    def __getitem__(self, part: DefinitionPart) -> tuple[Passage, ...]:
        found: tuple[Passage, ...] = getattr(self, part)
        return found

    @property
    def parts(self) -> Iterator[tuple[DefinitionPart, tuple[Passage, ...]]]:
        """The parts of which something is said."""
        return ((part, self[part]) for part in DefinitionPart if self[part])

    @property
    def missing(self) -> tuple[DefinitionPart, ...]:
        """The parts of which nothing is said."""
        return tuple(part for part in DefinitionPart if not self[part])

    @property
    def gist(self) -> Text | None:
        """What counts, in its first words: the definition in a line."""
        return next((passage.text for passage in self.counts if passage.text is not None), None)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The instruments that it rests on."""
        said = (passage.ground for _, passages in self.parts for passage in passages)
        return tuple(dict.fromkeys(ground for ground in said if ground is not None))
