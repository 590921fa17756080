"""Every pattern that the library compiles: `python -m tests.patterns.collect` prints them as JSON.

Each is given with its flags, the module that compiles it, and the ways in which it is used. Modules are imported,
functions that make patterns called, and files of every kind read and judged, while the compiler of patterns is watched.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from contextlib import suppress
from pathlib import Path
from re import _compiler

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "cchc"
WAYS = frozenset({"match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split"})
KNOWN: dict[tuple[str, int], str] = {}


def watch() -> None:
    """Note what is compiled on behalf of the library."""
    compiled = _compiler.compile

    def noted(pattern: object, flags: int = 0) -> re.Pattern[str]:
        found = compiled(pattern, flags)
        frame = sys._getframe(1)
        while frame is not None and "/re/" in frame.f_code.co_filename:
            frame = frame.f_back
        place = Path(frame.f_code.co_filename) if frame is not None else Path()
        if isinstance(pattern, str) and place.is_relative_to(PACKAGE):
            KNOWN.setdefault((pattern, found.flags), place.relative_to(PACKAGE).as_posix())
        return found

    _compiler.compile = noted


def import_all() -> None:
    import cchc

    for module in pkgutil.walk_packages(cchc.__path__, "cchc."):
        if not module.name.endswith("__main__") and "docs_builder.sphinx" not in module.name:
            importlib.import_module(module.name)
    for name, module in list(sys.modules.items()):
        for thing in list(vars(module).values()) if name.startswith("cchc.") else ():
            returned = str(getattr(thing, "__annotations__", {}).get("return", ""))
            if callable(thing) and (returned.startswith("re.Pattern") or type(thing).__name__ == "_lru_cache_wrapper"):
                try:
                    thing()
                except TypeError:
                    continue


def use_all() -> None:
    from cchc.catalogue import load_catalogue
    from cchc.errors import CchcError
    from cchc.readers import read_report

    catalogue = load_catalogue()
    for folder in ("examples", "tests/field/files", "tests/corpus"):
        for path in sorted((ROOT / folder).iterdir()):
            try:
                catalogue.evaluate(read_report(path, catalogue))
            except CchcError:
                continue


def uses() -> dict[tuple[str, int], set[str]]:
    """The ways in which the modules that hold a pattern under a name use it by that name."""
    found: dict[tuple[str, int], set[str]] = {}
    for module in [module for name, module in sys.modules.items() if name.startswith("cchc.")]:
        ways: dict[str, set[str]] = {}
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(value=ast.Name(id=name) | ast.Call(func=ast.Name(id=name)), attr=way) if way in WAYS:
                    ways.setdefault(name, set()).add(way)
        for name, used in ways.items():
            held = vars(module).get(name)
            if type(held).__name__ == "_lru_cache_wrapper":
                with suppress(TypeError):
                    held = held()
            if isinstance(held, re.Pattern):
                found.setdefault((held.pattern, held.flags), set()).update(used)
    return found


if __name__ == "__main__":
    watch()
    import_all()
    use_all()
    by_pattern = uses()
    listed = [[*known, where, sorted(by_pattern.get(known, ()))] for known, where in KNOWN.items()]
    sys.stdout.write(json.dumps(listed))
