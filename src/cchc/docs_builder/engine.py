"""The checker's engine: Pyodide from the npm registry and wheels from PyPI, copied beside the pages.

Nothing is fetched when the site is viewed. What was downloaded is kept in the work folder; whatever goes into the site
is known by its hash, from wherever it comes.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

from cchc.errors import CchcError

PYODIDE = "314.0.7"
NEEDED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PYODIDE_HASH = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
WHEELS = Path(__file__).with_name("engine.txt")
"""The wheels, with versions and hashes, as pip reads them."""


def vendor(target: Path, cache: Path) -> None:
    """Everything into `target`, with `manifest.json` that names it; raises CchcError if it cannot be had."""
    cache.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    _pyodide(target, cache)
    wheels = [*_wheels(cache / "wheels"), _own_wheel(cache / "own")]
    for wheel in wheels:
        shutil.copy(wheel, target / wheel.name)
    manifest = {"pyodide": [*NEEDED], "wheels": [wheel.name for wheel in wheels], "version": digest(target.iterdir())}
    (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _pyodide(target: Path, cache: Path) -> None:
    archive = cache / f"pyodide-{PYODIDE}.tgz"
    if not archive.exists():
        _run("npm", "pack", "--silent", f"pyodide@{PYODIDE}", "--pack-destination", str(cache))
    verify(archive, PYODIDE_HASH)
    with tarfile.open(archive) as packed:
        for name in NEEDED:
            member = packed.extractfile(f"package/{name}")
            if member is None:
                raise CchcError(f"{archive.name} has no {name}")
            (target / name).write_bytes(member.read())


def _wheels(folder: Path) -> list[Path]:
    """The pure wheels of what the library needs."""
    known = re.findall("sha256:([0-9a-f]{64})", WHEELS.read_text(encoding="utf-8"))
    if len(list(folder.glob("*.whl"))) != len(known):
        shutil.rmtree(folder, ignore_errors=True)
        options = [
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "--platform",
            "any",
            "--python-version",
            "3.14",
            "--implementation",
            "py",
        ]
        _run(sys.executable, "-m", "pip", "download", "--quiet", *options, "--dest", str(folder), "-r", str(WHEELS))
    wheels = sorted(folder.glob("*-none-any.whl"))
    for wheel in wheels:
        verify(wheel, *known)
    return wheels


def verify(file: Path, *known: str) -> None:
    """Raises CchcError for a file that has none of the hashes (SHA-256) that are known, and puts it away."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found not in known:
        file.unlink()
        raise CchcError(f"{file.name} is not the file that was agreed on: its SHA-256 is {found}")


def _own_wheel(folder: Path) -> Path:
    """This very checkout as a wheel."""
    shutil.rmtree(folder, ignore_errors=True)
    root = Path(__file__).resolve().parents[3]
    if not (root / "pyproject.toml").is_file():
        raise CchcError("the checker page is made from a checkout of the project; build --without-engine")
    _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=root)
    return next(folder.glob("*.whl"))


def _run(*command: str, cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - the commands are those above
    except FileNotFoundError:
        raise CchcError(
            f"{command[0]} is needed to make the checker page; install it, or build --without-engine"
        ) from None
    if done.returncode:
        raise CchcError(f"{' '.join(command)}: {done.stderr.strip()[-2000:]}")


def digest(files: Iterable[Path]) -> str:
    """A short name for what some files hold."""
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(path.name.encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]
