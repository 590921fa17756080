"""Where a definition stands: its head and its id, under whichever file they are found."""

from __future__ import annotations

from cchc.edition import Indicator, Rule
from cchc.errors import KeyPath


def address(of: Indicator | Rule) -> KeyPath:
    """The address of a line, an auxiliary figure or a rule; its keys follow."""
    if isinstance(of, Rule):
        return ("rules", of.id)
    return ("auxiliary" if of.auxiliary else "lines", of.id)
