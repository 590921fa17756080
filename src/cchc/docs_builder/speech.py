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


def speech_for(language: str, title: str | None) -> Say:
    """The same for the site of somebody's catalogue, which bears its title; None for that of the library's own."""
    return speech(language) if title is None else partial(_of_others, language, title)


def _of_others(language: str, title: str, /, *name: str, **figures: object) -> str:
    if ".".join(name) in face("site").family("other"):
        return face("site").say(language, "other", ".".join(name), title=title)
    return face("site").say(language, *name, **figures)
