"""Where a command's files go: whole, and never in place of a file that is not meant.

One rule for every command: an output that is one of its inputs, and a file beside an output that this program did not
make, are left alone unless `--force` is given; any other file of that name is replaced whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from cchc import disk
from cchc.cli.streams import STDIO, clean, raw, say
from cchc.cli.words import Words
from cchc.disk import Data, pieces_of
from cchc.printable import escaped
from cchc.record import frozen

_LARGEST_BESIDE = 1_000_000


_KINDS = frozenset(
    {
        *(".csv", ".doc", ".docm", ".docx", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".json", ".jsonl", ".mht"),
        *(".ndjson", ".ods", ".odt", ".parquet", ".pdf", ".png", ".pptx", ".rtf", ".sarif", ".svg", ".tsv", ".xls"),
        *(".xlsb", ".xlsm", ".xlsx", ".xml", ".zip"),
    }
)
"""Endings by which programs know what a file is: under none of them may something else be written."""


def kind_of(words: Words, output: str | None, form: str | None, kinds: Mapping[str, tuple[str, ...]]) -> str:
    """What to write: what is asked for, else what the ending of the output names, else the first of `kinds`.

    `kinds` are those that a command writes, with the endings of their files, each kind's most usual first: an ending
    of several names that whose more usual it is. Raises click.UsageError for an ending that names another kind.
    """
    default = next(iter(kinds))
    if output is None or output == STDIO:
        return form or default
    suffix = Path(output).suffix.lower()
    named = [kind for kind, suffixes in kinds.items() if suffix in suffixes]
    if suffix in _KINDS and (not named if form is None else suffix not in kinds[form]):
        usual = kinds.values() if form is None else (kinds[form],)
        known = dict.fromkeys(each for suffixes in usual for each in suffixes or (".txt",))
        raise click.UsageError(words("no_such_suffix", suffix=suffix, known=", ".join(known)))
    return form or min(named, key=lambda kind: kinds[kind].index(suffix), default=default)


Pieces = Callable[[], Iterable[str]]
"""What makes a text piece by piece, as often as it is asked; each piece ends its line."""
_JSON = {"json": (".json", ".jsonl", ".ndjson", ".sarif")}


@frozen
class Outputs:
    """Where a command may write; `inputs` are the files that it was made from, folders with all in them."""

    words: Words
    inputs: tuple[str, ...] = ()
    is_forced: bool = False

    @classmethod
    def of(cls, words: Words, files: Sequence[str], edition: str | None, *, is_forced: bool) -> Outputs:
        """Of a command that reads these files, and the definitions of an edition."""
        from cchc.load import find_catalogue

        folder = find_catalogue(edition)
        definitions = [*folder.glob("*.toml"), *folder.parent.glob("*.toml")]
        return cls(words, (*files, *map(str, definitions)), is_forced)

    def refuse(self, *outputs: str | None) -> None:
        """Raises click.UsageError if an output is an input, or another output, of the same call, or has no folder."""
        paths = [path for path in outputs if path is not None and path != STDIO]
        for place, path in enumerate(paths):
            folder = Path(path).parent
            if not os.path.lexists(path) and not folder.is_dir():
                raise click.UsageError(self.words("no_folder", path=path, folder=str(folder)))
            if any(disk.is_same(path, other) for other in paths[:place]):
                raise click.UsageError(self.words("output_twice", path=path))
            self.refuse_input(path)

    def refuse_input(self, output: str) -> None:
        """Raises click.UsageError if an output is an input."""
        if not self.is_forced and self._is_input(output):
            raise click.UsageError(self.words("output_is_input", path=output))

    def text(self, text: str | Pieces, output: str | None, *, is_inert: bool = True) -> None:
        """A text to the file asked for, else to standard output; a file gets no colours."""
        if output is None or output == STDIO:
            for piece in _pieces(text):
                say(piece, is_inert=is_inert)
        else:
            plain = partial(clean, is_plain=True, is_inert=is_inert)
            self.files({output: lambda: (f"{plain(piece)}\n".encode() for piece in _pieces(text))})

    def commands(self, text: str | Pieces, output: str | None) -> None:
        """Commands to a log: its own are obeyed."""
        self.text(text, output, is_inert=False)

    def json(self, text: str | Pieces, output: str | None) -> None:
        """JSON to the file asked for, else to standard output. Raises click.UsageError for another kind of file."""
        kind_of(self.words, output, "json", _JSON)
        self.text(lambda: map(escaped, _pieces(text)), output, is_inert=False)

    def files(
        self, files: Mapping[str, Data], is_ours: Callable[[bytes, str], bool] = lambda _data, _path: False
    ) -> None:
        """Files that belong together, the one asked for first; `is_ours` knows what we put beside one of its name."""
        self.refuse(*files)
        output, *beside = files
        for path in beside:
            if not self.is_forced and os.path.lexists(path) and not _may_replace(path, output, is_ours):
                raise click.UsageError(self.words("beside_is_not_ours", path=path))
        if output == STDIO:
            for piece in pieces_of(files[output]):
                raw(piece)
        else:
            disk.write_all({Path(path): data for path, data in files.items()})

    def _is_input(self, path: str) -> bool:
        if Path(path).exists() and not Path(path).is_file():
            return False  # what is written into loses nothing
        for given in self.inputs:
            if given == STDIO:
                if disk.is_same(0, path):
                    return True
            elif disk.is_same(given, path) or _is_inside(path, given):
                return True
        return False


def _pieces(text: str | Pieces) -> Iterable[str]:
    return (text,) if isinstance(text, str) else text()


def _may_replace(path: str, output: str, is_ours: Callable[[bytes, str], bool]) -> bool:
    if not Path(path).is_file():
        return False
    with open(path, "rb") as file:  # noqa: PTH123 - a name may be of any bytes
        return is_ours(file.read(_LARGEST_BESIDE), Path(output).name)


def _is_inside(path: str, folder: str) -> bool:
    """Whether a file that is there lies in a folder whose files are all read."""
    return Path(folder).is_dir() and Path(path).exists() and Path(path).resolve().is_relative_to(Path(folder).resolve())
