"""The library's own examples of its codes: `codes.toml`, judged by the forms that it names when they are shown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import MissingExtraError
from cchc.illustration import lint
from cchc.illustration.samples import of_sample
from cchc.illustration.shown import Illustration, Shown, of_findings, verbatim

_HERE = Path(__file__).parent
_FORMS = _HERE / "forms"
_PARTS = "parts"


@cache
def of_code(code: str) -> Illustration | None:
    """What a standard rule, a built-in check or a mistake of a catalogue looks like; None for any other code.

    Of a kind of file for which packages are missing only the form is not there, and so nothing is shown.
    """
    given = examples().get(code)
    if given is None:
        return None
    if "file" in given:
        return lint.of_mistake(_FORMS / given["form"], given, code)
    try:
        return Illustration(_shown(given, "bad", code), _shown(given, "good", code))
    except MissingExtraError:
        return None


@cache
def examples() -> Mapping[str, Any]:
    """The examples by their codes, as they stand in the file."""
    return tomli.loads((_HERE / "codes.toml").read_text(encoding="utf-8"))


def _shown(given: Mapping[str, Any], which: str, code: str) -> Shown:
    """Cells of some lines, or a file: a text with "|" between its cells, a page, the parts of a package.

    What a form as such draws is put right by another one (`good_form`); `before` is the report before.
    """
    catalogue, filled = _form(given.get(f"{which}_form", given["form"])), given[which]
    if isinstance(filled, dict) and _PARTS not in filled:
        return of_sample(catalogue, filled, code)
    before = given.get("before")
    return _of_file(catalogue, _file(filled), code, None if before is None else _file(before))


@cache
def _form(id: str) -> Catalogue:
    """An edition that ships, or a form of the examples' own; by itself, so that it judges whatever the period."""
    own = _FORMS / id
    return Catalogue(load_catalogue(own if own.is_dir() else id, with_definitions=False).edition)


def _file(filled: str | Mapping[str, Any]) -> bytes:
    if isinstance(filled, str):
        text = filled.lstrip("\n")
        return (text if text[:1] in "<%" else text.replace("|", "\t")).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in filled[_PARTS].items():
            package.writestr(name, text)
    return packed.getvalue()


def _of_file(catalogue: Catalogue, data: bytes, code: str, before: bytes | None) -> Shown:
    """The rows of a file as a person sees them, and what is found of the report in it."""
    from cchc.readers import read_report
    from cchc.readers.formats import read_form

    earlier = None if before is None else read_report(before, catalogue)
    found = catalogue.evaluate(read_report(data, catalogue), earlier).findings
    rows = read_form(data, edition=catalogue.edition).rows
    shown = [tuple(verbatim(cell.text) for cell in row.cells) for row in rows]
    return of_findings((), shown, found, code)
