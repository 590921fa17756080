"""`cchc template`: an empty form to fill in."""

from __future__ import annotations

import click

from cchc.cli.interface import Command, edition_option, language_option, load, required_output
from cchc.cli.output import Outputs
from cchc.cli.words import Words


@click.command("template", cls=Command)
@required_output
@click.option("--period", metavar="TEXT")
@click.option("--office", metavar="TEXT", default="")
@edition_option
@language_option
@click.pass_obj
def command(words: Words, output: str, period: str | None, office: str, edition: str | None, *, is_forced: bool) -> int:
    from cchc.text.dates import parse_period
    from cchc.writers import xlsx_template

    outputs = Outputs.of(words, (), edition, is_forced=is_forced)
    outputs.refuse(output)
    definitions = load(words, edition).edition
    known = None if period is None else parse_period(period, definitions.calendar.closing_day)
    if period is not None and known is None:
        raise click.UsageError(words("no_such_period", period=period))
    outputs.files({output: xlsx_template.write(definitions, words.language, period=known, office=office)})
    return 0
