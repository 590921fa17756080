"""The functions of a module as its text has them: what is changed, and what the record knows them by."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "cchc"


@frozen
class Function:
    """A function or method: its names from the module down, its text within its classes, and where that begins."""

    name: str
    line: int = field(metadata={"unit": "the line of its first decorator, as Python counts"})
    text: str
    shift: int = field(metadata={"unit": "what a line of the text is less than that of the file"})
    hash: str


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file that does something; those of one name are told apart by their order."""
    text = path.read_text(encoding="utf-8")
    seen: dict[str, int] = {}
    for classes, node in _defined(ast.parse(text).body, ()):
        qualified = ".".join((*classes, node.name))
        seen[qualified] = count = seen.get(qualified, 0) + 1
        first = min((node.lineno, *(decorator.lineno for decorator in node.decorator_list)))
        around = [f"{'    ' * depth}class {name}:" for depth, name in enumerate(classes)]
        lines = text.splitlines()[first - 1 : node.end_lineno]
        yield Function(
            name=qualified if count == 1 else f"{qualified}#{count}",
            line=first,
            text="\n".join((*around, *lines, "")),
            shift=first - 1 - len(around),
            hash=_hash(node),
        )


def _defined(body: list[ast.stmt], classes: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield classes, node
        elif isinstance(node, ast.ClassDef):
            yield from _defined(node.body, (*classes, node.name))


def _hash(node: ast.FunctionDef) -> str:
    """What stays the same while only comments, layout and docstring change."""
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:]
    return hashlib.sha256(ast.dump(node).encode()).hexdigest()[:12]
