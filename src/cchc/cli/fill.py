"""`cchc fill`: the form given back, filled in and flagged."""

from __future__ import annotations

import click

from cchc.cli.filing import file_away, to_option
from cchc.cli.interface import Command, edition_option, font_option, language_option, required_output
from cchc.cli.output import Outputs
from cchc.cli.words import Words


@click.command("fill", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@required_output
@to_option
@font_option
@edition_option
@language_option
@click.pass_obj
def command(
    words: Words, file: str, output: str, to: str | None, font: str, edition: str | None, *, is_forced: bool
) -> int:
    outputs = Outputs.of(words, [file], edition, is_forced=is_forced)
    file_away(words, file, output, outputs, to, edition, font=font, is_checked=True)
    return 0
