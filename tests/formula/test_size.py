"""How long numbers can get is asked of whatever parses: what is wrong with a formula is told by its types."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from cchc.errors import CatalogueError
from cchc.formula.functions import OPERATORS, PURE
from cchc.formula.size import Size, size_of
from cchc.formula.tree import Apply, Number
from cchc.load import load_edition

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("op", [*OPERATORS, *(row.name for row in PURE)])
def test_any_number_of_arguments_has_a_size(op: str) -> None:
    for many in range(5):
        assert size_of(Apply(op, (Number(Fraction(1)),) * many), lambda _: Size(1)).whole >= 1


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
