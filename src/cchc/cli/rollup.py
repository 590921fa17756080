"""`cchc rollup`: many reports added up by offices and periods, as a table, a page or a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.cli.interface import Command, edition_option, language_option, load, output_option
from cchc.cli.output import Outputs
from cchc.cli.streams import STDIO
from cchc.cli.subject import find
from cchc.cli.words import Words
from cchc.edition import Indicator
from cchc.errors import DataError
from cchc.period import PeriodKind

if TYPE_CHECKING:
    import polars as pl

    from cchc.catalogue import Catalogue
    from cchc.readers.folder import Failure

FORMATS = ("text", "csv", "json", "html", "xlsx")
UNUSABLE = 2


@click.command("rollup", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--by", metavar="LEVEL", default="office")
@click.option("--period", type=click.Choice([kind.value for kind in PeriodKind]), default=PeriodKind.MONTH.value)
@click.option("--offices", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--place", metavar="NAME")
@click.option("--indicator", "-i", "indicators", metavar="ID", multiple=True)
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text")
@click.option("--picture", metavar="FILE", type=click.Path(dir_okay=False))
@edition_option
@output_option
@language_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Words,
    /,
    paths: Sequence[str],
    indicators: Sequence[str],
    edition: str | None,
    output: str | None,
    form: str,
    by: str,
    period: str,
    offices: str | None,
    place: str | None,
    picture: str | None,
    is_forced: bool,
) -> int:
    from cchc.batch.frame import require

    require()
    from cchc.cli.render.rollup import Rolled

    given = [*paths, *([offices] if offices is not None else [])]
    outputs = Outputs.of(words, given, edition, is_forced=is_forced)
    outputs.refuse(output, picture)
    catalogue = load(words, edition)
    lines = [_line(name, catalogue, words) for name in indicators]
    table = None if offices is None else _table(offices)
    frame, failures = _read(paths, catalogue, table, place, words)
    rolled = Rolled.of(frame, _tree(frame, table, by), catalogue, words, by=by, period=PeriodKind(period))
    drawn = None if picture is None else rolled.draw(picture, lines)
    if form == "xlsx":
        outputs.files({output or STDIO: rolled.workbook(lines)})
    else:
        (outputs.json if form == "json" else outputs.text)(rolled.render(form, lines), output)
    if picture is not None and drawn is not None:
        outputs.files({picture: drawn})
    return UNUSABLE if failures else 0


def _read(
    paths: Sequence[str], catalogue: Catalogue, table: pl.DataFrame | None, place: str | None, words: Words
) -> tuple[pl.DataFrame, list[Failure]]:
    """The reports as a frame; what cannot be read is told, and it is an error if nothing can, or one came twice."""
    from cchc.readers.folder import read_reports
    from cchc.reading.places import Places

    places = Places.of_tree([] if table is None else table.rows(named=True), place)
    frame, failures = read_reports(paths, catalogue, places=places)
    for failure in failures:
        words.say_failure(failure.error)
    if frame.is_empty():
        raise DataError(words("rollup_nothing"), ", ".join(paths))
    _refuse_repeated(frame, words)
    return frame, failures


def _line(name: str, catalogue: Catalogue, words: Words) -> Indicator:
    subject = find(name, catalogue.whole, words)
    if not isinstance(subject, Indicator):
        raise click.UsageError(words("no_such_name", name=name))
    return subject


def _tree(frame: pl.DataFrame, table: pl.DataFrame | None, by: str) -> pl.DataFrame | None:
    """The tree of offices from a file, else what the reports say: the superior that each names is of level `by`."""
    from cchc.batch.reports import tree_of

    if table is not None:
        return table
    return None if by == "office" else tree_of(frame, "office", by)


def _table(file: str) -> pl.DataFrame:
    """A table of offices."""
    import polars as pl

    readers: dict[str, Callable[[str], pl.DataFrame]] = {
        ".csv": pl.read_csv,
        ".parquet": pl.read_parquet,
        ".json": pl.read_json,
    }
    suffix = Path(file).suffix.lower()
    if suffix not in readers:
        raise DataError(f"{suffix or file} is no table", file, " or ".join(readers))
    table = readers[suffix](file)
    dates = [name for name in ("valid_from", "valid_to") if table.schema.get(name) == pl.String]
    return table.with_columns(pl.col(dates).str.to_date(strict=False))


def _refuse_repeated(frame: pl.DataFrame, words: Words) -> None:
    """Two reports of one office for one period cannot both count: a person must choose."""
    import polars as pl

    keys = ["office", "year", "month", "months"]
    twice = frame.filter(pl.struct(keys).is_duplicated() & pl.col("office").is_not_null())
    if not twice.is_empty():
        files = twice.sort(keys)["source"].fill_null("").to_list()
        raise DataError(words("rollup_repeated", files=", ".join(files[:6])))
