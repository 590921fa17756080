"""Where a definition stands: its head and its id, under whichever file they are found."""

from __future__ import annotations

from cchc.edition import Indicator, Rule, Term
from cchc.errors import KeyPath


def address(of: Indicator | Rule | Term) -> KeyPath:
    """The address of a line, an auxiliary figure, a rule or a term; its keys follow."""
    if isinstance(of, Rule):
        return ("rules", of.id)
    if isinstance(of, Term):
        return ("terms", of.id)
    return ("auxiliary" if of.auxiliary else "lines", of.id)
