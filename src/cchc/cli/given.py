"""The reports that were named on the command line, by file or by folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cchc.cli.judging import Answer
from cchc.cli.streams import STDIO
from cchc.disk import is_same
from cchc.readers.files import Failure, found_in
from cchc.record import frozen

_FEW = 3
"""So many files are told of one by one; of more, and of a folder, there is a table."""


@frozen
class GivenFiles:
    """What was named on the command line: files, those in folders, and folders that cannot be looked into."""

    files: tuple[str, ...]
    unread: tuple[Answer, ...]
    has_folder: bool

    @classmethod
    def of(cls, names: Sequence[str], but: str | None) -> GivenFiles:
        """Each file once; an output that lies in a folder is no report of it, and no more is what was found in one."""
        files: dict[str, str] = {}
        unread = []
        for name in names:
            if name == STDIO or not Path(name).is_dir():
                files.setdefault(name if name == STDIO else _place(name), name)
                continue
            from cchc.readers.made import is_evaluation  # a file by itself asks nothing of it

            for found in found_in([name]):
                if isinstance(found, Failure):
                    unread.append(Answer(source=found.source, failure=found.error))
                elif (but is None or not is_same(found, but)) and not is_evaluation(found):
                    files.setdefault(_place(found), str(found))
        return cls(tuple(files.values()), tuple(unread), any(Path(name).is_dir() for name in names if name != STDIO))

    @property
    def are_many(self) -> bool:
        """Whether they are told of in a table."""
        return self.has_folder or len(self.files) > _FEW

    @property
    def is_empty(self) -> bool:
        return not self.files and not self.unread

    @property
    def is_one(self) -> bool:
        return len(self.files) == 1 and not self.unread


def _place(path: str | Path) -> str:
    """By what one file is known again that is named twice."""
    return os.path.normcase(Path(path).absolute())
