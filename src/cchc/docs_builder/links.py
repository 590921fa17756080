"""Checks of the finished site: every link leads to a page and a place on it, and none fetches from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r"""<(\w+)\b[^<>]*?\s(href|src|action)="([^"]*)\"""")
_PLACE = re.compile(r"""\s(?:id|name)="([^"]+)\"""")
_FETCHING = {"link", "script", "img", "iframe", "source", "use"}


def mistakes(site: Path) -> Iterator[str]:
    """Broken links, and whatever would be fetched from another host."""
    places = cache(lambda path: frozenset(map(unescape, _PLACE.findall(path.read_text(encoding="utf-8")))))
    for page in sorted(site.rglob("*.html")):
        seen = set()
        for element, _, target in _LINK.findall(page.read_text(encoding="utf-8")):
            if target not in seen:
                seen.add(target)
                yield from _mistake(site, page, element, unescape(target), places)
    for style in sorted(site.rglob("*.css")):
        for target in re.findall(r"url\(\s*['\"]?(https?:[^)'\"]+)", style.read_text(encoding="utf-8")):
            yield f"{style.relative_to(site)}: fetches {target}"


def _mistake(site: Path, page: Path, element: str, target: str, places: object) -> Iterator[str]:
    here = page.relative_to(site)
    parts = urlsplit(target)
    if parts.scheme in ("data", "mailto"):
        return
    if parts.scheme or parts.netloc:
        if element in _FETCHING:
            yield f"{here}: fetches {target}"
        return
    path = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if path.is_dir():
        path /= "index.html"
    if not path.is_file():
        yield f"{here}: leads nowhere: {target}"
    elif parts.fragment and path.suffix == ".html" and unquote(parts.fragment) not in places(path):  # type: ignore[operator]
        yield f"{here}: no such place: {target}"
