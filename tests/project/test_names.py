"""One noun for one thing: a class name belongs to one module, and the list of words in the docs is true."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "cchc"
ROW = re.compile(r"^\| [^|]+ \| ((?:`\w+`(?:, )?)+) (?:in|ở) `([\w/]+)` \|", re.MULTILINE)


def homes() -> dict[str, list[str]]:
    """The modules that define each public class, or a type of that name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        module = path.relative_to(SOURCE).with_suffix("").as_posix()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(module)
    return found


def test_a_class_name_means_one_thing() -> None:
    """Whoever reads a name need not ask whose it is."""
    assert {name: modules for name, modules in homes().items() if len(modules) > 1} == {}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_list_of_words_is_true(language: str) -> None:
    """Each word's class stands in the module that the list names."""
    text = (ROOT / "docs" / language / "design.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len(rows) == 18
    for names, module in rows:
        home = next(path for path in (SOURCE / f"{module}.py", SOURCE / module / "__init__.py") if path.exists())
        source = home.read_text(encoding="utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"^(class {name}\b|{name} = )", source, re.MULTILINE), f"{name} is not in {module}"


def test_a_unit_only_measures() -> None:
    """Whoever reports is an office: no record has a reporting unit."""
    from attrs import fields

    from cchc.edition.office import Level
    from cchc.report import Report

    assert "office" in {field.name for field in fields(Report)}
    assert "unit" not in {field.name for field in fields(Report)} | {field.name for field in fields(Level)}
