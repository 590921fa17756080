"""Many files to one frame: every report in a folder, read and evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.batch.frame import require
from cchc.batch.reports import Judged, frame_of, require_room
from cchc.batch.schema import given_at_any_time
from cchc.catalogue import Catalogue
from cchc.errors import CchcError, DataError, ReadError
from cchc.evaluation import Evaluation
from cchc.readers.files import Failure, found_in
from cchc.reading.places import NOWHERE, Places
from cchc.report import before_among
from cchc.serialize import EvaluationRecord, from_json
from cchc.unforeseen import foreseen

if TYPE_CHECKING:
    import polars as pl


def read_reports(
    paths: Iterable[str | Path],
    catalogue: Catalogue,
    *,
    progress: Callable[[str], None] = lambda _: None,
    places: Places = NOWHERE,
) -> tuple[pl.DataFrame, list[Failure]]:
    """A frame out of files, as `cchc.batch` takes it, and the files that could not be read.

    A path is a folder, with all in it, or a file: filled forms in any format that `read_reports`
    knows, or the JSON of an evaluation. A report that names no office goes by the name of its file.
    `progress` is told each file before it is read; `places` say where offices are. Raises MissingExtraError without
    the extra `batch`.
    """
    require()
    judged, failures = read_evaluations(paths, catalogue, progress=progress, places=places)
    judged, others = fitting(judged, catalogue)
    return frame_of(judged, catalogue), failures + others


def read_evaluations(
    paths: Iterable[str | Path],
    catalogue: Catalogue,
    *,
    progress: Callable[[str], None] = lambda _: None,
    places: Places = NOWHERE,
) -> tuple[list[Judged], list[Failure]]:
    """The reports themselves, evaluated, each by the form and edition that it is of; and what could not be read."""
    judged: list[Judged] = []
    failures = []
    for path in found_in(paths):
        if isinstance(path, Failure):
            failures.append(path)
            continue
        progress(str(path))
        try:
            with foreseen(str(path)):
                found = _evaluated(path, catalogue, places)
                judged += [Judged(each, str(path), path.stem, number) for number, each in enumerate(found)]
        except (CchcError, OSError) as error:
            failures.append(_failure(str(path), error))
    return judged, failures


def fitting(judged: list[Judged], catalogue: Catalogue) -> tuple[list[Judged], list[Failure]]:
    """The reports that a frame can hold, and those that have, say, a figure too large for a column."""
    lines = given_at_any_time(catalogue)
    kept, failures = [], []
    for one in judged:
        try:
            require_room(one, lines)
        except CchcError as error:
            failures.append(_failure(one.source or "", error))
        else:
            kept.append(one)
    return kept, failures


def _failure(source: str, error: CchcError | OSError) -> Failure:
    """Of data that are not what their schema says the file is told, too: it is one of many."""
    return Failure(source, ReadError(str(error), source) if isinstance(error, DataError) else error)


def _evaluated(path: Path, catalogue: Catalogue, places: Places) -> Sequence[Evaluation | EvaluationRecord]:
    """All reports of a file, each after the one before it in time."""
    from cchc.readers import read_reports as read_each
    from cchc.readers.formats import LARGEST_FILE
    from cchc.readers.text import load

    if path.suffix.lower() == ".json":
        data, _ = load(path, limit=LARGEST_FILE)
        if any(schema.encode() in data[:200] for schema in (EvaluationRecord.schema, EvaluationRecord.former)):
            record: EvaluationRecord = from_json(data, EvaluationRecord)
            return [record]
    reports = read_each(path, catalogue, place=places)
    return [catalogue.evaluate(each, before_among(each, reports)) for each in reports]
