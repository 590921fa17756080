"""`import cchc` costs next to nothing, and each public name is there when it is asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cchc

PROMISED = {
    "load_catalogue", "read_report", "Catalogue", "Report", "Evaluation", "Finding", "Reported", "Missing", "Undefined",
    "Cell", "to_dict", "from_dict", "to_json", "json_schema", "CchcError", "__version__",
}  # fmt: skip


def test_promised_names_are_public() -> None:
    """What the design promises is what the package offers."""
    assert set(cchc.__all__) >= PROMISED
    assert set(dir(cchc)) == set(cchc.__all__)


@pytest.mark.parametrize("name", cchc.__all__)
def test_each_public_name_is_found(name: str) -> None:
    """A name that is offered can be fetched, and is the same object each time."""
    assert getattr(cchc, name) is getattr(cchc, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """Asking for what is not there fails as for any module."""
    with pytest.raises(AttributeError, match="no attribute 'tinh_toan'"):
        _ = cchc.tinh_toan  # type: ignore[attr-defined]


def test_importing_imports_nothing_else() -> None:
    """`import cchc` loads no other module at all."""
    script = "import sys; before = set(sys.modules); import cchc; print(sorted(set(sys.modules) - before))"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert set(ast.literal_eval(out)) == {"__future__", "cchc"}


def test_type_checkers_see_the_names_that_are_fetched() -> None:
    """The imports under TYPE_CHECKING and the table of lazy names say the same."""
    tree = ast.parse(Path(cchc.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        (str(statement.module).removeprefix("cchc."), alias.name)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    assert seen == {(module, name) for module, names in cchc._HOMES.items() for name in names}
    assert sorted({name for _, name in seen} | {"__version__"}) == sorted(cchc.__all__)
