"""The words of the site's own pages; whatever a definition says is the catalogue's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cchc.words import face

Say = Callable[..., str]
"""A text of the site by its name, filled in: `say("first_counted", rules=70)`."""


def speech(language: str) -> Say:
    """The site's words in one language."""
    return partial(face("site").say, language)
