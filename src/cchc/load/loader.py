"""From a catalogue's folder to an `Edition`: everything is checked, and every mistake is told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cchc.edition import Edition
from cchc.edition.binding import constant
from cchc.errors import Problem
from cchc.load import lint
from cchc.load.assembly import assembled
from cchc.load.definitions import note_gaps, note_nameless
from cchc.load.draft import read_draft
from cchc.load.folder import find_catalogue
from cchc.load.lint import Judge


def load_edition(
    path_or_edition: str | Path | None = None,
    judge: Callable[[Edition], Judge] | None = None,
    told: Callable[[Problem], object] = lambda _: None,
    *,
    with_definitions: bool = True,
) -> Edition:
    """The edition of an id ("phuong-2024") or folder; by default the newest official one that comes with
    cchc.

    Parameters that are the same as long as it is in force are put into its formulas.
    A `judge` makes of an edition what evaluates one of its rules on a sample report: then each
    rule's good and bad samples are tried too, which takes longer than all other checks together.
    `told` is given each note: what the catalogue might say and does not.
    Without definitions the files that hold nothing else are left closed: reports are judged without them.
    Raises `CatalogueError` whose `problems` list every mistake, with file and line.
    """
    draft = read_draft(find_catalogue(path_or_edition), with_definitions=with_definitions)
    edition = assembled(draft)
    if with_definitions:
        note_gaps(edition, draft)
        note_nameless(edition, draft)
    for problem in lint.problems(edition, draft.gaps, draft.named_elsewhere):
        draft.contents.report(problem)
    if judge is not None and not draft.problems.mistakes:
        run = judge(edition)
        for problem in lint.sample_problems(edition, run, run.lacking):
            draft.contents.report(problem)
    for note in draft.problems.notes:
        told(note)
    if draft.problems.mistakes:
        raise draft.problems.error()
    return constant(edition)
