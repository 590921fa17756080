"""Where catalogues lie: in a checkout beside src/, in an installed package, or where the user says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import evolve

from cchc.edition.amendment import EditionStatus
from cchc.errors import CatalogueError, Problem, did_you_mean
from cchc.load.codes import MISSING_FIELD
from cchc.record import frozen
from cchc.shipped import home, made

EDITION_FILE = "edition.toml"
OUTLINES = "outlines"
"""What the outlines of the editions are called among what the build has made."""
LARGEST_FILE = 2_000_000
"""Bytes; a section of a form is a hundredth of this, and a stranger's file may be endless."""


@frozen
class Outline:
    """What of an edition must be known to choose one: read off edition.toml alone, of which it may be wrong."""

    folder: Path
    base: str | None
    status: str
    in_force_from: dt.date
    in_force_to: dt.date | None
    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """The words of its title."""

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def is_draft(self) -> bool:
        """Whether it is not finished, so that it judges only what no other does."""
        return self.status == EditionStatus.DRAFT

    def holds_on(self, day: dt.date) -> bool:
        """Whether the edition is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def __repr__(self) -> str:
        end = f" {self.in_force_to:%d/%m/%Y}" if self.in_force_to is not None else ""
        return f"<Edition {self.id}, {self.status}: {self.in_force_from:%d/%m/%Y} –{end}>"


def outline(folder: Path) -> Outline:
    import tomli

    try:
        text = (folder / EDITION_FILE).read_bytes()[:LARGEST_FILE].decode("utf-8", "replace")
        head = text.partition("\n[")[0]  # what is asked here stands above the first table, as a rule
        data = tomli.loads(head if "in_force" in head else text)
    except (OSError, ValueError, RecursionError):
        data = {}  # whoever loads it is told what is wrong with it
    span = data.get("in_force")
    start, end = (span.get("from"), span.get("to")) if isinstance(span, dict) else (None, None)
    return Outline(
        folder,
        _text(data.get("base")),
        _text(data.get("status")) or EditionStatus.OFFICIAL,
        start if type(start) is dt.date else dt.date.min,
        end if type(end) is dt.date else None,
        tuple(_texts(data.get("form_number"))),
        tuple(_titles(data)),
    )


def _titles(data: Mapping[str, object]) -> Iterator[str]:
    title = data.get("title")
    return _texts(data.get("title_words") or (isinstance(title, dict) and [*title.values()]))


def _texts(value: object) -> Iterator[str]:
    for text in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
        if isinstance(text, str):
            yield text


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def editions() -> tuple[str, ...]:
    """The editions that come with cchc, oldest first."""
    return tuple(each.id for each in editions_in(home()))


def _ids_in(catalogue: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(folder.name for folder in catalogue.iterdir() if (folder / EDITION_FILE).is_file()))
    except OSError:
        return ()


def editions_in(catalogue: Path) -> tuple[Outline, ...]:
    """The editions that lie in a folder, oldest first."""
    if catalogue == home() and (ready := _shipped()) is not None:
        return ready
    return outlines_in(catalogue)


def outlines_in(catalogue: Path) -> tuple[Outline, ...]:
    """The same, read off the files in any case."""
    found = [outline(catalogue / id) for id in _ids_in(catalogue)]
    return tuple(sorted(found, key=lambda each: (each.in_force_from, each.id)))


@cache
def _shipped() -> tuple[Outline, ...] | None:
    ready = made(OUTLINES)
    return tuple(evolve(each, folder=home() / each.id) for each in ready) if isinstance(ready, tuple) else None


def siblings(folder: Path) -> tuple[Outline, ...]:
    """The editions of the same form as one: those that stand, by and by, on the same edition; oldest first."""
    beside = {each.id: each for each in editions_in(folder.parent)}
    own = _root(folder.name, beside)
    return tuple(each for id, each in beside.items() if _root(id, beside) == own)


def forms(folder: Path) -> tuple[tuple[Outline, ...], ...]:
    """The editions that lie beside one, those of each form together."""
    return forms_among({each.id: each for each in editions_in(folder.parent)})


def forms_among(beside: Mapping[str, Outline]) -> tuple[tuple[Outline, ...], ...]:
    """Editions by id, those of each form together."""
    by_root: dict[str, list[Outline]] = {}
    for id, each in beside.items():
        by_root.setdefault(_root(id, beside), []).append(each)
    return tuple(map(tuple, by_root.values()))


def base_in(folder: Path, name: str) -> Path | None:
    """The folder of an edition that one in `folder` stands on."""
    return next((root / name for root in (folder.parent, home()) if (root / name / EDITION_FILE).is_file()), None)


def newest(outlines: tuple[Outline, ...]) -> Path:
    """The edition to begin with: the newest that is official, else the newest, drafts last."""
    official = [each for each in outlines if each.status == EditionStatus.OFFICIAL]
    return (official or finished(outlines))[-1].folder


def finished(outlines: Sequence[Outline]) -> list[Outline]:
    """Those that are no drafts; drafts where there is nothing else."""
    return [each for each in outlines if not each.is_draft] or list(outlines)


def _root(id: str, among: Mapping[str, Outline]) -> str:
    seen = {id}
    while id in among and (base := among[id].base) is not None and base not in seen:
        seen.add(base)
        id = base
    return id


def find_catalogue(path_or_edition: str | Path | None = None) -> Path:
    """The folder of an edition: by its id, by a path, or (None) the newest official one that comes with cchc.

    An id may be that of an edition that an installed package brings. Raises `CatalogueError` where there is none.
    """
    if path_or_edition is None:
        known = editions_in(home())
        if not known:
            raise _missing(f"no edition lies in {home()}", None)
        return newest(known)
    ids = _ids_in(home())
    if str(path_or_edition) in ids:
        return home() / str(path_or_edition)
    return _at(Path(path_or_edition), str(path_or_edition), ids)


def names_one(path_or_edition: str | Path | None) -> bool:
    """Whether exactly one edition is asked for, and not a catalogue of which the report's own is to be chosen."""
    if path_or_edition is None:
        return False
    if str(path_or_edition) in _ids_in(home()):
        return True
    path = Path(path_or_edition)
    return path.name == EDITION_FILE or (path / EDITION_FILE).is_file() or not path.is_dir()


def _at(path: Path, given: str, known: tuple[str, ...]) -> Path:
    """A path to an edition's folder, to its edition.toml, or to a catalogue with a single edition."""
    if "\0" not in given:
        try:
            if not path.exists() and (brought := _brought(given)) is not None:
                return brought
            folder = path.parent if path.name == EDITION_FILE else path
            if (folder / EDITION_FILE).is_file():
                return folder.resolve()
            inside = editions_in(folder)
        except OSError:
            inside = ()
        if inside:
            return newest(inside).resolve()
    hint = did_you_mean(given, known) or ("editions: " + ", ".join(known) if known else None)
    raise _missing(f"no edition {given[:200]!r}: neither an id nor a folder with {EDITION_FILE}", hint)


def _brought(id: str) -> Path | None:
    """The edition of an id that an installed package brings."""
    from cchc.load.installed import installed

    return next((each.folder for form in installed() for each in form if each.id == id), None)


def _missing(what: str, hint: str | None) -> CatalogueError:
    return CatalogueError([Problem(MISSING_FIELD, what, hint=hint)])
