"""The command `cchc`: arguments, one call, print, exit code.

Exit codes: 0 clean or warnings only, 1 errors found, 2 something could not be read or used.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

import cchc
from cchc.cli.interface import Group, language_option
from cchc.cli.words import Words, locale_language
from cchc.errors import CchcError

UNUSABLE = 2
INTERRUPTED = 130
COMMANDS = ("check", "fill", "template", "convert", "rollup", "explain", "catalogue", "schema")


class Commands(Group):
    """Commands that are imported when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"cchc.cli.{cmd_name}").command
        return command


@click.group("cchc", cls=Commands)
@language_option
@click.version_option(cchc.__version__, message="%(prog)s %(version)s")
def commands() -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    # What a command makes is kept until it ends: to look for garbage as often as a server must only takes time,
    # and so does taking everything apart at the end.
    gc.set_threshold(100_000, 20, 20)
    code = run(arguments)
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; whatever goes wrong is one message on standard error."""
    _write_unicode()
    words = Words(locale_language())
    try:
        code: int | None = commands.main(
            arguments, prog_name="cchc", standalone_mode=False, obj=words, color=words.color
        )
        sys.stdout.flush()
        return code or 0
    except click.ClickException as error:
        words.say_usage(error)
    except click.Abort:
        click.echo(words("interrupted"), err=True, color=words.color)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): what is left has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (CchcError, OSError) as error:
        words.say_failure(error)
    return UNUSABLE


def _write_unicode() -> None:
    """Vietnamese is written whatever the system's code page; a file name's odd bytes are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
