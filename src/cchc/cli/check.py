"""`cchc check`: judge reports, and say what is wrong in words, JSON, SARIF or a workflow's commands."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import (
    Command,
    edition_option,
    language_option,
    load,
    output_option,
    places_from,
    places_options,
    read,
)
from cchc.cli.words import Words
from cchc.unforeseen import foreseen

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.cli.judging import Judging
    from cchc.reading.places import Places
    from cchc.report import Report

FORMATS = ("text", "json", "sarif", "github")
CLEAN, ERRORS, UNUSABLE = 0, 1, 2


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text")
@click.option("--all", "is_whole", is_flag=True)
@click.option("--select", metavar="CODE,...", multiple=True)
@click.option("--ignore", metavar="CODE,...", multiple=True)
@click.option("--previous", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@places_options
@edition_option
@output_option
@language_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Words,
    files: Sequence[str],
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    previous: str | None,
    place: str | None,
    offices: str | None,
    edition: str | None,
    output: str | None,
    *,
    is_whole: bool,
    is_forced: bool,
) -> int:
    from cchc.cli.judging import Judging
    from cchc.cli.output import Outputs
    from cchc.cli.selection import Selection

    inputs = [*files, *(file for file in (previous, offices) if file is not None)]
    outputs = Outputs.of(words, inputs, edition, is_forced=is_forced)
    outputs.refuse(output)
    catalogue = load(words, edition)
    selection = Selection.parse(words, catalogue.edition, select, ignore)
    places = places_from(place, offices)
    before = _before(previous, catalogue, places)
    is_whole = is_whole or bool(select or ignore)
    judging = Judging(words, edition, selection, form, len(files) == 1, before, places, is_whole)
    parts, bad, unread = _judged(judging, files)
    if parts or form == "sarif":
        renderer = import_module(f"cchc.cli.render.{form}")
        write = {"text": outputs.text, "github": outputs.commands}.get(form, outputs.json)
        write(renderer.whole(parts, bad, words), output)
    return UNUSABLE if unread else ERRORS if bad else CLEAN


def _before(previous: str | None, catalogue: Catalogue, places: Places) -> Report | None:
    """The report before those that are judged."""
    if previous is None:
        return None
    with foreseen(previous):
        return read(previous, catalogue, places)


def _judged(judging: Judging, files: Sequence[str]) -> tuple[list[str], int, int]:
    """What is printed of the files, how many of them have errors, and how many could not be read, which is told."""
    parts, bad, unread = [], 0, 0
    for answer in judging.all(files):
        if answer.failure is not None:
            judging.words.say_failure(answer.failure)
            unread += 1
        else:
            parts.append(answer.part)
            bad += answer.has_errors
    return parts, bad, unread
