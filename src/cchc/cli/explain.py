"""`cchc explain`: what an indicator, a rule or a code means; with a report, how it comes out there."""

from __future__ import annotations

from pathlib import Path

import click

from cchc.cli.interface import Command, edition_option, judged, language_option, load, places_from, places_options
from cchc.cli.streams import STDIO, say
from cchc.cli.words import Words
from cchc.unforeseen import foreseen

_LONGEST = 300
"""Letters of what people look for."""


@click.command("explain", cls=Command)
@click.argument("name", metavar="ID|CODE")
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(allow_dash=True))
@places_options
@edition_option
@language_option
@click.pass_obj
def command(
    words: Words, name: str, file: str | None, place: str | None, offices: str | None, edition: str | None
) -> int:
    from cchc.cli.render.calculation import calculation
    from cchc.cli.render.definition import definition
    from cchc.cli.render.outcome import outcome
    from cchc.cli.subject import find, found, illustrated, told_of
    from cchc.edition import Indicator
    from cchc.edition.table import TableFigure

    if len(name) > _LONGEST:
        raise click.UsageError(words("query_too_long", most=_LONGEST))
    catalogue = load(words, edition, with_definitions=True)
    if file is None:
        say(found(name, catalogue, words) or told_of(name, catalogue, words))
        return 0
    if file != STDIO and not Path(file).exists() and not Path(file).suffix:
        raise click.UsageError(words("explain_quoted", file=click.format_filename(file), name=name))
    evaluation = judged(file, catalogue, places=places_from(place, offices))
    subject = find(name, evaluation.edition, words)
    own = catalogue.of_id(evaluation.edition.id)
    shown = illustrated(subject, evaluation.edition, own.home)
    say(definition(subject, evaluation.edition, words, evaluation.choice, bases=own.bases, illustration=shown))
    with foreseen(file):
        if isinstance(subject, Indicator | TableFigure):
            told = calculation(evaluation, subject, words)
        else:
            told = outcome(subject, evaluation, file, words)
    say(f"\n{told}")
    return 0
