"""What comes with the package: its catalogue, and what the build has made of that.

Whoever judges reports by a shipped edition needs it as it was understood, not its files parsed and checked once more.
The build (`hatch_build.py`) puts it into the folder `made`: each edition, the texts of the library, what stands in
them in the order in which it is looked up. What was made
is good as long as the files are those that it was made of, which their hash tells; else, and where there is nothing
(a plain checkout), the files are read. Nothing is written while the package is used. These are pickles, and none is
read from anywhere but this folder: whoever can write here can write the code.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
MADE = PACKAGE / "made"
_READ = (".toml", ".tsv")
_SHAPING = (
    "", "edition", "formula", "load", "load/lint", "reading", "reading/cells", "reading/cells/beside", "text", "words",
)  # fmt: skip
"""The folders of the code that makes something of the files (`cchc.making`)."""
_HASH = 8
"""Bytes of a hash, which stand before what was made."""


def is_checkout() -> bool:
    """Whether this is the checkout itself: an editable install's copy of the catalogue is stale or absent."""
    return PACKAGE.parent.name == "src" and (PACKAGE.parents[1] / "catalogue").is_dir()


def home() -> Path:
    """The catalogue that comes with cchc: the checkout's own where there is one, else the package's."""
    return (PACKAGE.parents[1] if is_checkout() else PACKAGE) / "catalogue"


def made(name: str) -> object:
    """What the build has made under a name; None where it made nothing, or of other files."""
    try:
        data = (MADE / name).read_bytes()
    except OSError:
        return None
    if data[:_HASH] != _current():
        return None
    from pickle import loads

    return loads(data[_HASH:])  # noqa: S301 - it is our own, and lies where the code lies


def write(things: Mapping[str, object], folder: Path, *, is_checkout: bool) -> None:
    """Put what was made into a folder, for `made` to find there."""
    from pickle import dumps

    from cchc.disk import write_all

    known = source_hash(is_checkout=is_checkout)
    write_all({folder / name: known + dumps(thing, protocol=5) for name, thing in things.items()})


def edition_name(id: str, *, with_definitions: bool) -> str:
    """What an edition is called among what was made."""
    return f"{id}.defined" if with_definitions else id


@cache
def _current() -> bytes:
    return source_hash(is_checkout=is_checkout())


def source_hash(*, is_checkout: bool) -> bytes:
    """The hash of all files that editions and texts are made of, by which Python knows what its modules were made of.

    In a checkout also the code may be another than that which has made something: there, as Python does, it is known
    by the times of its files.
    """
    from importlib.util import source_hash as hashed

    parts = [part for root in (home(), PACKAGE / "words") for part in _contents(str(root))]
    if is_checkout:
        parts += _stamps()
    return hashed(b"\0".join(parts))


def _contents(folder: str) -> Iterator[bytes]:
    """The names and contents of a folder's files, in their order; where a folder within ends is told, too."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            within = tuple(_contents(entry.path))
            yield from (entry.name.encode(), *within, b"/") if within else ()
        elif entry.name.endswith(_READ):
            yield entry.name.encode()
            yield Path(entry).read_bytes()


def _stamps() -> Iterator[bytes]:
    for folder in _SHAPING:
        with os.scandir(PACKAGE / folder) as found:
            modules = sorted((entry for entry in found if entry.name.endswith(".py")), key=lambda entry: entry.name)
        for entry in modules:
            status = entry.stat()
            yield f"{folder}/{entry.name} {status.st_size} {status.st_mtime_ns}".encode()
