"""What the build makes of the catalogue and texts that come with cchc, so that who uses them parses neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from attrs import evolve

from cchc import shipped, words
from cchc.load.folder import OUTLINES, Outline, editions, outlines_in
from cchc.load.loader import load_edition
from cchc.reading.cells import phrasebook
from cchc.shipped import home


def make(folder: Path, *, is_checkout: bool) -> tuple[Path, ...]:
    """Write all that is made into a folder, for the checkout itself or for whoever installs the package."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped.write({name: thing() for name, thing in things().items()}, folder, is_checkout=is_checkout)
    return tuple(folder / name for name in things())


def things() -> Mapping[str, Callable[[], object]]:
    """How each thing is made, by its name."""
    texts = {words.made_name(face): partial(words.data, face) for face in words.faces()}
    loads = {
        shipped.edition_name(id, with_definitions=told): partial(load_edition, home() / id, with_definitions=told)
        for id in editions()
        for told in (False, True)
    }
    phrases = {
        phrasebook.MADE[True]: phrasebook.bare_of_marks,
        phrasebook.MADE[False]: phrasebook.marked,
    }
    return {**texts, **phrases, OUTLINES: _outlines, **loads}


def _outlines() -> tuple[Outline, ...]:
    """Those of the editions, which may lie elsewhere when they are used."""
    return tuple(evolve(each, folder=Path(each.id)) for each in outlines_in(home()))
