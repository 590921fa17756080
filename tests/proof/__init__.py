"""Small catalogues of which something is to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tables import small

from cchc import Catalogue

COUNT = 'kind = "count"\nunit = "dong"'
RATE = 'kind = "percentage"\ndecimals = 1\nformula = "percent(a, b)"'


def catalogue_of(folder: Path, lines: Mapping[str, str], rules: Mapping[str, str], tables: str = "") -> Catalogue:
    """A form with these lines and rules, each by id with what TOML says of it."""
    folder.mkdir(exist_ok=True)
    text = "".join(
        f'[lines.{id}]\ncode = "{place}"\nlabel.vi = "Dòng {id}"\n{more}\n'
        for place, (id, more) in enumerate(lines.items(), start=1)
    )
    text += "".join(f"[rules.{id}]\n{more}\n" for id, more in rules.items())
    return small.catalogue_of(folder, text + tables, small.HEAD + small.DONG)


@cache
def kept(lines: tuple[tuple[str, str], ...], rules: tuple[tuple[str, str], ...]) -> Catalogue:
    """The same, kept."""
    with TemporaryDirectory() as folder:
        return catalogue_of(Path(folder), dict(lines), dict(rules))
