"""The files that a person means who names a folder: all in it, in order, but for what no person put there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cchc.errors import CchcError
from cchc.reading.refusal import refusal
from cchc.record import frozen

_LEFT_BY_PROGRAMS = frozenset({"thumbs.db", "desktop.ini"})


@frozen
class Failure:
    """A file that could not be read, and why."""

    source: str
    error: CchcError | OSError


def found_in(paths: Iterable[str | Path]) -> Iterator[Path | Failure]:
    """The files meant (those named, and those in folders named, in order, but for hidden ones and what was made of
    reports), and the folders that cannot be looked into."""
    for given in map(Path, paths):
        if given.is_dir():
            unread: list[OSError] = []
            folders = os.walk(given, onerror=unread.append)
            files = (Path(folder, name) for folder, _, names in folders for name in names if not _is_hidden(name))
            yield from (found for path in sorted(files) if (found := _looked_at(path)) is not None)
            yield from (Failure(str(error.filename), error) for error in unread)
        else:
            yield given


def _looked_at(path: Path) -> Path | Failure | None:
    """A file of a folder; None of what was made of reports. A pipe might never end, nor might a device."""
    from cchc.readers.made import is_made_of_reports  # a file by itself asks nothing of it

    if not path.is_file():
        return Failure(str(path), refusal("irregular", str(path)))
    return None if is_made_of_reports(path) else path


def _is_hidden(name: str) -> bool:
    """Whether a person does not see a file: it is hidden, or an office program's mark that another file is open."""
    return name.startswith((".", "~$")) or name.lower() in _LEFT_BY_PROGRAMS or _describes_a_table(name)


def _describes_a_table(name: str) -> bool:
    """Whether it is the description of a table beside it, as we write one ourselves: it reports nothing."""
    return f".{name.lower()}".endswith(".datapackage.json")
