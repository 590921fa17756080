"""Reports written as files: what `convert` and `fill` have in common."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import STDIN, load, read
from cchc.cli.words import Words

if TYPE_CHECKING:
    from cchc.writers.formats import OutputFormat

to_option = click.option("--to", metavar="KIND")


def file_away(words: Words, file: str, output: str, to: str | None, edition: str | None, *, is_checked: bool) -> None:
    """Read a report and write it, as it is or checked, as the kind of file asked for."""
    from cchc.writers.formats import Filed

    kind = _kind(words, output, to, is_checked=is_checked)
    catalogue = load(words, edition)
    filed = Filed(catalogue.evaluate(read(file, catalogue)), words.language, is_checked)
    put(kind.write(filed), output)
    if output != STDIN:
        for name, data in kind.beside(filed, Path(output).name).items():
            put(data, str(Path(output).with_name(name)))


def put(data: bytes, output: str) -> None:
    """Bytes to a file, or to standard output for "-"."""
    if output == STDIN:
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)


def _kind(words: Words, output: str, to: str | None, *, is_checked: bool) -> OutputFormat:
    """The kind of file to write; raises click.UsageError where there is none."""
    from cchc.writers.formats import FORMATS, format_of

    usable = tuple(kind for kind in FORMATS if kind.has_marks or not is_checked)
    if to is None and output == STDIN:
        raise click.UsageError(words("to_is_needed", known=", ".join(kind.name for kind in usable)))
    kind = format_of(output if to is None else f"_.{to.lstrip('.')}", usable)
    named = next((each for each in usable if each.name == to), kind)
    if named is None:
        known = ", ".join(suffix for each in usable for suffix in each.suffixes)
        raise click.UsageError(words("no_such_suffix", suffix=to or Path(output).suffix or output, known=known))
    return named
