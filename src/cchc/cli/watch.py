"""Waiting for the files of catalogues to change: by looking, which needs nothing but a file system."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from cchc.errors import CchcError
from cchc.load import find_catalogue

EVERY = 0.5
"""Seconds between two looks."""


class FileWatch:
    """The files of some editions, those beside them and those that they stand on, as they were when last looked at."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.folders = [_folder(path) for path in paths]
        self.before = _stamps(self.folders)

    def changes(self, every: float = EVERY) -> Iterator[dt.datetime]:
        """The moment of each change, those included that came while nobody waited."""
        while True:
            now = _stamps(self.folders)
            if now != self.before:
                self.before = now
                yield dt.datetime.now().astimezone()
            time.sleep(every)


def _folder(path: str) -> Path:
    """The folder of an edition; of one that cannot be found the path as it was given."""
    try:
        return find_catalogue(path)
    except CchcError:
        return Path(path)


def _stamps(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was written, and how large it is; of one that goes away while we look, nothing."""
    found = {}
    for folder in folders:
        for file in {*folder.glob("*.toml"), *folder.parent.glob("*.toml"), *folder.parent.glob("*/*.toml")}:
            try:
                status = file.stat()
            except OSError:
                continue
            found[file] = (status.st_mtime_ns, status.st_size)
    return found
