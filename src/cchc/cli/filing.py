"""Reports written as files: what `convert` and `fill` have in common."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import judged, load
from cchc.cli.output import Outputs
from cchc.cli.streams import STDIO, say
from cchc.cli.words import Words
from cchc.unforeseen import foreseen
from cchc.writers.paper import FONT

if TYPE_CHECKING:
    from cchc.writers.formats import OutputFormat

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
    from cchc.readers.left_behind import LeftBehind, left_behind
    from cchc.writers.formats import Filed

    kind = _kind(words, output, to, is_checked=is_checked)
    if font != FONT and not kind.has_font:
        raise click.UsageError(words("no_font_in", kind=kind.name))
    outputs.refuse(output)
    catalogue = load(words, edition)
    evaluation = judged(file, catalogue)
    if evaluation.report.tables and not kind.has_tables:
        raise click.UsageError(words("no_tables_in", kind=kind.name, known=_suffixes(is_checked=is_checked)))
    with foreseen(file):
        filed = Filed(evaluation, words.language, is_checked, font)
        files = {output: kind.write(filed)}
        if output != STDIO:
            path = Path(output)
            files |= {str(path.with_name(name)): data for name, data in kind.beside(filed, path.name).items()}
        beside = left_behind(file, evaluation.report) if file != STDIO else LeftBehind()
    outputs.files(files, kind.is_ours)
    if beside.sheets:
        say(words.counted("sheets_left_behind", beside.sheets), is_error=True)
    if beside.comments:
        say(words.counted("comments_left_behind", beside.comments), is_error=True)


def _suffixes(*, is_checked: bool) -> str:
    """The endings of files that a form of tables can be written as."""
    from cchc.writers.formats import FORMATS

    usable = (kind for kind in FORMATS if kind.has_tables and (kind.has_marks or not is_checked))
    return ", ".join(suffix for kind in usable for suffix in kind.suffixes)


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
