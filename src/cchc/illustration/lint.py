"""A mistake of a catalogue: lines of TOML with it, what lint says of them, and the lines put right."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cchc import disk
from cchc.catalogue import lint_catalogue
from cchc.edition import Severity
from cchc.errors import CatalogueError, Problem
from cchc.illustration.shown import Illustration, Shown, verbatim
from cchc.words import LANGUAGES, Text, Translated


def of_mistake(folder: Path, given: Mapping[str, Any], code: str) -> Illustration:
    """A catalogue in which `bad` stands in place of `good`, lines of one of its files; what is said of the code."""
    said = [_told(problem) for problem in _problems(folder, given) if problem.code == code]
    return Illustration(
        Shown((), _lines(given["bad"]), tuple(said), None, Severity.ERROR), Shown((), _lines(given["good"]))
    )


def _lines(text: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((verbatim(line),) for line in text.strip("\n").split("\n"))


def _told(problem: Problem) -> Text:
    # Where a formula is wrong is drawn under it, which a line of running text cannot show.
    return Translated({language: problem.told(language).partition("\n")[0] for language in LANGUAGES})


def _problems(folder: Path, given: Mapping[str, Any]) -> Iterable[Problem]:
    """Every mistake of the catalogue so changed, or what is noted of it, among copies of the forms beside it."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder.parent, place, dirs_exist_ok=True)
        own = Path(place) / folder.name
        file = own / given["file"]
        text = file.read_text(encoding="utf-8")
        bad, good = given["bad"].strip("\n"), given["good"].strip("\n")
        disk.write_all({file: text.replace(good, bad, 1).encode()})
        notes: list[Problem] = []
        try:
            lint_catalogue(own, notes.append)
        except CatalogueError as error:
            return error.problems
        else:
            return notes
