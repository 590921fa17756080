"""Judging files, many on all processors: each answer is a finished part of what is printed, in their order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import STDIN, read
from cchc.cli.selection import Selection
from cchc.cli.words import Words
from cchc.errors import CchcError
from cchc.record import frozen

if TYPE_CHECKING:
    from concurrent.futures import Executor

MANY = 16
"""From so many files on, starting further processes pays."""
_SHOWN_FROM = 4
"""From so many files on, a terminal shows how far it is."""
_BATCHES = 8
"""So many batches a process: few enough to be cheap, enough for all to end at about the same time."""


@frozen
class Answer:
    """What is printed of one file, or why it cannot be read."""

    part: str = ""
    has_errors: bool = False
    failure: CchcError | OSError | None = None


@frozen
class Judging:
    """How files are judged and told of; what a further process needs to know."""

    words: Words
    edition: str | None
    selection: Selection
    form: str
    is_alone: bool

    def all(self, files: Sequence[str]) -> Iterator[Answer]:
        """An answer a file, in their order, as soon as it is there."""
        processes = min(_processors(), len(files))
        if len(files) < MANY or processes < 2 or STDIN in files:
            yield from self._counted(map(self.one, files), len(files))
            return
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(processes) as pool:
            batch = max(1, len(files) // (processes * _BATCHES))
            try:
                yield from self._counted(pool.map(self.one, files, chunksize=batch), len(files))
            except BaseException:
                _abandon(pool)
                raise

    def one(self, file: str) -> Answer:
        """Read and judge one file; what cannot be read is an answer too: the others are still judged."""
        from cchc.catalogue import load_catalogue
        from cchc.cli.checked import Checked

        catalogue = load_catalogue(self.edition)
        try:
            evaluation = catalogue.evaluate(read(file, catalogue))
        except (CchcError, OSError) as error:
            return Answer(failure=error)
        chosen = tuple(finding for finding in evaluation.findings if finding in self.selection)
        report = Checked(file, evaluation, chosen)
        part = import_module(f"cchc.cli.render.{self.form}").part
        return Answer(part(report, self.words, is_alone=self.is_alone), report.has_errors)

    def _counted(self, answers: Iterable[Answer], count: int) -> Iterator[Answer]:
        """The answers, with a bar on a terminal; pipes and files see nothing of it."""
        if count < _SHOWN_FROM or not sys.stderr.isatty():
            yield from answers
            return
        label = self.words("checking")
        with click.progressbar(answers, length=count, label=label, file=sys.stderr) as bar:
            yield from list(bar)


def _abandon(pool: Executor) -> None:
    """Begin nothing more; what is under way ends by itself."""
    pool.shutdown(wait=False, cancel_futures=True)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
