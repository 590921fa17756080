"""The list of mistakes that grows while a catalogue is read, and the error it becomes."""

from __future__ import annotations

from attrs import Factory, define

from cchc.errors import CatalogueError, Problem

LIMIT = 1000
"""So many mistakes are enough to read; a hostile file could hold a million."""


@define(eq=False, repr=False)
class Problems:
    """Every mistake once, in the order found."""

    found: dict[Problem, None] = Factory(dict)

    def add(self, problem: Problem) -> None:
        """Keep a problem.

        Raises `CatalogueError` once there are too many to be of use.
        """
        self.found[problem] = None
        if len(self.found) >= LIMIT:
            self.found[Problem("CCHC-L000", "there are more mistakes than these; mend these first")] = None
            raise self.error()

    def error(self) -> CatalogueError:
        """All mistakes, by file and line."""
        return CatalogueError(
            sorted(self.found, key=lambda found: (found.file or "~", found.line or 0, found.key or ""))
        )
