"""`cchc check`: judge reports, and say what is wrong in words, JSON, SARIF or a workflow's commands."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import Command, edition_option, language_option, output_option, read, write
from cchc.cli.words import Words
from cchc.errors import CchcError

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.cli.checked import Checked
    from cchc.cli.selection import Selection

FORMATS = ("text", "json", "sarif", "github")
CLEAN, ERRORS, UNUSABLE = 0, 1, 2


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text")
@click.option("--select", metavar="CODE,...", multiple=True)
@click.option("--ignore", metavar="CODE,...", multiple=True)
@edition_option
@output_option
@language_option
@click.pass_obj
def command(
    words: Words,
    files: Sequence[str],
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    edition: str | None,
    output: str | None,
) -> int:
    from cchc.catalogue import load_catalogue
    from cchc.cli.selection import Selection

    catalogue = load_catalogue(edition)
    selection = Selection.parse(words, catalogue.edition, select, ignore)
    answers = [_checked(words, file, catalogue, selection) for file in files]
    reports = [report for report in answers if report is not None]
    if reports or form == "sarif":
        write(import_module(f"cchc.cli.render.{form}").render(reports, words), output)
    if len(reports) < len(files):
        return UNUSABLE
    return ERRORS if any(report.has_errors for report in reports) else CLEAN


def _checked(words: Words, file: str, catalogue: Catalogue, selection: Selection) -> Checked | None:
    """The report judged; None, and a message, if it cannot be read: the others still are."""
    from cchc.cli.checked import Checked

    try:
        evaluation = catalogue.evaluate(read(file, catalogue))
    except (CchcError, OSError) as error:
        words.say_failure(error)
        return None
    return Checked(file, evaluation, tuple(finding for finding in evaluation.findings if finding in selection))
