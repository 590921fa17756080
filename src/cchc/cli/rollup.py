"""`cchc rollup`: many reports added up by offices and periods, as a table, a page or a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click
from attrs import evolve

from cchc.cli.interface import Command, due_option, edition_option, language_option, load, output_option
from cchc.cli.output import Outputs, kind_of
from cchc.cli.repeated import counted, late
from cchc.cli.streams import STDIO, say
from cchc.cli.subject import find
from cchc.cli.words import Words
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.edition.table import FigureColumn, TableFigure
from cchc.errors import DataError
from cchc.filed.standing import office_key
from cchc.period import PeriodKind
from cchc.record import frozen
from cchc.serialize import EvaluationRecord

if TYPE_CHECKING:
    import polars as pl

    from cchc.batch.reports import Judged
    from cchc.catalogue import Catalogue
    from cchc.cli.render.rolled_tables import RolledTables
    from cchc.cli.render.rollup import Rolled
    from cchc.cli.render.table_choice import TableChoice
    from cchc.due import Due
    from cchc.readers.files import Failure

FORMATS: Mapping[str, tuple[str, ...]] = {
    "text": (),
    "csv": (".csv",),
    "json": (".json",),
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
}
"""What is printed, and the endings of names of files of that kind; a text goes under any that name no other kind."""
UNUSABLE = 2
_MOST_NAMED = 8
OFFICE = "office"
_CUSTOMARY = (OFFICE, "ward", "commune", "district", "city", "province", "country")
"""Levels as examples and documentation call them."""


@click.command("rollup", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--by", metavar="LEVEL", default=OFFICE)
@click.option("--period", type=click.Choice([kind.value for kind in PeriodKind]), default=None)
@click.option("--offices", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--place", metavar="NAME")
@due_option
@click.option("--indicator", "-i", "indicators", metavar="ID", multiple=True)
@click.option("--format", "-f", "form", type=click.Choice(tuple(FORMATS)))
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
    form: str | None,
    by: str,
    period: str | None,
    offices: str | None,
    place: str | None,
    due: Due | None,
    picture: str | None,
    is_forced: bool,
) -> int:
    from cchc.batch.frame import require

    require()
    if by in tuple(PeriodKind):
        raise click.UsageError(words("by_is_period", by=by))
    given = [*paths, *([offices] if offices is not None else [])]
    outputs = Outputs.of(words, given, edition, is_forced=is_forced)
    outputs.refuse(output, picture)
    kind = kind_of(words, output, form, FORMATS)
    catalogue = load(words, edition)
    table = _table(offices, by, words)
    judged, failures = _read(paths, catalogue, table, place, words)
    judged = counted(judged, catalogue, words, due)
    asked = _Asked(catalogue, words, table, by, None if period is None else PeriodKind(period), indicators)
    lines, tables = asked.told_apart(asked.named(judged), kind, picture)
    drawn = None if picture is None else {picture: asked.drawn(lines, tables, picture)}
    told = asked.rendered(lines, tables, kind)
    if isinstance(told[0], bytes):
        outputs.files({output or STDIO: told[0]})
    else:
        (outputs.json if kind == "json" else outputs.text)("\n\n".join(map(str, told)), output)
    if drawn is not None:
        outputs.files(drawn)
    return UNUSABLE if failures else 0


@frozen
class _Asked:
    """What is asked of the reports."""

    catalogue: Catalogue
    words: Words
    offices: pl.DataFrame | None
    by: str
    period: PeriodKind | None
    names: Sequence[str]

    def told_apart(
        self, judged: Sequence[Judged], form: str, picture: str | None
    ) -> tuple[Rolled | None, RolledTables | None]:
        """The roll-up of the reports of lines, and that of tables; there need not be both."""
        tables = [each for each in judged if _has_tables(each)]
        lines = [each for each in judged if not _has_tables(each)]
        if tables and lines and form != "text":
            raise DataError(self.words("rollup_mixed"))
        if tables and lines and picture is not None:
            raise click.UsageError(self.words("rollup_both_pictures"))
        return self._of_lines(lines) if lines else None, self._of_tables(tables) if tables else None

    def rendered(self, lines: Rolled | None, tables: RolledTables | None, kind: str) -> list[str | bytes]:
        """What is printed of each."""
        told: list[str | bytes] = [tables.render(kind)] if tables is not None else []
        if lines is not None:
            told.append(lines.workbook(self.lines) if kind == "xlsx" else lines.render(kind, self.lines))
        return told

    def drawn(self, lines: Rolled | None, tables: RolledTables | None, picture: str) -> bytes:
        """The picture of the first figure asked for, of the one kind of form that there is."""
        if lines is not None:
            return lines.draw(picture, self.lines)
        assert tables is not None
        return tables.draw(picture)

    def _of_lines(self, judged: Sequence[Judged]) -> Rolled:
        from cchc.batch.reports import frame_of
        from cchc.cli.render.rollup import Rolled

        frame = frame_of(judged, self.catalogue)
        _refuse_repeated(frame, self.words)
        tree, kind = self._tree(frame), self._kind(frame)
        rolled = Rolled.of(frame, tree, self.catalogue, self.words, by=self.by, period=kind)
        return rolled.with_filings([each.filing for each in judged], tree, self._late(judged))

    def _kind(self, frame: pl.DataFrame) -> PeriodKind:
        """What to add up to: what is asked for, else the period of the form's reports; others than these are told."""
        import polars as pl

        from cchc.batch.rollup.periods import MONTHS, kinds_of, length_of_reports

        each = length_of_reports(self.catalogue.edition)
        kinds = kinds_of(each)
        called = self.catalogue.edition.judging.say(self.words.language, "period", kinds[0])
        if self.period is not None and self.period not in kinds:
            raise click.UsageError(
                self.words("rollup_shorter", period=self.period, kinds=", ".join(kinds), each=called)
            )
        others = frame.filter(pl.col(MONTHS).ne_missing(each))
        if len(others) == len(frame):
            raise DataError(self.words("rollup_other_period", count=len(others), each=called))
        if len(others):
            say(self.words("rollup_other_period", count=len(others), each=called), is_error=True)
        return self.period or kinds[0]

    def _of_tables(self, judged: Sequence[Judged]) -> RolledTables:
        from cchc.batch.rollup.table_groups import roll_up_tables, silent_tables
        from cchc.cli.render.rolled_tables import RolledTables
        from cchc.cli.render.rollup_counts import MOST_SILENT
        from cchc.cli.render.silent import silence_of_tables

        tree = self._tree_of(judged)
        silent = tree is not None and len(tree) <= MOST_SILENT
        rolled = roll_up_tables(judged, self.catalogue, tree, by=self.by, period=self.period, silent=silent)
        if not rolled:
            raise DataError(self.words("rollup_no_period"))
        chosen = _choice([_figure(name, each.edition, self.words) for each in rolled for name in self.names])
        missing = silent_tables(judged, self.catalogue, tree)
        notes = (*silence_of_tables(missing, self.words), *self._late(judged))
        return RolledTables(rolled, self.words, chosen, notes)

    def _late(self, judged: Sequence[Judged]) -> list[str]:
        return late(judged, self.catalogue, self.words)

    def named(self, judged: Sequence[Judged]) -> Sequence[Judged]:
        """The reports with their offices as the table of offices calls them; which are not there is told."""
        if self.offices is None:
            return judged
        names = self.offices["office"].unique(maintain_order=True).to_list()
        reported = list(dict.fromkeys(each.called for each in judged if each.called is not None))
        if set(names).issuperset(reported):  # each is called so already
            return judged
        listed: dict[str, list[str]] = {}
        for name in names:
            listed.setdefault(office_key(name, self.catalogue.edition), []).append(name)
        known = {name: listed.get(office_key(name, self.catalogue.edition), []) for name in reported}
        if strange := [name for name, own in known.items() if not own]:
            say(self.words("rollup_strangers", offices="; ".join(sorted(strange))), is_error=True)
        called = {name: own[0] for name, own in known.items() if len(own) == 1}
        return [evolve(each, office=called.get(each.called or "", each.called)) for each in judged]

    @property
    def lines(self) -> list[Indicator]:
        return [_line(name, self.catalogue, self.words) for name in self.names]

    def _tree(self, frame: pl.DataFrame) -> pl.DataFrame | None:
        """The tree of offices from a file, else what the reports say: the superior that each names is of level `by`."""
        from cchc.batch.reports import tree_of

        if self.offices is not None:
            return self.offices
        if self.by == OFFICE:
            return None
        if frame["superior"].is_null().all():
            say(self.words("rollup_no_superiors", by=self.by), is_error=True)
        return tree_of(frame, OFFICE, self.by)

    def _tree_of(self, judged: Sequence[Judged]) -> pl.DataFrame | None:
        import polars as pl

        named = [(each.called, superior_of(each)) for each in judged]
        return self._tree(pl.DataFrame(named, schema=["office", "superior"], orient="row"))


def superior_of(judged: Judged) -> str | None:
    """The office above the one that reports, as far as the report says."""
    return getattr(judged.evaluation.report, "superior", None)


def _has_tables(judged: Judged) -> bool:
    evaluation = judged.evaluation
    return bool(evaluation.tables if isinstance(evaluation, EvaluationRecord) else evaluation.edition.tables)


def _read(
    paths: Sequence[str], catalogue: Catalogue, table: pl.DataFrame | None, place: str | None, words: Words
) -> tuple[list[Judged], list[Failure]]:
    """The reports; what cannot be read or added up is told, and it is an error if nothing can."""
    from cchc.readers.folder import fitting, read_evaluations
    from cchc.reading.places import Places

    places = Places.of_tree([] if table is None else table.rows(named=True), place)
    judged, failures = read_evaluations(paths, catalogue, places=places)
    judged, others = fitting(judged, catalogue)
    for failure in (*failures, *others):
        words.say_failure(failure.error)
    if not judged:
        raise DataError(words("rollup_nothing"), ", ".join(paths))
    return judged, [*failures, *others]


def _figure(name: str, edition: Edition, words: Words) -> FigureColumn | TableFigure:
    """A column of a form's tables, by itself or with its table, or a figure of one: "tiep_nhan", "b06.tiep_nhan",
    "b06[Đất đai].tiep_nhan"."""
    own = next((table.columns[name] for table in edition.tables.values() if name in table.columns), None)
    subject = find(name, edition, words) if own is None else own
    if not isinstance(subject, FigureColumn | TableFigure):
        raise click.UsageError(words("no_such_name", name=name))
    return subject


def _choice(figures: Sequence[FigureColumn | TableFigure]) -> TableChoice:
    from cchc.cli.render.table_choice import TableChoice

    columns = tuple(each for each in figures if isinstance(each, FigureColumn))
    return TableChoice(columns, tuple(each for each in figures if isinstance(each, TableFigure)))


def _line(name: str, catalogue: Catalogue, words: Words) -> Indicator:
    subject = find(name, catalogue.whole, words)
    if not isinstance(subject, Indicator):
        raise click.UsageError(words("no_such_name", name=name))
    if subject.kind is IndicatorKind.HEADING:
        below = [line.path for line in catalogue.whole.figures.values() if subject.id in _above(line, catalogue.whole)]
        more = ["…"] if len(below) > _MOST_NAMED else []
        told = words("rollup_heading", name=name, lines=", ".join([*below[:_MOST_NAMED], *more]))
        raise click.UsageError(told)
    return subject


def _above(line: Indicator, edition: Edition) -> Iterator[str]:
    """The lines over one, the nearest first."""
    while line.parent is not None:
        yield line.parent
        line = edition.everything[line.parent]


def _look_at_level(by: str, table: pl.DataFrame | None, words: Words) -> None:
    """Refuses a level that no office is of, of which nothing would come (without a table any name but that of one
    misspelt will do), and tells superiors that the table does not have."""
    if table is None:
        near = words.meant(by.casefold(), _CUSTOMARY)
        if by not in _CUSTOMARY and near:
            raise click.UsageError(words("rollup_misspelt_level", by=by) + near)
        return
    if by == OFFICE:
        return
    if not {"level", "parent"} <= set(table.columns):
        raise click.UsageError(words("rollup_no_levels", by=by))
    levels = [OFFICE, *table["level"].drop_nulls().unique(maintain_order=True).to_list()]
    if by not in levels:
        raise click.UsageError(words("rollup_no_level", by=by, levels=", ".join(levels)) + words.meant(by, levels))
    _tell_missing(table, by, words)


def _table(file: str | None, by: str, words: Words) -> pl.DataFrame | None:
    """The table of offices, if there is one, and a level that there is."""
    table = None if file is None else _read_table(file)
    _look_at_level(by, table, words)
    return table


def _read_table(file: str) -> pl.DataFrame:
    import polars as pl

    from cchc.readers.offices import DATES, read_offices

    table = read_offices(file)
    schema = {name: pl.Date if name in DATES else pl.String for name in table.columns}
    return pl.DataFrame(list(table.rows), schema=schema)


def _tell_missing(table: pl.DataFrame, by: str, words: Words) -> None:
    """Superiors without a row of their own: what stands under them counts nowhere above."""
    import polars as pl

    named = table.filter(pl.col("level").ne_missing(by))["parent"].drop_nulls().unique(maintain_order=True)
    missing = named.filter(~named.is_in(table["office"].drop_nulls().implode())).to_list()
    if missing:
        more = ["…"] if len(missing) > _MOST_NAMED else []
        say(words("rollup_no_superior", offices="; ".join([*missing[:_MOST_NAMED], *more])), is_error=True)


def _refuse_repeated(frame: pl.DataFrame, words: Words) -> None:
    """Two reports of one office for one period cannot both count: a person must choose."""
    import polars as pl

    keys = ["office", "year", "month", "months"]
    twice = frame.filter(pl.struct(keys).is_duplicated() & pl.col("office").is_not_null())
    if not twice.is_empty():
        files = twice.sort(keys)["source"].fill_null("").to_list()
        raise DataError(words("rollup_repeated"), ", ".join(files[:6]))
