"""Where editions lie, and the `Edition` of each: as the build has made it, or loaded from its folder.

The loader, with all that it checks, is fetched when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.edition import Edition
from cchc.load.folder import (
    EDITION_FILE,
    Outline,
    base_in,
    editions,
    editions_in,
    find_catalogue,
    finished,
    forms,
    names_one,
    newest,
    siblings,
)
from cchc.load.installed import installed
from cchc.shipped import edition_name, home, made

if TYPE_CHECKING:
    from cchc.load.draft import SHARED_FILES
    from cchc.load.lint.order import problems as order_problems
    from cchc.load.loader import load_edition

__all__ = [
    "EDITION_FILE",
    "SHARED_FILES",
    "Outline",
    "base_in",
    "edition_in",
    "editions",
    "editions_in",
    "find_catalogue",
    "finished",
    "forms",
    "home",
    "installed",
    "load_edition",
    "names_one",
    "newest",
    "order_problems",
    "siblings",
]

_FETCHED = {
    "SHARED_FILES": ("draft", "SHARED_FILES"),
    "load_edition": ("loader", "load_edition"),
    "order_problems": ("lint.order", "problems"),
}


def __getattr__(name: str) -> object:
    if name not in _FETCHED:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    module, own = _FETCHED[name]
    value: object = getattr(import_module(f"{__name__}.{module}"), own)
    globals()[name] = value
    return value


def edition_in(folder: Path, *, with_definitions: bool = True) -> Edition:
    """The edition of a folder; one that comes with cchc as the build has made it, where it did.

    Raises `CatalogueError` whose `problems` list every mistake, with file and line.
    """
    if folder.parent == home():
        ready = made(edition_name(folder.name, with_definitions=with_definitions))
        if isinstance(ready, Edition):
            return ready
    from cchc.load.loader import load_edition

    return load_edition(folder, with_definitions=with_definitions)
