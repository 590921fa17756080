"""The list of mistakes that grows while a catalogue is read, and the error it becomes."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import Factory

from cchc.errors import CatalogueError, Problem
from cchc.record import define

LIMIT = 1000
"""So many mistakes are enough to read; a hostile file could hold a million."""


@define(eq=False, repr=False)
class Problems:
    """Every mistake once, in the order found; and apart from them what might be said and is not."""

    found: dict[Problem, None] = Factory(dict)
    _notes: dict[Problem, None] = Factory(dict)

    def add(self, problem: Problem) -> None:
        """Keep a problem.

        Raises `CatalogueError` once there are too many mistakes to be of use.
        """
        if problem.is_note:
            if len(self._notes) < LIMIT:
                self._notes[problem] = None
            return
        self.found[problem] = None
        if len(self.found) >= LIMIT:
            self.found[Problem("CCHC-L000", "there are more mistakes than these; mend these first")] = None
            raise self.error()

    @property
    def mistakes(self) -> list[Problem]:
        """What keeps a catalogue from being used, by file and line."""
        return _by_place(self.found)

    @property
    def notes(self) -> list[Problem]:
        """What a catalogue might say and does not, by file and line."""
        return _by_place(self._notes)

    def error(self) -> CatalogueError:
        """All mistakes."""
        return CatalogueError(self.mistakes)


def _by_place(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda found: (found.file or "~", found.line or 0, found.key or ""))
