"""What of a catalogue could not be read, so that nothing follows from its absence."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from cchc.record import frozen


@frozen
class Gaps:
    """`ids` are definitions that are faulty already, `heads` those under which others may have been lost."""

    ids: AbstractSet[str] = frozenset()
    heads: AbstractSet[str] = frozenset()
    is_closed: bool = False
    """Whether files of definitions were left unread."""

    @property
    def lines(self) -> bool:
        """Whether lines of the form, or figures beside them, may be among what is unknown."""
        return "lines" in self.heads or "auxiliary" in self.heads
