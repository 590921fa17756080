"""How long numbers can get is asked of whatever parses: what is wrong with a formula is told by its types."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from cchc.errors import CatalogueError
from cchc.formula.functions import OPERATORS, PURE
from cchc.formula.size import Size, size_of
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Number, Word
from cchc.load import load_edition

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("op", [*OPERATORS, *(row.name for row in PURE)])
def test_any_number_of_arguments_has_a_size(op: str) -> None:
    for many in range(5):
        assert size_of(Apply(op, (Number(Fraction(1)),) * many), lambda _: Size(1)).whole >= 1


SIZES = {"a": Size(3, 0, 0, 5, 9), "b": Size(2, 2), "c": Size(4, 1, 6)}


@pytest.mark.parametrize(
    ("formula", "size"),
    [
        ("5", Size(1, 0, 0, 0, 0)),
        ("a + b", Size(4, 2, 0, 5, 9)),
        ("a - b", Size(4, 2, 0, 5, 9)),
        ("-b", Size(3, 2, 0, 3, 5)),
        ("total(a, b, c)", Size(5, 2, 6, 5, 13)),
        ("a * b", Size(5, 2, 0, 5, 9)),
        ("a / b", Size(6, 0, 4, 6, 10)),
        ("percent(a, b)", Size(8, 0, 4, 8, 12)),
        ("per_mille(a, c)", Size(14, 0, 11, 14, 25)),
        ("c / c", Size(12, 0, 18, 12, 30)),
        ("round(c, 2)", Size(5, 9, 0, 5, 14)),
        ("min(a, b)", Size(3, 2, 0, 5, 9)),
        ("abs(c)", Size(4, 1, 6, 4, 11)),
        ("if_(a > b, a, c)", Size(4, 1, 6, 5, 11)),
        ("a > b", Size(1, 0, 0, 5, 9)),
        ("if_(known(a / b), 1, 2)", Size(1, 0, 0, 6, 10)),
        ("capped(6, a, b)", Size(7, 0, 4, 7, 11)),
        ("percent_of(b, a)", Size(6, 0, 5, 6, 11)),
        ("if_undefined(a / b, 1)", Size(6, 0, 4, 6, 10)),
        ("printed(a)", Size(60, 60, 0, 0, 0)),
        ("a * b * c", Size(9, 3, 6, 9, 18)),
    ],
)
def test_a_formula_is_as_long_as_its_parts_make_it(formula: str, size: Size) -> None:
    """A sum one digit longer, a product as long as both, a quotient turned round, a choice as the longer of two."""
    assert size_of(parse(formula), SIZES.__getitem__) == size


@pytest.mark.parametrize(
    ("value", "places"), [("7", 0), ("0.5", 1), ("0.25", 2), ("0.01", 2), ("0.000008", 6), ("1/3", 1), ("1/30", 2)]
)
def test_a_literal_has_the_places_that_are_written(value: str, places: int) -> None:
    """However its fraction is shortened: a quarter added to a fifth has two places, and twentieths."""
    assert size_of(Number(Fraction(value)), SIZES.__getitem__).places == places


def test_a_formula_that_is_told_as_wrong_has_hardly_a_size() -> None:
    """It is never computed."""
    assert size_of(Apply("percent", (Number(Fraction(10**9)),)), SIZES.__getitem__) == Size(1)
    assert size_of(Apply("percent", (Number(Fraction(10**9)),) * 3), SIZES.__getitem__) == Size(1)
    assert size_of(Word("day_du"), SIZES.__getitem__) == Size(1)


@pytest.mark.parametrize(
    "formula", ["percent(ho_so_dung_han)", "percent()", "min()", "percent(tthc_tong, tthc_tong, 1)"]
)
def test_a_formula_with_too_few_arguments_is_told(copied: Callable[[str], Path], formula: str) -> None:
    folder = copied(formula)
    with pytest.raises(CatalogueError, match=r"ho_so_ty_le_dung_han\.formula: \w+ takes"):
        load_edition(folder)


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """The small catalogue with another formula."""
    from shutil import copytree

    right = '"percent(ho_so_dung_han, ho_so_da_giai_quyet)"'

    def copy(formula: str) -> Path:
        folder = Path(copytree(ROOT / "tests/small", tmp_path / "small")) / "nho-2024"
        file = folder / "ii-2-thu-tuc-hanh-chinh.toml"
        text = file.read_text(encoding="utf-8")
        assert right in text
        file.write_text(text.replace(right, f'"{formula}"'), encoding="utf-8")
        return folder

    return copy
