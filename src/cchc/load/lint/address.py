"""Where a definition stands: its head and its id, under whichever file they are found."""

from __future__ import annotations

from cchc.edition import Concept, Indicator, Rule, Term
from cchc.errors import KeyPath

Cites = Indicator | Rule | Term | Concept
"""What rests on instruments."""


def address(of: Cites) -> KeyPath:
    """The address of a line, an auxiliary figure, a rule, a term or a concept; its keys follow."""
    if isinstance(of, Concept):
        return ("glossary", of.id)
    if isinstance(of, Rule):
        return ("rules", of.id)
    if isinstance(of, Term):
        return ("terms", of.id)
    return ("auxiliary" if of.auxiliary else "lines", of.id)
