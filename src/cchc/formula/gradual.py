"""Formulas that are interpreted for the first reports, and compiled once there are more to come."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cchc.formula import reference
from cchc.formula.meaning import FormulaOf, no_formula
from cchc.formula.tree import Tree

if TYPE_CHECKING:
    from cchc.formula.python import Ask, FigureOutcomes, Get, Program
    from cchc.formula.source import Computed

FEW = 6
"""Compiling takes as long as interpreting about so many reports."""


class Gradual:
    """A program that is compiled when it is asked for, or when `run` has been called a few times."""

    def __init__(
        self, computed: Sequence[Computed], checks: Sequence[Tree], formula_of: FormulaOf = no_formula
    ) -> None:
        self._computed = computed
        self._checks = checks
        self._formula_of = formula_of
        self._runs = 0

    @property
    def is_new(self) -> bool:
        """Whether it is not known yet that compiling pays."""
        return self._runs < FEW

    @cached_property
    def program(self) -> Program:
        from cchc.formula.python import compile_program

        return compile_program(self._computed, self._checks, self._formula_of)

    def run(self, get: Get, ask: Ask) -> FigureOutcomes:
        """As the program's `run`, which a test holds to be the same."""
        self._runs += 1
        if self._runs > FEW:
            return self.program.run(get, ask)
        return interpreted(self._computed, self._checks, get, ask, self._formula_of)


def interpreted(
    computed: Sequence[Computed], checks: Sequence[Tree], get: Get, ask: Ask, formula_of: FormulaOf = no_formula
) -> FigureOutcomes:
    """What a program's `run` gives, by the reference interpreter."""
    scaled: list[int | None] = []
    known: dict[str, object] = {}
    formulas = {id: formula for id, formula, _ in computed}

    def figure(id: str) -> object:
        return known[id] if id in known else get(id)

    def asked(id: str) -> Tree | None:
        return formulas.get(id) or formula_of(id)

    for id, formula, decimals in computed:
        exact = reference.evaluate(formula, figure, ask, asked)
        value = reference.rounded(exact, decimals or 0) if isinstance(exact, Fraction) else None
        scaled.append(value)
        known[id] = None if value is None else Fraction(value, 10 ** (decimals or 0))
    outcomes = (reference.evaluate(check, figure, ask, asked) for check in checks)
    return tuple(scaled), tuple(outcome if isinstance(outcome, bool) else None for outcome in outcomes)
