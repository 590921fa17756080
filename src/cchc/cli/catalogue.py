"""`cchc catalogue`: look at the definitions, check them, hand them on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc import disk
from cchc.cli.interface import Command, Group, edition_option, language_option, load, output_option
from cchc.cli.output import Outputs
from cchc.cli.streams import is_terminal, say
from cchc.cli.words import Words
from cchc.errors import CatalogueError, CchcError, Problem
from cchc.unforeseen import foreseen
from cchc.words import LANGUAGES

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.drafting import CatalogueDraft
    from cchc.edition import Edition
    from cchc.finding import Finding

UNUSABLE = 2
_MOST_LEFT = 5
"""Rows that are told to be in no draft."""
KINDS = ("indicators", "rules", "units", "findings", "instruments", "parameters", "glossary", "editions")


@click.group("catalogue", cls=Group)
@language_option
def command() -> None:
    pass


@command.command("list", cls=Command)
@click.argument("kind", type=click.Choice(KINDS), default="indicators", metavar="[KIND]")
@edition_option
@language_option
@click.pass_obj
def list_(words: Words, kind: str, edition: str | None) -> int:
    from cchc.cli.render.listing import listing

    catalogue = load(words, edition, with_definitions=True)
    say(listing(kind, catalogue.edition, words, catalogue.bases))
    return 0


@command.command("show", cls=Command)
@click.argument("name", metavar="ID|CODE")
@edition_option
@language_option
@click.pass_obj
def show(words: Words, name: str, edition: str | None) -> int:
    from cchc.cli.subject import told_of

    say(told_of(name, load(words, edition, with_definitions=True), words))
    return 0


@command.command("lint", cls=Command)
@click.argument("paths", nargs=-1, metavar="[ID|PATH]...")
@click.option("--watch", is_flag=True)
@language_option
@click.pass_obj
def lint(words: Words, paths: tuple[str, ...], *, watch: bool) -> int:
    """Exit code 1 if there are mistakes: they are what was asked for, not a failure to look."""
    from cchc.load import editions

    asked = paths or editions()
    return _watched(asked, words) if watch else _linted_all(asked, words)


def _watched(paths: Sequence[str], words: Words) -> int:
    """The same again whenever a file changes, until Ctrl-C; the exit code of the last time."""
    from cchc.cli.watch import FileWatch

    watch = FileWatch(paths)
    code = _linted_all(paths, words)
    try:
        say(words("watching"))
        for moment in watch.changes():
            say(words("linted_again", time=f"{moment:%H:%M:%S}"))
            code = _linted_all(paths, words)
            say(words("watching"))
    except KeyboardInterrupt:
        pass
    return code


def _linted_all(paths: Iterable[str], words: Words) -> int:
    """Tells every mistake of the editions, each once; the exit code that they are worth."""
    wrong, unusable, told = 0, False, set[Problem]()
    for path in chain.from_iterable(map(_editions_at, paths)):
        try:
            wrong += _linted(path, words, told)
        except (CchcError, OSError) as error:
            words.say_failure(error)
            unusable = True
    if wrong:
        say(click.style(words.counted("catalogue_mistakes", wrong), fg="red", bold=True))
    return UNUSABLE if unusable else 1 if wrong else 0


def _editions_at(path: str) -> list[str]:
    """An edition, or all those of a folder that is not one itself.

    Who writes a catalogue means the folder at hand, also where an edition that is shipped has its name.
    """
    from cchc.load import EDITION_FILE, editions_in, names_one

    if (Path(path) / EDITION_FILE).is_file():
        return [str(Path(path).absolute())]
    inside = [] if names_one(path) else editions_in(Path(path))
    return [str(each.folder) for each in inside] or [path]


def _linted(path: str, words: Words, told: set[Problem]) -> int:
    """Tells every mistake of an edition that has not been told, and gives their number.

    One in a base, or in a file that editions share, is told once. Raises a CchcError for what is no edition.
    """
    from cchc.catalogue import lint_catalogue
    from cchc.load import find_catalogue

    folder = find_catalogue(path)
    notes: list[Problem] = []
    try:
        with foreseen(path):
            catalogue = lint_catalogue(folder, notes.append)
    except CatalogueError as error:
        new = [problem for problem in error.problems if problem not in told]
        _tell([note for note in notes if note not in told], words)
        _tell(new, words)
        if not new:
            say(words("lint_as_before", edition=folder.name))
        told.update(notes, error.problems)
        return len(new)
    edition = catalogue.edition
    words.settle(edition.languages)
    notes = [note for note in notes if note not in told]
    told.update(notes)
    _tell(notes, words)
    found = _told_of_example(folder, catalogue)
    unread = list(_unread_in_example(folder, catalogue, found, words))
    if unread:
        say("\n".join(unread))
    wrong = list(_wrong_in_example(folder, catalogue, found, words))
    if wrong:
        say("\n".join(wrong))
        return len(wrong)
    clean = words("lint_clean", edition=edition.id, what=", ".join(_holdings(edition, words)))
    more = f"; {words.counted('notes', len(notes))}" if notes else ""
    say(click.style("✓ ", fg="green") + clean + more)
    return 0


def _holdings(edition: Edition, words: Words) -> Iterator[str]:
    """How much there is of whatever an edition holds."""
    from cchc.formula.address import is_address

    tables = edition.tables.values()
    named = [row for table in tables for row in table.rows.values() if any(row.label.values())]
    derived = [id for id in edition.auxiliaries if not is_address(id)] if tables else []
    rules = {*edition.rules, *(id for table in tables for id in table.rules)}
    if edition.indicators:
        yield words.counted("lint_lines", len(edition.indicators))
    if tables:
        yield words.counted("lint_tables", len(tables))
        yield words.counted("lint_columns", sum(len(table.columns) for table in tables))
    if named:
        yield words.counted("lint_rows", len(named))
    if derived:
        yield words.counted("lint_auxiliaries", len(derived))
    yield words.counted("lint_rules", len(rules))


def _told_of_example(folder: Path, catalogue: Catalogue) -> Sequence[Finding]:
    """What the catalogue finds in its own example, which is a form filled in rightly."""
    name = catalogue.edition.example
    if name is None:
        return ()
    from cchc.readers import read_report

    with foreseen(name):
        return catalogue.evaluate(read_report(folder / name, catalogue)).findings


def _wrong_in_example(folder: Path, catalogue: Catalogue, found: Iterable[Finding], words: Words) -> Iterator[str]:
    """Each error in the example."""
    from cchc.edition import Severity

    for finding in found:
        if finding.severity is Severity.ERROR:
            said = finding.message[words.language]
            file = f"{folder.name}/{catalogue.edition.example}"
            yield words("example_is_wrong", file=file, message=said, code=finding.code)


def _unread_in_example(folder: Path, catalogue: Catalogue, found: Iterable[Finding], words: Words) -> Iterator[str]:
    """Each text around the example's tables that holds no figure and is not understood: so it is in every report."""
    for finding in found:
        text = finding.observed or ""
        if finding.code == "CCHC-F009" and text and not any(map(str.isdigit, text)):
            file, quoted = f"{folder.name}/{catalogue.edition.example}", text.replace("\\", "\\\\").replace('"', '\\"')
            said = words("example_is_unread", file=file, text=text, quoted=quoted)
            yield f"{click.style(words('note'), fg='cyan')} {said} [{finding.code}]"


def _tell(problems: Iterable[Problem], words: Words) -> None:
    for problem in problems:
        head = f"{click.style(words('note'), fg='cyan')} " if problem.is_note else ""
        say(f"{head}{problem.told(words.language)} [{problem.code}]")


@command.command("new", cls=Command)
@click.argument("form", metavar="FORM", type=click.Path(exists=True, dir_okay=False))
@click.option("--output", "-o", metavar="FOLDER", required=True, type=click.Path(file_okay=False))
@click.option("--sheet", metavar="NAME")
@language_option
@click.pass_obj
def new(words: Words, form: str, output: str, sheet: str | None) -> int:
    from cchc.load import EDITION_FILE

    folder = Path(output)
    if (folder / EDITION_FILE).exists():
        raise click.UsageError(words("folder_is_there", path=output, file=EDITION_FILE))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", folder.resolve().name):
        raise click.UsageError(words("no_edition_id", path=output))
    with foreseen(form):
        draft = _drafted(form, folder.resolve().name, sheet, words.chosen)
    folder.mkdir(parents=True, exist_ok=True)
    disk.write_all({folder / name: text.encode() for name, text in draft.files.items()})
    say(words("drafted", path=output, columns=draft.columns, rows=draft.rows, guesses=draft.guesses))
    if draft.left:
        more = len(draft.left) - _MOST_LEFT
        told = [f"“{row}”" for row in draft.left[:_MOST_LEFT]] + ([f"+{more}"] if more > 0 else [])
        say(words("drafted_without", count=len(draft.left), rows="; ".join(told)))
    return 0


def _drafted(form: str, id: str, sheet: str | None, language: str | None) -> CatalogueDraft:
    from cchc.drafting import drafted
    from cchc.readers import formats, text

    data, name = text.load(form, "", formats.LARGEST_FILE)
    return drafted(formats.read_form(data, name, sheet=sheet), id, language)


@command.command("diff", cls=Command)
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--format", "-f", "form", type=click.Choice(("text", "json")), default="text")
@language_option
@click.pass_obj
def diff(words: Words, before: str, after: str, form: str) -> int:
    """Exit code 1 if the two differ, as diff does."""
    from cchc.edition.comparison import Comparison, changes

    former, edition = (load(words, each, with_definitions=True).edition for each in (before, after))
    found = tuple(changes(former, edition, words.language, in_words=form != "json"))
    if form == "json":
        from cchc.serialize import to_json

        say(to_json(Comparison(before=former.id, after=edition.id, changes=found), indent=2))
        return 1 if found else 0
    from cchc.cli.render.changes import told

    for line in told(found, (former, edition), words):
        say(line)
    say(words.counted("changes", len(found)) if found else words("no_changes"))
    return 1 if found else 0


@command.command("prove", cls=Command)
@click.argument("paths", nargs=-1, metavar="[ID|PATH]...")
@click.option("--against", metavar="ID|PATH")
@click.option("--all", "is_whole", is_flag=True)
@click.option("--format", "-f", "form", type=click.Choice(("text", "json")), default="text")
@language_option
@click.pass_obj
def prove(words: Words, paths: tuple[str, ...], against: str | None, form: str, *, is_whole: bool) -> int:
    """Exit code 1 if something is shown to be wrong: that is what was asked for, as of `lint`."""
    from cchc.cli.render.proof import told, watched
    from cchc.load import editions
    from cchc.proof import prove
    from cchc.serialize import to_json

    other = None if against is None else load(words, against)
    is_wrong = False
    for path in chain.from_iterable(map(_editions_at, paths or editions())):
        catalogue = load(words, path)
        with foreseen(path):
            proof = prove(catalogue, other, watched(words))
        is_wrong = is_wrong or bool(proof.mistakes)
        say(to_json(proof, indent=2) if form == "json" else "\n".join(told(proof, catalogue, words, is_whole=is_whole)))
    return 1 if is_wrong else 0


@command.command("docs", cls=Command)
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", "-o", metavar="FOLDER", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--address", metavar="URL", default="")
@click.option("--without-checker", is_flag=True)
@click.option("--force", "is_forced", is_flag=True)
@language_option
@click.pass_obj
def docs(words: Words, folder: Path, output: Path, address: str, *, without_checker: bool, is_forced: bool) -> int:
    """Exit code 2 if the catalogue does not load, or packages are missing."""
    from cchc.docs_builder.site import build_for, made_text, quiet, teller

    language = words.language if words.language in LANGUAGES else LANGUAGES[-1]
    tell = teller(language, lambda step: say(step, is_error=True)) if is_terminal(sys.stderr) else quiet
    build_for(folder, output, address, with_checker=not without_checker, is_forced=is_forced, tell=tell)
    say(click.style("✓ ", fg="green") + made_text(language, output))
    return 0


@command.command("export", cls=Command)
@edition_option
@output_option
@language_option
@click.pass_obj
def export(words: Words, edition: str | None, output: str | None, *, is_forced: bool) -> int:
    from cchc.serialize import to_json

    outputs = Outputs.of(words, (), edition, is_forced=is_forced)
    outputs.json(to_json(load(words, edition, with_definitions=True), indent=2), output)
    return 0
