"""The whole site: Markdown for each language, Sphinx over it, data files, permanent addresses, then its checks."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from attrs import evolve

from cchc import __version__, disk
from cchc.docs_builder import engine, links, machine
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import Library, load_library
from cchc.docs_builder.pages import pages
from cchc.docs_builder.parts import part
from cchc.docs_builder.speech import speech, speech_for
from cchc.docs_builder.sphinx_build import build_html
from cchc.errors import CchcError, MissingExtraError, UnforeseenError
from cchc.printable import in_html, inert, printable
from cchc.record import frozen
from cchc.unforeseen import as_foreseen
from cchc.words import LANGUAGES, face
from cchc.words.locale import locale_language
from cchc.workers import begun

HERE = Path(__file__).parent
GUIDES = (
    "tutorial",
    "how-to",
    "cells",
    "formulas",
    "truth-tables",
    "api",
    "json",
    "own-catalogue",
    "tables",
    "toml",
    "design",
)
"""The pages of docs/<language>, and those that the builder adds among them, in reading order."""

NEEDED = ("furo", "myst_parser", "sphinx")
"""The packages of the extra that brings the builder's own."""
PERMANENT = ("indicators", "columns", "rows", "codes", "units", "instruments", "editions")
"""Folders of pages whose definitions have an address that names no language."""

Tell = Callable[[str], object]
"""What is told the name of each step as it begins."""


def quiet(_step: str) -> None:
    """Says nothing."""


@frozen
class SitePlan:
    """What to build: hand-written pages from `docs`, everything into `out`, by way of `work`.

    The site of somebody's `catalogue` (a folder) has no hand-written pages. `downloads` is where what was fetched for
    the checker is kept, by default in `work`.
    """

    docs: Path | None
    out: Path
    work: Path
    address: str = ""
    with_engine: bool = True
    is_forced: bool = False
    catalogue: Path | None = None
    downloads: Path | None = None
    tell: Tell = quiet


def build(plan: SitePlan) -> None:
    """Makes the whole site, and only then puts it in the place of the one before.

    Raises CchcError where a page, a translation or a link is missing, or where `out` holds what is no site of ours.
    """
    if plan.docs is not None:
        check_translations(plan.docs)
    if not plan.is_forced and not _may_replace(plan.out):
        raise CchcError(f"{plan.out} holds what is no site of cchc: name another folder, or --force to replace it")
    made = plan.out.with_name(f".{plan.out.name}.{token_hex(4)}.tmp")
    try:
        _build(evolve(plan, out=made))
        disk.replace_folder(made, plan.out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def build_for(
    catalogue: Path,
    out: Path,
    address: str = "",
    *,
    with_checker: bool = True,
    is_forced: bool = False,
    tell: Tell = quiet,
) -> None:
    """The site of somebody's catalogue (a folder), for `cchc catalogue docs`.

    What the checker is made of is fetched once, and kept in the user's cache. Raises CatalogueError where the catalogue
    does not load, MissingExtraError where packages are not installed.
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise MissingExtraError("cchc catalogue docs", "docs")
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cchc" / "engine"
    with TemporaryDirectory(prefix="cchc-docs-") as work:
        plan = SitePlan(None, out.resolve(), Path(work), address, with_checker, is_forced, catalogue.resolve(), kept)
        build(evolve(plan, tell=tell))


def teller(language: str, write: Callable[[str], object]) -> Tell:
    """Tells each step in a language, as it begins."""
    words = speech(language)
    return lambda step: write(words("step", step))


def made_text(language: str, out: Path) -> str:
    """Where the site is, and how to serve it."""
    words = speech(language)
    return words("site_made", index=out / "index.html", folder=out)


def _may_replace(out: Path) -> bool:
    return not out.exists() or (out.is_dir() and ((out / ".nojekyll").is_file() or not any(out.iterdir())))


def _build(plan: SitePlan) -> None:
    plan.out.mkdir(parents=True)
    plan.tell("pages")
    with ProcessPoolExecutor(len(LANGUAGES), get_context("spawn"), begun, (os.getpid(),)) as pool:
        for done in [pool.submit(_build_language, evolve(plan, tell=quiet), language) for language in LANGUAGES]:
            done.result()
    plan.tell("data")
    library = load_library(plan.catalogue)
    machine.write(library, plan.out / "data", plan.address)
    (plan.out / ".nojekyll").touch()
    book = Book(library, LANGUAGES[0])
    _write_permanent(plan.out, list(pages(book)), book.title)
    _write_samples(library, plan)
    if plan.with_engine:
        plan.tell("engine")
        kept = plan.downloads or plan.work / "engine"
        own = () if library.is_own else library.folders.values()
        if not engine.vendor(plan.out / "engine", kept, plan.out / "examples", own):
            plan.tell("no_snapshot")
    plan.tell("links")
    _write_service_worker(plan.out)
    mistakes = list(links.mistakes(plan.out))
    if mistakes:
        raise CchcError("\n".join(mistakes))


def _write_samples(library: Library, plan: SitePlan) -> None:
    """The filled forms that the checker shows: the newest text form of examples/, and those beside their catalogues."""
    (plan.out / "examples").mkdir()
    if plan.docs is not None:
        filled = sorted((plan.docs.resolve().parent / "examples").glob("*.txt"))
        if not filled:
            raise CchcError("examples/ has no filled form for the checker page")
        shutil.copy(filled[-1], plan.out / "examples" / "sample.txt")
    for name, (_, data) in library.samples.items():
        (plan.out / "examples" / name).write_bytes(data)


def check_translations(docs: Path) -> None:
    """Every hand-written page stands in every language."""
    names = {language: {path.name for path in (docs / language).glob("*.md")} for language in LANGUAGES}
    everywhere = set().union(*names.values())
    gaps = [
        f"docs/{language}/{name} is missing" for language in LANGUAGES for name in sorted(everywhere - names[language])
    ]
    if gaps:
        raise CchcError("\n".join(gaps))


def _build_language(plan: SitePlan, language: str) -> None:
    book = Book(load_library(plan.catalogue), language)
    source = plan.work / "source" / language
    shutil.rmtree(source, ignore_errors=True)
    made = list(pages(book))
    for page in made:
        _write(source / f"{page.name}.md", _source(page))
    titles = {} if plan.docs is None else _copy_guides(plan.docs / language, source / "guide")
    titles |= {page.name.removeprefix("guide/"): page.title for page in made if page.kind == "guide"}
    context = {
        "words": book.words,
        "language_code": language,
        "languages": LANGUAGES,
        "navigation": _navigation(book, made, titles),
        "version": __version__,
        "script_words": json.dumps(script_words(language), ensure_ascii=False),
        "has_engine": plan.with_engine,
    }
    build_html(source, plan.out / language, plan.work / "doctrees" / language, HERE / "theme", context, made)


def script_words(language: str) -> dict[str, str]:
    """What the site's scripts say."""
    return {name: text[language] for name, text in face("site").family("script").items()}


def _source(page: BookPage) -> str:
    from cchc.docs_builder.markdown import plain

    return f"---\norphan: true\n---\n\n# {plain(page.title)}\n\n{page.body}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy_guides(docs: Path, target: Path) -> dict[str, str]:
    """Copies the hand-written pages; gives their titles by name."""
    titles: dict[str, str] = {}
    for path in sorted(docs.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        titles[path.stem] = text.partition("\n")[0].removeprefix("# ").strip()
        _write(target / path.name, f"---\norphan: true\n---\n\n{text}")
    return titles


Entry = tuple[str, str]
"""A page's name and its title."""


def _navigation(book: Book, made: Sequence[BookPage], guides: Mapping[str, str]) -> list[tuple[str, list[Entry]]]:
    """The side bar: groups of pages."""
    w = book.words
    listed = [page for page in made if page.listed]
    use = [(page.name, page.title) for page in listed if page.kind in ("tool", "form")]
    catalogue = [(page.name, page.title) for page in listed if page.kind == "list"]
    known = [name for name in GUIDES if name in guides] + sorted(set(guides) - set(GUIDES))
    guide = [(f"guide/{name}", guides[name]) for name in known]
    groups = [(w("nav_use"), use), (w("nav_catalogue"), catalogue), (w("nav_guide"), guide)]
    return [(name, entries) for name, entries in groups if entries]


def _write_permanent(out: Path, made: Sequence[BookPage], title: str | None) -> None:
    """An address for each definition that names no language, and the site's front door."""
    for page in made:
        folder, _, name = page.name.rpartition("/")
        if folder in PERMANENT and name != "index":
            _write(out / "id" / f"{name}.html", _redirect("../", f"{page.name}.html", page.title))
    _write(out / "index.html", _redirect("", "index.html", speech_for(LANGUAGES[0], title)("site_title")))


def _redirect(up: str, page: str, title: str) -> str:
    """A page that leads on in the language read last, or that the browser asks for; Vietnamese without scripts."""
    links = (
        f'<li><a hreflang="{language}" lang="{language}" href="{up}{language}/{page}">{name}</a></li>'
        for language in LANGUAGES
        for name in (in_html(speech(language)("other_language", language)),)
    )
    return part("redirect", speech(LANGUAGES[0]), up=up, page=page, title=in_html(title), ways="".join(links)) + "\n"


def _write_service_worker(out: Path) -> None:
    """The script that keeps what was read for use without a network; its cache is named after the build."""
    stamp = engine.digest(path for path in sorted(out.rglob("*")) if path.is_file())
    script = (HERE / "theme" / "service-worker.js").read_text(encoding="utf-8")
    unread = json.dumps(_unread(), ensure_ascii=False)
    (out / "sw.js").write_text(script.replace("BUILD", stamp).replace('"OFFLINE"', unread), encoding="utf-8")


def _unread() -> str:
    """The page for whoever follows a link without a network to what was not read before: why, and what is at hand."""
    told = ""
    for language in LANGUAGES:
        w = speech(language)
        title, text = w("offline_title"), w("offline_text")
        told += f'<main lang="{language}"><h1>{in_html(title)}</h1><p>{in_html(text)}</p></main>'
    title = in_html(speech(LANGUAGES[0])("offline_title"))
    return (
        f'<!doctype html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"></head>'
        f"<body>{told}</body></html>"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m cchc.docs_builder`."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m cchc.docs_builder", description=__doc__)
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="the hand-written pages")
    parser.add_argument("--out", type=Path, default=Path("site"))
    parser.add_argument("--work", type=Path, default=Path("build/docs"))
    parser.add_argument("--address", default="", help="where the site will be published, for linked data")
    parser.add_argument("--force", action="store_true", help="replace a folder that holds something else")
    parser.add_argument("--debug", action="store_true", help="show where a fault of the program lies")
    parser.add_argument("--without-engine", action="store_true", help="leave out the checker's engine")
    chosen = parser.parse_args(arguments)
    language = named if (named := locale_language()) in LANGUAGES else LANGUAGES[0]
    try:
        out, work = chosen.out.resolve(), chosen.work.resolve()
        is_watched = sys.stderr.isatty()
        tell = teller(language, lambda step: sys.stderr.write(f"{step}\n")) if is_watched else quiet
        build(SitePlan(chosen.docs, out, work, chosen.address, not chosen.without_engine, chosen.force, tell=tell))
    except Exception as error:  # noqa: BLE001 - the one door of this program
        told = as_foreseen(error)
        sys.stderr.write(inert(printable(f"{told}\n")))
        if chosen.debug and isinstance(told, UnforeseenError):
            sys.stderr.write(told.details)
        return 1
    sys.stdout.write(inert(printable(f"{made_text(language, chosen.out)}\n")))
    return 0
