"""What a report tells of its lines, where some of its cells may say anything: one function a fact.

A fact that is not here asks nothing that a figure could change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from cchc.formula.functions import IF_UNDEFINED, ROWS
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, names_of
from cchc.report import Claim
from cchc.solver.algebra import UNTOLD, Flag, SymbolicNumber, SymbolicTruth, number_of
from cchc.solver.puzzle import CellId
from cchc.solver.translation import Translator, written
from cchc.value import Missing, Reason

if TYPE_CHECKING:
    from cchc.solver.lines import Lines, LineWorld


class FormulaWorld(Protocol):
    """What is asked of a figure by its formula: a line of a form, or a column of a row."""

    @property
    def reader(self) -> Translator: ...

    def formula_of(self, id: str) -> Tree | None: ...


def cells_of(lines: Lines, fact: Fact) -> frozenset[CellId]:
    """The cells that a fact depends on."""
    return _CELLS[fact.function](lines, *fact.ids) if fact.function in _CELLS else frozenset()


# --- the figure of a line, and what is printed ------------------------------------------------------


def _printed(world: LineWorld, id: str) -> SymbolicNumber:
    return world.printed(id)


def _agrees(world: LineWorld, id: str) -> SymbolicTruth:
    """Whether the interval that a printed number stands for has the exact value in it."""
    number, formula = world.printed(id), world.formula_of(id)
    if formula is None:
        return UNTOLD
    off = world.algebra.total(world.reader.number(formula), world.algebra.negative(number))
    half = number_of(Fraction(1, 2 * 10 ** _decimals(world, id)))
    return world.algebra.conjunction(
        world.algebra.compared(off, half, "<="), world.algebra.compared(world.algebra.negative(half), off, "<=")
    )


def _decimals(world: LineWorld, id: str) -> int:
    number = world.computation.facts.printed_number(id)
    if number is None or world.lines.own_cell(id) in world.free:
        return world.computation.engine.edition.figures[id].decimals
    return number.decimals


def _is_reported(world: LineWorld, id: str) -> SymbolicTruth:
    known = world.printed(id).known
    return SymbolicTruth(known, world.algebra.opposite(known))


def _shows_error(world: LineWorld, id: str) -> SymbolicTruth:
    entry = world.computation.entry(id)
    shows = entry is not None and not all(world.is_free(id, cell) for cell in entry.errors)
    return SymbolicTruth(shows, not shows)


def is_undefined(world: FormulaWorld, id: str) -> SymbolicTruth:
    """Whether the formula of a line has a zero denominator."""
    formula = world.formula_of(id)
    if formula is None:
        return SymbolicTruth(False, True)
    plainly = written(formula, world.formula_of)
    guarded = written(Apply(IF_UNDEFINED, (formula, Number(Fraction(0)))), world.formula_of)
    if guarded == plainly or not isinstance(guarded, Apply):
        return SymbolicTruth(False, True)
    return world.reader.truth(guarded.args[0])


def lacks_part(world: FormulaWorld, id: str) -> SymbolicTruth:
    """Whether the formula of a figure lacks a part, and no denominator is zero."""
    formula, algebra = world.formula_of(id), world.reader.algebra
    if formula is None:
        return SymbolicTruth(False, True)
    known, undefined = world.reader.number(formula).known, is_undefined(world, id).yes
    lacks = algebra.all_of([algebra.opposite(known), algebra.opposite(undefined)])
    return SymbolicTruth(lacks, algebra.opposite(lacks))


def _lacks_part(world: LineWorld, id: str) -> SymbolicTruth:
    """The same of a line: what does not apply is not lacking."""
    formula = world.formula_of(id)
    parts = names_of(formula) if formula is not None else ()
    if any(world.computation.values.get(name) == Missing(Reason.NOT_APPLICABLE) for name in parts):
        return SymbolicTruth(False, True)
    return lacks_part(world, id)


# --- fractions that are printed beside ----------------------------------------------------------------


def _claims(world: LineWorld, id: str) -> Iterator[Claim]:
    """The printed fractions of a line that stay as they are."""
    entry = world.computation.entry(id)
    for claim in () if entry is None else entry.claims:
        if not world.is_free(id, claim.cell):
            yield claim


def operands_of(formula: Tree | None) -> tuple[Tree, Tree] | None:
    """The numerator and the denominator of a formula that is a rate."""
    match formula:
        case Apply(op, (part, whole)) if ROWS[op].ratio:
            return part, whole
        case _:
            return None


def _operands_fit(world: LineWorld, id: str) -> SymbolicTruth:
    """Whether each fraction is of the line's own numbers, or is its rate written over a hundred."""
    found, operands = [], operands_of(world.formula_of(id))
    part, whole = (world.reader.number(each) for each in operands) if operands else (number_of(None), number_of(None))
    for claim in _claims(world, id):
        algebra, up, down = world.algebra, number_of(claim.numerator), number_of(claim.denominator)
        same = algebra.conjunction(algebra.compared(part, up, "=="), algebra.compared(whole, down, "=="))
        if claim.denominator == 100:
            scaled = algebra.compared(algebra.product(part, number_of(100)), algebra.product(whole, up), "==")
            otherwise = algebra.opposite(scaled.yes)
            same = SymbolicTruth(algebra.any_of([same.yes, scaled.yes]), algebra.all_of([same.no, otherwise]))
        found.append(same)
    return world.algebra.conjunction(*found) if found else UNTOLD


def _same_total(world: LineWorld, total: str, *lines: str) -> SymbolicTruth:
    """Whether every total that lines print is one number."""
    certain, asked = list(_totals(world, total, lines)), list(_asked(world, total))
    algebra, differ = world.algebra, []
    for place, (one, is_one) in enumerate(certain):
        for other, is_other in certain[place + 1 :]:
            differ.append(algebra.all_of([is_one, is_other, algebra.compared(one, other, "!=").yes]))
        if asked:
            none = algebra.all_of(algebra.compared(one, number_of(each), "!=").yes for each in asked)
            differ.append(algebra.all_of([is_one, none]))
    no = algebra.any_of(differ)
    return SymbolicTruth(algebra.opposite(no), no)


def _totals(world: LineWorld, total: str, lines: tuple[str, ...]) -> Iterator[tuple[SymbolicNumber, Flag]]:
    """Each total that is printed for certain, with the condition that it is one."""
    for id in (total, *lines):
        operands = operands_of(world.formula_of(id))
        own = world.reader.number(operands[1]) if operands else number_of(None)
        asked = _asked_cells(world, id)
        for claim in _claims(world, id):
            if claim.cell not in asked:
                down = number_of(claim.denominator)
                yield down, world.algebra.opposite(world.algebra.compared(down, own, "==").yes)
    entry = world.computation.entry(total)
    if entry is not None and not list(_claims(world, total)):
        figure = world.reader.number(Name(total))
        yield figure, figure.known


def _asked_cells(world: LineWorld, id: str) -> frozenset[object]:
    """The cells of a line that is asked which of their numbers it means."""
    entry = world.computation.entry(id)
    is_asked = entry is not None and entry.value == Missing(Reason.AMBIGUOUS)
    return frozenset(each.cell for each in entry.candidates) if is_asked and entry is not None else frozenset()


def _asked(world: LineWorld, total: str) -> set[int]:
    asked = _asked_cells(world, total)
    claims = [claim for claim in _claims(world, total) if claim.cell in asked]
    return {number for claim in claims for number in (claim.numerator, claim.denominator)}


FACTS: Mapping[str, Callable[..., SymbolicNumber | SymbolicTruth]] = {
    "printed": _printed,
    "agrees": _agrees,
    "is_reported": _is_reported,
    "shows_error": _shows_error,
    "is_undefined": is_undefined,
    "lacks_part": _lacks_part,
    "operands_fit": _operands_fit,
    "same_total": _same_total,
}


# --- which cells they depend on -----------------------------------------------------------------------


def _of_formula(lines: Lines, id: str) -> frozenset[CellId]:
    formula = lines.computation.engine.formula_of(id)
    return frozenset() if formula is None else lines.reach(formula)


def _of_claims(lines: Lines, *ids: str) -> frozenset[CellId]:
    entries = [(id, lines.computation.entry(id)) for id in ids]
    return frozenset(
        CellId(id, claim.cell.column) for id, entry in entries if entry is not None for claim in entry.claims
    )


def _of_errors(lines: Lines, id: str) -> frozenset[CellId]:
    entry = lines.computation.entry(id)
    return frozenset() if entry is None else frozenset(CellId(id, cell.column) for cell in entry.errors)


_CELLS: Mapping[str, Callable[..., frozenset[CellId]]] = {
    "printed": lambda lines, id: lines.printed_cells(id),
    "agrees": lambda lines, id: lines.printed_cells(id) | _of_formula(lines, id),
    "is_reported": lambda lines, id: lines.printed_cells(id),
    "shows_error": _of_errors,
    "is_undefined": _of_formula,
    "lacks_part": _of_formula,
    "operands_fit": lambda lines, id: _of_claims(lines, id) | _of_formula(lines, id),
    "same_total": lambda lines, total, *ids: _of_claims(lines, total, *ids).union(
        lines.reach_name(total), *(_of_formula(lines, id) for id in (total, *ids))
    ),
}
