"""Catalogues that installed packages bring: folders named under the entry points `cchc.catalogues`.

No code of such a package is run, and whatever is wrong with one hides no other: it is told, and the others are there.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.errors import CatalogueWarning, Problem
from cchc.load.codes import DUPLICATE, MISSING_FIELD
from cchc.load.folder import EDITION_FILE, Outline, editions_in, forms_among, outline
from cchc.shipped import home

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "cchc.catalogues"


@cache
def installed() -> tuple[tuple[Outline, ...], ...]:
    """The editions of each form that installed packages bring; found once, which takes some hundredths of a second.

    Warns of an entry point that leads to no catalogue, and of an edition whose id another has already.
    """
    from importlib.metadata import entry_points

    taken = {each.id for each in editions_in(home())}
    found: list[tuple[Outline, ...]] = []
    for point in sorted(entry_points(group=GROUP)):
        own = tuple(_new(_editions(point), taken, point))
        found += forms_among({each.id: each for each in own})
    return tuple(found)


def _new(editions: tuple[Outline, ...], taken: set[str], point: EntryPoint) -> Iterator[Outline]:
    for each in editions:
        if each.id in taken:
            _tell(point, DUPLICATE, f"there is an edition {each.id[:60]!r} already")
        else:
            taken.add(each.id)
            yield each


def _editions(point: EntryPoint) -> tuple[Outline, ...]:
    """The editions in the folder that an entry point names: "package", or "package:folder"."""
    folder = _folder(point.value)
    if folder is None:
        _tell(point, MISSING_FIELD, "no such package is installed")
        return ()
    found = (outline(folder),) if (folder / EDITION_FILE).is_file() else editions_in(folder)
    if not found:
        _tell(point, MISSING_FIELD, f"no edition lies in {folder}")
    return found


def _folder(value: str) -> Path | None:
    """Where a package lies, found without running it, and a folder within."""
    from importlib.util import find_spec

    module, _, inner = value.partition(":")
    package, *parts = module.strip().split(".")
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0]).joinpath(*parts, *filter(None, inner.strip().split("."))) if places else None


def _tell(point: EntryPoint, code: str, what: str) -> None:
    problem = Problem(code, f"the catalogue {point.name[:60]!r} of an installed package is not used", hint=what)
    warnings.warn(CatalogueWarning(problem), stacklevel=2)
