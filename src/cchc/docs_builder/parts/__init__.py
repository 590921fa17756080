"""Pieces of markup that pages put together: HTML files beside this one, their words filled in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from cchc.docs_builder.speech import Say
from cchc.printable import in_html

_PLACE = re.compile(r"\{\{(\w+)\}\}")


def part(name: str, words: Say, **markup: str) -> str:
    """A piece by its file's name; `{{x}}` is the markup given for x, else the site's text x, escaped."""

    def fill(match: re.Match[str]) -> str:
        return markup[match[1]] if match[1] in markup else in_html(words(match[1]))

    return _PLACE.sub(fill, _text(name))


@cache
def _text(name: str) -> str:
    return Path(__file__).with_name(f"{name}.html").read_text(encoding="utf-8").strip()
