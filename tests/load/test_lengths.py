"""A formula whose numbers can grow without end is refused when it is read, not when a machine has run out."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.own.biblioteca import write

from cchc.catalogue import load_catalogue
from cchc.errors import CatalogueError
from cchc.exact import MOST_DIGITS
from cchc.formula import reference
from cchc.formula.size import Size, size_of
from cchc.formula.syntax import parse
from cchc.report import Report
from cchc.serialize import to_json

PERCENTAGE = (
    'kind = "percentage"\nunit = "por_cento"\nformula = "percent(criancas, visitas)"\n'
    'example = { criancas = 37, visitas = 162, gives = "22.8" }'
)
POWER = 'kind = "count"\nunit = "visita"\nformula = "{}"\nexample = {{ {} = 1, gives = "1" }}'


def power(id: str, times: int) -> str:
    return "*".join([f"number({id})"] * (times - 1) + [id])


def with_powers(folder: Path, *times: int) -> Path:
    """The library's catalogue with a line that is a power of a figure, and lines that are powers of the one before."""
    own = write(folder, ("en",))
    place = own / "leitores.toml"
    text = place.read_text(encoding="utf-8").replace(
        'por_cento = { label = { en = "per cent" }, counts = { en = "per cent" } }', ""
    )
    assert PERCENTAGE in text
    text = text.replace(PERCENTAGE, POWER.format(power("criancas", times[0]), "criancas"))
    before = "parte"
    for place_, each in enumerate(times[1:]):
        text += f'[auxiliary.x{place_}]\nlabel.en = "X"\nover_time = "recompute"\nover_offices = "recompute"\n'
        text += POWER.format(power(before, each), before) + "\n"
        before = f"x{place_}"
    place.write_text(text, encoding="utf-8")
    return own


def test_what_can_be_computed_can_be_written(tmp_path: Path) -> None:
    """The longest numbers that a catalogue may ask for are computed and written."""
    catalogue = load_catalogue(with_powers(tmp_path, 8, 2))
    evaluation = catalogue.evaluate(Report.from_values({"criancas": 10**MOST_DIGITS - 1}))
    assert len(str(evaluation.computation.values.figure("x0"))) == 16 * MOST_DIGITS
    assert len(to_json(evaluation)) > 16 * MOST_DIGITS


@pytest.mark.parametrize("times", [(38,), (38, 38, 38), (15, 15), (4, 4, 4, 4)])
def test_powers_of_powers_are_refused(times: tuple[int, ...], tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="more than 1000 digits"):
        load_catalogue(with_powers(tmp_path, *times))


def test_a_check_of_powers_is_refused(tmp_path: Path) -> None:
    own = with_powers(tmp_path, 2)
    place = own / "leitores.toml"
    text = place.read_text(encoding="utf-8")
    assert 'check = "criancas <= visitas"' in text
    place.write_text(text.replace("criancas <= visitas", f"{power('parte', 20)} >= visitas"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"R1\.check: .*more than 1000 digits"):
        load_catalogue(own)


FORMULAS = (
    "a * b", "a + b", "total(a, b, a)", "a - b", "-a", "a / b", "percent(a, b)", "per_mille(a, b)", "percent_of(a, b)",
    "capped(a, b, 7)", "round(a / b, 9)", "if_undefined(a / b, 2)", "min(a, b)", "max(a, b) * max(a, b)", "abs(a)",
    "if_(a < b, a * 3, b / 7)", "a / b + b / a", "a / (b / (a / b))", "a * b / (a + b) * 0.125", "number(a) * a",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
@given(a=st.integers(-(10**20), 10**20), b=st.integers(-(10**20), 10**20))
def test_no_number_is_longer_than_was_foreseen(formula: str, a: int, b: int) -> None:
    """The size of a formula is one of what it gives, whatever the figures are."""
    tree = parse(formula)
    found = reference.evaluate(tree, {"a": Fraction(a, 10), "b": Fraction(b, 10)}.get, lambda *_: None)
    size = size_of(tree, lambda _: Size(20, 1))
    if isinstance(found, Fraction):
        assert abs(found) < 10**size.whole
        assert found.denominator < 10 ** (size.denominator + 1)
