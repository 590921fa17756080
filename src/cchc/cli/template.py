"""`cchc template`: an empty form to fill in."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import Command, edition_option, font_option, language_option, load, required_output
from cchc.cli.output import Outputs
from cchc.cli.render.edition import named
from cchc.cli.render.table import page_width, visible, wrap
from cchc.cli.streams import STDIO, say
from cchc.cli.words import Words
from cchc.edition.choice import ChosenBy
from cchc.errors import CchcError
from cchc.period import PeriodKind

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.edition import Edition
    from cchc.period import Period
    from cchc.report import FilledTable


_PRINTED = frozenset({"code", "label", "unit"})
"""Columns in which an empty form has something already, beside that which says what a label means now."""


def _is_filled(path: str, catalogue: Catalogue) -> bool:
    """Whether a file is a form with something filled in, which an empty one would take away."""
    from cchc.readers import read_report

    if path == STDIO or not Path(path).is_file():
        return False
    try:
        report = read_report(path, catalogue)
    except CchcError:
        return False
    ours = _PRINTED.union(catalogue.edition.writing.text("meaning_column").values())
    lines = any(not ours.issuperset(entry.cells) for entry in report.entries.values())
    return lines or any(_has_figures(table, catalogue) for table in report.tables.values())


def _has_figures(table: FilledTable, catalogue: Catalogue) -> bool:
    """Whether something stands in a table that is not the catalogue's own."""
    columns = catalogue.edition.tables[table.id].columns
    return any(
        not columns[id].given and entry.cell is not None and bool(entry.cell.text.strip())
        for row in table.rows
        for id, entry in row.entries.items()
    )


_MONTH = re.compile(r"\s*(?:(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<m2>\d{1,2})[/-](?P<y2>\d{4}))\s*")


@click.command("template", cls=Command)
@required_output
@click.option("--period", metavar="TEXT")
@click.option("--office", metavar="TEXT", default="")
@click.option("--place", metavar="NAME")
@font_option
@edition_option
@language_option
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    words: Words,
    output: str,
    period: str | None,
    office: str,
    place: str | None,
    font: str,
    edition: str | None,
    *,
    is_forced: bool,
) -> int:
    from cchc.catalogue import Catalogue
    from cchc.writers.empty import KINDS, WITH_FONT, EmptyForm
    from cchc.writers.paper import FONT

    outputs = Outputs.of(words, (), edition, is_forced=is_forced)
    outputs.refuse(output)
    suffix = ".xlsx" if output == STDIO else Path(output).suffix
    if suffix.lower() not in KINDS:
        raise click.UsageError(words("no_such_suffix", suffix=suffix or output, known=", ".join(KINDS)))
    if font != FONT and KINDS[suffix.lower()] not in WITH_FONT:
        raise click.UsageError(words("no_font_in", kind=KINDS[suffix.lower()]))
    catalogue = load(words, edition, with_definitions=True)
    home = catalogue.edition
    known = None if period is None else _period(period, home)
    if period is not None and known is None:
        raise click.UsageError(words("no_such_period", period=period))
    today = dt.date.today()  # noqa: DTZ011 - the day at the desk where the form is filled in
    definitions = catalogue.in_force(known or today).edition
    if not is_forced and _is_filled(output, Catalogue(definitions)):
        raise click.UsageError(words("form_is_filled", path=output))
    empty = EmptyForm(definitions, words.language, known, office, place, font)
    outputs.files({output: empty.write(f"_{suffix}")})
    why = _why(catalogue, definitions, known, today, words)
    told = visible(words("template_of", edition=named(definitions, words), why=why))
    say(wrap(told, page_width()), is_error=output == STDIO)
    return 0


def _period(text: str, edition: Edition) -> Period | None:
    """The period meant: as forms are titled by it, or a month in figures alone ("2026-05", "5/2026")."""
    month = _MONTH.fullmatch(text)
    if month is None:
        return edition.calendar.period_in(text, edition.languages[0])
    try:
        return edition.calendar.period(PeriodKind.MONTH, int(month["y"] or month["y2"]), int(month["m"] or month["m2"]))
    except ValueError:
        return None


def _why(catalogue: Catalogue, chosen: Edition, period: Period | None, today: dt.date, words: Words) -> str:
    """Why this edition was handed out, and what gives another."""
    day = today if period is None else period.calendar_end
    shown = f"{day:%d/%m/%Y}"
    if catalogue.folder is not None and period is None and chosen.holds_on(day):
        return words("template_today", day=shown)
    fits = ChosenBy.PERIOD if chosen.holds_on(day) else ChosenBy.OUTSIDE
    why = ChosenBy.NAMED if catalogue.folder is None else fits
    return chosen.judging.say(words.language, "choice", why, day=shown)
