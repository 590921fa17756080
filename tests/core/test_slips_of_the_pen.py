"""A slip of the pen is one letter, one digit, one unit: what it may have been, and what it broke is told once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc.edition import IndicatorKind, Instance
from cchc.edition.measure import Measure
from cchc.formula.syntax import parse
from cchc.judge.part_slips import is_slip, slips_of
from cchc.judge.slips import Slip, is_pair, joined

CHECK = parse("a == b")
COUNT, RATE = Measure(IndicatorKind.COUNT), Measure(IndicatorKind.PERCENTAGE, decimals=2)


def pair(first: str, second: str, rule: str = "R1") -> Instance:
    return Instance(rule, {"first": first, "second": second}, CHECK)


def alone(rule: str = "R2", **bindings: str) -> Instance:
    return Instance(rule, bindings, CHECK)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (7, [*range(70, 80), *(each * 10 + 7 for each in (1, 2, 3, 4, 5, 6, 8, 9))]),
        (0, [each * 10 for each in range(1, 10)]),
        (10, [1, *range(100, 110), *range(110, 200, 10), *range(210, 1000, 100)]),
        (11, [1, *range(110, 120), 101, *range(121, 200, 10), *range(211, 1000, 100)]),
    ],
)  # fmt: skip
def test_what_a_hand_may_have_meant(read: int, meant: list[int]) -> None:
    """Two neighbouring digits swapped, one too many, one too few; each number once, never itself."""
    found = list(slips_of(read))
    assert sorted(found) == sorted(set(found)) == sorted(meant)


def test_digits_that_stand_side_by_side_change_places() -> None:
    """And no others."""
    of_three = [number for number in slips_of(123) if 100 <= number < 1000]
    assert of_three == [213, 132]


@pytest.mark.parametrize(
    ("read", "meant", "measure", "slips"),
    [
        (12, 21, COUNT, True), (12, 22, COUNT, False), (12, 12, COUNT, False), (12, 112, COUNT, True),
        # another unit, or the point elsewhere
        (12, 12_000_000, COUNT, True), (12, 12_000, COUNT, True), (12, 120_000, COUNT, False), (1200, 12, COUNT, True),
        (Fraction(1, 2), 50, RATE, True), (Fraction(1225, 100), Fraction(1252, 100), RATE, True),
        (Fraction(1225, 100), Fraction(1226, 100), RATE, False), (Fraction(1, 3), Fraction(2, 3), RATE, False),
        (Fraction(1, 2), 5, COUNT, False),
        # nothing was meant, or nothing was read, or less
        (0, 10, COUNT, False), (10, 0, COUNT, False), (-12, -21, COUNT, False), (12, -12, COUNT, False),
        (-12, -1200, COUNT, False),
    ],
)  # fmt: skip
def test_one_figure_is_another_with_a_slip(
    read: int | Fraction, meant: int | Fraction, measure: Measure, slips: bool
) -> None:
    """Digit by digit at its last decimal; a figure in another unit is a slip, too."""
    assert is_slip(Fraction(read), Fraction(meant), measure) is slips


@pytest.mark.parametrize(
    ("instance", "paired"),
    [(pair("a", "b"), True), (alone(), False), (alone(first="a"), False), (alone(first="a", it="b"), False)],
)
def test_a_rule_of_two_lines_of_many_is_a_pair(instance: Instance, paired: bool) -> None:
    assert is_pair(instance) is paired


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ([], []),
        ([(3, pair("a", "b")), (4, pair("c", "b")), (5, alone())], [(3, ("c",)), (5, ())]),
        ([(3, alone()), (5, alone(it="a"))], [(3, ()), (5, ())]),
        ([(3, pair("a", "b"))], [(3, ())]),
        # by the line that most of them share
        ([(3, pair("a", "b")), (4, pair("c", "b"))], [(3, ("c",))]),
        ([(3, pair("a", "c")), (4, pair("a", "b")), (5, pair("b", "d")), (6, pair("b", "e"))], [(4, ("c", "d", "e"))]),
        # a chain of shared lines, whatever its order
        ([(3, pair("a", "b")), (4, pair("c", "d")), (5, pair("b", "c"))], [(3, ("c", "d"))]),
        ([(3, pair("a", "b")), (4, pair("d", "e")), (5, pair("b", "c")), (6, pair("c", "d")), (7, alone())],
         [(3, ("d", "e", "c")), (7, ())]),
        # lines that nothing joins, and another rule of the same lines
        ([(3, pair("a", "b")), (4, pair("c", "d"))], [(3, ()), (4, ())]),
        ([(3, pair("a", "b")), (4, pair("a", "b", "R9")), (5, pair("a", "c"))], [(3, ("c",)), (4, ())]),
        ([(3, pair("a", "b")), (4, alone("R1", it="a")), (5, pair("a", "c"))], [(3, ("c",)), (4, ())]),
    ],
)  # fmt: skip
def test_what_hangs_together_is_told_once(broken: list[tuple[int, Instance]], told: list[Slip]) -> None:
    """The pairs of one rule that share lines are one slip; what is asked of one line, or of none, is told as it is."""
    assert list(joined(broken)) == told
