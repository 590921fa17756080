"""`cchc template`: an empty form to fill in."""

from __future__ import annotations

import click

from cchc.cli.filing import put
from cchc.cli.interface import Command, edition_option, language_option, load
from cchc.cli.words import Words


@click.command("template", cls=Command)
@click.option("--output", "-o", metavar="FILE", required=True, type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--period", metavar="TEXT")
@click.option("--office", metavar="TEXT", default="")
@edition_option
@language_option
@click.pass_obj
def command(words: Words, output: str, period: str | None, office: str, edition: str | None) -> int:
    from cchc.text.dates import parse_period
    from cchc.writers import xlsx_template

    definitions = load(words, edition).edition
    known = None if period is None else parse_period(period, definitions.calendar.closing_day)
    if period is not None and known is None:
        raise click.UsageError(words("no_such_period", period=period))
    put(xlsx_template.write(definitions, words.language, period=known, office=office), output)
    return 0
