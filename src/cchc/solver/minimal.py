"""What is told of minimal corrections: the cells of each set, what they say, and what they could say instead."""

from __future__ import annotations

from typing import Annotated

from cchc.record import field, frozen
from cchc.value import AtLeast, Cell

_ABSENT = {"absent": True}


@frozen
class CellChange:
    """A cell of a minimal set: what it says, and what it could say instead, as the form prints it.

    If `is_certain`, arithmetic leaves nothing else, and `new` None means that nothing should stand there. Otherwise
    `new` is an example, and `least` and `most` bound what may stand there, as far as there are bounds.
    """

    figure: str
    cell: Cell | None
    old: str | None = field(metadata={"json": "from"})
    new: str | None = field(metadata={"json": "to"})
    is_certain: bool
    least: str | None = field(default=None, metadata=_ABSENT)
    most: str | None = field(default=None, metadata=_ABSENT)


@frozen
class MendingStep:
    """Some lines or figures of a minimal set, and the rules that hold once they, and those of the steps before, are
    changed as proposed; none that held is broken by then."""

    figures: tuple[str, ...]
    rules: tuple[str, ...]


@frozen
class MinimalSet:
    """Cells that, changed together, make all hold; the less they weigh, the less is taken to be wrong.

    `steps` are its parts where one does good without the others, the smallest first.
    """

    changes: tuple[CellChange, ...]
    weight: Annotated[int, AtLeast(1)]
    steps: tuple[MendingStep, ...] | None = field(default=None, metadata=_ABSENT)


@frozen
class Disagreement:
    """Rules that are broken and can only be mended together, and the lightest sets of cells that do.

    `rules` are their instances. Not all sets were looked for unless it `is_whole`.
    """

    rules: tuple[str, ...]
    sets: tuple[MinimalSet, ...]
    is_whole: bool = True
