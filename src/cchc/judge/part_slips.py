"""Slips of the pen in the parts of a rate: what a part would have to be for the printed rate to be right.

A rate was mostly reckoned from the right figures; if one slip in one part is all that keeps it from being that of its
parts, as likely as not the part is wrong and the rate is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from cchc.edition.measure import Measure
from cchc.formula import reference
from cchc.formula.tree import Tree, names_of
from cchc.judge.computation import Computation
from cchc.judge.engine import no_facts
from cchc.judge.precision import Match, compare, last_place
from cchc.record import frozen
from cchc.value import PrintedNumber

_TELLING = 100
"""So many last places has a rate at least that is told by them; with fewer, agreement may be chance."""
_MOST = 2
"""More slips that would explain a rate explain nothing."""


_SCALES = frozenset(Fraction(10) ** power for power in (-6, -3, -2, -1, 1, 2, 3, 6))
"""So many times as large is a figure that is written in another unit, or with the point elsewhere."""


@frozen
class PartSlip:
    """A part of a rate, what the form says of it, and what one slip of the pen would have made that of."""

    name: str
    read: Fraction
    meant: Fraction


def part_slips(computation: Computation, id: str) -> tuple[PartSlip, ...]:
    """The slips in one part of a computed line that would explain its printed rate; none where there are many.

    They are kept: whoever names the parts of a finding asks again, and it takes dozens of trials to tell.
    """
    if id not in computation.slips:
        computation.slips[id] = _few(computation, id)
    return computation.slips[id]


def mending_slip(computation: Computation, id: str) -> PartSlip | None:
    """The slip in a part of a rate that explains it, mends a broken rule besides and breaks none: that is no chance."""
    found = [slip for slip in part_slips(computation, id) if _mends_a_rule(computation, slip)]
    return found[0] if len(found) == 1 else None


def _mends_a_rule(computation: Computation, slip: PartSlip) -> bool:
    engine = computation.engine
    stated = {**computation.values.stated, slip.name: int(slip.meant)}
    holding = engine.on_figures.run(stated.get, no_facts)[1]
    failing = {place for place, holds in enumerate(holding) if holds is False}
    return failing - computation.excluded < {place for place in computation.broken if place < engine.split}


def _few(computation: Computation, id: str) -> tuple[PartSlip, ...]:
    line, entry = computation.engine.edition.figures.get(id), computation.entry(id)
    if line is None or line.formula is None or not line.kind.is_rate or entry is None or entry.printed is None:
        return ()
    printed = entry.printed
    if not _tells(printed, line.kind.per):
        return ()
    found: list[PartSlip] = []
    for name in dict.fromkeys(names_of(line.formula)):
        read = computation.figure(name)
        if isinstance(read, int) and not isinstance(read, bool) and read >= 0:
            meant = slips_of(read) if read else _for_nothing(computation, line.formula, name, printed)
            of_part = (PartSlip(name, Fraction(read), Fraction(number)) for number in meant)
            found += [slip for slip in of_part if _explains(computation, line.formula, printed, slip)]
    return tuple(found) if len(found) <= _MOST else ()


def is_slip(read: Fraction, meant: Fraction, measure: Measure) -> bool:
    """Whether one figure is another with a slip of the pen, or in a smaller or larger unit."""
    if not read or not meant:
        return False
    units = [each * 10**measure.decimals if measure.kind.has_decimals else each for each in (read, meant)]
    if any(each.denominator != 1 or each < 0 for each in units):
        return False
    return meant / read in _SCALES or int(units[1]) in set(slips_of(int(units[0])))


def slips_of(read: int) -> Iterator[int]:
    """What may have been meant: two neighbouring digits in each other's place, a digit too many, a digit too few."""
    digits = str(read)
    swapped = (digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1))
    fewer = (digits[:at] + digits[at + 1 :] for at in range(len(digits) if len(digits) > 1 else 0))
    more = (digits[:at] + each + digits[at:] for at in range(len(digits) + 1) for each in "0123456789")
    texts = (*swapped, *fewer, *more)
    return iter(dict.fromkeys(int(text) for text in texts if text[0] != "0" and int(text) != read))


def _for_nothing(computation: Computation, formula: Tree, name: str, printed: PrintedNumber) -> Iterator[int]:
    """What a part would have to be that says 0, where the rate grows with it: the number nearest to it."""
    none, one = (_reckoned(computation, formula, PartSlip(name, Fraction(0), Fraction(meant))) for meant in (0, 1))
    if none is not None and one is not None and one > none:
        yield max(1, round((Fraction(printed.value) - none) / (one - none)))


def _reckoned(computation: Computation, formula: Tree, slip: PartSlip) -> Fraction | None:
    """The rate if a part is what was meant."""
    figure = _with(computation, slip)
    exact = reference.evaluate(formula, figure, computation.ask, computation.engine.formula_of)
    return Fraction(exact) if isinstance(exact, Fraction | int) else None


def _tells(printed: PrintedNumber, per: int) -> bool:
    """A rate of nothing or of all is that of many pairs."""
    value = abs(Fraction(printed.value))
    return 0 < value < per and value >= _TELLING * last_place(printed)


def _explains(computation: Computation, formula: Tree, printed: PrintedNumber, slip: PartSlip) -> bool:
    """Whether the rate would be that of its parts, and no rule be broken that holds."""
    exact = _reckoned(computation, formula, slip)
    if exact is None or compare(printed, exact) is not Match.AGREES:
        return False
    figure = _with(computation, slip)
    broken = set(computation.broken)
    engine = computation.engine
    for place, instance in enumerate(engine.instances):
        if place not in broken and slip.name in instance.mentioned:
            holds = reference.evaluate(instance.check, figure, computation.ask, engine.formula_of)
            if holds is False:
                return False
    return True


def _with(computation: Computation, slip: PartSlip) -> Callable[[str], object]:
    return lambda name: slip.meant if name == slip.name else computation.figure(name)
