"""Reports written as files: what `convert` and `fill` have in common."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import load, read
from cchc.cli.output import Outputs
from cchc.cli.streams import STDIO, say
from cchc.cli.words import Words
from cchc.unforeseen import foreseen
from cchc.writers.paper import FONT

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.report import Report
    from cchc.returned import SourceBook, SourceDocument
    from cchc.writers.formats import Filed, OutputFormat

to_option = click.option("--to", metavar="KIND")


def file_away(  # noqa: PLR0913 - one parameter an option
    words: Words,
    file: str,
    output: str,
    outputs: Outputs,
    to: str | None,
    edition: str | None,
    *,
    font: str,
    is_checked: bool,
) -> None:
    """Read a report and write it, as it is or checked, as the kind of file asked for."""
    from cchc.writers.formats import Filed

    kind = _kind(words, output, to, is_checked=is_checked)
    if font != FONT and not kind.has_font:
        raise click.UsageError(words("no_font_in", kind=kind.name))
    outputs.refuse(output)
    catalogue = load(words, edition)
    with foreseen(file):
        report, source = _opened(file, catalogue)
    with foreseen(file):
        filed = Filed(catalogue.evaluate(report), words.language, is_checked, font)
        written, why_not = _given_back(filed, kind, source)
        files = {output: written if written is not None else kind.write(filed)}
        if output != STDIO:
            path = Path(output)
            files |= {str(path.with_name(name)): data for name, data in kind.beside(filed, path.name).items()}
        told = [*_told(words, source, why_not, is_kept=written is not None)]
    outputs.files(files, kind.is_ours)
    for each in told:
        say(each, is_error=True)


def _opened(file: str, catalogue: Catalogue) -> tuple[Report, SourceBook | SourceDocument | None]:
    """A report, and the workbook or document that it was read from; the file is read and opened once."""
    from cchc.readers.formats import LARGEST_FILE
    from cchc.readers.text import load as loaded
    from cchc.reading.budget import budget_of
    from cchc.returned import SourceBook, SourceDocument

    is_book = SourceBook.may_be(file)
    if not is_book and not SourceDocument.may_be(file):
        return read(file, catalogue), None
    content, _ = loaded(file, limit=LARGEST_FILE)
    with budget_of(file):
        report = read(file, catalogue, content=content)
        return report, SourceBook.of(content, file, report) if is_book else SourceDocument.of(content, file)


def _given_back(
    filed: Filed, kind: OutputFormat, source: SourceBook | SourceDocument | None
) -> tuple[bytes | None, str | None]:
    """The user's own file with marks in it; None where there is none, and why not where that is to be told."""
    if source is None or not filed.is_checked or kind.name != source.kind:
        return None, None
    from cchc.reading.budget import budget_of
    from cchc.returned import NotKeptError, SourceDocument, marks_upon
    from cchc.writers.upon import NoRoomError

    try:
        if isinstance(source, SourceDocument):
            with budget_of(source.package.source):
                return source.given_back(marks_upon(filed)), None
        return _book_given_back(filed, kind, source), None
    except NotKeptError as error:
        return None, error.why
    except NoRoomError:
        return None, "no_room"


def _book_given_back(filed: Filed, kind: OutputFormat, source: SourceBook) -> bytes:
    from cchc.reading.budget import budget_of
    from cchc.returned import given_back
    from cchc.writers.formats import written_upon

    source.require_kept(filed.evaluation.report)
    with budget_of(source.package.source):
        at = None if source.is_marked else source.placement()
    written = kind.write(filed) if at is None else written_upon(filed, at)
    with budget_of(source.package.source):
        return given_back(source, written)


def _told(
    words: Words, source: SourceBook | SourceDocument | None, why_not: str | None, *, is_kept: bool
) -> Iterator[str]:
    """What of the user's file is not in what was written, and why."""
    if source is None:
        return
    beside = source.left_behind(is_kept=is_kept)
    if why_not is not None:
        yield words("book_not_kept", why_not)
    if beside.sheets:
        yield words.counted("sheets_left_behind", beside.sheets)
    if beside.comments:
        yield words.counted("comments_left_behind", beside.comments)
    if beside.has_macros:
        yield words("macros_left_behind")


def _kind(words: Words, output: str, to: str | None, *, is_checked: bool) -> OutputFormat:
    """The kind of file to write; raises click.UsageError where there is none."""
    from cchc.writers.formats import FORMATS, format_of

    usable = tuple(kind for kind in FORMATS if kind.has_marks or not is_checked)
    if to is None and output == STDIO:
        raise click.UsageError(words("to_is_needed", known=", ".join(kind.name for kind in usable)))
    kind = format_of(output if to is None else f"_.{to.lstrip('.')}", usable)
    named = next((each for each in usable if each.name == to), kind)
    if named is None:
        known = ", ".join(suffix for each in usable for suffix in each.suffixes)
        raise click.UsageError(words("no_such_suffix", suffix=to or Path(output).suffix or output, known=known))
    return named
