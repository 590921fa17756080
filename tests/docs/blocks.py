"""The code blocks of a Markdown page, and what running them prints."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>.*)\n(?P<out>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@frozen
class Block:
    """A fenced block, the page and the line that it begins on."""

    page: Path
    line: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """Every fenced block of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text[: match.start()].count("\n") + 1, match["language"], match["code"])
        for match in _FENCE.finditer(text)
    ]


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a console block (after `$ `) and the output that stands below it."""
    for match in _COMMAND.finditer(block.code):
        yield match["command"], match["out"]


def output_of(command: str, cwd: Path) -> str:
    """What a shell pipeline prints, errors included; `cchc` is this very installation."""
    shim = f'cchc() {{ {shlex.quote(sys.executable)} -m cchc "$@"; }}; {command}'
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "NO_COLOR"))
    }
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(
        ["bash", "-c", shim],
        cwd=cwd,
        env=environment | {"LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def printed_by(code: str, names: dict[str, Any]) -> str:
    """What Python code prints; the names that it makes stay for the page's next block."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<page>", "exec"), names)
    return out.getvalue()


def promised_by(code: str) -> str:
    """The output that a Python block promises: its `print` lines' comments, and the `# ` lines after them."""
    promised: list[str] = []
    follows = False
    for line in code.splitlines():
        if line.lstrip().startswith("print("):
            _, mark, told = line.rpartition("  # ")
            promised += [told] if mark else []
            follows = True
        elif follows and line.startswith("# "):
            promised.append(line.removeprefix("# "))
        else:
            follows = False
    return "".join(f"{line}\n" for line in promised)


def fitted(promised: str, printed: str) -> bool:
    """Whether the output is as promised; a line `…` (or `...`) stands for any lines left out."""
    parts = re.split(r"^(?:…|\.\.\.)\n", promised, flags=re.MULTILINE)
    pattern = "(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None
