"""What the eye sees of a text: struck and hidden pieces kept apart, raised and lowered figures written as such.

A figure that is struck out before another ("2" struck, then "1") is no part of the number, nor is
a raised note mark ("12" with a raised 1): run together they would read as another number.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from cchc.record import define, field

_LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_RAISED = {**dict(zip("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)), **_LETTERS, "*": "*", ",": ",", " ": " "}
_LOWERED = {**dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)), " ": " "}
_LONGEST_MARK = 12
"""Characters of a note mark; what is raised and longer is text set high."""


class Sight(Enum):
    """How a piece of text stands on its line."""

    PLAIN = auto()
    RAISED = auto()
    LOWERED = auto()
    FAINT = auto()
    """Of the colour of paper: seen on any other ground."""
    UNSEEN = auto()


@define
class Sighted:
    """A text put together of pieces, in order."""

    pieces: list[tuple[str, Sight]] = field(factory=list)

    def add(self, text: str, sight: Sight = Sight.PLAIN) -> None:
        """The next piece."""
        if text:
            self.pieces.append((text, sight))

    @property
    def text(self) -> str:
        """What a person sees."""
        if self.is_plain:
            return "".join([text for text, _ in self.pieces])
        seen = [(text, sight) for text, sight in self.pieces if sight is not Sight.UNSEEN]
        # Where everything stands high or low, that is only how the cell is set.
        is_mixed = any(sight in (Sight.PLAIN, Sight.FAINT) and not text.isspace() for text, sight in seen)
        return "".join(_set(text, sight) if is_mixed else text for text, sight in seen)

    @property
    def unseen(self) -> str | None:
        """What the file keeps there besides, verbatim; None if nothing."""
        return None if self.is_plain else joined(text for text, sight in self.pieces if sight is Sight.UNSEEN)

    @property
    def is_faint(self) -> bool:
        """Whether some of it cannot be seen on paper."""
        return any(sight is Sight.FAINT for _, sight in self.pieces)

    @property
    def on_paper(self) -> Sighted:
        """What of it is seen where it stands on no other ground."""
        return Sighted([(text, Sight.UNSEEN if sight is Sight.FAINT else sight) for text, sight in self.pieces])

    @property
    def is_plain(self) -> bool:
        """Whether all of it is seen, on one line."""
        return all(sight is Sight.PLAIN for _, sight in self.pieces)


def joined(texts: Iterable[str | None]) -> str | None:
    """Unseen texts as one; None if they say nothing."""
    whole = " ".join(text.strip() for text in texts if text is not None and not text.isspace())
    return whole or None


def _set(text: str, sight: Sight) -> str:
    """A piece in raised or lowered characters, if there are such."""
    table = {Sight.RAISED: _RAISED, Sight.LOWERED: _LOWERED}.get(sight)
    if table is None or len(text) > _LONGEST_MARK or not all(letter in table for letter in text):
        return text
    return "".join(table[letter] for letter in text)
