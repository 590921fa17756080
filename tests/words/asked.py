"""Which texts the code asks for, read off its source: every call that names a text, and what it fills in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from attrs import frozen

import cchc

PACKAGE = Path(cchc.__file__).parent
FACES = frozenset({"command_line", "judging", "prompt", "reading", "site", "writing"})
BEFORE_NAME = {"say": 1, "counted": 1, "text": 0}
"""The methods of a face, and how many arguments stand before the name."""
SPEAKERS = {
    ("cards.py", "counted"): "prompt",
    ("judge", "counted"): "prompt",
    ("cli", "words"): "command_line",
    ("cli", "_words"): "command_line",
    ("cli", "self"): "command_line",
    ("filed", "words"): "command_line",
    ("docs_builder", "w"): "site",
    ("docs_builder", "words"): "site",
    ("docs_builder", "speech"): "site",
    ("docs_builder", "html_context"): "site",
    ("docs_builder", "named"): "judging",
    ("writers", "phrase"): "writing",
    ("writers", "_phrase"): "writing",
    ("readers", "refusal"): "reading",
    ("drafting", "refusal"): "reading",
    ("writers", "refusal"): "reading",
    ("reading", "refusal"): "reading",
}
"""What is called to say a text, by the package of the module: the face that speaks."""
HANDED_ON = {("cli", "_note"): "command_line", ("writers", "_input"): "writing"}
"""What takes the name of a text among its arguments and hands it on."""
TABLES = {
    "cli/words.py": ("_SYSTEM_ERRORS", "command_line"),
    "reading/budget.py": ("LIMITS", "reading"),
    "readers/formats.py": ("_REFUSED", "reading"),
    "writers/page.py": ("_WORDS", "writing"),
}
"""Tables of names of texts."""


@frozen
class Asked:
    """A text that is asked for.

    In its name "*" is what only a run knows; `figures` are what fills it, None where that cannot be told.
    """

    face: str
    name: str
    figures: frozenset[str] | None
    place: str


def everything_asked() -> list[Asked]:
    """Every text that the code, the site's parts, templates and scripts name."""
    return [*_of_code(), *_of_markup()]


def _of_code() -> Iterator[Asked]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            for face, names in (_named(call, module), _handed_on(call, module)):
                for name in names if face in FACES else ():
                    yield Asked(face, name, _figures(call), f"{module}:{call.lineno}")
        if module in TABLES:
            table, face = TABLES[module]
            yield from (Asked(face, name, None, module) for name in _of_table(tree, table))


def _named(call: ast.Call, module: str) -> tuple[str, list[str]]:
    """The face that a call speaks with, and the names that it may give."""
    package, called = module.split("/", maxsplit=1)[0], _last_name(call.func)
    arguments = call.args
    match call.func:
        case ast.Attribute(value=ast.Name(id="words" | "self"), attr="counted") if package in {"cli", "filed"}:
            return "command_line", _names(arguments[:1])
        case ast.Attribute(value=ast.Name(id="self"), attr="counted") if package == "writers":
            return "writing", _names(arguments[:1])
        case ast.Attribute(value=speaker, attr=method) if method in BEFORE_NAME:
            return _face_of(speaker), _names(arguments[BEFORE_NAME[method] :])
        case ast.Call(func=speaker) | ast.Subscript(value=speaker):
            return SPEAKERS.get((package, _last_name(speaker)), ""), _names(arguments)
        case _:
            arguments = arguments[:1] if called in {"refusal", "counted"} else arguments
            return SPEAKERS.get((package, called), ""), _names(arguments)


def _handed_on(call: ast.Call, module: str) -> tuple[str, list[str]]:
    face = HANDED_ON.get((module.split("/", maxsplit=1)[0], _last_name(call.func)), "")
    return face, [argument.value for argument in call.args if _is_text(argument) and argument.value]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _names(arguments: list[ast.expr]) -> list[str]:
    if not arguments or any(isinstance(argument, ast.Starred) for argument in arguments):
        return []
    names = [".".join(parts) for parts in product(*map(_alternatives, arguments))]
    return [name for name in names if name != "*"]


def _alternatives(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_alternatives(body), *_alternatives(orelse)]
        case _:
            return ["*"]


def _face_of(speaker: ast.expr) -> str:
    match speaker:
        case ast.Call(func=ast.Name(id="face"), args=[ast.Constant(value=str(name))]):
            return name
        case _:
            return _last_name(speaker)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _figures(call: ast.Call) -> frozenset[str] | None:
    """What a call fills in; a text by language (`text`) is filled elsewhere."""
    names = [keyword.arg for keyword in call.keywords]
    is_open = None in names or _last_name(call.func) in ("text", *(name for _, name in HANDED_ON))
    counted = {"count"} if _last_name(call.func) == "counted" else set()
    return None if is_open else frozenset({*map(str, names), *counted})


def _of_table(tree: ast.Module, table: str) -> Iterator[str]:
    """The texts in the tuples of a table, or those that a dict has for values."""
    for statement in tree.body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        if not isinstance(target, ast.Name) or target.id != table:
            continue
        tuples = [node for node in ast.walk(statement) if isinstance(node, ast.Tuple)]
        values = statement.value.values if isinstance(statement.value, ast.Dict) else []
        for node in (*values, *(part for each in tuples for part in each.elts)):
            if _is_text(node):
                yield node.value


def _of_markup() -> Iterator[Asked]:
    """Parts `{{x}}` that are not handed markup of that name, templates `words('x')`, scripts `say.x`."""
    builder = PACKAGE / "docs_builder"
    markup = _markup_handed(builder)
    for path in sorted((builder / "parts").glob("*.html")):
        for name in re.findall(r"\{\{(\w+)\}\}", path.read_text(encoding="utf-8")):
            if name not in markup[path.stem]:
                yield Asked("site", name, frozenset(), path.name)
    for path in sorted((builder / "theme" / "templates").glob("*.html")):
        for name, member in re.findall(r"words\('(\w+)'(?:, (\w+)\))?", path.read_text(encoding="utf-8")):
            yield Asked("site", f"{name}.*" if member else name, None, path.name)
    for path in sorted((builder / "theme" / "static").glob("*.js")):
        script = path.read_text(encoding="utf-8")
        for name in [*re.findall(r"\bsay\.(\w+)", script), *re.findall(r"\bsay\[`(\w+)\$\{", script)]:
            yield Asked("site", f"script.{name}" + "*" * name.endswith("_"), None, path.name)


def _markup_handed(builder: Path) -> dict[str, set[str]]:
    """The markup that each part is given, by the part's name."""
    handed: dict[str, set[str]] = {path.stem: set() for path in (builder / "parts").glob("*.html")}
    for path in builder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _last_name(node.func) == "part" and _is_text(node.args[0]):
                handed[node.args[0].value] |= {str(keyword.arg) for keyword in node.keywords}
    return handed
