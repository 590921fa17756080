"""What others hold of arithmetic, rounding, logic with nothing and printed figures; where we differ, why is written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import tomli
from attrs import frozen

from cchc.formula.python import compile_program
from cchc.formula.reference import Null, evaluate
from cchc.formula.syntax import parse
from cchc.judge.precision import Match, compare
from cchc.value import PrintedNumber

HERE = Path(__file__).parent
FIGURES = {"yes": True, "no": False, "nothing": None}
FORMULAS = ("cql", "dhis2", "feel", "vtl")
AT_LEAST = {"cql": 149, "dhis2": 85, "feel": 67, "vtl": 43, "intervals": 78}
"""How many cases there are: fewer would pass as well."""
DIFFERENCES = tomli.loads((HERE / "differences.toml").read_text(encoding="utf-8"))


@frozen
class Case:
    """One case of a file, as its row has it."""

    case: str
    written: str
    formula: str
    gives: str

    @property
    def check(self) -> str:
        """What must be true of the formula, or without a value where it has none."""
        if self.gives in ("true", "false"):
            return f"({self.formula}) == {'yes' if self.gives == 'true' else 'no'}"
        if self.gives == "null":
            return f"known({self.formula}) == no"
        return f"({self.formula}) == {self.gives}"

    @property
    def is_met(self) -> bool:
        """Whether the reference says the same."""
        answer = evaluate(parse(self.formula), FIGURES.get, no_facts)
        if isinstance(answer, Null) or self.gives == "null":
            return isinstance(answer, Null) and self.gives == "null"
        if isinstance(answer, bool) or self.gives in ("true", "false"):
            return isinstance(answer, bool) and str(answer).lower() == self.gives
        return answer == Fraction(self.gives)


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    raise AssertionError(f"{function} was asked")


def rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def cases(name: str) -> list[Case]:
    return [Case(**row) for row in rows(name)]


def meant(name: str) -> set[str]:
    """The cases of a file that are answered otherwise on purpose."""
    return {case for group in DIFFERENCES.values() for case in group.get(name, ())}


@pytest.mark.parametrize("name", AT_LEAST)
def test_no_case_is_lost(name: str) -> None:
    """Every case is there, and under a name of its own."""
    names = [tuple(row.values())[:3] if name == "intervals" else row["case"] for row in rows(name)]
    assert len(names) == len(set(names)) >= AT_LEAST[name]


@pytest.mark.parametrize("name", FORMULAS)
def test_the_reference_answers_as_others_do(name: str) -> None:
    """But for the differences that are written down, each of which is one."""
    differing = {case.case: case for case in cases(name) if not case.is_met}
    assert differing.keys() == meant(name), [differing[case] for case in differing.keys() - meant(name)]


@pytest.mark.parametrize("name", FORMULAS)
def test_the_generated_function_answers_as_others_do(name: str) -> None:
    """All cases of a file as the checks of one edition."""
    asked = [case for case in cases(name) if case.case not in meant(name)]
    outcomes = compile_program([], [parse(case.check) for case in asked]).run(FIGURES.get, no_facts)[1]
    assert [case for case, holds in zip(asked, outcomes, strict=True) if holds is not True] == []


def test_every_difference_has_a_reason() -> None:
    assert all(group["reason"] and len(group) > 1 for group in DIFFERENCES.values())


@pytest.mark.parametrize("row", [*rows("intervals")], ids=lambda row: f"{row['printed']}-{row['how']}")
def test_a_printed_figure_stands_for_what_it_does_in_xbrl(row: dict[str, str]) -> None:
    """Both ends of the interval of a rounded figure belong to it; of one that was cut off, the near one."""
    printed = PrintedNumber(Decimal(row["printed"]), int(row["decimals"]))
    means = {Match.AGREES} if row["how"] == "rounded" else {Match.AGREES, Match.TRUNCATED}
    low, high = Fraction(row["low"]), Fraction(row["high"])
    beyond = (high - low) / 1000
    for end, outwards, belongs in ((low, -beyond, row["has_low"]), (high, beyond, row["has_high"])):
        assert compare(printed, end - outwards) in means
        assert (compare(printed, end) in means) == (belongs == "true"), end
        if row["how"] == "rounded" or belongs == "false":  # beyond the near end of what was cut, rounding still reaches
            assert compare(printed, end + outwards) not in means
