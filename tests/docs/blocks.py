"""The code blocks of a Markdown page, made to show what running them really prints."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli

BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_OUTPUT = re.compile(r"  # .*$|\n# .*$", re.MULTILINE)
_COLUMNS = 120


def refreshed(page: Path, root: Path) -> str:
    """The page with every output as it is now; a page that is right is what it was."""
    names: dict[str, Any] = {"__name__": "example"}
    refresh: dict[str, Callable[[str], str]] = {
        "console": lambda code: _console(code, root),
        "python": lambda code: _python(code, names),
        "toml": lambda code: _toml(code, root),
    }

    def replace(match: re.Match[str]) -> str:
        code = refresh.get(match["language"], str)(match["code"])
        return f"```{match['language']}\n{code}```"

    return BLOCK.sub(replace, page.read_text(encoding="utf-8"))


def _console(code: str, root: Path) -> str:
    """Each command (after `$ `), and what it prints."""
    commands = [line.removeprefix("$ ") for line in code.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_output_of(command, root)}" for command in commands)


def _output_of(command: str, root: Path) -> str:
    """What a shell pipeline prints, errors included; `cchc` is this very installation."""
    shim = f'cchc() {{ {shlex.quote(sys.executable)} -m cchc "$@"; }}; {command}'
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        ["bash", "-c", shim],
        cwd=root,
        env=environment | {"LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def _python(code: str, names: dict[str, Any]) -> str:
    """The same code, what each statement prints beside it or below it; names stay for the page's next block."""
    bare = _OUTPUT.sub("", code)
    lines = bare.splitlines()
    statements = ast.parse(bare).body
    printed = [(statement.end_lineno or 0, _printed_by(statement, names)) for statement in statements]
    for line, out in reversed(printed):
        told = out.splitlines()
        if len(told) == 1 and len(lines[line - 1]) + 4 + len(told[0]) <= _COLUMNS:
            lines[line - 1] += f"  # {told[0]}"
        else:
            lines[line:line] = [f"# {text}" for text in told]
    return "".join(f"{line}\n" for line in lines)


def _printed_by(statement: ast.stmt, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(ast.Module([statement], []), "<page>", "exec"), names)
    return out.getvalue()


def _toml(code: str, root: Path) -> str:
    """The tables that a block names, as the catalogue has them."""
    headers = [line for line in code.splitlines() if line.startswith("[")]
    return "\n".join(_table(header, root) for header in headers)


def _table(header: str, root: Path) -> str:
    files = (root / "catalogue").rglob("*.toml")
    for path in sorted(path for path in files if not path.stem.startswith("definitions")):
        text = f"\n{path.read_text(encoding='utf-8')}\n["
        if f"\n{header}\n" in text:
            table = header + "\n" + text.split(f"\n{header}\n", 1)[1].split("\n[", 1)[0].rstrip() + "\n"
            assert tomli.loads(table)
            return table
    raise AssertionError(f"no table {header} in the catalogue")
