"""The checker's engine: Pyodide and PDFium from the npm registry and wheels from PyPI, copied beside the pages.

Nothing is fetched when the site is viewed. What was downloaded is kept in the work folder; whatever goes into the site
is known by its hash, from wherever it comes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cchc.docs_builder.snapshot import snapshot
from cchc.errors import CchcError
from cchc.load import SHARED_FILES, home
from cchc.making import make
from cchc.record import frozen
from cchc.shipped import PACKAGE


@frozen
class NpmPackage:
    """A package of the npm registry: its archive's hash, and which of its files are copied under which names."""

    name: str
    version: str
    hash: str
    files: Mapping[str, str]

    @property
    def archive(self) -> str:
        """What `npm pack` calls the archive."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


PYODIDE = NpmPackage(
    "pyodide",
    "314.0.7",
    "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0",
    {
        name: name
        for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
    },
)
PDFIUM = NpmPackage(
    "@embedpdf/pdfium",
    "2.15.1",
    "658a30188b4009ac6a41585fae1c0058d7b46552d6d193d72d1ad00bb078d3f6",
    {"dist/index.browser.js": "pdfium.mjs", "dist/pdfium.wasm": "pdfium.wasm", "LICENSE.pdfium": "pdfium-license.txt"},
)
WHEELS = Path(__file__).with_name("engine.txt")
"""The wheels, with versions and hashes, as pip reads them."""
LIBRARY = "library.bin"
"""This library, the wheels and somebody's catalogue in one archive, packed by gzip as the snapshot is.

A browser unpacks that by itself while Python starts, and Python need not go through a thousand files of a zip.
"""
ROOT, CATALOGUE = "/library", "/catalogue"
"""Where Python finds the library, and somebody's catalogue."""
BINDINGS = "pypdfium2.zip"
"""pypdfium2 without its PDFium, for which one in WebAssembly stands; loaded, as that, with the first PDF file."""
SNAPSHOT = "snapshot.bin"
"""The memory of a Python that has loaded them, packed by gzip; some servers would unpack a file named .gz."""


def vendor(target: Path, cache: Path, examples: Path, editions: Iterable[Path] = ()) -> bool:
    """Everything into `target`, with `manifest.json` that names it; raises CchcError if it cannot be had.

    `examples` is a folder of filled forms, which the engine has checked once in the snapshot of its memory; False where
    this machine cannot take one. `editions` are the folders of somebody's catalogue, which is asked then in the place
    of the library's own.
    """
    cache.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    for package in (PYODIDE, PDFIUM):
        _unpack(package, target, cache)
    wheels, bindings = _wheels(cache / "wheels")
    _bind(bindings, target / BINDINGS)
    catalogue = {f"{CATALOGUE}/{name}": path.read_bytes() for name, path in _catalogue(editions)}
    library = {name: content for wheel in wheels for name, content in _content(wheel)}
    library |= {name: path.read_bytes() for name, path in _library(cache / "made").items()}
    _pack(target / LIBRARY, {f"{ROOT}/{name}": content for name, content in library.items()} | catalogue)
    manifest = {
        "pyodide": [*PYODIDE.files.values()],
        "pdf": {"glue": "pdfium.mjs", "wasm": "pdfium.wasm", "bindings": BINDINGS},
        "library": {"name": LIBRARY, "root": ROOT},
        "catalogue": CATALOGUE if catalogue else None,
        "snapshot": None,
        "version": digest(target.iterdir()),
    }
    listed = target / "manifest.json"
    listed.write_text(json.dumps(manifest), encoding="utf-8")
    taken = snapshot(target, examples)
    if taken is not None:
        (target / SNAPSHOT).write_bytes(taken)
        listed.write_text(json.dumps({**manifest, "snapshot": SNAPSHOT}), encoding="utf-8")
    return taken is not None


def _unpack(package: NpmPackage, target: Path, cache: Path) -> None:
    archive = cache / package.archive
    if not archive.exists():
        _run("npm", "pack", "--silent", f"{package.name}@{package.version}", "--pack-destination", str(cache))
    verify(archive, package.hash)
    with tarfile.open(archive) as packed:
        for name, own in package.files.items():
            member = packed.extractfile(f"package/{name}")
            if member is None:
                raise CchcError(f"{archive.name} has no {name}")
            (target / own).write_bytes(member.read())


def _wheels(folder: Path) -> tuple[list[Path], Path]:
    """The pure wheels of what the library needs, and that of pypdfium2, whose Python alone is pure."""
    known = re.findall("sha256:([0-9a-f]{64})", WHEELS.read_text(encoding="utf-8"))
    if len(list(folder.glob("*.whl"))) != len(known):
        shutil.rmtree(folder, ignore_errors=True)
        options = [
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            *(option for platform in ("any", "manylinux_2_17_x86_64") for option in ("--platform", platform)),
            "--python-version",
            "3.14",
            "--implementation",
            "py",
        ]
        _run(sys.executable, "-m", "pip", "download", "--quiet", *options, "--dest", str(folder), "-r", str(WHEELS))
    wheels = sorted(folder.glob("*.whl"))
    for wheel in wheels:
        verify(wheel, *known)
    bindings = next(wheel for wheel in wheels if wheel.name.startswith("pypdfium2-"))
    return [wheel for wheel in wheels if wheel != bindings], bindings


def _bind(wheel: Path, archive: Path) -> None:
    """What of a wheel of pypdfium2 is Python, with an empty file for the library: it looks whether one is there."""
    with ZipFile(wheel) as whole, ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name in sorted(whole.namelist()):
            library = re.fullmatch(r"pypdfium2_raw/(lib)?pdfium\.\w+", name)
            if library or name.endswith((".py", "/version.json")):
                content = b"" if library else whole.read(name)
                packed.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


def verify(file: Path, *known: str) -> None:
    """Raises CchcError for a file that has none of the hashes (SHA-256) that are known, and puts it away."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found not in known:
        file.unlink()
        raise CchcError(f"{file.name} is not the file that was agreed on: its SHA-256 is {found}")


def _library(work: Path) -> Mapping[str, Path]:
    """The files of this very library and of its catalogue, as a wheel has them."""
    own = (path for path in _files_in(PACKAGE) if path.parent != PACKAGE / "made")
    files = {f"cchc/{path.relative_to(PACKAGE).as_posix()}": path for path in own}
    files |= {f"cchc/catalogue/{path.relative_to(home()).as_posix()}": path for path in _files_in(home())}
    return files | {f"cchc/made/{path.name}": path for path in make(work, is_checkout=False)}


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def _catalogue(editions: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """The definitions in the folders of editions and what they share beside them; nothing else that lies there."""
    for folder in editions:
        yield from ((f"{folder.name}/{path.name}", path) for path in sorted(folder.glob("*.toml")))
        beside = (folder.parent / f"{name}.toml" for name in SHARED_FILES)
        yield from ((path.name, path) for path in beside if path.is_file())


def _content(wheel: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(wheel) as packed:
        yield from ((name, packed.read(name)) for name in packed.namelist() if not name.endswith("/"))


def _pack(archive: Path, files: Mapping[str, bytes]) -> None:
    """An archive of files: their names and lengths in a line of JSON, and then what they hold.

    The same files always make the same.
    """
    listed = sorted(files.items())
    lengths = json.dumps([(name, len(content)) for name, content in listed])
    whole = b"".join((lengths.encode(), b"\n", *(content for _, content in listed)))
    archive.write_bytes(gzip.compress(whole, mtime=0))


def _run(*command: str, cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - the commands are those above
    except FileNotFoundError:
        raise CchcError(
            f"{command[0]} is needed to make the checker page; install it, or leave the checker out"
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
