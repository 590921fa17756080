"""`cchc check`: judge reports, and say what is wrong in words, JSON, SARIF or for a workflow; many as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import (
    Command,
    due_option,
    edition_option,
    language_option,
    load,
    offices_from,
    output_option,
    places_from,
    places_options,
    read,
)
from cchc.cli.streams import STDIO
from cchc.cli.words import Words
from cchc.errors import DataError
from cchc.unforeseen import foreseen

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.cli.given import GivenFiles
    from cchc.cli.judging import Answer
    from cchc.cli.output import Outputs
    from cchc.due import Due
    from cchc.filed.overview import Overview
    from cchc.reading.places import Places
    from cchc.report import Report

FORMATS: Mapping[str, tuple[str, ...]] = {
    "text": (),
    "json": (".json", ".ndjson", ".jsonl"),
    "ndjson": (".ndjson", ".jsonl"),
    "sarif": (".sarif", ".json"),
    "github": (),
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
}
"""What is printed, and the endings of names of files of that kind; where there are none, any that name no other."""
TABLES = ("html", "xlsx")
CLEAN, ERRORS, UNUSABLE = 0, 1, 2


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option("--format", "-f", "form", type=click.Choice(tuple(FORMATS)))
@click.option("--all", "is_whole", is_flag=True)
@click.option("--suggest", "suggests", is_flag=True)
@click.option("--select", metavar="CODE,...", multiple=True)
@click.option("--ignore", metavar="CODE,...", multiple=True)
@click.option("--previous", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@places_options
@due_option
@edition_option
@output_option
@language_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Words,
    files: Sequence[str],
    form: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    previous: str | None,
    place: str | None,
    offices: str | None,
    due: Due | None,
    edition: str | None,
    output: str | None,
    *,
    is_whole: bool,
    suggests: bool,
    is_forced: bool,
) -> int:
    from cchc.cli.judging import Judging
    from cchc.cli.output import Outputs, kind_of
    from cchc.cli.selection import Selection
    from cchc.cli.spool import Spool

    inputs = [*files, *filter(None, (previous, offices))]
    outputs = Outputs.of(words, inputs, edition, is_forced=is_forced)
    outputs.refuse(output)
    kind = kind_of(words, output, form, FORMATS)
    catalogue = load(words, edition)
    selection = Selection.parse(words, catalogue.edition, select, ignore)
    places = places_from(place, offices)
    before = _before(previous, catalogue, places)
    given = _given(words, files, output)
    is_table = kind in TABLES or (kind == "text" and given.are_many and not (is_whole or suggests))
    _need(words, suggests=suggests, tells_late=due is not None, is_table=is_table)
    told, rendered = is_whole or bool(select or ignore), None if is_table else kind
    judging = Judging(words, edition, selection, rendered, given.is_one, before, places, told, suggests, due)
    with Spool() as spool:
        answers = [*judging.all(given.files, spool), *given.unread]
        told_as = (kind, output, outputs)
        _print_table(_overview(answers, offices), *told_as) if is_table else _print_each(answers, *told_as)
    return _code(answers)


def _given(words: Words, files: Sequence[str], output: str | None) -> GivenFiles:
    from cchc.cli.given import GivenFiles

    given = GivenFiles.of(files, but=output)
    if given.is_empty:
        raise DataError(words("no_reports_in"), ", ".join(files))
    return given


def _need(words: Words, *, suggests: bool, tells_late: bool, is_table: bool) -> None:
    """What is lacking for what is asked is told before anything is judged; who was late is told in the table alone."""
    if tells_late and not is_table:
        raise click.UsageError(words("due_needs_table"))
    if suggests:
        from cchc.solver.library import library

        library()


def _code(answers: Sequence[Answer]) -> int:
    if any(answer.failure is not None for answer in answers):
        return UNUSABLE
    return ERRORS if any(answer.has_errors for answer in answers) else CLEAN


def _before(previous: str | None, catalogue: Catalogue, places: Places) -> Report | None:
    """The report before those that are judged."""
    if previous is None:
        return None
    with foreseen(previous):
        return read(previous, catalogue, places)


def _print_each(answers: Sequence[Answer], kind: str, output: str | None, outputs: Outputs) -> None:
    """Each report as it is rendered; what could not be read is told."""
    from cchc.cli.spool import KeptTexts

    words = outputs.words
    for answer in answers:
        if answer.failure is not None:
            words.say_failure(answer.failure)
    parts = KeptTexts([answer.part for answer in answers if answer.failure is None])
    bad = sum(answer.has_errors for answer in answers)
    if parts.kept or kind == "sarif":
        write = {"text": outputs.text, "github": outputs.commands}.get(kind, outputs.json)
        write(lambda: import_module(f"cchc.cli.render.{kind}").whole(parts, bad, words), output)


def _overview(answers: Sequence[Answer], offices: str | None) -> Overview:
    from cchc.filed.overview import Overview, Unread

    standings = [answer.standing for answer in answers if answer.standing is not None]
    unread = [Unread(answer.source, answer.failure) for answer in answers if answer.failure is not None]
    return Overview.of(standings, unread, offices_from(offices))


def _print_table(overview: Overview, kind: str, output: str | None, outputs: Outputs) -> None:
    """One table of all reports; into a file, what could not be read is told besides."""
    words = outputs.words
    if output not in (None, STDIO):
        for row in overview.rows:
            if row.unread is not None:
                words.say_failure(row.unread.error)
    if kind == "text":
        from cchc.cli.render.overview import text

        outputs.text(text(overview, words), output)
        return
    from cchc.cli.render.overview_files import html, workbook

    if kind == "xlsx":
        outputs.files({output or STDIO: workbook(overview, words)})
    else:
        outputs.text(html(overview, words), output)
