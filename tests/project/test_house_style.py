"""The code keeps the house style that a linter cannot check."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src" / "cchc").rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def name(path: Path) -> str:
    """A module's path, as a test's name."""
    return path.relative_to(ROOT / "src").as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_are_short(path: Path) -> None:
    """A function fits on a screen (40 lines) and a module in a sitting (400)."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    long = [node.name for node in functions(ast.parse(text)) if (node.end_lineno or 0) - node.lineno >= 40]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_a_noun_with_a_docstring(path: Path) -> None:
    """A module is named for a thing of the field and says what it is."""
    assert path.stem not in VAGUE
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_engine_knows_no_indicator_by_name(path: Path) -> None:
    """No id of a line or of a rule stands in the code, docstrings apart: they are data."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = catalogue_ids() & set(words_of(tree))
    assert not known


def words_of(tree: ast.AST) -> Iterator[str]:
    """Every name of the code, and every word of its strings but the docstrings (any string that is a statement)."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word) | ast.keyword(arg=str(word)):
                yield word
            case ast.Constant(value=str(text)) if id(node) not in said:
                yield from re.findall(r"\w+", text)


@cache
def catalogue_ids() -> set[str]:
    """The ids of every edition's lines, and of its rules."""
    ids: set[str] = set()
    for path in (ROOT / "catalogue").glob("*/*.toml"):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        ids |= {id for id in tables if "_" in id or re.fullmatch(r"R\d+", id)} if path.stem != "edition" else set()
    return ids


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.stem)
def test_a_test_file_opens_with_its_law(path: Path) -> None:
    """A file of tests opens with a sentence that says what must hold."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_files_are_written_and_texts_escaped_in_one_place(path: Path) -> None:
    """Only `cchc.disk` writes files, only `cchc.cli.streams` prints; the site's builder fills a folder of its own."""
    text = path.read_text(encoding="utf-8")
    home = path.relative_to(ROOT / "src" / "cchc").as_posix()
    if home != "disk.py" and not home.startswith("docs_builder/"):
        # What is opened in an archive is no file.
        assert not re.search(r"\.write_(bytes|text)\(|\.open\(\"w|(?<!archive\.)open\([^)]*\"w", text)
    if home != "cli/streams.py":
        assert not re.search(r"click\.s?echo\(|\bprint\(|from html import escape", text)
