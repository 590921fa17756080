"""Judging files, many on all processors: each answer is a finished part of what is printed, in their order.

A report whose office has filed another for the time just before it, in another of the files, is judged after that one:
which these are is known once all have been read, so such a report is judged a second time.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click
from attrs import evolve

from cchc.cli.interface import judged_each, read_each
from cchc.cli.selection import Selection
from cchc.cli.spool import KeptText, Spool
from cchc.cli.streams import STDIO, is_terminal
from cchc.cli.words import Words
from cchc.errors import CchcError
from cchc.filed.standing import Place, ReportStanding, predecessors, standing_of, to_judge_again
from cchc.record import frozen
from cchc.unforeseen import as_foreseen, foreseen
from cchc.workers import begun

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from cchc.catalogue import Catalogue
    from cchc.due import Due
    from cchc.evaluation import Evaluation
    from cchc.reading.places import Places
    from cchc.report import Report

MANY = 16
"""From so many files on, starting further processes pays."""
_SHOWN_FROM = 4
"""From so many files on, a terminal shows how far it is."""
_BATCHES, _LARGEST_BATCH = 8, 16
"""So many batches a process, few enough to be cheap, enough for all to end at about the same time; and none of more
files than that: a batch's answers are in memory together."""
_AHEAD = 2
"""So many batches a process are given out before the first of them is taken back."""


@frozen
class Answer:
    """What is printed of one file, or why it cannot be read."""

    part: str | KeptText = ""
    has_errors: bool = False
    failure: CchcError | OSError | None = None
    source: str = ""
    """The file, of what could not be read."""
    standing: ReportStanding | None = None
    """Where the report stands among others; None of what could not be read."""


Batch = list[list[Answer]]
"""The answers to several files."""
Task = tuple[str, Mapping[int, Place]]
"""A file, and where the reports before its own are, as far as that is known."""


@frozen
class Judging:
    """How files are judged and told of; what a further process needs to know."""

    words: Words
    edition: str | None
    selection: Selection
    form: str | None
    """What each report is rendered as; None where only its standing is asked for."""
    is_alone: bool
    previous: Report | None = None
    """The report before those that are judged."""
    places: Places | None = None
    is_whole: bool = False
    """Whether every finding is told, rather than what has to be done."""
    suggests: bool = False
    """Whether minimal corrections are looked for."""
    due: Due | None = None
    """By when reports were to be filed, where that is not as the edition says."""

    def all(self, files: Sequence[str], spool: Spool) -> Iterator[Answer]:
        """An answer a report, in the order of the files; what is printed of them is in the spool."""
        answers = self._kept([(file, {}) for file in files], self.words("checking"), spool)
        standings = [each.standing for of in answers.values() for each in of if each.standing is not None]
        again = to_judge_again(files, predecessors(standings)) if len(files) > 1 else []
        answers |= self._kept(again, self.words("comparing"), spool)
        for file in files:
            yield from answers[file]

    def _kept(self, tasks: Sequence[Task], label: str, spool: Spool) -> dict[str, list[Answer]]:
        """The answers to each file, what is printed of them on the disk."""
        return {
            file: [evolve(answer, part=spool.keep(str(answer.part))) for answer in answers]
            for (file, _), answers in zip(tasks, self._of_tasks(tasks, label), strict=True)
        }

    def _of_tasks(self, tasks: Sequence[Task], label: str) -> Iterator[list[Answer]]:
        """The answers of each task, with a bar on a terminal; pipes and files see nothing of it."""
        processes = min(_processors(), len(tasks))
        is_alone = len(tasks) < MANY or processes < 2 or any(file == STDIO for file, _ in tasks)
        answers = map(self.one, tasks) if is_alone else self._shared_out(tasks, processes)
        if len(tasks) < _SHOWN_FROM or not is_terminal(sys.stderr):
            yield from answers
            return
        with click.progressbar(answers, length=len(tasks), label=label, file=sys.stderr) as bar:
            yield from bar

    def _shared_out(self, tasks: Sequence[Task], processes: int) -> Iterator[list[Answer]]:
        """The answers of several processes; one that dies takes with it no file but the one that it died of."""
        from concurrent.futures import BrokenExecutor

        size = min(_LARGEST_BATCH, max(1, len(tasks) // (processes * _BATCHES)))
        batches = deque(tasks[at : at + size] for at in range(0, len(tasks), size))
        while batches:
            with _pool(processes) as pool:
                try:
                    for answers in self._taken_in_turn(pool, list(batches), processes * _AHEAD):
                        yield from answers
                        batches.popleft()
                except BrokenExecutor:
                    # Which file it was can only be told by trying each of the batch by itself.
                    yield from map(self._apart, batches.popleft())
                except BaseException:
                    _abandon(pool)
                    raise

    def _taken_in_turn(self, pool: Executor, batches: Sequence[Sequence[Task]], ahead: int) -> Iterator[Batch]:
        """The answers of each batch, a few of which are under way at any time."""
        pending: deque[Future[Batch]] = deque()
        for batch in batches:
            pending.append(pool.submit(self._batch, batch))
            if len(pending) > ahead:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def _batch(self, tasks: Sequence[Task]) -> Batch:
        return [self.one(task) for task in tasks]

    def _apart(self, task: Task) -> list[Answer]:
        """The answer of a process that has no other file to judge."""
        from concurrent.futures import BrokenExecutor

        with _pool(1) as pool:
            try:
                return pool.submit(self.one, task).result()
            except BrokenExecutor as error:
                return [Answer(failure=as_foreseen(error, task[0]), source=task[0])]

    def one(self, task: Task) -> list[Answer]:
        """Read and judge a file, report by report; what cannot be read is an answer: the others are judged."""
        from cchc.catalogue import load_catalogue

        file, befores = task
        # As `load` has it already: what lines mean is told by no answer.
        catalogue = load_catalogue(self.edition, with_definitions=False)
        try:
            evaluations = judged_each(file, catalogue, self._before(befores, catalogue), self.places)
            with foreseen(file):
                is_alone = self.is_alone and len(evaluations) == 1
                return [
                    self._answer((file, number), evaluation, catalogue, is_alone=is_alone)
                    for number, evaluation in enumerate(evaluations)
                ]
        except (CchcError, OSError) as error:
            return [Answer(failure=error, source=file)]

    def _before(self, befores: Mapping[int, Place], catalogue: Catalogue) -> Callable[[int], Report | None]:
        """The report before each of a file: that of another file, else the one that all are to be judged after."""

        def before(number: int) -> Report | None:
            if number not in befores:
                return self.previous
            file, place = befores[number]
            with foreseen(file):
                return read_each(file, catalogue, self.places)[place]

        return before

    def _answer(self, place: Place, evaluation: Evaluation, catalogue: Catalogue, *, is_alone: bool) -> Answer:
        from cchc.cli.checked import Checked

        chosen = tuple(finding for finding in evaluation.findings if finding in self.selection)
        report = Checked(place[0], evaluation, chosen, self.is_whole, self.suggests)
        if self.form is None:
            standing = standing_of(place, evaluation, chosen, catalogue, self.due, with_cause=True)
            return Answer("", report.has_errors, standing=standing)
        part = import_module(f"cchc.cli.render.{self.form}").part(report, self.words, is_alone=is_alone)
        among = None if self.is_alone else standing_of(place, evaluation, chosen, catalogue, with_cause=False)
        return Answer(part, report.has_errors, standing=among)


def _pool(processes: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(processes, initializer=begun, initargs=(os.getpid(),))


def _abandon(pool: Executor) -> None:
    """Begin nothing more; what is under way ends by itself."""
    pool.shutdown(wait=False, cancel_futures=True)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
