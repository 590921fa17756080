"""Judging files, many on all processors: each answer is a finished part of what is printed, in their order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from signal import SIG_DFL, SIGINT, signal
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import judged_each
from cchc.cli.selection import Selection
from cchc.cli.streams import STDIO, is_terminal
from cchc.cli.words import Words
from cchc.errors import CchcError
from cchc.record import frozen
from cchc.unforeseen import as_foreseen, foreseen

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cchc.evaluation import Evaluation
    from cchc.reading.places import Places
    from cchc.report import Report

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
    previous: Report | None = None
    """The report before those that are judged."""
    places: Places | None = None
    is_whole: bool = False
    """Whether every finding is told, rather than what has to be done."""

    def all(self, files: Sequence[str]) -> Iterator[Answer]:
        """An answer a report, in the order of the files, as soon as it is there."""
        for answers in self._of_files(files):
            yield from answers

    def _of_files(self, files: Sequence[str]) -> Iterator[list[Answer]]:
        processes = min(_processors(), len(files))
        if len(files) < MANY or processes < 2 or STDIO in files:
            yield from self._counted(map(self.one, files), len(files))
            return
        yield from self._counted(self._shared_out(files, processes), len(files))

    def _shared_out(self, files: Sequence[str], processes: int) -> Iterator[list[Answer]]:
        """The answers of several processes; one that dies takes with it no file but the one that it died of."""
        from concurrent.futures import BrokenExecutor

        size = max(1, len(files) // (processes * _BATCHES))
        batches = [files[at : at + size] for at in range(0, len(files), size)]
        done = 0
        while done < len(batches):
            with _pool(processes) as pool:
                tasks = [pool.submit(self._batch, batch) for batch in batches[done:]]
                try:
                    for task in tasks:
                        yield from task.result()
                        done += 1
                except BrokenExecutor:
                    # Which file it was can only be told by trying each of the batch by itself.
                    yield from map(self._apart, batches[done])
                    done += 1
                except BaseException:
                    _abandon(pool)
                    raise

    def _batch(self, files: Sequence[str]) -> list[list[Answer]]:
        return [self.one(file) for file in files]

    def _apart(self, file: str) -> list[Answer]:
        """The answer of a process that has no other file to judge."""
        from concurrent.futures import BrokenExecutor

        with _pool(1) as pool:
            try:
                return pool.submit(self.one, file).result()
            except BrokenExecutor as error:
                return [Answer(failure=as_foreseen(error, file))]

    def one(self, file: str) -> list[Answer]:
        """Read and judge a file, report by report; what cannot be read is an answer: the others are judged."""
        from cchc.catalogue import load_catalogue

        catalogue = load_catalogue(self.edition)
        try:
            evaluations = judged_each(file, catalogue, self.previous, self.places)
            with foreseen(file):
                is_alone = self.is_alone and len(evaluations) == 1
                return [self._answer(file, evaluation, is_alone=is_alone) for evaluation in evaluations]
        except (CchcError, OSError) as error:
            return [Answer(failure=error)]

    def _answer(self, file: str, evaluation: Evaluation, *, is_alone: bool) -> Answer:
        from cchc.cli.checked import Checked

        chosen = tuple(finding for finding in evaluation.findings if finding in self.selection)
        report = Checked(file, evaluation, chosen, self.is_whole)
        part = import_module(f"cchc.cli.render.{self.form}").part
        return Answer(part(report, self.words, is_alone=is_alone), report.has_errors)

    def _counted(self, answers: Iterable[list[Answer]], count: int) -> Iterator[list[Answer]]:
        """The answers, with a bar on a terminal; pipes and files see nothing of it."""
        if count < _SHOWN_FROM or not is_terminal(sys.stderr):
            yield from answers
            return
        label = self.words("checking")
        with click.progressbar(answers, length=count, label=label, file=sys.stderr) as bar:
            yield from list(bar)


def _pool(processes: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    # A person who stops the command stops every process of it, without a word from each.
    return ProcessPoolExecutor(processes, initializer=signal, initargs=(SIGINT, SIG_DFL))


def _abandon(pool: Executor) -> None:
    """Begin nothing more; what is under way ends by itself."""
    pool.shutdown(wait=False, cancel_futures=True)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
