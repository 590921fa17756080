"""Several files as the one table that the command line makes of them: a row an office, who needs it most first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cchc.catalogue import Catalogue
from cchc.errors import CchcError, MissingExtraError
from cchc.evaluation import Evaluation
from cchc.filed.overview import Overview, Unread
from cchc.filed.rows import NUMBERS, cells, columns_of, heads, notes, summary, title
from cchc.filed.standing import Place, ReportStanding, predecessors, standing_of
from cchc.record import frozen
from cchc.report import Report
from cchc.words import face

Told = Callable[[CchcError], str]
"""What an error says, in the reader's language."""


@frozen
class WardWords:
    """The texts of the command line's table, in one language."""

    language: str
    told: Told

    def __call__(self, *name: str, **figures: object) -> str:
        return face("command_line").say(self.language, *name, **figures)

    def counted(self, name: str, count: int, **figures: object) -> str:
        """A text about a number of things."""
        return face("command_line").counted(self.language, name, count=count, **figures)

    def reason(self, error: CchcError | OSError) -> str:
        """Why a file cannot be read."""
        return self.told(error) if isinstance(error, CchcError) else str(error)


Judged = dict[Place, tuple[Evaluation, ReportStanding]]
"""Reports by the file, whose name no other has, and their place in it."""


def judged(files: Sequence[tuple[str, bytes]], catalogue: Catalogue) -> tuple[Judged, list[Unread]]:
    """Every report of the files, one that has another of its office before it after that one; what is none.

    Raises MissingExtraError for a file that the page could read if it loaded some more.
    """
    reports: dict[Place, Report] = {}
    unread: list[Unread] = []
    for name, data in files:
        try:
            reports |= dict(_read(name, data, catalogue))
        except MissingExtraError:
            raise
        except CchcError as error:
            unread.append(Unread(name, error))
    found = {place: _standing(place, catalogue.evaluate(report), catalogue) for place, report in reports.items()}
    for place, before in predecessors([standing for _, standing in found.values()]).items():
        found[place] = _standing(place, catalogue.evaluate(reports[place], reports[before]), catalogue)
    return found, unread


def _standing(place: Place, evaluation: Evaluation, catalogue: Catalogue) -> tuple[Evaluation, ReportStanding]:
    return evaluation, standing_of(place, evaluation, evaluation.findings, catalogue, with_cause=True)


def _read(name: str, data: bytes, catalogue: Catalogue) -> Iterator[tuple[Place, Report]]:
    from cchc.readers import read_reports

    for number, report in enumerate(read_reports(data, catalogue, name=name)):
        yield (name, number), report


def shown(found: Judged, unread: Sequence[Unread], words: WardWords) -> dict[str, Any]:
    """The table's headings and rows, each with its reports; its sums, and what it does not say."""
    overview = Overview.of([standing for _, standing in found.values()], unread)
    names = columns_of(overview, with_file=True)
    return {
        "title": title(overview, words),
        "heads": heads(names, words),
        "numbers": sorted(NUMBERS),
        "rows": [
            {
                "cells": dict(zip(names, map(cells(row, words).get, names), strict=True)),
                "state": str(row.state),
                "reports": [each.place for each in row.files],
            }
            for row in overview.rows
        ],
        "earlier": [each.place for each in overview.earlier],
        "summary": summary(overview, words),
        "notes": list(notes(overview, words)),
    }
