"""The files that a person means who names a folder: all in it, in order, but for what no person put there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cchc.errors import CchcError
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
            from cchc.readers.made import is_made_of_reports  # a file by itself asks nothing of it

            unread: list[OSError] = []
            folders = os.walk(given, onerror=unread.append)
            files = (Path(folder, name) for folder, _, names in folders for name in names if not _is_hidden(name))
            found = sorted(path for path in files if path.is_file())
            yield from (path for path in found if not is_made_of_reports(path))
            yield from (Failure(str(error.filename), error) for error in unread)
        else:
            yield given


def _is_hidden(name: str) -> bool:
    """Whether a person does not see a file: it is hidden, or an office program's mark that another file is open."""
    return name.startswith((".", "~$")) or name.lower() in _LEFT_BY_PROGRAMS or _describes_a_table(name)


def _describes_a_table(name: str) -> bool:
    """Whether it is the description of a table beside it, as we write one ourselves: it reports nothing."""
    return f".{name.lower()}".endswith(".datapackage.json")
