"""From a catalogue's folder to an `Edition`: everything is checked, and every mistake is told at once."""

from __future__ import annotations

from pathlib import Path

from cchc import lint
from cchc.edition import Edition
from cchc.load.draft import read_draft
from cchc.load.folder import editions, find_catalogue

__all__ = ["editions", "find_catalogue", "load_edition"]


def load_edition(path_or_edition: str | Path | None = None) -> Edition:
    """The edition of an id ("phuong-2024") or folder; by default the newest that comes with cchc.

    Raises `CatalogueError` whose `problems` list every mistake, with file and line.
    """
    draft, edition = read_draft(find_catalogue(path_or_edition))
    for mistake in lint.problems(edition, draft.gaps, draft.named_elsewhere):
        draft.report(mistake)
    if draft.problems.found:
        raise draft.problems.error()
    return edition
