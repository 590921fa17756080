"""Where catalogues lie: in a checkout beside src/, in an installed package, or where the user says."""

from __future__ import annotations

from pathlib import Path

from cchc.errors import CatalogueError, Problem, did_you_mean
from cchc.load.codes import MISSING_FIELD

EDITION_FILE = "edition.toml"


def _package() -> Path:
    return Path(__file__).resolve().parents[1]


def home() -> Path:
    """The catalogue that comes with cchc: the checkout's own where there is one (an editable install's copy is
    stale or absent), else the package's."""
    package = _package()
    checkout = package.parents[1]
    if package.parent.name == "src" and (checkout / "catalogue").is_dir():
        return checkout / "catalogue"
    return package / "catalogue"


def editions() -> tuple[str, ...]:
    """The editions that come with cchc, oldest first (their ids end in the year)."""
    return _editions_in(home())


def _editions_in(catalogue: Path) -> tuple[str, ...]:
    try:
        found = [folder.name for folder in catalogue.iterdir() if (folder / EDITION_FILE).is_file()]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda name: (name.rpartition("-")[2], name)))


def find_catalogue(path_or_edition: str | Path | None = None) -> Path:
    """The folder of an edition: by its id, by a path, or (None) the newest that comes with cchc.

    Raises `CatalogueError` where there is none.
    """
    known = editions()
    if path_or_edition is None:
        if not known:
            raise _missing(f"no edition lies in {home()}", None)
        return home() / known[-1]
    if str(path_or_edition) in known:
        return home() / str(path_or_edition)
    return _at(Path(path_or_edition), str(path_or_edition), known)


def _at(path: Path, given: str, known: tuple[str, ...]) -> Path:
    """A path to an edition's folder, to its edition.toml, or to a catalogue with a single edition."""
    if "\0" not in given:
        try:
            folder = path.parent if path.name == EDITION_FILE else path
            if (folder / EDITION_FILE).is_file():
                return folder.resolve()
            inside = _editions_in(folder)
        except OSError:
            inside = ()
        if len(inside) == 1:
            return (folder / inside[0]).resolve()
        if inside:
            raise _missing(f"{given[:200]!r} holds several editions", "name one: " + ", ".join(inside))
    hint = did_you_mean(given, known) or ("editions: " + ", ".join(known) if known else None)
    raise _missing(f"no edition {given[:200]!r}: neither an id nor a folder with {EDITION_FILE}", hint)


def _missing(what: str, hint: str | None) -> CatalogueError:
    return CatalogueError([Problem(MISSING_FIELD, what, hint=hint)])
