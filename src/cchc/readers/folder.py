"""Many files to one frame: every report in a folder, read and evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.batch.frame import require
from cchc.batch.reports import Judged, frame_of
from cchc.catalogue import Catalogue
from cchc.errors import CchcError
from cchc.evaluation import Evaluation
from cchc.record import frozen
from cchc.serialize import EvaluationRecord, from_json

if TYPE_CHECKING:
    import polars as pl


@frozen
class Failure:
    """A file that could not be read, and why."""

    source: str
    error: CchcError | OSError


def read_reports(
    paths: Iterable[str | Path], catalogue: Catalogue, *, progress: Callable[[str], None] = lambda _: None
) -> tuple[pl.DataFrame, list[Failure]]:
    """A frame out of files, as `cchc.batch` takes it, and the files that could not be read.

    A path is a folder, with all in it, or a file: a filled form in any format that `read_report`
    knows, or the JSON of an evaluation. A report that names no office goes by the name of its file.
    `progress` is told each file before it is read. Raises MissingExtraError without the extra `batch`.
    """
    require()
    judged: list[Judged] = []
    failures = []
    for path in files_in(paths):
        progress(str(path))
        try:
            judged.append(Judged(_evaluated(path, catalogue), str(path), path.stem))
        except (CchcError, OSError) as error:
            failures.append(Failure(str(path), error))
    return frame_of(judged, catalogue), failures


def files_in(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files meant: those named, and those in folders named, in order, hidden ones left out."""
    for given in map(Path, paths):
        if given.is_dir():
            yield from sorted(path for path in given.rglob("*") if path.is_file() and not path.name.startswith("."))
        else:
            yield given


def _evaluated(path: Path, catalogue: Catalogue) -> Evaluation | EvaluationRecord:
    from cchc.readers import read_report

    if path.suffix.lower() == ".json":
        data = path.read_bytes()
        if EvaluationRecord.schema.encode() in data[:200]:
            record: EvaluationRecord = from_json(data, EvaluationRecord)
            return record
    return catalogue.evaluate(read_report(path, catalogue))
