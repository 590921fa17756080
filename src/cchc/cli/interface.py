"""Commands whose help comes in the language that `--lang` or the locale names.

Help texts are found by name: `help.check` for a command, `option.lang` for an option.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cchc.cli.streams import STDIO, standard_input
from cchc.cli.words import Words, long_name
from cchc.report import before_among
from cchc.unforeseen import foreseen
from cchc.words import LANGUAGES, face
from cchc.writers.paper import FONT

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.due import Due
    from cchc.evaluation import Evaluation
    from cchc.readers.offices import OfficeRow
    from cchc.reading.places import Places
    from cchc.report import Report

T = TypeVar("T")


class Command(click.Command):
    """A command with translated help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _listen(ctx.obj, args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _translate(self, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)


class Group(click.Group):
    """A group of commands with translated help."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _listen(ctx.obj, args)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            words: Words = ctx.obj
            told = words("no_such_command", name=name) + words.meant(name, self.list_commands(ctx))
            raise click.UsageError(told, ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _translate(self, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words: Words = ctx.obj
        names = [f"{ctx.command_path} {name}" for name in self.list_commands(ctx)]
        rows = [(name.rsplit(" ", 1)[1], words("help", _help_name(name)).split("\n")[0]) for name in names]
        with formatter.section(words("heading", "commands")):
            formatter.write_dl(rows)


def _help_name(command_path: str) -> str:
    """`cchc catalogue list` is described by `help.catalogue_list`."""
    program, *commands = command_path.split()
    return "_".join(commands) or program


def _translate(command: click.Command, context: click.Context) -> None:
    words: Words = context.obj
    help_name = _help_name(context.command_path)
    command.help = words("help", help_name)
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option):
            name = long_name(parameter).lstrip("-")
            own = f"{help_name}_{name}"
            parameter.help = words("option", own if f"option.{own}" in face("command_line") else name)


def _write_usage(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    words: Words = context.obj
    pieces = command.collect_usage_pieces(context)
    formatter.write_usage(context.command_path, " ".join(pieces), prefix=words("heading", "usage") + " ")


def _write_options(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    words: Words = context.obj
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    with formatter.section(words("heading", "options")):
        formatter.write_dl([record for one in options if (record := one.get_help_record(context)) is not None])


def _listen(words: Words, arguments: Sequence[str]) -> None:
    """The language that is named anywhere, so that `--help` before it speaks it, too."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    named = re.search(r"(?:^|\n)--lang[=\n]([a-z]{2,3})(?:\n|$)", "\n".join(options))
    if named is not None:
        words.choose(named[1])


def _colour(context: click.Context, _: click.Parameter, when: str | None) -> None:
    """Colours wherever the output goes, or nowhere; else where a terminal shows them."""
    if when is not None:
        words: Words = context.obj
        words.color = context.color = {"always": True, "never": False}.get(when)


def _speak(context: click.Context, _: click.Parameter, language: str | None) -> None:
    words: Words = context.obj
    if language is not None:
        words.choose(language)
        if not re.fullmatch("[a-z]{2,3}", language):
            words.settle(LANGUAGES)


def _debug(context: click.Context, _: click.Parameter, is_debugging: bool) -> None:
    words: Words = context.obj
    words.is_debugging |= is_debugging


def language_option(command: Any) -> Any:
    """`--lang`, read before `--help` so that help speaks that language; and what every command has too: `--color`,
    `--debug`."""
    whens = click.Choice(("auto", "always", "never"))
    command = click.option("--color", type=whens, is_eager=True, expose_value=False, callback=_colour)(command)
    shown = f"[{'|'.join(LANGUAGES)}]"
    command = click.option("--debug", is_flag=True, is_eager=True, expose_value=False, callback=_debug)(command)
    return click.option("--lang", metavar=shown, is_eager=True, expose_value=False, callback=_speak)(command)


edition_option = click.option("--edition", "--catalogue", "edition", metavar="ID|PATH")


font_option = click.option("--font", metavar="NAME", default=FONT)


def places_options(command: Any) -> Any:
    """`--place` and `--offices`: where offices are whose letterheads name no province."""
    command = click.option("--offices", metavar="FILE", type=click.Path(dir_okay=False, exists=True))(command)
    return click.option("--place", metavar="NAME")(command)


def _due(context: click.Context, _: click.Parameter, day: str | None) -> Due | None:
    """The day that is meant; it is an error if none is."""
    from cchc.due import Due

    words: Words = context.obj
    due = None if day is None else Due.of(day)
    if due is None and day is not None:
        raise click.UsageError(words("no_due_day", value=day), context)
    return due


due_option = click.option("--due", metavar="DAY", callback=_due)


def output_option(command: Any) -> Any:
    """`--output`, and `--force` with it."""
    return _output(command, is_required=False)


def required_output(command: Any) -> Any:
    """`--output` of a command that makes a file; "-" is standard output."""
    return _output(command, is_required=True)


def _output(command: Any, *, is_required: bool) -> Any:
    kind = click.Path(dir_okay=False, allow_dash=True)
    command = click.option("--force", "is_forced", is_flag=True)(command)
    return click.option("--output", "-o", metavar="FILE", required=is_required, type=kind)(command)


def load(words: Words, edition: str | None, *, with_definitions: bool = False) -> Catalogue:
    """The catalogue asked for, whose languages `words` may speak; with what lines mean only where that is told."""
    from cchc.catalogue import load_catalogue
    from cchc.load import forms

    catalogue = load_catalogue(edition, with_definitions=with_definitions)
    # Of several forms each may have other languages; cchc's own every report can be told in.
    beside = () if catalogue.folder is None else forms(catalogue.folder)
    is_one_of_several = len(beside) > 1 or len(catalogue.forms) > 1  # packages are looked through last: that takes long
    several = LANGUAGES if is_one_of_several else ()
    words.settle((*several, *catalogue.edition.languages))
    return catalogue


def judged(file: str, catalogue: Catalogue, previous: Report | None = None, places: Places | None = None) -> Evaluation:
    """A report from a file ("-": standard input), judged; raises a CchcError or an OSError, which names the file."""
    with foreseen(file):
        return catalogue.evaluate(read(file, catalogue, places), previous)


def judged_each(
    file: str,
    catalogue: Catalogue,
    before: Callable[[int], Report | None] = lambda _: None,
    places: Places | None = None,
) -> list[Evaluation]:
    """All reports of a file, judged, each after the one before it in time: in the file, else what `before` gives.

    Raises as `judged` does.
    """
    with foreseen(file):
        reports = read_each(file, catalogue, places)
        return [
            catalogue.evaluate(each, before_among(each, reports) or before(number))
            for number, each in enumerate(reports)
        ]


def places_from(place: str | None, offices: str | None) -> Places:
    """What `--place` and a table of offices say of where offices are."""
    from cchc.reading.places import Places

    return Places(place) if offices is None else Places.of_tree(_office_rows(offices), place)


def offices_from(offices: str | None) -> list[str]:
    """The offices of a table that no other stands under: those that report."""
    rows = [] if offices is None else _office_rows(offices)
    over = {row.get("parent") for row in rows}
    return [name for row in rows if isinstance(name := row["office"], str) and name not in over]


def _office_rows(offices: str) -> Sequence[OfficeRow]:
    from cchc.readers.offices import read_offices

    return read_offices(offices).rows


def read(file: str, catalogue: Catalogue, places: Places | None = None, content: bytes | None = None) -> Report:
    """A report from a file, whose `content` may be at hand, or from standard input ("-")."""
    from cchc.readers import read_report

    return _from(file, lambda source, name: read_report(source, catalogue, name=name, place=places), content)


def read_each(file: str, catalogue: Catalogue, places: Places | None = None) -> tuple[Report, ...]:
    """All reports of a file, or of standard input ("-")."""
    from cchc.readers import read_reports

    return _from(file, lambda source, name: read_reports(source, catalogue, name=name, place=places))


def _from(file: str, read: Callable[[str | bytes, str], T], content: bytes | None = None) -> T:
    from cchc.errors import DataError, ReadError
    from cchc.readers.formats import LARGEST_FILE

    try:
        if content is not None:
            return read(content, file)
        return read(standard_input().read(LARGEST_FILE + 1), STDIO) if file == STDIO else read(file, "")
    except DataError as error:
        raise ReadError(str(error), file) from None
