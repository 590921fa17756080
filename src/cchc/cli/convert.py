"""`cchc convert`: the same report as another kind of file."""

from __future__ import annotations

from pathlib import PurePath

import click

from cchc.cli.interface import Command, edition_option, language_option, read, write
from cchc.cli.words import Words

SUFFIXES = (".json", ".txt", ".tsv")


@click.command("convert", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--output", "-o", metavar="FILE", required=True, type=click.Path(dir_okay=False, allow_dash=True))
@edition_option
@language_option
@click.pass_obj
def command(words: Words, file: str, output: str, edition: str | None) -> int:
    from cchc.catalogue import load_catalogue

    suffix = PurePath(output).suffix.lower()
    if suffix not in SUFFIXES:
        raise click.UsageError(words("cli_no_such_suffix", suffix=suffix or output, known=", ".join(SUFFIXES)))
    catalogue = load_catalogue(edition)
    report = read(file, catalogue)
    if suffix == ".json":
        from cchc.serialize import to_json

        write(to_json(report, indent=2), output)
    else:
        from cchc.writers import text

        write(text.write(report, catalogue.edition), output)
    return 0
