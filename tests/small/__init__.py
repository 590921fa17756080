"""A form and its catalogue that belong to the tests: half the size of the ward's, with a line and a rule of every make.

What holds for the engine is tried on it, so that a line, a word or a rule may come and go in the
catalogue that ships without turning a law red; that catalogue has tests of its own in `tests/catalogue`.
"""

from __future__ import annotations

from pathlib import Path

from cchc.catalogue import Catalogue, load_catalogue

FOLDER = Path(__file__).resolve().parent
FORM = FOLDER / "form.txt"
"""The form as a ward filled it in, with all that was wrong with it."""


def small_catalogue() -> Catalogue:
    """The small edition, loaded once."""
    return load_catalogue(FOLDER)
